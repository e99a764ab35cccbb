"""What combinations of measures are worth: the model run in full for each, on one horizon."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from hiap.economics.contributions import Members
from hiap.economics.discounting import present_value
from hiap.economics.ledger import Perspective
from hiap.equity.gap import absolute_gap
from hiap.workflow.block import Differences, Task, run_block
from hiap.workflow.parallel import EVERY_PROCESSOR, Progress, Width, run_each
from hiap.workflow.views import View, factors_from, net_present_values

Array = NDArray[np.float64]
GAP = "gap_narrowed_years"
QUANTITIES = (
    *("haly", "haly_lowest_group", "care_cost_eur", "programme_cost_eur", "net_present_value_eur"),
    GAP,
)
"""What a combination is worth, in this order: over all years, money in present value.

The last is by how many years the gap in healthy life expectancy at birth between the highest and the lowest
group narrows in the last marked year of the pack, the mean of men and women; 0 where no year is marked.
"""

AT_A_TIME = 20
"""Combinations in one task: always as many, so that the number of processes changes no byte."""


def combination_views(
    task: Task, found: Differences, first: int, perspective: Perspective
) -> tuple[View, ...]:
    """The view of every combination of a task."""
    scheme = task.pack.discounting[perspective.discounting]
    money, health = (factors_from(task, first, rates) for rates in (scheme.costs, scheme.effects))
    return tuple(
        View(
            task,
            found,
            place,
            tuple(task.measures[member] for member in members),
            first,
            task.years,
            perspective,
            money,
            health,
        )
        for place, members in enumerate(task.coalitions, 1)
    )


def worth_of(view: View) -> Array:
    """The quantities of one combination, [draw, quantity]."""
    found, place = view.found, view.index
    balance = sum(net_present_values(view))
    columns = (
        found.haly[:, place].sum(axis=(1, 2)),
        found.haly[:, place, :, 0].sum(axis=1),
        present_value(found.care[:, place], view.factors, axis=1),
        present_value(found.programme[:, place], view.factors, axis=1),
        np.asarray(balance),
        _gap_narrowed(found.healthy_expectancy[:, place]),
    )
    return np.stack(columns, axis=-1)


def _gap_narrowed(change: Array) -> Array:
    """Years by which the gap narrows, from changes [draw, marked year, sex, group]."""
    if not change.shape[1]:
        return np.zeros(len(change))
    return np.asarray(-absolute_gap(change[:, -1]).mean(axis=-1))


def worths(
    task: Task,
    combinations: Sequence[Members],
    first: int,
    perspective: Perspective,
    progress: Progress | None = None,
    width: Width = EVERY_PROCESSOR,
) -> dict[Members, Array]:
    """The quantities of each combination without draws, array [quantity]."""
    some = sorted(set(combinations), key=lambda members: (len(members), members))
    parts = [tuple(some[start : start + AT_A_TIME]) for start in range(0, len(some), AT_A_TIME)]
    tasks = [replace(task, count=0, first=0, last=1, coalitions=part) for part in parts]
    found = run_each(tasks, partial(_of_task, first, perspective), progress, width)
    return {
        members: worth
        for one, some in zip(tasks, found, strict=True)
        for members, worth in zip(one.coalitions, some, strict=True)
    }


def _of_task(first: int, perspective: Perspective, task: Task) -> list[Array]:
    """The quantities of each combination of a task, all that is needed of its differences."""
    views = combination_views(task, run_block(task), first, perspective)
    return [worth_of(view)[0] for view in views]
