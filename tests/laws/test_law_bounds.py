"""Law 8: shares stay in [0, 1], nobody is negative, nothing is NaN: strong measures over 100 years."""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
import pytest
from small import Array, Document, amount, effect, measure
from whole_pack import EVERYBODY, Moment, loaded, move, pack, watched_years, write

from hiap.domain.measure import Measure
from hiap.simulation.calibration import calibrate
from hiap.simulation.mortality import project_mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.recording import Projection
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws

YEARS, START = 100, 2026
ROUNDING = 1e-12


def _strong() -> list[Measure]:
    """Nearly everything that a measure may do to nearly everybody, for 40 years, two of a kind together."""
    flow: Document = {"kind": "flow", "share": amount(0.6, "share"), "repeat": True}
    once: Document = {"kind": "flow", "share": amount(0.4, "share")}
    stock: Document = {"kind": "stock", "share": amount(0.95, "share")}
    fades = {"decay": amount(0.3, "share per year")}
    shifts = [
        move("shift", "smoking", 1.0, ("current", "former")) | {"id": "smoking"},
        move("shift", "problem_debt", 1.0, ("debt", "none")) | {"id": "debt"},
        move("shift", "inactivity", 1.0, ("inactive", "active")) | {"id": "walk"},
        move("shift", "loneliness", 1.0, ("lonely", "not")) | {"id": "company"},
        move("shift", "job_strain", 1.0, ("strain", "not")) | {"id": "say"},
        move("shift", "unemployment", 1.0, ("unemployed", "not")) | {"id": "work"},
    ]
    holds = [
        move("hold", "smoking", 0.9, ("current", "never")) | {"id": "smoking"},
        move("hold", "heavy_drinking", 1.0, ("heavy", "not")) | {"id": "drinking"},
        move("hold", "bmi", -6.0, None, "kg/m2") | {"id": "weight"},
        move("hold", "heat", -2.0, None, "°C") | {"id": "heat"},
        move("hold", "pm25", -6.0, None, "µg/m3") | {"id": "air"},
        move("hold", "low_fruit_vegetables", -7.0, None, "100 g") | {"id": "fruit"},
    ]
    ratios = [
        effect("incidence", 0.05, "ratio", disease="diabetes") | {"id": "onset"},
        effect("remission", 5.0, "ratio", disease="depression") | {"id": "recover"},
        effect("fatality", 0.05, "ratio", disease="ischaemic_heart_disease") | {"id": "survive"},
        effect("care_use", 0.1, "ratio") | {"id": "less-care"},
    ]
    harm = [effect("incidence", 6.0, "ratio", disease="stroke", **fades)]
    long = 40
    return [
        measure("a-shift", EVERYBODY, reach=flow, effects=shifts, start=START, duration=long),
        measure("b-shift", EVERYBODY, reach=once, effects=shifts, start=START, duration=long),
        measure("c-hold", EVERYBODY, reach=stock, effects=holds, start=START, duration=long),
        measure("d-ratio", EVERYBODY, reach=stock, effects=ratios, start=START, duration=long),
        measure("e-harm", EVERYBODY, reach=once, effects=harm, start=START, duration=long),
    ]


@dataclass(frozen=True)
class Century:
    """A hundred years of strong measures: what came out, and every state on the way."""

    projection: Projection
    moments: list[Moment]


@pytest.fixture(scope="module")
def century(tmp_path_factory: pytest.TempPathFactory) -> Century:
    """The reference, five strong measures and all of them together, in one draw of many."""
    folder: Path = tmp_path_factory.mktemp("strong")
    measures = loaded([write(folder, item) for item in _strong()])
    sampler = Sampler(Draws(7, 1), slice(0, 1))
    world = sample_world(pack(), sampler)
    mortality = project_mortality(world, YEARS)
    policy = sample_policy(measures, pack(), sampler)
    setup = set_up(world, mortality, calibrate(world, mortality), policy)
    with watched_years() as seen:
        projection = project(setup, YEARS, [YEARS] * len(policy.scenarios))
    return Century(projection, seen)


def test_nothing_is_missing_or_infinite(century: Century) -> None:
    for field in fields(century.projection):
        values = getattr(century.projection, field.name)
        if isinstance(values, np.ndarray):
            assert np.isfinite(values).all(), field.name


def test_nothing_is_negative(century: Century) -> None:
    """Hours of paid work that are lost are those beyond the reference: 0 there, and they may be fewer."""
    for field in fields(century.projection):
        values = getattr(century.projection, field.name)
        if field.name.startswith("paid_"):
            reference = values[:, 0] if field.name == "paid_dead" else values[:, :, 0]
            assert not reference.any(), field.name
        elif isinstance(values, np.ndarray):
            assert values.min() >= 0.0, field.name


def test_prevalence_is_a_share_in_every_cell_and_year(century: Century) -> None:
    for moment in century.moments:
        prevalence = moment.after.carried[: moment.setup.rows.diseases]
        assert prevalence.min() >= 0.0, moment.year
        assert prevalence.max() <= 1.0, moment.year


def test_mortality_is_never_negative(century: Century) -> None:
    for moment in century.moments:
        assert moment.mortality.min() >= 0.0, moment.year


def test_people_reached_are_shares(century: Century) -> None:
    for moment in century.moments:
        rows = moment.setup.rows
        for row in (*rows.reached.values(), *rows.intensity.values()):
            assert moment.after.carried[row].min() >= 0.0, moment.year
            assert moment.after.carried[row].max() <= 1.0 + ROUNDING, moment.year


def test_exposure_stays_a_share_after_all_shifts(century: Century) -> None:
    """Shares of the reference plus what shifts left behind, at every level of every factor, in every cell."""
    for moment in century.moments:
        for name in moment.setup.touched:
            share = _exposure(moment, name)
            if share is not None:
                assert share.min() >= -ROUNDING, (moment.year, name)
                assert share.max() <= 1.0 + ROUNDING, (moment.year, name)


def _exposure(moment: Moment, name: str) -> Array | None:
    """Shares over levels of all scenarios on the next 1 January, or None for a mean."""
    setup = moment.setup
    factor = setup.pack.risk_factor(name)
    if factor.kind == "mean":
        return None
    share = setup.path.exposure[(name, setup.path.step(setup.pack.base_year + moment.year + 1))]
    left = np.zeros((len(factor.levels), *moment.after.persons.shape))
    for (m, e), rows in setup.rows.shift.items():
        if setup.policy.measures[m].effects[e].effect.risk_factor == name:
            left[1:] += moment.after.carried[rows]
    left[0] = -left[1:].sum(axis=0)
    return np.asarray(share[:, :, None] + left)


def test_more_people_are_not_ill_than_live(century: Century) -> None:
    lived = century.projection.person_years.sum(axis=(3, 4))
    assert np.all(century.projection.sick_years <= lived)
    assert np.all(century.projection.haly <= lived)
    assert np.all(century.projection.healthy_years <= lived)


def test_participants_are_people(century: Century) -> None:
    people = century.projection.persons.sum(axis=(3, 4))
    assert np.all(century.projection.participants <= people * (1.0 + ROUNDING))


def test_strong_measures_do_something(century: Century) -> None:
    """Else the bounds above would say nothing."""
    haly = century.projection.haly.sum(axis=(2, 3))[0]
    assert np.all(np.abs(haly[1:] / haly[0] - 1.0) > 1e-4)
