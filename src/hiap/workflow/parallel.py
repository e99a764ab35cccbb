"""Blocks of draws over processes: the same blocks, and so the same bytes, for any number of them."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace

from hiap.workflow.block import Differences, Task, join, run_block

BLOCK = 10
FEW = 2
"""Up to this many blocks one process is quicker than starting more."""

Progress = Callable[[int, int, str], None]


def run_draws(task: Task, progress: Progress | None, workers: int | None = None) -> Differences:
    """Compute all draws in blocks of a fixed size, in order, on one or more processes."""
    total = max(task.count, 1)
    blocks = [replace(task, first=first, last=min(first + BLOCK, total)) for first in range(0, total, BLOCK)]
    tell = progress or _silent
    tell(0, total, "draws")
    chosen = workers or min(os.cpu_count() or 1, len(blocks))
    if chosen <= 1 or len(blocks) <= FEW:
        return join([_told(run_block(block), block, total, tell) for block in blocks])
    parts: dict[int, Differences] = {}
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(chosen, mp_context=context) as pool:
        waiting = {pool.submit(run_block, block): block for block in blocks}
        try:
            for future in as_completed(waiting):
                block = waiting[future]
                parts[block.first] = future.result()
                tell(sum(b.last - b.first for b in blocks if b.first in parts), total, "draws")
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    return join([parts[first] for first in sorted(parts)])


def _told(part: Differences, block: Task, total: int, tell: Progress) -> Differences:
    """Report progress after a block."""
    tell(block.last, total, "draws")
    return part


def _silent(done: int, total: int, label: str) -> None:
    """Report nothing."""
