"""Calibration (5): incidence solved from prevalence by age, groups apart, before any scenario."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.equations.disease import added_mortality, underlying_share
from hiap.equations.exposure import lagged, mean_risk
from hiap.simulation.cohort import Setting, Solved, carry, cohort_setting, disease_step, solve_along_ages
from hiap.simulation.mortality import Mortality
from hiap.simulation.risks import (
    Link,
    base_exposure,
    base_risk,
    direct_links,
    published_links,
    residual_links,
)
from hiap.simulation.world import World

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Calibration:
    """What the reference needs to repeat the base year.

    `incidence` [disease, draw, sex, age] at exposure risk 1; `excess_mortality` and `prevalence`
    [disease, draw, sex, age, group]; `underlying` [disease, draw, sex]; `lagged` the lagged shares of the
    reference by link; `links` ready relative risks; `remission` after any raise; `clamps` the report.
    """

    incidence: Array
    remission: Array
    fatal_fraction: Array
    cured_fraction: Array
    excess_mortality: Array
    prevalence: Array
    underlying: Array
    links: tuple[Link, ...]
    lagged: dict[tuple[str, str], Array]
    clamps: tuple[dict[str, object], ...]


def calibrate(world: World, mortality: Mortality) -> Calibration:
    """Solve the reference of a block of draws; nothing of a scenario is in it."""
    published = published_links(world)
    links = direct_links(world, published)
    carried = _lagged_exposures(world, links, mortality)
    risk = _risk_products(world, links, carried)
    setting = cohort_setting(world, risk, mortality)
    solved = solve_along_ages(setting)
    underlying, death_share, more = _deaths(world, setting, solved)
    residual, cuts = residual_links(world, published, death_share)
    for link in residual:
        if link.lag is not None:
            carried |= _lagged_exposures(world, [link], mortality)
    return Calibration(
        incidence=solved.incidence,
        remission=solved.remission,
        fatal_fraction=setting.fatal,
        cured_fraction=setting.cured,
        excess_mortality=solved.excess_mortality,
        prevalence=solved.prevalence,
        underlying=underlying,
        links=tuple(links + residual),
        lagged=carried,
        clamps=tuple(list(solved.clamps) + more + cuts),
    )


def _lagged_exposures(world: World, links: list[Link], mortality: Mortality) -> dict[tuple[str, str], Array]:
    """Run the lag along the base-year age pattern, so that frozen exposures repeat themselves (3.4).

    Levels carry their lagged shares [level-1, draw, sex, age, group]; a mean carries its lagged risk [1, ...].
    """
    carried = {}
    for link in links:
        if link.lag is None:
            continue
        factor = world.pack.risk_factor(link.risk_factor)
        exposure = base_exposure(world, factor, world.pack.base_year)
        now = base_risk(world, link, exposure)[None] if link.curve else exposure[1:]
        late = now.copy()
        for age in range(world.pack.ages - 1):
            next_late = lagged(now[..., age, :], late[..., age, :], link.lag[:, age, None])
            late[..., age + 1, :] = carry(world.pack, mortality.cohort[:, 0], age, next_late)
        carried[(link.risk_factor, link.outcome)] = late
    return carried


def _risk_products(world: World, links: list[Link], carried: dict[tuple[str, str], Array]) -> Array:
    """Product over risk factors of the mean relative risk, [disease, draw, sex, age, group] (3.3)."""
    pack = world.pack
    shape = (len(pack.diseases), world.sampler.rows, *pack.group_share.shape)
    product = np.ones(shape)
    for link in links:
        product[pack.disease_index(link.outcome)] *= reference_risk(world, link, pack.base_year, carried)
    return product


def reference_risk(world: World, link: Link, year: int, carried: dict[tuple[str, str], Array]) -> Array:
    """Mean relative risk of the reference in a year, half a year of lag included (3.4): [draw, s, a, g]."""
    factor = world.pack.risk_factor(link.risk_factor)
    exposure = base_exposure(world, factor, year)
    if link.lag is None:
        return base_risk(world, link, exposure)
    late = carried[(link.risk_factor, link.outcome)]
    half = 0.5 * link.lag[..., None]
    if link.curve:
        return lagged(base_risk(world, link, exposure), late[0], half)
    return mean_risk(lagged(exposure[1:], late, half), link.ratio[..., None])


def _deaths(world: World, setting: Setting, solved: Solved) -> tuple[Array, Array, list[dict[str, object]]]:
    """Underlying shares [disease, draw, sex], shares of deaths [disease, draw, sex, age] and their clamps (4.2)."""
    pack = world.pack
    people = pack.population[..., None] * pack.group_share
    all_deaths = (people * setting.mortality).sum(axis=-1)
    underlying = np.zeros((len(pack.diseases), world.sampler.rows, 2))
    death_share = np.zeros(setting.level.shape)
    clamps: list[dict[str, object]] = []
    for d, disease in enumerate(pack.diseases):
        now, excess = solved.prevalence[d], solved.excess_mortality[d]
        year = disease_step(
            setting, d, slice(None), solved.prevalence, excess, solved.incidence, solved.remission
        )
        patients = (people * excess * 0.5 * (now + year.prevalence)).sum(axis=(-2, -1))
        onset = (people * year.cases * setting.fatal[d][..., None]).sum(axis=(-2, -1))
        deaths = np.where(np.isnan(disease.deaths_underlying), onset + patients, disease.deaths_underlying)
        underlying[d] = underlying_share(deaths, onset, patients)
        clamps += _underlying_clamps(disease.id, deaths, onset, patients)
        added = added_mortality(year.hazard, excess, underlying[d][..., None, None], now, year.prevalence)
        death_share[d] = (people * added).sum(axis=-1) / all_deaths
    return underlying, death_share, clamps


def _underlying_clamps(disease: str, deaths: Array, onset: Array, patients: Array) -> list[dict[str, object]]:
    """List where published deaths are more than patients' excess deaths, or fewer than deaths at onset."""
    raw = np.divide(deaths - onset, patients, out=np.zeros(patients.shape), where=patients > 1e-9)
    size = float(np.maximum(raw - 1.0, -raw).max(initial=0.0))
    if size <= 1e-9:
        return []
    return [{"what": "underlying share outside 0..1, set to the limit", "where": disease, "size": size}]
