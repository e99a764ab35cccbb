"""Programme costs fall in their own years and on those who pay (7)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import Array, amount, country, measure, words

from hiap.consequences.lines import measure_flows
from hiap.domain.parts import Quantity

YEARS = 6
"""2025 to 2030; the measure runs from 2026 to 2029."""


def _central(measure_id: str, path: str, quantity: Quantity) -> Array:
    """The central value of a number, for one draw."""
    return np.array([quantity.value])


def _spent(kind: str, period: list[int] | None) -> list[float]:
    """What a cost of 100 euro, paid by the municipalities for 3 participants a year, is in each year."""
    cost = {"id": "visit", "kind": kind, "amount": amount(100.0, "eur"), "price_year": 2024}
    cost |= {"payer": "municipalities", "money": "structural", "title": words("visit"), "period": period}
    help_at_home = measure("help", {"sex": "all", "age": [0, 1]}, costs=[cost], start=2026, duration=4)
    participants = np.full((1, 2, YEARS, 1), 3.0)
    (flow,) = measure_flows(country(2), help_at_home, np.array([0.0, 1.0]), participants, _central)
    assert not flow.amount[0, 0].any(), "the reference pays nothing"
    assert (flow.payer, flow.receiver, flow.kind) == ("municipalities", "resources", "programme")
    return [float(euro) for euro in flow.amount[0, 1]]


@pytest.mark.parametrize(
    ("kind", "period", "expected"),
    [
        ("one_off", None, [0, 100, 0, 0, 0, 0]),
        ("one_off", [2028, 2029], [0, 0, 0, 100, 0, 0]),
        ("one_off", [2020, 2029], [0, 100, 0, 0, 0, 0]),
        ("yearly", None, [0, 100, 100, 100, 100, 0]),
        ("yearly", [2027, 2028], [0, 0, 100, 100, 0, 0]),
        ("yearly", [2020, 2027], [0, 100, 100, 0, 0, 0]),
        ("yearly", [2028, 2040], [0, 0, 0, 100, 100, 0]),
        ("per_person", [2027, 2027], [0, 0, 300, 0, 0, 0]),
    ],
)
def test_a_cost_falls_in_its_period(kind: str, period: list[int] | None, expected: list[float]) -> None:
    assert _spent(kind, period) == expected


def test_without_participants_households_pay_by_head() -> None:
    """100 euro a year for 4,000 people, .4 of them in Q1: 40 and 60; with participants 3 to 1, 75 and 25."""
    pack = replace(country(2, groups=("Q1", "Q2")), group_share=np.broadcast_to([0.4, 0.6], (2, 2, 2)).copy())
    cost = {"id": "fee", "kind": "yearly", "amount": amount(100.0, "eur"), "price_year": 2024}
    cost |= {"payer": "households", "money": "structural", "title": words("fee")}
    fee = measure("fee", {"sex": "all", "age": [0, 1]}, costs=[cost], start=2025, duration=2)
    participants = np.zeros((1, 1, 2, 2))
    participants[0, 0, 1] = [3.0, 1.0]
    flows = measure_flows(pack, fee, np.ones(1), participants, _central)
    assert [flow.payer for flow in flows] == ["households_q1", "households_q2"]
    assert [flow.amount[0, 0].tolist() for flow in flows] == [
        [pytest.approx(40.0), pytest.approx(75.0)],
        [pytest.approx(60.0), pytest.approx(25.0)],
    ]
