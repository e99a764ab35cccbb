"""The projection: all scenarios together, year by year, in one fixed order (4.4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import OTHER_CAUSES, Pack
from hiap.equations.demography import cohort_value
from hiap.equations.disease import YearOfDisease, added_mortality, disease_year
from hiap.equations.exposure import lagged
from hiap.equations.outcomes import good_health, healthy_part, residual_disability
from hiap.simulation.advance import Survivors, next_year
from hiap.simulation.calibration import Calibration
from hiap.simulation.mortality import Mortality
from hiap.simulation.path import ReferencePath, reference_path, reference_risk
from hiap.simulation.policy import Policy, policy_of
from hiap.simulation.reach import YearOfPolicy, act, fade
from hiap.simulation.risks import Link, curve_risk
from hiap.simulation.state import Rows, State, first_state, keep_scenarios, lay_rows, touched_factors
from hiap.simulation.world import World

Array = NDArray[np.float64]
Pair = tuple[str, str]


@dataclass(frozen=True)
class Projection:
    """What happens, per draw, scenario and year from the base year on.

    `person_years` [draw, scenario, year, sex, age, group]; `sick_years` and `cases` [disease, draw,
    scenario, year, group]; `deaths` [draw, scenario, year, sex, group]; `haly`, `healthy_years`
    [draw, scenario, year, group]; `participants` [measure, draw, scenario, year, group];
    `care_ratio` [disease or all, draw, scenario, year, group]; `persons` on 1 January like `person_years`.
    """

    first_year: int
    person_years: Array
    persons: Array
    sick_years: Array
    cases: Array
    deaths: Array
    haly: Array
    healthy_years: Array
    participants: Array
    care_ratio: Array
    clamps: tuple[dict[str, object], ...]


@dataclass(frozen=True)
class Setup:
    """What does not change over the years of a projection."""

    world: World
    mortality: Mortality
    calibration: Calibration
    policy: Policy
    rows: Rows
    path: ReferencePath
    touched: tuple[str, ...]
    weight: Array
    residual: Array

    @property
    def pack(self) -> Pack:
        """The pack behind the world."""
        return self.world.pack


def set_up(world: World, mortality: Mortality, calibration: Calibration, policy: Policy) -> Setup:
    """Prepare a projection: rows of the state, disability weights and residual disability (4.3)."""
    pack = world.pack
    weight = np.stack([item.weight for item in world.diseases])[:, :, None, None, None]
    middle = cohort_value(calibration.prevalence, axis=-2)
    national = (healthy_part(middle, weight) * pack.group_share).sum(axis=-1)
    residual, _ = residual_disability(cohort_value(pack.disability), national)
    rows = lay_rows(pack, policy, calibration.links)
    path = reference_path(world, list(calibration.links))
    touched = touched_factors(policy)
    return Setup(world, mortality, calibration, policy, rows, path, touched, weight, residual[..., None])


def project(setup: Setup, years: int, ends: Sequence[int]) -> Projection:
    """Run all scenarios for a number of years from the base year.

    Scenario k is followed for `ends[k]` years; after that it is given as equal to the reference.
    """
    pack, policy = setup.pack, setup.policy
    state = first_state(pack, policy, setup.calibration, setup.rows)
    draws, scenarios = state.persons.shape[:2]
    groups, diseases = len(pack.groups), len(pack.diseases)
    by_group = (draws, scenarios, years, groups)
    result = Projection(
        first_year=pack.base_year,
        person_years=np.zeros((draws, scenarios, years, *pack.group_share.shape)),
        persons=np.zeros((draws, scenarios, years, *pack.group_share.shape)),
        sick_years=np.zeros((diseases, *by_group)),
        cases=np.zeros((diseases, *by_group)),
        deaths=np.zeros((draws, scenarios, years, 2, groups)),
        haly=np.zeros(by_group),
        healthy_years=np.zeros(by_group),
        participants=np.zeros((len(policy.measures), *by_group)),
        care_ratio=np.ones((diseases + 1, *by_group)),
        clamps=(),
    )
    history: tuple[tuple[Array, ...], ...] = ()
    longest = max((s.effect.lag_years for m in policy.measures for s in m.effects), default=0)
    clamps: dict[str, float] = {}
    running = np.arange(scenarios)
    for t in range(years):
        still = np.array([k for k in running if k == 0 or t < ends[int(k)]])
        if len(still) < len(running):
            kept = np.searchsorted(running, still)
            state, history = keep_scenarios(state, history, kept)
            setup = replace(setup, policy=policy_of(policy, still))
            running = still
        state, covered = _year(setup, t, state, history, result, running, clamps)
        history = (*history, covered)[len(history) + 1 - longest :] if longest else ()
        _repeat_reference(result, t, np.setdiff1d(np.arange(scenarios), running))
    lines: tuple[dict[str, object], ...] = tuple(
        {"what": what, "where": "projection", "size": size} for what, size in sorted(clamps.items())
    )
    return replace(result, clamps=lines)


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
    factor, other = _risk_factors(setup, year, state, done.difference)
    disease = _diseases(setup, year, state, factor, done)
    mortality = _mortality(setup, t, state, disease, other, done, clamps)
    before = state.carried[: rows.diseases].copy()
    _update_carried(setup, year, state, disease, done.difference)
    advanced, survivors = next_year(setup, t, state, mortality)
    _record(setup, (t, running), state, before, survivors, disease, done, result)
    return advanced, done.covered


def _risk_factors(
    setup: Setup, year: int, state: State, difference: Mapping[str, Array]
) -> tuple[Array, Array]:
    """Relative incidence by disease and other-cause mortality, scenario over reference (3.3, 3.4)."""
    shape = state.persons.shape
    factor = np.ones((setup.rows.diseases, *shape))
    other = np.ones(shape)
    for link in setup.calibration.links:
        if link.risk_factor not in setup.touched:
            continue
        ratio = _relative_change(setup, link, year, state, difference[link.risk_factor])
        if link.outcome == OTHER_CAUSES:
            other = other * ratio
        else:
            factor[setup.pack.disease_index(link.outcome)] *= ratio
    return factor, other


def _relative_change(setup: Setup, link: Link, year: int, state: State, difference: Array) -> Array:
    """Mean risk of one link over that of the reference; exactly 1 where nothing changed."""
    base = reference_risk(setup.path, link, year, state.lagged)[:, None]
    change = link_change(setup, link, year, difference)
    pair = (link.risk_factor, link.outcome)
    if link.lag is not None:
        late = state.carried[setup.rows.late[pair]]
        change = lagged(change, late, 0.5 * link.lag[..., None])
    if link.curve:
        return np.asarray(1.0 + change[0] / base)
    return np.asarray(1.0 + (change * (link.ratio[:, :, None, :, :, None] - 1.0)).sum(axis=0) / base)


def link_change(setup: Setup, link: Link, year: int, difference: Array) -> Array:
    """What a link carries of a difference: the shares themselves, or the change of a mean's risk [1, ...]."""
    if not link.curve:
        return difference
    moved = np.flatnonzero(np.abs(difference[0]).max(axis=(0, 2, 3, 4)) > 0)
    change = np.zeros_like(difference)
    if len(moved):
        step = setup.path.step(year)
        shifted = setup.path.grid[(link.risk_factor, step)][:, :, None] + difference[0][None, :, moved]
        usual = setup.path.risk[((link.risk_factor, link.outcome), step)]
        change[0][:, moved] = curve_risk(link, shifted) - usual[:, None]
    return change


