"""Named, paired, counter-based draws (9): a number depends on the seed, the name and the draw only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Quantiles(Protocol):
    """What gives quantiles by name, for a number of draws."""

    @property
    def count(self) -> int:
        """Number of draws; 0 is the deterministic answer."""

    @property
    def rows(self) -> int:
        """Length of the draw axis: at least one."""

    def quantiles(self, name: str) -> Array:
        """Quantiles of one named input, shape [draw]."""


@dataclass(frozen=True)
class Draws:
    """A set of draws: one quantile per named input and draw; `count` 0 is the deterministic answer.

    >>> few, many = Draws(seed=1, count=2), Draws(seed=1, count=5)
    >>> bool((many.quantiles("rr/smoking/copd")[:2] == few.quantiles("rr/smoking/copd")).all())
    True
    """

    seed: int
    count: int

    @property
    def rows(self) -> int:
        """Length of the draw axis: at least one."""
        return max(self.count, 1)

    def quantiles(self, name: str) -> Array:
        """Give the quantiles of one named input, shape [draw]; a half for the deterministic answer.

        Formula (9): Philox counter-based stream keyed by blake2b(seed, name); draw n is its n-th number.
        Units: probability. Errors: none of its own. Source: Salmon et al. 2011 (Philox).
        """
        if self.count == 0:
            return np.full(1, 0.5)
        digest = hashlib.blake2b(f"{self.seed}/{name}".encode(), digest_size=16).digest()
        generator = np.random.Generator(np.random.Philox(key=int.from_bytes(digest, "little")))
        return generator.random(self.count)
