"""Reads what a pack says of education, and checks it: shares of levels and life expectancy of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hiap.catalogue.folder import Folder, Row
from hiap.catalogue.pack_economics import estimate_of
from hiap.catalogue.pack_tables import EDUCATION_TABLES, Table
from hiap.catalogue.tables import grid
from hiap.domain.education import LEVELS, Education
from hiap.domain.errors import Fault, PackError
from hiap.domain.pack import SEXES, Estimate

SHARE, EXPECTANCY = EDUCATION_TABLES
COMPLETE = "education_complete_age"
"""The key of inputs.yaml with the age from which nobody changes level."""
EARLIEST_LATER_AGE = 46
UNEVEN = 1e-4
"""How far shares may be from adding up to 1, by rounding."""


def education_of(
    folder: Folder, inputs: Mapping[str, Any], ages: int, estimate: Callable[[Row], Estimate]
) -> Education | None:
    """Give the education of a pack; none if it has no tables of it."""
    if not folder.has(f"{SHARE}.csv"):
        return None
    axes = {"sex": SEXES, "age": [str(age) for age in range(ages)], "education": LEVELS}
    share = grid(folder.columns(SHARE), axes)
    total = share.sum(axis=-1, keepdims=True)
    if abs(total - 1.0).max() > UNEVEN:
        raise PackError(f"the shares in {SHARE} do not add up to 1")
    rows = {(row["sex"], int(row["age"]), row["education"]): row for row in folder.rows(EXPECTANCY)}
    return Education(
        share=share / total,
        expectancy={
            (sex, age): tuple(estimate(rows[(sex, age, level)]) for level in LEVELS)
            for sex, age in dict.fromkeys((sex, age) for sex, age, _ in rows)
        },
        complete_age=estimate_of(inputs[COMPLETE]),
    )


def education_faults(tables: Mapping[str, Table], complete: object | None, path: str) -> Iterator[Fault]:
    """Every fault between the two tables on education and the age at which it is complete.

    >>> nothing = {name: Table(f"{name}.csv", (), ()) for name in EDUCATION_TABLES}
    >>> list(education_faults(nothing, None, "mine"))
    []
    """
    there = [name for name in EDUCATION_TABLES if tables[name].lines]
    for name in EDUCATION_TABLES:
        if there and name not in there:
            cure = f"add it, or leave {there[0]} out"
            yield Fault(tables[name].path, None, f"{there[0]} needs {name}, which has no rows", cure)
    if there and complete is None:
        cure = "add the age with its source and grade, or leave the tables on education out"
        yield Fault(f"{path}/inputs.yaml", None, f"{COMPLETE} is missing", cure)
    yield from _expectancy_faults(tables[EXPECTANCY])


def _expectancy_faults(table: Table) -> Iterator[Fault]:
    """Ages and levels that are needed, and gaps that are not above 0."""
    found = {(r["sex"], int(r["age"]), r["education"]): r["value"] for r in (x.cells for x in table.lines)}
    ages = sorted({age for _, age, _ in found})
    if found and 0 not in ages:
        yield Fault(table.path, None, "there is no life expectancy at birth", "add rows of age 0")
    for age in ages[1:]:
        if age < EARLIEST_LATER_AGE or age != ages[-1]:
            cure = f"leave the rows out, or give one age of {EARLIEST_LATER_AGE} or more"
            yield Fault(table.path, None, f"life expectancy at age {age} cannot be used", cure)
    for sex, age in ((sex, age) for sex in SEXES for age in ages):
        missing = [level for level in LEVELS if (sex, age, level) not in found]
        if missing:
            yield Fault(table.path, None, f"no row for {sex}, {age}, {missing[0]}", "add it")
        elif float(found[(sex, age, LEVELS[-1])]) <= float(found[(sex, age, LEVELS[0])]):
            problem = (
                f"{sex} of age {age} with {LEVELS[-1]} education do not live longer than with {LEVELS[0]}"
            )
            yield Fault(table.path, None, problem, "correct the life expectancies: the gap must be above 0")
