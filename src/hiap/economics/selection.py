"""The best choice of members within limits: exact, with what pairs add or overlap (6.2).

A quantity of a choice x (0 or 1 by member) is Σ_i a_i x_i + Σ_{i<j} w_ij x_i x_j: what each has alone, and
what each pair has more or less than the two alone. What three or more share is left out here; the choice is
computed in full afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Members = tuple[int, ...]

ENUMERATED = 15
"""Up to this many members every choice is looked at; beyond, an integer programme is solved."""
MOST_CONFLICTS = 8
SLACK = 1e-9
"""What a limit may be missed by, relative to its size: the last digits of sums."""


@dataclass(frozen=True)
class Quantity:
    """What members have alone [member], and what pairs have beside that [member, member], upper triangle."""

    alone: Array
    pairs: Array

    def of(self, choices: NDArray[np.bool_]) -> Array:
        """The quantity of choices [choice, member].

        >>> pairs = np.array([[0.0, -1.0], [0.0, 0.0]])
        >>> Quantity(np.array([2.0, 3.0]), pairs).of(np.array([[True, True], [True, False]])).tolist()
        [4.0, 2.0]
        """
        x = choices.astype(np.float64)
        return np.asarray(x @ self.alone + np.einsum("ci,ij,cj->c", x, self.pairs, x))


@dataclass(frozen=True)
class Limit:
    """A quantity that may not be more than a number, with a name to tell of it."""

    name: str
    quantity: Quantity
    most: float

    def kept(self, choices: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether choices [choice, member] keep to it."""
        return np.asarray(self.quantity.of(choices) <= self.most + self.slack)

    @property
    def slack(self) -> float:
        """What it may be missed by."""
        return SLACK * max(1.0, abs(self.most), float(np.abs(self.quantity.alone).max(initial=0.0)))


@dataclass(frozen=True)
class Problem:
    """What is to be as large as possible, and the limits, over members by place; `barred` are left out."""

    goal: Quantity
    limits: tuple[Limit, ...]
    barred: Members = ()

    @property
    def members(self) -> int:
        """How many there are to choose from."""
        return len(self.goal.alone)

    def without(self, name: str) -> Problem:
        """The same without one limit."""
        return replace(self, limits=tuple(limit for limit in self.limits if limit.name != name))


def best(problem: Problem) -> Members | None:
    """The choice with the largest goal within the limits, or None if there is none.

    Of choices with the same goal the one with fewest members, and then the first in order.

    Examples
    --------
    >>> none = np.zeros((3, 3))
    >>> cost = Limit("budget", Quantity(np.array([2.0, 2.0, 3.0]), none), 4.0)
    >>> best(Problem(Quantity(np.array([3.0, 3.0, 5.0]), none), (cost,)))
    (0, 1)

    Notes
    -----
    Source: F. Glover and E. Woolsey (1974) for products of 0-1 variables in a linear programme.
    """
    return _enumerated(problem) if problem.members <= ENUMERATED else _solved(problem)


def every_choice(members: int) -> NDArray[np.bool_]:
    """All choices, [2^members, member], the empty one first.

    >>> every_choice(2).astype(int).tolist()
    [[0, 0], [1, 0], [0, 1], [1, 1]]
    """
    numbers = np.arange(2**members)
    return np.asarray((numbers[:, None] >> np.arange(members)) & 1 == 1)


def _enumerated(problem: Problem) -> Members | None:
    choices = every_choice(problem.members)
    choices = choices[~choices[:, list(problem.barred)].any(axis=1)]
    for limit in problem.limits:
        choices = choices[limit.kept(choices)]
    if len(choices) == 0:
        return None
    gains = problem.goal.of(choices)
    slack = SLACK * max(1.0, float(np.abs(problem.goal.alone).max(initial=0.0)))
    equal = choices[gains >= gains.max() - slack]
    fewest = equal[equal.sum(axis=1) == equal.sum(axis=1).min()]
    return min(tuple(int(place) for place in np.flatnonzero(choice)) for choice in fewest)


