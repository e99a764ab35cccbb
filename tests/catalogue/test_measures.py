"""What stands in a measure: every fault comes at once, with its line and cure."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path

import pytest
from measure_text import GOOD, SECOND_EFFECT, TRANSFER, VOCABULARY, Faults, changed, line_of

from hiap.catalogue.measures import load_measure


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
