"""What leads to what: the list of determinants and the relative risks of a pack as one map (12.2)."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from hiap.catalogue.folder import Folder
from hiap.domain.determinant import Determinant
from hiap.domain.grading import CERTAINTIES, Certainty
from hiap.domain.names import ALL_CAUSE

NEARLY_ALL = 0.1
"""A lagged effect has shown when no more than this part of it is still to come."""
Rows = Iterable[Mapping[str, str]]


@dataclass(frozen=True)
class Cause:
    """One step: what it leads to, whether better stays better, how sure, in which years, and who says so."""

    to: str
    same: bool
    certainty: Certainty
    years: tuple[int, int] | None
    source: str
    origin: Literal["pack", "list"]


Causes = Mapping[str, tuple[Cause, ...]]


def causes_of(determinants: Mapping[str, Determinant], folder: Folder) -> Causes:
    """Every step by where it starts. What a pack models comes from the pack, the rest from the list."""
    found: dict[str, list[Cause]] = {}
    modelled = _by_pair(folder.rows("relative_risk"), "risk_factor")
    lags = _lags(folder.rows("lag"))
    of_pack = {factor for factor, _ in modelled}
    for item in determinants.values():
        own = [
            _modelled(outcome, rows, lags.get((factor, outcome), 1))
            for (factor, outcome), rows in modelled.items()
            if factor == item.risk_factor
        ]
        taken = {cause.to for cause in own}
        own += [
            Cause(path.to, path.direction == "same", path.certainty, path.years, path.source, "list")
            for path in item.leads_to
            if path.to not in taken and not (item.risk_factor in of_pack and path.to not in determinants)
        ]
        found[item.id] = own
    for (disease, outcome), rows in _by_pair(folder.rows("disease_effect"), "disease").items():
        found.setdefault(disease, []).append(_modelled(outcome, rows, 1))
    return {name: tuple(causes) for name, causes in found.items()}


def _modelled(outcome: str, rows: list[Mapping[str, str]], last_year: int) -> Cause:
    """A step that the pack models: the lowest certainty of its rows, and the side of most of them."""
    sides = [math.copysign(1.0, math.log(float(row["value"]))) for row in rows if float(row["value"]) != 1.0]
    certainty = min((cast(Certainty, row["certainty"]) for row in rows), key=rank)
    return Cause(outcome, sum(sides) >= 0.0, certainty, (0, last_year), rows[0]["source"], "pack")


def _by_pair(rows: Rows, first: str) -> dict[tuple[str, str], list[Mapping[str, str]]]:
    pairs: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for row in rows:
        pairs.setdefault((row[first], row["outcome"]), []).append(row)
    return pairs


def _lags(rows: Rows) -> dict[tuple[str, str], int]:
    """Years until nearly all of a change in exposure shows in the risk: at the slowest age."""
    slowest: dict[tuple[str, str], float] = {}
    for row in rows:
        pair, rate = (row["risk_factor"], row["disease"]), float(row["value"])
        slowest[pair] = min(slowest.get(pair, rate), rate)
    return {
        pair: max(1, math.ceil(-math.log(NEARLY_ALL) / rate)) for pair, rate in slowest.items() if rate > 0
    }


def rank(certainty: Certainty) -> int:
    """Place of a certainty from low to high.

    >>> rank("very_low"), rank("high")
    (0, 3)
    """
    return CERTAINTIES.index(certainty)


@dataclass(frozen=True)
class Chain:
    """A way from a determinant to an end: every step, the product of the directions, the lowest certainty."""

    steps: tuple[Cause, ...]

    @property
    def end(self) -> str:
        """What it ends in."""
        return self.steps[-1].to

    @property
    def same(self) -> bool:
        """Whether better at the start is better at the end."""
        return sum(not step.same for step in self.steps) % 2 == 0

    @property
    def certainty(self) -> Certainty:
        """That of its least certain step."""
        return min((step.certainty for step in self.steps), key=rank)

    @property
    def years(self) -> tuple[int, int] | None:
        """First and last year in which it shows: those of the steps together; None where one is not known."""
        if any(step.years is None for step in self.steps):
            return None
        known = [step.years for step in self.steps if step.years is not None]
        return sum(first for first, _ in known), sum(last for _, last in known)


def chains_from(start: str, causes: Causes) -> tuple[Chain, ...]:
    """The surest chain to everything that a determinant leads to; the shortest of the equally sure ones.

    A chain never comes twice at one place, so that a circle in the map ends.
    """
    best: dict[tuple[str, bool], Chain] = {}
    open_chains = [Chain((cause,)) for cause in causes.get(start, ())]
    while open_chains:
        longer: list[Chain] = []
        for chain in open_chains:
            key, known = (chain.end, chain.same), best.get((chain.end, chain.same))
            if known is not None and rank(known.certainty) >= rank(chain.certainty):
                continue
            best[key] = chain
            passed = {start, *(step.to for step in chain.steps)}
            longer += [
                Chain((*chain.steps, cause))
                for cause in causes.get(chain.end, ())
                if cause.to not in passed and chain.end != ALL_CAUSE
            ]
        open_chains = longer
    return tuple(best.values())
