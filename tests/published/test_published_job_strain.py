"""Job strain in the Dutch pack beside the survey and the studies that it comes from."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.catalogue.pack import load_pack

Array = NDArray[np.float64]
WORKING = slice(18, 67)
# National survey on working conditions, 2024: 16 % of employees.
STRAINED = 0.16


def strained() -> Array:
    """People with strain by sex and age."""
    base = load_pack()
    people = base.population[..., None] * base.group_share
    return np.asarray((base.risk_factor("job_strain").share[1] * people).sum(axis=-1))


def ratio(outcome: str) -> float:
    """The one relative risk of both sexes and all working ages."""
    found = next(
        x for x in load_pack().relative_risks if (x.risk_factor, x.outcome) == ("job_strain", outcome)
    )
    (value,) = np.unique(found.value[0][:, WORKING])
    return float(value)


def test_strain_is_counted_over_everybody_who_is_employed() -> None:
    # 8.2 million employees (2024: 5.5 with a permanent and 2.7 with a flexible contract), all ages.
    assert strained().sum() == pytest.approx(STRAINED * 8.2e6, rel=0.04)


def test_only_people_of_working_age_are_strained() -> None:
    """From 15 to the pension age of 67; men more often, for more of them have work."""
    found = strained()
    assert found[:, :15].sum() == found[:, 67:].sum() == 0.0
    assert np.all(found[:, 15:67] > 0.0)
    assert found[0].sum() > found[1].sum()
    everybody = load_pack().population[:, WORKING].sum()
    assert found[:, WORKING].sum() / everybody == pytest.approx(0.106, abs=0.001)


@pytest.mark.parametrize(
    ("outcome", "published"),
    [("ischaemic_heart_disease", 1.23), ("depression", 1.77), ("stroke", 1.09), ("diabetes", 1.16)],
)
def test_ratios_as_published(outcome: str, published: float) -> None:
    # Kivimäki 2012, Madsen 2017, Fransson 2015, Pena-Gralle 2022
    assert ratio(outcome) == pytest.approx(published, rel=1e-6)


def test_strain_takes_the_share_of_heart_disease_of_employees_that_the_study_gives() -> None:
    """Kivimäki 2012: 3.4 % of heart disease, 15.3 % with strain; here 16 % of employees."""
    excess = ratio("ischaemic_heart_disease") - 1.0
    assert 0.153 * excess / (1.0 + 0.153 * excess) == pytest.approx(0.034, abs=0.0005)
    assert STRAINED * excess / (1.0 + STRAINED * excess) == pytest.approx(0.034, abs=0.002)


def test_half_of_the_association_with_depression_is_within_that_of_hospital_treatment() -> None:
    """Madsen 2017: 1.27 (1.04-1.55) in 14 unpublished cohorts, where the outcome is no self-report."""
    credit = load_pack().causal_credit["low"].value
    assert 1.04 < ratio("depression") ** credit < 1.55
