"""Value of information: what it is worth to know more before deciding, and which inputs matter (9)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
CHANCE_OF_A_FLUKE = 0.05
"""Chance that any of the inputs is named although none matters, shared by all inputs (Bonferroni)."""
WIDTH_OF_MEAN = 0.05
"""Draws are enough when the mean is known to a twentieth of the 95 % interval of the quantity,"""
OFF_AT_AN_END = 0.1
"""and when neither end of that interval is likely to be off by more than a tenth of it."""
FEWEST_FOR_AN_INTERVAL = 100
"""Fewer draws have too few beyond either end to say how well it is known."""
NORMAL_975 = 1.959963984540054


def perfect_information(net_benefit: ArrayLike) -> float:
    """Give the expected value of perfect information: of choosing the best option in every draw (9).

    EVPI = E[max_k NB_k] - max_k E[NB_k]

    Parameters
    ----------
    net_benefit : array [draw, option]
        Euro, national: not multiplied by people again. Doing nothing is an option, with 0.

    Returns
    -------
    float
        Euro, 0 or more.

    Raises
    ------
    ValueError
        Not two axes, no draw or option, or a value that is not finite.

    Notes
    -----
    Source: Briggs, Sculpher and Claxton, Decision Modelling for Health Economic Evaluation, chapter 6.

    Examples
    --------
    >>> perfect_information([[0.0, -40.0], [0.0, 100.0]])
    20.0
    """
    values = np.asarray(net_benefit, dtype=np.float64)
    if values.ndim != 2 or values.size == 0 or not np.isfinite(values).all():
        raise ValueError(f"net benefits of shape {values.shape}: give finite values [draw, option]")
    best = math.fsum(values.max(axis=1).tolist()) / len(values)
    means = [math.fsum(values[:, k].tolist()) / len(values) for k in range(values.shape[1])]
    return max(best - max(means), 0.0)


def acceptability(money: ArrayLike, qalys: ArrayLike, values: Sequence[float]) -> list[float]:
    """Give the share of draws with a positive net benefit at each value of a QALY: the acceptability curve.

    P(v) = share of draws with money + v·QALYs > 0

    Parameters
    ----------
    money, qalys : array [draw]
        Present values against the reference; money in euro, positive is a gain.
    values : sequence of float
        Euro per QALY.

    Returns
    -------
    list of float
        Shares of draws.

    Notes
    -----
    Source: van Hout et al. 1994; Fenwick, Claxton and Sculpher 2001.

    Examples
    --------
    >>> acceptability([-100.0, -300.0], [1.0, 2.0], [90.0, 120.0, 200.0])
    [0.0, 0.5, 1.0]
    """
    euros, gains = np.asarray(money, dtype=np.float64), np.asarray(qalys, dtype=np.float64)
    return [float(np.mean(euros + value * gains > 0.0)) for value in values]


@dataclass(frozen=True)
class Influence:
    """What one input does to a quantity over draws.

    Parameters
    ----------
    name : str
        Name of the input.
    share_of_variance : float
        Part of the variance that a curve through this input alone explains.
    partial_information : float
        EVPPI: what it is worth to know this input before choosing between doing and not doing.
    at_low, at_high : float
        Expected quantity with the input at its 2.5 % and its 97.5 % quantile: the bars of a tornado.

    Examples
    --------
    >>> Influence("rr/x/y", 0.5, 10.0, -20.0, 40.0).share_of_variance
    0.5
    """

    name: str
    share_of_variance: float
    partial_information: float
    at_low: float
    at_high: float


def influences(quantity: ArrayLike, inputs: Sequence[tuple[str, Array]]) -> list[Influence]:
    """Find the inputs that stand out from chance, the largest share of the variance first (9).

    A curve g(z) = b0 + b1·z + b2·z² is laid through the draws of each input, z its standard normal score. An
    input counts when its F-test is below 0.05/number of inputs. Share of variance: adjusted R². EVPPI =
    E[max(0, g)] - max(0, E g). Tornado: g at z = ±1.96.

    Parameters
    ----------
    quantity : array [draw]
        Net benefit against the reference.
    inputs : sequence of (name, array [draw])
        Standard normal scores of each input.

    Returns
    -------
    list of Influence
        None where draws are too few or all alike.

    Notes
    -----
    Source: Strong, Oakley and Brennan 2014 (EVPPI by regression on the draws), with a quadratic curve.

    Examples
    --------
    >>> z = np.linspace(-2, 2, 50)
    >>> [(found.name, round(found.share_of_variance, 6)) for found in influences(3.0 * z, [("a", z)])]
    [('a', 1.0)]
    """
    values = np.asarray(quantity, dtype=np.float64)
    spare = len(values) - 3
    total = float(((values - values.mean()) ** 2).sum())
    if spare < 1 or total == 0.0:
        return []
    found = []
    for name, score in inputs:
        curve = np.polynomial.Polynomial.fit(score, values, 2, domain=[-1.0, 1.0])
        fitted = np.asarray(curve(score))
        left = float(((values - fitted) ** 2).sum())
        if _chance(total, left, spare) < CHANCE_OF_A_FLUKE / len(inputs):
            share = max(1.0 - (left / spare) / (total / (len(values) - 1)), 0.0)
            worth = float(np.maximum(fitted, 0.0).mean()) - max(float(fitted.mean()), 0.0)
            ends = (float(curve(-NORMAL_975)), float(curve(NORMAL_975)))
            found.append(Influence(name, share, max(worth, 0.0), *ends))
    return sorted(found, key=lambda item: (-item.share_of_variance, item.name))


def _chance(total: float, left: float, spare: int) -> float:
    """Chance of a fit this good on an input that does nothing: the tail of F with 2 and `spare` freedoms.

    With two freedoms above the tail has a closed form: (left/total)^(spare/2).
    """
    return float((left / total) ** (spare / 2.0))


@dataclass(frozen=True)
class Precision:
    """How well the draws know the mean of a quantity.

    Parameters
    ----------
    error : float
        Half the width of the 95 % interval of the mean over draws.
    interval_error : float
        The same for the end of the quantity's own 95 % interval that is known least.
    needed : int
        Draws with which the mean would be known to a twentieth of the interval, and its ends to a tenth.
    enough : bool
        Whether there were as many.

    Examples
    --------
    >>> Precision(1.0, 3.0, 400, False).needed
    400
    """

    error: float
    interval_error: float
    needed: int
    enough: bool


def precision(quantity: ArrayLike) -> Precision:
    """Say whether there were enough draws for the mean and the 95 % interval of a quantity (9).

    error = 1.96·s/√n; enough when 2·error is at most a twentieth of the interval from 2.5 to 97.5 %, and 1.96
    standard errors of either end at most a tenth of it.

    Parameters
    ----------
    quantity : array [draw]
        One value per draw, at least two.

    Returns
    -------
    Precision
        Errors in the unit of the quantity; a quantity without spread is known at once.

    Raises
    ------
    ValueError
        Fewer than two draws: they say nothing of a spread.

    Notes
    -----
    Sources: standard error of a Monte Carlo mean; Maritz and Jarrett 1978 for that of an end. The twentieth
    and the tenth are a convention of this project.

    Examples
    --------
    >>> precision([5.0, 5.0])
    Precision(error=0.0, interval_error=0.0, needed=2, enough=True)
    """
    values = np.asarray(quantity, dtype=np.float64)
    if len(values) < 2:
        raise ValueError("one draw says nothing of a spread: give two or more")
    count, spread = len(values), float(values.std(ddof=1))
    low, high = np.quantile(values, (0.025, 0.975))
    if spread == 0.0 or high == low:
        return Precision(0.0, 0.0, count, True)
    width = float(high - low)
    end = NORMAL_975 * max(_error_of_an_end(np.sort(values), share) for share in (0.025, 0.975))
    of_mean = (2.0 * NORMAL_975 * spread / (WIDTH_OF_MEAN * width)) ** 2
    of_end = count * (end / (OFF_AT_AN_END * width)) ** 2
    needed = max(math.ceil(max(of_mean, of_end)), FEWEST_FOR_AN_INTERVAL)
    return Precision(NORMAL_975 * spread / math.sqrt(count), end, needed, needed <= count)


def _error_of_an_end(ordered: Array, share: float) -> float:
    """Standard error of a quantile from the draws in order: the spread of the draw that stands there.

    Weights: the chance that the draw of rank i is the quantile, a Beta((n+1)p, (n+1)(1-p)) cut in n parts.
    """
    from scipy.special import betainc

    count = len(ordered)
    below = betainc((count + 1) * share, (count + 1) * (1.0 - share), np.arange(count + 1) / count)
    weights = np.diff(below)
    middle = float((weights * ordered).sum())
    return math.sqrt(float((weights * (ordered - middle) ** 2).sum()))
