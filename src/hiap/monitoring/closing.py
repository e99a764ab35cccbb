"""How far a gap with a reference is closed, and when it would be (13.9, 13.10)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, stdtrit

Array = NDArray[np.float64]
FEWEST_FOR_A_LINE = 4


class Closed(NamedTuple):
    """A share of a gap with its limits, NaN where they have none."""

    share: Array
    low: Array
    high: Array


class Year(NamedTuple):
    """A calendar year with its limits; NaN where there is none; `why` says so: see `year_of_closure`."""

    year: Array
    low: Array
    high: Array
    why: NDArray[np.int8]


FOUND, FEW, UNSURE, AWAY, DONE = range(5)
"""Why: a year is found; too few values; a trend that can be chance; a gap that grows; a gap that is gone."""


def gap_closed(
    gap: ArrayLike,
    variance: ArrayLike,
    first_gap: ArrayLike,
    first_variance: ArrayLike,
    shared: ArrayLike,
    confidence: float,
) -> Closed:
    """Give the share of a gap that is closed, with limits by Fieller (13.9).

    Formula: 1 - gap/first, gap = reference - value. Limits: those of the ratio R = gap/first,
    (R - g·c/v₀ ± z/|first|·√(v - 2Rc + R²v₀ - g(v - c²/v₀)))/(1 - g), g = z²v₀/first².

    Shapes: broadcast; `shared` c is the variance that both gaps have in common (that of the first reference,
    where it is fixed). Units: shares; over 1 is past the reference. NaN where the first gap can be none
    (g ≥ 1); without limits where a variance is not known. Errors: none of its own. Source: Fieller 1954.

    >>> closed = gap_closed(14.0, 4.0, 20.0, 4.0, 0.0, 0.95)
    >>> [round(float(part), 3) for part in closed]
    [0.3, 0.026, 0.518]
    """
    now, then = np.asarray(gap, dtype=np.float64), np.asarray(first_gap, dtype=np.float64)
    spread, before = np.asarray(variance, dtype=np.float64), np.asarray(first_variance, dtype=np.float64)
    common, z = np.asarray(shared, dtype=np.float64), ndtri(0.5 + 0.5 * confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = now / then
        part = np.where(before > 0, common / np.where(before > 0, before, 1.0), 0.0)
        g = z**2 * before / then**2
        inside = spread - 2 * ratio * common + ratio**2 * before - g * (spread - common * part)
        away = z / np.abs(then) * np.sqrt(np.maximum(inside, 0.0))
        middle, known = ratio - g * part, (g < 1) & ~np.isnan(inside)
        low = np.where(known, 1 - (middle + away) / (1 - g), np.nan)
        high = np.where(known, 1 - (middle - away) / (1 - g), np.nan)
    share = np.where(~np.isnan(g) & ~(g < 1), np.nan, 1 - ratio)
    return Closed(share, low, high)


def year_of_closure(gap: Array, years: ArrayLike, confidence: float) -> Year:
    """Give the year in which a straight line through the gaps comes to nothing (13.10).

    Formula: least squares gap = ȳ + b(t - t̄); year = t̄ - ȳ/b; limits: the years at which the line ± t(n - 2)
    times its error holds nothing, by Fieller with g = t²s²/(b²·Σ(t - t̄)²).

    Shapes: `gap` [..., year] with NaN where not measured, `years` [year]; results [...].
    Units: calendar years. There is no year with fewer than four values (why FEW), where the trend can be
    chance (g ≥ 1: UNSURE), where the gap grows (AWAY) or has changed sign at the last value (DONE).
    Errors: none of its own. Source: Draper and Smith 1998, inverse regression.

    >>> found = year_of_closure(np.array([[8.0, 7.1, 5.9, 5.0]]), [2020, 2021, 2022, 2023], 0.95)
    >>> [round(float(part[0]), 1) for part in found[:3]]
    [2027.9, 2026.9, 2029.3]
    """
    there, when = ~np.isnan(gap), np.asarray(years, dtype=np.float64)
    count = there.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = (there * when).sum(axis=-1) / count
        mean = np.where(there, gap, 0.0).sum(axis=-1) / count
        apart = np.where(there, when - middle[..., None], 0.0)
        square = (apart**2).sum(axis=-1)
        slope = (apart * np.where(there, gap, 0.0)).sum(axis=-1) / square
        line = mean[..., None] + slope[..., None] * apart
        freedom = np.where(count >= FEWEST_FOR_A_LINE, count - 2, np.nan)
        error = (np.where(there, gap - line, 0.0) ** 2).sum(axis=-1) / freedom
        t = stdtrit(freedom, 0.5 + 0.5 * confidence)
        g = t**2 * error / (slope**2 * square)
        away = -mean / slope
        half = t * np.sqrt(error) / np.abs(slope) * np.sqrt((1 - g) / count + away**2 / square)
        low, high = middle + (away - half) / (1 - g), middle + (away + half) / (1 - g)
    why = _why(gap, there, mean, slope, g, count)
    found = why == FOUND
    year, low, high = (np.where(found, part, np.nan) for part in (middle + away, low, high))
    return Year(year, low, high, why)


def _why(
    gap: Array, there: NDArray[np.bool_], mean: Array, slope: Array, g: Array, count: NDArray[np.int64]
) -> NDArray[np.int8]:
    first, last = _end(gap, there, 0), _end(gap, there, -1)
    why = np.full(mean.shape, FOUND, dtype=np.int8)
    why[np.sign(slope) == np.sign(last)] = AWAY
    why[~(g < 1)] = UNSURE
    why[np.sign(first) * np.sign(last) <= 0] = DONE
    why[count < FEWEST_FOR_A_LINE] = FEW
    return why


def _end(gap: Array, there: NDArray[np.bool_], end: int) -> Array:
    """The first or the last measured gap; NaN where there is none."""
    place = there.argmax(axis=-1) if end == 0 else there.shape[-1] - 1 - there[..., ::-1].argmax(axis=-1)
    return np.asarray(np.take_along_axis(gap, place[..., None], axis=-1)[..., 0])
