"""The ledger (8.1): who pays whom, per draw, scenario, year and line, closed by boundary accounts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.economics.discounting import ordered_sum

BOUNDARY = ("resources", "health", "welfare")
"""Accounts that close the ledger: real means used, valued health, other valued welfare without money."""

TRANSFER = "transfer"
"""Kind of a line that only moves money between parties: it never touches a boundary account."""

RELATIVE_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Line:
    """One flow: ``payer`` pays ``receiver``; what is bought with a payment goes on to ``resources`` at once.

    Parameters
    ----------
    id : str
        Name, one of a kind in a ledger.
    payer, receiver : str
        Accounts: parties of the pack, or a boundary account.
    kind : str
        What the flow is, such as ``programme``, ``care`` or ``transfer``.
    law : str or None
        Law that pays, where there is one.
    ses : str or None
        Group of the persons whom the flow concerns, where known.
    measure : str or None
        Measure that the flow belongs to; None for what follows from all measures together, such as care.

    Raises
    ------
    ValueError
        Payer and receiver are one account, or a transfer touches a boundary account.

    Notes
    -----
    Source: model (8.1).

    Examples
    --------
    >>> Line("care/zvw", "zvw_insurers", "resources", "care", "zvw", None, None).payer
    'zvw_insurers'
    """

    id: str
    payer: str
    receiver: str
    kind: str
    law: str | None
    ses: str | None
    measure: str | None

    def __post_init__(self) -> None:
        if self.payer == self.receiver:
            raise ValueError(f"line {self.id}: {self.payer} pays itself, name another payer or receiver")
        touched = sorted({self.payer, self.receiver} & set(BOUNDARY))
        if self.kind == TRANSFER and touched:
            raise ValueError(
                f"line {self.id}: a transfer never touches {', '.join(touched)}; "
                "name two parties or another kind"
            )


@dataclass(frozen=True, eq=False)
class Ledger:
    """Lines and their amounts.

    Parameters
    ----------
    lines : tuple of Line
        The meaning of the last axis.
    amounts : float64 array [draw, scenario, year, line]
        Euro of the pack's price year; positive: the payer pays the receiver. Kept as a read-only view.

    Raises
    ------
    ValueError
        Not four axes, not float64, another number of lines than amounts, or an id that comes twice.

    Notes
    -----
    Source: model (8.1).

    Examples
    --------
    >>> line = Line("a", "rijk_vws", "resources", "programme", None, None, "campaign-2027")
    >>> Ledger((line,), np.ones((2, 3, 5, 1))).amounts.shape
    (2, 3, 5, 1)
    """

    lines: tuple[Line, ...]
    amounts: NDArray[np.float64]

    def __post_init__(self) -> None:
        if self.amounts.ndim != 4 or self.amounts.shape[3] != len(self.lines):
            raise ValueError(
                f"amounts of shape {self.amounts.shape} for {len(self.lines)} lines: "
                "give [draw, scenario, year, line]"
            )
        if self.amounts.dtype != np.float64:
            raise ValueError(f"amounts are {self.amounts.dtype}: give float64")
        ids = [line.id for line in self.lines]
        twice = sorted({name for name in ids if ids.count(name) > 1})
        if twice:
            raise ValueError(f"line ids come twice: {', '.join(twice)}; give every line its own id")
        view = self.amounts.view()
        view.flags.writeable = False
        object.__setattr__(self, "amounts", view)


@dataclass(frozen=True)
class Perspective:
    """Whose balance counts, and with which discount scheme: data, never code.

    Parameters
    ----------
    id : str
        Name: ``society``, ``care``, ``public_finance`` or the id of a party.
    title : mapping of language to words
        Title in ``nl`` and ``en``.
    accounts : tuple of str
        Accounts that are added up.
    discounting : str
        Name of a discount scheme of the pack; there is no default.

    Raises
    ------
    ValueError
        No account, or one that comes twice.

    Examples
    --------
    >>> Perspective("care", {"nl": "Zorg", "en": "Care"}, ("zvw_insurers", "wlz_offices"), "mkba").accounts
    ('zvw_insurers', 'wlz_offices')
    """

    id: str
    title: Mapping[str, str]
    accounts: tuple[str, ...]
    discounting: str

    def __post_init__(self) -> None:
        if not self.accounts or len(set(self.accounts)) < len(self.accounts):
            raise ValueError(f"perspective {self.id}: name at least one account, each of them once")


def choose_perspective(
    name: str,
    perspectives: Sequence[Perspective],
    parties: Mapping[str, Mapping[str, str]],
    discounting: str,
) -> Perspective:
    """Find a perspective by name, or make the one of a single party.

    Parameters
    ----------
    name : str
        Id of a perspective or of a party.
    perspectives : sequence of Perspective
        Those of the pack.
    parties : mapping of party id to titles
        Parties of the pack, boundary accounts left out.
    discounting : str
        Name of the discount scheme for a single party; a perspective of the pack has its own.

    Returns
    -------
    Perspective
        The one of the pack, or one with the party as its only account.

    Raises
    ------
    ValueError
        No perspective and no party has this name.

    Examples
    --------
    >>> choose_perspective("uwv", [], {"uwv": {"nl": "UWV", "en": "UWV"}}, "mkba").accounts
    ('uwv',)
    """
    for perspective in perspectives:
        if perspective.id == name:
            return perspective
    if name in parties:
        return Perspective(name, parties[name], (name,), discounting)
    known = ", ".join([*(perspective.id for perspective in perspectives), *parties])
    raise ValueError(f"no perspective or party {name}: choose one of {known}")


def balance_by_account(ledger: Ledger, accounts: Sequence[str]) -> NDArray[np.float64]:
    """Give receipts minus payments of every account (8.1).

    balance[p] = Σ_l amount[l]·(receiver_l = p) - Σ_l amount[l]·(payer_l = p)

    Parameters
    ----------
    ledger : Ledger
        Amounts [draw, scenario, year, line] in euro.
    accounts : sequence of str
        All accounts, parties and boundary, in the order of the result.

    Returns
    -------
    array [draw, scenario, year, account]
        Euro; over all accounts it sums to 0. Lines are added in their order.

    Raises
    ------
    ValueError
        A line names an account that is not in the list, or the list has one twice.

    Notes
    -----
    Source: model (8.1).

    Examples
    --------
    >>> line = Line("a", "rijk_vws", "resources", "programme", None, None, "campaign-2027")
    >>> ledger = Ledger((line,), np.full((1, 1, 1, 1), 5.0))
    >>> balance_by_account(ledger, ("rijk_vws", "resources")).ravel().tolist()
    [-5.0, 5.0]
    """
    check_accounts(ledger, accounts)
    place = {account: position for position, account in enumerate(accounts)}
    balance = np.zeros((*ledger.amounts.shape[:3], len(accounts)))
    for position, line in enumerate(ledger.lines):
        amount = ledger.amounts[..., position]
        balance[..., place[line.receiver]] += amount
        balance[..., place[line.payer]] -= amount
    return balance


def check_accounts(ledger: Ledger, accounts: Sequence[str]) -> None:
    """Refuse a list of accounts that has one twice or misses one that a line names.

    Raises
    ------
    ValueError
        With the name of the account and of the line.

    Examples
    --------
    >>> line = Line("a", "rijk_vws", "resources", "programme", None, None, "campaign-2027")
    >>> check_accounts(Ledger((line,), np.zeros((1, 1, 1, 1))), ("resources",))
    Traceback (most recent call last):
        ...
    ValueError: line a names the unknown account rijk_vws: add it to the parties or mend the line
    """
    if len(set(accounts)) < len(accounts):
        raise ValueError("an account comes twice in the list: name each of them once")
    for line in ledger.lines:
        for account in (line.payer, line.receiver):
            if account not in accounts:
                raise ValueError(
                    f"line {line.id} names the unknown account {account}: "
                    "add it to the parties or mend the line"
                )


def check_balances(ledger: Ledger, accounts: Sequence[str]) -> None:
    """Refuse a ledger whose accounts do not sum to 0 in every draw, scenario and year (8.1).

    Parameters
    ----------
    ledger : Ledger
        Amounts [draw, scenario, year, line] in euro.
    accounts : sequence of str
        All accounts, parties and boundary.

    Raises
    ------
    ValueError
        An unknown account, an amount that is NaN or infinite, or accounts that do not sum to 0 within 1e-9 of
        the money that moves.

    Notes
    -----
    Source: model (8.1) and law 5 of section 10.

    Examples
    --------
    >>> line = Line("a", "rijk_vws", "resources", "programme", None, None, "campaign-2027")
    >>> check_balances(Ledger((line,), np.full((1, 1, 1, 1), np.nan)), ("rijk_vws", "resources"))
    Traceback (most recent call last):
        ...
    ValueError: line a has an amount that is not finite: mend it where it is made
    """
    for position, line in enumerate(ledger.lines):
        if not np.all(np.isfinite(ledger.amounts[..., position])):
            raise ValueError(f"line {line.id} has an amount that is not finite: mend it where it is made")
    balance = balance_by_account(ledger, accounts)
    if not ledger.lines:
        return
    off = np.abs(ordered_sum(np.moveaxis(balance, -1, 0)))
    moved = ordered_sum(np.moveaxis(np.abs(ledger.amounts), -1, 0))
    if np.any(off > RELATIVE_TOLERANCE * moved):
        raise ValueError(
            f"the accounts sum to {off.max():g} euro, not to 0: a line is booked on one side only"
        )


def perspective_balance(
    balance: NDArray[np.float64], accounts: Sequence[str], perspective: Perspective
) -> NDArray[np.float64]:
    """Add up the balances of the accounts of a perspective.

    Parameters
    ----------
    balance : array [draw, scenario, year, account]
        Euro, from `balance_by_account`.
    accounts : sequence of str
        The accounts of the last axis.
    perspective : Perspective
        Whose balance counts.

    Returns
    -------
    array [draw, scenario, year]
        Euro; positive is a gain. Accounts are added in the order of the perspective.

    Raises
    ------
    ValueError
        An account of the perspective is not in the list, or the list does not fit the array.

    Notes
    -----
    Source: model (8.1, 8.2).

    Examples
    --------
    >>> care = Perspective("care", {"nl": "Zorg", "en": "Care"}, ("zvw_insurers", "wlz_offices"), "mkba")
    >>> accounts = ("zvw_insurers", "wlz_offices", "resources")
    >>> perspective_balance(np.array([[[[-2.0, -3.0, 5.0]]]]), accounts, care).tolist()
    [[[-5.0]]]
    """
    places = account_places(balance, accounts, perspective.accounts)
    return ordered_sum(balance[..., place] for place in places)


def account_places(balance: NDArray[np.float64], accounts: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Find the places of accounts on the last axis of a balance.

    Raises
    ------
    ValueError
        The list does not fit the array, or a wanted account is not in it.

    Examples
    --------
    >>> account_places(np.zeros((1, 1, 1, 2)), ("uwv", "svb"), ("svb",))
    [1]
    """
    if balance.shape[-1] != len(accounts):
        raise ValueError(
            f"a balance of {balance.shape[-1]} accounts and {len(accounts)} names: give the same list"
        )
    missing = [account for account in wanted if account not in accounts]
    if missing:
        raise ValueError(
            f"unknown accounts {', '.join(missing)}: add them to the parties or mend the perspective"
        )
    return [list(accounts).index(account) for account in wanted]
