"""Root finding on arrays: a bracketed secant that treats every cell alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def solve_increasing(
    function: Callable[[Array], Array], low: Array, high: Array, rounds: int = 60, tolerance: float = 1e-13
) -> Array:
    """Find where an increasing function of each cell is zero (used by 2.3 and 5.2).

    Formula: regula falsi with the Illinois weight, every cell at once, inside [low, high]; a cell whose
    function is already above zero at `low` gives `low`, below zero at `high` gives `high`.

    Shapes: `low` and `high` equal; `function` maps that shape to itself. Units: as given.
    Errors: none of its own; the caller lists cells that stay at a limit. Source: Dowell and Jarratt 1971.

    >>> solve_increasing(lambda x: x**2 - 2.0, np.array([0.0]), np.array([2.0])).round(9).tolist()
    [1.414213562]
    """
    low, high = low.astype(np.float64), high.astype(np.float64)
    at_low, at_high = function(low), function(high)
    stuck_low, stuck_high = at_low >= 0, at_high <= 0
    best = np.where(stuck_low, low, np.where(stuck_high, high, 0.5 * (low + high)))
    left, right, f_left, f_right = low, high, at_low, at_high
    side = np.zeros(low.shape)
    for _ in range(rounds):
        width = f_right - f_left
        guess = right - f_right * np.divide(right - left, width, out=np.zeros_like(width), where=width != 0)
        value = function(np.where(stuck_low | stuck_high, best, guess))
        positive = value > 0
        f_left = np.where(positive, np.where(side > 0, 0.5 * f_left, f_left), value)
        f_right = np.where(positive, value, np.where(side < 0, 0.5 * f_right, f_right))
        left, right = np.where(positive, left, guess), np.where(positive, guess, right)
        side = np.where(positive, 1.0, -1.0)
        done = np.max(np.where(stuck_low | stuck_high, 0.0, np.abs(value)), initial=0.0) <= tolerance
        best = np.where(stuck_low | stuck_high, best, guess)
        if done:
            break
    return best
