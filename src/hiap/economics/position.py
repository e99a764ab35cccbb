"""What a stream of money means for one party (8.6): value, chance of a loss, worst years, cash need."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from hiap.economics.appraisal import LOW_QUANTILE, Summary, summarise
from hiap.economics.budget import cash_need
from hiap.economics.coalitions import CENT
from hiap.economics.discounting import present_value


@dataclass(frozen=True)
class Position:
    """The position of one party.

    Parameters
    ----------
    net_present_value : Summary
        Euro, over draws.
    chance_of_loss : float or None
        Share of draws with a net present value below 0; None with one draw.
    worst_year : int
        Place of the year with the lowest mean balance.
    worst_year_mean : float
        That balance, in euro.
    bad_year : int or None
        Place of the year with the lowest 2.5 % point over draws; None with one draw.
    bad_year_low : float or None
        That balance, in euro.
    cash_need : Summary
        Deepest cumulative undiscounted shortage, in euro from 0, over draws.

    Examples
    --------
    >>> position([[-10.0, -5.0, 20.0]], [1.0, 1.0, 1.0]).cash_need.mean
    15.0
    """

    net_present_value: Summary
    chance_of_loss: float | None
    worst_year: int
    worst_year_mean: float
    bad_year: int | None
    bad_year_low: float | None
    cash_need: Summary


def position(flows: ArrayLike, factors: ArrayLike) -> Position:
    """Tell what yearly balances mean for a party (8.6).

    Parameters
    ----------
    flows : array [draw, year]
        Undiscounted balance in euro a year, positive receives.
    factors : array [year]
        Discount factors.

    Returns
    -------
    Position

    Raises
    ------
    ValueError
        Not two axes, another number of years than factors, or a value that is not finite.

    Notes
    -----
    Source: model (8.6). Cash need is that of `cash_need`, per draw.

    Examples
    --------
    >>> found = position([[-10.0, 30.0], [-30.0, 10.0]], [1.0, 0.5])
    >>> found.net_present_value.mean, found.chance_of_loss, found.worst_year_mean, found.cash_need.mean
    (-10.0, 0.5, -20.0, 20.0)
    """
    values = np.asarray(flows, dtype=np.float64)
    if values.ndim != 2:
        raise ValueError(f"flows of shape {values.shape}: give [draw, year]")
    net = present_value(values, factors, axis=1)
    mean = values.mean(axis=0)
    worst = int(mean.argmin())
    several = len(values) > 1
    low = np.quantile(values, LOW_QUANTILE, axis=0) if several else None
    return Position(
        net_present_value=summarise(net),
        chance_of_loss=float(np.mean(net <= -CENT)) if several else None,
        worst_year=worst,
        worst_year_mean=float(mean[worst]),
        bad_year=None if low is None else int(low.argmin()),
        bad_year_low=None if low is None else float(low.min()),
        cash_need=summarise(cash_need(values)),
    )
