"""The last years of a series against its path: how far off, and how much of that is chance (13.8)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, gammainc, gammaincc, ndtri

from hiap.monitoring.goal import Goal
from hiap.monitoring.measured import COUNTED, PERCENT, Array, Mask, Measured


class Window(NamedTuple):
    """Of the years in the window: how many values, shortfall, its standard error, and z; [series, year]."""

    values: NDArray[np.int64]
    shortfall: Array
    error: Array
    z: Array


class _Tested(NamedTuple):
    """Measured values that count, beside the path and what is allowed from it; `bad` is the sign of worse.

    `other` is variance of a year that is not chance in its value, `base` the chance in the baseline.
    """

    shown: Measured
    there: Mask
    path: Array
    allowed: Array
    other: Array
    base: Array
    bad: float
    width: int


def swing_of(shown: Measured, path: Array, stated: float | None) -> tuple[Array, Array]:
    """Give the variance from year to year beyond chance, and how well it is known (13.8).

    Formula: stated, or the mean over all pairs of following values of ½(d[t] - d[s])² - ½(v[t] + v[s]), at
    least 0, with d = value - path; degrees of freedom Σ 2n²/(3n - 1) over series with n pairs.

    Shapes: [series, year]; variance and degrees of freedom [1, year], with what was known by then.
    Units: the unit squared. Errors: none of its own. Source: von Neumann 1941 (mean square of differences).

    >>> value = np.array([[1.0, 3.0, 1.0]])
    >>> nothing = np.full((1, 3), np.nan)
    >>> series = Measured("index", value, nothing, nothing, nothing)
    >>> variance, freedom = swing_of(series, np.zeros((1, 3)), None)
    >>> variance.tolist(), freedom.tolist()
    ([[0.0, 2.0, 2.0]], [[0.0, 1.0, 1.6]])
    """
    if stated is not None:
        return np.full((1, path.shape[1]), stated**2), np.full((1, path.shape[1]), np.inf)
    apart = shown.value - path
    chance = np.nan_to_num(shown.variance())
    last, last_chance = np.full(path.shape[0], np.nan), np.zeros(path.shape[0])
    pairs = np.zeros(path.shape[0])
    excess = total = 0.0
    variance, freedom = np.zeros((1, path.shape[1])), np.zeros((1, path.shape[1]))
    for year in range(path.shape[1]):
        pair = ~np.isnan(apart[:, year] - last)
        difference = 0.5 * (apart[:, year] - last) ** 2 - 0.5 * (chance[:, year] + last_chance)
        excess += float(difference[pair].sum())
        total += float(pair.sum())
        pairs += pair
        variance[:, year] = max(excess / total, 0.0) if total else 0.0
        freedom[:, year] = float((2 * pairs**2 / np.maximum(3 * pairs - 1, 1)).sum())
        there = ~np.isnan(apart[:, year])
        last = np.where(there, apart[:, year], last)
        last_chance = np.where(there, chance[:, year], last_chance)
    return variance, freedom


def window_of(shown: Measured, ready: Mask, goal: Goal, swing: Array, width: int) -> Window:
    """Sum what lies in the window and test it against the path (13.8).

    Formula: counted: X = Σx beside E = Σ path·n/whole; z from the exact tail of Poisson or binomial times
    √(V/(V + S)), V its variance and S that of swings, moving reference and measured baseline; a standardised
    rate is counted as `Measured.as_rate`. Other values: the mean of value - path over the root of
    Σ(v + swing²)/m² and the chance in the baseline.

    Shapes: all [series, year]; the window of a year is that year and those before it, `width` in all.
    Units: shortfall and error those of the indicator. Errors: none of its own. Source: own convention.

    >>> count = np.array([[10.0, 16.0]])
    >>> events = Measured("count", count, count, np.full((1, 2), np.nan), np.full((1, 2), np.nan))
    >>> none = np.zeros((1, 2))
    >>> goal = Goal(np.full((1, 2), 10.0), none, none[:, 0], none[:, 0], none, True, False, 2020, 0.0, 1, 0.0)
    >>> found = window_of(events, np.full((1, 2), True), goal, np.zeros((1, 2)), 1)
    >>> found.shortfall.tolist(), found.z.round(3).tolist()
    ([[0.0, 6.0]], [[-0.106, 1.657]])
    """
    if shown.kind == "standardised_rate":
        shown = shown.as_rate()
    there = ready & ~np.isnan(shown.value) & ~np.isnan(goal.path)
    bad = 1.0 if goal.lower_is_better else -1.0
    allowed = goal.path + bad * goal.margin
    other = np.where(there, swing + goal.path_variance, 0.0)
    base = np.where(there, goal.start_weight, 0.0) * np.sqrt(goal.start_variance[:, None] + swing)
    tested = _Tested(shown, there, goal.path, allowed, other, base, bad, width)
    plain = _plain(tested)
    if shown.kind not in COUNTED:
        return plain
    counted = _counted(tested)
    whole = _sum(there & np.isnan(shown.events), width) == 0
    return Window(plain.values, *(np.where(whole, a, b) for a, b in zip(counted[1:], plain[1:], strict=True)))


def _sum(values: NDArray[np.bool_] | Array, width: int) -> Array:
    """The sum over the years of the window; nothing where not measured."""
    total = np.cumsum(np.nan_to_num(np.asarray(values, dtype=np.float64)), axis=1)
    shifted = np.zeros(total.shape)
    shifted[:, width:] = total[:, :-width]
    return np.asarray(total - shifted)


def _plain(tested: _Tested) -> Window:
    """Values of which only mean and error are known."""
    shown, there, path, allowed, other, base, bad, width = tested
    count = _sum(there, width)
    chance = np.where(there, np.nan_to_num(shown.variance()), 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        shortfall = bad * _sum(np.where(there, shown.value - path, 0.0), width) / count
        beyond = bad * _sum(np.where(there, shown.value - allowed, 0.0), width) / count
        error = np.sqrt(_sum(chance + other, width) + _sum(base, width) ** 2) / count
        z = beyond / error
    return Window(count.astype(np.int64), shortfall, error, np.where(np.isnan(z), 0.0, z))


def _counted(tested: _Tested) -> Window:
    """Values of which it is known how many were counted, and of how many."""
    shown, there, path, allowed, other, base, bad, width = tested
    share, effect = shown.kind == "proportion", shown.design_effect
    whole = PERCENT if share else shown.per
    people = np.where(there, 1.0 if shown.kind == "count" else shown.people / effect, 0.0)
    if shown.kind == "count":
        whole = 1.0
    events = _sum(np.where(there, shown.events / (effect if shown.kind != "count" else 1.0), 0.0), width)
    usual = np.maximum(np.where(there, allowed, 0.0), 0.0)
    asked, expected = _sum(people, width), _sum(usual * people / whole, width)
    promised = _sum(np.where(there, path, 0.0) * people / whole, width)
    with np.errstate(divide="ignore", invalid="ignore"):
        part = np.clip(expected / asked, 0.0, 1.0)
        chance = expected * (1 - part) if share else expected
        spread = chance + _sum(other * (people / whole) ** 2, width)
        spread = spread + _sum(base * people / whole, width) ** 2
        exact = _z(events, asked, expected, part, above=bad > 0, share=share)
        z = exact * np.sqrt(chance / spread)
        z = np.where(np.isfinite(z), z, bad * (events - expected) / np.sqrt(spread))
        shortfall, error = bad * (events - promised) * whole / asked, np.sqrt(spread) * whole / asked
    count = _sum(there, width).astype(np.int64)
    return Window(count, shortfall, error, np.where(np.isnan(z), 0.0, z))


def _z(events: Array, asked: Array, expected: Array, part: Array, *, above: bool, share: bool) -> Array:
    """The normal score of the exact tail on the bad side."""
    if share:
        more = np.where(events > 0, betainc(np.maximum(events, 1e-9), asked - events + 1, part), 1.0)
        fewer = np.where(events < asked, 1 - betainc(events + 1, np.maximum(asked - events, 1e-9), part), 1.0)
    else:
        more = np.where(events > 0, gammainc(np.maximum(events, 1e-9), expected), 1.0)
        fewer = gammaincc(events + 1, expected)
    return np.asarray(-ndtri(more if above else fewer))
