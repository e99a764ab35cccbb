"""The engine against a second, independent model on the pack of the Netherlands, to a few millionths."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray
from oracle import AS_ENGINE, Departures, World, build_world
from oracle_rates import life_expectancy
from oracle_years import Outcome
from oracle_years import project as project_slowly

from hiap.catalogue.measures import load_measures
from hiap.catalogue.pack import load_pack
from hiap.domain.measure import Measure
from hiap.domain.pack import Pack
from hiap.simulation.calibration import Calibration, calibrate
from hiap.simulation.mortality import Mortality, project_mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.recording import Projection
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws
from hiap.workflow.vocabulary import vocabulary_of

Array = NDArray[np.float64]
YEARS = 12
IDS = ("fall-prevention", "smoking-cessation-support", "sugar-tax")
EQUAL = 2e-6
"""The engine stops its search for end age and k earlier than the oracle, which leaves a few parts in 10⁷."""
WIDEST = 2e-5
"""The same for k itself, of which the engine takes two rounds."""
STANDSTILL = ("knee_osteoarthritis", 93)
FEWEST = 3e-10
"""New cases a person-year. Where prevalence stands still (knees from 93 on) they are what two nearly equal
shares leave, down to 6 in a million: no millionth of that is known. Every other cell has its millionths."""


@cache
def oracle(departures: Departures) -> World:
    """The calibrated world of the second model."""
    return build_world(plain_pack(), YEARS, departures)


@cache
def plain_pack() -> Pack:
    """The pack without the lag of a mean: the second model lags the mean itself, the method its risk (3.4).

    That lag has a world of its own in test_pencil_paths.
    """
    pack = load_pack()
    return replace(pack, lags=tuple(lag for lag in pack.lags if lag.risk_factor != "bmi"))


@cache
def measures() -> tuple[Measure, ...]:
    """A flow of moves, a difference held on a mean, and a course that fades."""
    return tuple(load_measures(list(IDS), vocabulary_of(load_pack())))


@cache
def engine() -> tuple[Mortality, Calibration, Projection]:
    """The same from the engine, without draws."""
    pack, sampler = plain_pack(), Sampler(Draws(1, 0), slice(0, 1))
    world = sample_world(pack, sampler)
    mortality = project_mortality(world, YEARS)
    calibration = calibrate(world, mortality)
    setup = set_up(world, mortality, calibration, sample_policy(measures(), pack, sampler))
    scenarios = len(IDS) + 2
    return mortality, calibration, project(setup, YEARS, [YEARS] * scenarios)


@cache
def slow_years(measure: str) -> list[tuple[Outcome, Outcome]]:
    """Reference and scenario of one measure in the second model."""
    chosen = next(m for m in measures() if m.id == measure)
    return project_slowly(oracle(AS_ENGINE), chosen, YEARS)


def widest(found: Array, wanted: Array, least: float) -> float:
    """Largest difference in proportion, over the cells that hold at least so much."""
    cells = np.abs(wanted) >= least
    return float(np.abs(found[cells] / wanted[cells] - 1).max())


def test_life_expectancy_by_group_is_that_of_the_oracle() -> None:
    mortality, _, _ = engine()
    slow = oracle(AS_ENGINE).mortality
    assert mortality.end_age[0] == pytest.approx(slow.end_age, rel=EQUAL)
    for age in (0, 65):
        for s, infant in enumerate(load_pack().infant_share_lived):
            rates = np.moveaxis(mortality.by_group[0, 0, s], -1, 0)
            found = [life_expectancy(group, float(infant), age) for group in rates]
            wanted = [life_expectancy(g, float(infant), age) for g in np.moveaxis(slow.by_group[0, s], -1, 0)]
            assert found == pytest.approx(wanted, rel=EQUAL)
    assert widest(mortality.cohort[0], slow.hazard, 0.0) < EQUAL


def test_oracle_meets_the_published_gaps() -> None:
    pack, slow = load_pack(), oracle(AS_ENGINE).mortality
    for (sex, age), gap in pack.group_gap.items():
        s = ("male", "female").index(sex)
        infant = float(pack.infant_share_lived[s])
        first, last = (life_expectancy(slow.by_group[0, s, :, g], infant, age) for g in (0, -1))
        assert last - first == pytest.approx(gap.value, abs=1e-7)


def test_calibrated_incidence_and_prevalence_by_group_are_those_of_the_oracle() -> None:
    _, calibration, _ = engine()
    slow = oracle(AS_ENGINE)
    still = (load_pack().disease_index(STANDSTILL[0]), slice(None), slice(STANDSTILL[1], None))
    found, wanted = calibration.incidence[:, 0].copy(), slow.incidence.copy()
    assert np.abs(found[still] - wanted[still]).max() < FEWEST
    found[still], wanted[still] = 0.0, 0.0
    assert widest(found, wanted, 1e-7) < EQUAL
    assert widest(calibration.prevalence[:, 0], slow.prevalence, 1e-7) < WIDEST
    assert np.abs(calibration.underlying[:, 0] - slow.underlying).max() < EQUAL


def test_oracle_has_the_prevalence_of_the_pack_in_the_base_year() -> None:
    pack, slow = load_pack(), oracle(AS_ENGINE)
    for d, disease in enumerate(pack.diseases):
        if disease.leading == "prevalence":
            national = (slow.prevalence[d] * pack.group_share).sum(axis=-1)
            assert np.abs(national - disease.level).max() < 1e-12


def test_reference_has_the_persons_deaths_and_cases_of_the_oracle() -> None:
    _, _, projection = engine()
    for t, (reference, _) in enumerate(slow_years("sugar-tax")):
        assert widest(projection.persons[0, 0, t], reference.persons, 0.0) < EQUAL
        assert projection.deaths[0, 0, t].sum(axis=-1) == pytest.approx(reference.deaths, rel=EQUAL)
        assert projection.cases[:, 0, 0, t].sum(axis=-1) == pytest.approx(reference.cases, rel=EQUAL)
        assert projection.haly[0, 0, t] == pytest.approx(reference.haly, rel=EQUAL)


@pytest.mark.parametrize("measure", IDS)
def test_gain_of_a_measure_by_year_and_group_is_that_of_the_oracle(measure: str) -> None:
    _, _, projection = engine()
    k = 1 + IDS.index(measure)
    first = next(m for m in measures() if m.id == measure).start - load_pack().base_year
    for t, (reference, scenario) in enumerate(slow_years(measure)):
        found = projection.haly[0, k, t] - projection.haly[0, 0, t]
        if t < first:
            assert not found.any()
        assert found == pytest.approx(scenario.haly - reference.haly, rel=5 * EQUAL, abs=1e-4)


@pytest.mark.parametrize("measure", IDS)
def test_cases_and_deaths_averted_are_those_of_the_oracle(measure: str) -> None:
    _, _, projection = engine()
    k = 1 + IDS.index(measure)
    found = (projection.cases[:, 0, 0] - projection.cases[:, 0, k]).sum(axis=(1, 2))
    wanted = np.sum([r.cases - s.cases for r, s in slow_years(measure)], axis=0)
    assert found == pytest.approx(wanted, rel=5 * EQUAL, abs=1e-4)
    deaths = (projection.deaths[0, 0] - projection.deaths[0, k]).sum()
    assert deaths == pytest.approx(
        sum((r.deaths - s.deaths).sum() for r, s in slow_years(measure)), rel=EQUAL
    )
