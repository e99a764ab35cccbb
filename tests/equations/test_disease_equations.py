"""The one-year step of a disease (4.1), against the equations it solves, and what it adds (4.2)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.integrate import solve_ivp

from hiap.equations.disease import YearOfDisease, added_mortality, disease_year, underlying_share

Array = NDArray[np.float64]
Rates = tuple[float, float, float, float, float]

ROUND_FRACTIONS = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (0.5, 0.5), (0.3, 0.7), (0.9, 0.1), (0.1, 0.9)]


def up_to(highest: float) -> st.SearchStrategy[float]:
    """A rate: none, tiny, or anything to the highest."""
    return st.one_of(st.sampled_from([0.0, 1e-9, 1e-5, highest]), st.floats(0.0, highest))


@st.composite
def fractions(draw: st.DrawFn) -> tuple[float, float]:
    """Fatal and cured fraction of new cases, together at most 1."""
    if draw(st.booleans()):
        return draw(st.sampled_from(ROUND_FRACTIONS))
    fatal = draw(st.floats(0.0, 1.0))
    return fatal, draw(st.floats(0.0, 1.0)) * (1.0 - fatal)


@st.composite
def rates(draw: st.DrawFn) -> Rates:
    """Incidence to 2, remission to 5, excess mortality to 3, fatal and cured fraction."""
    return (draw(up_to(2.0)), draw(up_to(5.0)), draw(up_to(3.0)), *draw(fractions()))


def year_of(prevalence: float, of: Rates) -> YearOfDisease:
    """The closed form for one cell."""
    return disease_year(*(np.array([x]) for x in (prevalence, *of)))


def solved_numerically(prevalence: float, of: Rates) -> tuple[float, float]:
    """Healthy and sick after a year, from the flows between healthy, sick and dead."""
    incidence, remission, excess, fatal, cured = of

    def flows(_: float, state: Array) -> list[float]:
        healthy, sick = state
        cases, recovered = incidence * healthy, remission * sick
        lasting = cases * (1.0 - fatal - cured)
        return [cases * cured - cases + recovered, lasting - recovered - excess * sick]

    start = [1.0 - prevalence, prevalence]
    end = solve_ivp(flows, (0.0, 1.0), start, method="DOP853", rtol=1e-11, atol=1e-13).y[:, -1]
    return float(end[0]), float(end[1])


@settings(max_examples=150, deadline=None)
@given(prevalence=st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0.0, 1.0)), of=rates())
@example(prevalence=0.3, of=(2.0, 5.0, 3.0, 0.2, 0.3))
@example(prevalence=0.2, of=(0.4, 0.1, 0.2, 0.1, 0.9))
@example(prevalence=0.0, of=(0.0, 0.0, 0.0, 0.0, 0.0))
def test_the_closed_form_solves_the_differential_equations(prevalence: float, of: Rates) -> None:
    healthy, sick = solved_numerically(prevalence, of)
    year = year_of(prevalence, of)
    assert year.hazard[0] == pytest.approx(-np.log(healthy + sick), abs=1e-9)
    assert year.prevalence[0] == pytest.approx(sick / (healthy + sick), abs=1e-9)
    assert year.cases[0] == pytest.approx(of[0] * 0.5 * (1.0 - prevalence + healthy), abs=1e-9)


@pytest.mark.parametrize("root", [0.0, 1e-12, 1e-8, 9.9e-6, 1.01e-5, 1e-4, 9.9e-4, 1e-3, 1.01e-3])
@pytest.mark.parametrize("onset", [0.0, 0.02, 1.5])
@pytest.mark.parametrize("side", [-1.0, 1.0])
def test_the_step_is_smooth_where_the_root_vanishes(root: float, onset: float, side: float) -> None:
    excess = max(onset + 2.0 * side * root, 0.0)
    healthy, sick = solved_numerically(0.3, (onset, 0.0, excess, 0.0, 0.0))
    year = year_of(0.3, (onset, 0.0, excess, 0.0, 0.0))
    assert year.hazard[0] == pytest.approx(-np.log(healthy + sick), abs=1e-10)
    assert year.prevalence[0] == pytest.approx(sick / (healthy + sick), abs=1e-10)


@settings(max_examples=150, deadline=None)
@given(prevalence=st.floats(0.0, 1.0), of=rates())
@example(prevalence=0.2, of=(1.0, 0.1, 0.0, 0.1, 0.9))
@example(prevalence=0.0, of=(1.3, 0.0, 0.0, 0.1, 0.9))
@example(prevalence=0.5, of=(0.4, 0.04, 0.0, 0.1, 0.9))
def test_what_comes_out_is_a_share_and_a_hazard(prevalence: float, of: Rates) -> None:
    """Law 8: shares in [0, 1]. Nobody dies faster than those at onset or the sick do."""
    year = year_of(prevalence, of)
    incidence, _, excess, fatal, _ = of
    assert 0.0 <= year.prevalence[0] <= 1.0
    assert -1e-15 <= year.hazard[0] <= max(incidence * fatal, excess) + 1e-12
    assert 0.0 <= year.cases[0] <= incidence


@pytest.mark.parametrize(("incidence", "remission"), [(1.0, 0.1), (0.4, 0.04), (2.0, 0.2), (0.01, 0.001)])
def test_fatal_and_cured_that_take_all_cases_leave_no_gap(incidence: float, remission: float) -> None:
    """1 - .1 - .9 is not 0 in binary: the root must not turn imaginary where recovery equals onset."""
    year = year_of(0.2, (incidence, remission, 0.0, 0.1, 0.9))
    healthy, sick = solved_numerically(0.2, (incidence, remission, 0.0, 0.1, 0.9))
    assert year.hazard[0] == pytest.approx(-np.log(healthy + sick), abs=1e-9)
    assert year.prevalence[0] == pytest.approx(sick / (healthy + sick), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(prevalence=st.floats(0.0, 1.0), of=rates())
def test_twelve_monthly_steps_make_one_year(prevalence: float, of: Rates) -> None:
    """Law 7: with constant rates the hazards of the months add up and the last prevalence is the year's."""
    incidence, remission, excess, fatal, cured = of
    month = (incidence / 12.0, remission / 12.0, excess / 12.0, fatal, cured)
    there, hazard = prevalence, 0.0
    for _ in range(12):
        step = year_of(min(max(there, 0.0), 1.0), month)
        there, hazard = float(step.prevalence[0]), hazard + float(step.hazard[0])
    year = year_of(prevalence, of)
    assert there == pytest.approx(year.prevalence[0], abs=1e-9)
    assert hazard == pytest.approx(year.hazard[0], abs=1e-9)


