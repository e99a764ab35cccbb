"""Tasks over the workers of a Dask cluster: the bytes of one process, or a refusal.

Pack and measures go to the scheduler once, as a task without inputs: workers hand them to each other, and if
all who hold them are lost they are given again. Dask gives the task of a lost worker to another, and a task
has one answer however often it was begun.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hiap.domain.errors import ClusterError, WorkerLostError
from hiap.domain.measure import Measure
from hiap.domain.pack import Pack
from hiap.simulation.engine import EngineName
from hiap.workflow.block import Task
from hiap.workflow.last_digits import last_digits
from hiap.workflow.sending import Change, Finished, Found, Work, sent_once
from hiap.workflow.versions import code_digest, versions

if TYPE_CHECKING:
    from distributed import Client, Future, as_completed

REACHED_WITHIN = 10.0
"""Seconds in which a scheduler answers."""
WORKERS_WITHIN = 120.0
"""Seconds in which a cluster that starts workers when they are needed has the first, or one again."""
CHECKED_EVERY, LOOKED_EVERY = 10.0, 0.01
"""Seconds between looks at whether there is any worker, and at whether there is an answer."""
LOST = (
    "workers of the cluster were lost at the same draws again and again, mostly because memory ran out, or "
    "its scheduler was; nothing was written; give workers more memory or ask for fewer draws, and run again"
)


@dataclass(frozen=True)
class Shared:
    """What all tasks share, and what a worker must have so that its bytes are those of this process."""

    work: Work[Any]
    first: Task
    expected: Mapping[str, str]


def on_cluster(address: str, tasks: Sequence[Task], work: Work[Found], finished: Finished[Found]) -> None:
    """Compute tasks on the workers of a scheduler.

    Errors: `ClusterError` if it cannot be reached, has no workers, or other versions of hiap than here;
    `WorkerLostError` if a task loses worker after worker, or the scheduler is lost; else what a task raises.
    """
    from distributed import as_completed

    first, changes = sent_once(tasks)
    expected = _made_with(first)
    with _connected(address) as client:
        shared = client.submit(Shared, work, first, expected, pure=False)
        futures = client.map(_computed, changes, shared=shared, pure=False)
        places = {future.key: place for place, future in enumerate(futures)}
        answers = as_completed(futures, loop=client.loop)
        del futures
        for future in _as_they_come(answers, lambda: _wait_for_a_worker(client, address)):
            finished(places[future.key], _answer(future))


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    """A connection to a scheduler; at its end the cluster forgets what was asked."""
    from distributed import Client

    try:
        asyncio.run(_reach(address))  # a client that cannot be made would wait once more when Python ends
        client = Client(address, timeout=REACHED_WITHIN, set_as_default=False)
    except (OSError, ValueError) as error:
        why = f"no Dask scheduler can be reached: {error}"
        raise ClusterError(f"--scheduler {address}: {why}; check the address and the network") from None
    try:
        yield client
    finally:
        client.close()


def _as_they_come(answers: as_completed, check: Callable[[], None]) -> Iterator[Future[Any]]:
    """Futures as they are finished; where none comes it is checked now and then whether anybody works."""
    checked = -CHECKED_EVERY
    while not answers.is_empty():
        if answers.has_ready():
            yield next(answers)
        elif time.monotonic() - checked < CHECKED_EVERY:
            time.sleep(LOOKED_EVERY)
        else:
            check()
            checked = time.monotonic()


async def _reach(address: str) -> None:
    """Open and close a connection."""
    from distributed import Security
    from distributed.comm.core import connect

    ways = Security().get_connection_args("client")
    comm = await connect(address, timeout=REACHED_WITHIN, **ways)
    await comm.close()


def _wait_for_a_worker(client: Client, address: str) -> None:
    """Refuse a cluster without workers instead of waiting for ever."""
    try:
        client.wait_for_workers(1, timeout=WORKERS_WITHIN)
    except TimeoutError:
        why = f"no worker within {WORKERS_WITHIN:.0f} seconds"
        raise ClusterError(f"--scheduler {address}: {why}; start one: dask worker {address}") from None


def _answer(future: Future[Found]) -> Found:
    """The answer of a task, or its error."""
    from distributed import KilledWorker

    try:
        return future.result()
    except (KilledWorker, CancelledError) as error:
        raise WorkerLostError(LOST) from error


def _computed(change: Change, shared: Shared) -> object:
    """Compute one task, on a worker that gives the bytes of the process that asks."""
    found = _made_with(shared.first)
    for name, expected in shared.expected.items():
        if found[name] != expected:
            from distributed import get_worker

            why = f"has {name} {found[name]}, and {expected} is needed to give the same bytes"
            cure = "install the same there and start its workers again, or take workers of one kind"
            raise ClusterError(f"--scheduler: worker {get_worker().address} {why}; {cure}")
    return shared.work(replace(shared.first, **change))


def _made_with(task: Task) -> dict[str, str]:
    """What decides the bytes of this process."""
    measure = task.measures[0]
    sample = _Sample(
        task.pack.digest, task.variant, task.engine, measure.model_dump_json(), task.pack, measure
    )
    return {**versions(), "code": code_digest()[:12], "last digits": _digits(sample)}


@dataclass(frozen=True)
class _Sample:
    """What last digits are computed from, known by what tells it from any other."""

    digest: str
    variant: str
    engine: EngineName
    document: str
    pack: Pack = field(compare=False)
    measure: Measure = field(compare=False)


@lru_cache(maxsize=4)
def _digits(sample: _Sample) -> str:
    return last_digits(sample.pack, sample.measure, sample.engine)[:12]
