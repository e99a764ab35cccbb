"""Demography of the Dutch pack: people, deaths, births, migration, groups of prosperity, health levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import least_squares, nnls

from packs.nld.common import AGES, GROUPS, SEXES, Built, plain_number, read_rows, write_table
from packs.nld.demography_notes import ENTRIES, SOURCES
from packs.nld.lifetable import Numbers, expectancy, next_year, scaled_to, solve_group_rates

FIRST_YEAR, LAST_YEAR = 2025, 2100
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
LIFE_EXPECTANCY = {"male": 80.7, "female": 83.5}
INFANT_A0 = {"male": 0.14, "female": 0.14}
SHARE_MALE_AT_BIRTH = 0.512

POPULATION_TOTAL = 18_044_027.0
POPULATION_BLOCKS = ((0, 19, 3_720_000.0), (65, 79, 2_860_000.0), (80, 98, 895_600.0), (99, 100, 4_400.0))
FACTOR_KNOTS = (10.0, 42.0, 72.0, 86.0, 99.0)

SMOOTH_BELOW_AGE = 50
FORECAST = ((2037, 19.0e6), (2058, 20.0e6))

OVERALL_SHARES: Numbers = np.array([0.152, 0.176, 0.200, 0.224, 0.248])
SHARE_TILT_AGES = (0.0, 17.0, 23.0, 32.0, 45.0, 60.0, 70.0, 80.0, 90.0, 100.0)
SHARE_TILT = (0.10, 0.15, -0.55, -0.30, 0.15, 0.45, 0.30, 0.00, -0.25, -0.40)

LIFE_EXPECTANCY_GAP = {"male": {0: 9.0, 65: 4.2}, "female": {0: 8.0, 65: 4.2}}
HEALTHY_GAP_65 = {"male": 8.0, "female": 7.0}
CHILD_GOOD_HEALTH, CHILD_LAST_AGE, ADULT_FIRST_AGE = 0.952, 15.0, 23.0
OLD_GOOD_HEALTH = 0.572
SHIFT_AT_BIRTH, SHIFT_FULL_AGE, SHIFT_TAPER_AGE = 0.5, 30.0, 50.0


# Population ---------------------------------------------------------------------------------------------


def by_single_age(rows: list[dict[str, str]], column: str) -> Numbers:
    """Collect rows with one value per single age into an array; every age must occur once."""
    found = {int(float(row["age"])): float(row[column]) for row in rows}
    if sorted(found) != list(AGES) or len(rows) != len(AGES):
        raise ValueError(f"column {column}: expected the ages 0..100 once each")
    return np.array([found[age] for age in AGES])


def hats(knots: tuple[float, ...]) -> Numbers:
    """Piecewise linear basis [knot, age], constant outside the first and last knot."""
    return np.stack([np.interp(AGES, knots, row) for row in np.eye(len(knots))])


def rescaled_population(people: Numbers) -> Numbers:
    """Multiply [sex, age] by a factor that is piecewise linear in age and meets every published block."""
    known = sum(total for _, _, total in POPULATION_BLOCKS)
    blocks = sorted([*POPULATION_BLOCKS, (20, 64, POPULATION_TOTAL - known)])
    basis = hats(FACTOR_KNOTS) * people.sum(axis=0)
    system = np.array([basis[:, first : last + 1].sum(axis=1) for first, last, _ in blocks])
    factors = np.linalg.solve(system, np.array([total for _, _, total in blocks]))
    return people * (factors @ hats(FACTOR_KNOTS))


def read_population(raw: Path) -> Numbers:
    """Persons on 1 January 2025 [sex, age], rescaled."""
    rows = read_rows(raw, "nl_population_single_age_2021_2025_derived.csv")
    rows = [row for row in rows if row["date"] == "2025-01-01"]
    parts = [by_single_age([row for row in rows if row["sex"] == sex], "population") for sex in SEXES]
    return rescaled_population(np.stack(parts))


# Mortality ----------------------------------------------------------------------------------------------


def hmd_column(rows: list[dict[str, str]], sex: str, year: int, column: str) -> Numbers:
    """One column of one HMD life table, ages 0..110."""
    found = {int(r["age"]): float(r[column]) for r in rows if r["sex"] == sex and int(r["year"]) == year}
    return np.array([found[age] for age in range(111)])


def smooth_young(rate: Numbers, pooled: Numbers) -> Numbers:
    """Replace ages 1..49 by the five-age geometric mean of the pooled rates; older ages stay."""
    smooth = rate.copy()
    for age in range(1, SMOOTH_BELOW_AGE):
        reach = min(2, age - 1)
        smooth[age] = np.exp(np.log(pooled[age - reach : age + reach + 1]).mean())
    return smooth


def mortality_pattern(rows: list[dict[str, str]], sex: str, of_year: int = 2018) -> Numbers:
    """Single-age pattern of a year, ages 0..100; the open group is l / T = 1 / e(100)."""
    pooled = np.mean([hmd_column(rows, sex, year, "mx") for year in (2015, 2016, 2017, 2018)], axis=0)
    rate = smooth_young(hmd_column(rows, sex, of_year, "mx"), pooled)[:101]
    rate[100] = 1.0 / hmd_column(rows, sex, of_year, "ex")[100]
    return rate


def read_mortality(raw: Path) -> Numbers:
    """Rates of 2025 [sex, age], scaled by one factor per sex to the national life expectancy."""
    rows = read_rows(raw, "hmd_nl_life_table_1x1.csv")
    for sex in SEXES:
        if hmd_column(rows, sex, 2018, "ax")[0] != INFANT_A0[sex]:
            raise ValueError(f"HMD gives another a0 than {INFANT_A0[sex]} for {sex}")
    return np.stack(
        [scaled_to(mortality_pattern(rows, sex), INFANT_A0[sex], LIFE_EXPECTANCY[sex]) for sex in SEXES]
    )


def group_midpoint(label: str) -> float:
    """Middle of an abridged age group in completed years: 0, 1-4, 5-9 ... 95-99, 100+."""
    fixed = {"0": 0.0, "1": 2.5, "100+": 100.0}
    return fixed[label] if label in fixed else int(label) + 2.0


def wpp_log_rates(raw: Path, sex: str) -> tuple[tuple[float, ...], dict[int, Numbers]]:
    """Midpoints of the age groups and ln m by middle year of the five-year period."""
    rows = read_rows(raw, "wpp2024_mx_abridged_5y_by_period_1950_2100.csv")
    column = {"male": "mxM", "female": "mxF"}[sex]
    labels = sorted({row["age"] for row in rows}, key=group_midpoint)
    found = {(int(row["mid_year"]), row["age"]): float(row[column]) for row in rows}
    middle_years = sorted({year for year, _ in found})
    table = {year: np.log(np.array([found[year, age] for age in labels])) for year in middle_years}
    return tuple(group_midpoint(label) for label in labels), table


def change_by_group(table: dict[int, Numbers], year: int) -> Numbers:
    """Yearly change of ln m from ``year`` to the next, by age group (model 2.2)."""
    if year < 2028:
        return (table[2028] - table[2018]) / 10.0
    start = min(2028 + 5 * ((year - 2028) // 5), 2093)
    return (table[start + 5] - table[start]) / 5.0


def read_mortality_change(raw: Path) -> Numbers:
    """ln(m[year + 1] / m[year]) as [year, sex, age], linear between the middles of the age groups."""
    change = np.empty((len(YEARS) - 1, len(SEXES), len(AGES)))
    for sex_index, sex in enumerate(SEXES):
        midpoints, table = wpp_log_rates(raw, sex)
        for year_index, year in enumerate(YEARS[:-1]):
            change[year_index, sex_index] = np.interp(AGES, midpoints, change_by_group(table, year))
    return change


def rates_by_year(mortality: Numbers, change: Numbers) -> Numbers:
    """Rates [year, sex, age] for 2025..2100."""
    steps = np.concatenate([np.zeros((1, *mortality.shape)), np.cumsum(change, axis=0)])
    return np.asarray(mortality * np.exp(steps))


# Births and migration -----------------------------------------------------------------------------------


def period_shares(raw: Path) -> tuple[list[int], Numbers]:
    """Middle years and shares of fertility [middle year, seven age groups]; each row sums to 1."""
    rows = read_rows(raw, "wpp2024_percent_age_specific_fertility_by_period.csv")
    found = {(int(row["year"]), int(row["age"][:2])): float(row["pasfr"]) for row in rows}
    middle_years = sorted({year for year, _ in found})
    shares = np.array([[found[year, age] for age in range(15, 50, 5)] for year in middle_years])
    return middle_years, shares / shares.sum(axis=1, keepdims=True)


def single_age_shares(shares: Numbers) -> Numbers:
    """Spread seven five-year shares over ages 15..49: the smoothest curve with those sums."""
    bends = np.diff(np.eye(37), n=2, axis=0)[:, 1:-1]
    sums = np.kron(np.eye(7), np.ones(5))
    solved = nnls(np.vstack([bends, 1000.0 * sums]), np.concatenate([np.zeros(35), 1000.0 * shares]))[0]
    by_group = np.asarray(solved, dtype=np.float64).reshape(7, 5)
    return np.asarray((by_group / by_group.sum(axis=1, keepdims=True) * shares[:, None]).ravel())


def read_fertility(raw: Path, years: Sequence[int] = YEARS) -> Numbers:
    """Births per woman-year [year, age 15..49], shares linear between the middles of the periods."""
    rows = read_rows(raw, "wpp2024_annual_births_deaths_e0_tfr_pop_1950_2100.csv")
    total = {int(row["year"]): float(row["tfr"]) for row in rows if row["tfr"]}
    middle_years, shares = period_shares(raw)
    by_year = [[np.interp(year, middle_years, group) for group in shares.T] for year in years]
    singles = np.stack([single_age_shares(np.array(row)) for row in by_year])
    return np.asarray(singles * np.array([total[year] for year in years])[:, None])


def read_wpp_migration(raw: Path) -> Numbers:
    """Net migrants [year, sex, age] of WPP 2024 in persons, unscaled."""
    rows = read_rows(raw, "wpp2024_net_migration_by_single_age_sex_2023_2100.csv")
    migrants = np.full((len(YEARS), len(SEXES), len(AGES)), np.nan)
    for row in rows:
        if int(row["year"]) >= FIRST_YEAR:
            cells = [float(row[f"net_migration_{sex}_thousand"]) * 1000.0 for sex in SEXES]
            migrants[int(row["year"]) - FIRST_YEAR, :, int(row["age"])] = cells
    if np.isnan(migrants).any():
        raise ValueError("WPP net migration lacks a year, sex or age")
    return migrants


def births_of_year(people: Numbers, fertility: Numbers) -> Numbers:
    """Births by sex from women on 1 January (half the year at their age, half at the next)."""
    rate = np.zeros(len(AGES))
    rate[15:50] = fertility
    by_cohort = rate.copy()
    by_cohort[:-1] = 0.5 * (rate[:-1] + rate[1:])
    total = float((people[1] * by_cohort).sum())
    return total * np.array([SHARE_MALE_AT_BIRTH, 1.0 - SHARE_MALE_AT_BIRTH])


def project(
    people: Numbers, rates: Numbers, fertility: Numbers, migrants: Numbers
) -> tuple[Numbers, Numbers]:
    """People on 1 January [year 2025..2101, sex, age] and deaths [year, sex]."""
    a0 = np.array([INFANT_A0[sex] for sex in SEXES])
    path, deaths = [people], []
    for index in range(len(rates)):
        births = births_of_year(path[-1], fertility[index])
        after, died = next_year(path[-1], rates[index], births, migrants[index], a0)
        path.append(after)
        deaths.append(died)
    return np.stack(path), np.stack(deaths)


def migration_factor(factors: Numbers) -> Numbers:
    """Factor by year: 1 in 2025, linear between the years of the forecast, then constant."""
    years = (float(FIRST_YEAR), *(float(year) for year, _ in FORECAST))
    return np.asarray(np.interp(YEARS, years, (1.0, *factors)))


def scaled_migration(people: Numbers, rates: Numbers, fertility: Numbers, wpp: Numbers) -> Numbers:
    """WPP net migration times the factors that reach the published totals in the middle of their years.

    People are linear in migrants, and these in the factors: a linear system, with the same digits everywhere.
    """

    def middles(factors: Numbers) -> Numbers:
        scaled = wpp * migration_factor(factors)[:, None, None]
        totals = project(people, rates, fertility, scaled)[0].sum(axis=(1, 2))
        return np.array([0.5 * (totals[y - FIRST_YEAR] + totals[y - FIRST_YEAR + 1]) for y, _ in FORECAST])

    start = np.zeros(len(FORECAST))
    without = middles(start)
    gain = np.stack([middles(one) - without for one in np.eye(len(FORECAST))], axis=1)
    wanted = np.array([total for _, total in FORECAST])
    solved: Numbers = np.asarray(np.linalg.solve(gain, wanted - without), dtype=np.float64)
    print(f"  migration: WPP times 1 in 2025, {solved[0]:.2f} in 2037, {solved[1]:.2f} from 2058")
    return np.asarray(wpp * migration_factor(solved)[:, None, None])


# Groups of prosperity -----------------------------------------------------------------------------------


def prosperity_shares(people: Numbers) -> Numbers:
    """Person shares [sex, group, age]: the overall shares tilted by age, exact over the population."""
    tilt = np.exp(np.interp(AGES, SHARE_TILT_AGES, SHARE_TILT) * -2.0 * np.linspace(0.5, -0.5, 5)[:, None])
    weight = people / people.sum()
    base = OVERALL_SHARES.copy()
    for _ in range(200):
        shares = base[:, None] * tilt / (base[:, None] * tilt).sum(axis=0)
        base = base * OVERALL_SHARES / (shares * weight.sum(axis=0)).sum(axis=1)
        base = base / base.sum()
    return np.stack([shares, shares])


def rates_by_group(mortality: Numbers, shares: Numbers) -> Numbers:
    """Rates of 2025 [sex, group, age] that give the published gaps in life expectancy."""
    solved = []
    for index, sex in enumerate(SEXES):
        gaps = LIFE_EXPECTANCY_GAP[sex]
        rates, strength, end_age = solve_group_rates(
            mortality[index], shares[index], INFANT_A0[sex], gaps[0], gaps[65]
        )
        print(f"  mortality by group, {sex}: strength {strength:.3f}, differences end at age {end_age:.1f}")
        solved.append(rates)
    return np.stack(solved)


# Perceived health ---------------------------------------------------------------------------------------


def logit(share: Numbers) -> Numbers:
    return np.asarray(np.log(share / (1.0 - share)), dtype=np.float64)


def expit(value: Numbers) -> Numbers:
    return np.asarray(1.0 / (1.0 + np.exp(-value)), dtype=np.float64)


def national_profile(at_adult_start: float, at_80: float) -> Numbers:
    """Share in good perceived health by age: flat in childhood, then linear on the logit scale."""
    child = float(logit(np.array(CHILD_GOOD_HEALTH)))
    slope = (at_80 - at_adult_start) / (80.0 - ADULT_FIRST_AGE)
    knots = (0.0, CHILD_LAST_AGE, ADULT_FIRST_AGE, 100.0)
    return expit(np.interp(AGES, knots, (child, child, at_adult_start, at_80 + 20.0 * slope)))


def shift_weight(at_65: float) -> Numbers:
    """Weight of the shift by age: half at birth, full from 30 to 50, then linear through its value at 65."""
    slope = (at_65 - 1.0) / (65.0 - SHIFT_TAPER_AGE)
    knots = (0.0, SHIFT_FULL_AGE, SHIFT_TAPER_AGE, 100.0)
    weight = np.interp(AGES, knots, (SHIFT_AT_BIRTH, 1.0, 1.0, 1.0 + slope * (100.0 - SHIFT_TAPER_AGE)))
    return np.clip(weight, 0.05, None)


def health_by_group(national: Numbers, shares: Numbers, shift: Numbers) -> Numbers:
    """Shares in good health [group, age] with a logit shift, whose mean over groups is the national share."""
    level = logit(national)
    for _ in range(60):
        good = expit(level + shift)
        error = (shares * good).sum(axis=0) - national
        level = level - error / (shares * good * (1.0 - good)).sum(axis=0)
    return expit(level + shift)


def health_from(parameters: Numbers, shares: Numbers) -> Numbers:
    """Shares in good health [group, age] from 7 parameters: two levels, four shifts (Q3 is 0), taper."""
    start, at_80, first, second, fourth, fifth, at_65 = parameters
    shift = np.array([first, second, 0.0, fourth, fifth])[:, None] * shift_weight(at_65)
    return health_by_group(national_profile(start, at_80), shares, shift)


def healthy_years_rows(raw: Path, sex: str, dimension: str) -> Numbers:
    """Published healthy life expectancy at birth of 2017/2020 by quintile; not published is NaN."""
    years = np.full(len(GROUPS), np.nan)
    for row in read_rows(raw, "life_expectancy_and_mortality_by_ses.csv"):
        wanted = (row["measure"], row["sex"], row["at_age"], row["ses_dimension"], row["period"])
        if wanted == ("HLE_good_perceived_health", sex, "0", dimension, "2017/2020"):
            years[GROUPS.index(row["ses_group"][:2])] = float(row["value"])
    return years


def read_healthy_years(raw: Path, sex: str) -> Numbers:
    """Healthy life expectancy by prosperity quintile; gaps filled with income quintiles stretched to fit.

    Where prosperity was not published (Q4 of men, Q2-Q4 of women) the quintiles of income are moved linearly
    between the nearest published quintiles of prosperity.
    """
    word = {"male": "men", "female": "women"}[sex]
    years = healthy_years_rows(raw, sex, "prosperity (welvaart) quintile")
    for row in read_rows(raw, "figures_2015_2025.csv"):
        if row["indicator"] == "HLE_birth" and row["group"].startswith(f"{word} Q"):
            index = GROUPS.index(row["group"][-2:])
            years[index] = float(row["value"]) if np.isnan(years[index]) else years[index]
    known = ~np.isnan(years)
    income = healthy_years_rows(raw, sex, "standardised household income quintile")
    return np.interp(income, income[known], years[known])


def solve_health(rates: Numbers, shares: Numbers, old: Numbers, target: Numbers, sex: str) -> Numbers:
    """Shares in good health [group, age] that meet 5 healthy life expectancies, the gap at 65 and 75+."""

    def miss(parameters: Numbers) -> Numbers:
        good = health_from(parameters, shares)
        years = expectancy(rates, INFANT_A0[sex], 0, good)
        at_65 = expectancy(rates, INFANT_A0[sex], 65, good)
        share_old = ((shares * good).sum(axis=0) * old).sum() / old.sum()
        others = [at_65[-1] - at_65[0] - HEALTHY_GAP_65[sex], 20.0 * (share_old - OLD_GOOD_HEALTH)]
        return np.concatenate([years - target, others])

    start = np.array([2.0, 0.2, -1.2, -0.6, 0.4, 0.8, 0.7])
    solved = least_squares(miss, start, xtol=1e-14, ftol=1e-14, gtol=1e-14)
    worst = float(np.abs(miss(solved.x)).max())
    print(f"  good health, {sex}: targets {np.round(target, 1)}, largest miss {worst:.1g} years")
    return health_from(solved.x, shares)


def good_health(raw: Path, people: Numbers, rates: Numbers, shares: Numbers) -> Numbers:
    """Shares in good perceived health [sex, group, age]."""
    old = people * (np.array(AGES) >= 75)
    solved = []
    for index, sex in enumerate(SEXES):
        target = read_healthy_years(raw, sex)
        solved.append(solve_health(rates[index], shares[index], old[index], target, sex))
    return np.stack(solved)


# Disability ---------------------------------------------------------------------------------------------


def read_disability(raw: Path) -> Numbers:
    """All-cause disability 0-1 [sex, age]; the value at 95 is kept to 100+."""
    rows = read_rows(raw, "dynamo_hia_nl2005_population_mortality_disability_by_age_sex.csv")
    rows = [row for row in rows if row["measure"] == "overall_daly_weight_percent"]
    found = {(row["sex"], int(row["age"])): float(row["value"]) for row in rows}
    return np.array([[found[sex, min(age, 95)] for age in AGES] for sex in SEXES])


# Writing ------------------------------------------------------------------------------------------------


def sex_age(values: Numbers, digits: int = 6) -> Iterator[tuple[object, ...]]:
    for sex_index, sex in enumerate(SEXES):
        for age in AGES:
            yield sex, age, plain_number(float(values[sex_index, age]), digits)


def sex_age_group(values: Numbers) -> Iterator[tuple[object, ...]]:
    for sex_index, sex in enumerate(SEXES):
        for age in AGES:
            for group_index, group in enumerate(GROUPS):
                yield sex, age, group, float(values[sex_index, group_index, age])


def year_sex_age(values: Numbers, form: str) -> Iterator[tuple[object, ...]]:
    for year_index, by_sex in enumerate(values):
        for sex_index, sex in enumerate(SEXES):
            for age in AGES:
                yield FIRST_YEAR + year_index, sex, age, format(float(by_sex[sex_index, age]), form)


def year_age(values: Numbers) -> Iterator[tuple[object, ...]]:
    for year_index, row in enumerate(values):
        for offset, value in enumerate(row):
            yield FIRST_YEAR + year_index, 15 + offset, float(value)


def gap_rows() -> Iterator[tuple[object, ...]]:
    bounds = {("male", 0): (8.5, 9.5), ("female", 0): (7.5, 8.5), ("male", 65): (4.0, 4.5)}
    bounds["female", 65] = bounds["male", 65]
    for sex in SEXES:
        for age, value in LIFE_EXPECTANCY_GAP[sex].items():
            yield sex, age, value, *bounds[sex, age], "years", "cbs-prosperity-2022", "B"


def build(raw: Path, pack: Path) -> Built:
    """Write the demography tables and describe them."""
    people, mortality, change = read_population(raw), read_mortality(raw), read_mortality_change(raw)
    fertility, rates = read_fertility(raw), rates_by_year(mortality, change)
    migrants = scaled_migration(people, rates, fertility, read_wpp_migration(raw))
    shares = prosperity_shares(people)
    health = good_health(raw, people, rates_by_group(mortality, shares), shares)
    write_table(pack, "population.csv", ("sex", "age", "value"), sex_age(people, digits=9))
    write_table(pack, "mortality.csv", ("sex", "age", "value"), sex_age(mortality))
    header: tuple[str, ...] = ("year", "sex", "age", "value")
    write_table(pack, "mortality_change.csv", header, year_sex_age(change, ".5g"))
    write_table(pack, "migration.csv", header, year_sex_age(migrants, ".1f"))
    write_table(pack, "fertility.csv", ("year", "age", "value"), year_age(fertility))
    write_table(pack, "ses_share.csv", ("sex", "age", "ses", "value"), sex_age_group(shares))
    write_table(pack, "good_health.csv", ("sex", "age", "ses", "value"), sex_age_group(health))
    write_table(pack, "disability.csv", ("sex", "age", "value"), sex_age(read_disability(raw)))
    header = ("sex", "age", "value", "low", "high", "unit", "source", "grade")
    write_table(pack, "ses_gap.csv", header, gap_rows())
    return ENTRIES, SOURCES
