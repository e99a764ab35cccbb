"""`hiap reference --by education`: the tables of a year by level, with the columns of all others."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

import hiap
from hiap.cli import app
from hiap.domain.errors import InputError
from hiap.workflow.reference import COLUMNS, Row

ELSEWHERE = Path(__file__).resolve().parents[2] / "examples" / "packs" / "ELSEWHERE" / "2025"
BANDS = ["30+", "30-44", "45-64", "65-74", "75-84", "85+"]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Every table of 2050."""
    return hiap.reference_rows(by="education", year=2050)


def some(rows: list[Row], **wanted: object) -> list[Row]:
    """Rows with these cells."""
    return [row for row in rows if wanted.items() <= row.items()]


def value(rows: list[Row], **wanted: object) -> float:
    """The number of the only row with these cells."""
    (row,) = some(rows, **wanted)
    return float(str(row["value"]))


def test_every_row_has_the_columns_of_the_reference_and_the_year(rows: list[Row]) -> None:
    assert {tuple(row) for row in rows} == {COLUMNS}
    assert {row["year"] for row in rows} == {2050}
    assert list(dict.fromkeys(row["table"] for row in rows)) == [
        "life_expectancy",
        "population",
        "deaths",
        "gap",
    ]
    assert {row["ses"] for row in rows} == {"all", "low", "middle", "high", "high-low"}


@pytest.mark.parametrize("table", ["population", "deaths"])
def test_levels_add_up_to_all_and_bands_to_30_and_over(rows: list[Row], table: str) -> None:
    unit = {"population": "persons", "deaths": "deaths per year"}[table]
    for sex in ("male", "female"):
        here = some(rows, table=table, unit=unit, sex=sex)
        for age in BANDS:
            parts = sum(value(here, age=age, ses=level) for level in ("low", "middle", "high"))
            assert parts == pytest.approx(value(here, age=age, ses="all"), abs=2)
        for level in ("all", "low", "middle", "high"):
            parts = sum(value(here, age=age, ses=level) for age in BANDS[1:])
            assert parts == pytest.approx(value(here, age="30+", ses=level), abs=3)


def test_shares_are_those_of_the_persons(rows: list[Row]) -> None:
    here = some(rows, table="population", sex="female", age="75-84")
    share = value(here, unit="share of persons", ses="high")
    persons = value(here, unit="persons", ses="high") / value(here, unit="persons", ses="all")
    assert share == pytest.approx(persons, abs=1e-4)


def test_what_rests_on_the_number_that_was_not_seen_says_so(rows: list[Row]) -> None:
    assert {row["grade"] for row in some(rows, table="gap", sex="female")} == {"R"}
    assert {row["grade"] for row in some(rows, table="gap", sex="male")} == {"C"}
    assert {row["grade"] for row in some(rows, table="life_expectancy", ses="all")} == {"C"}


def test_the_base_year_has_the_totals_of_the_usual_tables() -> None:
    by_level, usual = hiap.reference_rows(by="education"), hiap.reference_rows("deaths")
    for sex in ("male", "female"):
        assert value(by_level, table="deaths", sex=sex, ses="all", age="all") == value(
            usual, sex=sex, ses="all"
        )


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"by": "educaton"}, "no grouping educaton; did you mean education?"),
        (
            {"by": "education", "table": "prevalence"},
            "no table prevalence by education; known are deaths, gap",
        ),
        ({"by": "education", "year": 2024}, "NLD/2025 has no 2024; write a year from 2025 to 2100"),
        ({"by": "education", "year": 2101}, "has no 2101"),
        ({"by": "education", "draws": 10}, "education is not drawn; leave it out"),
        ({"by": "education", "pack": str(ELSEWHERE)}, "the pack ELSEWHERE/2025 says nothing of education"),
        ({"by": "education", "pack": "NLD/2025@ggd-groningen"}, "education is of the country"),
    ],
)
def test_what_cannot_be_given_is_told_with_a_cure(asked: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError, match=problem.replace("?", r"\?")):
        hiap.reference_rows(**asked)  # type: ignore[arg-type]


def test_the_command_gives_the_same_rows() -> None:
    asked = ["reference", "--by", "education", "--year", "2030", "--table", "gap", "--format", "csv"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0
    told = list(csv.DictReader(io.StringIO(done.stdout)))
    expected = hiap.reference_rows("gap", by="education", year=2030)
    assert told == [{key: str(cell) for key, cell in row.items()} for row in expected]


def test_the_command_says_what_is_wrong() -> None:
    done = CliRunner().invoke(app, ["reference", "--by", "education", "--pack", str(ELSEWHERE)])
    assert done.exit_code == 2
    assert "add education_share.csv and education_expectancy.csv" in done.stderr
