"""Law 5: transfers net to zero, accounts sum to 0, parties add up to society; care starts at its totals."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small import Array, amount, measure
from whole_pack import ADULTS, loaded, numbers, pack, run, write

from hiap.catalogue.measures import catalogue_ids
from hiap.economics.ledger import BOUNDARY, perspective_balance
from hiap.workflow.block import Differences
from hiap.workflow.perspective import choose
from hiap.workflow.reference import reference_rows

YEARS, DRAWS, START = 12, 2, 2026
CENT = 0.01
"""The books hold some 1e11 euro a year, of which 16 digits leave a hundredth of a cent."""

# Totals of 2024 times the share that is linked to persons, as the budgets and statistics give them.
LINKED_EUR = {
    "zvw": 64.2e9 * 0.932635,
    "wlz": 36.631e9,
    "wmo": 5.66494e9,
    "jeugdwet": 6.19763e9,
}


@pytest.fixture(scope="module")
def accounts() -> list[str]:
    """Parties and boundary accounts in the order of the balances."""
    return [party.id for party in pack().parties]


@pytest.fixture(scope="module")
def catalogue() -> Differences:
    """Every measure of the catalogue and the package of them all."""
    return run(loaded(list(catalogue_ids())), YEARS, DRAWS)


@pytest.fixture(scope="module")
def transfers(tmp_path_factory: pytest.TempPathFactory) -> Differences:
    """A measure that only moves money: a benefit, a tax, and a fine between two public parties."""

    def transfer(name: str, payer: str, receiver: str, basis: str, euro: float) -> dict[str, object]:
        parties = {"payer": payer, "receiver": receiver, "basis": basis, "price_year": 2020}
        words = {"nl": name, "en": name}
        return {"id": name, "amount": amount(euro, "eur"), "kind": "tax", "title": words} | parties

    moved = [
        transfer("benefit", "rijk_szw", "households", "per_person", 12.0),
        transfer("tax", "households", "rijk_financien", "yearly", 3e6),
        transfer("grant", "rijk_vws", "municipalities", "yearly", 7e6),
    ]
    folder: Path = tmp_path_factory.mktemp("transfers")
    given = measure("only-money", ADULTS, transfers=moved, start=START, duration=3)
    return run(loaded([write(folder, given)]), YEARS, DRAWS)


def _moved(balance: Array) -> Array:
    """Money that changes hands, [draw, scenario, year]."""
    return np.asarray(np.abs(balance).sum(axis=-1))


def test_accounts_sum_to_zero_in_every_draw_scenario_and_year(catalogue: Differences) -> None:
    for balance in (catalogue.money, catalogue.health_money):
        assert np.all(np.abs(balance.sum(axis=-1)) < CENT)
        assert _moved(balance).max() > 1e6


def test_parties_add_up_to_society(catalogue: Differences, accounts: list[str]) -> None:
    boundary = [place for place, name in enumerate(accounts) if name in BOUNDARY]
    everyone = choose(pack(), "society")
    for balance in (catalogue.money, catalogue.health_money):
        society = perspective_balance(balance, accounts, everyone)
        assert np.all(np.abs(society + balance[..., boundary].sum(axis=-1)) < CENT)


@pytest.mark.parametrize("name", ["fall-prevention", "smoking-cessation-support", "cool-streets"])
def test_moving_a_cost_to_another_party_changes_no_society_figure(name: str, accounts: list[str]) -> None:
    """Another payer of every cost: health, care, work and the sum of all parties are the same."""
    own = loaded([name])[0]
    costs = tuple(cost.model_copy(update={"payer": "provinces"}) for cost in own.costs)
    assert {cost.payer for cost in own.costs} - {"provinces"}
    one, other = (run([item], YEARS, DRAWS) for item in (own, own.model_copy(update={"costs": costs})))
    boundary = [place for place, party in enumerate(accounts) if party in BOUNDARY]
    for (told, first), (_, second) in zip(numbers(one), numbers(other), strict=True):
        if told not in ("money", "paid"):
            assert first.tobytes() == second.tobytes(), told
    assert one.money[..., boundary].tobytes() == other.money[..., boundary].tobytes()
    everyone = choose(pack(), "society")
    society = [perspective_balance(found.money, accounts, everyone) for found in (one, other)]
    assert np.all(np.abs(society[0] - society[1]) < CENT)
    paid = other.money[..., accounts.index("provinces")]
    assert np.allclose(paid.sum(), -other.programme.sum(), rtol=1e-12)
    assert other.programme.sum() > 1e6


def test_the_perspective_of_society_names_every_party(accounts: list[str]) -> None:
    assert sorted(choose(pack(), "society").accounts) == sorted(set(accounts) - set(BOUNDARY))


def test_transfers_net_to_zero_and_never_touch_the_boundary(
    transfers: Differences, accounts: list[str]
) -> None:
    boundary = [place for place, name in enumerate(accounts) if name in BOUNDARY]
    assert np.all(transfers.money[..., boundary] == 0.0)
    assert np.all(np.abs(transfers.money.sum(axis=-1)) < CENT)
    assert _moved(transfers.money).max() > 1e7
    assert np.all(transfers.programme == 0.0)
    assert np.all(transfers.haly == 0.0)


def test_transfers_reach_the_parties_named(transfers: Differences, accounts: list[str]) -> None:
    """Prices of 2020 brought to 2024; VWS pays what the municipalities get, three years long."""
    growth = pack().price_index[2024] / pack().price_index[2020]
    grant = np.array([0.0, 1.0, 1.0, 1.0] + [0.0] * (YEARS - 4)) * 7e6 * growth
    for name, sign in (("municipalities", 1.0), ("rijk_vws", -1.0)):
        assert np.allclose(transfers.money[:, 1, :, accounts.index(name)], sign * grant, rtol=1e-12)
    households = [place for place, name in enumerate(accounts) if name.startswith("households_")]
    state = transfers.money[..., [accounts.index("rijk_szw"), accounts.index("rijk_financien")]].sum(axis=-1)
    assert np.allclose(transfers.money[..., households].sum(axis=-1), -state, rtol=1e-12)
    assert np.all(transfers.money[:, 1, 1, households] > 0.0)


def test_programme_care_lost_output_and_other_outcomes_are_what_goes_to_resources(
    catalogue: Differences, accounts: list[str]
) -> None:
    resources = catalogue.money[..., accounts.index("resources")]
    spent = catalogue.programme + catalogue.care + catalogue.lost_output + catalogue.other_outcomes
    assert np.all(np.abs(resources - spent) < CENT)
    assert np.abs(catalogue.other_outcomes).max() > 1e6


def test_outcomes_of_a_measure_move_no_health_no_care_and_no_cost(catalogue: Differences) -> None:
    names = sorted(catalogue_ids())
    place = 1 + names.index("alcohol-excise")
    bare = loaded(["alcohol-excise"])[0].model_copy(update={"outcomes": ()})
    found = run([bare], YEARS, DRAWS)
    for told in ("haly", "care", "programme", "lost_output"):
        assert getattr(found, told)[:, 1].tobytes() == getattr(catalogue, told)[:, place].tobytes()
    assert not np.any(found.other_outcomes)
    assert np.all(catalogue.other_outcomes[:, place, 2:] < -1e6)


def test_what_a_package_changes_of_an_outcome_is_the_sum_of_its_measures(catalogue: Differences) -> None:
    changed = catalogue.outcome_numbers
    assert changed.shape[-1] == 3
    np.testing.assert_allclose(changed[:, -1], changed[:, 1:-1].sum(axis=1), rtol=2e-3)
    assert np.all(changed[:, 0] == 0.0)


@pytest.mark.parametrize("law", sorted(LINKED_EUR))
def test_care_of_the_base_year_is_the_linked_part_of_the_law(law: str) -> None:
    """Within 2 %: cost is by age at event, people are counted by cohorts, and some die during the year."""
    total = [row["value"] for row in reference_rows("care_cost") if row["law"] == law and not row["disease"]]
    assert total == [pytest.approx(LINKED_EUR[law], rel=0.02)]


def test_sectors_of_care_add_up_to_the_staff_of_the_laws(catalogue: Differences) -> None:
    """Every job that a law pays for is in one sector: in every draw, scenario and year."""
    by_law, by_sector = catalogue.staff.sum(axis=-1), catalogue.sector_staff.sum(axis=-1)
    assert np.abs(by_law).max() > 100.0
    np.testing.assert_allclose(by_sector, by_law, rtol=0.0, atol=1e-6)
