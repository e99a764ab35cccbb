"""Money that goes with being alive: a transfer that leaves society as it is, in every draw and every year."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest
from whole_pack import QALY_EUR, loaded, numbers, pack

from hiap import appraise
from hiap.domain.pack import Pack
from hiap.economics.ledger import BOUNDARY, perspective_balance
from hiap.simulation.engine import EngineName
from hiap.workflow.block import Differences, Task, run_block
from hiap.workflow.perspective import choose

YEARS, CENT = 25, 0.01
MEASURES = ("fall-prevention", "smoking-cessation-support")


@lru_cache(maxsize=4)
def _found(living: bool, engine: EngineName = "numpy", added: bool = True) -> Differences:
    """Two measures and their package in two draws, with and without such money."""
    chosen: Pack = pack() if living else replace(pack(), living=())
    task = Task(chosen, loaded(MEASURES), 3, 2, 0, 2, YEARS, QALY_EUR, engine, care_in_added_years=added)
    return run_block(task)


def test_it_moves_between_the_parties_and_no_other_figure_moves() -> None:
    """Health, care, work and cost are the same to the byte, and so is what is real, felt or valued."""
    found, without = _found(True), _found(False)
    for (told, first), (_, second) in zip(numbers(found), numbers(without), strict=True):
        if told not in ("money", "cash", "amounts"):
            assert first.tobytes() == second.tobytes(), told
    moved = found.money - without.money
    assert np.all(np.abs(moved.sum(axis=-1)) < CENT)
    boundary = [found.accounts.index(name) for name in BOUNDARY]
    assert found.money[..., boundary].tobytes() == without.money[..., boundary].tobytes()
    payer = moved[..., found.accounts.index("svb")]
    households = [i for i, name in enumerate(found.accounts) if name.startswith("households_")]
    assert np.abs(payer[:, 1:]).max() > 1e6
    np.testing.assert_allclose(moved[..., households].sum(axis=-1), -payer, rtol=0.0, atol=CENT)
    everyone = choose(pack(), "society")
    society = [perspective_balance(one.money, found.accounts, everyone) for one in (found, without)]
    np.testing.assert_allclose(society[0], society[1], rtol=0.0, atol=CENT)


def test_it_follows_who_lives_longer_at_the_pension_age() -> None:
    """More life years from 67 on and more pension go together, by group; amounts lie within their limits."""
    found = _found(True)
    places = {line.ses: p for p, line in enumerate(found.lines) if line.id.startswith("living/aow/")}
    assert list(places) == list(pack().groups)
    paid = np.stack([found.amounts[:, 1, :, place] for place in places.values()], axis=-1)
    lived = found.life_years[:, 1]
    assert paid.sum() > 0.0
    # Of fall prevention from 65 on, hardly a year gained lies before the pension age.
    a_year = paid.sum(axis=(1, 2)) / lived.sum(axis=(1, 2))
    assert np.all((a_year > 8_000.0) & (a_year < 20_000.0))


def test_without_added_years_no_party_has_any_of_it() -> None:
    found, without = _found(True, added=False), _found(False, added=False)
    assert found.money.tobytes() == without.money.tobytes()


def test_both_engines_pay_the_same() -> None:
    one, other = _found(True), _found(True, "numba")
    places = [p for p, line in enumerate(one.lines) if line.id.startswith("living/")]
    np.testing.assert_allclose(one.amounts[..., places], other.amounts[..., places], rtol=1e-6, atol=1.0)
    assert np.abs(one.amounts[..., places]).max() > 1e6


@pytest.mark.parametrize("name", MEASURES)
def test_apart_from_it_parties_have_what_they_had_and_who_loses_is_told_with_it(name: str) -> None:
    """The bank that pays it stands with who loses, with the amounts of the table of the parties."""
    result = appraise([name])
    scenario = result["scenarios"][name]  # type: ignore[index]
    found, without = _whole(True, name), _whole(False, name)
    assert found.cash_apart.tobytes() == without.cash.tobytes()
    assert found.cash.tobytes() != without.cash.tobytes()
    assert scenario["wrong_pocket"]["losses_eur"]["svb"] < -1e7
    parties = {row["party"]: row["gains_eur"]["mean"] for row in scenario["pockets"]["parties"]}
    for party, lost in scenario["wrong_pocket"]["losses_eur"].items():
        assert lost == pytest.approx(parties[party], abs=CENT)


def _whole(living: bool, name: str) -> Differences:
    chosen = pack() if living else replace(pack(), living=())
    return run_block(Task(chosen, loaded([name]), 1, 0, 0, 1, YEARS, QALY_EUR))
