"""Diseases of pack NLD/2025 beside their published sources: severity, patients, new cases, deaths."""

from __future__ import annotations

import pytest

from hiap.catalogue.pack import load_pack
from hiap.domain.pack import Disease


def disease(name: str) -> Disease:
    """One disease of the pack."""
    pack = load_pack()
    return pack.diseases[pack.disease_index(name)]


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
