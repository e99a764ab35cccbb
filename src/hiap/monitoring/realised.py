"""The promise beside what was measured: how surprising it is, and how large the effect is by now (14)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.monitoring.mixture import Mixture

Array = NDArray[np.float64]
WIDTH = 2.0 * 1.959963984540054
"""Standard normal width of a 95 % interval."""

POINTS = 32
"""Points of the grid for a spread that is not known."""

FEWEST_DRAWS = 20
"""Fewer draws than this say too little of how years go together."""

CONFLICT = 0.05
"""A chance below this is told as a conflict between promise and series."""


@dataclass(frozen=True)
class Promise:
    """The effect that was promised, year by year: a difference from what would have been without.

    Parameters
    ----------
    mean : array [year]
        The path, in the unit and with the sign of what is measured.
    covariance : array [year, year]
        How unsure it is, and how years go together.
    ends : two arrays [year], or None
        Its 95 % interval as it was given, which need not lie evenly around the mean.

    Examples
    --------
    >>> Promise(np.array([1.0, 2.0]), np.zeros((2, 2))).spread
    0.0
    """

    mean: Array
    covariance: Array
    ends: tuple[Array, Array] | None = None

    @property
    def direction(self) -> Array:
        """Weights that turn a path into a share of the promise: those of least squares."""
        return self.mean / float(self.mean @ self.mean)

    @property
    def spread(self) -> float:
        """Standard deviation of the share of the promise, before anything was measured."""
        return float(np.sqrt(self.direction @ self.covariance @ self.direction))


def promise_of_draws(draws: ArrayLike) -> Promise:
    """Take a promise from the draws of an appraisal, which say how its years go together.

    Parameters
    ----------
    draws : array [draw, year]
        Effect in each draw and year.

    Raises
    ------
    ValueError
        No table of draws by year, fewer than 20 draws, a value that is not finite, or no effect at all.

    Examples
    --------
    >>> factor = np.linspace(0.5, 1.5, 21)
    >>> found = promise_of_draws(factor[:, None] * np.array([10.0, 20.0]))
    >>> found.mean.round(6).tolist(), round(found.spread, 4)
    ([10.0, 20.0], 0.3102)
    """
    values = np.asarray(draws, dtype=np.float64)
    if values.ndim != 2 or len(values) < FEWEST_DRAWS:
        raise ValueError(f"draws of shape {values.shape}: give [draw, year], from {FEWEST_DRAWS} draws on")
    return _promise(values.mean(axis=0), np.cov(values, rowvar=False).reshape(values.shape[1], -1))


def promise_of_interval(mean: ArrayLike, low: ArrayLike, high: ArrayLike) -> Promise:
    """Take a promise from its mean and 95 % interval by year: one effect moves all years together.

    The covariance of years s and t is the product of their standard deviations, (high - low)/3.92: without
    draws nothing else is known, and years that share one effect are told apart least.

    Parameters
    ----------
    mean, low, high : array [year]
        The path and its interval.

    Raises
    ------
    ValueError
        Lengths that differ, an interval upside down, a value that is not finite, or no effect at all.

    Examples
    --------
    >>> round(promise_of_interval([10.0], [6.08], [13.92]).spread, 4)
    0.2
    """
    middle, below, above = (np.asarray(item, dtype=np.float64) for item in (mean, low, high))
    if not middle.shape == below.shape == above.shape:
        raise ValueError(f"paths of {middle.shape}, {below.shape} and {above.shape}: give equal lengths")
    if (above < below).any():
        raise ValueError("an interval of the promise is upside down: give low <= high")
    deviation = (above - below) / WIDTH
    return replace(_promise(middle, np.outer(deviation, deviation)), ends=(below, above))


def _promise(mean: Array, covariance: Array) -> Promise:
    if mean.ndim != 1 or not len(mean):
        raise ValueError(f"a promised path of shape {mean.shape}: give one value a year")
    if not (np.isfinite(mean).all() and np.isfinite(covariance).all()):
        raise ValueError("the promised path holds a value that is not finite")
    if not mean.any():
        raise ValueError("the promised path is 0 in every year: no share of it can be told")
    return Promise(mean, covariance)


@dataclass(frozen=True)
class Series:
    """What was measured: the difference from the reference, with what makes it unsure.

    Parameters
    ----------
    values : array [year]
        Measured less reference, in the unit and with the sign of the promise; NaN where nothing was measured.
    errors : array [year]
        Standard error of each, above 0.
    years_since : array [year]
        Years since the start, for the drift.
    between_years : float
        Standard deviation of the half-normal prior for a spread between years beyond the standard errors;
        0 if the errors say it all.
    drift_per_year : float
        Standard deviation of how much the reference may drift off, per year since the start; 0 for none.
    shared : float
        Standard deviation of what is off alike in all years: the error of the level that they are taken from.

    Examples
    --------
    >>> Series(np.array([1.0]), np.array([0.5]), np.array([1.0]), 0.0, 0.0).noise(0.0).tolist()
    [[0.25]]
    """

    values: Array
    errors: Array
    years_since: Array
    between_years: float
    drift_per_year: float
    shared: float = 0.0

    def noise(self, spread: float) -> Array:
        """Covariance of years beside the effect, for a spread between years."""
        drift = self.drift_per_year * self.years_since
        alike = np.outer(drift, drift) + self.shared**2
        return np.asarray(np.diag(self.errors**2 + spread**2) + alike)

    def spreads(self) -> Array:
        """Values of the spread between years that are equally likely beforehand (half-normal)."""
        if self.between_years == 0.0:
            return np.zeros(1)
        from scipy.special import ndtri

        middles = (np.arange(POINTS) + 0.5) / POINTS
        return np.asarray(self.between_years * ndtri(0.5 + 0.5 * middles))


def series_of(
    values: ArrayLike,
    errors: ArrayLike,
    years_since: ArrayLike,
    *,
    between_years: float,
    drift_per_year: float,
    shared: float = 0.0,
) -> Series:
    """Check a measured series; `shared` is 0 where the level that it is taken from is known.

    Raises
    ------
    ValueError
        Lengths that differ, nothing measured, an error that is not above 0, or a spread or drift below 0.

    Examples
    --------
    >>> series_of([3.0], [1.0], [1.0], between_years=0.0, drift_per_year=0.0).values.tolist()
    [3.0]
    """
    found, wide, since = (np.asarray(item, dtype=np.float64) for item in (values, errors, years_since))
    if not found.shape == wide.shape == since.shape or found.ndim != 1:
        shapes = f"{found.shape}, {wide.shape} and {since.shape}"
        raise ValueError(f"values, errors and years of {shapes}: give one of each for every year")
    there = np.isfinite(found)
    if not there.any():
        raise ValueError("nothing was measured: give a value in at least one year")
    if not (np.isfinite(wide[there]) & (wide[there] > 0)).all():
        raise ValueError("a standard error is missing or not above 0: give one for every measured value")
    if not between_years >= 0 or not drift_per_year >= 0 or not shared >= 0:
        raise ValueError("a spread between years, a drift or a shared error is below 0: give 0 for none")
    return Series(found, wide, since, float(between_years), float(drift_per_year), float(shared))


def _measured(promise: Promise, series: Series) -> tuple[Promise, Series, Array]:
    """The years in which something was measured, and the direction of the whole promise."""
    if len(promise.mean) != len(series.values):
        lengths = f"a promise of {len(promise.mean)} years and a series of {len(series.values)}"
        raise ValueError(f"{lengths}: give the same years")
    there = np.isfinite(series.values)
    part = Promise(promise.mean[there], promise.covariance[np.ix_(there, there)])
    if not part.mean.any():
        raise ValueError("nothing was promised in the years that were measured: wait for later years")
    whole = promise.covariance @ promise.direction
    kept = Series(
        series.values[there],
        series.errors[there],
        series.years_since[there],
        series.between_years,
        series.drift_per_year,
        series.shared,
    )
    return part, kept, whole[there]


class Surprise(NamedTuple):
    """Chances, if the promise holds, of values at least as far off; `conflict` tells of the effect's size."""

    by_year: Array
    series: float
    effect: float
    conflict: bool


