"""Risk factors of the Dutch pack: exposure by sex, age and prosperity quintile, and its calendar trend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import NormalDist

import numpy as np

from .common import AGES, GROUPS, SEXES, Entries, entry, read_rows, write_table
from .epidemiology_curves import (
    AGE,
    Array,
    bisect,
    expit,
    fit_levels_by_sex,
    from_age,
    log_odds_curve,
    logit,
    moving_average,
    pack_by_sex_age,
    pack_ses_share,
    shift_to_level,
    spread_over_groups,
    two_levels,
)
from .epidemiology_home import HOME_EXPOSURE_NOTE, HOME_EXPOSURE_SOURCES, home_exposures
from .epidemiology_living import LIVING_EXPOSURE_NOTE, LIVING_EXPOSURE_SOURCES, living_exposures
from .epidemiology_work import WORK_EXPOSURE_NOTE, WORK_EXPOSURE_SOURCES, work_exposures

Row = tuple[object, ...]
BANDS = {
    "4-12": 7.5, "12-16": 13.5, "16-20": 17.5, "20-30": 24.5, "30-40": 34.5, "40-50": 44.5,
    "50-55": 52.0, "55-65": 59.5, "65-75": 69.5, "75+": 81.0,
}  # fmt: skip
SHARE_INACTIVE = 0.4
MEETS_GUIDELINE = 0.453
PERSONS_PER_HOUSEHOLD_SHARE = 7.5 / 8.3
PERSONS_BY_QUINTILE = (0.152, 0.176, 0.200, 0.224, 0.248)
# CBS, 2023: persons in a household with registered problem debt, from the poorest on: persons, share in debt.
PERSONS_2023, IN_DEBT_2023 = 17_811_291, 0.10
POOR, NEARLY_POOR = (540_000, 0.31), (1_200_000, 0.22)
# CBS 82253NED, 2021: households behind with payments by age of the main earner.
BEHIND_BY_AGE = {21.0: 0.04, 35.0: 0.05, 55.0: 0.04, 76.0: 0.01}
CHILD_BMI = {0.0: 16.5, 2.0: 16.0, 6.0: 15.6}
CHILD_SPREAD = 0.10
ADULT_AGE = 20
SPREAD_FROM_AGE = 35
TREND_NOTES = {
    "smoking": "slope of the 2018 trend scenario (25 % in 2015 to 14 % in 2040); low = slope seen 2014-2024, "
    "high = none; the other levels keep their proportion",
    "bmi": "between the change seen 2014-2024 (low) and the 2018 trend scenario of 62 % overweight in 2040 "
    "(high)",
    "inactivity": "no clear trend: 46.6 % met the guideline in 2021, 44 % in 2022",
    "heavy_drinking": "half of the slope seen 2014-2024 (10 % to 5.5 %), which is the low bound",
    "problem_debt": "no trend assumed: 8.6 % of households in 2015, 8.3 % in 2018, 7.9 % in 2020",
    "heat": "warming of the summer by about 0.2 degC in ten years; 0 to 0.5",
}


class Prevalence:
    """Look-up in the raw table of risk factors, in shares."""

    def __init__(self, raw: Path) -> None:
        self.rows = read_rows(raw, "risk_factor_prevalence.csv")

    def share(self, risk_factor: str, measure: str, **where: str) -> float:
        """Read one published percentage as a share; refuses when it is not there exactly once."""
        wanted = {"risk_factor": risk_factor, "measure": measure} | where
        found = {row["value"] for row in self.rows if all(row[key] == value for key, value in wanted.items())}
        if len(found) != 1:
            raise ValueError(f"{wanted}: {len(found)} different values, one needed")
        return float(found.pop()) / 100.0

    def bands(self, risk_factor: str, measure: str, year: str) -> dict[float, float]:
        """Read a share by age band, keyed by the middle of the band."""
        rows = [
            row
            for row in self.rows
            if row["risk_factor"] == risk_factor
            and row["measure"] == measure
            and row["year"] == year
            and row["sex"] == "total"
            and row["ses_dimension"] == "all"
            and row["age_group"] in BANDS
        ]
        return {BANDS[row["age_group"]]: float(row["value"]) / 100.0 for row in rows}

    def quintiles(self, risk_factor: str, measure: str) -> Array:
        """Read a share by quintile of prosperity, 2021."""
        shares = [
            self.share(risk_factor, measure, ses_dimension="prosperity quintile", ses_group=group)
            for group in GROUPS
        ]
        return np.array(shares)

    def income_mean(self, measure: str, risk_factor: str, sex: str) -> float:
        """Mean over the income quintiles of 2022/2023, with the person shares of the quintiles."""
        shares = [
            self.share(risk_factor, measure, sex=sex, ses_dimension="income quintile", ses_group=group)
            for group in GROUPS
        ]
        return float(np.dot(PERSONS_BY_QUINTILE, shares))


class Frame:
    """Persons and quintile shares that all exposures are weighed with."""

    def __init__(self, raw: Path, pack: Path) -> None:
        self.published = Prevalence(raw)
        self.persons = pack_by_sex_age(pack, "population.csv")
        self.shares = pack_ses_share(pack)


def smoking(frame: Frame) -> dict[str, Array]:
    """Never, former and current smokers."""
    published = frame.published
    points = published.bands("smoking", "current_smoker", "2013") | {11.5: 0.004}
    men, women = (
        published.share("smoking", "current_smoker", sex=sex, age_group="12+/4+", year="2021")
        for sex in SEXES
    )
    total = published.share("smoking", "current_smoker", sex="total", age_group="18+", year="2024")
    adults = from_age(18)
    national = fit_levels_by_sex(
        log_odds_curve(points, 3), frame.persons, men / women, total, from_age(12), adults
    ) * from_age(12)
    quintiles = published.quintiles("smoking", "current_smoker")
    current = spread_over_groups(national, frame.shares, frame.persons, quintiles, from_age(12))
    former = (1.0 - current) * former_among_non_smokers(published)[..., None]
    current, former = current.round(6), former.round(6)
    return {"never": (1.0 - current - former).round(6), "former": former, "current": current}


def former_among_non_smokers(published: Prevalence) -> Array:
    """Former smokers as a share of all who do not smoke, by sex and age (education rows of 2016/2017)."""

    def ratio(sex: str, age_group: str) -> float:
        parts = []
        for level in ("low", "middle", "high"):
            where = {"sex": sex, "age_group": age_group, "ses_dimension": "education", "ses_group": level}
            former = published.share("smoking", "ex_smoker", year="2016/2017", **where)
            never = published.share("smoking", "never_smoker", year="2016/2017", **where)
            parts.append(former / (former + never))
        return float(np.mean(parts))

    middles = {"25-45": 34.5, "45-65": 54.5, "65+": 73.0}
    men = {middle: ratio("male", band) for band, middle in middles.items()}
    women = {middle: 2.0 * ratio("total", band) - men[middle] for band, middle in middles.items()}
    curves = []
    for points in (men, women):
        ages = [12.0, *points]
        curves.append(moving_average(np.interp(AGE, ages, [0.0, *points.values()]), 7) * from_age(12))
    return np.stack(curves)


def bmi(frame: Frame) -> dict[str, Array]:
    """Mean body mass index and the standard deviation of its logarithm."""
    published, persons = frame.published, frame.persons
    obese_2013 = published.bands("bmi", "obesity", "2013")
    over_2013 = {
        age: share + obese_2013[age]
        for age, share in published.bands("bmi", "overweight_excl_obesity", "2013").items()
    }
    over_ratio = published.share("bmi", "overweight_incl_obesity", sex="male", year="2021") / published.share(
        "bmi", "overweight_incl_obesity", sex="female", year="2021"
    )
    obese_ratio = published.income_mean("obesity", "bmi", "male") / published.income_mean(
        "obesity", "bmi", "female"
    )
    over_total = published.share("bmi", "overweight_incl_obesity", sex="total", age_group="18+", year="2021")
    obese_total = published.share("bmi", "obesity", sex="total", age_group="18+", year="2024")
    adults, surveyed = from_age(18), from_age(4)
    over = fit_levels_by_sex(log_odds_curve(over_2013), persons, over_ratio, over_total, adults, adults)
    obese = fit_levels_by_sex(log_odds_curve(obese_2013), persons, obese_ratio, obese_total, adults, adults)
    over = spread_over_groups(
        over, frame.shares, persons, published.quintiles("bmi", "overweight_incl_obesity"), surveyed
    )
    obese = spread_over_groups(obese, frame.shares, persons, published.quintiles("bmi", "obesity"), surveyed)
    return with_children(*held_spread(over, log_normal(over, obese)[1]))


def log_normal(over: Array, obese: Array) -> tuple[Array, Array]:
    """Fit a log-normal to the shares at 25 and 30 kg/m2: (mean, standard deviation of the logarithm)."""
    quantile = np.vectorize(NormalDist().inv_cdf)
    at_25, at_30 = quantile(1.0 - over), quantile(1.0 - obese)
    spread = np.log(30.0 / 25.0) / (at_30 - at_25)
    middle = np.log(25.0) - spread * at_25
    return np.exp(middle + 0.5 * spread**2), spread


def held_spread(over: Array, spread: Array) -> tuple[Array, Array]:
    """Hold the spread of age 35 below it and keep the share overweight: (mean, spread)."""
    spread = spread.copy()
    spread[:, :SPREAD_FROM_AGE] = spread[:, SPREAD_FROM_AGE : SPREAD_FROM_AGE + 1]
    middle = np.log(25.0) - spread * np.vectorize(NormalDist().inv_cdf)(1.0 - over)
    return np.exp(middle + 0.5 * spread**2), spread


def with_children(mean: Array, spread: Array) -> dict[str, Array]:
    """Replace ages below 20 by a line from a child's index at 6 to the fitted value at 20."""
    mean, spread = mean.copy(), spread.copy()
    ages = np.array([*CHILD_BMI, float(ADULT_AGE)])
    for place in np.ndindex(mean.shape[0], mean.shape[2]):
        sex, group = place
        values = [*CHILD_BMI.values(), mean[sex, ADULT_AGE, group]]
        mean[sex, :ADULT_AGE, group] = np.interp(AGE[:ADULT_AGE], ages, values)
        spreads = [CHILD_SPREAD, CHILD_SPREAD, CHILD_SPREAD, spread[sex, ADULT_AGE, group]]
        spread[sex, :ADULT_AGE, group] = np.interp(AGE[:ADULT_AGE], ages, spreads)
    return {"mean": mean, "spread": spread}


