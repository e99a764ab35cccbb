"""Life tables of others, recomputed: Chiang II with Silcocks limits, and Sullivan (2.4)."""

from __future__ import annotations

import numpy as np
import pytest

from hiap.equations.life_table import chiang_life_table, sullivan

# PHEindicatormethods 2.1.0, testLifeExpectancy.R (df1 and answer1): infants who die live 0.1 of the year.
AGE_START = np.array([0.0, 1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90])
# fmt: off
POPULATION = np.array([
    7060.0, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601,
    50209, 56416, 46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936,
])
DEATHS = np.array([
    17.0, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937,
])
EXPECTANCY = np.array([
    80.16960813, 79.36245674, 75.44193645, 70.47299936, 65.52909542, 60.67510088, 55.78835987, 50.92752727,
    46.06740425, 41.24505636, 36.49322717, 31.83343842, 27.26027992, 22.9719144, 18.76856852, 14.95858336,
    11.51684445, 8.618849241, 6.163942934, 6.16210635,
])
LOWER = np.array([
    79.88268548, 79.0898816, 75.17407307, 70.20675732, 65.26548673, 60.41876577, 55.53801579, 50.68279939,
    45.82666794, 41.00842831, 36.26223216, 31.60996318, 27.04337271, 22.76653134, 18.57570352, 14.77985004,
    11.34831778, 8.451134045, 5.978358351, 5.887683386,
])
UPPER = np.array([
    80.45653078, 79.63503188, 75.70979983, 70.7392414, 65.79270412, 60.931436, 56.03870395, 51.17225516,
    46.30814055, 41.48168441, 36.72422219, 32.05691365, 27.47718713, 23.17729746, 18.96143352, 15.13731667,
    11.68537112, 8.786564437, 6.349527517, 6.436529314,
])
# fmt: on


def test_life_expectancy_and_limits_equal_those_of_public_health_england() -> None:
    table = chiang_life_table(AGE_START, POPULATION, DEATHS, infant_share_lived=0.1)
    np.testing.assert_allclose(table.expectancy, EXPECTANCY, atol=5e-6, rtol=0)
    np.testing.assert_allclose(table.low, LOWER, atol=1e-4, rtol=0)
    np.testing.assert_allclose(table.high, UPPER, atol=1e-4, rtol=0)
    # The printed limits lie 1.96 standard errors away, ours 1.959964: the standard errors agree.
    for printed, ours in ((EXPECTANCY - LOWER, table.low), (UPPER - EXPECTANCY, table.high)):
        np.testing.assert_allclose(
            np.abs(ours - table.expectancy) / 1.959963984540054, printed / 1.96, atol=1e-8
        )


def test_a_group_without_deaths_keeps_its_people_and_adds_no_spread() -> None:
    without = DEATHS.copy()
    without[2] = 0.0
    table = chiang_life_table(AGE_START, POPULATION, without)
    assert table.survivors[3] == table.survivors[2]
    assert np.isfinite(table.low).all()
    assert table.expectancy[0] > EXPECTANCY[0]


def test_an_empty_age_group_is_refused() -> None:
    people = POPULATION.copy()
    people[4] = 0.0
    with pytest.raises(ValueError, match="positive population"):
        chiang_life_table(AGE_START, people, DEATHS)


# EURO-REVES, Practical Guide on Health Expectancy Calculation: Sullivan Method, Table 1, France, women 1991.
# The page leaves out ages 10-60: here they are one row, with the healthy years that its totals leave over.
# At 85+ the printed 0.710 is the disabled share: its own healthy years give 83967/289068.
HEALTHY_YEARS_10_TO_64 = 6519028 - 483872 - 1097520
FRANCE_1991 = {
    # age: (survivors, years lived, share without disability, such years ahead, such years ahead per survivor)
    0: (100000, 496892, 0.990, 7010958, 70.1),
    5: (99244, 496003, 0.976, 6519028, 65.7),
    65: (89367, 436589, 0.804, 1097520, 12.3),
    70: (84968, 408793, 0.714, 746643, 8.8),
    75: (78012, 364013, 0.630, 454701, 5.8),
    80: (66625, 290533, 0.487, 225526, 3.4),
    85: (48532, 289068, 83967 / 289068, 83967, 1.7),
}


def test_years_without_disability_equal_those_of_french_women_in_1991() -> None:
    rows = np.array([FRANCE_1991[age] for age in (65, 70, 75, 80, 85)])
    found = sullivan(rows[:, 0], rows[:, 1], rows[:, 2])
    np.testing.assert_allclose(found, rows[:, 4], atol=0.1, rtol=0)
    np.testing.assert_allclose(found, rows[:, 3] / rows[:, 0], atol=0.02, rtol=0)


def test_years_without_disability_at_birth_equal_those_of_french_women_in_1991() -> None:
    rows = np.array([FRANCE_1991[age] for age in sorted(FRANCE_1991)])
    survivors = np.insert(rows[:, 0], 2, np.nan)
    years = np.insert(rows[:, 1], 2, HEALTHY_YEARS_10_TO_64)
    found = sullivan(survivors, years, np.insert(rows[:, 2], 2, 1.0))
    np.testing.assert_allclose(found[:2], rows[:2, 4], atol=0.1, rtol=0)


def test_with_everybody_healthy_sullivan_is_life_expectancy() -> None:
    table = chiang_life_table(AGE_START, POPULATION, DEATHS)
    healthy = np.ones(AGE_START.shape)
    np.testing.assert_allclose(
        sullivan(table.survivors, table.person_years, healthy), EXPECTANCY, atol=5e-6, rtol=0
    )
