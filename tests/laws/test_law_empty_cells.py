"""Odd packs: a cell without people breaks nothing, and people who are not there cannot leave."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import by_age, country, disease, mortality_of, tell

from hiap.domain.errors import PackError
from hiap.domain.pack import Pack

AGES = 4
RATES = np.full((2, AGES, 1), 0.1)


def ill(pack: Pack) -> Pack:
    """The country with a disease that a tenth has and that patients die of."""
    cough = disease("cough", AGES, incidence=by_age([0.1] * AGES), excess_mortality=0.05, weight=0.5)
    return replace(pack, diseases=(cough,), disability=by_age([0.2] * AGES))


def test_nobody_at_an_age_gives_nobody_and_no_broken_number() -> None:
    empty = replace(ill(country(AGES)), population=by_age([1000.0, 1000.0, 0.0, 0.0]))
    with np.errstate(all="raise", under="ignore"):
        found = tell(empty, RATES, [], 3).projection
    assert found.persons[0, 0, 0, 0, :, 0].tolist() == [1000.0, 1000.0, 0.0, 0.0]
    assert all(np.isfinite(part).all() for part in (found.haly, found.base_sick, found.base_cases))
    assert found.clamps == ()


def test_an_age_at_which_nobody_dies_is_no_cut() -> None:
    rates = RATES.copy()
    rates[:, :2] = 0.0
    healthy = disease("cough", AGES, incidence=by_age([0.0, 0.0, 0.1, 0.1]))
    pack = replace(country(AGES), diseases=(healthy,))
    assert mortality_of(pack, rates, 1).cohort[0, 0, 0, 0, 0] == 0.0
    assert tell(pack, rates, [], 2).projection.clamps == ()


@pytest.mark.parametrize("age", [0, 2])
def test_more_people_cannot_leave_than_there_are(age: int) -> None:
    leaving = np.zeros((1, 2, AGES))
    leaving[0, 0, age] = -5000.0
    with pytest.raises(PackError, match="migration: in 2025 more people leave"):
        tell(replace(ill(country(AGES)), migration=leaving), RATES, [], 2)
