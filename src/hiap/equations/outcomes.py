"""Health outcomes: three names, never mixed (4.3)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def healthy_part(prevalence: Array, weight: Array) -> Array:
    """Give the part of life in full health that diseases leave, assuming they strike independently.

    Formula (4.3): Π_d (1 - prev_d·weight_d).

    Shapes: [disease, ...] both, broadcast; result [...]. Units: shares. Errors: none of its own.
    Source: Global Burden of Disease, comorbidity adjustment.

    >>> round(float(1 - healthy_part(np.array([0.2, 0.1]), np.array([0.3, 0.1]))), 6)
    0.0694
    """
    return np.asarray(np.prod(1.0 - prevalence * weight, axis=0))


def residual_disability(all_cause_disability: Array, part_from_diseases: Array) -> tuple[Array, Array]:
    """Give the disability that the modelled diseases do not explain.

    Formula (4.3): ρ = 1 - (1 - pYLD)/Π_d(1 - prev_d·weight_d), at least 0.

    Shapes: broadcast; returns ρ and the size of what was set to 0. Units: shares. Errors: none of its own.
    Source: model 4.3.

    >>> rho, cut = residual_disability(np.array(0.1), np.array(0.95))
    >>> round(float(rho), 6), float(cut)
    (0.052632, 0.0)
    """
    residual = 1.0 - (1.0 - all_cause_disability) / part_from_diseases
    return np.maximum(residual, 0.0), np.maximum(-residual, 0.0)


def good_health(reference: Array, disability_change: Array, slope: float | Array) -> Array:
    """Give the share in good perceived health after a change of disability.

    Formula (4.3): logit(good) = logit(good_ref) - slope·(pYLD_k - pYLD_ref); an unchanged disability
    gives exactly the reference.

    Shapes: broadcast. Units: shares; slope in logits per unit of disability. Errors: none of its own.
    Source: model 4.3, for diseases without a published effect on perceived health.

    >>> round(float(good_health(np.array(0.5), np.array(-0.01), 10.0)), 6)
    0.524979
    """
    factor = np.exp(slope * disability_change)
    return np.asarray(reference / (reference + (1.0 - reference) * factor))
