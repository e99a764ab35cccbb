"""Rules for what was measured by age: every age once, from a standard population or to a life table."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.measured_table import Array, Faults, Index, MeasuredTable
from hiap.domain.follow_plan import YEARS_AHEAD, FollowIndicator

Mask = NDArray[np.bool_]
STEP, OLDEST = 5, 90
"""Ages of the European Standard Population 2013: from 0 in steps of 5, the last 90 and older."""


def check_ages(table: MeasuredTable, indicator: FollowIndicator, mine: Mask, faults: Faults) -> None:
    """Find every row of an indicator by age that breaks a rule."""
    _check_cells(table, indicator, mine, faults)
    if not faults.found and mine.any():
        _check_together(table, indicator, mine, faults)


def _check_cells(table: MeasuredTable, indicator: FollowIndicator, mine: Mask, faults: Faults) -> None:
    """Whether a row has the numbers that it needs: a value, or those of one age."""
    numbers, name = table.numbers, indicator.id
    has = {key: ~np.isnan(part) for key, part in numbers.items()}
    plain, by_age = has["value"], ~has["value"]
    parts = ["age", "numerator", "denominator"]
    parts += ["healthy", "n"] if indicator.kind == "healthy_life_expectancy" else []

    def add(where: Mask, problem: str, cure: str, shown: Array | None = None) -> None:
        faults.add(
            mine & where,
            lambda row: f"{name}: {problem}" if shown is None else f"{name}: {shown[row]:g} {problem}",
            lambda _: cure,
        )

    others = np.any([has[key] for key in numbers if key != "value"], axis=0)
    add(plain & others, "both value and numbers by age", "give one of the two")
    for key in parts:
        add(by_age & ~has[key], f"{key} is missing", f"give {', '.join(parts)} in every row, or one value")
    for key in {"healthy", "n", "standard_deviation"} - set(parts):
        add(by_age & has[key], f"{key} is not for a {indicator.kind}", "leave it empty")
    for key in ("value", "numerator", "healthy"):
        add(numbers[key] < 0, "is below 0", "write 0 or more", numbers[key])
    for key in ("denominator", "n"):
        add(numbers[key] <= 0, "is not above 0", "join this age with the next in every row", numbers[key])
    add(numbers["healthy"] > numbers["n"], "is more than n", "wrong column?", numbers["healthy"])
    age = numbers["age"]
    if indicator.kind in YEARS_AHEAD:
        add(
            numbers["numerator"] > numbers["denominator"],
            "of fewer people died",
            "wrong column?",
            numbers["numerator"],
        )
        wrong, cure = (age != np.floor(age)) | (age < 0), "write the first age of the group, as 0, 1, 5 or 85"
    else:
        wrong = (age % STEP != 0) | (age < 0) | (age > OLDEST)
        cure = f"write the first age of a group: 0, 5 and so on to {OLDEST}"
    add(has["age"] & wrong, "is no age to begin a group with", cure, age)
    if indicator.last_age is not None:
        add(age > indicator.last_age, f"is after last_age {indicator.last_age}", "leave the row out", age)


def _check_together(table: MeasuredTable, indicator: FollowIndicator, mine: Mask, faults: Faults) -> None:
    """Whether every place, group and year has the same ages, and somebody died at the last."""
    by_age = mine & ~np.isnan(table.numbers["age"])
    rows = np.flatnonzero(by_age)
    ages = np.unique(table.numbers["age"][rows])
    cells = np.stack([table.place, table.group, table.year])
    plain = np.flatnonzero(mine & ~by_age)
    _, first, which = np.unique(cells[:, rows], axis=1, return_index=True, return_inverse=True)
    there = np.zeros((first.size, ages.size), dtype=bool)
    there[which.reshape(-1), np.searchsorted(ages, table.numbers["age"][rows])] = True
    lacking = {int(rows[first[at]]): ages[~there[at]] for at in np.flatnonzero(~there.all(axis=1)).tolist()}
    _add(faults, lacking, indicator.id, "other rows have")
    known = {tuple(cell) for cell in cells[:, rows].T.tolist()}
    both = [row for row in plain.tolist() if tuple(cells[:, row].tolist()) in known]
    faults.add(
        _flags(both, mine.size),
        lambda _: f"{indicator.id}: a value beside rows by age of the same place, group and year",
        lambda _: "keep one of the two",
    )
    if indicator.kind in YEARS_AHEAD and rows.size:
        _check_table(table, indicator, rows, ages, faults)


def _check_table(
    table: MeasuredTable, indicator: FollowIndicator, rows: Index, ages: Array, faults: Faults
) -> None:
    """What a life table needs besides: the age that is asked for, and deaths at the last."""
    if indicator.at_age is not None and indicator.at_age not in ages:
        faults.add(
            _flags([int(rows[0])], table.year.size),
            lambda _: f"{indicator.id}: at_age {indicator.at_age} of the plan is no age of the data",
            lambda _: (
                f"begin a group of ages with it, or choose one of {', '.join(f'{age:g}' for age in ages)}"
            ),
        )
    last = rows[(table.numbers["age"][rows] == ages[-1]) & (table.numbers["numerator"][rows] == 0)]
    faults.add(
        _flags(last.tolist(), table.year.size),
        lambda _: f"{indicator.id}: nobody died at the last age, so that the years ahead have no end",
        lambda _: "join the last ages in every row, or years, or leave this place out",
    )


def _add(faults: Faults, lacking: dict[int, Array], name: str, why: str) -> None:
    faults.add(
        _flags(list(lacking), len(faults.sheet.rows)),
        lambda row: f"{name}: age {', '.join(f'{age:g}' for age in lacking[row])} is missing here, {why} it",
        lambda _: "give every age in every place, group and year",
    )


def _flags(rows: list[int], size: int) -> Mask:
    flags = np.zeros(size, dtype=bool)
    flags[rows] = True
    return flags
