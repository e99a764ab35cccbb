"""What people carry from year to year, as rows of one array, so that all of it moves with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import Pack
from hiap.simulation.calibration import Calibration
from hiap.simulation.engine import Traces
from hiap.simulation.policy import MOVES, RATIOS, Policy
from hiap.simulation.risks import LateKey, Link

Array = NDArray[np.float64]
EffectKey = tuple[int, int]


@dataclass(frozen=True)
class Rows:
    """Which row of the state holds what.

    Rows 0..diseases-1 are prevalences. `shift` holds, per effect, the difference it made to shares (or to a
    mean); `late` the lagged difference of a link; `reached` the share of eligible people reached before;
    `intensity` the share of people under a ratio effect.
    """

    diseases: int
    shift: Mapping[EffectKey, slice]
    late: Mapping[tuple[str, str], slice]
    reached: Mapping[int, int]
    intensity: Mapping[EffectKey, int]
    total: int


@dataclass(frozen=True)
class Change:
    """What a link carries of a difference in exposure; used again next year if nothing has changed."""

    step: int
    difference: Array
    value: Array


@dataclass(frozen=True)
class State:
    """Persons [draw, scenario, sex, age, group] on 1 January and what they carry [row, ...the same].

    `lagged` is the lagged exposure of the reference by link, `changes` what last year's links carried.
    """

    persons: Array
    carried: Array
    lagged: Mapping[LateKey, Array]
    changes: Mapping[tuple[str, str], Change]


def touched_factors(policy: Policy) -> tuple[str, ...]:
    """Risk factors that any measure acts on."""
    names = {
        sampled.effect.risk_factor
        for measure in policy.measures
        for sampled in measure.effects
        if sampled.effect.kind in MOVES and sampled.effect.risk_factor
    }
    return tuple(sorted(names))


def lay_rows(pack: Pack, policy: Policy, links: tuple[Link, ...]) -> Rows:
    """Give every carried quantity its row."""
    count = len(pack.diseases)
    shift: dict[EffectKey, slice] = {}
    late: dict[tuple[str, str], slice] = {}
    reached: dict[int, int] = {}
    intensity: dict[EffectKey, int] = {}

    def take(size: int) -> slice:
        nonlocal count
        count += size
        return slice(count - size, count)

    for m, measure in enumerate(policy.measures):
        if measure.measure.reach.kind == "flow" and not measure.measure.reach.repeat:
            reached[m] = take(1).start
        for e, sampled in enumerate(measure.effects):
            effect = sampled.effect
            if effect.kind == "shift" and effect.risk_factor:
                shift[(m, e)] = take(size_of(pack, effect.risk_factor))
            elif effect.kind in RATIOS and measure.measure.reach.kind == "flow":
                intensity[(m, e)] = take(1).start
    for link in links:
        if link.lag is not None and link.risk_factor in touched_factors(policy):
            size = 1 if link.curve else link.ratio.shape[0]
            late[(link.risk_factor, link.outcome)] = take(size)
    return Rows(len(pack.diseases), shift, late, reached, intensity, count)


def size_of(pack: Pack, risk_factor: str) -> int:
    """Number of rows of a difference in exposure: levels but the first, or one for a mean."""
    return max(len(pack.risk_factor(risk_factor).levels) - 1, 1)


def first_state(pack: Pack, policy: Policy, calibration: Calibration, rows: Rows) -> State:
    """The state on 1 January of the base year: every scenario is the reference."""
    draws, scenarios = calibration.prevalence.shape[1], len(policy.scenarios)
    cells = pack.group_share.shape
    people = pack.people[..., None] * pack.group_share
    persons = np.broadcast_to(people, (draws, scenarios, *cells)).copy()
    carried = np.zeros((rows.total, draws, scenarios, *cells))
    carried[: rows.diseases] = calibration.prevalence[:, :, None]
    return State(persons, carried, calibration.lagged, {})


def keep_scenarios(
    state: State, history: tuple[tuple[Array, ...], ...], kept: NDArray[np.int64]
) -> tuple[State, tuple[tuple[Array, ...], ...]]:
    """Follow only some of the scenarios from here on; the reference is always among them."""
    earlier = tuple(tuple(covered[:, kept] for covered in year) for year in history)
    persons, carried = state.persons[:, kept], state.carried[:, :, kept]
    persons, carried = np.ascontiguousarray(persons), np.ascontiguousarray(carried)
    return State(persons, carried, state.lagged, {}), earlier


def trace_scenarios(policy: Policy, rows: Rows, acting: Mapping[str, NDArray[np.int64]]) -> Traces:
    """Rows after the diseases by the scenarios in which they can be anything but zero."""
    found: dict[int, NDArray[np.int64]] = {}
    for (m, _), place in rows.shift.items():
        for row in range(place.start, place.stop):
            found[row] = np.flatnonzero(policy.measures[m].in_scenario)
    for (factor, _), place in rows.late.items():
        for row in range(place.start, place.stop):
            found[row] = acting[factor]
    for m, row in rows.reached.items():
        found[row] = np.flatnonzero(policy.measures[m].in_scenario)
    for (m, _), row in rows.intensity.items():
        found[row] = np.flatnonzero(policy.measures[m].in_scenario)
    together: dict[tuple[int, ...], list[int]] = {}
    for row, some in found.items():
        together.setdefault(tuple(some.tolist()), []).append(row)
    return tuple((tuple(place), np.array(some, dtype=np.int64)) for some, place in together.items())
