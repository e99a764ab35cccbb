"""Relative risks of the Dutch pack."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from .common import SEXES, Entries, entry, read_rows, write_table
from .epidemiology_activity_risks import ACTIVITY_RISKS, ACTIVITY_SOURCES
from .epidemiology_asthma import ASTHMA_CERTAINTY, ASTHMA_RISKS
from .epidemiology_back_risks import BACK_CERTAINTY, BACK_RISK_SOURCES, BACK_RISKS
from .epidemiology_curves import risk_ratio
from .epidemiology_drinking_risks import DRINKING_CERTAINTY, DRINKING_RISKS, DRINKING_SOURCES
from .epidemiology_home_risks import HOME_CERTAINTY, HOME_RISK_SOURCES, HOME_RISKS, HOME_UNITS
from .epidemiology_living import LIVING_CERTAINTY, LIVING_EFFECTS, LIVING_SOURCES, LIVING_UNITS
from .epidemiology_ratios import PUBLISHED, published_ratios
from .epidemiology_suicide import SUICIDE_CERTAINTY, SUICIDE_RISK_SOURCES, SUICIDE_RISKS
from .epidemiology_unemployment import (
    UNEMPLOYMENT_CERTAINTY,
    UNEMPLOYMENT_RISK_SOURCES,
    UNEMPLOYMENT_RISKS,
)
from .epidemiology_weight_risks import WEIGHT_RISK_SOURCES, WEIGHT_RISKS
from .epidemiology_work_risks import WORK_CERTAINTY, WORK_RISK_SOURCES, WORK_RISKS

Row = tuple[object, ...]
OUTCOMES = {
    "ischaemic_heart_disease": "ischaemic_heart_disease",
    "stroke": "stroke",
    "COPD": "copd",
    "lung_cancer": "lung_cancer",
    "diabetes": "diabetes",
    "colorectal_cancer": "colorectal_cancer",
    "breast_cancer": "breast_cancer",
    "all_cause_mortality": "all_cause",
}
OLDEST = 100
CERTAINTY = {
    ("smoking", "ischaemic_heart_disease"): (
        "high",
        "cohorts agree, dose-response, risk falls after quitting",
    ),
    ("smoking", "stroke"): ("high", "cohorts agree, dose-response, risk falls after quitting"),
    ("smoking", "copd"): ("high", "cohorts and mechanism; decline of lung function slows after quitting"),
    ("smoking", "lung_cancer"): ("high", "cohorts, mechanism, fall after quitting"),
    ("smoking", "heart_failure"): ("moderate", "cohorts agree in direction, size differs"),
    ("smoking", "colorectal_cancer"): ("moderate", "cohorts and cases with controls agree; weaker in women"),
    ("smoking", "all_cause"): ("high", "cohorts agree; some confounding by way of life remains"),
    ("bmi", "diabetes"): ("high", "trials of weight loss and genetic studies agree with the cohorts"),
    ("bmi", "ischaemic_heart_disease"): ("moderate", "cohorts and genetic studies agree, size differs"),
    ("bmi", "stroke"): ("moderate", "cohorts and genetic studies, size differs"),
    ("bmi", "heart_failure"): ("moderate", "cohorts with dose-response, size differs"),
    ("bmi", "colorectal_cancer"): ("moderate", "cohorts with dose-response"),
    ("bmi", "breast_cancer"): ("moderate", "cohorts, after the menopause only"),
    ("bmi", "knee_osteoarthritis"): (
        "moderate",
        "cohorts with dose-response and a genetic study (funck-brentano-2019) agree, size differs",
    ),
    ("bmi", "all_cause"): (
        "moderate",
        "large cohorts of never smokers agree below 65; illness that lowers weight distorts old age",
    ),
    ("inactivity", "ischaemic_heart_disease"): (
        "moderate",
        "cohorts with self-report; trials on risk factors only",
    ),
    ("inactivity", "stroke"): ("low", "cohorts with self-report, values differ much"),
    ("inactivity", "diabetes"): ("moderate", "cohorts; trials of way of life agree in direction"),
    ("inactivity", "heart_failure"): ("low", "cohorts with self-report; early illness causes inactivity"),
    ("inactivity", "colorectal_cancer"): ("moderate", "cohorts with self-report agree"),
    ("inactivity", "breast_cancer"): ("low", "cohorts with self-report, small"),
    ("inactivity", "all_cause"): ("low", "cohorts with self-report; illness causes inactivity"),
    ("problem_debt", "depression"): (
        "low",
        "one adjusted Dutch cohort with a wide interval; cause runs both ways",
    ),
    ("problem_debt", "anxiety_disorder"): (
        "low",
        "one adjusted Dutch cohort with a wide interval; cause runs both ways",
    ),
    ("heat", "all_cause"): ("moderate", "time series; adaptation and displacement uncertain"),
} | (
    LIVING_CERTAINTY
    | ASTHMA_CERTAINTY
    | HOME_CERTAINTY
    | WORK_CERTAINTY
    | SUICIDE_CERTAINTY
    | UNEMPLOYMENT_CERTAINTY
    | BACK_CERTAINTY
    | DRINKING_CERTAINTY
)
UNIT_OF_MEAN = {"bmi": "RR per kg/m2 above 22"} | LIVING_UNITS | HOME_UNITS
DEBT_ODDS_RATIO = (3.64, 1.44, 9.19)
DEBT_BASELINE_RISK = 0.08
DISPLACED_SHARE = 0.38
HEAT_POINTS = (-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0)
HEAT_RATIO_PER_DEGREE = 1.0272
HEAT_THRESHOLD = 16.5
ANNUAL_MEAN, SUMMER_MEAN = 10.1, 17.0
WARMING_SINCE_1981_2010 = 0.4
PUBLISHED_HEAT_FRACTION = 0.0115


def effect(
    risk_factor: str,
    exposure: str,
    outcome: str,
    sex: str,
    ages: tuple[int, int],
    value: tuple[float, float | None, float | None],
    studied: str,
    source: str,
    grade: str,
    note: str = "",
) -> Row:
    """One row of relative_risk.csv with the certainty of its pair."""
    certainty, reason = CERTAINTY[risk_factor, outcome]
    text = f"certainty: {reason}" + (f". {note}" if note else "")
    unit = UNIT_OF_MEAN[risk_factor] if exposure == "per_unit" else "RR"
    return (risk_factor, exposure, outcome, sex, *ages, *value, unit, studied, certainty, source, grade, text)


# Women, the first four years of the same cohort: ratio with its limits (surgeon-general-1989).
WOMEN_WHO_SMOKE = {
    ("current", "all_cause", 35): (1.90, 1.82, 1.98),
    ("former", "all_cause", 35): (1.32, 1.27, 1.37),
    ("current", "ischaemic_heart_disease", 35): (3.00, 2.50, 3.59),
    ("former", "ischaemic_heart_disease", 35): (1.43, 1.15, 1.77),
    ("current", "ischaemic_heart_disease", 65): (1.60, 1.42, 1.80),
    ("former", "ischaemic_heart_disease", 65): (1.29, 1.16, 1.43),
    ("current", "stroke", 35): (4.80, 3.52, 6.54),
    ("former", "stroke", 35): (1.41, 0.94, 2.13),
    ("current", "stroke", 65): (1.47, 1.19, 1.81),
    ("former", "stroke", 65): (1.01, 0.83, 1.24),
    ("current", "copd", 35): (10.47, 7.78, 14.09),
    ("former", "copd", 35): (7.04, 5.33, 9.30),
    ("current", "lung_cancer", 35): (11.94, 9.99, 14.26),
    ("former", "lung_cancer", 35): (4.69, 3.86, 5.70),
}


def limits_of_women(level: str, outcome: str, age: int, value: float) -> tuple[float, float, float]:
    """Limits around a ratio of six years, as far from it as those of four years are from theirs."""
    ratio, low, high = WOMEN_WHO_SMOKE[level, outcome, age]
    return value, value * low / ratio, value * high / ratio


def smoking_rows(rows: list[dict[str, str]]) -> Iterator[Row]:
    """Smoking, Table 5 only."""
    for row in rows:
        if row["risk_factor"] == "smoking" and row["note"] == "Table 5" and row["outcome"] in OUTCOMES:
            ages = (int(row["age_min"]), int(row["age_max"] or OLDEST))
            outcome, women = OUTCOMES[row["outcome"]], row["sex"] == "female"
            value: tuple[float, float | None, float | None] = (float(row["value"]), None, None)
            if women:
                value = limits_of_women(row["exposure"], outcome, ages[0], value[0])
            four = "; limits as wide as those of the first four years (surgeon-general-1989)" if women else ""
            yield effect(
                "smoking",
                row["exposure"],
                outcome,
                row["sex"],
                ages,
                value,
                "mortality",
                "dynamo-hia-smoking;surgeon-general-1989" if women else "dynamo-hia-smoking",
                "C" if women else "B",
                f"published for mortality (CPS-II 1982-88), Table 5{four}",
            )


def debt_rows() -> Iterator[Row]:
    """Problem debt and depression."""
    value, low, high = (risk_ratio(x, DEBT_BASELINE_RISK) for x in DEBT_ODDS_RATIO)
    note = (
        "OR 3.64 (1.44-9.19), debts very difficult to repay, onset of a mood or anxiety disorder in 3 "
        "years, turned into a ratio with baseline risk 0.08 (onset of mood 1.65 and anxiety 1.69 per 100 "
        "person-years, about a fifth with both); read as the ratio for depression, for anxiety and for "
        "registered problem debt"
    )
    for sex, outcome in itertools.product(SEXES, ("depression", "anxiety_disorder")):
        yield effect(
            "problem_debt",
            "debt",
            outcome,
            sex,
            (18, 64),
            (value, low, high),
            "incidence",
            "ten-have-2021",
            "C",
            note,
        )


def article_rows() -> Iterator[Row]:
    """Relations read in articles, beside those of DYNAMO-HIA."""
    newer = (
        *HOME_RISKS,
        *WORK_RISKS,
        *SUICIDE_RISKS,
        *UNEMPLOYMENT_RISKS,
        *BACK_RISKS,
        *WEIGHT_RISKS,
        *DRINKING_RISKS,
        *ACTIVITY_RISKS,
    )
    for item, sex in published_ratios((*PUBLISHED, *ASTHMA_RISKS, *newer)):
        yield effect(
            item.risk_factor,
            item.exposure,
            item.outcome,
            sex,
            (item.first_age, item.last_age),
            item.ratio,
            "mortality" if item.outcome == "all_cause" else "incidence",
            item.source,
            item.grade,
            item.note,
        )


def seasonal_means(warming: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Mean daily temperature through the year: a cosine through the yearly and the summer mean of De Bilt."""
    days = np.arange(365)
    cosine = np.cos(2.0 * math.pi * (days - 200.0) / 365.0)
    summer = (days >= 151) & (days < 243)
    amplitude = (SUMMER_MEAN - ANNUAL_MEAN) / cosine[summer].mean()
    return np.asarray(ANNUAL_MEAN + warming + amplitude * cosine, dtype=np.float64)


