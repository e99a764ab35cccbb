"""Lasting back or neck pain in the Dutch pack beside the counts and the studies that it comes from."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.catalogue.pack import load_pack
from hiap.domain.pack import Disease

Array = NDArray[np.float64]
MEN, WOMEN = 0, 1


def back() -> Disease:
    """The disease in the pack."""
    pack = load_pack()
    return pack.diseases[pack.disease_index("back_neck_pain")]


def ratio(factor: str, age: int) -> float:
    """The one relative risk of both sexes at one age."""
    found = next(
        x for x in load_pack().relative_risks if (x.risk_factor, x.outcome) == (factor, "back_neck_pain")
    )
    (value,) = np.unique(found.value[0][:, age])
    return float(value)


def mean_weight(low: float, high: float) -> float:
    """Mean body mass index between two values where half is over 25 and 16 % over 30, log-normal.

    By hand: 0.16 is 0.99446 standard deviations up, so one of them is ln(30/25)/0.99446 = 0.18334.
    """
    weights = np.linspace(low, high, 200_001)
    density = np.exp(-0.5 * (np.log(weights / 25.0) / 0.18334) ** 2) / weights
    return float((weights * density).sum() / density.sum())


def test_patients_are_those_with_lasting_pain() -> None:
    # Nivel, 2020: 809,700 with lasting or chronic pain; 57.5 % of all with back or neck pain are women.
    people = (back().level * load_pack().population).sum(axis=1)
    assert 1.0 < people.sum() / 809_700 < 1.10
    assert people[WOMEN] / people.sum() == pytest.approx(1_073.1 / 1_866.9, abs=0.01)


@pytest.mark.parametrize(
    ("sex", "first", "published"),
    [(MEN, 20, 50.69), (MEN, 50, 136.36), (MEN, 80, 205.19), (WOMEN, 35, 134.21), (WOMEN, 70, 216.20)],
)
def test_it_rises_with_age_as_all_back_and_neck_pain(sex: int, first: int, published: float) -> None:
    """Nivel 2018, per 1,000 in bands of five years, against those of 40-44: 115.77 men, 145.43 women."""
    level = back().level[sex]
    middle = (115.77, 145.43)[sex]
    found = level[first : first + 5].mean() / level[40:45].mean()
    assert found == pytest.approx(published / middle, rel=0.04)


def test_of_who_has_it_two_fifths_are_free_of_it_a_year_later() -> None:
    # Costa 2009: 42 % of people with pain for three months.
    assert 1.0 - np.exp(-back().remission) == pytest.approx(np.full((2, 101), 0.42))
    assert back().excess_mortality.sum() == 0.0


def test_weight_is_the_years_of_the_world_over_its_patients() -> None:
    # Wu 2020: 64.9 (46.5-87.4) million years, 577.0 million people.
    weight = back().weight
    published = (0.112478, 0.080589, 0.151473)
    assert (weight.value, weight.low, weight.high) == pytest.approx(published, rel=1e-5)


def test_body_weight_meets_the_obese_and_the_overweight() -> None:
    """Zhang 2018: 1.36 for the obese, which the slope is made of, and 1.15 for overweight."""
    normal, over, obese = mean_weight(18.5, 25.0), mean_weight(25.0, 30.0), mean_weight(30.0, 80.0)
    assert ratio("bmi", 50) ** (obese - normal) == pytest.approx(1.36, rel=2e-3)
    assert ratio("bmi", 50) ** (over - normal) == pytest.approx(1.15, rel=5e-3)


def test_inactivity_is_the_published_ratio_turned_round() -> None:
    # Shiri 2017: 0.89 for the active.
    assert ratio("inactivity", 30) == pytest.approx(1.0 / 0.89, rel=1e-5)
    assert ratio("inactivity", 19) == 1.0


def test_years_lost_are_fewer_than_a_dutch_projection_of_all_back_and_neck_pain() -> None:
    """RIVM in 2014 for 2025: 167,600 years, of all who have pain; here lasting pain only."""
    lost = float((back().level * load_pack().population).sum()) * back().weight.value
    assert 0.4 * 167_600 < lost < 167_600


def test_it_costs_what_all_back_and_neck_pain_costs_a_patient() -> None:
    """937 million euro of 2017 over 1,866,900 people, to 2024 with consumer prices."""
    prices = math.prod((1.017, 1.026, 1.013, 1.027, 1.1, 1.038, 1.033))
    (cost,) = [x for x in back().care_costs if x.law == "zvw"]
    assert cost.amount.value == pytest.approx(937e6 / 1_866_900 * prices, rel=2e-3)
