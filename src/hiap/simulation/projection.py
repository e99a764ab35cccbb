"""The projection: all scenarios together, year by year, in one fixed order (4.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import OTHER_CAUSES, Pack
from hiap.equations.demography import cohort_value
from hiap.equations.outcomes import good_health, healthy_part, residual_disability
from hiap.simulation.advance import Survivors, as_many_people, next_year, survive_and_migrate
from hiap.simulation.calibration import Calibration
from hiap.simulation.engine import (
    Diseases,
    DiseaseYear,
    Engine,
    EngineName,
    FirstAge,
    Passed,
    RiskChange,
    Traces,
    engine,
)
from hiap.simulation.expectancy import expectancies_of_year, marked_places
from hiap.simulation.mortality import Mortality
from hiap.simulation.path import ReferencePath, reference_path, reference_risk
from hiap.simulation.policy import Policy, acting_scenarios, changing_scenarios, policy_of
from hiap.simulation.reach import YearOfPolicy, act, fade
from hiap.simulation.recording import Projection, empty_projection, record_base_year, repeat_reference
from hiap.simulation.risks import Link, curve_risks, quantile_grid
from hiap.simulation.state import (
    Change,
    Rows,
    State,
    first_state,
    keep_scenarios,
    lay_rows,
    touched_factors,
    trace_scenarios,
)
from hiap.simulation.working import hours_of_patients, hours_of_people
from hiap.simulation.world import World

Array = NDArray[np.float64]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Setup:
    """What does not change over the years of a projection.

    `incidence` [disease, draw, sex, age, group] is that without any risk factor; `disease_effects` are the
    diseases that raise the risk of others: cause, outcome, risk [draw, sex, age];
    without `care_in_added_years` care is counted for as many people as live in the reference (7.1).
    """

    world: World
    mortality: Mortality
    calibration: Calibration
    policy: Policy
    rows: Rows
    path: ReferencePath
    touched: tuple[str, ...]
    acting: Mapping[str, NDArray[np.int64]]
    traces: Traces
    weight: Array
    incidence: Array
    paid: Array
    residual: Array
    first_age: FirstAge
    disease_effects: tuple[tuple[int, int, Array], ...]
    engine: Engine
    clamps: tuple[dict[str, object], ...]
    care_in_added_years: bool = True

    @property
    def pack(self) -> Pack:
        """The pack behind the world."""
        return self.world.pack

    def with_policy(self, policy: Policy) -> Setup:
        """The same for another choice of scenarios of the same measures."""
        acting = acting_scenarios(policy, self.touched)
        traces = trace_scenarios(policy, self.rows, acting)
        return replace(self, policy=policy, acting=acting, traces=traces)


def set_up(
    world: World,
    mortality: Mortality,
    calibration: Calibration,
    policy: Policy,
    engine_name: EngineName = "numpy",
    care_in_added_years: bool = True,
) -> Setup:
    """Prepare a projection: rows of the state, disability weights and residual disability (4.3)."""
    pack = world.pack
    weight = np.stack([item.weight for item in world.diseases])
    rows = lay_rows(pack, policy, calibration.links)
    chosen = engine(engine_name)
    path = reference_path(world, list(calibration.links), read=chosen.curves)
    touched = touched_factors(policy)
    setup = Setup(
        world=world,
        mortality=mortality,
        calibration=calibration,
        policy=policy,
        rows=rows,
        path=path,
        touched=touched,
        acting={},
        traces=(),
        weight=weight,
        incidence=calibration.incidence[..., None] * pack.group_ratios[:, None, None, None],
        paid=hours_of_patients(pack),
        residual=np.zeros((1, 1, 1)),
        first_age=tuple(_first_age(calibration, d) for d in range(len(pack.diseases))),
        disease_effects=tuple(
            (
                pack.disease_index(e.disease),
                pack.disease_index(e.outcome),
                world.disease_effects[(e.disease, e.outcome)],
            )
            for e in pack.disease_effects
        ),
        engine=chosen,
        clamps=(),
        care_in_added_years=care_in_added_years,
    )
    residual, clamps = _residual_disability(setup)
    return replace(setup, residual=residual, clamps=clamps).with_policy(policy)


def _first_age(calibration: Calibration, d: int) -> int:
    """The first age at which a disease is there or begins; below it stays 0 in every scenario."""
    there = calibration.prevalence[d].any(axis=(0, 1, 3)) | calibration.incidence[d].any(axis=(0, 1))
    return int(there.argmax()) if there.any() else len(there) - 1


def _residual_disability(setup: Setup) -> tuple[Array, tuple[dict[str, object], ...]]:
    """Disability of the base year that no modelled disease explains, [draw, sex, age, 1] (4.3, 5.3)."""
    pack, solved = setup.pack, setup.calibration
    state = first_state(pack, setup.policy, solved, setup.rows)
    start = state.persons[:, :1]
    end = survive_and_migrate(setup, 0, start, setup.mortality.cohort[:, :1]).persons[:, 0]
    lived = 0.5 * (start[:, 0] + end)
    sick = 0.5 * (solved.prevalence * start[:, 0] + solved.year_end * end) / np.where(lived > 0, lived, 1.0)
    whole, healthy = (
        lived.sum(axis=-1),
        (healthy_part(sick, setup.weight[:, :, None, None, None]) * lived).sum(axis=-1),
    )
    part = np.divide(healthy, whole, out=np.ones_like(whole), where=whole > 0)
    residual, cut = residual_disability(cohort_value(pack.disability), part)
    size = float(cut.max())
    what = "modelled diseases explain more disability than there is: rest set to 0"
    clamps = ({"what": what, "where": "disability", "size": size},) if size > 1e-9 else ()
    return residual[..., None], clamps


def project(setup: Setup, years: int, ends: Sequence[int]) -> Projection:
    """Run all scenarios for a number of years from the base year.

    Scenario k is followed for `ends[k]` years; after that it is given as equal to the reference. So is a
    scenario without any effect, from the start.
    """
    pack, policy = setup.pack, setup.policy
    state = first_state(pack, policy, setup.calibration, setup.rows)
    draws, scenarios = state.persons.shape[:2]
    weighted = not setup.care_in_added_years
    result = empty_projection(pack, policy, years, draws, scenarios, weighted=weighted)
    history: tuple[tuple[Array, ...], ...] = ()
    longest = max((s.effect.lag_years for m in policy.measures for s in m.effects), default=0)
    clamps: dict[str, float] = {}
    running = np.arange(scenarios)
    changing = changing_scenarios(policy)
    for t in range(years):
        still = np.array([k for k in running if k == 0 or (k in changing and t < ends[int(k)])])
        if len(still) < len(running):
            kept = np.searchsorted(running, still)
            state, history = keep_scenarios(state, history, kept)
            setup = setup.with_policy(policy_of(policy, still))
            running = still
        state, covered = _year(setup, t, state, history, result, running, clamps)
        history = (*history, covered)[-longest:] if longest else ()
        repeat_reference(pack, result, policy, t, _without(scenarios, running))
    result.participants[:, :, 0] = 0.0
    lines: tuple[dict[str, object], ...] = tuple(
        {"what": what, "where": "projection", "size": size} for what, size in sorted(clamps.items())
    )
    return replace(result, clamps=(*setup.clamps, *lines))


def _without(count: int, some: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places up to a count that are not among some."""
    left = np.ones(count, dtype=np.bool_)
    left[some] = False
    return np.flatnonzero(left)


