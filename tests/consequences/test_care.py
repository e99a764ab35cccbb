"""Care of patients and of new cases (7.1), on paper.

One cell of sex and age counts: 1,000 person-years at 100 euro by law. A patient costs 50 · .8 = 40 avoidable
euro a year and .5 of the people are ill; a new case costs 200 · .8 = 160 and .1 fall ill in a year.
So 20 + 16 of the 100 euro belong to the disease and 64 do not.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import Array, country, disease, exactly

from hiap.consequences.care import CarePrices, care_costs, care_prices, grown
from hiap.domain.pack import CareCost, Estimate, Law
from hiap.uncertainty.distributions import Kind


def _central(name: str, estimate: Estimate, kind: Kind) -> Array:
    """The central value of an input, for one draw."""
    return np.array([estimate.value])


def prices(cost_per_person: float) -> CarePrices:
    """Prices of the world above, in a law of which a person costs so much."""
    costs = (
        CareCost("zvw", False, exactly(50.0), exactly(0.8)),
        CareCost("zvw", True, exactly(200.0), exactly(0.8)),
    )
    pack = replace(
        country(ages=2),
        diseases=(disease("fall", 2, care_costs=costs),),
        laws=(
            Law("zvw", "zvw_insurers", np.full((2, 2), cost_per_person), exactly(0.0), 0.0, {"en": "zvw"}),
        ),
    )
    ill, cases = (np.full((1, 1, 2, 2), part) for part in (0.5, 0.1))
    return care_prices(pack, _central, ill, cases, np.zeros((1, 2, 2)))


def test_patients_and_new_cases_are_taken_out_of_the_cost_per_person() -> None:
    found = prices(100.0)
    assert found.per_sick_year.tolist() == [[[40.0]]]
    assert found.per_case.tolist() == [[[160.0]]]
    assert found.unrelated == pytest.approx(np.full((1, 1, 2, 2), 64.0), rel=1e-12)
    assert found.clamps == ()


def test_care_is_that_of_people_patients_and_new_cases() -> None:
    """1,000 person-years, 500 ill, 100 new: 64,000 + 20,000 + 16,000; with 10 cases fewer 1,600 less."""
    people = np.zeros((1, 2, 1, 2, 2, 1))
    people[..., 0, 1, 0] = 1_000.0
    sick = np.full((1, 1, 2, 1, 1), 500.0)
    cases = np.array([100.0, 90.0]).reshape(1, 1, 2, 1, 1)
    found = care_costs(prices(100.0), people, np.zeros(cases.shape[1:]), sick, cases)
    assert found[0, 0, :, 0, 0] == pytest.approx([100_000.0, 98_400.0], rel=1e-12)


def test_a_disease_dearer_than_the_law_leaves_nothing_and_is_listed() -> None:
    found = prices(30.0)
    assert not found.unrelated.any()
    (clamp,) = found.clamps
    assert (clamp["where"], clamp["size"]) == ("zvw", pytest.approx(6.0, rel=1e-12))


def test_care_of_a_law_grows_each_year_by_its_own_rate() -> None:
    """2 % a year: 100, 102 and 104.04 of 100; a law without a figure stays at 100."""
    laws = (
        Law("wlz", "wlz_offices", np.zeros((2, 2)), exactly(0.0), 0.0, {"en": "wlz"}, growth=exactly(0.02)),
        Law("wmo", "municipalities", np.zeros((2, 2)), exactly(0.0), 0.0, {"en": "wmo"}),
    )
    found = grown(replace(country(ages=2), laws=laws), np.full((2, 1, 2, 3, 1), 100.0), _central)
    assert found[0, 0, 1, :, 0] == pytest.approx([100.0, 102.0, 104.04], rel=1e-12)
    assert found[1, 0, 1, :, 0].tolist() == [100.0, 100.0, 100.0]
