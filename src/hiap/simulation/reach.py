"""What measures do in a year: who is reached, and what that changes (6.1, 6.2)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from hiap.domain.errors import Fault, InputError
from hiap.domain.overlap import OPTION
from hiap.domain.pack import Pack
from hiap.equations.effects import combine_independent, newly_reached, ratio_with_reach
from hiap.equations.overlap import INDEPENDENT, Set, narrowed, parts_within, places_of, total_within
from hiap.simulation.policy import RATIOS, Policy, SampledEffect, SampledMeasure
from hiap.simulation.state import EffectKey, Rows, size_of

Array = NDArray[np.float64]


@dataclass(frozen=True)
class YearOfPolicy:
    """What the measures do in one year.

    `covered` [draw, scenario, sex, age, group] per measure: share of eligible people reached (flow) or
    covered (stock); `participants` the persons, of the measures that run this year; `difference` per risk
    factor: change of the shares of the levels but the first, or of the mean [row, ...]; `ratio` per (kind,
    disease): ratio on that rate.
    """

    covered: tuple[Array, ...]
    participants: Mapping[int, Array]
    difference: Mapping[str, Array]
    ratio: Mapping[tuple[str, int], Array]


@dataclass(frozen=True)
class _Year:
    """One year's view for the functions of this room."""

    pack: Pack
    policy: Policy
    rows: Rows
    year: int
    persons: Array
    carried: Array
    reference: Mapping[str, Array]


def act(
    pack: Pack,
    policy: Policy,
    rows: Rows,
    year: int,
    persons: Array,
    carried: Array,
    reference: Mapping[str, Array],
    history: tuple[tuple[Array, ...], ...],
) -> YearOfPolicy:
    """Reach people, move them, and write what stays with them into `carried` (in place).

    `reference` holds the shares over levels [level, draw, sex, age, group] of every factor touched;
    `history` what was covered in earlier years, latest last, for effects that start later.
    """
    view = _Year(pack, policy, rows, year, persons, carried, reference)
    covered: list[Array] = []
    participants: dict[int, Array] = {}
    nobody = np.zeros(persons.shape)
    for m, measure in enumerate(policy.measures):
        if not measure.measure.start <= year <= measure.measure.last_year:
            covered.append(nobody)
            continue
        share = _covered(view, m, measure)
        eligible = measure.qualifying[:, None, None, None, None] * _eligible_share(view, measure)
        covered.append(share)
        participants[m] = persons * share * eligible
        if m in rows.reached:
            carried[rows.reached[m]] += share
    so_far = (*history, tuple(covered))
    held = _move(view, so_far)
    return YearOfPolicy(tuple(covered), participants, held, _ratios(view, so_far))


def _covered(view: _Year, m: int, measure: SampledMeasure) -> Array:
    """Share of eligible people newly reached or covered this year, by scenario."""
    document = measure.measure
    build_up = max(document.reach.build_up_years, 1)
    grown = min((view.year - document.start + 1) / build_up, 1.0)
    offered = measure.mask * (grown * measure.reach)[:, None, None, None, :]
    if document.reach.kind == "flow":
        before = view.carried[view.rows.reached[m]] if m in view.rows.reached else np.zeros((1,))
        offered = newly_reached(offered, before, document.reach.repeat)
    return np.asarray(offered * measure.in_scenario[:, None, None, None] * np.ones(view.persons.shape))


def _eligible_share(view: _Year, measure: SampledMeasure) -> Array:
    """Share of people in the cell with the level or disease that the measure aims at."""
    target = measure.measure.target
    share: Array = np.ones((1, 1, 1, 1, 1))
    if target.risk_factor and target.level:
        share = share * _level_share(view, target.risk_factor, target.level)
    if target.disease:
        share = share * view.carried[view.pack.disease_index(target.disease)]
    return share


