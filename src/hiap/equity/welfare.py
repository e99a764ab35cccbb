"""Equally distributed equivalents, equity weights, and what of a change is efficiency or equity (8.7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from hiap.equity.groups import checked_values, people_shares, weighted_mean

Array = NDArray[np.float64]
Equivalent = Callable[[ArrayLike, ArrayLike], Array]
"""The health that a distribution (values, people) is worth."""
Worth = Callable[[ArrayLike, ArrayLike, ArrayLike], Array]
"""What a gain adds to it (values, gain, people)."""
FAINTEST = 1e-200
"""An aversion too near to none to divide by; the mean differs by nothing that a number can hold."""
LARGEST_POWER = 700.0
"""Its exponential is still a number."""


def _exponential_mean(values: Array, share: Array, power: float) -> Array:
    """Give (1/p)·ln Σ share·exp(p·value), the mean for p = 0, without overflow and near 0 without loss."""
    if abs(power) < FAINTEST:
        return np.asarray((share * values).sum(axis=-1))
    there = np.where(share > 0, values, -np.inf if power > 0 else np.inf)
    anchor = there.max(axis=-1, keepdims=True) if power > 0 else there.min(axis=-1, keepdims=True)
    away = np.where(share > 0, power * (values - anchor), 0.0)
    less = (share * np.expm1(away)).sum(axis=-1)
    whole = (share * np.exp(away)).sum(axis=-1)
    found = np.where(less > -0.5, np.log1p(np.maximum(less, -0.5)), np.log(whole))
    return np.asarray(anchor[..., 0] + found / power)


def _exponential_gain(values: Array, gain: Array, share: Array, power: float) -> Array:
    """Give what a gain adds to `_exponential_mean`, without loss where it is small and without overflow."""
    if abs(power) < FAINTEST:
        return np.asarray((share * gain).sum(axis=-1))
    with np.errstate(divide="ignore"):
        weight = np.log(share) + power * values
    weight = weight - _log_sum(weight)[..., None]
    less = (np.exp(weight) * np.expm1(np.minimum(power * gain, LARGEST_POWER))).sum(axis=-1)
    small = np.abs(less) < 0.5
    return np.asarray(
        np.where(small, np.log1p(np.where(small, less, 0.0)), _log_sum(weight + power * gain)) / power
    )


def _log_sum(logs: Array) -> Array:
    """Give ln Σ exp, where at least one term is finite."""
    most = logs.max(axis=-1, keepdims=True)
    return np.asarray(most[..., 0] + np.log(np.exp(logs - most).sum(axis=-1)))


def atkinson_equivalent(values: ArrayLike, people: ArrayLike, epsilon: float) -> Array:
    """Give the health that, the same for all, is worth as much as this distribution (Atkinson, 8.7).

    EDE = (Σ share·h^(1-ε))^(1/(1-ε)); ε = 1: exp(Σ share·ln h); ε = 0: the mean.

    Parameters
    ----------
    values : array [..., group]
        Health above 0, as quality-adjusted life expectancy in years.
    people : array [..., group]
        Persons, or numbers in proportion to them; broadcasts.
    epsilon : float
        Aversion to relative inequality, 0 or more; the larger, the more the worst off count.

    Returns
    -------
    array [...]
        In the unit of the values, at most their mean.

    Raises
    ------
    ValueError
        A value of 0 or less, or an aversion below 0 or not finite.

    Notes
    -----
    Source: Atkinson, Journal of Economic Theory 1970; Asaria, Griffin, Cookson, Medical Decision Making 2016.

    Examples
    --------
    >>> round(float(atkinson_equivalent([20.0, 40.0, 60.0], [1, 1, 1], 2.0)), 4)
    32.7273
    """
    found, aversion = _positive(values), _checked_aversion(epsilon, "epsilon")
    share = people_shares(people, found.shape[-1])
    if aversion == 0.0:
        return weighted_mean(found, people)
    return np.asarray(np.exp(_exponential_mean(np.log(found), share, 1.0 - aversion)))


def kolm_equivalent(values: ArrayLike, people: ArrayLike, alpha: float) -> Array:
    """Give the health that, the same for all, is worth as much as this distribution (Kolm, 8.7).

    EDE = mean - (1/α)·ln Σ share·exp(α·(mean - h)); α = 0: the mean.

    Parameters
    ----------
    values : array [..., group]
        Health, as quality-adjusted life expectancy in years.
    people : array [..., group]
        Persons, or numbers in proportion to them; broadcasts.
    alpha : float
        Aversion to absolute inequality per unit of the values, 0 or more.

    Returns
    -------
    array [...]
        In the unit of the values, at most their mean.

    Raises
    ------
    ValueError
        An aversion below 0 or not finite, or as `hiap.equity.groups.checked_values`.

    Notes
    -----
    Source: Kolm, Journal of Economic Theory 1976; Asaria, Griffin, Cookson, Medical Decision Making 2016.

    Examples
    --------
    >>> round(float(kolm_equivalent([20.0, 40.0, 60.0], [1, 1, 1], 0.1)), 4)
    29.5568
    """
    found, aversion = checked_values(values), _checked_aversion(alpha, "alpha")
    return _exponential_mean(found, people_shares(people, found.shape[-1]), -aversion)


def atkinson_change(values: ArrayLike, gain: ArrayLike, people: ArrayLike, epsilon: float) -> Array:
    """Give what a gain adds to the Atkinson equivalent, to the last digits also where it is small (8.7).

    ΔEDE = EDE(h)·(r - 1), r = (Σ share·h^(1-ε)·((h + gain)/h)^(1-ε) / Σ share·h^(1-ε))^(1/(1-ε))

    Parameters
    ----------
    values : array [..., group]
        Health above 0 before the gain.
    gain : array [..., group]
        In the same unit; health stays above 0.
    people : array [..., group]
        Persons, or numbers in proportion to them; broadcasts.
    epsilon : float
        Aversion to relative inequality, 0 or more.

    Returns
    -------
    array [...]
        In the unit of the values.

    Raises
    ------
    ValueError
        As `atkinson_equivalent`, before or after the gain.

    Notes
    -----
    Source: the difference of two equivalents (Atkinson 1970), written so that nothing cancels.

    Examples
    --------
    >>> round(float(atkinson_change([20.0, 40.0], [5.0, 60.0], [1, 1], 1.0)), 6)
    21.715729
    """
    found, added, aversion = _positive(values), checked_values(gain), _checked_aversion(epsilon, "epsilon")
    _positive(found + added)
    share = people_shares(people, found.shape[-1])
    growth = _exponential_gain(np.log(found), np.log1p(added / found), share, 1.0 - aversion)
    return np.asarray(atkinson_equivalent(found, people, aversion) * np.expm1(growth))


def kolm_change(values: ArrayLike, gain: ArrayLike, people: ArrayLike, alpha: float) -> Array:
    """Give what a gain adds to the Kolm equivalent, to the last digits also where it is small (8.7).

    ΔEDE = -(1/α)·ln(Σ share·exp(-α·h)·exp(-α·gain) / Σ share·exp(-α·h)); α = 0: the mean gain.

    Parameters
    ----------
    values : array [..., group]
        Health before the gain.
    gain : array [..., group]
        In the same unit.
    people : array [..., group]
        Persons, or numbers in proportion to them; broadcasts.
    alpha : float
        Aversion to absolute inequality per unit of the values, 0 or more.

    Returns
    -------
    array [...]
        In the unit of the values.

    Raises
    ------
    ValueError
        As `kolm_equivalent`.

    Notes
    -----
    Source: the difference of two equivalents (Kolm 1976), written so that nothing cancels.

    Examples
    --------
    >>> kolm_change([20.0, 40.0], [2.0, 2.0], [1, 1], 0.15).tolist()
    2.0
    """
    found, added, aversion = checked_values(values), checked_values(gain), _checked_aversion(alpha, "alpha")
    share = people_shares(people, found.shape[-1])
    return _exponential_gain(found, added, share, -aversion)


def atkinson_weights(values: ArrayLike, people: ArrayLike, epsilon: float) -> Array:
    """Give what a small gain of each group counts for, 1 on average over people (Atkinson, 8.7).

    weight_g = h_g^-ε / Σ share·h^-ε

    Parameters
    ----------
    values : array [..., group]
        Health above 0.
    people : array [..., group]
        Persons, or numbers in proportion to them; broadcasts.
    epsilon : float
        Aversion to relative inequality, 0 or more.

    Returns
    -------
    array [..., group]
        Weights; 1 for all without aversion.

    Raises
    ------
    ValueError
        As `atkinson_equivalent`.

    Notes
    -----
    Source: Robson and others, Health Economics 2017.

    Examples
    --------
    >>> atkinson_weights([20.0, 40.0], [1, 1], 1.0).round(6).tolist()
    [1.333333, 0.666667]
    """
    found, aversion = _positive(values), _checked_aversion(epsilon, "epsilon")
    return _weights(np.log(found), people_shares(people, found.shape[-1]), aversion)


def kolm_weights(values: ArrayLike, people: ArrayLike, alpha: float) -> Array:
    """Give what a small gain of each group counts for, 1 on average over people (Kolm, 8.7).

    weight_g = exp(-α·h_g) / Σ share·exp(-α·h)

    Parameters
    ----------
    values : array [..., group]
        Health.
    people : array [..., group]
        Persons, or numbers in proportion to them; broadcasts.
    alpha : float
        Aversion to absolute inequality per unit of the values, 0 or more.

    Returns
    -------
    array [..., group]
        Weights; 1 for all without aversion.

    Raises
    ------
    ValueError
        As `kolm_equivalent`.

    Notes
    -----
    Source: Robson and others, Health Economics 2017.

    Examples
    --------
    >>> kolm_weights([60.0, 60.0], [1, 3], 0.15).tolist()
    [1.0, 1.0]
    """
    found, aversion = checked_values(values), _checked_aversion(alpha, "alpha")
    return _weights(found, people_shares(people, found.shape[-1]), aversion)


@dataclass(frozen=True)
class Change:
    """A change of the equivalent, split: what all people gain on average, and the rest.

    Parameters
    ----------
    total, efficiency, equity : array [...]
        In the unit of the values; `total` is the sum of the other two. `equity` is plus where the
        distribution becomes more equal.

    Examples
    --------
    >>> Change(np.array(3.0), np.array(2.0), np.array(1.0)).equity.tolist()
    1.0
    """

    total: Array
    efficiency: Array
    equity: Array


def split_of_change(before: ArrayLike, gain: ArrayLike, people: ArrayLike, worth: Worth) -> Change:
    """Split what a gain adds to the equivalent into efficiency and equity (8.7).

    ΔEDE = Δmean (efficiency) + rest (equity)

    Parameters
    ----------
    before : array [..., group]
        Health by group without the measure.
    gain : array [..., group]
        What the measure adds per person.
    people : array [..., group]
        Persons, or numbers in proportion to them, the same before and after.
    worth : function of values, gain and people
        `atkinson_change` or `kolm_change` with its aversion.

    Returns
    -------
    Change
        All [...].

    Raises
    ------
    ValueError
        As `worth`.

    Notes
    -----
    Source: Asaria, Griffin, Cookson, Medical Decision Making 2016.

    Examples
    --------
    >>> change = split_of_change([20.0, 60.0], [1.0, 1.0], [1, 1], lambda h, d, n: kolm_change(h, d, n, 0.1))
    >>> float(change.efficiency), abs(float(change.equity)) < 1e-12
    (1.0, True)
    """
    start, added = checked_values(before), checked_values(gain)
    efficiency, total = weighted_mean(added, people), worth(start, added, people)
    return Change(np.asarray(total), np.asarray(efficiency), np.asarray(total - efficiency))


def _weights(values: Array, share: Array, aversion: float) -> Array:
    """Give exp(-aversion·value) over its mean, from the largest down so that nothing overflows."""
    power = np.where(share > 0, -aversion * values, -np.inf)
    weight = np.exp(power - power.max(axis=-1, keepdims=True))
    return np.asarray(weight / (share * weight).sum(axis=-1, keepdims=True))


def _positive(values: ArrayLike) -> Array:
    found = checked_values(values)
    if np.any(found <= 0):
        raise ValueError("the Atkinson equivalent needs health above 0: use the Kolm equivalent")
    return found


def _checked_aversion(aversion: float, name: str) -> float:
    if not np.isfinite(aversion) or aversion < 0:
        raise ValueError(f"{name} is {aversion}: give 0 (no aversion to inequality) or more")
    return float(aversion)
