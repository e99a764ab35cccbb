"""Checks of a measure's document that need the pack: words, units, years, sources, and what may go together.

They work on the plain values of the file, not on the model, so that all faults come at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any, NamedTuple

from hiap.catalogue.documents import Location
from hiap.catalogue.nearest import cure_for
from hiap.catalogue.tree import (
    Finding,
    Tree,
    as_list,
    as_map,
    as_number,
    as_whole,
    entries,
    name_of,
    ruled,
    unknown,
    used_twice,
)
from hiap.domain.measure import HOUSEHOLDS, STRUCTURAL_YEARS
from hiap.domain.measure_rules import (
    ANY,
    ASSUMPTION,
    COST,
    COST_PER_PERSON,
    MONEY,
    MONEY_PER_PERSON,
    NUMBER_PER_PERSON,
    RATIO,
    RATIO_KINDS,
    RATIO_OF_EFFECT,
    SHARE,
    TRANSFERRED,
    Bounds,
    bound_problems,
    build_up_problem,
    decay_problem,
    effect_problems,
    lasting_problem,
    outcome_problems,
    quantity_problems,
    target_problems,
    transfer_problems,
    unit_of_product,
)
from hiap.domain.vocabulary import Vocabulary

SUBJECT = ("kind", "risk_factor", "level_from", "level_to", "disease")


class Place(NamedTuple):
    """A quantity in the document with the unit that it must have (None: any) and its bounds."""

    location: Location
    data: Tree
    unit: str | None
    bounds: Bounds


def findings(tree: Tree, vocabulary: Vocabulary) -> list[Finding]:
    """Every broken rule of a measure's document."""
    checks: tuple[Callable[[Tree, Vocabulary], Iterator[Finding]], ...] = (
        _quantity_findings,
        source_findings,
        _party_findings,
        _article_findings,
        _price_year_findings,
        _amount_of_findings,
        _target_findings,
        _reach_findings,
        _year_findings,
        _effect_findings,
        _transfer_findings,
        _outcome_findings,
        _same_id_findings,
        _same_factor_findings,
        _overlap_findings,
    )
    return [finding for check in checks for finding in check(tree, vocabulary)]


def unquantified_findings(tree: Tree, vocabulary: Vocabulary) -> list[Finding]:
    """Every broken rule of an entry that cannot be computed, beside those that all entries share."""
    acts = unknown(("acts",), "acts", tree.get("acts"), vocabulary.parties, "party", vocabulary.party_titles)
    return [*source_findings(tree, vocabulary), *acts]


def _quantity_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    for place in _places(tree, vocabulary):
        yield from number_findings(tree, place)


def number_findings(tree: Tree, place: Place) -> Iterator[Finding]:
    """Broken rules of one number with its unit, interval, grade and source."""
    location, data, unit, bounds = place
    name = name_of(tree, location)
    problems = quantity_problems(data)
    told = {problem[0] for problem in problems}
    problems += [problem for problem in bound_problems(data, bounds) if problem[0] not in told]
    yield from ruled(location, name, problems)
    if data.get("pooled") is not None:
        from hiap.catalogue.pooled_checks import pooled_findings

        yield from pooled_findings(location, name, data, as_map(tree.get("sources")))
    given = data.get("unit")
    if unit is not None and isinstance(given, str) and given != unit:
        percent = given in ("%", "percent")
        hint = "write the share as 0.3 with unit share" if percent else f"write unit {unit}"
        yield Finding((*location, "unit"), f"{name}: unit {given} is not {unit}", hint)
    source, sources = data.get("source"), as_map(tree.get("sources"))
    if not isinstance(source, str) or source == ASSUMPTION:
        return
    if source not in sources:
        cure = cure_for(source, [*sources, ASSUMPTION])
        yield Finding((*location, "source"), f"{name}: source {source} is not in sources", cure)
    elif as_map(sources[source]).get("read") is False and data.get("grade") in ("A", "B", "C"):
        problem = f"{name}: source {source} was not read, so grade {data['grade']} cannot be"
        yield Finding((*location, "grade"), problem, "write grade R, or read the number and say where")


