"""Mortality by group, risks, diseases and moves of the second model (see `oracle`), from the text alone."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.stats import norm

from hiap.domain.pack import Pack, RelativeRisk, RiskFactor

Array = NDArray[np.float64]
TAPER_FROM = 45
LAST = 100
GRID = norm.ppf((np.arange(20) + 0.5) / 20)


def cohort(rates: Array) -> Array:
    """(2.1) Rate of the cohort aged a on 1 January from rates by age at event, age on the first axis."""
    out = rates.copy()
    out[:-1] = 0.5 * (rates[:-1] + rates[1:])
    return out


def both(rates: Array) -> Array:
    """The same for an array with the sexes in front."""
    return np.stack([cohort(rates[s]) for s in range(2)])


def life_expectancy(rates: Array, infant: float, start: int = 0) -> float:
    """(2.4) Chiang's life table by single age."""
    alive, years = 1.0, 0.0
    for age in range(start, LAST):
        lived = infant if age == 0 else 0.5
        dies = rates[age] / (1 + (1 - lived) * rates[age])
        years += alive * (1 - dies) + alive * dies * lived
        alive *= 1 - dies
    return years + alive / float(rates[LAST])


# --- mortality by group (2.2, 2.3) ---------------------------------------------------------------


def national_mortality(pack: Pack, year: int) -> Array:
    """(2.2) Rate by sex and age at event so many years after the base year."""
    steps = pack.mortality_change[: min(year, len(pack.mortality_change))]
    result: Array = pack.mortality * np.exp(pack.mortality_trend.value * steps.sum(axis=0))
    return result


def spread_over_groups(rate: Array, share: Array, beta: float, end_age: float) -> Array:
    """(2.3) m h c by age at event and group, where the mean of the groups is the national rate."""
    groups = share.shape[1]
    x = ((groups + 1) / 2 - np.arange(1, groups + 1)) / (groups - 1)
    tau = np.clip((end_age - np.arange(LAST + 1)) / (end_age - TAPER_FROM), 0, 1)
    h = np.exp(beta * np.outer(tau, x))
    result: Array = rate[:, None] * h / (share * h).sum(axis=1, keepdims=True)
    return result


def keep_total(rate: Array, by_group: Array, share: Array) -> Array:
    """(2.3) Scale rates of cohorts until the deaths of the groups together are the national ones."""
    out = np.empty_like(by_group)
    for a in range(LAST + 1):

        def miss(c: float, a: int = a) -> float:
            return float((share[a] @ np.expm1(-c * by_group[a])) / np.expm1(-rate[a]) - 1)

        out[a] = by_group[a] * brentq(miss, 0.5, 2.0, xtol=1e-15, rtol=1e-14)
    return out


def gap(rates: Array, infant: float, age: int) -> float:
    """Life expectancy of the most less that of the least prosperous group."""
    return life_expectancy(rates[:, -1], infant, age) - life_expectancy(rates[:, 0], infant, age)


@dataclass(frozen=True)
class Mortality:
    """By sex the age where the gap ends; rates [year, sex, age, group] by age at event and of cohorts.

    `fall` [year, sex, age]: national rates of cohorts over those of the first year.
    """

    end_age: tuple[float, float]
    by_group: Array
    hazard: Array
    fall: Array


def mortality_by_group(pack: Pack, years: int) -> Mortality:
    """(2.3) Solve end age and β in the base year, and β again in every year."""
    end_ages = (end_age_of(pack, 0), end_age_of(pack, 1))
    by_group = np.zeros((years, *pack.group_share.shape))
    hazard = np.zeros_like(by_group)
    national = np.zeros(by_group.shape[:-1])
    for t in range(years):
        for s in range(2):
            rate, share = national_mortality(pack, t)[s], pack.group_share[s]
            infant = float(pack.infant_share_lived[s])
            beta = beta_of(pack, s, rate, end_ages[s], gap_change(pack, t))
            by_group[t, s] = spread_over_groups(rate, share, beta, end_ages[s])
            own, total = cohort(by_group[t, s]), cohort(rate)
            own[0] = infant * by_group[t, s, 0] + 0.5 * by_group[t, s, 1]
            total[0] = infant * rate[0] + 0.5 * rate[1]
            hazard[t, s] = keep_total(total, own, share)
            national[t, s] = total
    return Mortality(end_ages, by_group, hazard, national / national[0])


