"""What is in the sums of measures: whether an effect on health is, and whether anything but costs is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hiap.economics.discounting import present_value
from hiap.economics.ledger import Perspective
from hiap.workflow.block import Task, run_block
from hiap.workflow.views import View, as_society, net_present_values, value
from hiap.workflow.worth import combination_views

Array = NDArray[np.float64]
Counted = Mapping[str, bool]
A_EURO = 1.0
"""What sums of billions may be off; a gain is more than this."""


def counted(view: View) -> dict[str, bool]:
    """Tell whether an effect on health is in the sums, and whether anything but costs is.

    `gains` is told from the balance of society, whatever the perspective: money that only changes hands is a
    gain of one party and a loss of another, and a party that pays nothing has no benefit because of it.
    """
    health = any(measure.effects for measure in view.measures)
    return {"health": health, "gains": health or _other_gains(as_society(view))}


def _other_gains(view: View) -> bool:
    """Whether the balance is anything else than the cost of the measures."""
    cost = present_value(view.found.programme[:, view.index], view.factors, axis=1)
    balance = sum(net_present_values(view))
    return abs(float(np.mean(balance + cost))) >= A_EURO


def counted_alone(task: Task, first: int, perspective: Perspective) -> list[Counted]:
    """The same for each measure of a task on its own; only those without health are computed for it."""
    without = [place for place, measure in enumerate(task.measures) if not measure.effects]
    found: list[Counted] = [{"health": True, "gains": True} for _ in task.measures]
    if without:
        alone = tuple((place,) for place in without)
        task = replace(task, count=0, first=0, last=1, coalitions=alone, engine="numpy")
        views = combination_views(task, run_block(task), first, perspective)
        for place, view in zip(without, views, strict=True):
            found[place] = counted(view)
    return found


def counted_together(known: Iterable[Counted]) -> dict[str, bool]:
    """The same for measures together: what is in the sums of one is in those of all.

    >>> counted_together([{"health": False, "gains": True}, {"health": False, "gains": False}])
    {'health': False, 'gains': True}
    """
    every = list(known)
    return {key: any(one[key] for one in every) for key in ("health", "gains")}


def without_health(costs: Mapping[str, Array], many: bool) -> dict[str, object]:
    """Name the measures without health in the sums, with what they cost together, from costs by draw.

    >>> without_health({"b": np.array([2.0]), "a": np.array([3.0])}, many=False)["measures"]
    ['a', 'b']
    """
    names = sorted(costs)
    total = np.sum([costs[name] for name in names], axis=0) if names else np.zeros(1)
    return {"measures": names, "programme_cost_eur": value(np.asarray(total), many)}
