"""Programme costs fall in their own years: those of their period while the measure runs (7)."""

from __future__ import annotations

import numpy as np
import pytest
from small import Array, amount, country, measure, words

from hiap.consequences.lines import measure_flows
from hiap.domain.measure import Quantity

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
