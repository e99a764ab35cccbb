"""The ledger: accounts sum to 0, transfers net out, parties add up to society (8.1, law 5)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from hiap.economics.ledger import (
    BOUNDARY,
    Ledger,
    Line,
    Perspective,
    balance_by_account,
    check_balances,
    choose_perspective,
    perspective_balance,
)

PARTIES = ("rijk_vws", "municipalities", "zvw_insurers", "households_q1")
ACCOUNTS = PARTIES + BOUNDARY
EURO = st.floats(min_value=-1e9, max_value=1e9)
EVERYONE = Perspective("society", {"nl": "Maatschappij", "en": "Society"}, PARTIES, "mkba")


def line(name: str, payer: str, receiver: str, kind: str = "care") -> Line:
    return Line(name, payer, receiver, kind, None, None, "")


def ledger_of(lines: list[Line], values: list[float]) -> Ledger:
    return Ledger(tuple(lines), np.asarray(values, dtype=np.float64).reshape(1, 1, 1, -1))


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    pairs = st.sampled_from(
        [(payer, receiver) for payer in ACCOUNTS for receiver in ACCOUNTS if payer != receiver]
    )
    chosen = draw(st.lists(pairs, min_size=1, max_size=8))
    lines = [line(f"line {place}", payer, receiver) for place, (payer, receiver) in enumerate(chosen)]
    size = 2 * 2 * 3 * len(lines)
    values = draw(st.lists(EURO, min_size=size, max_size=size))
    return Ledger(tuple(lines), np.asarray(values).reshape(2, 2, 3, len(lines)))


def boundary_of(balance: NDArray[np.float64]) -> NDArray[np.float64]:
    """Balances of the boundary accounts, which stand behind the parties."""
    return balance[..., len(PARTIES) :]


def moved(ledger: Ledger) -> NDArray[np.float64]:
    return np.asarray(np.abs(ledger.amounts).sum(axis=3))


def test_pencil_falls_prevention() -> None:
    """A course costs a municipality 100; care of 160 is not needed: insurers pay 150 less, patients 10 less;
    the health won is worth 50; a grant of 40 goes from the state to the municipality. By hand: society
    -100 + 160 + 50 = 110, insurers +150, municipality -60, state -40, households +60."""
    lines = [
        line("course", "municipalities", "resources", "programme"),
        line("care", "zvw_insurers", "resources"),
        line("own risk", "households_q1", "resources"),
        line("health", "health", "households_q1", "health"),
        line("grant", "rijk_vws", "municipalities", "transfer"),
    ]
    ledger = ledger_of(lines, [100.0, -150.0, -10.0, 50.0, 40.0])
    check_balances(ledger, ACCOUNTS)
    balance = balance_by_account(ledger, ACCOUNTS)
    assert dict(zip(ACCOUNTS, balance[0, 0, 0].tolist(), strict=True)) == {
        "rijk_vws": -40.0,
        "municipalities": -60.0,
        "zvw_insurers": 150.0,
        "households_q1": 60.0,
        "resources": -60.0,
        "health": -50.0,
        "welfare": 0.0,
    }
    assert perspective_balance(balance, ACCOUNTS, EVERYONE)[0, 0, 0] == 110.0


@given(ledgers())
def test_accounts_sum_to_zero(ledger: Ledger) -> None:
    check_balances(ledger, ACCOUNTS)
    total = balance_by_account(ledger, ACCOUNTS).sum(axis=3)
    assert np.all(np.abs(total) <= 1e-9 * moved(ledger))


@given(ledgers())
def test_what_society_gains_comes_from_the_boundary(ledger: Ledger) -> None:
    balance = balance_by_account(ledger, ACCOUNTS)
    together = perspective_balance(balance, ACCOUNTS, EVERYONE) + boundary_of(balance).sum(axis=-1)
    assert np.all(np.abs(together) <= 1e-9 * moved(ledger))


@given(ledgers(), EURO)
def test_a_transfer_leaves_society_to_the_last_bit(ledger: Ledger, euro: float) -> None:
    benefit = np.full((*ledger.amounts.shape[:3], 1), euro)
    lines = (*ledger.lines, line("benefit", "rijk_vws", "households_q1", "transfer"))
    both = Ledger(lines, np.concatenate([ledger.amounts, benefit], axis=3))
    before = boundary_of(balance_by_account(ledger, ACCOUNTS))
    after = boundary_of(balance_by_account(both, ACCOUNTS))
    assert after.tobytes() == before.tobytes()


@given(st.lists(st.tuples(st.sampled_from(PARTIES), st.sampled_from(PARTIES), EURO), min_size=1, max_size=6))
def test_transfers_net_to_zero_for_society(transfers: list[tuple[str, str, float]]) -> None:
    real = [(payer, receiver, euro) for payer, receiver, euro in transfers if payer != receiver]
    lines = [line(str(place), payer, receiver, "transfer") for place, (payer, receiver, _) in enumerate(real)]
    ledger = ledger_of(lines, [euro for _, _, euro in real])
    assert np.all(boundary_of(balance_by_account(ledger, ACCOUNTS)) == 0.0)


@given(ledgers())
def test_order_of_accounts_changes_no_balance(ledger: Ledger) -> None:
    turned = ACCOUNTS[::-1]
    assert np.array_equal(balance_by_account(ledger, ACCOUNTS), balance_by_account(ledger, turned)[..., ::-1])


def test_empty_ledger_is_in_balance() -> None:
    empty = Ledger((), np.zeros((1, 2, 3, 0)))
    check_balances(empty, ACCOUNTS)
    assert balance_by_account(empty, ACCOUNTS).shape == (1, 2, 3, len(ACCOUNTS))


def test_amounts_cannot_be_changed_afterwards() -> None:
    ledger = ledger_of([line("a", "rijk_vws", "resources")], [1.0])
    with pytest.raises(ValueError, match="read-only"):
        ledger.amounts[0, 0, 0, 0] = 2.0


@pytest.mark.parametrize("boundary", BOUNDARY)
def test_a_transfer_to_the_boundary_is_refused(boundary: str) -> None:
    with pytest.raises(ValueError, match="never touches"):
        line("a", "rijk_vws", boundary, "transfer")
    with pytest.raises(ValueError, match="never touches"):
        line("a", boundary, "rijk_vws", "transfer")


def test_an_account_does_not_pay_itself() -> None:
    with pytest.raises(ValueError, match="pays itself"):
        line("a", "rijk_vws", "rijk_vws")


@pytest.mark.parametrize(
    ("lines", "amounts", "words"),
    [
        ([line("a", "rijk_vws", "resources")], np.zeros((1, 1, 1, 2)), "draw, scenario, year, line"),
        ([line("a", "rijk_vws", "resources")], np.zeros((1, 1, 1)), "draw, scenario, year, line"),
        ([line("a", "rijk_vws", "resources")], np.zeros((1, 1, 1, 1), dtype=np.float32), "float64"),
        ([line("a", "rijk_vws", "resources")] * 2, np.zeros((1, 1, 1, 2)), "come twice: a"),
    ],
)
def test_bad_ledgers_are_refused(lines: list[Line], amounts: NDArray[np.float64], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        Ledger(tuple(lines), amounts)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_check_refuses_amounts_that_are_not_finite(bad: float) -> None:
    with pytest.raises(ValueError, match="line a has an amount"):
        check_balances(ledger_of([line("a", "rijk_vws", "resources")], [bad]), ACCOUNTS)


def test_unknown_and_double_accounts_are_refused() -> None:
    ledger = ledger_of([line("a", "rijk_vws", "unheard_of")], [1.0])
    with pytest.raises(ValueError, match="unknown account unheard_of"):
        check_balances(ledger, ACCOUNTS)
    with pytest.raises(ValueError, match="twice in the list"):
        balance_by_account(ledger, (*ACCOUNTS, "rijk_vws", "unheard_of"))
    with pytest.raises(ValueError, match="unknown accounts municipalities, zvw_insurers, households_q1"):
        perspective_balance(np.zeros((1, 1, 1, 2)), ("rijk_vws", "health"), EVERYONE)
    with pytest.raises(ValueError, match="give the same list"):
        perspective_balance(np.zeros((1, 1, 1, 2)), ACCOUNTS, EVERYONE)


def test_perspective_by_name_or_party() -> None:
    care = Perspective("care", {"nl": "Zorg", "en": "Care"}, ("zvw_insurers",), "mkba")
    titles = {"rijk_vws": {"nl": "Rijk: VWS", "en": "State: Health"}}
    assert choose_perspective("care", [care], titles, "health-economic") == care
    single = choose_perspective("rijk_vws", [care], titles, "health-economic")
    assert (single.accounts, single.title["nl"]) == (("rijk_vws",), "Rijk: VWS")
    assert single.discounting == "health-economic"
    with pytest.raises(ValueError, match="choose one of care, rijk_vws"):
        choose_perspective("svb", [care], titles, "mkba")


@pytest.mark.parametrize("accounts", [(), ("uwv", "uwv")])
def test_perspective_needs_each_account_once(accounts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="at least one account"):
        Perspective("care", {}, accounts, "mkba")
