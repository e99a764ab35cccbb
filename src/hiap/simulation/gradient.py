"""How much of the gap in life expectancy between groups flows through the modelled risk factors (2.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import OTHER_CAUSES
from hiap.equations.demography import life_expectancy
from hiap.equations.disease import YearOfDisease, added_mortality
from hiap.simulation.calibration import Calibration
from hiap.simulation.cohort import (
    YEARS_IN_LAST_AGE,
    Setting,
    carry,
    cohort_flows,
    cohort_setting,
    disease_step,
    stationary,
)
from hiap.simulation.mortality import Mortality
from hiap.simulation.path import ReferencePath, reference_path, reference_risk
from hiap.simulation.risks import Link
from hiap.simulation.world import World

Array = NDArray[np.float64]


def gap_with_equal_exposure(
    world: World, mortality: Mortality, calibration: Calibration, factors: Sequence[str], at_age: int = 0
) -> Array:
    """Life expectancy of the best-off less the worst-off group if groups had the same risk from some factors.

    A population that has always lived so: in every cell the mean relative risk of each link of these factors
    is the average over the groups; incidence per unit of risk, course of diseases and all other mortality of
    a group stay as calibrated. No factors gives the gap of the base year. [draw, sex], in years (2.3).
    """
    path = reference_path(world, list(calibration.links), base_year_only=True)
    usual = _factors(world, calibration, path, ())
    equal = _factors(world, calibration, path, factors)
    before = _added(world, mortality, calibration, usual)
    after = _added(world, mortality, calibration, equal)
    base = mortality.cohort[:, 0]
    other = np.maximum(base - before, 0.0)
    change = after - before + other * (equal[OTHER_CAUSES] / usual[OTHER_CAUSES] - 1.0)
    return _gap(world, mortality, 1.0 + change / base, at_age)


def _factors(
    world: World, calibration: Calibration, path: ReferencePath, equal: Sequence[str]
) -> dict[str, Array]:
    """Product of relative risks by outcome, with those of some factors averaged over the groups."""
    pack = world.pack
    shape = (world.sampler.rows, *pack.group_share.shape)
    product = {OTHER_CAUSES: np.ones(shape)}
    for disease, ratios in zip(pack.diseases, pack.group_ratios, strict=True):
        product[disease.id] = np.ones(shape) * ratios
    for link in calibration.links:
        risk = reference_risk(path, link, pack.base_year, calibration.lagged)
        product[link.outcome] *= _averaged(world, link, risk) if link.risk_factor in equal else risk
    return product


def _averaged(world: World, link: Link, risk: Array) -> Array:
    """The mean of a link's risk over the groups of every cell."""
    mean = (risk * world.pack.group_share).sum(axis=-1, keepdims=True)
    return np.broadcast_to(mean, risk.shape)


def _added(world: World, mortality: Mortality, calibration: Calibration, factors: dict[str, Array]) -> Array:
    """Mortality from modelled diseases in a cohort that lives with these risks, [draw, sex, age, group]."""
    risk = np.stack([factors[disease.id] for disease in world.pack.diseases])
    flows = cohort_flows(world.pack, mortality.cohort[:, 0])
    setting = replace(cohort_setting(world, risk, mortality, flows), remission=calibration.remission[..., 0])
    prevalence = _follow(setting, calibration)
    year = _step(setting, calibration, slice(None), prevalence)
    added = added_mortality(
        year.hazard,
        calibration.excess_mortality,
        calibration.underlying[..., None, None],
        prevalence,
        year.prevalence,
    )
    return np.asarray(added.sum(axis=0))


def _follow(setting: Setting, calibration: Calibration) -> Array:
    """Prevalence along the ages of a cohort with given incidence, the open last age stationary."""
    prevalence = calibration.prevalence.copy()
    last = setting.pack.ages - 1
    for age in range(last):
        after = _step(setting, calibration, age, prevalence).prevalence
        prevalence[..., age + 1, :] = carry(setting.flows, age, after)
    arriving = prevalence[..., last, :].copy()
    for _ in range(YEARS_IN_LAST_AGE):
        after = _step(setting, calibration, last, prevalence).prevalence
        prevalence[..., last, :] = stationary(setting, arriving, after)
    return prevalence


def _step(setting: Setting, calibration: Calibration, age: int | slice, prevalence: Array) -> YearOfDisease:
    """One year of all diseases at one age, or at all."""
    return disease_step(
        setting,
        list(range(len(setting.pack.diseases))),
        age,
        prevalence,
        calibration.excess_mortality[..., age, :],
        calibration.incidence,
        setting.remission,
    )


def _gap(world: World, mortality: Mortality, ratio: Array, at_age: int) -> Array:
    """Gap in life expectancy when the rates of the cohorts change by a ratio.

    A rate at event meets two cohorts, that of its age and the one before; the open last age only its own.
    """
    at_event = ratio.copy()
    at_event[..., 1:-1, :] = 0.5 * (ratio[..., 1:-1, :] + ratio[..., :-2, :])
    rate = mortality.by_group[:, 0] * at_event
    ends = np.stack([rate[..., 0], rate[..., -1]], axis=-2)
    life = life_expectancy(ends, world.pack.infant_share_lived[:, None], age=at_age)
    return np.asarray(np.diff(life, axis=-1)[..., 0])
