"""Ages at event and cohorts (2.1), life tables (2.4)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from hiap.equations.demography import (
    birth_rate,
    cohort_rate,
    cohort_value,
    death_probability,
    healthy_life_expectancy,
    life_expectancy,
    person_years_lived,
)

Array = NDArray[np.float64]
RATES = hnp.arrays(np.float64, st.integers(2, 12), elements=st.floats(1e-5, 0.8))
INFANT = st.floats(0.0, 1.0)


def gompertz_survivors(exact_age: Array) -> Array:
    """Survivors to an exact age with mortality 3e-5·e^{0.1 x}, which gives about 77 years of life."""
    return np.asarray(np.exp(-3e-5 / 0.1 * np.expm1(0.1 * exact_age)))


def stationary_population() -> tuple[Array, Array]:
    """People on 1 January by completed age 0..100+ with one birth a year, and deaths by age at event."""
    fine = np.linspace(0.0, 130.0, 130 * 200 + 1)
    alive = gompertz_survivors(fine)
    lived = 0.5 * (alive[1:] + alive[:-1]) / 200.0
    by_age = lived.reshape(130, 200).sum(axis=1)
    at_birthday = gompertz_survivors(np.arange(131.0))
    deaths = at_birthday[:-1] - at_birthday[1:]
    people = np.append(by_age[:100], by_age[100:].sum())
    return people, np.append(deaths[:100], deaths[100:].sum())


def test_the_deaths_of_a_stationary_population_equal_its_births() -> None:
    """Without the half-year shift 5 % of deaths go missing; with it none."""
    people, dying = stationary_population()
    rate = dying / people
    half = np.array(0.5)
    of_cohorts = people * -np.expm1(-cohort_rate(rate, half))
    of_births = -np.expm1(-birth_rate(rate[0], half))
    assert of_cohorts.sum() + of_births == pytest.approx(1.0, abs=0.003)
    unshifted = people * -np.expm1(-rate)
    assert unshifted.sum() < 0.96


@settings(max_examples=60, deadline=None)
@given(rate=RATES, infant=INFANT)
def test_a_life_meets_every_rate_once(rate: Array, infant: float) -> None:
    """From birth to 1 January at age k, and on to the next: all of m[0..k] and half of m[k+1]."""
    cohort = cohort_rate(rate, np.array(infant))
    met = birth_rate(rate[0], np.array(infant)) + np.cumsum(cohort[:-1])
    wanted = np.cumsum(rate[:-1]) + 0.5 * rate[1:]
    np.testing.assert_allclose(met, wanted, rtol=1e-12)
    assert cohort[-1] == rate[-1]


def test_cohort_rates_by_hand_on_another_axis() -> None:
    """a0 of .1 for boys and .2 for girls; axes [age, sex]."""
    rate = np.array([[0.004, 0.003], [0.001, 0.002], [0.003, 0.004]])
    found = cohort_rate(rate, np.array([0.1, 0.2]), axis=0)
    wanted = [[0.0004 + 0.0005, 0.0006 + 0.001], [0.002, 0.003], [0.003, 0.004]]
    np.testing.assert_allclose(found, wanted, rtol=1e-12)
    np.testing.assert_allclose(birth_rate(rate[0], np.array([0.1, 0.2])), [0.0036, 0.0024], rtol=1e-12)


def test_the_rates_given_are_left_alone() -> None:
    rate = np.array([0.004, 0.001, 0.003])
    kept = rate.copy()
    cohort_rate(rate, np.array(0.1))
    cohort_value(rate)
    person_years_lived(rate, np.array(0.1))
    np.testing.assert_array_equal(rate, kept)


def test_one_age_has_no_cohort() -> None:
    with pytest.raises(ValueError, match="two ages"):
        cohort_rate(np.array([0.1]), np.array(0.1))


@settings(max_examples=40, deadline=None)
@given(intercept=st.floats(-5, 5), slope=st.floats(-5, 5), last=st.integers(2, 12))
def test_a_cost_that_rises_evenly_is_met_half_a_year_later(intercept: float, slope: float, last: int) -> None:
    ages = np.arange(float(last + 1))
    found = cohort_value(intercept + slope * ages)
    np.testing.assert_allclose(found[:-1], intercept + slope * (ages[:-1] + 0.5), atol=1e-12)
    assert found[-1] == intercept + slope * last


@settings(max_examples=60, deadline=None)
@given(rate=st.floats(1e-4, 0.9), infant=INFANT, ages=st.integers(2, 110), share=st.floats(0, 1))
def test_at_one_rate_life_lasts_its_inverse_at_every_age(
    rate: float, infant: float, ages: int, share: float
) -> None:
    """L = d/m in every row, so that the years ahead are 1/m whatever the part lived by those who die."""
    rates = np.full(ages, rate)
    a0 = np.array(infant)
    for age in (0, 1, ages - 1):
        assert float(life_expectancy(rates, a0, age)) == pytest.approx(1.0 / rate, rel=1e-9)
    healthy = np.full(ages, share)
    found = float(healthy_life_expectancy(rates, a0, healthy))
    assert found == pytest.approx(share / rate, rel=1e-9, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(rate=RATES, infant=INFANT)
def test_deaths_in_a_life_table_are_rate_times_years_and_add_up_to_one(rate: Array, infant: float) -> None:
    survivors, lived = person_years_lived(rate, np.array(infant))
    assert (rate * lived).sum() == pytest.approx(1.0, rel=1e-10)
    np.testing.assert_allclose(rate * lived, survivors - np.append(survivors[1:], 0.0), atol=1e-12)
    assert survivors[0] == 1.0
    assert (np.diff(survivors) <= 0).all()


@settings(max_examples=60, deadline=None)
@given(data=st.data(), rate=RATES, infant=INFANT)
def test_healthy_years_never_exceed_years(data: st.DataObject, rate: Array, infant: float) -> None:
    healthy = data.draw(hnp.arrays(np.float64, rate.shape, elements=st.floats(0, 1)))
    a0 = np.array(infant)
    for age in range(rate.shape[0]):
        total = float(life_expectancy(rate, a0, age))
        assert 0.0 <= float(healthy_life_expectancy(rate, a0, healthy, age)) <= total * (1 + 1e-12)


@settings(max_examples=40, deadline=None)
@given(rate=RATES, infant=INFANT, age=st.integers(0, 11), fewer=st.floats(0.0, 1.0))
def test_lower_mortality_never_shortens_life(rate: Array, infant: float, age: int, fewer: float) -> None:
    saved = rate.copy()
    saved[min(age, rate.shape[0] - 1)] *= max(fewer, 1e-6)
    a0 = np.array(infant)
    assert float(life_expectancy(saved, a0)) >= float(life_expectancy(rate, a0)) - 1e-9


def test_a_life_table_of_three_ages_by_hand() -> None:
    """m = .1, .2, .5 and a0 = .1: q0 = .1/1.09, q1 = .2/1.1; open age lasts 2 years."""
    q0, q1 = 0.1 / 1.09, 0.2 / 1.1
    wanted = [1.0 - 0.9 * q0, (1 - q0) * (1 - 0.5 * q1), (1 - q0) * (1 - q1) * 2.0]
    survivors, lived = person_years_lived(np.array([0.1, 0.2, 0.5]), np.array(0.1))
    np.testing.assert_allclose(survivors, [1.0, 1 - q0, (1 - q0) * (1 - q1)], rtol=1e-12)
    np.testing.assert_allclose(lived, wanted, rtol=1e-12)
    found = healthy_life_expectancy(np.array([0.1, 0.2, 0.5]), np.array(0.1), np.array([1.0, 0.5, 0.25]), 1)
    assert float(found) == pytest.approx((0.5 * wanted[1] + 0.25 * wanted[2]) / (1 - q0), rel=1e-12)


def test_everybody_dies_in_the_open_age() -> None:
    rate = np.array([[0.01, 0.5], [0.02, 0.1]])
    found = death_probability(rate, np.array([0.1, 0.5]))
    np.testing.assert_allclose(found, [[0.01 / 1.009, 1.0], [0.02 / 1.018, 1.0]], rtol=1e-12)


def test_groups_side_by_side_equal_each_alone() -> None:
    rates = np.array([[0.01, 0.02, 0.3], [0.05, 0.04, 0.6]])
    infant = np.array([0.1, 0.3])
    together = life_expectancy(rates, infant)
    alone = [float(life_expectancy(rates[k], infant[k])) for k in range(2)]
    assert together.tolist() == alone
