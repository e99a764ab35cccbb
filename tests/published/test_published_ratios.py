"""Relative risks of the Dutch pack beside the ratios and limits that their articles print."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.catalogue.pack import load_pack
from hiap.domain.pack import Pack, RelativeRisk

Array = NDArray[np.float64]
TWO_SIDED = 1.96


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


def relation(pack: Pack, factor: str, outcome: str) -> RelativeRisk:
    """The relative risks of one factor on one outcome."""
    return next(x for x in pack.relative_risks if (x.risk_factor, x.outcome) == (factor, outcome))


def limits(found: RelativeRisk, point: str, age: int) -> Array:
    """Ratio, lower and upper limit at one exposure and age, [3, sex]."""
    place = found.points.index(point)
    value, (below, above) = found.value[place, :, age], found.log_error[:, place, :, age]
    return np.stack([value, value * np.exp(-TWO_SIDED * below), value * np.exp(TWO_SIDED * above)])


def both(*numbers: float) -> Array:
    """The same numbers for men and women, [number, sex]."""
    return np.repeat(np.array(numbers)[:, None], 2, axis=1)


@pytest.mark.parametrize(
    ("age", "weight", "published"),
    [
        # Bhaskaran 2018: 1.21 per 5 kg/m2 above 25, so 1.4641 x 1.21 = 1.771561 at 40. Limits of those that
        # differ most: 1.43 (Europe, BMI Mortality Collaboration 2016) below 65, none (Winter 2014) after.
        (64, "30", (1.21, 1.20, 1.43)),
        (65, "30", (1.21, 1.00, 1.22)),
        (90, "40", (1.771561, 1.0, 1.815848)),
        # No excess of deaths between 20 and 25 kg/m2.
        (50, "22", (1.0, 1.0, 1.0)),
        (80, "25", (1.0, 1.0, 1.0)),
    ],
)
def test_deaths_rise_above_25_kg_per_m2_only(
    pack: Pack, age: int, weight: str, published: tuple[float, ...]
) -> None:
    found = limits(relation(pack, "bmi", "all_cause"), weight, age)
    assert found == pytest.approx(both(*published), rel=1e-4)


def test_deaths_by_weight_lie_near_the_classes_of_239_studies(pack: Pack) -> None:
    """1.07 at 25-27.5, 1.20 at 27.5-30 and 1.45 at 30-35 kg/m2; here between 25, 30 and 40, log-linear."""
    found = relation(pack, "bmi", "all_cause")
    points = np.array([float(point) for point in found.points])
    middle = np.exp(np.interp([26.25, 28.75, 32.5], points, np.log(found.value[:, 0, 50])))
    assert (middle < [1.07, 1.20, 1.45]).all()
    assert middle == pytest.approx([1.07, 1.20, 1.45], rel=0.1)


@pytest.mark.parametrize(
    ("outcome", "men", "women"),
    [
        # Larsson 2016, ischaemic stroke: over 4, over 2 to 4 drinks. Fedirko 2011: 50 g a day, women 2 or
        # 3 drinks. Zhao 2023, table 4: 45-65 g a day of men, 25-45 g of women.
        ("stroke", (1.14, 1.02, 1.28), (1.08, 1.01, 1.15)),
        ("colorectal_cancer", (1.38, 1.28, 1.50), (1.08, 1.03, 1.13)),
        ("all_cause", (1.15, 1.03, 1.28), (1.21, 1.08, 1.36)),
        # Collaborative Group on Hormonal Factors in Breast Cancer 2002: 35-44 g a day.
        ("breast_cancer", (1.0, 1.0, 1.0), (1.32, 1.19, 1.45)),
    ],
)
@pytest.mark.parametrize("age", [15, 100])
def test_heavy_drinking_has_the_published_ratios(
    pack: Pack, outcome: str, men: tuple[float, ...], women: tuple[float, ...], age: int
) -> None:
    """The logarithm of a printed interval is rarely even: each side has a width of its own."""
    found = limits(relation(pack, "heavy_drinking", outcome), "heavy", age)
    assert found == pytest.approx(np.array([men, women]).T, rel=1e-4)


@pytest.mark.parametrize(
    ("outcome", "age", "published"),
    [
        # Per 5 kg/m2. Singh 2013 at 55-64; Lu 2014 at all ages.
        ("ischaemic_heart_disease", 64, (1.44, 1.40, 1.48)),
        ("ischaemic_heart_disease", 65, (1.27, 1.23, 1.31)),
        ("stroke", 90, (1.18, 1.14, 1.22)),
        ("diabetes", 59, (2.32, 2.04, 2.63)),
    ],
)
def test_body_weight_has_the_published_ratios_of_diseases(
    pack: Pack, outcome: str, age: int, published: tuple[float, ...]
) -> None:
    found = limits(relation(pack, "bmi", outcome), "per_unit", age) ** 5
    assert found == pytest.approx(both(*published), rel=1e-4)


def test_body_weight_has_the_published_ratios_of_cancers(pack: Pack) -> None:
    # Harriss 2009, colon, per 5 kg/m2; Chen 2017, after the menopause, per kg/m2.
    bowel = limits(relation(pack, "bmi", "colorectal_cancer"), "per_unit", 60) ** 5
    assert bowel == pytest.approx(np.array([[1.24, 1.20, 1.28], [1.09, 1.04, 1.12]]).T, rel=1e-4)
    breast = limits(relation(pack, "bmi", "breast_cancer"), "per_unit", 60)[:, 1]
    assert breast == pytest.approx([1.03, 1.02, 1.05], rel=1e-4)


@pytest.mark.parametrize(
    ("outcome", "active"),
    [
        # Kyu 2016: the most active against the least active. The active are 58 % of these and 42 % halfway on
        # the logarithm, so for heart disease 1/(0.58 x 0.754 + 0.42 x 0.754^0.5) = 1/0.8020 = 1.2468.
        ("ischaemic_heart_disease", (0.754, 0.809, 0.704)),
        ("stroke", (0.736, 0.811, 0.659)),
        ("diabetes", (0.722, 0.768, 0.678)),
        ("colorectal_cancer", (0.789, 0.850, 0.735)),
    ],
)
def test_inactivity_follows_from_the_most_active(pack: Pack, outcome: str, active: tuple[float, ...]) -> None:
    found = limits(relation(pack, "inactivity", outcome), "inactive", 50)
    expected = [1.0 / (0.58 * x + 0.42 * x**0.5) for x in active]
    assert found == pytest.approx(both(*expected), rel=2e-3)


def test_inactivity_and_deaths_lie_between_the_published_doses(pack: Pack) -> None:
    """Woodcock 2011: 0.81 at 2.5 hours a week; Hupin 2015, older people: 0.72 as recommended, 0.78 below."""
    found = relation(pack, "inactivity", "all_cause")
    assert limits(found, "inactive", 64)[0] == pytest.approx(1 / (0.58 * 0.81 + 0.42 * 0.9), rel=2e-3)
    assert limits(found, "inactive", 65)[0] == pytest.approx(1 / (0.58 * 0.72 + 0.42 * 0.78), rel=2e-3)


@pytest.mark.parametrize(
    ("outcome", "level", "age", "published"),
    [
        # Report of the Surgeon General 1989, table 7, women: ratio and limits of the first four years.
        ("all_cause", "current", 50, (1.90, 1.82, 1.98)),
        ("all_cause", "former", 50, (1.32, 1.27, 1.37)),
        ("lung_cancer", "current", 70, (11.94, 9.99, 14.26)),
        ("stroke", "former", 50, (1.41, 0.94, 2.13)),
        ("stroke", "former", 70, (1.01, 0.83, 1.24)),
        ("copd", "current", 60, (10.47, 7.78, 14.09)),
    ],
)
def test_women_who_smoke_have_limits_as_wide_as_those_of_their_cohort(
    pack: Pack, outcome: str, level: str, age: int, published: tuple[float, float, float]
) -> None:
    value, low, high = limits(relation(pack, "smoking", outcome), level, age)[:, 1]
    ratio, lowest, highest = published
    assert low / value == pytest.approx(lowest / ratio, rel=1e-4)
    assert high / value == pytest.approx(highest / ratio, rel=1e-4)