def gap_change(pack: Pack, t: int) -> float:
    """Gap in a year over that of the base year."""
    return math.exp(pack.group_gap_trend.value * min(t, pack.last_year - pack.base_year))


def beta_of(pack: Pack, s: int, rate: Array, end_age: float, change: float = 1.0) -> float:
    """β that gives the gap in life expectancy at birth."""
    infant, now = float(pack.infant_share_lived[s]), pack.group_gap[("male", "female")[s], 0].value
    goal = now * change

    def miss(beta: float) -> float:
        return gap(spread_over_groups(rate, pack.group_share[s], beta, end_age), infant, 0) - goal

    return float(brentq(miss, 0.01, 12, xtol=1e-13))


def end_age_of(pack: Pack, s: int) -> float:
    """End age that gives the gap at 65 as well."""
    infant, goal = float(pack.infant_share_lived[s]), pack.group_gap[("male", "female")[s], 65].value
    rate = national_mortality(pack, 0)[s]

    def miss(end_age: float) -> float:
        beta = beta_of(pack, s, rate, end_age)
        return gap(spread_over_groups(rate, pack.group_share[s], beta, end_age), infant, 65) - goal

    return float(brentq(miss, 66, 300, xtol=1e-11))


# --- risks (3.2, 3.6, 3.7, 3.8) ------------------------------------------------------------------


def points_of(factor: RiskFactor, risk: RelativeRisk) -> Array:
    """Where a risk is tabulated: every level, or points of exposure."""
    if factor.kind == "levels":
        return np.arange(len(factor.levels), dtype=np.float64)
    if risk.per_unit:
        return np.arange(factor.least_harm, factor.cap + 0.5)
    return np.array([float(point) for point in risk.points])


def published(pack: Pack, factor: RiskFactor, outcome: str) -> tuple[Array, Array] | None:
    """Points, and relative risks [sex, age, point] with the lowest of a curve at 1; None without a row."""
    found = [r for r in pack.relative_risks if r.risk_factor == factor.id and r.outcome == outcome]
    if not found:
        return None
    points = points_of(factor, found[0])
    if factor.kind == "levels":
        table = np.ones((2, LAST + 1, len(points)))
        for name, value in zip(found[0].points, found[0].value, strict=True):
            table[..., factor.levels.index(name)] = value
    elif found[0].per_unit:
        table = found[0].value[0][..., None] ** (points - factor.least_harm)
    else:
        table = np.moveaxis(found[0].value, 0, -1)
        table = table / table.min(axis=-1, keepdims=True)
    return points, table


def mean_risk(
    factor: RiskFactor, points: Array, table: Array, exposure: Array, moved: Array | float
) -> Array:
    """(3.2) Mean relative risk [sex, age, group].

    Levels: `exposure` [sex, age, group, level]. A mean: a log-normal of 20 quantiles whose average is the
    mean, all moved by the difference that a measure makes; log-linear between points, flat beyond.
    """
    if factor.kind == "levels":
        result: Array = ((exposure + moved) * table[:, :, None, :]).sum(axis=-1)
        return result
    relative = np.exp(factor.spread[..., None] * GRID)
    x = exposure[..., None] * relative / relative.mean(axis=-1, keepdims=True)
    x = x + np.asarray(moved)[..., None]
    out = np.empty_like(x)
    for s in range(2):
        for a in range(LAST + 1):
            out[s, a] = np.exp(np.interp(x[s, a], points, np.log(table[s, a])))
    mean: Array = out.mean(axis=-1)
    return mean


def over_groups(pack: Pack, value: Array) -> Array:
    """Mean over the groups by persons."""
    result: Array = (pack.group_share * value).sum(axis=-1)
    return result


def credit(pack: Pack, factor: str, outcome: str) -> float:
    """(3.6) Exponent of a relative risk."""
    found = [r for r in pack.relative_risks if r.risk_factor == factor and r.outcome == outcome]
    return pack.causal_credit[found[0].certainty].value


