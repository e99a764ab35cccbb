"""Blocks of draws and combinations, each computed once: the same bytes for any number of processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from hiap.workflow.block import Differences, Task, join, run_block
from hiap.workflow.processes import in_processes
from hiap.workflow.sending import Finished, Found, Work

BLOCKS = 4
LARGEST_BLOCK = 25
FEW = 8
"""Up to this many draws one process is quicker than starting more."""


@dataclass(frozen=True)
class Width:
    """Who computes: processes of this machine, one for each processor unless given, or a Dask cluster."""

    workers: int | None = None
    scheduler: str | None = None


EVERY_PROCESSOR, ALONE = Width(), Width(1)
Progress = Callable[[int, int, str], None]


class Kept(Protocol):
    """A place for finished blocks: of one computation and its variants, by first and last draw."""

    def get(self, block: Task) -> Differences | None:
        """The block, if it was finished before."""

    def put(self, block: Task, part: Differences) -> None:
        """Keep a block that is finished."""


def run_draws(
    task: Task, progress: Progress | None, width: Width = EVERY_PROCESSOR, kept: Kept | None = None
) -> Differences:
    """Compute all draws from the first of the task, in blocks, in order: here, in processes or on a cluster.

    Blocks that are kept are not computed again, and new ones are kept as soon as they are there.

    Errors: `WorkerLostError` if processes are ended from outside at the same block again and again.
    """
    total = max(task.count, 1)
    size = block_size(total - task.first)
    starts = range(task.first, total, size)
    blocks = [replace(task, first=first, last=min(first + size, total)) for first in starts]
    parts = {block.first: part for block in blocks for part in _kept(kept, block)}
    left = [block for block in blocks if block.first not in parts]
    tell = progress or _silent

    def finished(place: int, part: Differences) -> None:
        if kept is not None:
            kept.put(left[place], part)
        parts[left[place].first] = part
        tell(_done(task, blocks, parts), total, "draws")

    tell(_done(task, blocks, parts), total, "draws")
    _compute(left, run_block, finished, ALONE if total - task.first <= FEW else width)
    return join([parts[first] for first in sorted(parts)])


def run_each(
    tasks: Sequence[Task], work: Work[Found], progress: Progress | None, width: Width = EVERY_PROCESSOR
) -> list[Found]:
    """Do some work with tasks that have nothing to do with each other, here, in processes or on a cluster.

    Errors: `WorkerLostError` as with `run_draws`.
    """
    tell = progress or _silent
    parts: dict[int, Found] = {}
    total = sum(len(task.coalitions) for task in tasks)

    def finished(place: int, part: Found) -> None:
        parts[place] = part
        tell(sum(len(tasks[done].coalitions) for done in parts), total, "combinations")

    tell(0, total, "combinations")
    _compute(tasks, work, finished, ALONE if total <= FEW else width)
    return [parts[place] for place in sorted(parts)]


def _compute(tasks: Sequence[Task], work: Work[Found], finished: Finished[Found], width: Width) -> None:
    """Compute tasks where they are to be computed: on a cluster, in processes, or here."""
    if width.scheduler is not None and tasks:
        from hiap.workflow.cluster import on_cluster

        return on_cluster(width.scheduler, tasks, work, finished)
    chosen = min(width.workers or os.cpu_count() or 1, len(tasks))
    if chosen > 1:
        return in_processes(chosen, tasks, work, finished)
    for place, task in enumerate(tasks):
        finished(place, work(task))


def _kept(kept: Kept | None, block: Task) -> list[Differences]:
    """The block as it was kept, or nothing."""
    part = kept.get(block) if kept is not None else None
    return [] if part is None else [part]


def _done(task: Task, blocks: Sequence[Task], parts: Mapping[int, Differences]) -> int:
    """Draws that are finished, those before the first of the task too."""
    return task.first + sum(block.last - block.first for block in blocks if block.first in parts)


def block_size(total: int) -> int:
    """Draws in a block: large, for calibration gains from it, but enough blocks for a few processes.

    >>> block_size(1), block_size(12), block_size(100), block_size(1000)
    (1, 3, 25, 25)
    """
    return min(-(-total // BLOCKS), LARGEST_BLOCK)


def _silent(done: int, total: int, label: str) -> None:
    """Report nothing."""