def _solved(problem: Problem) -> Members | None:
    """By HiGHS: y_ij = x_i x_j as y ≤ x_i, y ≤ x_j, y ≥ x_i + x_j - 1."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    n = problem.members
    quantities = [problem.goal, *(limit.quantity for limit in problem.limits)]
    pairs = [(i, j) for i, j in combinations(range(n), 2) if any(q.pairs[i, j] != 0 for q in quantities)]

    def row(quantity: Quantity) -> Array:
        return np.concatenate([quantity.alone, [quantity.pairs[i, j] for i, j in pairs]])

    size = n + len(pairs)
    constraints = []
    if pairs:
        links = np.zeros((3 * len(pairs), size))
        most = np.zeros(3 * len(pairs))
        for place, (i, j) in enumerate(pairs):
            rows = links[3 * place : 3 * place + 3]
            rows[0, [n + place, i]] = 1.0, -1.0
            rows[1, [n + place, j]] = 1.0, -1.0
            rows[2, [n + place, i, j]] = -1.0, 1.0, 1.0
            most[3 * place + 2] = 1.0
        constraints.append(LinearConstraint(csr_array(links), -np.inf, most))
    for limit in problem.limits:
        scale = max(1.0, float(np.abs(row(limit.quantity)).max(initial=0.0)))
        constraints.append(LinearConstraint(row(limit.quantity) / scale, -np.inf, limit.most / scale))
    goal = row(problem.goal)
    scale = max(1.0, float(np.abs(goal).max(initial=0.0)))
    whole = np.concatenate([np.ones(n), np.zeros(len(pairs))])
    upper = np.ones(size)
    upper[list(problem.barred)] = 0.0
    found = milp(-goal / scale, integrality=whole, bounds=Bounds(0, upper), constraints=constraints)
    if found.x is None:
        return None
    return tuple(int(place) for place in np.flatnonzero(found.x[:n] > 0.5))


def conflict(problem: Problem) -> tuple[str, ...]:
    """Names of limits that cannot be kept together, none of which could be missed: a smallest such set.

    Without any one of them the others can be kept; limits outside it may form another such set.

    Examples
    --------
    >>> none = np.zeros((1, 1))
    >>> least = Limit("at least one", Quantity(np.array([-1.0]), none), -1.0)
    >>> most = Limit("at most 5 euro", Quantity(np.array([9.0]), none), 5.0)
    >>> other = Limit("at most 99 euro", Quantity(np.array([9.0]), none), 99.0)
    >>> conflict(Problem(Quantity(np.array([1.0]), none), (least, other, most)))
    ('at least one', 'at most 5 euro')
    """
    for limit in problem.limits:
        smaller = problem.without(limit.name)
        if best(smaller) is None:
            problem = smaller
    return tuple(limit.name for limit in problem.limits)


def conflicts(problem: Problem) -> tuple[tuple[str, ...], ...]:
    """Every smallest set of limits that cannot be kept together, at most `MOST_CONFLICTS` of them.

    With one limit left out of each set the others can be kept together.

    >>> none = np.zeros((1, 1))
    >>> least = Limit("at least one", Quantity(np.array([-1.0]), none), -1.0)
    >>> dear = [Limit(name, Quantity(np.array([9.0]), none), 5.0) for name in ("time", "money")]
    >>> conflicts(Problem(Quantity(np.array([1.0]), none), (least, *dear)))
    (('at least one', 'money'), ('at least one', 'time'))
    """
    found: list[tuple[str, ...]] = []
    left, seen = [problem], set()
    while left and len(found) < MOST_CONFLICTS:
        here = left.pop(0)
        names = frozenset(limit.name for limit in here.limits)
        if names in seen:
            continue
        seen.add(names)
        known = next((named for named in found if names.issuperset(named)), None)
        if known is None and best(here) is not None:
            continue
        named = known or conflict(here)
        if known is None:
            found.append(named)
        left += [here.without(name) for name in named]
    return tuple(found)


def frontier(problem: Problem, name: str, levels: Sequence[float]) -> list[Members | None]:
    """The best choice at other levels of one limit.

    >>> none = np.zeros((2, 2))
    >>> cost = Limit("budget", Quantity(np.array([2.0, 3.0]), none), 0.0)
    >>> frontier(Problem(Quantity(np.array([3.0, 4.0]), none), (cost,)), "budget", [1.0, 2.0, 5.0])
    [(), (0,), (0, 1)]
    """
    found = []
    for level in levels:
        limits = tuple(replace(o, most=level) if o.name == name else o for o in problem.limits)
        found.append(best(replace(problem, limits=limits)))
    return found
