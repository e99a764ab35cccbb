"""What each member of a package adds whatever the order (6.2): Shapley values, exact or sampled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.economics.coalitions import shapley

Array = NDArray[np.float64]
Members = tuple[int, ...]
"""Some members of a package by their place, in increasing order."""

EXACT = 7
"""Up to this many members all 2^n combinations are computed: 127 for seven."""
CONFIDENCE = 0.95


@dataclass(frozen=True)
class Contributions:
    """What each member adds [member, quantity], and half the width of its 95 % interval by sampling.

    `error` is exactly 0 where all combinations were computed.
    """

    mean: Array
    error: Array


def sampled_orders(members: int, pairs: int, seed: int) -> tuple[Members, ...]:
    """Orders of joining, each followed by its reverse, which makes errors of the two cancel.

    Parameters
    ----------
    members : number of members, from 1.
    pairs : number of orders that are drawn; twice as many come out.
    seed : the same seed gives the same orders.

    Examples
    --------
    >>> first, back = sampled_orders(3, 1, seed=1)
    >>> sorted(first), back == first[::-1]
    ([0, 1, 2], True)

    Notes
    -----
    Source: R. Mitchell et al., Sampling permutations for Shapley value estimation (2022): antithetic orders.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    orders: list[Members] = []
    for _ in range(pairs):
        order = tuple(int(place) for place in random.permutation(members))
        orders += [order, order[::-1]]
    return tuple(orders)


def combinations_of(orders: Iterable[Members]) -> tuple[Members, ...]:
    """Every combination that comes about when members join in these orders, small ones first.

    >>> combinations_of([(1, 0), (0, 1)])
    ((0,), (1,), (0, 1))
    """
    found = {tuple(sorted(order[:size])) for order in orders for size in range(1, len(order) + 1)}
    return tuple(sorted(found, key=lambda some: (len(some), some)))


def sampled_contributions(orders: Sequence[Members], worth: Mapping[Members, Array]) -> Contributions:
    """Mean of what each member adds over orders that come in pairs, with the error of sampling them.

    share_i = mean over orders of v(those before i, and i) - v(those before i)

    Parameters
    ----------
    orders : pairs of orders, as `sampled_orders` gives them.
    worth : value of each combination, array [quantity]; of nobody it is 0.

    Returns
    -------
    Contributions
        The means of all members add up to the value of all. The error is that of the pairs' means, with
        Student's t; infinite for one pair.

    Examples
    --------
    >>> worth = {(0,): np.array([2.0]), (1,): np.array([4.0]), (0, 1): np.array([5.0])}
    >>> found = sampled_contributions([(0, 1), (1, 0)], worth)
    >>> found.mean.ravel().tolist()
    [1.5, 3.5]
    """
    from scipy.special import stdtrit

    nobody = np.zeros_like(next(iter(worth.values())))
    added = np.zeros((len(orders), len(orders[0]), len(nobody)))
    for row, order in zip(added, orders, strict=True):
        before = nobody
        for size, member in enumerate(order, 1):
            after = worth[tuple(sorted(order[:size]))]
            row[member] = after - before
            before = after
    pairs = added.reshape(len(orders) // 2, 2, *added.shape[1:]).mean(axis=1)
    if len(pairs) < 2:
        return Contributions(pairs.mean(axis=0), np.full(pairs.shape[1:], np.inf))
    spread = pairs.std(axis=0, ddof=1) / np.sqrt(len(pairs))
    width = float(stdtrit(len(pairs) - 1, 0.5 + CONFIDENCE / 2))
    return Contributions(pairs.mean(axis=0), width * spread)


def exact_contributions(members: int, worth: Mapping[Members, Array]) -> Contributions:
    """What each member adds over all orders, from the value of every combination (8.6).

    >>> worth = {(0,): np.array([2.0]), (1,): np.array([4.0]), (0, 1): np.array([5.0])}
    >>> exact_contributions(2, worth).mean.ravel().tolist()
    [1.5, 3.5]
    """
    names = [str(member) for member in range(members)]
    quantities = len(next(iter(worth.values())))

    def share(quantity: int) -> list[float]:
        def value(some: frozenset[str]) -> float:
            return float(worth[tuple(sorted(int(name) for name in some))][quantity])

        shares = shapley(names, value)
        return [shares[name] for name in names]

    mean = np.array([share(quantity) for quantity in range(quantities)]).T
    return Contributions(mean, np.zeros_like(mean))
