"""Diseases of pack NLD/2025 beside their published sources: severity, patients, new cases, deaths."""

from __future__ import annotations

import numpy as np
import pytest

from hiap.catalogue.pack import load_pack
from hiap.domain.pack import Disease
from hiap.workflow.reference import base_year


def disease(name: str) -> Disease:
    """One disease of the pack."""
    pack = load_pack()
    return pack.diseases[pack.disease_index(name)]


def patients_and_deaths(name: str) -> tuple[float, list[float]]:
    """Patients on 1 January 2025 and deaths by sex that the calibrated reference ascribes to a disease."""
    base = base_year()
    place = base.pack.disease_index(name)
    found = base.calibration
    people = base.pack.population[..., None] * base.pack.group_share
    before, after = found.prevalence[place, 0], found.year_end[place, 0]
    lived = people * 0.5 * (1.0 + np.exp(-base.mortality.cohort[0, 0]))
    dying = (lived * found.excess_mortality[place, 0] * 0.5 * (before + after)).sum(axis=(1, 2))
    return float((people * before).sum()), [float(x) for x in dying * found.underlying[place, 0]]


# Published patients and deaths by sex; the counts are of 2020-2022 and people have become older.
PUBLISHED = [
    ("diabetes", 1_145_500.0, (1_446.0, 1_350.0)),
    ("copd", 545_900.0, (3_457.8, 3_242.2)),
    ("heart_failure", 241_300.0, (3_317.0, 4_154.0)),
    # 4,826 deaths of 2019, split as 2,800 and 2,400.
    ("colorectal_cancer", 82_400.0, (2_598.6, 2_227.4)),
    ("asthma", 517_100.0, (56.0, 115.0)),
]


@pytest.mark.parametrize(("name", "patients", "deaths"), PUBLISHED)
def test_patients_and_deaths_are_the_published_ones(
    name: str, patients: float, deaths: tuple[float, float]
) -> None:
    found, dying = patients_and_deaths(name)
    assert 1.0 < found / patients < 1.10
    assert dying == pytest.approx(deaths, rel=1e-3)


def test_heart_failure_by_age_is_near_the_rotterdam_study() -> None:
    # 0.9 % of people of 55-64 and 17.4 % of those of 85 and over.
    level, people = disease("heart_failure").level, load_pack().population
    share = [float((level * people)[:, a:b].sum() / people[:, a:b].sum()) for a, b in ((55, 65), (85, 101))]
    assert share == pytest.approx([0.009, 0.174], rel=0.4)


def test_new_cases_of_cancer_are_the_registered_ones() -> None:
    # Colorectal 12,000 (2022) and breast 15,400 (2023); three years of ageing add up to a tenth.
    base = base_year()
    cases = base.projection.cases.reshape(len(base.pack.diseases), -1).sum(axis=1)
    for name, registered in (("colorectal_cancer", 12_000.0), ("breast_cancer", 15_400.0)):
        found = float(cases[base.pack.disease_index(name)])
        assert 0.95 < found / registered < 1.10


def test_deaths_from_breast_cancer_miss_about_a_hundredth() -> None:
    # 3,058 women died in 2020; patients are 10 years x 14,931 new cases x 99,265 / 124,065 alive.
    patients, deaths = patients_and_deaths("breast_cancer")
    assert patients == pytest.approx(119_466.0, rel=0.02)
    assert deaths == pytest.approx([0.0, 3_058.0], rel=0.012)


def test_relative_survival_of_breast_cancer_at_five_years() -> None:
    # 89 % of women diagnosed in 2016-2020.
    assert np.exp(-5.0 * disease("breast_cancer").excess_mortality[1, 60]) == pytest.approx(0.89, abs=0.015)


def test_patients_with_anxiety_are_the_registered_ones() -> None:
    # 156,100 men and 322,000 women in 2020; no deaths are ascribed to it.
    patients, deaths = patients_and_deaths("anxiety_disorder")
    assert 1.0 < patients / 478_100.0 < 1.10
    assert deaths == [0.0, 0.0]


def test_weight_of_anxiety_is_the_mix_of_its_states() -> None:
    # 71.7 % with symptoms: 43.5 % mild (0.030), 33.7 % moderate (0.133), 22.8 % severe (0.523).
    mixed = 0.717 * (0.435 * 0.030 + 0.337 * 0.133 + 0.228 * 0.523)
    assert disease("anxiety_disorder").weight.value == pytest.approx(mixed, rel=5e-3)


def test_patients_with_osteoarthritis_of_the_knee_are_the_registered_ones() -> None:
    # Nivel, 2020: 276,600 men and 469,500 women known to the general practitioner.
    base = base_year()
    people = base.pack.population[..., None] * base.pack.group_share
    share = base.calibration.prevalence[base.pack.disease_index("knee_osteoarthritis"), 0]
    more = (share * people).sum(axis=(1, 2)) / (276_600.0, 469_500.0)
    assert ((more > 1.0) & (more < 1.10)).all()
    assert patients_and_deaths("knee_osteoarthritis")[1] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("first", "last", "published"),
    [(45, 54, 0.0314), (55, 64, 0.0560), (65, 74, 0.0897), (75, 84, 0.139), (85, 100, 0.150)],
)
def test_osteoarthritis_of_the_knee_rises_with_age_as_in_flanders(
    first: int, last: int, published: float
) -> None:
    """Spitaels 2020, general practice in 2015; at 45 and over 7.42 %, men 5.64 and women 9.03 %."""
    level, people = disease("knee_osteoarthritis").level, load_pack().population
    sick = level * people
    found = sick[:, first : last + 1].sum() / people[:, first : last + 1].sum()
    assert found / (sick[:, 45:].sum() / people[:, 45:].sum()) == pytest.approx(published / 0.0742, rel=0.1)
    men, women = sick[:, 45:].sum(axis=1) / people[:, 45:].sum(axis=1)
    assert women / men == pytest.approx(9.03 / 5.64, rel=0.05)


