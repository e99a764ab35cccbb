"""What a shared-savings contract pays by pure chance (8.6), and how many people make that small."""

from __future__ import annotations

import math

LARGEST = 1e9
"""More people than this is no population: the contract cannot be made safe."""


def standard_error(deviation: float, people: float, compared: float | None) -> float:
    """Give the standard error of a saving per person: σ·√(1/n + 1/n_c) (8.6).

    Parameters
    ----------
    deviation : float
        σ: standard deviation of the cost of one person in a year, in euro.
    people : float
        n: persons in the contract.
    compared : float or None
        n_c: other persons from whom the target comes; None where the target is known exactly.

    Returns
    -------
    float
        Euro per person.

    Raises
    ------
    ValueError
        A negative deviation, or no people.

    Notes
    -----
    Source: model (8.6). People fall ill independently of each other; epidemics and price rises come on top.

    Examples
    --------
    >>> standard_error(5000.0, 10_000, None), round(standard_error(5000.0, 10_000, 10_000), 4)
    (50.0, 70.7107)
    """
    if deviation < 0.0 or people <= 0.0 or (compared is not None and compared <= 0.0):
        raise ValueError(
            f"deviation {deviation:g}, people {people:g}: write a deviation from 0 and people above 0"
        )
    return deviation * math.sqrt(1.0 / people + (0.0 if compared is None else 1.0 / compared))


def chance_payment(share: float, error: float, least: float, *, fee: float, above_only: bool) -> float:
    """Give what a contract pays per person on average where nothing at all is saved (8.6).

    share·(s·φ(a/s) - c·(1 - Φ(a/s))), c = fee (+ k if only what is above k is paid), a = max(k, c). Without
    fee: share·s·φ(k/s) from the first euro, share·(s·φ(k/s) - k·(1 - Φ(k/s))) above k only.

    Parameters
    ----------
    share : float
        Share of the saving that is paid.
    error : float
        s: standard error of the saving per person, in euro.
    least : float
        k: least saving per person, in euro.
    fee : float
        Taken off the saving before it is shared, in euro per person.
    above_only : bool
        False: from the first euro once k is passed. True: only what is above k.

    Returns
    -------
    float
        Euro per person and settlement.

    Raises
    ------
    ValueError
        A negative value.

    Notes
    -----
    Source: model (8.6); the mean of a normal distribution above a bound. Without a least saving it is
    share·σ/√(2πn).

    Examples
    --------
    >>> round(chance_payment(0.5, 100.0, 0.0, fee=0.0, above_only=False), 4)
    19.9471
    >>> round(chance_payment(0.5, 100.0, 100.0, fee=0.0, above_only=True), 4)
    4.1658
    """
    if min(share, error, least, fee) < 0.0:
        raise ValueError(
            f"share {share:g}, error {error:g}, least {least:g}, fee {fee:g}: write values from 0"
        )
    if error == 0.0:
        return 0.0
    off = fee + (least if above_only else 0.0)
    z = max(least, off) / error
    density = math.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)
    above = 0.5 * math.erfc(z / math.sqrt(2.0))
    return share * (error * density - off * above)


def smallest_population(
    share: float,
    deviation: float,
    least: float,
    most: float,
    *,
    compared: float | None,
    fee: float,
    above_only: bool,
) -> int | None:
    """Give the fewest people with whom a contract pays at most a stated amount by chance (8.6).

    Parameters
    ----------
    share, deviation, least, compared, fee, above_only
        As in `chance_payment` and `standard_error`.
    most : float
        Stated error: euro per person and settlement that may be paid by chance, above 0.

    Returns
    -------
    int or None
        Persons; None where even a billion are too few, as when the comparison group is small.

    Raises
    ------
    ValueError
        A stated error that is not above 0.

    Notes
    -----
    Source: model (8.6); the chance payment falls with n, so the number is found by halving.

    Examples
    --------
    >>> smallest_population(0.5, 25_000.0, 0.0, 23.0, compared=None, fee=0.0, above_only=False)
    47010
    """
    if most <= 0.0:
        raise ValueError(f"stated error {most:g}: write an amount above 0")

    def too_much(people: float) -> bool:
        error = standard_error(deviation, people, compared)
        return chance_payment(share, error, least, fee=fee, above_only=above_only) > most

    if too_much(LARGEST):
        return None
    low, high = 0, int(LARGEST)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if too_much(middle) else (low, middle)
    return high
