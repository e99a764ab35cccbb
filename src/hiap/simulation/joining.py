"""How the people of two cells become those of one: what they carry is averaged over them (2.3, 4.4)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.equations.groups import mix

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Joined:
    """How the people of two cells become those of one, so that what they carry is averaged over them.

    `oldest` [draw, scenario, sex, 1, group] is the part of the open last age that was already in it;
    `groups` [3, ...] the weights of `mixing` for who stayed in a group, came up and came down.
    """

    oldest: Array
    groups: Array

    def of_reference(self) -> Joined:
        """The same of the reference only, without the axis of scenarios, each in one piece of memory."""
        return Joined(np.ascontiguousarray(self.oldest[:, 0]), np.ascontiguousarray(self.groups[:, :, 0]))

    def of_scenarios(self, some: NDArray[np.int64]) -> Joined:
        """The same of some scenarios."""
        return Joined(self.oldest[:, some], self.groups[:, :, some])

    def carry(self, share: Array) -> Array:
        """Take a share to the next 1 January: everybody a year older, then moves; age 0 is left at 0."""
        aged = np.empty_like(share)
        aged[..., 0, :] = 0.0
        aged[..., 1:, :] = share[..., :-1, :]
        aged[..., -1:, :] += self.oldest * (share[..., -1:, :] - aged[..., -1:, :])
        return mix(aged, *self.groups)
