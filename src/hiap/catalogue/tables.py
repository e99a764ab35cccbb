"""Reads the tables of a pack: csv rows into arrays with the axes of the model."""

from __future__ import annotations

import csv
import hashlib
import io
import math
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import compress
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from hiap.catalogue.yaml12 import CoreLoader
from hiap.domain.errors import Fault, InputError, PackError
from hiap.domain.pack import SEXES

DERIVED = ("sensitivity.csv",)
"""Tables that are computed from the pack: no result follows from them."""
Array = NDArray[np.float64]
Row = Mapping[str, str]
Columns = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Folder:
    """The folder of one pack edition."""

    path: Traversable

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return self.path.joinpath(name).is_file()

    def text(self, name: str) -> str:
        """Give the text of one file."""
        file = self.path.joinpath(name)
        if not file.is_file():
            raise PackError(f"the pack misses {name}: reinstall hiap, or add the file to your own pack")
        return file.read_text(encoding="utf-8-sig")

    def rows(self, name: str) -> list[dict[str, str]]:
        """Give the rows of one table."""
        header, *rows = csv.reader(io.StringIO(self.text(f"{name}.csv")))
        return [dict(zip(header, row, strict=True)) for row in rows]

    def columns(self, name: str) -> dict[str, tuple[str, ...]]:
        """Give the columns of one table; quicker than rows for a large one."""
        header, *rows = csv.reader(io.StringIO(self.text(f"{name}.csv")))
        if not rows:
            return dict.fromkeys(header, ())
        return dict(zip(header, zip(*rows, strict=True), strict=True))

    def yaml(self, name: str) -> object:
        """Give one YAML document as plain lists, dictionaries and numbers."""
        content: object = yaml.load(self.text(f"{name}.yaml"), Loader=CoreLoader)
        return content

    def digest(self) -> str:
        """Give the sha256 over all files of the pack, by name, without those that are computed from it."""
        files_here = [file for file in self.path.iterdir() if file.name.endswith((".csv", ".yaml"))]
        return self.digest_of(file.name for file in files_here if file.is_file() and file.name not in DERIVED)

    def digest_of(self, names: Iterable[str]) -> str:
        """Give the sha256 over some files, by name; the end of a line does not matter."""
        total = hashlib.sha256()
        for name in sorted(names):
            total.update(name.encode())
            total.update(self.path.joinpath(name).read_bytes().replace(b"\r\n", b"\n"))
        return total.hexdigest()


def optional_rows(folder: Folder, name: str) -> list[dict[str, str]]:
    """Give the rows of a table that a pack may do without; none if it is not there."""
    return folder.rows(name) if folder.has(f"{name}.csv") else []


def pack_folder(pack: str) -> Folder:
    """Find a pack that ships with hiap by its id, as in NLD/2025, or one of your own by its folder."""
    if not isinstance(pack, str):
        raise InputError([Fault("--pack", None, f"{pack!r} is not text", "give it as text, as str(path)")])
    if pack in shipped_packs():
        return Folder(files("hiap.data").joinpath("packs", *pack.split("/")))
    own = Path(pack)
    if os.path.isfile(own / "pack.yaml"):  # Path.is_file fails on a name that is too long
        return Folder(own)
    there = os.path.isdir(own)
    what = "is a folder without pack.yaml" if there else "is no pack that ships with hiap, and no folder"
    cure = f"give {', '.join(shipped_packs())} or the path of a folder with a pack"
    raise InputError([Fault("--pack", None, f"{pack} {what}", cure)])


def shipped_packs() -> tuple[str, ...]:
    """The ids of the packs that ship with hiap.

    >>> shipped_packs()
    ('NLD/2025',)
    """
    packs = files("hiap.data").joinpath("packs")
    countries = [country for country in packs.iterdir() if country.is_dir()]
    found = [f"{c.name}/{edition.name}" for c in countries for edition in c.iterdir() if edition.is_dir()]
    return tuple(sorted(found))


def number(row: Row, column: str) -> float:
    """Read one number of a row, refusing what is not finite."""
    value = float(row[column])
    if not np.isfinite(value):
        raise PackError(f"the number {row[column]!r} in column {column} is not finite: {dict(row)}")
    return value


def by_sex_age(columns: Columns, ages: int) -> Array:
    """Lay columns sex, age and value into [sex, age]; every cell must be there."""
    return grid(columns, {"sex": SEXES, "age": [str(age) for age in range(ages)]})


def chosen(columns: Columns, **labels: str) -> Columns:
    """Keep the rows in which columns have the given labels.

    >>> chosen({"sex": ("male", "female"), "value": ("1", "2")}, sex="female")
    {'sex': ('female',), 'value': ('2',)}
    """
    keep = [
        all(row)
        for row in zip(*([x == label for x in columns[c]] for c, label in labels.items()), strict=True)
    ]
    return {name: tuple(compress(column, keep)) for name, column in columns.items()}


def grid(columns: Columns, axes: Mapping[str, Sequence[str]]) -> Array:
    """Lay the value column into an array with the named axes; a missing or double cell is an error."""
    shape = [len(labels) for labels in axes.values()]
    places = []
    for name, labels in axes.items():
        position = {label: index for index, label in enumerate(labels)}
        try:
            places.append(np.array([position[label] for label in columns[name]], dtype=np.int64))
        except KeyError as unknown:
            raise PackError(f"unknown label {unknown} in column {name}") from None
    values = np.array(columns["value"], dtype=np.float64)
    if not np.isfinite(values).all():
        raise PackError(f"a value is not finite in the table with the columns {', '.join(columns)}")
    flat = np.ravel_multi_index(tuple(places), shape)
    array = np.full(int(np.prod(shape)), np.nan)
    array[flat] = values
    if len(np.unique(flat)) < len(flat):
        raise PackError(f"a cell stands twice in the table with the columns {', '.join(columns)}")
    if np.isnan(array).any():
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


def is_number(text: str) -> bool:
    """Whether a text is a finite number, as a cell or the point of a response curve has to be.

    >>> is_number("1e3"), is_number("nan"), is_number("per_unit")
    (True, False, False)
    """
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
