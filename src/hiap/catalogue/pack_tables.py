"""Checks the tables of a pack cell by cell against `data/pack_tables.csv`: every fault, line and cure."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product

from hiap.catalogue.folder import Folder, is_number
from hiap.catalogue.nearest import cure_for
from hiap.domain.errors import Fault

MOST_FAULTS_OF_A_TABLE = 20
GRADES = ("A", "B", "C", "R")
MOST_LISTED = 60
FIGURE_TABLES = ("staff", "work", "benefit", "care_price")
WORK_TABLES = ("paid_work", "absence", "disability_benefit")
OUTCOME_TABLE = "outcome"
PLACE_TABLE = "place"
SECTOR_TABLES = ("staff_sector", "sector_share")
EDUCATION_TABLES = ("education_share", "education_expectancy")
LIMIT_TABLES = ("fertility_limit", "migration_limit")
OPTIONAL = (
    *("official", "sensitivity", PLACE_TABLE, OUTCOME_TABLE),
    *(*FIGURE_TABLES, *WORK_TABLES, *SECTOR_TABLES, *EDUCATION_TABLES, *LIMIT_TABLES),
)
"""Tables that a pack may do without; without those on absence lost work is in no result."""
Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Column:
    """One column of a table: its kind, limits of a number, and what it means."""

    name: str
    kind: str
    least: float
    most: float
    meaning: str

    @property
    def vocabulary(self) -> str:
        """Name of the list of words that a label or axis is chosen from."""
        return self.kind.removesuffix("?").partition(" ")[2] or self.name


Choice = tuple[Column, Mapping[str, None] | None]


@dataclass(frozen=True)
class Line:
    """A row of a table as it stands in the file."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A table that was looked at: its rows, and all that is wrong with them."""

    path: str
    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


@cache
def table_format() -> Mapping[str, tuple[Column, ...]]:
    """The columns of every table of a pack.

    >>> [column.name for column in table_format()["population"]]
    ['sex', 'age', 'value']
    """
    text = files("hiap.data").joinpath("pack_tables.csv").read_text(encoding="utf-8")
    tables: dict[str, list[Column]] = {}
    for row in csv.DictReader(io.StringIO(text)):
        least, most = float(row["least"] or -math.inf), float(row["most"] or math.inf)
        column = Column(row["column"], row["kind"], least, most, row["meaning"])
        tables.setdefault(row["table"], []).append(column)
    return {name: tuple(columns) for name, columns in tables.items()}


def check_table(folder: Folder, name: str, words: Words) -> Table:
    """Read one table and check its header, every cell, and that every cell of a grid stands there once."""
    path = str(folder.path.joinpath(f"{name}.csv"))
    columns = table_format()[name]
    if name in OPTIONAL and not folder.has(f"{name}.csv"):
        return Table(path, (), ())
    try:
        rows = list(_numbered(folder.path.joinpath(f"{name}.csv").read_bytes().decode("utf-8-sig")))
    except OSError:
        cure = f"add the table with the columns {', '.join(column.name for column in columns)}"
        return Table(path, (), (Fault(path, None, "the table is missing", cure),))
    except UnicodeDecodeError:
        return Table(
            path, (), (Fault(path, None, "the file is not UTF-8", "save it with the encoding UTF-8"),)
        )
    except csv.Error as error:
        return Table(path, (), (Fault(path, None, f"not valid CSV: {error}", "correct the quotes"),))
    header = rows[0][1] if rows else []
    faults = [_no_column(path, header, column) for column in columns if column.name not in header]
    if faults:
        return Table(path, (), tuple(faults))
    choices = [(column, _known(column, words)) for column in columns]
    lines = [Line(number, dict(zip(header, cells, strict=False))) for number, cells in rows[1:]]
    for line, (_, cells) in zip(lines, rows[1:], strict=True):
        if len(cells) == len(header):
            faults += _row_faults(path, line, choices)
        else:
            problem = f"{len(cells)} cells under a header of {len(header)}"
            faults.append(
                Fault(path, line.number, problem, "give every column one cell, in quotes if it has a ,")
            )
    if not faults:
        faults = list(_grid_faults(path, lines, columns, words))
    return Table(path, tuple(lines), tuple(_first(path, faults)))


