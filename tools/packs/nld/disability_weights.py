"""Disability weights of the diseases of the Dutch pack: health states of one set with a mix of severity."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .common import PAPER, PUBLIC, Entries, Sources, entry, read_rows, source, write_table
from .epidemiology_back import BACK_WEIGHT_SOURCE, PEOPLE, YEARS_LIVED
from .epidemiology_cancer import (
    BREAST_CASES_2023,
    BREAST_DEATHS_2020,
    COLORECTAL_CASES_2022,
    COLORECTAL_PATIENTS_2022,
    LUNG_CASES_2022,
    breast_patients,
    colorectal_deaths,
    lung_cancer,
)
from .epidemiology_course import equilibrium_prevalence
from .epidemiology_dementia import DEMENTIA_SEVERITY, LEIDEN
from .epidemiology_figures import Figures
from .epidemiology_road import road_weight_row

Row = tuple[object, ...]
Weight = tuple[float, float, float]
Mix = tuple[tuple[str, float], ...]
MONTHS = 12.0
# health state -> weight with its 95 % limits, read in the model documentation of the producer
STATES: dict[str, Weight] = {
    "daily medication, worry": (0.049, 0.031, 0.072),
    "mild angina": (0.033, 0.020, 0.052),
    "moderate angina": (0.080, 0.052, 0.113),
    "severe angina": (0.167, 0.110, 0.240),
    "stroke mild consequences": (0.019, 0.010, 0.032),
    "stroke moderate": (0.070, 0.046, 0.099),
    "stroke severe+cognition": (0.588, 0.411, 0.744),
    "mild heart failure": (0.041, 0.026, 0.062),
    "moderate heart failure": (0.072, 0.047, 0.103),
    "severe heart failure": (0.179, 0.122, 0.251),
    "mild COPD": (0.019, 0.011, 0.033),
    "moderate COPD": (0.225, 0.153, 0.310),
    "severe COPD": (0.408, 0.273, 0.556),
    "mild dementia": (0.069, 0.046, 0.099),
    "moderate dementia": (0.377, 0.252, 0.508),
    "severe dementia": (0.449, 0.304, 0.595),
    "mild major depression": (0.145, 0.099, 0.209),
    "moderate major depression": (0.396, 0.267, 0.531),
    "severe major depression": (0.658, 0.477, 0.807),
    "cancer diagnosis & primary therapy": (0.288, 0.193, 0.399),
    "cancer metastatic": (0.451, 0.307, 0.600),
    "cancer terminal": (0.540, 0.377, 0.687),
}
CONTROLLED = "daily medication, worry"
# disease -> (health state, share of patients); what is missing has no symptoms. These shares are assumptions.
ASSUMED_MIX: dict[str, Mix] = {
    "ischaemic_heart_disease": (("mild angina", 0.30), ("moderate angina", 0.20), ("severe angina", 0.10)),
    "stroke": (
        ("stroke mild consequences", 0.45),
        ("stroke moderate", 0.30),
        ("stroke severe+cognition", 0.15),
    ),
    "copd": (("mild COPD", 0.45), ("moderate COPD", 0.40), ("severe COPD", 0.10)),
    "heart_failure": (
        (CONTROLLED, 0.30),
        ("mild heart failure", 0.30),
        ("moderate heart failure", 0.25),
        ("severe heart failure", 0.15),
    ),
    "anxiety_disorder": (
        ("mild anxiety", 0.717 * 0.435),
        ("moderate anxiety", 0.717 * 0.337),
        ("severe anxiety", 0.717 * 0.228),
    ),
    "fall_injury": (("hip fracture, long-term treated", 0.76),),
    "asthma": (
        ("asthma controlled", 0.368),
        ("asthma partially controlled", 0.398),
        ("asthma uncontrolled", 0.234),
    ),
}
# Shares read beside the weights.
READ_MIX: dict[str, Mix] = {
    "diabetes": ((CONTROLLED, 1.0),),
    "depression": (
        ("mild major depression", 0.59),
        ("moderate major depression", 0.17),
        ("severe major depression", 0.10),
    ),
}
ORDER = (
    "ischaemic_heart_disease",
    "stroke",
    "diabetes",
    "copd",
    "lung_cancer",
    "dementia",
    "depression",
    "fall_injury",
    "heart_failure",
    "colorectal_cancer",
    "breast_cancer",
    "anxiety_disorder",
    "asthma",
)
# disease -> years lived with disability with limits, patients, of how many, source; no states were read
YEARS_AND_PATIENTS: dict[str, tuple[Weight, float, str, str]] = {
    "knee_osteoarthritis": ((138.2, 68.5, 281.3), 4376.0, "per 100,000", "gbd-2019-knee-osteoarthritis"),
    "back_neck_pain": (YEARS_LIVED, PEOPLE, "million", BACK_WEIGHT_SOURCE),
}
NOTES = {
    "back_neck_pain": "low back pain of a day or more, world, 2017; limits are those of the years alone. "
    "Here "
    "for lasting pain of back or neck that the general practitioner knows, which is worse, in people "
    "known at "
    "some time of the year, who are not in pain all of it; neck pain of 2019 gives 0.099",
    "dementia": "shares of people of 85 and over in Leiden in 1986, in residential care too; for every age",
    "knee_osteoarthritis": "both age-standardised, world, 2019; limits are those of the years alone. Whether "
    "net of other diseases of the same patients was not read. Symptomatic disease on X-ray there, known to "
    "the general practitioner here",
    "anxiety_disorder": "weights not read at their source; 28.3 % without symptoms (burstein-2015), the "
    "others 43.5, 33.7 and 22.8 % mild, moderate and severe (nimh-anxiety, United States)",
    "asthma": "weights not read at their source; shares of 1,858 patients of Danish general practice at the "
    "first visit under a guideline (backer-2012), who may be worse than others; children as adults",
    "diabetes": "complications are not in the weight",
    "fall_injury": "the weight of hip fracture, not read at its source, for the serious part of the visits "
    "(90,700 of 119,000), for a mean duration of one year",
    "lung_cancer": "for patients not cured; the therapy of those who are cured is counted with them",
}
READ, ASSUMED = "ihme-disability-weights", "unverified-assumption"
DEATH = "convention"
PHASES = "nz-cancer-phases-2014"
KNEE = "gbd-2019-knee-osteoarthritis"
ROAD = ("swov-serious-2023", "swov-lasting-2021", "weijermars-2018")
UNIT, SET = "0 = full health, 1 = death", "GBD 2017-2019"
WEIGHT_SOURCES: Sources = [
    source(
        READ,
        "Institute for Health Metrics and Evaluation (IHME)",
        "Global Burden of Disease 2017 and 2019: disability weights, in the documentation of its models",
        "2017-2019",
        "https://github.com/ihmeuw/vivarium_research",
        "facts with source",
        True,
        "weights with intervals of heart, stroke, COPD, dementia, depression and cancer; "
        "depression by severity; months per phase of lung cancer",
    ),
    source(
        PHASES,
        "Population Health Metrics 12:15",
        "Table 1: months per phase of lung, breast and colon cancer, New Zealand",
        "2014",
        "https://pophealthmetrics.biomedcentral.com/articles/10.1186/1478-7954-12-15/tables/1",
        PAPER,
        True,
        "only the months; the table was read, not the article",
    ),
    source(
        "burstein-2015",
        "Burstein et al.",
        "Estimating distributions of health state severity for the global burden of disease study",
        "2015",
        "https://doi.org/10.1186/s12963-015-0064-y",
        PAPER,
        True,
        "28.3 % (26.8-29.6) of people with an anxiety disorder without symptoms",
    ),
    source(
        "nimh-anxiety",
        "NIMH, from the National Comorbidity Survey Replication",
        "Any anxiety disorder: past year severity",
        "2001-2003",
        "https://www.nimh.nih.gov/health/statistics/any-anxiety-disorder",
        PUBLIC,
        True,
        "22.8 % serious, 33.7 % moderate, 43.5 % mild; read in a copy of the page",
    ),
    source(
        KNEE,
        "Global Burden of Disease study 2019",
        "Burden of knee osteoarthritis in 204 countries and territories, 1990-2019",
        "",
        "https://discovery.researcher.life/article/burden-of-knee-osteoarthritis-in-204-countries-and-territories-"
        "1990-2019-results-from-the-global-burden-of-disease-study-2019/69b9b32241fd3783a556e73e83489884",
        PAPER,
        True,
        "abstract: 4,376.0 (3,793.0-5,004.9) patients and 138.2 (68.5-281.3) years lived with disability per "
        "100,000; 22.4 % (12.1-34.2) of the years by high body mass index; year of the article not read",
    ),
]


@dataclass(frozen=True)
class Phases:
    """A year of one cancer: new cases, deaths, patients, and months of therapy and with metastases."""

    cases: float
    deaths: float
    patients: float
    therapy_months: float
    metastatic_months: float

    def mix(self) -> Mix:
        """Shares of patients by phase; a month of terminal illness, the rest of the time controlled."""
        shares = {
            "cancer diagnosis & primary therapy": self.cases * self.therapy_months / MONTHS,
            "cancer metastatic": self.deaths * self.metastatic_months / MONTHS,
            "cancer terminal": self.deaths / MONTHS,
        }
        found = {state: years / self.patients for state, years in shares.items()}
        return (*found.items(), (CONTROLLED, 1.0 - sum(found.values())))


def lung_phases(figures: Figures) -> Phases:
    """Lung cancer: the patients not cured that the incidence and course of the pack give."""
    course = lung_cancer(figures)
    patients = equilibrium_prevalence(course["incidence"], course) * figures.persons(2022)
    deaths = figures.total("lung_cancer", "deaths", "total", "2019")
    return Phases(LUNG_CASES_2022, deaths, float(patients.sum()), 3.3, 4.51)


def ten_year_phases(figures: Figures) -> dict[str, Phases]:
    """Colorectal and breast cancer: patients of the last ten years, months per phase of New Zealand."""
    deaths = float(colorectal_deaths(figures).sum())
    colorectal = Phases(sum(COLORECTAL_CASES_2022), deaths, sum(COLORECTAL_PATIENTS_2022), 9.0, 3.0)
    breast = Phases(BREAST_CASES_2023, BREAST_DEATHS_2020, breast_patients(), 6.0, 11.0)
    return {"colorectal_cancer": colorectal, "breast_cancer": breast}


def dementia_mix() -> Mix:
    """Shares of mild, moderate and severe dementia."""
    states = ("mild dementia", "moderate dementia", "severe dementia")
    whole = sum(DEMENTIA_SEVERITY)
    return tuple((state, part / whole) for state, part in zip(states, DEMENTIA_SEVERITY, strict=True))


def mixes(figures: Figures) -> dict[str, tuple[Mix, str, str, str]]:
    """Mix of every disease with its source, its grade and what stands on no source."""
    assumed = "weights read, shares of the states assumed"
    found = {disease: (mix, ASSUMED, "R", assumed) for disease, mix in ASSUMED_MIX.items()}
    found |= {disease: (mix, READ, "B", "weights and shares read") for disease, mix in READ_MIX.items()}
    found["dementia"] = (dementia_mix(), f"{READ};{LEIDEN}", "C", "weights and shares read")
    derived = "shares from new cases, deaths and months per phase"
    found["lung_cancer"] = (lung_phases(figures).mix(), READ, "C", derived)
    for disease, phases in ten_year_phases(figures).items():
        found[disease] = (phases.mix(), f"{READ};{PHASES}", "C", derived)
    return {disease: found[disease] for disease in ORDER}


def weight_rows(raw: Path, figures: Figures) -> Iterator[Row]:
    """Rows of disability_weight.csv; only a mix that was read or derived has an interval of its own."""
    states: Mapping[str, Weight] = {
        row["indicator"]: (float(row["value"]),) * 3
        for row in read_rows(raw, "assumptions_unverified.csv")
        if row["topic"] == "disability weight"
    } | STATES
    for disease, (mix, origin, grade, basis) in mixes(figures).items():
        value, low, high = (sum(states[state][k] * share for state, share in mix) for k in range(3))
        rest = 1.0 - sum(share for _, share in mix)
        parts = [f"{share:.1%} {state} ({states[state][0]:g})" for state, share in mix]
        parts += [f"{rest:.1%} without symptoms (0)"] if rest > 1e-9 else []
        limits = (None, None) if grade == "R" else (low, high)
        note = "; ".join(part for part in (basis, NOTES.get(disease, "")) if part)
        yield disease, value, *limits, UNIT, SET, "; ".join(parts), origin, grade, note
    yield from mean_rows(figures)


def mean_rows(figures: Figures) -> Iterator[Row]:
    """Weights without health states: a mean over all patients, and 0 where nobody lives with the disease."""
    for disease, (years, patients, amount, where) in YEARS_AND_PATIENTS.items():
        value, low, high = (x / patients for x in years)
        mix = f"mean: {years[0]} years lived with disability over {patients} patients, {amount}"
        note = f"no weights or shares of states read; {NOTES[disease]}"
        yield disease, value, low, high, UNIT, SET, mix, where, "C", note
    note = "the death itself takes the years; attempts that are survived and grief are not in it"
    yield "suicide", 0.0, 0.0, 0.0, UNIT, SET, "nobody lives with it", DEATH, "C", note
    yield road_weight_row(figures, UNIT)


def describe() -> Entries:
    """Entry for tables.csv."""
    weights = entry(
        "Disability weights, one set (GBD)",
        UNIT,
        "per row",
        [
            READ,
            PHASES,
            LEIDEN,
            "burstein-2015",
            "nimh-anxiety",
            "backer-2012",
            KNEE,
            BACK_WEIGHT_SOURCE,
            *ROAD,
            ASSUMED,
        ],
        "facts, state source",
        "2017-2019",
        "Mean of the weights of the health states. The mix of states is read (dementia, diabetes, "
        "depression), follows "
        "from new cases, deaths and months per phase (cancer), or is assumed (the others). Osteoarthritis of "
        "the knee, back or neck pain: years lived with disability over patients, without states. Road "
        "injury: published years "
        "lived with disability over the years that the injured live on.",
        "An assumed mix makes the row an unverified assumption, though its weights were read; that of hip "
        "fracture was not. Limits are those of the states together. Never mix with the Dutch set. Road "
        "injury is the one exception: no weights of this set with shares were read for it.",
    )
    return {"disability_weight.csv": weights}


def build_weights(raw: Path, pack: Path) -> Entries:
    """Write disability_weight.csv."""
    header = ("disease", "value", "low", "high", "unit", "set", "mix", "source", "grade", "note")
    write_table(pack, "disability_weight.csv", header, weight_rows(raw, Figures(raw, pack)))
    return describe()
