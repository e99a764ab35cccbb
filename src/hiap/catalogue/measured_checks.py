"""Rules for what was measured: which numbers a row may have, no row twice, no total beside its parts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.measured_ages import check_ages
from hiap.catalogue.measured_table import Array, Faults, Index, MeasuredTable
from hiap.domain.follow_plan import (
    ALL_OTHERS,
    BY_AGE,
    FollowGroup,
    FollowIndicator,
    FollowPlace,
    FollowPlan,
)

Mask = NDArray[np.bool_]
PERCENT = 100.0
NO_AGE = 999
FEWEST_PARTS = 2
SHARES_FROM = 3
"""So many values of a proportion, all between 0 and 1, are taken for shares and not percentages."""


def check_rows(table: MeasuredTable, plan: FollowPlan, faults: Faults) -> None:
    """Find every row that breaks a rule; rows that could not be read are left alone."""
    for place, indicator in enumerate(plan.indicators):
        check = check_ages if indicator.kind in BY_AGE else _check_forms
        check(table, indicator, table.indicator == place, faults)
    _check_twice(table, faults)
    if not faults.found:
        _check_totals(table, plan, faults)


def _check_forms(table: MeasuredTable, indicator: FollowIndicator, mine: Mask, faults: Faults) -> None:
    """Whether the numbers of a row fit the kind of its indicator."""
    numbers = table.numbers
    value, events, people = numbers["value"], numbers["numerator"], numbers["denominator"]
    spread, asked = numbers["standard_deviation"], numbers["n"]
    has = {key: ~np.isnan(part) for key, part in numbers.items()}
    name, kind = indicator.id, indicator.kind

    def add(where: Mask, problem: str, cure: str, shown: Array | None = None) -> None:
        faults.add(
            mine & where,
            lambda row: f"{name}: {problem}" if shown is None else f"{name}: {shown[row]:g} {problem}",
            lambda _: cure,
        )

    counted = kind in ("count", "rate", "proportion")
    add(
        has["age"] | has["healthy"],
        f"a {kind} with age or healthy",
        f"leave them empty, or make it a {', '.join(BY_AGE[:-1])} or {BY_AGE[-1]} in the plan",
    )
    add(has["value"] & has["numerator"], "both value and numerator", "leave one of the two empty")
    add(~has["value"] & ~has["numerator"], "no number", "fill one in, or leave the row out if not measured")
    if not counted:
        add(
            has["numerator"] | has["denominator"], f"a {kind} with numerator or denominator", "give its value"
        )
    elif kind == "count":
        add(has["denominator"], "a count with a denominator", "leave it empty, or make it a rate in the plan")
    else:
        add(has["numerator"] & ~has["denominator"], "a numerator without denominator", "give of how many")
        add(has["denominator"] & ~has["numerator"], "a denominator without numerator", "give how many")
    if kind != "mean":
        add(
            has["standard_deviation"] | has["n"],
            "standard_deviation and n are for a mean",
            "leave them empty",
        )
    add(has["standard_deviation"] != has["n"], "only one of standard_deviation and n", "give both or none")
    for part, cure in ((events, "write a count of 0 or more"), (spread, "write 0 or more")):
        add(part < 0, "is below 0", cure, part)
    for part in (people, asked):
        add(part <= 0, "is not above 0", "write how many people, or leave the row out", part)
    if counted:
        add(value < 0, "is below 0", "write 0 or more", value)
    if kind == "count":
        add(value != np.floor(value), "is no whole count", "write whole events", value)
    if kind == "proportion":
        add(
            value > PERCENT, "percent is over 100", "write a percentage, or make it a rate in the plan", value
        )
        add(events > people, "is more than its denominator", "are they in the wrong column?", events)
        _check_shares(value, mine, name, faults)


def _check_shares(value: Array, mine: Mask, name: str, faults: Faults) -> None:
    given = mine & ~np.isnan(value)
    shares = given & (value > 0) & (value <= 1)
    if shares.sum() >= SHARES_FROM and np.all(value[given] <= 1):
        faults.add(
            shares,
            lambda row: f"{name}: {value[row]:g} looks like a share, as all its values do",
            lambda row: f"write a percentage: {PERCENT * value[row]:g}",
        )


def _check_twice(table: MeasuredTable, faults: Faults) -> None:
    age = np.nan_to_num(table.numbers["age"], nan=NO_AGE).astype(np.int64)
    cells = np.stack([table.indicator, table.place, table.group, table.year, age])
    _, first, inverse = np.unique(cells, axis=1, return_index=True, return_inverse=True)
    before = first[inverse.reshape(-1)]
    faults.add(
        (before != np.arange(cells.shape[1])) & (cells.min(axis=0) >= 0),
        lambda row: (
            f"the same indicator, place, group{' and year' if age[row] == NO_AGE else ', year and age'}"
            f" as row {faults.sheet.numbers[before[row]]}"
        ),
        lambda _: "keep one of the two",
    )


def _check_totals(table: MeasuredTable, plan: FollowPlan, faults: Faults) -> None:
    """A total among its parts counts twice, unless the plan says that it is one; then it is their sum."""
    groups: Sequence[FollowGroup | FollowPlace] = plan.groups
    axes: tuple[tuple[Index, Index, Sequence[FollowGroup | FollowPlace], str], ...] = (
        (table.group, table.place, groups, "group"),
        (table.place, table.group, plan.places, "place"),
    )
    for parts, fixed, known, what in axes:
        if len(known) <= FEWEST_PARTS:
            continue
        for number, indicator in enumerate(plan.indicators):
            if indicator.kind in ("count", "rate", "proportion"):
                mine = np.flatnonzero(table.indicator == number)
                _check_one(table, mine, (parts, fixed, known, what), indicator.kind == "count", faults)


def _check_one(
    table: MeasuredTable,
    mine: Index,
    axis: tuple[Index, Index, Sequence[FollowGroup | FollowPlace], str],
    count: bool,
    faults: Faults,
) -> None:
    """Lay the counts of one indicator in a block [other, year, part] and look at every part."""
    parts, fixed, known, what = axis
    _, year = np.unique(table.year[mine], return_inverse=True)
    shape = (int(fixed[mine].max(initial=0)) + 1, int(year.max(initial=0)) + 1, len(known))
    spot = (fixed[mine], year, parts[mine])
    row = np.full(shape, -1)
    row[spot] = mine
    events = table.numbers["numerator"]
    counted = np.where(np.isnan(events), table.numbers["value"], events) if count else events
    blocks = _block(counted[mine], spot, shape), _block(table.numbers["denominator"][mine], spot, shape)
    single = np.array([not one.sum_of for one in known])
    flags = np.zeros(len(faults.sheet.rows), dtype=bool)
    flags[row[_undeclared(blocks, single)]] = True
    faults.add(
        flags,
        lambda row: f"{what} {known[parts[row]].id} is the sum of the other rows: a total beside its parts",
        lambda row: (
            f"leave the row out, or say with sum_of in the plan that {known[parts[row]].id} is a total"
        ),
    )
    for place in np.flatnonzero(~single).tolist():
        wrong = np.zeros(len(faults.sheet.rows), dtype=bool)
        wrong[row[..., place][_unequal(blocks, place, _parts_of(known[place], known))]] = True
        name = known[place].id
        faults.add(
            wrong,
            lambda _, name=name: f"{what} {name} is not the sum of its parts",  # type: ignore[misc]
            lambda _: "correct the rows, or sum_of in the plan",
        )


def _block(values: Array, spot: tuple[Index, ...], shape: tuple[int, ...]) -> Array:
    block = np.full(shape, np.nan)
    block[spot] = values
    return block


def _parts_of(one: FollowGroup | FollowPlace, known: Sequence[FollowGroup | FollowPlace]) -> list[int]:
    if ALL_OTHERS in one.sum_of:
        return [n for n, other in enumerate(known) if other is not one and not other.sum_of]
    return [n for n, other in enumerate(known) if other.id in one.sum_of]


def _undeclared(blocks: tuple[Array, Array], single: Mask) -> Mask:
    """Where a part that the plan calls no total is, wherever it stands, what all other such parts add up to.

    Of counts without people one such place can be chance: two are needed.
    """
    events, people = blocks
    there = ~np.isnan(events) & single
    open_to = there & (there.sum(axis=-1, keepdims=True) > FEWEST_PARTS) & (events > 0)
    same = open_to.copy()
    for block in blocks:
        own = np.where(there, np.nan_to_num(block), 0.0)
        same &= np.isclose(own.sum(axis=-1, keepdims=True), 2 * own)
    always = (same == open_to).all(axis=(0, 1))
    enough = open_to.sum(axis=(0, 1)) >= np.where(np.isnan(people).all(axis=(0, 1)), 2, 1)
    return np.asarray(same & always & enough)


def _unequal(blocks: tuple[Array, Array], place: int, chosen: list[int]) -> Mask:
    """Where a declared total is not the sum of its parts, all of them being there."""
    there = ~np.isnan(blocks[0][..., chosen]).any(axis=-1) & ~np.isnan(blocks[0][..., place])
    same = np.ones(there.shape, dtype=bool)
    for block in blocks:
        found, said = np.nan_to_num(block[..., chosen]).sum(axis=-1), np.nan_to_num(block[..., place])
        same &= np.isclose(found, said)
    return np.asarray(there & ~same)
