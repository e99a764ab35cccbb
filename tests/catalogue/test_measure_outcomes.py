"""Changes outside health and care in a measure: units that cancel, how long they last, names of the pack."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from measure_text import OUTCOME, VOCABULARY, Faults, changed, line_of

from hiap.catalogue.measures import load_measure


def _text(old: str = "", new: str = "") -> str:
    assert old in OUTCOME
    return changed(("sources:\n", OUTCOME.replace(old, new, 1)))


def test_a_good_change_loads(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(_text())
    (change,) = load_measure(str(path), VOCABULARY).outcomes
    assert math.prod(factor.value for _, factor in change.factors) == pytest.approx(0.02)
    assert (change.direction, change.years, change.lag_years, change.decay) == ("fewer", 1, 3, None)


def test_every_number_of_a_change_is_drawn_by_a_name_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    decay = "years: 1\n    decay: {value: 0.1, unit: share per year, source: trial, grade: B}"
    path.write_text(_text("years: 1", decay))
    names = [name for name, _ in load_measure(str(path), VOCABULARY).quantities()]
    own = ["outcomes/school/transfer", "outcomes/school/decay"]
    assert names[-4:] == ["factors/repeats", "factors/less", *own]


@pytest.mark.parametrize(
    ("old", "new", "message", "cure", "marker"),
    [
        (
            "school_primary_year",
            "school_primery_year",
            "outcome: school_primery_year is not a known outcome",
            "school_primary_year",
            "outcome: school",
        ),
        (
            "school_primary_year",
            "offence_assault",
            "units of the chain give school year, not offence",
            "cancel",
            "chain:\n      - {id: repeats",
        ),
        ("fewer", "less", "'less' is not one of the choices", "'more' or 'fewer'", "direction: less"),
        ("    years: 1\n", "", "years is missing when reach is a flow", "add years", "  - id: school"),
        ("years: 1", "years: 58", "lag_years 3 and years 58 are more than 60", "at most 57", "years: 58"),
        ("years: 1", "years: 0", "0 is under 1", "at least 1", "years: 0"),
        ("value: 1,", "value: 20,", "20 is over 10", "at most 10", "transfer: {value: 20"),
        ("source: trial", "source: trail", "source trail is not in sources", "trial", "{id: repeats"),
        (
            "unit: share,",
            "unit: shares,",
            "give school year x shares",
            "cancel",
            "chain:\n      - {id: repeats",
        ),
        (
            "id: repeats",
            "id: less",
            "the factor less has other numbers",
            "another id",
            "{id: less, label: {nl: m",
        ),
        (
            "    years: 1\n",
            "    years: 1\n    size: 3\n",
            "both of size and chain",
            "one of the two",
            "size: 3",
        ),
    ],
)
def test_a_fault_is_found_with_its_line_and_cure(
    old: str, new: str, message: str, cure: str, marker: str, faults_of: Faults
) -> None:
    text = _text(old, new)
    found = [fault for fault in faults_of(text) if message in fault.message]
    assert found, [str(fault) for fault in faults_of(text)]
    assert cure in found[0].cure
    assert found[0].line == line_of(text, marker)


@pytest.mark.parametrize(
    "field", ["years: 1", "decay: {value: 0.1, unit: share per year, source: trial, grade: B}"]
)
def test_a_stock_says_neither_years_nor_decay(field: str, faults_of: Faults) -> None:
    text = _text("    years: 1\n", f"    {field}\n").replace("kind: flow", "kind: stock", 1)
    assert [fault.message for fault in faults_of(text)] == [
        f"outcomes/school: {field.partition(':')[0]} does not go with a reach of kind stock"
    ]


def test_all_faults_come_at_once(faults_of: Faults) -> None:
    text = _text("    years: 1\n", "").replace("school_primary_year", "school_year")
    text = text.replace("direction: fewer", "direction: down")
    assert len(faults_of(text)) == 3
