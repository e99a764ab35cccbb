"""Lays the tables of a pack into arrays with the axes of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, groupby

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.folder import Row
from hiap.domain.errors import PackError
from hiap.domain.pack import SEXES

Array = NDArray[np.float64]
Columns = Mapping[str, Sequence[str]]


def number(row: Row, column: str) -> float:
    """Read one number of a row, refusing what is not finite."""
    value = float(row[column])
    if not np.isfinite(value):
        raise PackError(f"the number {row[column]!r} in column {column} is not finite: {dict(row)}")
    return value


def by_sex_age(columns: Columns, ages: int) -> Array:
    """Lay columns sex, age and value into [sex, age]; every cell must be there."""
    return grid(columns, {"sex": SEXES, "age": [str(age) for age in range(ages)]})


def parts_by(columns: Columns, name: str) -> Callable[[str], Columns]:
    """Part a table by the labels in one column; gives the rows of a label in their order, none of another.

    >>> of = parts_by({"sex": ("male", "female", "male"), "value": ("1", "2", "3")}, "sex")
    >>> of("male"), of("all")
    ({'sex': ('male', 'male'), 'value': ('1', '3')}, {'sex': (), 'value': ()})
    """
    runs: dict[str, list[slice]] = {}
    first = 0
    for label, run in groupby(columns[name]):
        last = first + len(list(run))
        runs.setdefault(label, []).append(slice(first, last))
        first = last

    def part(label: str) -> Columns:
        places = runs.get(label, [])
        return {key: tuple(chain.from_iterable(column[s] for s in places)) for key, column in columns.items()}

    return part


def grid(columns: Columns, axes: Mapping[str, Sequence[str]]) -> Array:
    """Lay the value column into an array with the named axes; a missing or double cell is an error."""
    shape = [len(labels) for labels in axes.values()]
    places = []
    for name, labels in axes.items():
        position = {label: index for index, label in enumerate(labels)}
        try:
            places.append(np.fromiter(map(position.__getitem__, columns[name]), np.int64))
        except KeyError as unknown:
            raise PackError(f"unknown label {unknown} in column {name}") from None
    values = np.array(columns["value"], dtype=np.float64)
    if not np.isfinite(values).all():
        raise PackError(f"a value is not finite in the table with the columns {', '.join(columns)}")
    flat = np.ravel_multi_index(tuple(places), shape)
    array = np.full(int(np.prod(shape)), np.nan)
    array[flat] = values
    filled = len(array) - np.count_nonzero(np.isnan(array))
    if filled < len(flat):
        raise PackError(f"a cell stands twice in the table with the columns {', '.join(columns)}")
    if filled < len(array):
        first = np.unravel_index(int(np.flatnonzero(np.isnan(array))[0]), shape)
        cell = {name: labels[int(i)] for (name, labels), i in zip(axes.items(), first, strict=True)}
        raise PackError(f"the pack misses a cell: {cell}")
    return array.reshape(shape)


def spread_over_ages(rows: Iterable[Row], column: str, ages: int, outside: float) -> Array:
    """Lay rows with sex, age_from and age_to into [sex, age]; ages that no row names get `outside`."""
    array = np.full((len(SEXES), ages), outside)
    for row in rows:
        sexes = range(len(SEXES)) if row.get("sex", "") in ("", "all") else [SEXES.index(row["sex"])]
        last = int(row["age_to"] or ages - 1)
        for sex in sexes:
            array[sex, int(row["age_from"] or 0) : last + 1] = number(row, column)
    return array
