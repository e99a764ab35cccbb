"""Several studies of one effect taken together: random effects, with the interval of the next setting."""

from __future__ import annotations

import math
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiap.equations.solving import solve_increasing

Array = NDArray[np.float64]
WIDTH = 1.959963984540054
LEVEL, LARGEST_LIMIT = 0.95, 20.0
FEWEST_TO_PREDICT = 3
"""With two studies the spread between settings cannot be told from chance."""


class Pooled(NamedTuple):
    """What studies say together, on the scale on which they were added."""

    mean: float
    error: float
    low: float
    high: float
    spread: float
    predicted_low: float | None
    predicted_high: float | None
    unexplained: float
    weights: Array


def standard_errors(low: Array, high: Array) -> Array:
    """Standard errors from 95 % intervals (11.1).

    Formula: (high - low) / (2·1.96). Shapes: any, equal. Units: as given. Errors: none. Source: Cochrane
    Handbook, 6.3.1.

    >>> standard_errors(np.array([-1.96]), np.array([1.96])).round(4).tolist()
    [1.0]
    """
    return np.asarray((high - low) / (2.0 * WIDTH))


def pool(values: Array, errors: Array) -> Pooled:
    """Mean of the true effects of k studies, its interval, and the interval of the next setting (11.1).

    Formula: weights w = 1/(error² + τ²); mean = Σwy/Σw; τ² such that Σw(y - mean)² = k - 1, or 0 (Paule and
    Mandel 1982). Error of the mean = √(max(1, Σw(y - mean)²/(k - 1)) / Σw), interval ± t(k-1)·error
    (Hartung and Knapp 2001, never narrower: Röver, Knapp and Friede 2015). Next setting: ± t(k-1)·√(τ² +
    error²). `unexplained` is I², the part of the differences that is not chance (Higgins and Thompson 2002).

    Shapes: both (k,), k from 2. Units: of the scale, such as a logarithm. Errors: fewer than two studies, or
    an error that is not above 0, raises ValueError.

    >>> found = pool(np.array([1.0, 2.0, 3.0]), np.array([0.1, 0.1, 0.1]))
    >>> round(found.mean, 6), round(found.spread**2, 6)
    (2.0, 0.99)
    """
    if len(values) < 2 or not (errors > 0).all():
        raise ValueError("pooling needs two studies or more, each with an interval")
    degrees = len(values) - 1
    tau2 = _between_studies(values, errors)
    weights = 1.0 / (errors**2 + tau2)
    mean = float((weights * values).sum() / weights.sum())
    knapp = max(1.0, _heterogeneity(values, errors, tau2) / degrees)
    error = float(np.sqrt(knapp / weights.sum()))
    q = _heterogeneity(values, errors, 0.0)
    t = student_limit(degrees)
    ahead = t * float(np.sqrt(tau2 + error**2)) if degrees + 1 >= FEWEST_TO_PREDICT else None
    return Pooled(
        mean,
        error,
        mean - t * error,
        mean + t * error,
        float(np.sqrt(tau2)),
        None if ahead is None else mean - ahead,
        None if ahead is None else mean + ahead,
        max(0.0, 1.0 - degrees / q) if q > 0 else 0.0,
        weights / weights.sum(),
    )


def pool_intervals(values: Array, lows: Array, highs: Array, *, log: bool) -> Pooled:
    """Pool studies that are given with their 95 % intervals, ratios on their logarithm (11.1).

    Formula: that of `pool`; on a logarithm the mean and all limits come back as ratios, `error` and `spread`
    stay on the logarithm. Shapes: (k,), equal. Units: as given. Errors: those of `pool`. Source: as there.

    >>> found = pool_intervals(np.array([0.5, 0.5]), np.array([0.25, 0.4]), np.array([1.0, 0.625]), log=True)
    >>> round(found.mean, 6)
    0.5
    """
    if not log:
        return pool(values, standard_errors(lows, highs))
    found = pool(np.log(values), standard_errors(np.log(lows), np.log(highs)))
    return found._replace(
        mean=float(np.exp(found.mean)),
        low=float(np.exp(found.low)),
        high=float(np.exp(found.high)),
        predicted_low=_ratio(found.predicted_low),
        predicted_high=_ratio(found.predicted_high),
    )


def _ratio(logarithm: float | None) -> float | None:
    return None if logarithm is None else float(np.exp(logarithm))


def _heterogeneity(values: Array, errors: Array, tau2: float) -> float:
    """Weighted squares about the mean; it falls as τ² grows."""
    weights = 1.0 / (errors**2 + tau2)
    mean = (weights * values).sum() / weights.sum()
    return float((weights * (values - mean) ** 2).sum())


def _between_studies(values: Array, errors: Array) -> float:
    """The variance τ² between studies; the largest that can be needed gives weights that are all alike."""
    degrees = len(values) - 1
    most = np.array([((values - values.mean()) ** 2).sum() / degrees])
    if _heterogeneity(values, errors, 0.0) <= degrees:
        return 0.0

    def excess(tau2: Array) -> Array:
        return np.array([degrees - _heterogeneity(values, errors, float(tau2[0]))])

    return float(solve_increasing(excess, np.zeros(1), most, rounds=200)[0])


def student_chance(t: float, degrees: int) -> float:
    """Chance that Student's t lies within ± t, for whole degrees of freedom (11.1).

    Formula: with θ = arctan(t/√ν), c = cos θ: ν odd (2/π)(θ + sin θ (c + 2/3 c³ + 2·4/(3·5) c⁵ ... c^(ν-2))),
    ν even sin θ (1 + 1/2 c² + 1·3/(2·4) c⁴ ... c^(ν-2)). Shapes: one number. Units: share. Errors: none.
    Source: Abramowitz and Stegun, 26.7.3 and 26.7.4.

    >>> student_chance(1.0, 1), round(student_chance(2.776445, 4), 7)
    (0.5, 0.95)
    """
    angle = math.atan(t / math.sqrt(degrees))
    cosine, odd = math.cos(angle), degrees % 2
    term, total = cosine if odd else 1.0, 0.0
    for power in range(odd, degrees - 1, 2):
        total += term
        term *= (power + 1) / (power + 2) * cosine**2
    total *= math.sin(angle)
    return 2.0 / math.pi * (angle + total) if odd else total


@cache
def student_limit(degrees: int) -> float:
    """The t within which 95 % of Student's distribution lies, for whole degrees of freedom (11.1).

    Formula: t such that `student_chance` is 0.95. Shapes: one number. Units: standard errors. Errors: none.
    Source: as there. SciPy has it too, but takes a quarter of a second to load.

    >>> round(student_limit(1), 9), round(student_limit(10), 9)
    (12.706204736, 2.228138852)
    """

    def missing(t: Array) -> Array:
        return np.array([student_chance(float(t[0]), degrees) - LEVEL])

    return float(solve_increasing(missing, np.ones(1), np.full(1, LARGEST_LIMIT), rounds=200)[0])
