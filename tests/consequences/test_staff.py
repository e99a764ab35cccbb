"""Staff by law and by sector of care (7.2), worked out on paper.

Two ages, 1,000 persons of each sex and age; one law with 1,000 jobs per million euro: .001 per euro.
Hospitals have 10 jobs per million earned, nurses 20. At age 0 the law goes to hospitals alone, at 1 to
nurses alone.
Falls cost 100 a year of being ill; .1 of age 0 and .3 of age 1 have them, so without shares of their own a
quarter of their cost goes to hospitals and three quarters to nurses: jobs 2.5 to 15, 1/7 and 6/7. Of other
causes .01 die at 0 and .03 at 1: a quarter of last years is as at 0.
Needed: 40 person-years of age 0 at 50 and 30 of age 1 at 200, 14 years with falls, 2 deaths at 1,000.
    hospitals   2,000 + 1,400/7 + 2,000/4     = 2,700: 2.7 jobs
    nurses      6,000 + 1,400 · 6/7 + 1,500   = 8,700: 8.7 jobs
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import Array, country, disease, exactly

from hiap.consequences.care import CarePrices
from hiap.consequences.staff import BaseYear, Volumes, care_staff
from hiap.domain.pack import CareCost, CareSector, Estimate, Law, Pack, SectorShares
from hiap.uncertainty.distributions import Kind

PRICES = CarePrices(
    per_sick_year=np.array([[[100.0]]]),
    per_case=np.zeros((1, 1, 1)),
    end_of_life=np.array([[1_000.0]]),
    unrelated=np.array([[[[50.0, 200.0], [50.0, 200.0]]]]),
    clamps=(),
)
BASE = BaseYear(
    prevalence=np.array([[[[0.1, 0.3], [0.1, 0.3]]]]),
    cases=np.zeros((1, 1, 2, 2)),
    other_deaths=np.array([[[0.01, 0.03], [0.01, 0.03]]]),
)
NEEDED = Volumes(
    people=np.array([[[[[15.0, 10.0], [25.0, 20.0]]]]]),
    sick=np.array([[[[14.0]]]]),
    cases=np.zeros((1, 1, 1, 1)),
    other_deaths=np.array([[[2.0]]]),
)
COSTS = np.array([[[[[11_400.0]]]]])


def _central(name: str, estimate: Estimate, kind: Kind) -> Array:
    """The central value of an input, for one draw."""
    return np.array([estimate.value])


def _pack(sectors: tuple[SectorShares, ...], of_falls: dict[str, float]) -> Pack:
    """The country above."""
    costs = (CareCost("wlz", False, exactly(100.0), exactly(1.0), of_falls),)
    nothing = np.zeros((2, 2))
    return replace(
        country(ages=2),
        diseases=(disease("fall", 2, care_costs=costs),),
        laws=(
            Law(
                "wlz",
                "wlz_offices",
                nothing,
                exactly(0.0),
                0.0,
                {"en": "wlz"},
                exactly(1_000.0),
                sectors=sectors,
            ),
        ),
        care_sectors=(
            CareSector("hospitals", {"en": "hospitals"}, 10.0),
            CareSector("nurses", {"en": "nurses"}, 20.0),
        ),
    )


BANDS = (SectorShares(0, {"hospitals": 1.0}), SectorShares(1, {"nurses": 1.0}))


def test_each_age_has_its_own_sectors() -> None:
    found = care_staff(_pack(BANDS, {}), PRICES, BASE, COSTS, NEEDED, _central)
    assert found.by_law.ravel() == pytest.approx([11.4], rel=1e-12)
    assert found.by_sector.ravel() == pytest.approx([2.7, 8.7], rel=1e-12)


def test_a_disease_may_have_sectors_of_its_own() -> None:
    """All of falls in hospitals: 1,200 euro of the nurses goes there, 1.2 jobs."""
    found = care_staff(_pack(BANDS, {"hospitals": 1.0}), PRICES, BASE, COSTS, NEEDED, _central)
    assert found.by_sector.ravel() == pytest.approx([3.9, 7.5], rel=1e-12)


def test_a_law_without_sectors_has_staff_in_no_sector() -> None:
    found = care_staff(_pack((), {}), PRICES, BASE, COSTS, NEEDED, _central)
    assert found.by_law.ravel() == pytest.approx([11.4], rel=1e-12)
    assert not found.by_sector.any()


def test_staff_is_cost_times_staff_per_euro() -> None:
    """3 and 5 million under a law with 7 jobs per million: 21 and 35; a law without a figure has none."""
    nothing = np.zeros((2, 2))
    laws = (
        Law("wlz", "wlz_offices", nothing, exactly(0.0), 0.0, {"en": "wlz"}, exactly(7.0)),
        Law("wmo", "municipalities", nothing, exactly(0.0), 0.0, {"en": "wmo"}),
    )
    costs = np.zeros((2, 1, 2, 1, 2))
    costs[:, 0, 0, 0], costs[:, 0, 1, 0] = [1e6, 2e6], [4e6, 1e6]
    found = care_staff(replace(country(ages=2), laws=laws), PRICES, BASE, costs, NEEDED, _central).by_law
    assert found.shape == (1, 2, 1, 2)
    assert found[0, :, 0, 0] == pytest.approx([21.0, 35.0], rel=1e-12)
    assert found[0, :, 0, 1].tolist() == [0.0, 0.0]
