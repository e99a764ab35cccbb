"""One entry of the register on a page: every part is there, in the language, and nothing is cut off."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from importlib.resources import files

import pytest
import yaml

from hiap.catalogue.folder import pack_folder
from hiap.reports.blocks import Table
from hiap.reports.entry import closing, tables
from hiap.reports.tables import print_blocks
from hiap.reports.text import Words
from hiap.workflow.show import show

WIDTH = 120
Entry = Mapping[str, object]


@pytest.fixture(scope="module")
def computed() -> Entry:
    return show("ips-supported-employment")


@pytest.fixture(scope="module")
def not_computed() -> Entry:
    return show("jogg")


def page(entry: Entry, lang: str) -> str:
    stream = io.StringIO()
    words = Words(lang)
    print_blocks(tables(words, entry), closing(words, entry), stream, "", WIDTH)
    return stream.getvalue()


def captions(entry: Entry, lang: str) -> list[str]:
    return [table.caption for table in tables(Words(lang), entry)]


def cells(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in table.rows]


def pairs(table: Table) -> list[tuple[str, str]]:
    return [(name.text, value.text) for name, value in table.rows]


def found(entry: Entry, lang: str, caption: str) -> Table:
    (table,) = [table for table in tables(Words(lang), entry) if table.caption.startswith(caption)]
    return table


def test_a_computed_entry_has_its_parts_in_the_order_of_a_dossier(computed: Entry) -> None:
    assert captions(computed, "en") == [
        "Supported employment for people with severe mental illness (IPS)",
        "",
        "What makes it work",
        "What the measure costs and who pays",
        "Evidence per effect: three separate judgements that are not made into one score",
        "How the effect is built up: An hour of paid work by somebody without a job",
        "Extra share that finds an ordinary job: 8 studies together give 0.192 (0.117 to 0.267).",
        "What studies found: gains, no difference and harms",
        "What is not in the sums (PM)",
        "Sources",
        "What the reader must know",
    ]


def test_reach_and_period_stand_among_the_facts(computed: Entry) -> None:
    facts = dict(pairs(tables(Words("nl"), computed)[1]))
    assert facts["Bereik"].startswith("elk jaar ")
    assert facts["Looptijd"] == "2027 tot en met 2036"
    assert facts["Doelgroep"] == "iedereen van 18 tot en met 64 jaar"
    assert facts["Deel van die groep dat telt"].startswith("1,6 %"), "of whom 0.016 qualifies"


@pytest.mark.parametrize(
    ("lang", "counts", "reach"),
    [
        ("nl", "14 % (10 tot 28) van de ernstig gewonden en doden", "10 % (5 tot 15) van deze slachtoffers"),
        ("en", "14% (10 to 28) of those seriously injured or killed", "10% (5 to 15) of these casualties"),
    ],
)
def test_a_share_of_accidents_is_no_share_of_people(lang: str, counts: str, reach: str) -> None:
    facts = dict(pairs(tables(Words(lang), show("thirty-km-speed-limit"))[1]))
    told = {title: text.replace("\xa0", " ") for title, text in facts.items()}
    assert [text for text in told.values() if text.startswith(counts)]
    assert [text for text in told.values() if text.startswith(reach)]
    assert not [text for text in told.values() if "doelgroep" in text or "target group" in text]


def test_an_outcome_has_its_three_labels_beside_its_size(computed: Entry) -> None:
    (row,) = cells(found(computed, "en", "Evidence per effect"))
    assert row[0] == "An hour of paid work by somebody without a job"
    assert row[1] == "61 hours of work more, per person reached in a year"
    assert row[2:5] == ("yes", "low", "none known")


def test_gains_nulls_and_harms_are_told_with_their_numbers(computed: Entry, not_computed: Entry) -> None:
    claims = cells(found(computed, "en", "What studies found"))
    assert claims[0][1] == "relative risk 1.63 (1.46 to 1.82)"
    assert claims[3][1] == "19 (4.1 to 33.9) percentage points"
    directions = {row[0].interval for row in found(not_computed, "nl", "Wat onderzoek vond").rows}
    assert directions == {"geen verschil gezien", "schade", "onduidelijk"}


def test_an_entry_that_is_not_computed_says_why_first(not_computed: Entry) -> None:
    opening = [text for (text,) in cells(tables(Words("nl"), not_computed)[0])]
    assert opening[1].startswith("Waarom er niet mee gerekend wordt: Het RIVM vond na acht jaar")
    assert "hiap screen jogg" in closing(Words("nl"), not_computed)[0]


def test_our_size_stands_beside_that_of_others() -> None:
    table = found(show("sugar-tax"), "nl", "Grootte van het effect naast")
    assert table.head[:3] == ("Hier", "Daar", "Hoeveel keer zo groot hier")
    assert all(row[0].text and row[1].text and row[2].text for row in table.rows)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_page_is_no_wider_than_asked_and_cuts_nothing_off(computed: Entry, lang: str) -> None:
    text = page(computed, lang)
    assert max(map(len, text.splitlines())) <= WIDTH
    one_line = " ".join(text.split())
    assert "https://doi.org/10.3389/fpubh.2015.00237" in one_line
    assert "Burns 2007 (EQOLISE)" in one_line
    for cost in ("2022", "4.830" if lang == "nl" else "4,830"):
        assert cost in one_line


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_party_of_the_pack_has_its_name_in_the_register(lang: str) -> None:
    """The register leaves the pack closed; an id without a name would be shown as `Rijk ienw`."""
    known = json.loads((files("hiap.reports") / "words.json").read_text(encoding="utf-8"))["parties"]
    parties = yaml.safe_load(pack_folder("NLD/2025").text("parties.yaml"))
    named = {party["id"]: party["title"][lang] for party in parties if not party.get("boundary")}
    said = {name: known.get(name, {}).get(lang, name) for name in named}
    assert {name: text.lower() for name, text in said.items()} == {
        name: text.lower() for name, text in named.items()
    }
