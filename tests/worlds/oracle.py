"""A second model, slow and plain: the projection of the method, written anew from its text.

It shares no code with `hiap.simulation` or `hiap.equations`. One draw, central values, one measure at a time.
Arrays are [sex, age, group]; the rest is loops. Here: calibration; `oracle_rates` holds mortality, risks and
diseases, `oracle_years` the years. `Departures` names the points where the engine does something else than
the text of the method, so that the two can be compared with and without them; when the engine is put right,
the entry goes.

Where the text leaves a choice, the engine's was taken: rates by age at event keep the national rate as mean
of the groups and only cohorts are scaled to the national deaths (2.3); no causal credit between diseases
(3.5, 3.6); a measure's difference moves all quantiles of a mean alike (3.2); the path through a mediator
counts prevalence in proportion to the risk, at most 1 (3.8); `other` in k is the same for all groups, left by
the unscaled excess mortality (4.2); given incidence is per healthy person, and groups of 100+ are those who
enter it (5.2); moves start on 1 January (6.1); healthy years take mid-year prevalence (4.3).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from oracle_rates import (
    LAST,
    Array,
    Mortality,
    Year,
    added_deaths,
    base_exposure,
    both,
    credit,
    direct_table,
    disease_year,
    mean_risk,
    mixed,
    mortality_by_group,
    moves,
    over_groups,
    published,
)

from hiap.domain.names import ALL_CAUSE
from hiap.domain.pack import Pack, RiskFactor

Shares = dict[str, Array]
Lagged = dict[tuple[str, str], Array]


@dataclass(frozen=True)
class Departures:
    """Points where the engine departs from the text; all False is the text."""

    migrants_a_year_younger: bool = (
        False  # 2.1: migrants of an age on the next 1 January join that cohort now
    )
    disease_rates_by_completed_age: bool = False  # 2.1: remission and excess mortality not averaged over ages
    prior_underlying: bool = False  # 4.2: k_g solved with a first guess of u
    onset_per_person: bool = False  # 4.2: underlying share from persons, not person-years


AS_ENGINE = Departures(prior_underlying=True)


# --- calibration (5) -----------------------------------------------------------------------------


@dataclass
class World:
    """Everything that the reference fixes; `calibrate` fills in what is solved."""

    pack: Pack
    departures: Departures
    mortality: Mortality
    rates: list[tuple[Array, Array, Array, Array]]  # of each disease, [sex, age]
    tables: dict[tuple[str, str], tuple[Array, Array]]
    lagged: Lagged = field(default_factory=dict)
    prevalence: Array = field(default_factory=lambda: np.zeros(0))  # [disease, sex, age, group]
    incidence: Array = field(default_factory=lambda: np.zeros(0))  # i0 [disease, sex, age]
    product: Array = field(default_factory=lambda: np.zeros(0))  # of risks in the base year, with groups
    underlying: Array = field(default_factory=lambda: np.zeros(0))  # [disease, sex]
    gradient: Array = field(default_factory=lambda: np.zeros(0))  # k [sex, age, group]
    residual_disability: Array = field(default_factory=lambda: np.zeros(0))


def build_world(pack: Pack, years: int, departures: Departures) -> World:
    """Mortality, risks and calibration."""
    keep = departures.disease_rates_by_completed_age
    rates = [
        (
            d.remission if keep else both(d.remission),
            d.excess_mortality if keep else both(d.excess_mortality),
            d.fatal_fraction,
            d.cured_fraction,
        )
        for d in pack.diseases
    ]
    world = World(pack, departures, mortality_by_group(pack, years), rates, {})
    for factor in pack.risk_factors:
        for disease in pack.diseases:
            table = direct_table(pack, factor, disease.id)
            if table is not None:
                world.tables[factor.id, disease.id] = table
    calibrate(world)
    return world


def base_matrix(world: World, s: int, a: int) -> tuple[Array, Array]:
    """Survivors by group of a base-year cohort, and their moves to the shares one age on."""
    alive = world.pack.group_share[s, a] * np.exp(-world.mortality.hazard[0, s, a])
    return alive, moves(alive, world.pack.group_share[s, a + 1])


def lag_rate(pack: Pack, factor: str, disease: str) -> Array | None:
    """α [sex, age], or nothing; other causes of death have that of deaths from all causes."""
    outcome = ALL_CAUSE if disease == "other" else disease
    found = [lag.rate for lag in pack.lags if lag.risk_factor == factor and lag.disease == outcome]
    return found[0] if found else None


def late(now: Array, lagged: Array, alpha: Array) -> Array:
    """(3.4) Lagged exposure after a time; α [sex, age] per that time."""
    result: Array = now + (lagged - now) * np.exp(-alpha)[:, :, None, None]
    return result


def base_lagged(world: World, factor: RiskFactor, alpha: Array) -> Array:
    """(3.4) Lagged exposure of the base year: the recursion along the age pattern."""
    share = base_exposure(factor)
    out = share.copy()
    for s in range(2):
        for a in range(LAST):
            step = share[s, a] + (out[s, a] - share[s, a]) * np.exp(-alpha[s, a])
            out[s, a + 1] = mixed(step, *base_matrix(world, s, a))
    return out


def disease_risk(world: World, disease: str, exposures: Shares, moved: Shares, lagged: Lagged) -> Array:
    """(3.3) Product over the risk factors of the mean relative risk; lagged exposures at mid-year."""
    out = np.ones_like(world.pack.group_share)
    own = next((d.group_ratio for d in world.pack.diseases if d.id == disease), ())
    out *= np.array(own) if own else 1.0
    for factor in world.pack.risk_factors:
        if (factor.id, disease) not in world.tables:
            continue
        points, table = world.tables[factor.id, disease]
        change: Array | float = moved.get(factor.id, 0.0)
        exposure, alpha = exposures[factor.id], lag_rate(world.pack, factor.id, disease)
        if alpha is not None:
            exposure, change = late(exposure + change, lagged[factor.id, disease], alpha / 2), 0.0
        out *= mean_risk(factor, points, table, exposure, change)
    return out


def disease_factor(pack: Pack, disease: str, prevalence: Array) -> Array:
    """(3.5) Product over the diseases that raise this one; prevalence [disease, sex, age, group]."""
    out = np.ones(prevalence.shape[1:])
    for effect in pack.disease_effects:
        if effect.outcome == disease:
            ill = prevalence[pack.disease_index(effect.disease)]
            out *= 1 + (effect.value - 1)[:, :, None] * ill
    return out


def calibrate(world: World) -> None:
    """(5.2) Incidence, prevalence by group, k and the underlying share of deaths, to a fixed point."""
    pack = world.pack
    count, shape = len(pack.diseases), pack.group_share.shape
    for factor, disease in world.tables:
        alpha = lag_rate(pack, factor, disease)
        if alpha is not None:
            world.lagged[factor, disease] = base_lagged(world, pack.risk_factor(factor), alpha)
    exposures = {factor.id: base_exposure(factor) for factor in pack.risk_factors}
    risks = np.stack([disease_risk(world, d.id, exposures, {}, world.lagged) for d in pack.diseases])
    world.prevalence, world.incidence = np.zeros((count, *shape)), np.zeros((count, *shape[:2]))
    world.gradient, world.product = np.ones(shape), risks
    world.underlying = first_underlying(pack)
    for _ in range(1 if world.departures.prior_underlying else 8):
        for s in range(2):
            calibrate_sex(world, s, risks)
        raised = [disease_factor(pack, d.id, world.prevalence) for d in pack.diseases]
        world.product = risks * np.stack(raised)
        world.underlying = underlying_shares(world)
    world.residual_disability = residual_disability(world)


def first_underlying(pack: Pack) -> Array:
    """A first guess of the underlying share: published deaths over excess deaths at published prevalence."""
    out = np.ones((len(pack.diseases), 2))
    for d, disease in enumerate(pack.diseases):
        patients = (disease.level * both(disease.excess_mortality) * pack.population).sum(axis=-1)
        for s in range(2):
            if disease.leading == "prevalence" and patients[s] > 0:
                out[d, s] = np.clip(disease.deaths_underlying[s] / patients[s], 0, 1)
    return out


def calibrate_sex(world: World, s: int, risks: Array) -> None:
    """(5.2) From birth upwards, one age at a time; to 100+ as many come as die there."""
    for d, disease in enumerate(world.pack.diseases):
        world.prevalence[d, s, 0] = disease.level[s, 0] if disease.leading == "prevalence" else 0.0
    for a in range(LAST):
        world.prevalence[:, s, a + 1] = solve_age(world, s, a, risks)
    coming, total = world.prevalence[:, s, LAST].copy(), world.mortality.hazard[0, s, LAST]
    dying = 1 - np.exp(-total)
    for _ in range(200):
        after = solve_age(world, s, LAST, risks)
        world.prevalence[:, s, LAST] = coming * dying + after * (1 - dying)


def solve_age(world: World, s: int, a: int, risks: Array) -> Array:
    """(5.2) i0 at one age, with k such that deaths by group are those of (2.3); gives prevalence after."""
    pack, total = world.pack, world.mortality.hazard[0, s, a]
    raised = np.stack([disease_factor(pack, d.id, world.prevalence)[s, a] for d in pack.diseases])
    product = risks[:, s, a] * raised
    world.gradient[s, a] = world.gradient[s, a - 1] if a else total / (pack.group_share[s, 0] @ total)
    for _ in range(30):
        old = world.gradient[s, a].copy()
        i0 = solve_incidence(world, s, a, product)
        world.incidence[:, s, a] = i0
        plain = np.ones(len(total))
        year = cell_year(world, s, a, i0[:, None] * product, plain)
        excess = cell_rates(world, s, a, plain)[1]
        added = added_deaths(year, world.prevalence[:, s, a], excess, world.underlying[:, s, None]).sum(
            axis=0
        )
        other = max(float(pack.group_share[s, a] @ (total - added)), 0.0)
        world.gradient[s, a] = total / (added + other)
        if np.abs(world.gradient[s, a] - old).max() < 1e-12:
            break
    return after_year(world, s, a, i0[:, None] * product)


def cell_rates(world: World, s: int, a: int, gradient: Array) -> tuple[Array, Array, Array, Array]:
    """Rates of every disease in one cell [disease, group]; excess mortality times k."""
    of = [np.array([rate[i][s, a] for rate in world.rates])[:, None] for i in range(4)]
    return of[0], of[1] * gradient, of[2], of[3]


def cell_year(world: World, s: int, a: int, incidence: Array, gradient: Array) -> Year:
    """One year of every disease in one cell."""
    return disease_year(world.prevalence[:, s, a], incidence, cell_rates(world, s, a, gradient))


def after_year(world: World, s: int, a: int, incidence: Array) -> Array:
    """Prevalence [disease, group] one year on, after the moves between groups; 100+ with those who come."""
    year = cell_year(world, s, a, incidence, world.gradient[s, a])
    if a == LAST:
        return year.prevalence
    return mixed(year.prevalence.T, *base_matrix(world, s, a)).T


def solve_incidence(world: World, s: int, a: int, product: Array) -> Array:
    """(5.2) i0 of every disease by the secant method; published incidence where that leads."""
    pack, age = world.pack, min(a + 1, LAST)
    leads = np.array([d.leading == "incidence" for d in pack.diseases])
    level = np.array([d.level[s, a if first else age] for d, first in zip(pack.diseases, leads, strict=True)])
    healthy = pack.group_share[s, a] * (1 - world.prevalence[:, s, a])
    given = level * healthy.sum(axis=1) / (healthy * product).sum(axis=1)

    def miss(i0: Array) -> Array:
        after = after_year(world, s, a, i0[:, None] * product)
        return np.where(leads, 0.0, after @ pack.group_share[s, age] - level)

    old, new = np.zeros(len(leads)), np.maximum(world.incidence[:, s, a], 1e-6)
    f_old, f_new = miss(old), miss(new)
    if (f_old > 1e-12).any():
        raise ArithmeticError("prevalence falls faster than patients die")
    for _ in range(40):
        if np.abs(f_new).max() < 1e-15:
            break
        slope = f_new - f_old
        step = np.divide(f_new * (new - old), slope, out=np.zeros_like(slope), where=slope != 0)
        old, f_old, new = new, f_new, np.maximum(new - step, 0)
        f_new = miss(new)
    return np.where(leads, given, new)


def base_year(world: World, s: int, a: int) -> Year:
    """The base year of every disease in one cell."""
    incidence = world.incidence[:, s, a, None] * world.product[:, s, a]
    return cell_year(world, s, a, incidence, world.gradient[s, a])


def underlying_shares(world: World) -> Array:
    """(4.2) Deaths from the disease as underlying cause, less those at onset, over excess deaths."""
    pack = world.pack
    onset, excess_deaths = np.zeros((len(pack.diseases), 2)), np.zeros((len(pack.diseases), 2))
    for s in range(2):
        for a in range(LAST + 1):
            persons = pack.population[s, a] * pack.group_share[s, a]
            if not world.departures.onset_per_person:
                persons = persons * (1 + np.exp(-world.mortality.hazard[0, s, a])) / 2
            year = base_year(world, s, a)
            _, excess, fatal, _ = cell_rates(world, s, a, world.gradient[s, a])
            onset[:, s] += (year.cases * fatal) @ persons
            excess_deaths[:, s] += (excess * (world.prevalence[:, s, a] + year.prevalence) / 2) @ persons
    deaths = np.array([d.deaths_underlying for d in pack.diseases])
    deaths = np.where(np.isnan(deaths), onset + excess_deaths, deaths)
    share = np.divide(deaths - onset, excess_deaths, out=np.zeros_like(onset), where=excess_deaths > 0)
    return np.clip(share, 0, 1)


def base_added(world: World) -> Array:
    """(4.2) What every disease adds to mortality in the base year [disease, sex, age, group]."""
    out = np.zeros_like(world.prevalence)
    for s in range(2):
        for a in range(LAST + 1):
            excess = cell_rates(world, s, a, world.gradient[s, a])[1]
            before, u = world.prevalence[:, s, a], world.underlying[:, s, None]
            out[:, s, a] = added_deaths(base_year(world, s, a), before, excess, u)
    return out


def healthy_part(pack: Pack, prevalence: Array) -> Array:
    """(4.3) Product over the diseases of what they leave of a healthy year."""
    weights = np.array([disease.weight.value for disease in pack.diseases])
    result: Array = np.prod(1 - prevalence * weights[:, None, None, None], axis=0)
    return result


def residual_disability(world: World) -> Array:
    """(4.3, 5.3) ρ [sex, age] such that the base year has the published disability, at mid-year."""
    pack = world.pack
    start = pack.population[..., None] * pack.group_share
    half = np.exp(-world.mortality.hazard[0] / 2)
    next_age = pack.migration[0][..., None] * pack.group_share
    net = np.concatenate([next_age[:, 1:], np.zeros_like(next_age[:, :1])], axis=1)
    end = start * half**2 + net * half
    after = np.stack(
        [np.stack([base_year(world, s, a).prevalence for a in range(LAST + 1)], axis=1) for s in range(2)],
        axis=1,
    )
    middle = (world.prevalence * start + after * end) / (start + end)
    weight = (start + end) / (start + end).sum(axis=-1, keepdims=True)
    left = 1 - (1 - both(pack.disability)) / (healthy_part(pack, middle) * weight).sum(axis=-1)
    rest: Array = np.maximum(left, 0)
    return rest


def on_points(factor: RiskFactor, wanted: Array, points: Array, table: Array) -> Array:
    """Read a risk [sex, age, point] at other points: log-linear between its own; levels are as they are."""
    if factor.kind == "levels":
        return table
    read = [[np.interp(wanted, points, of_age) for of_age in of_sex] for of_sex in np.log(table)]
    return np.asarray(np.exp(read))


def every_point(pack: Pack, factor: RiskFactor) -> Array:
    """Every point at which some risk of a factor bends."""
    known = [published(pack, factor, name) for name in (ALL_CAUSE, *(d.id for d in pack.diseases))]
    return np.unique(np.concatenate([risk[0] for risk in known if risk]))


def other_table(world: World, factor: RiskFactor) -> tuple[Array, Array] | None:
    """(3.7) Risk of the causes outside the modelled diseases, at least 1, with causal credit."""
    pack, known = world.pack, published(world.pack, factor, ALL_CAUSE)
    if known is None:
        return None
    points = every_point(pack, factor)
    table = on_points(factor, points, *known)
    at_all = over_groups(pack, mean_risk(factor, points, table, base_exposure(factor), 0.0))
    lived = (1 + np.exp(-world.mortality.hazard[0])) / 2
    deaths = over_groups(pack, base_added(world) * lived) / over_groups(
        pack, world.mortality.hazard[0] * lived
    )
    explained, left = np.zeros_like(table), np.ones_like(at_all)
    for d, disease in enumerate(pack.diseases):
        own = published(pack, factor, disease.id)
        risk = on_points(factor, points, *own) if own else np.ones_like(table)
        at_disease = over_groups(pack, mean_risk(factor, points, risk, base_exposure(factor), 0.0))
        unexposed = deaths[d] * at_all / at_disease
        explained += unexposed[..., None] * risk
        left -= unexposed
    if left.min() < 1e-3:
        raise ArithmeticError(f"the modelled diseases explain all deaths that {factor.id} may cause")
    rest = np.maximum((table - explained) / left[..., None], 1.0)
    return points, rest ** credit(pack, factor.id, ALL_CAUSE)
