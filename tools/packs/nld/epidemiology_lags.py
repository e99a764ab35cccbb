"""Lags of risk and effects between diseases of the Dutch pack."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from .common import SEXES, Entries, entry, read_rows, write_table
from .epidemiology_effects import OLDEST
from .epidemiology_suicide import suicide_effect_rows

Row = tuple[object, ...]


def lung_cancer_decay(raw: Path) -> dict[int, float]:
    """Decay of the excess risk of former smokers by age, per year."""
    decay: dict[int, float] = {}
    for row in read_rows(raw, "dynamo_hia_hiaR_nl_smoking_lungcancer_mortality.csv"):
        if row["measure"] == "rr_to_lung_cancer_smoking_duration" and row["category"] == "former":
            parts = dict(part.split("=") for part in row["extra"].split(";"))
            decay[int(row["age"])] = float(parts["alfa"])
    return decay


def heart_failure_decay() -> float:
    """Yearly decay of the excess risk of heart failure between smoking and having stopped for long."""
    current, former, after_ten_years = 1.75, 1.16, 0.79 * 1.75
    return math.log((current - former) / (after_ten_years - former)) / 10.0


def benefit_decay(benefit: float) -> float:
    """Yearly decay at which this part of the excess risk is gone on average over the first five years.

    benefit = 1 - (1 - e^-5α)/(5α), solved for α by bisection.
    """
    low, high = 1e-6, 10.0
    while high - low > 1e-9:
        middle = (low + high) / 2.0
        reached = 1.0 - (1.0 - math.exp(-5.0 * middle)) / (5.0 * middle)
        low, high = (middle, high) if reached < benefit else (low, middle)
    return middle


def quitting_rows() -> Iterator[Row]:
    """Rows on quitting from the cohort of nurses: how much of the excess risk the first five years take."""
    current, lower = 2.81, 0.13
    overall = lower * current / (current - 1.0)
    for outcome, benefit, note in (
        ("ischaemic_heart_disease", 0.61, "61 % of the full benefit in the first five years (deaths, women)"),
        ("stroke", 0.42, "42 % of the full benefit in the first five years (deaths, women)"),
        (
            "all_cause",
            overall,
            "13 % fewer deaths in the first five years than with smoking on (ratio 2.81), a fifth of the "
            "excess; near that of people who never smoked after 20 years (women)",
        ),
    ):
        decay = round(benefit_decay(benefit), 4)
        yield "smoking", outcome, 0, OLDEST, decay, "per year", "kenfield-2008", "C", note
    slow = "as deaths from all causes: no decay found for colorectal cancer"
    decay = round(benefit_decay(overall), 4)
    yield "smoking", "colorectal_cancer", 0, OLDEST, decay, "per year", "unverified-assumption", "R", slow


def lag_rows(raw: Path) -> Iterator[Row]:
    """Rows of lag.csv."""
    decay = lung_cancer_decay(raw)
    first = max(age for age in decay if math.isclose(decay[age], decay[0]))
    bands = [(0, first), *((age, age) for age in range(first + 1, 95)), (95, OLDEST)]
    for disease, source, grade, note in (
        ("lung_cancer", "dynamo-hia-hiar", "A", "decay of the excess risk since quitting, by age"),
        ("copd", "unverified-assumption", "R", "as lung cancer: no decay found for COPD"),
    ):
        for low, high in bands:
            yield "smoking", disease, low, high, decay[low], "per year", source, grade, note
    yield from quitting_rows()
    yield (
        "smoking",
        "heart_failure",
        0,
        OLDEST,
        heart_failure_decay(),
        "per year",
        "aune-2019-smoking",
        "C",
        "0.79 per 10 years since quitting takes 1.75 to 1.38, on its way to 1.16 of former smokers",
    )
    soon = (
        "0.42 (0.35-0.51) times the new cases per 5 kg less over 3.2 years in a trial, more than the "
        "cohorts give for good: the whole effect within three years, read as 95 % by then"
    )
    yield "bmi", "diabetes", 0, OLDEST, 1.0, "per year", "hamman-2006", "C", soon
    weight = "risk follows body weight with a mean delay of five years: no source found, better than at once"
    for outcome in (
        "ischaemic_heart_disease",
        "stroke",
        "heart_failure",
        "colorectal_cancer",
        "breast_cancer",
        "knee_osteoarthritis",
        "asthma",
        "back_neck_pain",
        "all_cause",
    ):
        yield "bmi", outcome, 0, OLDEST, 0.2, "per year", "unverified-assumption", "R", weight


def disease_effect_rows(raw: Path) -> Iterator[Row]:
    """Rows of disease_effect.csv: diabetes and depression as risk factors."""
    for row in read_rows(raw, "relative_risks.csv"):
        if row["risk_factor"] == "diabetes (as risk factor)":
            ages = (int(row["age_min"]), int(row["age_max"] or OLDEST))
            yield (
                "diabetes",
                row["outcome"],
                row["sex"],
                *ages,
                float(row["value"]),
                None,
                None,
                "RR",
                "moderate",
                "dynamo-hia-cvd",
                "B",
                "certainty: cohorts agree; shared causes (bmi) are only partly adjusted",
            )
    for sex in SEXES:
        yield (
            "diabetes",
            "heart_failure",
            sex,
            0,
            OLDEST,
            2.06,
            1.73,
            2.46,
            "RR",
            "moderate",
            "aune-2018-diabetes",
            "B",
            "certainty: 30 population cohorts agree in direction, size differs",
        )
    yield from suicide_effect_rows()


def describe() -> Entries:
    """Entries for tables.csv."""
    lag = entry(
        "Decay of risk after a change of exposure",
        "per year",
        "per row",
        ["dynamo-hia-hiar", "aune-2019-smoking", "kenfield-2008", "hamman-2006", "unverified-assumption"],
        "facts from a data file of an AGPL package",
        "2005",
        "Alpha by age from the duration-dependent relative risks of lung cancer; of smoking and heart "
        "failure from a meta-analysis; of smoking and heart disease, stroke and all deaths from a cohort; of "
        "body weight and diabetes from a trial; all others assumed: smoking and COPD and colorectal cancer; "
        "body weight and the rest.",
        "Risk factors and diseases without a row respond in the same year.",
    )
    between = entry(
        "Diseases as risk factors for other diseases",
        "per row",
        "per row",
        ["dynamo-hia-cvd", "aune-2018-diabetes", "moitra-2021"],
        "public report, state source",
        "2009-2021",
        "Published ratios.",
        "Only diabetes and depression have effects. Anxiety and suicide: 4.1 (2.4-6.9) was "
        "read in a table of a "
        "review (Too 2019), not apart from the depression that many of them have, so it is left out.",
    )
    return {"lag.csv": lag, "disease_effect.csv": between}


def build_lags(raw: Path, pack: Path) -> Entries:
    """Write lag.csv and disease_effect.csv."""
    lag = ("risk_factor", "disease", "age_from", "age_to", "value", "unit", "source", "grade", "note")
    write_table(pack, "lag.csv", lag, lag_rows(raw))
    between = (
        "disease",
        "outcome",
        "sex",
        "age_from",
        "age_to",
        "value",
        "low",
        "high",
        "unit",
        "certainty",
        "source",
        "grade",
        "note",
    )
    write_table(pack, "disease_effect.csv", between, disease_effect_rows(raw))
    return describe()
