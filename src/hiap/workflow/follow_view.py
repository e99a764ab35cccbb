"""Indicators and goals as plain values: every number with its limits, every status with its reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hiap.domain.follow_plan import FollowPlan
from hiap.monitoring.closing import AWAY, DONE, FEW, FOUND, UNSURE, Closed
from hiap.monitoring.comparison import BETTER, SIMILAR, UNKNOWN, WORSE, compared
from hiap.monitoring.measured import Array
from hiap.monitoring.status import Status, Why
from hiap.workflow.follow_goals import Followed, Gap
from hiap.workflow.follow_series import LEVELS, Axes, Series

Row = dict[str, Any]
COMPARED = {BETTER: "better", SIMILAR: "similar", WORSE: "worse", UNKNOWN: None}
ENDS = {FOUND: "found", FEW: "too_few", UNSURE: "unsure", AWAY: "grows", DONE: "gone"}
STATUS = {one.value: one.name.lower() for one in Status}
WHY = {one.value: one.name.lower() for one in Why}


def listed(values: Array) -> list[Any]:
    """Numbers as a list, with None where there is none.

    >>> listed(np.array([1.5, np.nan]))
    [1.5, None]
    """
    known = np.isfinite(values)
    if known.all():
        return list(values.tolist())
    found = values.astype(object)
    found[~known] = None
    return list(found.tolist())


def indicator_view(one: Series, plan: FollowPlan, axes: Axes) -> Row:
    """An indicator with all its series by year."""
    limits = {name: [listed(end) for end in ends] for name, ends in one.limits.items()}
    value, beside = listed(one.shown.value), _beside(one, plan, axes)
    hidden = one.hidden & ~np.isnan(one.measured.value)
    reason = np.full(hidden.shape, None, dtype=object)
    reason[hidden] = "would_tell_another"
    reason[hidden & one.small] = "small"
    events, people = listed(one.shown.events), listed(one.shown.people)
    told = one.indicator.model_dump(mode="json")
    return told | {
        "series": [
            {
                "place": axes.place_of(row).id,
                "group": axes.group_of(row),
                "value": value[row],
                "numerator": events[row],
                "denominator": people[row],
                **{f"low_{name}": limits[name][0][row] for name in LEVELS},
                **{f"high_{name}": limits[name][1][row] for name in LEVELS},
                "hidden_because": list(reason[row]),
                **{f"against_reference_{name}": beside[name][row] for name in LEVELS},
            }
            for row in np.flatnonzero(~np.isnan(one.measured.value).all(axis=1)).tolist()
        ]
    }


def _beside(one: Series, plan: FollowPlan, axes: Axes) -> dict[str, list[Any]]:
    """Every series against the reference of the same group and year."""
    shape, width = one.shown.value.shape, len(axes.groups)
    if plan.reference is None:
        return dict.fromkeys(LEVELS, [[None] * shape[1]] * shape[0])
    place = next(number for number, other in enumerate(axes.places) if other.id == plan.reference)
    at = place * width + np.arange(shape[0]) % width
    lower = one.indicator.better == "lower"
    found = {}
    for name, (low, high) in one.limits.items():
        codes = compared(low, high, one.shown.value[at], lower_is_better=lower)
        codes[at == np.arange(shape[0])] = UNKNOWN
        named = np.full(codes.shape, None, dtype=object)
        for code, word in COMPARED.items():
            named[codes == code] = word
        found[name] = named.tolist()
    return found


def goals_view(found: Sequence[Followed], axes: Axes) -> list[Row]:
    """One row per target and series, with its status of the last measured year and the years before."""
    return [row for one in found for row in _goals(one, axes)]


def _goals(one: Followed, axes: Axes) -> list[Row]:
    now = _last_year(one, axes)
    judged, target = one.judged, one.target
    shown = one.series.shown.value[one.rows]
    path, start = listed(one.goal.path), listed(one.goal.start)
    at = {name: listed(part[:, now]) for name, part in _parts(one, shown).items()}
    before, because = _before(one, now), target.judge_because.model_dump()
    gap = _gaps(one.gap, now) if one.gap else [None] * len(one.rows)
    return [
        {
            "id": f"{target.id}/{axes.place_of(series).id}/{axes.group_of(series)}",
            "target": target.id,
            "indicator": target.indicator,
            "place": axes.place_of(series).id,
            "group": axes.group_of(series),
            "year": int(axes.years[now]),
            "status": STATUS[int(judged.status[row, now])],
            "why": WHY[int(judged.why[row, now])],
            "before": before[row],
            "changed": before[row] is not None and before[row] != STATUS[int(judged.status[row, now])],
            **{name: part[row] for name, part in at.items()},
            "baseline_year": target.baseline_year,
            "baseline": start[row],
            "target_year": target.year,
            "change_percent": target.change_percent,
            "gap_closed_percent": target.gap_closed_percent,
            "gap_with": target.gap_with,
            "only_better": target.only_better,
            "aim": _aim(path[row], target.year, axes) if not target.only_better else None,
            "path": path[row],
            "judge_from": target.judge_from,
            "judge_because": because,
            "looks": one.goal.looks,
            "history": [STATUS[code] for code in judged.status[row, : now + 1].tolist()],
            "gap": gap[row],
            "source": target.source,
            "quote": target.quote or None,
        }
        for row, series in enumerate(one.rows.tolist())
    ]


def _parts(one: Followed, shown: Array) -> dict[str, Array]:
    judged = one.judged
    return {
        "value": shown,
        "promised": one.goal.path,
        "shortfall": judged.shortfall,
        "error": judged.error,
        "surprise": judged.surprise,
        "swing": judged.swing,
    }


def _aim(path: list[Any], year: int, axes: Axes) -> float | None:
    value: float | None = path[int(np.searchsorted(axes.years, year))]
    return value


def _last_year(one: Followed, axes: Axes) -> int:
    """The last year with a value of the indicator that is shown; the baseline where there is none."""
    there = ~np.isnan(one.series.measured.value).all(axis=0)
    if not there.any():
        return int(np.searchsorted(axes.years, one.target.baseline_year))
    return int(np.flatnonzero(there)[-1])


def _before(one: Followed, now: int) -> list[str | None]:
    """The status at the measurement before the last one."""
    there = np.flatnonzero(~np.isnan(one.series.measured.value).all(axis=0))
    if there.size < 2:
        return [None] * len(one.rows)
    return [STATUS[code] for code in one.judged.status[:, int(there[-2])].tolist()]


def _gaps(gap: Gap, now: int) -> list[Row]:
    end = gap.end
    years = {name: listed(part) for name, part in (("year", end.year), ("low", end.low), ("high", end.high))}
    parts = {"moving": _closed(gap.moving, now), "fixed": _closed(gap.fixed, now)}
    return [
        {
            **{name: {key: part[row] for key, part in found.items()} for name, found in parts.items()},
            "closes": {"why": ENDS[why], **{name: part[row] for name, part in years.items()}},
        }
        for row, why in enumerate(_codes(end.why))
    ]


def _closed(closed: Closed, now: int) -> dict[str, list[Any]]:
    return {
        "share": listed(closed.share[:, now]),
        "low": listed(closed.low[:, now]),
        "high": listed(closed.high[:, now]),
        "by_year": listed(closed.share),
        "low_by_year": listed(closed.low),
        "high_by_year": listed(closed.high),
    }


def _codes(codes: NDArray[np.int8]) -> list[int]:
    return [int(code) for code in codes]
