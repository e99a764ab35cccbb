"""Agreements as documents: a good one, and every fault with its line and cure, all at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from measure_text import VOCABULARY

from hiap.catalogue.agreement_checks import Known
from hiap.catalogue.agreements import named_faults, read_agreement
from hiap.domain.agreement import Agreement
from hiap.domain.errors import Fault, InputError

KNOWN = Known(VOCABULARY, ("mkba", "mkba-3"))
GOOD = """\
schema: hiap-agreement/1
id: falls
title: {nl: Afspraak, en: Agreement}
measures: [fall-prevention]
draws: 0
seed: 1
scenario: fall-prevention
discounting: mkba
parties: [municipalities, zvw_insurers, employers]
executors: [municipalities]
division: shapley
terms:
  - id: key
    kind: co_financing
    payers: [municipalities]
    key: {municipalities: 0.5, zvw_insurers: 0.5}
    years: [2027, 2036]
  - id: savings
    kind: shared_savings
    saver: zvw_insurers
    receiver: municipalities
    share: 0.5
    least_rate: 0.01
    above_only: false
    fee_per_person_eur: 0
    reference:
      persons: 1000000
      cost_per_person: {value: 3000, unit: eur, source: assumption, grade: R}
      above_run: 0
    chance:
      deviation: {value: 9000, unit: eur, source: assumption, grade: R}
      most_eur_per_person: 5
    years: [2027, 2036]
  - {id: falls, kind: outcome, payer: rijk_vws, receiver: municipalities, outcome: cases_averted,
     disease: fall_injury, price_eur: 1000, cap_eur: 1e6, floor_eur: 0, years: [2027, 2036]}
  - id: fund
    kind: pooled_fund
    payers: [municipalities]
    pay_in: {zvw_insurers: 1}
    savers: [zvw_insurers]
    pay_out: {zvw_insurers: 0.5, municipalities: 0.5}
    years: [2027, 2036]
  - {id: state, kind: grant, source: rijk_vws, receiver: municipalities, share: 0.6, years: [2027, 2036]}
  - {id: pay, kind: payment, payer: employers, receiver: zvw_insurers, amount_eur: 10, years: [2027, 2027]}
