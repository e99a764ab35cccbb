"""A Dask cluster: the bytes of one process, also when its workers are killed, or a refusal that says why."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy
import pytest
from test_lost_workers import ELSEWHERE, STOVES, Noted, bytes_of, small_task

from hiap import appraise
from hiap.domain.errors import ClusterError, InputError, PackError, WorkerLostError
from hiap.workflow import cluster as cluster_module
from hiap.workflow import parallel, settings
from hiap.workflow.block import Task
from hiap.workflow.cluster import on_cluster
from hiap.workflow.parallel import Width, run_draws

distributed = pytest.importorskip("distributed", reason="the extra hiap[cluster] is not installed")
distributed_config = pytest.importorskip("dask.config", reason="the extra hiap[cluster] is not installed")
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="no signal can be sent to one process")
DRAWS, IN_BLOCK, KILLS = 800, 4, 12
PATIENCE = 300
WIDE = ["X86_V4", "AVX512_ICL", "AVX512_SPR", "AVX512F", "AVX512CD", "AVX512_SKX", "AVX512_CLX", "AVX512_CNL"]
PACKAGE = Path(parallel.__file__).parents[1]


@pytest.fixture(autouse=True)
def no_endless_wait() -> Iterator[None]:
    """Fail where a cluster does not answer, instead of waiting for ever."""
    if sys.platform == "win32":
        yield
        return

    def stop(number: int, frame: object) -> None:
        raise TimeoutError(f"no answer of the cluster within {PATIENCE} seconds")

    usual = signal.signal(signal.SIGALRM, stop)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, usual)


@contextmanager
def two_workers() -> Iterator[Any]:
    """Two workers, each a process with a nanny that starts it again, however long that takes."""
    for_ever = distributed_config.set({"distributed.deploy.lost-worker-timeout": "1 hour"})
    with (
        for_ever,
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as made,
    ):
        yield made


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A cluster that loses nobody."""
    with two_workers() as made:
        yield made


@pytest.fixture
def mortal() -> Iterator[Any]:
    """A cluster of one test, that may kill its workers."""
    with two_workers() as made:
        yield made


@pytest.fixture(scope="module")
def nobody() -> Iterator[str]:
    """The address of a scheduler without workers."""
    with distributed.LocalCluster(n_workers=0, dashboard_address=None) as made:
        yield made.scheduler_address


def at(cluster: Any) -> Width:
    return Width(scheduler=cluster.scheduler_address)


def test_a_cluster_gives_the_bytes_of_one_process(cluster: Any) -> None:
    asked: dict[str, Any] = {"draws": 20, "years": 4, "pack": ELSEWHERE}
    one = appraise([STOVES], **asked, workers=1)
    assert json.dumps(appraise([STOVES], **asked, scheduler=cluster.scheduler_address)) == json.dumps(one)


