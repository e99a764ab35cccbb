"""Distributions of inputs (9): log-normal ratios, gamma costs, logit-normal shares, normal trends."""

from __future__ import annotations

import math
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Kind = Literal["ratio", "cost", "share", "normal"]

WIDTH = 2.0 * 1.959963984540054
"""Standard normal width of a 95 % interval."""


def normal_quantile(quantile: Array) -> Array:
    """Give the standard normal quantile z of a probability.

    >>> float(normal_quantile(np.array([0.5]))[0])
    0.0
    """
    from scipy.special import ndtri

    return np.asarray(ndtri(quantile))


def sample(kind: Kind, value: float, low: float, high: float, quantile: Array) -> Array:
    """Turn quantiles into values of an input whose 95 % interval is known (9).

    Ratio: ln-normal. Share: logit-normal; a limit at 0 or 1 takes the width of the other side. Normal: as
    it says. Each has its value as median and a width of its own on either side, so that 95 % of draws lie
    between the limits also where the value is not in the middle. Cost: gamma with the value as mean and the
    width of the interval. An interval without width gives the value itself; one upside down, or without its
    value, raises ValueError.

    >>> sample("ratio", 2.0, 1.6, 4.0, np.array([0.025, 0.5, 0.975])).round(6).tolist()
    [1.6, 2.0, 4.0]
    """
    if not high >= low:
        raise ValueError(f"interval {low:g} to {high:g} is upside down")
    if not low <= value <= high:
        raise ValueError(f"interval {low:g} to {high:g} does not hold its value {value:g}")
    if high == low or (kind in ("ratio", "cost") and value == 0.0):
        return np.full(quantile.shape, value)
    if kind == "cost":
        return _gamma(value, (high - low) / WIDTH, quantile)
    z = normal_quantile(quantile)
    if kind == "ratio":
        return np.asarray(value * np.exp(deviation(z, *log_errors(value, low, high))))
    if kind == "share":
        return _logit_normal(value, low, high, z)
    half = WIDTH / 2.0
    return np.asarray(value + deviation(z, (value - low) / half, (high - value) / half))


def log_errors(value: float, low: float, high: float) -> tuple[float, float]:
    """Give the standard errors of the logarithm of a ratio, below and above its value, from its 95 % limits.

    >>> below, above = log_errors(1.08, 1.06, 1.09)
    >>> round(below, 5), round(above, 5)
    (0.00954, 0.0047)
    """
    return math.log(value / low) / (WIDTH / 2.0), math.log(high / value) / (WIDTH / 2.0)


def deviation(z: Array, below: Array | float, above: Array | float) -> Array:
    """Give z times the standard error of its own side: `below` where z is negative, `above` where not.

    >>> deviation(np.array([-1.0, 0.0, 2.0]), 3.0, 5.0).tolist()
    [-3.0, 0.0, 10.0]
    """
    return np.asarray(z * np.where(z < 0.0, below, above))


def _gamma(mean: float, deviation: float, quantile: Array) -> Array:
    """Gamma quantiles with a given mean and standard deviation."""
    from scipy.special import gammaincinv

    shape = (mean / deviation) ** 2
    return np.asarray(gammaincinv(shape, quantile) * (deviation**2 / mean))


def _logit_normal(value: float, low: float, high: float, z: Array) -> Array:
    """Logit-normal quantiles around a share, with a width of its own below and above the value."""
    if value <= 0.0 or value >= 1.0:
        return np.full(z.shape, value)
    below = _logit(value) - _logit(low) if low > 0.0 else None
    above = _logit(high) - _logit(value) if high < 1.0 else None
    under = (below if below is not None else above or 0.0) / (WIDTH / 2.0)
    over = (above if above is not None else below or 0.0) / (WIDTH / 2.0)
    return np.asarray(1.0 / (1.0 + np.exp(-(_logit(value) + deviation(z, under, over)))))


def _logit(share: float) -> float:
    """Log odds of a share."""
    return math.log(share / (1.0 - share))


def default_interval(kind: Kind, value: float, variation: float) -> tuple[float, float]:
    """Give the 95 % interval of an input whose source has none, from the variation of its grade.

    Ratio and cost: value·exp(±1.96 σ) with σ² = ln(1 + cv²). Share: ±1.96·cv on the smaller side, on the
    logit. Normal: value ± 1.96·cv·|value|.

    >>> low, high = default_interval("ratio", 1.0, 0.2)
    >>> round(low * high, 12)
    1.0
    """
    if kind in ("ratio", "cost"):
        spread = math.sqrt(math.log1p(variation**2)) * WIDTH / 2.0
        ends = value * math.exp(-spread), value * math.exp(spread)
        return min(ends), max(ends)
    if kind == "share":
        if value <= 0.0 or value >= 1.0:
            return value, value
        reach = variation / max(value, 1.0 - value) * WIDTH / 2.0
        centre = _logit(value)
        return 1 / (1 + math.exp(-(centre - reach))), 1 / (1 + math.exp(-(centre + reach)))
    reach = variation * abs(value) * WIDTH / 2.0
    return value - reach, value + reach
