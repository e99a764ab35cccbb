"""What is not known of births and migration of later years (2.7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Future:
    """How far births and net migrants of a year may be off, below and above the tables: [side, year].

    `births` are standard errors of the logarithm of a factor, `migrants` of a factor itself; 0: known.
    """

    births: Array
    migrants: Array


KNOWN = Future(np.zeros((2, 1)), np.zeros((2, 1)))
"""A pack without limits: births and migration of later years are one path."""
