"""Socio-economic groups: gradient of mortality and moves between groups (2.3)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray
from scipy.stats import wasserstein_distance

from hiap.equations.groups import (
    exact_group_rates,
    group_positions,
    hazard_ratios,
    mix,
    mixing,
    move,
    moving_shares,
    ridit_positions,
    shares_of_cohorts,
    taper,
)

Array = NDArray[np.float64]


@st.composite
def shares(draw: st.DrawFn, groups: int, rows: int = 1) -> Array:
    """Person shares [row, group] that add up to 1, none empty."""
    parts = draw(hnp.arrays(np.float64, (rows, groups), elements=st.floats(0.05, 1.0)))
    return np.asarray(parts / parts.sum(axis=1, keepdims=True))


@st.composite
def divisions(draw: st.DrawFn) -> tuple[Array, Array]:
    """People over two to six groups, and the division wanted of as many people."""
    groups = draw(st.integers(2, 6))
    total = draw(st.floats(1.0, 1e6))
    return total * draw(shares(groups))[0], total * draw(shares(groups))[0]


def moved_one_by_one(quantity: Array, up: Array, down: Array) -> Array:
    """Send everybody off by hand: those who stay, those who go up, those who go down."""
    result = np.zeros(quantity.shape)
    groups = quantity.shape[-1]
    for g in range(groups):
        result[..., g] += quantity[..., g] * (1.0 - up[..., g] - down[..., g])
        if g + 1 < groups:
            result[..., g + 1] += quantity[..., g] * up[..., g]
        if g > 0:
            result[..., g - 1] += quantity[..., g] * down[..., g]
    return result


@settings(max_examples=60, deadline=None)
@given(data=st.data(), steepness=st.floats(0.0, 8.0), groups=st.integers(2, 6))
def test_hazard_ratios_average_to_one(data: st.DataObject, steepness: float, groups: int) -> None:
    share = data.draw(shares(groups, rows=3))
    fade = np.array([1.0, 0.4, 0.0])
    ratio = hazard_ratios(np.array(steepness), fade, group_positions(groups), share)
    np.testing.assert_allclose((ratio * share).sum(axis=-1), 1.0, rtol=1e-12)
    assert (np.diff(ratio, axis=-1) <= 1e-15).all(), "the less prosperous never die less"
    np.testing.assert_allclose(ratio[2], 1.0, rtol=1e-12)


def test_the_gradient_by_hand() -> None:
    """β = ln 4 at full strength: worst over best 4, neighbours of three 2; at half strength 2."""
    share = np.full((2, 3), 1.0 / 3.0)
    ratio = hazard_ratios(np.array(np.log(4.0)), np.array([1.0, 0.5]), group_positions(3), share)
    np.testing.assert_allclose(ratio[0], np.array([4.0, 2.0, 1.0]) * 3.0 / 7.0, rtol=1e-12)
    assert ratio[1, 0] / ratio[1, 2] == pytest.approx(2.0, rel=1e-12)


def test_the_gradient_does_not_depend_on_where_positions_start() -> None:
    """(3 - g)/4 and 1 ... 0 differ by a constant, which the scaling removes."""
    share = np.array([[0.15, 0.18, 0.2, 0.22, 0.25]])
    published = (3.0 - np.arange(1.0, 6.0)) / 4.0
    ours = hazard_ratios(np.array(1.3), np.array([0.8]), group_positions(5), share)
    np.testing.assert_allclose(
        ours, hazard_ratios(np.array(1.3), np.array([0.8]), published, share), rtol=1e-12
    )


def test_the_gradient_fades_in_a_straight_line() -> None:
    ages = np.array([0.0, 45.0, 46.0, 70.0, 94.0, 95.0, 100.0])
    np.testing.assert_allclose(taper(ages, np.array(95.0)), [1, 1, 0.98, 0.5, 0.02, 0, 0], atol=1e-15)
    assert taper(ages, np.array([80.0, 95.0])).shape == (2, 7)
    with pytest.raises(ValueError, match="must end above"):
        taper(ages, np.array(45.0))


def test_one_group_has_no_gradient() -> None:
    with pytest.raises(ValueError, match="two groups"):
        group_positions(1)


@settings(max_examples=80, deadline=None)
@given(
    data=st.data(),
    rate=hnp.arrays(np.float64, 4, elements=st.just(0.0) | st.floats(1e-6, 0.8)),
    steepness=st.floats(0.0, 2.5),
)
def test_the_groups_together_die_as_often_as_the_nation(
    data: st.DataObject, rate: Array, steepness: float
) -> None:
    share = data.draw(shares(5, rows=4))
    ratio = hazard_ratios(np.array(steepness), np.ones(4), group_positions(5), share)
    found = exact_group_rates(rate, ratio, share)
    dead = (share * -np.expm1(-found)).sum(axis=-1)
    np.testing.assert_allclose(dead, -np.expm1(-rate), rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(found * ratio[:, :1], found[:, :1] * ratio, rtol=1e-12)


def test_a_nation_without_a_gradient_keeps_its_rate() -> None:
    share = np.full((2, 5), 0.2)
    rate = np.array([0.01, 0.4])
    found = exact_group_rates(rate, np.ones((2, 5)), share)
    np.testing.assert_allclose(found, rate[:, None] * np.ones((2, 5)), rtol=1e-14)


@settings(max_examples=100, deadline=None)
@given(case=divisions())
def test_moves_give_the_wanted_shares_and_lose_nobody(case: tuple[Array, Array]) -> None:
    persons, wanted = case
    up, down = moving_shares(persons, wanted)
    found = move(persons, up, down)
    np.testing.assert_allclose(found, wanted, atol=1e-9 * persons.sum())
    assert found.sum() == pytest.approx(persons.sum(), rel=1e-12)


@settings(max_examples=100, deadline=None)
@given(case=divisions())
def test_moves_are_as_few_as_can_be(case: tuple[Array, Array]) -> None:
    """The least movement along a line is the earth mover's distance of the two divisions."""
    persons, wanted = case
    up, down = moving_shares(persons, wanted)
    places = np.arange(float(persons.shape[0]))
    least = wasserstein_distance(places, places, persons, wanted) * persons.sum()
    assert ((up + down) * persons).sum() == pytest.approx(least, rel=1e-9, abs=1e-9 * persons.sum())
    flows_up, flows_down = (up * persons)[:-1], (down * persons)[1:]
    assert (np.minimum(flows_up, flows_down) == 0.0).all(), "nobody passes somebody going the other way"
    assert up[-1] == 0.0
    assert down[0] == 0.0


