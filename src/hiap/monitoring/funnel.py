"""Funnels: how far a place may lie from the reference by chance alone, given its size (13.3)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from hiap.monitoring.intervals import exact_limits, poisson_limits

Array = NDArray[np.float64]


def ratio_funnel(observed: ArrayLike, confidence: float) -> tuple[Array, Array]:
    """Give the ratios of observed to expected events that lie on the funnel, for a number observed (13.3).

    Formula: O / E with E the upper and the lower exact limit of O: at that expected number O is on the edge.

    Shapes: any, the same back twice. Units: ratio; the lower edge of no events is 0, the upper is infinite.
    Errors: as `poisson_limits`. Source: Spiegelhalter, Statistics in Medicine 2005; Public Health England.

    >>> [round(float(edge), 3) for edge in ratio_funnel(5, 0.95)]
    [0.429, 3.08]
    """
    events = np.asarray(observed, dtype=np.float64)
    low, high = exact_limits(events, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        upper = np.where(low > 0, events / np.where(low > 0, low, 1.0), np.inf)
    return events / high, upper


def share_funnel(reference: ArrayLike, people: ArrayLike, confidence: float) -> tuple[Array, Array]:
    """Give the shares that lie on the funnel around the share of the reference, for a number asked (13.3).

    Formula: the shares of which a Wilson limit is the reference: π ∓ z√(π(1-π)/n), within 0 and 1.

    Shapes: broadcast. Units: shares. Errors: a share outside 0 to 1 or nobody asked raises ValueError.
    Source: Spiegelhalter, Statistics in Medicine 2005.

    >>> [round(float(edge), 4) for edge in share_funnel(0.2, 100, 0.95)]
    [0.1216, 0.2784]
    """
    middle, asked = np.asarray(reference, dtype=np.float64), np.asarray(people, dtype=np.float64)
    if np.any((middle < 0) | (middle > 1)) or np.any(asked <= 0):
        raise ValueError("a funnel needs a share between 0 and 1 and people: give both")
    away = ndtri(0.5 + 0.5 * confidence) * np.sqrt(middle * (1 - middle) / asked)
    return np.maximum(middle - away, 0.0), np.minimum(middle + away, 1.0)


def beyond_funnel(observed: ArrayLike, expected: ArrayLike, confidence: float) -> NDArray[np.int8]:
    """Say whether a ratio lies above the funnel (1), below it (-1) or within it (0) (13.3).

    Formula: above where O/E is over the upper edge at O, below where it is under the lower edge.

    Shapes: broadcast. Units: none. Errors: as `poisson_limits`. Source: as `ratio_funnel`.

    >>> beyond_funnel([151, 191, 159], [106.44, 184.10, 232.93], 0.998).tolist()
    [1, 0, -1]
    """
    low, high = poisson_limits(observed, confidence)
    usual = np.asarray(expected, dtype=np.float64)
    return (np.asarray(low > usual, dtype=np.int8) - np.asarray(high < usual, dtype=np.int8)).astype(np.int8)
