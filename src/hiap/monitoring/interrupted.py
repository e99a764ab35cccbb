"""Interrupted time series: does a series change when a measure starts, in level or in slope? (14.5)"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.monitoring.answers import Change, TooFew
from hiap.monitoring.mixture import Mixture

Array = NDArray[np.float64]
FEWEST = 8
"""Points before and after (Penfold and Zhang 2013). EPOC takes studies from three on: too few for a line."""

AUTOCORRELATIONS = np.linspace(-0.9, 0.95, 38)
"""Grid on which the link between a point and the next is laid out, equally likely beforehand."""

ROUNDS, SETTLED = 50, 1e-10
"""Rounds of reweighting for counts, and the change at which they stop."""

UNLIKELY = 0.05
EXACT = 1e-12
"""A part of the variation this small that is left is rounding: the series lies on the line."""


class Interrupted(NamedTuple):
    """What changed: level at the start, slope per step, at the last point, and on average since the start.

    For counts each is a ratio of rates, and errors are those of its logarithm. `newey_west` and `independent`
    are standard errors of the level by other ways of reckoning, to compare. `dispersion` is for counts only.
    """

    level: Change
    slope: Change | None
    at_end: Change
    average: Change
    autocorrelation: float
    newey_west: float
    independent: float
    dispersion: float | None
    before: int
    after: int


class Season(NamedTuple):
    """A yearly pattern: points in a year, and how many pairs of sine and cosine describe it."""

    period: int
    pairs: int


def interrupted(
    values: ArrayLike, start: int, *, slope: bool, season: Season | None = None
) -> Interrupted | TooFew:
    """Fit level and slope before and after the start of a measure (14.5).

    y_t = b0 + b1·t + b2·[t >= T] + b3·(t - T)·[t >= T] + season + e_t, e_t = ρ·e_{t-1} + noise. For each ρ
    on a grid: generalised least squares (Prais and Winsten's transformation) and the restricted likelihood;
    the answer is the mean over ρ by that likelihood, of Student distributions with n - p degrees of freedom.

    Parameters
    ----------
    values : array [point]
        The series at even distances, without gaps.
    start : int
        Place of the first point with the measure.
    slope : bool
        Whether the slope may change too; else only the level.
    season : Season, optional
        A pattern that comes back, for months or quarters.

    Returns
    -------
    Interrupted or TooFew
        Changes in the unit of the series; plus is a rise. Too few data under 8 points before or after, or
        less than a whole season before.

    Raises
    ------
    ValueError
        A value that is not finite, a start outside the series, or a series that lies exactly on the line.

    Notes
    -----
    Source: Wagner et al. 2002 (segmented regression); Turner et al. 2021 (restricted likelihood keeps its
    promise best, Newey-West errors are too small in short series); Penfold and Zhang 2013 (8 points).

    Examples
    --------
    >>> noise = np.array([0.3, -0.2, -0.4, 0.1, 0.4, -0.3, 0.2, -0.1] * 2)
    >>> found = interrupted(np.arange(16) * 1.0 - 5.0 * (np.arange(16) >= 8) + noise, 8, slope=False)
    >>> round(found.level.value, 1), found.level.chance < 0.001
    (-5.0, True)
    """
    series = _series(values)
    few = _too_few(len(series), start, season)
    if few is not None:
        return few
    columns = _columns(len(series), start, slope=slope, season=season)
    _refuse_exact(series, columns)
    return _told(columns, series, start, slope=slope, dispersed=False)


def interrupted_counts(
    counts: ArrayLike, people: ArrayLike, start: int, *, slope: bool, season: Season | None = None
) -> Interrupted | TooFew:
    """Fit level and slope of a rate before and after the start of a measure, from counts (14.5).

    ln E[count_t] = ln people_t + b0 + b1·t + b2·[t >= T] + b3·(t - T)·[t >= T] + season, variance φ·mean with
    φ >= 1 (quasi-Poisson), by reweighted least squares; then as `interrupted` on the weighed working values,
    so that residuals may be linked from point to point.

    Parameters
    ----------
    counts : array [point]
        Events.
    people : array [point]
        Persons, or person-years, above 0.
    start, slope, season
        As for `interrupted`.

    Returns
    -------
    Interrupted or TooFew
        Ratios of rates: below 1 is a fall; the slope is a ratio per step.

    Raises
    ------
    ValueError
        Counts below 0 or all 0 before or after, people not above 0, lengths that differ, or as `interrupted`.

    Notes
    -----
    Source: Lopez Bernal, Cummins and Gasparrini 2017 (tutorial); McCullagh and Nelder 1989
    (quasi-likelihood); Breslow and Clayton 1993 (working values with a correlation).

    Examples
    --------
    >>> counts = np.array([98, 104, 101, 95, 103, 99, 102, 97] + [81, 78, 80, 84, 77, 79, 82, 80])
    >>> found = interrupted_counts(counts, np.full(16, 1e5), 8, slope=False)
    >>> round(found.level.value, 1)
    0.8
    """
    series, size = _series(counts), _series(people)
    if series.shape != size.shape:
        raise ValueError(f"{len(series)} counts and {len(size)} numbers of people: give as many")
    if (series < 0).any() or not (size > 0).all():
        raise ValueError("a count is below 0 or a number of people not above 0: check the series")
    few = _too_few(len(series), start, season)
    if few is not None:
        return few
    if not series[:start].any() or not series[start:].any():
        raise ValueError("no events at all before or after the start: a ratio cannot be told")
    columns = _columns(len(series), start, slope=slope, season=season)
    working, mean = _working(series, np.log(size), columns)
    root = np.sqrt(mean)
    found = _told(columns * root[:, None], working * root, start, slope=slope, dispersed=True)
    return found._replace(
        level=_ratio(found.level),
        slope=None if found.slope is None else _ratio(found.slope),
        at_end=_ratio(found.at_end),
        average=_ratio(found.average),
    )


def _series(values: ArrayLike) -> Array:
    series = np.asarray(values, dtype=np.float64)
    if series.ndim != 1 or not np.isfinite(series).all():
        raise ValueError("a series has one axis and no gaps: give one finite value for every point")
    return series


def _too_few(points: int, start: int, season: Season | None) -> TooFew | None:
    if not 0 < start < points:
        raise ValueError(
            f"start {start} lies outside a series of {points} points: give the first point after"
        )
    needed = FEWEST if season is None else max(FEWEST, season.period)
    if start < needed:
        return TooFew("points before the start", start, needed)
    return TooFew("points after the start", points - start, FEWEST) if points - start < FEWEST else None


def _columns(points: int, start: int, *, slope: bool, season: Season | None) -> Array:
    """Constant, time, level, then slope and season where asked for; time counts from the start."""
    time = np.arange(points) - float(start)
    after = (time >= 0).astype(np.float64)
    columns = [np.ones(points), time, after] + ([after * time] if slope else [])
    for pair in range(season.pairs if season else 0):
        angle = 2.0 * np.pi * (pair + 1) * time / season.period  # type: ignore[union-attr]
        columns += [np.sin(angle), np.cos(angle)]
    return np.stack(columns, axis=1)


def _refuse_exact(series: Array, columns: Array) -> None:
    fitted = columns @ np.linalg.lstsq(columns, series, rcond=None)[0]
    if ((series - fitted) ** 2).sum() <= EXACT * max(float((series**2).sum()), EXACT):
        raise ValueError(
            "the series lies exactly on the line: no error can be told; are these measured values?"
        )


def _working(counts: Array, offset: Array, columns: Array) -> tuple[Array, Array]:
    """Working values and means of the Poisson regression, by reweighted least squares."""
    log_mean = np.log(np.maximum(counts, 0.5))
    for _ in range(ROUNDS):
        mean = np.exp(log_mean)
        working = log_mean - offset + (counts - mean) / mean
        root = np.sqrt(mean)
        found = np.linalg.lstsq(columns * root[:, None], working * root, rcond=None)[0]
        following = offset + columns @ found
        if np.abs(following - log_mean).max() < SETTLED:
            return working, mean
        log_mean = following
    raise ArithmeticError("the regression of counts does not settle: too few events for these terms")


def _told(columns: Array, series: Array, start: int, *, slope: bool, dispersed: bool) -> Interrupted:
    """The changes by all values of the link between points."""
    points, width = columns.shape
    least = 1.0 if dispersed else 0.0
    weights, found, wide = _fits(columns, series, AUTOCORRELATIONS, least)

    def change(direction: Array) -> Change:
        errors = np.sqrt(direction @ wide @ direction)
        return _change(Mixture(found @ direction, errors, weights, float(points - width)))

    last = float(points - 1 - start)
    _, plain, apart = _fits(columns, series, np.zeros(1), least)
    left = series - columns @ plain[0]
    return Interrupted(
        level=change(_direction(width, 0.0, slope=slope)),
        slope=change(np.eye(width)[3]) if slope else None,
        at_end=change(_direction(width, last, slope=slope)),
        average=change(_direction(width, last / 2.0, slope=slope)),
        autocorrelation=float(weights @ AUTOCORRELATIONS),
        newey_west=math.sqrt(newey_west(columns, left)[2, 2]),
        independent=math.sqrt(apart[0, 2, 2]),
        dispersion=float((left**2).sum()) / (points - width) if dispersed else None,
        before=start,
        after=points - start,
    )


def _direction(width: int, steps: float, *, slope: bool) -> Array:
    """Weights of the coefficients in the change so many steps after the start."""
    weights = np.zeros(width)
    weights[2] = 1.0
    if slope:
        weights[3] = steps
    return weights


def _fits(columns: Array, series: Array, links: Array, least: float) -> tuple[Array, Array, Array]:
    """Weight, coefficients and their covariance for each link between points.

    Prais and Winsten: the products of what is new in each point are S0 - ρ·(S1 + S1') + ρ²·S2, S0 over all
    points, S1 of a point and the one before, S2 over those within; so no series is transformed. The plain
    regression is taken off first, which keeps digits.
    """
    points, width = columns.shape
    plain = np.linalg.lstsq(columns, series, rcond=None)[0]
    table = np.concatenate([columns, (series - columns @ plain)[:, None]], axis=1)
    linked, within = table[1:].T @ table[:-1], table[1:-1].T @ table[1:-1]
    rho = links[:, None, None]
    products = table.T @ table - rho * (linked + linked.T) + rho**2 * within
    inverse = np.linalg.inv(products[:, :width, :width])
    shift = np.einsum("rij,rj->ri", inverse, products[:, :width, width])
    squares = products[:, width, width] - (shift * products[:, :width, width]).sum(axis=1)
    freedom = points - width
    logs = 0.5 * (np.log1p(-(links**2)) + np.linalg.slogdet(inverse)[1] - freedom * np.log(squares))
    weights = np.exp(logs - logs.max())
    scale = np.maximum(squares / freedom, least)
    return weights / weights.sum(), plain + shift, scale[:, None, None] * inverse


def newey_west(columns: Array, left: Array) -> Array:
    """Give the covariance of coefficients that allows for linked residuals (14.5).

    (X'X)⁻¹·[Γ0 + Σ_l (1 - l/(L + 1))·(Γl + Γl')]·(X'X)⁻¹·n/(n - p), L = ⌊4·(n/100)^(2/9)⌋.

    Parameters
    ----------
    columns : array [point, coefficient]
    left : array [point]
        Residuals.

    Returns
    -------
    array [coefficient, coefficient]

    Notes
    -----
    Source: Newey and West 1987, 1994 (number of lags).

    Examples
    --------
    >>> newey_west(np.ones((4, 1)), np.array([1.0, -1.0, 1.0, -1.0])).round(6).tolist()
    [[0.083333]]
    """
    points, width = columns.shape
    scores = columns * left[:, None]
    lags = int(4.0 * (points / 100.0) ** (2.0 / 9.0))
    middle = scores.T @ scores
    for lag in range(1, lags + 1):
        linked = scores[lag:].T @ scores[:-lag]
        middle += (1.0 - lag / (lags + 1.0)) * (linked + linked.T)
    inverse = np.linalg.inv(columns.T @ columns)
    return np.asarray(inverse @ middle @ inverse * points / (points - width))


def _change(found: Mixture) -> Change:
    above = found.chance_above(0.0)
    chance = 2.0 * min(above, 1.0 - above)
    return Change(found.mean, found.quantile(0.025), found.quantile(0.975), found.deviation, chance)


def _ratio(change: Change) -> Change:
    value, low, high = (math.exp(end) for end in (change.value, change.low, change.high))
    return change._replace(value=value, low=low, high=high)


class Placebos(NamedTuple):
    """Changes at dates at which nothing started; of alarms about 1 in 20 is to be expected."""

    dates: tuple[int, ...]
    average: tuple[Change, ...]
    alarms: int


def placebo_dates(
    fit: Callable[[Array, int], Interrupted | TooFew], values: ArrayLike, start: int
) -> Placebos | TooFew:
    """Pretend that the measure started earlier, with the points before the start only (14.5).

    Parameters
    ----------
    fit : function of points and start
        As `lambda points, start: interrupted(points, start, slope=False)`; for counts the points may be rows
        of counts and people.
    values : array [point, ...]
        The series that `fit` reads; points after the start are left out.
    start : int
        Place of the first point with the measure.

    Returns
    -------
    Placebos or TooFew
        Every pretended date with 8 points before and after it, the average change since, and how many have a
        chance below 0.05.

    Notes
    -----
    Source: Bernal, Cummins and Gasparrini 2018 (controls and falsification in interrupted series).

    Examples
    --------
    >>> flat = np.array([0.3, -0.2, -0.4, 0.1, 0.4, -0.3, 0.2, -0.1] * 3)
    >>> placebo_dates(lambda points, start: interrupted(points, start, slope=False), flat, 17).alarms
    0
    """
    before = np.asarray(values, dtype=np.float64)[:start]
    found = {
        date: told
        for date in range(FEWEST, start - FEWEST + 1)
        if isinstance(told := fit(before, date), Interrupted)
    }
    if not found:
        return TooFew("points before the start", start, 2 * FEWEST)
    changes = tuple(told.average for told in found.values())
    return Placebos(tuple(found), changes, sum(change.chance < UNLIKELY for change in changes))


def controlled(
    values: ArrayLike, control: ArrayLike, start: int, *, slope: bool, season: Season | None = None
) -> Interrupted | TooFew:
    """Fit the difference with a series that the measure does not touch (14.5).

    What moves both at the start falls out. The control alone (`interrupted` on it) must show no change: that
    is the falsification. For counts, give logarithms of the rates.

    Parameters
    ----------
    values, control : array [point]
    start, slope, season
        As for `interrupted`.

    Returns
    -------
    Interrupted or TooFew

    Raises
    ------
    ValueError
        Lengths that differ, or as `interrupted`.

    Notes
    -----
    Source: Lopez Bernal, Cummins and Gasparrini 2018.

    Examples
    --------
    >>> controlled([1.0, 2.0], [1.0, 1.0], 1, slope=False)
    TooFew(what='points before the start', found=1, needed=8)
    """
    series, other = _series(values), _series(control)
    if series.shape != other.shape:
        raise ValueError(f"a series of {len(series)} points and a control of {len(other)}: give as many")
    return interrupted(series - other, start, slope=slope, season=season)
