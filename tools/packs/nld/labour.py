"""Paid work by sex and age, and absence from work by disease (7.3).

The days of absence were read in articles, most of them in the abstract; each row says how its number follows.
The module runs after demography and epidemiology, whose tables it reads.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from . import labour_disability
from .common import SEXES, Built, read_rows, write_table
from .figures_work import HOURS_BY_AGE, WORKING_2023, WORKING_AGE
from .labour_notes import ABSENCE_NOTES, SOURCES, TABLE_ENTRIES

PAID_COLUMNS = ("sex", "age_from", "age_to", "value", "unit", "year", "source", "grade", "note")
ABSENCE_COLUMNS = (
    *("disease", "basis", "value", "low", "high", "unit", "spell", "year", "source", "grade", "note"),
)
HOURS_UNIT = "hours per week per person"
YEARLY, ONCE = "per_prevalent_year", "per_new_case"
CALENDAR, WORKING = "calendar days", "working days"
# net participation of both sexes in the first quarter of 2024
PARTICIPATION_OF_OLD = {65: 0.488, 66: 0.355}
# knee osteoarthritis, 2015-2017: cost of absence a year and of a spell in euro, days of a spell
KNEE_YEAR_EUR, KNEE_SPELL_EUR, KNEE_DAYS = 26.9e6, 15_550.0, 186.0
# days of work disability in the first year after the event, and how many times those of the year before
HEART_DAYS, HEART_TIMES = 83.9, 6.0
STROKE_DAYS, STROKE_TIMES = 179.5, 14.0
# of workers with a first admission for heart failure: not back after a year, dead within it
FAILURE_NOT_BACK, FAILURE_DEAD = 0.251, 0.067
# days more in five years after diabetes began, with limits
DIABETES_FIVE_YEARS = (28.5, 16.1, 40.9)

Cells = dict[tuple[str, int], float]


def build(raw: Path, pack: Path) -> Built:
    """Write the two tables below ``pack``; give their descriptions and sources."""
    population = {
        (row["sex"], int(row["age"])): float(row["value"]) for row in read_rows(pack, "population.csv")
    }
    paid = list(paid_rows(population))
    write_table(pack, "paid_work.csv", PAID_COLUMNS, paid)
    write_table(pack, "absence.csv", ABSENCE_COLUMNS, absence_rows(knee_workers(pack, population)))
    labour_disability.build(pack)
    return TABLE_ENTRIES | labour_disability.TABLE_ENTRIES, SOURCES + labour_disability.SOURCES


def participation(population: Cells) -> Iterator[tuple[str, int, int, float]]:
    """Sex, ages and share with work: workers of 2023 over the persons of the pack; 65 and 66 as published."""
    for band, (_, *counts) in WORKING_2023.items():
        if band != WORKING_AGE:
            first, last = map(int, band.split("-"))
            for sex, thousands in zip(SEXES, counts, strict=True):
                persons = sum(population[sex, a] for a in range(first, last + 1))
                yield sex, first, last, 1000.0 * thousands / persons
    for age, share in PARTICIPATION_OF_OLD.items():
        for sex in SEXES:
            yield sex, age, age, share


def paid_rows(population: Cells) -> Iterator[tuple[object, ...]]:
    """Paid hours a week per person: participation times the hours of those who work."""
    for sex, first, last, share in participation(population):
        if first >= 65:
            hours, grade = HOURS_BY_AGE["all"]["65-74"], "C"
            where = "cbs-85267ned;cbs-85275ned"
            note = f"{share:.1%} of both sexes work, {hours} hours (65-74)"
        else:
            band, (everybody, men, women) = f"{first}-{last}", WORKING_2023[f"{first}-{last}"]
            hours, grade, where = HOURS_BY_AGE["male"][band], "C", "cbs-85366ned;cbs-85275ned"
            if sex == "female":
                hours = (everybody * HOURS_BY_AGE["all"][band] - men * hours) / women
            note = f"{share:.1%} work, {hours:.1f} hours"
        yield sex, first, last, share * hours, HOURS_UNIT, 2023, where, grade, note


def knee_workers(pack: Path, population: Cells) -> float:
    """Workers with osteoarthritis of the knee, as far as they work as others of their age do."""
    share = {
        (sex, age): part
        for sex, first, last, part in participation(population)
        for age in range(first, last + 1)
    }
    return sum(
        float(row["value"]) * population[cell] * share.get(cell, 0.0)
        for row in read_rows(pack, "disease.csv")
        if (row["disease"], row["measure"]) == ("knee_osteoarthritis", "prevalence")
        for cell in ((row["sex"], int(row["age"])),)
    )


def absence_rows(workers: float) -> Iterator[tuple[object, ...]]:
    """Days of absence of a worker with each disease for which a figure was found."""
    knee = KNEE_YEAR_EUR / KNEE_SPELL_EUR * KNEE_DAYS / workers
    heart, stroke = HEART_DAYS * (1 - 1 / HEART_TIMES), STROKE_DAYS * (1 - 1 / STROKE_TIMES)
    failure = 365.0 / math.log((1 - FAILURE_DEAD) / FAILURE_NOT_BACK)
    diabetes = [days / 5 for days in DIABETES_FIVE_YEARS]
    none = (None, None)
    for disease, basis, days, limits, unit, spell, year, where, grade in (
        ("anxiety_disorder", YEARLY, 10.5, none, WORKING, None, 2009, "de-graaf-2012", "C"),
        ("breast_cancer", ONCE, 349.0, (339.0, 359.0), CALENDAR, 349.0, 2005, "arboned-breast-2009", "B"),
        ("colorectal_cancer", ONCE, 423.0, (379.0, 467.0), CALENDAR, 423.0, 2019, "den-bakker-2020", "C"),
        ("copd", YEARLY, 5.8, (1.4, 10.1), CALENDAR, None, 2014, "erdal-2014", "B"),
        ("depression", YEARLY, 10.5, none, WORKING, None, 2009, "de-graaf-2012", "C"),
        ("diabetes", YEARLY, diabetes[0], tuple(diabetes[1:]), CALENDAR, None, 2007, "gazel-2013", "C"),
        ("heart_failure", ONCE, failure, none, CALENDAR, failure, 2012, "rorth-2016", "C"),
        ("ischaemic_heart_disease", ONCE, heart, none, CALENDAR, heart, 2008, "virtanen-2017", "C"),
        ("knee_osteoarthritis", YEARLY, knee, none, CALENDAR, KNEE_DAYS, 2017, "hardenberg-2022", "C"),
        ("stroke", ONCE, stroke, none, CALENDAR, stroke, 2008, "virtanen-2017", "C"),
    ):
        yield disease, basis, days, *limits, unit, spell, year, where, grade, ABSENCE_NOTES[disease]
