"""Mortality of the reference by year, sex, age and socio-economic group (2.2, 2.3)."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import SEXES
from hiap.equations.demography import cohort_rate, life_expectancy
from hiap.equations.groups import group_positions, hazard_ratios, taper
from hiap.equations.solving import solve_increasing
from hiap.simulation.engine import Engine, EngineName, engine
from hiap.simulation.world import World

Array = NDArray[np.float64]
TAPER_START = 45.0
EARLIEST_END, LATEST_END = 70.0, 140.0
"""Where the age at which the gradient ends is looked for."""
END_OF_A_GAP = 1e-9
"""Years of life to which the later gap is met."""


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


def project_mortality(
    world: World, years: int, engine_name: EngineName = "numpy", end_age: Array | None = None
) -> Mortality:
    """Project the mortality of the reference for a number of years from the base year.

    Where the gradient ends is solved for all draws together, for those arrays are small, unless `end_age`
    [draw, sex] is known from an earlier projection; the rest one draw at a time, for the arrays of many draws
    would not fit in the cache of a processor.
    """
    chosen = engine(engine_name)
    ends = _end_age(world, chosen) if end_age is None else end_age
    found = [_of_draw(world, years, draw, ends, chosen) for draw in range(len(ends))]
    return Mortality(
        *(np.concatenate([getattr(one, part.name) for one in found]) for part in fields(Mortality))
    )


def _of_draw(block: World, years: int, draw: int, ends: Array, chosen: Engine) -> Mortality:
    """The mortality of one draw of a block."""
    some = slice(draw, draw + 1)
    world = replace(
        block,
        mortality_trend=block.mortality_trend[some],
        group_gap={place: gap[some] for place, gap in block.group_gap.items()},
        group_gap_trend=block.group_gap_trend[some],
    )
    national, end_age = national_rates(world, years), ends[some]
    share = world.pack.group_share
    ratio, steepness = _gradient(world, national, end_age, chosen)
    by_group = national[..., None] * ratio
    infant = world.pack.infant_share_lived[:, None]
    cohort = cohort_rate(by_group, infant, axis=-2)
    cohort_national = cohort_rate(national, world.pack.infant_share_lived)
    exact = chosen.group_rates(cohort_national, ratio_to(cohort, cohort_national[..., None]), share)
    fall = ratio_to(cohort_national, cohort_national[:, :1])
    return Mortality(national, by_group, exact, fall, end_age, steepness)


def ratio_to(rate: Array, base: Array) -> Array:
    """Give a rate over another that broadcasts with it; 1 where nobody dies at the other."""
    ratio: Array = np.divide(rate, base, out=np.ones_like(rate), where=base > 0)
    return ratio


def _end_age(world: World, chosen: Engine) -> Array:
    """The age where the gradient ends [draw, sex], infinite where nothing is known of a later age (2.3)."""
    later = max((age for _, age in world.group_gap), default=0)
    if len(world.pack.groups) == 1 or later == 0:
        return np.full((len(world.mortality_trend), 2), np.inf)
    return _solve_end_age(world, national_rates(world, 1)[:, 0], later, chosen)


def _gradient(world: World, national: Array, end_age: Array, chosen: Engine) -> tuple[Array, Array]:
    """Ratio of the groups to the nation, [draw, year, sex, age, group], and β (2.3).

    Without a gap at a later age it does not fade; in one group, or without a gap at birth, there is none.
    """
    share, count = world.pack.group_share, len(world.pack.groups)
    if count == 1 or not world.group_gap:
        return np.ones((*national.shape, count)), np.zeros(national.shape[:-1])
    fade = _fade(world, end_age)
    steepness = _steepness(world, national, fade, chosen)
    return hazard_ratios(steepness, fade[:, None], group_positions(count), share), steepness


def _fade(world: World, end_age: Array) -> Array:
    """How the gradient fades with age, [draw, sex, age]; it does not where it has no end."""
    ages = np.arange(world.pack.ages, dtype=np.float64)
    if np.isinf(end_age).all():
        return np.ones((*end_age.shape, len(ages)))
    return taper(ages, end_age, TAPER_START)


def national_rates(world: World, years: int) -> Array:
    """Give the national rates by age at event: base year times the trend, held after the last pack year."""
    change = world.pack.mortality_change
    steps = np.zeros((years, *change.shape[1:]))
    known = min(years - 1, change.shape[0])
    steps[1 : known + 1] = np.cumsum(change[:known], axis=0)
    steps[known + 1 :] = steps[known]
    trend = np.zeros_like(world.mortality_trend) if world.frozen else world.mortality_trend
    return np.asarray(world.pack.mortality * np.exp(trend[:, None, None, None] * steps))


def _steepness(world: World, rate: Array, fade: Array, chosen: Engine) -> Array:
    """Solve β for the gap in life expectancy at birth of the year, for every draw, year and sex."""
    now = np.stack([world.group_gap[(sex, 0)] for sex in SEXES], axis=-1)[:, None]
    goal = now * gap_change(world, rate.shape[1])
    return chosen.steepness(rate, fade, world.pack.group_share, world.pack.infant_share_lived, goal)


def gap_change(world: World, years: int) -> Array:
    """Give each year's gap over that of the base year, e^{trend·t} to the last pack year: [draw, year, 1]."""
    passed = np.minimum(np.arange(years), world.pack.last_year - world.pack.base_year)
    trend = np.zeros_like(world.group_gap_trend) if world.frozen else world.group_gap_trend
    return np.asarray(np.exp(trend[:, None] * passed)[..., None])


def _solve_end_age(world: World, rate: Array, later: int, chosen: Engine) -> Array:
    """Solve the age at which the gradient ends so that the later gap is the published one (base year)."""
    infant, share = world.pack.infant_share_lived, world.pack.group_share
    position = group_positions(len(world.pack.groups))
    goal = np.stack([world.group_gap[(sex, later)] for sex in SEXES], axis=-1)

    def error(end_age: Array) -> Array:
        fade = _fade(world, end_age)
        steepness = _steepness(world, rate[:, None], fade, chosen)[:, 0]
        ratio = hazard_ratios(steepness, fade, position, share)
        ends = np.stack([rate * ratio[..., 0], rate * ratio[..., -1]], axis=-2)
        gap = np.diff(life_expectancy(ends, infant[:, None], age=later), axis=-1)[..., 0]
        return np.asarray(gap - goal)

    start = np.zeros(rate.shape[:-1])
    return solve_increasing(error, start + EARLIEST_END, start + LATEST_END, tolerance=END_OF_A_GAP)
