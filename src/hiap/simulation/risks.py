"""Risk factors made ready for a block of draws: reference exposure by year and relative risks by link."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from hiap.domain.errors import PackError
from hiap.domain.names import ALL_CAUSE
from hiap.domain.pack import OTHER_CAUSES, Pack, RelativeRisk, RiskFactor
from hiap.equations.exposure import QUANTILES, log_normal_grid, mean_risk
from hiap.equations.risk import credited, residual_risk, risk_via_mediator
from hiap.simulation.engine import ReadCurves
from hiap.simulation.plain import mean_curve_risks
from hiap.simulation.world import World

Array = NDArray[np.float64]
LateKey = tuple[str, str | bytes]
PARTS_OF_A_UNIT = 1_000_000
MOST_POINTS = 1_000
NORMAL_GRID: Array = np.array([NormalDist().inv_cdf(quantile) for quantile in QUANTILES.tolist()])


@dataclass(frozen=True)
class Link:
    """The risk of one risk factor for one outcome (a disease, or `other` causes of death).

    Levels: `ratio` is [level-1, draw, sex, age]. Mean: `ratio` is the log response curve
    [point, draw, sex, age] on points `start`, `start + step`, ... `lag` [sex, age, group] or None.
    `groups` is how many groups the country has.
    """

    risk_factor: str
    outcome: str
    curve: bool
    start: float
    step: float
    ratio: Array
    lag: Array | None
    groups: int

    @cached_property
    def late(self) -> LateKey:
        """Under what its lagged exposure is kept: links of one factor with levels and one lag share it."""
        return self.risk_factor, self.outcome if self.curve or self.lag is None else self.lag.tobytes()

    @cached_property
    def kept(self) -> tuple[Array, Array]:
        """What is left of a difference with exposure after half a year and after a year, e^(-½α), e^(-α)."""
        rate = np.zeros(1) if self.lag is None else self.lag
        return np.exp(-0.5 * rate), np.exp(-rate)

    @cached_property
    def excess(self) -> Array:
        """What a share adds to the risk, RR - 1 by level [level-1, draw, sex, age, group].

        1 for a mean, whose risk is carried itself.
        """
        excess = np.ones((1, *self.ratio.shape[1:])) if self.curve else self.ratio - 1.0
        return np.repeat(excess[..., None], self.groups, axis=-1)


def reference_share(world: World, factor: RiskFactor, year: int) -> Array:
    """Shares over the levels in a year: base pattern, its uncertainty and its trend, [level, draw, s, a, g].

    The odds of all levels but the first move with the uncertain input; a trend moves the logit of its level,
    the others keep their proportions.
    """
    share = np.broadcast_to(
        factor.share[:, None], (len(factor.levels), world.sampler.rows, *factor.share.shape[1:])
    )
    odds = world.exposure_factor[factor.id][:, None, None, None]
    harmful = 1.0 - share[0]
    moved = harmful * odds / (1.0 - harmful + harmful * odds)
    share = _with_total(share, 0, 1.0 - moved)
    for trend in factor.trends:
        steps = 0 if world.frozen else min(year, trend.until) - world.pack.base_year
        if steps:
            level = factor.levels.index(trend.level)
            growth = np.exp(world.trends[(factor.id, trend.level)] * steps)[:, None, None, None]
            wanted = share[level] * growth / (1.0 - share[level] + share[level] * growth)
            share = _with_total(share, level, wanted)
    return share


def _with_total(share: Array, level: int, wanted: Array) -> Array:
    """Set one level to a share and scale the others in proportion."""
    rest = 1.0 - share[level]
    scale = np.divide(1.0 - wanted, rest, out=np.ones_like(rest), where=rest > 0)
    scaled = share * scale
    scaled[level] = np.where(rest > 0, wanted, share[level])
    return np.asarray(scaled)


def reference_mean(world: World, factor: RiskFactor, year: int) -> Array:
    """Mean of a continuous risk factor in a year with its trend, [draw, sex, age, group].

    What lies above the level of least harm moves with the uncertain input: below it nothing is harmful.
    """
    above = np.maximum(factor.mean - factor.least_harm, 0.0)
    mean = factor.mean + (world.exposure_factor[factor.id][:, None, None, None] - 1.0) * above
    for trend in factor.trends:
        steps = 0 if world.frozen else min(year, trend.until) - world.pack.base_year
        mean = mean + (world.trends[(factor.id, trend.level)] * steps)[:, None, None, None]
    return np.asarray(mean)


def quantile_grid(factor: RiskFactor, mean: Array) -> Array:
    """The exposure of the 20 quantiles of every cell, or the mean itself where there is no spread."""
    if not np.any(factor.spread > 0):
        return mean[None]
    return mean * log_normal_grid(factor.spread, NORMAL_GRID)[:, None]


def curve_risks(links: Sequence[Link], exposure: Array, read: ReadCurves = mean_curve_risks) -> list[Array]:
    """Mean relative risk of links of one factor over the quantiles of exposure, each [draw, scenario, ...].

    `exposure` [q, draw, scenario, sex, age, group]. Links with the same points are read together.
    """
    found: dict[int, Array] = {}
    shapes = {(link.start, link.step, len(link.ratio)) for link in links}
    for start, step, points in sorted(shapes):
        same = [k for k, x in enumerate(links) if (x.start, x.step, len(x.ratio)) == (start, step, points)]
        tables = np.stack([np.moveaxis(links[k].ratio, 0, -1) for k in same])
        found |= dict(zip(same, read(exposure, start, step, tables), strict=True))
    return [found[k] for k in range(len(links))]


def base_risks(
    world: World, links: Sequence[Link], share_or_mean: Array, read: ReadCurves = mean_curve_risks
) -> list[Array]:
    """Mean relative risk of links of one factor in the reference, [draw, sex, age, group] each."""
    if not links or not links[0].curve:
        return [mean_risk(share_or_mean[1:], link.ratio[..., None]) for link in links]
    factor = world.pack.risk_factor(links[0].risk_factor)
    grid = quantile_grid(factor, share_or_mean)[:, :, None]
    return [risk[:, 0] for risk in curve_risks(links, grid, read)]


def base_risk(world: World, link: Link, share_or_mean: Array) -> Array:
    """Mean relative risk of one link in the reference, [draw, sex, age, group]."""
    return base_risks(world, [link], share_or_mean)[0]


def base_exposure(world: World, factor: RiskFactor, year: int) -> Array:
    """Shares or means of one risk factor in the reference of a year."""
    return (reference_share if factor.kind == "levels" else reference_mean)(world, factor, year)


def published_links(world: World) -> dict[tuple[str, str], Link]:
    """Every published relative risk as a link, before mediation and causal credit."""
    same = np.ones(len(world.pack.groups))
    lags = {(lag.risk_factor, lag.disease): lag.rate[..., None] * same for lag in world.pack.lags}
    links = {}
    for item in world.pack.relative_risks:
        pair = (item.risk_factor, item.outcome)
        factor = world.pack.risk_factor(item.risk_factor)
        sampled = np.moveaxis(world.relative_risks[pair], 1, 0)
        if factor.kind == "levels":
            ratio, start, step = _in_level_order(factor, item, sampled), 0.0, 1.0
        else:
            ratio, start, step = _curve(factor, item, sampled)
        links[pair] = Link(
            *pair, factor.kind == "mean", start, step, ratio, lags.get(pair), len(world.pack.groups)
        )
    return links


def _in_level_order(factor: RiskFactor, item: RelativeRisk, ratio: Array) -> Array:
    """Put the relative risks in the order of the levels, 1 for a level that is not named."""
    ordered = np.ones((len(factor.levels) - 1, *ratio.shape[1:]))
    for index, level in enumerate(factor.levels[1:]):
        if level in item.points:
            ordered[index] = ratio[item.points.index(level)]
    return ordered


def _curve(factor: RiskFactor, item: RelativeRisk, ratio: Array) -> tuple[Array, float, float]:
    """Lay a log response curve on even points, lowest risk at 0: log-linear, or through given points."""
    if item.per_unit:
        count = max(math.ceil(factor.cap - factor.least_harm), 1)
        points = np.linspace(factor.least_harm, factor.cap, count + 1)
        above = (points - factor.least_harm).reshape(-1, 1, 1, 1)
        return np.asarray(above * np.log(ratio[0])), factor.least_harm, float(points[1] - points[0])
    given = np.array([float(point) for point in item.points])
    even, step = even_points(given)
    left = np.clip(np.searchsorted(given, even, side="right") - 1, 0, len(given) - 2)
    part = ((even - given[left]) / (given[left + 1] - given[left])).reshape(-1, 1, 1, 1)
    log_ratio = np.log(ratio)
    curve = log_ratio[left] * (1.0 - part) + log_ratio[left + 1] * part
    return np.asarray(curve - curve.min(axis=0)), float(given[0]), step


def even_points(given: Array) -> tuple[Array, float]:
    """Points at the largest even distance that meets every given point, and that distance.

    >>> even_points(np.array([18.0, 22.0, 26.0, 32.0, 40.0]))[1]
    2.0
    """
    whole = np.rint((given - given[0]) * PARTS_OF_A_UNIT).astype(np.int64)
    step = int(np.gcd.reduce(whole))
    count = int(whole[-1]) // step
    if count > MOST_POINTS:
        raise PackError(f"points {given.tolist()} of a response curve: put them at more even distances")
    return np.linspace(given[0], given[-1], count + 1), step / PARTS_OF_A_UNIT


def with_reference(link: Link) -> Array:
    """Relative risks of a link with the least-harm level in front, [point, draw, sex, age]."""
    if link.curve:
        return np.exp(link.ratio)
    return np.concatenate([np.ones_like(link.ratio[:1]), link.ratio])


def national_mean(pack: Pack, value: Array) -> Array:
    """Average over the socio-economic groups with their person shares, [..., sex, age]."""
    return np.asarray((value * pack.group_share).sum(axis=-1))


def direct_links(world: World, published: dict[tuple[str, str], Link]) -> list[Link]:
    """Take out what runs through a modelled disease (3.8), then give causal credit (3.6)."""
    links = []
    for pair in sorted(published):
        link = published[pair]
        if link.outcome == ALL_CAUSE:
            continue
        ratio = with_reference(link)
        for effect in world.pack.disease_effects:
            via = published.get((link.risk_factor, effect.disease))
            if effect.outcome == link.outcome and via is not None:
                ratio = ratio / _risk_via(world, via, effect.disease, effect.outcome)
        links.append(_credited_link(world, link, ratio, world.credits[pair]))
    return links


def _risk_via(world: World, via: Link, disease: str, outcome: str) -> Array:
    """Relative risk by level or point that the path through a mediating disease already gives."""
    factor = world.pack.risk_factor(via.risk_factor)
    exposure = base_exposure(world, factor, world.pack.base_year)
    mean = national_mean(world.pack, base_risk(world, via, exposure))
    place = world.pack.disease_index(disease)
    if world.pack.diseases[place].leading != "prevalence":
        raise PackError(f"{disease} cannot mediate: the pack gives its incidence, not its prevalence")
    prevalence = world.diseases[place].level
    return risk_via_mediator(prevalence, with_reference(via), mean, world.disease_effects[(disease, outcome)])


def _credited_link(world: World, link: Link, ratio: Array, credit: Array) -> Link:
    """Finish a link: causal credit, and logs again for a response curve."""
    ready = credited(ratio, credit[:, None, None])
    stored = np.log(ready) if link.curve else ready[1:]
    return replace(link, ratio=stored)


def residual_links(
    world: World, published: dict[tuple[str, str], Link], death_share: Array
) -> tuple[list[Link], list[dict[str, object]]]:
    """Give each factor with an all-cause risk its risk for other causes of death (3.7); list what was cut.

    `death_share` [disease, draw, sex, age]: shares of all deaths caused by each modelled disease.
    """
    links, clamps = [], []
    for factor in world.pack.risk_factors:
        overall = published.get((factor.id, ALL_CAUSE))
        if overall is None:
            continue
        exposure = base_exposure(world, factor, world.pack.base_year)
        mean_all = national_mean(world.pack, base_risk(world, overall, exposure))
        shape = with_reference(overall).shape
        by_disease, means = np.ones((len(world.pack.diseases), *shape)), np.ones(death_share.shape)
        for d, disease in enumerate(world.pack.diseases):
            link = published.get((factor.id, disease.id))
            if link is not None:
                by_disease[d] = with_reference(link)
                means[d] = national_mean(world.pack, base_risk(world, link, exposure))
        ratio, cut = residual_risk(with_reference(overall), by_disease, mean_all, means, death_share)
        template = replace(overall, outcome=OTHER_CAUSES)
        links.append(_credited_link(world, template, ratio, world.credits[(factor.id, ALL_CAUSE)]))
        if cut.max() > 1e-9:
            clamps.append(
                {
                    "what": "residual risk of other causes below 1, set to 1",
                    "where": factor.id,
                    "size": float(cut.max()),
                }
            )
    return links, clamps
