"""Education in the reference: totals stay the pack's, and cohorts take their education along (2.6)."""

from __future__ import annotations

import numpy as np
import pytest

from hiap.equations.demography import cohort_rate
from hiap.simulation.education import ByLevel, by_level
from hiap.simulation.mortality import gap_change
from hiap.workflow.reference import Base, reference_of, reference_rows
from hiap.workflow.reference_education import education_of_year

CLOSE = 1e-9
YEARS = 76
OLD, HIGH = 75, 2


@pytest.fixture(scope="module")
def base() -> Base:
    """The reference of the Dutch pack from 2025 to 2100."""
    return reference_of(YEARS)


@pytest.fixture(scope="module")
def levels(base: Base) -> ByLevel:
    """The same by level of education."""
    assert base.pack.education is not None
    change = gap_change(base.world, YEARS)[0, :, 0]
    people = base.projection.persons[0, 0, :YEARS].sum(axis=-1)
    return by_level(base.pack, base.pack.education, base.mortality.national[0], people, change)


def test_shares_add_up_and_deaths_are_those_of_the_country_in_every_year(base: Base, levels: ByLevel) -> None:
    np.testing.assert_allclose(levels.share.sum(axis=-1), 1.0, atol=CLOSE)
    national = cohort_rate(base.mortality.national[0], base.pack.infant_share_lived)
    dead = (levels.share * -np.expm1(-levels.cohort)).sum(axis=-1)
    np.testing.assert_allclose(dead, -np.expm1(-national), rtol=CLOSE)


@pytest.mark.parametrize("year", [2025, 2050, 2100])
def test_persons_and_deaths_of_a_year_add_up_to_those_of_the_reference(base: Base, year: int) -> None:
    found, t = education_of_year(year=year), year - 2025
    usual = base.projection.persons[0, 0, t].sum(axis=-1)
    np.testing.assert_allclose(found.persons.sum(axis=-1), usual, rtol=CLOSE)
    np.testing.assert_allclose(found.all_deaths, base.projection.deaths[0, 0, t].sum(axis=-1), rtol=CLOSE)
    below = found.all_deaths - found.deaths[:, 30:].sum(axis=(1, 2))
    assert ((below > 0) & (below < 0.02 * found.all_deaths)).all()


def test_the_young_keep_the_shares_of_the_base_year(levels: ByLevel) -> None:
    assert (levels.share[:, :, :31] == levels.share[:1, :, :31]).all()


def test_a_cohort_loses_its_low_educated_first(levels: ByLevel) -> None:
    """Who is 40 in 2025 is 80 in 2065: as educated, and more so by the deaths between."""
    then, later = levels.share[0, :, 40], levels.share[40, :, 80]
    assert (later[:, HIGH] > then[:, HIGH]).all()
    assert (later[:, HIGH] < then[:, HIGH] + 0.08).all()


def test_the_old_become_higher_educated_as_cohorts_age(base: Base, levels: ByLevel) -> None:
    people = base.projection.persons[0, 0, :YEARS].sum(axis=-1)[..., OLD:]
    high = (people * levels.share[:, :, OLD:, HIGH]).sum(axis=-1) / people.sum(axis=-1)
    assert (np.diff(high[:36], axis=0) > 0).all()
    assert (high[50] > 1.5 * high[0]).all()


def test_nothing_changes_for_who_does_not_ask_for_education() -> None:
    usual = reference_rows("deaths")
    education_of_year()
    assert reference_rows("deaths") == usual == reference_rows("deaths", by="ses")
