"""Reads what policy documents name: instruments, indicators, goals, laws and moments, each with its quote."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

KINDS = ("instrument", "indicator", "goal", "law", "moment")
BOUNDS = ("", "about", "at least", "at most", "more than", "almost", "by", "after")


@dataclass(frozen=True)
class PolicyDocument:
    """A document of policy; the date is as far as it is known (`2024`, `2024-12` or a day)."""

    id: str
    title: str
    publisher: str
    date: str
    note: str


@dataclass(frozen=True)
class Figure:
    """One figure that a document gives of what it names.

    `value` is a number, a range `6-8`, a share `1 in 6` or a word (`all`, `half`, `quarter`), or a date
    (`2026`, `2026-Q1`, `mid 2026`, `2026-01-01`); `bound` is one of `BOUNDS`; `year` that of the figure or
    the target, where the text says it. `quote` is the sentence, where it is another than that of the entry.
    """

    value: str
    unit: str
    bound: str
    what_nl: str
    what_en: str
    year: str
    quote: str

    @property
    def number(self) -> float | int | None:
        """The value of a figure that is one number; None of a range, a share, a word or a date.

        >>> Figure("14.2", "per cent", "", "", "", "2025", "").number
        14.2
        >>> Figure("2026", "date", "", "", "", "2026", "").number is None
        True
        """
        if self.unit in ("date", "period", "article"):
            return None
        try:
            return float(self.value) if "." in self.value else int(self.value)
        except ValueError:
            return None


@dataclass(frozen=True)
class Named:
    """One thing that a document names, with the sentence in which it does and the figures that it gives."""

    id: str
    kind: str
    title_nl: str
    title_en: str
    document: PolicyDocument
    quote: str
    figures: tuple[Figure, ...]


@lru_cache(maxsize=1)
def documents() -> dict[str, PolicyDocument]:
    """The documents by id.

    >>> documents()["001"].date
    '2026-02-05'
    """
    return {row["id"]: PolicyDocument(**row) for row in _rows("documents.csv")}


@lru_cache(maxsize=1)
def named() -> tuple[Named, ...]:
    """Everything that is named, in the order of the list.

    >>> sum(item.kind == "instrument" for item in named())
    106
    """
    known = documents()
    figures: dict[str, list[Figure]] = {}
    for row in _rows("named_values.csv"):
        figures.setdefault(row.pop("id"), []).append(Figure(**row))
    return tuple(
        Named(
            id=row["id"],
            kind=row["kind"],
            title_nl=row["title_nl"],
            title_en=row["title_en"],
            document=known[row["document"]],
            quote=row["quote"],
            figures=tuple(figures.get(row["id"], ())),
        )
        for row in _rows("named.csv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("hiap.data") / "catalogue" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