def surprise(promise: Promise, series: Series) -> Surprise:
    """Say how surprising a series is if the promise holds, with its interval and all noise (14.1).

    y ~ N(m, C + S): m and C mean and covariance of the promise, S that of the noise.
    By year: 2·Φ(-|y - m|/sd). Series: P(χ²(years) >= (y - m)'(C + S)⁻¹(y - m)). Effect: 2·Φ(-|b - 1|/sd) of
    b = m'S⁻¹y/m'S⁻¹m, the series' own share of the promise, with sd from C + S. A spread between years that
    is not known is averaged out over its prior.

    Parameters
    ----------
    promise : Promise
        What was promised.
    series : Series
        What was measured.

    Returns
    -------
    Surprise
        Chances by year (NaN where nothing was measured), of the series as a whole, and of the effect's size;
        a conflict is a chance of the effect's size below 0.05.

    Raises
    ------
    ValueError
        Lengths that differ, or nothing promised in the years that were measured.

    Notes
    -----
    Source: Box 1980 (prior predictive checks); Evans and Moshonov 2006 (prior-data conflict, by the prior
    predictive chance of a sufficient statistic).

    Examples
    --------
    >>> said = promise_of_interval([10.0], [6.08], [13.92])
    >>> seen = series_of([4.4], [2.0], [1.0], between_years=0.0, drift_per_year=0.0)
    >>> round(surprise(said, seen).series, 4), surprise(said, seen).conflict
    (0.0477, True)
    """
    from scipy.special import chdtrc, ndtr

    part, kept, _ = _measured(promise, series)
    off = kept.values - part.mean
    by_year, whole, effect = np.zeros(len(off)), 0.0, 0.0
    spreads = kept.spreads()
    for spread in spreads:
        noise = kept.noise(float(spread))
        weights, total = _share_weights(part.mean, noise), part.covariance + noise
        by_year += 2.0 * ndtr(-np.abs(off) / np.sqrt(np.diag(total)))
        whole += float(chdtrc(len(off), off @ np.linalg.solve(total, off)))
        effect += 2.0 * float(ndtr(-abs(weights @ off) / np.sqrt(weights @ total @ weights)))
    chances = np.full(len(series.values), np.nan)
    chances[np.isfinite(series.values)] = by_year / len(spreads)
    effect /= len(spreads)
    return Surprise(chances, whole / len(spreads), effect, effect < CONFLICT)


