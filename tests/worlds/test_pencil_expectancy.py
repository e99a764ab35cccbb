"""Pencil world of healthy life expectancy by group in a scenario (2.1, 2.4, 8.7).

Three ages, two groups; nobody dies before 2+, where Q1 dies at .04 and Q2 at .02 a year: a
newborn lives 2 + 25 and 2 + 50 years. A measure halves deaths at 2+ in Q1 alone: 2 + 50. Full health
is .9, .8 and .5 for cohorts aged 0, 1 and 2+ on 1 January; a newborn has .9 at age 0, (.9 + .8)/2 = .85 at 1
and (.8 + .5)/2 = .65 at 2+. Good perceived health is by completed age: .9 + .8 + .5 at 2+.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import HARDLY_EVER, country

from hiap.domain.pack import EquityTerms, Estimate
from hiap.equations.demography import cohort_rate, rate_at_event
from hiap.simulation.expectancy import expectancies_of_year, marked_places

AGES, GROUPS = 3, 2
HEALTH = np.array([0.9, 0.8, 0.5])


def rates(first: float, second: float) -> np.ndarray:
    """Mortality by age at event [draw, sex, age, group]: of Q1 and of Q2 in the open last age."""
    found = np.full((1, 2, AGES, GROUPS), HARDLY_EVER)
    found[:, :, -1] = [first, second]
    return found


def world() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Mortality at event, mortality of cohorts without and with the measure, and the health of both."""
    at_event = rates(0.04, 0.02)
    usual = cohort_rate(at_event, np.array(0.1), axis=-2)
    changed = usual.copy()
    changed[:, :, -1, 0] = 0.02
    health = np.broadcast_to(HEALTH[:, None], (1, 2, 2, AGES, GROUPS))
    return at_event, np.stack([usual, changed], axis=1), health


def test_a_newborn_of_each_group_by_hand() -> None:
    at_event, cohorts, health = world()
    pack = replace(country(AGES, groups=("Q1", "Q2")), infant_share_lived=np.array([0.1, 0.1]))
    full, good = expectancies_of_year(pack, at_event, cohorts, health, health)
    assert full.shape == good.shape == (1, 2, 2, GROUPS)
    before, after = [0.9 + 0.85 + 0.65 * years for years in (25.0, 50.0)], [0.9 + 0.85 + 0.65 * 50.0] * 2
    assert full[0, :, 0].tolist() == [pytest.approx(before), pytest.approx(after)]
    before, after = [0.9 + 0.8 + 0.5 * years for years in (25.0, 50.0)], [0.9 + 0.8 + 0.5 * 50.0] * 2
    assert good[0, :, 1].tolist() == [pytest.approx(before), pytest.approx(after)]


def test_a_scenario_like_the_reference_gives_the_same_to_the_last_digit() -> None:
    at_event, cohorts, health = world()
    pack = country(AGES, groups=("Q1", "Q2"))
    same = np.repeat(cohorts[:, :1], 2, axis=1)
    for found in expectancies_of_year(pack, at_event, same, health, health):
        assert np.array_equal(found[:, 0], found[:, 1])


def test_mortality_that_falls_by_one_part_at_all_ages_falls_so_at_event() -> None:
    at_event = np.array([0.004, 0.001, 0.002, 0.1])
    usual = cohort_rate(at_event, np.array(0.1))
    # Births die as in the reference until 1 January, so that of age 0 half the fall is left.
    found = rate_at_event(at_event, 0.9 * usual, usual)
    assert found.tolist() == pytest.approx([0.004 * 0.95, 0.0009, 0.0018, 0.09])


def test_a_rate_of_nobody_stays_what_it_was() -> None:
    nobody = np.zeros(3)
    assert rate_at_event(np.array([0.0, 0.0, 0.1]), nobody, nobody).tolist() == [0.0, 0.0, 0.1]


def test_only_marked_years_that_are_projected_have_a_place() -> None:
    some = Estimate(1.0, 1.0, 1.0, "", "C", "convention")
    terms = EquityTerms((2020, 2025, 2030, 2040), some, (), some, (), ())
    pack = replace(country(AGES), equity=terms)
    assert marked_places(pack, 6) == [0, 5]
    assert marked_places(country(AGES), 6) == []
