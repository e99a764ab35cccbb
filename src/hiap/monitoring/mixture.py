"""A mixture of normal or Student distributions: what is known of a number beside one that is not known."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
FAR = 20.0
"""Standard deviations beyond which no quantile lies that is asked for, Student's of two degrees too."""
TIGHT = 1e-9
"""How close a quantile is found, as part of that bracket."""


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
        """The value that is undercut with a given chance."""
        from scipy.optimize import brentq
        from scipy.special import ndtri

        if len(self.means) == 1 and math.isinf(self.degrees):
            return float(self.means[0] + self.deviations[0] * ndtri(chance))
        reach = FAR * self.deviations
        ends = float((self.means - reach).min()), float((self.means + reach).max())
        return float(
            brentq(lambda limit: 1.0 - self.chance_above(limit) - chance, *ends, xtol=TIGHT * reach.max())
        )
