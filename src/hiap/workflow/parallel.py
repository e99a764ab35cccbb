"""Blocks of draws over processes: the same bytes for any blocks and any number of processes."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from hiap.domain.errors import WorkerLostError
from hiap.workflow.block import Differences, Task, join, run_block

BLOCKS = 4
LARGEST_BLOCK = 25
M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3
LOST = (
    "a process that computed draws was ended from outside, mostly because memory ran out; "
    "nothing was written; close other programs or ask for fewer draws, and run again"
)
PATIENCE = 5.0
"""Seconds to wait for a thread of workers that were ended."""
FEW = 8
"""Up to this many draws one process is quicker than starting more."""

Progress = Callable[[int, int, str], None]


class Kept(Protocol):
    """A place for finished blocks: of one computation and its variants, by first and last draw."""

    def get(self, block: Task) -> Differences | None:
        """The block, if it was finished before."""

    def put(self, block: Task, part: Differences) -> None:
        """Keep a block that is finished."""


def run_draws(
    task: Task, progress: Progress | None, workers: int | None = None, kept: Kept | None = None
) -> Differences:
    """Compute all draws from the first of the task, in blocks, in order, on one or more processes.

    Blocks that are kept are not computed again, and new ones are kept as soon as they are there.

    Errors: `WorkerLostError` if a process is ended from outside, mostly by a machine short of memory.
    """
    total = max(task.count, 1)
    size = block_size(total - task.first)
    starts = range(task.first, total, size)
    blocks = [replace(task, first=first, last=min(first + size, total)) for first in starts]
    parts = {block.first: part for block in blocks for part in _kept(kept, block)}
    left = [block for block in blocks if block.first not in parts]
    tell = progress or _silent

    def finished(block: Task, part: Differences) -> None:
        if kept is not None:
            kept.put(block, part)
        parts[block.first] = part
        tell(_done(task, blocks, parts), total, "draws")

    tell(_done(task, blocks, parts), total, "draws")
    chosen = workers or min(os.cpu_count() or 1, len(left))
    if chosen <= 1 or total - task.first <= FEW:
        for block in left:
            finished(block, run_block(block))
    elif left:
        _run_apart(left, chosen, finished)
    return join([parts[first] for first in sorted(parts)])


def run_each(
    tasks: Sequence[Task], progress: Progress | None, workers: int | None = None
) -> list[Differences]:
    """Compute tasks that have nothing to do with each other, each whole, on one or more processes.

    Errors: `WorkerLostError` as with `run_draws`.
    """
    tell = progress or _silent
    parts: dict[int, Differences] = {}
    total = sum(len(task.coalitions) for task in tasks)

    def finished(task: Task, part: Differences) -> None:
        parts[next(place for place, other in enumerate(tasks) if other is task)] = part
        tell(sum(len(tasks[done].coalitions) for done in parts), total, "combinations")

    tell(0, total, "combinations")
    chosen = workers or min(os.cpu_count() or 1, len(tasks))
    if chosen <= 1 or total <= FEW:
        for task in tasks:
            finished(task, run_block(task))
    else:
        _run_apart(list(tasks), chosen, finished)
    return [parts[place] for place in sorted(parts)]


def _kept(kept: Kept | None, block: Task) -> list[Differences]:
    """The block as it was kept, or nothing."""
    part = kept.get(block) if kept is not None else None
    return [] if part is None else [part]


def _done(task: Task, blocks: Sequence[Task], parts: Mapping[int, Differences]) -> int:
    """Draws that are finished, those before the first of the task too."""
    return task.first + sum(block.last - block.first for block in blocks if block.first in parts)


def _run_apart(blocks: list[Task], workers: int, finished: Callable[[Task, Differences], None]) -> None:
    """Run blocks in worker processes, which end with this one and at any error in it."""
    context = multiprocessing.get_context("spawn")
    others = {*multiprocessing.active_children(), *threading.enumerate()}
    with ProcessPoolExecutor(workers, mp_context=context, initializer=begin_worker) as pool:
        try:
            with _interrupts_held_back():
                waiting = {pool.submit(run_block, block): block for block in blocks}
            for future in as_completed(waiting):
                finished(waiting[future], future.result())
        except BaseException as error:
            with _interrupts_held_back():
                _stop(pool, others)
            if isinstance(error, BrokenProcessPool | BrokenPipeError):
                raise WorkerLostError(LOST) from error
            raise


def _stop(pool: ProcessPoolExecutor, others: Set[object]) -> None:
    """End the workers of a pool and its threads, all but those that were there before it.

    A thread that still closes its pipes while the interpreter ends makes it tell of a bad file. A worker that
    was ended while it wrote leaves half an answer, for the rest of which the thread of the pool would wait
    for ever: the pipe is closed, which is the end of the answer.
    """
    answers = getattr(pool, "_result_queue", None)
    for worker in multiprocessing.active_children():
        if worker not in others:
            worker.terminate()
    pool.shutdown(wait=False, cancel_futures=True)
    if _threads_go_on(others) and answers is not None:
        answers._writer.close()
        _threads_go_on(others)


def _threads_go_on(others: Set[object]) -> bool:
    """Wait for the threads that were not there before; tell whether any of them goes on."""
    started = [thread for thread in threading.enumerate() if thread not in others]
    for thread in started:
        thread.join(PATIENCE)
    return any(thread.is_alive() for thread in started)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Start workers whole: an interrupt waits till all are known, and does not reach those that are loading.

    Windows cannot keep it from workers: one that is loading then tells of it too.
    """
    elsewhere = threading.current_thread() is not threading.main_thread()
    if elsewhere or signal.getsignal(signal.SIGINT) is None:
        yield
        return
    held: list[int] = []
    usual = signal.signal(signal.SIGINT, lambda number, frame: held.append(number))
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        if sys.platform != "win32":
            signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
        signal.signal(signal.SIGINT, usual)
        if held and callable(usual):
            usual(held[0], None)


def begin_worker() -> None:
    """Leave an interrupt to the parent, end when the parent ends, however it ends, and keep memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    keep_memory()


def _end_with_parent() -> None:
    """Wait for the end of the parent, then stop at once."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def keep_memory() -> None:
    """Tell the C library of a worker to keep freed memory for the next array, where it can be told (glibc).

    By default it gives arrays of this size back to the system and asks for them again, page by page, tens of
    thousands of times: a tenth of the time of a run.
    """
    if not sys.platform.startswith("linux"):
        return
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        for option, size in ((M_TRIM_THRESHOLD, 1 << 30), (M_MMAP_THRESHOLD, 1 << 25), (M_TOP_PAD, 1 << 24)):
            library.mallopt(option, size)


def block_size(total: int) -> int:
    """Draws in a block: large, for calibration gains from it, but enough blocks for a few processes.

    >>> block_size(1), block_size(12), block_size(100), block_size(1000)
    (1, 3, 25, 25)
    """
    return min(-(-total // BLOCKS), LARGEST_BLOCK)


def _silent(done: int, total: int, label: str) -> None:
    """Report nothing."""
