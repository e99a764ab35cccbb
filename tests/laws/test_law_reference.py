"""Law 2: the reference equals the base year, in every draw; a frozen country stays as it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from small import Array
from whole_pack import pack, watched_years

from hiap.domain.pack import Pack
from hiap.simulation.calibration import Calibration, calibrate
from hiap.simulation.mortality import Mortality, project_mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.recording import Projection
from hiap.simulation.state import State
from hiap.simulation.world import Sampler, World, sample_world
from hiap.uncertainty.draws import Draws
from hiap.workflow.reference import reference_rows

CLOSE = 1e-9
FROZEN_YEARS = 20


@dataclass(frozen=True)
class Reference:
    """The reference of the real pack and the state on the 1 January after every year."""

    pack: Pack
    world: World
    mortality: Mortality
    calibration: Calibration
    projection: Projection
    states: list[State]


def _reference(draws: int, years: int, frozen: bool) -> Reference:
    """Calibrate and project the reference alone."""
    country = pack()
    sampler = Sampler(Draws(1, draws), slice(0, max(draws, 1)))
    world = sample_world(country, sampler, frozen)
    mortality = project_mortality(world, years)
    calibration = calibrate(world, mortality)
    setup = set_up(world, mortality, calibration, sample_policy([], country, sampler))
    with watched_years() as seen:
        projection = project(setup, years, [years])
    return Reference(country, world, mortality, calibration, projection, [moment.after for moment in seen])


@pytest.fixture(scope="module", params=[0, 2], ids=["deterministic", "draws"])
def base(request: pytest.FixtureRequest) -> Reference:
    """The base year."""
    return _reference(int(request.param), 1, frozen=False)


@pytest.fixture(scope="module")
def frozen() -> Reference:
    """Rates, exposures and migration of the base year for ever."""
    return _reference(0, FROZEN_YEARS, frozen=True)


def test_population_is_that_of_the_pack(base: Reference) -> None:
    people = base.projection.persons[:, 0, 0].sum(axis=-1)
    assert np.abs(people / base.pack.population - 1.0).max() < CLOSE


def test_population_is_the_published_one(base: Reference) -> None:
    """18,044,027 people on 1 January 2025; the pack gives them in tenths by age."""
    people = base.projection.persons[:, 0, 0].sum(axis=(1, 2, 3))
    assert people == pytest.approx(np.full(len(people), 18_044_027.0), abs=1.0)


def test_mortality_of_the_groups_adds_up_to_that_of_the_pack(base: Reference) -> None:
    """Half-year shift on paper: a0·m[0] + ½ m[1], ½ (m[a] + m[a+1]), and m[100+] for the last age."""
    rate, infant = base.pack.mortality, base.pack.infant_share_lived
    cohort = np.concatenate([0.5 * (rate[:, :-1] + rate[:, 1:]), rate[:, -1:]], axis=1)
    cohort[:, 0] = infant * rate[:, 0] + 0.5 * rate[:, 1]
    dying = (base.pack.group_share * -np.expm1(-base.mortality.cohort[:, 0])).sum(axis=-1)
    assert np.allclose(dying, -np.expm1(-cohort), rtol=CLOSE, atol=0.0)


def test_deaths_of_the_base_year_are_those_of_its_rates(base: Reference) -> None:
    """Deaths of the population and, for half a year, of migrants by the age they will be; then newborns."""
    dying = -np.expm1(-base.mortality.cohort[:, 0])
    people = base.pack.population[..., None] * base.pack.group_share
    half = -np.expm1(-0.5 * base.mortality.cohort[:, 0])
    coming = base.pack.migration[0][..., None] * base.pack.group_share
    migrants = coming[:, 1:] * half[..., :-1, :]
    expected = (people * dying).sum(axis=(-3, -2, -1)) + migrants.sum(axis=(-3, -2, -1))
    infants = base.projection.deaths[:, 0, 0].sum(axis=(-2, -1)) - expected
    births = base.pack.fertility[0]
    women = 0.5 * (births + np.append(births[1:], births[-1])) * base.pack.population[1]
    newborn = women.sum() * (1.0 - base.pack.infant_share_lived) * base.pack.mortality[:, 0]
    assert infants == pytest.approx(np.full(len(infants), newborn.mean()), rel=0.02)


def test_deaths_are_those_of_statistics_netherlands(base: Reference) -> None:
    """85,800 men and 87,600 women within 2 %."""
    men, women = base.projection.deaths[0, 0, 0].sum(axis=-1)
    assert men == pytest.approx(85_800, rel=0.02)
    assert women == pytest.approx(87_600, rel=0.02)


def years(table: str, sex: str, group: str, age: int) -> float:
    """One figure of an expectancy table of `hiap reference`."""
    labels = {"sex": sex, "ses": group, "age": str(age)}
    (found,) = (row["value"] for row in reference_rows(table) if labels.items() <= row.items())
    return float(str(found))


@pytest.mark.parametrize(
    ("sex", "age", "published", "within"),
    [("male", 0, 80.7, 0.15), ("female", 0, 83.5, 0.15), ("male", 65, 19.0, 0.5), ("female", 65, 21.2, 0.5)],
)
def test_life_expectancy_is_the_published_one(sex: str, age: int, published: float, within: float) -> None:
    """At birth of 2025, to which the pack is scaled; at 65 of 2022, to which it is not."""
    assert years("life_expectancy", sex, "all", age) == pytest.approx(published, abs=within)


@pytest.mark.parametrize(
    ("table", "sex", "age", "published", "within"),
    [
        ("life_expectancy", "male", 0, 9.0, 0.5),
        ("life_expectancy", "female", 0, 8.0, 0.5),
        ("life_expectancy", "male", 65, 4.3, 0.5),
        ("life_expectancy", "female", 65, 4.3, 0.5),
        ("healthy_life_expectancy", "male", 0, 25.0, 1.0),
        ("healthy_life_expectancy", "female", 0, 23.0, 1.0),
        ("healthy_life_expectancy", "male", 65, 8.0, 1.0),
        ("healthy_life_expectancy", "female", 65, 7.0, 1.0),
    ],
)
def test_gap_between_the_groups_is_the_published_one(
    table: str, sex: str, age: int, published: float, within: float
) -> None:
    """Q5 less Q1 of 2017/2020, Statistics Netherlands 2022 ("over 4" at 65; nearly 25 healthy years)."""
    gap = years(table, sex, "Q5", age) - years(table, sex, "Q1", age)
    assert gap == pytest.approx(published, abs=within)


def test_prevalence_over_the_groups_is_that_of_the_pack(base: Reference) -> None:
    """Where the pack leads with prevalence; each draw has its own level."""
    for d, disease in enumerate(base.pack.diseases):
        if disease.leading == "prevalence":
            found = (base.calibration.prevalence[d] * base.pack.group_share).sum(axis=-1)
            assert np.abs(found - base.world.diseases[d].level).max() < CLOSE, disease.id


def test_cases_over_the_groups_are_those_of_the_pack(base: Reference) -> None:
    """Where the pack leads with incidence i: i · ½ (h[a] + h[a+1]) of the years lived, h being healthy.

    Groups differ in risk and in who survives, but hardly within a year: within half a per cent.
    """
    for d, disease in enumerate(base.pack.diseases):
        if disease.leading == "incidence":
            rate = base.world.diseases[d].level
            lived = base.projection.person_years[:, 0, 0].sum(axis=-1)
            healthy = 1.0 - (base.calibration.prevalence[d] * base.pack.group_share).sum(axis=-1)
            later = np.concatenate([healthy[..., 1:], healthy[..., -1:]], axis=-1)
            expected = (lived * rate * 0.5 * (healthy + later)).sum(axis=(-2, -1))
            found = base.projection.cases[d, :, 0, 0].sum(axis=-1)
            assert found == pytest.approx(expected, rel=5e-3), disease.id


def _prevalence(frozen: Reference) -> tuple[Array, Array]:
    """National prevalence [disease, sex, age] on 1 January of the base year and 20 years later."""
    before = (frozen.calibration.prevalence[:, 0] * frozen.pack.group_share).sum(axis=-1)
    people = frozen.states[FROZEN_YEARS - 1].persons[0, 0]
    patients = (frozen.states[FROZEN_YEARS - 1].carried[:, 0, 0] * people).sum(axis=-1)
    return before, patients / people.sum(axis=-1)


def test_a_frozen_country_keeps_its_prevalence(frozen: Reference) -> None:
    """After 20 years: less than 0.5 % of the prevalence at every age where it is above 1 in 10,000."""
    before, after = _prevalence(frozen)
    for d, disease in enumerate(frozen.pack.diseases):
        common = before[d] > 1e-4
        moved = np.abs(after[d] / np.where(common, before[d], 1.0) - 1.0)[common]
        if disease.id == "suicide":
            assert not before[d].any(), "nobody lives with it"
            continue
        assert moved.max() < 0.005, f"{disease.id}: {moved.max():.2%}"


def test_a_frozen_country_keeps_rare_diseases_rare(frozen: Reference) -> None:
    """Where prevalence is at most 1 in 10,000 it moves by less than 1 in 1,000,000."""
    before, after = _prevalence(frozen)
    rare = before <= 1e-4
    assert np.abs(after - before)[rare].max() < 1e-6


def test_a_frozen_country_keeps_its_mortality(frozen: Reference) -> None:
    first = frozen.mortality.cohort[:, :1]
    assert np.array_equal(np.broadcast_to(first, frozen.mortality.cohort.shape), frozen.mortality.cohort)
