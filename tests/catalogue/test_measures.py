"""The catalogue's measures load; a bad file gives every fault at once, with its line and cure."""

from __future__ import annotations

import json
import math
import os
import runpy
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from hiap.catalogue.documents import read_document
from hiap.catalogue.measures import catalogue_ids, load_measure, load_measures
from hiap.domain.errors import Fault, InputError
from hiap.domain.measure import Measure, Quantity, Text
from hiap.domain.measure_rules import ASSUMPTION, unit_of_product
from hiap.domain.vocabulary import RiskWord, Vocabulary

ROOT = Path(__file__).resolve().parents[2]
Faults = Callable[[str | bytes], tuple[Fault, ...]]

RIJK = ("rijk_vws", "rijk_szw", "rijk_ocw", "rijk_financien")
VOCABULARY = Vocabulary(
    parties=frozenset({*RIJK, "municipalities", "zvw_insurers", "employers", "households_q1"}),
    boundary=frozenset({"resources", "health", "welfare"}),
    risk_factors={
        "smoking": RiskWord("levels", ("never", "former", "current"), "share of persons", False),
        "bmi": RiskWord("mean", (), "kg/m2", False, widest=18.0),
        "inactivity": RiskWord("levels", ("active", "inactive"), "share of persons", False),
        "problem_debt": RiskWord("levels", ("none", "debt"), "share of persons", False),
        "heat": RiskWord("mean", (), "°C of summer temperature above the reference", False),
    },
    diseases=frozenset({"fall_injury", "depression", "diabetes"}),
    ses_groups=("Q1", "Q2", "Q3", "Q4", "Q5"),
    first_year=2025,
    last_year=2100,
    last_age=100,
    price_years=frozenset(range(2012, 2025)),
    catalogue_ids=frozenset(catalogue_ids()),
)

GOOD = """\
id: my-quit-help
version: "1"
title: {nl: Stophulp, en: Quit help}
summary: {nl: Hulp., en: Help.}
domain: lifestyle
maturity: pilot
acts: municipalities
start: 2027
duration: 10
target:
  sex: all
  age: [18, 100]
  ses: [Q1, Q2]
  risk_factor: smoking
  level: current
reach:
  kind: flow
  share: {value: 0.1, low: 0.05, high: 0.2, unit: share, source: trial, grade: B}
costs:
  - id: course
    kind: per_person
    amount: {value: 200, unit: eur, source: assumption, grade: R}
    price_year: 2024
    payer: municipalities
    money: temporary
    title: {nl: Cursus, en: Course}
effects:
  - id: quit
    kind: shift
    risk_factor: smoking
    level_from: current
    level_to: former
    size: {value: 0.07, low: 0.05, high: 0.09, unit: share, source: trial, grade: B}
    transfer: {value: 1, unit: ratio, source: assumption, grade: R}
    decay: {value: 0.1, unit: share per year, source: assumption, grade: R}
    evidence:
      floor: yes
      certainty: low
      certainty_reason: {nl: Een proef., en: One trial.}
      graded_by: me
      graded_on: 2026-01-31
      leap_of_faith: false
sources:
  trial: {authors: A, year: 2020, title: T, read: true, where: p. 3}
"""
SECOND_EFFECT = GOOD[GOOD.index("  - id: quit") : GOOD.index("sources:")]


def line_of(text: str, part: str) -> int:
    """The first line that holds the part."""
    return text[: text.index(part)].count("\n") + 1


def changed(*changes: tuple[str, str]) -> str:
    """The good file with parts replaced."""
    text = GOOD
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


@pytest.fixture
def faults_of(tmp_path: Path) -> Faults:
    """Load a text as a user's file and give its faults."""

    def load(text: str | bytes) -> tuple[Fault, ...]:
        path = tmp_path / "mine.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(InputError) as caught:
            load_measure(str(path), VOCABULARY)
        assert all(fault.path == str(path) and fault.cure for fault in caught.value.faults)
        return caught.value.faults

    return load


def test_the_good_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD)
    measure = load_measure(str(path), VOCABULARY)
    assert (measure.id, measure.years, measure.last_year) == ("my-quit-help", 10, 2036)
    assert measure.effects[0].evidence.floor == "yes"
    assert measure.effects[0].evidence.graded_on == date(2026, 1, 31)


