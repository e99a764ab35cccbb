"""Slope and relative index of inequality: a line through all groups, not only those at the ends (8.7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.equity.groups import checked_values, people_shares, ranks

Array = NDArray[np.float64]
Scale = Literal["plain", "log", "logit"]


def _logit(share: Array) -> Array:
    return np.asarray(np.log(share) - np.log1p(-share))


def _from_logit(value: Array) -> Array:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * value)))


SCALES: dict[str, tuple[Callable[[Array], Array], Callable[[Array], Array], float, float]] = {
    "plain": (np.asarray, np.asarray, -np.inf, np.inf),
    "log": (np.log, np.exp, 0.0, np.inf),
    "logit": (_logit, _from_logit, 0.0, 1.0),
}
"""A scale on which the line is straight: there, back, and the limits between which values lie."""


def fitted_ends(values: ArrayLike, people: ArrayLike, scale: Scale) -> tuple[Array, Array]:
    """Draw the weighted line through the groups and read it at the bottom and the top of the ladder (8.7).

    y = b0 + b1·rank by least squares weighted with people; bottom = f(b0), top = f(b0 + b1).

    Weights of people are those of Public Health England: y, 1 and rank each times the root of the share.

    Parameters
    ----------
    values : array [..., group]
        Mean, rate or share of each group, the worst off first.
    people : array [..., group]
        Persons, or numbers in proportion to them; broadcasts.
    scale : ``plain`` for years, ``log`` for rates, ``logit`` for shares
        Where the line is straight; f takes it back.

    Returns
    -------
    bottom, top : array [...]
        In the unit of the values.

    Raises
    ------
    ValueError
        Fewer than two groups with people, a scale that is not known, or a value outside its limits.

    Notes
    -----
    Source: PHEindicatormethods, slope index of inequality (Public Health England).

    Examples
    --------
    >>> [round(float(end), 9) for end in fitted_ends([50.0, 60.0, 70.0, 80.0], [1, 1, 1, 1], "plain")]
    [45.0, 85.0]
    """
    if scale not in SCALES:
        raise ValueError(f"no scale {scale!r}: give {', '.join(SCALES)}")
    there, back, least, most = SCALES[scale]
    found = checked_values(values)
    if np.any(found <= least) or np.any(found >= most):
        raise ValueError(f"the {scale} scale needs values between {least:g} and {most:g}: use plain")
    share = people_shares(people, found.shape[-1])
    if np.any(np.count_nonzero(share, axis=-1) < 2):
        raise ValueError("a slope needs two groups with people: give more groups")
    y, away = there(found), ranks(share) - 0.5
    middle = (share * y).sum(axis=-1)
    apart = y - middle[..., None]
    slope = (share * away * apart).sum(axis=-1) / (share * away**2).sum(axis=-1)
    return back(middle - 0.5 * slope), back(middle + 0.5 * slope)


def slope_index(values: ArrayLike, people: ArrayLike, scale: Scale) -> Array:
    """Give the slope index of inequality: the top of the ladder less the bottom (8.7).

    SII = f(b0 + b1) - f(b0), see `fitted_ends`

    Parameters
    ----------
    values, people, scale
        As for `fitted_ends`.

    Returns
    -------
    array [...]
        In the unit of the values; plus where the better off have more.

    Raises
    ------
    ValueError
        As `fitted_ends`.

    Notes
    -----
    Source: PHEindicatormethods, slope index of inequality (Public Health England).

    Examples
    --------
    >>> round(float(slope_index([50.0, 60.0, 70.0, 80.0], [1, 1, 1, 1], "plain")), 9)
    40.0
    """
    bottom, top = fitted_ends(values, people, scale)
    return np.asarray(top - bottom)


def relative_index(values: ArrayLike, people: ArrayLike, scale: Scale) -> Array:
    """Give the relative index of inequality: the top of the ladder over the bottom (8.7).

    RII = f(b0 + b1) / f(b0), see `fitted_ends`

    Parameters
    ----------
    values, people, scale
        As for `fitted_ends`.

    Returns
    -------
    array [...]
        A ratio; over 1 where the better off have more.

    Raises
    ------
    ValueError
        A line that is 0 or less at either end, or as `fitted_ends`.

    Notes
    -----
    Source: PHEindicatormethods, slope index of inequality (Public Health England).

    Examples
    --------
    >>> round(float(relative_index([50.0, 60.0, 70.0, 80.0], [1, 1, 1, 1], "plain")), 6)
    1.888889
    """
    bottom, top = fitted_ends(values, people, scale)
    if np.any(bottom <= 0) or np.any(top <= 0):
        raise ValueError("the line is 0 or less at an end of the ladder: use the slope index, or scale log")
    return np.asarray(top / bottom)
