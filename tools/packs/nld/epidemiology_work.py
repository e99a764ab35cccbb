"""Job strain (high demands with little say in one's work) and unemployment: exposure."""

from __future__ import annotations

import numpy as np

from .common import AGES, GROUPS, SEXES
from .epidemiology_curves import Array, bisect, expit, from_age, spread_over_groups, two_levels
from .labour import participation

# NEA 2024: employees with high demands and little autonomy.
STRAINED_EMPLOYEES = 0.16
# CBS 82918NED, 2020, thousands: employees and everybody with work.
EMPLOYEES, WORKERS = 7435.0, 8951.0
# CBS 80590eng, third quarter of 2024, thousands out of work by first and last age: men, women.
PENSION_AGE = 67
UNEMPLOYED_2024 = {(15, 24): (80, 79), (25, 44): (59, 66), (45, PENSION_AGE - 1): (48, 42)}
# CBS, 2017: households with a low income, of all and of those that live mainly on an unemployment benefit.
LOW_INCOME, LOW_INCOME_ON_BENEFIT = 0.082, 0.170
RANKS = 100_000
WORKING_AGES = from_age(15, PENSION_AGE - 1)


def job_strain(persons: Array) -> dict[str, Array]:
    """People in a strained job, as a share of everybody in a cell: work x employee x strain."""
    cells = {(sex, age): float(persons[s, age]) for s, sex in enumerate(SEXES) for age in AGES}
    strained = np.zeros((len(SEXES), len(AGES)))
    for sex, first, last, share in participation(cells):
        strained[SEXES.index(sex), first : last + 1] = share * EMPLOYEES / WORKERS * STRAINED_EMPLOYEES
    return two_levels("not", "strain", strained[..., None].repeat(len(GROUPS), axis=2))


def unemployed_by_sex_and_age(persons: Array) -> Array:
    """People out of work as a share of everybody of their age, level within each published band."""
    share = np.zeros(persons.shape)
    for (first, last), thousands in UNEMPLOYED_2024.items():
        for sex in range(len(SEXES)):
            band = slice(first, last + 1)
            share[sex, band] = 1000.0 * thousands[sex] / persons[sex, band].sum()
    return share


def unemployed_by_quintile(level: float, parts: Array) -> Array:
    """Share out of work by quintile: log odds that fall in a line with rank.

    The line gives the level over everybody, and at the bottom (where income is low) as many times the level
    as households on an unemployment benefit have a low income more often than all.
    """
    rank = (np.arange(RANKS) + 0.5) / RANKS

    def line(slope: float) -> Array:
        start = bisect(lambda x: float(expit(x - slope * rank).mean()) - level, -20.0, 20.0)
        return expit(start - slope * rank)

    times = LOW_INCOME_ON_BENEFIT / LOW_INCOME
    slope = bisect(lambda x: float(line(x)[rank < LOW_INCOME].mean()) - times * level, 0.0, 20.0)
    group = np.searchsorted(np.cumsum(parts)[:-1], rank)
    return np.array([line(slope)[group == g].mean() for g in range(len(GROUPS))])


def unemployment(persons: Array, shares: Array) -> dict[str, Array]:
    """People without paid work who look for it and can start, as a share of everybody in a cell."""
    national = unemployed_by_sex_and_age(persons)
    at_work_age = persons * WORKING_AGES
    level = float((national * at_work_age).sum() / at_work_age.sum())
    parts = (at_work_age[..., None] * shares).sum(axis=(0, 1)) / at_work_age.sum()
    quintiles = unemployed_by_quintile(level, parts)
    return two_levels(
        "not", "unemployed", spread_over_groups(national, shares, persons, quintiles, WORKING_AGES)
    )


def work_exposures(persons: Array, shares: Array) -> dict[str, dict[str, Array]]:
    """Exposures of this module: risk factor -> level -> array [sex, age, quintile]."""
    return {"job_strain": job_strain(persons), "unemployment": unemployment(persons, shares)}


WORK_EXPOSURE_SOURCES = [
    *("nea-2024", "cbs-82918ned", "cbs-85366ned", "cbs-85267ned"),
    *("cbs-80590eng", "cbs-low-income-2017", "cbs-low-income-source-2017"),
]
WORK_EXPOSURE_NOTE = (
    "job_strain: share of ALL persons of a cell, not of workers: people with work (2023, by sex and age; 65 "
    "and 66 both sexes) x employees among them (7,435 of 8,951 thousand, 2020) x strained employees (16 % in "
    "2024, 18 % five years before); 0 below 15 and from 67, the pension age. That the last two are the same "
    "at every age, for both sexes and in every quintile is an unverified assumption: of strain no table by "
    "sex, age, education or income was read; women have less autonomy (read in words), the self-employed, "
    "who count as not strained, are not spread evenly, and people with a low income work less. "
    "unemployment: people without work who look for it and can start (374 thousand in the third quarter of "
    "2024), by sex and three bands of age over everybody of the band; that those of 45-74 are all below the "
    "pension age of 67, and that a band is level, are unverified assumptions. Quintiles: of households that "
    "live mainly on an unemployment benefit 17.0 % have a low income, of all 8.2 % (2017), so the lowest 8.2 "
    "% have 2.07 times the mean, and log odds fall in a line with rank. Who has no benefit or social "
    "assistance is not in that, income stands for prosperity, and every age has the same slope."
)
