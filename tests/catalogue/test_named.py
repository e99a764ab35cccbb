"""What policy documents name: the counts, every quote in its document, every figure in its quote."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from functools import cache
from typing import Any

import pytest
from measure_text import ROOT

from hiap.catalogue.named import BOUNDS, KINDS, documents, named
from hiap.workflow.catalogue import named_rows

SHARED = ROOT.parent / "shared" / "seeds"
WITHOUT_A_STOP = {"INS-07", "INS-28", "INS-54", "INS-94", *(f"DOEL-{number}" for number in range(16, 23))}
"""Rows of a table, bullets and addresses, which end without a full stop."""
CUT_AT_A_FOOTNOTE = {"IND-31"}
INDICATORS_WITHOUT_A_FIGURE = {"IND-07", "IND-47"}


@cache
def tool() -> dict[str, Any]:
    """The script that builds the table, with its checks."""
    return runpy.run_path(str(ROOT / "tools" / "build_named.py"))


@cache
def texts() -> dict[str, str]:
    """The documents by number, one space between words."""
    if not SHARED.exists():
        pytest.skip("the texts of the documents are not here")
    return {path.name[:3]: path.read_text(encoding="utf-8") for path in SHARED.glob("*.txt")}


def plain(text: str) -> str:
    return re.sub(r"[\s\u00ad-]", "", text).lower()


def quotes() -> list[tuple[str, str, str]]:
    """Every quote with its entry and document: of entries, and of figures in another sentence."""
    return [
        (item.id, item.document.id, quote)
        for item in named()
        for quote in (item.quote, *(figure.quote for figure in item.figures if figure.quote))
    ]


def test_every_entry_that_the_documents_name_is_there() -> None:
    """The counts stand in the list of requirements that was made from the documents."""
    counts = Counter(item.kind for item in named())
    assert counts == {"instrument": 106, "indicator": 50, "goal": 25, "law": 18, "moment": 14}
    assert set(counts) == set(KINDS)


def test_every_entry_has_words_a_date_and_a_quote() -> None:
    assert len({item.id for item in named()}) == len(named())
    for item in named():
        assert item.title_nl
        assert item.title_en
        assert re.fullmatch(r"20\d\d(-\d\d){0,2}", item.document.date)
    assert {item.document.id for item in named()} <= set(documents())


def test_every_figure_stands_in_its_quote() -> None:
    rows = tool()["table"](tool()["VALUES"])
    assert len(rows) == sum(len(item.figures) for item in named())
    entries = {row["id"]: row for row in tool()["table"](tool()["TARGET"])}
    assert list(tool()["value_faults"](rows, entries)) == []
    assert [row["id"] for row in rows] == [item.id for item in named() for _ in item.figures]


def test_indicators_and_goals_with_a_number_have_figures() -> None:
    """Only a trend and a set of indicators have no number in their text."""
    without = {item.id for item in named() if item.kind == "indicator" and not item.figures}
    assert without == INDICATORS_WITHOUT_A_FIGURE
    assert {f"DOEL-{number:02}" for number in range(1, 16)} <= {item.id for item in named() if item.figures}


@pytest.mark.parametrize(
    ("value", "quote", "stands"),
    [
        ("14.2", "14,2% van de 4-18 jarigen", True),
        ("14", "14,2% van de jarigen", False),
        ("4", "14% van de kinderen", False),
        ("1 in 6", "1 op de 6 kinderen", True),
        ("1 in 5", "is één op de vijf bijziend", True),
        ("1 in 6", "1 op de 7 jeugdigen", False),
        ("112000", "ruim 112.000 ouderen", True),
        ("6800000", "van 6,8 naar 7,6 miljoen", True),
        ("5000000-7000000", "€ 5 miljoen tot € 7 miljoen", True),
        ("23000000000", "boven de €23 miljard", True),
        ("23000000000", "boven de €23 miljoen", False),
        ("2026-01-01", "Per 1 januari 2026 treedt", True),
        ("2026-01-01", "Per 11 januari 2026 treedt", False),
        ("2025-Q4", "worden in Q4 2025 vastgesteld", True),
        ("2025-10", "In oktober 2025 is", True),
        ("2025-2028", "Voor de jaren 2025-2028", True),
        ("6-8", "6–8 jaar lager", True),
        ("mid 2026", "medio 2026 gereed", True),
        ("all", "In 2026 beschikt elke gemeente", True),
        ("half", "met de helft van de steden", True),
        ("quarter", "de helft van de steden", False),
        ("0", "rookt geen enkele jongere", True),
    ],
)
def test_the_build_knows_what_stands_in_a_quote(value: str, quote: str, stands: bool) -> None:
    assert tool()["has_value"](value, quote) is stands


def test_the_build_refuses_what_does_not_stand_in_the_quote() -> None:
    quote = "In 2024 kampte minstens 10% met overgewicht."
    good = {"id": "A-1", "value": "10", "bound": "", "year": "2024", "quote": ""}
    faults = [
        next(iter(tool()["value_faults"]([good | change], {"A-1": {"quote": quote}})), "")
        for change in ({}, {"value": "12"}, {"year": "2025"}, {"bound": "almost"}, {"id": "A-2"})
    ]
    assert faults == [
        "",
        "A-1: 12 does not stand in the quote",
        "A-1: the year 2025 does not stand in the quote",
        "A-1: almost does not stand in the quote",
        "A-2: no entry has this id",
    ]


def test_quotes_are_whole_sentences() -> None:
    for name, _, quote in quotes():
        whole = quote.endswith((".", ")"))
        assert whole or name in WITHOUT_A_STOP | CUT_AT_A_FOOTNOTE, (name, quote)
        assert re.match(r"[A-ZÉ\d(‘]|gezondheidenruimte|https", quote), (name, quote)


def test_quotes_have_no_hyphens_of_line_ends() -> None:
    for name, _, quote in quotes():
        assert not re.search(r"\w- (?!en\b|of\b|tot\b)|\s\s|\u00ad", quote), (name, quote)
        assert not re.search(r"(?<![\w’])(?:[wfz]|kw|zw|onderw) [a-z]", quote), (name, quote)


def test_quotes_stand_in_the_documents() -> None:
    whole = {number: plain(text) for number, text in texts().items()}
    missing = [name for name, document, quote in quotes() if plain(quote) not in whole[document]]
    assert missing == []


def test_quotes_begin_and_end_with_a_word() -> None:
    for name, document, quote in quotes():
        letters = [re.escape(letter) for letter in re.sub(r"[\s\u00ad-]", "", quote)]
        pattern = r"[\s\u00ad-]*".join(letters)
        assert re.search(rf"(?<!\w){pattern}(?![a-zé])", texts()[document], re.IGNORECASE), (name, quote)


def test_rows_for_people_and_programs_have_every_figure() -> None:
    rows: list[dict[str, Any]] = [dict(row) for row in named_rows()]
    assert len(rows) == 213
    for item, row in zip(named(), rows, strict=True):
        assert row["quote"] == item.quote
        assert [figure["value"] for figure in row["figures"]] == [figure.value for figure in item.figures]
        for field in ("value", "unit", "what_nl", "what_en"):
            assert len(str(row[field]).split("; ")) == max(1, len(item.figures)), (item.id, field)
    assert {figure.bound for item in named() for figure in item.figures} <= set(BOUNDS)


def test_a_figure_that_is_one_number_is_one() -> None:
    figures = {item.id: item.figures for item in named()}
    assert [figure.number for figure in figures["IND-09"]] == [14, 3.6, 14.2]
    assert [figure.number for figure in figures["IND-18"]] == [None]
    (opening,) = figures["TIJD-12"]
    assert (opening.value, opening.unit, opening.number) == ("2026-01-01", "date", None)
