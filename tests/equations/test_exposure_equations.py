"""Exposure: impact fractions and response curves (3.2), lag (3.4), net transitions (3.1)."""

from __future__ import annotations

import numpy as np
import pytest
from curves import risk_from_curve
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from scipy.stats import norm

from hiap.equations.exposure import (
    QUANTILES,
    excess_risk,
    follow_transition,
    lagged,
    log_normal_grid,
    mean_risk,
    net_transition,
    potential_impact_fraction,
)

Array = NDArray[np.float64]
NORMAL = norm.ppf(np.linspace(0.025, 0.975, 20))


@st.composite
def divisions(draw: st.DrawFn) -> tuple[Array, Array]:
    """Two divisions of a population over the same two to five levels; a level may be empty."""
    levels = draw(st.integers(2, 5))
    part = st.just(0.0) | st.floats(0.01, 1.0)
    both = draw(hnp.arrays(np.float64, (2, levels), elements=part)) + np.eye(levels)[0] * 0.01
    both = both / both.sum(axis=1, keepdims=True)
    return both[0], both[1]


def matrix_of(leaving: Array, arriving: Array) -> Array:
    """The transition matrix [from, to] that the two vectors stand for."""
    return np.asarray(np.diag(1.0 - leaving) + np.outer(leaving, arriving))


def test_mean_risk_by_hand() -> None:
    """Half never smoked, a quarter each stopped (RR 2) and smokes (RR 4): .5 + .5 + 1."""
    assert float(mean_risk(np.array([0.25, 0.25]), np.array([2.0, 4.0]))) == 2.0
    several = mean_risk(np.array([[0.25, 0.0], [0.25, 1.0]]), np.array([[2.0], [4.0]]))
    assert several.tolist() == [2.0, 4.0]


@settings(max_examples=60, deadline=None)
@given(case=divisions(), data=st.data())
def test_an_impact_fraction_is_what_happens_to_the_cases(
    case: tuple[Array, Array], data: st.DataObject
) -> None:
    """Count the cases of 1 000 people before and after by level."""
    before, after = case
    risk = np.append(1.0, data.draw(hnp.arrays(np.float64, before.shape[0] - 1, elements=st.floats(0.2, 20))))
    cases_before, cases_after = (1000.0 * share @ (0.003 * risk) for share in (before, after))
    usual = mean_risk(before[1:], risk[1:])
    found = potential_impact_fraction(usual, excess_risk((after - before)[1:], risk[1:]))
    assert float(found) == pytest.approx(1.0 - cases_after / cases_before, abs=1e-10)
    assert float(potential_impact_fraction(usual, np.zeros(()))) == 0.0


def test_the_quantiles_are_twenty_midpoints() -> None:
    np.testing.assert_allclose(QUANTILES, np.linspace(0.025, 0.975, 20), atol=1e-15)


@settings(max_examples=60, deadline=None)
@given(mean=st.floats(1.0, 60.0), spread=st.floats(0.0, 0.6))
def test_the_grid_keeps_its_mean_and_its_spread(mean: float, spread: float) -> None:
    grid = mean * log_normal_grid(np.array([spread]), NORMAL)
    assert grid.shape == (20, 1)
    assert grid.mean() == pytest.approx(mean, rel=1e-13)
    assert (np.diff(grid[:, 0]) >= 0).all()
    np.testing.assert_allclose(np.diff(np.log(grid[:, 0])), spread * np.diff(NORMAL), atol=1e-12)


@settings(max_examples=60, deadline=None)
@given(
    beta=st.floats(-0.2, 0.2),
    exposure=hnp.arrays(np.float64, (3, 2), elements=st.floats(0.0, 60.0)),
    start=st.floats(0.0, 25.0),
    points=st.integers(2, 20),
    step=st.floats(0.1, 2.0),
)
def test_a_log_linear_curve_is_read_exactly_and_ends_at_what_was_studied(
    beta: float, exposure: Array, start: float, points: int, step: float
) -> None:
    log_risk = beta * step * np.arange(points)
    found = risk_from_curve(exposure, start, step, np.stack([log_risk, 2.0 * log_risk]))
    studied = np.clip(exposure, start, start + step * (points - 1)) - start
    np.testing.assert_allclose(found, np.exp(np.array([beta, 2.0 * beta]) * studied), rtol=1e-9)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), points=st.integers(2, 8))