def _level_share(view: _Year, factor: str, level: str) -> Array:
    """Share of people at one level on 1 January: reference plus what measures changed before."""
    index = view.pack.risk_factor(factor).levels.index(level)
    changed = carried_difference(view.policy, view.rows, view.carried, factor, size_of(view.pack, factor))
    own = changed[index - 1] if index else -changed.sum(axis=0)
    return np.asarray(view.reference[factor][index][:, None] + own)


def carried_difference(policy: Policy, rows: Rows, carried: Array, factor: str, size: int) -> Array:
    """Sum of the differences that earlier shifts left in one risk factor, `size` rows [row, draw, ...]."""
    found = [
        carried[rows.shift[key]]
        for key in rows.shift
        if policy.measures[key[0]].effects[key[1]].effect.risk_factor == factor
    ]
    return np.asarray(sum(found[1:], found[0].copy())) if found else np.zeros((size, *carried.shape[1:]))


def _reached_share(
    view: _Year, m: int, sampled: SampledEffect, so_far: tuple[tuple[Array, ...], ...]
) -> Array | None:
    """Share of the people concerned that the effect starts for this year; None when nobody.

    The people concerned are those at the level that a move leaves, if the measure aims at just that level;
    otherwise everybody in the cell.
    """
    effect, measure = sampled.effect, view.policy.measures[m]
    reached_in = view.year - effect.lag_years
    first, last = measure.measure.within(effect.period)
    if not first <= reached_in <= last:
        return None
    if effect.lag_years >= len(so_far):
        return None
    share = so_far[-1 - effect.lag_years][m] * measure.qualifying[:, None, None, None, None]
    target = measure.measure.target
    if target.level and (target.risk_factor, target.level) == (effect.risk_factor, effect.level_from):
        return np.asarray(share)
    return np.asarray(share * _eligible_share(view, measure))


def _move(view: _Year, so_far: tuple[tuple[Array, ...], ...]) -> dict[str, Array]:
    """All moves of the year, from the shares on 1 January; gives the whole difference of each factor."""
    starts = _starting_moves(view, so_far)
    difference: dict[str, Array] = {}
    held: dict[str, Array] = {}
    for (factor, level), moves in starts.items():
        risk = view.pack.risk_factor(factor)
        joint = _joint(view, moves, adds=risk.kind == "mean")
        if risk.kind == "mean":
            for (m, e, _), part in zip(moves, joint, strict=True):
                _keep(view, held, factor, m, e, part[None])
            continue
        here = _level_share(view, factor, level)
        for (m, e, _), part in zip(moves, joint, strict=True):
            effect = view.policy.measures[m].effects[e].effect
            shift = np.zeros((len(risk.levels), *view.persons.shape))
            shift[risk.levels.index(level)] -= part * here
            shift[risk.levels.index(str(effect.level_to))] += part * here
            _keep(view, held, factor, m, e, shift[1:])
    for factor in view.reference:
        size = size_of(view.pack, factor)
        total = carried_difference(view.policy, view.rows, view.carried, factor, size)
        difference[factor] = total + held[factor] if factor in held else total
    return difference


def _joint(view: _Year, moves: Sequence[tuple[int, int, Array]], adds: bool) -> Sequence[Array]:
    """What is left of every move when all are made, by the sets in which measures overlap (6.2)."""
    amounts = [amount for _, _, amount in moves]
    everything = _overlapping(view.policy, [m for m, _, _ in moves])
    if everything is None:
        return amounts if adds else list(combine_independent(np.stack(amounts)))
    with _told(view):
        return list(parts_within(np.stack(amounts), everything, adds))


def _ratio(view: _Year, ratios: Sequence[tuple[int, Array]]) -> Array:
    """The ratio on a rate of all measures that change it, by the sets in which they overlap (6.2)."""
    parts = [ratio for _, ratio in ratios]
    everything = _overlapping(view.policy, [m for m, _ in ratios])
    if everything is not None:
        losses = 1.0 - np.stack(parts)
        with _told(view):
            parts = [
                1.0 - total_within(losses, part) if isinstance(part, Set) else parts[part]
                for part in everything.of
            ]
    return np.asarray(reduce(np.multiply, parts))


