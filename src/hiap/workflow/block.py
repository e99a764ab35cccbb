"""One block of draws, from sampled inputs to differences with the reference: the whole line once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.consequences.care import care_costs, care_prices
from hiap.consequences.lines import Flow, care_flows, health_flows, measure_flows
from hiap.domain.measure import Measure, Quantity
from hiap.domain.pack import Pack
from hiap.economics.ledger import Ledger, Line, balance_by_account, check_balances
from hiap.equations.demography import cohort_value
from hiap.simulation.calibration import Calibration, calibrate
from hiap.simulation.mortality import Mortality, project_mortality
from hiap.simulation.policy import Policy, quantity_estimate, quantity_kind, sample_policy
from hiap.simulation.projection import Projection, project, set_up
from hiap.simulation.world import Sampler, World, sample_world
from hiap.uncertainty.draws import Draws

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Task:
    """What one worker needs to compute a block of draws; everything in it can be sent to another process."""

    pack: Pack
    measures: tuple[Measure, ...]
    seed: int
    count: int
    first: int
    last: int
    years: int
    qaly_value_eur: float


@dataclass(frozen=True)
class Differences:
    """Scenario less reference, per draw: arrays [draw, scenario, year, ...] from the base year on.

    `haly`, `healthy_years`, `life_years` [..., group]; `deaths_averted`; `cases_averted` [disease, ...];
    `care`, `programme` euro; `money` [..., account] and `health_money` [..., account] balances in euro.
    """

    haly: Array
    healthy_years: Array
    life_years: Array
    deaths_averted: Array
    cases_averted: Array
    care: Array
    programme: Array
    money: Array
    health_money: Array
    clamps: tuple[dict[str, object], ...]


def run_block(task: Task) -> Differences:
    """Sample, calibrate, project and book one block of draws."""
    pack = task.pack
    sampler = Sampler(Draws(task.seed, task.count), slice(task.first, task.last))
    world = sample_world(pack, sampler)
    mortality = project_mortality(world, task.years)
    calibration = calibrate(world, mortality)
    policy = sample_policy(task.measures, pack, sampler)
    projection = project(set_up(world, mortality, calibration, policy), task.years)
    return book(task, sampler, world, calibration, policy, projection)


def book(
    task: Task,
    sampler: Sampler,
    world: World,
    calibration: Calibration,
    policy: Policy,
    projection: Projection,
) -> Differences:
    """Turn a projection into lines, check that they balance, and take differences with the reference."""
    pack = task.pack
    prices = care_prices(pack, sampler.estimate, *_base_year_care(world, calibration, projection))
    costs = care_costs(
        prices, projection.person_years, projection.sick_years, projection.cases, projection.care_ratio
    )

    def amount(measure: str, path: str, quantity: Quantity) -> Array:
        estimate, kind = quantity_estimate(quantity, pack), quantity_kind(quantity)
        return sampler.estimate(f"measure/{measure}/{path}", estimate, kind)

    programme: list[Flow] = []
    for m, sampled in enumerate(policy.measures):
        participants = projection.participants[m]
        programme += measure_flows(pack, sampled.measure, sampled.in_scenario, participants, amount)
    money = _ledger(programme + care_flows(pack, costs))
    health = _ledger(health_flows(pack.groups, projection.haly, task.qaly_value_eur))
    accounts = [party.id for party in pack.parties]
    for ledger in (money, health):
        check_balances(ledger, accounts)
    spent = [flow.amount for flow in programme if flow.kind == "programme"]
    lived = projection.person_years.sum(axis=(3, 4))
    return Differences(
        haly=_less_reference(projection.haly),
        healthy_years=_less_reference(projection.healthy_years),
        life_years=_less_reference(lived),
        deaths_averted=-_less_reference(projection.deaths.sum(axis=(3, 4))),
        cases_averted=-np.stack([_less_reference(part.sum(axis=-1)) for part in projection.cases]),
        care=_less_reference(costs.sum(axis=(0, -1))),
        programme=np.sum(spent, axis=0) if spent else np.zeros(lived.shape[:3]),
        money=_less_reference(balance_by_account(money, accounts)),
        health_money=_less_reference(balance_by_account(health, accounts)),
        clamps=(*calibration.clamps, *projection.clamps, *prices.clamps),
    )


def _less_reference(values: Array) -> Array:
    """Every scenario less the reference, exactly 0 for the reference itself."""
    return values - values[:, :1]


def _ledger(flows: Sequence[Flow]) -> Ledger:
    """Put flows into a ledger [draw, scenario, year, line]."""
    lines = tuple(Line(f.id, f.payer, f.receiver, f.kind, f.law, f.ses, f.id) for f in flows)
    return Ledger(lines, np.stack([flow.amount for flow in flows], axis=-1))


def _base_year_care(world: World, calibration: Calibration, projection: Projection) -> tuple[Array, Array]:
    """National patients and new cases per person in the base year, [disease, draw, sex, age] (7.1)."""
    share = world.pack.group_share
    prevalence = cohort_value((calibration.prevalence * share).sum(axis=-1))
    cases = np.zeros_like(prevalence)
    for d, disease in enumerate(world.pack.diseases):
        if disease.leading == "incidence":
            cases[d] = world.diseases[d].level * (1.0 - prevalence[d])
    return prevalence, cases


def reference_parts(pack: Pack, years: int) -> tuple[World, Mortality, Calibration]:
    """The deterministic world, its mortality and its calibration, for the tables of the reference."""
    sampler = Sampler(Draws(0, 0), slice(0, 1))
    world = sample_world(pack, sampler)
    mortality = project_mortality(world, years)
    return world, mortality, calibrate(world, mortality)
