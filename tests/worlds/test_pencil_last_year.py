"""Pencil world of the last year of life (7.1): a country of two ages where half of the dead have an attack.

1,000 persons of each sex and age. Of those aged 0 on 1 January .1 a year die, of the others .2; an attack,
of which .05 a year die at once, is part of both. So .05/.1 = .5 and .15/.2 = .75 of the dead die of the rest.
Care costs 2,000 euro a year at the first age and 3,000 at the second. People in their last year cost five
times those who live on: 5 · 2,000/(1 + 4 · .1) = 10,000/1.4 = 7,142.857 and 5 · 3,000/(1 + 4 · .2) =
8,333.333 euro, together .1 · 7,142.857 + .2 · 8,333.333 = 2,380.952 of 5,000 euro: the share 10/21.

Reference: 1,000 (1 - e^-.1) · .5 = 47.581291 and 1,000 (1 - e^-.2) · .75 = 135.951935 die of the rest.
Without attacks: 1,000 (1 - e^-.05) = 48.770575 and 1,000 (1 - e^-.15) = 139.292024.
Lived: ½ (1,000 + 1,000 e^-.1) = 952.418709 and ½ (1,000 + 1,000 e^-.2) = 909.365377 years; without attacks
    975.614712 and 930.353988.
Unrelated cost a year: 2,000 - 7,142.857 · 47.581291/952.418709 = 1,643.154850 at the first age,
    3,000 - 8,333.333 · 135.951935/909.365377 = 1,754.147 at the second.
Care of both sexes: 2 (2,000 · 952.418709 + 3,000 · 909.365377) = 9,265,867.10 euro: the average.
    Without attacks 2 (1,643.154850 · 975.614712 + 7,142.857 · 48.770575 + 1,754.147 · 930.353988
    + 8,333.333 · 139.292024).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import Array, Story, by_age, country, disease, effect, exactly, in_groups, measure, tell

from hiap.consequences.care import SampleCost, care_costs, care_prices
from hiap.domain.pack import Estimate, Law
from hiap.simulation.last_year import last_year_costs
from hiap.uncertainty.distributions import Kind

OLD, YOUNG = 1 - np.exp(-0.2), 1 - np.exp(-0.1)
LAST_YEARS = (10_000 / 1.4, 15_000 / 1.8)
NO_ATTACKS = measure(
    "no-attacks", {"sex": "all", "age": [0, 1]}, effects=[effect("incidence", 0.0, "ratio", disease="attack")]
)
NO_CARE = measure("no-care", {"sex": "all", "age": [0, 1]}, effects=[effect("care_use", 0.5, "ratio")])


def _central(name: str, estimate: Estimate, kind: Kind) -> Array:
    """The central value of an input, for one draw."""
    return np.array([estimate.value])


def _double(name: str, estimate: Estimate, kind: Kind) -> Array:
    """A draw in which twice as much is spent in last years."""
    return np.array([2.0 * estimate.value])


@pytest.fixture(scope="module")
def story() -> Story:
    """The reference, the country without attacks, one with half of the care, and both together."""
    dying = by_age([0.0, 0.2])
    law = Law(
        "zvw",
        "zvw_insurers",
        by_age([1_000.0, 3_000.0]),
        exactly(0.0),
        0.0,
        {"en": "zvw"},
        last_year_of_life=exactly(10 / 21, "share"),
    )
    pack = replace(
        country(ages=2),
        mortality=dying,
        laws=(law,),
        diseases=(disease("attack", 2, incidence=np.full((2, 2), 0.05), fatal_fraction=1.0),),
    )
    return tell(pack, in_groups(dying, 1), [NO_ATTACKS, NO_CARE], years=1)


def test_the_cost_of_a_last_year_adds_up_to_its_share(story: Story) -> None:
    assert last_year_costs(story.pack)[0] == pytest.approx(by_age(LAST_YEARS), rel=1e-9)
    unknown = replace(story.pack, laws=(replace(story.pack.laws[0], last_year_of_life=None),))
    assert not last_year_costs(unknown).any()


def test_who_dies_of_something_else_is_counted_at_that_cost(story: Story) -> None:
    """By scenario: reference, without attacks, half of the care."""
    reference = 2 * (0.5 * 1_000 * YOUNG * LAST_YEARS[0] + 0.75 * 1_000 * OLD * LAST_YEARS[1])
    without = 2 * 1_000 * ((1 - np.exp(-0.05)) * LAST_YEARS[0] + (1 - np.exp(-0.15)) * LAST_YEARS[1])
    found = story.projection.last_years[0, 0, :3, 0, 0]
    assert found == pytest.approx([reference, without, 0.5 * reference], rel=1e-9)


def test_care_of_the_base_year_is_that_of_the_law(story: Story) -> None:
    """Last years move cost to those who die, and add none; who no longer dies of attacks dies of the rest."""
    care = _care(story, _central)
    assert care[0] == pytest.approx(9_265_867.10, abs=0.01)
    young = 2_000 - LAST_YEARS[0] * 47.581291 / 952.418709
    old = 3_000 - LAST_YEARS[1] * 135.951935 / 909.365377
    by_hand = 975.614712 * young + 48.770575 * LAST_YEARS[0] + 930.353988 * old + 139.292024 * LAST_YEARS[1]
    assert care[1] == pytest.approx(2 * by_hand, abs=0.1)
    assert care[2] == pytest.approx(0.5 * care[0], rel=1e-12)


def test_a_draw_with_dearer_last_years_leaves_less_for_the_rest(story: Story) -> None:
    """The base year costs the same; without attacks more people die of the rest, each twice as dear."""
    once, twice = _care(story, _central), _care(story, _double)
    assert twice[0] == pytest.approx(once[0], rel=1e-12)
    more_deaths = 2 * (
        LAST_YEARS[0] * (48.770575 - 47.581291 * 975.614712 / 952.418709)
        + LAST_YEARS[1] * (139.292024 - 135.951935 * 930.353988 / 909.365377)
    )
    assert twice[1] - once[1] == pytest.approx(more_deaths, abs=0.1)


def _care(story: Story, sample_cost: SampleCost) -> Array:
    """Care cost of the first year by scenario, in euros."""
    happened = story.projection
    base = (happened.base_sick, happened.base_cases, happened.base_last_years)
    prices = care_prices(story.pack, sample_cost, *base)
    cared = (happened.last_years, happened.cared_sick, happened.cared_cases)
    return care_costs(prices, happened.cared_for, *cared)[0, 0, :, 0, 0]
