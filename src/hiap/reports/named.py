"""What policy documents name as tables on a page, in one language: a table for each kind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from hiap.reports.blocks import Cell, Table, words_cell
from hiap.reports.numbers import SCALES, exact_text
from hiap.reports.text import Words

Row = Mapping[str, Any]
HEAD = ("id", "title", "figures", "date", "document")
TITLE_WIDTH = 26


def named_tables(words: Words, rows: Sequence[Row]) -> list[Table]:
    """A table for each kind: the figures with the whole quote below them, date and number of the document."""
    head = tuple(words(f"named.head.{key}") for key in HEAD)
    place = {document: str(number) for number, document in enumerate(_documents(rows), 1)}
    return [
        Table(words(f"named.kind.{kind}"), head, tuple(_cells(words, row, place) for row in of_kind))
        for kind, of_kind in groupby(rows, key=lambda row: str(row["kind"]))
    ]


def named_notes(rows: Sequence[Row]) -> list[str]:
    """The documents by the numbers that they have in the tables."""
    return [f"{number}  {document}" for number, document in enumerate(_documents(rows), 1)]


def _documents(rows: Sequence[Row]) -> list[str]:
    return sorted({str(row["document"]) for row in rows})


def figure_text(words: Words, figure: Row) -> str:
    """One figure with its unit, what it is of, and its year.

    >>> figure = {"value": "14.2", "number": 14.2, "unit": "per cent", "bound": "", "year": "2025"}
    >>> figure_text(Words("en"), {**figure, "what_nl": "met overgewicht", "what_en": "overweight"})
    '14.2 per cent (2025): overweight'
    """
    size = words(f"named.unit.{figure['unit']}", value=_value(words, figure))
    bound = words(f"named.bound.{figure['bound']}") + " " if figure["bound"] else ""
    year = f" ({figure['year']})" if figure["year"] and figure["year"] not in figure["value"] else ""
    return f"{bound}{size}{year}: {figure[f'what_{words.lang}']}"


def _cells(words: Words, row: Row, place: Mapping[str, str]) -> tuple[Cell, ...]:
    figures = "\n".join(figure_text(words, figure) for figure in row["figures"])
    quotes = "\n".join(f"“{quote}”" for quote in (row["quote"], *row["figure_quote"].split(" | ")) if quote)
    return (
        words_cell(row["id"]),
        words_cell("\n".join(wrap(row[f"title_{words.lang}"], TITLE_WIDTH))),
        Cell(figures or words("named.no_figure"), quotes, number=False),
        words_cell(row["date"]),
        words_cell(place[row["document"]]),
    )


def _value(words: Words, figure: Row) -> str:
    """The value in words: numbers as they are printed in the language, and the few words of `1 in 6`."""
    if figure["unit"] in ("date", "period", "article"):
        return _spoken(words, figure["value"])
    spoken = _spoken(words, figure["value"])
    return re.sub(r"\d+(?:\.\d+)?", lambda found: _number(words, float(found[0])), spoken)


def _number(words: Words, number: float) -> str:
    power, scale = next(((power, name) for power, name in SCALES if number >= 10**power), (0, {}))
    return " ".join(filter(None, (exact_text(number / 10**power, words.lang), scale.get(words.lang))))


def _spoken(words: Words, value: str) -> str:
    return re.sub(r"[a-z]+", lambda found: words(f"named.word.{found[0]}"), value)
