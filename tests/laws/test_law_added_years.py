"""Care in the variant without added years: a gain in health that harms nobody never costs care (7.1)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest
from numpy.typing import NDArray
from whole_pack import QALY_EUR, loaded, pack

from hiap.catalogue.measures import catalogue_ids
from hiap.domain.measure import Measure
from hiap.domain.names import ALL_CAUSE
from hiap.simulation.engine import EngineName
from hiap.workflow.block import Task, run_block

Array = NDArray[np.float64]
FIRST_YEARS = 15
CENT = 0.01


@dataclass(frozen=True)
class Care:
    """Change in health and care of a measure in its first years, care without and with added years."""

    measure: Measure
    haly: Array
    without: Array
    base: Array


@pytest.fixture(scope="module", params=["numpy", "numba"])
def changes(request: pytest.FixtureRequest) -> list[Care]:
    """Every measure of the catalogue that gains health, none of which changes the use of care itself."""
    engine: EngineName = request.param
    measures = loaded(catalogue_ids())
    years = max(measure.start for measure in measures) + FIRST_YEARS - pack().base_year
    task = Task(pack(), measures, 1, 0, 0, 1, years, QALY_EUR, engine)
    base, without = run_block(task), run_block(replace(task, care_in_added_years=False))
    assert np.array_equal(base.haly, without.haly)
    found = []
    for k, measure in enumerate(measures, start=1):
        first = measure.start - pack().base_year
        there = slice(first, first + FIRST_YEARS)
        haly, use = base.haly[0, k, there].sum(axis=-1), [effect.kind for effect in measure.effects]
        if haly.any() and "care_use" not in use:
            found.append(Care(measure, haly, without.care[0, k, there], base.care[0, k, there]))
    return found


def lowers_disease(measure: Measure) -> bool:
    """Tell whether fewer people fall ill, or only fewer die."""
    reached = {link.risk_factor for link in pack().relative_risks if link.outcome != ALL_CAUSE}
    return any(e.kind == "incidence" or e.risk_factor in reached for e in measure.effects)


def test_the_catalogue_has_gains_that_cost_care_only_in_added_years(changes: list[Care]) -> None:
    """Else the law would say nothing: many measures, some of which cost care in their first years."""
    assert len(changes) >= 25
    assert all((care.haly >= 0.0).all() for care in changes)
    assert sum(care.base.sum() > 0.0 for care in changes) >= 5


def test_fewer_people_who_fall_ill_never_cost_care(changes: list[Care]) -> None:
    """Not above the reference in any of the first fifteen years; below it from the first with an effect."""
    for care in changes:
        if lowers_disease(care.measure):
            assert care.without.max() <= CENT, care.measure.id
            begun = int(np.argmax(np.abs(care.without) > CENT))
            assert (care.without[begun:] < 0.0).all(), care.measure.id


def test_deaths_put_off_save_care_without_their_added_years(changes: list[Care]) -> None:
    """Fewer who die of heat have a last year of life: care is below the reference from the first year on."""
    heat = next(care for care in changes if care.measure.id == "cool-streets")
    assert not lowers_disease(heat.measure)
    # Screening lets patients live longer: a gain that may cost care in itself, and so no case for the law.
    others = {care.measure.id for care in changes if not lowers_disease(care.measure)}
    assert others == {"cool-streets", "colorectal-screening-uptake"}
    assert heat.base.max() > 1e5
    assert (heat.without < 0.0).all()