def _share_weights(mean: Array, noise: Array) -> Array:
    """Weights of the years in the series' own share of the promise (generalised least squares)."""
    weighed = np.linalg.solve(noise, mean)
    return np.asarray(weighed / (mean @ weighed))


class Share(NamedTuple):
    """A share of the promise with its 95 % interval: 1 is all of it, below 0 the other way."""

    value: float
    low: float
    high: float
    deviation: float


class Realised(NamedTuple):
    """How much of the promise comes true: before, by the series alone, and both together."""

    promised: Share
    series_alone: Share
    share: Share
    chance_half: float
    chance_all: float
    chance_none: float
    between_years: float
    surprise: Surprise


def update(promise: Promise, series: Series) -> Realised:
    """Update the size of the effect by a measured series (14.2).

    The share of the promise is b = w'e, e the true effect by year and w = m/m'm. With e ~ N(m, C) and
    y ~ N(e, S): E[b|y] = 1 + w'C(C + S)⁻¹(y - m), var[b|y] = w'Cw - w'C(C + S)⁻¹Cw. Where one number moves
    all years, C = σ²mm', this is the conjugate normal update of that number. S = diag(errors² + τ²) +
    drift²·tt' + shared²; a spread τ that is not known is laid out over 32 points of its half-normal prior,
    each weighed by how well it explains the series, so the answer is a mixture of normals. The series alone:
    generalised least squares of y on m, with each τ weighed by the restricted likelihood.

    Parameters
    ----------
    promise : Promise
        What was promised; its spread must be above 0.
    series : Series
        What was measured.

    Returns
    -------
    Realised
        Shares with 95 % intervals, the chances that at least half, all, or nothing (0 or less) of the promise
        is reached, the spread between years by now, and the surprise.

    Raises
    ------
    ValueError
        As `surprise`, or a promise without spread.

    Notes
    -----
    Source: Gelman et al., Bayesian Data Analysis, third edition, 2.5 and 3.5; Gelman 2006 (weak priors on the
    standard deviation between groups); Patterson and Thompson 1971 (restricted likelihood).

    Examples
    --------
    >>> said = promise_of_interval([10.0], [6.08], [13.92])
    >>> seen = series_of([5.0], [2.0], [1.0], between_years=0.0, drift_per_year=0.0)
    >>> found = update(said, seen)
    >>> round(found.share.value, 3), round(found.share.deviation, 3), round(found.series_alone.value, 3)
    (0.75, 0.141, 0.5)
    """
    if promise.spread == 0.0:
        raise ValueError("the promise has no spread, so nothing can change it: appraise with draws")
    part, kept, cross = _measured(promise, series)
    alone, together = [], []
    for spread in kept.spreads():
        noise = kept.noise(float(spread))
        alone.append(_by_series(part.mean, kept.values, noise))
        together.append(_by_both(promise.spread, cross, part, kept.values, noise))
    both = _mixture(together)
    return Realised(
        promised=_share(Mixture(np.ones(1), np.array([promise.spread]), np.ones(1))),
        series_alone=_share(_mixture(alone)),
        share=_share(both),
        chance_half=both.chance_above(0.5),
        chance_all=both.chance_above(1.0),
        chance_none=1.0 - both.chance_above(0.0),
        between_years=float(both.weights @ kept.spreads()),
        surprise=surprise(promise, series),
    )


