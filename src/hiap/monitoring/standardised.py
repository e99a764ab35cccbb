"""Rates as if every place had the same ages: direct and indirect standardisation (13.2)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.monitoring.intervals import poisson_limits

Array = NDArray[np.float64]
EUROPEAN_2013 = (
    *(5000, 5500, 5500, 5500, 6000, 6000, 6500, 7000, 7000, 7000),
    *(7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000),
)
"""European Standard Population 2013, 0-4, 5-9 and so on to 90 and older (Eurostat 2013, KS-RA-13-028)."""
FEWEST_EVENTS = 10.0
"""Below it a directly standardised rate is not given: its limits do not hold (Public Health England)."""


def direct_rate(events: ArrayLike, people: ArrayLike, weights: ArrayLike) -> Array:
    """Give the rate that a standard population would have with the rates of each age here (13.2).

    Formula: Σ w·x/n / Σ w over ages.

    Shapes: `events`, `people` and `weights` [..., age] broadcast; result [...]. NaN below 10 events in all.
    Units: events per person. Errors: nobody of an age raises ValueError.
    Source: Public Health England, technical guide; weights as `EUROPEAN_2013`.

    >>> round(float(direct_rate([5, 20], [1000, 1000], [3, 1])), 6)
    0.00875
    """
    rate = direct_with_error(events, people, weights)[0]
    return np.where(np.asarray(events).sum(axis=-1) < FEWEST_EVENTS, np.nan, rate)


def direct_with_error(
    events: ArrayLike, people: ArrayLike, weights: ArrayLike, variance: ArrayLike | None = None
) -> tuple[Array, Array]:
    """Give a directly standardised rate of any number of events, with its standard error (13.2).

    Formula: as `direct_rate`; Var(rate) = Σ w²·v/n² / (Σ w)², v = x unless given.

    Shapes: as `direct_limits`; twice [...]. Units: events per person. Errors: as `direct_rate`.
    Source: as `direct_limits`.

    >>> [round(float(part), 6) for part in direct_with_error([5, 20], [1000, 1000], [3, 1])]
    [0.00875, 0.002016]
    """
    cases, persons, weight = _by_age(events, people, weights)
    spread = cases if variance is None else np.asarray(variance, dtype=np.float64)
    rate = (weight * cases / persons).sum(axis=-1) / weight.sum(axis=-1)
    of_rate = (weight**2 * spread / persons**2).sum(axis=-1) / weight.sum(axis=-1) ** 2
    return np.asarray(rate), np.sqrt(of_rate)


def direct_limits(
    events: ArrayLike,
    people: ArrayLike,
    weights: ArrayLike,
    confidence: float,
    variance: ArrayLike | None = None,
) -> tuple[Array, Array]:
    """Give the limits of a directly standardised rate, by Dobson (13.2).

    Formula: rate + √(Var(rate)/O)·(O_limit - O), with O all events, Var(rate) = Σ w²·v/n² / (Σ w)², v = x
    unless given, and O_limit by `poisson_limits`.

    Shapes: as `direct_rate`; `variance` of the events of an age, [..., age], where one person can have
    several (Σ k²·people with k events). Units: events per person. Errors: as `direct_rate`.
    Source: Dobson, Kuulasmaa, Eberle, Scherer, Statistics in Medicine 1991.

    >>> [round(float(limit), 5) for limit in direct_limits([5, 20], [1000, 1000], [3, 1], 0.95)]
    [0.00519, 0.01355]
    """
    total = np.asarray(events, dtype=np.float64).sum(axis=-1)
    error = direct_with_error(events, people, weights, variance)[1]
    return dobson_limits(direct_rate(events, people, weights), error, total, confidence)


def dobson_limits(
    rate: ArrayLike, error: ArrayLike, events: ArrayLike, confidence: float
) -> tuple[Array, Array]:
    """Give the limits of a weighed rate from its standard error and all events (13.2).

    Formula: rate + error/√O·(O_limit - O), with O_limit by `poisson_limits`.

    Shapes: broadcast; NaN stays NaN. Units: those of the rate. Errors: as `poisson_limits`.
    Source: as `direct_limits`.

    >>> [round(float(limit), 5) for limit in dobson_limits(0.00875, 0.0020156, 25, 0.95)]
    [0.00519, 0.01355]
    """
    total, middle = np.asarray(events, dtype=np.float64), np.asarray(rate, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.asarray(error) / np.sqrt(total)
    low, high = poisson_limits(total, confidence)
    return middle + scale * (low - total), middle + scale * (high - total)


def indirect_ratio(observed: ArrayLike, people: ArrayLike, reference_rate: ArrayLike) -> tuple[Array, Array]:
    """Give observed over expected events, and those expected at the rates of a reference by age (13.2).

    Formula: O / Σ n·r over ages.

    Shapes: `observed` [...], `people` and `reference_rate` [..., age]. Units: ratio, and events.
    Errors: no expected events raises ValueError. Source: Public Health England, technical guide.

    >>> ratio, expected = indirect_ratio(15, [1000, 500], [0.005, 0.01])
    >>> float(ratio), float(expected)
    (1.5, 10.0)
    """
    expected = (np.asarray(people, dtype=np.float64) * np.asarray(reference_rate)).sum(axis=-1)
    if np.any(expected <= 0):
        raise ValueError("no events expected: give people and rates of the reference above 0")
    return np.asarray(observed, dtype=np.float64) / expected, expected


def indirect_limits(observed: ArrayLike, expected: ArrayLike, confidence: float) -> tuple[Array, Array]:
    """Give the limits of observed over expected events; what is expected counts as known (13.2).

    Formula: O_limit / E, with O_limit by `poisson_limits`.

    Shapes: broadcast. Units: ratio. Errors: as `poisson_limits`. Source: as `indirect_ratio`.

    >>> [round(float(limit), 4) for limit in indirect_limits(15, 10.0, 0.95)]
    [0.8389, 2.4742]
    """
    low, high = poisson_limits(observed, confidence)
    return low / np.asarray(expected), high / np.asarray(expected)


def _by_age(events: ArrayLike, people: ArrayLike, weights: ArrayLike) -> tuple[Array, Array, Array]:
    cases, persons, weight = np.broadcast_arrays(
        *(np.asarray(part, dtype=np.float64) for part in (events, people, weights))
    )
    if np.any(persons <= 0):
        raise ValueError("nobody of an age: join it with the next age, here and in the weights")
    return cases, persons, weight
