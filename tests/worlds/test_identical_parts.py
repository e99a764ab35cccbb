"""Law 6: cells split into identical parts add up to the whole, to 1e-12."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest
from small import (
    Array,
    Story,
    by_age,
    country,
    disease,
    disease_effect,
    exposure,
    hold,
    in_groups,
    lag,
    measure,
    risk,
    shift,
    tell,
)

AGES, YEARS = 4, 12
ACCURACY = 1e-12
# People move between the groups up to age 2. At 3+ they must not: those who arrive there differ from those
# who were there, so the parts would no longer be identical. For the same reason migrants come and go at 3+.
SHARES = {"one": [[1.0] * AGES], "two": [[0.3, 0.4, 0.25, 0.25], [0.7, 0.6, 0.75, 0.75]]}


def _story(parts: str) -> Story:
    """Two diseases of which one raises the other, a lagged and a direct risk, a shift and a hold together."""
    division = np.array(SHARES[parts]).T
    groups = division.shape[-1]
    sugar = disease(
        "sugar", AGES, prevalence=by_age([0.05, 0.08, 0.1, 0.12]), excess_mortality=0.1, weight=0.2
    )
    stroke = disease(
        "stroke",
        AGES,
        incidence=by_age([0.01, 0.02, 0.03, 0.05]),
        excess_mortality=0.2,
        fatal_fraction=0.1,
        remission=0.05,
        weight=0.4,
    )
    pack = replace(
        country(AGES, tuple(f"Q{g + 1}" for g in range(groups))),
        group_share=np.broadcast_to(division, (2, AGES, groups)).copy(),
        diseases=(stroke, sugar),
        risk_factors=(exposure("habit", in_groups(by_age([0.2, 0.4, 0.5, 0.3]), groups)),),
        relative_risks=(risk("habit", "stroke", 3.0, AGES), risk("habit", "sugar", 2.0, AGES)),
        lags=(lag("habit", "stroke", log(2.0), AGES),),
        disease_effects=(disease_effect("sugar", "stroke", 2.5, AGES),),
        migration=np.array([[[0.0, 0.0, 0.0, 50.0], [0.0, 0.0, 0.0, -20.0]]]),
        disability=np.full((2, AGES), 0.2),
    )
    everybody = {"sex": "all", "age": [0, AGES - 1], "risk_factor": "habit", "level": "exposed"}
    measures = [
        measure("stay-off", everybody, effects=[hold("habit", size=0.2)], duration=5),
        measure("stop", everybody, effects=[shift("habit", size=0.3, decay=0.2)], duration=3),
    ]
    return tell(pack, np.full((2, AGES, groups), 0.15), measures, YEARS)


@pytest.fixture(scope="module")
def whole() -> Story:
    """Everybody in one group."""
    return _story("one")


@pytest.fixture(scope="module")
def parts() -> Story:
    """The same people in two groups that differ in nothing."""
    return _story("two")


def _differ(one: Array, many: Array) -> float:
    """Largest difference after adding up the groups, relative to the largest value."""
    total = many.sum(axis=-1, keepdims=True)
    return float(np.abs(one - total).max() / np.abs(one).max())


@pytest.mark.parametrize(
    "name", ["persons", "person_years", "sick_years", "cases", "deaths", "haly", "healthy_years"]
)
def test_identical_groups_add_up_to_the_whole(whole: Story, parts: Story, name: str) -> None:
    assert _differ(getattr(whole.projection, name), getattr(parts.projection, name)) < ACCURACY


def test_participants_add_up_to_the_whole(whole: Story, parts: Story) -> None:
    assert _differ(whole.projection.participants, parts.projection.participants) < ACCURACY


def test_gains_add_up_to_the_whole(whole: Story, parts: Story) -> None:
    """Also the differences between scenarios, which are small beside the totals."""
    one, many = whole.projection.haly, parts.projection.haly
    assert _differ(one - one[:, :1], many - many[:, :1]) < 1e-9


def test_calibration_is_that_of_the_whole(whole: Story, parts: Story) -> None:
    one, many = whole.calibration, parts.calibration
    assert np.allclose(one.incidence, many.incidence, rtol=1e-11, atol=0.0)
    assert np.allclose(one.prevalence, many.prevalence, rtol=1e-11, atol=0.0)
    assert np.allclose(one.underlying, many.underlying, rtol=1e-11, atol=0.0)
