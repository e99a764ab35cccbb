"""Diseases of the Dutch pack whose course over age follows from published counts: heart failure."""

from __future__ import annotations

import numpy as np

from .epidemiology_course import equilibrium_prevalence, excess_from_ratio, scaled_incidence
from .epidemiology_curves import AGE, Array
from .epidemiology_figures import Course, Figures, hold_below

# Rotterdam Study: new cases per 1,000 person-years at 55-59 and at 90 and over.
HEART_FAILURE_INCIDENCE = {57.5: 1.4, 92.5: 47.4}
HEART_FAILURE_MORTALITY_RATIO = 2.1
HEART_FAILURE_FIRST_AGE = 20


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
