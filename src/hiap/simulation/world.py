"""The sampled world: every uncertain input of a pack with a draw axis in front."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import Disease, Estimate, Pack, RelativeRisk
from hiap.equations.demography import cohort_value
from hiap.uncertainty.distributions import (
    Kind,
    default_interval,
    deviation,
    normal_quantile,
    sample,
)
from hiap.uncertainty.draws import Quantiles

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Sampler:
    """Takes named inputs for a block of draws, and remembers nothing."""

    draws: Quantiles
    block: slice

    @property
    def rows(self) -> int:
        """Number of draws in the block."""
        return len(range(*self.block.indices(self.draws.rows)))

    def quantile(self, name: str) -> Array:
        """Quantiles of one input for the block, shape [draw]."""
        return self.draws.quantiles(name)[self.block]

    def estimate(self, name: str, estimate: Estimate, kind: Kind) -> Array:
        """Values of one estimate for the block, shape [draw]; its central value without draws."""
        if self.draws.count == 0:
            return np.full(1, estimate.value)
        return sample(kind, estimate.value, estimate.low, estimate.high, self.quantile(name))

    def standard_normal(self, name: str) -> Array:
        """Standard normal deviates of one input for the block, shape [draw]; zero without draws."""
        if self.draws.count == 0:
            return np.zeros(1)
        return normal_quantile(self.quantile(name))

    def factor(self, name: str, variation: float) -> Array:
        """A ln-normal factor around one with the default variation of a grade, shape [draw]."""
        low, high = default_interval("ratio", 1.0, variation)
        return self.estimate(name, Estimate(1.0, low, high, "ratio", "", ""), "ratio")


@dataclass(frozen=True)
class SampledDisease:
    """One disease in a block of draws: level and rates [draw, sex, age]."""

    level: Array
    excess_mortality: Array
    remission: Array
    fatal_fraction: Array
    cured_fraction: Array
    weight: Array


@dataclass(frozen=True)
class World:
    """All uncertain inputs of the pack for a block of draws; settings that no draw changes stay in `pack`.

    `births` and `migrants` are factors on those of the pack by year, [draw, year].
    """

    pack: Pack
    sampler: Sampler
    frozen: bool
    mortality_trend: Array
    births: Array
    migrants: Array
    group_gap: Mapping[tuple[str, int], Array]
    group_gap_trend: Array
    diseases: tuple[SampledDisease, ...]
    relative_risks: Mapping[tuple[str, str], Array]
    disease_effects: Mapping[tuple[str, str], Array]
    exposure_factor: Mapping[str, Array]
    trends: Mapping[tuple[str, str], Array]
    credits: Mapping[tuple[str, str], Array]
    good_health_slope: Array


def sample_world(pack: Pack, sampler: Sampler, frozen: bool = False) -> World:
    """Sample every named input of a pack; `frozen` holds rates and exposures of the base year."""
    pairs = [(item.risk_factor, item.outcome) for item in pack.relative_risks]
    certainty = {(item.risk_factor, item.outcome): item.certainty for item in pack.relative_risks}
    return World(
        pack=pack,
        sampler=sampler,
        frozen=frozen,
        mortality_trend=sampler.estimate("mortality/trend", pack.mortality_trend, "normal"),
        births=np.exp(later_years(sampler, "fertility/level", pack.future.births, frozen)),
        migrants=1.0 + later_years(sampler, "migration/level", pack.future.migrants, frozen),
        group_gap={
            key: sampler.estimate(f"mortality/gap/{key[0]}", gap, "normal")
            for key, gap in pack.group_gap.items()
        },
        group_gap_trend=sampler.estimate("mortality/gap_trend", pack.group_gap_trend, "normal"),
        diseases=tuple(_disease(item, sampler, pack.variation) for item in pack.diseases),
        relative_risks={pair: _risk(pack, pair, sampler) for pair in pairs},
        disease_effects={
            (item.disease, item.outcome): _spread(
                item.value, item.log_error, sampler.standard_normal(f"rr/{item.disease}/{item.outcome}")
            )
            for item in pack.disease_effects
        },
        exposure_factor={
            item.id: sampler.factor(f"exposure/{item.id}", pack.variation[item.grade])
            for item in pack.risk_factors
        },
        trends={
            (item.id, trend.level): sampler.estimate(f"trend/{item.id}/{trend.level}", trend.amount, "normal")
            for item in pack.risk_factors
            for trend in item.trends
        },
        credits={
            pair: sampler.estimate(
                f"credit/{pair[0]}/{pair[1]}", pack.causal_credit[certainty[pair]], "share"
            )
            for pair in pairs
        },
        good_health_slope=sampler.estimate("good_health/slope", pack.good_health_slope, "cost"),
    )


def later_years(sampler: Sampler, name: str, errors: Array, frozen: bool = False) -> Array:
    """Deviations of later years with one deviate a draw for all of them, [draw, year]; 0 if frozen (2.7).

    `errors` are standard errors below and above [side, year]; 0 in a year that is known.

    >>> from hiap.uncertainty.draws import Draws
    >>> nobody_draws = Sampler(Draws(seed=1, count=0), slice(0, 1))
    >>> later_years(nobody_draws, "migration/level", np.array([[0.0, 0.2], [0.0, 0.3]])).tolist()
    [[0.0, 0.0]]
    """
    z = sampler.standard_normal(name)[:, None]
    return deviation(np.zeros_like(z) if frozen else z, *errors)


def _disease(disease: Disease, sampler: Sampler, variation: Mapping[str, float]) -> SampledDisease:
    """Sample one disease; its rates by age at event become those of cohorts (2.1)."""
    level = sampler.factor(f"{disease.leading}/{disease.id}", variation[disease.level_grade])
    excess = sampler.factor(f"excess_mortality/{disease.id}", variation[disease.excess_grade])
    weight = sampler.estimate(f"weight/{disease.id}", disease.weight, "share")
    spread = variation[disease.excess_grade]
    cured = _course(sampler, f"cured_fraction/{disease.id}", disease.cured_fraction, spread)
    fatal = _course(sampler, f"fatal_fraction/{disease.id}", disease.fatal_fraction, spread)
    fatal = np.where(disease.fatal_fraction == 1.0, 1.0, fatal)
    cured = np.minimum(cured, 1.0)
    return SampledDisease(
        level=np.minimum(level[:, None, None] * disease.level, 0.999),
        excess_mortality=excess[:, None, None] * cohort_value(disease.excess_mortality),
        remission=_course(
            sampler, f"remission/{disease.id}", np.asarray(cohort_value(disease.remission)), spread
        ),
        fatal_fraction=np.minimum(fatal, 1.0 - cured),
        cured_fraction=cured,
        weight=weight,
    )


def _course(sampler: Sampler, name: str, values: Array, variation: float) -> Array:
    """A part of the course of a disease with one quantile a draw for all its cells; 0 has none."""
    if not values.any():
        return np.broadcast_to(values, (sampler.rows, *values.shape))
    return np.asarray(sampler.factor(name, variation)[:, None, None] * values)


def _risk(pack: Pack, pair: tuple[str, str], sampler: Sampler) -> Array:
    """Sample one published relative risk, all its cells with one quantile: [draw, point, sex, age]."""
    item: RelativeRisk = next(r for r in pack.relative_risks if (r.risk_factor, r.outcome) == pair)
    return _spread(item.value, item.log_error, sampler.standard_normal(f"rr/{pair[0]}/{pair[1]}"))


def _spread(value: Array, log_error: Array, z: Array) -> Array:
    """Ln-normal values with one deviate a draw for all cells, each cell with the errors of its own sides."""
    return np.asarray(value * np.exp(deviation(z.reshape((-1,) + (1,) * value.ndim), *log_error)))