def _numbered(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every row of a CSV text with its line; empty lines are passed over."""
    reader = csv.reader(io.StringIO(text), strict=True)
    for cells in reader:
        if cells:
            yield reader.line_num, cells


def _no_column(path: str, header: Sequence[str], column: Column) -> Fault:
    if len(header) == 1 and ";" in header[0]:
        return Fault(path, 1, f"the column {column.name} is missing", "save with commas between cells, not ;")
    cure = (
        f"add it{f' ({column.meaning})' if column.meaning else ''}; there are {', '.join(header) or 'none'}"
    )
    return Fault(path, 1, f"the column {column.name} is missing", cure)


def _first(path: str, faults: list[Fault]) -> list[Fault]:
    """The first faults of a table, and how many more there are."""
    more = len(faults) - MOST_FAULTS_OF_A_TABLE
    if more <= 0:
        return faults
    rest = Fault(path, None, f"{more} more faults in this table", "mend these first and check again")
    return [*faults[:MOST_FAULTS_OF_A_TABLE], rest]


def _row_faults(path: str, line: Line, choices: Sequence[Choice]) -> Iterator[Fault]:
    """Every fault of the cells of one row."""
    for column, known in choices:
        found = _cell_fault(line.cells[column.name], column, known)
        if found:
            yield Fault(path, line.number, f"{column.name}: {found[0]}", found[1])
    low, value, high = (line.cells.get(name, "") for name in ("low", "value", "high"))
    if bool(low) != bool(high):
        yield Fault(path, line.number, "one of low and high is empty", "give both, or leave both empty")
    elif all(map(is_number, (low, value, high))) and not float(low) <= float(value) <= float(high):
        problem = f"the value {value} is not between low {low} and high {high}"
        yield Fault(path, line.number, problem, "correct one of the three")


def _cell_fault(cell: str, column: Column, known: Mapping[str, None] | None) -> tuple[str, str] | None:
    """What is wrong with one cell, and the cure."""
    if not cell and column.kind.endswith("?"):
        return None
    if column.kind.startswith("number"):
        return _number_fault(cell, column)
    if column.kind.startswith("source"):
        return _source_fault(cell, known or {})
    if known is not None and cell not in known:
        words = list(known)
        cure = cure_for(cell, words) if len(words) <= MOST_LISTED else f"write {words[0]} to {words[-1]}"
        return f"{cell!r} is not known" if cell else "is empty", cure
    if column.kind == "text" and not cell.strip():
        return "is empty", f"fill it in{f': {column.meaning}' if column.meaning else ''}"
    return None


def _known(column: Column, words: Words) -> Mapping[str, None] | None:
    """The words that a cell may be; None where anything goes."""
    kind = column.kind.partition(" ")[0]
    found: Sequence[str] | None = None
    if kind == "grade":
        found = GRADES
    elif column.kind == "sex or all":
        found = ("", "all", *words["sex"])
    elif kind.startswith(("age", "source")):
        found = words.get(kind.removesuffix("?"))
    elif kind in ("axis", "group", "label"):
        found = words.get("age" if column.vocabulary == "found" else column.vocabulary)
    return None if found is None else dict.fromkeys(found)


def _number_fault(cell: str, column: Column) -> tuple[str, str] | None:
    if not is_number(cell):
        return (
            f"{cell!r} is not a number" if cell else "is empty",
            "write a number with a dot as decimal sign",
        )
    value = float(cell)
    if column.vocabulary == "whole" and not cell.isdigit():
        return f"{cell} is no whole number", "write digits only"
    if not column.least <= value <= column.most:
        return f"{cell} is not between {column.least:g} and {column.most:g}", "correct the number or its unit"
    return None


def _source_fault(cell: str, known: Mapping[str, None]) -> tuple[str, str] | None:
    if not cell:
        return "is empty", "name a source of sources.csv: no source, no load"
    unknown = [part.strip() for part in cell.split(";") if part.strip() not in known]
    if not unknown:
        return None
    return f"{unknown[0]!r} is not in sources.csv", "add it there, or correct the id"


def _grid_faults(
    path: str, lines: Sequence[Line], columns: Sequence[Column], words: Words
) -> Iterator[Fault]:
    """Cells of a grid that stand there twice, or not at all; one fault for each group of rows."""
    axes = [column for column in columns if column.kind.startswith("axis")]
    if not axes or any(axis.vocabulary not in words for axis in axes if axis.vocabulary != "found"):
        return
    groups = [column.name for column in columns if column.kind.startswith("group")]
    seen: dict[tuple[str, ...], dict[tuple[str, ...], int]] = {}
    for line in lines:
        cell = tuple(line.cells[axis.name] for axis in axes)
        place = seen.setdefault(tuple(line.cells[name] for name in groups), {})
        if cell in place:
            problem = f"the cell {_named(axes, cell)} stands here again, first in line {place[cell]}"
            yield Fault(path, line.number, problem, "keep one of the two")
        place.setdefault(cell, line.number)
    found = {axis.name: list(dict.fromkeys(line.cells[axis.name] for line in lines)) for axis in axes}
    every = [found[a.name] if a.vocabulary == "found" else words[a.vocabulary] for a in axes]
    for group, place in seen.items() if groups else [((), seen.get((), {}))]:
        missing = [cell for cell in product(*every) if cell not in place]
        if missing:
            of = f" of {' '.join(group)}" if group else ""
            problem = f"{len(missing)} cells{of} are missing, the first is {_named(axes, missing[0])}"
            yield Fault(path, None, problem, "add a row for every cell")


def _named(axes: Sequence[Column], cell: Sequence[str]) -> str:
    return ", ".join(f"{axis.name} {label}" for axis, label in zip(axes, cell, strict=True))
