"""Abridged life tables from counts, with limits (2.4): Chiang II, Silcocks and Sullivan."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class LifeTable:
    """Life expectancy by age group with 95 % limits, and the person-years behind it."""

    expectancy: Array
    low: Array
    high: Array
    survivors: Array
    person_years: Array


def chiang_life_table(
    age_start: Array, population: Array, deaths: Array, infant_share_lived: float = 0.1
) -> LifeTable:
    """Build an abridged life table from counts, with Silcocks' limits.

    Formula (2.4): q = nM / (1 + n(1 - a)M), last q = 1; L = n l' + a n d, last L = l/M; e = T/l;
    var q = q²(1 - q)/D, last band 4/(D M²); var e[x] = Σ_{y>=x} l[y]² ((1 - a)n + e[y+1])² var q[y] / l[x]²,
    the last band adding (l/2)²·var.

    Shapes: three vectors, one row per age group, the last one open. Units: years, persons, deaths.
    Errors: a population that is not positive raises ValueError.
    Source: Chiang 1984; Silcocks, Jenner, Reza 2001; as in PHE's technical guide.

    >>> table = chiang_life_table(np.array([0.0, 1.0]), np.array([1e3, 1e3]), np.array([0.0, 500.0]))
    >>> float(table.expectancy[0])
    3.0
    """
    if np.any(population <= 0):
        raise ValueError("every age group needs a positive population")
    width = np.append(np.diff(age_start), 0.0)
    share = np.full(age_start.shape, 0.5)
    share[0] = infant_share_lived
    rate = deaths / population
    probability = width * rate / (1.0 + width * (1.0 - share) * rate)
    probability[-1] = 1.0
    survivors = np.append(1.0, np.cumprod(1.0 - probability[:-1]))
    dying = survivors * probability
    lived = width * (survivors - (1.0 - share) * dying)
    lived[-1] = survivors[-1] / rate[-1]
    expectancy = np.cumsum(lived[::-1])[::-1] / survivors
    spread = _silcocks_variance(probability, deaths, rate, survivors, share, width, expectancy)
    error = 1.959963984540054 * np.sqrt(spread)
    return LifeTable(expectancy, expectancy - error, expectancy + error, survivors, lived)


def _silcocks_variance(
    probability: Array,
    deaths: Array,
    rate: Array,
    survivors: Array,
    share: Array,
    width: Array,
    expectancy: Array,
) -> Array:
    """Variance of life expectancy by age group, see `chiang_life_table` (2.4)."""
    variance = np.zeros_like(probability)
    known = deaths > 0
    variance[known] = probability[known] ** 2 * (1.0 - probability[known]) / deaths[known]
    variance[-1] = 4.0 / (deaths[-1] * rate[-1] ** 2)
    following = np.append(expectancy[1:], 0.0)
    terms = survivors**2 * ((1.0 - share) * width + following) ** 2 * variance
    terms[-1] = (survivors[-1] / 2.0) ** 2 * variance[-1]
    return np.asarray(np.cumsum(terms[::-1])[::-1] / survivors**2)


def sullivan(survivors: Array, person_years: Array, healthy: Array) -> Array:
    """Give healthy life expectancy by age group from a life table and the share in good health.

    Formula (2.4): Σ_{y>=x} L[y]·healthy[y] / l[x].

    Shapes: three vectors of equal length. Units: years. Errors: none of its own. Source: Sullivan 1971.

    >>> sullivan(np.array([1.0, 0.5]), np.array([1.0, 2.0]), np.array([1.0, 0.5])).tolist()
    [2.0, 2.0]
    """
    return np.asarray(np.cumsum((person_years * healthy)[::-1])[::-1] / survivors)