def source_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    """Broken rules of the list of sources."""
    for key, source in as_map(tree.get("sources")).items():
        if key == ASSUMPTION:
            yield Finding(("sources", key), f"{key} cannot be the key of a source", "choose another key")
        if as_map(source).get("read") is True and not as_map(source).get("where"):
            problem = f"sources/{key}: read is true, but where is empty"
            yield Finding(("sources", key, "read"), problem, "name the page, table or section in where")


def _places(tree: Tree, vocabulary: Vocabulary) -> Iterator[Place]:
    for *parents, field, unit in (
        ("target", "share", "share"),
        ("reach", "share", "share"),
        ("reach", "non_take_up", "share"),
    ):
        yield from _place(as_map(tree.get(parents[0])), (*parents, field), unit)
    by_ses = as_map(as_map(tree.get("reach")).get("by_ses"))
    for group in by_ses:
        yield from _place(by_ses, ("reach", "by_ses", group), "ratio", RATIO)
    for location, cost in entries(tree, "costs"):
        yield from _place(cost, (*location, "amount"), "eur", _cost_bounds(cost))
    for location, transfer in entries(tree, "transfers"):
        yield from _place(transfer, (*location, "amount"), "eur", _transfer_bounds(transfer))
        yield from _chain(transfer, location)
    for location, effect in entries(tree, "effects"):
        size_bounds = _size_bounds(effect, vocabulary)
        yield from _place(effect, (*location, "size"), _size_unit(effect, vocabulary), size_bounds)
        yield from _place(effect, (*location, "transfer"), "ratio", TRANSFERRED)
        yield from _place(effect, (*location, "decay"), "share per year")
        yield from _chain(effect, location)
    for location, change in entries(tree, "outcomes"):
        counted = vocabulary.outcomes.get(str(change.get("outcome")))
        yield from _place(change, (*location, "size"), counted, NUMBER_PER_PERSON)
        yield from _place(change, (*location, "transfer"), "ratio", TRANSFERRED)
        yield from _place(change, (*location, "decay"), "share per year")
        yield from _chain(change, location)


def _place(parent: Tree, location: Location, unit: str | None, bounds: Bounds = ANY) -> Iterator[Place]:
    data = parent.get(str(location[-1]))
    if isinstance(data, dict):
        yield Place(location, data, unit, bounds)


def _chain(parent: Tree, location: Location) -> Iterator[Place]:
    for index, factor in enumerate(as_list(parent.get("chain"))):
        if isinstance(factor, dict):
            yield Place((*location, "chain", index), factor, None, ANY)


def _cost_bounds(cost: Tree) -> Bounds:
    return COST_PER_PERSON if cost.get("kind") == "per_person" else COST


def _transfer_bounds(transfer: Tree) -> Bounds:
    return MONEY_PER_PERSON if transfer.get("basis") == "per_person" else MONEY


def _size_bounds(effect: Tree, vocabulary: Vocabulary) -> Bounds:
    """What a size, or the product of a chain, can be."""
    kind, factor = effect.get("kind"), effect.get("risk_factor")
    word = vocabulary.risk_factors.get(factor) if isinstance(factor, str) else None
    if kind in (*RATIO_KINDS, "transition"):
        return RATIO_OF_EFFECT
    if kind == "shift" or (kind == "hold" and word is not None and word.kind == "levels"):
        return SHARE
    if kind == "hold" and word is not None and math.isfinite(word.widest):
        return Bounds(-word.widest, word.widest, f"write at least {-word.widest:g}, and check the unit")
    return ANY


def _size_unit(effect: Tree, vocabulary: Vocabulary) -> str | None:
    kind, factor = effect.get("kind"), effect.get("risk_factor")
    if kind in (*RATIO_KINDS, "transition"):
        return "ratio"
    if kind == "shift":
        return "share"
    word = vocabulary.risk_factors.get(factor) if isinstance(factor, str) else None
    if kind != "hold" or word is None:
        return None
    return word.unit.split(" of ")[0] if word.kind == "mean" else "share"


