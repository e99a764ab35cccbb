"""Checks the official figures of a pack, official.csv: that the model gives what is laid beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from hiap.catalogue.folder import is_number
from hiap.catalogue.nearest import cure_for
from hiap.catalogue.pack_documents import PackDocument
from hiap.catalogue.pack_tables import Line, Table
from hiap.domain.errors import Fault
from hiap.domain.pack import SEXES

OFFICIAL = "official"
FIGURES: Mapping[str, Sequence[str]] = {
    "population": ("ages",),
    "deaths": (),
    "life expectancy": ("ages", "group"),
    "healthy life expectancy": ("ages", "group"),
    "patients": ("item",),
    "new cases": ("item",),
    "deaths by cause": ("item",),
    "exposure": ("item", "ages"),
    "care": ("item",),
    "attributable deaths": ("item",),
    "attributable share": ("item",),
}
"""Figures of official.csv, and which of item, ages and group each of them can have."""
TOGETHER = "attributable deaths"
"""The figure that may be of several items together, as `smoking+inactivity`."""
LATER: Mapping[str, Sequence[str]] = {
    "population": (*SEXES, "all"),
    "deaths": (*SEXES, "all"),
    "patients": ("all",),
    "new cases": ("all",),
}
"""Figures that the model gives of years after the base year too, and of whom."""


def first_year(cells: Mapping[str, str]) -> int:
    """Give the year of a figure, the first of two."""
    return int(cells["year"][:4])


def is_given_later(cells: Mapping[str, str]) -> bool:
    """Whether the model gives this figure of years after the base year."""
    return cells["sex"] in LATER.get(cells["figure"], ())


def official_faults(table: Table, pack: PackDocument) -> Iterator[Fault]:
    """Official figures of something that the model does not give, or not of that year."""
    for line in table.lines:
        cells, figure = line.cells, line.cells["figure"]
        for name in ("item", "ages", "group"):
            if cells[name] and name not in FIGURES[figure]:
                problem = f"{name}: {figure} has none"
                yield Fault(table.path, line.number, problem, "leave the cell empty")
        for item in _named(cells) if "item" in FIGURES[figure] else ():
            if item not in (items := _items(pack, cells)):
                problem = f"item: {item!r} is not known"
                yield Fault(table.path, line.number, problem, cure_for(item, items))
        if "ages" in FIGURES[figure] and not _is_ages(cells, pack.ages.last):
            cure = (
                "write one age" if "expectancy" in figure else "write ages as 0-19 or 65+, or leave it empty"
            )
            yield Fault(table.path, line.number, f"ages: {cells['ages']!r} is not known", cure)
        if "expectancy" in figure and cells["sex"] not in SEXES:
            yield Fault(table.path, line.number, f"sex: {figure} is by sex", f"write {' or '.join(SEXES)}")
        yield from _year_faults(table, line, pack)


def _year_faults(table: Table, line: Line, pack: PackDocument) -> Iterator[Fault]:
    """A year that is none, that the pack does not have, or of which the model does not give the figure."""
    cells = line.cells
    if not re.fullmatch(r"[0-9]{4}(/[0-9]{4})?", cells["year"]):
        problem = f"year: {cells['year']!r} is no year"
        yield Fault(table.path, line.number, problem, "write it as 2025 or 2017/2020")
    elif first_year(cells) > pack.last_year:
        problem = f"year: {cells['year']} is after the last year of the pack, {pack.last_year}"
        yield Fault(table.path, line.number, problem, "leave the row out")
    elif first_year(cells) > pack.base_year and not is_given_later(cells):
        who = "" if cells["figure"] not in LATER else " by sex"
        problem = f"year: the model gives {cells['figure']}{who} of {pack.base_year} only"
        cure = f"leave the row out{', or write all as sex' if who else ''}"
        yield Fault(table.path, line.number, problem, cure)


def _named(cells: Mapping[str, str]) -> list[str]:
    """The items of a figure, more than one only where a figure can be of several together."""
    return cells["item"].split("+") if cells["figure"] == TOGETHER else [cells["item"]]


def _items(pack: PackDocument, cells: Mapping[str, str]) -> list[str]:
    """What a figure can be about; above any value of a risk factor with a mean, such as `bmi/30+`."""
    if cells["figure"] == "care":
        return [law.id for law in pack.laws]
    if cells["figure"] == TOGETHER:
        return [factor.id for factor in pack.risk_factors]
    if cells["figure"] == "attributable share":
        return [f"{factor.id}/{disease.id}" for factor in pack.risk_factors for disease in pack.diseases]
    if cells["figure"] != "exposure":
        return [disease.id for disease in pack.diseases]
    name, _, limit = cells["item"].partition("/")
    above = [cells["item"]] if limit.endswith("+") and is_number(limit[:-1]) and float(limit[:-1]) > 0 else []
    levels = [f"{factor.id}/{level}" for factor in pack.risk_factors for level in factor.levels]
    return levels + [item for item in above if name in {f.id for f in pack.risk_factors if f.kind == "mean"}]


def _is_ages(cells: Mapping[str, str], last: int) -> bool:
    """Whether the ages of a figure are within the pack: one for an expectancy, else `0-19`, `65+` or none."""
    if "expectancy" in cells["figure"]:
        return cells["ages"].isdigit() and int(cells["ages"]) <= last
    found = re.fullmatch(r"([0-9]+)(?:\+|-([0-9]+))", cells["ages"])
    return not cells["ages"] or bool(found and int(found[1]) <= int(found[2] or last) <= last)
