"""Quantile groups: places in as many groups of the same size, by their value (13.3)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray


def quantile_groups(values: ArrayLike, groups: int) -> NDArray[np.int64]:
    """Put values in groups of the same size, 1 for the lowest; equal values come in one group (13.3).

    Formula: K + 1 - ⌈(N + 1 - rank)·K/N⌉ among the N values that were measured, rank 1 for the lowest.

    Shapes: `values` [..., place], the same back. Units: none; 0 for NaN (not measured), and for all where
    there are fewer values than groups. Errors: fewer than two groups raises ValueError.
    Source: Public Health England, phe_quantile.

    >>> quantile_groups([30.0, 10.0, 20.0, 40.0], 2).tolist()
    [2, 1, 1, 2]
    """
    if groups < 2:
        raise ValueError(f"{groups} group: give two or more")
    found = np.asarray(values, dtype=np.float64)
    rows = found.reshape(-1, found.shape[-1])
    return np.stack([_row(row, groups) for row in rows]).reshape(found.shape)


def _row(values: NDArray[np.float64], groups: int) -> NDArray[np.int64]:
    there = ~np.isnan(values)
    count = int(there.sum())
    placed = np.zeros(values.shape, dtype=np.int64)
    if count < groups:
        return placed
    measured = values[there]
    rank = np.searchsorted(np.sort(measured), measured, side="left") + 1
    placed[there] = groups + 1 + (-(count + 1 - rank) * groups) // count
    return placed