def heat_factor(warming: float, spread: float) -> float:
    """Yearly factor on deaths: mean over days of the ratio per degree above the threshold."""
    grid = np.linspace(-4.0, 4.0, 401)
    weight = np.exp(-0.5 * grid**2)
    excess = np.maximum(0.0, seasonal_means(warming)[:, None] + spread * grid - HEAT_THRESHOLD)
    daily = (HEAT_RATIO_PER_DEGREE**excess * weight).sum(axis=1) / weight.sum()
    return float(daily.mean())


def heat_spread() -> float:
    """Standard deviation of daily temperature that gives the published heat fraction of 1981-2010."""
    target = 1.0 / (1.0 - PUBLISHED_HEAT_FRACTION)
    low, high = 0.1, 8.0
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if heat_factor(0.0, middle) < target else (low, middle)
    return 0.5 * (low + high)


def heat_rows() -> Iterator[Row]:
    """Heat and deaths at 65 and over: net of displaced deaths."""
    spread = heat_spread()
    reference = heat_factor(WARMING_SINCE_1981_2010, spread)
    note = (
        "2.72 % per degC above 16.5; days around a cosine through the means of De Bilt 1981-2010 (year "
        f"10.1, summer 17.0) + 0.4 degC, spread {spread:.2f} degC so that heat takes 1.15 % of deaths in "
        f"1981-2010; displaced share {DISPLACED_SHARE} (mean of six heat waves, 0.06-0.71) taken out of "
        "the change"
    )
    for sex in SEXES:
        for point in HEAT_POINTS:
            change = heat_factor(WARMING_SINCE_1981_2010 + point, spread) / reference - 1.0
            value = (1.0 + (1.0 - DISPLACED_SHARE) * change, None, None)
            yield effect(
                "heat",
                f"{point:g}",
                "all_cause",
                sex,
                (65, OLDEST),
                value,
                "mortality",
                "huynen-2001",
                "C",
                note,
            )