def test_a_bent_curve_is_a_straight_line_between_its_points(data: st.DataObject, points: int) -> None:
    log_risk = data.draw(hnp.arrays(np.float64, (2, points), elements=st.floats(-1, 2)))
    exposure = data.draw(hnp.arrays(np.float64, (5, 2), elements=st.floats(-2, 10)))
    found = risk_from_curve(exposure, 1.0, 0.5, log_risk)
    places = 1.0 + 0.5 * np.arange(points)
    for cell in range(2):
        wanted = np.exp(np.interp(exposure[:, cell], places, log_risk[cell]))
        np.testing.assert_allclose(found[:, cell], wanted, rtol=1e-9)


WIDE = 0.05 * np.arange(-300.0, 301.0)[None]


@settings(max_examples=60, deadline=None)
@given(mean=st.floats(20, 40), shift=st.floats(-5, 5), spread=st.just(0.0) | st.floats(0.1, 10.0))
def test_a_shift_of_an_uncapped_log_linear_risk_has_a_closed_form(
    mean: float, shift: float, spread: float
) -> None:
    """PIF = 1 - exp(β (μ_k - μ_ref)), without spread and with any spread that the shift leaves alone."""
    grid = (mean + spread * NORMAL)[:, None]
    before, after = (risk_from_curve(x, -300.0, 1.0, WIDE).mean(axis=0) for x in (grid, grid + shift))
    found = potential_impact_fraction(before, after - before)[0]
    assert found == pytest.approx(-np.expm1(0.05 * shift), abs=1e-9)


def test_the_cap_and_the_least_harm_level_hold_back_the_closed_form() -> None:
    """BMI 21, 30 and 45, RR 1.1 per unit above 22 and studied to 40; then all one unit lighter."""
    curve = np.log(1.1) * np.arange(19.0)[None]
    before = risk_from_curve(np.array([[21.0], [30.0], [45.0]]), 22.0, 1.0, curve)
    after = risk_from_curve(np.array([[20.0], [29.0], [44.0]]), 22.0, 1.0, curve)
    np.testing.assert_allclose(before[:, 0], [1.0, 1.1**8, 1.1**18], rtol=1e-12)
    np.testing.assert_allclose(after[:, 0], [1.0, 1.1**7, 1.1**18], rtol=1e-12)


SHARE = st.floats(0.0, 1.0)


@settings(max_examples=60, deadline=None)
@given(now=SHARE, before=SHARE, rate=st.floats(0.0, 5.0))
def test_two_half_years_of_lag_make_one(now: float, before: float, rate: float) -> None:
    here, there = np.array(now), np.array(before)
    half = lagged(here, there, np.array(0.5 * rate))
    twice = float(lagged(here, half, np.array(0.5 * rate)))
    assert twice == pytest.approx(float(lagged(here, there, np.array(rate))), abs=1e-12)
    assert min(now, before) - 1e-12 <= twice <= max(now, before) + 1e-12


def test_the_lag_at_its_ends_and_by_hand() -> None:
    now, before = np.array(0.2), np.array(0.6)
    assert float(lagged(now, before, np.array(0.0))) == pytest.approx(0.6, abs=1e-15)
    assert float(lagged(now, before, np.array(200.0))) == pytest.approx(0.2, abs=1e-15)
    assert float(lagged(now, now, np.array(0.3))) == 0.2
    three_quarters_gone = np.array(2.0 * np.log(2.0))
    assert float(lagged(now, before, three_quarters_gone)) == pytest.approx(0.3, abs=1e-12)


