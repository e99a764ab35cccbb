"""Terms of a contract (8.6): what one party pays another, per draw and year; it always adds up to 0."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.domain.agreement import KEY_TOLERANCE
from hiap.economics.coalitions import CENT

Array = NDArray[np.float64]
Key = Mapping[str, float]
"""Shares of parties that add up to 1."""


def payment(parties: Sequence[str], payer: str, receiver: str, amount: ArrayLike) -> Array:
    """Book a payment between two parties.

    Parameters
    ----------
    parties : sequence of str
        The meaning of the last axis.
    payer, receiver : str
        Two of them.
    amount : array [draw, year]
        Euro a year; what is negative goes the other way.

    Returns
    -------
    array [draw, year, party]
        Euro a year, positive receives; over the parties it adds up to 0.

    Raises
    ------
    ValueError
        Payer and receiver are one, or one is not among the parties.

    Notes
    -----
    Source: model (8.1), transfers add up to 0.

    Examples
    --------
    >>> payment(("a", "b"), "a", "b", [[5.0]]).tolist()
    [[[-5.0, 5.0]]]
    """
    if payer == receiver:
        raise ValueError(f"{payer} pays itself: name another payer or receiver")
    values = np.asarray(amount, dtype=np.float64)
    moved = np.zeros((*values.shape, len(parties)))
    moved[..., _place(parties, receiver)] += values
    moved[..., _place(parties, payer)] -= values
    return moved


def by_key(parties: Sequence[str], key: Key, total: ArrayLike) -> Array:
    """Divide an amount by a key of shares: share_p · total.

    Parameters
    ----------
    parties : sequence of str
        The meaning of the last axis.
    key : mapping of party to share
        From 0, together 1; who is not in it gets nothing.
    total : array [draw, year]
        Euro a year.

    Returns
    -------
    array [draw, year, party]
        Euro a year.

    Raises
    ------
    ValueError
        Shares that are negative or do not add up to 1, or a party that is not known.

    Examples
    --------
    >>> by_key(("a", "b"), {"a": 0.25, "b": 0.75}, [[100.0]]).tolist()
    [[[25.0, 75.0]]]
    """
    check_key(key)
    shares = np.zeros(len(parties))
    for party, share in key.items():
        shares[_place(parties, party)] += share
    return np.asarray(total, dtype=np.float64)[..., None] * shares


def check_key(key: Key) -> None:
    """Refuse a key that is none.

    Raises
    ------
    ValueError
        A share that is negative or not finite, or shares that do not add up to 1.

    Examples
    --------
    >>> check_key({"a": 0.5, "b": 0.4})
    Traceback (most recent call last):
        ...
    ValueError: the shares add up to 0.9: make them 1
    """
    if any(not (math.isfinite(share) and share >= 0.0) for share in key.values()):
        raise ValueError("a share of the key is below 0 or not finite: write shares from 0 to 1")
    total = math.fsum(key.values())
    if abs(total - 1.0) > KEY_TOLERANCE:
        raise ValueError(f"the shares add up to {total:g}: make them 1")


def key_without(key: Key, party: str) -> dict[str, float]:
    """Give the key of those who stay, in the same proportions; empty where nobody with a share is left.

    Examples
    --------
    >>> key_without({"a": 0.5, "b": 0.3, "c": 0.2}, "a")
    {'b': 0.6, 'c': 0.4}
    >>> key_without({"a": 1.0}, "a")
    {}
    """
    left = {one: share for one, share in key.items() if one != party}
    total = math.fsum(left.values())
    return {one: share / total for one, share in left.items()} if total > 0.0 else {}


def co_financing(parties: Sequence[str], burden: ArrayLike, payers: Sequence[str], key: Key) -> Array:
    """Share the programme cost that some parties pay by a key (8.6).

    receives_p = burden_p·(p ∈ payers) - key_p · Σ_{q∈payers} burden_q

    Parameters
    ----------
    parties : sequence of str
        The meaning of the last axis.
    burden : array [draw, year, party]
        Programme cost that each bears, in euro a year.
    payers : sequence of str
        Whose cost is shared.
    key : mapping of party to share
        Who bears which share of it; sources from outside may be among them.

    Returns
    -------
    array [draw, year, party]
        Euro a year, positive receives; over the parties it adds up to 0.

    Raises
    ------
    ValueError
        A key that does not add up to 1, or a party that is not known.

    Notes
    -----
    Source: model (8.6).

    Examples
    --------
    >>> cost = [[[100.0, 0.0, 0.0]]]
    >>> co_financing(("ggd", "zvw", "eu"), cost, ["ggd"], {"ggd": 0.5, "zvw": 0.25, "eu": 0.25}).tolist()
    [[[50.0, -25.0, -25.0]]]
    """
    borne = np.asarray(burden, dtype=np.float64)
    shared = np.zeros_like(borne)
    for payer in payers:
        place = _place(parties, payer)
        shared[..., place] = borne[..., place]
    return shared - by_key(parties, key, shared.sum(axis=-1))


def pooled_savings(parties: Sequence[str], saved: ArrayLike, savers: Sequence[str], key: Key) -> Array:
    """Bring what some parties save into the fund of an area, and give it back by a key (8.6).

    receives_p = key_p · Σ_{q∈savers} saved_q - saved_p·(p ∈ savers)

    Parameters
    ----------
    parties : sequence of str
        The meaning of the last axis.
    saved : array [draw, year, party]
        What each saves, programme cost left out, in euro a year; negative is more spent, and is pooled too.
    savers : sequence of str
        Whose savings go into the fund.
    key : mapping of party to share
        Who gets which share of the fund.

    Returns
    -------
    array [draw, year, party]
        Euro a year, positive receives; over the parties it adds up to 0.

    Raises
    ------
    ValueError
        A key that does not add up to 1, or a party that is not known.

    Notes
    -----
    Source: model (8.6); one budget for a bounded area, as in the kavelmodel. One budget bears losses too.

    Examples
    --------
    >>> pooled_savings(("ggd", "zvw"), [[[0.0, 80.0]]], ["zvw"], {"ggd": 0.5, "zvw": 0.5}).tolist()
    [[[40.0, -40.0]]]
    """
    return -co_financing(parties, saved, savers, key)


def gated_share(met: int, steps: Sequence[tuple[int, float]]) -> float:
    """Give the share that goes with the number of quality standards met.

    The share of the highest step that was reached; below the lowest step 0.

    Parameters
    ----------
    met : int
        Standards that were met.
    steps : sequence of (standards, share)
        In any order.

    Returns
    -------
    float
        Share between 0 and 1.

    Notes
    -----
    Source: Pennsylvania Chronic Care Initiative (PMC6220343): 50 % at 14 standards, nothing at 8 or fewer.

    Examples
    --------
    >>> steps = [(9, 0.41), (10, 0.44), (12, 0.47), (14, 0.5)]
    >>> [gated_share(met, steps) for met in (14, 13, 11, 9, 8)]
    [0.5, 0.47, 0.44, 0.41, 0.0]
    """
    reached = [(least, share) for least, share in steps if met >= least]
    return max(reached)[1] if reached else 0.0


def shared_savings(
    saved: ArrayLike,
    reference: ArrayLike,
    *,
    share: float,
    least_rate: float,
    fee: ArrayLike,
    above_only: bool,
) -> Array:
    """Give what a shared-savings contract pays (8.6).

    paid = share · max(0, saved - fee) if saved/reference ≥ k, else 0; above k only: less k·reference too

    Parameters
    ----------
    saved, reference : array
        The stated reference (target, above 0) less what was spent, and that reference, in euro.
    share : float
        Share of the saving that is paid, after the quality gate; between 0 and 1.
    least_rate : float
        k: least saving as a share of the reference, from 0.
    fee : array
        Euro taken off the saving before it is shared, such as a fee for coordination.
    above_only : bool
        False: from the first euro once k is reached. True: only what is above k.

    Returns
    -------
    array
        Euro, 0 or more: who saves pays, and a loss is not shared.

    Raises
    ------
    ValueError
        A reference that is not above 0, a share outside 0 to 1 or a negative least rate.

    Notes
    -----
    Source: model (8.6); Axene Health Partners, Minimum savings rates (the example).

    Examples
    --------
    >>> months = 125_000
    >>> terms = {"share": 0.5, "fee": 0.0, "above_only": False}
    >>> float(shared_savings(4.5 * months, 500.0 * months, least_rate=0.0, **terms))
    281250.0
    >>> float(shared_savings(4.5 * months, 500.0 * months, least_rate=0.01, **terms))
    0.0
    """
    target, gain = np.asarray(reference, dtype=np.float64), np.asarray(saved, dtype=np.float64)
    if not np.all(target > 0.0):
        raise ValueError("a reference is not above 0: state what would have been spent")
    if not (0.0 <= share <= 1.0 and least_rate >= 0.0):
        raise ValueError(
            f"share {share} or least rate {least_rate} is out of range: write shares from 0 to 1"
        )
    base = gain - np.asarray(fee, dtype=np.float64) - (least_rate * target if above_only else 0.0)
    # A saving of exactly the least rate counts, also where the quotient misses it in the last digit.
    passed = gain / target >= least_rate - KEY_TOLERANCE * least_rate
    return np.asarray(share * np.where(passed, np.maximum(base, 0.0), 0.0))


def outcome_payment(outcomes: ArrayLike, *, price: float, cap: float, floor: float) -> Array:
    """Give what an outcome contract pays in a year (8.6): min(cap, max(floor, price · outcomes)).

    Parameters
    ----------
    outcomes : array
        What is priced, such as healthy years or cases averted in a year; may be negative.
    price : float
        Euro per outcome.
    cap, floor : float
        Most and least euro in a year; the floor is paid whatever comes out.

    Returns
    -------
    array
        Euro.

    Raises
    ------
    ValueError
        A negative price or floor, or a cap below the floor.

    Notes
    -----
    Source: model (8.6); outcome contracts as described by the Government Outcomes Lab.

    Examples
    --------
    >>> outcome_payment([-3.0, 10.0, 99.0], price=100.0, cap=5000.0, floor=200.0).tolist()
    [200.0, 1000.0, 5000.0]
    """
    if price < 0.0 or not 0.0 <= floor <= cap:
        raise ValueError(
            f"price {price:g}, floor {floor:g}, cap {cap:g}: write 0 <= floor <= cap, price from 0"
        )
    return np.clip(price * np.asarray(outcomes, dtype=np.float64), floor, cap)


def excess_of_grants(cost: ArrayLike, grants: ArrayLike) -> tuple[int, float] | None:
    """Find where stacked grants pay more than the cost: the year in which they do so most, and by how much.

    Parameters
    ----------
    cost : array [draw, year]
        Programme cost that the receiver bears, in euro.
    grants : array [draw, year]
        What all sources together give, in euro.

    Returns
    -------
    (position of the year, euro) or None
        None where grants are never above the cost by a cent or more.

    Notes
    -----
    Source: model (8.6); a cost is funded once.

    Examples
    --------
    >>> excess_of_grants([[100.0, 100.0]], [[90.0, 130.0]])
    (1, 30.0)
    >>> excess_of_grants([[100.0]], [[100.0]]) is None
    True
    """
    above = (np.asarray(grants, dtype=np.float64) - np.asarray(cost, dtype=np.float64)).max(axis=0)
    year = int(above.argmax())
    return (year, float(above[year])) if above[year] >= CENT else None


def _place(parties: Sequence[str], party: str) -> int:
    if party not in parties:
        raise ValueError(f"no party {party}: choose one of {', '.join(parties)}")
    return list(parties).index(party)
