"""Values and people of groups, the worst off first: what every measure here starts from (8.7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def checked_values(values: ArrayLike) -> Array:
    """Give values by group as an array; refuse what cannot be compared.

    Parameters
    ----------
    values : array [..., group]
        Any unit, the worst-off group first.

    Returns
    -------
    array [..., group]
        The same.

    Raises
    ------
    ValueError
        No axis, no group, or a value that is not finite.

    Notes
    -----
    Source: model (8.7), ranks from low to high.

    Examples
    --------
    >>> checked_values([60, 70]).tolist()
    [60.0, 70.0]
    """
    found = np.asarray(values, dtype=np.float64)
    if found.ndim == 0 or found.shape[-1] == 0:
        raise ValueError(f"values of shape {found.shape}: give one value for each group, the worst off first")
    if not np.all(np.isfinite(found)):
        raise ValueError("a value of a group is not finite: mend it where it is made")
    return found


def people_shares(people: ArrayLike, groups: int) -> Array:
    """Turn the people of groups into shares that add up to 1 (8.7).

    share_g = N_g / Σ N

    Parameters
    ----------
    people : array [..., group]
        Persons, or any numbers in proportion to them.
    groups : int
        The number of groups that the values have.

    Returns
    -------
    array [..., group]
        Shares.

    Raises
    ------
    ValueError
        Another number of groups, fewer than 0 people, nobody at all, or a number that is not finite.

    Notes
    -----
    Source: model (8.7).

    Examples
    --------
    >>> people_shares([150, 50], 2).tolist()
    [0.75, 0.25]
    """
    found = np.asarray(people, dtype=np.float64)
    if found.ndim == 0 or found.shape[-1] != groups:
        raise ValueError(f"people of shape {found.shape} for {groups} groups: give one number for each group")
    if not np.all(np.isfinite(found)) or np.any(found < 0):
        raise ValueError("people of a group are below 0 or not finite: mend them where they are made")
    total = found.sum(axis=-1, keepdims=True)
    if np.any(total <= 0):
        raise ValueError("there are no people in any group: leave that population out")
    return np.asarray(found / total)


def weighted_mean(values: ArrayLike, people: ArrayLike) -> Array:
    """Give the mean over people, to which every weighted result stands beside (8.7).

    mean = Σ share_g · value_g

    Parameters
    ----------
    values : array [..., group]
        Any unit.
    people : array [..., group]
        Persons, or numbers in proportion to them; broadcasts.

    Returns
    -------
    array [...]
        In the unit of the values.

    Raises
    ------
    ValueError
        As `checked_values` and `people_shares`.

    Notes
    -----
    Source: model (8.7).

    Examples
    --------
    >>> float(weighted_mean([60.0, 70.0], [3, 1]))
    62.5
    """
    found = checked_values(values)
    return np.asarray((people_shares(people, found.shape[-1]) * found).sum(axis=-1))


def ranks(people: ArrayLike) -> Array:
    """Place groups on a ladder from 0 (worst off) to 1 (best off), at the middle of their people (8.7).

    rank_g = Σ_{j<g} share_j + ½ share_g

    Parameters
    ----------
    people : array [..., group]
        Persons, or numbers in proportion to them, the worst off first.

    Returns
    -------
    array [..., group]
        Ranks; their mean over people is ½.

    Raises
    ------
    ValueError
        As `people_shares`.

    Notes
    -----
    Source: Public Health England, slope index of inequality; Wagstaff, Paci, van Doorslaer 1991.

    Examples
    --------
    >>> ranks([1, 1, 2]).tolist()
    [0.125, 0.375, 0.75]
    """
    share = people_shares(people, np.asarray(people).shape[-1] if np.ndim(people) else 0)
    return np.asarray(np.cumsum(share, axis=-1) - 0.5 * share)
