"""Structural amounts and when they are reached, the year a party is square (8.4, 8.5): on paper, as laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiap.economics.budget import (
    cash_need,
    returned_share,
    square_year,
    structural_amount,
    totals_between,
    year_reached,
)

EURO = st.floats(-1e9, 1e9, allow_nan=False, width=32)
SERIES = st.lists(EURO, min_size=1, max_size=50)


def test_the_structural_amount_is_the_mean_of_the_last_five_years() -> None:
    assert float(structural_amount([100.0, 50.0, 1.0, 2.0, 3.0, 4.0, 5.0])) == 3.0
    assert structural_amount([[1.0, 3.0], [5.0, 5.0]]).tolist() == [2.0, 5.0]


@pytest.mark.parametrize(
    ("series", "reached"),
    [
        ([10.0] * 8, 0),
        ([0.0, 5.0, 9.5, 10.0, 10.0, 10.0, 10.0, 10.0], 2),
        ([-20.0, -11.1, -10.9, -10.0, -10.0, -10.0, -10.0, -10.0], 2),
        ([10.0, 10.0, 10.0, 8.0, 10.0, 10.0, 10.0, 10.0, 10.0], 4),
        ([0.0] * 8, None),
        ([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0], None),
        ([4.0, 4.0], 0),
    ],
)
def test_the_year_in_which_a_series_has_come_to_its_amount(series: list[float], reached: int | None) -> None:
    """From there on every year is within a tenth; one that moves in its last five years never gets there."""
    assert year_reached(series) == reached


def test_an_amount_from_earlier_years_is_reached_only_if_it_lasts() -> None:
    """4 in the first five years: reached at once where it stays, never where it doubles after."""
    assert year_reached([4.0] * 10, 4.0) == 0
    assert year_reached([4.0] * 5 + [8.0] * 5, 4.0) is None


@pytest.mark.parametrize(
    ("balance", "year"),
    [
        ([-100.0, 50.0, 50.0, 1.0], 2),
        ([-100.0, 200.0, -150.0, 60.0], 3),
        ([-100.0, 50.0, 49.0, 0.5], None),
        ([5.0, -1.0, 0.0, 0.0], 0),
        ([0.0, 0.0, 0.0, 0.0], 0),
    ],
)
def test_the_year_in_which_a_party_is_square_to_the_end(balance: list[float], year: int | None) -> None:
    assert square_year(balance, [1.0, 1.0, 1.0, 1.0]) == year


def test_money_that_comes_later_counts_for_less() -> None:
    """100 laid out and 55 twice back: square undiscounted, not at 10 % (50 + 45.45 = 95.45)."""
    assert square_year([-100.0, 55.0, 55.0], [1.0, 1.0, 1.0]) == 2
    assert square_year([-100.0, 55.0, 55.0], [1.0, 1 / 1.1, 1 / 1.21]) is None


@given(SERIES)
@settings(deadline=None)
def test_a_party_is_square_at_the_end_only_if_it_does_not_lose(balance: list[float]) -> None:
    factors = 0.97 ** np.arange(len(balance))
    worth = float(np.cumsum(np.array(balance) * factors)[-1])
    assert (square_year(balance, factors) is None) is (worth < 0.0)


@given(SERIES, st.floats(0.1, 10.0))
@settings(deadline=None)
def test_the_structural_amount_scales_with_the_series(series: list[float], factor: float) -> None:
    scaled = structural_amount(factor * np.array(series))
    assert float(scaled) == pytest.approx(factor * float(structural_amount(series)), rel=1e-9, abs=1e-3)


@pytest.mark.parametrize(
    ("gains", "costs", "share"),
    [([0.0], [10.0], 0.0), ([-5.0], [10.0], 0.0), ([20.0, 40.0], [10.0, 10.0], 3.0), ([5.0], [0.0], None)],
)
def test_what_comes_back_to_who_paid(gains: list[float], costs: list[float], share: float | None) -> None:
    assert returned_share(gains, costs) == share


@given(st.lists(EURO, min_size=1, max_size=40))
def test_who_has_what_a_fund_needs_is_never_short(series: list[float]) -> None:
    """And no less would do, but for who never is behind."""
    need = float(cash_need(series))
    held = need + np.cumsum(series)
    slack = 1e-9 * (1.0 + np.abs(series).sum())
    assert held.min() >= -slack
    assert need == 0.0 or held.min() <= slack


def test_lines_are_added_by_pair_and_nothing_is_left_out() -> None:
    amounts = np.array([[1.0, 2.0, 4.0, 0.0], [1.0, -2.0, 8.0, 0.0]])
    found = totals_between(amounts, ("a", "b", "a", "c"), ("b", "a", "b", "d"))
    assert {pair: values.tolist() for pair, values in found.items()} == {
        ("a", "b"): [5.0, 9.0],
        ("b", "a"): [2.0, -2.0],
    }
    assert amounts.tolist() == [[1.0, 2.0, 4.0, 0.0], [1.0, -2.0, 8.0, 0.0]]


def test_bad_shapes_are_refused_with_the_cure() -> None:
    with pytest.raises(ValueError, match="give at least one year"):
        structural_amount([])
    with pytest.raises(ValueError, match="give at least one year"):
        cash_need([])
    with pytest.raises(ValueError, match="give one axis of years"):
        year_reached([[1.0]])
    with pytest.raises(ValueError, match="give one of each a year"):
        square_year([1.0], [1.0, 1.0])
    with pytest.raises(ValueError, match="give one of each a draw"):
        returned_share([1.0], [1.0, 2.0])
    with pytest.raises(ValueError, match="not finite"):
        returned_share([float("nan")], [1.0])
    with pytest.raises(ValueError, match="1 lines, 2 payers"):
        totals_between(np.ones(1), ("a", "b"), ("c",))
