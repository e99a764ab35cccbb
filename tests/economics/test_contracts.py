"""Terms of a contract: published cases, hand-worked keys, and the law that nothing is made or lost."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiap.economics.chance import chance_payment, smallest_population, standard_error
from hiap.economics.contracts import (
    check_key,
    co_financing,
    excess_of_grants,
    gated_share,
    key_without,
    outcome_payment,
    payment,
    pooled_savings,
    shared_savings,
)
from hiap.economics.position import position

SHARED = Path(__file__).resolve().parents[3] / "shared" / "reference" / "shared_savings.json"
PARTIES = ("municipalities", "zvw_insurers", "wlz_offices", "provinces")
GATE = [(9, 0.41), (10, 0.44), (12, 0.47), (14, 0.50)]


@st.composite
def keys(draw: st.DrawFn) -> dict[str, float]:
    weights = draw(st.lists(st.floats(0.01, 1.0), min_size=len(PARTIES), max_size=len(PARTIES)))
    return {party: weight / math.fsum(weights) for party, weight in zip(PARTIES, weights, strict=True)}


amounts = st.integers(0, 2**32 - 1).map(
    lambda seed: np.random.default_rng(seed).normal(0.0, 1e8, (3, 4, len(PARTIES)))
)


@given(amounts, keys(), st.sets(st.sampled_from(PARTIES), min_size=1))
def test_transfers_add_up_to_nothing_in_every_draw_and_year(
    money: np.ndarray, key: dict[str, float], some: set[str]
) -> None:
    for moved in (
        co_financing(PARTIES, np.abs(money), sorted(some), key),
        pooled_savings(PARTIES, money, sorted(some), key),
        payment(PARTIES, "provinces", "municipalities", money[..., 0]),
    ):
        assert np.abs(moved.sum(axis=-1)).max() < 0.01


@given(amounts, keys())
def test_after_co_financing_everyone_bears_the_share_of_the_key(
    money: np.ndarray, key: dict[str, float]
) -> None:
    cost = np.abs(money)
    borne = cost - co_financing(PARTIES, cost, PARTIES, key)
    for place, party in enumerate(PARTIES):
        assert borne[..., place] == pytest.approx(key[party] * cost.sum(axis=-1), rel=1e-9, abs=0.01)


@pytest.mark.parametrize(
    ("least", "paid"), [(0.0, 281_250.0), (0.009, 281_250.0), (0.01, 0.0)], ids=["none", "met", "missed"]
)
def test_published_minimum_savings_rate(least: float, paid: float) -> None:
    """Axene Health Partners: 500.00 against 495.50 a month over 125,000 member months, shared in half."""
    months = 125_000
    found = shared_savings(
        4.5 * months, 500.0 * months, share=0.5, least_rate=least, fee=0.0, above_only=False
    )
    assert float(found) == pytest.approx(paid)


@pytest.mark.parametrize(
    ("met", "share"),
    [(14, 0.5), (13, 0.47), (12, 0.47), (11, 0.44), (10, 0.44), (9, 0.41), (8, 0.0), (0, 0.0)],
)
def test_published_quality_gate(met: int, share: float) -> None:
    """Pennsylvania Chronic Care Initiative (PMC6220343)."""
    assert gated_share(met, GATE) == share


def test_the_published_cases_are_those_of_the_reference() -> None:
    if not SHARED.exists():
        pytest.skip("the reference cases are not beside this checkout")
    cases = {case["id"]: case for case in json.loads(SHARED.read_text(encoding="utf-8"))["cases"]}
    rate, gate = cases["axene-msr"], cases["pacci-quality-gate"]
    given_in, expected = rate["inputs"], rate["expected"]
    months = given_in["member_months"]
    saved = (given_in["target_pmpm"] - given_in["actual_pmpm"]) * months
    for least, paid in [(0.0, "payment_without_msr"), (expected["msr"], "payment_with_msr")]:
        found = shared_savings(
            saved,
            given_in["target_pmpm"] * months,
            share=given_in["share"],
            least_rate=least,
            fee=0.0,
            above_only=False,
        )
        assert float(found) == pytest.approx(expected[paid])
    for met, share in gate["expected_share_by_thresholds_met"].items():
        assert gated_share(int(met), GATE) == share
    published = {
        row["patients"]: row["payment_per_patient"] for row in cases["ajmc-option-value"]["expected"]
    }
    assert published == {500: 225, 60_000: 23}


def test_a_fee_comes_off_before_sharing_and_above_only_pays_less() -> None:
    """3 a person off a saving of 13 on 100 leaves 10; above 4 % it leaves 6; a loss is not shared."""
    terms = {"share": 0.5, "least_rate": 0.04, "fee": 3.0}
    assert float(shared_savings(13.0, 100.0, above_only=False, **terms)) == 5.0
    assert float(shared_savings(13.0, 100.0, above_only=True, **terms)) == 3.0
    assert float(shared_savings(-13.0, 100.0, above_only=False, **terms)) == 0.0


def test_an_outcome_contract_pays_between_floor_and_cap() -> None:
    assert outcome_payment([0.0, 4.0, 50.0], price=10.0, cap=100.0, floor=20.0).tolist() == [
        20.0,
        40.0,
        100.0,
    ]


def test_grants_may_meet_the_cost_and_not_pass_it() -> None:
    assert excess_of_grants([[50.0, 80.0], [60.0, 70.0]], [[50.0, 75.0], [50.0, 75.0]]) == (1, 5.0)
    assert excess_of_grants([[50.0]], [[50.0]]) is None


def test_who_leaves_a_key_is_replaced_by_the_others_in_proportion() -> None:
    assert key_without({"a": 0.2, "b": 0.2, "c": 0.6}, "c") == {"a": 0.5, "b": 0.5}
    assert key_without({"a": 0.0, "b": 1.0}, "b") == {}


@pytest.mark.parametrize("above_only", [False, True])
@pytest.mark.parametrize("least", [0.0, 30.0, 90.0])
@pytest.mark.parametrize("fee", [0.0, 50.0])
@pytest.mark.parametrize("compared", [None, 2_000])
def test_chance_payments_are_those_of_a_simulation(
    above_only: bool, least: float, compared: int | None, fee: float
) -> None:
    """Without any saving: four hundred thousand contracts of 1,000 people with a deviation of 2,500 euro."""
    rng = np.random.default_rng(7)
    saved = rng.normal(0.0, 2500.0 / math.sqrt(1000), 400_000)
    if compared:
        saved = saved + rng.normal(0.0, 2500.0 / math.sqrt(compared), saved.size)
    paid = shared_savings(saved, 3000.0, share=0.5, least_rate=least / 3000.0, fee=fee, above_only=above_only)
    closed = chance_payment(
        0.5, standard_error(2500.0, 1000, compared), least, fee=fee, above_only=above_only
    )
    assert closed == pytest.approx(float(paid.mean()), abs=4.0 * float(paid.std()) / math.sqrt(paid.size))


def test_chance_payments_with_skew_costs_of_single_people() -> None:
    """Costs of 2,000 people, gamma, five times the mean as deviation: the closed form is within 10 %."""
    rng = np.random.default_rng(11)
    mean, deviation, people = 3000.0, 15_000.0, 2000
    shape = (mean / deviation) ** 2
    total = rng.gamma(shape * people, mean / shape, 200_000) / people
    paid = 0.5 * np.maximum(0.0, mean - total)
    closed = chance_payment(0.5, standard_error(deviation, people, None), 0.0, fee=0.0, above_only=False)
    assert closed == pytest.approx(float(paid.mean()), rel=0.1)


def test_published_chance_payments() -> None:
    """AJMC 2013: half of no saving at all pays 225 dollars a patient with 500 patients, 23 with 60,000.

    The deviation of the cost of one patient was not read at the source. The first figure implies 25,222
    dollars, 3.5 times the mean cost (225 is 3.1 % of it). With it the closed form gives 20.5 with 60,000
    patients, 11 % under the published figure. Why is not known: something in it does not fade with √n.
    """
    deviation = 225.0 * math.sqrt(2.0 * math.pi * 500) / 0.5
    assert deviation == pytest.approx(25_222.0, abs=1.0)
    many = chance_payment(0.5, standard_error(deviation, 60_000, None), 0.0, fee=0.0, above_only=False)
    assert many == pytest.approx(20.54, abs=0.01)
    assert many == pytest.approx(23.0, rel=0.12)


@given(
    st.floats(100, 1e5),
    st.floats(0, 500),
    st.floats(1, 100),
    st.one_of(st.none(), st.integers(1000, 1_000_000)),
    st.booleans(),
)
def test_the_smallest_population_is_enough_and_one_fewer_is_not(
    deviation: float, least: float, most: float, compared: int | None, above_only: bool
) -> None:
    people = smallest_population(
        0.5, deviation, least, most, compared=compared, fee=0.0, above_only=above_only
    )

    def paid(count: float) -> float:
        return chance_payment(
            0.5, standard_error(deviation, count, compared), least, fee=0.0, above_only=above_only
        )

    if people is None:
        assert paid(1e9) > most
        return
    assert paid(people) <= most
    assert people == 1 or paid(people - 1) > most


def test_a_position_by_hand() -> None:
    """Two draws of three years, with factors of 1, 1/2 and 1/4."""
    found = position([[-100.0, -50.0, 200.0], [-100.0, 10.0, 20.0]], [1.0, 0.5, 0.25])
    # -100 - 25 + 50 = -75, and -100 + 5 + 5 = -90.
    assert found.net_present_value.mean == pytest.approx(-82.5)
    assert found.chance_of_loss == 1.0
    assert (found.worst_year, found.worst_year_mean) == (0, -100.0)
    assert (found.bad_year, found.bad_year_low) == (0, -100.0)
    assert found.cash_need.mean == pytest.approx((150.0 + 100.0) / 2)


def test_one_draw_has_no_chance_and_no_bad_year() -> None:
    found = position([[5.0, -1.0]], [1.0, 1.0])
    assert (found.chance_of_loss, found.bad_year, found.cash_need.mean) == (None, None, 0.0)


def test_terms_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="add up to"):
        check_key({"a": 0.7, "b": 0.7})
    with pytest.raises(ValueError, match="below 0"):
        check_key({"a": 1.5, "b": -0.5})
    with pytest.raises(ValueError, match="pays itself"):
        payment(PARTIES, "provinces", "provinces", [[1.0]])
    with pytest.raises(ValueError, match="no party nobody"):
        payment(PARTIES, "nobody", "provinces", [[1.0]])
    with pytest.raises(ValueError, match="not above 0"):
        shared_savings(1.0, 0.0, share=0.5, least_rate=0.0, fee=0.0, above_only=False)
    with pytest.raises(ValueError, match="out of range"):
        shared_savings(1.0, 1.0, share=1.5, least_rate=0.0, fee=0.0, above_only=False)
    with pytest.raises(ValueError, match="floor <= cap"):
        outcome_payment([1.0], price=1.0, cap=1.0, floor=2.0)
    with pytest.raises(ValueError, match="people above 0"):
        standard_error(1.0, 0.0, None)
    with pytest.raises(ValueError, match="from 0"):
        chance_payment(-0.5, 1.0, 0.0, fee=0.0, above_only=False)
    with pytest.raises(ValueError, match="above 0"):
        smallest_population(0.5, 1.0, 0.0, 0.0, compared=None, fee=0.0, above_only=False)
    with pytest.raises(ValueError, match=r"give \[draw, year\]"):
        position([1.0], [1.0])
