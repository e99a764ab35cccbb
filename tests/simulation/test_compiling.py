"""Wide vectors: asked for where the processor has them, and they change no byte."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from llvmlite.binding import get_host_cpu_features, get_host_cpu_name

ROW = """
import numpy as np
from hiap.simulation import kernels
from numba.core import config
rates = np.linspace(0.0, 3.0, 5 * 505).reshape(5, 505)[::-1].copy()
end, cases, hazard = np.zeros((3, 505))
kernels.year_of_cells(np.linspace(0.0, 0.9, 505), rates, False, end, cases, hazard)
print(config.CPU_FEATURES)
print(end.tobytes().hex() + cases.tobytes().hex() + hazard.tobytes().hex())
"""


def row(folder: str, **variables: str) -> tuple[str, str]:
    """Features that are asked for, and the bytes of one row, in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_CPU")}
    told = subprocess.run(
        [sys.executable, "-c", ROW],
        env={**kept, "NUMBA_CACHE_DIR": folder, **variables},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    features, found = told.split()
    return features, found


@pytest.mark.skipif(not get_host_cpu_features().get("avx512f"), reason="this processor has no AVX-512")
def test_wide_vectors_change_no_byte(tmp_path_factory: pytest.TempPathFactory) -> None:
    narrow = {"NUMBA_CPU_NAME": get_host_cpu_name(), "NUMBA_CPU_FEATURES": get_host_cpu_features().flatten()}
    asked, wide = row(str(tmp_path_factory.mktemp("wide")))
    given, usual = row(str(tmp_path_factory.mktemp("narrow")), **narrow)
    assert asked.endswith("-prefer-256-bit")
    assert given == narrow["NUMBA_CPU_FEATURES"]
    assert wide == usual
