"""The gap between the best-off and the worst-off group, and a floor under which nobody should live (8.7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.equity.groups import checked_values, people_shares

Array = NDArray[np.float64]


def absolute_gap(values: ArrayLike) -> Array:
    """Give the best-off group less the worst-off group (8.7).

    gap = value_last - value_first

    Parameters
    ----------
    values : array [..., group]
        Any unit, the worst-off group first.

    Returns
    -------
    array [...]
        In the unit of the values; plus where the best-off group has more.

    Raises
    ------
    ValueError
        As `hiap.equity.groups.checked_values`.

    Notes
    -----
    Source: Mackenbach, Kunst, Social Science & Medicine 1997.

    Examples
    --------
    >>> float(absolute_gap([50.0, 62.0, 74.0]))
    24.0
    """
    found = checked_values(values)
    return np.asarray(found[..., -1] - found[..., 0])


def relative_gap(values: ArrayLike) -> Array:
    """Give the best-off group over the worst-off group (8.7).

    ratio = value_last / value_first

    Parameters
    ----------
    values : array [..., group]
        Above 0, the worst-off group first.

    Returns
    -------
    array [...]
        A ratio; over 1 where the best-off group has more.

    Raises
    ------
    ValueError
        A value of 0 or less, or as `hiap.equity.groups.checked_values`.

    Notes
    -----
    Source: Mackenbach, Kunst, Social Science & Medicine 1997.

    Examples
    --------
    >>> float(relative_gap([50.0, 62.0, 75.0]))
    1.5
    """
    found = checked_values(values)
    if np.any(found <= 0):
        raise ValueError("a ratio needs values above 0: use the absolute gap")
    return np.asarray(found[..., -1] / found[..., 0])


def people_below(values: ArrayLike, people: ArrayLike, floor: float) -> Array:
    """Count the people in groups below a floor (8.7).

    below = Σ_g N_g · [value_g < floor]

    Parameters
    ----------
    values : array [..., group]
        Mean of each group; those within a group who lie below or above it are not seen.
    people : array [..., group]
        Persons; of numbers that add up to 1 the result is a share.
    floor : float
        In the unit of the values; a group at the floor is not below it.

    Returns
    -------
    array [...]
        Persons.

    Raises
    ------
    ValueError
        A floor that is not finite, or as `hiap.equity.groups.checked_values`.

    Notes
    -----
    Source: headcount of Foster, Greer, Thorbecke, Econometrica 1984.

    Examples
    --------
    >>> float(people_below([50.0, 62.0, 74.0], [10, 20, 30], 62.0))
    10.0
    """
    below = checked_values(values) < _checked_floor(floor)
    return np.asarray((_checked_people(people, below.shape[-1]) * below).sum(axis=-1))


def people_lifted(before: ArrayLike, after: ArrayLike, people: ArrayLike, floor: float) -> Array:
    """Count the people in groups that come from below a floor to it or over it, less those that fall (8.7).

    lifted = below(before) - below(after), with the same people

    Parameters
    ----------
    before, after : array [..., group]
        Mean of each group without and with the measure.
    people : array [..., group]
        Persons.
    floor : float
        In the unit of the values.

    Returns
    -------
    array [...]
        Persons; minus where more people fall below the floor than rise over it.

    Raises
    ------
    ValueError
        As `people_below`.

    Notes
    -----
    Source: model (8.7).

    Examples
    --------
    >>> float(people_lifted([50.0, 61.0, 74.0], [51.0, 62.5, 74.0], [10, 20, 30], 62.0))
    20.0
    """
    return np.asarray(people_below(before, people, floor) - people_below(after, people, floor))


def shortfall(values: ArrayLike, people: ArrayLike, floor: float) -> Array:
    """Give what people lack to a floor, on average over all people (8.7).

    shortfall = Σ_g share_g · max(0, floor - value_g)

    It moves with every gain below the floor, also where no group crosses it.

    Parameters
    ----------
    values : array [..., group]
        Mean of each group.
    people : array [..., group]
        Persons, or numbers in proportion to them.
    floor : float
        In the unit of the values.

    Returns
    -------
    array [...]
        In the unit of the values, 0 or more.

    Raises
    ------
    ValueError
        As `people_below`.

    Notes
    -----
    Source: poverty gap of Foster, Greer, Thorbecke, Econometrica 1984.

    Examples
    --------
    >>> float(shortfall([50.0, 60.0, 74.0], [1, 1, 2], 62.0))
    3.5
    """
    lack = np.maximum(_checked_floor(floor) - checked_values(values), 0.0)
    return np.asarray((people_shares(people, lack.shape[-1]) * lack).sum(axis=-1))


def _checked_floor(floor: float) -> float:
    if not np.isfinite(floor):
        raise ValueError(f"a floor of {floor}: give a number in the unit of the values")
    return float(floor)


def _checked_people(people: ArrayLike, groups: int) -> Array:
    people_shares(people, groups)
    return np.asarray(people, dtype=np.float64)
