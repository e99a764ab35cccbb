"""One row of a table of single figures."""

from __future__ import annotations

from dataclasses import dataclass

PERSONS, SHARE = "persons", "share"
EUR, EUR_PER_HOUR, EUR_PER_YEAR = "EUR", "EUR per hour", "EUR per year"


@dataclass(frozen=True)
class Row:
    """A figure; ``group`` is a sector of care, a level of education, an act or a household."""

    id: str
    value: float
    unit: str
    year: int
    title_nl: str
    title_en: str
    source: str
    grade: str = "B"
    note: str = ""
    sex: str = ""
    age: str = ""
    group: str = ""
    low: float | None = None
    high: float | None = None
