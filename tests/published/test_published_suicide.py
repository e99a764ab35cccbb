"""Suicide in pack NLD/2025 beside its published sources: deaths by sex and age, groups, causes."""

from __future__ import annotations

import numpy as np
import pytest

from hiap.catalogue.pack import load_pack
from hiap.domain.pack import Disease
from hiap.workflow.reference import base_year

# CBS, table 7022gza: deaths per 100,000 of 2020 and of 2021, men and women of these ages.
BY_AGE = [
    ((20, 30), (10.9, 14.5), (6.8, 6.4)),
    ((30, 40), (16.3, 15.7), (6.1, 6.5)),
    ((40, 50), (19.6, 16.9), (7.6, 7.3)),
    ((50, 60), (21.7, 23.9), (10.4, 10.1)),
    ((60, 70), (17.8, 19.7), (9.0, 8.6)),
    ((70, 80), (18.0, 15.4), (8.2, 8.0)),
    ((80, 101), (23.3, 29.8), (9.7, 6.9)),
]


def suicide() -> Disease:
    pack = load_pack()
    return pack.diseases[pack.disease_index("suicide")]


def test_deaths_of_the_base_year_are_the_counted_ones() -> None:
    # 1,862 in 2023, 1,916 in 2022 (1,315 men, 601 women), stable for ten years; more people since.
    base = base_year()
    place = base.pack.disease_index("suicide")
    men, women = base.calibration.disease_deaths[place, 0]
    assert 1_840.0 < men + women < 1_920.0
    assert men / (men + women) == pytest.approx(1_315 / 1_916, abs=0.01)
    assert not base.calibration.prevalence[place].any(), "nobody lives with it"


@pytest.mark.parametrize(("ages", "men", "women"), BY_AGE)
def test_rates_by_age_are_the_mean_of_two_years(
    ages: tuple[int, int], men: tuple[float, float], women: tuple[float, float]
) -> None:
    level, people = suicide().level, load_pack().population
    for sex, published in enumerate((men, women)):
        some = slice(*ages)
        rate = 1e5 * float((level * people)[sex, some].sum() / people[sex, some].sum())
        assert rate == pytest.approx(float(np.mean(published)), rel=0.06)


def test_nobody_under_ten_and_few_under_fifteen() -> None:
    # 9 and 14 of 10-14 in 2020 and 2021, 53 and 42 of 15-19.
    level, people = suicide().level, load_pack().population
    assert not level[:, :10].any()
    deaths = level * people
    assert float(deaths[:, 10:15].sum()) == pytest.approx(11.5, rel=0.15)
    assert float(deaths[:, 15:20].sum()) == pytest.approx(47.5, rel=0.15)


def test_the_poorest_fifth_has_three_times_the_suicides_of_the_richest() -> None:
    # Dutch registers, income of the household: 2.19 % of the study under 20,000 euro, 0.57 over 100,000.
    ratio = suicide().group_ratio
    assert ratio[0] / ratio[-1] == pytest.approx(3.2, abs=0.1)
    shares = (0.152, 0.176, 0.200, 0.224, 0.248)
    assert sum(a * b for a, b in zip(ratio, shares, strict=True)) == pytest.approx(1.0, abs=0.01)


def test_suicides_are_fewer_than_all_deaths_in_every_group_of_the_base_year() -> None:
    base = base_year()
    rate = suicide().level[..., None] * np.asarray(suicide().group_ratio)
    assert (rate <= base.mortality.cohort[0, 0]).all()


def test_depression_raises_suicide_as_published() -> None:
    effect = next(x for x in load_pack().disease_effects if x.outcome == "suicide")
    assert effect.disease == "depression"
    assert effect.value[:, 10:] == pytest.approx(7.64)
    assert np.exp(1.96 * effect.log_error[:, 0, 40]) == pytest.approx([7.64 / 4.30, 13.58 / 7.64], rel=1e-3)


def test_a_sixth_of_suicides_follows_from_known_depression() -> None:
    # p (RR - 1) / (1 + p (RR - 1)) with 515,200 patients of 17.5 million people and RR 7.64.
    base = base_year()
    pack, found = base.pack, base.calibration
    ill, place = pack.disease_index("depression"), pack.disease_index("suicide")
    people = pack.population[..., None] * pack.group_share
    died = people * pack.diseases[place].level[..., None]
    raised = 1.0 + found.prevalence[ill, 0] * 6.64
    share = float((died * (1.0 - 1.0 / raised)).sum() / died.sum())
    p = 515_200 / 17_475_000
    assert share == pytest.approx(6.64 * p / (1.0 + 6.64 * p), abs=0.04)
