"""Mortality of the reference by year, sex, age and socio-economic group (2.2, 2.3)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import SEXES
from hiap.equations.demography import cohort_rate, life_expectancy
from hiap.equations.groups import exact_group_rates, group_positions, hazard_ratios, taper
from hiap.equations.solving import solve_increasing
from hiap.simulation.world import World

Array = NDArray[np.float64]
TAPER_START = 45.0
LEAST_STEEPNESS = 0.1


@dataclass(frozen=True)
class Mortality:
    """Reference mortality: national by age at event, by group by age at event, and of cohorts by group.

    `national` [draw, year, sex, age]; `by_group` and `cohort` [draw, year, sex, age, group]; `fall` is the
    national rate of cohorts over that of the base year, [draw, year, sex, age];
    `end_age` [draw, sex] is where the gradient ends, `steepness` [draw, year, sex] its solved β.
    """

    national: Array
    by_group: Array
    cohort: Array
    fall: Array
    end_age: Array
    steepness: Array

    def of_draws(self, some: slice) -> Mortality:
        """The same for some draws of the block."""
        return Mortality(
            self.national[some],
            self.by_group[some],
            self.cohort[some],
            self.fall[some],
            self.end_age[some],
            self.steepness[some],
        )


def project_mortality(world: World, years: int) -> Mortality:
    """Project the mortality of the reference for a number of years from the base year."""
    national = _national(world, years)
    share = world.pack.group_share
    ratio, end_age, steepness = _gradient(world, national)
    by_group = national[..., None] * ratio
    infant = world.pack.infant_share_lived[:, None]
    cohort = cohort_rate(by_group, infant, axis=-2)
    cohort_national = cohort_rate(national, world.pack.infant_share_lived)
    exact = exact_group_rates(cohort_national, _over(cohort, cohort_national[..., None]), share)
    fall = _over(cohort_national, cohort_national[:, :1])
    return Mortality(national, by_group, exact, fall, end_age, steepness)


def _over(rate: Array, base: Array) -> Array:
    """A rate over another that broadcasts with it; 1 where nobody dies at the other."""
    ratio: Array = np.divide(rate, base, out=np.ones_like(rate), where=base > 0)
    return ratio


def _gradient(world: World, national: Array) -> tuple[Array, Array, Array]:
    """Ratio of the groups to the nation, [draw, year, sex, age, group], the age where it ends, and β (2.3).

    Without a gap at a later age it does not fade; in one group, or without a gap at birth, there is none.
    """
    share, count = world.pack.group_share, len(world.pack.groups)
    nowhere = np.full(national[:, 0, :, 0].shape, np.inf)
    if count == 1 or not world.group_gap:
        return np.ones((*national.shape, count)), nowhere, np.zeros(national.shape[:-1])
    position = group_positions(count)
    ages = np.arange(world.pack.ages, dtype=np.float64)
    later = max(age for _, age in world.group_gap)
    if later == 0:
        end_age, fade = nowhere, np.ones((*nowhere.shape, len(ages)))[:, None]
    else:
        end_age = _solve_end_age(world, national[:, 0], ages, position, share, later)
        fade = taper(ages, end_age, TAPER_START)[:, None]
    steepness = _solve_steepness(world, national, fade, position, share)
    return hazard_ratios(steepness, fade, position, share), end_age, steepness


def _national(world: World, years: int) -> Array:
    """National rates by age at event: base year times the trend, held after the last pack year."""
    change = world.pack.mortality_change
    steps = np.zeros((years, *change.shape[1:]))
    known = min(years - 1, change.shape[0])
    steps[1 : known + 1] = np.cumsum(change[:known], axis=0)
    steps[known + 1 :] = steps[known]
    trend = np.zeros_like(world.mortality_trend) if world.frozen else world.mortality_trend
    return np.asarray(world.pack.mortality * np.exp(trend[:, None, None, None] * steps))


def _gap(rate: Array, steepness: Array, fade: Array, position: Array, share: Array, infant: Array) -> Array:
    """Life tables of the best-off less the worst-off group, as the two survivals [..., 2, age]."""
    ratio = hazard_ratios(steepness, fade, position, share)
    ends = np.stack([rate * ratio[..., 0], rate * ratio[..., -1]], axis=-2)
    return np.asarray(np.diff(life_expectancy(ends, infant[:, None]), axis=-1)[..., 0])


def _solve_steepness(world: World, rate: Array, fade: Array, position: Array, share: Array) -> Array:
    """Solve β for the gap in life expectancy at birth of the year, for every draw, year and sex."""
    infant = world.pack.infant_share_lived
    now = np.stack([world.group_gap[(sex, 0)] for sex in SEXES], axis=-1)[:, None]
    goal = now * _gap_change(world, rate.shape[1])

    def error(steepness: Array) -> Array:
        return _gap(rate, steepness, fade, position, share, infant) - goal

    flat = np.zeros(rate.shape[:-1])
    least = flat + LEAST_STEEPNESS
    found = solve_increasing(error, least, flat + 12.0, rounds=16, tolerance=1e-7)
    if (found > least).all():
        return found
    return np.where(found > least, found, solve_increasing(error, flat, least, rounds=16, tolerance=1e-7))


def _gap_change(world: World, years: int) -> Array:
    """Gap of each year over that of the base year, e^{trend·t}, to the last pack year: [draw, year, 1]."""
    passed = np.minimum(np.arange(years), world.pack.last_year - world.pack.base_year)
    trend = np.zeros_like(world.group_gap_trend) if world.frozen else world.group_gap_trend
    return np.asarray(np.exp(trend[:, None] * passed)[..., None])


def _solve_end_age(
    world: World, rate: Array, ages: Array, position: Array, share: Array, later: int
) -> Array:
    """Solve the age at which the gradient ends so that the later gap is the published one (base year)."""
    infant = world.pack.infant_share_lived
    goal = np.stack([world.group_gap[(sex, later)] for sex in SEXES], axis=-1)

    def error(end_age: Array) -> Array:
        fade = taper(ages, end_age, TAPER_START)
        steepness = _solve_steepness(world, rate[:, None], fade[:, None], position, share)[:, 0]
        ratio = hazard_ratios(steepness, fade, position, share)
        ends = np.stack([rate * ratio[..., 0], rate * ratio[..., -1]], axis=-2)
        gap = np.diff(life_expectancy(ends, infant[:, None], age=later), axis=-1)[..., 0]
        return np.asarray(gap - goal)

    start = np.zeros(rate.shape[:-1])
    return solve_increasing(error, start + 70.0, start + 140.0, rounds=14, tolerance=1e-5)