def _overlapping(policy: Policy, measures: Sequence[int]) -> Set | None:
    """The sets in which moves of these measures fall, beside the moves in none; None without a set."""
    places: dict[int, list[int]] = {}
    for place, m in enumerate(measures):
        places.setdefault(m, []).append(place)
    found = [narrowed(item, places) for item in policy.overlap]
    sets = [item for item in found if isinstance(item, Set)]
    inside = {place for item in sets for place in places_of(item)}
    alone = [place for place in range(len(measures)) if place not in inside]
    return Set(INDEPENDENT, (*alone, *sets)) if sets else None


@contextmanager
def _told(view: _Year) -> Iterator[None]:
    """Tell of disjoint sets that add up to more than everybody in the words of who declared them."""
    try:
        yield
    except ArithmeticError as error:
        problem = f"in {view.year} disjoint measures would together change {error} times all people concerned"
        cure = "lower their reach or effect, or leave the rule out: they then count as independent"
        raise InputError([Fault(OPTION, None, problem, cure)]) from None


def _starting_moves(
    view: _Year, so_far: tuple[tuple[Array, ...], ...]
) -> dict[tuple[str, str], list[tuple[int, int, Array]]]:
    """Moves that start this year by (risk factor, level left): measure, effect, probability or amount."""
    starts: dict[tuple[str, str], list[tuple[int, int, Array]]] = {}
    for m, measure in enumerate(view.policy.measures):
        for e, sampled in enumerate(measure.effects):
            effect = sampled.effect
            if effect.kind not in ("shift", "hold") or effect.risk_factor is None:
                continue
            share = _reached_share(view, m, sampled, so_far)
            if share is not None:
                amount = share * sampled.size[:, None, None, None, None]
                starts.setdefault((effect.risk_factor, effect.level_from or ""), []).append((m, e, amount))
    return {key: starts[key] for key in sorted(starts)}


def _keep(view: _Year, held: dict[str, Array], factor: str, m: int, e: int, shift: Array) -> None:
    """Put a shift into what people carry, a hold into what lasts this year only."""
    if (m, e) in view.rows.shift:
        view.carried[view.rows.shift[(m, e)]] += shift
    else:
        held[factor] = held[factor] + shift if factor in held else shift


def _ratios(view: _Year, so_far: tuple[tuple[Array, ...], ...]) -> dict[tuple[str, int], Array]:
    """Ratio on incidence, remission, fatality or care use by (kind, disease); -1 stands for all care."""
    ratios: dict[tuple[str, int], list[tuple[int, Array]]] = {}
    for m, measure in enumerate(view.policy.measures):
        for e, sampled in enumerate(measure.effects):
            effect = sampled.effect
            if effect.kind not in RATIOS:
                continue
            share = _reached_share(view, m, sampled, so_far)
            row = view.rows.intensity.get((m, e))
            if row is not None:
                if share is not None:
                    view.carried[row] = np.minimum(view.carried[row] + share, 1.0)
                share = view.carried[row]
            if share is not None:
                disease = view.pack.disease_index(effect.disease) if effect.disease else -1
                key = (str(effect.kind), disease)
                ratio = ratio_with_reach(share, sampled.size[:, None, None, None, None])
                ratios.setdefault(key, []).append((m, ratio))
    return {key: _ratio(view, found) for key, found in ratios.items()}


def fade(policy: Policy, rows: Rows, carried: Array) -> None:
    """Let what shifts and courses left behind decay over one year, in place (3.1)."""
    places: list[tuple[EffectKey, slice | int]] = [*rows.shift.items(), *rows.intensity.items()]
    for (m, e), place in places:
        decay = policy.measures[m].effects[e].decay
        if decay.any():
            carried[place] *= (1.0 - decay)[:, None, None, None, None]
