"""The terms of an agreement on the flows of a run: transfers between parties, per draw and year (8.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.agreement import CoFinancing, Grant, Outcome, Payment, PooledFund, SharedSavings, Term
from hiap.economics.contracts import (
    co_financing,
    excess_of_grants,
    gated_share,
    key_without,
    outcome_payment,
    payment,
    pooled_savings,
    shared_savings,
)

Array = NDArray[np.float64]
Transfers = dict[str, Array]
"""What each term moves, by its id: arrays [draw, year, party] in euro, positive receives."""


@dataclass(frozen=True)
class Flows:
    """What the parties have without the agreement, scenario less reference.

    `years` are calendar years; `balance` and `paid` [draw, year, party] in euro that is really paid, `paid`
    the programme cost that is in the balance; `outcomes` [draw, year] by name, cases averted as
    `cases_averted/<disease>`.
    """

    parties: tuple[str, ...]
    years: NDArray[np.int64]
    balance: Array
    paid: Array
    outcomes: Mapping[str, Array]

    def place(self, party: str) -> int:
        """Position on the axis of parties."""
        return self.parties.index(party)

    def within(self, years: tuple[int, int]) -> Array:
        """1 in the years of a term and 0 outside, [year]."""
        return ((self.years >= years[0]) & (self.years <= years[1])).astype(np.float64)


def transfers_of(terms: Sequence[Term], flows: Flows) -> Transfers:
    """What each term moves: co-financing, the payers of funds, grants, then what rests on results."""
    moved, burden = _cost_shared(terms, flows)
    left = burden.copy()
    for term in terms:
        if isinstance(term, Grant):
            place = flows.place(term.receiver)
            # More than the cost is refused, but whoever leaves may take the cost along: then less is given.
            given = np.minimum(_granted(term, burden, flows), np.maximum(left[..., place], 0.0))
            left[..., place] -= given
            moved[term.id] = payment(flows.parties, term.source, term.receiver, given)
        elif isinstance(term, SharedSavings | Outcome | Payment):
            moved[term.id] = _result_payment(term, flows)
    return {term.id: moved[term.id] for term in terms}


def _cost_shared(terms: Sequence[Term], flows: Flows) -> tuple[Transfers, Array]:
    """What keys and funds move, and the programme cost that everyone then bears."""
    moved: Transfers = {}
    burden = flows.paid.copy()
    for term in terms:
        if isinstance(term, CoFinancing):
            moved[term.id] = _shared_cost(term.payers, term.key, term.years, burden, flows)
            burden = burden - moved[term.id]
    for term in terms:
        if isinstance(term, PooledFund):
            filled = _shared_cost(term.payers, term.pay_in, term.years, burden, flows)
            burden = burden - filled
            moved[term.id] = filled + _returned(term, flows)
    return moved, burden


def over_granted(terms: Sequence[Term], flows: Flows) -> tuple[str, int, float] | None:
    """The receiver whose grants together pass its cost, the calendar year, and by how many euro; or None."""
    burden = _cost_shared(terms, flows)[1]
    grants = [term for term in terms if isinstance(term, Grant)]
    for receiver in dict.fromkeys(grant.receiver for grant in grants):
        given = [_granted(grant, burden, flows) for grant in grants if grant.receiver == receiver]
        found = excess_of_grants(burden[..., flows.place(receiver)], np.sum(given, axis=0))
        if found is not None:
            return receiver, int(flows.years[found[0]]), found[1]
    return None


def over_saved(terms: Sequence[Term], flows: Flows) -> tuple[str, int, float] | None:
    """The term that saves more than would have been spent, the calendar year, and euro saved; or None."""
    for term in terms:
        if isinstance(term, SharedSavings):
            place = flows.place(term.saver)
            saved = (flows.balance + flows.paid)[..., place].mean(axis=0) * flows.within(term.years)
            year = int(saved.argmax())
            if saved[year] > term.reference.persons * term.reference.cost_per_person.value:
                return term.id, int(flows.years[year]), float(saved[year])
    return None


def without(terms: Sequence[Term], party: str) -> tuple[Term, ...]:
    """The terms that are left when a party leaves: keys among those who stay, the rest as it was."""
    left = (_without(term, party) for term in terms)
    return tuple(term for term in left if term is not None)


def _without(term: Term, party: str) -> Term | None:
    if isinstance(term, CoFinancing):
        payers, key = _others(term.payers, party), key_without(term.key, party)
        return term.model_copy(update={"payers": payers, "key": key}) if payers and key else None
    if isinstance(term, PooledFund):
        keys = {"pay_in": key_without(term.pay_in, party), "pay_out": key_without(term.pay_out, party)}
        lists = {"payers": _others(term.payers, party), "savers": _others(term.savers, party)}
        kept = keys | {name: some if keys[KEY_OF[name]] else () for name, some in lists.items()}
        return term.model_copy(update=kept) if kept["payers"] or kept["savers"] else None
    return None if party in both_sides(term) else term


KEY_OF = {"payers": "pay_in", "savers": "pay_out"}


def both_sides(term: Term) -> tuple[str, str]:
    """Who pays and who receives, of a term between two parties."""
    if isinstance(term, SharedSavings):
        return term.saver, term.receiver
    if isinstance(term, Grant):
        return term.source, term.receiver
    if isinstance(term, Outcome | Payment):
        return term.payer, term.receiver
    raise TypeError(f"{term.id} is between more than two parties")


def saved_share(term: SharedSavings) -> float:
    """The share of the saving that is paid, after the quality gate."""
    if term.quality is None:
        return term.share or 0.0
    return gated_share(term.quality.met, [(step.standards, step.share) for step in term.quality.steps])


def target_per_person(term: SharedSavings) -> float:
    """The stated reference per person and year, in euro."""
    return term.reference.cost_per_person.value * (1.0 + term.reference.above_run)


def _others(parties: Sequence[str], party: str) -> tuple[str, ...]:
    return tuple(one for one in parties if one != party)


def _shared_cost(
    payers: Sequence[str], key: Mapping[str, float], years: tuple[int, int], burden: Array, flows: Flows
) -> Array:
    """Programme cost by a key, in the years of the term; nothing where nobody pays or has a share."""
    if not payers or not key:
        return np.zeros_like(burden)
    return co_financing(flows.parties, burden * flows.within(years)[:, None], payers, key)


def _returned(term: PooledFund, flows: Flows) -> Array:
    if not term.savers or not term.pay_out:
        return np.zeros_like(flows.balance)
    saved = (flows.balance + flows.paid) * flows.within(term.years)[:, None]
    return pooled_savings(flows.parties, saved, term.savers, term.pay_out)


def _granted(term: Grant, burden: Array, flows: Flows) -> Array:
    cost = burden[..., flows.place(term.receiver)] * flows.within(term.years)
    if term.share is not None:
        return np.asarray(term.share * cost)
    return np.asarray((term.amount_eur or 0.0) * flows.within(term.years) * np.ones_like(cost))


def _result_payment(term: SharedSavings | Outcome | Payment, flows: Flows) -> Array:
    """What is paid for savings and outcomes, and what is fixed."""
    if isinstance(term, SharedSavings):
        amount = _saving_paid(term, flows)
    elif isinstance(term, Outcome):
        amount = _outcome_paid(term, flows)
    else:
        amount = term.amount_eur * np.ones(flows.balance.shape[:2])
    amount = amount * flows.within(term.years)
    return payment(flows.parties, *both_sides(term), amount)


def _saving_paid(term: SharedSavings, flows: Flows) -> Array:
    place, persons = flows.place(term.saver), float(term.reference.persons)
    expected = persons * term.reference.cost_per_person.value
    target = persons * target_per_person(term)
    saved = flows.balance[..., place] + flows.paid[..., place] + (target - expected)
    return shared_savings(
        saved,
        target,
        share=saved_share(term),
        least_rate=term.least_rate,
        fee=persons * term.fee_per_person_eur,
        above_only=term.above_only,
    )


def _outcome_paid(term: Outcome, flows: Flows) -> Array:
    name = f"{term.outcome}/{term.disease}" if term.disease else term.outcome
    return outcome_payment(flows.outcomes[name], price=term.price_eur, cap=term.cap_eur, floor=term.floor_eur)
