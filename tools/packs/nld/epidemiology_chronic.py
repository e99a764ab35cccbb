"""Chronic diseases of the Dutch pack from published counts: heart failure, osteoarthritis of the knee."""

from __future__ import annotations

import numpy as np

from .epidemiology_course import equilibrium_prevalence, excess_from_ratio, scaled_incidence
from .epidemiology_curves import AGE, Array, share_curve
from .epidemiology_figures import NOTHING, Course, Figures, hold_below, scale_to_counts

# Rotterdam Study: new cases per 1,000 person-years at 55-59 and at 90 and over.
HEART_FAILURE_INCIDENCE = {57.5: 1.4, 92.5: 47.4}
HEART_FAILURE_MORTALITY_RATIO = 2.1
HEART_FAILURE_FIRST_AGE = 20
# Osteoarthritis of the knee, men and women: known to the general practitioner and new in 2020.
KNEE_PATIENTS_2020 = (276600.0, 469500.0)
KNEE_NEW_CASES_2020 = (15400.0, 25500.0)
# Flanders 2015: share of patients by the middle of the age band, both sexes.
KNEE_SHARE = {49.5: 0.0314, 59.5: 0.056, 69.5: 0.0897, 79.5: 0.139, 89.0: 0.150, 100.0: 0.150}
# Assumption. The two bands that were read below 45 (1.8 and 2.2 %) are left out: being nearly flat, they
# would ask for more new cases at 30 than at 40.
KNEE_SHARE_OF_THE_YOUNG = {0.0: 0.000001, 20.0: 0.0005}
KNEE_WIDTH = 9


def log_line(points: dict[float, float]) -> Array:
    """A straight line in logs through two points, carried on at both ends."""
    (first, low), (last, high) = sorted(points.items())
    growth = np.log(high / low) / (last - first)
    return np.asarray(low * np.exp(growth * (AGE - first)), dtype=np.float64)


def heart_failure(figures: Figures) -> Course:
    """Heart failure known to the general practitioner: pattern and mortality of the Rotterdam Study."""
    persons = figures.persons(2021)
    counts = figures.by_sex("heart_failure", "prevalence_count", "2021")
    pattern = log_line(HEART_FAILURE_INCIDENCE) / 1000.0 * (AGE >= HEART_FAILURE_FIRST_AGE)
    pattern = np.minimum(pattern, pattern[95])[None, :].repeat(2, axis=0)
    prevalence = np.zeros_like(pattern)
    for _ in range(12):
        ratio = np.full_like(pattern, HEART_FAILURE_MORTALITY_RATIO)
        excess = excess_from_ratio(ratio, prevalence, figures.mortality)
        course: Course = {"excess_mortality": hold_below(excess, HEART_FAILURE_FIRST_AGE)}
        incidence = scaled_incidence(pattern, course, persons, counts)
        prevalence = equilibrium_prevalence(incidence, course)
    return {"prevalence": prevalence, **course}


def knee_osteoarthritis(figures: Figures) -> Course:
    """Osteoarthritis of the knee known to the general practitioner: nobody recovers, nobody dies of it."""
    pattern = share_curve(KNEE_SHARE_OF_THE_YOUNG | KNEE_SHARE, KNEE_WIDTH)
    both = pattern[None, :].repeat(2, axis=0)
    prevalence = scale_to_counts(both, figures.persons(2021), np.array(KNEE_PATIENTS_2020))
    return {"prevalence": prevalence, "excess_mortality": NOTHING}
