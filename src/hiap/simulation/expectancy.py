"""Healthy years that a newborn of each group may expect under the rates of one year (2.4, 8.7)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import Pack
from hiap.equations.demography import healthy_life_expectancy, rate_at_event

Array = NDArray[np.float64]


def marked_places(pack: Pack, years: int) -> list[int]:
    """The marked years of the pack that are projected, counted from the base year."""
    return [year - pack.base_year for year in pack.marked_years if 0 <= year - pack.base_year < years]


def expectancies_of_year(
    pack: Pack, at_event: Array, cohort: Array, full_health: Array, good_health: Array
) -> tuple[Array, Array]:
    """Give years in full health and in good perceived health at birth, both [draw, scenario, sex, group].

    `at_event` [draw, sex, age, group] is the mortality of the reference by age at event; `cohort`,
    `full_health` and `good_health` [draw, scenario, sex, age, group] those of cohorts aged so on 1 January.
    Full health of an age is the mean of the two cohorts that pass through it; good perceived health counts by
    completed age, as it was published.
    """
    rate = np.moveaxis(rate_at_event(at_event[:, None], cohort, cohort[:, :1], axis=-2), -2, -1)
    full = np.moveaxis(full_health, -2, -1).copy()
    full[..., 1:] = 0.5 * (full[..., :-1] + full[..., 1:])
    good = np.moveaxis(good_health, -2, -1)
    infant = pack.infant_share_lived[:, None]
    return (
        healthy_life_expectancy(rate, infant, full),
        healthy_life_expectancy(rate, infant, np.broadcast_to(good, rate.shape)),
    )