def inactivity(frame: Frame) -> dict[str, Array]:
    """Inactive persons: a declared share of those who do not meet the guideline; no gradient."""
    meets = frame.published.bands("physical_activity", "meets_activity_guideline", "2021")
    curve = shift_to_level(
        log_odds_curve(meets)[None, :].repeat(len(SEXES), axis=0),
        frame.persons,
        from_age(18)[None, :],
        MEETS_GUIDELINE,
    )
    taper = np.clip((AGE - 3.0) / 5.0, 0.0, 1.0)
    inactive = (1.0 - curve) * SHARE_INACTIVE * taper
    return two_levels("active", "inactive", inactive[..., None].repeat(len(GROUPS), axis=2))


def heavy_drinking(frame: Frame) -> dict[str, Array]:
    """Excessive drinkers: more than 21 glasses a week (men) or 14 (women)."""
    published = frame.published
    points = published.bands("alcohol", "excessive_drinker", "2013")
    ratio = published.income_mean("excessive_drinker_among_drinkers", "alcohol", "male") / (
        published.income_mean("excessive_drinker_among_drinkers", "alcohol", "female")
    )
    total = published.share("alcohol", "excessive_drinker", age_group="18+", year="2024")
    adults = from_age(18)
    national = fit_levels_by_sex(log_odds_curve(points), frame.persons, ratio, total, adults, adults)
    national = national * from_age(12)
    quintiles = published.quintiles("alcohol", "excessive_drinker")
    return two_levels(
        "not", "heavy", spread_over_groups(national, frame.shares, frame.persons, quintiles, from_age(12))
    )


