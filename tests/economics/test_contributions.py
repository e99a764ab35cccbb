"""What members add to a package: games whose Shapley value is known, and the error of sampling."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.economics.contributions import (
    combinations_of,
    exact_contributions,
    sampled_contributions,
    sampled_orders,
)

LENGTHS = (8.0, 11.0, 13.0, 18.0)
AIRPORT = (2.0, 3.0, 4.0, 9.0)
"""Littlechild and Owen 1973: who needs the longer runway pays for the part that only he needs."""


def runway(some: tuple[int, ...]) -> NDArray[np.float64]:
    return np.array([max(LENGTHS[member] for member in some)])


def every(members: int) -> list[tuple[int, ...]]:
    return [tuple(m for m in range(members) if number >> m & 1) for number in range(1, 2**members)]


def test_the_airport_game() -> None:
    worth = {some: runway(some) for some in every(4)}
    found = exact_contributions(4, worth)
    assert found.mean.ravel().tolist() == pytest.approx(AIRPORT)
    assert not found.error.any()


def test_sampled_orders_cover_the_truth() -> None:
    """In 95 of 100 samples the interval holds the known value; fewer than 85 would be a wrong error."""
    worth = {some: runway(some) for some in every(4)}
    held = np.zeros(4)
    for seed in range(100):
        orders = sampled_orders(4, 8, seed)
        found = sampled_contributions(orders, {some: worth[some] for some in combinations_of(orders)})
        assert found.mean.sum() == pytest.approx(18.0)
        held += np.abs(found.mean.ravel() - AIRPORT) <= found.error.ravel() + 1e-9
    assert (held >= 85).all()


def test_without_interaction_any_order_gives_what_each_has_alone() -> None:
    alone = np.array([3.0, -1.0, 7.0])
    orders = sampled_orders(3, 2, seed=5)
    worth = {some: np.array([alone[list(some)].sum()]) for some in combinations_of(orders)}
    found = sampled_contributions(orders, worth)
    assert found.mean.ravel().tolist() == pytest.approx(alone.tolist())
    assert found.error.ravel().tolist() == pytest.approx([0.0, 0.0, 0.0], abs=1e-12)


def test_pairs_alone_are_found_by_one_pair_of_orders() -> None:
    """With interaction between pairs only, an order and its reverse give the Shapley value exactly."""
    alone, pair = np.array([3.0, 5.0, 7.0]), {(0, 1): -2.0, (0, 2): 1.0, (1, 2): 0.5}

    def value(some: tuple[int, ...]) -> NDArray[np.float64]:
        return np.array([alone[list(some)].sum() + sum(w for p, w in pair.items() if set(p) <= set(some))])

    orders = sampled_orders(3, 1, seed=2)
    found = sampled_contributions(orders, {some: value(some) for some in combinations_of(orders)})
    by_hand = [3.0 - 1.0 + 0.5, 5.0 - 1.0 + 0.25, 7.0 + 0.5 + 0.25]
    assert found.mean.ravel().tolist() == pytest.approx(by_hand)
    assert np.isinf(found.error).all()
