"""What is written down of a projection: its arrays, those of the base year, and of scenarios that stopped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import Pack
from hiap.simulation.advance import Survivors
from hiap.simulation.engine import DiseaseYear
from hiap.simulation.expectancy import marked_places
from hiap.simulation.policy import Policy
from hiap.simulation.state import State

Array = NDArray[np.float64]
NOBODY = 1e-300
"""Keeps a share of nobody at 0."""


@dataclass(frozen=True)
class Projection:
    """What happens, per draw, scenario and year from the base year on.

    `person_years` [draw, scenario, year, sex, age, group]; `sick_years` and `cases` [disease, draw,
    scenario, year, group]; `deaths` [draw, scenario, year, sex, group]; `haly`, `healthy_years`
    [draw, scenario, year, group]; `participants` [measure, draw, scenario, year, group]; `persons` on
    1 January like `person_years`. `cared_for`, `cared_sick` and `cared_cases` are person-years, patients and
    cases weighted by the use of care: the same arrays unless a measure changes that use, or care is counted
    for as many people as live in the reference. `base_sick` and
    `base_cases` [disease, draw, sex, age] are patients and new cases per person-year of the base year.
    `haly_by_age` [draw, scenario, sex, age, group] is summed over the years, by age on 1 January of each.
    `haly_expectancy` and `healthy_expectancy` [draw, scenario, marked year, sex, group] are years at birth
    in full and in good perceived health, in the marked years of the pack that are projected. `paid_sick`
    and `paid_cases` are the paid hours a day of patients and new cases beyond those of the reference, like
    these; `paid_dead` those of the dead [draw, scenario, year, group]. `other_deaths`, likewise, are deaths
    from causes that are not modelled, weighted by the use of care; `base_other_deaths` [draw, sex, age] are
    these per person-year of the base year.
    """

    first_year: int
    person_years: Array
    persons: Array
    sick_years: Array
    cases: Array
    deaths: Array
    haly: Array
    healthy_years: Array
    participants: Array
    cared_for: Array
    cared_sick: Array
    cared_cases: Array
    base_sick: Array
    base_cases: Array
    haly_by_age: Array
    haly_expectancy: Array
    healthy_expectancy: Array
    paid_sick: Array
    paid_cases: Array
    paid_dead: Array
    other_deaths: Array
    base_other_deaths: Array
    clamps: tuple[dict[str, object], ...]


def empty_projection(
    pack: Pack, policy: Policy, years: int, draws: int, scenarios: int, *, weighted: bool = False
) -> Projection:
    """A projection of zeros, with weighted copies only where they are asked for or a measure changes care."""
    cells, diseases = pack.group_share.shape, len(pack.diseases)
    by_group_of = (draws, scenarios, years, cells[-1])
    lived = np.zeros((draws, scenarios, years, *cells))
    sick, cases = np.zeros((diseases, *by_group_of)), np.zeros((diseases, *by_group_of))
    marked = (draws, scenarios, len(marked_places(pack, years)), 2, cells[-1])
    effects = [sampled.effect for measure in policy.measures for sampled in measure.effects]
    weighted = weighted or any(effect.kind == "care_use" for effect in effects)
    return Projection(
        first_year=pack.base_year,
        person_years=lived,
        persons=np.zeros(lived.shape),
        sick_years=sick,
        cases=cases,
        deaths=np.zeros((draws, scenarios, years, 2, cells[-1])),
        haly=np.zeros(by_group_of),
        healthy_years=np.zeros(by_group_of),
        participants=np.zeros((len(policy.measures), *by_group_of)),
        cared_for=np.zeros(lived.shape) if weighted else lived,
        cared_sick=np.zeros(sick.shape) if weighted else sick,
        cared_cases=np.zeros(cases.shape) if weighted else cases,
        base_sick=np.zeros((diseases, draws, *cells[:-1])),
        base_cases=np.zeros((diseases, draws, *cells[:-1])),
        haly_by_age=np.zeros((draws, scenarios, *cells)),
        haly_expectancy=np.zeros(marked),
        healthy_expectancy=np.zeros(marked),
        paid_sick=np.zeros(sick.shape),
        paid_cases=np.zeros(cases.shape),
        paid_dead=np.zeros(by_group_of),
        other_deaths=np.zeros(by_group_of),
        base_other_deaths=np.zeros((draws, *cells[:-1])),
        clamps=(),
    )


def record_base_year(
    state: State, survivors: Survivors, disease: DiseaseYear, others: Array, result: Projection
) -> None:
    """Write patients, new cases and other deaths per person-year of the base year, by sex and age.

    All of the reference; `others` [draw, scenario, sex, age, group] are those deaths.
    """
    start, end = 0.5 * state.persons[:, 0], 0.5 * survivors.persons[:, 0]
    lived = start + end
    people = np.maximum(lived.sum(axis=-1), NOBODY)
    before = state.carried[: len(disease.prevalence), :, 0]
    result.base_sick[:] = (before * start + disease.prevalence[:, :, 0] * end).sum(axis=-1) / people
    result.base_cases[:] = (disease.cases[:, :, 0] * lived).sum(axis=-1) / people
    result.base_other_deaths[:] = others[:, 0].sum(axis=-1) / people


def repeat_reference(
    pack: Pack, result: Projection, policy: Policy, t: int, stopped: NDArray[np.int64]
) -> None:
    """Give scenarios that are not followed the values of the reference, and the participants they have."""
    if not len(stopped):
        return
    people = (result.person_years, result.cared_for, result.persons, result.deaths)
    for array in (*people, result.haly, result.healthy_years, result.other_deaths):
        array[:, stopped, t] = array[:, :1, t]
    cared, paid = (result.cared_sick, result.cared_cases), (result.paid_sick, result.paid_cases)
    for array in (result.sick_years, result.cases, *cared, *paid):
        array[:, :, stopped, t] = array[:, :, :1, t]
    marked = marked_places(pack, result.haly.shape[2])
    for array in (result.haly_expectancy, result.healthy_expectancy) if t in marked else ():
        array[:, stopped, marked.index(t)] = array[:, :1, marked.index(t)]
    for m, measure in enumerate(policy.measures):
        taking_part = measure.in_scenario[stopped][:, None]
        result.participants[m][:, stopped, t] = result.participants[m][:, :1, t] * taking_part
