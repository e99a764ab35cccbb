"""A number of a pack with all that stands behind it: value or range, what it covers, grade and sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

UNVERIFIED = "unverified assumption"
PARTLY_UNVERIFIED = "partly unverified assumption"
UNVERIFIED_SOURCE = "unverified-assumption"
CONVENTION = "convention"


@dataclass(frozen=True)
class Parameter:
    """One number, or one series of numbers with the lowest and the highest of them.

    `low` and `high` are the interval that the pack gives, None where it gives none; `figures` is how many
    numbers the series holds; `covers` says which years, ages, sexes and groups.
    """

    table: str
    name: str
    lowest: float
    highest: float
    low: float | None
    high: float | None
    figures: int
    unit: str
    year: str
    covers: Mapping[str, str]
    grade: str
    sources: tuple[str, ...]
    note: str

    @property
    def status(self) -> str:
        """Whether the number is an unverified assumption, wholly or in part; empty where it is not.

        >>> one = Parameter("lag", "a", 1, 1, None, None, 1, "", "", {}, "R", ("unverified-assumption",), "")
        >>> one.status
        'unverified assumption'
        """
        if self.grade == "R":
            return UNVERIFIED
        if UNVERIFIED_SOURCE in self.sources or UNVERIFIED in self.note.lower():
            return PARTLY_UNVERIFIED
        return CONVENTION if self.sources == (CONVENTION,) else ""
