"""Reads what was measured of a plan: its own baseline photo, and a data file; all faults at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from hiap.catalogue.documents import Document
from hiap.catalogue.measured_checks import check_rows
from hiap.catalogue.measured_table import NUMBERS, Faults, MeasuredTable, columns_of, read_rows
from hiap.catalogue.sheets import Sheet, read_sheet
from hiap.domain.errors import Fault, InputError
from hiap.domain.follow_plan import EVERYBODY, FollowPlan

PHOTO = -1
CLOSE = 1e-9


def load_measured(
    path: str | None, plan: FollowPlan, document: Document
) -> tuple[MeasuredTable, Sheet | None]:
    """Read the values of a plan: those of its baseline photo, and of a data file where one is given.

    Raises
    ------
    InputError : every fault of the file, row by row; nothing is read in part.
    """
    photo = _photo(plan)
    if path is None:
        return photo, None
    sheet = read_sheet(path)
    columns, wrong = columns_of(sheet)
    if wrong:
        raise InputError(wrong)
    faults = Faults(sheet)
    table = read_rows(sheet, columns, plan, faults)
    check_rows(table, plan, faults)
    clashes = _clashes(table, photo, plan, document)
    if faults.found or clashes:
        raise InputError([*clashes, *faults.listed()])
    return _joined(photo, table), sheet


def _photo(plan: FollowPlan) -> MeasuredTable:
    """The baseline photo as rows."""
    groups = [group.id for group in plan.groups] or [EVERYBODY]
    indicators = [one.id for one in plan.indicators]
    places = [place.id for place in plan.places]
    empty = np.full(len(plan.photo), np.nan)

    def column(name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        given = [getattr(one, name) for one in plan.photo]
        return np.array([np.nan if part is None else part for part in given], dtype=np.float64)

    numbers = dict.fromkeys(NUMBERS[1:], empty)
    numbers |= {name: column(name) for name in ("value", "numerator", "denominator")}
    return MeasuredTable(
        np.array([indicators.index(one.indicator) for one in plan.photo], dtype=np.int64),
        np.array([places.index(one.place) for one in plan.photo], dtype=np.int64),
        np.array([groups.index(one.group) for one in plan.photo], dtype=np.int64),
        np.array([one.year for one in plan.photo], dtype=np.int64),
        numbers,
        np.full(len(plan.photo), PHOTO),
    )


def _cells(table: MeasuredTable) -> list[tuple[int, int, int, int]]:
    parts = (table.indicator, table.place, table.group, table.year)
    return list(zip(*(part.tolist() for part in parts), strict=True))


def _clashes(table: MeasuredTable, photo: MeasuredTable, plan: FollowPlan, document: Document) -> list[Fault]:
    """Where the file says another number than the photo of the plan."""
    at = {cell: row for row, cell in enumerate(_cells(photo))}
    faults = []
    told = set()
    for row, cell in enumerate(_cells(table)) if at else ():
        if cell not in at or cell in told:
            continue
        place = at[cell]
        same = np.isnan(table.numbers["age"][row]) and all(
            np.isclose(table.numbers[key][row], photo.numbers[key][place], rtol=CLOSE, equal_nan=True)
            for key in NUMBERS[1:]
        )
        if not same:
            told.add(cell)
            figure = plan.photo[place]
            problem = (
                f"photo: {figure.indicator} of {figure.place} in {figure.year} is another number in the data"
            )
            faults.append(
                document.fault(("photo", place), problem, "correct one, or leave it out of the photo")
            )
    return faults


def _joined(photo: MeasuredTable, table: MeasuredTable) -> MeasuredTable:
    """Both together; what stands in both is taken from the file."""
    if not photo.rows.size:
        return table
    taken = set(_cells(table))
    kept = np.array([cell not in taken for cell in _cells(photo)], dtype=bool)

    def both(first: Any, second: Any) -> Any:
        return np.concatenate([first[kept], second])

    return MeasuredTable(
        both(photo.indicator, table.indicator),
        both(photo.place, table.place),
        both(photo.group, table.group),
        both(photo.year, table.year),
        {key: both(photo.numbers[key], table.numbers[key]) for key in NUMBERS[1:]},
        both(photo.rows, table.rows),
    )
