"""Slope, relative and concentration index: pencil cases and laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiap.equity.concentration import concentration_index, erreygers_index, wagstaff_index
from hiap.equity.slope import Scale, fitted_ends, relative_index, slope_index

GROUPS = st.integers(2, 7)
YEARS = st.floats(1.0, 100.0)
PEOPLE = st.floats(1.0, 1e4)


def lists(values: st.SearchStrategy[float]) -> st.SearchStrategy[tuple[list[float], list[float]]]:
    """Values and people of the same number of groups."""
    return GROUPS.flatmap(
        lambda n: st.tuples(
            st.lists(values, min_size=n, max_size=n), st.lists(PEOPLE, min_size=n, max_size=n)
        )
    )


def test_values_on_a_line_give_its_slope_whatever_the_people() -> None:
    # People 1, 2, 1: ranks 1/8, 1/2, 7/8; y = 50 + 16·rank.
    assert float(slope_index([52.0, 58.0, 64.0], [1, 2, 1], "plain")) == pytest.approx(16.0)
    assert float(relative_index([52.0, 58.0, 64.0], [1, 2, 1], "plain")) == pytest.approx(66 / 50)


def test_a_line_through_three_points_off_it() -> None:
    # Equal groups: ranks 1/6, 1/2, 5/6; weighted slope Σ(r-½)y / Σ(r-½)² = (-⅓·1 + ⅓·7)/(2/9) = 9.
    bottom, top = fitted_ends([1.0, 10.0, 7.0], [1, 1, 1], "plain")
    assert (float(bottom), float(top)) == pytest.approx((6.0 - 4.5, 6.0 + 4.5))


def test_rates_that_halve_over_the_ladder_are_straight_on_the_log_scale() -> None:
    rate = 8.0 * 2.0 ** -np.array([0.25, 0.75])
    assert float(slope_index(rate, [1, 1], "log")) == pytest.approx(-4.0)
    assert float(relative_index(rate, [1, 1], "log")) == pytest.approx(0.5)


def test_odds_that_triple_over_the_ladder_are_straight_on_the_logit_scale() -> None:
    odds = 3.0 ** np.array([0.25, 0.75])
    # Odds 1 at the bottom, 3 at the top: shares 1/2 and 3/4.
    assert float(slope_index(odds / (1 + odds), [1, 1], "logit")) == pytest.approx(0.25)
    assert float(relative_index(odds / (1 + odds), [1, 1], "logit")) == pytest.approx(1.5)


def test_draws_and_years_go_through_together() -> None:
    values = np.array([[[50.0, 60.0], [60.0, 50.0]], [[70.0, 70.0], [0.0, 1.0]]])
    assert slope_index(values, [1, 1], "plain").tolist() == [[20.0, -20.0], [0.0, 2.0]]


@given(lists(YEARS))
def test_the_other_order_turns_the_sign(case: tuple[list[float], list[float]]) -> None:
    values, people = case
    for index in (concentration_index, lambda h, n: slope_index(h, n, "plain")):
        back = index(values[::-1], people[::-1])
        assert float(back) == pytest.approx(-float(index(values, people)), abs=1e-6)


@given(lists(YEARS), st.floats(0.01, 100.0))
def test_relative_measures_do_not_know_the_unit(case: tuple[list[float], list[float]], unit: float) -> None:
    values, people = case
    other = [unit * value for value in values]
    assert float(concentration_index(other, people)) == pytest.approx(
        float(concentration_index(values, people)), abs=1e-9
    )
    assert float(relative_index(other, people, "log")) == pytest.approx(
        float(relative_index(values, people, "log")), rel=1e-6
    )
    assert float(slope_index(other, people, "plain")) == pytest.approx(
        unit * float(slope_index(values, people, "plain")), rel=1e-6, abs=1e-6
    )


@given(lists(YEARS), st.floats(0.0, 50.0))
def test_absolute_measures_do_not_see_a_gain_for_all(
    case: tuple[list[float], list[float]], gain: float
) -> None:
    values, people = case
    higher = [value + gain for value in values]
    assert float(slope_index(higher, people, "plain")) == pytest.approx(
        float(slope_index(values, people, "plain")), abs=1e-6
    )
    assert float(erreygers_index(higher, people, 0.0, 150.0)) == pytest.approx(
        float(erreygers_index(values, people, 0.0, 150.0)), abs=1e-9
    )


@given(YEARS, st.lists(PEOPLE, min_size=2, max_size=7))
def test_equal_groups_have_no_inequality(value: float, people: list[float]) -> None:
    values = [value] * len(people)
    assert float(concentration_index(values, people)) == pytest.approx(0.0, abs=1e-12)
    assert float(slope_index(values, people, "plain")) == pytest.approx(0.0, abs=1e-7)
    assert float(relative_index(values, people, "plain")) == pytest.approx(1.0)
    assert float(wagstaff_index(values, people, 0.0, 200.0)) == pytest.approx(0.0, abs=1e-12)


@given(lists(YEARS))
def test_a_group_cut_in_two_changes_no_concentration(case: tuple[list[float], list[float]]) -> None:
    values, people = case
    cut = [values[0], *values], [0.3 * people[0], 0.7 * people[0], *people[1:]]
    assert float(concentration_index(*cut)) == pytest.approx(
        float(concentration_index(values, people)), abs=1e-9
    )


@given(lists(YEARS))
def test_the_index_is_twice_the_area_between_the_curve_and_the_diagonal(
    case: tuple[list[float], list[float]],
) -> None:
    values, people = case
    share = np.array(people) / sum(people)
    health = share * np.array(values) / (share * np.array(values)).sum()
    p, curve = np.cumsum(share), np.cumsum(health)
    area = float(((p[:-1] * curve[1:]) - (p[1:] * curve[:-1])).sum())
    assert float(concentration_index(values, people)) == pytest.approx(area, abs=1e-9)


@given(lists(st.floats(0.01, 0.99)))
def test_corrected_indices_of_health_and_of_ill_health_mirror_each_other(
    case: tuple[list[float], list[float]],
) -> None:
    values, people = case
    ill = [1.0 - value for value in values]
    for index in (erreygers_index, wagstaff_index):
        assert float(index(ill, people, 0.0, 1.0)) == pytest.approx(
            -float(index(values, people, 0.0, 1.0)), abs=1e-9
        )


def test_corrections_follow_from_the_index_and_the_mean() -> None:
    # Two equal groups, .2 and .6: mean .4, C = 2·(½·¼·.2 + ½·¼·.2)/.4 = .25; E = 4·.4·.25, W = .25/.6.
    assert float(concentration_index([0.2, 0.6], [1, 1])) == pytest.approx(0.25)
    assert float(erreygers_index([0.2, 0.6], [1, 1], 0.0, 1.0)) == pytest.approx(0.4)
    assert float(wagstaff_index([0.2, 0.6], [1, 1], 0.0, 1.0)) == pytest.approx(0.25 / 0.6)
    # The same people measured from 10 to 110 instead of from 0 to 1.
    assert float(erreygers_index([30.0, 70.0], [1, 1], 10.0, 110.0)) == pytest.approx(0.4)
    assert float(wagstaff_index([30.0, 70.0], [1, 1], 10.0, 110.0)) == pytest.approx(0.25 / 0.6)


@pytest.mark.parametrize(
    ("values", "scale", "says"),
    [
        ([0.0, 1.0], "log", "values between 0 and inf"),
        ([0.5, 1.0], "logit", "values between 0 and 1"),
        ([50.0, 60.0], "square", "no scale"),
        ([50.0], "plain", "two groups"),
    ],
)
def test_what_has_no_line_is_refused(values: list[float], scale: Scale, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        slope_index(values, [1.0] * len(values), scale)


def test_people_in_one_group_only_have_no_line() -> None:
    with pytest.raises(ValueError, match="two groups"):
        slope_index([50.0, 60.0], [0.0, 5.0], "plain")


def test_a_line_that_starts_below_nothing_has_no_ratio() -> None:
    with pytest.raises(ValueError, match="use the slope index"):
        relative_index([1.0, 10.0], [1, 1], "plain")


@pytest.mark.parametrize(
    ("lowest", "highest", "says"),
    [(0.0, 0.5, "outside"), (0.3, 1.0, "outside"), (1.0, 0.0, "below"), (0.0, np.inf, "below")],
)
def test_limits_that_do_not_hold_are_refused(lowest: float, highest: float, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        erreygers_index([0.2, 0.6], [1, 1], lowest, highest)


def test_a_mean_at_the_limit_has_no_wagstaff_index() -> None:
    with pytest.raises(ValueError, match="not defined"):
        wagstaff_index([1.0, 1.0], [1, 1], 0.0, 1.0)


def test_an_index_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="mean above 0"):
        concentration_index([0.0, 0.0], [1, 1])
