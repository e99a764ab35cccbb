"""Gaps that close, paths, comparison with a reference, values too small to show (13.6 to 13.10)."""

from __future__ import annotations

import numpy as np
import pytest

from hiap.monitoring.closing import AWAY, DONE, FEW, FOUND, UNSURE, gap_closed, year_of_closure
from hiap.monitoring.comparison import compared
from hiap.monitoring.measured import Measured, hidden_by_totals
from hiap.monitoring.path import gap_path, straight_path

NAN = float("nan")


@pytest.mark.parametrize(
    ("area", "reference", "moving", "fixed"), [((60, 68), (80, 82), 0.3, 0.4), ((20, 16), (10, 9), 0.3, 0.4)]
)
def test_share_of_a_gap_that_is_closed(
    area: tuple[float, float], reference: tuple[float, float], moving: float, fixed: float
) -> None:
    """From 60 to 68 while the reference goes from 80 to 82; and the same where less is better."""
    first = reference[0] - area[0]
    for then, expected in ((reference[1], moving), (reference[0], fixed)):
        found = gap_closed(then - area[1], 0.0, first, 0.0, 0.0, 0.95)
        assert [float(part) for part in found] == pytest.approx([expected] * 3, abs=1e-12)


def test_of_a_first_gap_that_can_be_none_no_share_is_closed() -> None:
    assert np.isnan(gap_closed(1.0, 1.0, 2.0, 4.0, 0.0, 0.95)).all()


def test_without_variances_a_share_has_no_limits() -> None:
    found = gap_closed(1.0, NAN, 2.0, NAN, 0.0, 0.95)
    assert float(found.share) == 0.5
    assert np.isnan([found.low, found.high]).all()


@pytest.mark.parametrize("fixed", [False, True])
def test_limits_of_a_closed_share_hold_in_19_of_20_simulations(fixed: bool) -> None:
    """The first gap is 20, the last 14 (moving) or 12 (fixed reference, whose own chance is in both gaps)."""
    random = np.random.default_rng(1)
    area, later, base, now = (random.normal(mean, 1.5, 20_000) for mean in (60, 68, 80, 82))
    gap, shared = (base - later, 2.25) if fixed else (now - later, 0.0)
    found = gap_closed(gap, 4.5, base - area, 4.5, shared, 0.95)
    truth = 0.4 if fixed else 0.3
    covered = (found.low <= truth) & (truth <= found.high)
    assert 0.94 < covered.mean() < 0.96


def test_the_year_in_which_a_gap_is_gone() -> None:
    """One point a year from 10 in 2020: nothing left in 2030; without scatter the limits are that year."""
    years = np.arange(2020, 2026)
    gaps = np.array([[10.0, 9.0, 8.0, 7.0, 6.0, 5.0]])
    found = year_of_closure(gaps, years, 0.95)
    assert found.why.tolist() == [FOUND]
    assert [float(part[0]) for part in found[:3]] == pytest.approx([2030.0] * 3, abs=1e-6)


@pytest.mark.parametrize(
    ("gaps", "why"),
    [
        ([10, 9, 8, NAN, NAN], FEW),
        ([10, 7, 11, 8, 10], UNSURE),
        ([10, 11.1, 11.9, 13, 14], AWAY),
        ([2, 1.1, 0.4, -0.2, -1], DONE),
        ([-10, -9.1, -8, NAN, -6], FOUND),
    ],
)
def test_there_is_not_always_a_year(gaps: list[float], why: int) -> None:
    found = year_of_closure(np.array([gaps]), np.arange(2020, 2025), 0.95)
    assert found.why.tolist() == [why]
    assert np.isnan(found.year[0]) == (why != FOUND)


def test_limits_of_the_year_hold_in_19_of_20_simulations() -> None:
    random, years = np.random.default_rng(2), np.arange(2020, 2030)
    gaps = 10.0 - 0.5 * (years - 2020) + random.normal(0, 0.4, (4000, years.size))
    found = year_of_closure(gaps, years, 0.95)
    there = found.why == FOUND
    covered = (found.low <= 2040) & (found.high >= 2040)
    assert there.mean() > 0.99
    assert 0.94 < covered[there].mean() < 0.96


