"""Checks of a number that rests on several studies: the studies are whole, and the number is their mean."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hiap.catalogue.documents import Location
from hiap.catalogue.nearest import cure_for
from hiap.catalogue.tree import Finding, Tree, as_list, as_map, as_number
from hiap.equations.pooling import Pooled, pool_intervals

SLACK = 0.01
"""How far a written number may lie from what the studies give, as part of the width of its interval."""
ENDS = ("value", "low", "high")
RATIOS = ("rr", "or", "hr", "irr")


def pooled_findings(location: Location, name: str, data: Tree, sources: Tree) -> Iterator[Finding]:
    """Broken rules of the studies behind one number or claim, and of the number beside them."""
    pooled, graded = as_map(data.get("pooled")), data.get("grade") in ("A", "B", "C")
    place, log = (*location, "pooled"), pooled.get("scale") == "log"
    studies = [as_map(study) for study in as_list(pooled.get("studies"))]
    if pooled and len(studies) < 2:
        problem = f"{name}: {len(studies)} studies cannot be pooled"
        yield Finding((*place, "studies"), problem, "name two or more, or leave pooled out")
    found = [
        finding
        for index, study in enumerate(studies)
        for finding in (
            *_study_findings((*place, "studies", index), name, study, log=log),
            *_source_findings((*place, "studies", index), name, study, sources, graded=graded),
        )
    ]
    yield from found
    complete = all(as_number(study.get(end)) is not None for study in studies for end in ENDS)
    if len(studies) >= 2 and not found and complete and pooled.get("scale") in ("log", "plain"):
        columns = (np.array([float(study[end]) for study in studies]) for end in ENDS)
        yield from _mean_findings(location, name, data, pool_intervals(*columns, log=log))


def _study_findings(place: Location, name: str, study: Tree, *, log: bool) -> Iterator[Finding]:
    called = f"{name}: {study.get('study')}"
    value, low, high = (as_number(study.get(end)) for end in ENDS)
    if value is not None and low is not None and high is not None:
        if not low < value < high:
            cure = "write low < value < high; a study without an interval cannot be weighed"
            yield Finding((*place, "value"), f"{called}: {value:g} is not inside {low:g} to {high:g}", cure)
        elif log and low <= 0:
            yield Finding((*place, "low"), f"{called}: {low:g} has no logarithm", "write scale: plain")


def _source_findings(
    place: Location, name: str, study: Tree, sources: Tree, *, graded: bool
) -> Iterator[Finding]:
    """A study that names a source names one of the file, and one that was read unless the grade is R."""
    called, source = f"{name}: {study.get('study')}", study.get("source")
    if not isinstance(source, str):
        return
    if source not in sources:
        problem = f"{called}: source {source} is not in sources"
        yield Finding((*place, "source"), problem, cure_for(source, list(sources)))
    elif graded and as_map(sources[source]).get("read") is False:
        cure = "leave the study out, write grade R, or read the number and say where"
        yield Finding((*place, "source"), f"{called}: source {source} was not read", cure)


def claimed_findings(location: Location, name: str, claim: Tree, sources: Tree) -> Iterator[Finding]:
    """Broken rules of a claim that is pooled: also that each study says where it stands, and its scale."""
    yield from pooled_findings(location, name, claim, sources)
    if claim.get("metric") in RATIOS and as_map(claim.get("pooled")).get("scale") == "plain":
        problem = f"{name}: ratios are added on a plain scale"
        yield Finding((*location, "pooled", "scale"), problem, "write scale: log")
    for index, study in enumerate(as_list(as_map(claim.get("pooled")).get("studies"))):
        if as_map(study).get("source") is None:
            problem = f"{name}: {as_map(study).get('study')} has no source"
            place = (*location, "pooled", "studies", index)
            yield Finding(place, problem, "add source: the key of one of the file's sources")


def _mean_findings(location: Location, name: str, data: Tree, found: Pooled) -> Iterator[Finding]:
    """The number and its interval are what the studies give, but for rounding."""
    given = {end: as_number(data.get(end)) for end in ENDS}
    expected = {"value": found.mean, "low": found.low, "high": found.high}
    slack = SLACK * (found.high - found.low)
    wrong = [
        end for end, number in given.items() if number is None or not abs(number - expected[end]) <= slack
    ]
    if wrong:
        written = ", ".join(f"{end} {given[end]}" for end in wrong)
        problem = f"{name}: {written} is not what its studies give"
        cure = "write " + ", ".join(f"{end}: {expected[end]:.3g}" for end in ENDS)
        yield Finding((*location, wrong[0]), problem, cure)
