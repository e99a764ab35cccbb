"""What an engine computes in a year: what diseases do (4.1, 4.2) and what people carry on (4.3, 4.4).

Two engines give the same numbers to 1e-9: `plain`, which is NumPy and the one to read, and `compiled`, which
is Numba. Everything else in the simulation is common to both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from hiap.simulation.joining import Joined

Array = NDArray[np.float64]
Traces = tuple[tuple[tuple[int, ...], NDArray[np.int64]], ...]
"""Rows that hold what measures left behind, with the scenarios in which they can be anything but zero."""
EngineName = Literal["numpy", "numba"]
FirstAge = tuple[int, ...]
"""By disease, the first age at which anybody can have it; below it nothing is computed."""
COMPILED_FROM = 20
"""Draws from which compiling, or loading what was compiled, costs less time than it saves."""


@dataclass(frozen=True)
class Diseases:
    """What the diseases of one year depend on.

    `prevalence` on 1 January [disease, draw, scenario, sex, age, group]; `incidence` of the reference, with
    its risk, and `remission`, `excess_mortality`, `fatal_fraction`, `cured_fraction` of the year without any
    measure, all [disease, draw, sex, age, group]; `underlying` [disease, draw, sex]; `effects` the diseases
    that raise the risk of others: cause, outcome and relative risk [draw, sex, age]; `ratio` by rate
    (incidence, remission, fatality) and disease: scenario over reference [draw, scenario, sex, age, group].
    """

    prevalence: Array
    incidence: Array
    remission: Array
    excess_mortality: Array
    fatal_fraction: Array
    cured_fraction: Array
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
class Passage:
    """How people with their diseases pass from a year into the next, all [draw, scenario, sex, age, group].

    `start` and `end` are half of the persons on 1 January and on 31 December, migrants included; `weight`
    the part of the latter that was there all year; `joined` how cells become those of the next year;
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
    """Prevalence on the next 1 January and the outcomes of the year.

    `prevalence` [disease, draw, scenario, sex, age, group]; `sick_years`, `cases` and the same weighted by
    the use of care, `cared_sick` and `cared_cases` [disease, draw, scenario, group]; `paid_sick` and
    `paid_cases` their paid hours a day beyond those of the reference, likewise; `healthy` the part of life in
    full health that diseases leave [draw, scenario, sex, age, group].
    """

    prevalence: Array
    sick_years: Array
    cases: Array
    cared_sick: Array
    cared_cases: Array
    paid_sick: Array
    paid_cases: Array
    healthy: Array


ReadCurves = Callable[[Array, float, float, Array], list[Array]]


@dataclass(frozen=True)
class Engine:
    """A name for the receipt and the functions."""

    name: EngineName
    diseases: Callable[[Diseases, FirstAge], DiseaseYear]
    carry: Callable[[Array, DiseaseYear, Passage, FirstAge], Passed]
    curves: ReadCurves
    carry_rows: Callable[[Array, Joined], Array]
    pass_traces: Callable[[Array, Array, Joined, Traces, Array], None]


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
        diseases=room.diseases_of_year,
        carry=room.carry_diseases,
        curves=room.mean_curve_risks,
        carry_rows=room.carry_rows,
        pass_traces=room.pass_traces,
    )
