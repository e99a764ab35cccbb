"""What measures do: reach, and how moves combine (6.1, 6.2, law 10)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from hiap.equations.effects import combine_independent, newly_reached, ratio_with_reach

Array = NDArray[np.float64]
SHARE = st.floats(0.0, 1.0)
MOVES = hnp.arrays(np.float64, st.tuples(st.integers(1, 5), st.integers(1, 3)), elements=SHARE)


@settings(max_examples=80, deadline=None)
@given(moves=MOVES)
def test_a_package_moves_at_most_the_sum_and_at_least_the_largest(moves: Array) -> None:
    """Law 10."""
    together = combine_independent(moves).sum(axis=0)
    assert (together <= np.minimum(moves.sum(axis=0), 1.0) + 1e-12).all()
    assert (together >= moves.max(axis=0) - 1e-12).all()


@settings(max_examples=80, deadline=None)
@given(moves=MOVES)
def test_independent_moves_leave_those_whom_none_reaches(moves: Array) -> None:
    parts = combine_independent(moves)
    left = np.ones(moves.shape[1])
    for move in moves:
        left = left * (1.0 - move)
    np.testing.assert_allclose(parts.sum(axis=0), 1.0 - left, atol=1e-12)
    assert (parts >= 0).all()
    assert (parts <= moves + 1e-12).all()


@settings(max_examples=60, deadline=None)
@given(moves=MOVES, data=st.data())
def test_independent_moves_combine_alike_in_any_order(moves: Array, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(moves.shape[0])))
    np.testing.assert_allclose(
        combine_independent(moves[order]), combine_independent(moves)[order], atol=1e-12
    )


def test_one_move_is_itself() -> None:
    move = np.array([[0.0, 0.3, 1.0]])
    np.testing.assert_allclose(combine_independent(move), move, atol=1e-15)


def test_moves_by_hand() -> None:
    """.2 and .5 leave .8 · .5, so .6 moves, split 2 to 5."""
    moves = np.array([0.2, 0.5])
    np.testing.assert_allclose(combine_independent(moves), [0.6 * 2 / 7, 0.6 * 5 / 7], rtol=1e-12)


@settings(max_examples=60, deadline=None)
@given(reach=SHARE, ratio=st.floats(0.0, 5.0))
def test_a_ratio_is_diluted_by_those_not_reached(reach: float, ratio: float) -> None:
    found = float(ratio_with_reach(np.array(reach), np.array(ratio)))
    assert found == pytest.approx(reach * ratio + (1.0 - reach), abs=1e-12)
    assert float(ratio_with_reach(np.array(0.0), np.array(ratio))) == 1.0
    assert float(ratio_with_reach(np.array(1.0), np.array(ratio))) == pytest.approx(ratio, abs=1e-12)
    assert float(ratio_with_reach(np.array(reach), np.array(1.0))) == 1.0


@settings(max_examples=60, deadline=None)
@given(flows=st.lists(SHARE, min_size=1, max_size=20))
def test_a_flow_reaches_nobody_twice(flows: list[float]) -> None:
    """Over the years the newly reached add up to all that was offered, or to everybody."""
    before, reached = np.array(0.0), []
    for flow in flows:
        new = newly_reached(np.array(flow), before, repeat=False)
        assert 0.0 <= float(new) <= flow
        reached.append(float(new))
        before = before + new
    assert float(before) <= 1.0
    assert sum(reached) == pytest.approx(min(sum(flows), 1.0), abs=1e-12)


def test_a_stock_of_three_years() -> None:
    before, found = np.array(0.0), []
    for _ in range(5):
        new = newly_reached(np.array(0.4), before, repeat=False)
        found.append(round(float(new), 12))
        before = before + new
    assert found == [0.4, 0.4, 0.2, 0.0, 0.0]


def test_a_repeated_measure_comes_back_every_year() -> None:
    found = newly_reached(np.array([0.4, 0.4]), np.array([0.0, 1.0]), repeat=True)
    assert found.tolist() == [0.4, 0.4]