def test_weight_of_osteoarthritis_of_the_knee_is_its_years_over_its_patients() -> None:
    # Global Burden of Disease 2019: 138.2 (68.5-281.3) years and 4,376.0 patients per 100,000.
    weight = disease("knee_osteoarthritis").weight
    published = (138.2 / 4376.0, 68.5 / 4376.0, 281.3 / 4376.0)
    assert (weight.value, weight.low, weight.high) == pytest.approx(published, rel=1e-5)


@pytest.mark.parametrize(("sex", "published"), [(0, 222_800.0), (1, 294_300.0)])
def test_patients_with_asthma_of_each_sex_are_the_registered_ones(sex: int, published: float) -> None:
    # Nivel, 2021: in care for it at the general practitioner.
    found = float((disease("asthma").level * load_pack().population)[sex].sum())
    assert 1.0 < found / published < 1.05


@pytest.mark.parametrize(
    ("sex", "first", "last", "published", "within"),
    [
        # CBS 2017/2019: 4.7 and 2.8 % under 12, of a survey with 6.0 % where care has 3.37 % (2019).
        (0, 0, 11, 0.047 * 0.0337 / 0.060, 0.03),
        (1, 0, 11, 0.028 * 0.0337 / 0.060, 0.03),
        # LINH 2011: over 35 per 1,000 at 10-14 and 40-64, "the highest": within a tenth above 3.5 %.
        (0, 10, 14, 0.035, 0.10),
        (1, 40, 64, 0.0385, 0.10),
        # Rotterdam Study: 2.8 and 4.2 % at 45 and over.
        (0, 45, 100, 0.028, 0.03),
        (1, 45, 100, 0.042, 0.03),
        # Denmark 2018: 3.3 % of people of 18-45 take medicines for it, 54 % of them women.
        (0, 18, 45, 2 * 0.46 * 0.033, 0.35),
        (1, 18, 45, 2 * 0.54 * 0.033, 0.25),
    ],
)
def test_asthma_by_age_is_near_what_was_read(
    sex: int, first: int, last: int, published: float, within: float
) -> None:
    """The last two rows are of another country and were not used."""
    level, people = disease("asthma").level[sex], load_pack().population[sex]
    ages = slice(first, last + 1)
    assert (level * people)[ages].sum() / people[ages].sum() == pytest.approx(published, rel=within)


def test_asthma_goes_away_as_often_as_published() -> None:
    # Free of it as adults 67 to 75 % of children of 7; in remission 27 of 170 adults after five years.
    course = disease("asthma")
    assert 0.67 < 1.0 - np.exp(-course.remission[:, 7:20].sum(axis=1)).max() < 0.75
    assert 1.0 - np.exp(-5.0 * course.remission[:, 40]) == pytest.approx(27 / 170, abs=1e-4)


def test_patients_with_asthma_die_as_often_as_in_denmark() -> None:
    # 1.24 (1.11-1.37) times as often as all people.
    ratio = 1.0 + disease("asthma").excess_mortality / load_pack().mortality
    assert ((ratio > 1.23) & (ratio < 1.25)).all()


def test_weight_of_asthma_is_the_mix_of_its_states() -> None:
    # 36.8 % well controlled (0.015), 39.8 % partly (0.036), 23.4 % uncontrolled (0.133).
    mixed = 0.368 * 0.015 + 0.398 * 0.036 + 0.234 * 0.133
    assert disease("asthma").weight.value == pytest.approx(mixed, rel=1e-3)


def test_weight_of_depression_is_the_mix_of_the_burden_of_disease_study() -> None:
    # 59 % mild (0.145; 0.099-0.209), 17 % moderate (0.396; 0.267-0.531), 10 % severe (0.658; 0.477-0.807).
    weight = disease("depression").weight
    assert weight.value == pytest.approx(0.08555 + 0.06732 + 0.0658, abs=1e-6)
    assert (weight.low, weight.high) == pytest.approx((0.1515, 0.29428), abs=1e-6)


def test_weight_of_diabetes_is_that_of_daily_medication() -> None:
    weight = disease("diabetes").weight
    assert (weight.value, weight.low, weight.high) == (0.049, 0.031, 0.072)


def test_weight_of_lung_cancer_lies_between_control_and_the_last_month() -> None:
    # 14,600 cases have 3.3 months of therapy at 0.288; 10,201 who die have 4.51 months of metastases at 0.451
    # and one terminal month at 0.540; the rest of the time weighs 0.049. Lost years: 1,156 + 1,729 + 459.
    weight = disease("lung_cancer").weight.value
    patients = (1_156.0 + 1_729.0 + 459.0 - 0.049 * (4_015.0 + 3_834.0 + 850.0)) / (weight - 0.049)
    assert 14_600.0 < patients < 1.5 * 14_600.0
