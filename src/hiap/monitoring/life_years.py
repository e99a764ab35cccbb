"""Life expectancy and healthy life expectancy of a place, with limits (13.4)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from hiap.equations.demography import death_probability, person_years_lived

Array = NDArray[np.float64]
INFANT_SHARE = 0.1
"""Part of the first year that those who die in it have lived, as Public Health England takes it."""


def expectancy_limits(
    deaths: ArrayLike, people: ArrayLike, width: ArrayLike, confidence: float
) -> tuple[Array, Array, Array]:
    """Give the life expectancy at every age, with limits by Silcocks (13.4).

    Formula: e from the life table of (2.4); Var(e[x]) = Σ_{a≥x} l[a]²·W[a] / l[x]², with
    W = ((1 - a)·n + e[a+1])²·q²(1 - q)/D, and 1/(m²·D) for the open last age.

    Shapes: `deaths` and `people` [..., age], `width` of each age group [age]; three times [..., age]: value,
    low, high. Units: persons, years. Errors: nobody, or no deaths, at the last age raises ValueError.
    Source: Chiang 1984; Silcocks, Jenner, Reza, J Epidemiology and Community Health 2001.

    >>> [round(float(part[0]), 2) for part in expectancy_limits([10, 90], [900, 300], [60, 1], 0.95)]
    [39.44, 28.13, 50.76]
    """
    return healthy_expectancy_limits(deaths, people, width, 1.0, None, confidence)


def healthy_expectancy_limits(
    deaths: ArrayLike,
    people: ArrayLike,
    width: ArrayLike,
    healthy: ArrayLike,
    asked: ArrayLike | None,
    confidence: float,
) -> tuple[Array, Array, Array]:
    """Give the years in good health at every age by Sullivan, with limits for deaths and answers (13.4).

    Formula: h[x] = Σ_{a≥x} L[a]·π[a] / l[x]; Var(h[x]) = Σ_{a≥x} (l[a]²·W[a] + L[a]²·π(1 - π)/N) / l[x]²,
    with W = ((1 - a)·n·π + h[a+1])²·q²(1 - q)/D, and (π/m)²/D for the open last age.

    Shapes: as `expectancy_limits`; `healthy` π and `asked` N [..., age] or one for all; `asked` None counts
    the shares as known. Units: years. Errors: as `expectancy_limits`, and nobody asked.
    Source: Sullivan 1971; Jagger et al., Health Expectancy Calculation by the Sullivan Method; Newman 1988.

    >>> found = healthy_expectancy_limits([10, 90], [900, 300], [60, 1], [0.9, 0.5], [200, 100], 0.95)
    >>> [round(float(part[0]), 2) for part in found]
    [34.72, 24.68, 44.76]
    """
    value, error = healthy_expectancy(deaths, people, width, healthy, asked)
    away = ndtri(0.5 + 0.5 * confidence) * error
    return value, value - away, value + away


def healthy_expectancy(
    deaths: ArrayLike,
    people: ArrayLike,
    width: ArrayLike,
    healthy: ArrayLike,
    asked: ArrayLike | None,
    first_lived: float = INFANT_SHARE,
) -> tuple[Array, Array]:
    """Give the years in good health at every age by Sullivan, with their standard error (13.4).

    Formula: as `healthy_expectancy_limits`. `first_lived` is the part of the first group of ages that those
    who die in it have lived: of the first year of life 0.1, of other groups one half.

    Shapes: as `healthy_expectancy_limits`; twice [..., age]. Units: years. Errors and source: the same.

    >>> found = healthy_expectancy([10, 90], [900, 300], [60, 1], [0.9, 0.5], [200, 100])
    >>> [round(float(part[0]), 2) for part in found]
    [34.72, 5.12]
    """
    died, alive = np.asarray(deaths, dtype=np.float64), np.asarray(people, dtype=np.float64)
    years = np.asarray(width, dtype=np.float64)
    if np.any(alive <= 0) or np.any(died[..., -1] <= 0):
        raise ValueError("nobody, or no deaths at the last age: join years or ages")
    rate = died / alive
    share = np.full(rate.shape[-1], 0.5)
    share[0] = first_lived
    survivors, lived = person_years_lived(rate, np.asarray(first_lived), years)
    part = np.broadcast_to(np.asarray(healthy, dtype=np.float64), rate.shape)
    ahead = _from_here(lived * part)
    value = ahead / survivors
    spread = survivors**2 * _weight(rate, died, share, years, part, value)
    if asked is not None:
        spread = spread + lived**2 * part * (1 - part) / _asked(asked)
    return value, np.sqrt(_from_here(spread)) / survivors


def _weight(rate: Array, died: Array, share: Array, years: Array, part: Array, value: Array) -> Array:
    """What a death more or less of an age does to the years ahead, squared, times its variance."""
    chance = death_probability(rate, share, years)
    after = np.zeros(rate.shape)
    after[..., :-1] = value[..., 1:]
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(died > 0, chance**2 * (1 - chance) / died, 0.0)
    weight = ((1 - share) * years * part + after) ** 2 * variance
    weight[..., -1] = (part[..., -1] / rate[..., -1]) ** 2 / died[..., -1]
    return np.asarray(weight)


def _from_here(values: Array) -> Array:
    """The sum from each age to the last."""
    return np.asarray(np.cumsum(values[..., ::-1], axis=-1)[..., ::-1])


def _asked(asked: ArrayLike) -> Array:
    people = np.asarray(asked, dtype=np.float64)
    if np.any(people <= 0):
        raise ValueError("a share of nobody: give the number of people asked, more than 0")
    return people
