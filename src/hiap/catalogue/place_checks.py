"""Checks the table of places: what its cells say of each other."""

from __future__ import annotations

from collections.abc import Iterator

from hiap.catalogue.pack_tables import Line, Table
from hiap.domain.errors import Fault


def place_faults(table: Table) -> Iterator[Fault]:
    """Places with two kinds or titles, classes that leave ages out, and cells or places without people.

    >>> list(place_faults(Table("place.csv", (), ())))
    []
    """
    first: dict[str, Line] = {}
    people: dict[tuple[str, ...], float] = {}
    for line in table.lines:
        row = line.cells
        known = first.setdefault(row["place"], line)
        for name in ("kind", "title"):
            if row[name] != known.cells[name]:
                problem = f"the {name} of {row['place']} is {row[name]!r}, and {known.cells[name]!r} before"
                yield Fault(table.path, line.number, problem, "write the same in every row of a place")
        for cell in (("place", row["place"]), ("kind", row["kind"], row["sex"], row["age"])):
            people[cell] = people.get(cell, 0.0) + float(row["value"])
    if table.lines and not any(int(line.cells["age"]) == 0 for line in table.lines):
        yield Fault(table.path, None, "no class begins at age 0", "let the first class begin at 0")
    for where, number in people.items():
        if not number:
            problem = f"nobody lives in the {where[0]} {', '.join(where[1:])}"
            yield Fault(table.path, None, problem, "take wider classes, or leave the place out")
