"""Checks of a screening's document that need the pack: names, numbers, years, the reason for a no.

They work on the plain values of the file, not on the model, so that all faults come at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hiap.catalogue.measure_checks import Place, number_findings, source_findings
from hiap.catalogue.policy_checks import ministry_findings
from hiap.catalogue.touch_checks import touch_findings
from hiap.catalogue.tree import Finding, Tree, as_list, as_map, as_whole, entries, unknown
from hiap.domain.measure_rules import ANY, ASSUMPTION
from hiap.domain.vocabulary import Vocabulary


def screening_findings(tree: Tree, words: Vocabulary) -> list[Finding]:
    """Every broken rule of a screening's document."""
    checks: tuple[Callable[[Tree, Vocabulary], Iterator[Finding]], ...] = (
        ministry_findings,
        _determinant_findings,
        _twice_findings,
        touch_findings,
        _people_findings,
        _start_findings,
        _nothing_findings,
        _aspect_findings,
        source_findings,
    )
    return [finding for check in checks for finding in check(tree, words)]


def _determinant_findings(tree: Tree, words: Vocabulary) -> Iterator[Finding]:
    for field in ("touches", "not_touched"):
        for location, item in entries(tree, field):
            given, place = item.get("determinant"), (*location, "determinant")
            yield from unknown(place, "determinant", given, words.determinants, "determinant")


def _twice_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    """What is touched cannot be not touched; one determinant may be touched twice, for other people."""
    touched = {str(item.get("determinant")) for _place, item in entries(tree, "touches")}
    for location, item in entries(tree, "not_touched"):
        name = item.get("determinant")
        if isinstance(name, str) and name in touched:
            problem = f"{name} stands under touches and under not_touched"
            yield Finding((*location, "determinant"), problem, "keep one of the two")


def _people_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    """The number of people within reach of a site."""
    site = as_map(tree.get("site"))
    if isinstance(site.get("people"), dict):
        yield from number_findings(tree, Place(("site", "people"), site["people"], "persons", ANY))


def _start_findings(tree: Tree, words: Vocabulary) -> Iterator[Finding]:
    start = as_whole(tree.get("start"))
    if start is not None and tree.get("status") == "new" and not words.first_year <= start <= words.last_year:
        problem = f"start {start} is outside the pack's years"
        yield Finding(("start",), problem, f"write a year from {words.first_year} to {words.last_year}")


def _nothing_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    touched = as_list(tree.get("touches"))
    reason = tree.get("nothing_because")
    if not touched and reason is None and isinstance(tree.get("touches"), list):
        yield Finding(("touches",), "nothing is touched, without the reason", "say why in nothing_because")
    if touched and reason is not None:
        cure = "leave it out, or take the touches away"
        yield Finding(("nothing_because",), "nothing_because stands beside touches", cure)


def _aspect_findings(tree: Tree, _: Vocabulary) -> Iterator[Finding]:
    site, sources = as_map(tree.get("site")), as_map(tree.get("sources"))
    for location, aspect in entries(site, "aspects"):
        source = aspect.get("source")
        if isinstance(source, str) and source not in sources and source != ASSUMPTION:
            known = [*sources, ASSUMPTION]
            yield from unknown(("site", *location, "source"), "source", source, known, "source of the file")