def cases() -> list[tuple[str, ...]]:
    """The cases of measure_faults.txt as (name, old, new, message, cure, text of the faulty line)."""
    found = []
    blocks = (
        (Path(__file__).parent / "measure_faults.txt").read_text(encoding="utf-8").strip("\n").split("\n\n")
    )
    for block in blocks[1:]:
        name, old, new, expected = block.split("\n")
        parts = (old[2:], new[2:].replace("(nothing)", ""), *expected[2:].split(" | "))
        found.append((name, *(part.replace("\\n", "\n") for part in parts)))
    return found


@pytest.mark.parametrize("case", cases(), ids=lambda case: case[0])
def test_a_fault_is_found_with_its_line_and_cure(case: tuple[str, ...], faults_of: Faults) -> None:
    _, old, new, message, cure, marker = case
    text = changed((old, new))
    found = [fault for fault in faults_of(text) if message in fault.message]
    assert found, [str(fault) for fault in faults_of(text)]
    assert cure in found[0].cure
    assert found[0].line == line_of(text, marker)


def test_two_effects_that_do_the_same(faults_of: Faults) -> None:
    text = changed(("sources:\n", SECOND_EFFECT.replace("id: quit", "id: stop") + "sources:\n"))
    (fault,) = faults_of(text)
    assert "effects quit and stop do the same thing in 2027-2036" in fault.message
    assert "do not overlap" in fault.cure
    assert fault.line == line_of(text, "- id: stop")


def test_two_effects_that_do_the_same_in_one_year(faults_of: Faults) -> None:
    text = changed(
        ("sources:\n", SECOND_EFFECT.replace("id: quit", "id: stop") + "sources:\n"),
        ("duration: 10", "duration: 1"),
    )
    assert [fault.message for fault in faults_of(text)] == ["effects quit and stop do the same thing in 2027"]


def test_empty_lists_and_texts_are_told_as_empty(faults_of: Faults) -> None:
    start, end = GOOD.index("  - id: course"), GOOD.index("effects:")
    (fault,) = faults_of(GOOD[:start] + GOOD[end:])
    assert (fault.message, fault.line) == ("costs is empty", line_of(GOOD, "costs:"))
    assert fault.cure == "fill it in (what it costs and who pays; [] if nothing)"


def test_a_comma_between_braces_gives_no_further_faults(faults_of: Faults) -> None:
    (fault,) = faults_of(
        changed(("value: 0.07, low: 0.05, high: 0.09", "value: 0,07, low: 0,05, high: 0.09"))
    )[1:]
    assert (fault.message, fault.cure) == ("0,07 has a comma", "write 0.07")


def test_two_effects_in_other_years_are_fine(tmp_path: Path) -> None:
    first = SECOND_EFFECT.replace("    size:", "    period: [2027, 2030]\n    size:")
    second = SECOND_EFFECT.replace("    size:", "    period: [2031, 2036]\n    size:").replace(
        ": quit", ": stop"
    )
    path = tmp_path / "mine.yaml"
    path.write_text(changed((SECOND_EFFECT, first + second)))
    measure = load_measure(str(path), VOCABULARY)
    assert [(effect.id, measure.within(effect.period)) for effect in measure.effects] == [
        ("quit", (2027, 2030)),
        ("stop", (2031, 2036)),
    ]


@pytest.mark.parametrize("field", ["costs", "effects"])
def test_the_same_id_twice(field: str, faults_of: Faults) -> None:
    start, end = {"costs": ("  - id: course", "effects:\n"), "effects": ("  - id: quit", "sources:\n")}[field]
    entry = GOOD[GOOD.index(start) : GOOD.index(end)]
    faults = faults_of(changed((end, entry + end)))
    assert any("is used twice" in fault.message and "own id" in fault.cure for fault in faults)


