"""The CSV files hold every figure of the result, exactly, each with its unit."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from sample import sample_result

from hiap.reports.files import run_files
from hiap.reports.tidy import rows_to_csv, tidy_files


def _read(name: str, result: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(tidy_files(result)[name])))


@pytest.mark.parametrize("name", ["scenarios.csv", "by_year.csv", "by_party.csv", "by_ses.csv"])
def test_every_row_has_a_unit_and_a_number(name: str) -> None:
    found = _read(name, sample_result(100))
    assert found
    assert all(row["unit"] for row in found)
    assert all(float(row["mean"]) == float(row["mean"]) for row in found)
    assert "\r" not in tidy_files(sample_result(100))[name]


def test_figures_are_exact_and_limits_stay_empty_without_draws() -> None:
    result = sample_result(0)
    row = next(row for row in _read("scenarios.csv", result) if row["quantity"] == "haly")
    assert float(row["mean"]) == result["scenarios"]["school-lunch"]["haly"]["mean"]
    assert (row["low"], row["high"], row["chance_positive"]) == ("", "", "")
    assert row["unit"] == "years"


def test_money_has_its_price_year() -> None:
    rows = {row["quantity"]: row["unit"] for row in _read("scenarios.csv", sample_result(100))}
    assert rows["care_cost_eur"] == "euros of 2024"
    assert rows["break_even_qaly_eur"] == "euros of 2024 per QALY"


def test_every_year_scenario_and_party_is_there() -> None:
    result = sample_result(100)
    found = _read("by_year.csv", result)
    assert {row["year"] for row in found} == {str(2027 + t) for t in range(40)}
    assert {row["scenario"] for row in found} == set(result["scenarios"])
    assert "zvw_insurers" in {row["party"] for row in found}
    one_year = [row for row in found if row["year"] == "2030" and row["scenario"] == "package"]
    assert len(one_year) == 4 + 4


def test_cases_and_gaps_name_their_detail() -> None:
    found = _read("scenarios.csv", sample_result(100))
    details = {(row["quantity"], row["detail"]) for row in found}
    assert ("cases_averted", "diabetes") in details
    assert {("haly_by_sex", "male"), ("haly_by_age", "0-19")} <= details
    changes = {quantity for quantity, detail in details if detail == "2030"}
    assert changes == {"gap_change_healthy_life_expectancy", "gap_change_haly_expectancy"}


def test_five_groups_per_scenario() -> None:
    found = _read("by_ses.csv", sample_result(100))
    assert len([row for row in found if row["scenario"] == "package" and row["quantity"] == "haly"]) == 5


def test_an_empty_result_gives_headers_only() -> None:
    assert all(len(text.splitlines()) == 1 for text in tidy_files({}).values())


def test_a_run_holds_dossier_result_and_tables() -> None:
    files = run_files(sample_result(0, measures=1), "nl")
    assert list(files) == [
        "dossier.html",
        "result.json",
        "scenarios.csv",
        "by_year.csv",
        "by_party.csv",
        "by_ses.csv",
        "variants.csv",
        "columns.csv",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-cmd|'/C calc'!A0", "@SUM(A1)", "\t=1", "\n=1"])
def test_a_text_that_a_spreadsheet_would_compute_gets_an_apostrophe(text: str) -> None:
    (row,) = csv.DictReader(io.StringIO(rows_to_csv([{"title": text}], ("title",)), newline=""))
    assert row["title"] == "'" + text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (-1.5, "-1.5"),
        (-3, "-3"),
        (1e-7, "1e-07"),
        ("-", "-"),
        ("+", "+"),
        ("a=b", "a=b"),
        ("", ""),
        (None, ""),
    ],
)
def test_numbers_signs_and_other_texts_stay_as_they_are(value: object, cell: str) -> None:
    (row,) = csv.DictReader(io.StringIO(rows_to_csv([{"a": 1, "value": value}], ("a", "value"))))
    assert row["value"] == cell


@pytest.mark.parametrize("text", ["\r=1+1", "name\r=1+1", "name\r\n=1+1"])
def test_a_line_break_in_a_text_begins_no_row(text: str) -> None:
    (row,) = csv.DictReader(io.StringIO(rows_to_csv([{"a": text, "b": 2}], ("a", "b")), newline=""))
    assert row["b"] == "2"
    assert row["a"].startswith(("name\n", "'\n"))


def test_no_name_in_a_result_is_a_formula_in_its_files() -> None:
    result = sample_result(0)
    result["scenarios"]["=1+1"] = result["scenarios"].pop("school-lunch")
    cells = [
        cell for text in tidy_files(result).values() for row in csv.reader(io.StringIO(text)) for cell in row
    ]
    assert "'=1+1" in cells
    assert "=1+1" not in cells
    assert any(cell.startswith("-") and float(cell) < 0 for cell in cells)
