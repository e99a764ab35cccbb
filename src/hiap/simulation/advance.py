"""From 31 December to 1 January: survivors, migration, births, ageing and moves between groups (4.4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from hiap.domain.errors import PackError
from hiap.equations.demography import birth_rate, cohort_value
from hiap.equations.groups import moving_shares
from hiap.simulation.engine import DiseaseYear, Passage, Passed, Survived
from hiap.simulation.joining import Joined
from hiap.simulation.path import carried_now
from hiap.simulation.plain import next_ages
from hiap.simulation.risks import LateKey
from hiap.simulation.state import State

if TYPE_CHECKING:
    from hiap.simulation.projection import Setup

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Survivors:
    """The living of each cohort on 31 December with migrants, and the dead of the year.

    `persons` and `deaths` [draw, scenario, sex, age, group]; `infant_deaths` [draw, sex, group] of the births
    of the year, the same in all scenarios.
    """

    persons: Array
    deaths: Array
    infant_deaths: Array


def next_year(
    setup: Setup, t: int, state: State, disease: DiseaseYear, mortality: Array, care_use: Mapping[int, Array]
) -> tuple[State, Survivors, Passed]:
    """Give the state on the next 1 January, and what happened on the way to people and to their diseases."""
    survived = survive_and_migrate(setup, t, state.persons, mortality)
    newborn, infant_deaths = _newborn(setup, t, state, survived.persons)
    reference = next_ages(survived.persons[:, 0], newborn)
    wanted = setup.pack.group_share * reference.sum(axis=-1, keepdims=True)
    if not setup.care_in_added_years:
        alike = as_many_people(state.persons, survived.persons)
        care_use = {d: use * alike for d, use in care_use.items()}
    people, joined = setup.engine.join(survived.persons, newborn, *moving_shares(reference, wanted))
    usual = joined.of_reference()
    passage = Passage(
        start=state.persons,
        end=survived.persons,
        weight=survived.weight,
        joined=joined,
        at_birth=setup.calibration.prevalence[..., 0, :],
        disability=setup.weight,
        care_use=care_use,
        paid=setup.paid,
    )
    diseases, new = setup.rows.diseases, np.empty_like(state.carried)
    new[diseases:] = 0.0
    passed = setup.engine.carry(state.carried[:diseases], disease, passage, setup.first_age, new[:diseases])
    setup.engine.pass_traces(state.carried, survived.weight, joined, setup.traces, new)
    late = _next_lagged(setup, t, state, usual)
    _follow_net_transitions(setup, t, usual, new)
    survivors = Survivors(survived.persons, survived.deaths, infant_deaths)
    return State(people, new, late, {}), survivors, passed


def survive_and_migrate(setup: Setup, t: int, people: Array, mortality: Array) -> Survived:
    """Who is there on 31 December: survivors less leavers, and survivors of arrivals (2.1)."""
    net = _net_migration(setup, t)
    reference = people[:, 0]
    leaving = np.divide(-np.minimum(net, 0.0), reference, out=np.zeros_like(reference), where=reference > 0)
    survived = setup.engine.survive(people, mortality, leaving, np.maximum(net, 0.0))
    _refuse_negative(setup, t, survived.persons)
    return survived


def as_many_people(before: Array, after: Array) -> Array:
    """Who lives in the reference in a year over who does in each scenario; 1 where nobody does (7.1).

    Formula: N_ref/N_k, N the mean of the persons `before` and `after`, [draw, scenario, sex, age, group].

    >>> before, after = np.array([[10.0, 10.0], [0.0, 5.0]]).reshape(2, 1, 2, 1, 1, 1)
    >>> as_many_people(before, after).ravel().round(4).tolist()
    [1.0, 0.6667]
    """
    lived = before + after
    return np.divide(lived[:, :1], lived, out=np.ones_like(lived), where=lived > 0)


def _refuse_negative(setup: Setup, t: int, persons: Array) -> None:
    """Refuse a migration table by which more people leave than there are."""
    if float(persons.min()) < 0.0:
        year = setup.pack.base_year + t
        raise PackError(f"migration: in {year} more people leave an age than live there; mend that table")


def _net_migration(setup: Setup, t: int) -> Array:
    """Net migrants of a year by the cohort they join, aged a year less than on the next 1 January (2.1)."""
    by_next_age = _migrants(setup, t)[..., None] * setup.pack.group_share
    by_cohort = np.zeros_like(by_next_age)
    by_cohort[:, :, :-1] = by_next_age[:, :, 1:]
    return np.asarray(by_cohort)


def _migrants(setup: Setup, t: int) -> Array:
    """Net migrants of a year by age on the next 1 January, [draw, sex, age] (2.7)."""
    table = setup.pack.migration
    return np.asarray(_of_year(setup.world.migrants, t)[:, None, None] * table[min(t, table.shape[0] - 1)])


def _of_year(factor: Array, t: int) -> Array:
    """A factor [draw, year] in a year, that of the last one beyond it."""
    return np.asarray(factor[:, min(t, factor.shape[1] - 1)])


def _newborn(setup: Setup, t: int, state: State, persons: Array) -> tuple[Array, Array]:
    """Births of the reference that live on 1 January, and those that died, [draw, sex, group] (2.1)."""
    fertility = setup.pack.fertility
    rate = cohort_value(fertility[min(t, fertility.shape[0] - 1)])
    women = 0.5 * (state.persons[:, 0, 1] + persons[:, 0, 1])
    births = (women.sum(axis=-1) * rate).sum(axis=-1) * _of_year(setup.world.births, t)
    boys = setup.pack.share_male_at_birth
    by_sex = births[:, None] * np.array([boys, 1.0 - boys])
    born = by_sex[..., None] * setup.pack.group_share[:, 0]
    infant = setup.pack.infant_share_lived[:, None]
    survival = np.exp(-birth_rate(setup.mortality.by_group[:, t, :, 0], infant))
    alive = born * survival
    arrived = _migrants(setup, t)[..., :1]
    newborn = alive.sum(axis=-1, keepdims=True) + arrived
    _refuse_negative(setup, t, newborn)
    return newborn * setup.pack.group_share[:, 0], born - alive


def _next_lagged(setup: Setup, t: int, state: State, usual: Joined) -> dict[LateKey, Array]:
    """Lagged exposure of the reference on the next 1 January, moved with its people (3.4)."""
    year = setup.pack.base_year + t
    late = {link.late: link for link in setup.calibration.links if link.lag is not None}
    rows = [
        (carried_now(setup.path, link, year), state.lagged[key], link.kept[1]) for key, link in late.items()
    ]
    return dict(zip(late, setup.engine.pass_late(rows, usual), strict=True))


def _follow_net_transitions(setup: Setup, t: int, usual: Joined, carried: Array) -> None:
    """Send the differences that shifts made through the net transitions of the reference, in place (3.1)."""
    year = setup.pack.base_year + t
    for name in setup.touched:
        factor = setup.pack.risk_factor(name)
        keys = [
            key
            for key in setup.rows.shift
            if setup.policy.measures[key[0]].effects[key[1]].effect.risk_factor == name
        ]
        if factor.kind == "mean" or not keys:
            continue
        here = setup.path.exposure[(name, setup.path.step(year))]
        mixed = setup.engine.carry_rows(here, usual)
        wanted = setup.path.exposure[(name, setup.path.step(year + 1))]
        mixed[..., 0, :] = wanted[..., 0, :]
        places = [setup.rows.shift[key] for key in keys]
        setup.engine.follow_transitions(carried, places, setup.acting[name], mixed, wanted)
