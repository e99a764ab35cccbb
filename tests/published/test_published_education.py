"""Life expectancy by level of education beside CBS 84842NED; nothing is fitted to the middle level (2.6)."""

from __future__ import annotations

import numpy as np
import pytest

from hiap.domain.pack import SEXES
from hiap.workflow.reference_education import EducationOfYear, education_of_year

# CBS StatLine 84842NED, "Waarde 2019/2022": low, middle, high. Women of 65 with high education were not seen.
AT_BIRTH = {"male": (76.7, 80.1, 82.7), "female": (80.8, 83.9, 85.6)}
AT_65 = {"male": (17.5, 19.0, 20.5), "female": (20.5, 21.9, None)}


@pytest.fixture(scope="module")
def base() -> EducationOfYear:
    """The base year of the Dutch pack."""
    return education_of_year()


@pytest.mark.parametrize("sex", SEXES)
def test_the_gap_is_the_published_one_at_birth_and_at_65(base: EducationOfYear, sex: str) -> None:
    low, _, high = base.expectancy[0, SEXES.index(sex), 1:]
    assert high - low == pytest.approx(AT_BIRTH[sex][2] - AT_BIRTH[sex][0], abs=1e-8)
    low, _, high = base.expectancy[1, SEXES.index(sex), 1:]
    assert high - low == pytest.approx({"male": 3.0, "female": 2.2}[sex], abs=1e-6)


@pytest.mark.parametrize("sex", SEXES)
def test_the_middle_level_lives_as_much_longer_than_the_low_as_published(
    base: EducationOfYear, sex: str
) -> None:
    """Held out: 3.4 and 3.1 years at birth, 1.5 and 1.4 at 65."""
    low, middle, _ = base.expectancy[0, SEXES.index(sex), 1:]
    assert middle - low == pytest.approx(AT_BIRTH[sex][1] - AT_BIRTH[sex][0], abs=0.5)
    low, middle, _ = base.expectancy[1, SEXES.index(sex), 1:]
    assert middle - low == pytest.approx(AT_65[sex][1] - AT_65[sex][0], abs=0.15)


@pytest.mark.parametrize("sex", SEXES)
def test_levels_of_life_expectancy_are_those_of_cbs_but_for_the_years_between(
    base: EducationOfYear, sex: str
) -> None:
    """Held out: all three levels, of which only a difference is fitted; 2025 lies after COVID."""
    at_birth, at_65 = base.expectancy[:, SEXES.index(sex), 1:]
    np.testing.assert_allclose(at_birth, AT_BIRTH[sex], atol=0.8)
    known = [value for value in AT_65[sex] if value is not None]
    np.testing.assert_allclose(at_65[: len(known)], known, atol=0.25)
