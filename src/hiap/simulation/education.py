"""Education in the reference: shares that move with birth cohorts, and mortality by level (2.3, 2.6)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.education import Education
from hiap.domain.pack import Pack
from hiap.equations.demography import cohort_rate, life_expectancy
from hiap.equations.groups import (
    exact_group_rates,
    hazard_ratios,
    ridit_positions,
    shares_of_cohorts,
    taper,
)
from hiap.equations.solving import solve_increasing
from hiap.simulation.engine import MOST_STEEPNESS, SMALL_GAP
from hiap.simulation.mortality import EARLIEST_END, END_OF_A_GAP, LATEST_END, TAPER_START, ratio_to

Array = NDArray[np.float64]
MISSED = 1e3
"""How many times its tolerance a gap may be missed by."""


@dataclass(frozen=True)
class ByLevel:
    """The reference by level of education, every array [year, sex, age, level] unless it says otherwise.

    `share` of the persons on 1 January; `at_event` mortality by age at event and `cohort` that of cohorts;
    `dying` the part of the year's deaths of a cohort; `steepness` [year, sex] and `end_age` [sex] are those
    that were solved.
    """

    share: Array
    at_event: Array
    cohort: Array
    dying: Array
    steepness: Array
    end_age: Array


def by_level(pack: Pack, education: Education, national: Array, persons: Array, gap_change: Array) -> ByLevel:
    """Follow the levels of education through the years of the reference.

    `national` mortality by age at event and `persons` on 1 January, both [year, sex, age]; `gap_change`
    [year] is the gap in life expectancy at birth, highest level less lowest, over the published one.
    """
    infant = pack.infant_share_lived
    end_age = _end_age(pack, education, national[0])
    fade = _fade(pack, end_age)
    share, years = education.share, []
    for rate, people, change in zip(national, persons, gap_change, strict=True):
        steepness = _steepness(pack, education.gap(0) * change, rate, fade, share)
        at_event = rate[..., None] * hazard_ratios(steepness, fade, ridit_positions(share), share)
        usual = cohort_rate(rate, infant)
        cohort = cohort_rate(at_event, infant[:, None], axis=-2)
        exact = exact_group_rates(usual, ratio_to(cohort, usual[..., None]), share)
        dead = share * -np.expm1(-exact)
        whole = dead.sum(axis=-1, keepdims=True)
        dying = np.divide(dead, whole, out=share.copy(), where=whole > 0)
        years.append((share, at_event, exact, dying, steepness))
        share = shares_of_cohorts(share, exact, people, education.share, education.first_age)
    shares, rates, cohorts, dyings, betas = (np.stack(part) for part in zip(*years, strict=True))
    return ByLevel(shares, rates, cohorts, dyings, betas, end_age)


def gap_of(pack: Pack, rate: Array, ratio: Array, age: int) -> Array:
    """Give the life expectancy of the last group less the first at an age, [sex]."""
    ends = np.stack([rate * ratio[..., 0], rate * ratio[..., -1]], axis=-2)
    return np.asarray(np.diff(life_expectancy(ends, pack.infant_share_lived[:, None], age), axis=-1)[..., 0])


def _fade(pack: Pack, end_age: Array) -> Array:
    """How the gradient fades with age [sex, age]; it does not where no later gap is known."""
    if np.isinf(end_age).all():
        return np.ones((len(end_age), pack.ages))
    return taper(np.arange(pack.ages, dtype=np.float64), end_age, TAPER_START)


def _steepness(pack: Pack, goal: Array, rate: Array, fade: Array, share: Array) -> Array:
    """Solve β for a gap at birth, [sex]."""
    position = ridit_positions(share)

    def error(steepness: Array) -> Array:
        return gap_of(pack, rate, hazard_ratios(steepness, fade, position, share), 0) - goal

    return _solved(error, np.zeros(goal.shape), np.full(goal.shape, MOST_STEEPNESS), SMALL_GAP)


def _end_age(pack: Pack, education: Education, rate: Array) -> Array:
    """Solve the age at which the gradient ends for the published gap at the later age, [sex]."""
    goal, share = education.gap(education.later_age), education.share
    if education.later_age == 0:
        return np.full(goal.shape, np.inf)
    position = ridit_positions(share)

    def error(end_age: Array) -> Array:
        fade = _fade(pack, end_age)
        steepness = _steepness(pack, education.gap(0), rate, fade, share)
        ratio = hazard_ratios(steepness, fade, position, share)
        return gap_of(pack, rate, ratio, education.later_age) - goal

    ends = np.full(goal.shape, EARLIEST_END), np.full(goal.shape, LATEST_END)
    return _solved(error, *ends, END_OF_A_GAP)


def _solved(error: Callable[[Array], Array], low: Array, high: Array, tolerance: float) -> Array:
    """Where the error is 0; a gap that no value between the limits gives is refused."""
    found = solve_increasing(error, low, high, tolerance=tolerance)
    left = float(np.abs(error(found)).max())
    if left > MISSED * tolerance:
        raise ArithmeticError(f"gap in life expectancy between levels of education: {left:.2g} years not met")
    return found
