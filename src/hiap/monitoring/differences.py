"""Difference in differences: places with a measure beside places without it, before and after (14.6)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.monitoring.answers import Change, TooFew

Array = NDArray[np.float64]
FEWEST = 3
"""Places with one start, and places to compare with: under three a spread between places is a guess."""

FEWEST_POINTS = 3
"""Points before the start in which a trend can be seen."""

UNLIKELY = 0.05
LEVEL = 0.975
POWER = 0.8414
"""Standard normal at 80 %."""

WAYS = 1999
"""Ways to assign the starts that are tried where there are more."""


class Panel(NamedTuple):
    """Values by place and point in time, and the point at which each place started; infinite: never."""

    values: Array
    starts: Array

    @property
    def points(self) -> int:
        """Number of points in time."""
        return int(self.values.shape[1])

    def known_starts(self) -> list[int]:
        """The starts that there are, the first first."""
        return sorted({int(start) for start in self.starts if math.isfinite(start)})


def panel_of(values: ArrayLike, starts: ArrayLike) -> Panel:
    """Check a panel of places.

    Parameters
    ----------
    values : array [place, point]
        One indicator; plus is a rise. Every place counts as one, whatever its size.
    starts : array [place]
        Place of the first point with the measure; `inf` for never.

    Raises
    ------
    ValueError
        Shapes that do not fit, a value that is missing, a start that is no whole number, lies before the
        second point (then nothing was measured before) or after the last.

    Examples
    --------
    >>> panel_of([[1.0, 2.0], [1.0, 1.0]], [1, np.inf]).known_starts()
    [1]
    """
    table, first = np.asarray(values, dtype=np.float64), np.asarray(starts, dtype=np.float64)
    if table.ndim != 2 or first.shape != table.shape[:1]:
        raise ValueError(f"values {table.shape} and starts {first.shape}: give [place, point] and [place]")
    if not np.isfinite(table).all():
        raise ValueError("a value is missing: leave out the place or the point")
    begun = first[np.isfinite(first)]
    if np.isnan(first).any() or (begun != np.floor(begun)).any():
        raise ValueError("a start is no place of a point: give whole numbers, and inf for never")
    if not len(begun):
        raise ValueError("no place has started: there is nothing to compare")
    if begun.min() < 1 or begun.max() >= table.shape[1]:
        raise ValueError("a start leaves no point before or no point after it: leave out those places")
    return Panel(table, first)


class Contrast(NamedTuple):
    """Two sets of places and weights of the points in time; the effect is the difference of their means."""

    members: NDArray[np.bool_]
    others: NDArray[np.bool_]
    weights: Array


class GroupTime(NamedTuple):
    """Effect in the places of one start at one point in time; before the start a placebo of one step."""

    start: int
    point: int
    change: Change


class Trends(NamedTuple):
    """How places ran apart per step before the start, and which trend would have been seen in 4 of 5 cases.

    `hidden` is the error that such a trend, not seen, leaves in the overall effect.
    """

    slope: Change
    steps_joint: float | None
    detectable: float
    hidden: float


class Staggered(NamedTuple):
    """Effects by start and point, over all, by points since the start, and what was seen before."""

    overall: Change
    since: dict[int, Change]
    group_time: tuple[GroupTime, ...]
    trends: Trends | TooFew
    places: int
    compared: int


def staggered(panel: Panel, *, not_yet: bool) -> Staggered | TooFew:
    """Compare places that started, at one moment or several, with places that have not (14.6).

    ATT(g, t) = mean over places with start g of (Y_t - Y_{g-1}) less the same over the others: those that
    never start, and, if asked, those that have not started by t. Places that started before are never a
    comparison: that is what makes two-way regression go wrong. Before g: one step, Y_t - Y_{t-1}. Averages
    weigh each ATT by the number of places of its start.

    Parameters
    ----------
    panel : Panel
    not_yet : bool
        Whether places that start later are compared with until they do.

    Returns
    -------
    Staggered or TooFew
        Under 3 places with the measure or 3 to compare with there is no number; `permuted` may still tell.

    Raises
    ------
    ValueError
        Nobody to compare with at any point.

    Notes
    -----
    Source: Callaway and Sant'Anna 2021, without covariates. Errors: places are drawn, their points hang
    together as they like; variance by start, degrees of freedom by Satterthwaite (Welch 1947 with one start),
    which holds with few places (Donald and Lang 2007).

    Examples
    --------
    >>> place = np.array([[5.0, 5.1, 3.0], [4.0, 4.0, 2.1], [6.0, 5.9, 4.0]])
    >>> other = np.array([[5.0, 5.0, 5.1], [3.0, 3.1, 3.0], [7.0, 6.9, 7.0]])
    >>> panel = panel_of(np.vstack([place, other]), [2, 2, 2, np.inf, np.inf, np.inf])
    >>> round(staggered(panel, not_yet=False).overall.value, 2)
    -2.0
    """
    parts = {
        (start, point): contrast
        for start in panel.known_starts()
        for point, contrast in _contrasts(panel, start, not_yet=not_yet)
    }
    after = {key: contrast for key, contrast in parts.items() if key[1] >= key[0]}
    if not after:
        raise ValueError("nobody to compare with: every place has started, give places that have not")
    if (few := _too_few(panel, after)) is not None:
        return few
    since = {
        lag: _average(panel, [part for (start, point), part in parts.items() if point - start == lag])
        for lag in sorted({point - start for start, point in parts})
    }
    return Staggered(
        overall=_average(panel, list(after.values())),
        since=since,
        group_time=tuple(GroupTime(*key, _average(panel, [contrast])) for key, contrast in parts.items()),
        trends=_trends(panel, parts, not_yet=not_yet),
        places=int(np.isfinite(panel.starts).sum()),
        compared=int(min(contrast.others.sum() for contrast in after.values())),
    )


def _contrasts(panel: Panel, start: int, *, not_yet: bool) -> Iterator[tuple[int, Contrast]]:
    """The contrast of one start at each point with somebody to compare with."""
    members = panel.starts == start
    for point in range(1, panel.points):
        base = start - 1 if point >= start else point - 1
        weights = np.zeros(panel.points)
        weights[point], weights[base] = 1.0, -1.0
        others = _others(panel, start, point, not_yet=not_yet)
        if others.any():
            yield point, Contrast(members, others, weights)


def _others(panel: Panel, start: int, point: int, *, not_yet: bool) -> NDArray[np.bool_]:
    never = np.isinf(panel.starts)
    return np.asarray(never | ((panel.starts > point) & (panel.starts != start)) if not_yet else never)


def _too_few(panel: Panel, parts: dict[tuple[int, int], Contrast]) -> TooFew | None:
    sizes = [int((panel.starts == start).sum()) for start in panel.known_starts()]
    never = int(np.isinf(panel.starts).sum())
    others = min(int(part.others.sum()) for part in parts.values())
    if min(sizes) < FEWEST:
        return TooFew("places with one start", min(sizes), FEWEST)
    if 0 < never < FEWEST:
        return TooFew("places that never start", never, FEWEST)
    return TooFew("places to compare with", others, FEWEST) if others < FEWEST else None


def _coefficients(panel: Panel, parts: list[Contrast]) -> Array:
    """Weight of each value, [place, point], in the mean of contrasts by their numbers of places."""
    sizes = np.array([part.members.sum() for part in parts], dtype=np.float64)
    found = np.zeros(panel.values.shape)
    for part, share in zip(parts, sizes / sizes.sum(), strict=True):
        places = part.members / part.members.sum() - part.others / part.others.sum()
        found += share * np.outer(places, part.weights)
    return found


def _scores(panel: Panel, parts: list[Contrast]) -> Array:
    """What each place adds to the mean of contrasts, which is the sum over places."""
    return np.asarray((_coefficients(panel, parts) * panel.values).sum(axis=1))


def _average(panel: Panel, parts: list[Contrast]) -> Change:
    """Mean of contrasts by their numbers of places, with the interval by starts."""
    from scipy.special import stdtr, stdtrit

    scores = _scores(panel, parts)
    value = float(scores.sum())
    pieces = []
    for start in np.unique(panel.starts):
        own = scores[panel.starts == start]
        if own.any():
            pieces.append((len(own) * float(own.var(ddof=1)), len(own) - 1))
    variances = np.array([piece for piece, _ in pieces])
    freedoms = np.array([freedom for _, freedom in pieces])
    total = float(variances.sum())
    if not total > 0:
        raise ValueError("places do not vary at all: no error can be told; are these measured values?")
    freedom = total**2 / float((variances**2 / freedoms).sum())
    error = math.sqrt(total)
    reach = error * float(stdtrit(freedom, LEVEL))
    return Change(
        value, value - reach, value + reach, error, 2.0 * float(stdtr(freedom, -abs(value) / error))
    )


def _trends(panel: Panel, parts: dict[tuple[int, int], Contrast], *, not_yet: bool) -> Trends | TooFew:
    """The slope by which places ran apart before their start; the steps before it are tested together."""
    slopes = []
    for start in panel.known_starts():
        if start >= FEWEST_POINTS:
            time = np.arange(panel.points) - 0.5 * (start - 1)
            weights = np.where(np.arange(panel.points) < start, time, 0.0)
            others = _others(panel, start, start - 1, not_yet=not_yet)
            slopes.append(Contrast(panel.starts == start, others, weights / (weights**2).sum()))
    if not slopes:
        return TooFew("points before the start", max(panel.known_starts()), FEWEST_POINTS)
    slope = _average(panel, slopes)
    detectable = (1.959963984540054 + POWER) * slope.error
    after = [
        (point - start + 1, part.members.sum()) for (start, point), part in parts.items() if point >= start
    ]
    steps = sum(lag * size for lag, size in after) / sum(size for _, size in after)
    before = [part for (start, point), part in parts.items() if point < start]
    return Trends(slope, _joint(panel, before), detectable, detectable * float(steps))


def _joint(panel: Panel, before: list[Contrast]) -> float | None:
    """Chance of steps before the start as large as these if places ran alike; None with too few places.

    Hotelling's T² with a covariance by start, degrees of freedom by Nel and van der Merwe 1986.
    """
    from scipy.special import fdtrc

    scores = np.stack([_scores(panel, [part]) for part in before], axis=1)
    wide, doubt = np.zeros((len(before), len(before))), 0.0
    for start in np.unique(panel.starts):
        own = scores[panel.starts == start]
        part = len(own) * np.cov(own, rowvar=False).reshape(wide.shape)
        wide += part
        doubt += _size(part) / (len(own) - 1)
    rank = int(np.linalg.matrix_rank(wide))
    freedom = _size(wide) / doubt
    left = freedom - rank + 1.0
    if left <= 1.0:
        return None
    value = scores.sum(axis=0)
    squares = float(value @ np.linalg.pinv(wide, hermitian=True) @ value)
    return float(fdtrc(rank, left, squares * left / (freedom * rank)))


def _size(wide: Array) -> float:
    return float((wide**2).sum() + np.trace(wide) ** 2)


class Permuted(NamedTuple):
    """Chance and 95 % interval of the overall effect by handing out the starts in other ways."""

    value: float
    low: float
    high: float
    chance: float
    ways: int


def permuted(panel: Panel, *, not_yet: bool, generator: np.random.Generator) -> Permuted | TooFew:
    """Test the overall effect by handing out the same starts to other places (14.6).

    For one or a few places with the measure, where no spread between them is known. If the measure does τ
    everywhere, Y - τ·D has no effect, and handing out the starts otherwise gives estimates a - τ·b, a of Y
    and b of D. The chance of τ is the part of the ways with |a - τ·b| at least as large as ours; the interval
    holds every τ with a chance of 0.05 or more, and has no end where no τ is refused.

    Parameters
    ----------
    panel : Panel
        From `panel_of`.
    not_yet : bool
        As for `staggered`.
    generator : numpy Generator
        Draws 1,999 ways at random; ours is one of them.

    Returns
    -------
    Permuted or TooFew
        Under 20 ways no chance below 0.05 can come out.

    Notes
    -----
    Source: Conley and Taber 2011; MacKinnon and Webb 2020 (randomisation inference with few places). It takes
    places to be alike in how much they vary; a small place among large ones is not.

    Examples
    --------
    >>> rng = np.random.default_rng(1)
    >>> table = rng.normal(0, 1, (30, 6))
    >>> table[0, 3:] -= 9.0
    >>> found = permuted(panel_of(table, [3] + [np.inf] * 29), not_yet=False, generator=rng)
    >>> found.chance < 0.05, found.low < -9.0 < found.high
    (True, True)
    """
    ways = _number_of_ways(panel.starts)
    if ways < 1.0 / UNLIKELY:
        return TooFew("ways to hand out the starts", ways, round(1.0 / UNLIKELY))
    parts = [
        contrast
        for start in panel.known_starts()
        for point, contrast in _contrasts(panel, start, not_yet=not_yet)
        if point >= start
    ]
    if not parts:
        raise ValueError("nobody to compare with: every place has started, give places that have not")
    begun = (np.arange(panel.points) >= panel.starts[:, None]).astype(np.float64)
    # To hand out the starts otherwise is to give the weights of one place to another.
    weights, places = _coefficients(panel, parts), np.arange(len(panel.starts))
    handed = generator.permuted(np.tile(places, (WAYS + 1, 1)), axis=1)
    handed[0] = places
    a, b = ((weights @ table.T)[handed, places].sum(axis=1) for table in (panel.values, begun))
    ours = float(a[0])
    low, high = _not_refused(ours, a, b)
    return Permuted(ours, low, high, float(_chance_of(np.zeros(1), ours, a, b)[0]), ways)


def _number_of_ways(starts: Array) -> int:
    left, ways = len(starts), 1
    for start in np.unique(starts):
        size = int((starts == start).sum())
        ways *= math.comb(left, size)
        left -= size
    return ways


def _chance_of(effects: Array, ours: float, a: Array, b: Array) -> Array:
    """Part of the ways that are at least as far off as ours, for each effect; ours is the first way."""
    off = np.abs(a - effects[:, None] * b)
    return np.asarray((off >= np.abs(ours - effects)[:, None] - 1e-12 * abs(ours)).mean(axis=1))


def _not_refused(ours: float, a: Array, b: Array) -> tuple[float, float]:
    """Ends of the effects with a chance of 0.05 or more; a way changes sides where |a - τb| = |ours - τ|."""
    with np.errstate(divide="ignore", invalid="ignore"):
        turns = np.concatenate([(a - ours) / (b - 1.0), (a + ours) / (b + 1.0)])
    turns = np.unique(turns[np.isfinite(turns)])
    middles = 0.5 * (turns[1:] + turns[:-1])
    held = np.concatenate([_chance_of(part, ours, a, b) for part in np.array_split(middles, 16)]) >= UNLIKELY
    if not held.any():
        return ours, ours
    places = np.flatnonzero(held)
    low = -math.inf if places[0] == 0 else float(turns[places[0]])
    return low, math.inf if places[-1] == len(middles) - 1 else float(turns[places[-1] + 1])


def two_way(panel: Panel) -> Change | TooFew:
    """Compare means before and after of places that all started at once with places that never did (14.6).

    The difference over places of (mean after - mean before); the same as regression on places and points.
    Where points hang together little it is surer than `staggered`, which looks back to the last point before
    the start only.

    Parameters
    ----------
    panel : Panel
        With one start.

    Returns
    -------
    Change or TooFew
        Interval by Welch: every place is one observation.

    Raises
    ------
    ValueError
        More than one start: regression on places and points then compares with places that started before.

    Notes
    -----
    Source: Bertrand, Duflo and Mullainathan 2004 (one value before and one after for each place);
    Goodman-Bacon 2021 (why not with several starts).

    Examples
    --------
    >>> other = [[20.0, 20.0, 18.0], [26.0, 24.0, 23.0], [24.0, 23.0, 22.5]]
    >>> found = two_way(panel_of([[21.0, 20.0, 21.0], [19.0, 19.0, 20.0], [22.0, 21.0, 22.0], *other],
    ...                          [2, 2, 2, np.inf, np.inf, np.inf]))
    >>> round(found.value, 2)
    2.33
    """
    starts = panel.known_starts()
    if len(starts) > 1:
        raise ValueError(f"starts at points {starts}: with more than one start use staggered")
    after = np.arange(panel.points) >= starts[0]
    weights = np.where(after, 1.0 / after.sum(), -1.0 / (~after).sum())
    contrast = Contrast(panel.starts == starts[0], np.isinf(panel.starts), weights)
    few = _too_few(panel, {(0, 0): contrast})
    return _average(panel, [contrast]) if few is None else few
