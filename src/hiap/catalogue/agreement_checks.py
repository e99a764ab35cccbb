"""Checks of an agreement's document that need the pack: parties, keys, years, and what may go together.

They work on the plain values of the file, not on the model, so that all faults come at once.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from hiap.catalogue.documents import Location
from hiap.catalogue.measure_checks import Place, number_findings, source_findings
from hiap.catalogue.nearest import cure_for
from hiap.catalogue.tree import Finding, Tree, as_map, as_number
from hiap.domain.agreement import KEY_TOLERANCE, MOST_PARTIES
from hiap.domain.measure_rules import COST_PER_PERSON
from hiap.domain.vocabulary import Vocabulary

KEYS = {"co_financing": ("key",), "pooled_fund": ("pay_in", "pay_out")}
LISTS = {"co_financing": ("payers",), "pooled_fund": ("payers", "savers")}
SINGLES: dict[str, tuple[str, ...]] = {
    "shared_savings": ("saver", "receiver"),
    "outcome": ("payer", "receiver"),
    "grant": ("source", "receiver"),
    "payment": ("payer", "receiver"),
}
"""Where each kind of term names parties: in keys, in lists, one by one (who pays first)."""

WITH_MEASURES = ("draws", "seed")


class Known(NamedTuple):
    """What an agreement may name: the words of the pack, and its discount schemes."""

    words: Vocabulary
    schemes: Collection[str]


def agreement_findings(tree: Tree, known: Known) -> list[Finding]:
    """Every broken rule of an agreement's document."""
    checks: tuple[Callable[[Tree, Known], Iterator[Finding]], ...] = (
        _party_findings,
        _term_party_findings,
        _key_findings,
        _year_findings,
        _choice_findings,
        _stacking_findings,
        _saving_findings,
        _leaving_findings,
        _number_findings,
    )
    return [finding for check in checks for finding in check(tree, known)]


def basis_findings(tree: Tree) -> list[Finding]:
    """Whether the document says what it stands on: a run, or measures with draws and seed."""
    run, measures = tree.get("run"), tree.get("measures")
    if (run is None) == (not measures):
        problem = f"{'neither' if run is None else 'both'} of run and measures given"
        return [Finding(("run",) if run is not None else (), problem, "give one of the two")]
    if run is not None:
        return [
            Finding((name,), f"{name} does not go with run", f"leave {name} out: the run has its own")
            for name in WITH_MEASURES
            if tree.get(name) is not None
        ]
    return [
        Finding((name,), f"{name} is missing", f"add {name}, as {name}: {value}")
        for name, value in zip(WITH_MEASURES, (0, 1), strict=True)
        if tree.get(name) is None
    ]


def _party_findings(tree: Tree, known: Known) -> Iterator[Finding]:
    joined = _texts(tree.get("parties"))
    yield from _named_findings(("parties",), joined, known)
    yield from _twice(("parties",), joined)
    if isinstance(tree.get("parties"), list) and not joined:
        yield Finding(("parties",), "parties is empty", "name at least one that joins")
    if len(joined) > MOST_PARTIES:
        yield Finding(("parties",), f"{len(joined)} parties join", f"name at most {MOST_PARTIES}")
    for place, party in enumerate(_texts(tree.get("executors"))):
        if party not in joined:
            problem = f"executors: {party} does not join"
            yield Finding(("executors", place), problem, "name it among the parties too")
    scheme = tree.get("discounting")
    if isinstance(scheme, str) and scheme not in known.schemes:
        problem = f"discounting: {scheme} is not a scheme of the pack"
        yield Finding(("discounting",), problem, cure_for(scheme, known.schemes))


def _term_party_findings(tree: Tree, known: Known) -> Iterator[Finding]:
    ids = [term.get("id") for _, term in _terms(tree)]
    for place, term in _terms(tree):
        name, kind = str(term.get("id", place[1])), str(term.get("kind"))
        if isinstance(term.get("id"), str) and ids.count(term["id"]) > 1:
            yield Finding((*place, "id"), f"two terms have the id {name}", "give each its own id")
        for field in (*LISTS.get(kind, ()), *KEYS.get(kind, ())):
            value = term.get(field)
            parties = _texts(value if isinstance(value, list) else list(as_map(value)))
            yield from _named_findings((*place, field), parties, known, f"terms/{name}/{field}")
            if isinstance(value, list):
                yield from _twice((*place, field), parties)
        singles = SINGLES.get(kind, ())
        for field in singles:
            if isinstance(term.get(field), str):
                yield from _named_findings((*place, field), [term[field]], known, f"terms/{name}/{field}")
        pair = [term.get(field) for field in singles]
        if pair and isinstance(pair[0], str) and pair[0] == pair[-1]:
            problem = f"terms/{name}: {singles[0]} and {singles[-1]} are both {pair[0]}"
            yield Finding((*place, singles[-1]), problem, "name two parties")