def test_the_cases_of_twelve_months_come_close_to_those_of_the_year() -> None:
    """The trapezium of (4.1) is no closed form: at incidence .05 it is within 0.1 % of the months."""
    there, alive, cases = 0.1, 1.0, 0.0
    for _ in range(12):
        step = year_of(there, (0.05 / 12, 0.2 / 12, 0.3 / 12, 0.1, 0.1))
        cases += alive * float(step.cases[0])
        there, alive = float(step.prevalence[0]), alive * float(np.exp(-step.hazard[0]))
    assert year_of(0.1, (0.05, 0.2, 0.3, 0.1, 0.1)).cases[0] == pytest.approx(cases, rel=1e-3)


@settings(max_examples=50, deadline=None)
@given(incidence=up_to(2.0), remission=up_to(5.0), excess=up_to(3.0))
def test_a_disease_that_kills_at_once_is_a_cause_of_death_only(
    incidence: float, remission: float, excess: float
) -> None:
    year = year_of(0.0, (incidence, remission, excess, 1.0, 0.0))
    assert year.prevalence[0] == 0.0
    assert year.hazard[0] == pytest.approx(incidence, abs=1e-12)
    assert year.cases[0] == pytest.approx(incidence * (1.0 + np.exp(-incidence)) / 2.0, abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(incidence=up_to(2.0), remission=up_to(5.0), excess=up_to(3.0))
def test_a_disease_that_is_always_cured_leaves_no_trace_but_cases(
    incidence: float, remission: float, excess: float
) -> None:
    year = year_of(0.0, (incidence, remission, excess, 0.0, 1.0))
    assert year.prevalence[0] == 0.0
    assert year.hazard[0] == pytest.approx(0.0, abs=1e-12)
    assert year.cases[0] == pytest.approx(incidence, abs=1e-12)


@settings(max_examples=50, deadline=None)
@given(prevalence=st.floats(0.0, 1.0), remission=up_to(5.0), excess=up_to(3.0))
def test_without_new_cases_the_sick_leave_at_one_rate(
    prevalence: float, remission: float, excess: float
) -> None:
    """r + f of the sick leave, a part f/(r + f) of them by death."""
    year = year_of(prevalence, (0.0, remission, excess, 0.0, 0.0))
    left = prevalence * np.exp(-(remission + excess))
    dead = prevalence * -np.expm1(-(remission + excess)) * excess / max(remission + excess, 1e-300)
    assert year.hazard[0] == pytest.approx(-np.log1p(-dead), abs=1e-10)
    assert year.prevalence[0] * (1.0 - dead) == pytest.approx(left, abs=1e-10)
    assert year.cases[0] == 0.0


@settings(max_examples=50, deadline=None)
@given(prevalence=st.floats(0.0, 0.9), of=rates(), more=st.floats(0.0, 0.5))
def test_more_new_cases_never_leave_fewer_sick(prevalence: float, of: Rates, more: float) -> None:
    incidence, remission, _, _, cured = of
    few = year_of(prevalence, (incidence, remission, 0.0, 0.0, cured))
    many = year_of(prevalence, (incidence + more, remission, 0.0, 0.0, cured))
    assert many.prevalence[0] >= few.prevalence[0] - 1e-12
    assert many.cases[0] >= few.cases[0] - 1e-12


def test_one_number_is_as_good_as_an_array() -> None:
    """Shapes: all broadcast together, down to a single number."""
    numbers = (0.1, 0.005, 0.02, 0.015, 0.1, 0.2)
    single = disease_year(*(np.array(x) for x in numbers))
    row = disease_year(*(np.array([x]) for x in numbers))
    assert [float(x) for x in single] == [float(x[0]) for x in row]


def test_axes_broadcast_without_changing_a_digit() -> None:
    prevalence = np.linspace(0.0, 0.4, 6).reshape(2, 3)
    incidence = np.array([[0.01], [0.3]])
    year = disease_year(prevalence, incidence, *(np.array(x) for x in (0.1, 0.2, 0.1, 0.2)))
    for row in range(2):
        for column in range(3):
            alone = year_of(float(prevalence[row, column]), (float(incidence[row, 0]), 0.1, 0.2, 0.1, 0.2))
            assert year.prevalence[row, column] == alone.prevalence[0]
            assert year.hazard[row, column] == alone.hazard[0]


def test_what_a_disease_adds_in_a_world_of_two_rows() -> None:
    """1,000 people, 200 sick all year, 20 excess deaths of which half are coded to something else."""
    hazard = np.array([0.02, 0.03])
    excess, sick, end = np.array([0.1, 0.1]), np.array([0.2, 0.2]), np.array([0.2, 0.3])
    found = added_mortality(hazard, excess, np.array([0.5, 0.25]), sick, end)
    np.testing.assert_allclose(found, [0.02 - 0.5 * 0.1 * 0.2, 0.03 - 0.75 * 0.1 * 0.25], atol=1e-15)


def test_a_disease_that_is_always_the_cause_adds_its_whole_hazard() -> None:
    hazard = np.array([0.02])
    one, rest = np.array([1.0]), np.array([0.4])
    assert added_mortality(hazard, rest, one, rest, rest)[0] == hazard[0]


@settings(max_examples=50, deadline=None)
@given(deaths=st.floats(0, 1e4), onset=st.floats(0, 1e4), excess=st.just(0.0) | st.floats(1e-3, 1e4))
def test_the_underlying_share_is_a_share(deaths: float, onset: float, excess: float) -> None:
    share = underlying_share(np.array([deaths]), np.array([onset]), np.array([excess]))[0]
    assert 0.0 <= share <= 1.0
    inside = 0.0 < deaths - onset < excess
    if inside:
        assert share * excess + onset == pytest.approx(deaths, rel=1e-9, abs=1e-9)


def test_underlying_share_of_heart_disease_by_hand() -> None:
    """100 coded deaths, 40 of them at onset; patients die 150 more than others: 60/150."""
    found = underlying_share(np.array([100.0]), np.array([40.0]), np.array([150.0]))
    assert found[0] == pytest.approx(0.4, abs=1e-15)
    np.testing.assert_array_equal(
        underlying_share(np.array([5.0, 9.0]), np.zeros(2), np.array([0.0, 3.0])), [0, 1]
    )