def test_all_faults_come_at_once(faults_of: Faults) -> None:
    text = changed(
        ("acts: municipalities", "acts: nobody"),
        ("duration: 10", "duration: 900"),
        ("level: current\n", "level: daily\n"),
        ("value: 0.1, low: 0.05, high: 0.2", "value: 1.4"),
        ("value: 200", "value: .nan"),
        ("price_year: 2024", "price_year: 1990"),
        ("kind: shift", "kind: transition"),
        ("source: trial, grade: B}\n    transfer", "source: trail, grade: B}\n    transfer"),
        ("floor: yes", "floor: true"),
        ("sources:\n", "sourcs: 1\nsources:\n"),
        ("title: T, read", "title: T, title: U, read"),
    )
    lines = [fault.line or 0 for fault in faults_of(text)]
    parts = ["acts:", "duration", "level: daily", "share: {", "amount", "price_year", "kind: tran"]
    parts += ["size:", "floor", "sourcs", "trial: {"]
    assert {line_of(text, part) for part in parts} <= set(lines)
    assert lines == sorted(lines)


def test_each_fault_comes_once(faults_of: Faults) -> None:
    faults = faults_of(changed(("level_to: former", "level_to: current"), ("value: 200", "value: .inf")))
    assert len(faults) == len(set(faults)) == 2


RATIO_EFFECT = """\
  - id: fewer
    kind: incidence
    disease: diabetes
    size: {value: 0.9, unit: ratio, source: assumption, grade: R}
    transfer: {value: 1, unit: ratio, source: assumption, grade: R}
"""
EVIDENCE = GOOD[GOOD.index("    evidence:") : GOOD.index("sources:")]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("", "", "decay is missing for an effect of kind incidence when reach is a flow"),
        ("diabetes", "diabets", "disease: diabets is not a known disease"),
        ("    disease: diabetes\n", "", "disease is missing for an effect of kind incidence"),
        ("value: 0.9", "value: -0.9", "effects/fewer/size: -0.9 is under 0.001"),
        ("value: 0.9", "value: 900", "effects/fewer/size: 900 is over 100"),
        ("value: 0.9", "value: 0.9, low: -0.1, high: 1", "effects/fewer/size: -0.1 is under 0.001"),
        ("value: 1,", "value: -1,", "effects/fewer/transfer: -1 is under 0"),
        ("value: 1,", "value: 11,", "effects/fewer/transfer: 11 is over 10"),
        ("diabetes", "diabetes\n    risk_factor: bmi", "risk_factor does not go with"),
    ],
)
def test_ratio_effects(old: str, new: str, message: str, faults_of: Faults) -> None:
    effect = (RATIO_EFFECT + EVIDENCE).replace(old, new, 1)
    assert any(
        message in fault.message for fault in faults_of(changed(("sources:\n", effect + "sources:\n")))
    )


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ("risk_factor: bmi\n    decay: {value: 0.1, unit: share per year, source: assumption, grade: R}",
         "decay does not go with an effect of kind hold"),
        ("risk_factor: bmi\n    level_from: obese", "bmi is a mean and has no levels"),
        ("risk_factor: smoking\n    level_from: current", "level_to is missing for a hold on smoking"),
        ("risk_factor: bmi", "unit kg is not kg/m2"),
        ("risk_factor: bmi", "effects/fewer/size: -19 is under -18"),
        ("level_from: a", "risk_factor is missing for an effect of kind hold"),
    ],
)  # fmt: skip
def test_hold_effects(fields: str, message: str, faults_of: Faults) -> None:
    effect = RATIO_EFFECT.replace("kind: incidence\n    disease: diabetes", f"kind: hold\n    {fields}")
    effect = effect.replace("0.9, unit: ratio", "-19, unit: kg") + EVIDENCE
    assert any(
        message in fault.message for fault in faults_of(changed(("sources:\n", effect + "sources:\n")))
    )


def test_a_shift_of_a_mean_is_refused(faults_of: Faults) -> None:
    text = changed(("kind: shift\n    risk_factor: smoking", "kind: shift\n    risk_factor: bmi"))
    assert any("use hold" in fault.cure for fault in faults_of(text))


