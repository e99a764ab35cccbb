"""The last year of life of people who die of what is not modelled: what it costs, by law (7.1)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import Pack
from hiap.equations.care import last_year_cost
from hiap.equations.demography import cohort_rate, cohort_value

Array = NDArray[np.float64]


def last_year_costs(pack: Pack) -> Array:
    """Cost of a last year of life by the central estimates, [law, sex, age]; 0 for a law without a figure."""
    mortality = cohort_rate(pack.mortality, pack.infant_share_lived)
    costs = [
        last_year_cost(cohort_value(law.cost), mortality, pack.people, law.last_year_of_life.value)
        if law.last_year_of_life
        else np.zeros(mortality.shape)
        for law in pack.laws
    ]
    return np.stack(costs)


def dying_of_other_causes(deaths: Array, mortality: Array, other_mortality: Array) -> Array:
    """Deaths from causes that are not modelled, [draw, scenario, sex, age, group].

    Formula: D·(m_other/m); 0 where nobody dies.

    >>> dying_of_other_causes(np.array([8.0, 0.0]), np.array([0.04, 0.0]), np.array([0.01, 0.0])).tolist()
    [2.0, 0.0]
    """
    return np.asarray(deaths * (other_mortality / np.where(mortality > 0, mortality, 1.0)))


def spent_in_last_years(dying: Array, costs: Array) -> Array:
    """What the last years of the dying cost, [law, draw, scenario, group].

    `dying` [draw, scenario, sex, age, group], `costs` [law, sex, age].
    """
    nothing = np.zeros((*dying.shape[:2], dying.shape[-1]))
    return np.stack([np.einsum("nksag,sa->nkg", dying, cost) if cost.any() else nothing for cost in costs])
