"""Care: what the last year of life costs beyond a year that is lived on (7.1)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def end_of_life_cost(average: Array, mortality: Array, persons: Array, share: Array) -> Array:
    """Give what a death costs beyond the care of who lives on, from the share of care in last years of life.

    Formula (7.1): e = (share·Σ N c - Σ N m c)/Σ N m (1 - m). Who dies costs e more than who lives on, at
    every age: c = s + e m with s the cost of who lives on, and Σ N m (s + e) is the share of Σ N c.

    Shapes: `average` c, `mortality` m and `persons` N [sex, age]; share and result [draw]. Units: money per
    person-year and deaths per person-year, persons; money per death. Errors: none of its own; 0 without
    deaths. Source: that e is the same at every age is a choice.

    >>> average, mortality = np.array([1000.0, 3000.0]), np.array([0.0, 0.1])
    >>> end_of_life_cost(average, mortality, np.array([90.0, 10.0]), np.array([0.1, 0.025])).tolist()
    [10000.0, 0.0]
    """
    dying = (persons * mortality * (1.0 - mortality)).sum()
    if dying == 0.0:
        return np.zeros(share.shape)
    as_others = (persons * mortality * average).sum()
    return np.asarray((share * (persons * average).sum() - as_others) / dying)
