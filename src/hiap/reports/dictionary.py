"""What the tidy tables of a run hold: tables, columns and quantities with type, unit and words, by one list.

The list is `tidy_columns.csv`; beside the tables of a run it is `columns.csv`. A row without a column
describes a table, one with a value a quantity; one without a table holds wherever the column or quantity is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from functools import cache
from importlib import resources

LIST = "tidy_columns.csv"
Entry = dict[str, str]
Field = dict[str, object]


def dictionary_text() -> str:
    """Give the list as it lies beside the tables of a run."""
    return resources.files("hiap.reports").joinpath(LIST).read_text(encoding="utf-8")


@cache
def entries() -> tuple[Entry, ...]:
    """Give the rows of the list."""
    return tuple(csv.DictReader(io.StringIO(dictionary_text())))


def fields(table: str, columns: Iterable[str], values: Iterable[str]) -> list[Field]:
    """Give the fields of a table in the form of a Data Package; its quantities are those that stand in it."""
    found = set(values)
    return [_field(table, column, found if column == "quantity" else set()) for column in columns]


def described(table: str, column: str = "", value: str = "") -> Entry:
    """Give what the list says of a table, of a column of it, or of a quantity in it.

    >>> described("by_year", "year")["type"], described("by_ses", "quantity", "haly")["unit"]
    ('integer', 'years')
    """
    asked = (column, value)
    return next(
        row
        for row in entries()
        if (row["column"], row["value"]) == asked and row["table"] in ((table, "") if column else (table,))
    )


def _field(table: str, column: str, values: set[str]) -> Field:
    entry = described(table, column)
    found: Field = {"name": column, "type": entry["type"], **_words(entry)}
    if values:
        found["categories"] = [_category(value, described(table, column, value)) for value in sorted(values)]
    return found


def _category(value: str, entry: Entry) -> Field:
    return {"value": value, "label": entry["description_en"], "label_nl": entry["description_nl"]}


def _words(entry: Entry) -> Field:
    unit = {"unit": entry["unit"]} if entry["unit"] else {}
    return {**unit, "description": entry["description_en"], "description_nl": entry["description_nl"]}
