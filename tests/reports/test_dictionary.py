"""The list of columns says what the tables of a run hold: no table, column or quantity more, none less."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from sample import sample_result

from hiap import appraise
from hiap.reports.dictionary import described, dictionary_text, entries, fields
from hiap.reports.tidy import tidy_files, unit_of

NUMBERS = ("mean", "median", "low", "high", "chance_positive")


@pytest.fixture(scope="module")
def result() -> dict[str, Any]:
    """A real result with every table filled."""
    return appraise(["fall-prevention"], variants=["discount-2.25"])


@pytest.fixture(scope="module")
def tables(result: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """The rows that are really written, by table."""
    return {
        name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(text)))
        for name, text in tidy_files(result).items()
    }


def listed(column: str, value: str = "") -> set[str]:
    """The tables that the list names for a column or a quantity."""
    return {row["table"] for row in entries() if (row["column"], row["value"]) == (column, value)}


def test_every_table_column_and_quantity_that_is_written_is_listed(
    tables: dict[str, list[dict[str, str]]],
) -> None:
    for table, rows in tables.items():
        assert rows
        for found in [described(table), *(described(table, column) for column in rows[0])]:
            assert found["description_nl"]
            assert found["description_en"]
        for value in {row["quantity"] for row in rows}:
            assert described(table, "quantity", value)["unit"]


def test_nothing_is_listed_that_is_not_written(tables: dict[str, list[dict[str, str]]]) -> None:
    written = {("", "", table) for table in tables}
    for table, rows in tables.items():
        written |= {(column, "", table) for column in rows[0]}
        written |= {("quantity", row["quantity"], table) for row in rows}
    for row in entries():
        where = {
            table for column, value, table in written if (column, value) == (row["column"], row["value"])
        }
        if row["table"]:
            assert row["table"] in where, row
        else:
            assert len(where) > 1, row


def test_no_entry_stands_twice_nor_beside_one_for_every_table() -> None:
    keys = [(row["table"], row["column"], row["value"]) for row in entries()]
    assert len(keys) == len(set(keys))
    for row in entries():
        if row["column"]:
            assert "" not in listed(row["column"], row["value"]) or not row["table"]


def test_types_and_units_are_those_of_what_is_written(
    tables: dict[str, list[dict[str, str]]], result: dict[str, Any]
) -> None:
    for table, rows in tables.items():
        assert [column for column in rows[0] if described(table, column)["type"] == "number"] == list(NUMBERS)
        for row in rows:
            entry = described(table, "quantity", row["quantity"])
            assert row["unit"].replace(" of 2024", "") == entry["unit"]
    assert unit_of("haly", result) == described("scenarios", "quantity", "haly")["unit"]
    assert described("by_year", "year")["type"] == "integer"


def test_the_list_is_sound_csv_in_two_languages() -> None:
    assert dictionary_text().startswith("table,column,value,type,unit,description_nl,description_en\n")
    assert "\r" not in dictionary_text()
    for row in entries():
        assert None not in row
        assert row["description_nl"] != row["description_en"]
        assert row["description_nl"].endswith(".")
        assert row["description_en"].endswith(".")


def test_fields_hold_the_quantities_that_stand_in_the_table() -> None:
    found = fields("by_ses", ("ses", "quantity"), ["haly", "haly", "life_years"])
    assert [field["name"] for field in found] == ["ses", "quantity"]
    categories = found[1]["categories"]
    assert isinstance(categories, list)
    assert [item["value"] for item in categories] == ["haly", "life_years"]
    assert categories[1]["label_nl"] == "Gewonnen levensjaren."
    assert "categories" not in found[0]


def test_an_unknown_column_is_no_answer() -> None:
    with pytest.raises(StopIteration):
        described("by_year", "colour")


def test_a_made_up_result_with_draws_is_covered_too() -> None:
    for name, text in tidy_files(sample_result(100)).items():
        for row in csv.DictReader(io.StringIO(text)):
            assert described(name.removesuffix(".csv"), "quantity", row["quantity"])
