"""Dementia of the Dutch pack beside studies that the pack was not made from.

Leiden: everybody of 85 and over, in residential care too (J Am Geriatr Soc 1991;39:755). Deaths: CBS, 2017,
by underlying cause, as VZinfo gave them by age. Survival: Brück et al., BMJ 2025;388:e080636.
"""

from __future__ import annotations

import numpy as np
import pytest

from hiap.catalogue.pack import load_pack
from hiap.domain.pack import Disease, Pack

MEN, WOMEN = 0, 1
# first age, deaths of men and women in the band that starts there
DEATHS_2017 = (
    (0, 530, 518),
    (75, 647, 784),
    (80, 1189, 1714),
    (85, 1599, 3147),
    (90, 1003, 3060),
    (95, 291, 1496),
)


def dementia() -> tuple[Pack, Disease]:
    """The pack and its dementia."""
    pack = load_pack()
    return pack, pack.diseases[pack.disease_index("dementia")]


@pytest.mark.parametrize(
    ("first", "after", "low", "high"),
    [(85, 101, 0.19, 0.26), (85, 90, 0.16, 0.22), (90, 95, 0.26, 0.39), (95, 101, 0.25, 0.58)],
)
def test_as_many_of_the_oldest_have_it_as_in_leiden(first: int, after: int, low: float, high: float) -> None:
    """23 % (19-26), 19 % (16-22), 32 % (26-39) and 41 % (25-58)."""
    pack, disease = dementia()
    ages = slice(first, after)
    patients = (disease.level[:, ages] * pack.population[:, ages]).sum()
    assert low < patients / pack.population[:, ages].sum() < high


def test_patients_under_65_are_about_the_six_percent_that_insurers_count() -> None:
    pack, disease = dementia()
    patients = (disease.level * pack.population).sum(axis=0)
    assert patients[:65].sum() / patients.sum() == pytest.approx(0.06, abs=0.015)


def test_deaths_by_dementia_fall_at_the_ages_of_coded_deaths() -> None:
    """Every band within eight points of its share of the 15,978 deaths of 2017, both sexes together."""
    pack, disease = dementia()
    excess = disease.excess_mortality * disease.level * pack.population
    deaths = excess * (disease.deaths_underlying / excess.sum(axis=1))[:, None]
    firsts = [first for first, _, _ in DEATHS_2017]
    found = np.add.reduceat(deaths.sum(axis=0), firsts) / deaths.sum()
    coded = np.array([men + women for _, men, women in DEATHS_2017]) / 15_978
    assert coded.sum() == pytest.approx(1.0, abs=1e-9)
    assert np.abs(found - coded).max() < 0.08


@pytest.mark.parametrize(("sex", "years"), [(MEN, 2.2), (WOMEN, 4.5)])
def test_who_gets_it_at_85_lives_about_as_long_as_studies_found(sex: int, years: float) -> None:
    """Half are alive after 2.2 (men) and 4.5 years (women): the pack within 1.1 year."""
    pack, disease = dementia()
    patients, excess = disease.level[sex], disease.excess_mortality[sex]
    hazard = pack.mortality[sex] + (1.0 - patients) * excess  # others die less than all people do
    passed = np.cumsum(hazard[85:])
    half = int(np.searchsorted(passed, np.log(2.0)))
    before = passed[half - 1]
    assert half + (np.log(2.0) - before) / hazard[85 + half] == pytest.approx(years, abs=1.1)
