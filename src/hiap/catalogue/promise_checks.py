"""Checks of what appraisals promised: a run or a path, and what both need to be laid beside a series."""

from __future__ import annotations

from collections.abc import Iterator

from hiap.catalogue.documents import Location
from hiap.catalogue.tree import Finding, Tree, as_number, as_whole, entries, name_of

OF_A_RUN = ("scenario", "outcome", "factor", "factor_because")
OF_WITHOUT = ("base_year", "drift_per_year")


def promise_findings(tree: Tree) -> Iterator[Finding]:
    """Every broken rule of the promises of a programme."""
    for location, item in entries(tree, "promises"):
        name, run, path = name_of(tree, location), item.get("run"), item.get("expected")
        if not run and not path:
            problem = f"{name}: neither run nor expected"
            yield Finding(location, problem, "name the folder of the run, or the values that were promised")
        if run and path:
            yield Finding((*location, "expected"), f"{name}: both run and expected", "keep one of the two")
        yield from _run_findings(location, item, name)
        yield from _without_findings(tree, location, item, name)
        yield from _path_findings(location, item, name)


def _run_findings(location: Location, item: Tree, name: str) -> Iterator[Finding]:
    if item.get("run"):
        missing = [field for field in OF_A_RUN if item.get(field) in (None, "")]
        missing += [] if item.get("without") else ["without"]
        if missing:
            cure = "say which outcome of which measure it is, and how it becomes the unit of the indicator"
            yield Finding((*location, "run"), f"{name}: a run without {', '.join(missing)}", cure)
        if as_number(item.get("factor")) == 0:
            yield Finding((*location, "factor"), f"{name}: factor 0 promises nothing", "write another factor")
        return
    for field in (*OF_A_RUN, "effects"):
        if item.get(field):
            yield Finding(
                (*location, field), f"{name}: {field} without a run", "leave it out, or name the run"
            )


def _without_findings(tree: Tree, location: Location, item: Tree, name: str) -> Iterator[Finding]:
    without = item.get("without")
    if without is None:
        for field in (*OF_WITHOUT, "between_years", "worth"):
            if item.get(field) is not None:
                cure = "say what would have been without: start or reference"
                yield Finding((*location, field), f"{name}: {field} says nothing without `without`", cure)
        return
    for field in OF_WITHOUT:
        if item.get(field) is None:
            yield Finding(location, f"{name}: {field} is missing", f"add {field}, or leave `without` out")
    swings = {str(one.get("id")): one.get("swing") for _, one in entries(tree, "indicators")}
    if swings.get(str(item.get("indicator"))) is None and item.get("between_years") is None:
        problem = f"{name}: nothing says how much years differ beyond chance"
        yield Finding(location, problem, "give the indicator a swing, or add between_years")
    if without == "reference" and item.get("place") == tree.get("reference", item.get("place")):
        problem = f"{name}: no reference place to compare with"
        yield Finding((*location, "without"), problem, "name another place as reference, or write start")


def _path_findings(location: Location, item: Tree, name: str) -> Iterator[Finding]:
    """Values in order of year, after the base year, with an interval where a share is to be told."""
    before = as_whole(item.get("base_year"))
    for place, value in entries(item, "expected"):
        at, year = (*location, *place), as_whole(value.get("year"))
        if before is not None and year is not None and year <= before:
            cure = "write the years in order, after base_year"
            yield Finding((*at, "year"), f"{name}: {year} is not after {before}", cure)
        before = before if year is None else year
        low, high = as_number(value.get("low")), as_number(value.get("high"))
        if item.get("without") is not None and (low is None or high is None or low >= high):
            cure = "add low and high, low below high: without them nothing can change the promise"
            yield Finding(at, f"{name}: {year} has no interval", cure)
