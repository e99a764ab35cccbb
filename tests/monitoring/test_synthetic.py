"""Synthetic control (14.7): least squares on the simplex, and simulation of places with shared factors."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.monitoring.answers import TooFew
from hiap.monitoring.synthetic import (
    Case,
    Predictors,
    Ranked,
    Synthetic,
    case_of,
    leave_one_out,
    placebo_in_time,
    placebos_in_space,
    synthetic,
)

Array = NDArray[np.float64]
WORLDS = 300


def told(found: Synthetic | TooFew) -> Synthetic:
    assert isinstance(found, Synthetic)
    return found


def ranked(found: Ranked | TooFew) -> Ranked:
    assert isinstance(found, Ranked)
    return found


def world(rng: np.random.Generator, donors: int, effect: float, points: int = 24, start: int = 16) -> Case:
    """Places that load on two factors that wander, with noise; the first has the measure."""
    factors = rng.normal(0, 1, (2, points)).cumsum(axis=1)
    loads = rng.uniform(0, 1, (donors + 1, 2))
    places = 30 + loads @ factors + rng.normal(0, 0.5, (donors + 1, points))
    places[0, start:] += effect
    return case_of(places[0], places[1:], start)


@pytest.mark.parametrize("seed", range(5))
def test_weights_are_the_least_squares_on_the_simplex(seed: int) -> None:
    """Beside a general solver with the constraint written out, from the same start for all."""
    optimize: Any = pytest.importorskip("scipy.optimize")
    case = world(np.random.default_rng(seed), 8, 0.0)
    found = told(synthetic(case))

    def off(weights: Array) -> float:
        gap = case.treated[:16] - weights @ case.donors[:, :16]
        return float((gap**2).sum())

    theirs = optimize.minimize(
        off,
        np.full(8, 1 / 8),
        method="SLSQP",
        bounds=[(0, 1)] * 8,
        constraints={"type": "eq", "fun": lambda weights: weights.sum() - 1},
        options={"ftol": 1e-14, "maxiter": 2000},
    )
    assert found.weights == pytest.approx(theirs.x, abs=1e-4)
    on_the_simplex = theirs.x / theirs.x.sum()  # that solver keeps the sum to some 1e-10
    assert off(found.weights) <= off(on_the_simplex) + 1e-9
    assert found.weights.sum() == pytest.approx(1.0, abs=1e-12)
    assert (found.weights >= 0).all()


def test_a_known_effect_is_found_in_its_unit_and_with_its_sign() -> None:
    rng = np.random.default_rng(3)
    off = [told(synthetic(world(rng, 20, -4.0))).average + 4.0 for _ in range(WORLDS)]
    assert abs(np.mean(off)) < 3.5 * np.std(off) / WORLDS**0.5
    case = world(rng, 20, -4.0)
    thousand = case_of(1000 * case.treated, 1000 * case.donors, case.start)
    assert told(synthetic(thousand)).average == pytest.approx(1000 * told(synthetic(case)).average, rel=1e-6)


def test_the_rank_gives_few_alarms_and_the_interval_holds_the_effect() -> None:
    """19 donors: an alarm is the first of 20 places, 5 %; bounds of 3.5 sd over 300 worlds."""
    rng = np.random.default_rng(5)
    flat = [ranked(placebos_in_space(world(rng, 19, 0.0))) for _ in range(WORLDS)]
    assert sum(item.chance <= 0.05 for item in flat) <= 28
    acted = [ranked(placebos_in_space(world(rng, 19, 3.0))) for _ in range(WORLDS)]
    held = [item.low <= 3.0 <= item.high for item in acted if item.low is not None and item.high is not None]
    assert sum(held) >= 0.91 * WORLDS
    assert sum(item.chance <= 0.05 for item in acted) > 0.5 * WORLDS


def test_too_few_donors_for_an_interval_are_told_by_none() -> None:
    found = ranked(placebos_in_space(world(np.random.default_rng(7), 18, 9.0)))
    assert (found.low, found.high) == (None, None)
    assert found.chance >= 1 / 19
    assert len(found.ratios) == 18


def test_the_ratio_of_a_placebo_is_that_of_its_own_case() -> None:
    case = world(np.random.default_rng(9), 6, 2.0)
    rest = np.delete(case.donors, 2, axis=0)
    own = told(synthetic(case_of(case.donors[2], rest, case.start)))
    found = ranked(placebos_in_space(case))
    assert found.ratios[2] == pytest.approx(own.after / own.before, rel=1e-9)


def test_leaving_out_a_donor_is_the_case_without_it() -> None:
    case = world(np.random.default_rng(11), 6, 2.0)
    found = leave_one_out(case)
    assert isinstance(found, dict)
    assert set(found) == set(np.flatnonzero(told(synthetic(case)).weights >= 0.01).tolist())
    for donor, average in found.items():
        without = case_of(case.treated, np.delete(case.donors, donor, axis=0), case.start)
        assert average == pytest.approx(told(synthetic(without)).average, abs=1e-12)


def test_an_earlier_start_reads_no_point_of_the_measure() -> None:
    """A placebo in time stays the same whatever happens after the real start."""
    rng = np.random.default_rng(13)
    calm = world(rng, 20, 0.0)
    wild = case_of(calm.treated + 100.0 * (np.arange(24) >= 16), calm.donors, 16)
    quiet = told(placebo_in_time(calm, 10))
    assert told(placebo_in_time(wild, 10)).average == quiet.average
    assert len(quiet.gap) == 16
    with pytest.raises(ValueError, match="not before the real one"):
        placebo_in_time(calm, 16)


def test_the_search_finds_which_predictor_matters() -> None:
    """Places follow their first predictor; the second is noise and would mix other donors."""
    rng = np.random.default_rng(15)
    drive, noise = rng.uniform(0, 10, 12), rng.uniform(0, 10, 12)
    time = np.arange(12.0)
    places = drive[:, None] * (1 + 0.1 * time) + rng.normal(0, 0.05, (12, 12))
    table = np.stack([drive, noise], axis=1)
    case = case_of(places[0], places[1:], 8, predictors=Predictors(table[0], table[1:], (0, 8)))
    found = told(synthetic(case))
    assert found.importance is not None
    assert found.importance.sum() == pytest.approx(1.0)
    assert found.importance[0] > 0.9
    assert found.weights @ drive[1:] == pytest.approx(drive[0], abs=0.5)
    assert found.alike > 0.9


@pytest.mark.parametrize(
    ("donors", "start", "expected"),
    [(6, 4, TooFew("points before the start", 4, 5)), (2, 8, TooFew("donors", 2, 3))],
)
def test_too_few_data_give_no_number(donors: int, start: int, expected: TooFew) -> None:
    places = np.random.default_rng(1).normal(0, 1, (donors + 1, 12))
    case = case_of(places[0], places[1:], start)
    assert synthetic(case) == placebos_in_space(case) == leave_one_out(case) == expected


def test_what_cannot_be_read_is_refused() -> None:
    places = np.random.default_rng(1).normal(0, 1, (6, 12))
    holed = places.copy()
    holed[3, 2] = math.nan
    for treated, donors, start, said in (
        (places[0], places[1:, :5], 5, r"give \[point\] and \[donor, point\]"),
        (places[0], holed[1:], 5, "a value is missing"),
        (places[0], places[1:], 12, "start 12 lies outside"),
    ):
        with pytest.raises(ValueError, match=said):
            case_of(treated, donors, start)
    for mine, theirs, window, said in (
        (np.ones(2), np.ones((4, 2)), (0, 5), r"give \[predictor\]"),
        (np.array([math.nan]), np.ones((5, 1)), (0, 5), "a predictor is missing"),
        (np.ones(1), np.ones((5, 1)), (0, 9), "does not lie before the start"),
    ):
        with pytest.raises(ValueError, match=said):
            case_of(places[0], places[1:], 8, predictors=Predictors(mine, theirs, window))
    alike = case_of(places[0], places[1:], 8, predictors=Predictors(np.ones(1), np.ones((5, 1)), (0, 8)))
    with pytest.raises(ValueError, match="the same in all places"):
        synthetic(alike)
    with pytest.raises(ValueError, match="follows the series exactly"):
        synthetic(case_of(places[1], places[1:], 8))
