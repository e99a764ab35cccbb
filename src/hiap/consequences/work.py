"""Lost work (7.3): from paid hours of patients, new cases and the dead to euro that employers lose.

Hours are those beyond the reference: a difference of two large sums would leave the sum's last digits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import Estimate, Pack, Work
from hiap.uncertainty.distributions import Kind

Array = NDArray[np.float64]
DAYS_A_YEAR = 365.25
SampleAmount = Callable[[str, Estimate, Kind], Array]


@dataclass(frozen=True)
class WorkPrices:
    """Sampled days and prices of work in euro of the pack's price year.

    `lost` and `paid` [2, disease, draw]: days of output lost, and days of sick pay after that, for a year of
    being ill and for a new case; `dead` [draw] the days lost by a death; `hour` [draw] what an hour is worth,
    `sick_pay` euro an hour. Under human capital `paid` and `dead` are 0, and years lived count instead.
    """

    lost: Array
    paid: Array
    dead: Array
    hour: Array
    sick_pay: float
    human_capital: bool


def days_within(length: Array, limit: Array | float) -> Array:
    """Expected days of a spell that lie before a limit, with only its mean length known: A(1 - e^(-F/A)).

    >>> days_within(np.array([100.0, 0.0]), 100.0).round(3).tolist()
    [63.212, 0.0]
    """
    mean = np.maximum(length, 1e-300)
    return np.asarray(length * -np.expm1(-np.asarray(limit) / mean))


def work_prices(pack: Pack, work: Work, sample: SampleAmount) -> WorkPrices:
    """Days lost by disease under the method of the pack, and what an hour is worth (7.3)."""
    hour = sample("work/hour", work.hour, "cost")
    friction = sample("work/friction_days", work.friction_days, "cost")
    capital = work.method == "human_capital"
    lost = np.zeros((2, len(pack.diseases), len(hour)))
    paid = np.zeros_like(lost)
    for absence in work.absences:
        days = sample(f"absence/{absence.disease}", absence.days, "cost")
        place = (int(absence.per_new_case), pack.disease_index(absence.disease))
        lost[place] = days
        if absence.spells is not None and not capital:
            length = days / absence.spells
            lost[place] = absence.spells * days_within(length, friction)
            until = np.maximum(work.sick_pay_days, friction)
            paid[place] = absence.spells * days_within(length, until) - lost[place]
    dead = np.zeros_like(friction) if capital else friction
    return WorkPrices(lost, paid, dead, hour, work.sick_pay, capital)


def output_of_the_ill(prices: WorkPrices, paid_ill: Array) -> Array:
    """Output lost by absence, [draw, scenario, year, group] in euro.

    `paid_ill` [2, disease, draw, scenario, year, group] are paid hours a day of patients and of new cases.
    """
    return np.asarray(np.einsum("bdn,n,bdnktg->nktg", prices.lost, prices.hour, paid_ill))


def sick_pay(prices: WorkPrices, paid_ill: Array) -> Array:
    """Sick pay while others do the work already, [draw, scenario, year, group] in euro."""
    return np.asarray(prices.sick_pay * np.einsum("bdn,bdnktg->nktg", prices.paid, paid_ill))


def output_of_the_dead(prices: WorkPrices, paid_dead: Array, paid_lived: Array) -> Array:
    """Output lost by death, [draw, scenario, year, group] in euro, from paid hours a day.

    A friction period for each death; under human capital the year's work of all who live less, in the year
    in which they would have done it.
    """
    days = prices.dead[:, None, None, None] * paid_dead
    if prices.human_capital:
        days = 0.0 - DAYS_A_YEAR * paid_lived
    return np.asarray(prices.hour[:, None, None, None] * days)