def debt_by_quintile() -> Array:
    """Share in debt by quintile: the poor and the nearly poor as published, then a line in log odds.

    The line starts at the nearly poor and falls with rank so that the whole country has the published share;
    the poor are taken as the lowest of the first quintile.
    """
    rank = (np.arange(100_000) + 0.5) / 100_000
    poor, near = POOR[0] / PERSONS_2023, NEARLY_POOR[0] / PERSONS_2023
    start = logit(np.array(NEARLY_POOR[1]))

    def shares(slope: float) -> Array:
        line = expit(start - slope * (rank - poor - 0.5 * near))
        known = np.where(rank < poor, POOR[1], NEARLY_POOR[1])
        return np.where(rank < poor + near, known, line)

    slope = bisect(lambda x: IN_DEBT_2023 - float(shares(x).mean()), 0.0, 20.0)
    group = np.searchsorted(np.cumsum(PERSONS_BY_QUINTILE)[:-1], rank)
    found = shares(slope)
    return np.array([found[group == g].mean() for g in range(len(GROUPS))])


def problem_debt(frame: Frame) -> dict[str, Array]:
    """Adults in a household with registered problem debt."""
    households = frame.published.share(
        "problem_debt", "households_registered_problem_debt", year="2020-01-01"
    )
    curve = log_odds_curve(BEHIND_BY_AGE)[None, :].repeat(len(SEXES), axis=0)
    adults = from_age(18)
    national = (
        shift_to_level(curve, frame.persons, adults[None, :], households * PERSONS_PER_HOUSEHOLD_SHARE)
        * adults
    )
    return two_levels(
        "none", "debt", spread_over_groups(national, frame.shares, frame.persons, debt_by_quintile(), adults)
    )


