"""The cost-effectiveness plane and the cost per QALY (8.3)."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiap.economics.effectiveness import chance_of_quadrants, cost_per_qaly, quadrant

AMOUNT = st.floats(-1e9, 1e9, allow_nan=False)


@pytest.mark.parametrize(
    ("cost", "effect", "name"),
    [
        (10.0, 1.0, "ratio"),
        (-10.0, 1.0, "dominant"),
        (0.0, 1.0, "dominant"),
        (10.0, -1.0, "dominated"),
        (10.0, 0.0, "nothing"),
        (0.0, -1.0, "dominated"),
        (-10.0, -1.0, "saves and loses"),
        (-10.0, 0.0, "nothing"),
        (0.0, 0.0, "nothing"),
    ],
)
def test_every_place_on_the_plane_has_a_name(cost: float, effect: float, name: str) -> None:
    assert quadrant(cost, effect) == name


def test_the_cost_of_a_qaly_is_given_only_where_it_means_that() -> None:
    """20,000 euro for 4 QALYs; the same quotient of two negatives would mean money saved per QALY lost."""
    assert cost_per_qaly(20_000.0, 4.0) == 5_000.0
    assert cost_per_qaly(-20_000.0, -4.0) is None
    assert cost_per_qaly(-20_000.0, 4.0) is None


@given(st.lists(st.tuples(AMOUNT, AMOUNT), min_size=1, max_size=30))
def test_the_chances_of_all_quadrants_are_one(draws: list[tuple[float, float]]) -> None:
    found = chance_of_quadrants(*zip(*draws, strict=True))
    assert math.fsum(found.values()) == pytest.approx(1.0)
    assert all(share > 0.0 for share in found.values())


def test_bad_values_are_refused_with_the_cure() -> None:
    with pytest.raises(ValueError, match="not finite"):
        quadrant(float("nan"), 1.0)
    with pytest.raises(ValueError, match="give one of each a draw"):
        chance_of_quadrants([1.0], [1.0, 2.0])
    with pytest.raises(ValueError, match="at least one draw"):
        chance_of_quadrants([], [])
