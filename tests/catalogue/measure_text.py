"""A good measure as text, the words of a small pack, and ways to spoil the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hiap.catalogue.determinants import load_determinants
from hiap.catalogue.measures import catalogue_ids
from hiap.domain.errors import Fault
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
    determinants=frozenset(load_determinants()),
    articles={"rijk_vws": frozenset({"1", "2"}), "rijk_financien": frozenset({"1", "9"})},
    outcomes={"school_primary_year": "school year", "offence_assault": "offence"},
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


OUTCOME = """\
outcomes:
  - id: school
    outcome: school_primary_year
    direction: fewer
    chain:
      - {id: repeats, label: {nl: z, en: r}, value: 0.1, unit: school year, source: trial, grade: B}
      - {id: less, label: {nl: m, en: l}, value: 0.2, unit: share, source: trial, grade: B}
    transfer: {value: 1, unit: ratio, source: assumption, grade: R}
    years: 1
    lag_years: 3
    evidence:
      floor: yes
      certainty: low
      certainty_reason: {nl: Een proef., en: One trial.}
      graded_by: me
      graded_on: 2026-01-31
      leap_of_faith: false
sources:
"""


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
