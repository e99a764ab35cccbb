"""The dossier has every element of the framework of RIVM for weighing prevention, block by block."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from hiap import appraise
from hiap.catalogue.evidence_rules import load_instruments
from hiap.reports.charts import Spec
from hiap.reports.page import dossier_html
from hiap.reports.text import Words

# The page of RIVM on the framework (a prototype): what each of its three building blocks asks for.
ASKED = (
    ("gezondheidsprobleem (ernst, omvang)", "maatregel", "huidig (preventief) beleid"),
    (
        "maatschappelijke kosten en baten",
        "gezondheidswinst",
        "budgettaire impact rijksoverheid",
        "verdeling gezondheidswinst",
        "verdeling van kosten en baten",
        "arbeidsinzet",
        "overige effecten",
    ),
    ("ethische aspecten", "uitvoerbaarheid", "juridische aspecten", "draagvlak"),
)


def undrawn(specs: list[Spec], _: str) -> list[str]:
    """Pictures are not looked at here."""
    return ["<svg></svg>" for _ in specs]


def test_the_framework_as_data_asks_what_rivm_asks() -> None:
    blocks = load_instruments().framework.blocks
    assert tuple(tuple(element.nl for element in block.elements) for block in blocks) == ASKED


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_dossier_answers_every_element_in_its_block(lang: str) -> None:
    words = Words(lang)
    html = dossier_html(appraise(["fall-prevention"]), lang, undrawn)  # type: ignore[arg-type]
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "|", html).replace("&#39;", "'"))
    blocks = load_instruments().framework.blocks
    places = [*(text.index(f"|{words(block.title)}|") for block in blocks), len(text)]
    for block, (start, end) in zip(blocks, pairwise(places), strict=True):
        for element in block.elements:
            for heading in element.headings:
                assert f"|{words(heading)}|" in text[start:end], f"{block.title}: {element.nl}"
