"""Memory of a command and of every process under it (Linux): python benchmarks/memory.py hiap appraise ...

Pages that processes share count once: each process counts its part of them (PSS). Looks five times a second.
"""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

PAUSE = 0.2


def parents() -> dict[int, int]:
    """The parent of every process of this machine."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            found[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
    return found


def family(first: int) -> set[int]:
    """A process and all that it started, and those that these started."""
    above = parents()
    members: set[int] = set()
    more = {first}
    while more:
        members |= more
        more = {process for process, parent in above.items() if parent in more} - members
    return members


def megabytes(process: int) -> float:
    """What one process holds now; nothing if it ended meanwhile."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024 / 1e6
    except (OSError, StopIteration):
        return 0.0


def main(command: list[str]) -> int:
    """Run a command and print the most that its processes held together, and the most that one held."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    together = alone = 0.0
    while process.poll() is None:
        held = [megabytes(member) for member in family(process.pid)]
        together, alone = max(together, sum(held)), max(alone, *held)
        time.sleep(PAUSE)
    print(f"together {together:.0f} MB, the largest {alone:.0f} MB")
    return process.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
