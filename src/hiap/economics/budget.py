"""Budget series (8.4, 8.5): the structural amount, when it is reached, and when a party is square."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.economics.discounting import ordered_sum

LEVEL_YEARS = 5
"""Years at the end of a series over which its structural amount is the mean."""
NEAR_SHARE = 0.1
"""How far from the structural amount, as a share of it, a year may be that has reached it."""


def structural_amount(series: ArrayLike) -> NDArray[np.float64]:
    """Give the yearly amount that a series comes to (8.4).

    structural = (1/5) Σ series over the last five years

    Parameters
    ----------
    series : array [..., year]
        Undiscounted euro a year, from the first year of a measure to the last in which it runs.

    Returns
    -------
    array [...]
        Euro a year; of a series of fewer than five years its mean.

    Raises
    ------
    ValueError
        No year.

    Notes
    -----
    Source: model (8.4). A model with people has no year in which nothing moves; five years smooth what
    single birth years do.

    Examples
    --------
    >>> structural_amount([10.0, 4.0, 2.0, 2.0, 2.0, 2.0, 2.0]).tolist()
    2.0
    """
    values = np.asarray(series, dtype=np.float64)
    if values.ndim == 0 or values.shape[-1] == 0:
        raise ValueError(f"a series of shape {values.shape}: give at least one year")
    last = values[..., -LEVEL_YEARS:]
    return np.asarray(ordered_sum(np.moveaxis(last, -1, 0)) / last.shape[-1])


def year_reached(series: ArrayLike, level: float | None = None) -> int | None:
    """Give the first year from which a series stays within a tenth of its structural amount (8.4).

    reached = min { t : |series(s) - structural| ≤ 0.1 · |structural| for all s ≥ t }

    Parameters
    ----------
    series : array [year]
        Undiscounted euro a year, as for `structural_amount`.
    level : float, optional
        The structural amount, where it was taken over other years than the last of the series.

    Returns
    -------
    int or None
        Position of the year; None if the series still moves in its last five years, or comes to nothing.

    Raises
    ------
    ValueError
        Not one axis, or no year.

    Notes
    -----
    Source: model (8.4).

    Examples
    --------
    >>> year_reached([10.0, 4.0, 2.0, 2.0, 2.0, 2.0, 2.0])
    2
    >>> year_reached([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]) is None
    True
    """
    values = np.asarray(series, dtype=np.float64)
    if values.ndim != 1:
        raise ValueError(f"a series of shape {values.shape}: give one axis of years")
    amount = float(structural_amount(values)) if level is None else level
    if amount == 0.0:
        return None
    off = np.flatnonzero(np.abs(values - amount) > NEAR_SHARE * abs(amount))
    first = int(off[-1]) + 1 if off.size else 0
    return first if first <= max(len(values) - LEVEL_YEARS, 0) else None


def square_year(balance: ArrayLike, factors: ArrayLike) -> int | None:
    """Give the first year from which a party has back what it laid out, to the end (8.5).

    square = min { t : Σ_{u ≤ s} balance(u) · D(u) ≥ 0 for all s ≥ t }

    Parameters
    ----------
    balance : array [year]
        Receipts less payments in euro a year, mean over draws.
    factors : array [year]
        Discount factors.

    Returns
    -------
    int or None
        Position of the year; 0 for a party that never is behind; None for one that is behind at the end.

    Raises
    ------
    ValueError
        Not one axis each of the same length, or no year.

    Notes
    -----
    Source: model (8.5); the discounted payback period of investment appraisal. At the end of the series the
    sum is the net present value, so that None and a loss are the same.

    Examples
    --------
    >>> square_year([-100.0, 60.0, 60.0], [1.0, 1.0, 1.0])
    2
    >>> square_year([-100.0, 60.0], [1.0, 1.0]) is None
    True
    """
    flows, weights = np.asarray(balance, dtype=np.float64), np.asarray(factors, dtype=np.float64)
    if flows.ndim != 1 or flows.shape != weights.shape or not flows.size:
        raise ValueError(
            f"a balance of shape {flows.shape} and factors {weights.shape}: give one of each a year"
        )
    behind = np.flatnonzero(np.cumsum(flows * weights) < 0.0)
    first = int(behind[-1]) + 1 if behind.size else 0
    return first if first < len(flows) else None


def cash_need(flows: ArrayLike) -> NDArray[np.float64]:
    """Give the deepest shortage of who pays and receives a series, as a revolving fund does (8.5, 8.6).

    need = max(0, -min_t Σ_{s ≤ t} flow(s)), without interest

    Parameters
    ----------
    flows : array [..., year]
        Receipts less payments in euro a year, not discounted.

    Returns
    -------
    array [...]
        Euro from 0.

    Raises
    ------
    ValueError
        No year.

    Notes
    -----
    Source: model (8.6).

    Examples
    --------
    >>> cash_need([[-10.0, -5.0, 20.0], [5.0, -2.0, 1.0]]).tolist()
    [15.0, 0.0]
    """
    values = np.asarray(flows, dtype=np.float64)
    if values.ndim == 0 or not values.shape[-1]:
        raise ValueError("give at least one year")
    return np.asarray(np.maximum(0.0, -np.cumsum(values, axis=-1).min(axis=-1)))


def returned_share(gains: ArrayLike, costs: ArrayLike) -> float | None:
    """Give the part of what a field paid that comes back to it in money (8.5).

    returned = max(0, mean gains) / mean costs, both present values

    Parameters
    ----------
    gains : array [draw]
        Present money gains of the parties of the field, with the programme cost that they pay left out.
    costs : array [draw]
        Present programme cost that they pay.

    Returns
    -------
    float or None
        0 where nothing comes back, 1 where all does, above 1 where more does; None if they pay nothing.

    Raises
    ------
    ValueError
        Other shapes, or a value that is not finite.

    Notes
    -----
    Source: model (8.5). What comes back can be spent again on the same field: a revolving fund refills
    itself by this part.

    Examples
    --------
    >>> returned_share([30.0, 50.0], [100.0, 100.0])
    0.4
    """
    gain, cost = np.asarray(gains, dtype=np.float64), np.asarray(costs, dtype=np.float64)
    if gain.ndim != 1 or gain.shape != cost.shape or not gain.size:
        raise ValueError(f"gains of shape {gain.shape} and costs {cost.shape}: give one of each a draw")
    if not (np.all(np.isfinite(gain)) and np.all(np.isfinite(cost))):
        raise ValueError("a gain or a cost is not finite: mend it where it is made")
    paid = float(cost.mean())
    return max(0.0, float(gain.mean())) / paid if paid > 0.0 else None


def totals_between(
    amounts: NDArray[np.float64], payers: Sequence[str], receivers: Sequence[str]
) -> dict[tuple[str, str], NDArray[np.float64]]:
    """Add up lines by who pays and who receives (8.1).

    Parameters
    ----------
    amounts : array [..., line]
        Euro; positive: the payer pays the receiver.
    payers, receivers : sequence of str
        Accounts of each line.

    Returns
    -------
    mapping of (payer, receiver) to array [...]
        In order of first appearance; pairs between which nothing moves are left out.

    Raises
    ------
    ValueError
        Not one payer and one receiver for each line.

    Examples
    --------
    >>> found = totals_between(np.array([5.0, 2.0, 1.0]), ("a", "a", "b"), ("b", "b", "a"))
    >>> {pair: float(amount) for pair, amount in found.items()}
    {('a', 'b'): 7.0, ('b', 'a'): 1.0}
    """
    if not amounts.shape[-1] == len(payers) == len(receivers):
        raise ValueError(
            f"{amounts.shape[-1]} lines, {len(payers)} payers, {len(receivers)} receivers: give one of each"
        )
    found: dict[tuple[str, str], NDArray[np.float64]] = {}
    for place, pair in enumerate(zip(payers, receivers, strict=True)):
        if np.any(amounts[..., place] != 0.0):
            found[pair] = found[pair] + amounts[..., place] if pair in found else amounts[..., place].copy()
    return found
