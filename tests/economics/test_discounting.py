"""Discounting: published factors, closed forms, bad input (8.3)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiap.economics.discounting import discount_factors, ordered_sum, present_value

MKBA: list[tuple[int | None, float]] = [(35, 0.028), (None, 0.018)]
RATE = st.floats(min_value=-0.02, max_value=0.2).filter(lambda rate: abs(rate) > 1e-4)

# Dutch rule from 1 January 2026 (Werkgroep discontovoet 2025; secondary sources), forward reading, computed
# outside this project.
PUBLISHED_MKBA = {
    0: 1.0,
    1: 0.9727626459143969,
    5: 0.8710326343376633,
    10: 0.7586978500812095,
    20: 0.5756224277178494,
    30: 0.43672349836805874,
    35: 0.3804004192606904,
    36: 0.37367428218142473,
    40: 0.3479381876096193,
    50: 0.2910880098820464,
    75: 0.1863502015878666,
    100: 0.11929861915614536,
}

# Flat rates: risk-free -1 % and standard 2.25 % (rwseconomie.nl/discontovoet, from 1 January 2021); 3 % (CPB
# 2015, to 2020); costs 3 % and effects 1.5 % (Zorginstituut, guideline of January 2024), before it 4 %.
PUBLISHED_FLAT = [
    (-0.01, 1, 1.0101010101010102),
    (-0.01, 10, 1.1057273553218807),
    (-0.01, 50, 1.6528759864034048),
    (0.015, 1, 0.9852216748768474),
    (0.015, 10, 0.8616672317221843),
    (0.015, 50, 0.4750046788965289),
    (0.0225, 1, 0.9779951100244499),
    (0.0225, 10, 0.8005101321504571),
    (0.0225, 30, 0.512980078425178),
    (0.0225, 50, 0.32872608389626556),
    (0.03, 1, 0.970873786407767),
    (0.03, 10, 0.7440939148967249),
    (0.03, 50, 0.22810707978975348),
    (0.04, 1, 0.9615384615384615),
    (0.04, 10, 0.6755641688257986),
    (0.04, 50, 0.14071261533323948),
]

# End-of-year annuity factors of 1 euro a year (same sources).
PUBLISHED_ANNUITY = [
    (0.015, 5, 4.7826449729573435),
    (0.015, 15, 13.34323300601256),
    (0.015, 30, 24.01583800623397),
    (0.0225, 5, 4.679452529122817),
    (0.0225, 30, 21.64532984776987),
    (0.03, 5, 4.579707187194537),
    (0.03, 15, 11.937935086776086),
    (0.03, 30, 19.60044134946979),
]


@pytest.mark.parametrize(("year", "factor"), PUBLISHED_MKBA.items())
def test_published_factors_of_the_rule_of_2026(year: int, factor: float) -> None:
    assert discount_factors([year], MKBA)[0] == pytest.approx(factor, rel=1e-13)


@pytest.mark.parametrize(
    ("year", "rounded"),
    [(1, 0.972763), (10, 0.758698), (35, 0.380400), (36, 0.373674), (50, 0.291088), (100, 0.119299)],
)
def test_factors_as_printed_in_the_methods(year: int, rounded: float) -> None:
    assert round(float(discount_factors([year], MKBA)[0]), 6) == rounded


@pytest.mark.parametrize(("rate", "year", "factor"), PUBLISHED_FLAT)
def test_published_factors_of_flat_rates(rate: float, year: int, factor: float) -> None:
    assert discount_factors([year], [(None, rate)])[0] == pytest.approx(factor, rel=1e-13)


@pytest.mark.parametrize(("rate", "years", "factor"), PUBLISHED_ANNUITY)
def test_published_annuities(rate: float, years: int, factor: float) -> None:
    factors = discount_factors(np.arange(1, years + 1), [(None, rate)])
    assert present_value(np.ones(years), factors, axis=0) == pytest.approx(factor, rel=1e-13)


def test_published_net_present_value_at_2_25_percent() -> None:
    factors = discount_factors(np.arange(6), [(None, 0.0225)])
    flows = [-1000.0, 100.0, 200.0, 300.0, 400.0, 500.0]
    assert present_value(flows, factors, axis=0) == pytest.approx(383.01609135291824, rel=1e-12)


def test_pencil_two_periods() -> None:
    """100 % to year 1, then 50 %: 1, 1/2, 1/3, 2/9 of a euro."""
    factors = discount_factors([0, 1, 2, 3], [(1, 1.0), (None, 0.5)])
    assert factors == pytest.approx([1.0, 1 / 2, 1 / 3, 2 / 9])


def test_shape_of_years_is_kept() -> None:
    assert discount_factors([[0, 1], [2, 3]], MKBA).shape == (2, 2)
    assert discount_factors([], MKBA).shape == (0,)


def test_a_scheme_may_end_and_then_serves_no_later_year() -> None:
    assert discount_factors([2], [(2, 1.0)])[0] == 0.25
    with pytest.raises(ValueError, match="year 3 has no rate"):
        discount_factors([3], [(2, 1.0)])


@given(RATE, st.integers(min_value=1, max_value=100))
def test_annuity_has_its_closed_form(rate: float, years: int) -> None:
    factors = discount_factors(np.arange(1, years + 1), [(None, rate)])
    closed = (1.0 - (1.0 + rate) ** -years) / rate
    assert present_value(np.ones(years), factors, axis=0) == pytest.approx(closed, rel=1e-9)


@given(RATE, st.integers(min_value=1, max_value=99))
def test_splitting_a_period_changes_nothing(rate: float, cut: int) -> None:
    years = np.arange(101)
    split = discount_factors(years, [(cut, rate), (None, rate)])
    assert split == pytest.approx(discount_factors(years, [(None, rate)]), rel=1e-12)


@given(st.floats(min_value=0.001, max_value=0.2), st.floats(min_value=0.001, max_value=0.2))
def test_positive_rates_give_falling_factors(first: float, second: float) -> None:
    factors = discount_factors(np.arange(101), [(35, first), (None, second)])
    assert factors[0] == 1.0
    assert np.all(np.diff(factors) < 0.0)


def test_rate_of_zero_leaves_the_plain_sum() -> None:
    assert discount_factors(np.arange(10), [(None, 0.0)]).tolist() == [1.0] * 10


@given(st.lists(st.floats(min_value=-1e6, max_value=1e6), min_size=3, max_size=3))
def test_present_value_is_linear(flows: list[float]) -> None:
    factors = discount_factors(np.arange(3), MKBA)
    values = np.asarray(flows)
    twice = present_value(2.0 * values, factors, axis=0)
    assert twice == pytest.approx(2.0 * present_value(values, factors, axis=0), rel=1e-12, abs=1e-9)


def test_present_value_takes_any_axis_and_layout_to_the_same_bytes() -> None:
    flows = np.random.default_rng(1).normal(size=(4, 3, 60))
    factors = discount_factors(np.arange(60), MKBA)
    last = present_value(flows, factors, axis=2)
    assert last.shape == (4, 3)
    assert present_value(np.moveaxis(flows, 2, 0), factors, axis=0).tobytes() == last.tobytes()
    assert present_value(np.asfortranarray(flows), factors, axis=-1).tobytes() == last.tobytes()
    assert present_value(flows[:2], factors, axis=2).tobytes() == last[:2].tobytes()


@pytest.mark.parametrize(
    ("rates", "words"),
    [
        ([], "no default"),
        ([(None, 0.01), (35, 0.02)], "put \\(None, rate\\) last"),
        ([(35, 0.01), (35, 0.02)], "increasing last year"),
        ([(35, 0.01), (20, 0.02)], "increasing last year"),
        ([(0, 0.01), (None, 0.02)], "increasing last year"),
        ([(None, -1.0)], "not above -1"),
        ([(None, float("nan"))], "not above -1"),
    ],
)
def test_rates_out_of_order_are_refused(rates: list[tuple[int | None, float]], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        discount_factors([0, 1], rates)


@pytest.mark.parametrize(("year", "words"), [(-1.0, "before year 0"), (float("nan"), "not finite")])
def test_bad_years_are_refused(year: float, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        discount_factors([0.0, year], MKBA)


def test_present_value_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="one factor per year"):
        present_value(np.ones((2, 3)), np.ones(2), axis=1)
    with pytest.raises(ValueError, match="one factor per year"):
        present_value(np.ones((2, 2)), np.ones((2, 2)), axis=1)
    with pytest.raises(ValueError, match="not finite"):
        present_value([1.0, np.nan], np.ones(2), axis=0)
    with pytest.raises(ValueError, match="nothing to add"):
        ordered_sum([])
