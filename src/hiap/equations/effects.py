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


def probability_with_odds_ratio(probability: Array, odds_ratio: Array, reach: Array) -> Array:
    """Apply an odds ratio to a yearly probability for the people reached.

    Formula (6.1): p' = reach·odds⁻¹(OR·odds p) + (1 - reach)·p.

    Shapes: broadcast. Units: probabilities, shares. Errors: none of its own. Source: model 6.1.

    >>> float(probability_with_odds_ratio(np.array(0.5), np.array(3.0), np.array(1.0)))
    0.75
    """
    changed = odds_ratio * probability / (1.0 - probability + odds_ratio * probability)
    return np.asarray(reach * changed + (1.0 - reach) * probability)


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


def combine_disjoint(moves: Array) -> Array:
    """Combine moves out of one level that reach different people.

    Formula (6.2): Σ x_j, at most 1.

    Shapes: [move, ...] to [move, ...]. Units: probabilities. Errors: a sum over 1 raises ValueError.
    Source: model 6.2.

    >>> combine_disjoint(np.array([0.25, 0.5])).tolist()
    [0.25, 0.5]
    """
    if np.any(moves.sum(axis=0) > 1.0 + 1e-12):
        raise ValueError("measures said to reach different people reach more than everyone: lower a reach")
    return moves


def combine_same_people(moves: Array) -> Array:
    """Combine moves out of one level on the same people: only the largest counts.

    Formula (6.2): max x_j, given to the first largest move.

    Shapes: [move, ...] to [move, ...]. Units: probabilities. Errors: none of its own. Source: model 6.2.

    >>> combine_same_people(np.array([0.25, 0.5])).tolist()
    [0.0, 0.5]
    """
    order = np.arange(moves.shape[0]).reshape((-1,) + (1,) * (moves.ndim - 1))
    return np.where(order == moves.argmax(axis=0), moves, 0.0)