def direct_table(pack: Pack, factor: RiskFactor, outcome: str) -> tuple[Array, Array] | None:
    """(3.8, 3.6) Risk of a disease without the part through other diseases, with causal credit."""
    known = published(pack, factor, outcome)
    if known is None:
        return None
    points, table = known
    for effect in pack.disease_effects:
        mediator = published(pack, factor, effect.disease)
        if effect.outcome != outcome or mediator is None:
            continue
        mean = over_groups(pack, mean_risk(factor, *mediator, base_exposure(factor), 0.0))
        level = pack.diseases[pack.disease_index(effect.disease)].level
        ill = np.minimum((level / mean)[..., None] * mediator[1], 1.0)
        raised = 1 + ill * (effect.value - 1)[..., None]
        table = table / (raised / raised[..., :1])
    return points, table ** credit(pack, factor.id, outcome)


def base_exposure(factor: RiskFactor) -> Array:
    """Shares [sex, age, group, level] or means [sex, age, group] of the base year."""
    return np.moveaxis(factor.share, 0, -1).copy() if factor.kind == "levels" else factor.mean.copy()


def reference_exposure(factor: RiskFactor, base_year: int, year: int) -> Array:
    """(3.1) The age pattern of the base year with the calendar trend."""
    value = base_exposure(factor)
    for trend in factor.trends:
        step = trend.amount.value * max(min(year, trend.until - base_year), 0)
        if factor.kind == "mean":
            value = value + step
            continue
        level = factor.levels.index(trend.level)
        old = value[..., level]
        new = old * np.exp(step) / (1 - old + old * np.exp(step))
        value = value * ((1 - new) / (1 - old))[..., None]
        value[..., level] = new
    return value


# --- diseases (4.1, 4.2) -------------------------------------------------------------------------


@dataclass
class Year:
    """What the two-state model gives for one year of one disease."""

    prevalence: Array
    hazard: Array
    cases: Array


def disease_year(prevalence: Array, incidence: Array, rates: tuple[Array, Array, Array, Array]) -> Year:
    """(4.1) One year of healthy and sick; rates: remission, excess mortality, fatal and cured fractions."""
    remission, excess, fatal, cured = rates
    well, ill = 1 - prevalence, prevalence
    a, c, e = incidence * (1 - cured), incidence * (1 - fatal - cured), remission + excess
    middle, d = (a + e) / 2, (e - a) / 2
    q = np.sqrt(d * d + remission * c)
    safe = np.where(q > 1e-7, q, 1.0)
    ratio = np.where(q > 1e-7, np.sinh(safe) / safe, 1.0)
    fade = np.exp(-middle)
    well1 = fade * (np.cosh(q) * well + ratio * (d * well + remission * ill))
    ill1 = fade * (np.cosh(q) * ill + ratio * (c * well - d * ill))
    return Year(ill1 / (well1 + ill1), -np.log(well1 + ill1), incidence * (well + well1) / 2)


def added_deaths(year: Year, before: Array, excess: Array, underlying: Array) -> Array:
    """(4.2) What a disease adds to the death rate."""
    result: Array = year.hazard - (1 - underlying) * excess * 0.5 * (before + year.prevalence)
    return result


# --- moves between groups (2.3) ------------------------------------------------------------------


def moves(alive: Array, target: Array) -> Array:
    """(2.3) Share of each group that goes to each group: the least flow between neighbours."""
    matrix = np.eye(len(alive))
    flow = np.cumsum(alive) - np.cumsum(target) * alive.sum()
    for g in range(len(alive) - 1):
        giver, taker = (g, g + 1) if flow[g] > 0 else (g + 1, g)
        share = abs(flow[g]) / alive[giver]
        matrix[giver, giver] -= share
        matrix[giver, taker] += share
    return matrix


def mixed(value: Array, persons: Array, matrix: Array) -> Array:
    """Mean of a value [group, ...] over the persons that are in each group after the moves."""
    flow = persons[:, None] * matrix
    people = flow.sum(axis=0).reshape(-1, *[1] * (value.ndim - 1))
    result: Array = np.tensordot(flow.T, value, axes=1) / people
    return result
