"""Measures together: what they do, how far they overlap, what each adds whatever the order (6.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hiap import __version__
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault, InputError
from hiap.economics.contributions import (
    EXACT,
    Contributions,
    Members,
    combinations_of,
    exact_contributions,
    sampled_contributions,
    sampled_orders,
)
from hiap.workflow.block import Task, horizon_years
from hiap.workflow.computed import Asked, from_measures
from hiap.workflow.counted import Counted, counted_alone, counted_together, without_health
from hiap.workflow.parallel import Progress
from hiap.workflow.perspective import choose
from hiap.workflow.result import place_entry
from hiap.workflow.settings import Settings
from hiap.workflow.worth import QUANTITIES, worths

Array = NDArray[np.float64]
Result = dict[str, object]
SCHEMA = "hiap-package/1"
PAIRS = 4
"""Pairs of orders that are drawn unless asked otherwise."""
MOST_PAIRS = 200
NOTHING_BY_YEAR = 1
"""Years shown: a package is told over the whole horizon, however few years the pack has left."""


def package(
    measures: Iterable[str],
    *,
    pairs: int = PAIRS,
    seed: int = 1,
    perspective: str = "society",
    pack: str = DEFAULT_PACK,
    progress: Progress | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    overlap: Sequence[str] = (),
) -> Result:
    """Tell what measures do together and what each contributes, whatever the order they are taken in.

    Parameters
    ----------
    measures : ids of the catalogue or paths of measure files, from two on.
    pairs : pairs of orders that are sampled where measures are too many to compute all combinations.
    seed : seed of the orders.
    perspective : `society`, another perspective of the pack, or the id of a party.
    pack : id of a pack that ships with hiap, or the path of a folder.
    progress : called with combinations done, combinations in all, and a label.
    workers, scheduler, overlap : as with `appraise`.

    Raises
    ------
    InputError : every fault of the input at once, each with its cure.

    >>> found = package(["cool-streets", "debt-relief"])
    >>> [row["id"] for row in found["contributions"]]
    ['cool-streets', 'debt-relief']
    """
    settings = Settings(0, seed, NOTHING_BY_YEAR, perspective, workers, pack, "numpy", scheduler=scheduler)
    settings = replace(settings, overlap=tuple(overlap))
    asked = from_measures(measures, settings)
    faults = []
    if len(asked.measures) < 2:
        faults.append(Fault("MEASURE", None, "one measure is no package", "name two or more"))
    if isinstance(pairs, bool) or not isinstance(pairs, int) or not 2 <= pairs <= MOST_PAIRS:
        faults.append(Fault("pairs", None, f"{pairs!r} is not a number of pairs", f"give 2 to {MOST_PAIRS}"))
    if faults:
        raise InputError(faults)
    return _told(asked, pairs, progress)


def package_task(asked: Asked) -> tuple[Task, int]:
    """The task of measures on one horizon, that of the longest, and the first year."""
    base = asked.pack.base_year
    length = max(m.start - base + horizon_years(m.years) for m in asked.measures)
    worth = asked.pack.qaly_values_eur[0]
    task = Task(asked.pack, asked.measures, asked.settings.seed, 0, 0, 1, length, worth, "numpy")
    return replace(task, overlap=asked.settings.sets), min(measure.start for measure in asked.measures)


def _told(asked: Asked, pairs: int, progress: Progress | None) -> Result:
    task, first = package_task(asked)
    members = len(asked.measures)
    orders = () if members <= EXACT else sampled_orders(members, pairs, asked.settings.seed)
    perspective = choose(asked.pack, asked.settings.perspective)
    needed = _needed(members, orders)
    found = worths(task, needed, first, perspective, progress, asked.settings.width)
    added = sampled_contributions(orders, found) if orders else exact_contributions(members, found)
    everyone = tuple(range(members))
    together = found[everyone]
    alone = np.stack([found[(member,)] for member in everyone])
    last = np.stack([together - found[tuple(m for m in everyone if m != member)] for member in everyone])
    known = counted_alone(task, first, perspective)
    return {
        "schema": SCHEMA,
        "hiap_version": __version__,
        "pack": {"id": asked.pack.id, "sha256": asked.pack.digest, **place_entry(asked.pack)},
        "settings": {
            "perspective": perspective.id,
            "perspective_title": dict(perspective.title),
            "discounting": perspective.discounting,
            "qaly_value_eur": task.qaly_value_eur,
            "first_year": first,
            "last_year": asked.pack.base_year + task.years - 1,
            "seed": asked.settings.seed,
            "overlap": [str(item) for item in asked.settings.sets],
            "orders": len(orders),
            "combinations": len(found),
            "exact": not orders,
        },
        "counted": counted_together(known),
        "package": _quantities(together),
        "sum_alone": _quantities(alone.sum(axis=0)),
        "overlap": _quantities(alone.sum(axis=0) - together),
        "without_health": _without_health(asked, known, alone),
        "contributions": _rows(asked, known, alone, added, last),
    }


def _needed(members: int, orders: tuple[Members, ...]) -> list[Members]:
    """Combinations to compute: all, or those of the orders, each alone, all, and all but one."""
    if not orders:
        return [_members(number, members) for number in range(1, 2**members)]
    everyone = tuple(range(members))
    without = [tuple(m for m in everyone if m != member) for member in everyone]
    return [*combinations_of(orders), *((member,) for member in everyone), *without]


def _members(number: int, members: int) -> Members:
    """The members that the bits of a number stand for.

    >>> _members(5, 3)
    (0, 2)
    """
    return tuple(member for member in range(members) if number >> member & 1)


def _quantities(values: Array) -> dict[str, float]:
    return {name: float(value) for name, value in zip(QUANTITIES, values, strict=True)}


def _without_health(asked: Asked, known: Sequence[Counted], alone: Array) -> dict[str, object]:
    """The measures without health in the sums, and what they cost together when each is alone."""
    cost = QUANTITIES.index("programme_cost_eur")
    costs = {
        measure.id: alone[place, cost : cost + 1]
        for place, measure in enumerate(asked.measures)
        if not known[place]["health"]
    }
    return without_health(costs, many=False)


def _rows(
    asked: Asked, known: Sequence[Counted], alone: Array, added: Contributions, last: Array
) -> list[dict[str, object]]:
    """One row per measure in order of id: alone, its contribution with the error, and as the last one."""
    return [
        {
            "id": measure.id,
            "title": measure.title.model_dump(),
            "counted": known[place],
            "alone": _quantities(alone[place]),
            "contribution": _quantities(added.mean[place]),
            "error": _quantities(added.error[place]),
            "last": _quantities(last[place]),
        }
        for place, measure in enumerate(asked.measures)
    ]
