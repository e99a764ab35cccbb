"""The rules of the Dutch pack applied ten years earlier, beside two yardsticks.

`read_past`: from the middle of 2015 to the middle of 2019, single ages of UN WPP 2019. `read_counted_past`:
from 1 January 2015 on, counts of CBS in wide groups of age, in 2021 in groups of five years.

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
    hats,
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
COUNTS_BY_FIVE_YEARS = "cbs_population_5y_sex_2021.csv"
# CBS StatLine 37296ned (population; key figures, 1 January, read at the published table): first and last age,
# persons of 2015 and of 2019; 16,900,726 and 17,282,163 in all.
COUNTED = (
    (0, 19, 3_828_059.0, 3_791_838.0),
    (20, 39, 4_134_447.0, 4_309_987.0),
    (40, 64, 5_930_535.0, 5_866_334.0),
    (65, 79, 2_272_709.0, 2_515_184.0),
    (80, 100, 734_976.0, 798_820.0),
)
COUNTED_KNOTS = (10.0, 30.0, 52.0, 72.0, 86.0)
TOTAL_2021 = 17_475_415.0  # CBS StatLine 85496NED


@dataclass(frozen=True)
class Past:
    """The country of 2015 as arrays of a pack, and what was counted later.

    `population` [sex, age]; `mortality` [sex, age] by age at event; `mortality_change` [year, sex, age];
    `fertility` [year, age 0..100]; `migration` [year, sex, age]; `counted` what was counted at the end: of
    mid-2019 [sex, age], of 1 January [group of age]; `deaths` [sex] until then.
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
    return moved_on(raw, people, counted, counted_deaths(rows), LAST, float(counted.sum()))


def read_counted_past(raw: Path, last: int) -> Past:
    """Make the country of 1 January 2015 from counts of CBS, and read those of 1 January 2019 or 2021."""
    rows = read_rows(raw, COUNTS)
    deaths = np.sum([counts(rows, year, "death_total").sum(axis=1) for year in range(FIRST, last)], axis=0)
    if last == LAST:
        counted = np.array([later for *_, later in COUNTED])
        return moved_on(raw, on_1_january(raw, rows), counted, deaths, last, float(counted.sum()))
    groups = read_rows(raw, COUNTS_BY_FIVE_YEARS)
    counted = np.array([float(row["total"]) for row in groups])
    return moved_on(raw, on_1_january(raw, rows), counted, deaths, last, TOTAL_2021)


def on_1_january(raw: Path, rows: list[dict[str, str]]) -> Numbers:
    """People of 1 January 2015 [sex, age]: those of half a year later, times what meets the counted groups.

    Half of who completed an age on 1 January are a year older by mid-year, and some have died.
    """
    middle = counts(rows, FIRST, "population_midyear")
    younger = middle.copy()
    younger[:, :-1] = 0.5 * (middle[:, :-1] + middle[:, 1:]) * np.exp(0.5 * past_mortality(raw)[:, :-1])
    basis = hats(COUNTED_KNOTS) * younger.sum(axis=0)
    system = np.array([basis[:, first : last + 1].sum(axis=1) for first, last, *_ in COUNTED])
    factors = np.linalg.solve(system, np.array([people for _, _, people, _ in COUNTED]))
    return np.asarray(younger * (factors @ hats(COUNTED_KNOTS)))


def moved_on(raw: Path, people: Numbers, counted: Numbers, deaths: Numbers, last: int, total: float) -> Past:
    """The past by the rules of the pack, with migration scaled to the total at the end."""
    years = last - FIRST
    mortality, change = past_mortality(raw), past_change(raw, years)
    fertility = read_fertility(raw, range(FIRST, last))
    pattern = np.repeat(read_wpp_migration(raw)[:1], years, axis=0)
    steps = np.concatenate([np.zeros((1, *mortality.shape)), np.cumsum(change, axis=0)[:-1]])
    rates = mortality * np.exp(steps)

    def miss(factor: float) -> float:
        return float(project(people, rates, fertility, pattern * factor)[0][-1].sum() - total)

    migration = pattern * float(brentq(miss, -2.0, 4.0))
    by_age = np.zeros((years, len(AGES)))
    by_age[:, 15:50] = fertility
    return Past(people, mortality, change, by_age, migration, counted, deaths)


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


def past_change(raw: Path, years: int) -> Numbers:
    """Yearly change of ln m as the pack takes it: a fifth of that between the middles of two periods."""
    change = np.empty((years, len(SEXES), len(AGES)))
    for index, sex in enumerate(SEXES):
        midpoints, table = wpp_log_rates(raw, sex)
        change[:, index] = np.interp(AGES, midpoints, (table[2018] - table[2013]) / 5.0)
    return change