TRANSFER = """\
transfers:
  - id: levy
    payer: households
    receiver: rijk_financien
    basis: per_person
    chain:
      - {id: price, label: {nl: p, en: p}, value: 2, unit: eur per litre, source: assumption, grade: R}
      - {id: litres, label: {nl: l, en: l}, value: 50, unit: litre, source: assumption, grade: R}
    price_year: 2024
    kind: tax
    title: {nl: Heffing, en: Levy}
effects:
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("unit: litre,", "unit: gram,", "the units of the chain give eur x gram per litre, not eur"),
        ("payer: households\n", "payer: rijk_financien\n", "payer and receiver are both rijk_financien"),
        ("receiver: rijk_financien", "receiver: resources", "resources is not a known party"),
        ("    price_year: 2024\n", "", "transfers/levy/price_year is missing"),
        ("id: litres,", "id: price,", "the factor price has other numbers"),
        ("value: 50,", "value: -50,", "the factors of the chain give -100 is under 0"),
        ("value: 50,", "value: 2e7,", "the factors of the chain give 40000000 is over 10000000"),
        ("value: 50,", "value: 2e12,", "transfers/levy/chain/litres: 2000000000000 is over 1000000000000"),
        ("    chain:", "    amount: {value: 1, unit: eur, source: assumption, grade: R}\n    chain:",
         "both of amount and chain given"),
    ],
)  # fmt: skip
def test_transfers(old: str, new: str, message: str, faults_of: Faults) -> None:
    text = changed(("effects:\n", TRANSFER.replace(old, new, 1)))
    assert any(message in fault.message for fault in faults_of(text))


def test_a_transfer_to_welfare_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        changed(("effects:\n", TRANSFER.replace("receiver: rijk_financien", "receiver: welfare")))
    )
    measure = load_measure(str(path), VOCABULARY)
    assert math.prod(factor.value for _, factor in measure.transfers[0].factors) == 100
    assert [name for name, _ in measure.transfers[0].factors] == ["factors/price", "factors/litres"]


def test_not_utf8(faults_of: Faults) -> None:
    (fault,) = faults_of(changed(("Stophulp", "Stophülp")).encode("latin-1"))
    assert (fault.line, fault.message) == (3, "the file is not UTF-8")


def test_too_large(faults_of: Faults) -> None:
    (fault,) = faults_of(GOOD + "#" * 1_000_000)
    assert "the most is 1,000,000" in fault.message


def test_aliases_that_explode(faults_of: Faults) -> None:
    levels = "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" if n else "a0: &a0 [x]\n" for n in range(10)
    )
    assert any("unfolds to more than" in fault.message for fault in faults_of(GOOD + levels))


def test_too_many_aliases(faults_of: Faults) -> None:
    (fault,) = faults_of(GOOD + "a: &a x\nb: [" + ", ".join(["*a"] * 101) + "]\n")
    assert "repeats parts 101 times" in fault.message


def test_a_part_that_contains_itself(faults_of: Faults) -> None:
    text = GOOD + "loop: &loop {again: *loop}\n"
    assert any("contains itself" in fault.message for fault in faults_of(text))


def test_an_alias_may_repeat_a_part(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(
        changed(("title: {", "title: &words {"), ("summary: {nl: Hulp., en: Help.}", "summary: *words"))
    )
    assert load_measure(str(path), VOCABULARY).summary == Text(nl="Stophulp", en="Quit help")


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n- b\n", "just words\n", "a: 1\n---\nb: 2\n"])
def test_a_file_that_is_no_measure(text: str, faults_of: Faults) -> None:
    assert len(faults_of(text)) == 1


def test_every_field_missing_is_named(faults_of: Faults) -> None:
    missing = {fault.message.split()[0] for fault in faults_of("id: x\n")}
    needed = {name for name, field in Measure.model_fields.items() if field.is_required()}
    assert missing == needed - {"id"}


ODD: tuple[Any, ...] = (
    *(5, 0.5, True, None, "word", "2026-01-01", [], [1], [[]], [None]),
    *({}, {"a": 1}, [{"id": 1}], [{"id": [1]}]),
)


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) in a tree."""
    for key in list(tree) if isinstance(tree, dict) else range(len(tree)):
        yield tree, key
        if isinstance(tree[key], dict | list):
            yield from places(tree[key])


