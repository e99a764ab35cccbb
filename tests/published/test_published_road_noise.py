"""Road noise in the Dutch pack beside the reviews and the Dutch counts that it can be held against."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.catalogue.pack import load_pack
from hiap.domain.pack import RelativeRisk

Array = NDArray[np.float64]
ADULTS = slice(18, 101)
# New patients a year in the reference of the pack.
HEART_DISEASE, STROKES = 67_800, 35_400


def relation(outcome: str) -> RelativeRisk:
    return next(
        x for x in load_pack().relative_risks if (x.risk_factor, x.outcome) == ("road_noise", outcome)
    )


def per_10_decibels(outcome: str) -> float:
    """The one ratio of both sexes and all adults, for 10 dB."""
    (value,) = np.unique(relation(outcome).value[0][:, ADULTS])
    return float(value) ** 10


def decibels_too_many() -> Array:
    """What equal parts of the people have above 53 dB."""
    noise = load_pack().risk_factor("road_noise")
    mean, spread = float(noise.mean.min()), float(noise.spread.min())
    steps = np.array([NormalDist().inv_cdf((place + 0.5) / 10_000) for place in range(10_000)])
    return np.asarray(np.maximum(mean * np.exp(spread * steps - 0.5 * spread**2) - 53.0, 0.0))


def taken(ratio: float) -> float:
    """Share of new cases that noise above 53 dB takes."""
    return float(1.0 - 1.0 / (ratio ** (decibels_too_many() / 10.0)).mean())


@pytest.mark.parametrize(
    ("outcome", "published"), [("ischaemic_heart_disease", 1.08), ("stroke", 1.025), ("diabetes", 1.06)]
)
def test_ratios_as_published(outcome: str, published: float) -> None:
    # Van Kempen 2018, Pershagen 2025, and the meta-analysis of ten cohorts on diabetes (2023)
    assert per_10_decibels(outcome) == pytest.approx(published, rel=1e-4)


def test_heart_disease_and_stroke_by_noise_are_the_thousand_that_were_counted_from_maps() -> None:
    """Foundation against noise and GGD, 2019: around a thousand people a year, with the risk of the WHO."""
    heart = HEART_DISEASE * taken(per_10_decibels("ischaemic_heart_disease"))
    stroke = STROKES * taken(per_10_decibels("stroke"))
    assert heart + stroke == pytest.approx(1000, rel=0.1)


def test_half_of_the_ratio_of_heart_disease_is_within_the_newest_review() -> None:
    """Pershagen 2025: heart disease 1.017 (0.990-1.044), infarction 1.029 (1.011-1.048) per 10 dB."""
    credit = load_pack().causal_credit[relation("ischaemic_heart_disease").certainty].value
    assert 1.011 < per_10_decibels("ischaemic_heart_disease") ** credit < 1.044


def test_the_ratio_of_stroke_is_the_lowest_but_one_of_four_reviews() -> None:
    # Dzhambov 2016 1.01, Fu 2023 1.034, UK Biobank 2022 1.06
    assert 1.01 < per_10_decibels("stroke") < 1.034 < 1.06
