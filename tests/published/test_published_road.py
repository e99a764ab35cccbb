"""Serious road injury in pack NLD/2025 beside its published sources: deaths, injuries, years with them."""

from __future__ import annotations

import numpy as np
import pytest

from hiap.catalogue.pack import load_pack
from hiap.domain.pack import Array, Disease
from hiap.workflow.reference import base_year

SERIOUS = 7_400  # SWOV, 2023
DEAD = 684  # CBS, 2023
MORE_PEOPLE = 1.015  # and older: 17.88 million in the middle of 2023, 18.04 on 1 January 2025
# SWOV from CBS, deaths of 2023 by age: 20 under 15, 375 of 60 and over, of whom 143 of 70-79 and 155 of 80+.
DEATHS = [((0, 15), 20), ((15, 60), 684 - 20 - 375), ((60, 70), 77), ((70, 80), 143), ((80, 101), 155)]
# SWOV, serious injuries: children 3 % (2022), 15-19 5 to 6 % (2021), 58 % of 60+ and 16 % of 80+ (2023).
INJURED = [((0, 15), 0.03), ((15, 20), 0.055), ((20, 60), 0.335), ((60, 80), 0.42), ((80, 101), 0.16)]


def road() -> Disease:
    pack = load_pack()
    return pack.diseases[pack.disease_index("road_injury")]


def dead_and_injured() -> tuple[Array, Array]:
    """Deaths and serious injuries of the base year by sex and age."""
    found, people = road(), load_pack().population
    cases = found.level * people
    return cases * found.fatal_fraction, cases * (1.0 - found.fatal_fraction)


def test_deaths_and_serious_injuries_are_the_published_ones() -> None:
    dead, injured = dead_and_injured()
    assert float(dead.sum()) == pytest.approx(DEAD * MORE_PEOPLE, rel=0.015)
    assert float(injured.sum()) == pytest.approx(SERIOUS * MORE_PEOPLE, rel=0.015)


def test_three_quarters_of_the_dead_and_six_in_ten_of_the_injured_are_men() -> None:
    # 72 % of deaths in 2023 and of 2016-2018; 61 % of serious injuries in 2022.
    dead, injured = dead_and_injured()
    assert float(dead[0].sum() / dead.sum()) == pytest.approx(0.72, abs=0.01)
    assert float(injured[0].sum() / injured.sum()) == pytest.approx(0.61, abs=0.01)


@pytest.mark.parametrize(("ages", "published"), DEATHS)
def test_deaths_by_age(ages: tuple[int, int], published: int) -> None:
    dead, _ = dead_and_injured()
    assert float(dead[:, slice(*ages)].sum()) == pytest.approx(published, rel=0.07)


@pytest.mark.parametrize(("ages", "published"), INJURED)
def test_serious_injuries_by_age(ages: tuple[int, int], published: float) -> None:
    _, injured = dead_and_injured()
    assert float(injured[:, slice(*ages)].sum() / injured.sum()) == pytest.approx(published, abs=0.01)


def test_deaths_of_the_base_year_follow() -> None:
    base = base_year()
    died = base.calibration.disease_deaths[base.pack.disease_index("road_injury"), 0]
    assert float(died.sum()) == pytest.approx(DEAD, rel=0.02)


def test_a_third_of_the_injured_lives_on_with_consequences() -> None:
    # SWOV: about 33 % of the casualties experience lingering effects; in six countries 19 to 33 %.
    found = road()
    lasting = 1.0 - found.fatal_fraction - found.cured_fraction
    assert lasting / (1.0 - found.fatal_fraction) == pytest.approx(np.full_like(lasting, 0.33), abs=1e-4)
    assert not np.any(found.excess_mortality)


def test_years_with_disability_are_those_of_swov() -> None:
    """20,500 years with disability for the 7,400 injured of 2023: 2.77 each (2.4-3.2 in six countries)."""
    pack, found = load_pack(), road()
    rates = pack.mortality
    left = np.zeros_like(rates)
    left[:, -1] = 1.0 / rates[:, -1]
    for age in reversed(range(rates.shape[1] - 1)):
        q = 1.0 - np.exp(-rates[:, age])
        left[:, age] = (1.0 - q) * (1.0 + left[:, age + 1]) + 0.5 * q
    cases = found.level * pack.population
    lasting = cases * (1.0 - found.fatal_fraction - found.cured_fraction)
    injured = cases * (1.0 - found.fatal_fraction)
    years = found.weight.value * float((lasting * left).sum())
    assert years / float(injured.sum()) == pytest.approx(20_500 / SERIOUS, rel=0.02)


def test_a_fall_off_a_bicycle_is_in_road_injury_only() -> None:
    """CBS: falls with a vehicle are not in accidental falls; emergency visits are of falls in or around home.

    Seven in ten of the seriously injured are cyclists, so about 2,600 of 65 and over would be at stake,
    against 119,000 visits.
    """
    pack = load_pack()
    falls = pack.diseases[pack.disease_index("fall_injury")]
    _, injured = dead_and_injured()
    older = float(injured[:, 65:].sum())
    assert 0.7 * older < 0.03 * float((falls.level * pack.population)[:, 65:].sum())


def test_few_deaths_of_the_richest_are_cut() -> None:
    """Suicide and road injury are more than all deaths of the richest men of 19-28: 5 deaths of 169,700."""
    base = base_year()
    pack, all_deaths = base.pack, base.mortality.cohort[0, 0]
    killed = np.zeros_like(all_deaths)
    for name in ("suicide", "road_injury"):
        disease = pack.diseases[pack.disease_index(name)]
        ratio = disease.group_ratio or (1.0,) * killed.shape[-1]
        killed += (disease.level * disease.fatal_fraction)[..., None] * np.asarray(ratio)
    people = pack.population[..., None] * pack.group_share
    over = np.maximum(killed - all_deaths, 0.0)
    assert float((over * people).sum()) < 5.0
    sexes, ages, groups = np.nonzero(over)
    assert set(ages) <= set(range(19, 29))
    assert set(groups[sexes == 1]) == {4}