leaves: {party: zvw_insurers, year: 2030}
sources: {}
"""

Read = Callable[[str], tuple[Agreement | None, list[Fault]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def of(text: str) -> tuple[Agreement | None, list[Fault]]:
        path = tmp_path / "agreement.yaml"
        path.write_text(text, encoding="utf-8")
        try:
            found = read_agreement(str(path))
        except InputError as error:
            return None, list(error.faults)
        return found.agreement, [*found.faults, *named_faults(found, KNOWN)]

    return of


def changed(*pairs: tuple[str, str]) -> str:
    text = GOOD
    for old, new in pairs:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def test_a_good_agreement_has_no_faults(read: Read) -> None:
    agreement, faults = read(GOOD)
    assert faults == []
    assert agreement is not None
    assert [term.kind for term in agreement.terms] == [
        *("co_financing", "shared_savings", "outcome", "pooled_fund", "grant", "payment")
    ]
    assert agreement.leaves is not None


@pytest.mark.parametrize(
    ("old", "new", "line", "told", "cure"),
    [
        ("seed: 1\n", "", 1, "seed is missing", "add seed, as seed: 1"),
        ("measures: [fall-prevention]", "run: out/a", 5, "draws does not go with run", "leave draws out"),
        ("measures: [fall-prevention]\n", "", 1, "neither of run and measures", "give one of the two"),
        ("draws: 0", "draws: 0\nrun: out/a", 6, "both of run and measures", "give one of the two"),
        ("discounting: mkba", "discounting: mkbaa", 8, "is not a scheme", "did you mean mkba?"),
        ("employers]\n", "employes]\n", 9, "employes is not a known party", "did you mean employers?"),
        ("employers]\n", "resources]\n", 9, "resources is no party", "who can pay"),
        ("employers]\n", "zvw_insurers]\n", 9, "zvw_insurers comes twice", "name each once"),
        ("executors: [municipalities]", "executors: [rijk_vws]", 10, "rijk_vws does not join", "among"),
        ("division: shapley", "division: fair", 11, "'fair' is not one of the choices", "shapley"),
        (
            "insurers: 0.5}\n    years: [2027, 2036]\n  - id: savings",
            "insurers: 0.4}\n    years: [2027, 2036]\n  - id: savings",
            16,
            "add up to 0.9",
            "make them 1",
        ),
        (
            "kind: co_financing",
            "kind: co-financing",
            14,
            "'co-financing' is not one of",
            "did you mean co_financing?",
        ),
        ("    kind: co_financing\n", "", 13, "terms/key/kind is missing", "add kind (co_financing"),
        (
            "    payers: [municipalities]\n    key",
            "    key",
            13,
            "terms/key/payers is missing",
            "whose programme cost",
        ),
        ("    share: 0.5\n", "", 18, "neither of share and quality", "give one of the two"),
        ("    share: 0.5\n", "    share: 50\n", 22, "50 is over 1", "write at most 1"),
        ("    share: 0.5\n", "    shar: 0.5\n", 22, "shar is an unknown field", "did you mean share?"),
        ("least_rate: 0.01", "least_rate: 1 %", 23, "'1 %' is not a number", "write a number"),
        ("value: 3000, unit: eur", "value: 3000, unit: euro", 28, "unit euro is not eur", "write unit eur"),
        (
            "value: 9000, unit: eur, source: assumption",
            "value: 9000, unit: eur, source: nza",
            31,
            "source nza is not in sources",
            "assumption",
        ),
        ("most_eur_per_person: 5", "most_eur_per_person: 0", 32, "is not above 0", "write more than 0"),
        ("disease: fall_injury, ", "", 34, "disease is missing for cases_averted", "fall_injury"),
        (
            "outcome: cases_averted",
            "outcome: participants",
            35,
            "disease does not go with",
            "leave disease out",
        ),
        (
            "disease: fall_injury",
            "disease: fall_injuries",
            35,
            "not a known disease",
            "did you mean fall_injury?",
        ),
        ("floor_eur: 0", "floor_eur: 1e7", 35, "floor_eur 1e+07 is above cap_eur", "at most the cap"),
        ("share: 0.6, years", "share: 0.6, amount_eur: 5, years", 43, "both of share and amount_eur", "one"),
        (
            "payer: employers, receiver: zvw_insurers",
            "payer: employers, receiver: employers",
            44,
            "are both employers",
            "name two parties",
        ),
        (
            "years: [2027, 2027]",
            "years: [2028, 2027]",
            44,
            "2028 is after the last year 2027",
            "[2027, 2028]",
        ),
        ("years: [2027, 2027]", "years: [2020, 2027]", 44, "outside the pack", "2025-2100"),
        (
            "years: [2027, 2027]",
            "years: [2027]",
            44,
            "has 1 in its list, not 2",
            "first and last calendar year",
        ),
        ("leaves: {party: zvw_insurers", "leaves: {party: rijk_szw", 45, "in none of the terms", "known are"),
        ("id: pay,", "id: state,", 43, "two terms have the id state", "its own id"),
        (
            "schema: hiap-agreement/1",
            "schema: hiap-agreement/9",
            1,
            "schema is not known",
            "hiap-agreement/1",
        ),
        ("schema: hiap-agreement/1\n", "", 1, "is no agreement", "begin it with schema"),
    ],
)
def test_a_fault_has_its_line_and_cure(
    old: str, new: str, line: int, told: str, cure: str, read: Read
) -> None:
    _, faults = read(changed((old, new)))
    matching = [fault for fault in faults if told in fault.message]
    assert matching, [str(fault) for fault in faults]
    assert (matching[0].line, cure in matching[0].cure) == (line, True), str(matching[0])


def test_all_faults_come_at_once(read: Read) -> None:
    _, faults = read(changed(("division: shapley", "division: fair"), ("share: 0.6, ", "share: 2, ")))
    assert len(faults) == 3
    assert [fault.line for fault in faults] == [11, 43, 43]


def test_sources_that_together_pay_more_than_the_cost_are_refused(read: Read) -> None:
    more = "  - {id: eu, kind: grant, source: rijk_szw, receiver: municipalities, share: 0.5,"
    more += " years: [2030, 2040]}\n"
    _, faults = read(changed(("  - {id: pay,", more + "  - {id: pay,")))
    (fault,) = faults
    assert (fault.line, "1.1 times the cost of municipalities in 2030" in fault.message) == (44, True)
    _, faults = read(changed(("  - {id: pay,", more.replace("2030, 2040", "2037, 2040") + "  - {id: pay,")))
    assert faults == []


def test_a_saving_is_given_away_once(read: Read) -> None:
    """Half of it is shared and half stays in the fund: with 0.6 shared, or a second fund, it is too much."""
    _, faults = read(changed(("    share: 0.5\n", "    share: 0.6\n")))
    assert [fault.message for fault in faults] == [
        "terms/fund: zvw_insurers gives away 1.1 times what it saves in 2027"
    ]
    fund = GOOD[GOOD.index("  - id: fund") : GOOD.index("  - {id: state")].replace("id: fund", "id: other")
    _, faults = read(changed(("  - {id: state", fund + "  - {id: state")))
    assert [fault.message for fault in faults] == [
        "terms/other: zvw_insurers gives away 1.5 times what it saves in 2027"
    ]
    later = fund.replace("[2027, 2036]", "[2037, 2040]")
    assert read(changed(("  - {id: state", later + "  - {id: state")))[1] == []


def test_a_gain_cannot_be_written_by_hand(read: Read) -> None:
    for field in ("gain_eur: 5", "net: {zvw_insurers: 5}", "totals: [1]"):
        _, faults = read(GOOD + field + "\n")
        assert "is an unknown field" in faults[0].message


@pytest.mark.parametrize("text", ["- a\n", "id: x\n", "schema: hiap-agreement/1\n", "terms: 5\n", "a: [\n"])
def test_what_is_no_agreement_is_told_and_does_not_break(text: str, read: Read) -> None:
    agreement, faults = read(text)
    assert agreement is None
    assert faults


@pytest.mark.parametrize("odd", ["5", "x", "[]", "[5]", "[[]]", "{}", "{a: 1}", "null", "true"])
@pytest.mark.parametrize(
    "field", ["parties", "executors", "terms", "leaves", "measures", "sources", "years", "run", "discounting"]
)
def test_odd_values_are_faults_and_no_errors(field: str, odd: str, read: Read) -> None:
    lines = [line for line in GOOD.splitlines() if not line.startswith(f"{field}:")]
    read("\n".join([*lines, f"{field}: {odd}\n"]))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_agreement(str(tmp_path / "none.yaml"))