@settings(max_examples=100, deadline=None)
@given(data=st.data(), groups=st.integers(2, 6), small=st.floats(0.0, 0.04))
def test_moves_of_a_small_change_are_shares(data: st.DataObject, groups: int, small: float) -> None:
    """Law 8. A group is left by at most everybody, here because the divisions differ by a few percent."""
    persons = data.draw(shares(groups))[0]
    wanted = (1.0 - small) * persons + small * data.draw(shares(groups))[0]
    flow = np.abs(np.cumsum(persons - wanted))
    assume((flow[:-1] + np.append(0.0, flow[:-2]) <= persons[:-1]).all())
    up, down = moving_shares(persons, wanted)
    assert (up >= 0).all()
    assert (down >= 0).all()
    assert (up + down <= 1.0).all()


def test_moves_by_hand() -> None:
    """60, 30, 10 people to 50, 30, 20: ten move up twice; a sixth of the first, a third of the second."""
    up, down = moving_shares(np.array([60.0, 30.0, 10.0]), np.array([50.0, 30.0, 20.0]))
    np.testing.assert_allclose(up, [1 / 6, 1 / 3, 0.0], atol=1e-12)
    np.testing.assert_array_equal(down, [0.0, 0.0, 0.0])
    sick = move(np.array([30.0, 6.0, 1.0]), up, down)
    np.testing.assert_allclose(sick, [25.0, 4.0 + 5.0, 1.0 + 2.0], atol=1e-12)


