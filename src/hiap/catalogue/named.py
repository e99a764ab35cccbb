"""Reads what policy documents name: instruments, indicators, goals, laws and moments, each with its quote."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

KINDS = ("instrument", "indicator", "goal", "law", "moment")


@dataclass(frozen=True)
class PolicyDocument:
    """A document of policy; the date is as far as it is known (`2024`, `2024-12` or a day)."""

    id: str
    title: str
    publisher: str
    date: str
    note: str


@dataclass(frozen=True)
class Named:
    """One thing that a document names, with the words in which it does and the numbers in them."""

    id: str
    kind: str
    title_nl: str
    title_en: str
    numbers: str
    document: PolicyDocument
    quote: str


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
    return tuple(
        Named(**{**row, "document": known[row["document"]]})  # type: ignore[arg-type]
        for row in _rows("named.csv")
    )


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = (files("hiap.data") / "catalogue" / name).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
