"""Tidy CSV: one number a row, with its unit; the exact figures, not rounded."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping

from hiap.reports.result import Result, part, rows, scenarios, whole

ESTIMATE = ("mean", "median", "low", "high", "chance_positive")
YEARS = "years"
COUNTS = {
    "haly": YEARS,
    "qaly": YEARS,
    "healthy_life_years": YEARS,
    "life_years": YEARS,
    "deaths_averted": "persons",
    "per_1000_haly": "years per 1000 persons",
}
MONEY = (
    "care_cost_eur",
    "lost_output_eur",
    "other_outcomes_eur",
    "lost_welfare_eur",
    "programme_cost_eur",
    "net_present_value_eur",
    "net_present_value_100k_eur",
)

FORMULA = re.compile(r"[=+\-@\t\n].", re.DOTALL)
PARTY_MONEY = ("receipts_eur", "payments_eur", "net_present_value_eur")

Row = dict[str, object]


def tidy_tables(result: Result) -> dict[str, tuple[tuple[str, ...], Iterator[Row]]]:
    """Give the tables of a result by name, each with its columns and rows."""
    return {
        "scenarios": (("scenario", "quantity", "detail", "unit", *ESTIMATE), scenario_rows(result)),
        "by_year": (("scenario", "year", "quantity", "party", "unit", *ESTIMATE), year_rows(result)),
        "by_party": (("scenario", "party", "quantity", "unit", *ESTIMATE), party_rows(result)),
        "by_ses": (("scenario", "ses", "quantity", "unit", *ESTIMATE), ses_rows(result)),
        "variants": (("variant", "scenario", "quantity", "unit", *ESTIMATE), variant_rows(result)),
    }


def tidy_files(result: Result) -> dict[str, str]:
    """Give the tables of a result as CSV, by the name of the file."""
    return {
        f"{name}.csv": rows_to_csv(list(found), columns)
        for name, (columns, found) in tidy_tables(result).items()
    }


def scenario_rows(result: Result) -> Iterator[Row]:
    """Totals of each scenario over its horizon."""
    for name, scenario in scenarios(result):
        for key, value in scenario.items():
            unit = unit_of(key, result)
            if unit and not isinstance(value, list):
                yield {"scenario": name, "quantity": key, "unit": unit, **_estimate(value)}
        for disease, value in part(scenario, "cases_averted").items():
            found = {"quantity": "cases_averted", "detail": disease, "unit": "cases"}
            yield {"scenario": name, **found, **_estimate(value)}
        yield from ({"scenario": name, "unit": YEARS, **row} for row in _equity_rows(scenario))
        for outcome in rows(scenario, "outcomes"):
            for key, counted in (("change", outcome.get("unit")), ("cost_eur", _euro(result))):
                told = {"scenario": name, "quantity": f"outcome_{key}", "detail": outcome.get("id")}
                yield {**told, "unit": counted, **_estimate(outcome.get(key))}


def _equity_rows(scenario: Mapping[str, object]) -> Iterator[Row]:
    """The gain by sex and by age, and by marked year the change of the gap between the groups."""
    for key in ("by_sex", "by_age"):
        for detail, value in part(scenario, "equity", "gain", key).items():
            yield {"quantity": f"haly_{key}", "detail": detail, **_estimate(value)}
    for row in rows(scenario, "equity", "expectancy"):
        for key in ("healthy_life_expectancy", "haly_expectancy"):
            change = part(row, key, "gap").get("difference")
            yield {"quantity": f"gap_change_{key}", "detail": row.get("year"), **_estimate(change)}


def year_rows(result: Result) -> Iterator[Row]:
    """The figures of each scenario in each year, for all and per party; money undiscounted."""
    for name, scenario in scenarios(result):
        for year in rows(scenario, "by_year"):
            start = {"scenario": name, "year": year.get("year")}
            for key, value in year.items():
                unit = unit_of(key, result)
                if unit:
                    yield {**start, "quantity": key, "unit": unit, **_estimate(value)}
            for party, value in part(year, "by_party").items():
                found = {"quantity": "net_receipts_eur", "party": party, "unit": _euro(result)}
                yield {**start, **found, **_estimate(value)}


def party_rows(result: Result) -> Iterator[Row]:
    """Present value of receipts, payments and balance of each party."""
    for name, scenario in scenarios(result):
        for party, values in part(scenario, "by_party").items():
            money = part({"money": values}, "money")
            for key in (key for key in PARTY_MONEY if key in money):
                found = {"scenario": name, "party": party, "quantity": key, "unit": _euro(result)}
                yield {**found, **_estimate(money[key])}


def ses_rows(result: Result) -> Iterator[Row]:
    """Health gain of each prosperity group."""
    for name, scenario in scenarios(result):
        for group, values in part(scenario, "by_ses").items():
            for key, value in part({"values": values}, "values").items():
                unit = unit_of(key, result)
                if unit:
                    yield {"scenario": name, "ses": group, "quantity": key, "unit": unit, **_estimate(value)}


def variant_rows(result: Result) -> Iterator[Row]:
    """The main numbers of each scenario under other assumptions; none without variants."""
    for name in part(result, "variants"):
        for scenario, values in part(result, "variants", name, "scenarios").items():
            for key, value in part({"values": values}, "values").items():
                found = {"variant": name, "scenario": scenario, "quantity": key}
                yield {**found, "unit": unit_of(key, result), **_estimate(value)}


def unit_of(quantity: str, result: Result) -> str:
    """Give the unit of a quantity; empty for what is not one number.

    >>> unit_of("haly", {}), unit_of("care_cost_eur", {"pack": {"price_year": 2024}}), unit_of("by_ses", {})
    ('years', 'euros of 2024', '')
    """
    if quantity in COUNTS:
        return COUNTS[quantity]
    if quantity == "break_even_qaly_eur":
        return f"{_euro(result)} per QALY"
    return _euro(result) if quantity in MONEY else ""


def _euro(result: Result) -> str:
    year = whole(part(result, "pack").get("price_year"), 0)
    return f"euros of {year}" if year else "euros"


def _estimate(value: object) -> Row:
    if isinstance(value, Mapping):
        return {key: value.get(key) for key in ESTIMATE}
    return {"mean": value}


def rows_to_csv(found: list[Row], columns: tuple[str, ...]) -> str:
    """Write rows as CSV: comma, header, LF; what is absent stays empty, and no text is a formula.

    >>> rows_to_csv([{"a": -1, "b": None}, {"a": "=1+1", "b": "-"}], ("a", "b"))
    "a,b\\n-1,\\n'=1+1,-\\n"
    """
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, columns, lineterminator="\n", restval="", extrasaction="raise")
    writer.writeheader()
    writer.writerows({key: _no_formula(value) for key, value in row.items()} for row in found)
    return buffer.getvalue()


def _no_formula(value: object) -> object:
    """Put an apostrophe before a text that a spreadsheet would compute; a sign on its own is harmless.

    A carriage return becomes a line feed: Python before 3.13 does not quote it, and it would begin a new row.
    """
    if not isinstance(value, str):
        return value
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if FORMULA.match(text) else text
