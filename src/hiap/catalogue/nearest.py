"""Offers the nearest known word for one that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches


def cure_for(word: object, known: Iterable[str], titles: Mapping[str, str] | None = None) -> str:
    """What to write instead of an unknown word; `titles` lead from what people call a thing to its name.

    >>> cure_for("smokin", ["smoking", "bmi"])
    'did you mean smoking? known are bmi, smoking'
    >>> cure_for("gemeenten", ["gemeentefonds", "municipalities"], {"Gemeenten": "municipalities"})
    'did you mean municipalities? known are gemeentefonds, municipalities'
    """
    options = sorted(known)
    listed = ", ".join(options) if options else "none"
    called = {title.lower(): name for title, name in (titles or {}).items() if name in options}
    called |= {name: name for name in options}
    close = get_close_matches(str(word), called, n=1, cutoff=0.5)
    return f"did you mean {called[close[0]]}? known are {listed}" if close else f"known are {listed}"


def cure_among_many(word: object, known: Iterable[str], lister: str) -> str:
    """The same where listing all would bury the answer: the nearest, and what lists the rest.

    >>> cure_among_many("smokin", ["smoking", "bmi"], "hiap measures")
    'did you mean smoking? `hiap measures` lists them all'
    """
    close = get_close_matches(str(word), sorted(known), n=1, cutoff=0.5)
    asked = f"did you mean {close[0]}? " if close else ""
    return f"{asked}`{lister}` lists them all"
