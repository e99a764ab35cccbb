"""A mixture of normal distributions: what is known of a number when a spread beside it is not known."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ROUNDS = 60
"""Halvings of the bracket of a quantile: as many as a double can hold."""
FAR = 10.0
"""Standard deviations beyond which no quantile lies that is asked for."""


class Mixture(NamedTuple):
    """Normal distributions with weights that add up to 1.

    >>> one = Mixture(np.array([2.0]), np.array([1.0]), np.array([1.0]))
    >>> round(one.mean, 6), round(one.chance_above(2.0), 6), round(one.quantile(0.975), 4)
    (2.0, 0.5, 3.96)
    """

    means: Array
    deviations: Array
    weights: Array

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
        from scipy.special import ndtr

        return float(self.weights @ ndtr((self.means - limit) / self.deviations))

    def quantile(self, chance: float) -> float:
        """The value that is undercut with a given chance, by halving a bracket around all parts."""
        if len(self.means) == 1:
            from scipy.special import ndtri

            return float(self.means[0] + self.deviations[0] * ndtri(chance))
        reach = FAR * self.deviations
        low, high = float((self.means - reach).min()), float((self.means + reach).max())
        for _ in range(ROUNDS):
            middle = 0.5 * (low + high)
            if 1.0 - self.chance_above(middle) < chance:
                low = middle
            else:
                high = middle
        return 0.5 * (low + high)
