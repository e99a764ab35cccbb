"""As many draws as the balance of every scenario needs (9.2), for `--draws auto`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hiap.economics.information import precision
from hiap.economics.ledger import Perspective
from hiap.workflow.block import Differences, Task, join
from hiap.workflow.views import net_present_values, views_of

FIRST_DRAWS = 100
STEP = 50
Compute = Callable[[Task], Differences]


def enough_draws(
    task: Task, perspective: Perspective, frame: tuple[int, int], most: int, compute: Compute
) -> tuple[Task, Differences]:
    """Draw until the interval of the balance of every scenario is stable, and its mean known (9.2).

    Later draws are added to those that are there, so that the result is the one of as many draws at once.
    `frame` is the first year and the number of years shown; `most` the most draws there may be.
    """
    task = replace(task, count=FIRST_DRAWS, first=0, last=FIRST_DRAWS)
    found = compute(task)
    while task.count < most:
        needed = min(-(-_needed(task, found, perspective, frame) // STEP) * STEP, most)
        if needed <= task.count:
            break
        more = replace(task, count=needed, first=task.count, last=needed)
        found = join([found, compute(more)])
        task = replace(more, first=0)
    return task, found


def _needed(task: Task, found: Differences, perspective: Perspective, frame: tuple[int, int]) -> int:
    """Draws that the scenario with the widest doubt about its mean or its interval needs."""
    balances = (sum(net_present_values(view)) for view in views_of(task, found, *frame, perspective).values())
    return max(precision(balance).needed for balance in balances)
