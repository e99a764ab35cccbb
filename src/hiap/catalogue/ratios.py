"""What the interval of a published ratio says of its logarithm."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.folder import Row
from hiap.catalogue.tables import number, spread_over_ages
from hiap.uncertainty.distributions import default_interval, log_errors

Array = NDArray[np.float64]


def ratio_errors(rows: list[dict[str, str]], ages: int, variation: Mapping[str, float]) -> Array:
    """Give the standard errors of ln RR below and above the value, [side, sex, age]; 0 where no row is."""
    sides = zip(*(_row_errors(row, variation) for row in rows), strict=True)
    return np.stack([_over_ages(rows, side, ages) for side in sides])


def _over_ages(rows: list[dict[str, str]], errors: tuple[float, ...], ages: int) -> Array:
    """Lay one error for each row over its sex and ages."""
    told = [row | {"error": str(error)} for row, error in zip(rows, errors, strict=True)]
    return spread_over_ages(told, "error", ages, 0.0)


def _row_errors(row: Row, variation: Mapping[str, float]) -> tuple[float, float]:
    """Errors of one row, below and above; without an interval RR - 1 gets the default of its grade."""
    value = number(row, "value")
    if row["low"] and row["high"]:
        return log_errors(value, number(row, "low"), number(row, "high"))
    limits = default_interval("ratio", abs(value - 1.0), variation[row["grade"]])
    low, high = sorted(1.0 + float(np.sign(value - 1.0)) * limit for limit in limits)
    return log_errors(value, low, high)
