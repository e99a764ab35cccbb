"""Screenings as files: the good one loads, every fault of a bad one comes at once with line and cure."""

from __future__ import annotations

from pathlib import Path

import pytest

from hiap import InputError, screen
from hiap.catalogue.folder import pack_folder
from hiap.catalogue.pack_names import names_of
from hiap.catalogue.pack_words import words_of
from hiap.catalogue.screenings import read_screening, screening_rules

GOOD = """\
schema: hiap-screen/1
id: bikes
title: {nl: Fietsen, en: Bikes}
summary: {nl: Meer fietsen., en: More bikes.}
domain: work
ministries: [rijk_ienw]
status: new
health: side_effect
start: 2027
touches:
  - determinant: inactivity
    direction: better
    certainty: low
    who: {sex: all, age: [18, 66], ses: [Q1, Q2], also: [low_income]}
    share: {value: 0.3, unit: share, source: assumption, grade: R}
    points: {value: 2, unit: percentage points, source: study, grade: B}
    why: {nl: Men beweegt meer., en: People move more.}
not_touched:
  - determinant: noise
    why: {nl: Een fiets is stil., en: A bike is silent.}
sources:
  study:
    authors: A
    year: 2020
    title: T
    read: true
    where: page 1
"""
WORDS = words_of(names_of(pack_folder("NLD/2025")))


def write(tmp_path: Path, text: str) -> str:
    path = tmp_path / "bikes.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_good_file_has_no_faults(tmp_path: Path) -> None:
    read = read_screening(write(tmp_path, GOOD), WORDS)
    assert read.faults == []
    assert read.screening is not None
    assert read.screening.touches[0].who.age == (18, 66)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("determinant: inactivity", "determinant: inactivty", 11, "inactivty is not a known determinant"),
        ("determinant: noise", "determinant: inactivity", 19, "stands under touches and under not_touched"),
        ("[rijk_ienw]", "[rijk_iw]", 6, "rijk_iw is not a known party"),
        ("ses: [Q1, Q2]", "ses: [Q1, Q9]", 14, "Q9 is not a known group"),
        ("age: [18, 66]", "age: [66, 18]", 14, "age [66, 18] is no range"),
        ("also: [low_income]", "also: [poor]", 14, "is not one of the choices"),
        ("value: 0.3, unit: share", "value: 30, unit: share", 15, "share"),
        ("unit: percentage points", "unit: percent", 16, "unit percent is not percentage points"),
        ("points: {value: 2", "points: {value: -2", 16, "-2 is not above 0"),
        ("direction: better", "direction: unclear", 16, "points with an unclear direction"),
        ("source: study", "source: stdy", 16, "stdy is not in sources"),
        ("certainty: low", "certainty: sure", 13, "is not one of the choices"),
        ("    certainty: low\n", "", 11, "certainty is missing"),
        ("start: 2027", "start: 1999", 9, "outside the pack's years"),
        ("status: new", "status: old", 7, "is not one of the choices"),
        ("domain: work", "domain: sport", 5, "is not one of the choices"),
        ("health: side_effect\n", "health: side_effect\nhaly: 3\n", 9, "haly is an unknown field"),
        (
            "    why: {nl: Men",
            "    level_to: sporty\n    why: {nl: Men",
            17,
            "sporty is not a known better level",
        ),
    ],
)
def test_a_fault_has_its_line_and_a_cure(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    assert old in GOOD
    read = read_screening(write(tmp_path, GOOD.replace(old, new, 1)), WORDS)
    assert read.screening is None
    found = [fault for fault in read.faults if told in fault.message]
    assert [fault.line for fault in found] == [line], read.faults
    assert found[0].cure


def test_points_need_a_risk_factor_of_the_pack(tmp_path: Path) -> None:
    read = read_screening(write(tmp_path, GOOD.replace("inactivity", "sleep", 1)), WORDS)
    assert [fault.line for fault in read.faults] == [16]
    assert "no risk factor of the pack" in read.faults[0].message


def test_a_mean_has_points_in_its_own_unit(tmp_path: Path) -> None:
    text = GOOD.replace("inactivity", "fine_particles", 1)
    assert (
        "unit percentage points is not µg/m3"
        in read_screening(write(tmp_path, text), WORDS).faults[0].message
    )
    good = text.replace("unit: percentage points", "unit: µg/m3")
    assert read_screening(write(tmp_path, good), WORDS).faults == []


def test_nothing_needs_its_reason(tmp_path: Path) -> None:
    start, end = GOOD.index("touches:"), GOOD.index("not_touched:")
    empty = GOOD[:start] + "touches: []\n" + GOOD[end:]
    fault = read_screening(write(tmp_path, empty), WORDS).faults[0]
    assert (fault.line, fault.message) == (10, "nothing is touched, without the reason")
    reason = "nothing_because: {nl: Zo., en: So.}\n"
    assert read_screening(write(tmp_path, empty + reason), WORDS).faults == []
    assert "stands beside touches" in read_screening(write(tmp_path, GOOD + reason), WORDS).faults[0].message


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("[rijk_ienw]", "[rijk_iw]").replace("certainty: low", "certainty: sure")
    text = text.replace("determinant: noise", "determinant: nose")
    with pytest.raises(InputError) as caught:
        screen(write(tmp_path, text))
    assert [fault.line for fault in caught.value.faults] == [6, 13, 19]


def test_a_file_of_another_kind_is_said_to_be_one(tmp_path: Path) -> None:
    text = GOOD.replace("hiap-screen/1", "hiap-agreement/1")
    assert "is no screening" in read_screening(write(tmp_path, text), WORDS).faults[0].message
    assert not read_screening(write(tmp_path, GOOD.replace("schema: hiap-screen/1\n", "")), WORDS).meant


def test_a_missing_file_and_an_unknown_id_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        screen(str(tmp_path / "gone.yaml"))
    with pytest.raises(InputError, match="no measure sugar-tex in the catalogue"):
        screen("sugar-tex")


def test_the_conventions_hold_together() -> None:
    rules = screening_rules()
    for name in ("haly_per_year", "haly_per_year_per_100000"):
        limits = [getattr(size, name) for size in rules.sizes]
        assert limits == sorted(limits)
        assert limits[0] == 0
    assert [term.until for term in rules.terms] == [1, 4, 10, None]
    assert rules.rules[-1].outcome == "none", "there is always a rule that holds, with its reason"
    assert rules.rules[-1].when.model_dump(exclude_none=True) == {}
    assert set(rules.mental_diseases) <= WORDS.diseases
