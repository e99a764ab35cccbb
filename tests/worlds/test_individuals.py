"""A million boys, one by one (3.1-3.4, 4.1-4.3): chance and the cohort engine tell the same story.

Every boy is healthy, sick or dead, and moves by chance at the yearly hazards of the method:
    healthy -> sick     i (1 - φ - κ)    i = i0 · RR while he is exposed, i0 while he is not
    healthy -> dead     o + i φ          φ of the new cases die at once, κ are cured at once and stay healthy
    sick -> healthy     r
    sick -> dead        o + f            o: all other causes, what of all deaths the disease leaves (4.2)
Exposure is as the method has it (3.3): a share of the cell, tied to no person and so drawn anew whenever it
matters. That those who keep a habit for life fall ill first, so that others are left, is not in the method.

The chances are simulated without any step in time. At one rate, the highest sum of hazards, something may
happen to a boy; the number of such moments in a year is Poisson, and at each a random number decides which of
his hazards struck, if any. Reference and scenario meet the same moments and the same numbers, so that boys
whom the measure does not touch live the same life twice, and a difference has little noise.

A year lived is ½ at its start and ½ at its end, and so is a year ill (2.1, 4.3); a year ill counts as 1 less
the weight. All numbers agree within 4 standard errors: of the 116 compared here chance alone would take one
further in at most 1 of 130 seeds. A standard error is that of a count of independent boys, or for a
difference the spread of the differences of the boys themselves. The gains of the two measures are known to .7
and .5 % by that, so that a fault of 3 % in either would show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.linalg import expm
from small import (
    Document,
    Story,
    by_age,
    country,
    disease,
    effect,
    exposure,
    in_groups,
    measure,
    risk,
    shift,
    tell,
)

Array = NDArray[np.float64]
States = NDArray[np.int8]

BOYS, YEARS, AGES, SEED = 1_000_000, 6, 8, 20250101
HEALTHY, SICK, DEAD = 0, 1, 2
STANDARD_ERRORS = 4.0

UNEXPOSED_INCIDENCE = np.array([0.02, 0.03, 0.04, 0.06, 0.08, 0.10, 0.10, 0.10])
EXPOSED = np.array([0.50, 0.45, 0.40, 0.38, 0.36, 0.30, 0.30, 0.30])
RELATIVE_RISK, REMISSION, EXCESS, FATAL, CURED, WEIGHT = 3.0, 0.25, 0.30, 0.10, 0.15, 0.40
ALL_CAUSE_AT_EVENT = np.array([0.06, 0.05, 0.07, 0.09, 0.11, 0.13, 0.15, 0.17])
INFANT_SHARE_LIVED = 0.25

STOPPING, DECAY = 0.6, 0.3
"""Share of the exposed who are moved in the first year, and what is lost of the difference in a year."""
DEADLINESS = 0.4
"""The ratio on the deaths of patients and at onset of a better treatment."""


@dataclass(frozen=True)
class Lives:
    """The state of every boy on each 1 January, [year, boy], in the reference and in the scenario."""

    reference: States
    scenario: States


def all_cause() -> Array:
    """Yearly hazard of death of a cohort aged a: a0·m[0] + ½ m[1] at birth, then ½ (m[a] + m[a+1]) (2.1)."""
    later = np.append(ALL_CAUSE_AT_EVENT[1:], ALL_CAUSE_AT_EVENT[-1])
    cohort: Array = 0.5 * (ALL_CAUSE_AT_EVENT + later)
    cohort[0] = INFANT_SHARE_LIVED * ALL_CAUSE_AT_EVENT[0] + 0.5 * ALL_CAUSE_AT_EVENT[1]
    return cohort


def usual_incidence() -> Array:
    """Incidence by age of the whole cohort, i0 Σ P RR (3.3)."""
    return UNEXPOSED_INCIDENCE * (1.0 + EXPOSED * (RELATIVE_RISK - 1.0))


def other_causes() -> Array:
    """What the disease leaves of all deaths, by age, from the flows between the three states (4.2)."""
    left, people = np.empty(YEARS), np.array([1.0, 0.0, 0.0])
    for age in range(YEARS):
        onset = usual_incidence()[age]
        stay = onset * (1.0 - FATAL - CURED)
        flows = np.array(
            [
                [-stay - onset * FATAL, stay, onset * FATAL],
                [REMISSION, -REMISSION - EXCESS, EXCESS],
                [0.0, 0.0, 0.0],
            ]
        )
        people = people @ expm(flows)
        alive = people[HEALTHY] + people[SICK]
        left[age] = all_cause()[age] + np.log(alive)
        people = np.array([people[HEALTHY], people[SICK], 0.0]) / alive
    return left


def live(exposed: Array, deadliness: float) -> Lives:
    """Let every boy live twice; `exposed` [age] and `deadliness` are those of the scenario."""
    chance = np.random.default_rng(SEED)
    lives = Lives(*(np.zeros((YEARS + 1, BOYS), dtype=np.int8) for _ in range(2)))
    for age, other in enumerate(other_causes()):
        both = (lives.reference[age].copy(), lives.scenario[age].copy())
        _one_year(chance, age, float(other), both, (EXPOSED[age], exposed[age]), (1.0, deadliness))
        lives.reference[age + 1], lives.scenario[age + 1] = both
    return lives


def _one_year(
    chance: np.random.Generator,
    age: int,
    other: float,
    both: tuple[States, States],
    exposed: tuple[float, float],
    deadliness: tuple[float, float],
) -> None:
    """Change the states of a year, in place, at the moments at which something may happen to a boy."""
    onset = float(UNEXPOSED_INCIDENCE[age]) * RELATIVE_RISK
    ceiling = other + max(onset, REMISSION + EXCESS)
    moments = chance.poisson(ceiling, BOYS)
    for moment in range(int(moments.max())):
        boys = np.flatnonzero(moments > moment)
        which, habit, fate = ceiling * chance.random(len(boys)), *chance.random((2, len(boys)))
        for state, share, ratio in zip(both, exposed, deadliness, strict=True):
            now = state[boys]
            risk = np.where(habit < share, RELATIVE_RISK, 1.0)
            ill = (now == HEALTHY) & (which >= other) & (which < other + UNEXPOSED_INCIDENCE[age] * risk)
            die = which < other
            die |= (now == SICK) & (which >= other) & (which < other + EXCESS * ratio)
            die |= ill & (fate < FATAL * ratio)
            cured = (fate >= FATAL) & (fate < FATAL + CURED)
            stays_ill = ill & (fate >= FATAL * ratio) & ~cured
            recover = (now == SICK) & (which >= other + EXCESS) & (which < other + EXCESS + REMISSION)
            now[recover] = HEALTHY
            now[stays_ill] = SICK
            now[die] = DEAD
            state[boys] = now


def told(effects: Sequence[Document]) -> Story:
    """The same boys in the engine: a cohort of a million newborn boys and nobody else, and no births."""
    cough = disease(
        "cough",
        AGES,
        incidence=by_age(usual_incidence().tolist()),
        remission=REMISSION,
        excess_mortality=EXCESS,
        fatal_fraction=FATAL,
        weight=WEIGHT,
    )
    newborn = np.zeros((2, AGES))
    newborn[0, 0] = BOYS
    pack = replace(
        country(AGES),
        infant_share_lived=np.full(2, INFANT_SHARE_LIVED),
        population=newborn,
        fertility=np.zeros((1, AGES)),
        diseases=(replace(cough, cured_fraction=np.full((2, AGES), CURED)),),
        risk_factors=(exposure("habit", in_groups(by_age(EXPOSED.tolist()), 1)),),
        relative_risks=(risk("habit", "cough", RELATIVE_RISK, AGES),),
    )
    act = measure("act", {"sex": "all", "age": [0, AGES - 1]}, effects=effects, duration=YEARS)
    return tell(pack, in_groups(by_age(ALL_CAUSE_AT_EVENT.tolist()), 1), [act], YEARS + 1)


@cache
def story(name: str) -> tuple[Story, Lives]:
    """A world told by the engine and lived by the boys: some stop the habit, or patients are treated better.

    The habit is less common with every year of age, so those who stopped through the measure would partly
    have stopped anyway: of the difference stays P[a]/P[0], times .7 a year (3.1).
    """
    if name == "stop":
        first_year = {"period": [2025, 2025]}
        kept = STOPPING * (1.0 - DECAY) ** np.arange(AGES)
        return told([shift("habit", STOPPING, DECAY) | first_year]), live(EXPOSED * (1.0 - kept), 1.0)
    return told([effect("fatality", DEADLINESS, "ratio", disease="cough")]), live(EXPOSED, DEADLINESS)


STORIES = pytest.mark.parametrize("name", ["stop", "treat"])


def agree(found: Array, expected: Array, error: Array) -> None:
    """Hold simulated numbers against those of the engine, within 4 standard errors."""
    off = np.abs(found - expected) / error
    assert off.max() < STANDARD_ERRORS, f"{off.round(1)} standard errors: {found} for {expected}"


def people(told_story: Story, k: int) -> Array:
    """Boys of the cohort on each 1 January, aged as many years as have passed."""
    persons = told_story.projection.persons[0, k, :, 0, :, 0]
    return persons[np.arange(YEARS + 1), np.arange(YEARS + 1)]


@STORIES
def test_as_many_boys_are_alive(name: str) -> None:
    engine, lives = story(name)
    for k, states in enumerate((lives.reference, lives.scenario)):
        share = people(engine, k)[1:] / BOYS
        alive = (states[1:] != DEAD).mean(axis=1)
        agree(alive, share, np.sqrt(share * (1.0 - share) / BOYS))


@STORIES
def test_as_many_boys_die_in_every_year(name: str) -> None:
    engine, lives = story(name)
    for k, states in enumerate((lives.reference, lives.scenario)):
        share = engine.projection.deaths[0, k, :YEARS, 0, 0] / BOYS
        died = np.diff((states == DEAD).mean(axis=1))
        agree(died, share, np.sqrt(share * (1.0 - share) / BOYS))


def sick_at_year_end(engine: Story, k: int) -> Array:
    """Patients on every 31 December, from years ill, which are half of those at both ends of a year."""
    sick = [0.0]
    for years_ill in engine.projection.sick_years[0, 0, k, :YEARS, 0]:
        sick.append(2.0 * float(years_ill) - sick[-1])
    return np.array(sick[1:])


@STORIES
def test_the_same_share_of_the_living_is_sick(name: str) -> None:
    engine, lives = story(name)
    for k, states in enumerate((lives.reference, lives.scenario)):
        alive = people(engine, k)[1:]
        prevalence = sick_at_year_end(engine, k) / alive
        found = (states[1:] == SICK).sum(axis=1) / (states[1:] != DEAD).sum(axis=1)
        agree(found, prevalence, np.sqrt(prevalence * (1.0 - prevalence) / alive))


def test_calibration_finds_the_prevalence_of_the_boys_at_every_age() -> None:
    """Calibration runs a cohort of its own along the ages of the base year (5.2)."""
    engine, lives = story("stop")
    prevalence = engine.calibration.prevalence[0, 0, 0, 1 : YEARS + 1, 0]
    alive = (lives.reference[1:] != DEAD).sum(axis=1)
    found = (lives.reference[1:] == SICK).sum(axis=1) / alive
    agree(found, prevalence, np.sqrt(prevalence * (1.0 - prevalence) / alive))


def differences(lives: Lives, worth: Array) -> tuple[Array, Array]:
    """Scenario less reference by 1 January, all boys together, with its standard error; `worth` by state."""
    each = worth[lives.scenario[1:]] - worth[lives.reference[1:]]
    return each.sum(axis=1), each.std(axis=1) * np.sqrt(BOYS)


@STORIES
def test_the_measure_saves_as_many_boys_and_spares_as_many_patients(name: str) -> None:
    engine, lives = story(name)
    saved, error = differences(lives, np.array([1.0, 1.0, 0.0]))
    agree(saved, people(engine, 1)[1:] - people(engine, 0)[1:], error)
    sick, error = differences(lives, np.array([0.0, 1.0, 0.0]))
    agree(sick, sick_at_year_end(engine, 1) - sick_at_year_end(engine, 0), error)


@STORIES
def test_the_measure_gives_as_many_healthy_years(name: str) -> None:
    """By year and in all: half of the worth of a boy's state at the start and half of that at the end."""
    engine, lives = story(name)
    worth = np.array([1.0, 1.0 - WEIGHT, 0.0])
    gained = worth[lives.scenario] - worth[lives.reference]
    by_year = 0.5 * (gained[:-1] + gained[1:])
    haly = engine.projection.haly[0, 1, :YEARS, 0] - engine.projection.haly[0, 0, :YEARS, 0]
    agree(by_year.sum(axis=1), haly, by_year.std(axis=1) * np.sqrt(BOYS))
    whole = by_year.sum(axis=0)
    error = np.array([whole.std() * np.sqrt(BOYS)])
    agree(np.array([whole.sum()]), np.array([haly.sum()]), error)
    assert haly.sum() > 50.0 * error[0]  # else agreement would say little