def _diseases(setup: Setup, year: int, state: State, factor: Array, done: YearOfPolicy) -> YearOfDisease:
    """The year of every disease in every scenario (4.1), [disease, draw, scenario, sex, age, group]."""
    solved, world = setup.calibration, setup.world
    base = np.ones((setup.rows.diseases, *setup.calibration.prevalence.shape[1:]))
    for link in solved.links:
        if link.outcome != OTHER_CAUSES:
            place = setup.pack.disease_index(link.outcome)
            base[place] *= reference_risk(setup.path, link, year, state.lagged)
    factor *= (base * solved.incidence[..., None])[:, :, None]
    for effect in setup.pack.disease_effects:
        cause = state.carried[setup.pack.disease_index(effect.disease)]
        ratio = world.disease_effects[(effect.disease, effect.outcome)][:, None, :, :, None]
        factor[setup.pack.disease_index(effect.outcome)] *= 1.0 + cause * (ratio - 1.0)
    incidence = factor
    remission = np.asarray(solved.remission[:, :, None, :, :, None])
    excess = solved.excess_mortality[:, :, None]
    fatal = solved.fatal_fraction[:, :, None, :, :, None]
    for (kind, d), ratio in done.ratio.items():
        if kind == "incidence":
            incidence[d] *= ratio
        elif kind == "remission":
            remission = _times(remission, d, ratio)
        elif kind == "fatality":
            excess, fatal = _times(excess, d, ratio), _times(fatal, d, ratio)
    cured = solved.cured_fraction[:, :, None, :, :, None]
    return disease_year(state.carried[: setup.rows.diseases], incidence, remission, excess, fatal, cured)


