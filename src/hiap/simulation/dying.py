"""The loops of the compiled engine for mortality by group: the gradient of a gap, and exact rates (2.3).

A row holds all ages of one draw, year and sex. No loop here calls one of another file, as in `kernels`.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from hiap.simulation.compiling import compiled

Array = NDArray[np.float64]


@compiled
def gap_of_row(rate: Array, steepness: float, fade: Array, share: Array, infant: float) -> float:
    """Give the life expectancy at birth of the best-off less that of the worst-off group (2.3, 2.4).

    Formula: h_g = s^{G-1-g}/Σ_g w_g s^{G-1-g} with s = exp(β τ/(G-1)), as positions are evenly apart; then
    the life table of Chiang of the first and the last group.

    Shapes: `rate` and `fade` [age], `share` [age, group].

    >>> year = np.array([0.1, 0.2]), 1.0, np.ones(2), np.full((2, 2), 0.5), 0.1
    >>> round(gap_of_row(*year), 9)
    5.911062937
    """
    ages, groups = share.shape
    alive_first, alive_last, years_first, years_last = 1.0, 1.0, 0.0, 0.0
    for a in range(ages):
        step = math.exp(steepness * fade[a] / (groups - 1))
        first, mean = 1.0, share[a, groups - 1]
        for g in range(groups - 2, -1, -1):
            first *= step
            mean += share[a, g] * first
        worst, best = rate[a] * first / mean, rate[a] / mean
        if a == ages - 1:
            years_first += alive_first / worst
            years_last += alive_last / best
        else:
            left = 1.0 - infant if a == 0 else 0.5
            dead_first, dead_last = worst / (1.0 + left * worst), best / (1.0 + left * best)
            years_first += alive_first * (1.0 - left * dead_first)
            years_last += alive_last * (1.0 - left * dead_last)
            alive_first *= 1.0 - dead_first
            alive_last *= 1.0 - dead_last
    return years_last - years_first


@compiled
def steepness_of_row(
    rate: Array,
    fade: Array,
    share: Array,
    infant: float,
    goal: float,
    least: float,
    most: float,
    small: float,
) -> float:
    """Solve β for a gap between two limits, as `solve_increasing` does; nan where that finds no root (2.3).

    Shapes: as `gap_of_row`.
    """
    left, right = least, most
    f_left = gap_of_row(rate, left, fade, share, infant) - goal
    f_right = gap_of_row(rate, right, fade, share, infant) - goal
    if f_left >= 0.0:
        return left
    if f_right <= 0.0:
        return right
    side = 0
    for _ in range(60):
        guess = right - f_right * (right - left) / (f_right - f_left)
        value = gap_of_row(rate, guess, fade, share, infant) - goal
        if abs(value) <= small:
            return guess
        if value > 0.0:
            f_left = 0.5 * f_left if side > 0 else f_left
            right, f_right, side = guess, value, 1
        else:
            f_right = 0.5 * f_right if side < 0 else f_right
            left, f_left, side = guess, value, -1
    return guess if abs(value) <= 1e3 * small else math.nan


@compiled
def solve_steepness(
    rate: Array,
    fade: Array,
    share: Array,
    infant: Array,
    goal: Array,
    limits: Array,
    small: float,
    found: Array,
) -> None:
    """Solve β of every draw, year and sex; `found` is written (2.3).

    Shapes: `rate` [draw, year, sex, age], `fade` [draw, sex, age], `share` [sex, age, group], `infant`
    [sex], `goal` and `found` [draw, year, sex]; `limits` 0, the least β that is tried first and the most.
    """
    draws, years, sexes = goal.shape
    for n in range(draws):
        for t in range(years):
            for s in range(sexes):
                row, faded, division = rate[n, t, s], fade[n, s], share[s]
                beta = steepness_of_row(
                    row, faded, division, infant[s], goal[n, t, s], limits[1], limits[2], small
                )
                if beta == limits[1]:
                    beta = steepness_of_row(
                        row, faded, division, infant[s], goal[n, t, s], limits[0], limits[1], small
                    )
                found[n, t, s] = beta


@compiled
def scale_to_deaths(rate: Array, ratio: Array, share: Array, rounds: int, found: Array) -> None:
    """Scale rates of groups so that their deaths add up to those of the nation; `found` is written (2.3).

    Formula: that of `exact_group_rates`.

    Shapes: `rate` [draw, year, sex, age], `ratio` and `found` [..., group], `share` [sex, age, group].
    """
    draws, years, sexes, ages = rate.shape
    groups = ratio.shape[4]
    for n in range(draws):
        for t in range(years):
            for s in range(sexes):
                for a in range(ages):
                    national, own = rate[n, t, s, a], ratio[n, t, s, a]
                    goal, scale = -math.expm1(-national), 1.0
                    for _ in range(rounds):
                        gap, slope = -goal, 0.0
                        for g in range(groups):
                            base = national * own[g]
                            died = -math.expm1(-base * scale)
                            gap += share[s, a, g] * died
                            slope += share[s, a, g] * base * (1.0 - died)
                        scale -= gap / slope if slope > 0.0 else 0.0
                    for g in range(groups):
                        found[n, t, s, a, g] = national * own[g] * scale
