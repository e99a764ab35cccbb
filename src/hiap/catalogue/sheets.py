"""Reads a table that somebody made: CSV or a workbook, as text by column, each row with its number there."""

from __future__ import annotations

import csv
import io
import os
import re
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path

from hiap.domain.errors import Fault, InputError

LARGEST_BYTES = 100_000_000
ENDINGS = (".csv", ".xlsx")
REMARK = "#"
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufffe\uffff]")
"""Signs that steer a terminal; tabs and ends of lines are those of a table."""
LOOSE = re.compile(r"(?:^|[,;\t\"])[ \u00a0]|[ \u00a0](?:[,;\t\"]|$)", re.MULTILINE)
"""Spaces at the edge of a cell."""


@dataclass(frozen=True)
class Sheet:
    """A table as text: heads, rows with their number in the file, and the remarks above the heads."""

    name: str
    heads: tuple[str, ...]
    rows: list[list[str]]
    numbers: list[int]
    remarks: tuple[str, ...] = ()

    def fault(self, row: int, message: str, cure: str) -> Fault:
        """A fault in a row, by its place in the table."""
        return Fault(self.name, self.numbers[row], message, cure)


def read_sheet(path: str) -> Sheet:
    """Read a table; nothing in it is changed.

    Raises
    ------
    InputError : what keeps it from being read as a table.
    """
    ending = os.path.splitext(path)[1].lower()
    if ending not in ENDINGS:
        raise InputError([Fault(path, None, "is no CSV and no workbook", "give a .csv or .xlsx file")])
    data = _bytes(path)
    sheet = _csv(path, data) if ending == ".csv" else _workbook(path, data)
    if not sheet.rows:
        raise InputError([Fault(path, None, "holds no rows", "add rows below the heads")])
    return sheet


def _bytes(path: str) -> bytes:
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise InputError([Fault(path, None, "is no ordinary file", "give the path of a table")])
        with Path(path).open("rb") as file:
            data = file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError([Fault(path, None, f"cannot be read: {reason}", "check the path")]) from None
    if len(data) > LARGEST_BYTES:
        raise InputError([Fault(path, None, f"is over {LARGEST_BYTES:,} bytes", "split it")])
    return data


def _csv(path: str, data: bytes) -> Sheet:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        fault = Fault(path, line, "is not UTF-8", "save it as CSV UTF-8")
        raise InputError([fault]) from None
    if HIDDEN.search(text):
        raise InputError([Fault(path, None, "holds hidden control characters", "take them out")])
    lines = text.splitlines()
    remarks = 0
    while remarks < len(lines) and (lines[remarks].startswith(REMARK) or not lines[remarks].strip()):
        remarks += 1
    head = lines[remarks] if remarks < len(lines) else ""
    sign = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text), delimiter=sign, strict=True)
    rows, numbers = [], []
    try:
        for row in reader:
            if reader.line_num > remarks and any(row):
                rows.append(row)
                numbers.append(reader.line_num)
    except csv.Error as error:
        raise InputError(
            [Fault(path, reader.line_num, f"is no CSV: {error}", "correct the quotes")]
        ) from None
    if LOOSE.search(text):
        rows = [[cell.strip() for cell in row] for row in rows]
    said = tuple(line.lstrip(REMARK).strip() for line in lines[:remarks] if line.strip())
    return _sheet(path, rows, numbers, said)


def _sheet(path: str, rows: list[list[str]], numbers: list[int], remarks: tuple[str, ...] = ()) -> Sheet:
    """The first row are the heads; a row that is too long or too short is a fault."""
    if not rows:
        raise InputError([Fault(path, None, "is empty", "give a table with heads")])
    heads = tuple(rows[0])
    faults = [
        Fault(path, number, f"has {len(row)} cells, not {len(heads)}", _width_cure(len(row), len(heads)))
        for row, number in zip(rows[1:], numbers[1:], strict=True)
        if len(row) != len(heads)
    ]
    if faults:
        raise InputError(faults)
    return Sheet(path, heads, rows[1:], numbers[1:], remarks)


def _width_cure(found: int, wanted: int) -> str:
    if found > wanted:
        return "is a decimal comma read as two cells? write a point, or use ; between the cells"
    return "give every cell, empty ones too"


def _workbook(path: str, data: bytes) -> Sheet:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise InputError([Fault(path, None, "is no workbook", "save it as .xlsx")]) from None
    page = book.worksheets[0]
    rows, numbers, faults = [], [], []
    for number, row in enumerate(page.iter_rows(), start=1):
        cells = [_text(cell.value) for cell in row]
        if any(cells):
            rows.append(cells)
            numbers.append(number)
        for cell in row:
            if isinstance(cell.value, int | float) and "%" in str(cell.number_format):
                problem = f"{cell.value:g} is formatted as a percentage"
                faults.append(Fault(path, number, problem, f"write {100 * cell.value:g}, without the format"))
    book.close()
    width = max((len([one for one in row if one]) for row in rows[:1]), default=0)
    faults += [
        Fault(path, number, "has cells beyond the heads", "take them out, or give the column a head")
        for row, number in zip(rows, numbers, strict=True)
        if any(row[width:])
    ]
    if faults:
        raise InputError(faults)
    padded = [[*row[:width], *[""] * (width - len(row))] for row in rows]
    return _sheet(path, padded, numbers)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()
