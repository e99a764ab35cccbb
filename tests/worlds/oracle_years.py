"""The years of the second model (see `oracle`): one measure beside the reference, in the order of (4.4)."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from oracle import (
    Lagged,
    Shares,
    World,
    base_lagged,
    disease_factor,
    disease_risk,
    healthy_part,
    lag_rate,
    late,
    other_table,
)
from oracle_rates import LAST, Array, added_deaths, cohort, disease_year, mean_risk, moves, reference_exposure

from hiap.domain.measure import Effect, Measure
from hiap.domain.pack import Pack

RATIOS = ("incidence", "remission", "fatality", "care_use")


@dataclass
class Scenario:
    """The moving parts of a scenario on 1 January; differences are with the reference."""

    persons: Array
    prevalence: Array
    measure: Measure | None
    moved: Shares = field(default_factory=dict)
    late: Lagged = field(default_factory=dict)
    active: Array = field(default_factory=lambda: np.zeros(0))
    reached: Array = field(default_factory=lambda: np.zeros(0))


@dataclass
class Outcome:
    """What a year gives: persons by cell, deaths by sex, healthy years by group, cases by disease."""

    persons: Array
    deaths: Array
    haly: Array
    cases: Array


@dataclass
class Step:
    """A year of one scenario before migration."""

    added: Array
    prevalence: Array
    cases: Array
    hazard: Array
    other: Array


# --- measures (6) --------------------------------------------------------------------------------


def size_of(effect: Effect) -> float:
    """Product of the chain, with the transfer: a factor on a size, a power of a ratio."""
    size = float(np.prod([quantity.value for _, quantity in effect.factors]))
    if effect.kind in RATIOS:
        return float(size**effect.transfer.value)
    return size * effect.transfer.value


def reach_of(pack: Pack, measure: Measure) -> Array:
    """Share of the eligible people in a cell that is reached in a year."""
    if measure.reach.by_ses or measure.reach.build_up_years or measure.target.ses or measure.target.disease:
        raise ValueError(
            f"{measure.id}: the oracle knows no reach by group, build-up, target group or target disease; "
            "leave them out or teach it"
        )
    absent = measure.reach.non_take_up
    share = measure.reach.share.value * (1 - absent.value if absent else 1.0)
    ages = np.arange(LAST + 1)
    first, last = measure.target.age
    chosen = ((ages >= first) & (ages <= last)).astype(float)
    return np.broadcast_to(share * chosen[:, None], pack.group_share.shape)


def act(world: World, now: Scenario, year: int, reference: Shares) -> tuple[Shares, Array]:
    """(6.1) Differences of exposure and factors on incidence in a year; what stays is kept in `now`."""
    ratios = np.ones_like(now.prevalence)
    if now.measure is None:
        return {}, ratios
    pack, reach, difference = world.pack, reach_of(world.pack, now.measure), dict(now.moved)
    for effect in now.measure.effects:
        first, last = now.measure.start + effect.lag_years, now.measure.last_year + effect.lag_years
        running = first <= pack.base_year + year <= last
        name = str(effect.risk_factor)
        if effect.kind == "shift" and running:
            difference[name] = now.moved[name] = shifted(pack, now, effect, reach, reference[name])
        elif effect.kind == "hold" and running:
            difference[name] = reach * size_of(effect)
        elif effect.kind == "incidence":
            if running:
                new = np.minimum(reach, 1 - now.reached)
                now.reached, now.active = now.reached + new, now.active + new
            ratios[pack.disease_index(str(effect.disease))] = 1 - now.active * (1 - size_of(effect))
    return difference, ratios


def shifted(pack: Pack, now: Scenario, effect: Effect, reach: Array, reference: Array) -> Array:
    """A share of those reached at one level goes to another; the difference with the reference after it."""
    levels = pack.risk_factor(str(effect.risk_factor)).levels
    leave, enter = levels.index(str(effect.level_from)), levels.index(str(effect.level_to))
    moved = now.moved.get(str(effect.risk_factor), np.zeros_like(reference)).copy()
    amount = (reference + moved)[..., leave] * reach * size_of(effect)
    moved[..., leave] -= amount
    moved[..., enter] += amount
    return moved


# --- a year (4.4) --------------------------------------------------------------------------------


def other_risk(world: World, exposures: Shares, moved: Shares, lagged: Lagged) -> Array:
    """Product over the risk factors of the mean risk for other causes of death (3.7), lagged at mid-year."""
    out = np.ones_like(world.pack.group_share)
    for (name, outcome), (points, table) in world.tables.items():
        if outcome == "other":
            factor, alpha = world.pack.risk_factor(name), lag_rate(world.pack, name, outcome)
            exposure, change = exposures[name], moved.get(name, 0.0)
            if alpha is not None and (name, outcome) in lagged:
                exposure, change = late(exposure + change, lagged[name, outcome], alpha / 2), 0.0
            out *= mean_risk(factor, points, table, exposure, change)
    return out


def advance(
    world: World, now: Scenario, year: int, exposures: Shares, acts: tuple[Shares, Array], ref: Step | None
) -> Step:
    """Incidence, diseases and mortality of one year; `ref` is the same year of the reference."""
    pack, (moved, ratios) = world.pack, acts
    lagged = {pair: world.lagged[pair] + now.late.get(pair, 0.0) for pair in world.lagged}
    added, after, cases = (np.zeros_like(now.prevalence) for _ in range(3))
    for d, disease in enumerate(pack.diseases):
        risk = disease_risk(world, disease.id, exposures, moved, lagged)
        risk = risk * disease_factor(pack, disease.id, now.prevalence) * ratios[d]
        remission, excess, fatal, cured = (rate[:, :, None] for rate in world.rates[d])
        fall = world.mortality.fall[year][:, :, None]
        rates = (remission, excess * fall * world.gradient, fatal * fall, cured)
        result = disease_year(now.prevalence[d], world.incidence[d][:, :, None] * risk, rates)
        u = world.underlying[d][:, None, None]
        added[d] = added_deaths(result, now.prevalence[d], rates[1], u)
        after[d], cases[d] = result.prevalence, result.cases
    other = other_risk(world, exposures, moved, lagged)
    hazard = world.mortality.hazard[year]
    if ref is not None:
        rest = np.maximum(hazard - ref.added.sum(axis=0), 0)
        hazard = hazard + (added - ref.added).sum(axis=0) + rest * (other / ref.other - 1)
    return Step(added, after, cases, hazard, other)


def migrants(world: World, year: int) -> tuple[Array, Array]:
    """(2.1) Net migrants of the cohorts [sex, age, group], and those born in the year [sex, group]."""
    pack = world.pack
    net = pack.migration[year]
    if world.departures.migrants_a_year_younger:
        return net[..., None] * pack.group_share, np.zeros_like(pack.group_share[:, 0])
    older = np.concatenate([net[:, 1:], np.zeros_like(net[:, :1])], axis=1)
    shares = np.concatenate([pack.group_share[:, 1:], pack.group_share[:, -1:]], axis=1)
    return older[..., None] * shares, net[:, :1] * pack.group_share[:, 0]


def newborn(world: World, year: int, women_start: Array, women_end: Array) -> tuple[Array, Array]:
    """Births of the reference alive at the end of the year, and dead, [sex, group]."""
    pack = world.pack
    women = 0.5 * (women_start + women_end).sum(axis=-1)
    total = float(women @ cohort(pack.fertility[year]))
    by_sex = total * np.array([pack.share_male_at_birth, 1 - pack.share_male_at_birth])
    born = by_sex[:, None] * pack.group_share[:, 0]
    infant = pack.infant_share_lived[:, None]
    alive = born * np.exp(-(1 - infant) * world.mortality.by_group[year, :, 0])
    return alive.sum(axis=-1, keepdims=True) * pack.group_share[:, 0], born - alive


def older(value: Array, first: Array | float) -> Array:
    """Persons (or sums over persons) [sex, age, ...] a year older; the open last age keeps its own."""
    out = np.empty_like(value)
    out[:, 0] = first
    out[:, 1:] = value[:, :-1]
    out[:, LAST] += value[:, LAST]
    return out


def carried(
    value: Array, weight: Array | float, persons: Array, matrix: Array, first: Array | float
) -> Array:
    """A share that residents carry into the next year: thinned by arrivals, mixed over movers (2.3)."""
    shape = (*persons.shape, *[1] * (value.ndim - 3))
    amount = older(value * (weight * persons).reshape(shape), 0.0)
    flow = np.einsum("sag...,sagh->sah...", amount, matrix)
    people = np.einsum("sag,sagh->sah", older(persons, 1.0), matrix)
    out: Array = flow / people.reshape(shape)
    out[:, 0] = first
    return out


def transition(before: Array, after: Array) -> Array:
    """(3.1) Net transition between levels [..., from, to]: the least moves that turn one into the other."""
    loss, gain = np.maximum(before - after, 0), np.maximum(after - before, 0)
    leave = np.divide(loss, before, out=np.zeros_like(loss), where=before > 0)
    total = gain.sum(axis=-1, keepdims=True)
    to = np.divide(gain, total, out=np.zeros_like(gain), where=total > 0)
    result: Array = np.eye(before.shape[-1]) * (1 - leave)[..., None] + leave[..., None] * to[..., None, :]
    return result


def decay_of(measure: Measure | None, factor: str | None) -> float:
    """(3.1) Decay of the one effect on a risk factor, or of the one ratio."""
    found = [e.decay.value for e in measure.effects if e.risk_factor == factor and e.decay] if measure else []
    return found[0] if found else 0.0


def project(world: World, measure: Measure | None, years: int) -> list[tuple[Outcome, Outcome]]:
    """Reference and scenario, year by year."""
    pack = world.pack
    usual = dict(world.lagged)
    for factor in pack.risk_factors:
        table, alpha = other_table(world, factor), lag_rate(pack, factor.id, "other")
        if table is not None:
            world.tables[factor.id, "other"] = table
            if alpha is not None and factor.kind == "levels":
                world.lagged[factor.id, "other"] = base_lagged(world, factor, alpha)
    persons = pack.population[..., None] * pack.group_share
    pair = [Scenario(persons.copy(), world.prevalence.copy(), item) for item in (None, measure)]
    for scenario in pair:
        scenario.active, scenario.reached = np.zeros_like(persons), np.zeros_like(persons)
    out = [one_year(world, pair, year) for year in range(years)]
    world.lagged = usual
    return out


def one_year(world: World, pair: list[Scenario], year: int) -> tuple[Outcome, Outcome]:
    """(4.4) One year of reference and scenario together."""
    pack = world.pack
    now, later = (
        {f.id: reference_exposure(f, pack.base_year, year + more) for f in pack.risk_factors}
        for more in (0, 1)
    )
    acts = [act(world, scenario, year, now) for scenario in pair]
    steps = [advance(world, pair[0], year, now, acts[0], None)]
    steps.append(advance(world, pair[1], year, now, acts[1], steps[0]))
    net, born_abroad = migrants(world, year)
    leaving = -np.minimum(net, 0) / pair[0].persons
    ends = []
    for scenario, step in zip(pair, steps, strict=True):
        half = np.exp(-step.hazard / 2)
        left = leaving * scenario.persons
        stayed = scenario.persons * half**2 - left * half
        ends.append((stayed, stayed + np.maximum(net, 0) * np.exp(-steps[0].hazard / 2)))
    births = newborn(world, year, pair[0].persons[1], ends[0][1][1])
    matrix = all_moves(pack, older(ends[0][1], births[0] + born_abroad))
    outcomes = []
    for k, scenario in enumerate(pair):
        weight = ends[k][0] / ends[k][1]
        prevalence = weight * steps[k].prevalence + (1 - weight) * steps[0].prevalence
        outcomes.append(
            outcome_of(world, scenario, (steps[k], steps[0]), ends[k], prevalence, (net, leaving), births[1])
        )
        keep_effects(world, scenario, now, acts[k][0])
        for name in scenario.moved:
            net_moves = transition(
                carried(now[name], 1.0, ends[0][1], matrix, later[name][:, 0]), later[name]
            )
            moved = carried(scenario.moved[name], weight, ends[k][1], matrix, 0.0)
            scenario.moved[name] = np.einsum("sagi,sagij->sagj", moved, net_moves)
        scenario.late = {p: carried(v, weight, ends[k][1], matrix, 0.0) for p, v in scenario.late.items()}
        scenario.active = carried(scenario.active, weight, ends[k][1], matrix, 0.0)
        scenario.reached = carried(scenario.reached, weight, ends[k][1], matrix, 0.0)
        first = world.prevalence[:, :, 0]
        scenario.prevalence = np.stack(
            [carried(p, 1.0, ends[k][1], matrix, first[d]) for d, p in enumerate(prevalence)]
        )
        scenario.persons = np.einsum("sag,sagh->sah", older(ends[k][1], births[0] + born_abroad), matrix)
    for pair_name, lagged in world.lagged.items():
        alpha, share = lag_rate(pack, *pair_name), now[pair_name[0]]
        if alpha is not None:
            aged = late(share, lagged, alpha)
            world.lagged[pair_name] = carried(aged, 1.0, ends[0][1], matrix, share[:, 0])
    return outcomes[0], outcomes[1]


def keep_effects(world: World, scenario: Scenario, reference: Shares, difference: Shares) -> None:
    """At the end of the year: lagged differences follow (3.4), shifts and courses fade (3.1)."""
    for name, disease in world.lagged:
        alpha = lag_rate(world.pack, name, disease)
        if name in difference and alpha is not None:
            before = scenario.late.get((name, disease), np.zeros_like(reference[name]))
            scenario.late[name, disease] = late(difference[name], before, alpha)
    for name in scenario.moved:
        scenario.moved[name] = scenario.moved[name] * (1 - decay_of(scenario.measure, name))
    scenario.active = scenario.active * (1 - decay_of(scenario.measure, None))


def all_moves(pack: Pack, persons: Array) -> Array:
    """(2.3) G [sex, age, from, to] of the reference, after everybody is a year older."""
    return np.stack(
        [[moves(persons[s, a], pack.group_share[s, a]) for a in range(LAST + 1)] for s in range(2)]
    )


def outcome_of(
    world: World,
    scenario: Scenario,
    steps: tuple[Step, Step],
    ends: tuple[Array, Array],
    prevalence: Array,
    migration: tuple[Array, Array],
    infant_deaths: Array,
) -> Outcome:
    """(4.3) Deaths, cases and healthy years; the share of a year is the mean of its ends, by the living."""
    step, reference = steps
    start, end = scenario.persons, ends[1]
    lived = 0.5 * (start + end)
    ill = 0.5 * (scenario.prevalence * start + prevalence * end) / lived
    healthy = (1 - world.residual_disability[..., None]) * healthy_part(world.pack, ill)
    net, leaving = migration
    half, usual = np.exp(-step.hazard / 2), np.exp(-reference.hazard / 2)
    dead = start * (1 - half**2) + np.maximum(net, 0) * (1 - usual) - leaving * start * (1 - half)
    deaths = dead.sum(axis=(1, 2)) + infant_deaths.sum(axis=-1)
    cases = (step.cases * lived).sum(axis=(1, 2, 3))
    return Outcome(start.copy(), deaths, (lived * healthy).sum(axis=(0, 1)), cases)
