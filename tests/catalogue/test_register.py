"""The register: what entries say, those that cannot be computed, claims, and what is refused in them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from measure_text import GOOD, ROOT, VOCABULARY

from hiap import load_pack
from hiap.catalogue.determinants import load_determinants
from hiap.catalogue.measures import catalogue_ids, load_entry, load_measure, register_ids
from hiap.domain.errors import InputError
from hiap.domain.grading import Ratings, certainty
from hiap.domain.measure import Measure
from hiap.domain.register import Claim, UnquantifiedMeasure
from hiap.workflow.show import beside_published
from hiap.workflow.vocabulary import vocabulary_of

WORDS = replace(
    VOCABULARY,
    parties=VOCABULARY.parties | {"rijk_ocw", "rijk_vws", "schools"},
    determinants=frozenset(load_determinants()),
)
CLAIM = """
claims:
  - id: mood
    outcome: {nl: stemming, en: mood}
    determinant: mental_wellbeing
    direction: gain
    metric: smd
    value: 0.2
    low: 0.1
    high: 0.3
    population: 100 adults
    comparison: usual care
    design: randomised
    follow_up: one year
    setting: the Netherlands
    source: trial
    found: {where: abstract, quote: a difference of 0.2}
    grade: B
    evidence:
      floor: "yes"
      certainty: moderate
      ratings: {start: randomised, imprecision: 1}
      certainty_reason: {nl: Klein., en: Small.}
      graded_by: test
      graded_on: 2026-11-22
      leap_of_faith: false
"""


def told(text: str, tmp_path: Path) -> list[str]:
    """The messages about a file."""
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        load_entry(str(path), WORDS)
    except InputError as error:
        return [fault.message for fault in error.faults]
    return []


def with_claim(*changes: tuple[str, str]) -> str:
    text = CLAIM
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return GOOD + text


def test_a_claim_with_its_words_is_taken(tmp_path: Path) -> None:
    assert told(with_claim(), tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("value: 0.2\n    low: 0.1\n    high: 0.3", "value: 2.5", "smd 2.5 is implausible"),
        ("metric: smd", "metric: statement", "a statement has no number"),
        ("    found: {where: abstract, quote: a difference of 0.2}\n", "", "without the words"),
        ("source: trial", "source: nowhere", "nowhere is not a known source of the file"),
        ("determinant: mental_wellbeing", "determinant: mood", "mood is not a known determinant"),
        ("certainty: moderate", "certainty: high", "certainty high is not moderate, as the ratings give"),
        ("low: 0.1", "low: 0.25", "low 0.25 is above value 0.2"),
    ],
)
def test_a_claim_with_a_fault_is_refused(old: str, new: str, message: str, tmp_path: Path) -> None:
    messages = told(with_claim((old, new)), tmp_path)
    assert len(messages) == 1
    assert message in messages[0]


TOUCH = """touches:
  - determinant: inactivity
    direction: better
    certainty: low
    who: {age: [18, 66], ses: [Q1, Q2]}
    share: {value: 0.3, unit: share, source: assumption, grade: R}
    points: {value: 2, low: 1, high: 3, unit: percentage points, source: trial, grade: B}
    lag_years: 1
    why: {nl: Men beweegt meer., en: People move more.}
"""


def with_touch(old: str = "", new: str = "") -> str:
    assert old in TOUCH
    return GOOD + TOUCH.replace(old, new, 1)


def test_a_touch_may_say_how_far(tmp_path: Path) -> None:
    assert told(with_touch(), tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("unit: percentage points", "unit: percent", "unit percent is not percentage points"),
        ("value: 2, low: 1", "value: -2, low: -3", "-2 is not above 0"),
        ("source: trial", "source: tral", "tral is not in sources"),
        ("determinant: inactivity", "determinant: gambling", "gambling is no risk factor of the pack"),
        ("direction: better", "direction: unclear", "points with an unclear direction"),
        ("value: 0.3", "value: 30", "share"),
        ("ses: [Q1, Q2]", "ses: [Q1, Q7]", "Q7 is not a known group"),
        ("age: [18, 66]", "age: [66, 18]", "age [66, 18] is no range"),
        ("lag_years: 1", "lag_years: 1\n    level_to: activ", "activ is not a known better level of it"),
        ("certainty: low", "certainty: fair", "is not one of the choices"),
        (", source: trial, grade: B", "", "source is missing"),
    ],
)
def test_a_touch_with_a_fault_is_refused(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert any(message in text for text in told(with_touch(old, new), tmp_path))


def test_a_touch_that_says_little_stays_as_it_was(tmp_path: Path) -> None:
    """What is left out is not written either, so that a document of before has the same fields."""
    text = "touches:\n  - {determinant: noise, direction: better, why: {nl: Stil., en: Silent.}}\n"
    path = tmp_path / "quit.yaml"
    path.write_text(GOOD + text, encoding="utf-8")
    written = load_entry(str(path), WORDS).model_dump()["touches"]
    assert written == (
        {"determinant": "noise", "direction": "better", "why": {"nl": "Stil.", "en": "Silent."}},
    )


RECOGNITION = """      recognition:
        - {intervention: Sample, level: "II", recognised_on: 2022-05-19, source: rivm}
