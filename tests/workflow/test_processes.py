"""Worker processes: an interrupt ends them at once, and none outlives or holds up its parent."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hiap import load_pack
from hiap.workflow.block import Task
from hiap.workflow.parallel import FEW, Width, run_draws
from hiap.workflow.settings import Settings, examine

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no process groups to signal")

RUN = """
import multiprocessing, signal, sys, threading, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background hands on "ignore"
def watch():
    while len(multiprocessing.active_children()) < 2:
        time.sleep(0.02)
    time.sleep(float(when))
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
threading.Thread(target=watch, daemon=True).start()
import os
os.cpu_count = lambda: 2
from hiap.cli import main
out, when = sys.argv[1:]
sys.argv = ["hiap", "appraise", "sugar-tax", "--draws", "1000", "--out", out]
main()
"""
AT_WORK, LOADING = 2.0, 0.0
SOON = 15.0


def alive(pid: int) -> bool:
    """Whether a process runs: it exists and, where /proc tells, is not only waiting to be reaped."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return not Path("/proc/self/stat").exists()


def gone(pids: list[int]) -> bool:
    """Whether all these processes end soon."""
    until = time.monotonic() + SOON
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(alive, pids))


@pytest.fixture
def running(
    tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[tuple[subprocess.Popen[str], list[int]]]:
    """A run with two workers, mostly at work by now, in a process group of its own, and the workers."""
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path / "out"), str(getattr(request, "param", AT_WORK))],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    workers = [int(pid) for pid in process.stdout.readline().split()]
    assert len(workers) == 2
    yield process, workers
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


@pytest.mark.parametrize("running", [LOADING, 0.1, 0.2, 0.3, 0.5], indirect=True)
def test_workers_that_are_loading_tell_nothing_of_an_interrupt(
    running: tuple[subprocess.Popen[str], list[int]],
) -> None:
    process, workers = running
    os.killpg(process.pid, signal.SIGINT)
    process.wait(timeout=SOON)
    assert process.stderr is not None
    assert (process.returncode, process.stderr.read()) == (130, "interrupted; nothing half-written is left\n")
    assert gone(workers)


def test_an_error_leaves_no_worker_and_no_thread_behind() -> None:
    pack = load_pack()
    task = Task(pack, examine(["sugar-tax"], Settings())[1], 1, 2 * FEW, 0, 2 * FEW, 3, 50_000.0)
    before = {*threading.enumerate(), *multiprocessing.active_children()}

    def stop(done: int, total: int, label: str) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_draws(task, stop, Width(2))
    assert before.issuperset((*threading.enumerate(), *multiprocessing.active_children()))


def test_two_interrupts_from_the_keyboard_end_the_run_and_its_workers(
    running: tuple[subprocess.Popen[str], list[int]], tmp_path: Path
) -> None:
    process, workers = running
    os.killpg(process.pid, signal.SIGINT)
    time.sleep(0.3)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    process.wait(timeout=SOON)
    assert process.stderr is not None
    assert process.returncode == 130
    assert "Traceback" not in process.stderr.read()
    assert gone(workers)
    assert not list(tmp_path.glob("out/*"))


@pytest.mark.parametrize("sign", ["SIGTERM", "SIGKILL"])
def test_workers_end_when_their_parent_is_killed(
    running: tuple[subprocess.Popen[str], list[int]], sign: str
) -> None:
    process, workers = running
    process.send_signal(signal.Signals[sign])
    process.wait(timeout=SOON)
    assert gone(workers)
