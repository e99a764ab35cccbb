"""Distributional cost-effectiveness: net health by group after what the care budget displaces (8.7)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.equity.groups import checked_values, people_shares
from hiap.equity.welfare import Worth, split_of_change

Array = NDArray[np.float64]


def net_gain(
    gain: ArrayLike, people: ArrayLike, net_cost: ArrayLike, threshold: float, displaced_share: ArrayLike
) -> Array:
    """Give what a person of each group gains, less what the cost of the measure displaces in care (8.7).

    H_g - QALE_g = gain_g/N_g - (net care-budget cost / threshold) · share_g / N_g, with H_g the health of a
    person with the measure and QALE_g without it

    Parameters
    ----------
    gain : array [..., group]
        Quality-adjusted years that the whole group gains.
    people : array [..., group]
        Persons; above 0 in every group.
    net_cost : array [...]
        What the measure costs the care budget, savings taken off, in euro. Other payers' costs displace no
        care and do not belong here.
    threshold : float
        Euro of care budget that yields one QALY.
    displaced_share : array [..., group]
        Part of the displaced health that each group bears; numbers in proportion to it will do.

    Returns
    -------
    array [..., group]
        Years per person.

    Raises
    ------
    ValueError
        A threshold of 0 or less, a group without people, or as `hiap.equity.groups.checked_values`.

    Notes
    -----
    Source: Asaria, Griffin, Cookson, Medical Decision Making 2016.

    Examples
    --------
    >>> net_gain([200.0, 100.0], [100, 100], 50_000.0, 500.0, [1, 1]).tolist()
    [1.5, 0.5]
    """
    years = checked_values(gain)
    if not np.isfinite(threshold) or threshold <= 0:
        raise ValueError(f"a threshold of {threshold}: give the euros above 0 that yield one QALY in care")
    if not np.all(np.isfinite(net_cost)):
        raise ValueError("a net cost is not finite: mend it where it is made")
    people_shares(people, years.shape[-1])
    persons = np.asarray(people, dtype=np.float64)
    if np.any(persons <= 0):
        raise ValueError("a group has no people: leave it out")
    displaced = np.asarray(net_cost, dtype=np.float64)[..., None] / threshold
    borne = displaced * people_shares(displaced_share, years.shape[-1])
    return np.asarray((years - borne) / persons)


@dataclass(frozen=True)
class PlanePoint:
    """A point in the equity-impact plane.

    Parameters
    ----------
    equity : array [...]
        x: change of the equivalent beyond that of the mean, for all people together.
    health : array [...]
        y: net health of all people together. Both in years.

    Examples
    --------
    >>> PlanePoint(np.array(-1.0), np.array(2.0)).health.tolist()
    2.0
    """

    equity: Array
    health: Array


def plane_point(before: ArrayLike, gain: ArrayLike, people: ArrayLike, worth: Worth) -> PlanePoint:
    """Place a measure in the equity-impact plane: net health against its effect on inequality (8.7).

    y = Σ N · Δmean; x = Σ N · (ΔEDE - Δmean)

    Parameters
    ----------
    before : array [..., group]
        Health per person without the measure.
    gain : array [..., group]
        What the measure adds to it, as `net_gain` gives it.
    people : array [..., group]
        Persons, the same before and after.
    worth : function of values, gain and people
        `hiap.equity.welfare.atkinson_change` or `kolm_change` with its aversion.

    Returns
    -------
    PlanePoint
        Right of the middle (x above 0) inequality falls, above it (y above 0) health improves.

    Raises
    ------
    ValueError
        As `worth`.

    Notes
    -----
    Source: Cookson and others, Value in Health 2017 (equity impact plane).

    Examples
    --------
    >>> point = plane_point([60.0, 70.0], [1.0, 0.0], [10, 10], lambda h, gain, n: gain[..., 0])
    >>> float(point.equity), float(point.health)
    (10.0, 10.0)
    """
    change = split_of_change(before, gain, people, worth)
    total = np.asarray(people, dtype=np.float64).sum(axis=-1)
    return PlanePoint(np.asarray(total * change.equity), np.asarray(total * change.efficiency))
