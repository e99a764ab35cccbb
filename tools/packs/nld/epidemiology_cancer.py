"""Cancers of the Dutch pack: lung cancer by incidence, colorectal and breast cancer within ten years of "
"diagnosis."""

from __future__ import annotations

import numpy as np

from .common import SEXES
from .epidemiology_course import equilibrium_prevalence
from .epidemiology_curves import Array, bisect, from_age, moving_average
from .epidemiology_figures import NOTHING, Course, Figures, scale_to_counts

LUNG_CURED_FRACTION = 0.2
LUNG_CASES_2022 = 14600.0
# By sex: new cases of 2022, living on 1 January 2022 with a diagnosis of the last ten years, deaths of 2019.
COLORECTAL_CASES_2022 = (6500.0, 5500.0)
COLORECTAL_PATIENTS_2022 = (45200.0, 37200.0)
COLORECTAL_DEATHS_2015 = (2800.0, 2400.0)
BREAST_CASES_2023 = 15400.0
BREAST_DEATHS_2020 = 3058.0
# Women alive on 1 January 2011 of those diagnosed in 2001-2010; new cases of eight years of 2014-2023.
BREAST_PATIENTS_2011 = 99265.0
BREAST_CASES_2001_2010 = (11673, 11597, 11778, 12069, 12044, 12456, 12869, 13058, 13210, 13311)
BREAST_CASES_2014_2023 = (14562, 14498, 14617, 14883, 14882, 14808, 15800, 15400)
YEARS_COUNTED = 10.0


def lung_cancer(figures: Figures) -> Course:
    """Lung cancer: incidence leads."""
    pattern = moving_average(figures.age_pattern("NL_2005_CancerLung", "incidence_rate"), 5) * from_age(20)
    women = np.sqrt(pattern[0] / pattern[0].sum() * pattern[1] / pattern[1].sum())
    pattern = np.stack([pattern[0], women])
    split = figures.by_sex("lung_cancer", "incidence_count", "2019")
    incidence = scale_to_counts(pattern, figures.persons(2022), LUNG_CASES_2022 * split / split.sum())
    excess = figures.age_pattern("NL_2005_CancerLung", "excess_mortality_rate")
    excess[:, :35] = excess[:, 40:41]
    excess[:, 90:] = excess[:, 89:90]
    return {
        "incidence": incidence,
        "excess_mortality": moving_average(excess, 9),
        "cured_fraction": NOTHING + LUNG_CURED_FRACTION,
    }


def ten_year_cancer(pattern: Array, persons: Array, cases: Array, patients: Array, deaths: Array) -> Course:
    """A cancer counted for ten years: patients die of it as published, the others leave the count.

    The yearly rate of leaving is solved by sex, so that the published new cases give the published patients.
    """
    incidence = scale_to_counts(pattern, persons, cases)
    excess = NOTHING + (deaths / patients)[:, None]
    leaving = np.zeros(len(SEXES))
    for sex in range(len(SEXES)):

        def short(rate: float, sex: int = sex) -> float:
            course: Course = {"excess_mortality": excess, "remission": NOTHING + rate}
            prevalence = equilibrium_prevalence(incidence, course)[sex]
            return float(patients[sex] - (prevalence * persons[sex]).sum())

        leaving[sex] = bisect(short, 0.0, 1.0)
    course: Course = {"excess_mortality": excess, "remission": NOTHING + leaving[:, None]}
    prevalence = scale_to_counts(equilibrium_prevalence(incidence, course), persons, patients)
    return {"prevalence": prevalence, **course}


def colorectal_deaths(figures: Figures) -> Array:
    """Deaths of 2019 by sex: colon, rectum and anus together, split as those of 2015."""
    total = sum(
        figures.total(part, "deaths", "total", "2019") for part in ("colon_cancer", "rectum_anus_cancer")
    )
    split = np.array(COLORECTAL_DEATHS_2015)
    return np.asarray(total * split / split.sum(), dtype=np.float64)


def colorectal_cancer(figures: Figures) -> Course:
    """Cancer of colon and rectum, ten years from diagnosis."""
    pattern = moving_average(figures.age_pattern("NL_2005_CancerCol", "incidence_rate"), 5) * from_age(20)
    counts = (np.array(COLORECTAL_CASES_2022), np.array(COLORECTAL_PATIENTS_2022))
    return ten_year_cancer(pattern, figures.persons(2022), *counts, colorectal_deaths(figures))


def breast_patients() -> float:
    """Women with a diagnosis of the last ten years: new cases of ten years times the share alive as in "
    "2011."""
    alive = BREAST_PATIENTS_2011 / sum(BREAST_CASES_2001_2010)
    return YEARS_COUNTED * sum(BREAST_CASES_2014_2023) / len(BREAST_CASES_2014_2023) * alive


def breast_cancer(figures: Figures) -> Course:
    """Breast cancer of women, ten years from diagnosis; men are left out."""
    pattern = moving_average(figures.age_pattern("NL_2005_CancerBreast", "incidence_rate"), 5) * from_age(20)
    women = ten_year_cancer(
        np.stack([pattern[1], pattern[1]]),
        figures.persons(2024),
        np.array([BREAST_CASES_2023] * 2),
        np.array([breast_patients()] * 2),
        np.array([BREAST_DEATHS_2020] * 2),
    )
    return {measure: np.stack([np.zeros_like(values[1]), values[1]]) for measure, values in women.items()}
