"""How wide the columns of a table are on paper, in letters: words stay whole, long texts get what is left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import ceil

from hiap.reports.blocks import Cell, Table
from hiap.reports.document import unbroken

GAP = 3
"""Letters between two columns."""
BOLD, SMALL = 1.15, 0.88
"""How wide the letters of a heading and of an interval are beside those of a cell."""
LONGEST_WORD = 22
"""A longer word may be broken, lest one address takes the width of a page."""
AMOUNT = re.compile(r"[\d€(+-]")


def widths(table: Table, room: int, beside: bool = False) -> tuple[int, ...]:
    """Give the width of each column in letters, gaps included.

    Parameters
    ----------
    table : the table.
    room : letters that fit beside each other on the page.
    beside : whether an interval stands beside its number instead of under it.

    Returns
    -------
    Widths that add up to at most `room` if whole words fit in it, else to what the words need.
    """
    least, wanted = _needs(table, beside, whole=True)
    if sum(least) > room:
        least, wanted = _needs(table, beside, whole=False)
    return tuple(wanted) if sum(wanted) <= room else tuple(_shared(least, wanted, room))


def _needs(table: Table, beside: bool, whole: bool) -> tuple[list[int], list[int]]:
    """Give for each column what its longest word needs, and at what width its texts stay on one line."""
    columns = [_column(table, place, beside, whole) for place in range(len(table.head))]
    return [least for least, _ in columns], [wanted for _, wanted in columns]


def _column(table: Table, place: int, beside: bool, whole: bool) -> tuple[int, int]:
    found = [_cell(row[place], beside, whole) for row in table.rows]
    head = table.head[place]
    least = max(BOLD * _longest_word(head), *(word for word, _ in found), 0)
    wanted = max(least, BOLD * len(head) / 2, *(whole for _, whole in found), 0)
    return ceil(least) + GAP, ceil(wanted) + GAP


def _cell(cell: Cell, beside: bool, whole: bool) -> tuple[float, float]:
    """Give the widest word of a cell and all of it; an amount and its interval are best not broken."""
    text, interval = unbroken(cell.text), unbroken(cell.interval)
    if whole and cell.number and AMOUNT.match(text):
        sizes = (len(text), SMALL * len(interval))
        together = sum(sizes) + 1 if beside and interval else max(sizes)
        return together, together
    words = max(_longest_word(text), SMALL * _longest_word(interval))
    return words, max(len(text), SMALL * len(interval))


def _longest_word(text: str) -> int:
    longest = max(map(len, re.split(r" |(?<=-)", text)))
    return longest if "\N{NO-BREAK SPACE}" in text else min(longest, LONGEST_WORD)


def _shared(least: Sequence[int], wanted: Sequence[int], room: int) -> list[int]:
    """Share what is left after the longest words by the root of what each column would still like."""
    left = room - sum(least)
    if left <= 0:
        return list(least)
    likes = [(more - low) ** 0.5 for low, more in zip(least, wanted, strict=True)]
    return [low + int(left * like / sum(likes)) for low, like in zip(least, likes, strict=True)]