def _year(
    setup: Setup,
    t: int,
    state: State,
    history: tuple[tuple[Array, ...], ...],
    result: Projection,
    running: NDArray[np.int64],
    clamps: dict[str, float],
) -> tuple[State, tuple[Array, ...]]:
    """One year in the order of (4.4): exposure, incidence, disease, mortality, population, outcomes."""
    pack, rows = setup.pack, setup.rows
    year = pack.base_year + t
    step = setup.path.step(year)
    reference = {name: setup.path.exposure[(name, step)] for name in setup.touched}
    levels = {name: value for name, value in reference.items() if pack.risk_factor(name).kind == "levels"}
    means = {name: value[None] for name, value in reference.items() if name not in levels}
    done = act(pack, setup.policy, rows, year, state.persons, state.carried, levels | means, history)
    usual = {
        (link.risk_factor, link.outcome): reference_risk(
            setup.path, link, year, state.lagged, setup.engine.late_risk
        )
        for link in setup.calibration.links
    }
    changes = _changes(setup, year, state, done.difference)
    factors = _risk_factors(setup, state, changes, usual)
    disease = _diseases(setup, t, state, factors, usual, done)
    other = factors.get(OTHER_CAUSES, np.ones(1))
    mortality, unmodelled = _mortality(setup, t, disease.added, other, clamps)
    _update_traces(setup, state, changes)
    care_use = _care_use(setup, state, result, done)
    advanced, survivors, passed = next_year(setup, t, state, disease, mortality, care_use)
    others = survivors.deaths * (unmodelled / np.where(mortality > 0, mortality, 1.0))
    _record_other_deaths(setup, (t, running), state, survivors, others, done, result)
    health = _record(setup, (t, running), state, survivors, passed, done, result)
    marked = marked_places(pack, result.haly.shape[2])
    if t in marked:
        found = expectancies_of_year(pack, setup.mortality.by_group[:, t], mortality, *health)
        for target, years in zip((result.haly_expectancy, result.healthy_expectancy), found, strict=True):
            target[:, running, marked.index(t)] = years
    if t == 0:
        record_base_year(state, survivors, disease, others, result)
    return replace(advanced, changes=changes), done.covered


