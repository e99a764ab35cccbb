"""Care: what people in their last year of life cost at each age (7.1)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiap.equations.solving import solve_increasing

Array = NDArray[np.float64]
HIGHEST_RATIO = 1e4


def last_year_cost(average: Array, mortality: Array, persons: Array, share: float) -> Array:
    """Give the care cost of people in their last year of life at each age, from its share of all care.

    Formula (7.1): y = ρ c/(1 + (ρ - 1) m), with one ρ by which Σ N m y is the share of Σ N c: at every age
    people in their last year cost ρ times those who live on, and together they cost the average.

    Shapes: all but the share the same, result likewise. Units: money per person-year, deaths per person-year,
    persons; share below 1. Errors: none of its own; without deaths or cost the result is 0.
    Source: the shape over age is a choice; it falls at high ages, as in Polder, Barendregt and van Oers 2006.

    >>> average, mortality = np.array([1000.0, 3000.0]), np.array([0.01, 0.1])
    >>> ten_times = (0.9 * 10_000 / 1.09 + 1.0 * 30_000 / 1.9) / 120_000
    >>> last_year_cost(average, mortality, np.array([90.0, 10.0]), ten_times).round(1).tolist()
    [9174.3, 15789.5]
    """
    dying = persons * mortality
    if not (dying * average).any():
        return np.zeros(average.shape)

    def missing(ratio: Array) -> Array:
        spent = (dying * _at_ratio(average, mortality, float(ratio[0]))).sum()
        return np.array([spent / (persons * average).sum() - share])

    found = solve_increasing(missing, np.zeros(1), np.array([HIGHEST_RATIO]), rounds=200)
    return _at_ratio(average, mortality, float(found[0]))


def _at_ratio(average: Array, mortality: Array, ratio: float) -> Array:
    return np.asarray(ratio * average / (1.0 + (ratio - 1.0) * mortality))
