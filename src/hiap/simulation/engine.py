"""What an engine computes: mortality by group (2.3), and the diseases and people of a year (4.1 to 4.4).

Two engines give the same numbers to 1e-9: `plain`, which is NumPy and the one to read, and `compiled`, which
is Numba. Everything else in the simulation is common to both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hiap.equations.disease import YearOfDisease
from hiap.simulation.joining import Joined

Array = NDArray[np.float64]
Traces = tuple[tuple[tuple[int, ...], NDArray[np.int64]], ...]
"""Rows that hold what measures left behind, with the scenarios in which they can be anything but zero."""
EngineName = Literal["numpy", "numba"]
FirstAge = tuple[int, ...]
"""By disease, the first age at which anybody can have it; below it nothing is computed."""
LateRows = tuple[Array, Array, Array]
"""Of a link with a lag: exposure now and lagged [row, draw, sex, age, group], and what a year leaves of their
difference [sex, age, group]."""
COMPILED_FROM = 20
"""Draws from which compiling, or loading what was compiled, costs less time than it saves."""


@dataclass(frozen=True)
class YearToFit:
    """A year of some diseases at one age of the calibration, of which incidence is asked (5.2).

    `prevalence` at its start, `factor` relative incidence by group and `excess_mortality`
    [disease, draw, sex, group]; `remission`, `fatal_fraction`, `cured_fraction`, the `goal` for prevalence a
    year later and an incidence `near` the one that is asked [disease, draw, sex]; `weight` of the groups in
    the goal, broadcasts to [draw, sex, group].
    """

    prevalence: Array
    factor: Array
    remission: Array
    excess_mortality: Array
    fatal_fraction: Array
    cured_fraction: Array
    weight: Array
    goal: Array
    near: Array


@dataclass(frozen=True)
class Diseases:
    """What the diseases of one year depend on.

    `prevalence` on 1 January [disease, draw, scenario, sex, age, group]; `incidence` of the reference, with
    its risk, and `remission`, `excess_mortality`, `fatal_fraction`, `cured_fraction` without any measure, all
    [disease, draw, sex, age, group]; `fall` [draw, sex, age, 1] what is left this year of excess mortality
    and fatal fraction; `underlying` [disease, draw, sex]; `effects` the diseases that raise the risk of
    others: cause, outcome and relative risk [draw, sex, age]; `ratio` by rate (incidence, remission,
    fatality) and disease: scenario over reference [draw, scenario, sex, age, group].
    """

    prevalence: Array
    incidence: Array
    remission: Array
    excess_mortality: Array
    fatal_fraction: Array
    cured_fraction: Array
    fall: Array
    underlying: Array
    effects: tuple[tuple[int, int, Array], ...]
    ratio: Mapping[tuple[str, int], Array]


@dataclass(frozen=True)
class DiseaseYear:
    """Prevalence on 31 December and new cases per person alive at the start, [disease, draw, scenario, ...].

    `added` [draw, scenario, sex, age, group] is the mortality that all diseases together cause (4.2).
    """

    prevalence: Array
    cases: Array
    added: Array


@dataclass(frozen=True)
class Survived:
    """What a year leaves of the people, [draw, scenario, sex, age, group].

    `persons` on 31 December with migrants, `weight` the part of them that was there all year, `deaths` those
    of the year.
    """

    persons: Array
    weight: Array
    deaths: Array


@dataclass(frozen=True)
class Passage:
    """How people with their diseases pass from a year into the next, all [draw, scenario, sex, age, group].

    `start` and `end` are the persons on 1 January and on 31 December, migrants included; `weight` the part of
    the latter that was there all year; `joined` how cells become those of the next year;
    `at_birth` [disease, draw, sex, group]; `disability` [disease, draw]; `care_use` by disease the use of
    care over that of the reference, if any measure changes it; `paid` [2, disease, sex, age] the paid hours
    of a patient and of a new case, all 0 where they are not asked for (7.3).
    """

    start: Array
    end: Array
    weight: Array
    joined: Joined
    at_birth: Array
    disability: Array
    care_use: Mapping[int, Array]
    paid: Array


@dataclass(frozen=True)
class Passed:
    """The outcomes of the year.

    `sick_years`, `cases` and the same weighted by the use of care, `cared_sick` and `cared_cases`
    [disease, draw, scenario, group]; `paid_sick` and `paid_cases` their paid hours a day beyond those of the
    reference, likewise; `healthy` the part of life in full health that diseases leave [draw, scenario, sex,
    age, group].
    """

    sick_years: Array
    cases: Array
    cared_sick: Array
    cared_cases: Array
    paid_sick: Array
    paid_cases: Array
    healthy: Array


ReadCurves = Callable[[Array, float, float, Array], list[Array]]
ReadLate = Callable[[Array, Array, Array, Array], Array]
Steepness = Callable[[Array, Array, Array, Array, Array], Array]
YearOfCells = Callable[[Array, Array, Array, Array, Array, Array], YearOfDisease]
Fit = Callable[[YearToFit], tuple[Array, Array]]
LEAST_STEEPNESS, MOST_STEEPNESS = 0.1, 12.0
"""Where β is looked for first (2.3); below the least only if it is not there."""
SMALL_GAP = 1e-11
"""Years of life to which a gap between groups is met."""


@dataclass(frozen=True)
class RiskChange:
    """What one link changes of the mean risk in the scenarios that act on its factor (3.3, 3.4).

    `change` of this year [level-1, draw, acting, sex, age, group], with `acting` the places of these
    scenarios; `late` of a link with a lag: the change that it follows [level-1, draw, scenario, ...] and what
    is left of the difference after half a year [sex, age, group]; `excess` RR - 1 [level-1, draw, sex, age,
    group]; `usual` the mean risk of the reference [draw, sex, age, group].
    """

    change: Array
    acting: NDArray[np.int64]
    late: tuple[Array, Array] | None
    excess: Array
    usual: Array


@dataclass(frozen=True)
class Engine:
    """A name for the receipt and the functions."""

    name: EngineName
    year: YearOfCells
    fit: Fit
    steepness: Steepness
    group_rates: Callable[[Array, Array, Array], Array]
    diseases: Callable[[Diseases, FirstAge], DiseaseYear]
    survive: Callable[[Array, Array, Array, Array], Survived]
    join: Callable[[Array, Array, Array, Array], tuple[Array, Joined]]
    carry: Callable[[Array, DiseaseYear, Passage, FirstAge, Array], Passed]
    curves: ReadCurves
    change_risk: Callable[[RiskChange, Array], None]
    follow: Callable[[Array, NDArray[np.int64], Array, Array], None]
    late_risk: ReadLate
    pass_late: Callable[[Sequence[LateRows], Joined], list[Array]]
    carry_rows: Callable[[Array, Joined], Array]
    follow_transitions: Callable[[Array, Sequence[slice], NDArray[np.int64], Array, Array], None]
    pass_traces: Callable[[Array, Array, Joined, Traces, Array], None]
    by_group: Callable[[Array], Array]


def engine_for(draws: int) -> EngineName:
    """Choose the engine by the number of draws of the whole run only.

    >>> engine_for(0), engine_for(100)
    ('numpy', 'numba')
    """
    return "numba" if draws >= COMPILED_FROM else "numpy"


def engine(name: EngineName) -> Engine:
    """Give an engine by its name; Numba is imported here and nowhere else.

    >>> engine("numpy").name
    'numpy'
    """
    if name == "numba":
        from hiap.simulation import compiled as room
    else:
        from hiap.simulation import plain as room  # type: ignore[no-redef]
    return Engine(
        name=name,
        year=room.year_of_cells,
        fit=room.incidence_of_prevalence,
        steepness=room.steepness_of_gaps,
        group_rates=room.exact_rates_of_groups,
        diseases=room.diseases_of_year,
        survive=room.survive,
        join=room.join,
        carry=room.carry_diseases,
        curves=room.mean_curve_risks,
        change_risk=room.change_risk,
        follow=room.follow,
        late_risk=room.late_risk,
        pass_late=room.pass_late,
        carry_rows=room.carry_rows,
        follow_transitions=room.follow_transitions,
        pass_traces=room.pass_traces,
        by_group=room.by_group,
    )
