"""Benefits, balance and ratio of a published appraisal: Nurse Family Partnership (WSIPP, May 2017)."""

from __future__ import annotations

import pytest

from hiap.economics.appraisal import benefit_cost_ratio

BENEFITS = {"taxpayers": 7489.0, "participants": 8995.0, "others": 5931.0, "indirect": -3257.0}
COST = 10_170.0
WHOLE_DOLLARS = 2.0
"""WSIPP rounds each line to whole dollars: sums agree within two."""


def test_benefits_of_all_parties_add_up_as_published() -> None:
    assert sum(BENEFITS.values()) == pytest.approx(19_157, abs=WHOLE_DOLLARS)


def test_balance_and_ratio_are_those_published() -> None:
    balance = sum(BENEFITS.values()) - COST
    assert balance == pytest.approx(8988, abs=WHOLE_DOLLARS)
    assert benefit_cost_ratio(balance, COST) == pytest.approx(1.88, abs=0.01)
    assert benefit_cost_ratio(8988.0, COST) == pytest.approx(1.88, abs=0.01)


def test_without_cost_there_is_no_ratio() -> None:
    assert benefit_cost_ratio(5.0, 0.0) is None
    assert benefit_cost_ratio(0.0, 10.0) == 1.0


@pytest.mark.parametrize("wrong", [float("nan"), float("inf")])
def test_what_is_not_finite_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="not finite"):
        benefit_cost_ratio(wrong, 1.0)