def relative_risk_rows(raw: Path) -> list[Row]:
    """All rows of relative_risk.csv."""
    rows = read_rows(raw, "relative_risks.csv")
    parts = (
        smoking_rows(rows),
        debt_rows(),
        heat_rows(),
        (effect(*row) for row in LIVING_EFFECTS),
        article_rows(),
    )
    return [row for part in parts for row in part]


def describe() -> Entries:
    """Entry for tables.csv."""
    risk = entry(
        "Relative risks of risk factors",
        "per row",
        "per row",
        [
            "dynamo-hia-smoking",
            "dynamo-hia-bmi",
            "ten-have-2021",
            "de-graaf-2013",
            "huynen-2001",
            "huynen-martens-2015",
            "cbs-climate",
            "mortality-displacement",
            *LIVING_SOURCES,
            "aune-2019-smoking",
            "aune-2016-bmi",
            "aune-2021-activity",
            "gong-2012",
            "zheng-2015-bmi",
            "funck-brentano-2019",
            "parasuaraman-2023",
            "khreis-2017",
            "liu-2021-elapse",
            *HOME_RISK_SOURCES,
            *WORK_RISK_SOURCES,
            *UNEMPLOYMENT_RISK_SOURCES,
            *SUICIDE_RISK_SOURCES,
            *BACK_RISK_SOURCES,
            *(found["id"] for found in (*WEIGHT_RISK_SOURCES, *DRINKING_SOURCES, *ACTIVITY_SOURCES)),
        ],
        "public reports, state source",
        "1982-2024",
        "Published ratios; activity from its extremes or three levels to two, risk per 5 kg/m2 to a unit, "
        "odds ratio of debt to a ratio of risks, heat from a ratio per degree to a yearly factor over the "
        "distribution of daily temperatures.",
        "Outside the stated ages the ratio is 1. Certainty and its reason are judgements of this "
        "project. Empty intervals were not published: the default by grade applies to ln(RR). Smoking: "
        "Table 5 only; of women the limits are as wide as those of the first four years of the same cohort, "
        "of men none were found. "
        "Deaths from all causes rise with body mass index above 25 only. The heat curve is net of "
        "displaced deaths.",
    )
    return {"relative_risk.csv": risk}


def build_effects(raw: Path, pack: Path) -> Entries:
    """Write relative_risk.csv."""
    columns = (
        "risk_factor",
        "exposure",
        "outcome",
        "sex",
        "age_from",
        "age_to",
        "value",
        "low",
        "high",
        "unit",
        "studied",
        "certainty",
        "source",
        "grade",
        "note",
    )
    write_table(pack, "relative_risk.csv", columns, relative_risk_rows(raw))
    return describe()
