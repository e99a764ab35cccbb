"""`hiap --help` answers at once: it imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys
import time

HEAVY = (
    "numpy",
    "scipy",
    "numba",
    "pandas",
    "polars",
    "altair",
    "vl_convert",
    "pydantic",
    "jinja2",
    "yaml",
)
BUDGET_SECONDS = 0.5
ATTEMPTS = 3


def _help(*options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *options, "-m", "hiap", "--help"]
    return subprocess.run(command, capture_output=True, text=True, check=True)


def test_help_imports_nothing_heavy() -> None:
    lines = _help("-X", "importtime").stderr.splitlines()
    imported = {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}
    assert "hiap" in imported
    assert not imported & set(HEAVY)


def test_help_answers_within_half_a_second() -> None:
    taken = []
    for _ in range(ATTEMPTS):
        start = time.perf_counter()
        _help()
        taken.append(time.perf_counter() - start)
    assert min(taken) < BUDGET_SECONDS