def _named_findings(
    location: Location, parties: list[str], known: Known, name: str | None = None
) -> Iterator[Finding]:
    for party in parties:
        if party in known.words.boundary:
            problem = f"{name or location[-1]}: {party} is no party but closes the books"
            yield Finding(location, problem, "name somebody who can pay")
        elif party not in known.words.parties:
            cure = cure_for(party, known.words.parties)
            yield Finding(location, f"{name or location[-1]}: {party} is not a known party", cure)


def _twice(location: Location, parties: list[str]) -> Iterator[Finding]:
    for party in sorted({party for party in parties if parties.count(party) > 1}):
        yield Finding(location, f"{location[-1]}: {party} comes twice", "name each once")


def _key_findings(tree: Tree, _: Known) -> Iterator[Finding]:
    for place, term in _terms(tree):
        for field in KEYS.get(str(term.get("kind")), ()):
            shares = list(as_map(term.get(field)).values())
            if not isinstance(term.get(field), dict) or any(as_number(share) is None for share in shares):
                continue
            total = math.fsum(shares)
            if abs(total - 1.0) > KEY_TOLERANCE:
                problem = f"terms/{term.get('id', place[1])}/{field}: the shares add up to {total:g}"
                yield Finding((*place, field), problem, "make them 1")


def _year_findings(tree: Tree, known: Known) -> Iterator[Finding]:
    first, last = known.words.first_year, known.words.last_year
    for place, term in _terms(tree):
        years = _years(term)
        if years is None:
            continue
        name = f"terms/{term.get('id', place[1])}/years"
        if years[0] > years[1]:
            problem = f"{name}: the first year {years[0]} is after the last year {years[1]}"
            yield Finding((*place, "years"), problem, f"write [{years[1]}, {years[0]}]")
        elif not first <= years[0] <= years[1] <= last:
            yield Finding(
                (*place, "years"),
                f"{name}: {years[0]}-{years[1]} is outside the pack",
                f"write {first}-{last}",
            )


def _choice_findings(tree: Tree, known: Known) -> Iterator[Finding]:
    for place, term in _terms(tree):
        name, kind = f"terms/{term.get('id', place[1])}", term.get("kind")
        if kind == "shared_savings":
            yield from _one_of_two(place, name, term, "share", "quality")
        if kind == "grant":
            yield from _one_of_two(place, name, term, "share", "amount_eur")
        if kind != "outcome":
            continue
        disease, cases = term.get("disease"), term.get("outcome") == "cases_averted"
        if cases != (disease is not None):
            problem = (
                f"{name}: disease {'is missing for' if cases else 'does not go with'} {term.get('outcome')}"
            )
            cure = cure_for("", known.words.diseases) if cases else "leave disease out"
            yield Finding((*place, "disease") if disease else place, problem, cure)
        elif isinstance(disease, str) and disease not in known.words.diseases:
            problem = f"{name}: {disease} is not a known disease"
            yield Finding((*place, "disease"), problem, cure_for(disease, known.words.diseases))
        floor, cap = as_number(term.get("floor_eur")), as_number(term.get("cap_eur"))
        if floor is not None and cap is not None and floor > cap:
            problem = f"{name}: floor_eur {floor:g} is above cap_eur {cap:g}"
            yield Finding((*place, "floor_eur"), problem, "make the floor at most the cap")


def _stacking_findings(tree: Tree, _: Known) -> Iterator[Finding]:
    """Shares of several sources in the cost of one party: together at most all of it in any year."""
    grants = [
        (place, term, years)
        for place, term in _terms(tree)
        if term.get("kind") == "grant"
        and (years := _years(term))
        and as_number(term.get("share")) is not None
    ]
    for number, (place, term, years) in enumerate(grants):
        before = [
            (other["share"], span)
            for _, other, span in grants[: number + 1]
            if other.get("receiver") == term.get("receiver")
        ]
        most, together = _most_in_a_year(before, years)
        if together > 1.0 + KEY_TOLERANCE:
            given = f"sources together give {together:g} times the cost of {term.get('receiver')} in {most}"
            problem = f"terms/{term.get('id', place[1])}: {given}"
            yield Finding((*place, "share"), problem, "make the shares together at most 1")


