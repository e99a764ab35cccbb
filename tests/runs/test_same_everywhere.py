"""A run knows nothing of where, when and with what it was computed: the same bytes in every file of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
STOVES = EXAMPLES / "clean-stoves.yaml"
ELSEWHERE = EXAMPLES / "packs" / "ELSEWHERE" / "2025"
THREADS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS")
HERE = dict.fromkeys(THREADS, "1") | {"TZ": "UTC", "PYTHONHASHSEED": "1", "LANG": "C.UTF-8"}
THERE = {name: str(max(os.cpu_count() or 1, 2)) for name in THREADS[:-1]}
THERE |= {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2", "LANG": "nl_NL.UTF-8", "HOSTNAME": "elsewhere"}


def files(cwd: Path, asked: list[str], workers: int, environment: dict[str, str]) -> dict[str, bytes]:
    """Every file of a run by its path, with the name of its folder."""
    command = [sys.executable, "-m", "hiap", "appraise", *asked, "--workers", str(workers), "--out", "runs"]
    subprocess.run(command, cwd=cwd, env={**os.environ, **environment}, check=True, capture_output=True)
    return {str(file.relative_to(cwd)): file.read_bytes() for file in cwd.rglob("runs/*/*")}


@pytest.mark.parametrize("engine", ["numpy", "numba"])
def test_no_byte_depends_on_paths_time_zone_threads_or_workers(engine: str, tmp_path: Path) -> None:
    """Pack and measure lie elsewhere, under other names of folders, beside another number of processes."""
    here, there = tmp_path / "here", tmp_path / "over" / "there"
    here.mkdir()
    there.mkdir(parents=True)
    shutil.copytree(ELSEWHERE, there / "a pack")
    shutil.copy(STOVES, there / "mine.yaml")
    options = ["--draws", "20", "--years", "4", "--engine", engine, "--pack"]
    one = files(here, [str(STOVES), *options, str(ELSEWHERE)], 1, HERE)
    two = files(there, ["mine.yaml", *options, "a pack"], 2, THERE)
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert any(name.endswith("result.json") for name in one)


def test_no_byte_of_the_pack_that_ships_depends_on_threads(tmp_path: Path) -> None:
    """Arrays of this size are what a library for matrices would share over threads."""
    asked = ["sugar-tax", "--draws", "2", "--engine", "numpy"]
    found = []
    for name, environment in (("one", HERE), ("more", THERE)):
        (tmp_path / name).mkdir()
        found.append(files(tmp_path / name, asked, 1, environment))
    assert sorted(found[0]) == sorted(found[1])
    assert [name for name in found[0] if found[0][name] != found[1][name]] == []
