"""A mixture of normal or Student distributions: what is known of a number beside one that is not known."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
TIGHT = 1e-9
"""How close a quantile is found, as part of the distance between the parts."""


class Mixture(NamedTuple):
    """Normal distributions with weights that add up to 1; Student's t where the degrees of freedom are few.

    >>> one = Mixture(np.array([2.0]), np.array([1.0]), np.array([1.0]))
    >>> round(one.mean, 6), round(one.chance_above(2.0), 6), round(one.quantile(0.975), 4)
    (2.0, 0.5, 3.96)
    """

    means: Array
    deviations: Array
    weights: Array
    degrees: float = math.inf

    @property
    def mean(self) -> float:
        """Mean of the mixture."""
        return float(self.weights @ self.means)

    @property
    def deviation(self) -> float:
        """Standard deviation of the mixture."""
        return float(np.sqrt(self.weights @ (self.deviations**2 + (self.means - self.mean) ** 2)))

    def chance_above(self, limit: float) -> float:
        """Chance of a value above a limit."""
        from scipy.special import ndtr, stdtr

        off = (self.means - limit) / self.deviations
        return float(self.weights @ (ndtr(off) if math.isinf(self.degrees) else stdtr(self.degrees, off)))

    def quantile(self, chance: float) -> float:
        """The value that is undercut with a given chance; it lies between those of the parts."""
        from scipy.optimize import brentq
        from scipy.special import ndtri, stdtrit

        score = ndtri(chance) if math.isinf(self.degrees) else stdtrit(self.degrees, chance)
        parts = self.means + self.deviations * float(score)
        low, high = float(parts.min()), float(parts.max())
        if low == high:
            return low
        return float(
            brentq(
                lambda limit: 1.0 - self.chance_above(limit) - chance, low, high, xtol=TIGHT * (high - low)
            )
        )
