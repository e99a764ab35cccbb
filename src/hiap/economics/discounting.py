"""Discounting with forward rates per period (8.3): no default rate, a scheme supplies it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Rates = Sequence[tuple[int | None, float]]
"""Forward rates: (last year in which the rate holds, rate); None as last year of the last pair: for ever."""


def discount_factors(years: ArrayLike, rates: Rates) -> NDArray[np.float64]:
    """Give the factor that brings a flow of year t to year 0 (1.1, 8.3).

    D(t) = Π_j (1 + r_j)^-n_j(t), where n_j(t) is the number of years up to t that lie in period j.

    Parameters
    ----------
    years : array of any shape
        Years t since the first year of the package; year 0 is undiscounted.
    rates : sequence of (last year or None, rate)
        Real rates per year as forward rates: each holds up to and including its last year. The last years
        increase; only the last pair may have None, which means for ever.

    Returns
    -------
    array of the shape of ``years``
        Factors without unit.

    Raises
    ------
    ValueError
        A negative year, a year after the last rate, no rate, a rate of -1 or less, last years out of order.

    Notes
    -----
    Source: Dutch rule for cost-benefit analysis from 2026 (Werkgroep discontovoet 2025, read in secondary
    sources): 2.8 % to year 35, 1.8 % after. ``((35, 0.028), (None, 0.018))``.

    Examples
    --------
    >>> discount_factors([0, 1, 35, 36], [(35, 0.028), (None, 0.018)]).round(6).tolist()
    [1.0, 0.972763, 0.3804, 0.373674]
    """
    when = np.asarray(years, dtype=np.float64)
    check_rates(rates)
    check_years(when, rates)
    factors = np.ones_like(when)
    start = 0.0
    for last, rate in rates:
        end = np.inf if last is None else float(last)
        factors = factors * (1.0 + rate) ** -np.clip(when - start, 0.0, end - start)
        start = end
    return factors


def check_rates(rates: Rates) -> None:
    """Refuse rates that leave a year with no rate or with two.

    Raises
    ------
    ValueError
        No rate; a rate that is not finite or not above -1; last years that do not increase from above 0;
        None before the end.

    Examples
    --------
    >>> check_rates([(None, 0.018), (35, 0.028)])
    Traceback (most recent call last):
        ...
    ValueError: rate 1 of 2 holds for ever, so the later ones never do: put (None, rate) last
    """
    if len(rates) == 0:
        raise ValueError("no discount rate: give at least one (last year, rate), there is no default")
    previous = 0
    for position, (last, rate) in enumerate(rates, start=1):
        if not np.isfinite(rate) or rate <= -1.0:
            raise ValueError(f"discount rate {rate} is not above -1: write 2.8 % as 0.028")
        if last is None:
            if position < len(rates):
                raise ValueError(
                    f"rate {position} of {len(rates)} holds for ever, so the later ones never do: "
                    "put (None, rate) last"
                )
            continue
        if last <= previous:
            raise ValueError(
                f"last year {last} comes after {previous}: order the rates by increasing last year"
            )
        previous = last


def check_years(years: NDArray[np.float64], rates: Rates) -> None:
    """Refuse years before 0 or after the last rate.

    Raises
    ------
    ValueError
        A year that is not finite, negative, or later than the last year of the last rate.

    Examples
    --------
    >>> check_years(np.array([-1.0]), [(None, 0.03)])
    Traceback (most recent call last):
        ...
    ValueError: year -1 lies before year 0: count years from the year to which is discounted
    """
    if years.size == 0:
        return
    if not np.all(np.isfinite(years)):
        raise ValueError("a year is not finite: count years from the year to which is discounted")
    if years.min() < 0.0:
        raise ValueError(
            f"year {years.min():g} lies before year 0: count years from the year to which is discounted"
        )
    last = rates[-1][0]
    if last is not None and years.max() > last:
        raise ValueError(f"year {years.max():g} has no rate, the last holds to {last}: end with (None, rate)")


def present_value(flows: ArrayLike, factors: ArrayLike, axis: int) -> NDArray[np.float64]:
    """Add up discounted flows over the years (8.3): Σ_t flow(t) · D(t).

    Parameters
    ----------
    flows : array
        Flows, in euro or QALYs a year, with the years on ``axis``.
    factors : array [year]
        Discount factors of the same years.
    axis : int
        Axis of the years in ``flows``.

    Returns
    -------
    array
        ``flows`` without the axis of the years, same unit; years are added one by one from the first.

    Raises
    ------
    ValueError
        Another number of years than factors, or a flow or factor that is not finite.

    Notes
    -----
    Source: net present value as in any textbook of cost-benefit analysis, with the factors of (8.3).

    Examples
    --------
    >>> factors = discount_factors([0, 1], [(None, 0.25)])
    >>> float(present_value([-60.0, 100.0], factors, axis=0))
    20.0
    """
    by_year = np.moveaxis(np.asarray(flows, dtype=np.float64), axis, 0)
    weights = np.asarray(factors, dtype=np.float64)
    if weights.shape != by_year.shape[:1]:
        raise ValueError(
            f"{by_year.shape[0]} years of flows, factors of shape {weights.shape}: give one factor per year"
        )
    if not (np.all(np.isfinite(by_year)) and np.all(np.isfinite(weights))):
        raise ValueError("a flow or a factor is not finite: mend it where it is made")
    return ordered_sum(weights.reshape(-1, *(1,) * (by_year.ndim - 1)) * by_year)


def ordered_sum(parts: Iterable[ArrayLike]) -> NDArray[np.float64]:
    """Add arrays one by one in the given order, so that memory layout never changes the last digit.

    Raises
    ------
    ValueError
        Nothing to add: the shape of the sum would be unknown.

    Examples
    --------
    >>> ordered_sum([np.array([1.0, 2.0]), np.array([3.0, 4.0])]).tolist()
    [4.0, 6.0]
    """
    if isinstance(parts, np.ndarray) and len(parts):
        return np.array(np.add.accumulate(parts, axis=0, dtype=np.float64)[-1])
    total: NDArray[np.float64] | None = None
    for part in parts:
        if total is None:
            total = np.array(part, dtype=np.float64)
        else:
            total += np.asarray(part, dtype=np.float64)
    if total is None:
        raise ValueError("nothing to add: give at least one year or account")
    return total
