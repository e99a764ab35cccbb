"""Status of a goal: on path, behind, off path, too early, too few data, with known errors (13.8)."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from hiap.monitoring.goal import Goal, StatusRules
from hiap.monitoring.measured import Array, Mask, Measured
from hiap.monitoring.window import Window, swing_of, window_of


class Status(IntEnum):
    """What is said of a goal."""

    TOO_EARLY = 0
    TOO_FEW = 1
    ON_PATH = 2
    BEHIND = 3
    OFF_PATH = 4


class Why(IntEnum):
    """Which rule decided."""

    BEFORE_JUDGED = 0
    NO_PATH = 1
    NO_VALUE = 2
    TOO_SMALL = 3
    SWING_UNKNOWN = 4
    IMPRECISE = 5
    BEYOND_CHANCE = 6
    PROBABLY = 7
    NOT_WORSE = 8
    NOT_BETTER = 9


class Judged(NamedTuple):
    """Status and reason of each year as it could be said then, and what they rest on: [series, year]."""

    status: NDArray[np.int8]
    why: NDArray[np.int8]
    shortfall: Array
    error: Array
    surprise: Array
    swing: Array


def judge(
    measured: Measured, hidden: Mask, years: NDArray[np.int64], goal: Goal, rules: StatusRules
) -> Judged:
    """Judge a goal in every year, each with what was known then (13.8).

    Formula: z = how far the mean of the window lies on the bad side of the path, in its standard errors. Off
    path: z > t(1 - α/looks); probably behind: z > t(1 - β); too few data where t·error is more than what the
    plan promises to change by then.

    Shapes: `measured` and `hidden` [series, year], `years` [year] without a year left out.
    Units: shortfall and error in the unit of the indicator. Errors: none of its own.
    Source: own convention; Bonferroni for repeated looks.

    >>> import numpy as np
    >>> nothing = np.full((1, 3), np.nan)
    >>> share = Measured("proportion", np.array([[30.0, 31.0, 33.0]]), np.array([[300.0, 310.0, 330.0]]),
    ...                  np.full((1, 3), 1000.0), nothing)
    >>> path = np.array([[30.0, 28.0, 26.0]])
    >>> none = np.zeros((1, 3))
    >>> goal = Goal(path, none, path[:, 0], none[:, 0], none, True, False, 2021, 0.0, 5, 0.5)
    >>> rules = StatusRules(3, 0.05, 0.1, 0.95, 3)
    >>> found = judge(share, np.zeros((1, 3), bool), np.arange(2020, 2023), goal, rules)
    >>> [Status(one).name for one in found.status[0]]
    ['TOO_EARLY', 'TOO_FEW', 'OFF_PATH']
    """
    shown = measured.without(hidden)
    swing, freedom = swing_of(shown, goal.path, goal.swing)
    ready = np.broadcast_to(years >= goal.judge_from, shown.value.shape)
    window = window_of(shown, ready, goal, swing, rules.window_years)
    sure = goal.improve | ~np.isnan(goal.path)
    away = np.where(np.isnan(goal.path), 0.0, np.abs(goal.path - goal.start[:, None]))
    promised = np.maximum(away, goal.margin)
    status, why = _decided(window, goal, rules, freedom, promised)
    small = _in_window(hidden & ready, rules.window_years)
    none = window.values == 0
    tests = (
        (np.broadcast_to(freedom < rules.fewest_freedom, status.shape), Status.TOO_FEW, Why.SWING_UNKNOWN),
        (none, Status.TOO_FEW, Why.NO_VALUE),
        (none & small, Status.TOO_FEW, Why.TOO_SMALL),
        (~sure, Status.TOO_FEW, Why.NO_PATH),
        (~ready, Status.TOO_EARLY, Why.BEFORE_JUDGED),
    )
    for found, said, reason in tests:
        status[found], why[found] = said, reason
    _carry(status, why, window, np.asarray(np.any(~np.isnan(shown.value), axis=0)))
    spread = np.broadcast_to(np.sqrt(swing), status.shape)
    return Judged(status, why, window.shortfall, window.error, window.z, spread)


def _carry(
    status: NDArray[np.int8], why: NDArray[np.int8], window: Window, measured: NDArray[np.bool_]
) -> None:
    """A year without a measurement is no new look: what was said holds while the window has a value."""
    for year in np.flatnonzero(~measured):
        held = window.values[:, year] > 0
        status[held, year], why[held, year] = status[held, year - 1], why[held, year - 1]


def _decided(
    window: Window, goal: Goal, rules: StatusRules, freedom: Array, promised: Array
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """The rules for values that can be tested, the weakest first."""
    with np.errstate(invalid="ignore"):
        known = np.maximum(freedom, rules.fewest_freedom)
        off = window.z > stdtrit(known, 1.0 - rules.false_alarm / goal.looks)
        likely = stdtrit(known, 1.0 - rules.behind)
        vague = stdtrit(known, 0.5 + 0.5 * rules.tell_apart) * window.error > promised
        behind = window.z > likely
        better = -window.shortfall > likely * window.error
    status = np.full(window.z.shape, Status.ON_PATH, dtype=np.int8)
    why = np.full(window.z.shape, Why.NOT_WORSE, dtype=np.int8)
    tests = [(behind, Status.BEHIND, Why.PROBABLY), (vague, Status.TOO_FEW, Why.IMPRECISE)]
    if goal.improve:
        tests = [(~better, Status.BEHIND, Why.NOT_BETTER), (~better & vague, Status.TOO_FEW, Why.IMPRECISE)]
    for found, said, reason in [*tests, (off, Status.OFF_PATH, Why.BEYOND_CHANCE)]:
        status[found], why[found] = said, reason
    return status, why


def _in_window(there: Mask, width: int) -> Mask:
    total = np.cumsum(there, axis=1, dtype=np.int64)
    before = np.zeros(total.shape, dtype=np.int64)
    before[:, width:] = total[:, :-width]
    return np.asarray(total > before)
