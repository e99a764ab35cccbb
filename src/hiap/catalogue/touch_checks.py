"""Checks of how far a determinant is touched: who, which share, by how many points, to which level.

A screening and an entry of the register say it in the same fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hiap.catalogue.determinants import load_determinants
from hiap.catalogue.documents import Location
from hiap.catalogue.measure_checks import Place, number_findings
from hiap.catalogue.tree import Finding, Tree, as_list, as_map, as_number, as_whole, entries, unknown
from hiap.domain.measure_rules import ANY
from hiap.domain.register import POINTS
from hiap.domain.vocabulary import RiskWord, Vocabulary


def touch_findings(tree: Tree, words: Vocabulary) -> Iterator[Finding]:
    """Every broken rule on how far the determinants under `touches` change."""
    checks: tuple[Callable[[Tree, Vocabulary], Iterator[Finding]], ...] = (
        _who_findings,
        _number_findings,
        _size_findings,
        _level_findings,
    )
    for check in checks:
        yield from check(tree, words)


def _who_findings(tree: Tree, words: Vocabulary) -> Iterator[Finding]:
    for location, touch in entries(tree, "touches"):
        who, place = as_map(touch.get("who")), (*location, "who")
        for index, group in enumerate(as_list(who.get("ses"))):
            yield from unknown((*place, "ses", index), "ses", group, words.ses_groups, "group")
        ages = [as_whole(age) for age in as_list(who.get("age"))]
        if len(ages) == 2 and None not in ages:
            first, last = (age or 0 for age in ages)
            if not 0 <= first <= last <= words.last_age:
                problem = f"age [{first}, {last}] is no range within 0 to {words.last_age}"
                yield Finding((*place, "age"), problem, f"write [first, last], at most {words.last_age}")


def _number_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    for location, touch in entries(tree, "touches"):
        for field, unit in (("share", "share"), ("points", None)):
            if isinstance(touch.get(field), dict):
                place = Place((*location, field), touch[field], unit, ANY)
                yield from number_findings(tree, place)


def _size_findings(tree: Tree, words: Vocabulary) -> Iterator[Finding]:
    """A size needs a risk factor of the pack, its unit, and a direction that says which way it goes."""
    for location, touch, factor in _measured(tree, words):
        if not isinstance(touch.get("points"), dict):
            continue
        place, data = (*location, "points"), touch["points"]
        if factor is None:
            problem = f"{touch.get('determinant')} is no risk factor of the pack, so points mean nothing"
            yield Finding(
                place, problem, "leave points out: `hiap screen --determinants` says which can have them"
            )
            continue
        unit = POINTS if factor.kind == "levels" else _short(factor.unit)
        if isinstance(data.get("unit"), str) and data["unit"] not in (unit, factor.unit):
            yield Finding(
                (*place, "unit"), f"points: unit {data['unit']} is not {unit}", f"write unit {unit}"
            )
        for field in ("value", "low", "high"):
            number = as_number(data.get(field))
            if number is not None and (number < 0.0 or (field == "value" and number == 0.0)):
                cure = "write the size above 0; better or worse stands in direction"
                yield Finding((*place, field), f"points: {field} {number:g} is not above 0", cure)
        if touch.get("direction") == "unclear":
            yield Finding(
                place, "points with an unclear direction", "leave points out, or say better or worse"
            )


def _level_findings(tree: Tree, words: Vocabulary) -> Iterator[Finding]:
    for location, touch, factor in _measured(tree, words):
        given = touch.get("level_to")
        if given is None:
            continue
        levels = factor.levels[:-1] if factor else ()
        yield from unknown((*location, "level_to"), "level_to", given, levels, "better level of it")


def _measured(tree: Tree, words: Vocabulary) -> Iterator[tuple[Location, Mapping[str, Any], RiskWord | None]]:
    """Every touch with the risk factor of the pack that measures its determinant, if there is one."""
    known = load_determinants()
    for location, touch in entries(tree, "touches"):
        name = touch.get("determinant")
        determinant = known.get(name) if isinstance(name, str) else None
        if determinant is not None:
            yield location, touch, words.risk_factors.get(determinant.risk_factor or "")


def _short(unit: str) -> str:
    """The unit of a mean without what is said of it: `kg/m2`, `µg/m3`.

    >>> _short("µg/m3 of fine particles in the air at home")
    'µg/m3'
    """
    return unit.partition(" of ")[0]
