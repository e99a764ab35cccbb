"""The best choice within limits: small ones by hand, large ones against looking at every choice."""

from __future__ import annotations

import numpy as np
import pytest

import hiap.economics.selection as selection
from hiap.economics.selection import (
    Limit,
    Problem,
    Quantity,
    best,
    conflict,
    conflicts,
    every_choice,
    frontier,
)


def plain(*amounts: float) -> Quantity:
    return Quantity(np.array(amounts), np.zeros((len(amounts), len(amounts))))


def test_a_knapsack_by_hand() -> None:
    """Weights 12, 2, 1, 4, 1 and values 4, 2, 1, 10, 2 with a limit of 15: all but the first."""
    weight = Limit("weight", plain(12, 2, 1, 4, 1), 15.0)
    assert best(Problem(plain(4, 2, 1, 10, 2), (weight,))) == (1, 2, 3, 4)


def test_overlap_changes_the_choice() -> None:
    """Two that do the same are worth 10 together; with a third the better pair is another one."""
    pairs = np.zeros((3, 3))
    pairs[0, 1] = -8.0
    goal = Quantity(np.array([9.0, 9.0, 3.0]), pairs)
    two = Limit("at most two", plain(1, 1, 1), 2.0)
    assert best(Problem(goal, (two,))) == (0, 2)
    assert best(Problem(plain(9, 9, 3), (two,))) == (0, 1)


def test_what_only_costs_is_not_chosen() -> None:
    assert best(Problem(plain(-1, 2, 0), ())) == (1,)


@pytest.mark.parametrize("enumerated", [15, 0])
def test_who_is_barred_brings_in_no_money(enumerated: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The third pays 5 into the budget, so that both others would fit in it; it is no member to choose."""
    monkeypatch.setattr(selection, "ENUMERATED", enumerated)
    budget = Limit("budget", plain(3, 4, -5), 4.0)
    assert best(Problem(plain(6, 7, 0), (budget,))) == (0, 1, 2)
    assert best(Problem(plain(6, 7, 0), (budget,), barred=(2,))) == (1,)
    assert frontier(Problem(plain(6, 7, 0), (budget,), barred=(2,)), "budget", [2.0, 9.0]) == [(), (0, 1)]


@pytest.mark.parametrize("seed", range(12))
def test_the_integer_programme_finds_what_looking_at_all_finds(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = np.random.default_rng(seed)
    n = 9
    pairs = np.triu(random.normal(0, 2, (n, n)), 1)
    goal = Quantity(random.normal(3, 4, n), pairs)
    cost = Quantity(random.uniform(1, 5, n), np.triu(random.normal(0, 0.2, (n, n)), 1))
    problem = Problem(goal, (Limit("cost", cost, 12.0), Limit("two", plain(*([1.0] * n)), 6.0)))
    choices = every_choice(n)
    kept = choices[problem.limits[0].kept(choices) & problem.limits[1].kept(choices)]
    most = goal.of(kept).max()
    looked = best(problem)
    monkeypatch.setattr(selection, "ENUMERATED", 0)
    solved = best(problem)
    for found in (looked, solved):
        assert found is not None
        x = np.zeros((1, n), dtype=bool)
        x[0, list(found)] = True
        assert goal.of(x)[0] == pytest.approx(most)
        assert all(limit.kept(x)[0] for limit in problem.limits)


def test_forty_members_are_solved() -> None:
    """The fractional bound of a knapsack without pairs is at most one member above the answer."""
    random = np.random.default_rng(3)
    value, cost = random.uniform(1, 9, 40), random.uniform(1, 9, 40)
    limit = Limit("cost", plain(*cost), 60.0)
    found = best(Problem(plain(*value), (limit,)))
    assert found is not None
    assert cost[list(found)].sum() <= 60.0 + 1e-6
    order = np.argsort(-value / cost)
    filled = np.cumsum(cost[order])
    greedy = value[order][filled <= 60.0].sum()
    assert greedy <= value[list(found)].sum() + 1e-9 <= greedy + value.max() + 1e-9


def test_a_conflict_names_the_limits_and_no_others() -> None:
    limits = (
        Limit("cheap", plain(5, 5), 3.0),
        Limit("always the first", plain(-1, 0), -1.0),
        Limit("roomy", plain(5, 5), 99.0),
    )
    problem = Problem(plain(1, 1), limits)
    assert best(problem) is None
    named = conflict(problem)
    assert named == ("cheap", "always the first")
    for name in named:
        assert best(Problem(problem.goal, tuple(o for o in limits if o.name != name))) is not None


def test_every_conflict_is_named() -> None:
    """The first is too dear and not sure: two sets share the limit that it is always in."""
    limits = (
        Limit("cheap", plain(5, 1), 3.0),
        Limit("sure", plain(1, -1), 0.0),
        Limit("always the first", plain(-1, 0), -1.0),
        Limit("never the second", plain(0, 1), 0.0),
    )
    found = conflicts(Problem(plain(1, 1), limits))
    assert {frozenset(names) for names in found} == {
        frozenset({"cheap", "always the first"}),
        frozenset({"sure", "always the first", "never the second"}),
    }


def test_more_budget_never_gives_less() -> None:
    random = np.random.default_rng(8)
    goal = Quantity(random.uniform(0, 9, 8), np.triu(random.normal(0, 1, (8, 8)), 1))
    cost = Limit("cost", plain(*random.uniform(1, 9, 8)), 0.0)
    gains = []
    for found in frontier(Problem(goal, (cost,)), "cost", [0.0, 5.0, 10.0, 20.0, 40.0]):
        x = np.zeros((1, 8), dtype=bool)
        x[0, list(found or ())] = True
        gains.append(goal.of(x)[0])
    assert gains == sorted(gains)
