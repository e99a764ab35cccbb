"""Reads the tables of a pack: csv rows into arrays with the axes of the model."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray
from ruamel.yaml import YAML

from hiap.domain.errors import PackError
from hiap.domain.pack import SEXES

Array = NDArray[np.float64]
Row = Mapping[str, str]


@dataclass(frozen=True)
class Folder:
    """The folder of one pack edition."""

    path: Traversable

    def text(self, name: str) -> str:
        """Give the text of one file."""
        file = self.path.joinpath(name)
        if not file.is_file():
            raise PackError(
                f"the pack misses {name}: reinstall hiap, or build the pack with tools/build_pack.py"
            )
        return file.read_text(encoding="utf-8")

    def rows(self, name: str) -> list[dict[str, str]]:
        """Give the rows of one table."""
        return list(csv.DictReader(io.StringIO(self.text(f"{name}.csv"))))

    def yaml(self, name: str) -> object:
        """Give one YAML document as plain lists, dictionaries and numbers."""
        return YAML(typ="safe").load(self.text(f"{name}.yaml"))

    def digest(self) -> str:
        """Give the sha256 over all files of the pack, by name."""
        total = hashlib.sha256()
        for file in sorted(self.path.iterdir(), key=lambda item: item.name):
            if file.name.endswith((".csv", ".yaml")):
                total.update(file.name.encode())
                total.update(file.read_bytes().replace(b"\r\n", b"\n"))
        return total.hexdigest()


def pack_folder(pack: str) -> Folder:
    """Find a pack that ships with hiap by its id, as in NLD/2025."""
    folder = files("hiap.data").joinpath("packs", *pack.split("/"))
    if not folder.is_dir():
        raise PackError(f"no pack {pack}: hiap ships NLD/2025")
    return Folder(folder)


def number(row: Row, column: str) -> float:
    """Read one number of a row, refusing what is not finite."""
    value = float(row[column])
    if not np.isfinite(value):
        raise PackError(f"the number {row[column]!r} in column {column} is not finite: {dict(row)}")
    return value


def by_sex_age(rows: Iterable[Row], ages: int) -> Array:
    """Lay rows with sex, age and value into [sex, age]; every cell must be there."""
    return grid(rows, {"sex": SEXES, "age": [str(age) for age in range(ages)]})


def grid(rows: Iterable[Row], axes: Mapping[str, Sequence[str]]) -> Array:
    """Lay the value of rows into an array with the named axes; a missing or double cell is an error."""
    positions = [{label: index for index, label in enumerate(labels)} for labels in axes.values()]
    columns = list(axes)
    array = np.full([len(labels) for labels in axes.values()], np.nan)
    for row in rows:
        try:
            place = tuple(position[row[column]] for position, column in zip(positions, columns, strict=True))
        except KeyError as unknown:
            raise PackError(f"unknown label {unknown} in {dict(row)}") from None
        if not np.isnan(array[place]):
            raise PackError(f"the pack gives a cell twice: {dict(row)}")
        array[place] = number(row, "value")
    if np.isnan(array).any():
        first = [labels[i] for labels, i in zip(axes.values(), np.argwhere(np.isnan(array))[0], strict=True)]
        raise PackError(f"the pack misses a cell: {dict(zip(columns, first, strict=True))}")
    return array


def spread_over_ages(rows: Iterable[Row], column: str, ages: int, outside: float) -> Array:
    """Lay rows with sex, age_from and age_to into [sex, age]; ages that no row names get `outside`."""
    array = np.full((len(SEXES), ages), outside)
    for row in rows:
        sexes = range(len(SEXES)) if row.get("sex", "") in ("", "all") else [SEXES.index(row["sex"])]
        last = ages - 1 if row["age_to"] in ("", "100") else int(row["age_to"])
        for sex in sexes:
            array[sex, int(row["age_from"] or 0) : last + 1] = number(row, column)
    return array
