"""Education as a second way to group people: who has which level, and how long people of each level live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import SEXES, Estimate

Array = NDArray[np.float64]
LEVELS = ("low", "middle", "high")
"""Levels of education, the lowest first."""


@dataclass(frozen=True)
class Education:
    """What a pack says of education; it serves the reference only.

    `share` [sex, age, level] of the persons of the base year, below `complete_age` at the level that they
    will reach; `expectancy` by sex and age (0, and if it is known one later age) the published life
    expectancy of each level; `complete_age` from which nobody changes level.
    """

    share: Array
    expectancy: Mapping[tuple[str, int], tuple[Estimate, ...]]
    complete_age: Estimate

    @property
    def first_age(self) -> int:
        """The age from which people are told by the level that they have."""
        return int(self.complete_age.value)

    @property
    def later_age(self) -> int:
        """The later age at which life expectancy is known; 0 if it is not."""
        return max(age for _, age in self.expectancy)

    def gap(self, age: int) -> Array:
        """Give the published life expectancy of the highest level less the lowest at an age, [sex]."""
        ends = [(self.expectancy[(sex, age)][0], self.expectancy[(sex, age)][-1]) for sex in SEXES]
        return np.array([high.value - low.value for low, high in ends])

    def grade(self, sex: str) -> str:
        """Give the worst grade behind the life expectancies of a sex."""
        return max(
            item.grade for (which, _), three in self.expectancy.items() for item in three if which == sex
        )
