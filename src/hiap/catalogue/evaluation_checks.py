"""Checks of the evaluations of a plan: what each design needs of places and years."""

from __future__ import annotations

from collections.abc import Iterator

from hiap.catalogue.documents import Location
from hiap.catalogue.tree import Finding, Tree, as_list, as_whole, entries, name_of

INTERRUPTED, DIFFERENCES = "interrupted-time-series", "difference-in-differences"
MOST_CONTROLS = 1


def evaluation_findings(tree: Tree) -> Iterator[Finding]:
    """Every broken rule of the evaluations of a programme."""
    for location, item in entries(tree, "evaluations"):
        name, design = name_of(tree, location), item.get("design")
        begins, against = as_list(item.get("begins")), as_list(item.get("against"))
        if not begins:
            yield Finding(location, f"{name}: nothing begins", "add begins: [{place: ..., year: ...}]")
        if design != DIFFERENCES and len(begins) > 1:
            cure = f"keep one, or write design: {DIFFERENCES}"
            yield Finding((*location, "begins"), f"{name}: {design} is of one place", cure)
        if design == INTERRUPTED and len(against) > MOST_CONTROLS:
            problem = f"{name}: {len(against)} places against one interrupted series"
            yield Finding((*location, "against"), problem, "keep the one that the measure does not touch")
        if design != INTERRUPTED and not against:
            yield Finding(location, f"{name}: nothing to compare with", "name in against who has it not")
        if design == INTERRUPTED and item.get("slope") is None:
            cure = "add slope: true for a measure that builds up, false for a change at once"
            yield Finding(location, f"{name}: slope is missing", cure)
        if design != INTERRUPTED and item.get("slope") is not None:
            yield Finding((*location, "slope"), f"{name}: slope is for an interrupted series", "leave it out")
        yield from _place_findings(location, item, name)
        yield from _year_findings(location, item, name)


def _place_findings(location: Location, item: Tree, name: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, begin in entries(item, "begins"):
        named = str(begin.get("place"))
        if named in seen:
            yield Finding((*location, *place), f"{name}: {named} begins twice", "keep one of the two")
        seen.add(named)
    for index, other in enumerate(as_list(item.get("against"))):
        if str(other) in seen:
            problem = f"{name}: {other} is named twice, or has the measure itself"
            yield Finding((*location, "against", index), problem, "name other places, each once")
        seen.add(str(other))


def _year_findings(location: Location, item: Tree, name: str) -> Iterator[Finding]:
    first, last = as_whole(item.get("from_year")), as_whole(item.get("to_year"))
    for place, begin in entries(item, "begins"):
        year = as_whole(begin.get("year"))
        if year is None:
            continue
        at = (*location, *place, "year")
        if first is not None and year <= first:
            yield Finding(at, f"{name}: {year} is not after from_year {first}", "write an earlier from_year")
        if last is not None and year > last:
            yield Finding(at, f"{name}: {year} is after to_year {last}", "write a later to_year")