def test_odd_values_anywhere_raise_no_other_error(tmp_path: Path) -> None:
    """Each value of a document is replaced by odd ones: it loads or gives faults, and never breaks."""
    document, _ = read_document("good.yaml", changed(("effects:\n", TRANSFER)).encode())
    assert document is not None
    tree = json.loads(json.dumps(document.tree, default=str))
    path = tmp_path / "mine.yaml"
    lines: list[int | None] = []
    for number, (container, key) in enumerate(places(tree)):
        kept = container[key]
        for odd in (ODD[number % len(ODD)], ODD[(number + 5) % len(ODD)], ODD[(number + 9) % len(ODD)]):
            container[key] = odd
            path.write_text(json.dumps(tree))
            try:
                load_measure(str(path), VOCABULARY)
            except InputError as error:
                lines += [fault.line for fault in error.faults]
        container[key] = kept
    assert len(lines) > 200
    assert None not in lines


def test_unknown_id_offers_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        load_measure("sugar-tacks", VOCABULARY)
    (fault,) = caught.value.faults
    assert (fault.path, fault.line) == ("sugar-tacks", None)
    assert fault.cure.startswith("did you mean sugar-tax? known are cool-streets")


def test_a_file_that_is_not_there() -> None:
    with pytest.raises(InputError, match="cannot be read: No such file"):
        load_measure("not/there.yaml", VOCABULARY)
    with pytest.raises(InputError, match="cannot be read"):
        load_measure("not\0there.yaml", VOCABULARY)


