"""One block of draws, from sampled inputs to differences with the reference: the whole line once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hiap.consequences.benefits import disability_benefits
from hiap.consequences.care import care_costs, care_prices, grown
from hiap.consequences.lines import (
    CARE,
    HEALTH,
    PROGRAMME,
    WELFARE,
    WORK,
    Flow,
    care_flows,
    disability_flows,
    health_flows,
    is_living,
    measure_flows,
    took_part,
    work_flows,
)
from hiap.consequences.living import living_flows
from hiap.consequences.outcomes import OUTCOME, RESOURCES, change_in_numbers, outcome_flows, touched
from hiap.consequences.staff import BaseYear, Volumes, care_staff
from hiap.consequences.work import output_of_the_dead, output_of_the_ill, sick_pay, work_prices
from hiap.domain.measure import Measure
from hiap.domain.overlap import Together
from hiap.domain.pack import Pack
from hiap.domain.parts import Quantity
from hiap.economics.discounting import ordered_sum
from hiap.economics.ledger import Ledger, Line, balance_by_account, check_balances
from hiap.simulation.calibration import Calibration, calibrate
from hiap.simulation.engine import EngineName
from hiap.simulation.mortality import project_mortality
from hiap.simulation.policy import Coalition, Policy, quantity_estimate, quantity_kind, sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.recording import Projection
from hiap.simulation.working import hours_of_people
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws
from hiap.workflow.reference import age_bands

Array = NDArray[np.float64]
BASE = "base"
"""The name of what is computed without a variant."""
PROJECTED_TOGETHER, MOST_TOGETHER = 50, 12
"""Draws times scenarios, and draws, that are projected at a time: fewer cost more calls, more cost memory."""
DRAWS_ADDED_TOGETHER = 25
"""Draws of which lines are added up by account at a time: their amounts are copied."""


@dataclass(frozen=True)
class Task:
    """What one worker needs to compute a block of draws; everything in it can be sent to another process.

    `coalitions` are scenarios of some of the measures, by place in order of id, instead of each alone and
    all; every one is then followed for all years, so that they can be compared. `overlap` are the sets of
    measures that reach the same people, or never do.
    """

    pack: Pack
    measures: tuple[Measure, ...]
    seed: int
    count: int
    first: int
    last: int
    years: int
    qaly_value_eur: float
    engine: EngineName = "numpy"
    care_in_added_years: bool = True
    care_grows: bool = False
    variant: str = BASE
    coalitions: tuple[Coalition, ...] = ()
    overlap: tuple[Together, ...] = ()


@dataclass(frozen=True)
class Differences:
    """Scenario less reference, per draw: arrays [draw, scenario, year, ...] from the base year on.

    `haly`, `healthy_years`, `life_years` [..., group]; `deaths_averted`; `cases_averted` [disease, ...];
    `participants` people newly reached (flow) or covered (stock), over all measures of the scenario;
    `staff` [..., law] and `sector_staff` [..., sector] in full-time equivalents; `amounts` [..., line] in
    euro, their meaning in `lines`; `reference_deaths` [draw, sex] of the base year.
    `accounts` are the parties and boundary accounts, the last axis of all balances.
    `haly_by_age` [draw, scenario, sex, age band] is summed over the years, by age on 1 January of each.
    `haly_expectancy` and `healthy_expectancy` [draw, scenario, marked year, sex, group] are years at birth
    in full and in good perceived health; those of the reference [draw, marked year, sex, group].
    `outcome_numbers` [..., outcome] is how many more there are of each outcome that a measure changes, in the
    order of the pack.
    """

    haly: Array
    healthy_years: Array
    life_years: Array
    deaths_averted: Array
    cases_averted: Array
    participants: Array
    staff: Array
    sector_staff: Array
    amounts: Array
    reference_deaths: Array
    haly_by_age: Array
    haly_expectancy: Array
    healthy_expectancy: Array
    reference_haly_expectancy: Array
    reference_healthy_expectancy: Array
    outcome_numbers: Array
    lines: tuple[Line, ...]
    accounts: tuple[str, ...]
    clamps: tuple[dict[str, object], ...]

    @cached_property
    def money(self) -> Array:
        """Balance of every account without valued health, [draw, scenario, year, account] (8.1)."""
        return self._balances([line.kind != HEALTH for line in self.lines])

    @cached_property
    def cash(self) -> Array:
        """The same of what is really paid: welfare that is no money left out too."""
        return self._balances([line.kind not in (HEALTH, WELFARE) for line in self.lines])

    @cached_property
    def cash_apart(self) -> Array:
        """The same apart from money that goes with being alive, such as a state pension."""
        return self._balances(
            [line.kind not in (HEALTH, WELFARE) and not is_living(line.id) for line in self.lines]
        )

    @cached_property
    def health_money(self) -> Array:
        """Balance of every account in valued health, [draw, scenario, year, account]."""
        return self._balances([line.kind == HEALTH for line in self.lines])

    @cached_property
    def care(self) -> Array:
        """Care cost, [draw, scenario, year]."""
        return self._sum(CARE)

    @cached_property
    def lost_output(self) -> Array:
        """Output that is not made because people are absent or dead, [draw, scenario, year]."""
        return self._sum(WORK)

    @cached_property
    def other_outcomes(self) -> Array:
        """Real means used for other outcomes, less output that they bring, [draw, scenario, year]."""
        used = [
            self.amounts[..., place] if line.receiver == RESOURCES else 0.0 - self.amounts[..., place]
            for place, line in enumerate(self.lines)
            if line.kind == OUTCOME
        ]
        return ordered_sum(used) if used else np.zeros(self.haly.shape[:3])

    @cached_property
    def lost_welfare(self) -> Array:
        """Valued welfare that is no money and is lost, as of pleasure, [draw, scenario, year]."""
        lost = [
            self.amounts[..., place] if line.receiver == WELFARE else 0.0 - self.amounts[..., place]
            for place, line in enumerate(self.lines)
            if line.kind == WELFARE
        ]
        return ordered_sum(lost) if lost else np.zeros(self.haly.shape[:3])

    @cached_property
    def programme(self) -> Array:
        """Cost of the measures, [draw, scenario, year]."""
        return self._sum(PROGRAMME)

    @cached_property
    def paid(self) -> Array:
        """What every account pays for the measures, [draw, scenario, year, account]."""
        paid = np.zeros((*self.haly.shape[:3], len(self.accounts)))
        for place, line in enumerate(self.lines):
            if line.kind == PROGRAMME:
                paid[..., self.accounts.index(line.payer)] += self.amounts[..., place]
        return paid

    def _balances(self, chosen: Sequence[bool]) -> Array:
        places = [place for place, taken in enumerate(chosen) if taken]
        lines = tuple(self.lines[place] for place in places)
        balance = np.empty((*self.amounts.shape[:3], len(self.accounts)))
        for first in range(0, len(balance), DRAWS_ADDED_TOGETHER):
            some = slice(first, first + DRAWS_ADDED_TOGETHER)
            balance[some] = balance_by_account(Ledger(lines, self.amounts[some][..., places]), self.accounts)
        return balance

    def _sum(self, kind: str) -> Array:
        found = [self.amounts[..., place] for place, line in enumerate(self.lines) if line.kind == kind]
        return ordered_sum(found) if found else np.zeros(self.haly.shape[:3])


NOT_BY_DRAW = ("lines", "accounts", "clamps")
"""What a block of draws has in common with every other, and what is told once for all."""


def run_block(task: Task) -> Differences:
    """Calibrate a block of draws together, then project and book a few of them at a time.

    Calibration works on small arrays and gains from many draws at a time; the projection works on large
    ones, of which few are in memory together.
    """
    sampler = Sampler(Draws(task.seed, task.count), slice(task.first, task.last))
    world = sample_world(task.pack, sampler)
    base_year = project_mortality(world, 1, task.engine)
    calibration = calibrate(world, base_year, task.engine)
    size = draws_at_a_time(1 + (len(task.coalitions) or len(task.measures) + (len(task.measures) > 1)))
    bounds = np.linspace(0, sampler.rows, -(-sampler.rows // size) + 1).astype(int).tolist()
    return join([_run_part(task, slice(*part), calibration, base_year.end_age) for part in pairwise(bounds)])


def draws_at_a_time(scenarios: int) -> int:
    """Draws to project together at most; no number depends on it.

    >>> draws_at_a_time(2), draws_at_a_time(8), draws_at_a_time(200)
    (12, 6, 1)
    """
    return max(min(PROJECTED_TOGETHER // scenarios, MOST_TOGETHER), 1)


def _run_part(task: Task, some: slice, calibration: Calibration, end_age: Array) -> Differences:
    """Project and book some draws of the block; `end_age` of mortality is that of all its draws."""
    place = slice(task.first + some.start, task.first + some.stop)
    sampler = Sampler(Draws(task.seed, task.count), place)
    world = sample_world(task.pack, sampler)
    policy = sample_policy(task.measures, task.pack, sampler, task.coalitions, task.overlap)
    mortality = project_mortality(world, task.years, task.engine, end_age[some])
    solved, engine = calibration.of_draws(some), task.engine
    setup = set_up(world, mortality, solved, policy, engine, care_in_added_years=task.care_in_added_years)
    projection = project(setup, task.years, scenario_ends(task, policy))
    return book(task, sampler, setup.calibration, policy, projection)


def join(parts: Sequence[Differences]) -> Differences:
    """Put the draws of several parts behind each other."""
    first = parts[0]
    arrays = {
        field.name: np.concatenate(
            [getattr(part, field.name) for part in parts], axis=1 if field.name == "cases_averted" else 0
        )
        for field in fields(first)
        if field.name not in NOT_BY_DRAW
    }
    clamps: dict[tuple[object, object], dict[str, object]] = {}
    for clamp in (clamp for part in parts for clamp in part.clamps):
        key = (clamp["what"], clamp["where"])
        if key not in clamps or float(str(clamp["size"])) > float(str(clamps[key]["size"])):
            clamps[key] = clamp
    told = tuple(clamps[key] for key in sorted(clamps, key=str))
    return Differences(**arrays, lines=first.lines, accounts=first.accounts, clamps=told)


def horizon_years(duration: int) -> int:
    """Years that health and money are followed from the start of a measure: max(40, duration + 60) (1.2).

    >>> horizon_years(10)
    70
    """
    return max(40, duration + 60)


def scenario_ends(task: Task, policy: Policy) -> list[int]:
    """Years from the base year for which each scenario is followed; the reference to the end (1.2)."""
    if task.coalitions:
        return [task.years] * len(policy.scenarios)
    base = task.pack.base_year
    measures = [m.measure for m in policy.measures]
    ends = [
        max(
            (measures[m].start - base + horizon_years(measures[m].years) for m in scenario.measures),
            default=0,
        )
        for scenario in policy.scenarios
    ]
    return [task.years, *ends[1:]]


def _needed(projection: Projection) -> Volumes:
    """What care is needed for, all groups together."""
    return Volumes(
        people=projection.cared_for.sum(axis=-1),
        sick=projection.cared_sick.sum(axis=-1),
        cases=projection.cared_cases.sum(axis=-1),
        other_deaths=projection.other_deaths.sum(axis=-1),
    )


def book(
    task: Task,
    sampler: Sampler,
    calibration: Calibration,
    policy: Policy,
    projection: Projection,
) -> Differences:
    """Turn a projection into lines, check that they balance, and take differences with the reference."""
    pack = task.pack
    base = (projection.base_sick, projection.base_cases, projection.base_other_deaths)
    prices = care_prices(pack, sampler.estimate, *base)
    cared = (projection.other_deaths, projection.cared_sick, projection.cared_cases)
    costs = care_costs(prices, projection.cared_for, *cared)
    staff = care_staff(pack, prices, BaseYear(*base), costs, _needed(projection), sampler.estimate)
    costs = grown(pack, costs, sampler.estimate) if task.care_grows else costs

    def amount(measure: str, path: str, quantity: Quantity) -> Array:
        estimate, kind = quantity_estimate(quantity, pack), quantity_kind(quantity)
        return sampler.estimate(f"measure/{measure}/{path}", estimate, kind)

    programme: list[Flow] = []
    reached = np.zeros(projection.participants.shape[1:-1])
    outcomes = touched(pack, task.measures)
    numbers = {outcome.id: np.zeros(projection.participants.shape[1:]) for outcome in outcomes}
    for m, sampled in enumerate(policy.measures):
        participants = projection.participants[m]
        programme += measure_flows(pack, sampled.measure, sampled.in_scenario, participants, amount)
        people = took_part(pack, sampled.measure, sampled.in_scenario, participants)
        reached += people.sum(axis=-1)
        for name, change in change_in_numbers(sampled.measure, people, amount).items():
            numbers[name] += change
    flows = programme + care_flows(pack, costs)
    flows += health_flows(pack.groups, projection.haly, task.qaly_value_eur)
    flows += [*_work(pack, sampler, projection), *_living(task, sampler, projection)]
    flows += outcome_flows(pack, outcomes, numbers, sampler.estimate)
    ledger = _ledger(flows)
    accounts = tuple(party.id for party in pack.parties)
    check_balances(ledger, accounts)
    lived = projection.person_years.sum(axis=(3, 4))
    return Differences(
        haly=_less_reference(projection.haly),
        healthy_years=_less_reference(projection.healthy_years),
        life_years=_less_reference(lived),
        deaths_averted=0.0 - _less_reference(projection.deaths.sum(axis=(3, 4))),
        cases_averted=0.0 - np.stack([_less_reference(part.sum(axis=-1)) for part in projection.cases]),
        participants=reached,
        staff=_less_reference(staff.by_law),
        sector_staff=_less_reference(staff.by_sector),
        amounts=_less_reference(ledger.amounts),
        reference_deaths=projection.deaths[:, 0, 0].sum(axis=-1),
        haly_by_age=_less_reference(_in_bands(pack, projection.haly_by_age.sum(axis=-1))),
        haly_expectancy=_less_reference(projection.haly_expectancy),
        healthy_expectancy=_less_reference(projection.healthy_expectancy),
        reference_haly_expectancy=projection.haly_expectancy[:, 0],
        reference_healthy_expectancy=projection.healthy_expectancy[:, 0],
        outcome_numbers=_stacked([numbers[outcome.id].sum(axis=-1) for outcome in outcomes], reached),
        lines=ledger.lines,
        accounts=accounts,
        clamps=(*calibration.clamps, *projection.clamps, *prices.clamps),
    )


def _work(pack: Pack, sampler: Sampler, projection: Projection) -> list[Flow]:
    """Lost work; nothing in a pack that says nothing of absence (7.3)."""
    if pack.work is None:
        return []
    prices = work_prices(pack, pack.work, sampler.estimate)
    ill, lived = np.stack((projection.paid_sick, projection.paid_cases)), np.zeros(projection.haly.shape)
    if prices.human_capital:
        lived = hours_of_people(pack, projection.person_years - projection.person_years[:, :1])
    flows = work_flows(
        pack,
        pack.work.payer,
        output_of_the_ill(prices, ill),
        output_of_the_dead(prices, projection.paid_dead, lived),
        sick_pay(prices, ill),
    )
    if pack.work.disability is not None:
        benefits = disability_benefits(pack, pack.work, projection.paid_sick, sampler.estimate)
        flows += disability_flows(pack, pack.work.disability.payer, benefits)
    return flows


def _living(task: Task, sampler: Sampler, projection: Projection) -> list[Flow]:
    """Money over the years that people live longer or shorter; none where added years do not count (7.3)."""
    if not task.care_in_added_years:
        return []
    gained = projection.person_years - projection.person_years[:, :1]
    return list(living_flows(task.pack, gained, sampler.estimate))


def _in_bands(pack: Pack, by_age: Array) -> Array:
    """Sums over bands of ages, [..., age band] from [..., age]."""
    return np.asarray(np.add.reduceat(by_age, [first for first, _ in age_bands(pack)], axis=-1))


def _stacked(parts: Sequence[Array], like: Array) -> Array:
    """Put arrays beside each other on a last axis, of length 0 if there are none."""
    return np.stack(parts, axis=-1) if parts else np.zeros((*like.shape, 0))


def _less_reference(values: Array) -> Array:
    """Every scenario less the reference, exactly 0 for the reference itself."""
    return values - values[:, :1]


def _ledger(flows: Sequence[Flow]) -> Ledger:
    """Put flows into a ledger [draw, scenario, year, line]."""
    lines = tuple(Line(f.id, f.payer, f.receiver, f.kind, f.law, f.ses, f.measure) for f in flows)
    return Ledger(lines, np.stack([flow.amount for flow in flows], axis=-1))
