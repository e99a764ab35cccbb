"""Memory of a command and of every process under it: python benchmarks/memory.py hiap appraise ...

Where the system tells it (Linux), pages that processes share count once: each counts its part of them.
"""

from __future__ import annotations

import subprocess
import sys
import time
from contextlib import suppress

import psutil

LOOKED_EVERY = 0.1
"""Seconds between looks at the memory of a command."""


def megabytes(parent: int) -> list[float]:
    """What a process and each that it started hold now, in which what they share counts once."""
    held = []
    with suppress(psutil.NoSuchProcess):
        first = psutil.Process(parent)
        for process in (first, *first.children(recursive=True)):
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):
                found = process.memory_full_info()
                held.append(getattr(found, "pss", found.uss) / 1e6)
    return held


def main(command: list[str]) -> int:
    """Run a command and print the most that its processes held together, and the most that one held."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    together = alone = 0.0
    while process.poll() is None:
        held = megabytes(process.pid)
        together, alone = max(together, sum(held)), max(alone, *held, 0.0)
        time.sleep(LOOKED_EVERY)
    print(f"together {together:.0f} MB, the largest {alone:.0f} MB")
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
