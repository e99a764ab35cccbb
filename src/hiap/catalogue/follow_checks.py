"""Checks of the document of a programme that is followed: names, years, targets, the baseline photo.

They work on the plain values of the file, not on the model, so that all faults come at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hiap.catalogue.commitment_checks import commitment_findings
from hiap.catalogue.documents import Location
from hiap.catalogue.evaluation_checks import evaluation_findings
from hiap.catalogue.promise_checks import promise_findings
from hiap.catalogue.story_checks import story_findings
from hiap.catalogue.tree import (
    Finding,
    Tree,
    as_list,
    as_map,
    as_number,
    as_whole,
    entries,
    name_of,
    unknown,
    used_twice,
)
from hiap.domain.commitment import THEMES
from hiap.domain.follow_plan import ALL_OTHERS, BY_AGE, EVERYBODY, YEARS_AHEAD

GOALS = ("value", "change_percent", "gap_closed_percent", "only_better")
LISTS = (
    *("indicators", "places", "groups", "targets", "promises", "evaluations", "commitments"),
    *("place_talks", "themes"),
)
FIGURES = {"value", "numerator"}
RATES = ("rate", "standardised_rate")
NO_SAMPLE = ("count", "standardised_rate", "life_expectancy")
ONLY_OF = (
    ("per", RATES, "a rate"),
    ("last_age", ("standardised_rate",), "a standardised rate"),
    ("at_age", YEARS_AHEAD, "years ahead"),
)
"""Fields of an indicator that are for some kinds, and what those are called."""


def ids_of(tree: Tree, field: str) -> list[str]:
    """The ids in a list of the document.

    >>> ids_of({"places": [{"id": "south"}, {}]}, "places")
    ['south']
    """
    return [item["id"] for _, item in entries(tree, field) if isinstance(item.get("id"), str)]


def groups_of(tree: Tree) -> list[str]:
    """The groups of a plan: everybody together where it names none."""
    return ids_of(tree, "groups") or [EVERYBODY]


def follow_findings(tree: Tree) -> list[Finding]:
    """Every broken rule of the document of a programme."""
    checks: tuple[Callable[[Tree], Iterator[Finding]], ...] = (
        _twice_findings,
        _theme_findings,
        _source_findings,
        _year_findings,
        _indicator_findings,
        _sum_findings,
        _where_findings,
        _photo_findings,
        _target_findings,
        _path_findings,
        promise_findings,
        evaluation_findings,
        commitment_findings,
        story_findings,
    )
    return [finding for check in checks for finding in check(tree)]


def _twice_findings(tree: Tree) -> Iterator[Finding]:
    return used_twice(tree, LISTS)


def _theme_findings(tree: Tree) -> Iterator[Finding]:
    known = [*THEMES, *ids_of(tree, "themes")]
    for field in ("indicators", "commitments"):
        for location, item in entries(tree, field):
            yield from unknown((*location, "theme"), "theme", item.get("theme"), known, "theme")


def _source_findings(tree: Tree) -> Iterator[Finding]:
    sources = as_map(tree.get("sources"))
    for key, source in sources.items():
        if as_map(source).get("read") is True and not as_map(source).get("where"):
            problem = f"sources/{key}: read is true, but where is empty"
            yield Finding(("sources", key, "read"), problem, "name the page, table or section in where")
    for field in ("indicators", "photo", "targets", "commitments"):
        for location, item in entries(tree, field):
            place = (*location, "source")
            yield from unknown(place, "source", item.get("source"), sources, "source of the file")


def _year_findings(tree: Tree) -> Iterator[Finding]:
    first, last = _span(tree)
    if first is not None and last is not None and first >= last:
        yield Finding(("years",), f"years [{first}, {last}] do not go forward", "write [first, last]")


def _span(tree: Tree) -> tuple[int | None, int | None]:
    years = [as_whole(year) for year in as_list(tree.get("years"))]
    return (years[0], years[1]) if len(years) == 2 else (None, None)


def _indicator_findings(tree: Tree) -> Iterator[Finding]:
    for location, item in entries(tree, "indicators"):
        name, kind = name_of(tree, location), item.get("kind")
        if kind in RATES and item.get("per") is None:
            yield Finding(location, f"{name}: a rate without per", "add per, as 100000")
        for field, kinds, what in ONLY_OF:
            if kind not in kinds and item.get(field) is not None:
                yield Finding((*location, field), f"{name}: {field} is for {what} only", "leave it out")
        if item.get("swing") is not None and item.get("swing_because") is None:
            problem = f"{name}: swing without its reason"
            yield Finding((*location, "swing"), problem, "say in swing_because where it comes from")
        if kind in YEARS_AHEAD and item.get("better") == "lower":
            problem = f"{name}: fewer years ahead are not better"
            yield Finding((*location, "better"), problem, "write better: higher")
        if kind in NO_SAMPLE and (as_number(item.get("design_effect")) or 1.0) > 1.0:
            problem = f"{name}: a {kind} is no sample"
            yield Finding((*location, "design_effect"), problem, "leave it out")


def _sum_findings(tree: Tree) -> Iterator[Finding]:
    for field, known in (("places", ids_of(tree, "places")), ("groups", ids_of(tree, "groups"))):
        for location, item in entries(tree, field):
            for index, part in enumerate(as_list(item.get("sum_of"))):
                place = (*location, "sum_of", index)
                if part == item.get("id"):
                    yield Finding(place, f"{part} is a part of itself", "leave it out")
                yield from unknown(place, "sum_of", part, [*known, ALL_OTHERS], field[:-1])


def _where_findings(tree: Tree) -> Iterator[Finding]:
    """Names of indicators, places and groups, wherever the document uses them."""
    known = {
        "indicator": ids_of(tree, "indicators"),
        "place": ids_of(tree, "places"),
        "group": groups_of(tree),
    }
    for field in ("photo", "targets", "promises", "evaluations"):
        for location, item in entries(tree, field):
            for key, ids in known.items():
                given = item.get(key, EVERYBODY if key == "group" and field != "targets" else None)
                yield from unknown((*location, key), key, given, ids, key)
    yield from unknown(("reference",), "reference", tree.get("reference"), known["place"], "place")
    for location, item in entries(tree, "commitments"):
        for index, moved in enumerate(as_list(item.get("moves"))):
            yield from unknown((*location, "moves", index), "moves", moved, known["indicator"], "indicator")
    for location, item in entries(tree, "evaluations"):
        for place, begin in entries(item, "begins"):
            at = (*location, *place, "place")
            yield from unknown(at, "place", begin.get("place"), known["place"], "place")
        for index, other in enumerate(as_list(item.get("against"))):
            yield from unknown((*location, "against", index), "against", other, known["place"], "place")
    for location, item in entries(tree, "place_talks"):
        yield from unknown((*location, "place"), "place", item.get("place"), known["place"], "place")


def _photo_findings(tree: Tree) -> Iterator[Finding]:
    seen: set[tuple[str, ...]] = set()
    by_age = [one.get("id") for _, one in entries(tree, "indicators") if one.get("kind") in BY_AGE]
    for location, item in entries(tree, "photo"):
        named = (str(item.get(key)) for key in ("indicator", "place", "year"))
        cell = (*named, str(item.get("group", EVERYBODY)))
        if cell in seen:
            yield Finding(location, f"photo: {cell[0]} of {cell[1]} in {cell[2]} is given twice", "keep one")
        seen.add(cell)
        given = [key for key in FIGURES if item.get(key) is not None]
        if len(given) != 1:
            what = "both value and numerator" if given else "no value"
            yield Finding(location, f"photo: {what}", "give value, or numerator with denominator")
        elif "numerator" in given and item.get("indicator") in by_age:
            problem = f"photo: {item['indicator']} is worked out by age"
            yield Finding(location, problem, "give its value here, or rows by age in the data")


def _target_findings(tree: Tree) -> Iterator[Finding]:
    _, last = _span(tree)
    for location, item in entries(tree, "targets"):
        name = name_of(tree, location)
        given = [key for key in GOALS if item.get(key) is not None and item[key] is not False]
        if len(given) != 1:
            what = "several goals" if given else "no goal"
            yield Finding(location, f"{name}: {what}", f"give one of {', '.join(GOALS)}")
        base, year, judge = (as_whole(item.get(key)) for key in ("baseline_year", "year", "judge_from"))
        if base is not None and year is not None and base >= year:
            yield Finding(
                (*location, "year"), f"{name}: year {year} is not after {base}", "write a later year"
            )
        if None not in (base, judge, year) and not (base or 0) < (judge or 0) <= (year or 0):
            problem = f"{name}: judge_from {judge} is not after {base} and by {year}"
            yield Finding(
                (*location, "judge_from"), problem, f"write a year from {(base or 0) + 1} to {year}"
            )
        if last is not None and judge is not None and judge > last:
            problem = f"{name}: judge_from {judge} is after the plan"
            yield Finding((*location, "judge_from"), problem, f"write a year to {last}")
        yield from _goal_findings(tree, location, item, name)


def _goal_findings(tree: Tree, location: Location, item: Tree, name: str) -> Iterator[Finding]:
    """What each kind of goal needs."""
    gap = item.get("gap_closed_percent") is not None
    if gap and item.get("gap_with") is None:
        problem = f"{name}: gap_with is missing"
        yield Finding(location, problem, "add gap_with: moving or fixed")
    if not gap and item.get("gap_with") is not None:
        yield Finding((*location, "gap_with"), f"{name}: gap_with without a gap", "leave it out")
    if gap and tree.get("reference") is None:
        yield Finding(location, f"{name}: a gap without a reference", "name the reference place of the plan")
    if item.get("only_better") is True and not as_number(item.get("margin")):
        problem = f"{name}: only_better without margin"
        yield Finding(location, problem, "say in margin which change would matter, in the unit")
    if item.get("only_better") is True and item.get("steps"):
        yield Finding((*location, "steps"), f"{name}: steps without a number to reach", "leave them out")
    if item.get("change_percent") == 0 and not as_number(item.get("margin")):
        problem = f"{name}: nothing is to change, and margin is 0"
        yield Finding(location, problem, "say in margin which change would matter, in the unit")
    kinds = {str(one.get("id")): one.get("kind") for _, one in entries(tree, "indicators")}
    value = as_number(item.get("value"))
    if kinds.get(str(item.get("indicator"))) == "proportion" and value is not None and not 0 <= value <= 100:
        problem = f"{name}: value {value:g} is no percentage"
        yield Finding((*location, "value"), problem, "write a percentage from 0 to 100")


def _path_findings(tree: Tree) -> Iterator[Finding]:
    for location, item in entries(tree, "targets"):
        before, year = as_whole(item.get("baseline_year")), as_whole(item.get("year"))
        for place, step in entries(item, "steps"):
            at = as_whole(step.get("year"))
            if None in (before, at, year):
                continue
            if not (before or 0) < (at or 0) < (year or 0):
                problem = f"{name_of(tree, location)}: step {at} is not between {before} and {year}"
                yield Finding((*location, *place, "year"), problem, "write the steps in order of year")
            before = at
