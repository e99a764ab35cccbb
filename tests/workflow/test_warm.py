"""`hiap warm`, and what is compiled: never stale, on any processor, also where nothing can be kept."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = "from hiap.cli import main; import sys; sys.argv = ['hiap', 'warm']; main()"
NOWHERE = "from numba.core import caching; caching.CacheImpl._locator_classes = []; "
KERNEL = """
from hiap.simulation.kernels import compiled

FACTOR = {factor}

@compiled
def times(x: float) -> float:
    return FACTOR * x
"""
ASK = "import kernel; print(kernel.times(10.0), sum(kernel.times.stats.cache_misses.values()))"


def python(script: str, folder: Path, **environment: str) -> str:
    """What a new process prints that keeps compiled code in a folder."""
    paths = os.pathsep.join([str(folder), *sys.path])
    own = {**os.environ, "NUMBA_CACHE_DIR": str(folder / "cache"), "PYTHONPATH": paths, **environment}
    done = subprocess.run([sys.executable, "-B", "-c", script], capture_output=True, text=True, env=own)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_engine_is_compiled_once_and_again_for_another_processor(tmp_path: Path) -> None:
    first, second = python(COMMAND, tmp_path), python(COMMAND, tmp_path)
    assert first.startswith("compiled ")
    assert str(tmp_path / "cache") in first
    assert second.startswith("nothing to do: ")
    other = python(COMMAND, tmp_path, NUMBA_CPU_NAME="generic", NUMBA_CPU_FEATURES="")
    assert other.startswith("compiled ")
    assert python(COMMAND, tmp_path).startswith("nothing to do: ")


def test_where_nothing_can_be_kept_it_says_that_each_process_compiles(tmp_path: Path) -> None:
    assert python(NOWHERE + COMMAND, tmp_path).startswith("nothing was kept: no folder can be written to")


@pytest.mark.parametrize("later", [-100.0, 0.001, 100.0, 0.0])
def test_a_changed_file_of_the_same_size_is_compiled_again(tmp_path: Path, later: float) -> None:
    """Its content tells them apart, also where date and size are the same; only a constant changed."""
    file = tmp_path / "kernel.py"
    file.write_text(KERNEL.format(factor="2.0"))
    date = file.stat().st_mtime
    assert python(ASK, tmp_path).split() == ["20.0", "1"]
    assert python(ASK, tmp_path).split() == ["20.0", "0"]
    file.write_text(KERNEL.format(factor="3.0"))
    os.utime(file, (date + later, date + later))
    assert python(ASK, tmp_path).split() == ["30.0", "1"]