def test_a_path_through_an_intermediate_goal() -> None:
    """60 in 2020, 64 in 2024, 80 in 2032: one a year, then two a year."""
    path = straight_path(range(2020, 2034), [2020, 2024, 2032], [60.0, 64.0, 80.0])
    assert path[[0, 2, 4, 5, 12, 13]].tolist() == [60.0, 62.0, 64.0, 66.0, 80.0, 80.0]


def test_a_path_through_the_gap_moves_with_the_reference() -> None:
    """Half of a gap of 20 closed: 70 of a reference of 80, 73 when the reference has come to 83."""
    found = gap_path(np.array([0.5, 0.5]), np.array([80.0, 83.0]), np.array(80.0), np.array(60.0))
    assert found.tolist() == [70.0, 73.0]


def test_a_path_goes_forward() -> None:
    with pytest.raises(ValueError, match="must rise"):
        straight_path([2020], [2024, 2020], [1.0, 2.0])


def test_better_or_worse_only_with_the_whole_interval() -> None:
    low, high = np.array([4.0, 5.0, 6.0, NAN]), np.array([5.0, 6.0, 7.0, 7.0])
    assert compared(low, high, 5.5, lower_is_better=True).tolist() == [1, 0, -1, -9]
    assert compared(low, high, 5.5, lower_is_better=False).tolist() == [-1, 0, 1, -9]


def one(kind: str, events: float, people: float) -> Measured:
    cell = np.array([[0.0]])
    return Measured(kind, cell, cell + events, cell + people, cell + NAN)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "events", "people", "small"),
    [
        ("proportion", 9, 500, True),
        ("proportion", 10, 500, False),
        ("proportion", 491, 500, True),
        ("proportion", 30, 99, True),
        ("rate", 9, 50_000, True),
        ("rate", 50, 99, True),
        ("count", 9, NAN, True),
        ("count", 10, NAN, False),
        ("mean", NAN, 99, True),
        ("mean", NAN, 100, False),
        ("index", NAN, NAN, False),
    ],
)
def test_what_is_too_small_to_show(kind: str, events: float, people: float, small: bool) -> None:
    """Fewer than 10 counted, or not counted, or fewer than 100 asked."""
    assert bool(one(kind, events, people).small(10, 100)[0, 0]) is small


def test_a_hidden_part_cannot_be_worked_out_from_the_total() -> None:
    parts, total = np.array([0, 1, 2]), np.array([3])
    values = np.array([[4.0, 4.0, 20.0], [30.0, 30.0, 30.0], [20.0, NAN, 20.0], [54.0, 54.0, 70.0]])
    small = np.array([[True, True, False], [False] * 3, [False] * 3, [False] * 3])
    hidden = hidden_by_totals(small, parts, total, values)
    assert hidden[:, 0].tolist() == [True, False, True, False], "the smallest other part"
    assert hidden[:, 1].tolist() == [True, True, False, False], "what was not measured cannot be hidden"
    assert hidden[:, 2].tolist() == [False] * 4


@pytest.mark.parametrize("kind", ["proportion", "mean", "rate"])
def test_a_design_effect_of_two_makes_limits_about_1_4_times_as_wide(kind: str) -> None:
    cell = np.array([[300.0]])
    people, value = np.array([[1000.0]]), np.array([[30.0 if kind == "proportion" else 300.0]])
    given = (value, cell, people, np.array([[50.0]]), 1000.0)
    plain, wide = (Measured(kind, *given, effect).limits(0.95) for effect in (1.0, 2.0))  # type: ignore[arg-type]
    ratio = float((wide[1] - wide[0])[0, 0] / (plain[1] - plain[0])[0, 0])
    assert ratio == pytest.approx(2**0.5, abs=0.02)
