"""Tasks over processes of this machine; one that is ended from outside is replaced, its task done again.

Every process has a pipe of its own and one task at a time. One that is ended takes no more with it than that
task, holds up no other, and half an answer ends with its pipe.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Generic

from hiap.domain.errors import WorkerLostError
from hiap.workflow.block import Task
from hiap.workflow.sending import Finished, Found, Work, sent_once

M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD = -1, -2, -3
MOST_LOSSES = 5
"""Processes that one task may lose; from the second on, each time half as many work beside each other."""
LOST = (
    f"a process that computed draws was ended from outside, {MOST_LOSSES} times at the same draws, mostly "
    "because memory ran out; nothing was written; close other programs or ask for fewer draws, and run again"
)
NOT_STARTED = (
    "a process to compute draws did not start, see above; a script calls hiap under "
    'if __name__ == "__main__":, or gives workers=1'
)
PATIENCE = 5.0
"""Seconds to wait for a process that is asked to end, before it is killed."""


def in_processes(number: int, tasks: Sequence[Task], work: Work[Found], finished: Finished[Found]) -> None:
    """Compute tasks in processes, which end with this one and at any error in it.

    Errors: `WorkerLostError` if one task loses its process again and again; else what a task raises.
    """
    if sys.platform != "win32":
        resource_tracker.ensure_running()  # starting it later would let interrupts through to workers
    crew = _Crew(number, tasks, work)
    try:
        while crew.at_work():
            for place, answer in crew.answers():
                finished(place, answer)
    finally:
        with _interrupts_held_back():
            crew.end()


class _Worker:
    """A process with the place of the task that it has."""

    def __init__(self, place: int) -> None:
        self.place, self.ready = place, False
        context = multiprocessing.get_context("spawn")
        self.pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other,), daemon=True)
        self._process.start()
        other.close()

    def tell(self, what: object) -> None:
        """Send something; of a process that was ended the next answer will not come."""
        with suppress(OSError):
            self.pipe.send(what)

    def end(self) -> int | None:
        """End the process if it goes on; give its exit code, negative if a signal ended it."""
        gone = self._process.exitcode
        self._process.terminate()
        self._process.join(PATIENCE)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self.pipe.close()
        return gone


class _Crew(Generic[Found]):
    """Workers, the tasks that are left, and how often each lost its worker."""

    def __init__(self, number: int, tasks: Sequence[Task], work: Work[Found]) -> None:
        first, self._changes = sent_once(tasks)
        self._shared = (work, first)
        self._number = number
        self._left = list(reversed(range(len(tasks))))
        self._losses: Counter[int] = Counter()
        self._workers: list[_Worker] = []

    def at_work(self) -> bool:
        """Start workers for what is left; tell whether any has something to do."""
        while self._left and len(self._workers) < self._number:
            with _interrupts_held_back():
                self._workers.append(_Worker(self._left.pop()))
        return bool(self._workers)

    def answers(self) -> Iterator[tuple[int, Found]]:
        """Wait for answers; give each with its place, when its worker has the next task."""
        answering = wait([worker.pipe for worker in self._workers])
        for worker in [worker for worker in self._workers if worker.pipe in answering]:
            try:
                answer = worker.pipe.recv()
            except (EOFError, OSError):
                self._lost(worker)
                continue
            place = worker.place
            if worker.ready:
                self._next_task(worker)
                yield place, _good(answer)
            else:
                worker.ready = True
                worker.tell(self._shared)
                worker.tell(self._changes[place])

    def end(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.end()

    def _next_task(self, worker: _Worker) -> None:
        """Give a worker another task, or end it if there is none, or if there are more than may be."""
        if self._left and len(self._workers) <= self._number:
            worker.place = self._left.pop()
            worker.tell(self._changes[worker.place])
        else:
            self._workers.remove(worker)
            worker.end()

    def _lost(self, worker: _Worker) -> None:
        """Put back the task of a worker that was ended."""
        self._workers.remove(worker)
        code = worker.end()
        if not worker.ready and code is not None and code > 0:
            raise WorkerLostError(NOT_STARTED)
        self._losses[worker.place] += 1
        if self._losses[worker.place] >= MOST_LOSSES:
            raise WorkerLostError(LOST)
        if self._losses[worker.place] > 1:
            self._number = max(1, self._number // 2)
        self._left.append(worker.place)


def _good(answer: Found | Exception) -> Found:
    """The answer, or the error that a task raised."""
    if isinstance(answer, Exception):
        raise answer
    return answer


def _serve(pipe: Connection) -> None:
    """What a worker does: say that it is there, take what all tasks share, then one task at a time."""
    begin_worker()
    pipe.send(None)
    work, shared = pipe.recv()
    while True:
        pipe.send(_answer(work, replace(shared, **pipe.recv())))


def _answer(work: Work[Found], task: Task) -> Found | Exception:
    """The answer of a task, or its error; without memory the worker ends, so that fewer share the rest."""
    try:
        return work(task)
    except MemoryError:
        os._exit(1)
    except Exception as error:
        error.add_note(f"in a worker process:\n{traceback.format_exc()}")
        return error


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
