"""Checks of commitments: what is done has its proof, what is late its reason, temporary money its end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hiap.catalogue.documents import Location
from hiap.catalogue.tree import Finding, Tree, as_list, as_whole, entries, name_of
from hiap.domain.commitment import ENDED


def commitment_findings(tree: Tree) -> Iterator[Finding]:
    """Every broken rule of the commitments of a programme."""
    reported = tree.get("reported_on")
    for location, item in entries(tree, "commitments"):
        name = name_of(tree, location)
        yield from _money_findings(location, item, name)
        states = [state for state in as_list(item.get("states")) if isinstance(state, dict)]
        if not states:
            yield Finding(location, f"{name}: nothing is said of how it stands", "add a state with its day")
            continue
        yield from _state_findings(location, item, name)
        due, last = item.get("due"), states[-1]
        late = isinstance(due, date) and isinstance(reported, date) and due < reported
        at = (*location, "states", len(states) - 1)
        if late and last.get("status") not in ENDED and last.get("why") is None:
            problem = f"{name}: was due on {due} and is late, without the reason"
            yield Finding(at, problem, "say in why what keeps it, and in now what is done about it")


def _state_findings(location: Location, item: Tree, name: str) -> Iterator[Finding]:
    before: date | None = None
    for place, state in entries(item, "states"):
        at, on = (*location, *place), state.get("day")
        if isinstance(on, date):
            if before is not None and on < before:
                yield Finding((*at, "day"), f"{name}: {on} is before {before}", "write the oldest first")
            before = on
        if state.get("status") == "done" and state.get("proof") is None:
            yield Finding(at, f"{name}: done without proof", "say in proof what shows it, and where")
        if state.get("status") == "stopped" and state.get("why") is None:
            yield Finding(at, f"{name}: stopped without the reason", "say why it was stopped")


def _money_findings(location: Location, item: Tree, name: str) -> Iterator[Finding]:
    for place, money in entries(item, "money"):
        at, first, last = (*location, *place), as_whole(money.get("first_year")), money.get("last_year")
        if money.get("kind") == "temporary" and last is None:
            yield Finding(at, f"{name}: temporary money without its end", "add last_year")
        if money.get("kind") == "structural" and last is not None:
            yield Finding((*at, "last_year"), f"{name}: structural money with an end", "leave last_year out")
        if first is not None and isinstance(last, int) and last < first:
            yield Finding((*at, "last_year"), f"{name}: {last} is before {first}", "write a later year")
