"""The one-year step of a disease (4.1) at the ends of its range, in NumPy and compiled, against a solver.

Both are held against a numerical solution (order 8, relative tolerance 1e-11) of healthy, sick and dead, in
which the dead are an unknown of their own, so that a hazard of 1e-12 has digits to compare. Incidence goes to
5 a year, remission to 15, excess mortality to 10, rates down to 1e-12, and fatal and cured cases together up
to all of them: far beyond any disease, where a closed form would overflow, cancel or leave [0, 1].
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from hiap.equations.disease import YearOfDisease, disease_year
from hiap.simulation import kernels

Array = NDArray[np.float64]
Step = Callable[[Array, Array], YearOfDisease]

TINY = 1e-12
PREVALENCES = (0.0, TINY, 0.4, 1.0)
INCIDENCES = (0.0, TINY, 0.05, 5.0)
REMISSIONS = (0.0, TINY, 0.3, 15.0)
EXCESSES = (0.0, TINY, 0.1, 10.0)
FATAL_AND_CURED = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (TINY, TINY), (0.3, 0.7), (0.9, 0.1), (0.2, 0.3))
CELLS = 6
RELATIVE, ABSOLUTE = 1e-9, 2e-14
"""What is asked: nine digits, or what is left of 1 in double precision after a few dozen operations."""


class Course(NamedTuple):
    """Where people are after a year: shares of those who were alive at its start."""

    healthy: Array
    sick: Array
    dead: Array


def solved_numerically(prevalence: Array, rates: Array) -> Course:
    """Follow the flows between healthy, sick and dead of every cell; `rates` [rate, cell] as in (4.1)."""
    incidence, remission, excess, fatal, cured = rates

    def flows(_: float, state: Array) -> Array:
        healthy, sick = state.reshape(3, -1)[:2]
        cases, recovered, die = incidence * healthy, remission * sick, excess * sick
        stay = np.maximum(1.0 - fatal - cured, 0.0)
        becomes_healthy = recovered - cases * (fatal + stay)
        return np.concatenate([becomes_healthy, cases * stay - recovered - die, cases * fatal + die])

    start = np.concatenate([1.0 - prevalence, prevalence, np.zeros_like(prevalence)])
    end = solve_ivp(flows, (0.0, 1.0), start, method="DOP853", rtol=1e-11, atol=1e-18).y[:, -1]
    return Course(*end.reshape(3, -1))


def plain(prevalence: Array, rates: Array) -> YearOfDisease:
    """The closed form in NumPy."""
    return disease_year(prevalence, *rates)


def compiled(prevalence: Array, rates: Array) -> YearOfDisease:
    """The closed form of the compiled engine, a row of cells at a time."""
    end, cases, hazard = np.zeros((3, len(prevalence)))
    kernels.year_of_cells(prevalence, np.ascontiguousarray(rates), False, end, cases, hazard)
    return YearOfDisease(end, hazard, cases)


def check(found: YearOfDisease, prevalence: Array, rates: Array, course: Course) -> None:
    """Hold what came out against the course, and against its own limits (law 8)."""
    alive = course.healthy + course.sick
    wanted = {
        "prevalence": course.sick / alive,
        "hazard": np.where(course.dead < 0.5, -np.log1p(-course.dead), -np.log(alive)),
        "cases": rates[0] * 0.5 * (1.0 - prevalence + course.healthy),
    }
    for name, expected in wanted.items():
        np.testing.assert_allclose(getattr(found, name), expected, rtol=RELATIVE, atol=ABSOLUTE, err_msg=name)
    assert found.prevalence.min() >= 0.0
    assert found.prevalence.max() <= 1.0
    assert found.hazard.min() >= -ABSOLUTE
    assert found.cases.min() >= 0.0


@cache
def corners() -> tuple[Array, Array, Course]:
    """Every combination of none, tiny, ordinary and extreme, with its course: prevalence, rates, course."""
    cells = [
        (p, i, r, f, fatal, cured)
        for p, i, r, f, (fatal, cured) in product(
            PREVALENCES, INCIDENCES, REMISSIONS, EXCESSES, FATAL_AND_CURED
        )
    ]
    prevalence, *rates = np.array(cells).T
    stacked = np.stack(rates)
    return prevalence, stacked, solved_numerically(prevalence, stacked)


def test_the_numerical_solution_loses_nobody() -> None:
    """Else it would be no measure of anything: healthy, sick and dead make up everybody."""
    _, _, course = corners()
    np.testing.assert_allclose(sum(course), 1.0, rtol=0.0, atol=1e-14)


def lasting(prevalence: Array, rates: Array) -> YearOfDisease:
    """The same of a disease that nobody recovers from, which has a loop of its own."""
    end, cases, hazard = np.zeros((3, len(prevalence)))
    kernels.year_of_row(prevalence, tuple(np.ascontiguousarray(rates)), True, end, cases, hazard)
    return YearOfDisease(end, hazard, cases)


def test_every_corner_without_recovery_is_solved() -> None:
    prevalence, rates, course = corners()
    stays = rates[1] == 0.0
    check(
        lasting(prevalence[stays], rates[:, stays]),
        prevalence[stays],
        rates[:, stays],
        Course(*(x[stays] for x in course)),
    )


@pytest.mark.parametrize("step", [plain, compiled])
def test_every_corner_of_the_range_is_solved(step: Step) -> None:
    prevalence, rates, course = corners()
    check(step(prevalence, rates), prevalence, rates, course)


def up_to(highest: float) -> st.SearchStrategy[float]:
    """A rate or share: none, tiny, anything on a logarithmic scale, or anything to the highest."""
    ends = st.sampled_from([0.0, TINY, highest])
    scale = st.floats(-12.0, float(np.log10(highest))).map(lambda power: min(10.0**power, highest))
    return st.one_of(ends, scale, st.floats(0.0, highest))


@st.composite
def rows(draw: st.DrawFn) -> tuple[Array, Array]:
    """A row of cells with their prevalence and rates, fatal and cured together at most 1."""

    def row(highest: float) -> Array:
        return np.array(draw(st.lists(up_to(highest), min_size=CELLS, max_size=CELLS)))

    prevalence, incidence, remission, excess, fatal = row(1.0), row(5.0), row(15.0), row(10.0), row(1.0)
    cured = np.minimum(row(1.0), 1.0 - fatal)
    return prevalence, np.stack([incidence, remission, excess, fatal, cured])


@settings(max_examples=60, deadline=None)
@given(row=rows())
def test_any_row_of_extreme_rates_is_solved(row: tuple[Array, Array]) -> None:
    prevalence, rates = row
    course = solved_numerically(prevalence, rates)
    for step in (plain, compiled):
        check(step(prevalence, rates), prevalence, rates, course)
    rates[1] = 0.0
    check(lasting(prevalence, rates), prevalence, rates, solved_numerically(prevalence, rates))


def around(edge: float) -> list[float]:
    """Just below, at and just above an edge."""
    return [edge * (1.0 - 1e-9), edge, edge * (1.0 + 1e-9)]


@pytest.mark.parametrize(
    ("what", "incidence", "remission", "excess"),
    [
        ("half of all rates together is 1.5", [0.5] * 3, [x - 2.5 for x in around(3.0)], [2.0] * 3),
        ("the root is 1.5", [0.0] * 3, [0.0] * 3, around(3.0)),
        ("a fifth of all people die", [0.0] * 3, [0.0] * 3, around(-float(np.log(0.8)))),
    ],
)
def test_the_compiled_step_is_smooth_where_its_polynomials_end(
    what: str, incidence: list[float], remission: list[float], excess: list[float]
) -> None:
    """On either side of the edge another piece of code does the cell; both solve the same equations."""
    nothing = [0.0] * 3
    rates = np.array([incidence, remission, excess, nothing, nothing])
    everybody = np.ones(3)
    for prevalence in (everybody, 0.5 * everybody):
        course = solved_numerically(prevalence, rates)
        check(compiled(prevalence, rates), prevalence, rates, course)
        jumps = np.diff(compiled(prevalence, rates).hazard)
        assert np.abs(jumps).max() < 2e-8, what
