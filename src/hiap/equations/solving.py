"""Root finding on arrays: a bracketed secant that treats every cell alike."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ROUNDS_FROM_ZERO, EXACT, TOO_FAR = 25, 1e-14, 1e-10
"""Of `solve_from_zero`: rounds, the error at which a cell has settled, the error refused at the end."""


def solve_increasing(
    function: Callable[[Array], Array], low: Array, high: Array, rounds: int = 60, tolerance: float = 1e-13
) -> Array:
    """Find where an increasing function of each cell is zero (used by 2.3 and 5.2).

    Formula: regula falsi with the Illinois weight inside [low, high]; a cell whose function is already above
    zero at `low` gives `low`, below zero at `high` gives `high`. A cell that has settled stays as it is, so
    that no cell depends on what stands beside it.

    Shapes: `low` and `high` equal; `function` maps that shape to itself. Units: as given.
    Errors: cells that have not settled within the rounds raise ArithmeticError; the caller lists cells that
    stay at a limit. Source: Dowell and Jarratt 1971.

    >>> solve_increasing(lambda x: x**2 - 2.0, np.array([0.0]), np.array([2.0])).round(9).tolist()
    [1.414213562]
    """
    left, right = low.astype(np.float64), high.astype(np.float64)
    f_left, f_right = function(left), function(right)
    best = np.where(f_left >= 0, left, right)
    settled = (f_left >= 0) | (f_right <= 0)
    side = np.zeros(left.shape)
    for _ in range(rounds):
        width = f_right - f_left
        guess = right - f_right * np.divide(right - left, width, out=np.zeros_like(width), where=width != 0)
        best = np.where(settled, best, guess)
        value = function(best)
        settled = settled | (np.abs(value) <= tolerance)
        if settled.all():
            return best
        positive = value > 0
        f_left = np.where(positive, np.where(side > 0, 0.5 * f_left, f_left), value)
        f_right = np.where(positive, value, np.where(side < 0, 0.5 * f_right, f_right))
        left, right = np.where(positive, left, guess), np.where(positive, guess, right)
        side = np.where(positive, 1.0, -1.0)
    worst = float(np.max(np.where(settled, 0.0, np.abs(value)), initial=0.0))
    if worst > 1e3 * tolerance:
        raise ArithmeticError(f"no root found: {worst:.1e} left after {rounds} rounds")
    return best


def solve_from_zero(
    function: Callable[[Array], Array], first: Array, rounds: int = ROUNDS_FROM_ZERO, tolerance: float = EXACT
) -> tuple[Array, Array]:
    """Find the root of an increasing, nearly straight function of each cell, starting at 0 (used by 5.2).

    Formula: secant steps from 0 and `first`; a cell whose function is not negative at 0 gives 0. A cell that
    has settled stays as it is, so that no cell depends on what stands beside it.

    Shapes: `first` and both results equal; returns the root and the function at 0. Units: as given.
    Errors: cells that have not settled within the rounds raise ArithmeticError with the largest error left.
    Source: textbook.

    >>> root, at_zero = solve_from_zero(lambda x: -0.5 + x - 0.1 * x**2, np.array([0.1]))
    >>> root.round(9).tolist(), at_zero.tolist()
    ([0.527864045], [-0.5])
    """
    left = np.zeros(first.shape)
    at_zero = f_left = function(left)
    settled = f_left >= 0
    right = np.where(settled, 0.0, first)
    for _ in range(rounds):
        f_right = function(right)
        settled = settled | (np.abs(f_right) <= tolerance)
        if settled.all():
            return right, at_zero
        slope = f_right - f_left
        step = np.divide(f_right * (right - left), slope, out=np.zeros_like(slope), where=slope != 0)
        following = np.where(settled, right, np.maximum(right - step, 0.0))
        left, f_left, right = right, f_right, following
    worst = float(np.abs(np.where(settled, 0.0, function(right))).max(initial=0.0))
    if worst > TOO_FAR:
        raise ArithmeticError(f"no incidence found for a prevalence: {worst:.1e} left after {rounds} rounds")
    return right, at_zero
