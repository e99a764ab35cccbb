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
    Errors: cells that have not settled within the rounds raise ArithmeticError; the caller lists cells that
    stay at a limit. Source: Dowell and Jarratt 1971.

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
            return best
    worst = float(np.max(np.where(stuck_low | stuck_high, 0.0, np.abs(value)), initial=0.0))
    if worst > 1e3 * tolerance:
        raise ArithmeticError(f"no root found: {worst:.1e} left after {rounds} rounds")
    return best


def solve_from_zero(
    function: Callable[[Array], Array], first: Array, rounds: int = 25, tolerance: float = 1e-14
) -> Array:
    """Find the root of an increasing, nearly straight function of each cell, starting at 0 (used by 5.2).

    Formula: secant steps from 0 and `first`; a cell whose function is not negative at 0 gives 0.

    Shapes: `first` and the result equal. Units: as given. Errors: cells that have not settled within the
    rounds raise ArithmeticError with the largest error left. Source: textbook.

    >>> solve_from_zero(lambda x: -0.5 + x - 0.1 * x**2, np.array([0.1])).round(9).tolist()
    [0.527864045]
    """
    left = np.zeros(first.shape)
    f_left = function(left)
    at_zero = f_left >= 0
    right = np.where(at_zero, 0.0, first)
    for _ in range(rounds):
        f_right = function(right)
        if np.abs(np.where(at_zero, 0.0, f_right)).max(initial=0.0) <= tolerance:
            return right
        slope = f_right - f_left
        step = np.divide(f_right * (right - left), slope, out=np.zeros_like(slope), where=slope != 0)
        left, f_left, right = right, f_right, np.where(at_zero, 0.0, np.maximum(right - step, 0.0))
    worst = float(np.abs(np.where(at_zero, 0.0, function(right))).max(initial=0.0))
    if worst > 1e-10:
        raise ArithmeticError(f"no incidence found for a prevalence: {worst:.1e} left after {rounds} rounds")
    return right
