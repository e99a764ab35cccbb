"""The rules of the Dutch pack applied ten years earlier: from the middle of 2015 to the middle of 2019.

Population, mortality, births and migration are made from the same sources by the same functions as in
`packs.nld.demography`; what became of it is counted, not fitted, but for one thing: as in the pack, net
migration is scaled by one factor so that the total at the end is the published one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import brentq

from packs.nld.common import AGES, SEXES, read_rows
from packs.nld.demography import (
    INFANT_A0,
    by_single_age,
    hmd_column,
    mortality_pattern,
    project,
    read_fertility,
    read_wpp_migration,
    wpp_log_rates,
)
from packs.nld.lifetable import Numbers, scaled_to

FIRST, LAST = 2015, 2019
COUNTS = "nl_population_deaths_single_age_2015_2020.csv"


@dataclass(frozen=True)
class Past:
    """The country of mid-2015 as arrays of a pack, and what was counted four years later.

    `population` [sex, age]; `mortality` [sex, age] by age at event; `mortality_change` [year, sex, age];
    `fertility` [year, age 0..100]; `migration` [year, sex, age]; `counted` [sex, age] of mid-2019; `deaths`
    [sex] from mid-2015 to mid-2019.
    """

    population: Numbers
    mortality: Numbers
    mortality_change: Numbers
    fertility: Numbers
    migration: Numbers
    counted: Numbers
    deaths: Numbers


def read_past(raw: Path) -> Past:
    """Make the country of mid-2015 by the rules of the pack, and read what was counted."""
    rows = read_rows(raw, COUNTS)
    people, counted = counts(rows, FIRST, "population_midyear"), counts(rows, LAST, "population_midyear")
    mortality, change = past_mortality(raw), past_change(raw)
    fertility = read_fertility(raw, range(FIRST, LAST))
    pattern = np.repeat(read_wpp_migration(raw)[:1], LAST - FIRST, axis=0)
    steps = np.concatenate([np.zeros((1, *mortality.shape)), np.cumsum(change, axis=0)[:-1]])
    rates = mortality * np.exp(steps)

    def miss(factor: float) -> float:
        return float(project(people, rates, fertility, pattern * factor)[0][-1].sum() - counted.sum())

    migration = pattern * float(brentq(miss, -2.0, 4.0))
    by_age = np.zeros((LAST - FIRST, len(AGES)))
    by_age[:, 15:50] = fertility
    return Past(people, mortality, change, by_age, migration, counted, counted_deaths(rows))


def counts(rows: list[dict[str, str]], year: int, column: str) -> Numbers:
    """A column of one year, [sex, age]."""
    chosen = [row for row in rows if row["year"] == str(year)]
    return np.stack([by_single_age([row for row in chosen if row["sex"] == sex], column) for sex in SEXES])


def counted_deaths(rows: list[dict[str, str]]) -> Numbers:
    """Deaths by sex from mid-2015 to mid-2019: half of the first and the last year, all of those between."""
    by_year = [counts(rows, year, "death_total").sum(axis=1) for year in range(FIRST, LAST + 1)]
    return np.asarray(0.5 * by_year[0] + sum(by_year[1:-1]) + 0.5 * by_year[-1])


def past_mortality(raw: Path) -> Numbers:
    """Rates of the first year [sex, age]: the pattern of 2015 at the life expectancy of 2015."""
    rows = read_rows(raw, "hmd_nl_life_table_1x1.csv")
    years = {sex: float(hmd_column(rows, sex, FIRST, "ex")[0]) for sex in SEXES}
    return np.stack(
        [scaled_to(mortality_pattern(rows, sex, FIRST), INFANT_A0[sex], years[sex]) for sex in SEXES]
    )


def past_change(raw: Path) -> Numbers:
    """Yearly change of ln m as the pack takes it: a fifth of that between the middles of two periods."""
    change = np.empty((LAST - FIRST, len(SEXES), len(AGES)))
    for index, sex in enumerate(SEXES):
        midpoints, table = wpp_log_rates(raw, sex)
        change[:, index] = np.interp(AGES, midpoints, (table[2018] - table[2013]) / 5.0)
    return change
