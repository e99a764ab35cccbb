"""Reads what was measured: a long table of values, with every fault explained row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.documents import with_dot
from hiap.catalogue.nearest import cure_for
from hiap.catalogue.sheets import Sheet
from hiap.domain.errors import Fault
from hiap.domain.follow_plan import EVERYBODY, FollowPlan

Array = NDArray[np.float64]
Index = NDArray[np.int64]
HEADS = {
    "indicator": ("indicator",),
    "place": ("place", "plaats", "gebied"),
    "group": ("group", "groep"),
    "year": ("year", "jaar"),
    "value": ("value", "waarde"),
    "numerator": ("numerator", "teller"),
    "denominator": ("denominator", "noemer"),
    "standard_deviation": ("standard_deviation", "standaardafwijking", "standaarddeviatie"),
    "n": ("n", "aantal"),
    "age": ("age", "leeftijd"),
    "healthy": ("healthy", "gezond"),
    "note": ("note", "toelichting", "opmerking"),
}
"""Column -> what it may be called, in English or Dutch."""
NUMBERS = ("year", "value", "numerator", "denominator", "standard_deviation", "n", "age", "healthy")
TOTALS = {
    "total",
    "totaal",
    "all",
    "alle",
    "allen",
    "everybody",
    "iedereen",
    "sum",
    "som",
    "overall",
    "both",
    "t",
}
MOST_FAULTS = 200


@dataclass(frozen=True)
class MeasuredTable:
    """Rows of what was measured: places of indicator, place and group in the plan, and the numbers."""

    indicator: Index
    place: Index
    group: Index
    year: Index
    numbers: Mapping[str, Array]
    rows: Index
    """Number of each row in the sheet, for faults; -1 for a value of the plan's own photo."""


