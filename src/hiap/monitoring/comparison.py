"""Whether a value differs from the reference by more than chance (13.8): apart from the status of a goal."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.monitoring.measured import Array

BETTER, SIMILAR, WORSE, UNKNOWN = 1, 0, -1, -9


def compared(low: Array, high: Array, reference: ArrayLike, *, lower_is_better: bool) -> NDArray[np.int8]:
    """Say whether the whole interval lies on the good or the bad side of the reference (13.8).

    Formula: 1 where it lies wholly on the good side, -1 wholly on the bad side, 0 where it holds the
    reference, -9 where a limit or the reference is not known.

    Shapes: broadcast. Units: none. Errors: none of its own. The chance in the reference does not count.
    Source: Public Health England, Fingertips: comparing areas with a benchmark.

    >>> compared(np.array([4.0, 6.0]), np.array([5.0, 9.0]), 5.5, lower_is_better=True).tolist()
    [1, -1]
    """
    usual = np.asarray(reference, dtype=np.float64)
    below, above = high < usual, low > usual
    good, bad = (below, above) if lower_is_better else (above, below)
    found = good.astype(np.int8) - bad.astype(np.int8)
    return np.where(np.isnan(low) | np.isnan(high) | np.isnan(usual), np.int8(UNKNOWN), found).astype(np.int8)
