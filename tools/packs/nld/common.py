"""What the build modules of the Dutch pack share: reading raw tables, writing pack tables.

Each module (demography, epidemiology, costs, figures) has one function
``build(raw: Path, pack: Path) -> Built``: it writes its tables below ``pack`` and returns its entries for
tables.csv (file name -> description) and its rows for sources.csv (one dict per source, see SOURCE_COLUMNS).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

Entries = dict[str, dict[str, object]]
Sources = list[dict[str, str]]
Built = tuple[Entries, Sources]

SEXES = ("male", "female")
GROUPS = ("Q1", "Q2", "Q3", "Q4", "Q5")
AGES = tuple(range(101))
SOURCE_COLUMNS = ("id", "producer", "title", "year", "url", "licence", "read", "note")
ENTRY_FIELDS = ("title", "unit", "grade", "sources", "licence", "year", "derivation", "note")
PUBLIC = "public web figures, facts with source"
PAPER = "published article, facts with source"


def read_rows(raw: Path, name: str) -> list[dict[str, str]]:
    """Read the rows of one raw table as text, column name -> cell."""
    with (raw / name).open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def cell(value: object) -> str:
    """Write one cell: floats with up to 6 significant digits, None as empty, the rest as it is."""
    if value is None:
        return ""
    if isinstance(value, float):
        return plain_number(value)
    return str(value)


def plain_number(value: float, digits: int = 6) -> str:
    """Write a number with at most ``digits`` significant digits, never in a locale and never as -0."""
    if value != value or value in (float("inf"), float("-inf")):
        raise ValueError(f"a pack table cannot hold {value}: mend the derivation")
    text = f"{value:.{digits}g}"
    return "0" if float(text) == 0.0 else text


def write_table(pack: Path, name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write one pack table as UTF-8 with LF line ends; refuses rows that do not fit the header."""
    pack.mkdir(parents=True, exist_ok=True)
    with (pack / name).open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        for row in rows:
            if len(row) != len(header):
                raise ValueError(f"{name}: row {list(row)} has {len(row)} cells, header has {len(header)}")
            writer.writerow([cell(value) for value in row])


def write_yaml(path: Path, content: object) -> None:
    """Write a YAML document with the order of keys kept and LF line ends."""
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110)
    path.write_text(text, encoding="utf-8", newline="\n")


def entry(
    title: str,
    unit: str,
    grade: str,
    sources: Sequence[str],
    licence: str,
    year: str,
    derivation: str,
    note: str,
) -> dict[str, object]:
    """Describe one table for tables.csv."""
    values = (title, unit, grade, list(sources), licence, year, derivation, note)
    return dict(zip(ENTRY_FIELDS, values, strict=True))


def source(
    id: str, producer: str, title: str, year: str, url: str, licence: str, read: bool, note: str = ""
) -> dict[str, str]:
    """Describe one source for sources.csv; ``read`` tells whether the number was read at that source."""
    values = (id, producer, title, year, url, licence, "yes" if read else "no", note)
    return dict(zip(SOURCE_COLUMNS, values, strict=True))
