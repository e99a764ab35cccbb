"""What was measured of a plan as arrays: for each indicator all places and groups by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.measured_table import MeasuredTable, years_of
from hiap.domain.follow_plan import (
    ALL_OTHERS,
    EVERYBODY,
    FollowGroup,
    FollowIndicator,
    FollowPlace,
    FollowPlan,
    FollowRules,
)
from hiap.monitoring.measured import COUNTED, PERCENT, Array, Mask, Measured, hidden_by_totals

LEVELS = {"95": 0.95, "99_8": 0.998}


class Series(NamedTuple):
    """One indicator: its values [place x group, year], which of them are hidden, and the rest with limits."""

    indicator: FollowIndicator
    measured: Measured
    small: Mask
    hidden: Mask
    shown: Measured
    limits: dict[str, tuple[Array, Array]]


class Axes(NamedTuple):
    """The years, places and groups of a plan; a series is place x number of groups + group."""

    years: NDArray[np.int64]
    places: tuple[FollowPlace, ...]
    groups: tuple[str, ...]

    def place_of(self, series: int) -> FollowPlace:
        return self.places[series // len(self.groups)]

    def group_of(self, series: int) -> str:
        return self.groups[series % len(self.groups)]


def axes_of(plan: FollowPlan) -> Axes:
    """The axes of a plan."""
    first, last = years_of(plan)
    groups = tuple(group.id for group in plan.groups) or (EVERYBODY,)
    return Axes(np.arange(first, last + 1), plan.places, groups)


def series_of(plan: FollowPlan, table: MeasuredTable, rules: FollowRules) -> list[Series]:
    """The arrays of every indicator of a plan."""
    axes = axes_of(plan)
    return [_one(plan, table, axes, number, rules) for number in range(len(plan.indicators))]


def _one(plan: FollowPlan, table: MeasuredTable, axes: Axes, number: int, rules: FollowRules) -> Series:
    indicator = plan.indicators[number]
    mine = table.indicator == number
    spot = (
        table.place[mine] * len(axes.groups) + table.group[mine],
        table.year[mine] - int(axes.years[0]),
    )
    shape = (len(axes.places) * len(axes.groups), axes.years.size)
    block = {key: _block(part[mine], spot, shape) for key, part in table.numbers.items()}
    measured = _measured(indicator, block)
    fewest = indicator.fewest_events, indicator.fewest_people
    events = rules.fewest_events if fewest[0] is None else fewest[0]
    people = rules.fewest_people if fewest[1] is None else fewest[1]
    small = measured.small(events, people)
    hidden = _with_totals(small, plan, axes, measured)
    shown = measured.without(hidden)
    limits = {name: shown.limits(level) for name, level in LEVELS.items()}
    return Series(indicator, measured, small, hidden, shown, limits)


def _block(values: Array, spot: tuple[NDArray[np.int64], ...], shape: tuple[int, int]) -> Array:
    block = np.full(shape, np.nan)
    block[spot] = values
    return block


def _measured(indicator: FollowIndicator, block: dict[str, Array]) -> Measured:
    value, events, people = block["value"], block["numerator"], block["denominator"]
    per = indicator.per or 1.0
    if indicator.kind == "count":
        events = np.where(np.isnan(events), value, events)
        value = events
    elif indicator.kind in COUNTED:
        whole = PERCENT if indicator.kind == "proportion" else per
        value = np.where(np.isnan(events), value, whole * events / people)
    else:
        people = block["n"]
    deviation = block["standard_deviation"]
    return Measured(indicator.kind, value, events, people, deviation, per, indicator.design_effect)


def _with_totals(small: Mask, plan: FollowPlan, axes: Axes, measured: Measured) -> Mask:
    """Hide also what a total would give away, over groups and over places."""
    if measured.kind not in COUNTED or not small.any():
        return small
    hidden, width = small, len(axes.groups)
    for total, parts in _totals(plan.groups):
        for place in range(len(axes.places)):
            at = place * width
            hidden = hidden_by_totals(hidden, at + parts, np.array([at + total]), measured.events)
    for total, parts in _totals(plan.places):
        for group in range(width):
            whole = np.array([total * width + group])
            hidden = hidden_by_totals(hidden, parts * width + group, whole, measured.events)
    return hidden


def _totals(known: Sequence[FollowGroup | FollowPlace]) -> list[tuple[int, NDArray[np.int64]]]:
    """Totals that the plan names, with the places of their parts."""
    found = []
    for number, one in enumerate(known):
        if one.sum_of:
            others = ALL_OTHERS in one.sum_of
            parts = [
                place
                for place, other in enumerate(known)
                if (other is not one and not other.sum_of if others else other.id in one.sum_of)
            ]
            found.append((number, np.array(parts, dtype=np.int64)))
    return found
