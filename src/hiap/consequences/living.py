"""Money that goes with being alive (7.3): what is paid over the years that people live longer or shorter."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from hiap.consequences.lines import LIVING, TRANSFER, Flow, by_account
from hiap.domain.living import LivingMoney
from hiap.domain.pack import Estimate, Pack
from hiap.equations.demography import cohort_value, share_lived_from
from hiap.uncertainty.distributions import Kind

Array = NDArray[np.float64]
SampleAmount = Callable[[str, Estimate, Kind], Array]


def living_name(item: LivingMoney) -> str:
    """Name of its lines and of its heading, and the one by which the amount is drawn."""
    return f"{LIVING}/{item.id}"


def living_flows(pack: Pack, gained: Array, sample: SampleAmount) -> Iterator[Flow]:
    """Lines of all money that goes with being alive: transfers, that leave society as it is.

    `gained` [draw, scenario, year, sex, age, group] are person-years beyond those of the reference.
    """
    years = np.arange(pack.base_year, pack.base_year + gained.shape[2])
    for item in pack.living:
        name = living_name(item)
        lived = years_that_count(item, gained, years)
        by_group = sample(name, item.amount, "cost")[:, None, None, None] * lived
        yield from by_account(pack, name, (item.payer, item.receiver), TRANSFER, by_group)


def years_that_count(item: LivingMoney, lived: Array, years: NDArray[np.int64]) -> Array:
    """Person-years from the age on, [draw, scenario, year, group], of cohorts by age on 1 January (2.1)."""
    by_age = np.arange(lived.shape[4])
    share = np.stack([cohort_value(share_lived_from(by_age, age)) for age in item.ages(years)])
    ages = np.flatnonzero(share.any(axis=0))
    some = slice(int(ages[0]) if len(ages) else 0, None)
    return np.asarray(np.einsum("nktsag,ta->nktg", lived[..., some, :], share[:, some]))
