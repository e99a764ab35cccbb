"""The Dutch page on an agreement shows what the command gives, to the letter."""

from __future__ import annotations

import re
import textwrap
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from typer.testing import CliRunner

from hiap.catalogue.agreement_checks import Known
from hiap.catalogue.agreements import named_faults, read_agreement
from hiap.catalogue.pack import load_pack
from hiap.cli import app
from hiap.reports.numbers import Estimate, ratio_texts
from hiap.workflow.appraise import appraise
from hiap.workflow.vocabulary import vocabulary_of

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "nl" / "valpreventie-afspraak.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "examples" / "agreement-fall-prevention-zeeland.yaml").read_text(encoding="utf-8")


@cache
def printed(text: str) -> str:
    """What the command prints for an agreement, without spaces at the ends of lines."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "agreement.yaml"
        path.write_text(text, encoding="utf-8")
        done = CliRunner().invoke(app, ["agree", str(path)])
    assert done.exit_code == 0, done.stderr
    return "\n".join(line.rstrip() for line in done.stdout.splitlines())


def blocks(kind: str) -> list[str]:
    """The blocks of a kind on the page, in order."""
    return [block.strip("\n") for block in re.findall(rf"^```{kind}\n(.*?)^```$", PAGE, re.M | re.S)]


def test_the_page_shows_what_the_command_gives() -> None:
    without, chance, agreed = blocks("text")
    (term,) = blocks("yaml")
    quick = EXAMPLE.replace("draws: 100", "draws: 0")
    no_terms = quick[: quick.index("terms:")] + "terms: []\nsources: {}\n"
    assert printed(no_terms).strip("\n") == without
    assert printed(EXAMPLE).strip("\n") == agreed
    assert chance in printed(quick.replace("\nleaves", term + "\n\nleaves"))


def test_the_agreement_of_the_page_ends_signed_by_all_who_join() -> None:
    """With draws no member loses on average; the table says of each what it may expect and risk."""
    agreed = blocks("text")[-1]
    assert "Met deze afspraak verliest geen van de partijen die meedoen." in agreed
    assert "zou niet meedoen" not in agreed
    assert "draws: 100" in EXAMPLE
    rows = {row.split("|")[1].strip(): row for row in PAGE.splitlines() if row.startswith("| ")}
    lines = [re.sub(r" {2,}", "|", line.strip()) for line in agreed.splitlines()]
    gains, risks = (
        {cells[0].split(" (")[0]: cells for cells in (line.split("|") for line in lines[part])}
        for part in (slice(0, 16), slice(16, 40))
    )
    for name in ("Gemeenten", "Zorgverzekeraars", "Zorgkantoren"):
        gain = gains[name][-1].removeprefix("€ ")
        assert f"{gain} euro winst" in rows[name]
        chance = risks[name][1].removeprefix("in geen van 100").strip() or "in geen van de 100 trekkingen"
        assert chance in rows[name]


def test_every_example_on_the_page_of_agreements_is_in_order(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "agreement.md").read_text(encoding="utf-8")
    whole, *terms = re.findall(r"^```yaml\n(.*?)^```$", page, re.M | re.S)
    assert len(terms) == 6
    path = tmp_path / "agreement.yaml"
    listed = "terms:\n" + textwrap.indent("".join(terms), "  ")
    path.write_text(re.sub(r"^terms: \[\].*\n", lambda _: listed, whole, flags=re.M), encoding="utf-8")
    read = read_agreement(str(path))
    pack = load_pack("NLD/2025")
    assert [*read.faults, *named_faults(read, Known(vocabulary_of(pack), pack.discounting))] == []
    assert read.agreement is not None
    assert {term.kind for term in read.agreement.terms} == {
        *("co_financing", "grant", "shared_savings", "outcome", "pooled_fund", "payment")
    }


def test_the_figures_in_the_text_are_those_of_the_appraisal() -> None:
    result: Any = appraise(["fall-prevention"], pack="NLD/2025@ggd-zeeland")
    scenario = result["scenarios"]["fall-prevention"]
    figures = {
        "kosten 9 miljoen euro": (scenario["programme_cost_eur"]["mean"] / 1e6, 9.0, 0.5),
        "maar 0,8 miljoen duurder": (scenario["care_cost_eur"]["mean"] / 1e6, 0.8, 0.05),
        "ongeveer 90 gezonde jaren": (scenario["haly"]["mean"], 90.0, 5.0),
    }
    for words, (found, told, margin) in figures.items():
        assert words in PAGE.replace("\n", " ")
        assert abs(found - told) <= margin, words
    printed_as = ratio_texts(Estimate(scenario["break_even_qaly_eur"]["mean"]), "nl")[0]
    assert f"{printed_as.removeprefix('€ ')} euro per gezond jaar" in PAGE.replace("\n", " ")