def _party_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    payers = {*vocabulary.parties, HOUSEHOLDS}
    either = {*payers, *(vocabulary.boundary & {"welfare"})}
    yield from unknown(
        ("acts",), "acts", tree.get("acts"), vocabulary.parties, "party", vocabulary.party_titles
    )
    for location, cost in entries(tree, "costs"):
        yield from unknown(
            (*location, "payer"), "payer", cost.get("payer"), payers, "party", vocabulary.party_titles
        )
    for location, transfer in entries(tree, "transfers"):
        for side in ("payer", "receiver"):
            yield from unknown(
                (*location, side), side, transfer.get(side), either, "party", vocabulary.party_titles
            )


def _article_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    for field in ("costs", "transfers"):
        for location, item in entries(tree, field):
            if "article" not in item:
                continue
            place, sides = (*location, "article"), (item.get("payer"), item.get("receiver"))
            account = next((side for side in sides if side in vocabulary.articles), None)
            if account is None:
                problem = f"{name_of(tree, location)}: neither side has a chapter in the budget of the State"
                yield Finding(place, problem, "leave article out, or pay from a party with a chapter")
            else:
                known = vocabulary.articles[account]
                for number in str(item["article"]).split(", "):
                    yield from unknown(place, "article", number, known, f"article of {account}")


def _price_year_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    for field in ("costs", "transfers"):
        for location, item in entries(tree, field):
            year = item.get("price_year")
            if as_whole(year) is not None and year not in vocabulary.price_years:
                first, last = min(vocabulary.price_years), max(vocabulary.price_years)
                problem = f"{name_of(tree, location)}: the pack has no price index for price_year {year}"
                yield Finding(
                    (*location, "price_year"), problem, f"convert the amount to a year {first}-{last}"
                )


def _amount_of_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    """What one place pays cannot be the cost for a country, and says nothing of an amount per person."""
    for field, kind in (("costs", "kind"), ("transfers", "basis")):
        for location, item in entries(tree, field):
            if item.get("amount_of") != "place":
                continue
            name, where = name_of(tree, location), (*location, "amount_of")
            if item.get(kind) == "per_person":
                yield Finding(where, f"{name}: an amount per person has no amount_of", "leave amount_of out")
            elif vocabulary.in_place is False:
                cure = "choose the place (hiap pack places), or give the amount for the country"
                yield Finding(where, f"{name}: the amount is that of one place, the pack a country", cure)


def _target_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    target = as_map(tree.get("target"))
    yield from ruled(("target",), "target", target_problems(target))
    age = as_list(target.get("age"))
    if len(age) == 2 and as_whole(age[1]) is not None and age[1] > vocabulary.last_age:
        last = vocabulary.last_age
        problem = f"target/age: the pack ends at {last}, the measure asks {age[1]}"
        yield Finding(("target", "age"), problem, f"use {last}, which means {last} and older")
    for index, group in enumerate(as_list(target.get("ses"))):
        yield from unknown(("target", "ses", index), "ses", group, vocabulary.ses_groups, "group")
    yield from _risk_findings(("target",), target, ("level",), vocabulary)
    yield from unknown(
        ("target", "disease"), "disease", target.get("disease"), vocabulary.diseases, "disease"
    )


def _reach_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    reach = as_map(tree.get("reach"))
    share = as_number(as_map(reach.get("share")).get("value"))
    problem = build_up_problem(as_whole(reach.get("build_up_years")), _years(tree))
    if problem:
        cure = "write at most the years of the measure, with the share that is reached by then"
        yield Finding(("reach", "build_up_years"), problem, cure)
    for group, quantity in as_map(reach.get("by_ses")).items():
        location: Location = ("reach", "by_ses", group)
        yield from unknown(location, "by_ses", group, vocabulary.ses_groups, "group")
        factor = as_number(as_map(quantity).get("value"))
        if share is not None and factor is not None and not 0 <= share * factor <= 1:
            text = f"reach/by_ses/{group}: share {share:g} times {factor:g} is not between 0 and 1"
            yield Finding((*location, "value"), text, "lower the factor or the share")


