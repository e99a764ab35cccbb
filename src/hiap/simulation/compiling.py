"""How loops are compiled: with the machine code kept beside them, and nothing that changes their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba
from llvmlite.binding import get_host_cpu_features, get_host_cpu_name
from numba.core import config

Given = ParamSpec("Given")
Found = TypeVar("Found")


def use_whole_vectors() -> None:
    """Let loops use the widest vectors of the processor; LLVM takes half of them on servers with AVX-512.

    No number changes: every cell is computed by the same instructions, more of them at a time. Who sets
    NUMBA_CPU_NAME or NUMBA_CPU_FEATURES has the last word.
    """
    try:
        features = get_host_cpu_features()
    except RuntimeError:  # a system that does not tell what its processor can do
        return
    chosen = vars(config)
    if chosen["CPU_NAME"] is None and chosen["CPU_FEATURES"] is None and features.get("avx512f"):
        chosen["CPU_NAME"] = get_host_cpu_name()
        chosen["CPU_FEATURES"] = f"{features.flatten()},-prefer-256-bit"


use_whole_vectors()


def compiled(function: Callable[Given, Found]) -> Callable[Given, Found]:
    """Compile a function, and keep the machine code where this computer lets us keep it."""
    try:
        made = numba.njit(cache=True, error_model="numpy")(function)
    except RuntimeError:  # no folder of code or of the user can be written to: compile in each process
        made = numba.njit(error_model="numpy")(function)
    ready: Callable[Given, Found] = made
    return ready


def inlined(function: Callable[Given, Found]) -> Callable[Given, Found]:
    """Put a function into the loop that calls it, without which the loop stays scalar."""
    ready: Callable[Given, Found] = numba.njit(inline="always", error_model="numpy")(function)
    return ready
