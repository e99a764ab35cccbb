"""Life tables of others, recomputed: Chiang II by age group, and Sullivan (2.4)."""

from __future__ import annotations

import numpy as np

from hiap.equations.demography import life_expectancy, person_years_lived, sullivan

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
# fmt: on
YEARS = np.append(np.diff(AGE_START), np.nan)
"""Years in each age group; the last is open."""
INFANTS = np.array(0.1)


def test_life_expectancy_equals_that_of_public_health_england() -> None:
    rate = DEATHS / POPULATION
    found = [float(life_expectancy(rate, INFANTS, place, YEARS)) for place in range(len(rate))]
    np.testing.assert_allclose(found, EXPECTANCY, atol=5e-6, rtol=0)


def test_a_group_without_deaths_keeps_its_people() -> None:
    rate = DEATHS / POPULATION
    rate[2] = 0.0
    survivors, lived = person_years_lived(rate, INFANTS, YEARS)
    assert survivors[3] == survivors[2]
    assert lived[2] == 5.0 * survivors[2]
    assert float(life_expectancy(rate, INFANTS, 0, YEARS)) > EXPECTANCY[0]


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
    found = [float(sullivan(rows[:, 0], rows[:, 1], rows[:, 2], place)) for place in range(5)]
    np.testing.assert_allclose(found, rows[:, 4], atol=0.1, rtol=0)
    np.testing.assert_allclose(found, rows[:, 3] / rows[:, 0], atol=0.02, rtol=0)


def test_years_without_disability_at_birth_equal_those_of_french_women_in_1991() -> None:
    rows = np.array([FRANCE_1991[age] for age in sorted(FRANCE_1991)])
    survivors = np.insert(rows[:, 0], 2, np.nan)
    years = np.insert(rows[:, 1], 2, HEALTHY_YEARS_10_TO_64)
    healthy = np.insert(rows[:, 2], 2, 1.0)
    found = [float(sullivan(survivors, years, healthy, place)) for place in (0, 1)]
    np.testing.assert_allclose(found, rows[:2, 4], atol=0.1, rtol=0)