def test_a_constant_exposure_is_reached_as_an_exponential() -> None:
    """From 0 to .4 with α = .1: after n years .4 (1 - e^{-.1 n})."""
    there = np.array(0.0)
    for year in range(1, 31):
        there = lagged(np.array(0.4), there, np.array(0.1))
        assert float(there) == pytest.approx(-0.4 * np.expm1(-0.1 * year), abs=1e-12)


@settings(max_examples=100, deadline=None)
@given(case=divisions())
def test_a_net_transition_gives_the_wanted_shares_with_the_fewest_moves(case: tuple[Array, Array]) -> None:
    share, wanted = case
    leaving, arriving = net_transition(share, wanted)
    rows = matrix_of(leaving, arriving)
    assert (rows >= 0).all()
    np.testing.assert_allclose(share @ rows, wanted, atol=1e-12)
    moved = (share * leaving).sum()
    assert moved == pytest.approx(0.5 * np.abs(share - wanted).sum(), abs=1e-12)
    if moved > 1e-12:
        np.testing.assert_allclose(rows.sum(axis=1), 1.0, rtol=1e-12)


def test_a_net_transition_by_hand() -> None:
    """.5 .3 .2 to .3 .4 .3: .2 of .5 leave the first level, half of them to each of the others."""
    leaving, arriving = net_transition(np.array([0.5, 0.3, 0.2]), np.array([0.3, 0.4, 0.3]))
    np.testing.assert_allclose(leaving, [0.4, 0.0, 0.0], atol=1e-12)
    np.testing.assert_allclose(arriving, [0.0, 0.5, 0.5], atol=1e-12)
    difference = np.array([0.1, -0.06, -0.04])
    found = follow_transition(difference, leaving, arriving)
    np.testing.assert_allclose(found, [0.06, -0.04, -0.02], atol=1e-12)


def test_the_same_division_moves_nobody() -> None:
    share = np.array([[0.2, 0.7], [0.8, 0.3]])
    leaving, arriving = net_transition(share, share)
    assert not leaving.any()
    assert not arriving.any()
    difference = np.array([[0.1, 0.0], [-0.1, 0.0]])
    np.testing.assert_array_equal(follow_transition(difference, leaving, arriving), difference)


@settings(max_examples=100, deadline=None)
@given(case=divisions(), data=st.data(), factor=st.floats(-3, 3))
def test_differences_follow_the_transition_in_proportion_and_stay_a_difference(
    case: tuple[Array, Array], data: st.DataObject, factor: float
) -> None:
    share, wanted = case
    some = st.floats(-0.2, 0.2)
    first, second = data.draw(hnp.arrays(np.float64, (2, share.shape[0]), elements=some))
    first, second = first - first.mean(), second - second.mean()
    leaving, arriving = net_transition(share, wanted)
    sent = follow_transition(first, leaving, arriving)
    np.testing.assert_allclose(sent, first @ matrix_of(leaving, arriving), atol=1e-12)
    both = follow_transition(first + factor * second, leaving, arriving)
    apart = sent + factor * follow_transition(second, leaving, arriving)
    np.testing.assert_allclose(both, apart, atol=1e-12)
    if arriving.any():
        assert sent.sum() == pytest.approx(0.0, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(case=divisions(), moved=st.floats(0.0, 1.0))
def test_a_scenario_that_follows_the_transition_keeps_its_shares(
    case: tuple[Array, Array], moved: float
) -> None:
    """Law 8: reference plus difference, both sent through T, is the scenario sent through T: shares."""
    share, wanted = case
    scenario = share.copy()
    scenario[0] += moved * share[-1]
    scenario[-1] -= moved * share[-1]
    leaving, arriving = net_transition(share, wanted)
    later = wanted + follow_transition(scenario - share, leaving, arriving)
    np.testing.assert_allclose(later, scenario @ matrix_of(leaving, arriving), atol=1e-12)
    assert (later >= -1e-12).all()
