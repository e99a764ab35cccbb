"""The course of a disease over age: incidence, prevalence and excess mortality made to agree.

One cohort is followed from birth with rates constant within a year of age; mortality from other causes is
left out because it touches the healthy and the sick alike.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from .epidemiology_curves import STEPS, Array, bisect

Course = Mapping[str, Array]
PARTS = 20


def rate(course: Course, measure: str, like: Array) -> Array:
    """A measure of the course, 0 where the disease has none."""
    return course.get(measure, np.zeros_like(like))


def next_prevalence(prevalence: Array, incidence: Array, course: Course) -> Array:
    """Prevalence one year later among the survivors, by small steps of the balance of healthy and sick."""
    remission, excess = rate(course, "remission", incidence), rate(course, "excess_mortality", incidence)
    fatal, cured = rate(course, "fatal_fraction", incidence), rate(course, "cured_fraction", incidence)
    out_of_healthy = incidence * (1.0 - cured)
    step = 1.0 / PARTS
    leaving = np.exp(-(remission + excess) * step)
    exits = np.maximum(remission + excess, 1e-12)
    kept = (1.0 - fatal - cured) / (1.0 - cured)
    healthy, sick = 1.0 - prevalence, prevalence
    for _ in range(PARTS):
        new_cases = healthy * -np.expm1(-out_of_healthy * step)
        gone = sick * (1.0 - leaving)
        healthy = healthy - new_cases + gone * remission / exits
        sick = sick - gone + new_cases * kept
    return np.asarray(sick / (healthy + sick), dtype=np.float64)


def at_age(course: Course, age: int) -> dict[str, Array]:
    """The course at one age."""
    return {measure: values[..., age] for measure, values in course.items()}


def equilibrium_prevalence(incidence: Array, course: Course) -> Array:
    """Prevalence by completed age of a cohort that lives through the rates of every age."""
    prevalence = np.zeros_like(incidence)
    for age in range(incidence.shape[-1] - 1):
        now = prevalence[..., age]
        prevalence[..., age + 1] = next_prevalence(now, incidence[..., age], at_age(course, age))
    return prevalence


def implied_incidence(prevalence: Array, course: Course) -> Array:
    """Incidence per healthy person-year that carries the prevalence from each age to the next.

    Where even no incidence leaves too many sick, the value is -1; the last age repeats the one before.
    """
    now, target = prevalence[..., :-1], prevalence[..., 1:]
    rates = {measure: values[..., :-1] for measure, values in course.items()}
    low, high = np.zeros_like(now), np.full_like(now, 3.0)
    impossible = next_prevalence(now, low, rates) > target + 1e-12
    for _ in range(STEPS // 2):
        middle = 0.5 * (low + high)
        short = next_prevalence(now, middle, rates) < target
        low, high = np.where(short, middle, low), np.where(short, high, middle)
    found = np.where(impossible, -1.0, 0.5 * (low + high))
    return np.concatenate([found, found[..., -1:]], axis=-1)


def scaled_incidence(pattern: Array, course: Course, persons: Array, counts: Array) -> Array:
    """Scale a pattern of incidence for each sex so that its equilibrium prevalence gives the count."""
    scaled = np.zeros_like(pattern)
    for sex in range(pattern.shape[0]):

        def gap(factor: float, sex: int = sex) -> float:
            prevalence = equilibrium_prevalence(pattern * factor, course)[sex]
            return float((prevalence * persons[sex]).sum() - counts[sex])

        scaled[sex] = pattern[sex] * bisect(gap, 0.01, 5.0)
    return scaled


def excess_from_ratio(ratio: Array, prevalence: Array, mortality: Array) -> Array:
    """Excess mortality of patients from their mortality ratio against persons without the disease."""
    others = mortality / (1.0 + prevalence * (ratio - 1.0))
    return np.asarray((ratio - 1.0) * others, dtype=np.float64)
