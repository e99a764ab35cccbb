"""`hiap --help` and `hiap show` answer at once: they import nothing heavy that they do not use."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

HEAVY = (
    "numpy",
    "scipy",
    "numba",
    "pandas",
    "polars",
    "distributed",
    "dask",
    "altair",
    "vl_convert",
    "pydantic",
    "jinja2",
    "yaml",
)
OF_COMPUTING = {"numpy", "scipy", "numba", "jinja2", "vl_convert"}
"""What a command that tells and does not compute can do without."""
BUDGET_SECONDS = 0.5
ATTEMPTS = 3


def _run(*words: str) -> str:
    """Run the command, and give what it imported with the time that each module took."""
    command = [sys.executable, "-X", "importtime", "-m", "hiap", *words]
    return subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stderr


def _imported(*words: str) -> set[str]:
    lines = _run(*words).splitlines()
    return {line.rpartition("|")[2].strip().partition(".")[0] for line in lines}


def test_help_imports_nothing_heavy() -> None:
    imported = _imported("--help")
    assert "hiap" in imported
    assert not imported & set(HEAVY)


@pytest.mark.parametrize("words", [("show", "sugar-tax"), ("measures",)], ids=" ".join)
def test_what_only_tells_imports_nothing_to_compute_with(words: tuple[str, ...]) -> None:
    """Most of the second that it may take would go to the numbers of the pack, of which it says nothing."""
    imported = _imported(*words)
    assert "pydantic" in imported
    assert not imported & OF_COMPUTING


def test_a_first_answer_loads_no_library_of_statistics_or_of_compiling() -> None:
    imported = _imported("appraise", "cool-streets", "--draws", "0", "--json")
    assert "numpy" in imported
    assert not imported & {"scipy", "numba", "pandas", "polars", "altair", "vl_convert", "jinja2"}


def test_what_reads_a_run_and_lays_it_out_imports_nothing_to_compute_with() -> None:
    """A result is finished numbers: to read and tell it takes nothing of the model."""
    command = [sys.executable, "-X", "importtime", "-c", "import hiap.runs.folder, hiap.reports.export"]
    told = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stderr
    imported = {line.rpartition("|")[2].strip() for line in told.splitlines()}
    assert "hiap.reports.word" in imported
    assert not {name.partition(".")[0] for name in imported} & OF_COMPUTING


def test_help_answers_within_half_a_second() -> None:
    """In time of the processor where it is known: on a machine that does other work the clock runs on."""
    taken = []
    for _ in range(ATTEMPTS):
        start = _spent()
        _run("--help")
        taken.append(_spent() - start)
    assert min(taken) < BUDGET_SECONDS


def _spent() -> float:
    """Seconds that processes started here have computed; by the clock on Windows, which does not tell."""
    if sys.platform == "win32":
        return time.perf_counter()
    found = os.times()
    return found.children_user + found.children_system
