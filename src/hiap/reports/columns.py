"""Columns in the width of a terminal: text folds before headings do, and what cannot be shown is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

GAP = 2
EDGES = 2
LONGEST_PIECE = 24
BREAKS = re.compile(r"(?<= )(?=\S)|(?<=[^\W\d_][_/.-])(?=\w)|(?<=;)(?=\S)")


@dataclass(frozen=True)
class Column:
    """A heading and its cells, which may have several lines."""

    head: str
    cells: tuple[str, ...]
    numeric: bool = False

    @cached_property
    def natural(self) -> int:
        """Width at which nothing needs folding."""
        return max(len(line) for cell in (self.head, *self.cells) for line in (cell.splitlines() or [""]))

    @cached_property
    def least(self) -> int:
        """Width at which the heading and every word are still whole."""
        longest = max((len(piece.rstrip()) for cell in self.cells for piece in pieces(cell)), default=0)
        return max(len(self.head), longest if self.numeric else min(longest, LONGEST_PIECE))

    def folded(self, width: int) -> Column:
        """Fold the cells over lines of a width."""
        return replace(self, cells=tuple(fold(cell, width) for cell in self.cells))


@dataclass(frozen=True)
class Fitted:
    """The columns that fit, those of one value, the headings left out; `whole` if each row is one line."""

    columns: tuple[Column, ...]
    said_once: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()
    whole: bool = True


def fitted(columns: Sequence[Column], width: int) -> Fitted:
    """Fit columns in a width: say once what is the same, fold text, join two languages, leave out last texts.

    >>> fitted([Column("id", ("a-b", "c")), Column("sex", ("all", "all")), Column("n", ("1", "2"))], 8)
    Fitted(columns=(Column(head='id', cells=('a-b', 'c'), numeric=False), Column(head='n', cells=('1', '2'), \
numeric=False)), said_once=(('sex', 'all'),), left_out=(), whole=True)
    """
    if _natural(columns) <= width:
        return Fitted(tuple(columns))
    shown = list(columns)
    left_out: tuple[str, ...] = ()
    shown, said_once = _same_apart(shown)
    if _least(shown) > width:
        shown = _languages_joined(shown)
    while _least(shown) > width and len(shown) > 1:
        texts = [place for place, column in enumerate(shown) if place and not column.numeric]
        left_out = (shown.pop(texts[-1] if texts else -1).head, *left_out)
    widths = _widths(shown, width)
    folded = tuple(column.folded(room) for column, room in zip(shown, widths, strict=True))
    return Fitted(folded, said_once, left_out, whole=not left_out and _natural(shown) <= width)


def _least(columns: Sequence[Column]) -> int:
    return sum(column.least for column in columns) + _between(columns)


def _natural(columns: Sequence[Column]) -> int:
    return sum(column.natural for column in columns) + _between(columns)


def _between(columns: Sequence[Column]) -> int:
    return EDGES + GAP * (len(columns) - 1)


def _languages_joined(columns: Sequence[Column]) -> list[Column]:
    """Put a column in English below the one in Dutch beside it, in one column."""
    joined: list[Column] = []
    for column in columns:
        stem = column.head.removesuffix("_en")
        if joined and stem != column.head and joined[-1].head == f"{stem}_nl":
            cells = zip(joined.pop().cells, column.cells, strict=True)
            column = Column(stem, tuple(f"{dutch}\n/\N{NO-BREAK SPACE}{english}" for dutch, english in cells))
        joined.append(column)
    return joined


def _same_apart(columns: Sequence[Column]) -> tuple[list[Column], tuple[tuple[str, str], ...]]:
    """Take out the columns that hold one value in all rows."""
    same = [column for column in columns if len(column.cells) > 1 and len(set(column.cells)) == 1]
    if len(same) == len(columns):
        return list(columns), ()
    kept = [column for column in columns if column not in same]
    return kept, tuple((column.head, column.cells[0]) for column in same)


def _widths(columns: Sequence[Column], width: int) -> list[int]:
    """Give each column its width: the widest ones give way first, none below its least."""
    room = width - _between(columns)
    for most in range(max(column.natural for column in columns), 0, -1):
        widths = [min(column.natural, max(column.least, most)) for column in columns]
        if sum(widths) <= room:
            return widths
    return [column.least for column in columns]


def pieces(text: str) -> list[str]:
    """Cut a text where a line may end: after a space, and after a sign that joins words or names.

    >>> pieces("a tax-free year 2017-2024; 0.5"), pieces("zvw-2018;wlz")
    (['a ', 'tax-', 'free ', 'year ', '2017-2024; ', '0.5'], ['zvw-', '2018;', 'wlz'])
    """
    return [piece for line in text.splitlines() for piece in BREAKS.split(line)]


def fold(text: str, width: int) -> str:
    """Fold a text over lines of at most a width; only a piece that is longer itself is cut.

    >>> fold("smoking-cessation-support", 18), fold("abcdef", 4)
    ('smoking-cessation-\\nsupport', 'abcd\\nef')
    """
    lines: list[str] = []
    for line in text.splitlines():
        lines.append("")
        for piece in pieces(line):
            if lines[-1] and len(lines[-1] + piece.rstrip()) > width:
                lines.append("")
            lines[-1] += piece
            while len(lines[-1].rstrip()) > width:
                lines[-1:] = [lines[-1][:width], lines[-1][width:]]
    return "\n".join(line.rstrip() for line in lines)
