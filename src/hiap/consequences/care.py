"""Care costs (7.1): from person-years and patients to lines by law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import Estimate, Pack
from hiap.equations.care import end_of_life_cost
from hiap.equations.demography import cohort_rate, cohort_value
from hiap.uncertainty.distributions import Kind

Array = NDArray[np.float64]
SampleCost = Callable[[str, Estimate, Kind], Array]


@dataclass(frozen=True)
class CarePrices:
    """Sampled prices of care in euro of the pack's price year.

    `per_sick_year` and `per_case` [law, disease, draw]: the avoidable part of the average cost;
    `end_of_life` [law, draw]: what a death costs beyond the care of who lives on;
    `unrelated` [law, draw, sex, age]: what is left of the law's cost per person-year; `clamps` where that
    would be negative.
    """

    per_sick_year: Array
    per_case: Array
    end_of_life: Array
    unrelated: Array
    clamps: tuple[dict[str, object], ...]


def avoidable_prices(pack: Pack, sample_cost: SampleCost) -> tuple[Array, Array]:
    """Avoidable cost per year of being ill and per new case, [law, disease, draw] each (7.1)."""
    laws = [law.id for law in pack.laws]
    first = sample_cost("", Estimate(1.0, 1.0, 1.0, "", "", ""), "cost")
    sick = np.zeros((len(laws), len(pack.diseases), len(first)))
    case = np.zeros_like(sick)
    for d, disease in enumerate(pack.diseases):
        for cost in disease.care_costs:
            amount = sample_cost(f"cost/{disease.id}", cost.amount, "cost")
            share = sample_cost("care/avoidable_share", cost.avoidable_share, "share")
            target = case if cost.per_new_case else sick
            target[laws.index(cost.law), d] += amount * share
    return sick, case


def end_of_life_prices(pack: Pack, sample_cost: SampleCost, draws: int) -> Array:
    """What a death costs beyond the care of who lives on, [law, draw]; 0 for a law without a figure (7.1).

    From the people of the whole country, also for a place.
    """
    mortality = cohort_rate(pack.mortality, pack.infant_share_lived)
    prices = np.zeros((len(pack.laws), draws))
    for index, law in enumerate(pack.laws):
        if law.end_of_life_share is not None:
            share = sample_cost("care/end_of_life_share", law.end_of_life_share, "share")
            prices[index] = end_of_life_cost(cohort_value(law.cost), mortality, pack.population, share)
    return prices


def care_prices(
    pack: Pack, sample_cost: SampleCost, prevalence: Array, cases_per_person: Array, other_deaths: Array
) -> CarePrices:
    """Take the modelled diseases and last years of life out of the cost per person of every law (7.1).

    `prevalence` and `cases_per_person` [disease, draw, sex, age], and `other_deaths` [draw, sex, age] per
    person from causes that are not modelled: national, base year, mean of the year.
    """
    sick, case = avoidable_prices(pack, sample_cost)
    dying = end_of_life_prices(pack, sample_cost, sick.shape[-1])
    total = np.stack([cohort_value(law.cost) for law in pack.laws])[:, None]
    modelled = np.einsum("ldn,dnsa->lnsa", sick, prevalence) + np.einsum(
        "ldn,dnsa->lnsa", case, cases_per_person
    )
    left = total - modelled - dying[:, :, None, None] * other_deaths
    clamps = tuple(
        {
            "what": "cost of modelled diseases and last years above the law's cost per person, rest set to 0",
            "where": f"{law.id}",
            "size": float(np.maximum(-left[index], 0.0).max()),
        }
        for index, law in enumerate(pack.laws)
        if float(left[index].min()) < -1e-9
    )
    return CarePrices(sick, case, dying, np.maximum(left, 0.0), clamps)


def modelled_care(prices: CarePrices, sick_years: Array, cases: Array) -> Array:
    """Avoidable cost of the modelled diseases, [law, disease, draw, scenario, year, group] in euro (7.1)."""
    by_year = np.einsum("ldn,dnktg->ldnktg", prices.per_sick_year, sick_years)
    return np.asarray(by_year + np.einsum("ldn,dnktg->ldnktg", prices.per_case, cases))


def other_care(prices: CarePrices, cared_for: Array, other_deaths: Array) -> Array:
    """Cost that no modelled disease explains, [law, draw, scenario, year, group] in euro (7.1).

    Formula: unrelated·person-years + e·other deaths, both weighted by the use of care.
    """
    unrelated = np.einsum("lnsa,nktsag->lnktg", prices.unrelated, cared_for)
    return np.asarray(unrelated + prices.end_of_life[:, :, None, None, None] * other_deaths)


def care_costs(
    prices: CarePrices, cared_for: Array, other_deaths: Array, cared_sick: Array, cared_cases: Array
) -> Array:
    """Care cost by law, [law, draw, scenario, year, group] in euro (7.1); `grown` adds real growth.

    `cared_for` [draw, scenario, year, sex, age, group] are person-years weighted by the use of care, so that
    a measure that lowers it counts at the cost of the ages that it reaches; likewise patients and cases.
    `other_deaths` as in `Projection`.
    """
    modelled = modelled_care(prices, cared_sick, cared_cases).sum(axis=1)
    return np.asarray(other_care(prices, cared_for, other_deaths) + modelled)


def grown(pack: Pack, costs: Array, sample_cost: SampleCost) -> Array:
    """Care cost with its real growth from the base year on, ageing apart (7.1).

    Formula: cost(law, t)·(1 + g_law)^t; a law without a figure does not grow.
    """
    years = np.arange(costs.shape[-2])
    factor = np.ones((*costs.shape[:2], len(years)))
    for place, law in enumerate(pack.laws):
        if law.growth is not None:
            rate = sample_cost("care/growth", law.growth, "normal")
            factor[place] = (1.0 + rate[:, None]) ** years
    return np.asarray(costs * factor[:, :, None, :, None])
