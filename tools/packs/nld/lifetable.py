"""Life tables and a bare projection for the Dutch build scripts.

Ages 0..100 (100 = 100+) on the last axis; rates per person-year by age at event (model 2.1, 2.3, 2.4).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

Numbers = npt.NDArray[np.float64]

AGES = np.arange(101, dtype=np.float64)
TAPER_START = 45.0
GROUP_SCORE: Numbers = np.array([0.5, 0.25, 0.0, -0.25, -0.5])


def death_probability(rate: Numbers, a0: float) -> Numbers:
    """Chiang: q = m / (1 + (1 - a) m), a = 1/2 except in the first year of life; 1 in the open age group."""
    part_of_year_lived = np.full(rate.shape, 0.5)
    part_of_year_lived[..., 0] = a0
    q = rate / (1.0 + (1.0 - part_of_year_lived) * rate)
    q[..., -1] = 1.0
    return np.asarray(q, dtype=np.float64)


def survivors(rate: Numbers, a0: float) -> Numbers:
    """Share alive at each exact age."""
    alive = np.cumprod(1.0 - death_probability(rate, a0)[..., :-1], axis=-1)
    return np.concatenate([np.ones((*rate.shape[:-1], 1)), alive], axis=-1)


def person_years(rate: Numbers, a0: float) -> Numbers:
    """Years lived in each age group by one newborn; the open group lives l / m."""
    alive = survivors(rate, a0)
    part_of_year_lived = np.full(rate.shape, 0.5)
    part_of_year_lived[..., 0] = a0
    died = alive * death_probability(rate, a0)
    lived = alive - (1.0 - part_of_year_lived) * died
    lived[..., -1] = alive[..., -1] / rate[..., -1]
    return np.asarray(lived, dtype=np.float64)


def expectancy(rate: Numbers, a0: float, age: int = 0, share: Numbers | None = None) -> Numbers:
    """Life expectancy at an exact age; with ``share`` the years lived in that state (Sullivan)."""
    lived = person_years(rate, a0)
    if share is not None:
        lived = lived * share
    return np.asarray(lived[..., age:].sum(axis=-1) / survivors(rate, a0)[..., age], dtype=np.float64)


def scaled_to(rate: Numbers, a0: float, target_years: float) -> Numbers:
    """Multiply all rates by the one factor that gives the target life expectancy at birth."""
    factor = float(brentq(lambda x: float(expectancy(rate * x, a0)) - target_years, 0.5, 2.0, xtol=1e-12))
    return rate * factor


def taper(end_age: float) -> Numbers:
    """Strength of the differences by group: 1 to age 45, then linear to 0 at ``end_age``."""
    return np.clip((end_age - AGES) / (end_age - TAPER_START), 0.0, 1.0)


def group_rates(rate: Numbers, share: Numbers, strength: float, end_age: float) -> Numbers:
    """Rates by group [group, age] with ln h = strength * score * taper, whose deaths add up to the total."""
    ratio = np.exp(strength * GROUP_SCORE[:, None] * taper(end_age))
    died = 1.0 - np.exp(-rate)
    level = rate.copy()
    for _ in range(60):
        surviving = np.exp(-ratio * level)
        error = (share * (1.0 - surviving)).sum(axis=0) - died
        level = level - error / (share * ratio * surviving).sum(axis=0)
    return np.asarray(ratio * level, dtype=np.float64)


def gap(rate: Numbers, share: Numbers, a0: float, strength: float, end_age: float, age: int) -> float:
    """Life expectancy of the most minus the least prosperous group at one age."""
    years = expectancy(group_rates(rate, share, strength, end_age), a0, age)
    return float(years[-1] - years[0])


def solve_group_rates(
    rate: Numbers, share: Numbers, a0: float, gap_at_birth: float, gap_at_65: float
) -> tuple[Numbers, float, float]:
    """Rates by group that give two gaps in life expectancy, with the solved strength and end age."""

    def strength_for(end_age: float) -> float:
        def miss(strength: float) -> float:
            return gap(rate, share, a0, strength, end_age, 0) - gap_at_birth

        return float(brentq(miss, 0.0, 6.0, xtol=1e-10))

    def miss_at_65(end_age: float) -> float:
        return gap(rate, share, a0, strength_for(end_age), end_age, 65) - gap_at_65

    end_age = float(brentq(miss_at_65, 80.0, 140.0, xtol=1e-8))
    strength = strength_for(end_age)
    return group_rates(rate, share, strength, end_age), strength, end_age


def cohort_hazard(rate: Numbers, a0: float) -> Numbers:
    """Hazard of a calendar year for those aged a on 1 January: half of a, half of a + 1 (model 2.1)."""
    hazard = rate.copy()
    hazard[..., :-1] = 0.5 * (rate[..., :-1] + rate[..., 1:])
    hazard[..., 0] = a0 * rate[..., 0] + 0.5 * rate[..., 1]
    return hazard


def next_year(
    people: Numbers, rate: Numbers, births: Numbers, migrants: Numbers, a0: Numbers
) -> tuple[Numbers, Numbers]:
    """One year of the population [sex, age]: people on the next 1 January and deaths by sex.

    Migrants by age on the next 1 January enter at mid-year and run half of the hazard.
    """
    hazard = np.stack([cohort_hazard(rate[sex], float(a0[sex])) for sex in range(2)])
    newborn = births * np.exp(-(1.0 - a0) * rate[:, 0])
    moved = people * np.exp(-hazard)
    aged = np.concatenate([newborn[:, None], moved[:, :-1]], axis=1)
    aged[:, -1] += moved[:, -1]
    staying = migrants * np.exp(-0.5 * hazard)
    deaths = births - newborn + (people - moved).sum(axis=1) + (migrants - staying).sum(axis=1)
    return aged + staying, deaths
