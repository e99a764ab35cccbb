"""Concentration index over groups, and its corrections for health that has limits (8.7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.equity.groups import checked_values, people_shares, ranks, weighted_mean

Array = NDArray[np.float64]


def concentration_index(values: ArrayLike, people: ArrayLike) -> Array:
    """Give the concentration index of groups: how far health lies with the better off (8.7).

    C = 2/mean · Σ share_g · rank_g · (value_g - mean), the same as Σ (p_t L_{t+1} - p_{t+1} L_t)

    Parameters
    ----------
    values : array [..., group]
        Mean of each group, the worst off first; the mean over people above 0.
    people : array [..., group]
        Persons, or numbers in proportion to them; broadcasts.

    Returns
    -------
    array [...]
        Between -1 and 1 for values of 0 or more; plus where the better off have more, 0 where all are equal.

    Raises
    ------
    ValueError
        A mean of 0 or less, or as `hiap.equity.groups.checked_values` and `people_shares`.

    Notes
    -----
    Source: O'Donnell, van Doorslaer, Wagstaff, Lindelow 2008, Analyzing Health Equity Using Household Survey
    Data, chapter 8.

    Examples
    --------
    >>> round(float(concentration_index([1.0, 3.0], [1, 1])), 9)
    0.25
    """
    found = checked_values(values)
    mean = weighted_mean(found, people)
    if np.any(mean <= 0):
        raise ValueError("a concentration index needs a mean above 0: use the slope index of inequality")
    share = people_shares(people, found.shape[-1])
    apart = found - mean[..., None]
    return np.asarray(2.0 * (share * (ranks(share) - 0.5) * apart).sum(axis=-1) / mean)


def erreygers_index(values: ArrayLike, people: ArrayLike, lowest: float, highest: float) -> Array:
    """Give the concentration index of health with limits, corrected after Erreygers (8.7).

    E = 4 · mean · C / (highest - lowest)

    An equal gain for everybody leaves it as it is, and it is the same for health and, with the other sign,
    for ill health.

    Parameters
    ----------
    values : array [..., group]
        Mean of each group, the worst off first.
    people : array [..., group]
        Persons, or numbers in proportion to them; broadcasts.
    lowest, highest : float
        The limits of the values, as 0 and 1 for a share.

    Returns
    -------
    array [...]
        Between -1 and 1; plus where the better off have more.

    Raises
    ------
    ValueError
        Limits that are not in order, or a value outside them.

    Notes
    -----
    Source: Erreygers, Journal of Health Economics 2009.

    Examples
    --------
    >>> round(float(erreygers_index([0.2, 0.6], [1, 1], 0.0, 1.0)), 9)
    0.4
    """
    found = _within(values, lowest, highest)
    share = people_shares(people, found.shape[-1])
    apart = found - weighted_mean(found, people)[..., None]
    covariance = (share * (ranks(share) - 0.5) * apart).sum(axis=-1)
    return np.asarray(8.0 * covariance / (highest - lowest))


def wagstaff_index(values: ArrayLike, people: ArrayLike, lowest: float, highest: float) -> Array:
    """Give the concentration index of health with limits, corrected after Wagstaff (8.7).

    W = C · mean · (highest - lowest) / ((mean - lowest)·(highest - mean)); of a share: C / (1 - mean)

    Parameters
    ----------
    values : array [..., group]
        Mean of each group, the worst off first.
    people : array [..., group]
        Persons, or numbers in proportion to them; broadcasts.
    lowest, highest : float
        The limits of the values, as 0 and 1 for a share.

    Returns
    -------
    array [...]
        Between -1 and 1; plus where the better off have more.

    Raises
    ------
    ValueError
        Limits that are not in order, a value outside them, or a mean at one of them.

    Notes
    -----
    Source: Wagstaff, Health Economics 2005.

    Examples
    --------
    >>> round(float(wagstaff_index([0.2, 0.6], [1, 1], 0.0, 1.0)), 9)
    0.416666667
    """
    found = _within(values, lowest, highest)
    mean = weighted_mean(found, people)
    room = (mean - lowest) * (highest - mean)
    if np.any(room <= 0):
        raise ValueError("the mean lies at a limit: the index is not defined there, leave it out")
    wide = highest - lowest
    return np.asarray(erreygers_index(found, people, lowest, highest) * 0.25 * wide**2 / room)


def _within(values: ArrayLike, lowest: float, highest: float) -> Array:
    found = checked_values(values)
    if not lowest < highest or not np.isfinite(highest - lowest):
        raise ValueError(f"limits {lowest} and {highest}: give a lowest below a highest value")
    if np.any(found < lowest) or np.any(found > highest):
        raise ValueError(f"a value lies outside {lowest:g} and {highest:g}: mend it, or give its true limits")
    return found
