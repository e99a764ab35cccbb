"""Exposures and relative risks of the Dutch pack beside the tables that they come from."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from curves import risk_from_curve
from numpy.typing import NDArray

from hiap.catalogue.pack import load_pack
from hiap.domain.pack import Pack
from hiap.equations.exposure import log_normal_grid, potential_impact_fraction

Array = NDArray[np.float64]
MEN, WOMEN, BOTH = slice(0, 1), slice(1, 2), slice(0, 2)
NOBODY = np.array(1.0)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def share(pack: Pack, factor: str, level: int, sex: slice, first: int, last: int) -> float:
    """Share of persons at a level between two ages."""
    persons = (pack.population[..., None] * pack.group_share)[sex, first : last + 1]
    return float(
        (pack.risk_factor(factor).share[level][sex, first : last + 1] * persons).sum() / persons.sum()
    )


def ratio(pack: Pack, factor: str, outcome: str, age: int) -> Array:
    """Relative risk of men and of women at an age, per unit or of the only harmful level."""
    found = next(x for x in pack.relative_risks if (x.risk_factor, x.outcome) == (factor, outcome))
    return np.asarray(found.value[0][:, age])


# CBS StatLine 85766NED, 2022: strongly lonely, persons of 15 and over.
@pytest.mark.parametrize(("sex", "published"), [(BOTH, 0.107), (MEN, 0.104), (WOMEN, 0.110)])
def test_strongly_lonely_by_sex(pack: Pack, sex: slice, published: float) -> None:
    assert share(pack, "loneliness", 1, sex, 15, 100) == pytest.approx(published, abs=0.0005)


@pytest.mark.parametrize(
    ("first", "last", "published"),
    [
        *((15, 24, 0.121), (25, 34, 0.107), (35, 44, 0.141), (45, 54, 0.093)),
        *((55, 64, 0.116), (65, 74, 0.072), (75, 100, 0.094)),
    ],
)
def test_strongly_lonely_by_age(pack: Pack, first: int, last: int, published: float) -> None:
    """A smooth curve goes through bands that jump: within 1.2 per cent points."""
    assert share(pack, "loneliness", 1, BOTH, first, last) == pytest.approx(published, abs=0.012)


def test_loneliness_and_new_depression(pack: Pack) -> None:
    # Mann et al. 2022: odds ratio 2.33. Of people who are not lonely 50 in 1,000 become depressed: odds of
    # 50 to 950, which times 2.33 are a chance of 0.10924, against 0.05.
    odds = 2.33 * 50 / 950
    assert ratio(pack, "loneliness", "depression", 40) == pytest.approx(odds / (1 + odds) / 0.05, rel=1e-5)


def test_fine_particles_of_the_country(pack: Pack) -> None:
    # Compendium voor de Leefomgeving 0532: exposure index of 2020-2022; urban stations 7-11 µg/m3 in 2022.
    air = pack.risk_factor("pm25")
    assert np.unique(air.mean).tolist() == [8.9]
    spread = float(np.unique(air.spread)[0])
    assert np.exp(1.96 * spread) ** 2 == pytest.approx(11 / 7, rel=1e-4)


@pytest.mark.parametrize(("per_10", "published"), [(1.06, 2235), (1.09, 3286)])
def test_the_interval_of_deaths_by_fine_particles_follows_from_that_of_the_risk(
    pack: Pack, per_10: float, published: int
) -> None:
    """European Environment Agency 2025: 2,940 (2,235-3,286) deaths of 2023 in Belgium above 5 µg/m3.

    Its concentration was not read: the one that gives 2,940 must give the interval too.
    """
    per_unit = float(ratio(pack, "pm25", "all_cause", 60)[0])
    assert per_unit**10 == pytest.approx(1.08, rel=1e-4)
    start = pack.risk_factor("pm25").least_harm

    def fraction(risk_per_10: float) -> float:
        curve = np.log(risk_per_10) / 10.0 * np.array([[0.0, 15.0]])
        risk = risk_from_curve(np.array([[8.4]]), start, 15.0, curve)[0, 0]
        return float(potential_impact_fraction(risk, NOBODY - risk))

    assert fraction(per_10) / fraction(per_unit**10) == pytest.approx(published / 2940, abs=0.005)


def test_fruit_and_vegetables_eaten(pack: Pack) -> None:
    # Food consumption survey 2019-2021: 163 g of vegetables and 129 g of fruit a day.
    short = pack.risk_factor("low_fruit_vegetables")
    assert 800 - 100 * np.unique(short.mean) == pytest.approx(163 + 129)


@pytest.mark.parametrize(
    ("outcome", "published"), [("ischaemic_heart_disease", 0.92), ("stroke", 0.84), ("all_cause", 0.90)]
)
def test_200_grams_more_of_fruit_and_vegetables(pack: Pack, outcome: str, published: float) -> None:
    """Aune et al. 2017, per 200 g a day: the curve at the Dutch intake and at 200 g more."""
    per_unit = float(ratio(pack, "low_fruit_vegetables", outcome, 50)[1])
    curve = np.log(per_unit) * np.array([[0.0, 8.0], [0.0, 8.0]])
    now, more = risk_from_curve(np.array([[5.08, 3.08]]), 0.0, 8.0, curve)[0]
    assert more / now == pytest.approx(published, abs=2e-5)


# CBS, 2023: of 540,000 poor people 31 % live in a household in debt, of 1.2 million nearly poor ones 22 %, of
# all 17.81 million 10 %. Q1 of prosperity holds 15.2 % of persons: beside these 9.8 % another 5.4 %, in debt
# at least as often as all who are not (nearly) poor (8.4 %) and at most as often as the nearly poor.
REST = (0.10 * 17.81 - 0.31 * 0.54 - 0.22 * 1.2) / (17.81 - 1.74)


@pytest.mark.parametrize(("other_share", "sign"), [(REST, 1), (0.22, -1)])
def test_debt_of_the_least_prosperous(pack: Pack, other_share: float, sign: int) -> None:
    bound = (0.31 * 0.54 + 0.22 * 1.2 + other_share * (0.152 * 17.81 - 1.74)) / (0.152 * 17.81) / 0.10
    persons = (pack.population[..., None] * pack.group_share)[:, 18:]
    debt = pack.risk_factor("problem_debt").share[1][:, 18:]
    first = (debt * persons)[..., 0].sum() / persons[..., 0].sum()
    everybody = (debt * persons).sum() / persons.sum()
    assert sign * (first / everybody - bound) > 0.0


# CBS StatLine 82253NED, 2021: 4, 5, 4 and 1 % of households are behind with payments (main earner under 25,
# 25-45, 45-65, 65 and over): each divided by their mean over persons. They are rounded to whole percents.
def test_debt_by_age_follows_payments_in_arrears(pack: Pack) -> None:
    bands = [(18, 24), (25, 44), (45, 64), (65, 100)]
    found = np.array([share(pack, "problem_debt", 1, BOTH, first, last) for first, last in bands])
    people = np.array([pack.population[:, first : last + 1].sum() for first, last in bands])
    published = np.array([0.04, 0.05, 0.04, 0.01])
    mean = published @ people / people.sum()
    assert found / (found @ people / people.sum()) == pytest.approx(published / mean, abs=0.005 / mean)


def test_diabetes_follows_body_weight_within_the_trial(pack: Pack) -> None:
    # Hamman et al. 2006: with 5 kg less weight 0.42 times the new cases over 3.2 years. Even for a person of
    # 1.50 m, where 5 kg is 2.2 kg/m2, the long-run ratio gives less than that: nothing can be still to come.
    lag = next(x for x in pack.lags if (x.risk_factor, x.disease) == ("bmi", "diabetes"))
    assert (1.0 - np.exp(-3.2 * lag.rate) >= 0.95).all()
    assert (ratio(pack, "bmi", "diabetes", 50) ** (-5 / 1.50**2) > 0.42).all()


def test_body_weight_and_osteoarthritis_of_the_knee(pack: Pack) -> None:
    # Zheng and Chen 2015: 1.35 (1.18-1.53) per 5 kg/m2.
    assert ratio(pack, "bmi", "knee_osteoarthritis", 60) ** 5 == pytest.approx(1.35, rel=1e-4)
    (found,) = [
        x for x in pack.relative_risks if (x.risk_factor, x.outcome) == ("bmi", "knee_osteoarthritis")
    ]
    below, above = 5.0 * 1.96 * found.log_error[:, 0, :, 60]
    assert np.exp(below) == pytest.approx(1.35 / 1.18, rel=1e-3)
    assert np.exp(above) == pytest.approx(1.53 / 1.35, rel=1e-3)


def test_body_weight_takes_the_share_of_knees_that_the_burden_of_disease_study_gives(pack: Pack) -> None:
    """22.4 % (12.1-34.2) of the years lived with it, world, 2019; here weighed by patients, 20 and over."""
    bmi, knee = pack.risk_factor("bmi"), pack.diseases[pack.disease_index("knee_osteoarthritis")]
    middles = [NormalDist().inv_cdf((2 * place + 1) / 40) for place in range(20)]
    weights = bmi.mean * log_normal_grid(bmi.spread, np.array(middles))
    risk = (1.35 ** ((np.clip(weights, 22.0, 40.0) - 22.0) / 5.0)).mean(axis=0)
    sick = ((knee.level * pack.population)[..., None] * pack.group_share)[:, 20:]
    assert 0.121 < ((1.0 - 1.0 / risk[:, 20:]) * sick).sum() / sick.sum() < 0.342


# WoON 2024: damp or mould in 20 % of households, 14 % of owners and 30 % of tenants. Of the lowest fifth of
# income 88 % are tenants (CBS), so every fifth lies between owners and tenants.
def test_damp_homes_lie_between_those_of_owners_and_of_tenants(pack: Pack) -> None:
    persons = (pack.population[..., None] * pack.group_share).sum(axis=(0, 1))
    damp = (pack.risk_factor("damp_home").share[1] * pack.population[..., None] * pack.group_share).sum(
        axis=(0, 1)
    )
    assert damp.sum() / persons.sum() == pytest.approx(0.20, abs=1e-4)
    by_group = damp / persons
    assert by_group[0] == pytest.approx(0.883 * 0.30 + 0.117 * 0.14, abs=0.002)
    assert ((by_group > 0.14) & (by_group < 0.30)).all()
    assert (np.diff(by_group) < 0.0).all()
    assert ratio(pack, "damp_home", "asthma", 0) == pytest.approx(1.33)


def noise_at_home(pack: Pack, points: int) -> Array:
    """Road noise of equal parts of the people, in dB."""
    noise = pack.risk_factor("road_noise")
    mean, spread = float(noise.mean.min()), float(noise.spread.min())
    steps = np.array([NormalDist().inv_cdf((place + 0.5) / points) for place in range(points)])
    return np.asarray(mean * np.exp(spread * steps - 0.5 * spread**2))


def test_road_noise_at_home(pack: Pack) -> None:
    # RIVM 2021: 36 % of people at 53 dB and over. Atlas: of homes almost 1 % above 70, of all sources.
    found = noise_at_home(pack, 10_000)
    assert (found >= 53.0).mean() == pytest.approx(0.36, abs=0.001)
    assert (found > 70.0).mean() < 0.012
    assert ratio(pack, "road_noise", "ischaemic_heart_disease", 50) ** 10 == pytest.approx(1.08, rel=1e-4)


def test_infarctions_by_road_noise_above_60_decibels_are_within_those_of_the_rivm(pack: Pack) -> None:
    """RIVM 2008 (Van Kempen and Houthuijs), risk above 60 dB: 84 (21-150) a year, 0.30 % of all."""
    above = np.maximum(noise_at_home(pack, 10_000) - 60.0, 0.0)
    risk = float((1.08 ** (above / 10.0)).mean())
    assert 0.0030 * 21 / 84 < 1.0 - 1.0 / risk < 0.0030 * 150 / 84


def test_body_weight_and_asthma_of_adults(pack: Pack) -> None:
    # Parasuaraman et al. 2023: 1.32 (1.21-1.44) per 5 kg/m2.
    assert ratio(pack, "bmi", "asthma", 40) ** 5 == pytest.approx(1.32, rel=1e-4)
    assert ratio(pack, "bmi", "asthma", 15) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("age", "unit", "published"), [(10, 1, 1.03), (17, 1, 1.03), (18, 5, 1.22), (70, 5, 1.22)]
)
def test_fine_particles_and_asthma(pack: Pack, age: int, unit: int, published: float) -> None:
    # Khreis et al. 2017, children: per 1 µg/m3; Liu et al. 2021, adults: per 5 µg/m3.
    assert ratio(pack, "pm25", "asthma", age) ** unit == pytest.approx(published, rel=1e-4)


def test_the_share_of_asthma_in_children_by_fine_particles_is_near_that_of_europe(pack: Pack) -> None:
    """Khreis et al. 2019: of new cases at 1-14 in 18 countries 33 % above 0.4 µg/m3, at a mean of 11.6.

    The mean weighs places, not children, who live where the air is dirtier: the share at the mean is less.
    """
    slope = np.log(float(ratio(pack, "pm25", "asthma", 7)[0]))
    assert 0.26 < 1.0 - np.exp(-slope * (11.6 - 0.4)) < 0.33


@pytest.mark.parametrize(
    ("outcome", "benefit"),
    [
        # Kenfield and others 2008: parts of the full benefit of quitting in the first five years; 13 % fewer
        # deaths than with smoking on, where smokers die 2.81 times as often as who never smoked.
        ("ischaemic_heart_disease", 0.61),
        ("stroke", 0.42),
        ("all_cause", 0.13 * 2.81 / (2.81 - 1.0)),
    ],
)
def test_the_first_five_years_after_quitting_take_the_published_part(
    pack: Pack, outcome: str, benefit: float
) -> None:
    """The mean over 60 months of what is gone of the excess risk, at every age and for both sexes."""
    lag = next(x for x in pack.lags if (x.risk_factor, x.disease) == ("smoking", outcome))
    months = (np.arange(60) + 0.5) / 12.0
    gone = 1.0 - np.exp(-lag.rate[..., None] * months).mean(axis=-1)
    assert gone == pytest.approx(np.full(gone.shape, benefit), abs=0.002)


def test_twenty_years_after_quitting_little_of_the_excess_is_left(pack: Pack) -> None:
    """The same study: about the level of who never smoked; the curve leaves a sixth."""
    lag = next(x for x in pack.lags if (x.risk_factor, x.disease) == ("smoking", "all_cause"))
    assert float(np.exp(-20.0 * lag.rate).max()) < 1.0 / 6.0
