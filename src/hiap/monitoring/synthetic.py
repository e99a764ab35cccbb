"""Synthetic control: a mixture of places without the measure that was alike before it started (14.7)."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.monitoring.answers import TooFew

Array = NDArray[np.float64]
FEWEST_POINTS, FEWEST_DONORS = 5, 3
"""Points before the start and donors under which a mixture can be alike by luck: a convention."""

UNLIKELY = 0.05
COUNTS = 0.01
"""A donor with a smaller weight is not left out on its own: nothing would change."""

EXACT = 1e-10
"""A distance this small beside the series is rounding: the mixture is the series itself."""

ROUNDS = 4000
"""Most rounds of the search for what matters."""


class Predictors(NamedTuple):
    """What a place is alike in beside its series: one value each for the treated place and the donors."""

    treated: Array
    donors: Array
    window: tuple[int, int]


class Case(NamedTuple):
    """One place with the measure, the donors without, and the first point with the measure."""

    treated: Array
    donors: Array
    start: int
    predictors: Predictors | None


def case_of(
    treated: ArrayLike, donors: ArrayLike, start: int, *, predictors: Predictors | None = None
) -> Case:
    """Check one place and its donors.

    Parameters
    ----------
    treated : array [point]
        The indicator in the place with the measure.
    donors : array [donor, point]
        The same in places that the measure does not touch, neighbours that feel it left out.
    start : int
        Place of the first point with the measure.
    predictors : Predictors, optional
        Values [predictor] and [donor, predictor], and the first and last point (exclusive) before the start
        by which their importance is found. Without them all points before the start count alike.

    Raises
    ------
    ValueError
        Shapes that do not fit, a value that is missing, or a start outside the series.

    Examples
    --------
    >>> case_of([1.0, 2.0], [[1.0, 1.0]], 1).start
    1
    """
    own, others = np.asarray(treated, dtype=np.float64), np.asarray(donors, dtype=np.float64)
    if own.ndim != 1 or others.ndim != 2 or others.shape[1] != len(own):
        raise ValueError(f"series {own.shape} and donors {others.shape}: give [point] and [donor, point]")
    if not (np.isfinite(own).all() and np.isfinite(others).all()):
        raise ValueError("a value is missing: leave out the donor or the point")
    if not 0 < start < len(own):
        raise ValueError(f"start {start} lies outside a series of {len(own)} points")
    if predictors is None:
        return Case(own, others, start, None)
    mine, theirs = (np.asarray(part, dtype=np.float64) for part in predictors[:2])
    if mine.ndim != 1 or theirs.shape != (len(others), len(mine)) or not len(mine):
        raise ValueError(f"predictors {mine.shape} and {theirs.shape}: give [predictor], [donor, predictor]")
    if not (np.isfinite(mine).all() and np.isfinite(theirs).all()):
        raise ValueError("a predictor is missing: leave out the donor or the predictor")
    first, last = predictors.window
    if not 0 <= first < last <= start:
        raise ValueError(f"window {first} to {last} does not lie before the start {start}")
    return Case(own, others, start, Predictors(mine, theirs, (first, last)))


class Synthetic(NamedTuple):
    """Weights of the donors, the gap at every point, the average gap since the start, and how alike before.

    `before` and `after` are root mean squares of the gap; `alike` is 1 for a mixture that follows the series
    exactly before the start and 0 for one that is no better than its own mean.
    """

    weights: Array
    gap: Array
    average: float
    before: float
    after: float
    alike: float
    importance: Array | None


def synthetic(case: Case) -> Synthetic | TooFew:
    """Mix the donors into a place that was alike before the start (14.7).

    Weights w >= 0 with sum 1 make Σ_k v_k·(x_k - Σ_j w_j·x_jk)² least, x the points before the start with all
    v alike, or predictors over their standard deviations; then v makes the gap in the window least.
    Gap = series - mixture; after the start it is the effect.

    Parameters
    ----------
    case : Case
        From `case_of`.

    Returns
    -------
    Synthetic or TooFew
        In the unit of the series; plus is more than without. Under 5 points before the start or 3 donors
        there is no number.

    Raises
    ------
    ValueError
        A mixture that follows the series exactly: then chance made it, with more donors than points.

    Notes
    -----
    Source: Abadie and Gardeazabal 2003; Abadie, Diamond and Hainmueller 2010. The least squares on the
    simplex are those with weights from 0 (Lawson and Hanson) with a row of ones added: the answer over its
    sum.

    Examples
    --------
    >>> time = np.arange(10.0)
    >>> donors = np.stack([10 + time, 20 - time, 5 + 0 * time, 8 + np.sin(time)])
    >>> series = 0.5 * donors[0] + 0.5 * donors[1] + 0.1 * np.cos(3 * time) - 3.0 * (time >= 7)
    >>> found = synthetic(case_of(series, donors, 7))
    >>> found.weights.round(1).tolist(), round(found.average, 1)
    ([0.5, 0.5, 0.0, 0.0], -3.0)
    """
    if case.start < FEWEST_POINTS:
        return TooFew("points before the start", case.start, FEWEST_POINTS)
    if len(case.donors) < FEWEST_DONORS:
        return TooFew("donors", len(case.donors), FEWEST_DONORS)
    found = _mixed(case)
    size = float(np.sqrt((case.treated[: case.start] ** 2).mean()))
    if found.before <= EXACT * max(size, EXACT):
        raise ValueError("the mixture follows the series exactly: give fewer donors or more points before")
    return found


def _mixed(case: Case) -> Synthetic:
    before = slice(0, case.start)
    if case.predictors is None:
        weights, importance = _nearest(case.treated[before], case.donors[:, before]), None
    else:
        weights, importance = _nearest_by_predictors(case, case.predictors)
    gap = case.treated - weights @ case.donors
    own = case.treated[before]
    return Synthetic(
        weights=weights,
        gap=gap,
        average=float(gap[case.start :].mean()),
        before=float(np.sqrt((gap[before] ** 2).mean())),
        after=float(np.sqrt((gap[case.start :] ** 2).mean())),
        alike=1.0 - float((gap[before] ** 2).sum()) / max(float(((own - own.mean()) ** 2).sum()), EXACT),
        importance=importance,
    )


def _nearest(target: Array, donors: Array) -> Array:
    """Weights from 0 with sum 1 that bring the donors nearest to the target."""
    from scipy.optimize import nnls

    away = (donors - target).T
    size = float(np.sqrt((away**2).mean()))
    table = np.concatenate([away / (size or 1.0), np.ones((1, len(donors)))])
    found, _ = nnls(table, np.append(np.zeros(len(away)), 1.0))
    return np.asarray(found / found.sum())


def _nearest_by_predictors(case: Case, predictors: Predictors) -> tuple[Array, Array]:
    """Weights by predictors, and the importance of each that makes the gap in the window least."""
    from scipy.optimize import minimize

    both = np.concatenate([predictors.treated[None], predictors.donors])
    spread = both.std(axis=0, ddof=1)
    if not (spread > 0).all():
        raise ValueError("a predictor is the same in all places: leave it out")
    mine, theirs = predictors.treated / spread, predictors.donors / spread
    window = slice(*predictors.window)

    def mixed(logs: Array) -> Array:
        root = np.exp(0.5 * (logs - logs.max()))
        return _nearest(mine * root, theirs * root)

    def off(logs: Array) -> float:
        return float(((case.treated[window] - mixed(logs) @ case.donors[:, window]) ** 2).mean())

    starts = (np.zeros(len(mine)), _logs_by_regression(case, both / spread, window))
    options = {"maxiter": ROUNDS, "maxfev": 2 * ROUNDS, "xatol": 1e-3, "fatol": 1e-9}
    tried = [minimize(off, start, method="Nelder-Mead", options=options) for start in starts]
    best = min(tried, key=lambda one: float(one.fun))
    importance = np.exp(best.x - best.x.max())
    return mixed(best.x), np.asarray(importance / importance.sum())


def _logs_by_regression(case: Case, predictors: Array, window: slice) -> Array:
    """A first guess of importance: how much each predictor moves the series in the window."""
    series = np.concatenate([case.treated[None], case.donors])[:, window]
    columns = np.concatenate([np.ones((len(predictors), 1)), predictors], axis=1)
    slopes = np.linalg.lstsq(columns, series, rcond=None)[0][1:]
    size = (slopes**2).sum(axis=1)
    return np.asarray(np.log(size / size.sum() + EXACT))


class Ranked(NamedTuple):
    """How far the treated place stands out among places in which nothing started.

    `ratios` are those of the donors; `chance` is the part of all places with a ratio at least as large. Low
    and high hold every constant effect that is not refused; None with fewer than 19 donors, or where each is
    refused because the effect is not constant.
    """

    ratio: float
    ratios: Array
    chance: float
    low: float | None
    high: float | None


def placebos_in_space(case: Case) -> Ranked | TooFew:
    """Pretend that each donor had the measure, and rank the real place among them (14.7).

    Ratio = root mean square of the gap after the start over that before; chance = rank/(donors + 1). Mixtures
    for donors leave the treated place out. If the effect is τ at every point, the ratio of the treated place
    follows from gap - τ: the interval holds every τ with a chance above 0.05.

    Parameters
    ----------
    case : Case
        From `case_of`.

    Returns
    -------
    Ranked or TooFew
        With fewer than 19 donors the chance cannot come down to 0.05.

    Raises
    ------
    ValueError
        As `synthetic`.

    Notes
    -----
    Source: Abadie, Diamond and Hainmueller 2010 (ratio); Firpo and Possebom 2018 (interval by turning the
    test).

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> places = rng.normal(0, 1, (30, 12))
    >>> places[0, 8:] += 9.0
    >>> round(placebos_in_space(case_of(places[0], places[1:], 8)).chance, 3)
    0.033
    """
    found = synthetic(case)
    if isinstance(found, TooFew):
        return found
    ratios = np.array([_ratio_of(_mixed(_pretended(case, donor))) for donor in range(len(case.donors))])
    ratio, places = _ratio_of(found), len(ratios) + 1
    chance = (1 + int((ratios >= ratio).sum())) / places
    allowed = math.floor(UNLIKELY * places + EXACT)
    if allowed < 1:
        return Ranked(ratio, ratios, chance, None, None)
    # An effect is not refused while at least `allowed` donors have a ratio as large as what it leaves.
    most = float(np.sort(ratios)[-allowed]) * found.before
    gap = found.gap[case.start :]
    room = most**2 - float(gap.var())
    if room < 0:
        return Ranked(ratio, ratios, chance, None, None)
    return Ranked(ratio, ratios, chance, found.average - math.sqrt(room), found.average + math.sqrt(room))


def _ratio_of(found: Synthetic) -> float:
    return found.after / found.before if found.before > 0 else math.inf


def _pretended(case: Case, donor: int) -> Case:
    """The case in which one donor is treated and the treated place is left out."""
    rest = np.arange(len(case.donors)) != donor
    old = case.predictors
    new = None if old is None else Predictors(old.donors[donor], old.donors[rest], old.window)
    return Case(case.donors[donor], case.donors[rest], case.start, new)


def leave_one_out(case: Case) -> dict[int, float] | TooFew:
    """Average effect without each donor that counts: does it hang on one place? (14.7)

    Parameters
    ----------
    case : Case
        From `case_of`.

    Returns
    -------
    dict of int to float, or TooFew
        Place of the donor that is left out -> average gap since the start; donors of weight 0.01 and more.

    Notes
    -----
    Source: Abadie, Diamond and Hainmueller 2015.

    Examples
    --------
    >>> time = np.arange(10.0)
    >>> donors = np.stack([10 + time, 20 - time, 5 + 0 * time, 8 + np.sin(time)])
    >>> series = 0.5 * donors[0] + 0.5 * donors[1] + 0.1 * np.cos(3 * time) - 3.0 * (time >= 7)
    >>> sorted(leave_one_out(case_of(series, donors, 7)))
    [0, 1]
    """
    found = synthetic(case)
    if isinstance(found, TooFew):
        return found
    if len(case.donors) <= FEWEST_DONORS:
        return TooFew("donors", len(case.donors), FEWEST_DONORS + 1)
    return {
        donor: _mixed(_without(case, donor)).average
        for donor in np.flatnonzero(found.weights >= COUNTS).tolist()
    }


def _without(case: Case, donor: int) -> Case:
    rest = np.arange(len(case.donors)) != donor
    old = case.predictors
    new = None if old is None else Predictors(old.treated, old.donors[rest], old.window)
    return Case(case.treated, case.donors[rest], case.start, new)


def placebo_in_time(case: Case, start: int) -> Synthetic | TooFew:
    """Pretend that the measure started earlier; the average gap since then should be near 0 (14.7).

    Only points before the real start are used. Predictors are left out: theirs may lie after the pretended
    start.

    Parameters
    ----------
    case : Case
        From `case_of`.
    start : int
        Pretended start, before the real one.

    Returns
    -------
    Synthetic or TooFew

    Raises
    ------
    ValueError
        A pretended start that is not before the real one, or as `synthetic`.

    Notes
    -----
    Source: Abadie, Diamond and Hainmueller 2015.

    Examples
    --------
    >>> placebo_in_time(case_of([1.0, 2.0, 3.0], [[1.0, 1.0, 1.0]], 2), 1)
    TooFew(what='points before the start', found=1, needed=5)
    """
    if start >= case.start:
        raise ValueError(f"pretended start {start} is not before the real one, {case.start}")
    return synthetic(case_of(case.treated[: case.start], case.donors[:, : case.start], start))