class Faults:
    """Faults of a table in the order of its rows, no more of them than somebody can read."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.found: list[tuple[int, str, str]] = []
        self.not_read: frozenset[int] = frozenset()

    def add(
        self, where: NDArray[np.bool_], message: Callable[[int], str], cure: Callable[[int], str]
    ) -> None:
        """A fault for every row where it holds, but for those that could not be read."""
        rows = (row for row in np.flatnonzero(where).tolist() if row not in self.not_read)
        self.found += [(row, message(row), cure(row)) for row in rows]

    def all_read(self) -> None:
        """From now on rows with a fault are left alone: a cell that cannot be read gives one fault."""
        self.not_read = frozenset(row for row, _, _ in self.found)

    def listed(self) -> list[Fault]:
        """The first faults, and how many there are more."""
        faults = [self.sheet.fault(*one) for one in sorted(self.found)]
        if len(faults) <= MOST_FAULTS:
            return faults
        more = f"and {len(faults) - MOST_FAULTS:,} faults more"
        return [*faults[:MOST_FAULTS], Fault(self.sheet.name, None, more, "mend these first")]


def columns_of(sheet: Sheet) -> tuple[dict[str, int], list[Fault]]:
    """Which column is what; a column that is missing, double or not known is a fault."""
    names = {name: column for column, known in HEADS.items() for name in known}
    found: dict[str, int] = {}
    faults = []
    for place, head in enumerate(sheet.heads):
        column = names.get(head.strip().lower().replace(" ", "_"))
        if column is None:
            faults.append(Fault(sheet.name, 1, f"column {head!r} is not known", cure_for(head, HEADS)))
        elif column in found:
            faults.append(Fault(sheet.name, 1, f"column {column} is there twice", "keep one of the two"))
        else:
            found[column] = place
    for column in ("indicator", "place", "year"):
        if column not in found:
            faults.append(Fault(sheet.name, 1, f"column {column} is missing", f"add it: {', '.join(HEADS)}"))
    if "value" not in found and "numerator" not in found:
        cure = "add value, or numerator and denominator"
        faults.append(Fault(sheet.name, 1, "columns with numbers are missing", cure))
    return found, faults


def read_rows(sheet: Sheet, columns: Mapping[str, int], plan: FollowPlan, faults: Faults) -> MeasuredTable:
    """Read the rows of a sheet as values of a plan; names and numbers only, the rules come after."""
    cells = list(zip(*sheet.rows, strict=True))
    named: dict[str, Sequence[str]] = {key: cells[columns[key]] for key in ("indicator", "place")}
    named["group"] = cells[columns["group"]] if "group" in columns else (EVERYBODY,) * len(sheet.rows)
    known_groups = [group.id for group in plan.groups] or [EVERYBODY]
    numbers = {key: _numbers(cells[columns[key]], key, faults) for key in NUMBERS if key in columns}
    empty = np.full(len(sheet.rows), np.nan)
    year = numbers.pop("year")
    table = MeasuredTable(
        _named(named["indicator"], {one.id: n for n, one in enumerate(plan.indicators)}, "indicator", faults),
        _named(named["place"], _places(plan), "place", faults),
        _named(named["group"], {one: n for n, one in enumerate(known_groups)}, "group", faults),
        _years(year, plan, faults),
        {key: numbers.get(key, empty) for key in NUMBERS[1:]},
        np.arange(len(sheet.rows)),
    )
    _mixed(named["place"], plan, faults)
    faults.all_read()
    return table


def _places(plan: FollowPlan) -> dict[str, int]:
    """Places by their id and by their code."""
    known = {place.id: index for index, place in enumerate(plan.places)}
    return {**{place.code: index for index, place in enumerate(plan.places) if place.code}, **known}


def _named(cells: Sequence[str], known: Mapping[str, int], what: str, faults: Faults) -> Index:
    """The place of each name in the plan; -1 and a fault where it is not there."""
    found = np.array([known.get(cell, -1) for cell in cells])

    def cure(row: int) -> str:
        if cells[row].lower() in TOTALS:
            return (
                f"a total beside its parts counts twice: leave the row out, or name it in the plan ({what}s)"
            )
        return "fill it in" if not cells[row] else cure_for(cells[row], known)

    faults.add(
        found < 0,
        lambda row: f"{what}: {cells[row]} is not in the plan" if cells[row] else f"{what} is empty",
        cure,
    )
    return found


def _mixed(cells: Sequence[str], plan: FollowPlan, faults: Faults) -> None:
    """Places named by id in one row and by code in another: perhaps two files put together."""
    codes = {place.code: place.id for place in plan.places if place.code and place.code != place.id}
    seen = set(cells)
    both = {code for code, name in codes.items() if code in seen and name in seen}
    if both:
        mixed = np.array([cell in both for cell in cells])
        faults.add(
            mixed,
            lambda row: f"place: {cells[row]} is {codes[cells[row]]}, which other rows use",
            lambda row: "name each place in one way: these may be two files put together",
        )


def _years(year: Array, plan: FollowPlan, faults: Faults) -> Index:
    first, last = years_of(plan)
    there = ~np.isnan(year)
    wrong = there & ((year < first) | (year > last) | (year != np.floor(year)))
    faults.add(
        wrong,
        lambda row: f"year {year[row]:g} is outside the plan",
        lambda row: f"write a year from {first} to {last}, or change the years of the plan",
    )
    return np.where(there & ~wrong, year, first).astype(np.int64)


def years_of(plan: FollowPlan) -> tuple[int, int]:
    """First and last year of which values may be given: those of the plan, and before it of a baseline."""
    before = [target.baseline_year for target in plan.targets] + [figure.year for figure in plan.photo]
    before += [one.from_year for one in plan.evaluations if one.from_year is not None]
    return min([plan.years[0], *before]), max([plan.years[1], *(target.year for target in plan.targets)])


def _numbers(cells: Sequence[str], column: str, faults: Faults) -> Array:
    """A column as numbers; an empty cell is NaN."""
    try:
        found = np.array([cell or "nan" for cell in cells], dtype=np.float64)
        plain = "_" not in "".join(cells)
        if plain and not np.isinf(found).any() and int(np.isnan(found).sum()) == cells.count(""):
            _filled(np.isnan(found), column, faults)
            return found
    except ValueError:
        pass
    found = np.array([_number(cell) for cell in cells])
    wrong = np.isnan(found) & np.array([bool(cell) for cell in cells])
    faults.add(
        wrong, lambda row: f"{column}: {cells[row]!r} is not a number", lambda row: _cure(column, cells[row])
    )
    _filled(np.isnan(found) & ~wrong, column, faults)
    return found


def _filled(empty: NDArray[np.bool_], column: str, faults: Faults) -> None:
    if column == "year":
        faults.add(empty, lambda _: "year is empty", lambda _: "fill it in")


def _number(cell: str) -> float:
    try:
        found = float(cell)
    except ValueError:
        return float("nan")
    return found if np.isfinite(found) and "_" not in cell else float("nan")


def _cure(column: str, cell: str) -> str:
    if column == "age":
        return "write the first age of the group as a number, as 85 for 85 and older"
    if cell.endswith("%"):
        return f"write {cell.rstrip('% ').replace(',', '.')} without the percent sign"
    return with_dot(cell) or "write a number with a point as decimal sign; leave the row out if not measured"
