"""The functions of both engines beside each other on arrays that nobody chose."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from hiap.equations.demography import life_expectancy
from hiap.simulation import compiled, plain
from hiap.simulation.engine import SMALL_GAP, Diseases, RiskChange, YearToFit
from hiap.simulation.joining import Joined

Array = NDArray[np.float64]
SEEDS = st.integers(0, 2**32 - 1)
LEVELS, DRAWS, SCENARIOS, SEXES, AGES, GROUPS = 2, 2, 3, 2, 6, 3
CELLS = (SEXES, AGES, GROUPS)


def drawn(seed: int, *shape: int, most: float = 1.0) -> Array:
    return np.random.default_rng(seed).uniform(0.0, most, shape)


def shares(seed: int) -> Array:
    """Shares of the groups at each age, [sex, age, group]."""
    found = 0.1 + drawn(seed, *CELLS)
    return np.asarray(found / found.sum(axis=-1, keepdims=True))


def joined(seed: int) -> Joined:
    """Weights as ageing and moves give them: they add up to 1, nobody comes from beyond the last groups."""
    weights = drawn(seed, 3, DRAWS, *CELLS)
    weights[1][..., 0], weights[2][..., -1] = 0.0, 0.0
    return Joined(drawn(seed + 1, DRAWS, SEXES, 1, GROUPS), weights / weights.sum(axis=0))


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS, gap=st.floats(0.5, 6.0), level=st.floats(0.01, 0.2))
def test_both_solve_the_gradient_of_a_gap(seed: int, gap: float, level: float) -> None:
    rate = level * np.linspace(0.5, 1.5, AGES) * np.ones((DRAWS, 2, SEXES, AGES))
    fade, infant = np.linspace(1.0, 0.5, AGES) * np.ones((DRAWS, SEXES, AGES)), np.array([0.1, 0.2])
    share, goal = shares(seed), gap * (0.1 + 0.05 * drawn(seed, DRAWS, 2, SEXES))
    one, other = (room.steepness_of_gaps(rate, fade, share, infant, goal) for room in (plain, compiled))
    np.testing.assert_allclose(other, one, rtol=1e-9)
    relative = np.exp(one[..., None, None] * fade[:, None, ..., None] * np.linspace(1.0, 0.0, GROUPS))
    rates = rate[..., None] * relative / (relative * share).sum(axis=-1, keepdims=True)
    years = [life_expectancy(rates[..., g], infant) for g in (0, GROUPS - 1)]
    np.testing.assert_allclose(years[1] - years[0], goal, atol=2 * SMALL_GAP)


def test_a_gap_that_cannot_be_gives_the_steepest_in_both() -> None:
    """Nobody lives a million years longer: the gap is then that of the steepest gradient."""
    rate, fade = np.full((1, 1, SEXES, AGES), 0.5), np.ones((1, SEXES, AGES))
    goal, infant = np.full((1, 1, SEXES), 1e6), np.array([0.1, 0.1])
    one, other = (room.steepness_of_gaps(rate, fade, shares(1), infant, goal) for room in (plain, compiled))
    assert np.array_equal(one, other)
    assert (one == 12.0).all()


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS, most=st.floats(1e-6, 2.0))
def test_both_scale_rates_to_the_deaths_of_the_nation(seed: int, most: float) -> None:
    rate, share = drawn(seed, DRAWS, 2, SEXES, AGES, most=most), shares(seed)
    ratio = 0.5 + drawn(seed + 1, DRAWS, 2, *CELLS)
    one, other = (room.exact_rates_of_groups(rate, ratio, share) for room in (plain, compiled))
    np.testing.assert_allclose(other, one, rtol=1e-12)


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS, most=st.floats(1e-6, 8.0))
def test_both_give_cells_the_same_year(seed: int, most: float) -> None:
    """Shapes that broadcast, and rates at which the polynomials do not hold."""
    prevalence, incidence, excess = (
        drawn(seed + k, 4, DRAWS, GROUPS, most=m) for k, m in enumerate((0.9, most, most))
    )
    given = (
        prevalence,
        incidence,
        drawn(seed, 4, DRAWS, 1),
        excess,
        drawn(seed, 4, 1, 1, most=0.4),
        np.zeros(1),
    )
    for one, other in zip(plain.year_of_cells(*given), compiled.year_of_cells(*given), strict=True):
        np.testing.assert_allclose(other, one, rtol=1e-10, atol=1e-14)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, lagged=st.booleans())
def test_both_change_a_risk_alike(seed: int, lagged: bool) -> None:
    acting = np.array([0, 2])
    late = drawn(seed, LEVELS, DRAWS, SCENARIOS, *CELLS), drawn(seed + 1, *CELLS)
    link = RiskChange(
        drawn(seed + 2, LEVELS, DRAWS, len(acting), *CELLS) - 0.5,
        acting,
        late if lagged else None,
        drawn(seed + 3, LEVELS, DRAWS, *CELLS),
        1.0 + drawn(seed + 4, DRAWS, *CELLS),
    )
    one, other = np.ones((2, DRAWS, SCENARIOS, *CELLS))
    plain.change_risk(link, one)
    compiled.change_risk(link, other)
    np.testing.assert_allclose(other, one, rtol=1e-13)
    assert (one[:, 1] == 1.0).all()
    assert (one[:, acting] != 1.0).any()


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_both_follow_exposure_with_a_lag_alike(seed: int) -> None:
    now, late = (drawn(seed + k, LEVELS, DRAWS, *CELLS) for k in range(2))
    kept, excess = drawn(seed + 2, *CELLS), drawn(seed + 3, LEVELS, DRAWS, *CELLS)
    risks = [room.late_risk(now, late, kept, excess) for room in (plain, compiled)]
    np.testing.assert_allclose(risks[1], risks[0], rtol=1e-13)
    other = (now[:1], late[:1], drawn(seed + 4, *CELLS))
    links = [(now, late, kept), other]
    later = [room.pass_late(links, joined(seed)) for room in (plain, compiled)]
    for plainly, fast, alone in zip(*later, links, strict=True):
        np.testing.assert_allclose(fast, plainly, rtol=1e-13)
        assert np.array_equal(plainly[..., 0, :], alone[0][..., 0, :])
        assert np.array_equal(plain.pass_late([alone], joined(seed))[0], plainly)


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS)
def test_both_let_lagged_changes_follow_alike(seed: int) -> None:
    """Of the scenarios that act, and of no other."""
    acting, late = np.array([0, 2]), drawn(seed, LEVELS, DRAWS, SCENARIOS, *CELLS)
    change, kept = drawn(seed + 1, LEVELS, DRAWS, len(acting), *CELLS) - 0.5, drawn(seed + 2, *CELLS)
    one, other = late.copy(), late.copy()
    plain.follow(change, acting, kept, one)
    compiled.follow(change, acting, kept, other)
    np.testing.assert_allclose(other, one, rtol=1e-13, atol=1e-15)
    assert np.array_equal(other[:, :, 1], late[:, :, 1])
    assert (other[:, :, acting] != late[:, :, acting]).all()


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, nobody=st.booleans())
def test_both_let_people_die_and_migrate_alike(seed: int, nobody: bool) -> None:
    """Who was there is where they were, dead or gone; with cells in which nobody lives or arrives."""
    people, mortality = drawn(seed, 2, DRAWS, SCENARIOS, *CELLS)
    net = drawn(seed + 1, 1, *CELLS) - 0.5
    if nobody:
        people[..., 0, :], net[:, :, 0] = 0.0, 0.0
    leaving = np.maximum(-net, 0.0) * np.ones((DRAWS, 1, 1, 1))
    coming = np.maximum(net, 0.0)
    one, other = (room.survive(people, mortality, leaving, coming) for room in (plain, compiled))
    for name in ("persons", "weight", "deaths"):
        np.testing.assert_allclose(getattr(other, name), getattr(one, name), rtol=1e-13, err_msg=name)
    there = people + coming[:, None]
    left = leaving[:, None] * people
    np.testing.assert_allclose(one.persons + one.deaths, there - left, rtol=1e-12, atol=1e-15)
    assert not nobody or ((one.weight[..., 0, :] == 1.0).all() and (one.deaths[..., 0, :] == 0.0).all())


@settings(max_examples=60, deadline=None)
@given(seed=SEEDS, nobody=st.booleans())
def test_both_let_people_age_and_move_alike(seed: int, nobody: bool) -> None:
    """Nobody is lost on the way, and the weights are those of the people who come together."""
    persons, newborn = drawn(seed, DRAWS, SCENARIOS, *CELLS), drawn(seed + 1, DRAWS, SEXES, GROUPS)
    if nobody:
        persons[:, :, :, -2:], newborn[:] = 0.0, 0.0
    up, down = drawn(seed + 2, 2, DRAWS, *CELLS, most=0.5)
    up[..., -1], down[..., 0] = 0.0, 0.0
    (one, of_one), (other, of_other) = (room.join(persons, newborn, up, down) for room in (plain, compiled))
    np.testing.assert_allclose(other, one, rtol=1e-13)
    np.testing.assert_allclose(of_other.groups, of_one.groups, rtol=1e-13)
    np.testing.assert_allclose(of_other.oldest, of_one.oldest, rtol=1e-13)
    everybody = persons.sum(axis=(-2, -1)) + newborn[:, None].sum(axis=-1)
    np.testing.assert_allclose(one.sum(axis=(-2, -1)), everybody, rtol=1e-12)
    np.testing.assert_allclose(of_one.groups.sum(axis=0), one > 0.0, rtol=1e-12)
    assert nobody == bool((one == 0.0).any())


def year_to_fit(seed: int, most: float) -> tuple[YearToFit, Array]:
    """A year with a known incidence, none at all in some cells; the goal is what that incidence leads to."""
    chance = np.random.default_rng(seed)
    known = chance.uniform(0.0, most, (3, DRAWS, SEXES)) * (chance.random((3, DRAWS, SEXES)) < 0.8)
    prevalence, factor, excess = drawn(seed + 1, 3, 3, DRAWS, SEXES, GROUPS)
    remission, fatal, cured = drawn(seed + 2, 3, 3, DRAWS, SEXES, most=0.4)
    weight, excess = drawn(seed, SEXES, GROUPS), 0.2 * excess
    year = YearToFit(0.5 * prevalence, 0.5 + factor, remission, excess, fatal, cured, weight, known, known)
    incidence, others = known[..., None] * year.factor, (remission, excess, fatal, cured)
    rates = (part if part.ndim == 4 else part[..., None] for part in others)
    after = plain.year_of_cells(year.prevalence, incidence, *rates)
    goal = (after.prevalence * weight).sum(axis=-1)
    return replace(year, goal=goal, near=0.5 * known + 1e-6), known


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS, most=st.floats(1e-3, 0.3))
def test_both_find_the_incidence_behind_a_prevalence(seed: int, most: float) -> None:
    year, known = year_to_fit(seed, most)
    for room in (plain, compiled):
        found, at_zero = room.incidence_of_prevalence(year)
        np.testing.assert_allclose(found, known, rtol=1e-7, atol=1e-9)
        assert (at_zero[known > 0] < 0.0).all()
        nothing, above = room.incidence_of_prevalence(replace(year, goal=0.5 * year.goal * (known == 0)))
        assert (nothing == 0.0).all()
        assert (above > 0.0).all()


def test_a_prevalence_that_no_incidence_reaches_is_refused_by_both() -> None:
    year, _ = year_to_fit(1, 0.1)
    for room in (plain, compiled):
        with pytest.raises(ArithmeticError, match="no incidence found for a prevalence"):
            room.incidence_of_prevalence(replace(year, goal=year.goal + 1e3))


def year_of_some_cells(seed: int, same: bool) -> Diseases:
    """A year of four diseases in scenarios that differ from the reference in some cells, or nowhere."""
    chance = np.random.default_rng(seed)
    touched = (chance.random((4, DRAWS, SCENARIOS, *CELLS)) < chance.random((4, 1, SCENARIOS, 1, 1, 1))) & (
        not same
    )
    touched[:, :, 0] = False
    usual, own = drawn(seed, 4, DRAWS, 1, *CELLS, most=0.9), drawn(seed + 1, *touched.shape, most=0.9)
    ratio = np.where(touched[[2, 3]], 2.0 * drawn(seed + 2, 2, *touched.shape[1:]), 1.0)
    incidence, remission, excess, fatal, cured = drawn(seed + 3, 5, 4, DRAWS, *CELLS, most=0.4)
    return Diseases(
        np.where(touched, own, usual),
        incidence,
        remission,
        excess,
        fatal,
        cured,
        fall=drawn(seed + 8, DRAWS, SEXES, AGES, 1),
        underlying=drawn(seed + 9, 4, DRAWS, SEXES),
        effects=((0, 1, 1.0 + drawn(seed + 10, DRAWS, SEXES, AGES)),),
        ratio={("incidence", 2): ratio[0], ("fatality", 1): ratio[1]},
    )


@settings(max_examples=100, deadline=None)
@given(seed=SEEDS, same=st.booleans())
def test_both_carry_diseases_alike_where_scenarios_differ_in_some_cells(seed: int, same: bool) -> None:
    year, first_age = year_of_some_cells(seed, same), (0, 2, AGES - 1, 1)
    one, other = (room.diseases_of_year(year, first_age) for room in (plain, compiled))
    np.testing.assert_allclose(other.prevalence, one.prevalence, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(other.cases, one.cases, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(other.added, one.added, rtol=1e-9, atol=1e-13)
    alone = compiled.diseases_of_year(of_scenarios(year, np.array([1])), first_age)
    assert np.array_equal(alone.prevalence[:, :, 0], other.prevalence[:, :, 1])
    assert np.array_equal(alone.cases[:, :, 0], other.cases[:, :, 1])
    assert np.array_equal(alone.added[:, 0], other.added[:, 1])


def of_scenarios(year: Diseases, some: NDArray[np.int64]) -> Diseases:
    """The same year of some scenarios only, of which the first stands in for the reference."""
    return replace(
        year,
        prevalence=year.prevalence[:, :, some],
        ratio={key: ratio[:, some] for key, ratio in year.ratio.items()},
    )
