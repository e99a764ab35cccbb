"""Scenarios: measures with their numbers sampled, laid out over the scenario axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hiap.domain.measure import PACKAGE, REFERENCE, Effect, Measure
from hiap.domain.overlap import Together
from hiap.domain.pack import SEXES, Estimate, Pack
from hiap.domain.parts import Quantity
from hiap.equations.overlap import Set
from hiap.simulation.world import Sampler
from hiap.uncertainty.distributions import Kind, default_interval

Array = NDArray[np.float64]
Coalition = tuple[int, ...]
MOVES = ("shift", "hold")
RATIOS = ("incidence", "remission", "fatality", "care_use")


@dataclass(frozen=True)
class Scenario:
    """A named list of measures; the reference is the empty one."""

    id: str
    measures: tuple[int, ...]


@dataclass(frozen=True)
class SampledEffect:
    """One effect with its size and decay by draw."""

    effect: Effect
    size: Array
    decay: Array


@dataclass(frozen=True)
class SampledMeasure:
    """One measure: who is eligible [sex, age, group], reach [draw, group], and its effects."""

    measure: Measure
    mask: Array
    qualifying: Array
    reach: Array
    effects: tuple[SampledEffect, ...]
    in_scenario: Array


@dataclass(frozen=True)
class Policy:
    """All scenarios, reference first, all measures in order of id, and sets of those that overlap (6.2)."""

    scenarios: tuple[Scenario, ...]
    measures: tuple[SampledMeasure, ...]
    overlap: tuple[Set, ...] = ()


def quantity_kind(quantity: Quantity) -> Kind:
    """Choose the distribution of a quantity by its unit and interval (9).

    >>> quantity_kind(Quantity(value=0.8, unit="ratio", source="assumption", grade="R"))
    'ratio'
    """
    unit = quantity.unit.split()[0]
    if unit == "share":
        return "share"
    if unit == "eur":
        return "cost"
    lowest = quantity.value if quantity.low is None else quantity.low
    return "ratio" if lowest > 0 else "normal"


def quantity_estimate(quantity: Quantity, pack: Pack) -> Estimate:
    """Turn a quantity of a measure into an estimate; a missing interval gets the default of its grade."""
    kind = quantity_kind(quantity)
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        low, high = default_interval(kind, quantity.value, pack.variation[quantity.grade])
    if quantity.unit == "ratio" and quantity.value == 1.0 and quantity.low is None:
        low = high = 1.0
    return Estimate(quantity.value, low, high, quantity.unit, quantity.grade, quantity.source, quantity.note)


def sample_quantity(sampler: Sampler, pack: Pack, measure: str, path: str, quantity: Quantity) -> Array:
    """Values of one number of a measure, shape [draw]."""
    return sampler.estimate(
        f"measure/{measure}/{path}", quantity_estimate(quantity, pack), quantity_kind(quantity)
    )


def sample_policy(
    measures: Sequence[Measure],
    pack: Pack,
    sampler: Sampler,
    coalitions: Sequence[Coalition] = (),
    overlap: Sequence[Together] = (),
) -> Policy:
    """Lay out the reference and the coalitions: some of the measures, by their places in order of id.

    Without coalitions each measure alone and, for several, the package of all together.
    """
    ordered = sorted(measures, key=lambda measure: measure.id)
    scenarios = [Scenario(REFERENCE, ())]
    if coalitions:
        scenarios += [Scenario(f"coalition-{k}", some) for k, some in enumerate(coalitions)]
    else:
        scenarios += [Scenario(m.id, (i,)) for i, m in enumerate(ordered)]
    if len(ordered) > 1 and not coalitions:
        scenarios.append(Scenario(PACKAGE, tuple(range(len(ordered)))))
    sampled = tuple(
        _measure(
            measure, pack, sampler, np.array([float(index in scenario.measures) for scenario in scenarios])
        )
        for index, measure in enumerate(ordered)
    )
    places = {measure.id: index for index, measure in enumerate(ordered)}
    return Policy(tuple(scenarios), sampled, tuple(_by_place(item, places) for item in overlap))


def _by_place(item: Together, places: Mapping[str, int]) -> Set:
    """A set in terms of the places of its measures, in order: how it was written changes no byte."""
    inner = [_by_place(part, places) if isinstance(part, Together) else places[part] for part in item.of]
    return Set(item.rule, tuple(sorted(inner, key=_first_place)))


def _first_place(node: int | Set) -> int:
    return min(_first_place(part) for part in node.of) if isinstance(node, Set) else node


def _measure(measure: Measure, pack: Pack, sampler: Sampler, in_scenario: Array) -> SampledMeasure:
    """Sample one measure."""

    def take(path: str, quantity: Quantity | None, otherwise: float) -> Array:
        if quantity is None:
            return np.full(sampler.rows, otherwise)
        return sample_quantity(sampler, pack, measure.id, path, quantity)

    reach = take("reach/share", measure.reach.share, 1.0) * (
        1.0 - take("reach/non_take_up", measure.reach.non_take_up, 0.0)
    )
    factors = measure.reach.by_ses or {}
    relative = np.stack([take(f"reach/by_ses/{g}", factors.get(g), 1.0) for g in pack.groups], axis=-1)
    return SampledMeasure(
        measure=measure,
        mask=_mask(measure, pack),
        qualifying=take("target/share", measure.target.share, 1.0),
        reach=np.minimum(reach[:, None] * relative, 1.0),
        effects=tuple(
            _effect(measure.id, effect, pack, sampler)
            for effect in sorted(measure.effects, key=lambda effect: effect.id)
        ),
        in_scenario=in_scenario,
    )


def _mask(measure: Measure, pack: Pack) -> Array:
    """1 for the sexes, ages and groups that the measure aims at, [sex, age, group]."""
    target = measure.target
    sexes = np.array([target.sex in ("all", sex) for sex in SEXES])
    ages = np.arange(pack.ages)
    first, last = target.age
    groups = np.array([not target.ses or group in target.ses for group in pack.groups])
    chosen = sexes[:, None, None] & ((ages >= first) & (ages <= last))[:, None] & groups
    return np.asarray(chosen, dtype=np.float64)


def _effect(measure: str, effect: Effect, pack: Pack, sampler: Sampler) -> SampledEffect:
    """Sample one effect: factors multiply; transfer multiplies a size, and is the power of a ratio (6.1)."""
    size = np.ones(sampler.rows)
    for path, quantity in effect.factors:
        size = size * sample_quantity(sampler, pack, measure, path, quantity)
    transfer = sample_quantity(sampler, pack, measure, f"effects/{effect.id}/transfer", effect.transfer)
    decay = np.zeros(sampler.rows)
    if effect.decay is not None:
        decay = sample_quantity(sampler, pack, measure, f"effects/{effect.id}/decay", effect.decay)
    size = size**transfer if effect.kind in RATIOS else size * transfer
    return SampledEffect(effect, size, decay)


def policy_of(policy: Policy, kept: NDArray[np.int64]) -> Policy:
    """The same measures in some of the scenarios only; one without effects is counted in the reference."""
    measures = []
    for measure in policy.measures:
        here = measure.in_scenario[kept]
        if not measure.effects:
            here[0] = 1.0
        measures.append(replace(measure, in_scenario=here))
    return Policy(tuple(policy.scenarios[k] for k in kept), tuple(measures), policy.overlap)


def changing_scenarios(policy: Policy) -> set[int]:
    """Scenarios with a measure that has an effect; the others can only be equal to the reference."""
    return {
        k
        for k, scenario in enumerate(policy.scenarios)
        if any(policy.measures[m].effects for m in scenario.measures)
    }


def acting_scenarios(policy: Policy, risk_factors: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    """Scenarios in which a measure acts on a risk factor, by risk factor."""
    acting = {}
    for factor in risk_factors:
        acts = np.zeros(len(policy.scenarios))
        for measure in policy.measures:
            if any(e.effect.kind in MOVES and e.effect.risk_factor == factor for e in measure.effects):
                acts += measure.in_scenario
        acting[factor] = np.flatnonzero(acts)
    return acting