def heat(frame: Frame) -> dict[str, Array]:
    """Degrees above the country reference: 0 for everybody until a sourced difference is found."""
    nothing = np.zeros(frame.shares.shape)
    return {"mean": nothing, "spread": nothing}


def exposures(raw: Path, pack: Path) -> dict[str, dict[str, Array]]:
    """All exposures: risk factor -> level -> array [sex, age, quintile]."""
    frame = Frame(raw, pack)
    builders = (smoking, bmi, inactivity, heavy_drinking, problem_debt, heat)
    living = living_exposures(frame.persons) | home_exposures(frame.persons, frame.shares)
    return (
        {builder.__name__: builder(frame) for builder in builders}
        | living
        | work_exposures(frame.persons, frame.shares)
    )


def exposure_rows(exposure: Mapping[str, Mapping[str, Array]]) -> Iterator[Row]:
    """Rows of exposure.csv."""
    for risk_factor, levels in exposure.items():
        for level, values in levels.items():
            for sex, age, ses in np.ndindex(values.shape):
                value = float(values[sex, age, ses])
                yield risk_factor, level, SEXES[sex], AGES[age], GROUPS[ses], value


def yearly_log_odds(first: float, last: float, years: float) -> float:
    """Yearly change of log odds between two shares."""
    return float(np.log(last / (1 - last) / (first / (1 - first))) / years)


def mean_of_shares(over: float, obese: float) -> float:
    """Mean body mass index of the log-normal with these shares overweight and obese."""
    return float(log_normal(np.array(over), np.array(obese))[0])


def bmi_trends() -> tuple[float, float]:
    """Yearly change of the mean index: (seen 2014-2024, scenario of 62 % overweight in 2040)."""
    now = mean_of_shares(0.50, 0.16)
    spread = float(log_normal(np.array(0.50), np.array(0.16))[1])
    ahead = 25.0 * float(np.exp(spread * NormalDist().inv_cdf(0.62) + 0.5 * spread**2))
    return (now - mean_of_shares(0.49, 0.13)) / 10, (ahead - now) / 16


def trend_rows() -> Iterator[Row]:
    """Rows of exposure_trend.csv."""
    seen, ahead = yearly_log_odds(0.25, 0.18, 10), yearly_log_odds(0.25, 0.14, 25)
    logit, vtv, assumed = "logit per year", "vtv-2018", "unverified-assumption"
    yield "smoking", "current", ahead, seen, 0.0, logit, 2040, vtv, "C", TREND_NOTES["smoking"]
    seen, ahead = bmi_trends()
    middle = 0.5 * (seen + ahead)
    yield "bmi", "mean", middle, seen, ahead, "kg/m2 per year", 2040, vtv, "C", TREND_NOTES["bmi"]
    yield "inactivity", "inactive", 0.0, -0.02, 0.02, logit, 2040, assumed, "R", TREND_NOTES["inactivity"]
    seen = yearly_log_odds(0.10, 0.055, 10)
    note = TREND_NOTES["heavy_drinking"]
    yield "heavy_drinking", "heavy", 0.5 * seen, seen, 0.0, logit, 2035, assumed, "R", note
    yield "problem_debt", "debt", 0.0, -0.02, 0.02, logit, 2040, assumed, "R", TREND_NOTES["problem_debt"]
    yield "heat", "mean", 0.02, 0.0, 0.05, "degC per year", 2050, assumed, "R", TREND_NOTES["heat"]


