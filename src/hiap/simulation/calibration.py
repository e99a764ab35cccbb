"""Calibration (5): incidence solved from prevalence by age, groups apart, before any scenario."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hiap.equations.disease import YearOfDisease, added_mortality, underlying_share
from hiap.equations.exposure import lagged
from hiap.simulation.cohort import (
    Flows,
    Setting,
    Solved,
    carry,
    cohort_flows,
    cohort_setting,
    disease_factor,
    disease_step,
    solve_along_ages,
)
from hiap.simulation.engine import EngineName
from hiap.simulation.mortality import Mortality
from hiap.simulation.path import ReferencePath, carried_now, reference_path, reference_risk
from hiap.simulation.risks import LateKey, Link, direct_links, published_links, residual_links
from hiap.simulation.world import World

Array = NDArray[np.float64]
SHARE_CUT = "underlying share outside 0..1, set to the limit"
"""The clamp of diseases whose published deaths are not met (4.2)."""


@dataclass(frozen=True)
class Calibration:
    """What the reference needs to repeat the base year.

    `incidence` [disease, draw, sex, age] at exposure risk 1; `remission` (after any raise), fractions,
    `excess_mortality`, `prevalence` and that of the cohorts at `year_end` [disease, draw, sex, age, group];
    `underlying` [disease, draw, sex]; `disease_deaths` [disease, draw, sex] those of the base year by
    underlying cause; `lagged` the lagged shares of the reference by link; `links` ready
    relative risks; `clamps` the report.
    """

    incidence: Array
    remission: Array
    fatal_fraction: Array
    cured_fraction: Array
    excess_mortality: Array
    prevalence: Array
    year_end: Array
    underlying: Array
    disease_deaths: Array
    links: tuple[Link, ...]
    lagged: dict[LateKey, Array]
    clamps: tuple[dict[str, object], ...]

    def of_draws(self, some: slice) -> Calibration:
        """The same for some draws of the block; the report of clamps stays that of the block."""
        return replace(
            self,
            incidence=self.incidence[:, some],
            remission=self.remission[:, some],
            fatal_fraction=self.fatal_fraction[:, some],
            cured_fraction=self.cured_fraction[:, some],
            excess_mortality=self.excess_mortality[:, some],
            prevalence=self.prevalence[:, some],
            year_end=self.year_end[:, some],
            underlying=self.underlying[:, some],
            disease_deaths=self.disease_deaths[:, some],
            links=tuple(replace(link, ratio=link.ratio[:, some]) for link in self.links),
            lagged={key: late[:, some] for key, late in self.lagged.items()},
        )


def calibrate(world: World, mortality: Mortality, engine_name: EngineName = "numpy") -> Calibration:
    """Solve the reference of a block of draws; nothing of a scenario is in it."""
    published = published_links(world)
    links = direct_links(world, published)
    flows = cohort_flows(world.pack, mortality.cohort[:, 0])
    path = reference_path(world, links, base_year_only=True)
    carried = _lagged_exposures(path, links, flows, world.pack.base_year)
    risk = _risk_products(world, path, links, carried)
    setting = cohort_setting(world, risk, mortality, flows, engine_name)
    solved = solve_along_ages(setting)
    year = disease_step(
        setting,
        list(range(len(world.pack.diseases))),
        slice(None),
        solved.prevalence,
        solved.excess_mortality,
        solved.incidence,
        solved.remission,
    )
    underlying, caused, death_share, more = _deaths(world, setting, solved, year)
    residual, cuts = residual_links(world, published, death_share)
    later = reference_path(world, residual, base_year_only=True)
    carried |= _lagged_exposures(later, residual, flows, world.pack.base_year)
    return Calibration(
        incidence=solved.incidence,
        remission=_by_group(solved.remission, world),
        fatal_fraction=_by_group(setting.fatal, world),
        cured_fraction=_by_group(setting.cured, world),
        excess_mortality=solved.excess_mortality,
        prevalence=solved.prevalence,
        year_end=year.prevalence,
        underlying=underlying,
        disease_deaths=caused.sum(axis=-1),
        links=tuple(links + residual),
        lagged=carried,
        clamps=tuple(list(solved.clamps) + more + cuts),
    )


def _by_group(rate: Array, world: World) -> Array:
    """Repeat a rate for every group, so that the projection works on whole rows of memory."""
    return np.repeat(rate[..., None], len(world.pack.groups), axis=-1)


def _lagged_exposures(
    path: ReferencePath, links: list[Link], flows: Flows, base_year: int
) -> dict[LateKey, Array]:
    """Run the lag along the base-year age pattern, so that frozen exposures repeat themselves (3.4).

    Levels carry their lagged shares [level-1, draw, sex, age, group]; a mean its lagged risk [1, ...].
    """
    carried: dict[LateKey, Array] = {}
    for link in links:
        if link.lag is None or link.late in carried:
            continue
        now = carried_now(path, link, base_year)
        late = now.copy()
        for age in range(now.shape[-2] - 1):
            next_late = lagged(now[..., age, :], late[..., age, :], link.lag[:, age])
            late[..., age + 1, :] = carry(flows, age, next_late)
        carried[link.late] = late
    return carried


def _risk_products(
    world: World, path: ReferencePath, links: list[Link], carried: dict[LateKey, Array]
) -> Array:
    """Product of mean relative risks and of what groups differ besides, [disease, draw, sex, age, group]."""
    pack = world.pack
    product = np.ones((len(pack.diseases), world.sampler.rows, *pack.group_share.shape))
    product *= pack.group_ratios[:, None, None, None]
    for link in links:
        product[pack.disease_index(link.outcome)] *= reference_risk(path, link, pack.base_year, carried)
    return product


def _deaths(
    world: World, setting: Setting, solved: Solved, year: YearOfDisease
) -> tuple[Array, Array, Array, list[dict[str, object]]]:
    """Underlying shares [disease, draw, sex], deaths and shares of all [.., sex, age], clamps (4.2)."""
    pack = world.pack
    lived = 0.5 * (1.0 + np.exp(-setting.mortality))
    people = pack.population[..., None] * pack.group_share * lived
    all_deaths = (people * setting.mortality).sum(axis=-1)
    now, excess = solved.prevalence, solved.excess_mortality
    patients = (people * excess * 0.5 * (now + year.prevalence)).sum(axis=(-2, -1))
    onset = (people * year.cases * setting.fatal[..., None]).sum(axis=(-2, -1))
    published = np.stack([item.deaths_underlying for item in pack.diseases])[:, None]
    deaths = np.where(np.isnan(published), onset + patients, published)
    underlying = underlying_share(deaths, onset, patients)
    added = added_mortality(year.hazard, excess, underlying[..., None, None], now, year.prevalence)
    caused = (people * added).sum(axis=-1)
    death_share = np.divide(caused, all_deaths, out=np.zeros_like(caused), where=all_deaths > 0)
    clamps = [
        line
        for d, disease in enumerate(pack.diseases)
        for line in _underlying_clamps(disease.id, deaths[d], onset[d], patients[d])
    ]
    clamps += _law_four(world, setting, solved, underlying)
    return underlying, caused, death_share, clamps


def _underlying_clamps(disease: str, deaths: Array, onset: Array, patients: Array) -> list[dict[str, object]]:
    """List where published deaths are more than patients' excess deaths, or fewer than deaths at onset."""
    raw = np.divide(deaths - onset, patients, out=np.zeros(patients.shape), where=patients > 1e-9)
    size = float(np.maximum(raw - 1.0, -raw).max(initial=0.0))
    if size <= 1e-9:
        return []
    return [{"what": SHARE_CUT, "where": disease, "size": size}]


def _law_four(world: World, setting: Setting, solved: Solved, underlying: Array) -> list[dict[str, object]]:
    """List diseases whose patients die less of them than healthy people do at onset (law 4 of section 10).

    For these a bigger effect may give fewer healthy years: who falls ill is then safe from dying of it.
    """
    chosen = list(range(len(world.pack.diseases)))
    onset = solved.incidence[..., None] * disease_factor(setting, chosen, slice(None), solved.prevalence)
    of_healthy = onset * setting.fatal[..., None]
    of_patients = underlying[..., None, None] * solved.excess_mortality
    size = np.maximum(of_healthy - of_patients, 0.0).max(axis=(1, 2, 3, 4))
    what = "patients die less of it than healthy people at onset (law 4 does not hold)"
    return [
        {"what": what, "where": disease.id, "size": float(size[d])}
        for d, disease in enumerate(world.pack.diseases)
        if size[d] > 1e-9
    ]
