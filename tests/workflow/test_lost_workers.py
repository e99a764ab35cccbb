"""Worker processes that are ended from outside: replaced, nothing lost, nothing counted twice."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from hiap.domain.errors import PackError, WorkerLostError
from hiap.workflow import parallel, processes
from hiap.workflow.block import NOT_BY_DRAW, Differences, Task
from hiap.workflow.computed import from_measures
from hiap.workflow.parallel import Width, run_draws
from hiap.workflow.processes import MOST_LOSSES, in_processes
from hiap.workflow.settings import Settings

EXAMPLES = Path(__file__).parents[2] / "examples"
STOVES = str(EXAMPLES / "clean-stoves.yaml")
ELSEWHERE = str(EXAMPLES / "packs" / "ELSEWHERE" / "2025")
DRAWS, IN_BLOCK, KILLS = 800, 4, 20
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="no signal can be sent to one process")


def small_task(draws: int) -> Task:
    """Draws of the invented country over three years."""
    asked = from_measures([STOVES], Settings(years=5, pack=ELSEWHERE))
    return Task(asked.pack, asked.measures, 1, draws, 0, draws, 3, 50_000.0)


def numbered(count: int) -> list[Task]:
    """Tasks that only their first draw tells apart, for work that is no model."""
    return [replace(small_task(count), first=place) for place in range(count)]


def bytes_of(found: Differences) -> dict[str, bytes]:
    names = [item.name for item in fields(found) if item.name not in NOT_BY_DRAW]
    return {name: getattr(found, name).tobytes() for name in names}


@dataclass
class Noted:
    """A place for blocks that holds none, and notes which are put there."""

    blocks: list[tuple[int, int]] = field(default_factory=list)

    def get(self, block: Task) -> Differences | None:
        return None

    def put(self, block: Task, part: Differences) -> None:
        self.blocks.append((block.first, block.last))


@dataclass
class Killer:
    """Kills a worker at random moments: after some blocks more are finished, and a random part of a block."""

    kills: int
    chance: random.Random
    done: int = 0
    killed: int = 0

    def step(self, done: int, total: int, label: str) -> None:
        self.done = done

    def run(self) -> None:
        for _ in range(self.kills):
            until = self.done + IN_BLOCK * self.chance.randint(1, 6)
            while self.done < until:
                time.sleep(0.002)
            time.sleep(self.chance.random() * 0.1)
            workers = sorted(child.pid or 0 for child in multiprocessing.active_children())
            if workers and self.done < DRAWS:
                os.kill(self.chance.choice(workers), signal.SIGKILL)
                self.killed += 1


@needs_signals
def test_workers_killed_at_random_among_hundreds_of_blocks_change_no_byte(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    task = small_task(DRAWS)
    undisturbed = run_draws(task, None, Width(1))
    monkeypatch.setattr(parallel, "LARGEST_BLOCK", IN_BLOCK)
    noted, killer = Noted(), Killer(KILLS, random.Random(9))
    thread = threading.Thread(target=killer.run, daemon=True)
    thread.start()
    found = run_draws(task, killer.step, Width(3), noted)
    thread.join(60.0)
    assert killer.killed >= KILLS - 3
    assert bytes_of(found) == bytes_of(undisturbed)
    assert sorted(noted.blocks) == [(first, first + IN_BLOCK) for first in range(0, DRAWS, IN_BLOCK)]


def _deadly(folder: str, task: Task) -> int:
    """Note the attempt; at the task of draw 3 the worker is killed each time."""
    with (Path(folder) / str(task.first)).open("a") as stream:
        stream.write("x")
    if task.first == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return task.first


@needs_signals
def test_draws_that_end_their_worker_each_time_end_in_a_clear_error(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with pytest.raises(WorkerLostError, match="memory ran out"):
        in_processes(2, numbered(6), partial(_deadly, str(tmp_path)), lambda *done: told.append(done))
    assert len((tmp_path / "3").read_text()) == MOST_LOSSES == 5
    assert len(told) == len(set(told))
    assert all(place == answer for place, answer in told)
    assert not multiprocessing.active_children()


def _needs_room(folder: str, task: Task) -> int:
    """Work for which there is memory once."""
    room = Path(folder) / "room"
    try:
        room.touch(exist_ok=False)
    except FileExistsError:
        raise MemoryError from None
    time.sleep(0.2)
    room.unlink()
    return task.first


def test_where_memory_is_short_fewer_work_beside_each_other(tmp_path: Path) -> None:
    told: dict[int, int] = {}
    in_processes(2, numbered(12), partial(_needs_room, str(tmp_path)), told.__setitem__)
    assert told == {place: place for place in range(12)}


def _half_an_answer(folder: str, task: Task) -> int:
    """The first time: announce an answer of a thousand bytes, send four, and be killed."""
    mark = Path(folder) / "killed"
    if task.first == 1 and not mark.exists():
        mark.touch()

        def half(pipe: Connection, content: bytes) -> None:
            os.write(pipe.fileno(), struct.pack("!i", 1000) + b"half")
            os.kill(os.getpid(), signal.SIGKILL)

        Connection._send_bytes = half  # type: ignore[attr-defined]
    return task.first


@needs_signals
def test_half_an_answer_of_a_killed_worker_holds_nothing_up(tmp_path: Path) -> None:
    told: dict[int, int] = {}
    in_processes(2, numbered(4), partial(_half_an_answer, str(tmp_path)), told.__setitem__)
    assert told == {place: place for place in range(4)}
    assert (tmp_path / "killed").exists()


def _wrong(task: Task) -> int:
    raise PackError(f"draw {task.first} cannot be computed")


def test_the_error_of_a_task_is_told_with_its_place_and_is_not_tried_again() -> None:
    with pytest.raises(PackError, match="cannot be computed") as caught:
        in_processes(2, numbered(3), _wrong, lambda place, answer: None)
    assert "in _wrong" in "".join(caught.value.__notes__)
    assert not multiprocessing.active_children()


UNGUARDED = """
import hiap
hiap.appraise([{measure!r}], draws=20, years=3, pack={pack!r}, workers=2)
"""


def test_a_script_without_a_guard_is_told_what_to_do(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(UNGUARDED.format(measure=STOVES, pack=ELSEWHERE))
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert 'if __name__ == "__main__":' in done.stderr.splitlines()[-1]


def _stubborn(task: Task) -> int:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    return task.first


@needs_signals
def test_a_worker_that_does_not_end_when_asked_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.2)
    told: dict[int, int] = {}
    record: Callable[[int, int], None] = told.__setitem__
    in_processes(1, numbered(2), _stubborn, record)
    assert told == {0: 0, 1: 1}
    assert not multiprocessing.active_children()