def describe() -> Entries:
    """Entries of the exposure tables for tables.csv."""
    exposure = entry(
        "Exposure to risk factors by sex, age and prosperity quintile",
        "share of persons per level; else mean and standard deviation of its logarithm: bmi kg/m2, heat "
        "degC, pm25 µg/m3, low_fruit_vegetables 100 g a day, road_noise dB Lden",
        "C",
        [
            "cbs-83021ned",
            "cbs-81175ned",
            "cbs-83385ned",
            "cbs-85464ned",
            "leefstijlmonitor-2024",
            "leefstijlmonitor-2022",
            "cbs-debt-2020",
            "cbs-debt-2015-2018",
            "cbs-debt-poverty-2023",
            "cbs-82253ned",
            "unverified-assumption",
            *LIVING_EXPOSURE_SOURCES,
            *HOME_EXPOSURE_SOURCES,
            *WORK_EXPOSURE_SOURCES,
        ],
        "CC BY 4.0",
        "2024",
        "Age pattern of the survey (smoking, bmi, drinking 2013; activity 2021) joined in log odds "
        "between the middles of the age bands, shifted to the latest national level by sex (smoking 18 "
        "%, obesity 16 %, overweight 50 %, excessive drinking 5.5 % at 18+) and split over the quintiles "
        "by one shift of log odds per quintile so that the quintile means of 2021 hold with the person "
        "shares; every cell keeps its mean.",
        "bmi: log-normal through the shares at 25 and 30 kg/m2 from age 35, below with the spread of 35 "
        "through the share at 25; below 20 a line from 15.6 kg/m2 at age 6 (spread 0.10) to age 20, "
        "unverified assumption. Former smokers: share of former among non-smokers by sex and age from the "
        "education rows (unweighted mean of three levels, women = twice both sexes less men), the same in "
        "every quintile. inactive = not meeting the guideline (54.7 %, mean of 2021 and 2022) x "
        "share_inactive 0.4 (0.3-0.5, unverified assumption); no gradient by quintile was found, none is "
        "used; men and women alike. Heavy drinking: ratio of men to women among drinkers. Problem debt: "
        "7.9 % of households (2020) x 7.5/8.3 (persons of 16+ over households, 2018) at 18+; pattern by "
        "age of households behind with payments by age of the main earner (under 25 4 %, 25-45 5, 45-65 "
        "4, 65+ 1, 2021); quintiles from the poor (540,000 persons, 31 % in debt), the nearly poor (1.2 "
        "million, 22 %) and the country (10 %, 2023): the poor at the bottom of Q1, then log odds that "
        "fall in a line with rank from the nearly poor so that the country is met; 2.3, 1.5, 1.0, 0.6 and "
        "0.3 times the mean. Payments in arrears (10, 3, 3, 0, 0 % by fifth of income, 2021) fall faster "
        f"at the top. heat: 0 everywhere by definition of the reference. {LIVING_EXPOSURE_NOTE} "
        f"{HOME_EXPOSURE_NOTE} {WORK_EXPOSURE_NOTE}",
    )
    trend = entry(
        "Calendar trend of exposure beyond the age pattern",
        "per row",
        "per row",
        ["vtv-2018", "leefstijlmonitor-2024", "unverified-assumption"],
        "CC BY 4.0",
        "2025",
        "Slopes in log odds (shares) or units (means) per year between published levels and scenarios.",
        "The trend ends with the year in column until; it is part of the reference. Factors without a row "
        "(loneliness, pm25, low_fruit_vegetables, damp_home, road_noise, job_strain, unemployment) have "
        "none.",
    )
    return {"exposure.csv": exposure, "exposure_trend.csv": trend}


def build_risk(raw: Path, pack: Path) -> Entries:
    """Write exposure.csv and exposure_trend.csv."""
    exposure = exposures(raw, pack)
    header = ("risk_factor", "level", "sex", "age", "ses", "value")
    write_table(pack, "exposure.csv", header, exposure_rows(exposure))
    columns = ("risk_factor", "level", "value", "low", "high", "unit", "until", "source", "grade", "note")
    write_table(pack, "exposure_trend.csv", columns, trend_rows())
    return describe()
