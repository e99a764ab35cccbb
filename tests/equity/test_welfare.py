"""Equivalents, weights, their split, and distributional cost-effectiveness: pencil cases and laws."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hiap.equity.distribution import net_gain, plane_point
from hiap.equity.groups import weighted_mean
from hiap.equity.welfare import (
    Worth,
    atkinson_change,
    atkinson_equivalent,
    atkinson_weights,
    kolm_change,
    kolm_equivalent,
    kolm_weights,
    split_of_change,
)

Array = NDArray[np.float64]
HEALTH = st.lists(st.floats(1.0, 100.0), min_size=5, max_size=5)
PEOPLE = st.lists(st.floats(0.01, 100.0), min_size=5, max_size=5)
AVERSION = st.floats(0.0, 30.0)


def with_aversion(change: Callable[..., Array], aversion: float) -> Worth:
    """What a gain adds at one aversion, as a function of values, gain and people."""
    return lambda health, gain, people: change(health, gain, people, aversion)


@given(HEALTH, PEOPLE, AVERSION)
def test_an_equivalent_lies_between_the_worst_off_and_the_mean(
    health: list[float], people: list[float], aversion: float
) -> None:
    mean = float(weighted_mean(health, people))
    for equivalent in (atkinson_equivalent, kolm_equivalent):
        found = float(equivalent(health, people, aversion))
        assert min(health) * (1 - 1e-9) <= found <= mean * (1 + 1e-9)


@given(HEALTH, PEOPLE, AVERSION, AVERSION)
def test_more_aversion_never_gives_more(
    health: list[float], people: list[float], one: float, other: float
) -> None:
    low, high = sorted((one, other))
    for equivalent in (atkinson_equivalent, kolm_equivalent):
        assert float(equivalent(health, people, high)) <= float(equivalent(health, people, low)) * (1 + 1e-9)


@given(st.floats(0.001, 1000.0), PEOPLE, AVERSION)
def test_equal_health_is_its_own_equivalent(value: float, people: list[float], aversion: float) -> None:
    for equivalent in (atkinson_equivalent, kolm_equivalent):
        assert float(equivalent([value] * 5, people, aversion)) == pytest.approx(value, rel=1e-12)
    for weights in (atkinson_weights, kolm_weights):
        assert weights([value] * 5, people, aversion).tolist() == pytest.approx([1.0] * 5)


@given(HEALTH, PEOPLE, AVERSION, st.floats(0.01, 100.0))
def test_atkinson_grows_with_the_unit(
    health: list[float], people: list[float], aversion: float, unit: float
) -> None:
    grown = float(atkinson_equivalent([unit * h for h in health], people, aversion))
    assert grown == pytest.approx(unit * float(atkinson_equivalent(health, people, aversion)), rel=1e-9)


@given(HEALTH, PEOPLE, AVERSION, st.floats(-50.0, 50.0))
def test_kolm_moves_with_a_gain_for_all(
    health: list[float], people: list[float], aversion: float, gain: float
) -> None:
    moved = float(kolm_equivalent([h + gain for h in health], people, aversion))
    assert moved == pytest.approx(float(kolm_equivalent(health, people, aversion)) + gain, abs=1e-9)


@given(HEALTH, PEOPLE, AVERSION)
def test_weights_average_one_and_never_rise_with_health(
    health: list[float], people: list[float], aversion: float
) -> None:
    ordered = sorted(health)
    for weights in (atkinson_weights, kolm_weights):
        found = weights(ordered, people, aversion)
        assert float(weighted_mean(found, people)) == pytest.approx(1.0)
        assert all(np.diff(found) <= 1e-12)


@given(HEALTH, PEOPLE, st.floats(0.0, 10.0))
def test_weights_are_what_a_small_gain_adds(
    health: list[float], people: list[float], aversion: float
) -> None:
    # dEDE/dh_g is the weight times the share of people, times what does not differ between groups.
    step = 1e-4
    for equivalent, weights in ((atkinson_equivalent, atkinson_weights), (kolm_equivalent, kolm_weights)):
        gains = [
            float(equivalent([h + step * (i == g) for i, h in enumerate(health)], people, aversion))
            - float(equivalent([h - step * (i == g) for i, h in enumerate(health)], people, aversion))
            for g in range(5)
        ]
        expected = weights(health, people, aversion) * np.array(people)
        scale = sum(gains) / expected.sum()
        assert gains == pytest.approx((scale * expected).tolist(), abs=1e-3 * step, rel=1e-2)


@given(HEALTH, st.lists(st.floats(-0.9, 50.0), min_size=5, max_size=5), PEOPLE, AVERSION)
def test_a_change_is_the_difference_of_two_equivalents_and_splits_in_two(
    before: list[float], gain: list[float], people: list[float], aversion: float
) -> None:
    after = [h + d for h, d in zip(before, gain, strict=True)]
    mean = float(weighted_mean(after, people) - weighted_mean(before, people))
    both = ((atkinson_equivalent, atkinson_change), (kolm_equivalent, kolm_change))
    for equivalent, change in both:
        split = split_of_change(before, gain, people, with_aversion(change, aversion))
        total = float(equivalent(after, people, aversion) - equivalent(before, people, aversion))
        assert float(split.total) == pytest.approx(total, abs=1e-8)
        assert float(split.efficiency) == pytest.approx(mean, abs=1e-9)
        assert float(split.efficiency + split.equity) == pytest.approx(total, abs=1e-8)


@pytest.mark.parametrize("size", [1e-6, 1e-12, 1e-100])
def test_a_tiny_gain_keeps_its_digits(size: float) -> None:
    # Slopes by hand: for ε = 1 EDE·gain/(2h) = √(20·60)/40; for α = ln 2/40 the poor weigh 2/3.
    atkinson = float(atkinson_change([20.0, 60.0], [size, 0.0], [1, 1], 1.0))
    kolm = float(kolm_change([20.0, 60.0], [size, 0.0], [1, 1], np.log(2.0) / 40.0))
    assert atkinson / size == pytest.approx(np.sqrt(1200.0) / 40.0, rel=1e-6)
    assert kolm / size == pytest.approx(2.0 / 3.0, rel=1e-6)


def test_no_gain_changes_exactly_nothing() -> None:
    for change in (atkinson_change, kolm_change):
        assert float(change([20.0, 60.0], [0.0, 0.0], [1, 3], 10.95)) == 0.0


def test_two_people_by_hand() -> None:
    # 25 and 100: geometric mean 50; ε = 2 the harmonic mean 2/(1/25 + 1/100) = 40.
    assert float(atkinson_equivalent([25.0, 100.0], [1, 1], 1.0)) == pytest.approx(50.0)
    assert float(atkinson_equivalent([25.0, 100.0], [1, 1], 2.0)) == pytest.approx(40.0)
    # ε = ½: the square of the mean root, (5 + 10)²/4.
    assert float(atkinson_equivalent([25.0, 100.0], [1, 1], 0.5)) == pytest.approx(56.25)
    assert float(kolm_equivalent([0.0, 1.0], [1, 1], 1.0)) == pytest.approx(-np.log((1 + np.exp(-1)) / 2))


def test_near_an_aversion_of_one_nothing_jumps() -> None:
    health, people = [20.0, 40.0, 60.0], [1, 1, 1]
    at_one = float(atkinson_equivalent(health, people, 1.0))
    for near in (1.0 - 1e-13, 1.0 + 1e-13, 1.0 - 1e-9, 1.0 + 1e-9):
        assert float(atkinson_equivalent(health, people, near)) == pytest.approx(at_one, rel=1e-8)


@pytest.mark.parametrize("aversion", [0.0, 5e-324, 1e-300, 1e-15])
def test_almost_no_aversion_is_the_mean(aversion: float) -> None:
    assert float(kolm_equivalent([20.0, 60.0], [1, 3], aversion)) == pytest.approx(50.0, abs=1e-9)
    assert float(atkinson_equivalent([20.0, 60.0], [1, 3], aversion)) == pytest.approx(50.0, abs=1e-9)


@pytest.mark.parametrize("aversion", [1e3, 1e6, 1e12])
def test_huge_aversion_sees_the_worst_off_alone(aversion: float) -> None:
    assert float(atkinson_equivalent([1e-9, 40.0, 1e9], [1, 1, 1], aversion)) == pytest.approx(1e-9, rel=2e-3)
    assert float(kolm_equivalent([-30.0, 40.0, 1e6], [1, 1, 1], aversion)) == pytest.approx(-30.0, abs=2e-3)
    assert atkinson_weights([1e-9, 40.0, 1e9], [1, 1, 2], aversion).tolist() == [4.0, 0.0, 0.0]
    assert kolm_weights([-30.0, 40.0, 1e6], [1, 1, 2], aversion).tolist() == [4.0, 0.0, 0.0]


@pytest.mark.parametrize("aversion", [0.0, 1.0, 10.95, 500.0])
def test_a_group_without_people_counts_for_nothing(aversion: float) -> None:
    for equivalent in (atkinson_equivalent, kolm_equivalent):
        with_nobody = equivalent([1e-3, 40.0, 60.0, 1e5], [0, 1, 1, 0], aversion)
        assert float(with_nobody) == pytest.approx(float(equivalent([40.0, 60.0], [1, 1], aversion)))


def test_draws_go_through_together() -> None:
    health = np.array([[[20.0, 40.0, 60.0]], [[50.0, 50.0, 50.0]]])
    found = atkinson_equivalent(health, [1, 1, 1], 1.0)
    assert found.shape == (2, 1)
    assert found.ravel().tolist() == pytest.approx([48_000 ** (1 / 3), 50.0])


def test_a_gain_for_the_worst_off_is_equity_and_one_for_the_best_off_is_not() -> None:
    low, high = (
        split_of_change([50.0, 70.0], gain, [1, 1], with_aversion(kolm_change, 0.1))
        for gain in ([2.0, 0.0], [0.0, 2.0])
    )
    assert float(low.efficiency) == float(high.efficiency) == 1.0
    assert float(low.equity) > 0.0 > float(high.equity)


def test_net_gain_by_hand() -> None:
    # 6,000 years for 1,000 and 2,000 people; 7.36 million euro displaces 100 years, of which 75 in the first.
    found = net_gain([4_000.0, 2_000.0], [1_000, 2_000], 7.36e6, 73_600.0, [3, 1])
    assert found.tolist() == pytest.approx([4.0 - 0.075, 1.0 - 0.0125])


def test_savings_on_care_give_health_back_in_every_draw() -> None:
    found = net_gain([[0.0, 0.0], [0.0, 0.0]], [100, 300], [-1e6, 2e6], 50_000.0, [100, 300])
    assert found.tolist() == [pytest.approx([0.05, 0.05]), pytest.approx([-0.1, -0.1])]


@given(HEALTH, PEOPLE, st.floats(-1e9, 1e9))
def test_all_years_are_gained_or_displaced(gain: list[float], people: list[float], cost: float) -> None:
    each = net_gain(gain, people, cost, 73_600.0, people)
    assert float((each * np.array(people)).sum()) == pytest.approx(
        sum(gain) - cost / 73_600.0, rel=1e-6, abs=1e-6
    )


def test_a_measure_that_does_nothing_lies_in_the_middle_of_the_plane() -> None:
    point = plane_point([60.0, 70.0], [0.0, 0.0], [1, 2], with_aversion(atkinson_change, 10.95))
    assert (float(point.equity), float(point.health)) == (0.0, 0.0)


def test_the_same_gain_for_the_poor_lies_further_right_than_for_the_rich() -> None:
    poor, rich = (
        plane_point([60.0, 70.0], gain, [10, 10], with_aversion(atkinson_change, 10.95))
        for gain in ([1.0, 0.0], [0.0, 1.0])
    )
    assert float(poor.health) == float(rich.health) == pytest.approx(10.0)
    assert float(poor.equity) > 0.0 > float(rich.equity)


@pytest.mark.parametrize(
    ("epsilon", "health", "says"),
    [
        (1.0, [0.0, 50.0], "use the Kolm equivalent"),
        (-1.0, [50.0, 60.0], "epsilon is -1"),
        (float("nan"), [50.0, 60.0], "epsilon is nan"),
        (float("inf"), [50.0, 60.0], "epsilon is inf"),
    ],
)
def test_what_atkinson_cannot_say_is_refused(epsilon: float, health: list[float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        atkinson_equivalent(health, [1, 1], epsilon)
    with pytest.raises(ValueError, match=says):
        atkinson_weights(health, [1, 1], epsilon)


def test_an_aversion_below_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match=r"alpha is -0\.1"):
        kolm_equivalent([50.0, 60.0], [1, 1], -0.1)


@pytest.mark.parametrize(
    ("people", "cost", "threshold", "says"),
    [
        ([1, 1], 1.0, 0.0, "threshold of 0"),
        ([1, 1], 1.0, float("inf"), "threshold of inf"),
        ([1, 0], 1.0, 50_000.0, "no people"),
        ([1, 1], float("nan"), 50_000.0, "cost is not finite"),
    ],
)
def test_what_net_gain_cannot_be_worked_out_from_is_refused(
    people: list[int], cost: float, threshold: float, says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        net_gain([1.0, 1.0], people, cost, threshold, [1, 1])
