"""Whole commands, from the start of the process to its end: wall time and the memory of its processes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass

from hiap.catalogue.measures import catalogue_ids
from memory import LOOKED_EVERY, megabytes

DEMO = "school-lunch smoking-cessation-support debt-relief fall-prevention cool-streets sugar-tax"
ALL = " ".join(catalogue_ids())
NAMED = {DEMO: "DEMO", ALL: "ALL"}
LONG = ("--draws", "package")
"""Words of a command that is run once."""
ASKED = (
    ("appraise sugar-tax", "1.5", ""),
    ("appraise sugar-tax --draws 1000", "30", "1,500"),
    (f"appraise {DEMO}", "", ""),
    (f"appraise {DEMO} --draws 100", "10", ""),
    (f"package {ALL}", "120", ""),
    ("--help", "0.5", ""),
    ("show sugar-tax", "1", ""),
)


@dataclass(frozen=True)
class Command:
    """A command with the seconds that it took and the most memory that its processes held together."""

    words: str
    seconds: float
    megabytes: float
    asked_seconds: str
    asked_megabytes: str


def commands(repeats: int) -> list[Command]:
    """Run each command some times, a long one once; the least time counts."""
    return [
        _command(words, seconds, megabytes, 1 if any(word in words for word in LONG) else repeats)
        for words, seconds, megabytes in ASKED
    ]


def _command(words: str, asked_seconds: str, asked_megabytes: str, repeats: int) -> Command:
    """Run one command."""
    found = [_run(words.split()) for _ in range(repeats)]
    seconds, megabytes = min(seconds for seconds, _ in found), max(size for _, size in found)
    for names, name in NAMED.items():
        words = words.replace(names, name)
    return Command(f"hiap {words}", seconds, megabytes, asked_seconds, asked_megabytes)


def _run(words: Sequence[str]) -> tuple[float, float]:
    """Seconds of one run, and megabytes of all its processes together when they are most."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    with tempfile.TemporaryDirectory() as folder:
        place = ["--out", folder] if words[0] == "appraise" else []
        command = [sys.executable, "-m", "hiap", *words, *place]
        start, most = time.perf_counter(), 0.0
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as running:
            while running.poll() is None:
                most = max(most, sum(megabytes(running.pid)))
                time.sleep(LOOKED_EVERY)
            seconds = time.perf_counter() - start
    if running.returncode:
        raise SystemExit(f"hiap {' '.join(words)} ended with {running.returncode}")
    return seconds, most