def _year_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    start, years = as_whole(tree.get("start")), _years(tree)
    first, last = vocabulary.first_year, vocabulary.last_year
    if start is not None and not first <= start <= last:
        problem = f"start {start} is outside the pack's years"
        yield Finding(("start",), problem, f"write a year from {first} to {last}")
    elif start is not None and years is not None and start + years - 1 > last:
        problem = f"the measure ends in {start + years - 1}, the pack in {last}"
        yield Finding(("duration",), problem, f"write a duration of at most {last - start + 1}")
    for field in ("costs", "effects"):
        for location, item in entries(tree, field):
            yield from _period_findings(tree, location, item)


def _period_findings(tree: Tree, location: Location, item: Tree) -> Iterator[Finding]:
    start, years, period = as_whole(tree.get("start")), _years(tree), _period(item)
    if period is None or start is None or years is None:
        return
    name, place, end = name_of(tree, location), (*location, "period"), start + years - 1
    if period[0] > period[1]:
        yield Finding(
            place, f"{name}: period {period[0]}-{period[1]} ends before it starts", "swap the years"
        )
    elif not start <= period[0] <= period[1] <= end:
        problem = f"{name}: period {_span(*period)} is outside the measure"
        yield Finding(place, problem, f"stay within {_span(start, end)}")


def _effect_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    reach_kind = as_map(tree.get("reach")).get("kind")
    for location, effect in entries(tree, "effects"):
        name, kind = name_of(tree, location), effect.get("kind")
        yield from ruled(location, name, effect_problems(effect))
        problem = decay_problem(kind, reach_kind, has_decay=effect.get("decay") is not None)
        if problem:
            yield Finding(location, f"{name}: {problem}", "add decay: the share of the effect lost per year")
        levels = ("level_from", "level_to")
        yield from _risk_findings(location, effect, levels, vocabulary)
        disease = effect.get("disease")
        yield from unknown((*location, "disease"), "disease", disease, vocabulary.diseases, "disease")
        yield from _kind_findings(location, name, effect, vocabulary)
        expected = _size_unit(effect, vocabulary)
        if expected is not None:
            bounds = _size_bounds(effect, vocabulary)
            yield from _product_findings(location, name, effect, expected, bounds)


