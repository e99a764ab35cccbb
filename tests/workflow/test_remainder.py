"""How much of a gain is left without unverified numbers: what must be all, nothing, or in between."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hiap.catalogue.measures import load_measure
from hiap.catalogue.pack import load_pack
from hiap.domain.measure import Measure
from hiap.domain.pack import Pack
from hiap.workflow import remainder
from hiap.workflow.block import Task, horizon_years
from hiap.workflow.remainder import Remainder, remainders, without_assumptions
from hiap.workflow.vocabulary import vocabulary_of

PACK = load_pack()
QUIT = "smoking-cessation-support"


def measure(name: str) -> Measure:
    """A measure of the catalogue."""
    return load_measure(name, vocabulary_of(PACK))


def sourced(given: Measure) -> Measure:
    """The same measure as if each of its assumptions had been derived from sources."""

    source = next(iter(given.sources))

    def regraded(value: Any) -> Any:
        if isinstance(value, dict) and value.get("grade") == "R":
            return value | {"grade": "C", "source": source}
        if isinstance(value, dict):
            return {key: regraded(item) for key, item in value.items()}
        return [regraded(item) for item in value] if isinstance(value, list) else value

    document = given.model_dump(mode="json", exclude_none=True) | {"claims": []}
    return Measure.model_validate(regraded(document))


def task(pack: Pack, *measures: Measure, draws: int = 0) -> Task:
    """A run of measures, as an appraisal makes it."""
    years = max(m.start - pack.base_year + horizon_years(m.years) for m in measures)
    return Task(pack, measures, 1, draws, 0, max(draws, 1), years, 50_000.0)


def graded(pack: Pack) -> Pack:
    """The pack as if every assumption behind a relation or a weight had been derived from sources."""
    return replace(
        pack,
        risk_factors=tuple(replace(item, grade="C") for item in pack.risk_factors),
        lags=tuple(replace(item, grade="C") for item in pack.lags),
        relative_risks=tuple(replace(item, grade="C") for item in pack.relative_risks),
        diseases=tuple(
            replace(item, level_grade="C", excess_grade="C", weight=replace(item.weight, grade="C"))
            for item in pack.diseases
        ),
    )


def test_a_measure_with_an_assumption_of_its_own_has_nothing_left_and_takes_no_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(remainder, "run_block", None)
    assert remainders(task(PACK, measure(QUIT), measure("sugar-tax"))) == {}


def test_without_any_assumption_all_is_left() -> None:
    (found,) = remainders(task(graded(PACK), sourced(measure(QUIT)))).values()
    assert found.gain > 0
    assert found.left == found.gain
    assert found.unverified_share == 0.0


def test_the_pack_takes_a_part_of_a_measure_that_was_read() -> None:
    """Of smoking remain two cancers, heart failure and all causes; of most illness only the life years."""
    (found,) = remainders(task(PACK, sourced(measure(QUIT)), draws=3)).values()
    assert 0 < found.left < found.gain
    assert 0.0 < found.unverified_share < 1.0


def test_of_a_package_only_the_measures_that_were_read_are_left() -> None:
    quit_help, tax = sourced(measure(QUIT)), measure("sugar-tax")
    tax = tax.model_copy(update={"start": quit_help.start, "duration": quit_help.duration})
    found = remainders(task(PACK, quit_help, tax))
    assert found["sugar-tax"].left == 0.0
    assert found["package"].left == pytest.approx(found[QUIT].left)
    assert found["package"].gain > found["sugar-tax"].gain


def test_what_needs_an_assumption_is_out_of_the_pack() -> None:
    """By hand from lag.csv and inputs.yaml: lags of smoking for COPD and bowel cancer, who is inactive."""
    left = {(risk.risk_factor, risk.outcome) for risk in without_assumptions(PACK).relative_risks}
    of_smoking = {"lung_cancer", "heart_failure", "ischaemic_heart_disease", "stroke", "all_cause"}
    assert {outcome for factor, outcome in left if factor == "smoking"} == of_smoking
    assert ("heavy_drinking", "stroke") in left
    assert not {outcome for factor, outcome in left if factor == "inactivity"}
    weights = {disease.id: disease.weight.value for disease in without_assumptions(PACK).diseases}
    assert weights["stroke"] == 0.0


@pytest.mark.parametrize(
    ("gain", "left", "share"),
    [(0.0, 0.0, 0.0), (10.0, 12.0, 0.0), (10.0, -1.0, 1.0), (-10.0, -4.0, 0.6), (8.0, 2.0, 0.75)],
)
def test_the_share_lies_between_0_and_1(gain: float, left: float, share: float) -> None:
    assert Remainder(gain, left).unverified_share == pytest.approx(share)
