"""The machine that is measured: what it is, and how many multiplications and additions it does."""

from __future__ import annotations

import os
import platform
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np


def described() -> str:
    """Processor, cores, memory, system and versions, in one line."""
    libraries = ", ".join(f"{name} {version(name)}" for name in ("numpy", "numba"))
    system = f"{platform.system()} {platform.machine()}, Python {platform.python_version()}"
    return (
        f"{_processor()}, {os.cpu_count()} processors seen by the system, {_memory()}; {system}, {libraries}"
    )


def _processor() -> str:
    """The name of the processor, as the system tells it."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown processor"


def _memory() -> str:
    """The memory, where the system tells it."""
    if not hasattr(os, "sysconf"):
        return "memory unknown"
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"


def multiply_add_peak(repeats: int) -> float:
    """Floating point operations a second of one core, as a product of matrices reaches them."""
    size = 1200
    left, right = np.full((size, size), 0.5), np.full((size, size), 0.25)
    left @ right
    best = float("inf")
    for _ in range(3 * repeats):
        start = time.perf_counter()
        left @ right
        best = min(best, time.perf_counter() - start)
    return 2.0 * size**3 / best
