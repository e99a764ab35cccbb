"""Pencil world of other outcomes (7.5): who is reached, how many fewer there are, and what each party pays.

A school year costs VWS 1,000 of real means and moves 500 from municipalities to households; prices of 2024.
A flow reaches 30 (Q1) and 10 (Q2) in 2026, 20 and 20 in 2027. Each has 0.5 · 0.8 = 0.4 school years fewer in
the first year that counts, a year after being reached, and three quarters of that in the next; then nothing.
    feel it      2027: 40              2028: 40 · .75 + 40 = 70          2029: 40 · .75 = 30
      of Q1            30                    30 · .75 + 20 = 42.5              15
    fewer              16                    28                                12      (Q1 12, 17, 6)
    VWS           +16,000               +28,000                           +12,000      resources as much less
    municipalities +8,000               +14,000                            +6,000
    Q1, Q2  -6,000 -2,000         -8,500 -5,500                     -3,000 -3,000
A stock that covers the same people has 0.1 more each year, a year late: 4 in 2027 and 4 in 2028.
Present value at 2.8 % to 2026 of the means: -16,000/1.028 - 28,000/1.028^2 - 12,000/1.028^3 = -53,105.603180
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import MKBA, Array, amount, country, exactly, measure, outcome_change

from hiap.consequences.outcomes import change_in_numbers, outcome_flows, price_names, touched
from hiap.domain.measure import Measure
from hiap.domain.pack import Estimate, Outcome, OutcomeLine, Pack, Work
from hiap.domain.parts import Quantity
from hiap.economics.discounting import discount_factors, present_value

YEARS = 5
EVERYBODY = {"sex": "all", "age": [0, 1]}
LINES = (
    OutcomeLine("school", "rijk_vws", "resources", exactly(1_000.0)),
    OutcomeLine("benefit", "municipalities", "households", exactly(500.0)),
    OutcomeLine("made", "resources", "municipalities", exactly(7.0), "human_capital"),
)


def _pack(work: Work | None = None) -> Pack:
    title = {"nl": "schooljaar", "en": "school year"}
    outcome = Outcome("year", title, "school", "school year", LINES)
    return replace(country(ages=2, groups=("Q1", "Q2")), outcomes=(outcome,), work=work)


def _flow() -> Measure:
    lasting = {"years": 2, "lag_years": 1, "decay": amount(0.25, "share per year")}
    change = outcome_change("year", "fewer", 0.5, "school year", **lasting)
    reach = {"kind": "flow", "share": amount(1.0, "share")}
    change |= {"transfer": amount(0.8, "ratio")}
    return measure("help", EVERYBODY, reach=reach, outcomes=[change], start=2026, duration=2)


def _reached() -> Array:
    """People reached, [draw, scenario, year, group]; nobody in the reference."""
    reached = np.zeros((1, 2, YEARS, 2))
    reached[0, 1, 1], reached[0, 1, 2] = [30.0, 10.0], [20.0, 20.0]
    return reached


def _value(_: str, __: str, quantity: Quantity) -> Array:
    return np.array([quantity.value])


def _price(_: str, price: Estimate, __: str) -> Array:
    return np.array([price.value])


def _numbers(of: Measure) -> Array:
    return change_in_numbers(of, _reached(), _value)["year"]


def test_a_flow_feels_it_later_for_some_years_and_less_each_year() -> None:
    numbers = _numbers(_flow())
    assert numbers[0, 1].sum(axis=-1) == pytest.approx([0.0, 0.0, -16.0, -28.0, -12.0], abs=1e-12)
    assert numbers[0, 1, :, 0] == pytest.approx([0.0, 0.0, -12.0, -17.0, -6.0], abs=1e-12)
    assert not numbers[0, 0].any()


def test_a_stock_feels_it_as_long_as_it_is_covered() -> None:
    change = outcome_change("year", "more", 0.1, "school year", lag_years=1)
    covered = measure("cover", EVERYBODY, outcomes=[change], start=2026, duration=2)
    assert _numbers(covered)[0, 1].sum(axis=-1) == pytest.approx([0.0, 0.0, 4.0, 4.0, 0.0], abs=1e-12)


def _flows(pack: Pack) -> dict[str, Array]:
    """Receipts less payments of every account, [year]."""
    found: dict[str, Array] = {}
    numbers = {"year": _numbers(_flow())}
    for flow in outcome_flows(pack, touched(pack, [_flow()]), numbers, _price):
        found[flow.receiver] = found.get(flow.receiver, 0.0) + flow.amount[0, 1]
        found[flow.payer] = found.get(flow.payer, 0.0) - flow.amount[0, 1]
    return found


def test_every_party_and_the_accounts_together() -> None:
    found = _flows(_pack())
    expected = {
        "rijk_vws": [16_000.0, 28_000.0, 12_000.0],
        "municipalities": [8_000.0, 14_000.0, 6_000.0],
        "households_q1": [-6_000.0, -8_500.0, -3_000.0],
        "households_q2": [-2_000.0, -5_500.0, -3_000.0],
        "resources": [-16_000.0, -28_000.0, -12_000.0],
    }
    assert set(found) == set(expected)
    for account, series in expected.items():
        assert found[account] == pytest.approx([0.0, 0.0, *series], abs=1e-9), account
    assert sum(found.values()) == pytest.approx(np.zeros(YEARS), abs=1e-9)


def test_present_value_of_the_means() -> None:
    used = _flows(_pack())["resources"][1:]
    factors = discount_factors(np.arange(len(used)), MKBA.costs)
    assert present_value(used, factors, axis=0) == pytest.approx(-53_105.603180, abs=1e-5)


def test_output_that_is_made_counts_with_human_capital_only() -> None:
    nothing = np.zeros((2, 2))
    work = Work("municipalities", "human_capital", nothing, exactly(1.0), exactly(1.0), 0.0, 0.0, ())
    capital, friction = _pack(work), _pack(replace(work, method="friction"))
    assert price_names(friction, [_flow()]) == ["outcome/year/school", "outcome/year/benefit"]
    assert price_names(capital, [_flow()])[-1] == "outcome/year/made"
    made = _flows(capital)["resources"] - _flows(friction)["resources"]
    assert made == pytest.approx([0.0, 0.0, 112.0, 196.0, 84.0], abs=1e-9)
