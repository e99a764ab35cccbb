"""Too few data is an answer: it stands where a number would say more than there is to say."""

from __future__ import annotations

from typing import NamedTuple


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
