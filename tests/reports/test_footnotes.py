"""Each unverified assumption has one numbered footnote, and its mark wherever it appears."""

from __future__ import annotations

import re
from typing import Any

import pytest

import hiap
from hiap.reports.blocks import Table
from hiap.reports.document import parts
from hiap.reports.dossier import dossier
from hiap.reports.footnotes import Footnotes, footnotes_table
from hiap.reports.text import Words

MARK = re.compile(r"\[(\d[\d, –]*)\]")


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    """A result of two measures that rest on assumptions of their own and of the pack."""
    return hiap.appraise(["sugar-tax", "fall-prevention"], draws=0, engine="numpy", workers=1)


def marked(text: str) -> set[int]:
    """The numbers of the footnotes that a text names."""
    found: set[int] = set()
    for mark in MARK.findall(text):
        first, _, last = mark.partition("–")
        found |= set(range(int(first), int(last) + 1)) if last else {int(one) for one in mark.split(", ")}
    return found


def tables(result: dict[str, Any]) -> list[Table]:
    """The tables of the dossier in English, but for the list of footnotes itself."""
    every = [part for part in parts(dossier(result, "en").sections) if isinstance(part, Table)]
    return [table for table in every if table.head[0] != "No."]


def test_every_unverified_number_has_one_footnote(result: dict[str, Any]) -> None:
    notes = Footnotes(result)
    unverified = [row["name"] for row in result["inputs"] if row["status"] == "unverified"]
    assert len(unverified) > 20
    assert [notes.of_input(name) for name in unverified] == [f" [{n}]" for n in range(1, len(unverified) + 1)]
    assert sorted(notes.numbers.values()) == list(range(1, len(notes.numbers) + 1))
    table = footnotes_table(Words("en"), result)
    assert table is not None
    assert [row[0].text for row in table.rows] == [str(number) for number in notes.numbers.values()]


def test_no_number_with_a_source_has_one(result: dict[str, Any]) -> None:
    notes = Footnotes(result)
    known = [row["name"] for row in result["inputs"] if row["status"] != "unverified"]
    assert known
    assert not any(notes.of_input(name) for name in known)


def test_every_footnote_is_named_in_the_dossier(result: dict[str, Any]) -> None:
    found = {
        number
        for table in tables(result)
        for row in table.rows
        for cell in row
        for number in marked(cell.text) | marked(cell.interval)
    }
    assert found == set(Footnotes(result).numbers.values())


def test_every_row_of_an_assumption_bears_its_mark(result: dict[str, Any]) -> None:
    words = Words("en")
    bare = [
        row[0].text
        for table in tables(result)
        for row in table.rows
        if any(cell.text == words("grade.R") or cell.interval == words("grade.R") for cell in row)
        or (table.caption == words("costs.caption") and row[-1].text == words.exact("source", "assumption"))
        or (table.caption == words("rests_on.caption") and not marked(row[0].text))
    ]
    assert bare == []


def test_the_gain_of_a_footnote_is_that_of_its_measure(result: dict[str, Any]) -> None:
    table = footnotes_table(Words("en"), result)
    assert table is not None
    [transfer] = [
        row for row in table.rows if "Fall prevention" in row[1].text and "published" in row[1].text
    ]
    assert transfer[2].text == "0.8 (0.4 to 1)"
    assert transfer[3].text.endswith("(100%)")
    assert "sugar" not in transfer[3].text


def test_marks_are_short() -> None:
    rows = [{"name": f"weight/{one}", "status": "unverified"} for one in "abcd"]
    notes = Footnotes({"inputs": rows})
    assert notes.of_assumption("disability weights") == " [1–4]"
    assert Footnotes({"inputs": rows[:2]}).of_assumption("disability weights") == " [1, 2]"


def test_a_result_without_assumptions_has_no_list() -> None:
    assert footnotes_table(Words("nl"), {"inputs": [], "scenarios": {}}) is None
