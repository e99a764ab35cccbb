"""`hiap reference --year --draws`: people, deaths and care of a later year, with limits over draws."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner

import hiap
from hiap.cli import app
from hiap.domain.errors import InputError
from hiap.workflow.reference import COLUMNS, Row, reference_of

ELSEWHERE = str(Path(__file__).resolve().parents[2] / "examples" / "packs" / "ELSEWHERE" / "2025")
DRAWS = 12


def some(rows: list[Row], **wanted: object) -> list[Row]:
    """Rows with these cells."""
    return [row for row in rows if wanted.items() <= row.items()]


def one(rows: list[Row], **wanted: object) -> Row:
    """The only row with these cells."""
    (row,) = some(rows, **wanted)
    return row


def value(row: Row, cell: str = "value") -> float:
    """A number of a row."""
    return float(str(row[cell]))


@pytest.fixture(scope="module")
def drawn() -> list[Row]:
    """The tables of 2027, in which only one year of births and migration has passed that is not known."""
    return hiap.reference_rows(year=2027, draws=DRAWS)


def test_the_base_year_is_that_of_the_tables_of_the_base_year() -> None:
    """Care of each law and of all, deaths of each sex, and 18,044,027 people."""
    rows, usual = hiap.reference_rows(year=2025), hiap.reference_rows("care_cost")
    assert value(one(rows, table="population", sex="all", age="all")) == 18_044_027
    laws = [row["law"] for row in some(rows, table="care_cost")]
    assert laws == ["all", "jeugdwet", "wlz", "wmo", "zvw"]
    spent = {law: value(one(usual, law=law, disease="")) for law in laws[1:]}
    for law, found in spent.items():
        assert value(one(rows, table="care_cost", law=law)) == pytest.approx(found, abs=1.0)
    assert value(one(rows, law="all")) == pytest.approx(sum(spent.values()), abs=4.0)
    for sex in ("male", "female"):
        died = value(one(hiap.reference_rows("deaths"), sex=sex, ses="all"))
        assert value(one(rows, table="deaths", sex=sex)) == died


def test_without_draws_a_later_year_is_that_of_the_deterministic_reference() -> None:
    rows = hiap.reference_rows("population", year=2027)
    assert {(row["low"], row["high"]) for row in rows} == {("", "")}
    people = reference_of(3).projection.persons[0, 0, 2].sum(axis=-1)
    assert value(one(rows, sex="all", age="all")) == round(people.sum())
    assert value(one(rows, sex="female", age="85+")) == round(people[1, 85:].sum())


def test_a_row_has_every_column_and_its_limits_hold_its_mean(drawn: list[Row]) -> None:
    assert {tuple(row) for row in drawn} == {COLUMNS}
    assert {row["year"] for row in drawn} == {2027}
    assert list(dict.fromkeys(row["table"] for row in drawn)) == ["population", "deaths", "care_cost"]
    for row in drawn:
        assert value(row, "low") < value(row) < value(row, "high")


def test_means_of_parts_add_up_to_that_of_the_whole(drawn: list[Row]) -> None:
    for table in ("population", "deaths"):
        parts = sum(value(one(drawn, table=table, sex=sex, age="all")) for sex in ("male", "female"))
        assert parts == pytest.approx(value(one(drawn, table=table, sex="all", age="all")), abs=1.0)
    for sex in ("all", "male", "female"):
        here = some(drawn, table="population", sex=sex)
        bands = sum(value(row) for row in here if row["age"] != "all")
        assert bands == pytest.approx(value(one(here, age="all")), abs=3.0)
    laws = sum(value(row) for row in some(drawn, table="care_cost") if row["law"] != "all")
    assert laws == pytest.approx(value(one(drawn, table="care_cost", law="all")), abs=3.0)


def test_another_seed_gives_other_draws_and_the_same_seed_the_same() -> None:
    asked = {"table": "care_cost", "pack": ELSEWHERE, "year": 2028, "draws": DRAWS}
    first, again, other = (hiap.reference_rows(**asked, seed=seed) for seed in (1, 1, 2))  # type: ignore[arg-type]
    assert first == again
    assert first != other


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        (
            {"table": "prevalence", "year": 2030},
            "prevalence is of the base year; leave --year",
        ),
        ({"table": "prevalance", "year": 2030}, "no table prevalance; did you mean prevalence"),
        ({"year": 2101}, "NLD/2025 has no 2101; write a year from 2025 to 2100"),
        ({"draws": 10_001}, "10001 is not a number of draws; give a whole number from 0 to 10000"),
        ({"year": 2024, "draws": -1}, "has no 2024"),
    ],
)
def test_what_cannot_be_given_is_told_with_a_cure(asked: dict[str, object], problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        hiap.reference_rows(**asked)  # type: ignore[arg-type]


def test_the_command_gives_the_same_rows() -> None:
    asked = ["reference", "--pack", ELSEWHERE, "--year", "2027", "--draws", "3", "--format", "csv"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0
    told = list(csv.DictReader(io.StringIO(done.stdout)))
    expected = hiap.reference_rows(pack=ELSEWHERE, year=2027, draws=3)
    assert told == [{key: str(cell) for key, cell in row.items()} for row in expected]
