"""Money that goes with being alive, such as a state pension: who pays it to whom, and from which age on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import Estimate

Array = NDArray[np.float64]


@dataclass(frozen=True)
class LivingMoney:
    """A transfer for every year that a person lives from an age on, the same for all groups (7.3).

    `payer` and `receiver` are parties or `households`. An `amount` is euro a person and year. `from_age`
    gives exact ages by the first year that they hold, the first of them also before; the last one holds on.
    """

    id: str
    title: Mapping[str, str]
    payer: str
    receiver: str
    amount: Estimate
    from_age: tuple[tuple[int, float], ...]

    def ages(self, years: NDArray[np.int64]) -> Array:
        """The exact age from which it counts, in each of the years."""
        firsts = [year for year, _ in self.from_age]
        places = np.maximum(np.searchsorted(firsts, years, side="right") - 1, 0)
        return np.array([age for _, age in self.from_age])[places]