def _changes(setup: Setup, year: int, state: State, difference: Mapping[str, Array]) -> dict[Pair, Change]:
    """What every link of a touched risk factor carries of this year's difference, in the acting scenarios."""
    changes: dict[Pair, Change] = {}
    for name in setup.touched:
        links = [link for link in setup.calibration.links if link.risk_factor == name]
        here = difference[name][:, :, setup.acting[name]]
        changes |= factor_changes(setup, links, setup.path.step(year), here, state.changes)
    return changes


def factor_changes(
    setup: Setup, links: Sequence[Link], step: int, difference: Array, before: Mapping[Pair, Change]
) -> dict[Pair, Change]:
    """What links of one factor carry of a difference: the shares, or the change of a mean's risk [1, ...].

    A mean that is held at the same difference as last year keeps the change of last year.
    """
    pairs = [(link.risk_factor, link.outcome) for link in links]
    if not links or not links[0].curve or not difference.any():
        return {pair: Change(step, difference, difference) for pair in pairs}
    last = before.get(pairs[0])
    if last and last.step == step and np.array_equal(last.difference, difference):
        return {pair: before[pair] for pair in pairs}
    name = links[0].risk_factor
    usual_grid = quantile_grid(setup.pack.risk_factor(name), setup.path.exposure[(name, step)])
    first, same = _distinct(difference)
    shifted = usual_grid[:, :, None] + difference[0][None, :, first]
    changed = {}
    for pair, risk in zip(pairs, curve_risks(links, shifted, setup.engine.curves), strict=True):
        usual = setup.path.risk[(pair, step)][:, None]
        moved = np.where(difference[0][:, first] == 0, 0.0, risk - usual)
        changed[pair] = Change(step, difference, moved[None, :, same])
    return changed


def _distinct(difference: Array) -> tuple[list[int], list[int]]:
    """The scenarios whose difference is that of none before them, and of each scenario its place among these.

    A measure and a package with it often move a factor alike.
    """
    first: list[int] = []
    same: list[int] = []
    for k in range(difference.shape[2]):
        alike = [i for i, j in enumerate(first) if np.array_equal(difference[:, :, j], difference[:, :, k])]
        same.append(alike[0] if alike else len(first))
        if not alike:
            first.append(k)
    return first, same


def _risk_factors(
    setup: Setup, state: State, changes: Mapping[Pair, Change], usual: Mapping[Pair, Array]
) -> dict[str, Array]:
    """Relative incidence by disease, and other-cause mortality, scenario over reference (3.3, 3.4).

    Outcomes that no touched risk factor reaches are left out.
    """
    factors: dict[str, Array] = {}
    for link in setup.calibration.links:
        pair = (link.risk_factor, link.outcome)
        if pair not in changes:
            continue
        if link.outcome not in factors:
            factors[link.outcome] = np.ones(state.persons.shape)
        late = None if link.lag is None else (state.carried[setup.rows.late[pair]], link.kept[0])
        setup.engine.change_risk(
            RiskChange(changes[pair].value, setup.acting[link.risk_factor], late, link.excess, usual[pair]),
            factors[link.outcome],
        )
    return factors


def _diseases(
    setup: Setup,
    t: int,
    state: State,
    factors: Mapping[str, Array],
    usual: Mapping[Pair, Array],
    done: YearOfPolicy,
) -> DiseaseYear:
    """The year of every disease in every scenario (4.1), and the mortality that diseases add (4.2)."""
    pack, solved = setup.pack, setup.calibration
    incidence = setup.incidence.copy()
    for (_, outcome), risk in usual.items():
        if outcome != OTHER_CAUSES:
            incidence[pack.disease_index(outcome)] *= risk
    ratio = {key: found for key, found in done.ratio.items() if key[0] != "care_use"}
    for outcome, factor in factors.items():
        if outcome != OTHER_CAUSES:
            key = ("incidence", pack.disease_index(outcome))
            ratio[key] = factor * ratio[key] if key in ratio else factor
    year = Diseases(
        prevalence=state.carried[: setup.rows.diseases],
        incidence=incidence,
        remission=solved.remission,
        excess_mortality=solved.excess_mortality,
        fatal_fraction=solved.fatal_fraction,
        cured_fraction=solved.cured_fraction,
        fall=setup.mortality.fall[:, t, ..., None],
        underlying=solved.underlying,
        effects=setup.disease_effects,
        ratio=ratio,
    )
    return setup.engine.diseases(year, setup.first_age)


