"""A small measure whose effect rests on three studies, made up for the tests; it fills in every text."""

from __future__ import annotations

STUDIES = """pooled:
        scale: log
        studies:
          - {study: North 2010, value: 0.8, low: 0.6, high: 1.0666667, n: 400}
          - {study: South 2015, value: 0.8, low: 0.6, high: 1.0666667, n: 420}
          - {study: West 2020, value: 0.8, low: 0.6, high: 1.0666667}
        chosen: {nl: Alle proeven die er zijn., en: All trials that there are.}
"""
SIZE = "value: 0.8, low: 0.5556, high: 1.1520"
"""By hand: three alike, error = ln(1.0666667/0.6)/(2·1.96)/√3 = 0.08474; t(2) = 4.3027; 0.8·e^(∓0.3646)."""

POOLED = f"""\
id: lessons
version: "1"
title: {{nl: Lessen, en: Lessons}}
summary: {{nl: Lessen., en: Lessons.}}
domain: lifestyle
maturity: pilot
acts: municipalities
start: 2027
duration: 10
target: {{sex: all, age: [40, 100]}}
reach:
  kind: stock
  share: {{value: 0.1, low: 0.05, high: 0.2, unit: share, source: review, grade: B}}
costs: []
effects:
  - id: fewer
    kind: incidence
    disease: diabetes
    size:
      {SIZE.replace(", ", chr(10) + "      ")}
      unit: ratio
      source: review
      grade: B
      {STUDIES.rstrip()}
    transfer: {{value: 1, unit: ratio, source: assumption, grade: R}}
    evidence:
      floor: "yes"
      certainty: moderate
      ratings: {{start: randomised, imprecision: 1}}
      certainty_reason: {{nl: Drie proeven., en: Three trials.}}
      graded_by: test
      graded_on: 2026-11-22
      leap_of_faith: false
problem: {{nl: Veel suikerziekte., en: Much diabetes.}}
current_policy: {{nl: Folders., en: Leaflets.}}
considerations:
  ethics: {{nl: Vrijwillig., en: Voluntary.}}
  feasibility: {{nl: Genoeg leraren., en: Enough teachers.}}
  law: {{nl: Het mag., en: It is allowed.}}
  support: {{nl: Ouders zijn voor., en: Parents are in favour.}}
sources:
  review: {{authors: A, year: 2021, title: T, read: true, where: table 2}}
"""

CLAIM = """\
claims:
  - id: weight
    outcome: {nl: gewicht na een jaar, en: weight after a year}
    direction: gain
    metric: difference
    value: -1.0
    low: -3.5411
    high: 1.5411
    unit: kg
    population: 300 adults, 2 trials
    comparison: nothing
    design: meta_analysis
    follow_up: 1 year
    setting: the Netherlands
    source: review
    grade: C
    pooled:
      scale: plain
      studies:
        - {study: East 2011, value: -1.2, low: -1.592, high: -0.808, n: 150, source: review}
        - {study: Middle 2012, value: -0.8, low: -1.192, high: -0.408, n: 150, source: review}
    evidence:
      floor: "yes"
      certainty: moderate
      ratings: {start: randomised, imprecision: 1}
      certainty_reason: {nl: Twee proeven., en: Two trials.}
      graded_by: test
      graded_on: 2026-11-23
      leap_of_faith: false
"""
"""By hand: two alike, τ = 0.2, error = 0.2828/√2 = 0.2; t(1) = 12.7062; -1 ∓ 2.5412."""

CLAIMED = POOLED.replace("effects:\n", f"{CLAIM}effects:\n", 1)
