"""DYNAMO-HIA, recomputed: smoking and lung cancer in the Netherlands, 2010-2020.

The published figures (`dynamo_smoking_expected.csv`) are the result of the example of hiaR, run by
DYNAMO-HIA with ten simulated persons for each sex and age: `persons` and `patients` on 1 January, `deaths`
and `onsets` of the year. Tolerance: totals within 1 %, lung cancer within 5 %. In the scenario everybody
becomes a never smoker on 1 January 2010; from then on people start and stop as they do in the reference.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from dynamo_smoking import (
    HERE,
    LAST,
    LEVELS,
    RISK_FROM_AGE,
    SEXES,
    YEARS,
    by_age,
    never_smokers,
    write_pack,
)
from numpy.typing import NDArray

from hiap.catalogue.pack import load_pack
from hiap.simulation.calibration import calibrate
from hiap.simulation.mortality import project_mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.recording import Projection
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws

Array = NDArray[np.float64]
TOTALS, LUNG_CANCER = 0.01, 0.05
SCENARIOS = ("reference", "never")


@cache
def published(column: str) -> Array:
    """Figures of DYNAMO-HIA, [scenario, year, sex]; deaths and onsets end a year earlier."""
    with (HERE / "dynamo_smoking_expected.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["scenario"], row["year"], row["sex"]): row[column] for row in csv.DictReader(file)}
    years = [str(year) for year in (YEARS if column in ("persons", "patients") else YEARS[:-1])]
    return np.array([[[float(rows[k, y, s]) for s in SEXES] for y in years] for k in SCENARIOS])


@cache
def run(leading: str, as_age_on_1_january: bool = True) -> Projection:
    """Our projection of the same country from a pack folder."""
    with TemporaryDirectory() as place:
        folder = write_pack(Path(place) / "pack", leading=leading, as_age_on_1_january=as_age_on_1_january)
        pack = load_pack(str(folder))
    sampler = Sampler(Draws(1, 0), slice(0, 1))
    world = sample_world(pack, sampler)
    mortality = project_mortality(world, len(YEARS))
    policy = sample_policy([never_smokers()], pack, sampler)
    setup = set_up(world, mortality, calibrate(world, mortality), policy)
    return project(setup, len(YEARS), [len(YEARS)] * len(SCENARIOS))


def off(found: Array, expected: Array) -> Array:
    """How far lung cancer of both sexes lies off, [scenario, year]."""
    return np.asarray(found / expected.sum(axis=-1) - 1.0)


def test_persons_are_those_of_dynamo_hia_in_every_year() -> None:
    persons = run("incidence").persons[0, :2].sum(axis=(-2, -1))
    assert persons == pytest.approx(published("persons"), rel=TOTALS)


def test_deaths_are_those_of_dynamo_hia_in_every_year() -> None:
    deaths = run("incidence").deaths[0, :2, :-1].sum(axis=-1)
    assert deaths == pytest.approx(published("deaths"), rel=TOTALS)


def test_patients_are_those_of_dynamo_hia_in_every_year() -> None:
    """Years of illness here lie beside the mean of two 1 Januaries there."""
    patients = published("patients")
    middle = 0.5 * (patients[:, :-1] + patients[:, 1:])
    assert abs(off(run("incidence").sick_years[0, 0, :2, :-1, 0], middle)).max() < LUNG_CANCER
    assert abs(off(run("prevalence").sick_years[0, 0, :1, :-1, 0], middle[:1])).max() < LUNG_CANCER


def new_cases_of_sampled_smokers(per_cell: int) -> tuple[Array, Array]:
    """New cases of the scenario by the sums that the data allow, and their spread by sampling, [year, sex].

    Everybody starts as a never smoker. A year later, each at an age more, the surplus of a level over that
    level at the next age goes to the levels that lack people there. Of `per_cell` people for each sex and
    age, each has the risk of one level: a mean over them has the variance of that risk over `per_cell`.
    """
    never, former = by_age("never"), by_age("former")
    shares, risks = np.stack([never, former, 1.0 - never - former]), np.ones((3, 2, LAST + 1))
    for (level, sex), steps in RISK_FROM_AGE.items():
        for first, risk in steps.items():
            risks[LEVELS.index(level), SEXES.index(sex), first:] = risk
    baseline = by_age("incidence") / (shares * risks).sum(axis=0)
    surplus, lack = (np.maximum(x, 0.0) for x in (shares[..., :-1] - shares[..., 1:], np.diff(shares)))
    leaving = np.where(surplus > 0, surplus / np.maximum(shares[..., :-1], 1e-300), 0.0)
    arriving = lack / np.maximum(lack.sum(axis=0), 1e-300)
    people, smoking = by_age("population"), np.zeros(shares.shape)
    smoking[0] = 1.0
    cases, spread = [], []
    for _ in YEARS[:-1]:
        mean = (smoking * risks).sum(axis=0)
        variance = (smoking * risks**2).sum(axis=0) - mean**2
        cases.append((people * baseline * mean).sum(axis=1))
        spread.append(np.sqrt(((people * baseline) ** 2 * variance / per_cell).sum(axis=1)))
        moving = smoking[..., :-1] * leaving
        smoking[..., 1:] = smoking[..., :-1] - moving + arriving * moving.sum(axis=0)
        left = people * np.exp(-by_age("mortality"))
        people = np.concatenate([people[:, :1], left[:, :-1]], axis=1)
        people[:, -1] += left[:, -1]
    return np.array(cases), np.array(spread)


def test_new_cases_are_those_of_dynamo_hia_if_incidence_leads() -> None:
    """One of twenty figures lies 5.4 % off: the last year of the scenario, by sampling (next test)."""
    found = off(run("incidence").cases[0, 0, :2, :-1, 0], published("onsets"))
    assert abs(found[0]).max() < LUNG_CANCER
    beyond = abs(found[1])[abs(found[1]) >= LUNG_CANCER]
    assert len(beyond) <= 1
    assert (beyond < 0.06).all()
    together = run("incidence").cases[0, 0, :2, :-1, 0].sum(axis=1) / published("onsets").sum(axis=(1, 2))
    assert together == pytest.approx([1.0, 1.0], rel=LUNG_CANCER)


def test_what_is_left_is_the_sampling_of_dynamo_hia() -> None:
    """It samples ten people for each sex and age; ours are the same cases without sampling.

    In the last year the spread of its men is 6 % (137 cases of 2,234), and it lies 145 below, about once the
    spread; of its women, of whom hardly one takes up smoking, 1 %. So 5 % is less than one spread of its sum.
    """
    expected, spread = new_cases_of_sampled_smokers(per_cell=10)
    ours = run("incidence").cases[0, 0, 1, :-1, 0]
    assert ours == pytest.approx(expected.sum(axis=1), rel=0.02)
    theirs = published("onsets")[1]
    assert spread[-1] / expected[-1] == pytest.approx([0.061, 0.011], abs=0.001)
    assert (abs(theirs - expected)[1:, 0] < 2.0 * spread[1:, 0]).all()


def test_solving_incidence_from_prevalence_gives_more_new_cases() -> None:
    """By design: prevalence leads here, and the prevalence and incidence of the data do not fit together."""
    found = off(run("prevalence").cases[0, 0, :2, :-1, 0], published("onsets"))
    assert 0.0 < found[0].mean() < 0.06


def test_the_half_year_between_the_two_ages_is_a_twentieth_of_deaths() -> None:
    """By design: at the same age in the table a cohort here is half a year older when it meets the rate."""
    deaths = run("incidence", as_age_on_1_january=False).deaths[0, 0, 0].sum(axis=-1)
    assert deaths / published("deaths")[0, 0] == pytest.approx([1.050, 1.057], abs=0.005)