def _mortality(
    setup: Setup, t: int, added: Array, other: Array, clamps: dict[str, float]
) -> tuple[Array, Array]:
    """All-cause mortality of every scenario: reference plus what diseases and other causes change (4.2).

    And the part of it from causes that are not modelled, likewise [draw, scenario, sex, age, group].
    """
    reference = setup.mortality.cohort[:, t]
    usual = added[:, 0]
    change = added - added[:, :1]
    room = np.divide(reference, usual, out=np.ones_like(usual), where=usual > reference)
    if float(room.min()) < 1.0:
        what = "modelled diseases would cause more deaths than there are: their deaths scaled down"
        clamps[what] = max(clamps.get(what, 0.0), float((usual - reference).max()))
    left = np.maximum(reference - usual, 0.0)
    total = reference[:, None] + change * room[:, None] + left[:, None] * (other - 1.0)
    return np.asarray(total), np.asarray(np.broadcast_to(left[:, None] * other, total.shape))


def _care_use(setup: Setup, state: State, result: Projection, done: YearOfPolicy) -> dict[int, Array]:
    """Use of care by disease over that of the reference; empty if it is the same."""
    if result.cared_sick is result.sick_years:
        return {}
    use = done.ratio.get(("care_use", -1), 1.0)
    whole = np.ones(state.persons.shape) * use
    return {d: whole * done.ratio.get(("care_use", d), 1.0) for d in range(setup.rows.diseases)}


def _update_traces(setup: Setup, state: State, changes: Mapping[Pair, Change]) -> None:
    """Bring what measures left behind to the end of the year, in place: lag (3.4), decay (3.1)."""
    rows, carried = setup.rows, state.carried
    for link in setup.calibration.links:
        pair = (link.risk_factor, link.outcome)
        if pair in rows.late and link.lag is not None:
            acting, late = setup.acting[link.risk_factor], carried[rows.late[pair]]
            setup.engine.follow(changes[pair].value, acting, link.kept[1], late)
    fade(setup.policy, rows, carried)


def _record_other_deaths(
    setup: Setup,
    place: tuple[int, NDArray[np.int64]],
    state: State,
    survivors: Survivors,
    others: Array,
    done: YearOfPolicy,
    result: Projection,
) -> None:
    """Write deaths from causes that are not modelled, weighted by the use of care (7.1)."""
    t, k = place
    if not setup.care_in_added_years:
        others = others * as_many_people(state.persons, survivors.persons)
    result.other_deaths[:, k, t] = setup.engine.by_group(others * done.ratio.get(("care_use", -1), 1.0))


def _record(
    setup: Setup,
    place: tuple[int, NDArray[np.int64]],
    state: State,
    survivors: Survivors,
    passed: Passed,
    done: YearOfPolicy,
    result: Projection,
) -> tuple[Array, Array]:
    """Write the outcomes of the year into the result of the running scenarios (4.3).

    Gives the parts of life in full and in good perceived health.
    """
    (t, k), pack = place, setup.pack
    lived = 0.5 * state.persons + 0.5 * survivors.persons
    for target, found in (
        (result.sick_years, passed.sick_years),
        (result.cases, passed.cases),
        (result.cared_sick, passed.cared_sick),
        (result.cared_cases, passed.cared_cases),
        (result.paid_sick, passed.paid_sick),
        (result.paid_cases, passed.paid_cases),
    ):
        target[:, :, k, t] = found
    full = (1.0 - setup.residual[:, None]) * passed.healthy
    slope = setup.world.good_health_slope[:, None, None, None, None]
    good = good_health(pack.good_health, full[:, :1] - full, slope)
    result.person_years[:, k, t] = lived
    if result.cared_for is not result.person_years:
        people = lived if setup.care_in_added_years else lived[:, :1]
        result.cared_for[:, k, t] = people * done.ratio.get(("care_use", -1), 1.0)
    result.persons[:, k, t] = state.persons
    result.paid_dead[:, k, t] = hours_of_people(pack, survivors.deaths - survivors.deaths[:, :1])
    result.deaths[:, k, t] = survivors.deaths.sum(axis=-2) + survivors.infant_deaths[:, None]
    healthy = lived * full
    by_group = setup.engine.by_group
    result.haly[:, k, t] = by_group(healthy)
    result.haly_by_age[:, k] += healthy
    result.haly_by_age[:, _without(result.haly.shape[1], k)] += healthy[:, :1]
    result.healthy_years[:, k, t] = by_group(lived * good)
    for m, persons in done.participants.items():
        result.participants[m][:, k, t] = by_group(persons)
    return full, good