"""
RIVM = "  rivm: {authors: RIVM, year: 2022, title: T, read: true, where: list}\n"


def with_recognition(*changes: tuple[str, str]) -> str:
    """A good measure with a recognition beside its effect."""
    text = GOOD.replace("      graded_by: me\n", f"{RECOGNITION}      graded_by: me\n") + RIVM
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("read: true, where: list", "read: true, where: list", ""),
        ("source: rivm", "source: rvm", "effects/quit: source: rvm is not a known source of the file"),
        ("read: true, where: list", "read: false, where: list", "source rivm was not read"),
        ('level: "II"', 'level: "V"', "V"),
        ("2022-05-19", "soon", "recognised_on"),
        (RECOGNITION, "      recognition: {nl: II, en: II}\n", "recognition"),
    ],
)
def test_a_recognition_has_a_level_a_day_and_a_source_that_was_read(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    messages = told(with_recognition((old, new)), tmp_path)
    assert len(messages) == bool(message), messages
    assert all(message in told_of for told_of in messages)


def test_what_the_owner_says_is_no_input(tmp_path: Path) -> None:
    text = GOOD.replace("  trial: {", "  trial: {owner: true, ", 1)
    assert text != GOOD
    assert any("is the owner of the measure" in message for message in told(text, tmp_path))


def test_points_do_not_rest_on_the_owner_either(tmp_path: Path) -> None:
    """The good measure has its own effect from the same source, which is told apart."""
    text = with_touch().replace("  trial: {", "  trial: {owner: true, ", 1)
    messages = told(text, tmp_path)
    assert any("touches/0/points: trial is the owner of the measure" in message for message in messages)


def test_an_entry_that_cannot_be_computed_says_why() -> None:
    entry = load_entry("phone-ban-at-school", WORDS)
    assert isinstance(entry, UnquantifiedMeasure)
    assert [claim.direction for claim in entry.claims] == ["none"]
    with pytest.raises(InputError, match="cannot be computed: The only comparison found no difference"):
        load_measure("phone-ban-at-school", WORDS)


def test_the_folders_hold_what_they_say() -> None:
    for name, entry in every_entry().items():
        assert isinstance(entry, Measure) == (name in catalogue_ids()), name


def every_entry() -> dict[str, Measure | UnquantifiedMeasure]:
    words = vocabulary_of(load_pack())
    return {name: load_entry(name, words) for name in register_ids()}


def test_grade_cases() -> None:
    """Cases by the table of GRADE (PMC6692166): written out here, not computed."""
    cases = [
        ({"start": "randomised"}, "high"),
        ({"start": "randomised", "risk_of_bias": 1}, "moderate"),
        ({"start": "randomised", "risk_of_bias": 1, "imprecision": 1}, "low"),
        ({"start": "randomised", "risk_of_bias": 2, "indirectness": 2}, "very_low"),
        ({"start": "observational"}, "low"),
        ({"start": "observational", "large_effect": 1}, "moderate"),
        ({"start": "observational", "large_effect": 2}, "high"),
        ({"start": "observational", "risk_of_bias": 1, "large_effect": 2}, "very_low"),
        ({"start": "observational", "large_effect": 2, "dose_response": 1}, "high"),
        ({"start": "observational", "inconsistency": 1}, "very_low"),
        ({"start": "randomised", "large_effect": 2}, "high"),
    ]
    assert [certainty(Ratings.model_validate(ratings)) for ratings, _ in cases] == [name for _, name in cases]


def test_grade_against_the_list_of_reference() -> None:
    path = ROOT.parent / "shared" / "reference" / "grade.json"
    if not path.exists():
        pytest.skip("the list of reference cases is not here")
    names = {"rct": "randomised", "observational": "observational"}
    cases = json.loads(path.read_text(encoding="utf-8"))["cases"]
    assert len(cases) == 10
    for case in cases:
        down = {key: abs(value) for key, value in case["down"].items()}
        ratings = Ratings.model_validate({"start": names[case["design"]], **down, **case["up"]})
        assert certainty(ratings) == case["expected"], case


def test_a_published_size_stands_beside_ours(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    published = (
        "\npublished:\n  - {effect: quit, value: 0.14, source: trial, found: {where: p. 1, quote: 14 %}}\n"
    )
    path.write_text(GOOD + published, encoding="utf-8")
    measure = load_measure(str(path), WORDS)
    (row,) = beside_published(measure)
    assert (row["theirs"], row["ratio"]) == (0.14, pytest.approx(0.07 / 0.14))


def test_every_entry_is_reviewed_in_time() -> None:
    """A review that is due on the day that a claim was last graded would never be done."""
    for name, entry in every_entry().items():
        graded = [claim.evidence.graded_on for claim in entry.claims]
        if isinstance(entry, Measure):
            graded += [effect.evidence.graded_on for effect in entry.effects]
        assert entry.review_by is None or entry.review_by > max(graded, default=date(2026, 1, 1)), name


def test_claims_of_the_register_have_a_readable_source() -> None:
    for name, entry in every_entry().items():
        for claim in entry.claims:
            assert isinstance(claim, Claim)
            assert claim.grade == "R" or entry.sources[claim.source].read, (name, claim.id)
