"""Terms on flows worked by hand: what moves, in which years, and what is left when a party leaves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiap.domain.agreement import Agreement, Term
from hiap.workflow.contract import Flows, over_granted, over_saved, saved_share, transfers_of, without

PARTIES = ("ggd", "zvw", "wlz", "eu")
YEARS = [2027, 2028]
COST = {"value": 1000.0, "unit": "eur", "source": "assumption", "grade": "R"}
KEY: dict[str, Any] = {"kind": "co_financing", "payers": ["ggd"], "key": {"ggd": 0.5, "zvw": 0.3, "eu": 0.2}}
GRANT: dict[str, Any] = {"kind": "grant", "source": "eu", "receiver": "ggd", "share": 0.5}
FUND: dict[str, Any] = {
    "kind": "pooled_fund",
    "payers": ["ggd"],
    "pay_in": {"ggd": 0.5, "wlz": 0.5},
    "savers": ["zvw", "wlz"],
    "pay_out": {"ggd": 0.25, "zvw": 0.75},
}
SAVINGS: dict[str, Any] = {
    "kind": "shared_savings",
    "saver": "zvw",
    "receiver": "ggd",
    "share": 0.5,
    "least_rate": 0.05,
    "above_only": False,
    "fee_per_person_eur": 0.0,
    "reference": {"persons": 1, "cost_per_person": COST, "above_run": 0.0},
}
BUY: dict[str, Any] = {
    "kind": "outcome",
    "payer": "eu",
    "receiver": "ggd",
    "outcome": "participants",
    "price_eur": 10.0,
    "cap_eur": 45.0,
    "floor_eur": 0.0,
}
PAY: dict[str, Any] = {"kind": "payment", "payer": "zvw", "receiver": "wlz", "amount_eur": 7.0}


def terms(*given_terms: dict[str, Any], years: list[int] | None = None) -> tuple[Term, ...]:
    """Terms by the schema itself."""
    numbered = [{"id": f"t{k}", "years": years or YEARS} | term for k, term in enumerate(given_terms)]
    document = {
        "schema": "hiap-agreement/1",
        "id": "x",
        "title": {"nl": "x", "en": "x"},
        "scenario": "x",
        "discounting": "x",
        "parties": ["ggd"],
        "executors": [],
        "division": "none",
        "terms": numbered,
        "sources": {},
    }
    return Agreement.model_validate(document).terms


def flows(balance: Any = None, paid: Any = None) -> Flows:
    """The health service pays 100 and 40; insurers gain 60 and 20, long-term care loses 10 in 2028."""
    base = [[[-100.0, 60.0, 0.0, 0.0], [-40.0, 20.0, -10.0, 0.0]]] if balance is None else balance
    cost = [[[100.0, 0.0, 0.0, 0.0], [40.0, 0.0, 0.0, 0.0]]] if paid is None else paid
    reached = {"participants": np.array([[3.0, 6.0]])}
    return Flows(PARTIES, np.array(YEARS), np.array(base), np.array(cost), reached)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (KEY, [[50.0, -30.0, 0.0, -20.0], [20.0, -12.0, 0.0, -8.0]]),
        (GRANT, [[50.0, 0.0, 0.0, -50.0], [20.0, 0.0, 0.0, -20.0]]),
        # Long-term care pays in half the cost; 60 and 10 (20 less 10 lost) come back by a quarter to three.
        (FUND, [[65.0, -15.0, -50.0, 0.0], [22.5, -12.5, -10.0, 0.0]]),
        # 60 of 1,000 is above the least rate of 5 %, 20 is not.
        (SAVINGS, [[30.0, -30.0, 0.0, 0.0], [0.0, 0.0, 0.0, 0.0]]),
        # 3 people at 10; 6 at 10 is over the cap of 45.
        (BUY, [[30.0, 0.0, 0.0, -30.0], [45.0, 0.0, 0.0, -45.0]]),
        (PAY, [[0.0, -7.0, 7.0, 0.0], [0.0, -7.0, 7.0, 0.0]]),
    ],
    ids=["key", "grant", "fund", "savings", "outcome", "payment"],
)
def test_each_kind_by_hand(term: dict[str, Any], expected: list[list[float]]) -> None:
    moved = transfers_of(terms(term), flows())["t0"]
    assert moved[0] == pytest.approx(np.array(expected))
    only_first = transfers_of(terms(term, years=[2027, 2027]), flows())["t0"]
    assert only_first[0, 0] == pytest.approx(np.array(expected[0]))
    assert not only_first[0, 1].any()


def test_a_grant_pays_a_share_of_what_is_left_after_co_financing() -> None:
    moved = transfers_of(terms(GRANT, KEY), flows())
    assert moved["t0"][0, 0].tolist() == [25.0, 0.0, 0.0, -25.0]


def test_a_target_that_is_too_high_pays_without_any_saving() -> None:
    term = SAVINGS | {"reference": SAVINGS["reference"] | {"above_run": 0.1}}
    none = flows(balance=np.zeros((1, 2, 4)), paid=np.zeros((1, 2, 4)))
    assert transfers_of(terms(term), none)["t0"][0, 0].tolist() == [50.0, -50.0, 0.0, 0.0]


def test_a_quality_gate_gives_the_share() -> None:
    steps = [{"standards": 9, "share": 0.41}, {"standards": 12, "share": 0.47}]
    gated = {name: value for name, value in SAVINGS.items() if name != "share"}
    (term,) = terms(gated | {"quality": {"met": 10, "steps": steps}})
    assert term.kind == "shared_savings"
    assert saved_share(term) == 0.41


def test_sources_that_pass_the_cost_in_a_year_are_found() -> None:
    amount = {name: value for name, value in GRANT.items() if name != "share"} | {"amount_eur": 45.0}
    assert over_granted(terms(GRANT, amount), flows()) == ("ggd", 2028, 25.0)
    assert over_granted(terms(GRANT, amount, years=[2027, 2027]), flows()) is None
    assert over_granted(terms(KEY, GRANT, FUND), flows()) is None


def test_no_grant_outlives_the_cost_that_it_pays() -> None:
    """The health service has its cost borne by insurers, with a grant; it leaves, and so does the cost."""
    shared = KEY | {"key": {"zvw": 1.0}}
    amount = {name: value for name, value in GRANT.items() if name != "share"}
    every = terms(shared, amount | {"receiver": "zvw", "amount_eur": 40.0})
    assert transfers_of(every, flows())["t1"][0].tolist() == [[0.0, 40.0, 0.0, -40.0]] * 2
    assert not transfers_of(without(every, "ggd"), flows())["t1"].any()


def test_a_saving_above_what_would_have_been_spent_is_found() -> None:
    """60 euro is saved by insurers in 2027."""
    assert over_saved(terms(SAVINGS), flows()) is None
    small = SAVINGS["reference"] | {"cost_per_person": COST | {"value": 50.0}}
    assert over_saved(terms(SAVINGS | {"reference": small}), flows()) == ("t0", 2027, 60.0)
    assert over_saved(terms(SAVINGS | {"reference": small}, years=[2028, 2028]), flows()) is None


amounts = st.integers(0, 2**32 - 1).map(
    lambda seed: np.random.default_rng(seed).normal(0.0, 1e9, (2, len(YEARS), len(PARTIES)))
)


@given(amounts, st.sampled_from([None, *PARTIES]))
def test_all_terms_together_move_nothing_in_or_out_whoever_leaves(money: Any, leaver: str | None) -> None:
    every = terms(KEY, FUND, GRANT, SAVINGS, BUY, PAY)
    left = every if leaver is None else without(every, leaver)
    some = Flows(
        PARTIES,
        np.array(YEARS),
        money,
        np.abs(money),
        {"participants": np.abs(money[..., 0])},
    )
    for moved in transfers_of(left, some).values():
        assert np.abs(moved.sum(axis=-1)).max() < 0.01
        if leaver is not None:
            assert not moved[..., PARTIES.index(leaver)].any()


def test_when_a_party_leaves_the_others_take_over_its_share() -> None:
    """Without the insurers the key is 5 to 2; without long-term care the health service pays the fund."""
    (key,) = without(terms(KEY), "zvw")
    assert transfers_of((key,), flows())["t0"][0, 0] == pytest.approx(np.array([200 / 7, 0, 0, -200 / 7]))
    (fund,) = without(terms(FUND), "wlz")
    assert transfers_of((fund,), flows())["t0"][0, 0] == pytest.approx(np.array([15.0, -15.0, 0.0, 0.0]))
    assert [without(terms(one), "eu") for one in (GRANT, BUY)] == [(), ()]
    assert without(terms(KEY), "ggd") == ()
