"""What was measured of a plan as arrays: for each indicator all places and groups by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.measured_table import MeasuredTable, years_of
from hiap.domain.follow_plan import (
    ALL_OTHERS,
    BY_AGE,
    EVERYBODY,
    YEARS_AHEAD,
    FollowGroup,
    FollowIndicator,
    FollowPlace,
    FollowPlan,
    FollowRules,
)
from hiap.monitoring.by_age import AgeRules, measured_by_age
from hiap.monitoring.measured import COUNTED, PERCENT, Array, Mask, Measured, hidden_by_totals

LEVELS = {"95": 0.95, "99_8": 0.998}
PLAIN = ("value", "numerator", "denominator", "standard_deviation", "n")


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
    measured = _measured(indicator, {key: part[mine] for key, part in table.numbers.items()}, spot, shape)
    small = measured.small(*_fewest(indicator, rules))
    hidden = _with_totals(small, plan, axes, measured)
    shown = measured.without(hidden)
    limits = {name: shown.limits(level) for name, level in LEVELS.items()}
    return Series(indicator, measured, small, hidden, shown, limits)


def _fewest(indicator: FollowIndicator, rules: FollowRules) -> tuple[float, float]:
    """Fewest events and people of which a value is shown: of the plan, else the convention."""
    people = rules.fewest_people_years_ahead if indicator.kind in YEARS_AHEAD else rules.fewest_people
    return (
        rules.fewest_events if indicator.fewest_events is None else indicator.fewest_events,
        people if indicator.fewest_people is None else indicator.fewest_people,
    )


def _block(values: Array, spot: tuple[NDArray[np.int64], ...], shape: tuple[int, int]) -> Array:
    block = np.full(shape, np.nan)
    block[spot] = values
    return block


def _measured(
    indicator: FollowIndicator,
    numbers: Mapping[str, Array],
    spot: tuple[NDArray[np.int64], ...],
    shape: tuple[int, int],
) -> Measured:
    if indicator.kind in BY_AGE:
        told = (indicator.per or 1.0, indicator.last_age, indicator.at_age, indicator.design_effect)
        return measured_by_age(indicator.kind, numbers, spot, shape, AgeRules(*told))
    block = {key: _block(numbers[key], spot, shape) for key in PLAIN}
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
    if np.isnan(measured.events).all() or not small.any():
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
