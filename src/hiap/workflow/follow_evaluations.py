"""Evaluations on the series of a plan: what changed, what was tested, how sure that can be (14.5 to 14.8)."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from hiap.domain.errors import InputError
from hiap.domain.follow_plan import SeriesEvaluation
from hiap.monitoring import differences, interrupted, synthetic, tested
from hiap.monitoring.answers import Change, TooFew
from hiap.monitoring.measured import Array
from hiap.workflow.follow_assumptions import assumptions_view, design_named, highest_certainty
from hiap.workflow.follow_points import DIFFERENCES, INTERRUPTED, SYNTHETIC, Points, points_of
from hiap.workflow.follow_read import Programme
from hiap.workflow.follow_view import listed

Row = dict[str, Any]
SEED = 1
"""Of the ways to hand out starts that are tried; told in the answer."""
FOUND, TOO_FEW, GAPS = "found", "too_few", "gaps"
RATIO = "ratio"


def evaluations_view(read: Programme) -> list[Row]:
    """Every evaluation of a plan.

    Raises
    ------
    InputError : a series that no evaluation can say anything of, as one without any error.
    """
    return [_evaluated(read, asked, number) for number, asked in enumerate(read.plan.evaluations)]


def _evaluated(read: Programme, asked: SeriesEvaluation, number: int) -> Row:
    points = points_of(read, asked)
    design = design_named(asked.design)
    try:
        found = WAYS[asked.design](asked, points)
    except (ValueError, ArithmeticError) as error:
        message, _, cure = str(error).partition(": ")
        at = ("evaluations", number)
        fault = read.document.fault(at, f"{asked.id}: {message}", cure or "leave the evaluation out")
        raise InputError([fault]) from None
    passed: Mapping[str, bool] = found.pop("passed", {})
    told, ratio = found["why"] == FOUND, found.get("scale") == RATIO
    clean = all(passed.get(one.test) for one in design.assumptions if one.test)
    up = tested.large_effect(found["effect"]["value"], found["effect"]["chance"]) if ratio and clean else 0
    return {
        **asked.model_dump(mode="json"),
        "title": design.title.model_dump(),
        "points": points.years.tolist(),
        "missing": list(points.missing),
        **NOTHING,
        **found,
        "certainty": highest_certainty(design, passed, up) if told else None,
        "steps_up": up,
        "assumptions": assumptions_view(design, passed),
    }


NOTHING: Row = {
    "few": None,
    "scale": "difference",
    "effect": None,
    "also": {},
    "placebo": {},
    "weights": None,
}


def _few(answer: TooFew) -> Row:
    return {"why": TOO_FEW, "few": answer._asdict()}


def _change(change: Change) -> Row:
    return {key: getattr(change, key) for key in ("value", "low", "high", "chance")}


def _finite(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _interrupted(asked: SeriesEvaluation, points: Points) -> Row:
    """The line of one place before and after; pretended dates and a place without it are the placebos."""
    if points.missing:
        return {"why": GAPS}
    start = int(points.starts[0])
    if not 0 < start < points.years.size:
        side, count = ("before", start) if start == 0 else ("after", points.years.size - start)
        return _few(TooFew(f"points {side} the start", count, interrupted.FEWEST))
    rows, fit, counted = _fitting(points, slope=bool(asked.slope))
    found = fit(rows[0], start)
    if isinstance(found, TooFew):
        return _few(found)
    dates = interrupted.placebo_dates(fit, rows[0], start)
    control = fit(rows[1], start) if len(rows) > 1 else None
    also = {"level": found.level, "at_end": found.at_end} | ({"slope": found.slope} if found.slope else {})
    if control is not None:
        both = np.log(points.values) if counted else points.values
        less = interrupted.controlled(both[0], both[1], start, slope=bool(asked.slope))
        if not isinstance(less, TooFew):
            also["less_control"] = _as_ratio(less.average) if counted else less.average
    return {
        "why": FOUND,
        "scale": RATIO if counted else "difference",
        "effect": _change(found.average),
        "also": {name: _change(change) for name, change in also.items()},
        "placebo": _pretended(points, dates, control),
        "passed": tested.passed_interrupted(dates, control),
    }


Fit = Callable[[Array, int], interrupted.Interrupted | TooFew]


def _fitting(points: Points, *, slope: bool) -> tuple[list[Array], Fit, bool]:
    """The series of each place and what fits it: counts with people where they are known, else values."""
    measured = points.measured
    people = np.ones(measured.value.shape) if measured.kind == "count" else measured.people
    counted = measured.kind in ("count", "rate") and not np.isnan(measured.events * people).any()

    def of_counts(series: Array, start: int) -> interrupted.Interrupted | TooFew:
        return interrupted.interrupted_counts(series[:, 0], series[:, 1], start, slope=slope)

    def of_values(series: Array, start: int) -> interrupted.Interrupted | TooFew:
        return interrupted.interrupted(series, start, slope=slope)

    if counted:
        return list(np.stack([measured.events, people], axis=-1)), of_counts, True
    return list(measured.value), of_values, False


def _as_ratio(change: Change) -> Change:
    value, low, high = (math.exp(end) for end in (change.value, change.low, change.high))
    return change._replace(value=value, low=low, high=high)


def _pretended(
    points: Points,
    dates: interrupted.Placebos | TooFew,
    control: interrupted.Interrupted | TooFew | None,
) -> Row:
    """What was found at dates at which nothing started, and in the place that the measure does not touch."""
    found: Row = {"dates": None, "dates_few": None, "control": None}
    if isinstance(dates, TooFew):
        found["dates_few"] = dates._asdict()
    else:
        years = [int(points.years[date]) for date in dates.dates]
        found["dates"] = {
            "years": years,
            "alarms": dates.alarms,
            "least_chance": min(change.chance for change in dates.average),
        }
    if isinstance(control, interrupted.Interrupted):
        found["control"] = _change(control.average)
    return found


def _differences(_: SeriesEvaluation, points: Points) -> Row:
    """Places with the measure beside places without, before and after; placebos are the steps before."""
    starts = np.where(points.starts >= points.years.size, np.inf, points.starts)
    begun = starts[np.isfinite(starts)]
    if not begun.size or begun.min() < 1:
        side = "after" if not begun.size else "before"
        return _few(TooFew(f"points {side} the start", 0, 1))
    panel = differences.panel_of(points.values, starts)
    generator = np.random.default_rng(SEED)
    handed = differences.permuted(panel, not_yet=False, generator=generator)
    found = differences.staggered(panel, not_yet=False)
    chance = None if isinstance(handed, TooFew) else handed.chance
    if isinstance(found, TooFew):
        if isinstance(handed, TooFew):
            return _few(found)
        effect = {"value": handed.value, "low": _finite(handed.low), "high": _finite(handed.high)}
        placebo = {"handed_out": chance, "ways": handed.ways, "seed": SEED, "trends": None}
        return {"why": FOUND, "effect": effect | {"chance": chance}, "placebo": placebo}
    trends = found.trends
    return {
        "why": FOUND,
        "effect": _change(found.overall),
        "also": {f"since_{lag}": _change(change) for lag, change in found.since.items()},
        "placebo": {
            "handed_out": chance,
            "ways": None if isinstance(handed, TooFew) else handed.ways,
            "seed": SEED,
            "trends": None
            if isinstance(trends, TooFew)
            else _change(trends.slope) | {"joint": trends.steps_joint, "hidden": trends.hidden},
        },
        "passed": tested.passed_differences(found),
    }


def _synthetic(asked: SeriesEvaluation, points: Points) -> Row:
    """One place beside a mixture of others; the others, and an earlier start, are the placebos."""
    start = int(points.starts[0])
    if not 0 < start < points.years.size:
        side, needed = ("before", synthetic.FEWEST_POINTS) if start == 0 else ("after", 1)
        return _few(TooFew(f"points {side} the start", 0, needed))
    case = synthetic.case_of(points.values[0], points.values[1:], start)
    found = synthetic.synthetic(case)
    if isinstance(found, TooFew):
        return _few(found)
    ranked = synthetic.placebos_in_space(case)
    earlier = _earlier(case)
    without = synthetic.leave_one_out(case)
    assert not isinstance(ranked, TooFew), "there are donors enough for the mixture"
    return {
        "why": FOUND,
        "effect": {
            "value": found.average,
            "low": ranked.low,
            "high": ranked.high,
            "chance": ranked.chance,
        },
        "also": {},
        "weights": dict(zip(asked.against, listed(found.weights), strict=True)),
        "placebo": {
            "places": len(ranked.ratios),
            "rank": 1 + int((ranked.ratios >= ranked.ratio).sum()),
            "alike": found.alike,
            "gap": listed(found.gap),
            "earlier": None
            if isinstance(earlier, TooFew) or earlier is None
            else {"year": int(points.years[_pretend(case)]), "average": earlier.average},
            "without_one": None
            if isinstance(without, TooFew)
            else {asked.against[donor]: average for donor, average in without.items()},
        },
        "passed": tested.passed_synthetic(found, earlier, without),
    }


def _pretend(case: synthetic.Case) -> int:
    """Halfway before the start, with points enough before it."""
    return max(synthetic.FEWEST_POINTS, case.start // 2)


def _earlier(case: synthetic.Case) -> synthetic.Synthetic | TooFew | None:
    return synthetic.placebo_in_time(case, _pretend(case)) if _pretend(case) < case.start else None


WAYS: dict[str, Callable[[SeriesEvaluation, Points], Row]] = {
    INTERRUPTED: _interrupted,
    DIFFERENCES: _differences,
    SYNTHETIC: _synthetic,
}
