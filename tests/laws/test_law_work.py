"""Lost work: hours are those of people, nothing for nothing, and a loss until recovery is the larger one."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from any_country import NUMBERS, Numbers, made, projected, strong
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from whole_pack import QALY_EUR, loaded, pack

from hiap.catalogue.measures import catalogue_ids
from hiap.domain.pack import Absence, WorkMethod
from hiap.simulation.engine import EngineName
from hiap.workflow.block import Differences, Task, run_block

YEARS = 30
ENGINES: tuple[EngineName, ...] = ("numpy", "numba")
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)


@settings(max_examples=6, deadline=None, phases=PHASES, suppress_health_check=[HealthCheck.too_slow])
@given(numbers=NUMBERS, engine=st.sampled_from(ENGINES))
def test_with_an_hour_a_day_for_all_hours_are_people(numbers: Numbers, engine: EngineName) -> None:
    """Patients, new cases and the dead are then those of the projection, less those of the reference."""
    home = made(replace(numbers, fatal=0.0))
    work = home.pack.work
    assert work is not None
    absences = tuple(
        Absence(d.id, once, work.absences[0].days, None) for d in home.pack.diseases for once in (False, True)
    )
    everybody = replace(work, hours=np.ones_like(work.hours), absences=absences)
    found = projected(replace(home, pack=replace(home.pack, work=everybody)), strong(0.5), engine=engine)
    for hours, people in ((found.paid_sick, found.sick_years), (found.paid_cases, found.cases)):
        np.testing.assert_allclose(hours, people - people[:, :, :1], rtol=1e-9, atol=1e-9 * people.max())
    dead = found.deaths.sum(axis=3)
    np.testing.assert_allclose(found.paid_dead, dead - dead[:, :1], rtol=1e-9, atol=1e-9 * dead.max())
    assert np.abs(found.paid_dead).max() > 0.0


@lru_cache(maxsize=2)
def _found(method: WorkMethod) -> Differences:
    """Every measure of the catalogue and their package, with lost work valued by one method."""
    work = pack().work
    assert work is not None
    chosen = replace(pack(), work=replace(work, method=method))
    return run_block(Task(chosen, loaded(list(catalogue_ids())), 1, 0, 0, 1, YEARS, QALY_EUR))


def _sum(found: Differences, item: str) -> np.ndarray:
    """Sum over the years of one item by scenario."""
    places = [p for p, line in enumerate(found.lines) if line.id.startswith(f"work/{item}")]
    assert places
    return np.asarray(found.amounts[0][:, :, places].sum(axis=(1, 2)))


@pytest.mark.parametrize("item", ["absence", "death"])
def test_until_recovery_or_pension_is_never_less_than_until_the_replacement(item: str) -> None:
    friction, capital = _sum(_found("friction"), item), _sum(_found("human_capital"), item)
    lost = np.abs(friction) > 1e4
    assert lost.sum() > 2
    assert np.all(np.sign(capital[lost]) == np.sign(friction[lost]))
    # Who does not die by suicide is absent for other illness later: 4 in 10,000 at most.
    slack = 1e-3 if item == "absence" else 1e-12
    assert np.all(np.abs(capital[lost]) >= np.abs(friction[lost]) * (1.0 - slack))


def test_the_method_moves_no_health_and_no_care() -> None:
    friction, capital = _found("friction"), _found("human_capital")
    assert friction.haly.tobytes() == capital.haly.tobytes()
    assert friction.care.tobytes() == capital.care.tobytes()


def test_sick_pay_is_paid_only_where_somebody_else_does_the_work() -> None:
    assert np.abs(_sum(_found("friction"), "sick_pay")).max() > 1e5
    assert not _sum(_found("human_capital"), "sick_pay").any()


def test_a_lunch_without_effect_on_health_changes_no_work() -> None:
    names = sorted(catalogue_ids())
    place = 1 + names.index("school-lunch")
    for item in ("absence", "death", "sick_pay", "disability"):
        assert _sum(_found("friction"), item)[place] == 0.0


def test_disability_benefits_are_the_same_by_either_method_and_leave_society_as_it_is() -> None:
    """They move between a fund and households: no other account, no other line and no total changes."""
    work = pack().work
    assert work is not None
    assert work.disability is not None
    task = Task(pack(), loaded(["depression-prevention", "tobacco-excise"]), 2, 1, 0, 2, YEARS, QALY_EUR)
    found = run_block(task)
    plain = replace(work, disability=None)
    without = run_block(replace(task, pack=replace(pack(), work=plain)))
    moved = found.money - without.money
    payer = found.accounts.index(work.disability.payer)
    households = [found.accounts.index(f"households_{group.lower()}") for group in pack().groups]
    assert np.abs(moved[..., payer]).max() > 1e3
    np.testing.assert_allclose(moved[..., payer], -moved[..., households].sum(axis=-1), rtol=0.0, atol=0.01)
    others = [i for i in range(len(found.accounts)) if i not in (payer, *households)]
    assert not moved[..., others].any()
    friction, capital = (_sum(_found(method), "disability") for method in ("friction", "human_capital"))
    assert friction.tobytes() == capital.tobytes()
    assert np.abs(friction).max() > 1e6
