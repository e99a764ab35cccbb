"""What measures do: reach, moves, ratios and how they combine (6.1, 6.2)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def newly_reached(flow: Array, reached_before: Array, repeat: bool) -> Array:
    """Give the share of eligible people newly reached this year: a flow until the stock is used up.

    Formula (6.1): min(flow, 1 - reached before); a repeated measure reaches the flow every year.

    Shapes: broadcast. Units: shares of eligible people. Errors: none of its own. Source: model 6.1.

    >>> newly_reached(np.array([0.4, 0.4]), np.array([0.0, 0.9]), False).round(6).tolist()
    [0.4, 0.1]
    """
    if repeat:
        return np.asarray(flow + 0.0 * reached_before)
    return np.asarray(np.minimum(flow, np.maximum(1.0 - reached_before, 0.0)))


def ratio_with_reach(reach: Array, ratio: Array) -> Array:
    """Dilute a rate ratio by the share of people it holds for.

    Formula (6.1): 1 - reach·(1 - ratio).

    Shapes: broadcast. Units: share, ratio. Errors: none of its own. Source: model 6.1.

    >>> round(float(ratio_with_reach(np.array(0.1), np.array(0.85))), 6)
    0.985
    """
    return np.asarray(1.0 - reach * (1.0 - ratio))


def combine_independent(moves: Array) -> Array:
    """Combine moves out of one level that reach people independently, split over the moves.

    Formula (6.2): total = 1 - Π(1 - x_j), each move getting x_j/Σx of it.

    Shapes: [move, ...] to [move, ...]. Units: probabilities. Errors: none of its own. Source: model 6.2.

    >>> combine_independent(np.array([0.5, 0.5])).tolist()
    [0.375, 0.375]
    """
    total = moves.sum(axis=0)
    joint = 1.0 - np.prod(1.0 - moves, axis=0)
    return np.asarray(moves * np.divide(joint, total, out=np.ones_like(total), where=total > 0))
