"""The goals of a plan against what was measured: path, status, gap with the reference, year of closure."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiap.domain.follow_plan import FollowPlan, FollowRules, Target
from hiap.monitoring.closing import Closed, Year, gap_closed, year_of_closure
from hiap.monitoring.goal import Goal, StatusRules
from hiap.monitoring.measured import PERCENT, Array, Measured
from hiap.monitoring.path import gap_path, straight_path
from hiap.monitoring.status import Judged, Why, judge
from hiap.workflow.follow_series import Axes, Series

CONFIDENCE = 0.95


class Gap(NamedTuple):
    """The gap of series with the reference: share closed, with moving and fixed reference, and its end."""

    moving: Closed
    fixed: Closed
    end: Year


class Followed(NamedTuple):
    """A target for the series it holds for: rows of the indicator's arrays, path, status by year, gap."""

    target: Target
    series: Series
    rows: NDArray[np.int64]
    goal: Goal
    judged: Judged
    gap: Gap | None


def followed(plan: FollowPlan, target: Target, series: Series, axes: Axes, rules: FollowRules) -> Followed:
    """Judge one target for every series that it holds for."""
    rows = _rows(plan, target, axes)
    shown = series.shown.rows(rows)
    base = int(np.searchsorted(axes.years, target.baseline_year))
    reference = _reference(plan, series.shown, axes, rows)
    start = shown.value[:, base]
    path, variance = _path(target, axes, start, reference, base)
    before, weight = _baseline(target, axes, shown, reference, base)
    looks = _looks(target, series, axes)
    goal = Goal(
        path,
        variance,
        start,
        before,
        weight,
        series.indicator.better == "lower",
        target.only_better,
        target.judge_from,
        target.margin,
        looks,
        series.indicator.swing,
    )
    judged = judge(series.measured.rows(rows), series.hidden[rows], axes.years, goal, _status_rules(rules))
    _say_hidden(judged, series.hidden[rows, base] & ~np.isnan(series.measured.value[rows, base]))
    gap = None if reference is None else _gap(shown, reference, axes, base)
    return Followed(target, series, rows, goal, judged, gap)


def _looks(target: Target, series: Series, axes: Axes) -> int:
    """How many times the goal can be judged by the end of the plan; more where it was measured more."""
    planned = (int(axes.years[-1]) - target.judge_from) // series.indicator.every + 1
    there = np.asarray(np.any(~np.isnan(series.measured.value), axis=0))
    return max(planned, int(there[axes.years >= target.judge_from].sum()))


def _say_hidden(judged: Judged, hidden: NDArray[np.bool_]) -> None:
    """A path that is missing because its baseline is too small to show says so."""
    judged.why[(judged.why == Why.NO_PATH) & hidden[:, None]] = Why.TOO_SMALL


def _status_rules(rules: FollowRules) -> StatusRules:
    return StatusRules(
        rules.window_years, rules.false_alarm, rules.behind, rules.tell_apart, rules.fewest_freedom
    )


def _rows(plan: FollowPlan, target: Target, axes: Axes) -> NDArray[np.int64]:
    """The series that a target holds for: without a place all but the reference."""
    width = len(axes.groups)
    found = [
        place * width + group
        for place, one in enumerate(axes.places)
        for group, name in enumerate(axes.groups)
        if (one.id == target.place if target.place else one.id != plan.reference)
        and target.group in (None, name)
    ]
    return np.array(found, dtype=np.int64)


def _reference(plan: FollowPlan, shown: Measured, axes: Axes, rows: NDArray[np.int64]) -> Measured | None:
    """The reference of each series, the same group there; None without one, or without a value of it."""
    if plan.reference is None:
        return None
    width = len(axes.groups)
    place = next(number for number, one in enumerate(axes.places) if one.id == plan.reference)
    reference = shown.rows(place * width + rows % width)
    return None if np.isnan(reference.value).all() else reference


def _path(
    target: Target, axes: Axes, start: Array, reference: Measured | None, base: int
) -> tuple[Array, Array]:
    """The promised path of every series, and the variance that a moving reference gives it."""
    shape = (start.size, axes.years.size)
    knots = [target.baseline_year, *(step.year for step in target.steps), target.year]
    years, nothing = axes.years.tolist(), np.zeros(shape)
    steps = [step.value for step in target.steps]
    if target.gap_closed_percent is not None:
        if reference is None:
            return np.full(shape, np.nan), nothing
        shares = [0.0, *steps, target.gap_closed_percent]
        closed = straight_path(years, knots, np.array(shares) / PERCENT)
        first = reference.value[:, base : base + 1]
        fixed = target.gap_with == "fixed"
        now = np.broadcast_to(first, shape) if fixed else reference.value
        spread = nothing if fixed else np.nan_to_num(reference.variance())
        return gap_path(closed, now, first, start[:, None]), spread
    if target.only_better:
        return straight_path(years, knots[:1], start[:, None]), nothing
    if target.change_percent is not None:
        ends = [start * (1 + part / PERCENT) for part in (*steps, target.change_percent)]
    else:
        ends = [np.full(start.shape, part) for part in (*steps, target.value)]
    return straight_path(years, knots, np.stack([start, *ends], axis=-1)), nothing


def _baseline(
    target: Target, axes: Axes, shown: Measured, reference: Measured | None, base: int
) -> tuple[Array, Array]:
    """The chance in the baseline of every series, and how much the path moves with it in each year."""
    chance = np.nan_to_num(shown.variance()[:, base])
    steps, years = [step.value for step in target.steps], axes.years.tolist()
    knots = [target.baseline_year, *(step.year for step in target.steps), target.year]
    if target.only_better:
        weights = np.ones(len(years))
    elif target.gap_closed_percent is not None:
        if reference is not None:
            chance = chance + np.nan_to_num(reference.variance()[:, base])
        shares = np.array([0.0, *steps, target.gap_closed_percent]) / PERCENT
        weights = 1.0 - np.nan_to_num(straight_path(years, knots, shares))
    elif target.change_percent is not None:
        changes = np.array([0.0, *steps, target.change_percent]) / PERCENT
        weights = 1.0 + np.nan_to_num(straight_path(years, knots, changes))
    else:
        ends = [1.0, *(0.0 for _ in steps), 0.0]
        weights = np.nan_to_num(straight_path(years, knots, np.array(ends)))
    return chance, np.broadcast_to(weights, (chance.size, len(years)))


def _gap(shown: Measured, reference: Measured, axes: Axes, base: int) -> Gap:
    """The gap by year; that of the baseline is no chance: it is what the others are a share of."""
    gap, chance = reference.value - shown.value, np.nan_to_num(shown.variance())
    of_reference = np.nan_to_num(reference.variance())
    known = ~np.isnan(shown.variance()) & ~np.isnan(reference.variance())
    first, at = gap[:, base : base + 1], slice(base, base + 1)
    before = np.where(known[:, at], chance[:, at] + of_reference[:, at], np.nan)
    moving = gap_closed(gap, np.where(known, chance + of_reference, np.nan), first, before, 0.0, CONFIDENCE)
    still = reference.value[:, at] - shown.value
    spread = np.where(known, chance + of_reference[:, at], np.nan)
    fixed = gap_closed(still, spread, first, before, of_reference[:, at], CONFIDENCE)
    for closed in (moving, fixed):
        closed.low[:, base] = closed.high[:, base] = np.nan
    end = year_of_closure(np.where(axes.years < axes.years[base], np.nan, gap), axes.years, CONFIDENCE)
    return Gap(moving, fixed, end)
