"""Limits of what was measured: counts, shares and means, each by the chance that is in it (13.1)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv, ndtri, stdtrit

Array = NDArray[np.float64]
FEWEST_FOR_BYAR = 10.0
"""Counts below it have exact limits."""


def poisson_limits(count: ArrayLike, confidence: float) -> tuple[Array, Array]:
    """Give the limits of a count of events: exact below 10, by Byar from 10 on (13.1).

    Formula: O(1 - 1/(9O) - z/(3√O))³ and (O+1)(1 - 1/(9(O+1)) + z/(3√(O+1)))³; below 10 `exact_limits`.
    Over a number of person-years they are those of a rate.

    Shapes: any, the same back twice; NaN (not measured) stays NaN. Units: events.
    Errors: a negative count, or a confidence that is not between 0 and 1, raises ValueError.
    Source: Breslow and Day 1987, volume II; Public Health England, technical guide to confidence intervals.

    >>> [round(float(limit), 3) for limit in poisson_limits(65, 0.95)]
    [50.163, 82.849]
    """
    events, z = _not_negative(count, "count"), -ndtri(_tail(confidence))
    with np.errstate(divide="ignore", invalid="ignore"):
        low = events * (1 - 1 / (9 * events) - z / (3 * np.sqrt(events))) ** 3
        high = (events + 1) * (1 - 1 / (9 * (events + 1)) + z / (3 * np.sqrt(events + 1))) ** 3
    few = events < FEWEST_FOR_BYAR
    low, high = np.array(low), np.array(high)
    low[few], high[few] = exact_limits(events[few], confidence)
    return low, high


def exact_limits(count: ArrayLike, confidence: float) -> tuple[Array, Array]:
    """Give the exact limits of a count of events (13.1).

    Formula: P(X ≥ O | low) = P(X ≤ O | high) = (1 - confidence)/2 with X Poisson; low is 0 of no events.

    Shapes: any, the same back twice; NaN stays NaN. Units: events. Errors: as `poisson_limits`.
    Source: Garwood 1936.

    >>> [round(float(limit), 4) for limit in exact_limits(1, 0.95)]
    [0.0253, 5.5716]
    """
    events, tail = _not_negative(count, "count"), _tail(confidence)
    low = np.where(events == 0, 0.0, gammaincinv(np.where(events == 0, 1.0, events), tail))
    return low, np.asarray(gammaincinv(events + 1.0, 1.0 - tail))


def share_limits(count: ArrayLike, people: ArrayLike, confidence: float) -> tuple[Array, Array]:
    """Give the limits of the share of people of whom something is true, by Wilson (13.1).

    Formula: (2np + z² ∓ z√(z² + 4np(1-p))) / (2(n + z²)), with p = count/n.

    Shapes: `count` and `people` broadcast; NaN stays NaN. Units: persons in, shares (0 to 1) out.
    Errors: a negative count, nobody asked, or more counted than asked raises ValueError.
    Source: Wilson 1927; Newcombe 1998, method 3.

    >>> [round(float(limit), 4) for limit in share_limits(65, 100, 0.95)]
    [0.5525, 0.7364]
    """
    asked, z = _people(count, people), -ndtri(_tail(confidence))
    counted = _not_negative(count, "count")
    middle, spread = 2 * counted + z**2, z * np.sqrt(z**2 + 4 * counted * (1 - counted / asked))
    return (middle - spread) / (2 * (asked + z**2)), (middle + spread) / (2 * (asked + z**2))


def mean_limits(
    mean: ArrayLike, deviation: ArrayLike, people: ArrayLike, confidence: float
) -> tuple[Array, Array]:
    """Give the limits of a mean by Student's t (13.1).

    Formula: mean ∓ t(n - 1)·s/√n.

    Shapes: broadcast; NaN stays NaN, and of one person alone the limits are NaN. Units: those of the mean.
    Errors: a negative deviation or number of people raises ValueError.
    Source: Student 1908; Public Health England, technical guide to confidence intervals.

    >>> [round(float(limit), 3) for limit in mean_limits(53.704345, 20.9755752577, 8, 0.95)]
    [36.168, 71.24]
    """
    middle = np.asarray(mean, dtype=np.float64)
    spread, asked = _not_negative(deviation, "standard deviation"), _not_negative(people, "number of people")
    freedom = np.where(asked > 1, asked - 1, np.nan)
    away = -stdtrit(freedom, _tail(confidence)) * spread / np.sqrt(freedom + 1)
    return middle - away, middle + away


def _tail(confidence: float) -> float:
    if not 0.0 < confidence < 1.0:
        raise ValueError(f"a confidence of {confidence}: give a share between 0 and 1, as 0.95")
    return 0.5 * (1.0 - confidence)


def _not_negative(given: ArrayLike, what: str) -> Array:
    values = np.asarray(given, dtype=np.float64)
    if np.any(values < 0):
        raise ValueError(f"a {what} below 0: give 0 or more, or NaN for what was not measured")
    return values


def _people(count: ArrayLike, people: ArrayLike) -> Array:
    counted, asked = np.asarray(count, dtype=np.float64), np.asarray(people, dtype=np.float64)
    if np.any(asked <= 0):
        raise ValueError("a share of nobody: give the number of people, more than 0")
    if np.any(counted > asked):
        raise ValueError("more people counted than asked: give the part and the whole")
    return asked
