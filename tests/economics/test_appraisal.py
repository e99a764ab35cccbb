"""Appraisal: net present value, break-even, wrong pocket, summary, by pencil and by law (8.3-8.5)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiap.economics.appraisal import (
    Summary,
    break_even_qaly_value,
    net_present_value,
    summarise,
    wrong_pocket_share,
)
from hiap.economics.discounting import discount_factors

EURO = st.floats(min_value=-1e9, max_value=1e9)
PARTY = st.sampled_from(["rijk_vws", "municipalities", "zvw_insurers", "employers", "households_q1"])
AMOUNT = st.floats(min_value=0.01, max_value=1e9)


def test_pencil_net_present_value_against_the_reference() -> None:
    """Reference +10 a year; scenario -90 in year 0, +70 in year 1, +160 in year 2; rate 100 %:
    -100 + 60/2 + 150/4 = -32.5."""
    flows = [[[10.0, 10.0, 10.0], [-90.0, 70.0, 160.0]]]
    factors = discount_factors([0, 1, 2], [(None, 1.0)])
    assert net_present_value(flows, factors).tolist() == [[0.0, -32.5]]


@given(st.lists(EURO, min_size=4, max_size=4), st.lists(EURO, min_size=4, max_size=4))
def test_a_scenario_equal_to_the_reference_is_worth_exactly_nothing(
    first: list[float], second: list[float]
) -> None:
    flows = np.asarray([[first, first], [second, second]])
    factors = discount_factors(np.arange(4), [(35, 0.028), (None, 0.018)])
    assert np.all(net_present_value(flows, factors) == 0.0)


def test_draws_do_not_touch_each_other() -> None:
    flows = np.random.default_rng(7).normal(size=(5, 3, 40))
    factors = discount_factors(np.arange(40), [(35, 0.028), (None, 0.018)])
    together = net_present_value(flows, factors)
    apart = np.concatenate([net_present_value(flows[place : place + 1], factors) for place in range(5)])
    assert together.tobytes() == apart.tobytes()


@pytest.mark.parametrize("shape", [(2, 3), (1, 0, 2)])
def test_net_present_value_wants_draw_scenario_year(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="draw, scenario, year"):
        net_present_value(np.zeros(shape), np.ones(2))


@pytest.mark.parametrize(
    ("money", "qalys", "expected"),
    [
        (-3_000_000.0, 150.0, 20_000.0),
        (-100.0, 0.5, 200.0),
        (0.0, 2.0, 0.0),
        (1.0, 2.0, None),
        (1.0, -2.0, None),
        (-1.0, 0.0, None),
        (-1.0, -2.0, None),
        (0.0, 0.0, None),
    ],
)
def test_pencil_break_even(money: float, qalys: float, expected: float | None) -> None:
    assert break_even_qaly_value(money, qalys) == expected


@given(st.floats(min_value=-1e9, max_value=-1.0), st.floats(min_value=1e-3, max_value=1e6))
def test_at_the_break_even_value_nothing_is_left(money: float, qalys: float) -> None:
    value = break_even_qaly_value(money, qalys)
    assert value is not None
    assert money + value * qalys == pytest.approx(0.0, abs=1e-9 * abs(money))


def test_break_even_refuses_what_is_not_finite() -> None:
    with pytest.raises(ValueError, match="not finite"):
        break_even_qaly_value(float("nan"), 1.0)


def test_pencil_wrong_pocket() -> None:
    """Municipality pays all; gains 20 municipality, 50 insurers, 30 employers: ½(0.8 + 0.5 + 0.3) = 0.8."""
    gains = {"municipalities": 20.0, "zvw_insurers": 50.0, "employers": 30.0, "rijk_vws": -5.0}
    result = wrong_pocket_share(gains, {"municipalities": 100.0})
    assert result.share == pytest.approx(0.8)
    assert result.undefined is None
    assert result.losses == {"rijk_vws": -5.0}


def test_wrong_pocket_at_its_ends() -> None:
    assert wrong_pocket_share({"ggd": 3.0}, {"ggd": 8.0}).share == 0.0
    assert wrong_pocket_share({"uwv": 3.0}, {"ggd": 8.0}).share == 1.0


@pytest.mark.parametrize(
    ("gains", "costs", "why"),
    [
        ({"ggd": -1.0}, {"ggd": 1.0}, "no gains"),
        ({"ggd": 1.0}, {}, "no cost"),
        ({"ggd": 1.0}, {"ggd": 0.0}, "no cost"),
        ({}, {}, "no gains and no cost"),
    ],
)
def test_wrong_pocket_says_why_it_is_undefined(
    gains: dict[str, float], costs: dict[str, float], why: str
) -> None:
    result = wrong_pocket_share(gains, costs)
    assert result.share is None
    assert result.undefined == why


@given(
    st.dictionaries(PARTY, AMOUNT, min_size=1),
    st.dictionaries(PARTY, AMOUNT, min_size=1),
    st.floats(min_value=0.1, max_value=10),
)
def test_wrong_pocket_lies_in_0_1_and_knows_no_scale(
    gains: dict[str, float], costs: dict[str, float], scale: float
) -> None:
    share = wrong_pocket_share(gains, costs).share
    scaled = wrong_pocket_share({party: scale * value for party, value in gains.items()}, costs).share
    swapped = wrong_pocket_share(costs, gains).share
    assert share is not None
    assert 0.0 <= share <= 1.0
    assert scaled == pytest.approx(share, abs=1e-9)
    assert swapped == pytest.approx(share, abs=1e-12)


def test_wrong_pocket_refuses_bad_values() -> None:
    with pytest.raises(ValueError, match="negative programme cost"):
        wrong_pocket_share({"ggd": 1.0}, {"ggd": -1.0})
    with pytest.raises(ValueError, match="not finite"):
        wrong_pocket_share({"ggd": float("inf")}, {"ggd": 1.0})


def test_pencil_summary() -> None:
    """0, 1, ..., 40: the 2.5 % percentile is the value at place 1, the 97.5 % one at place 39."""
    assert summarise(np.arange(41.0)) == Summary(20.0, 20.0, 1.0, 39.0, 40 / 41)


def test_one_draw_has_no_interval() -> None:
    assert summarise([3.5]) == Summary(3.5, None, None, None, None)


@given(st.lists(EURO, min_size=2, max_size=50))
def test_an_interval_is_that_of_numpy_to_the_byte(draws: list[float]) -> None:
    found = summarise(draws)
    assert [found.low, found.median, found.high] == np.quantile(draws, (0.025, 0.5, 0.975)).tolist()


@given(st.lists(EURO, min_size=2, max_size=50))
def test_summary_does_not_depend_on_the_order_of_draws(draws: list[float]) -> None:
    turned = list(reversed(draws))
    assert summarise(turned) == summarise(draws)


@given(st.lists(EURO, min_size=2, max_size=50))
def test_summary_stays_within_the_draws(draws: list[float]) -> None:
    summary = summarise(draws)
    assert summary.low is not None
    assert summary.high is not None
    assert summary.chance_positive is not None
    slack = 1e-9 * max(abs(value) for value in draws)
    assert min(draws) - slack <= summary.low <= summary.high <= max(draws) + slack
    assert 0.0 <= summary.chance_positive <= 1.0


@pytest.mark.parametrize(("draws", "words"), [([], "at least one draw"), ([1.0, float("nan")], "not finite")])
def test_summary_refuses_bad_draws(draws: list[float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        summarise(draws)
