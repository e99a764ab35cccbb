"""Pencil world of the last year of life (7.1): a country of two ages where half of the dead have an attack.

1,000 persons of each sex and age. Of those aged 0 on 1 January .1 a year die, of the others .2; an attack,
of which .05 a year die at once, is part of both. So .05/.1 = .5 and .15/.2 = .75 of the dead die of the rest.
Care costs 2,000 euro a year at the first age and 3,000 at the second. Who dies costs 4,000 more than who
lives on, so who lives on costs 2,000 - .1 · 4,000 = 1,600 and 3,000 - .2 · 4,000 = 2,200. In last years goes
.1 · 5,600 + .2 · 6,200 = 1,800 of 5,000 euro: the share .36.

Reference: 1,000 (1 - e^-.1) · .5 = 47.581291 and 1,000 (1 - e^-.2) · .75 = 135.951935 die of the rest.
Without attacks: 1,000 (1 - e^-.05) = 48.770575 and 1,000 (1 - e^-.15) = 139.292024.
Lived: ½ (1,000 + 1,000 e^-.1) = 952.418709 and ½ (1,000 + 1,000 e^-.2) = 909.365377 years; without attacks
    975.614712 and 930.353988.
Unrelated cost a year: 2,000 - 4,000 · 47.581291/952.418709 = 1,800.166568 at the first age,
    3,000 - 4,000 · 135.951935/909.365377 = 2,401.990 at the second.
Care of both sexes: 2 (2,000 · 952.418709 + 3,000 · 909.365377) = 9,265,867.10 euro: the average.
    Without attacks 2 (1,800.166568 · 975.614712 + 2,401.990 · 930.353988 + 4,000 · (48.770575 + 139.292024)).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import Array, Story, by_age, country, disease, effect, exactly, in_groups, measure, tell

from hiap.consequences.care import SampleCost, care_costs, care_prices, end_of_life_prices
from hiap.domain.pack import Estimate, Law, Place
from hiap.uncertainty.distributions import Kind

REFERENCE, WITHOUT = (47.581291, 135.951935), (48.770575, 139.292024)
LIVED, LIVED_WITHOUT = (952.418709, 909.365377), (975.614712, 930.353988)
NO_ATTACKS = measure(
    "no-attacks", {"sex": "all", "age": [0, 1]}, effects=[effect("incidence", 0.0, "ratio", disease="attack")]
)
NO_CARE = measure("no-care", {"sex": "all", "age": [0, 1]}, effects=[effect("care_use", 0.5, "ratio")])


def _central(name: str, estimate: Estimate, kind: Kind) -> Array:
    """The central value of an input, for one draw."""
    return np.array([estimate.value])


def _dearer(name: str, estimate: Estimate, kind: Kind) -> Array:
    """A draw with more in last years: (.56 · 5,000 - 800)/.25 = 8,000 a death instead of 4,000."""
    return np.array([0.56])


def _as_others(name: str, estimate: Estimate, kind: Kind) -> Array:
    """A draw in which who dies costs as much as others: .1 · 2,000 + .2 · 3,000 = 800 of 5,000."""
    return np.array([0.16])


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
        end_of_life_share=exactly(0.36, "share"),
    )
    pack = replace(
        country(ages=2),
        mortality=dying,
        laws=(law,),
        diseases=(disease("attack", 2, incidence=np.full((2, 2), 0.05), fatal_fraction=1.0),),
    )
    return tell(pack, in_groups(dying, 1), [NO_ATTACKS, NO_CARE], years=1)


def test_what_a_death_costs_more_follows_from_the_share(story: Story) -> None:
    assert end_of_life_prices(story.pack, _central, 1)[0] == pytest.approx([4_000.0], rel=1e-12)
    assert end_of_life_prices(story.pack, _as_others, 1)[0] == pytest.approx([0.0], abs=1e-9)
    unknown = replace(story.pack, laws=(replace(story.pack.laws[0], end_of_life_share=None),))
    assert not end_of_life_prices(unknown, _central, 1).any()


def test_a_place_has_the_prices_of_the_country(story: Story) -> None:
    """Two in three of the young and one in three of the old live there: its people move no price."""
    people = story.pack.population * np.array([2.0, 1.0]) / 3.0
    place = replace(story.pack, place=Place("town", "Town", "town", people))
    assert end_of_life_prices(place, _central, 1)[0] == pytest.approx([4_000.0], rel=1e-12)


def test_deaths_from_other_causes_are_counted_by_the_care_they_get(story: Story) -> None:
    """By scenario: reference, without attacks, half of the care."""
    found = story.projection.other_deaths[0, :3, 0, 0]
    assert found == pytest.approx([2 * sum(REFERENCE), 2 * sum(WITHOUT), sum(REFERENCE)], rel=1e-7)


def test_care_of_the_base_year_is_that_of_the_law(story: Story) -> None:
    """Last years move cost to those who die, and add none; who no longer dies of attacks dies of the rest."""
    care = _care(story, _central)
    assert care[0] == pytest.approx(9_265_867.10, abs=0.01)
    assert care[1] == pytest.approx(_by_hand(4_000.0), abs=0.1)
    assert care[2] == pytest.approx(0.5 * care[0], rel=1e-12)


def test_a_draw_with_dearer_last_years_leaves_less_for_the_rest(story: Story) -> None:
    dearer = _care(story, _dearer)
    assert dearer[0] == pytest.approx(9_265_867.10, abs=0.01)
    assert dearer[1] == pytest.approx(_by_hand(8_000.0), abs=0.1)


def test_where_who_dies_costs_as_others_care_is_that_of_the_people(story: Story) -> None:
    """The cost per person times those who live, as without a figure for last years."""
    by_people = 2 * (2_000 * LIVED_WITHOUT[0] + 3_000 * LIVED_WITHOUT[1])
    assert _care(story, _as_others)[1] == pytest.approx(by_people, abs=0.01)


def _by_hand(more: float) -> float:
    """Care without attacks where a death costs so much more."""
    left = [
        average - more * deaths / years
        for average, deaths, years in zip((2_000, 3_000), REFERENCE, LIVED, strict=True)
    ]
    return 2 * (left[0] * LIVED_WITHOUT[0] + left[1] * LIVED_WITHOUT[1] + more * sum(WITHOUT))


def _care(story: Story, sample_cost: SampleCost) -> Array:
    """Care cost of the first year by scenario, in euros."""
    happened = story.projection
    base = (happened.base_sick, happened.base_cases, happened.base_other_deaths)
    prices = care_prices(story.pack, sample_cost, *base)
    cared = (happened.other_deaths, happened.cared_sick, happened.cared_cases)
    return care_costs(prices, happened.cared_for, *cared)[0, 0, :, 0, 0]