def _kind_findings(location: Location, name: str, effect: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    kind, factor = effect.get("kind"), effect.get("risk_factor")
    word = vocabulary.risk_factors.get(factor) if isinstance(factor, str) else None
    place = (*location, "kind")
    if word is None:
        return
    if kind == "transition" and not word.transition_known:
        problem = f"{name}: the pack knows net transitions of {factor} only, so a transition effect cannot be"
        yield Finding(place, problem, "use shift")
    elif kind in ("shift", "transition") and word.kind == "mean":
        yield Finding(place, f"{name}: {factor} is a mean, not levels", "use hold with a difference")
    elif kind == "hold":
        for level in ("level_from", "level_to"):
            given = effect.get(level) is not None
            if given and word.kind == "mean":
                problem = f"{name}: {factor} is a mean and has no levels"
                yield Finding((*location, level), problem, f"leave {level} out")
            elif not given and word.kind == "levels":
                problem = f"{name}: {level} is missing for a hold on {factor}"
                yield Finding(location, problem, f"add {level}, one of {', '.join(word.levels)}")


def _transfer_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    for location, transfer in entries(tree, "transfers"):
        name = name_of(tree, location)
        yield from ruled(location, name, transfer_problems(transfer))
        yield from _product_findings(location, name, transfer, "eur", _transfer_bounds(transfer))


def _outcome_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    reach_kind = as_map(tree.get("reach")).get("kind")
    for location, change in entries(tree, "outcomes"):
        name, outcome = name_of(tree, location), change.get("outcome")
        yield from ruled(location, name, outcome_problems(change))
        given = {f"has_{field}": change.get(field) is not None for field in ("years", "decay")}
        problem = lasting_problem(reach_kind, **given)
        yield from ruled(location, name, [problem] if problem else [])
        yield from unknown((*location, "outcome"), "outcome", outcome, vocabulary.outcomes, "outcome")
        if isinstance(outcome, str) and outcome in vocabulary.outcomes:
            unit = vocabulary.outcomes[outcome]
            yield from _product_findings(location, name, change, unit, NUMBER_PER_PERSON)


def _product_findings(
    location: Location, name: str, item: Tree, expected: str, bounds: Bounds
) -> Iterator[Finding]:
    values = [as_number(as_map(factor).get("value")) for factor in as_list(item.get("chain"))]
    numbers = [value for value in values if value is not None]
    if values and len(numbers) == len(values):
        for _, message, cure in bound_problems({"value": math.prod(numbers)}, bounds):
            yield Finding((*location, "chain"), f"{name}: the factors of the chain give {message}", cure)
    units = [as_map(factor).get("unit") for factor in as_list(item.get("chain"))]
    if not units or not all(isinstance(unit, str) for unit in units):
        return
    product = unit_of_product([str(unit) for unit in units])
    if product != (expected if expected not in ("share", "ratio") else "ratio"):
        problem = f"{name}: the units of the chain give {product}, not {expected}"
        yield Finding(
            (*location, "chain"), problem, "write units that cancel, as 'kcal/day' and 'kg/m2 per kcal/day'"
        )


def _same_id_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    return used_twice(tree, ("costs", "transfers", "effects", "outcomes"))


def _same_factor_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    first: dict[str, Tree] = {}
    for field in ("transfers", "effects", "outcomes"):
        for location, item in entries(tree, field):
            for place in _chain(item, location):
                key = str(place.data.get("id"))
                if _numbers(first.setdefault(key, place.data)) != _numbers(place.data):
                    problem = f"the factor {key} has other numbers than where it stands first"
                    yield Finding((*place.location, "id"), problem, "give the same numbers, or another id")


def _overlap_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    """Two effects of the same kind on the same thing in the same years would count twice."""
    start, years = as_whole(tree.get("start")), _years(tree)
    if start is None or years is None:
        return
    whole = (start, start + years - 1)
    for (_one_place, one), (location, other) in combinations(entries(tree, "effects"), 2):
        if one.get("kind") is None or any(one.get(field) != other.get(field) for field in SUBJECT):
            continue
        first = max((_period(item) or whole)[0] for item in (one, other))
        last = min((_period(item) or whole)[1] for item in (one, other))
        if first <= last:
            problem = (
                f"effects {one.get('id')} and {other.get('id')} do the same thing in {_span(first, last)}"
            )
            yield Finding(location, problem, "give them periods that do not overlap, or make them one effect")


def _risk_findings(
    location: Location, item: Tree, levels: tuple[str, ...], vocabulary: Vocabulary
) -> Iterator[Finding]:
    factor = item.get("risk_factor")
    known = vocabulary.risk_factors
    yield from unknown((*location, "risk_factor"), "risk_factor", factor, known, "risk factor")
    word = known.get(factor) if isinstance(factor, str) else None
    if word is not None and word.kind == "levels":
        for level in levels:
            yield from unknown((*location, level), level, item.get(level), word.levels, f"level of {factor}")


def running_years(tree: Tree, first: int, last: int) -> tuple[int, int] | None:
    """First year and number of years of a document, if it says them and they lie within these years.

    >>> running_years({"start": 2027, "duration": "structural"}, 2025, 2100)
    (2027, 40)
    """
    start, years = as_whole(tree.get("start")), _years(tree)
    if start is None or years is None or years < 1 or not first <= start <= start + years - 1 <= last:
        return None
    return start, years


def _years(tree: Tree) -> int | None:
    duration = tree.get("duration")
    return STRUCTURAL_YEARS if duration == "structural" else as_whole(duration)


def _period(item: Tree) -> tuple[int, int] | None:
    period = as_list(item.get("period"))
    whole = len(period) == 2 and all(as_whole(year) is not None for year in period)
    return (period[0], period[1]) if whole else None


def _span(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _numbers(data: Tree) -> tuple[Any, ...]:
    return tuple(data.get(name) for name in ("value", "low", "high", "unit", "source", "grade"))
