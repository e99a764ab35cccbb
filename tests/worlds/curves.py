"""A response curve read in one step, for tests that ask for a risk at an exposure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiap.equations.exposure import place_on_curve, risk_at_place

Array = NDArray[np.float64]


def risk_from_curve(exposure: Array, start: float, step: float, log_risk: Array) -> Array:
    """Relative risks of exposures on a response curve."""
    return risk_at_place(*place_on_curve(exposure, start, step, log_risk.shape[-1]), log_risk)
