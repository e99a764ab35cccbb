"""The path that a plan promises: from the baseline, through intermediate goals, to the target (13.7)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def straight_path(years: Sequence[int], knots: Sequence[int], values: ArrayLike) -> Array:
    """Draw straight lines through the values at some years (13.7).

    Formula: between two knots in proportion to the time; NaN before the first, the last one after it.

    Shapes: `years` [year], `knots` [knot] rising, `values` [..., knot]; result [..., year].
    Units: those of the values. Errors: knots that do not rise raise ValueError. Source: own convention.

    >>> straight_path([2019, 2020, 2022, 2030], [2020, 2024], [[10.0, 8.0]]).tolist()
    [[nan, 10.0, 9.0, 8.0]]
    """
    steps = np.asarray(knots, dtype=np.float64)
    if np.any(np.diff(steps) <= 0):
        raise ValueError("years of a path must rise: give each year once, in order")
    shown = np.asarray(years, dtype=np.float64)
    parts = [np.interp(shown, steps, unit) for unit in np.eye(len(steps))]
    path = np.asarray(values, dtype=np.float64) @ np.stack(parts)
    return np.where(shown < steps[0], np.nan, path)


def gap_path(closed: Array, reference: Array, reference_start: Array, start: Array) -> Array:
    """Give the value at which a share of the gap with a reference is closed (13.7).

    Formula: ref(t) - (1 - c(t))·(ref(0) - x(0)). With ref(t) the reference of the year the goal moves with
    it; with ref(0) in its place it is fixed.

    Shapes: broadcast. Units: those of the values; `closed` a share. Errors: none of its own.
    Source: own formula, after the way in which area programmes report their gap.

    >>> float(gap_path(np.array(0.25), np.array(82.0), np.array(80.0), np.array(60.0)))
    67.0
    """
    return np.asarray(reference - (1.0 - closed) * (reference_start - start))
