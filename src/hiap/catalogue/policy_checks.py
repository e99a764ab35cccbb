"""Checks of what the register says of any measure: who is responsible, what is claimed, what it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pydantic import ValidationError

from hiap.catalogue.touch_checks import touch_findings
from hiap.catalogue.tree import Finding, Tree, as_list, as_map, entries, name_of, ruled, unknown, used_twice
from hiap.domain.grading import Ratings, certainty
from hiap.domain.measure_rules import claim_problems
from hiap.domain.vocabulary import Vocabulary


def policy_findings(tree: Tree, vocabulary: Vocabulary) -> list[Finding]:
    """Every broken rule of the part that all entries of the register share."""
    checks: tuple[Callable[[Tree, Vocabulary], Iterator[Finding]], ...] = (
        ministry_findings,
        _claim_findings,
        _touch_findings,
        touch_findings,
        _published_findings,
        _ratings_findings,
        _owner_findings,
        _recognition_findings,
    )
    return [finding for check in checks for finding in check(tree, vocabulary)]


def ministry_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    for index, ministry in enumerate(as_list(tree.get("ministries"))):
        yield from unknown(
            ("ministries", index),
            "ministries",
            ministry,
            vocabulary.parties,
            "party",
            vocabulary.party_titles,
        )


def _claim_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    yield from used_twice(tree, ["claims"])
    for location, claim in entries(tree, "claims"):
        name = name_of(tree, location)
        yield from ruled(location, name, claim_problems(claim))
        if claim.get("pooled") is not None:
            from hiap.catalogue.pooled_checks import claimed_findings

            yield from claimed_findings(location, name, claim, as_map(tree.get("sources")))
        yield from _source_findings((*location, "source"), name, claim, tree)
        determinant = claim.get("determinant")
        known = vocabulary.determinants
        yield from unknown((*location, "determinant"), "determinant", determinant, known, "determinant")


def _touch_findings(tree: Tree, vocabulary: Vocabulary) -> Iterator[Finding]:
    for location, touch in entries(tree, "touches"):
        place, given = (*location, "determinant"), touch.get("determinant")
        yield from unknown(place, "determinant", given, vocabulary.determinants, "determinant")


def _published_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    effects = [str(effect.get("id")) for _place, effect in entries(tree, "effects")]
    for location, published in entries(tree, "published"):
        yield from unknown((*location, "effect"), "effect", published.get("effect"), effects, "effect")
        yield from _source_findings((*location, "source"), name_of(tree, location), published, tree)


def _source_findings(location: tuple[str | int, ...], name: str, item: Tree, tree: Tree) -> Iterator[Finding]:
    source, sources = item.get("source"), as_map(tree.get("sources"))
    if not isinstance(source, str):
        return
    if source not in sources:
        yield from unknown(location, f"{name}: source", source, sources, "source of the file")
    elif as_map(sources[source]).get("read") is False and item.get("grade") in ("A", "B", "C"):
        problem = f"{name}: source {source} was not read, so grade {item['grade']} cannot be"
        yield Finding((*location[:-1], "grade"), problem, "write grade R, or read the number and say where")


def _ratings_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    for field in ("claims", "effects"):
        for location, item in entries(tree, field):
            evidence = as_map(item.get("evidence"))
            given, follows = evidence.get("certainty"), _certainty(evidence.get("ratings"))
            if follows is not None and given != follows:
                place = (*location, "evidence", "certainty")
                name = name_of(tree, location)
                problem = f"{name}: certainty {given} is not {follows}, as the ratings give"
                yield Finding(place, problem, f"write {follows}, or correct the ratings")


def _certainty(ratings: Any) -> str | None:
    """The certainty that ratings give, or None where they are absent or wrong, which the schema tells."""
    if not isinstance(ratings, dict):
        return None
    try:
        return certainty(Ratings.model_validate(ratings))
    except ValidationError:
        return None


def _owner_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    """What the owner of a measure says of its effect is a claim, and no input."""
    owners = {
        key for key, source in as_map(tree.get("sources")).items() if as_map(source).get("owner") is True
    }
    parts: list[tuple[tuple[str | int, ...], Any]] = [
        ((*location, "points"), touch.get("points")) for location, touch in entries(tree, "touches")
    ]
    for location, effect in entries(tree, "effects"):
        parts.append(((*location, "size"), effect.get("size")))
        factors = enumerate(as_list(effect.get("chain")))
        parts += [((*location, "chain", index), factor) for index, factor in factors]
    for place, part in parts:
        source = as_map(part).get("source")
        if isinstance(source, str) and source in owners:
            problem = f"{name_of(tree, place)}: {source} is the owner of the measure"
            cure = "rest it on independent research, or make it a claim with direction unclear"
            yield Finding((*place, "source"), problem, cure)


def _recognition_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    """A recognition stands in a source of the file, and was read there."""
    sources = as_map(tree.get("sources"))
    for field in ("claims", "effects", "outcomes"):
        for location, item in entries(tree, field):
            given = as_list(as_map(item.get("evidence")).get("recognition"))
            for index, part in enumerate(given):
                source = as_map(part).get("source")
                if not isinstance(source, str):
                    continue
                place = (*location, "evidence", "recognition", index, "source")
                name = name_of(tree, location)
                if source not in sources:
                    yield from unknown(place, f"{name}: source", source, sources, "source of the file")
                elif as_map(sources[source]).get("read") is False:
                    problem = f"{name}: source {source} was not read, so a recognition cannot rest on it"
                    yield Finding(place, problem, "read it at RIVM and say where, or write recognition: null")