def _saving_findings(tree: Tree, _: Known) -> Iterator[Finding]:
    """What a party gives away of what it saves, to funds and by shares: at most all of it in any year."""
    given = [
        (place, term, saver, share, years)
        for place, term in _terms(tree)
        if (years := _years(term))
        for saver, share in _given_savings(term)
    ]
    for number, (place, term, saver, _share, years) in enumerate(given):
        before = [(share, span) for _, _, one, share, span in given[: number + 1] if one == saver]
        most, together = _most_in_a_year(before, years)
        if together > 1.0 + KEY_TOLERANCE:
            name = f"terms/{term.get('id', place[1])}"
            problem = f"{name}: {saver} gives away {together:g} times what it saves in {most}"
            yield Finding(place, problem, "let each saving go into one fund, or make the shares at most 1")


def _given_savings(term: Tree) -> list[tuple[str, float]]:
    """Who gives which share of what it saves by a term: to a fund all but its own, of a gate the most."""
    if term.get("kind") == "pooled_fund":
        back = as_map(term.get("pay_out"))
        return [(saver, 1.0 - (as_number(back.get(saver)) or 0.0)) for saver in _texts(term.get("savers"))]
    steps = as_map(term.get("quality")).get("steps")
    stated = [as_map(step).get("share") for step in steps] if isinstance(steps, list) else []
    shares = [share for one in (term.get("share"), *stated) if (share := as_number(one)) is not None]
    shared = term.get("kind") == "shared_savings" and bool(shares)
    return [(saver, max(shares)) for saver in _texts([term.get("saver")])] if shared else []


def _most_in_a_year(shares: list[tuple[float, tuple[int, int]]], years: tuple[int, int]) -> tuple[int, float]:
    """The year of a term in which the shares that hold add up to most, and what they add up to."""
    starts = {span[0] for _, span in shares if years[0] <= span[0] <= years[1]} | {years[0]}
    in_year = {
        year: math.fsum(share for share, span in shares if span[0] <= year <= span[1]) for year in starts
    }
    most = max(in_year, key=lambda year: in_year[year])
    return most, in_year[most]


def _leaving_findings(tree: Tree, known: Known) -> Iterator[Finding]:
    leaves = as_map(tree.get("leaves"))
    party, year = leaves.get("party"), leaves.get("year")
    named = {name for _, term in _terms(tree) for name in term_parties(term)}
    if isinstance(party, str) and party not in named:
        problem = f"leaves/party: {party} is in none of the terms"
        yield Finding(("leaves", "party"), problem, cure_for(party, named))
    first, last = known.words.first_year, known.words.last_year
    if as_number(year) is not None and not first <= int(str(year).partition(".")[0]) <= last:
        yield Finding(("leaves", "year"), f"leaves/year: {year} is outside the pack", f"write {first}-{last}")


def term_parties(term: Tree) -> list[str]:
    """The parties that a term names, as far as they can be read.

    >>> term_parties({"kind": "payment", "payer": "uwv", "receiver": "ggd"})
    ['uwv', 'ggd']
    """
    kind = str(term.get("kind"))
    several = [term.get(field) for field in (*LISTS.get(kind, ()), *KEYS.get(kind, ()))]
    found = [
        party
        for value in several
        for party in _texts(value if isinstance(value, list) else list(as_map(value)))
    ]
    return [*found, *_texts([term.get(field) for field in SINGLES.get(kind, ())])]


def _number_findings(tree: Tree, known: Known) -> Iterator[Finding]:
    for place, term in _terms(tree):
        for part, field in (("reference", "cost_per_person"), ("chance", "deviation")):
            data = as_map(term.get(part)).get(field)
            if isinstance(data, dict):
                yield from number_findings(tree, Place((*place, part, field), data, "eur", COST_PER_PERSON))
    yield from source_findings(tree, known.words)


def _one_of_two(place: Location, name: str, term: Tree, first: str, second: str) -> Iterator[Finding]:
    given = [field for field in (first, second) if term.get(field) is not None]
    if len(given) != 1:
        problem = f"{name}: {'both' if given else 'neither'} of {first} and {second} given"
        yield Finding((*place, first) if given else place, problem, "give one of the two")


def _terms(tree: Tree) -> Iterator[tuple[Location, Tree]]:
    terms = tree.get("terms")
    for place, term in enumerate(terms if isinstance(terms, list) else []):
        if isinstance(term, dict):
            yield ("terms", place), term


def _years(term: Tree) -> tuple[int, int] | None:
    years = term.get("years")
    if not isinstance(years, list) or len(years) != 2 or any(type(year) is not int for year in years):
        return None
    return years[0], years[1]


def _texts(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
