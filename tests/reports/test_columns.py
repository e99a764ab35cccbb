"""Lists in a narrow terminal: headings and words stay whole, and nothing goes without being named."""

from __future__ import annotations

import io
import re
from itertools import pairwise

import pytest

from hiap.reports import tables
from hiap.reports.columns import Column, fitted, fold
from hiap.reports.register import register_page
from hiap.reports.text import Words
from hiap.workflow.catalogue import pack_check, pack_rows
from hiap.workflow.reference import reference_rows
from hiap.workflow.register import measure_rows

MEASURES: list[dict[str, object]] = [
    {"id": "debt-relief", "title_nl": "Hulp bij schulden", "title_en": "Help with debt", "start": 2027},
    {"id": "sugar-tax", "title_nl": "Belasting op suiker", "title_en": "Tax on sugar", "start": 2027},
]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def printed(rows: list[dict[str, object]], width: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The lines of a list in a terminal of a width, without colours."""
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setenv("LINES", "50")
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    tables.print_rows(rows, "table", stream)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()).splitlines()
    return [line.strip() for line in lines if line.strip()]


def test_what_fits_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(MEASURES, 70, monkeypatch) == [
        "id           title_nl             title_en        start",
        "─" * 55,
        "debt-relief  Hulp bij schulden    Help with debt   2027",
        "sugar-tax    Belasting op suiker  Tax on sugar     2027",
    ]


def test_what_is_the_same_is_said_once_and_text_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(MEASURES, 44, monkeypatch) == [
        "start: 2027",
        "id           title_nl      title_en",
        "─" * 39,
        "debt-relief  Hulp bij      Help with",
        "schulden      debt",
        "sugar-tax    Belasting op  Tax on sugar",
        "suiker",
    ]


def test_two_languages_share_a_column_before_anything_is_left_out() -> None:
    columns = [
        Column("id", ("one", "two")),
        Column("title_nl", ("dag", "nacht")),
        Column("title_en", ("day", "night")),
        Column("certainty", ("low", "high")),
    ]
    fit = fitted(columns, 26)
    assert [column.head for column in fit.columns] == ["id", "title", "certainty"]
    assert fit.columns[1].cells == ("dag\n/\N{NO-BREAK SPACE}day", "nacht\n/\N{NO-BREAK SPACE}night")
    assert fit.left_out == ()


def test_the_last_texts_are_left_out_by_name_and_figures_stay() -> None:
    columns = [
        Column("sex", ("male", "female")),
        Column("value", ("1.5", "2.5"), numeric=True),
        Column("source", ("registration", "questionnaire")),
        Column("grade", ("A", "B")),
    ]
    fit = fitted(columns, 18)
    assert [column.head for column in fit.columns] == ["sex", "value"]
    assert fit.left_out == ("source", "grade")
    assert fit.columns[1].cells == ("1.5", "2.5")


def test_a_list_of_several_tables_is_cut_at_its_first_column(monkeypatch: pytest.MonkeyPatch) -> None:
    rows: list[dict[str, object]] = [
        {"table": table, "sex": sex, "unit": "persons", "value": value}
        for table, sex, value in (
            ("deaths", "male", 1),
            ("deaths", "female", 2),
            ("population", "male", 3),
            ("population", "female", 4),
        )
    ]
    assert printed(rows, 24, monkeypatch) == [
        "table: deaths; unit:",
        "persons",
        "sex     value",
        "─" * 13,
        "male        1",
        "female      2",
        "table: population; unit:",
        "persons",
        "sex     value",
        "─" * 13,
        "male        3",
        "female      4",
    ]


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", ["measures", "reference", "pack", "check"])
def test_real_lists_are_readable(name: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lists = {"measures": measure_rows, "reference": reference_rows, "pack": pack_rows, "check": pack_check}
    rows = lists[name]()  # type: ignore[operator]
    lines = printed(rows, width, monkeypatch)
    assert max(map(len, lines)) <= width
    assert "…" not in "".join(lines)
    heads = {word for line, rule in pairwise(lines) if set(rule) == {"─"} for word in line.split()}
    known = {key for row in rows for key in row} | {"title"}
    assert heads <= known, "a heading is broken"
    told = heads | set(re.findall(r"\w+", " ".join(lines)))
    missing = {key for key in known if any(row.get(key) for row in rows)} - told - {"title_nl", "title_en"}
    assert missing == set()


def test_the_list_of_measures_keeps_every_column_at_80(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n".join(printed(register_page(Words("nl"), measure_rows()), 80, monkeypatch))
    assert "Too narrow" not in text
    for word in ("Zekerheid", "Rijpheid", "Thema", "suikerhoudende", "ingevoerd"):
        assert word in text


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two", 7, ["one two"]),
        ("one two", 6, ["one", "two"]),
        ("housing_and_environment", 12, ["housing_and_", "environment"]),
        ("2017-2024 and 0.25", 9, ["2017-2024", "and 0.25"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("one\ntwo", 9, ["one", "two"]),
        ("", 5, [""]),
    ],
)
def test_text_folds_at_words_and_joints_not_inside_numbers(text: str, width: int, lines: list[str]) -> None:
    assert fold(text, width).split("\n") == lines
