"""Reads the sectors of care of a pack: staff per euro, and what a law or a disease spends on each (7.2)."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from hiap.catalogue.folder import Folder, Row, optional_rows
from hiap.catalogue.nearest import cure_for
from hiap.catalogue.pack_tables import SECTOR_TABLES, Line, Table
from hiap.catalogue.tables import number
from hiap.domain.errors import Fault, PackError
from hiap.domain.pack import CareSector, SectorShares

STAFF, SHARES = SECTOR_TABLES
TOLERANCE = 1e-4
OPEN = math.inf
Key = tuple[str, str]
Ages = tuple[int, float]
Shares = dict[str, float]


def sectors_of(folder: Folder) -> tuple[CareSector, ...]:
    """Give every sector of care with its staff per million euro; a pack may lack the table."""
    return tuple(
        CareSector(row["sector"], {"nl": row["title_nl"], "en": row["title_en"]}, number(row, "value"))
        for row in sorted(optional_rows(folder, STAFF), key=lambda row: row["sector"])
    )


def shares_of(folder: Folder) -> dict[Key, tuple[SectorShares, ...]]:
    """Give the shares by sector of every law, under an empty name, and of the diseases under it.

    Raises
    ------
    PackError : a sector that staff_sector.csv does not have, shares that do not add up to 1 or have no staff.
    """
    staff = {row["sector"]: number(row, "value") for row in optional_rows(folder, STAFF)}
    bands: dict[Key, dict[Ages, Shares]] = {}
    for row in optional_rows(folder, SHARES):
        if row["sector"] not in staff:
            raise PackError(f"{SHARES}: {row['sector']} is no sector: add it to {STAFF}.csv")
        ages = bands.setdefault((row["law"], row["disease"]), {})
        ages.setdefault(_ages(row), {})[row["sector"]] = number(row, "value")
    found = {}
    for key, ages in bands.items():
        for problem, _ in _band_problems(ages, staff):
            raise PackError(f"{SHARES}: {_named(key)}: {problem}")
        found[key] = tuple(
            SectorShares(
                first, {name: share / math.fsum(shares.values()) for name, share in sorted(shares.items())}
            )
            for (first, _), shares in sorted(ages.items())
        )
    return found


def sector_faults(tables: Mapping[str, Table], laws_with_staff: Collection[str]) -> Iterator[Fault]:
    """What is wrong with sectors and shares, and with laws that have staff without sectors or the reverse."""
    staff, shares = tables[STAFF], tables[SHARES]
    yield from _twice(staff, ("sector",))
    yield from _twice(shares, ("law", "disease", "age_from", "age_to", "sector"))
    per_euro = {line.cells["sector"]: float(line.cells["value"]) for line in staff.lines}
    by_key: dict[Key, list[Line]] = {}
    for line in shares.lines:
        by_key.setdefault((line.cells["law"], line.cells["disease"]), []).append(line)
        if line.cells["sector"] not in per_euro:
            cure = cure_for(line.cells["sector"], list(per_euro))
            yield Fault(shares.path, line.number, f"{line.cells['sector']!r} is no sector", cure)
    costs = {(line.cells["law"], line.cells["disease"]) for line in tables["disease_cost"].lines}
    for key, lines in by_key.items():
        yield from _key_faults(shares.path, key, lines, per_euro, costs)
    with_sectors = {law for law, disease in by_key if not disease}
    for law in sorted({law for law, _ in by_key} - with_sectors):
        problem = f"the shares of {law} as a whole are missing"
        yield Fault(shares.path, None, problem, "add them, with the disease left empty")
    for law in sorted(with_sectors ^ set(laws_with_staff)) if by_key else ():
        lacking = "its staff is not in inputs.yaml" if law in with_sectors else "it has no shares here"
        yield Fault(shares.path, None, f"{law}: {lacking}", WHOLE)


WHOLE = "give every law staff and sectors, or neither: the sectors are to add up to the laws"


def _key_faults(
    path: str, key: Key, lines: Sequence[Line], staff: Mapping[str, float], costs: Collection[Key]
) -> Iterator[Fault]:
    """Shares of a law or of a disease that do not go together, or hang in the air."""
    law, disease = key
    ages: dict[Ages, Shares] = {}
    for line in lines:
        ages.setdefault(_ages(line.cells), {})[line.cells["sector"]] = float(line.cells["value"])
    for problem, cure in _band_problems(ages, staff):
        yield Fault(path, lines[0].number, f"{_named(key)}: {problem}", cure)
    if disease and list(ages) != [(0, OPEN)]:
        yield Fault(path, lines[0].number, f"{disease} has bands of age", "leave the ages of a disease empty")
    if disease and key not in costs:
        problem = f"{disease} has no cost under {law}"
        yield Fault(path, lines[0].number, problem, "add it to disease_cost.csv, or leave these rows out")


def _ages(cells: Row) -> Ages:
    """The band of age of a row; an empty end is open."""
    return int(cells["age_from"] or 0), float(cells["age_to"] or OPEN)


def _band_problems(ages: Mapping[Ages, Shares], staff: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """What is wrong with the shares by band of age of one law or disease, and the cure."""
    expected = 0.0
    for (first, last), shares in sorted(ages.items()):
        if first != expected:
            yield f"a band begins at {first}, not at {expected:g}", "let each band begin where one ends"
        expected = last + 1.0
        total = sum(shares.values())
        if abs(total - 1.0) > TOLERANCE:
            yield f"the shares from age {first} on add up to {total:g}", "make them add up to 1"
        if not any(share * staff.get(sector, 0.0) > 0.0 for sector, share in shares.items()):
            yield f"no sector from age {first} on has staff", "name one with staff in staff_sector.csv"
    if expected < OPEN:
        yield f"the last band ends at {expected - 1.0:g}", "leave its age_to empty"


def _twice(table: Table, columns: Sequence[str]) -> Iterator[Fault]:
    """Rows that say something twice."""
    first: dict[tuple[str, ...], int] = {}
    for line in table.lines:
        key = tuple(line.cells[column] for column in columns)
        if key in first:
            problem = f"{', '.join(filter(None, key))} stands here again, first in line {first[key]}"
            yield Fault(table.path, line.number, problem, "keep one of the two")
        first.setdefault(key, line.number)


def _named(key: Key) -> str:
    return " of ".join(part for part in reversed(key) if part)
