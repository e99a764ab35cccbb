"""Root finding on arrays, against roots known beforehand (used by 2.3 and 5.2)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from hiap.equations.solving import solve_from_zero, solve_increasing

Array = NDArray[np.float64]
ROOTS = hnp.arrays(np.float64, (2, 3), elements=st.floats(0.01, 3.99))
ZERO, FOUR = np.zeros((2, 3)), np.full((2, 3), 4.0)


@settings(max_examples=60, deadline=None)
@given(root=ROOTS, bend=st.floats(0.01, 1.0))
def test_bent_functions_of_many_cells_are_solved_at_once(root: Array, bend: float) -> None:
    """A curve that bends up, one that bends down, and a cube, all zero at `root`."""
    up = solve_increasing(lambda x: np.expm1(bend * (x - root)), ZERO, FOUR)
    down = solve_increasing(lambda x: -np.expm1(-bend * (x - root)), ZERO, FOUR)
    cube = solve_increasing(lambda x: x**3 - root**3, ZERO, FOUR)
    for found in (up, down, cube):
        np.testing.assert_allclose(found, root, atol=1e-9)


def test_cells_without_a_root_stay_at_the_limit_and_disturb_no_other() -> None:
    low, high = np.array([0.0, 0.0, 0.0]), np.array([2.0, 2.0, 2.0])
    found = solve_increasing(lambda x: x**2 - np.array([-1.0, 2.0, 9.0]), low, high)
    assert found[0] == 0.0
    assert found[1] == pytest.approx(np.sqrt(2.0), abs=1e-12)
    assert found[2] == 2.0


def test_a_root_at_a_limit_is_found() -> None:
    low, high = np.array([1.0, 0.0]), np.array([2.0, 1.0])
    found = solve_increasing(lambda x: x - 1.0, low, high)
    assert found.tolist() == [1.0, 1.0]


def test_the_brackets_given_are_left_alone_and_may_be_whole_numbers() -> None:
    low, high = np.array([0, 0]), np.array([3, 3])
    found = solve_increasing(lambda x: x - np.array([0.5, 1.5]), low.astype(float), high.astype(float))
    np.testing.assert_allclose(found, [0.5, 1.5], atol=1e-12)
    assert low.tolist() == [0, 0]
    assert high.tolist() == [3, 3]


@settings(max_examples=60, deadline=None)
@given(root=hnp.arrays(np.float64, (2, 3), elements=st.floats(0.0, 0.5)), bend=st.floats(0.0, 0.9))
def test_nearly_straight_functions_are_solved_from_zero(root: Array, bend: float) -> None:
    """x - bend·x² less its value at the root, and the probability of an event at a rate."""
    first = np.full((2, 3), 0.01)
    curved, _ = solve_from_zero(lambda x: (x - root) * (1.0 - bend * (x + root)), first)
    chance, _ = solve_from_zero(lambda x: np.exp(-root) - np.exp(-x), first)
    np.testing.assert_allclose(curved, root, atol=1e-9)
    np.testing.assert_allclose(chance, root, atol=1e-9)


def test_a_cell_that_is_positive_at_zero_gives_zero_and_disturbs_no_other() -> None:
    """Even without new cases there are too many patients: incidence 0."""
    found, _ = solve_from_zero(lambda x: x - np.array([-0.2, 0.3, 0.0]), np.full(3, 0.1))
    np.testing.assert_allclose(found, [0.0, 0.3, 0.0], atol=1e-14)


def test_a_prevalence_that_no_incidence_gives_is_refused() -> None:
    with pytest.raises(ArithmeticError, match="no incidence found"):
        solve_from_zero(lambda x: np.tanh(x) - 2.0, np.array([0.1]))


def test_a_first_guess_far_off_does_no_harm() -> None:
    for first in (1e-6, 0.1, 2.0):
        found, _ = solve_from_zero(lambda x: -np.expm1(-x) - 0.4, np.array([first]))
        assert found[0] == pytest.approx(-np.log(0.6), abs=1e-10)
