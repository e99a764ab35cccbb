"""Single figures of the Dutch pack: staff of care, work, benefits and reference prices of care.

Figures that were read on a page but are not in the raw folder stand in the modules as constants, each with
the source on its row. A figure stays in the year and the prices of its source.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from .common import Built, write_table
from .figures_benefit import benefit_rows
from .figures_notes import SOURCES, TABLE_ENTRIES
from .figures_price import price_rows
from .figures_row import Row
from .figures_staff import staff_rows
from .figures_work import work_rows
from .living import LIVING_SOURCES, living_rows

COLUMNS = (
    *("id", "value", "low", "high", "unit", "year", "sex", "age", "group"),
    *("title_nl", "title_en", "source", "grade", "note"),
)


def build(raw: Path, pack: Path) -> Built:
    """Write the four tables below ``pack``; give their descriptions and sources."""
    write(pack, "staff.csv", staff_rows())
    write(pack, "work.csv", work_rows(raw))
    write(pack, "benefit.csv", [*benefit_rows(raw), *living_rows()])
    write(pack, "care_price.csv", price_rows(raw))
    return TABLE_ENTRIES, SOURCES + LIVING_SOURCES


def write(pack: Path, name: str, rows: Iterable[Row]) -> None:
    """Write one table in the order of its ids; an id that comes twice is refused."""
    ordered = sorted(rows, key=lambda row: row.id)
    twice = {row.id for row, after in pairwise(ordered) if row.id == after.id}
    if twice:
        raise ValueError(f"{name}: given twice: {', '.join(sorted(twice))}")
    write_table(pack, name, COLUMNS, ([getattr(row, column) for column in COLUMNS] for row in ordered))