Part = tuple[float, float, float]
"""Mean, standard deviation, logarithm of the weight."""


def _by_series(mean: Array, values: Array, noise: Array) -> Part:
    """The series' own share for one spread; the weight is its restricted likelihood."""
    weighed = np.linalg.solve(noise, mean)
    precision = float(mean @ weighed)
    share = float(weighed @ values) / precision
    off = values - share * mean
    squares = float(off @ np.linalg.solve(noise, off))
    return share, precision**-0.5, -0.5 * (_log_size(noise) + np.log(precision) + squares)


def _by_both(spread: float, cross: Array, part: Promise, values: Array, noise: Array) -> Part:
    """Promise and series together for one spread; the weight is how likely the promise made the series."""
    total = part.covariance + noise
    off = values - part.mean
    pulled = np.linalg.solve(total, off)
    variance = spread**2 - float(cross @ np.linalg.solve(total, cross))
    likelihood = -0.5 * (_log_size(total) + float(off @ pulled))
    return 1.0 + float(cross @ pulled), max(variance, 0.0) ** 0.5, likelihood


def _log_size(covariance: Array) -> float:
    return float(np.linalg.slogdet(covariance)[1])


def _mixture(parts: list[Part]) -> Mixture:
    means, deviations, logs = (np.array(column) for column in zip(*parts, strict=True))
    weights = np.exp(logs - logs.max())
    return Mixture(means, deviations, weights / weights.sum())


def _share(found: Mixture) -> Share:
    return Share(found.mean, found.quantile(0.025), found.quantile(0.975), found.deviation)