@needs_signals
def test_workers_killed_at_random_among_hundreds_of_tasks_change_no_byte(
    mortal: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = small_task(DRAWS)
    undisturbed = run_draws(task, None, Width(1))
    monkeypatch.setattr(parallel, "LARGEST_BLOCK", IN_BLOCK)
    noted, chance = Noted(), random.Random(4)
    killed: list[int] = []
    at_blocks = sorted(chance.sample(range(5, DRAWS // IN_BLOCK - 5), KILLS))

    def kill() -> None:
        for blocks in at_blocks:
            while len(noted.blocks) < blocks:
                time.sleep(0.002)
            time.sleep(chance.random() * 0.05)
            here = mortal.scheduler.workers  # a nanny gives up a worker that is killed before it is known
            pids = [nanny.pid for nanny in mortal.workers.values() if nanny.worker_address in here]
            if pids:
                killed.append(chance.choice(pids))
                os.kill(killed[-1], signal.SIGKILL)

    thread = threading.Thread(target=kill, daemon=True)
    thread.start()
    found = run_draws(task, None, at(mortal), noted)
    thread.join(60.0)
    assert len(set(killed)) > KILLS // 2
    assert bytes_of(found) == bytes_of(undisturbed)
    assert sorted(noted.blocks) == [(first, first + IN_BLOCK) for first in range(0, DRAWS, IN_BLOCK)]


def _deadly(task: Task) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return task.first


@needs_signals
def test_draws_that_end_every_worker_end_in_a_clear_error(mortal: Any) -> None:
    with pytest.raises(WorkerLostError, match="mostly because memory ran out"):
        on_cluster(mortal.scheduler_address, [small_task(1)], _deadly, lambda place, answer: None)


def _wrong(task: Task) -> int:
    raise PackError("cannot be computed")


def test_the_error_of_a_task_is_told(cluster: Any) -> None:
    with pytest.raises(PackError, match="cannot be computed"):
        on_cluster(cluster.scheduler_address, [small_task(1)], _wrong, lambda place, answer: None)


@contextmanager
def worker_of(address: str, environment: dict[str, str]) -> Iterator[None]:
    """A worker as a command of its own starts it."""
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
    worker = subprocess.Popen(
        [*command, "--no-dashboard"], env={**os.environ, **environment}, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        worker.terminate()
        worker.wait(30.0)


def test_a_worker_with_other_code_is_refused(nobody: str, tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "hiap", ignore=shutil.ignore_patterns("__pycache__", "packs"))
    with (tmp_path / "hiap" / "__init__.py").open("a", encoding="utf-8") as stream:
        stream.write("# other code\n")
    with worker_of(nobody, {"PYTHONPATH": str(tmp_path)}):
        told = r"worker tcp://\S+ has code \w+, and \w+ is needed to give the same bytes; install the same"
        with pytest.raises(ClusterError, match=told):
            run_draws(small_task(20), None, Width(scheduler=nobody))


def test_a_worker_with_a_processor_that_gives_other_digits_is_refused(nobody: str) -> None:
    has = numpy.show_config(mode="dicts")["SIMD Extensions"]["found"]
    wide = [name for name in WIDE if name in has]
    if not wide:
        pytest.skip("this processor has no instructions that can be left out")
    environment = {"NPY_DISABLE_CPU_FEATURES": " ".join(wide)}
    with worker_of(nobody, environment), pytest.raises(ClusterError, match=r"has last digits .* of one kind"):
        run_draws(small_task(20), None, Width(scheduler=nobody))


def test_a_cluster_without_workers_is_refused(nobody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "WORKERS_WITHIN", 0.5)
    with pytest.raises(ClusterError, match=f"no worker within .*; start one: dask worker {nobody}"):
        run_draws(small_task(20), None, Width(scheduler=nobody))


@needs_signals
def test_a_cluster_that_loses_all_its_workers_is_told(nobody: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("WORKERS_WITHIN", "CHECKED_EVERY"):
        monkeypatch.setattr(cluster_module, name, 5.0)
    with worker_of(nobody, {}), pytest.raises(ClusterError, match="no worker within"):
        on_cluster(nobody, [small_task(1)], _deadly, lambda place, answer: None)


@pytest.mark.parametrize("address", ["tcp://localhost:{port}", "nonsense", "foo://localhost:1"])
def test_a_scheduler_that_cannot_be_reached_is_told_in_one_line(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        address = address.format(port=free.getsockname()[1])
    monkeypatch.setattr(cluster_module, "REACHED_WITHIN", 1.0)
    start = time.monotonic()
    with pytest.raises(
        ClusterError, match=f"--scheduler {address}: no Dask scheduler can be reached"
    ) as found:
        run_draws(small_task(20), None, Width(scheduler=address))
    assert "\n" not in str(found.value)
    assert time.monotonic() - start < 60.0


def test_without_the_extra_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "find_spec", lambda name: None)
    with pytest.raises(InputError, match=r"--scheduler: needs Dask, .*pip install 'hiap\[cluster\]'"):
        appraise([STOVES], draws=20, years=4, pack=ELSEWHERE, scheduler="tcp://localhost:1")


def test_the_command_tells_of_processes_beside_a_cluster() -> None:
    options = ("--draws", "20", "--years", "4", "--pack", ELSEWHERE, "--workers", "2", "--json")
    command = [sys.executable, "-m", "hiap", "appraise", STOVES, *options, "--scheduler", "tcp://localhost:1"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("--scheduler: given together with --workers; leave one out")
    assert done.stderr.count("\n") == 1


def test_the_command_gives_the_same_bytes_on_a_cluster_and_nothing_else_on_stderr(cluster: Any) -> None:
    options = ("--draws", "12", "--years", "4", "--pack", ELSEWHERE, "--json")
    command = [sys.executable, "-m", "hiap", "appraise", STOVES, *options]
    one, two = (
        subprocess.run([*command, *width], capture_output=True, text=True)
        for width in (("--workers", "1"), ("--scheduler", cluster.scheduler_address))
    )
    assert (one.returncode, one.stdout) == (two.returncode, two.stdout)
    assert one.stderr == two.stderr