def test_a_folder_is_no_measure(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").mkdir()
    for path in (f"{tmp_path}/mine.yaml", f"{tmp_path}/", "."):
        with pytest.raises(InputError, match=r"is a folder; give the path of a \.yaml file$"):
            load_measure(path, VOCABULARY)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    code = "import sys; from hiap.cli import main; sys.argv = ['hiap', 'show', 'pipe.yaml']; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stderr == "pipe.yaml: is no ordinary file; give the path of a .yaml file\n"


def test_a_file_of_another_ending_is_to_be_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("w.txt").write_text(GOOD)
    with pytest.raises(InputError) as caught:
        load_measure("w.txt", VOCABULARY)
    (fault,) = caught.value.faults
    assert (fault.path, fault.cure) == ("w.txt", "rename it to w.yaml")
    Path("w.txt").rename("w.yaml")
    assert load_measure("w.yaml", VOCABULARY).id == "my-quit-help"


def test_an_empty_name_is_told() -> None:
    with pytest.raises(InputError, match="MEASURE: no measure is named"):
        load_measure("", VOCABULARY)


def test_a_long_name_is_not_repeated_in_full() -> None:
    with pytest.raises(InputError) as caught:
        load_measure("a" * 300, VOCABULARY)
    assert "a" * 81 not in str(caught.value)


MANY = (
    ("id: my-quit-help", "id: reference", "id: reference", "name of a scenario"),
    ("en: Quit help", 'en: "Quit \\e[31mhelp"', "title:", r"hidden control characters: \x1b"),
    ("acts: municipalities", "acts: municipality", "acts:", "acts: municipality is not a known party"),
    ("duration: 10", "duration: 90", "duration:", "the pack in 2100"),
    ("age: [18, 100]", "age: [18]", "age:", "target/age has 1 in its list"),
    ("value: 0.1, low", "value: 0,1, low", "share:", "0,1 has a comma"),
    ("kind: flow", "kind: flow\n  build_up_years: 95", "build_up_years", "more than the 90 years"),
    ("value: 200", "value: -200", "amount:", "-200 is under 0"),
    ("money: temporary", "money: maybe", "money:", "'maybe' is not one of the choices"),
    ("level_to: former", "level_to: current", "level_to", "are the same"),
    ("    evidence:", "    lag_years: 1000000000\n    evidence:", "lag_years", "over 60"),
    ("graded_on: 2026-01-31", "graded_on: soon", "graded_on", "'soon' is not a date"),
    ("read: true", "raed: 1, read: true", "  trial: {", "sources/trial/raed is an unknown field"),
)


def test_a_file_with_thirteen_faults_gives_each_at_its_line_and_no_more(faults_of: Faults) -> None:
    text = changed(*((old, new) for old, new, _, _ in MANY))
    found = [(fault.line, fault.message) for fault in faults_of(text)]
    assert [line for line, _ in found] == sorted(line_of(text, marker) for _, _, marker, _ in MANY)
    for _, _, marker, message in MANY:
        assert any(line == line_of(text, marker) and message in told for line, told in found), (
            message,
            found,
        )


def test_load_measures_collects_the_faults_of_all_files(tmp_path: Path) -> None:
    for name, year in (("one", 1990), ("two", 1991)):
        changes = ("price_year: 2024", f"price_year: {year}"), ("my-quit-help", f"my-{name}")
        (tmp_path / f"{name}.yaml").write_text(changed(*changes))
    with pytest.raises(InputError) as caught:
        load_measures([str(tmp_path / "one.yaml"), "sugar-tex", str(tmp_path / "two.yaml")], VOCABULARY)
    assert len(caught.value.faults) == 3


def test_load_measures_refuses_the_same_id_twice(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_measures(["sugar-tax", "debt-relief", "sugar-tax"], VOCABULARY)
    assert str(caught.value) == "sugar-tax: the measure sugar-tax is given twice; name each measure once"


@pytest.mark.parametrize("bad", [False, True])
def test_two_files_with_one_id_are_both_named_with_the_line(bad: bool, tmp_path: Path) -> None:
    one, two = (str(tmp_path / name) for name in ("one.yaml", "two.yaml"))
    Path(one).write_text("# a remark\n\n" + GOOD)
    Path(two).write_text("\n" + changed(("price_year: 2024", "price_year: 1990")) if bad else "\n" + GOOD)
    with pytest.raises(InputError) as caught:
        load_measures([one, two], VOCABULARY)
    fault = caught.value.faults[-1]
    assert (fault.path, fault.line) == (two, 2)
    assert fault.message == f"the measure my-quit-help is given twice, first in {one}:3"
    assert fault.cure == "change the id of one of the two"
    assert len(caught.value.faults) == 1 + bad


def test_one_file_twice_gives_its_faults_once(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(changed(("price_year: 2024", "price_year: 1990")))
    with pytest.raises(InputError) as caught:
        load_measures([str(path), f"{tmp_path}/./one.yaml", str(path)], VOCABULARY)
    assert [fault.message for fault in caught.value.faults if fault.path == str(path)] == [
        "costs/course: the pack has no price index for price_year 1990",
        f"the measure my-quit-help is given twice, first in {path}:1",
    ]
    assert {fault.cure for fault in caught.value.faults if fault.line == 1} == {"name each measure once"}


@pytest.mark.parametrize("name", ["package", "reference"])
def test_the_name_of_a_scenario_is_no_id(name: str, faults_of: Faults) -> None:
    (fault,) = faults_of("\n" + changed(("id: my-quit-help", f"id: {name}")))
    assert fault.line == 2
    assert fault.message == f"the id {name} is the name of a scenario"


SIX = (
    "cool-streets",
    "debt-relief",
    "fall-prevention",
    "school-lunch",
    "smoking-cessation-support",
    "sugar-tax",
)


def test_the_six_first_measures_are_there() -> None:
    assert set(SIX) <= set(catalogue_ids())
    assert [measure.id for measure in load_measures(SIX, VOCABULARY)] == list(SIX)


@pytest.mark.parametrize("name", catalogue_ids())
def test_no_quantity_without_source(name: str) -> None:
    measure = load_measure(name, VOCABULARY)
    paths = [path for path, _ in measure.quantities()]
    assert len(paths) == len(set(paths)) > 0
    for path, quantity in measure.quantities():
        assert quantity.source == ASSUMPTION or quantity.source in measure.sources, path
        read = quantity.source != ASSUMPTION and measure.sources[quantity.source].read
        assert read or quantity.grade == "R", path


@pytest.mark.parametrize("name", catalogue_ids())
def test_quantities_misses_none(name: str) -> None:
    """Walks the whole model, so that a new field with a quantity cannot be forgotten."""

    def walk(value: object) -> list[Quantity]:
        if isinstance(value, Quantity):
            return [value]
        if isinstance(value, BaseModel):
            return walk(tuple(getattr(value, field) for field in type(value).model_fields))
        if isinstance(value, dict):
            return walk(tuple(value.values()))
        return [found for item in value for found in walk(item)] if isinstance(value, tuple) else []

    measure = load_measure(name, VOCABULARY)
    listed = [quantity for _, quantity in measure.quantities()]
    assert all(quantity in listed for quantity in walk(measure))


def test_school_lunch_claims_no_health_effect() -> None:
    measure = load_measure("school-lunch", VOCABULARY)
    assert measure.effects == ()
    assert any("life chances" in item.title.en for item in measure.pm)


def test_the_chain_of_the_sugar_tax_by_hand() -> None:
    (effect,) = load_measure("sugar-tax", VOCABULARY).effects
    size = math.prod(quantity.value for _, quantity in effect.factors)
    litres = 67.5 * 0.20 * 0.82 * 1.59  # 17.6 litres a person a year less
    assert size == pytest.approx(litres * -1.1 * 0.75 * 0.0417 * 0.332, rel=1e-12)
    assert round(size, 2) == -0.2


def test_structural_is_forty_years() -> None:
    measure = load_measure("sugar-tax", VOCABULARY)
    assert (measure.duration, measure.years, measure.last_year) == ("structural", 40, 2066)


def test_a_period_lies_within_the_years_of_the_measure() -> None:
    trees = load_measure("cool-streets", VOCABULARY)
    assert {cost.id: trees.within(cost.period) for cost in trees.costs} == {
        "planting": (2027, 2036),
        "maintenance": (2027, 2046),
    }
    assert trees.within((2020, 2030)) == (2027, 2030)
    assert trees.within((2040, 2060)) == (2040, 2046)


def test_transition_is_allowed_where_the_pack_knows_it(tmp_path: Path) -> None:
    words = {
        **VOCABULARY.risk_factors,
        "smoking": replace(VOCABULARY.risk_factors["smoking"], transition_known=True),
    }
    path = tmp_path / "mine.yaml"
    path.write_text(
        changed(
            ("kind: shift", "kind: transition"),
            ("0.07, low: 0.05, high: 0.09, unit: share", "1.8, unit: ratio"),
        )
    )
    assert load_measure(str(path), replace(VOCABULARY, risk_factors=words)).effects[0].kind == "transition"


def test_the_model_itself_keeps_the_rules() -> None:
    with pytest.raises(ValidationError, match=r"low 0\.4 is above value 0\.3"):
        Quantity(value=0.3, low=0.4, high=0.5, unit="share", source="a", grade="B")
    with pytest.raises(ValidationError, match="not a share"):
        Quantity(value=3, unit="share", source="a", grade="B")


def test_a_build_up_ends_with_the_measure(faults_of: Faults, tmp_path: Path) -> None:
    (fault,) = faults_of(changed(("kind: flow", "kind: flow\n  build_up_years: 11")))
    assert fault.message == "build_up_years 11 is more than the 10 years of the measure"
    assert fault.line == line_of(GOOD, "kind: flow") + 1
    path = tmp_path / "mine.yaml"
    path.write_text(changed(("kind: flow", "kind: flow\n  build_up_years: 10")))
    measure = load_measure(str(path), VOCABULARY)
    assert measure.reach.build_up_years == 10
    with pytest.raises(ValidationError, match="more than the 10 years"):
        Measure.model_validate(
            measure.model_dump() | {"reach": measure.reach.model_dump() | {"build_up_years": 11}}
        )


def test_units_of_a_product() -> None:
    assert unit_of_product(["share", "eur per litre", "litre per person", "ratio"]) == "eur per person"
    assert unit_of_product(["share", "share"]) == "ratio"


def test_the_example_loads() -> None:
    assert load_measure(str(ROOT / "examples" / "my-measure.yaml"), VOCABULARY).id == "walking-groups"


def test_the_schema_page_is_up_to_date() -> None:
    text = runpy.run_path(str(ROOT / "tools" / "document_schema.py"))["schema_text"]()
    page = (ROOT / "docs" / "measure.md").read_text(encoding="utf-8")
    assert page == text, "run python tools/document_schema.py"


def test_every_field_is_described() -> None:
    page = (ROOT / "docs" / "measure.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) > 80
    assert all(row[-1].strip(" |") for row in rows)
