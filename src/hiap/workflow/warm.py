"""Compile the engine on purpose, so that no run waits for it; or find that nothing is to be done."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from hiap.catalogue.pack import load_pack
from hiap.workflow.block import Task, run_block
from hiap.workflow.settings import Settings, examine

EVERY_KERNEL = ("employer-vitality", "smoking-cessation-support", "sugar-tax")
"""Measures that together make use of every compiled function: work, shares of levels, a mean."""
FEW_YEARS = 4


@dataclass(frozen=True)
class Warmed:
    """How many compiled functions were made and how many were there; in which folder; in how many seconds.

    `folder` is None where nothing can be kept: then each process compiles for itself.
    """

    made: int
    there: int
    folder: Path | None
    seconds: float


def warm() -> Warmed:
    """Run the compiled engine on a few years of the pack that ships with hiap."""
    began = time.perf_counter()
    pack, measures, _ = examine(EVERY_KERNEL, Settings())
    run_block(Task(pack or load_pack(), measures, 1, 0, 0, 1, FEW_YEARS, 1.0, "numba"))
    from hiap.simulation import dying, kernels, passing, peopling, reading

    loops = [item for room in (dying, kernels, passing, peopling, reading) for item in vars(room).values()]
    found = [item.stats for item in loops if hasattr(item, "stats")]
    kept = [stats for stats in found if stats.cache_path]
    return Warmed(
        sum(sum(stats.cache_misses.values()) for stats in found),
        sum(sum(stats.cache_hits.values()) for stats in found),
        Path(kept[0].cache_path) if kept else None,
        time.perf_counter() - began,
    )