def _times(rate: Array, d: int, ratio: Array) -> Array:
    """Multiply the rate of one disease by a ratio that differs by scenario."""
    wide = np.broadcast_to(rate, (rate.shape[0], *ratio.shape)).copy()
    wide[d] *= ratio
    return wide


def _mortality(
    setup: Setup,
    t: int,
    state: State,
    disease: YearOfDisease,
    other: Array,
    done: YearOfPolicy,
    clamps: dict[str, float],
) -> Array:
    """All-cause mortality of every scenario: reference plus what diseases and other causes change (4.2)."""
    solved = setup.calibration
    excess = solved.excess_mortality[:, :, None]
    for (kind, d), ratio in done.ratio.items():
        if kind == "fatality":
            excess = _times(excess, d, ratio)
    under = solved.underlying[:, :, None, :, None, None]
    before = state.carried[: setup.rows.diseases]
    added = added_mortality(disease.hazard, excess, under, before, disease.prevalence)
    reference = setup.mortality.cohort[:, t]
    left = reference - added[:, :, 0].sum(axis=0)
    shortage = float(np.maximum(-left, 0.0).max())
    if shortage > 1e-9:
        what = "causes outside the modelled diseases below 0, set to 0 for changes of other causes"
        clamps[what] = max(clamps.get(what, 0.0), shortage)
    change = (added - added[:, :, :1]).sum(axis=0)
    return np.asarray(reference[:, None] + change + np.maximum(left, 0.0)[:, None] * (other - 1.0))


def _update_carried(
    setup: Setup, year: int, state: State, disease: YearOfDisease, difference: Mapping[str, Array]
) -> None:
    """Bring what people carry to the end of the year, in place: prevalence, lag (3.4), decay (3.1)."""
    rows, carried = setup.rows, state.carried
    carried[: rows.diseases] = disease.prevalence
    for link in setup.calibration.links:
        pair = (link.risk_factor, link.outcome)
        if pair in rows.late and link.lag is not None:
            change = link_change(setup, link, year, difference[link.risk_factor])
            carried[rows.late[pair]] = lagged(change, carried[rows.late[pair]], link.lag[..., None])
    fade(setup.policy, rows, carried)


def _record(
    setup: Setup,
    place: tuple[int, NDArray[np.int64]],
    state: State,
    before: Array,
    survivors: Survivors,
    disease: YearOfDisease,
    done: YearOfPolicy,
    result: Projection,
) -> None:
    """Write the outcomes of the year into the result of the running scenarios (4.3)."""
    t, k = place
    lived = 0.5 * (state.persons + survivors.persons)
    sick = 0.5 * (before * state.persons + survivors.prevalence * survivors.persons)
    share = sick / np.where(lived > 0, lived, 1.0)
    part = healthy_part(share, setup.weight[:, :, None])
    full = (1.0 - setup.residual[:, None]) * part
    slope = setup.world.good_health_slope[:, None, None, None, None]
    good = good_health(setup.pack.good_health, full[:, :1] - full, slope)
    cells = (-3, -2)
    result.person_years[:, k, t] = lived
    result.persons[:, k, t] = state.persons
    result.sick_years[:, :, k, t] = sick.sum(axis=cells)
    result.cases[:, :, k, t] = (disease.cases * state.persons).sum(axis=cells)
    result.deaths[:, k, t] = survivors.deaths.sum(axis=-2) + survivors.infant_deaths[:, None]
    result.haly[:, k, t] = (lived * full).sum(axis=cells)
    result.healthy_years[:, k, t] = (lived * good).sum(axis=cells)
    for m, persons in enumerate(done.participants):
        result.participants[m][:, k, t] = persons.sum(axis=cells)
    for (kind, d), ratio in done.ratio.items():
        if kind == "care_use":
            weight = sick[d] if d >= 0 else lived
            total = weight.sum(axis=cells)
            mean = (weight * ratio).sum(axis=cells) / np.where(total > 0, total, 1.0)
            result.care_ratio[d][:, k, t] = mean


def _repeat_reference(result: Projection, t: int, stopped: NDArray[np.int64]) -> None:
    """Give scenarios that are followed no longer the values of the reference."""
    if not len(stopped):
        return
    for array in (result.person_years, result.persons, result.deaths, result.haly, result.healthy_years):
        array[:, stopped, t] = array[:, :1, t]
    for array in (result.sick_years, result.cases):
        array[:, :, stopped, t] = array[:, :, :1, t]
