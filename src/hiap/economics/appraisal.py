"""Appraisal: net present value, break-even value of a QALY, wrong pocket, summary over draws (8.3-8.5, 9)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.economics.discounting import present_value

LOW_QUANTILE = 0.025
HIGH_QUANTILE = 0.975


def net_present_value(flows: ArrayLike, factors: ArrayLike) -> NDArray[np.float64]:
    """Give the present value of every scenario minus that of the reference, per draw (8.3).

    NPV_k = Σ_t (flow_k(t) - flow_0(t)) · D(t)

    Parameters
    ----------
    flows : array [draw, scenario, year]
        Net gains in euro a year, positive is a gain; scenario 0 is the reference.
    factors : array [year]
        Discount factors.

    Returns
    -------
    array [draw, scenario]
        Euro; the reference gives exactly 0.

    Raises
    ------
    ValueError
        Not three axes, no scenario, another number of years than factors, or a value that is not finite.

    Notes
    -----
    Source: general guide for social cost-benefit analysis (CPB, PBL 2013).

    Examples
    --------
    >>> net_present_value([[[0.0, 0.0], [-100.0, 110.0]]], [1.0, 1.0 / 1.1]).round(9).tolist()
    [[0.0, 0.0]]
    """
    values = np.asarray(flows, dtype=np.float64)
    if values.ndim != 3 or values.shape[1] == 0:
        raise ValueError(
            f"flows of shape {values.shape}: give [draw, scenario, year] with the reference first"
        )
    return present_value(values - values[:, :1, :], factors, axis=2)


def break_even_qaly_value(net_money_pv: float, qaly_pv: float) -> float | None:
    """Give the euro per QALY at which the net present value is 0: -money / QALYs (8.3).

    Below this value of a QALY the scenario costs more than it yields, above it less. There is none, and the
    result is None, when the money side is positive already (with QALYs gained it pays at any value, with
    QALYs lost the quotient means the opposite) and when no QALYs are gained (no value makes up for the
    money). Money of exactly 0 with QALYs gained breaks even at 0.

    Parameters
    ----------
    net_money_pv : float
        Present value in euro of all that is money, valued health left out; positive is a gain.
    qaly_pv : float
        Present value of the QALYs gained, discounted as the scheme says for effects.

    Returns
    -------
    float or None
        Euro per QALY.

    Raises
    ------
    ValueError
        A value that is not finite.

    Notes
    -----
    Source: model (8.3); the same quotient as the cost per QALY of a health-economic evaluation.

    Examples
    --------
    >>> break_even_qaly_value(-3_000_000.0, 150.0)
    20000.0
    >>> break_even_qaly_value(1_000.0, 150.0) is None
    True
    """
    if not (math.isfinite(net_money_pv) and math.isfinite(qaly_pv)):
        raise ValueError(f"money {net_money_pv} or QALYs {qaly_pv} is not finite: mend it where it is made")
    if net_money_pv > 0.0 or qaly_pv <= 0.0:
        return None
    return abs(net_money_pv) / qaly_pv


def benefit_cost_ratio(net_present_value: float, cost_pv: float) -> float | None:
    """Give the benefits for each euro of cost, both as present values (8.3).

    Formula: (NPV + C) / C: all that is not the cost of the measure counts as a benefit, with its sign.

    Parameters
    ----------
    net_present_value : float
        Balance in euro, the cost of the measure taken off.
    cost_pv : float
        Present value in euro of what the measure costs.

    Returns
    -------
    float or None
        Without a unit; 1 where benefits equal cost, None where nothing is spent.

    Raises
    ------
    ValueError
        A value that is not finite.

    Notes
    -----
    Source: the ratio of the Washington State Institute for Public Policy.

    Examples
    --------
    >>> benefit_cost_ratio(50.0, 100.0)
    1.5
    """
    if not (math.isfinite(net_present_value) and math.isfinite(cost_pv)):
        raise ValueError(
            f"balance {net_present_value} or cost {cost_pv} is not finite: mend it where it is made"
        )
    return None if cost_pv <= 0.0 else (net_present_value + cost_pv) / cost_pv


@dataclass(frozen=True)
class WrongPocket:
    """How far the money gains fall elsewhere than the cost (8.5).

    Parameters
    ----------
    share : float or None
        0: gains fall where was paid; 1: wholly elsewhere; None: undefined.
    undefined : str or None
        Why there is no share: ``no gains``, ``no cost`` or ``no gains and no cost``.
    losses : mapping of party to euro
        Present money losses (negative), left out of the share and listed apart.

    Examples
    --------
    >>> WrongPocket(None, "no gains", {}).undefined
    'no gains'
    """

    share: float | None
    undefined: str | None
    losses: Mapping[str, float]


def wrong_pocket_share(gains: Mapping[str, float], programme_cost: Mapping[str, float]) -> WrongPocket:
    """Measure how far gains fall with other parties than those that pay the programme (8.5).

    share = ½ Σ_p |β_p - c_p|, β_p = positive gain of p / their sum, c_p = share of p in the programme cost.

    Parameters
    ----------
    gains : mapping of party to euro
        Present money gains with the programme cost left out; valued health left out too.
    programme_cost : mapping of party to euro
        Present programme cost that each party pays, 0 or more.

    Returns
    -------
    WrongPocket
        The share, or why it is undefined, and the losses.

    Raises
    ------
    ValueError
        A negative programme cost, or a value that is not finite.

    Notes
    -----
    Source: model (8.5); half the sum of differences of two divisions (index of dissimilarity).

    Examples
    --------
    >>> wrong_pocket_share({"zvw_insurers": 60.0, "municipalities": 40.0}, {"municipalities": 50.0}).share
    0.6
    """
    parties = sorted(set(gains) | set(programme_cost))
    gain = {party: float(gains.get(party, 0.0)) for party in parties}
    cost = {party: float(programme_cost.get(party, 0.0)) for party in parties}
    check_pocket(gain, cost)
    losses = {party: gain[party] for party in parties if gain[party] < 0.0}
    total_gain = math.fsum(max(value, 0.0) for value in gain.values())
    total_cost = math.fsum(cost.values())
    lacking = [name for name, total in (("no gains", total_gain), ("no cost", total_cost)) if total == 0.0]
    if lacking:
        return WrongPocket(None, " and ".join(lacking), losses)
    apart = math.fsum(abs(max(gain[p], 0.0) / total_gain - cost[p] / total_cost) for p in parties)
    # The quotients may add up to a last digit above 1, so half the distance may pass 1 by as much.
    return WrongPocket(min(1.0, 0.5 * apart), None, losses)


def check_pocket(gain: Mapping[str, float], cost: Mapping[str, float]) -> None:
    """Refuse values from which no division can be made.

    Raises
    ------
    ValueError
        A value that is not finite, or a negative programme cost.

    Examples
    --------
    >>> check_pocket({}, {"ggd": -1.0})
    Traceback (most recent call last):
        ...
    ValueError: ggd has a negative programme cost (-1): book a receipt as a gain
    """
    for party, value in [*gain.items(), *cost.items()]:
        if not math.isfinite(value):
            raise ValueError(f"{party} has a value that is not finite: mend it where it is made")
    for party, value in cost.items():
        if value < 0.0:
            raise ValueError(f"{party} has a negative programme cost ({value:g}): book a receipt as a gain")


@dataclass(frozen=True)
class Summary:
    """A quantity over draws: mean, median, 95 % interval, chance of being above 0 (None with one draw).

    Examples
    --------
    >>> Summary(1.0, None, None, None, None).mean
    1.0
    """

    mean: float
    median: float | None
    low: float | None
    high: float | None
    chance_positive: float | None


ESTIMATE = ("mean", "median", "low", "high", "chance_positive")
"""The parts of a `Summary`, as results and tables name them."""


def summarise(draws: ArrayLike) -> Summary:
    """Summarise a quantity over draws: mean, median, 2.5 % and 97.5 % percentiles, share above 0.

    Parameters
    ----------
    draws : array [draw]
        One value per draw; differences between scenarios are taken per draw before they come here.

    Returns
    -------
    Summary
        Same unit; with one draw there is no interval and no chance (None). The order of draws
        has no influence.

    Raises
    ------
    ValueError
        Not one axis, no draw, or a value that is not finite.

    Notes
    -----
    Source: model section 9; percentiles by linear interpolation between the ordered draws.

    Examples
    --------
    >>> summarise([-10.0, 30.0])
    Summary(mean=10.0, median=10.0, low=-9.0, high=29.0, chance_positive=0.5)
    """
    values = np.asarray(draws, dtype=np.float64)
    if values.ndim != 1 or values.size == 0:
        raise ValueError(f"draws of shape {values.shape}: give one axis with at least one draw")
    if not np.all(np.isfinite(values)):
        raise ValueError("a draw is not finite: mend it where it is made")
    mean = math.fsum(values.tolist()) / values.size
    if values.size == 1:
        return Summary(mean, None, None, None, None)
    ordered = np.sort(values).tolist()
    low, median, high = (_between(ordered, part) for part in (LOW_QUANTILE, 0.5, HIGH_QUANTILE))
    return Summary(mean, median, low, high, float(np.count_nonzero(values > 0.0)) / values.size)


def _between(ordered: list[float], part: float) -> float:
    """The quantile of ordered draws: `np.quantile` to the byte, in a tenth of its time."""
    place = part * (len(ordered) - 1)
    left = min(math.floor(place), len(ordered) - 2)
    low, high, far = ordered[left], ordered[left + 1], place - left
    return low + (high - low) * far if far < 0.5 else high - (high - low) * (1.0 - far)