def test_who_a_group_consists_of_by_hand() -> None:
    """Same moves: the second group keeps 20 of its 30 and gets 10 of the first; the third 10 and 10."""
    persons = np.array([60.0, 30.0, 10.0])
    up, down = moving_shares(persons, np.array([50.0, 30.0, 20.0]))
    stay, below, above = mixing(persons, up, down)
    np.testing.assert_allclose(stay, [1.0, 2 / 3, 0.5], atol=1e-12)
    np.testing.assert_allclose(below, [0.0, 1 / 3, 0.5], atol=1e-12)
    np.testing.assert_array_equal(above, [0.0, 0.0, 0.0])
    share = mix(np.array([0.5, 0.2, 0.1]), stay, below, above)
    np.testing.assert_allclose(share, [0.5, (4.0 + 5.0) / 30, (1.0 + 2.0) / 20], atol=1e-12)


def test_an_empty_group_carries_nothing() -> None:
    stay, below, above = mixing(np.array([0.0, 4.0]), np.array([0.0, 0.0]), np.array([0.0, 0.5]))
    np.testing.assert_array_equal(mix(np.array([0.9, 0.3]), stay, below, above), [0.3, 0.3])
    nobody = mixing(np.zeros(2), np.zeros(2), np.zeros(2))
    np.testing.assert_array_equal(mix(np.array([0.9, 0.3]), *nobody), [0.0, 0.0])


def test_nobody_moves_when_the_shares_are_right() -> None:
    persons = np.array([[1.0, 2.0, 3.0], [5.0, 4.0, 3.0]])
    up, down = moving_shares(persons, persons)
    np.testing.assert_array_equal(up, np.zeros((2, 3)))
    np.testing.assert_array_equal(down, np.zeros((2, 3)))
    np.testing.assert_array_equal(move(persons, up, down), persons)


@st.composite
def moves(draw: st.DrawFn) -> tuple[Array, Array, Array]:
    """A quantity [row, column, group] and shares that go up and down."""
    shape = (draw(st.integers(1, 3)), draw(st.integers(1, 4)), draw(st.integers(2, 5)))
    quantity = draw(hnp.arrays(np.float64, shape, elements=st.floats(0, 100)))
    up = draw(hnp.arrays(np.float64, shape[1:], elements=st.floats(0, 0.5)))
    down = draw(hnp.arrays(np.float64, shape[1:], elements=st.floats(0, 0.5)))
    up[..., -1] = 0.0
    down[..., 0] = 0.0
    return quantity, up, down


@settings(max_examples=60, deadline=None)
@given(case=moves())
def test_moving_at_once_equals_moving_one_by_one(case: tuple[Array, Array, Array]) -> None:
    quantity, up, down = case
    kept = quantity.copy()
    found = move(quantity, up, down)
    np.testing.assert_allclose(found, moved_one_by_one(quantity, *np.broadcast_arrays(up, down)), atol=1e-9)
    assert found.sum() == pytest.approx(quantity.sum(), rel=1e-12, abs=1e-12)
    np.testing.assert_array_equal(quantity, kept)


@settings(max_examples=60, deadline=None)
@given(case=moves(), share=st.floats(0, 1))
def test_mixing_shares_equals_moving_persons(case: tuple[Array, Array, Array], share: float) -> None:
    persons, up, down = np.broadcast_arrays(*case)
    persons = persons + 1.0
    shares = np.linspace(0.0, share, persons.size).reshape(persons.shape)
    together = moved_one_by_one(persons * shares, up, down)
    wanted = together / np.maximum(moved_one_by_one(persons, up, down), 1e-9)
    np.testing.assert_allclose(mix(shares, *mixing(persons, up, down)), wanted, atol=1e-12)


