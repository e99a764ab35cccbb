"""Gaps and the floor: worlds of two and three groups that fit in the head."""

from __future__ import annotations

import numpy as np
import pytest

from hiap.equity.gap import absolute_gap, people_below, people_lifted, relative_gap, shortfall
from hiap.equity.groups import checked_values, people_shares, ranks, weighted_mean

NAN = float("nan")


def test_the_gap_is_the_last_group_less_the_first_in_every_draw() -> None:
    values = [[50.0, 99.0, 74.0], [60.0, 0.0, 45.0]]
    assert absolute_gap(values).tolist() == [24.0, -15.0]


def test_the_ratio_is_the_last_group_over_the_first() -> None:
    assert relative_gap([[50.0, 99.0, 75.0], [60.0, 1.0, 45.0]]).tolist() == [1.5, 0.75]


def test_one_group_has_no_gap() -> None:
    assert float(absolute_gap([61.0])) == 0.0
    assert float(relative_gap([61.0])) == 1.0


def test_a_gain_for_all_leaves_the_absolute_gap_and_narrows_the_relative_one() -> None:
    before, after = [50.0, 75.0], [60.0, 85.0]
    assert float(absolute_gap(after)) == float(absolute_gap(before)) == 25.0
    assert float(relative_gap(after)) == pytest.approx(85 / 60) != float(relative_gap(before))


def test_people_at_the_floor_are_not_below_it() -> None:
    assert float(people_below([57.0, 58.0, 59.0], [10.0, 20.0, 30.0], 58.0)) == 10.0


def test_shares_of_people_give_a_share_below() -> None:
    assert float(people_below([57.0, 59.0], [0.25, 0.75], 58.0)) == 0.25


def test_a_group_that_rises_over_the_floor_is_lifted_and_one_that_falls_counts_against() -> None:
    people = [10.0, 20.0, 30.0]
    assert float(people_lifted([57.0, 57.5, 70.0], [57.9, 58.0, 70.0], people, 58.0)) == 20.0
    assert float(people_lifted([57.0, 58.5, 70.0], [58.0, 57.9, 70.0], people, 58.0)) == -10.0


def test_the_shortfall_moves_where_nobody_crosses_the_floor() -> None:
    people = [1.0, 3.0]
    assert float(shortfall([54.0, 70.0], people, 58.0)) == 1.0
    assert float(shortfall([56.0, 70.0], people, 58.0)) == 0.5
    assert float(people_lifted([54.0, 70.0], [56.0, 70.0], people, 58.0)) == 0.0


def test_every_draw_has_its_own_count() -> None:
    values = [[[57.0, 59.0]], [[59.0, 57.0]], [[50.0, 50.0]]]
    assert people_below(values, [10.0, 20.0], 58.0).tolist() == [[10.0], [20.0], [30.0]]


def test_ranks_are_the_middle_of_the_people_of_a_group() -> None:
    assert ranks([20, 60, 20]).tolist() == pytest.approx([0.1, 0.5, 0.9])
    assert ranks([0, 1, 1]).tolist() == [0.0, 0.25, 0.75]


def test_the_mean_is_over_people_not_over_groups() -> None:
    assert weighted_mean([[60.0, 70.0], [10.0, 20.0]], [9, 1]).tolist() == pytest.approx([61.0, 11.0])


@pytest.mark.parametrize(
    ("values", "says"),
    [(5.0, "one value for each group"), ([], "one value for each group"), ([1.0, NAN], "not finite")],
)
def test_values_that_cannot_be_compared_are_refused(values: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        checked_values(values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("people", "says"),
    [
        ([1.0], "1 groups|one number for each group"),
        ([1.0, 2.0, 3.0], "one number for each group"),
        (4.0, "one number for each group"),
        ([1.0, -1.0], "below 0"),
        ([np.inf, 1.0], "not finite"),
        ([0.0, 0.0], "no people"),
    ],
)
def test_people_that_make_no_shares_are_refused(people: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        people_shares(people, 2)  # type: ignore[arg-type]


def test_ranks_without_groups_are_refused() -> None:
    with pytest.raises(ValueError, match="one number for each group"):
        ranks(3.0)


def test_a_ratio_of_nothing_is_refused_with_the_cure() -> None:
    with pytest.raises(ValueError, match="use the absolute gap"):
        relative_gap([0.0, 3.0])


def test_a_floor_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="floor"):
        people_below([1.0, 2.0], [1, 1], NAN)
    with pytest.raises(ValueError, match="floor"):
        shortfall([1.0, 2.0], [1, 1], np.inf)
