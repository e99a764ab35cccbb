"""What evaluations take for granted (14.8): the file is whole, and certainty follows from GRADE."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from hiap.catalogue.designs import load_designs
from hiap.catalogue.evidence_rules import load_rules
from hiap.domain.designs import Design, ratings_of
from hiap.domain.evaluation import DesignRule
from hiap.domain.grading import CERTAINTIES, Ratings, certainty
from hiap.monitoring.answers import TooFew
from hiap.monitoring.differences import panel_of, staggered
from hiap.monitoring.interrupted import interrupted, placebo_dates
from hiap.monitoring.realised import promise_of_interval, series_of, surprise
from hiap.monitoring.synthetic import case_of, leave_one_out, placebo_in_time, synthetic
from hiap.monitoring.tested import passed_differences, passed_interrupted, passed_promise, passed_synthetic

DESIGNS = load_designs()
NAMES = [design.id for design in DESIGNS.designs]


def rule_of(design: Design) -> DesignRule:
    return next(rule for rule in load_rules().rules if rule.id == design.rule)


def names_of(name: str) -> set[str]:
    return {part.test for part in DESIGNS.named(name).assumptions if part.test}


@pytest.mark.parametrize("name", NAMES)
def test_a_design_is_a_kind_of_evidence_that_the_rules_know(name: str) -> None:
    design = DESIGNS.named(name)
    rule = rule_of(design)
    assert design.claim_design in (*rule.counts, *rule.may_count)
    assert rule_of(design).floor == ("modelled" if name == "promise" else "yes")


def test_every_source_is_there_and_every_test_says_how() -> None:
    named = [DESIGNS.ceiling_source]
    for design in DESIGNS.designs:
        named += [part.source for part in design.assumptions]
        assert [part.id for part in design.assumptions if (part.test is None) != (part.how is None)] == []
    assert set(named) == set(DESIGNS.sources)


@pytest.mark.parametrize("name", NAMES)
def test_no_design_without_a_lottery_is_surer_than_grade_lets_it_be(name: str) -> None:
    """GRADE table 1: observational studies start low; up only without any reason for rating down."""
    design = DESIGNS.named(name)
    clean = dict.fromkeys(names_of(name), True)
    assert certainty(ratings_of(design, clean)) == "low"
    assert certainty(ratings_of(design, clean, large_effect=1)) == "moderate"
    for failed in names_of(name):
        broken = clean | {failed: False}
        assert certainty(ratings_of(design, broken, large_effect=2)) == "very_low"
    nothing = ratings_of(design, dict.fromkeys(names_of(name), False))
    assert nothing == Ratings(start="observational", risk_of_bias=min(len(names_of(name)), 2))
    assert certainty(nothing) == CERTAINTIES[0]


def test_a_test_that_a_design_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="has no test trends-before"):
        ratings_of(DESIGNS.named("promise"), {"trends-before": True})


def flat(seed: int, *shape: int) -> Any:
    return np.random.default_rng(seed).normal(0.0, 1.0, shape)


def test_tests_of_an_interrupted_series() -> None:
    def fit(points: Any, start: int) -> Any:
        return interrupted(points, start, slope=False)

    calm = passed_interrupted(placebo_dates(fit, flat(1, 60), 40), interrupted(flat(2, 60), 40, slope=False))
    jump = 9.0 * (np.arange(60) >= 20)
    bent = passed_interrupted(
        placebo_dates(fit, flat(1, 60) + jump, 40), interrupted(flat(2, 60) + jump, 20, slope=False)
    )
    assert set(calm) == names_of("interrupted-time-series")
    assert calm == {"placebo-dates": True, "control-series": True}
    assert bent == {"placebo-dates": False, "control-series": False}


def test_tests_of_differences() -> None:
    starts = [6.0] * 10 + [np.inf] * 10
    values = flat(3, 20, 10)
    apart = values + np.where(np.isfinite(starts), 1.5, 0.0)[:, None] * np.arange(10)
    calm, bent = (staggered(panel_of(data, starts), not_yet=False) for data in (values, apart))
    assert not isinstance(calm, TooFew)
    assert not isinstance(bent, TooFew)
    assert set(passed_differences(calm)) == names_of("difference-in-differences")
    assert passed_differences(calm) == {"trends-before": True, "last-step-before": True}
    assert passed_differences(bent) == {"trends-before": False, "last-step-before": False}
    early = calm._replace(trends=TooFew("points before the start", 2, 3), since={0: calm.since[0]})
    assert passed_differences(early) == {}


def test_tests_of_a_synthetic_control() -> None:
    time = np.arange(30.0)
    donors = np.stack([time, 20 - time, 5 * np.sin(time), 3 + 0 * time, 0.2 * time]) + 0.1 * flat(5, 5, 30)
    near = 0.6 * donors[0] + 0.4 * donors[1] + 0.1 * flat(6, 30) - 5.0 * (time >= 20)
    case = case_of(near, donors, 20)
    found = synthetic(case)
    assert not isinstance(found, TooFew)
    passed = passed_synthetic(found, placebo_in_time(case, 10), leave_one_out(case))
    assert set(passed) == names_of("synthetic-control")
    assert passed["alike-before"]
    assert passed["earlier-start"]
    far = synthetic(case_of(-near, donors, 20))
    assert not isinstance(far, TooFew)
    bent = near + 30.0 * ((time >= 12) & (time < 20))
    assert passed_synthetic(far, placebo_in_time(case_of(bent, donors, 20), 12), {0: 1.0, 1: -1.0}) == {
        "alike-before": False,
        "earlier-start": False,
        "leave-one-out": False,
    }


def test_tests_of_a_promise() -> None:
    said = promise_of_interval([10.0, 12.0], [8.0, 9.6], [12.0, 14.4])
    quiet = series_of([9.0, 11.0], [2.0, 2.0], [1.0, 2.0], between_years=0, drift_per_year=0)
    loud = replace(quiet, values=np.array([-9.0, 30.0]))
    assert passed_promise(surprise(said, quiet)) == {"series-surprise": True}
    assert passed_promise(surprise(said, loud)) == {"series-surprise": False}
    assert set(passed_promise(surprise(said, quiet))) == names_of("promise")
