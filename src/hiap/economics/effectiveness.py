"""Cost-effectiveness (8.3): what a QALY costs by the rules of health economics, apart from cost-benefit."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

DOMINANT, DOMINATED, COSTS_MORE = "dominant", "dominated", "ratio"
SAVES, NOTHING = "saves and loses", "nothing"


def quadrant(cost: float, effect: float) -> str:
    """Name the quadrant of the cost-effectiveness plane.

    Parameters
    ----------
    cost : float
        Present cost more than the reference, in euro.
    effect : float
        Present QALYs more than the reference.

    Returns
    -------
    str
        ``dominant`` (better and not dearer), ``dominated`` (worse and not cheaper), ``ratio`` (better and
        dearer), ``saves and loses`` (worse and cheaper) or ``nothing`` (no effect on health).

    Raises
    ------
    ValueError
        A value that is not finite.

    Notes
    -----
    Source: Black (1990), the plane as in every textbook of health economics.

    Examples
    --------
    >>> quadrant(100.0, 2.0), quadrant(-1.0, 2.0), quadrant(1.0, -1.0)
    ('ratio', 'dominant', 'dominated')
    """
    if not (np.isfinite(cost) and np.isfinite(effect)):
        raise ValueError(f"cost {cost} or effect {effect} is not finite: mend it where it is made")
    if effect == 0.0:
        return NOTHING
    if effect > 0.0:
        return COSTS_MORE if cost > 0.0 else DOMINANT
    return SAVES if cost < 0.0 else DOMINATED


def cost_per_qaly(cost: float, effect: float) -> float | None:
    """Give the incremental cost-effectiveness ratio (ICER), where it means what it says (8.3).

    ICER = cost / QALYs, for more QALYs at a higher cost

    Parameters
    ----------
    cost, effect : float
        As for `quadrant`; of means over draws, not the mean of ratios.

    Returns
    -------
    float or None
        Euro per QALY; None in every other quadrant, where the same quotient would mean something else.

    Raises
    ------
    ValueError
        See `quadrant`.

    Notes
    -----
    Source: model (8.3).

    Examples
    --------
    >>> cost_per_qaly(100.0, 2.0), cost_per_qaly(-100.0, -2.0)
    (50.0, None)
    """
    return cost / effect if quadrant(cost, effect) == COSTS_MORE else None


def chance_of_quadrants(costs: ArrayLike, effects: ArrayLike) -> dict[str, float]:
    """Give the share of draws in each quadrant that has any.

    Parameters
    ----------
    costs, effects : array [draw]
        As for `quadrant`.

    Returns
    -------
    mapping of quadrant to share
        In the order of `quadrant`; the shares add up to 1.

    Raises
    ------
    ValueError
        Other shapes, no draw, or see `quadrant`.

    Examples
    --------
    >>> chance_of_quadrants([1.0, 1.0, -1.0, 1.0], [1.0, 2.0, 1.0, -1.0])
    {'dominant': 0.25, 'dominated': 0.25, 'ratio': 0.5}
    """
    cost, effect = _checked(costs), _checked(effects)
    if cost.shape != effect.shape:
        raise ValueError(f"{cost.size} costs and {effect.size} effects: give one of each a draw")
    found = [quadrant(float(c), float(e)) for c, e in zip(cost, effect, strict=True)]
    order = (DOMINANT, DOMINATED, COSTS_MORE, SAVES, NOTHING)
    return {name: found.count(name) / len(found) for name in order if name in found}


def _checked(values: ArrayLike) -> NDArray[np.float64]:
    """One axis of draws."""
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1 or not array.size:
        raise ValueError(f"draws of shape {array.shape}: give one axis with at least one draw")
    return array
