"""What an evaluation answers with: a change with its interval, or that there are too few data."""

from __future__ import annotations

from typing import NamedTuple


class Change(NamedTuple):
    """A change with its 95 % interval, standard error, and the two-sided chance of it if there was none.

    >>> Change(-2.0, -3.0, -1.0, 0.5, 0.0001).value
    -2.0
    """

    value: float
    low: float
    high: float
    error: float
    chance: float


class TooFew(NamedTuple):
    """What there is too little of, how much there is, and how much is needed.

    >>> str(TooFew("points before the start", 5, 8))
    'too few data: 5 points before the start, 8 needed'
    """

    what: str
    found: int
    needed: int

    def __str__(self) -> str:
        """In words."""
        return f"too few data: {self.found} {self.what}, {self.needed} needed"
