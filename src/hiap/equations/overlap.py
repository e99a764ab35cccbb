"""How measures that act on the same people combine: sets within sets, each with one rule (6.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
INDEPENDENT, SAME_PEOPLE = "independent", "same_people"
ROUNDING = 1e-9
"""By so much disjoint parts may add up to more than everybody before it is an error."""


class Set(NamedTuple):
    """A rule, and the places on the first axis of the moves, or sets, that it combines."""

    rule: str
    of: tuple[int | Set, ...]


def parts_within(moves: Array, node: int | Set, adds: bool = False) -> Array:
    """Give the part that every move of a set keeps, so that the parts add up to what the set does.

    Formula (6.2): independent 1 - Π(1 - x_j), where they `adds` (changes of a mean) Σ x_j, each getting
    x_j/Σx of it; disjoint Σ x_j; same_people the largest gain and the largest loss (x_j < 0), the others 0.

    Shapes: `moves` [move, ...] to the same; moves outside the set get 0. Units: probabilities (from 0), or
    the unit of the mean. Errors: disjoint probabilities of more than 1 together raise ArithmeticError.
    Source: model 6.2.

    >>> moves = np.array([0.5, 0.5, 0.2])
    >>> parts_within(moves, Set("independent", (0, Set("same_people", (1, 2))))).tolist()
    [0.375, 0.375, 0.0]
    """
    if not isinstance(node, Set):
        own = np.zeros_like(moves)
        own[node] = moves[node]
        return own
    inner = [parts_within(moves, part, adds) for part in node.of]
    totals = np.stack([part.sum(axis=0) for part in inner])
    if node.rule == INDEPENDENT and not adds:
        sums = totals.sum(axis=0)
        kept = np.divide(_either(totals), sums, out=np.ones_like(sums), where=sums > 0)
        return np.asarray(sum(inner) * kept)
    kept = _kept(totals, node.rule, adds)
    return np.asarray(sum(part * scale for part, scale in zip(inner, kept, strict=True)))


def total_within(losses: Array, node: int | Set) -> Array:
    """Give what a set takes off a rate: one less the ratio of all together.

    Formula (6.2): as `parts_within`, with x_j = reach·(1 - ratio), below 0 where a measure does harm.

    Shapes: `losses` [measure, ...] to [...]. Units: share of the rate. Errors: disjoint losses of more than 1
    together raise ArithmeticError. Source: model 6.2.

    >>> round(float(total_within(np.array([0.2, 0.5, -0.1]), Set("same_people", (0, 1, 2)))), 9)
    0.4
    """
    if not isinstance(node, Set):
        return np.asarray(losses[node])
    totals = np.stack([total_within(losses, part) for part in node.of])
    if node.rule == INDEPENDENT:
        return _either(totals)
    return np.asarray((totals * _kept(totals, node.rule, adds=False)).sum(axis=0))


def _either(totals: Array) -> Array:
    """The probability of one at least of independent ones, [part of the set, ...] to [...]."""
    return np.asarray(1.0 - np.prod(1.0 - totals, axis=0))


def _kept(totals: Array, rule: str, adds: bool) -> Array:
    """1 for each part of a set that counts, 0 for one that another makes superfluous, [part, ...]."""
    if rule == SAME_PEOPLE:
        places = np.arange(len(totals)).reshape(-1, *([1] * (totals.ndim - 1)))
        gain = (places == totals.argmax(axis=0)) & (totals > 0)
        loss = (places == totals.argmin(axis=0)) & (totals < 0)
        return np.asarray(gain | loss, dtype=np.float64)
    most = float(totals.sum(axis=0).max(initial=0.0))
    if not adds and most > 1.0 + ROUNDING:
        raise ArithmeticError(f"{most:.3f}")
    return np.ones_like(totals)


def narrowed(node: int | Set, places: Mapping[int, Sequence[int]]) -> Set | int | None:
    """Give a set in terms of the moves at hand, by the measure that makes them; None without any (6.2).

    Several moves of one measure are independent of each other.

    >>> narrowed(Set("disjoint", (4, 5)), {4: [0, 2], 5: [1]})
    Set(rule='disjoint', of=(Set(rule='independent', of=(0, 2)), 1))
    >>> narrowed(Set("disjoint", (4, 5)), {5: [1]})
    1
    """
    if isinstance(node, Set):
        found = [part for part in (narrowed(part, places) for part in node.of) if part is not None]
        rule = node.rule
    else:
        found, rule = list(places.get(node, ())), INDEPENDENT
    if not found:
        return None
    return found[0] if len(found) == 1 else Set(rule, tuple(found))


def places_of(node: int | Set) -> tuple[int, ...]:
    """Give the places in a set, those of inner sets too (6.2).

    >>> places_of(Set("disjoint", (4, Set("same_people", (0, 2)))))
    (4, 0, 2)
    """
    if not isinstance(node, Set):
        return (node,)
    return tuple(place for part in node.of for place in places_of(part))
