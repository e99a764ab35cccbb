"""From a run to its promise, and from a measured series to a measure for the next run (14.4)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from hiap import InputError, appraise, load_measure, load_pack, vocabulary_of
from hiap.domain.measure import Measure
from hiap.domain.parts import Evidence, Source, Text
from hiap.monitoring.realised import Realised, Share, Surprise
from hiap.workflow.realised import promised_path, renewed_measure, study_of

SOURCE = Source(authors="City", year=2031, title="Follow-up", read=True, where="table 1")
EVIDENCE = Evidence(
    floor="yes",
    certainty="low",
    certainty_reason=Text(nl="Vergeleken met andere plaatsen.", en="Compared with other places."),
    graded_by="test",
    graded_on=date(2031, 1, 31),
    leap_of_faith=False,
)


def found(value: float, low: float, high: float) -> Realised:
    """A posterior, with a series of its own that says less."""
    return Realised(
        promised=Share(1.0, 0.4, 1.6, 0.3),
        series_alone=Share(value - 0.2, low - 0.3, high - 0.1, 0.2),
        share=Share(value, low, high, 0.1),
        chance_half=0.5,
        chance_all=0.0,
        chance_none=0.0,
        between_years=0.0,
        surprise=Surprise(np.array([0.2]), 0.2, 0.2, conflict=False),
    )


HALF = found(0.5, 0.3, 0.7)


@pytest.fixture(scope="module")
def before() -> Any:
    return appraise(["heart-risk-care", "debt-relief"], years=10)


def renewed(result: Any, measure: str, *effects: str, realised: Realised = HALF) -> dict[str, Any]:
    return renewed_measure(
        result, measure, effects, realised, key="follow-2031", source=SOURCE, evidence=EVIDENCE
    )


def loaded(document: dict[str, Any], folder: Path) -> Measure:
    path = folder / f"{document['id']}.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return load_measure(str(path), vocabulary_of(load_pack()))


@pytest.mark.parametrize(
    ("measure", "effects"),
    [
        ("debt-relief", ["debt-free"]),
        ("heart-risk-care", ["less-heart-disease", "fewer-strokes", "more-diabetes"]),
    ],
)
def test_half_the_promise_makes_half_the_gain_of_the_next_appraisal(
    before: Any, measure: str, effects: list[str], tmp_path: Path
) -> None:
    """A gain of this size is nearly straight in the effect: within 1 % of the whole."""
    read = loaded(renewed(before, measure, *effects), tmp_path)
    after: Any = appraise([str(tmp_path / f"{read.id}.yaml")], years=10)
    old, new = (
        found["scenarios"][name]["haly"]["mean"] for found, name in ((before, measure), (after, read.id))
    )
    assert new / old == pytest.approx(0.5, abs=0.01)
    assert {effect.evidence.certainty for effect in read.effects} == {"low"}
    assert read.id == f"{measure}-follow-2031"


def test_the_new_number_is_the_old_one_times_the_share_with_its_source(before: Any, tmp_path: Path) -> None:
    """The chain 0.23 · 0.64 · 0.7 = 0.10304, halved; its interval is that of the share."""
    effect = loaded(renewed(before, "debt-relief", "debt-free"), tmp_path).effects[0]
    assert effect.chain is None
    assert effect.size is not None
    assert (effect.size.value, effect.size.low, effect.size.high) == pytest.approx(
        (0.05152, 0.030912, 0.072128)
    )
    assert (effect.size.unit, effect.size.grade, effect.size.source) == ("share", "C", "follow-2031")
    assert (effect.transfer.low, effect.transfer.high) == (1.0, 1.0)


def test_a_ratio_takes_its_transfer_along(before: Any, tmp_path: Path) -> None:
    """0.67 to the power 0.6 is 0.7864: 0.2136 off, halved."""
    read = loaded(renewed(before, "heart-risk-care", "fewer-strokes"), tmp_path)
    size = next(effect.size for effect in read.effects if effect.id == "fewer-strokes")
    assert size is not None
    assert size.value == pytest.approx(1 - 0.5 * (1 - 0.67**0.6))


def test_a_study_to_pool_is_the_series_alone(before: Any) -> None:
    effect = Measure.model_validate_json(before["documents"]["debt-relief"]).effects[0]
    row = study_of("debt-relief", effect, HALF, "City 2031")
    assert row["study"] == "City 2031"
    assert row["value"] == pytest.approx(0.3 * 0.10304)


def test_what_does_not_fit_is_told(before: Any) -> None:
    with pytest.raises(InputError, match="no measure debt-relie"):
        renewed(before, "debt-relie", "debt-free")
    with pytest.raises(InputError, match="no effect debt"):
        renewed(before, "debt-relief", "debt")
    with pytest.raises(InputError, match="effects/debt-free: the series gives a share of persons"):
        renewed(before, "debt-relief", "debt-free", realised=found(-0.4, -0.8, 0.1))


ROWS = [
    {"year": 2027, "haly": {"mean": 10.0, "low": 6.08, "high": 13.92}, "by_party": {}},
    {"year": 2028, "haly": {"mean": 20.0, "low": 12.16, "high": 27.84}, "by_party": {}},
]


def test_a_run_says_what_was_promised() -> None:
    years, promise = promised_path({"scenarios": {"x": {"by_year": ROWS}}}, "x", "haly")
    assert years == [2027, 2028]
    assert promise.mean.tolist() == [10.0, 20.0]
    assert promise.spread == pytest.approx(0.2, abs=1e-4)


def test_a_run_that_promised_nothing_that_can_be_followed_is_refused(before: Any) -> None:
    result = {"scenarios": {"x": {"by_year": ROWS}}}
    for scenario, outcome, told in (("y", "haly", "no scenario y"), ("x", "by_party", "no outcome by_party")):
        with pytest.raises(InputError, match=told):
            promised_path(result, scenario, outcome)
    with pytest.raises(InputError, match="without draws"):
        promised_path(before, "debt-relief", "haly")
    nothing = [{"year": 2027, "haly": {"mean": 0.0, "low": 0.0, "high": 0.0}}]
    with pytest.raises(InputError, match="0 in every year"):
        promised_path({"scenarios": {"x": {"by_year": nothing}}}, "x", "haly")