@pytest.mark.parametrize("layout", ["rows first", "columns first", "transposed", "broadcast", "every other"])
def test_moving_does_not_depend_on_how_the_numbers_lie_in_memory(layout: str) -> None:
    quantity = np.arange(1.0, 31.0).reshape(2, 3, 5)
    up, down = np.full((2, 3, 5), 0.1), np.full((2, 3, 5), 0.05)
    up[..., -1], down[..., 0] = 0.0, 0.0
    wanted = moved_one_by_one(quantity, up, down)
    if layout == "columns first":
        quantity, up, down = (np.asfortranarray(x) for x in (quantity, up, down))
    elif layout == "transposed":
        quantity, up, down = (np.moveaxis(np.moveaxis(x, 2, 0).copy(), 0, 2) for x in (quantity, up, down))
    elif layout == "broadcast":
        quantity = np.broadcast_to(quantity[:1], (2, 3, 5))
        wanted = moved_one_by_one(quantity, up, down)
    elif layout == "every other":
        quantity, up, down = (np.repeat(x, 2, axis=0)[::2] for x in (quantity, up, down))
    np.testing.assert_allclose(move(quantity, up, down), wanted, rtol=1e-12)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), groups=st.integers(2, 6))
def test_positions_by_rank_fall_and_average_to_nothing(data: st.DataObject, groups: int) -> None:
    share = data.draw(shares(groups, rows=3))
    position = ridit_positions(share)
    np.testing.assert_allclose((share * position).sum(axis=-1), 0.0, atol=1e-12)
    assert (np.diff(position, axis=-1) < 0).all()


def test_equal_groups_lie_as_far_apart_by_rank_as_by_number() -> None:
    found = ridit_positions(np.full(5, 0.2))
    np.testing.assert_allclose(np.diff(found), 0.8 * np.diff(group_positions(5)), atol=1e-15)


# Ages 28 to 31 and 32+, two levels, education complete at 29. Persons 100, 100, 200, 100, 50. In a year 1 in
# 10 of the low die above 29, 1 in 20 of the high, nobody at 28 and 29. By hand, low and high a year on:
# 28, 29: base year. 30: 40 and 60 of the 100 of 29, nobody died. 31: 90 and 95 of 100 and 100 of age 30.
# 32+: 54 and 38 of the 60 and 40 of age 31, with 36 and 9.5 of the 40 and 10 who were 32+: 90 and 47.5.
COHORTS = np.array([[0.3, 0.7], [0.4, 0.6], [0.5, 0.5], [0.6, 0.4], [0.8, 0.2]])
A_YEAR_ON = np.array([[0.3, 0.7], [0.4, 0.6], [0.4, 0.6], [90 / 185, 95 / 185], [90 / 137.5, 47.5 / 137.5]])


def test_a_cohort_keeps_its_education_but_for_who_dies() -> None:
    low, high = -np.log(0.9), -np.log(0.95)
    rate = np.array([[0.0, 0.0], [0.0, 0.0], [low, high], [low, high], [low, high]])
    people = np.array([100.0, 100.0, 200.0, 100.0, 50.0])
    found = shares_of_cohorts(COHORTS, rate, people, COHORTS, 1)
    np.testing.assert_allclose(found, A_YEAR_ON, atol=1e-14)


def test_with_the_same_mortality_shares_only_grow_older() -> None:
    rate, people = np.full(COHORTS.shape, 0.3), np.array([1.0, 2.0, 3.0, 4.0, 0.0])
    found = shares_of_cohorts(COHORTS, rate, people, COHORTS, 0)
    np.testing.assert_allclose(found[1:], COHORTS[:-1], atol=1e-14)
    np.testing.assert_allclose(found[0], COHORTS[0], atol=1e-14)
