"""Variants: one change beside the base case, worked out apart."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from hiap import InputError, appraise, load_pack
from hiap.reports.result import part, rows
from hiap.workflow.computed import compute, from_measures
from hiap.workflow.settings import Settings
from hiap.workflow.variants import with_credit

NAMES = ("causal-credit-1", "discount-2.25", "discount-3", "growing-care", "without-added-years-costs")
YEARS = 40


@lru_cache(maxsize=1)
def result() -> dict[str, object]:
    return appraise(["smoking-cessation-support"], variants=NAMES, years=YEARS)


def numbers(variant: str) -> dict[str, float]:
    """Means of a variant, or of the base case."""
    found = part(result(), "variants", variant, "scenarios") if variant else part(result(), "scenarios")
    scenario = part(found, "smoking-cessation-support")
    keys = ("haly", "care_cost_eur", "net_present_value_eur")
    return {key: float(str(part(scenario, key)["mean"])) for key in keys}


def test_variants_stand_in_the_order_of_their_names_whatever_was_asked() -> None:
    assert tuple(part(result(), "variants")) == NAMES
    turned = appraise(["school-lunch"], variants=("discount-3", "discount-2.25", "discount-3"))
    assert tuple(part(turned, "variants")) == ("discount-2.25", "discount-3")


def test_the_base_case_does_not_see_its_variants() -> None:
    alone = appraise(["smoking-cessation-support"], years=YEARS)
    assert {**result(), "variants": {}} == alone


@pytest.mark.parametrize(("variant", "rate"), [("discount-2.25", 0.0225), ("discount-3", 0.03)])
def test_another_rate_discounts_the_series_at_it(variant: str, rate: float) -> None:
    """School lunch changes no health in the model: its balance is its cost, all of it in the years shown."""
    found = appraise(["school-lunch"], variants=[variant], years=YEARS)
    years = rows(found, "scenarios", "school-lunch", "by_year")
    cost = [float(str(part(year, "programme_cost_eur")["mean"])) for year in years]
    expected = -sum(amount / (1.0 + rate) ** t for t, amount in enumerate(cost))
    scenario = part(found, "variants", variant, "scenarios", "school-lunch")
    assert part(scenario, "net_present_value_eur")["mean"] == pytest.approx(expected, rel=1e-9)
    assert expected < -1e8


def test_without_care_in_added_years_only_care_and_balance_move_and_by_as_much() -> None:
    base, bare = numbers(""), numbers("without-added-years-costs")
    assert bare["haly"] == base["haly"]
    saved = base["care_cost_eur"] - bare["care_cost_eur"]
    assert saved > 0
    assert bare["care_cost_eur"] < 0
    assert bare["net_present_value_eur"] - base["net_present_value_eur"] == pytest.approx(saved, rel=1e-9)


def test_growing_care_moves_care_by_what_it_grows_and_the_balance_by_as_much() -> None:
    """1.5 % a year for every law, from the base year on."""
    base, growing = numbers(""), numbers("growing-care")
    assert growing["haly"] == base["haly"]
    more = growing["care_cost_eur"] - base["care_cost_eur"]
    assert base["net_present_value_eur"] - growing["net_present_value_eur"] == pytest.approx(more, rel=1e-9)
    done = compute(from_measures(["smoking-cessation-support"], Settings()))
    grown = done.compute(replace(done.task, care_grows=True, variant="growing-care"))
    by_hand = done.found.care[0, 1] * 1.015 ** np.arange(done.task.years)
    np.testing.assert_allclose(grown.care[0, 1], by_hand, rtol=1e-9, atol=0.01)
    assert np.array_equal(grown.staff, done.found.staff)


def test_full_causal_credit_gains_more_health() -> None:
    assert numbers("causal-credit-1")["haly"] > numbers("")["haly"]
    pack = load_pack()
    full = with_credit(pack, pack.variants["causal-credit-1"])
    assert {(e.value, e.low, e.high) for e in full.causal_credit.values()} == {(1.0, 1.0, 1.0)}
    assert with_credit(pack, pack.variants["discount-3"]) is pack


def test_progress_tells_what_remains_of_the_base_case_and_of_every_variant() -> None:
    """A variant that is only discounted otherwise costs nothing; one that is computed again as much again."""
    told: list[tuple[int, int, str]] = []
    names = ("without-added-years-costs", "discount-3", "causal-credit-1")
    appraise(["school-lunch"], variants=names, draws=2, workers=1, progress=lambda *step: told.append(step))
    draws = [step for step in told if step[2].startswith("draws")]
    assert {total for _, total, _ in draws} == {6}
    assert [done for done, _, _ in draws] == sorted(done for done, _, _ in draws)
    assert [text for done, _, text in draws if done in (1, 3, 5)] == [
        "draws",
        "draws, variant causal-credit-1",
        "draws, variant without-added-years-costs",
    ]
    assert draws[-1][0] == 6


def test_the_rules_of_health_economics_are_no_variant_but_in_every_result() -> None:
    with pytest.raises(InputError, match=r"no variant 'health-economic'; leave it out: every result has it"):
        appraise(["school-lunch"], variants=["health-economic"])
    found = part(appraise(["school-lunch"]), "scenarios", "school-lunch", "cost_effectiveness")
    assert found["discounting"] == "health-economic"


def test_a_variant_that_there_is_not_names_the_nearest() -> None:
    with pytest.raises(InputError, match=r"discount-2\.25"):
        appraise(["school-lunch"], variants=["discount-2.5"])
