"""Charts of a programme that is followed: measured values beside a path or a promise; the gap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hiap.reports.blocks import NOTHING, Cell, Table, words_cell
from hiap.reports.charts import BLUE, ORANGE, Chart, Spec, amount, framed, zero_rule
from hiap.reports.follow_beside import beside_table
from hiap.reports.follow_tables import Found, Names
from hiap.reports.numbers import Estimate, interval_text, level_text, mean_text, percent_text
from hiap.reports.text import Words

FEWEST_POINTS = 3
ENDS = ("low_95", "high_95")
DASHED, DOTTED = [7, 4], [2, 3]
APART = 0.08
"""Least distance between two names at the end of lines, as part of the height."""


@dataclass(frozen=True)
class Line:
    """A line by year with its name at its end, and a band around it where it has one."""

    name: str
    values: Sequence[float | None]
    dash: Sequence[int]
    colour: str
    low: Sequence[float | None] = ()
    high: Sequence[float | None] = ()


def goal_chart(words: Words, found: Found, goal: Found, names: Names) -> Chart | None:
    """Measured values of a goal beside its path, and beside the reference; None for few values."""
    series = _series(found, goal)
    measured = _measured(found["years"], series)
    if len(measured) < FEWEST_POINTS or goal["promised"] is None:
        return None
    reference = _reference(found, goal)
    lines = [Line(words("follow.chart.path"), goal["path"], DASHED, ORANGE)]
    if reference is not None:
        name = names.places[found["plan"]["reference"]]
        lines.append(Line(name, reference["value"], DOTTED, "currentColor"))
    status = words.named("follow.status", goal["status"])
    title = words("follow.chart.goal", name=names.goal(goal), status=status, year=goal["year"])
    ends = _ends(words, goal["path"])
    alt = words("follow.chart.goal.alt", points=_points(words, measured), first=ends[0], last=ends[1])
    if reference is not None:
        alt += words("follow.chart.reference.alt", reference=lines[1].name)
    table = _table(words, title, found["years"], measured, lines)
    unit = words.local(names.indicators[goal["indicator"]]["unit"])
    return Chart(title, _spec(unit, found["years"], measured, lines), alt, table)


def promise_chart(words: Words, found: Found, promise: Found, names: Names) -> Chart | None:
    """What was promised with its interval, what would have been without, and what was measured."""
    beside = promise["beside"]
    if beside is None or beside["why"] != "found":
        return None
    keys = {"value": "measured", "low_95": "measured_low", "high_95": "measured_high"}
    measured = _measured(beside["years"], {key: beside[name] for key, name in keys.items()})
    lines = [
        Line(
            words("follow.chart.promise"),
            beside["promised"],
            DASHED,
            ORANGE,
            beside["promised_low"],
            beside["promised_high"],
        ),
        Line(words("follow.chart.without"), beside["without"], DOTTED, "currentColor"),
    ]
    title = words("follow.chart.promise.title", name=names.goal(promise))
    ends = _ends(words, beside["promised"])
    alt = words("follow.chart.promise.alt", points=_points(words, measured), first=ends[0], last=ends[1])
    table = beside_table(words, found, promise, names)
    unit = words.local(names.indicators[promise["indicator"]]["unit"])
    return Chart(title, _spec(unit, beside["years"], measured, lines), alt, table)


def gap_chart(words: Words, found: Found, goal: Found, names: Names) -> Chart | None:
    """The share of the gap that is closed, by year with its interval; None for few values."""
    moving = goal["gap"]["moving"] if goal["gap"] else None
    if moving is None or moving["share"] is None:
        return None
    keys = {"value": "by_year", "low_95": "low_by_year", "high_95": "high_by_year"}
    series = {key: [_percent(share) for share in moving[name]] for key, name in keys.items()}
    years = found["years"]
    measured = _measured(years, series)
    if len(measured) < FEWEST_POINTS:
        return None
    reference = names.places[found["plan"]["reference"]]
    key = "follow.chart.gap" if moving["share"] >= 0.0 else "follow.chart.gap.grown"
    share = percent_text(abs(moving["share"]), words.lang)
    said = {"name": names.goal(goal), "share": share, "reference": reference, "year": goal["year"]}
    title = words(key, **said)
    alt = words("follow.chart.gap.alt", points=_points(words, measured))
    axis = words("follow.chart.gap.axis")
    spec = _spec(axis, years, measured, [], joined=True)
    head = (words("follow.head.year"), axis)
    body = tuple((words_cell(str(row["year"])), _cell(words, row)) for row in measured)
    return Chart(title, spec, alt, Table(title, head, body))


def _percent(share: float | None) -> float | None:
    return None if share is None else 100.0 * share


def _series(found: Found, row: Found) -> Found:
    indicator = next(one for one in found["indicators"] if one["id"] == row["indicator"])
    where = (row["place"], row["group"])
    none = dict.fromkeys(("value", *ENDS), [None] * len(found["years"]))
    known: Found = next((one for one in indicator["series"] if (one["place"], one["group"]) == where), none)
    return known


def _reference(found: Found, goal: Found) -> Found | None:
    place = found["plan"]["reference"]
    if place is None:
        return None
    series = _series(found, {**goal, "place": place})
    return series if sum(value is not None for value in series["value"]) > 1 else None


def _measured(years: Sequence[int], series: Found) -> list[dict[str, Any]]:
    """The years with a value, with its interval where there is one."""
    rows = []
    for at, value in enumerate(series["value"]):
        if value is not None:
            low, high = (series[end][at] for end in ENDS)
            rows.append({"year": years[at], "value": value, "low": low, "high": high})
    return rows


def _ends(words: Words, values: Sequence[float | None]) -> tuple[str, str]:
    known = [value for value in values if value is not None] or [0.0]
    first, last = (_plain(words, known[at]) for at in (0, -1))
    return first, last


def _plain(words: Words, value: float) -> str:
    return level_text(value, words.lang)


def _points(words: Words, measured: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(f"{row['year']} {_estimate_text(words, row)}" for row in measured)


def _estimate_text(words: Words, row: Mapping[str, Any]) -> str:
    estimate = _estimate(row)
    return mean_text(estimate, words.lang) if estimate.limits else level_text(row["value"], words.lang)


def _estimate(row: Mapping[str, Any]) -> Estimate:
    low, high = row["low"], row["high"]
    return Estimate(row["value"], *((low, high) if None not in (low, high) else (row["value"],) * 2))


def _cell(words: Words, row: Mapping[str, Any] | None) -> Cell:
    if row is None:
        return Cell(NOTHING)
    interval = interval_text(_estimate(row), words.lang)
    return Cell(_estimate_text(words, row), f"({interval})" if interval else "")


def _table(
    words: Words,
    caption: str,
    years: Sequence[int],
    measured: Sequence[Mapping[str, Any]],
    lines: Sequence[Line],
) -> Table:
    """The figures of a chart: every year with a value or a line."""
    by_year = {row["year"]: row for row in measured}
    body = []
    for at, year in enumerate(years):
        known = [line.values[at] for line in lines]
        if year not in by_year and all(value is None for value in known):
            continue
        told = (Cell(NOTHING if value is None else _plain(words, value)) for value in known)
        body.append((words_cell(str(year)), _cell(words, by_year.get(year)), *told))
    head = (words("follow.head.year"), words("follow.head.measured"), *(line.name for line in lines))
    return Table(caption, head, tuple(body))


def _spec(
    unit: str,
    years: Sequence[int],
    measured: Sequence[Mapping[str, Any]],
    lines: Sequence[Line],
    *,
    joined: bool = False,
) -> Spec:
    """Lines with names at their ends, dots with whiskers; if asked dots are joined, with a rule at 0."""
    layers: list[Spec] = [zero_rule("y")] if joined else []
    for line in lines:
        layers += _line_layers(unit, years, line)
    layers += _dots(unit, measured, joined=joined)
    names = _names(years, measured, lines)
    if names:
        layers.append(_written(unit, names))
    spec = framed([], layers)
    del spec["data"]
    return spec


def _year(field: str = "year") -> Spec:
    axis = {"format": "d", "grid": False, "tickMinStep": 1, "tickCount": 9, "labelOverlap": True}
    return {
        "field": field,
        "type": "quantitative",
        "title": None,
        "scale": {"zero": False, "nice": False, "padding": 12},
        "axis": axis,
    }


def _value(field: str, unit: str) -> Spec:
    return {**amount(field, unit), "scale": {"zero": False}}


def _line_layers(unit: str, years: Sequence[int], line: Line) -> list[Spec]:
    rows = [
        {"year": year, "value": value}
        for year, value in zip(years, line.values, strict=True)
        if value is not None
    ]
    mark = {"type": "line", "strokeDash": list(line.dash), "strokeWidth": 2, "color": line.colour}
    encoding: Spec = {"x": _year(), "y": _value("value", unit)}
    found: list[Spec] = [{"data": {"values": rows}, "mark": mark, "encoding": encoding}]
    if line.low:
        band = [
            {"year": year, "low": low, "high": high}
            for year, low, high in zip(years, line.low, line.high, strict=True)
            if low is not None
        ]
        ends: Spec = {"x": _year(), "y": _value("low", unit), "y2": {"field": "high"}}
        area = {"type": "area", "opacity": 0.2, "color": line.colour}
        found.insert(0, {"data": {"values": band}, "mark": area, "encoding": ends})
    return found


def _dots(unit: str, measured: Sequence[Mapping[str, Any]], *, joined: bool) -> list[Spec]:
    whiskers = [row for row in measured if row["low"] is not None and row["high"] is not None]
    dot = {"type": "point", "filled": True, "size": 70, "opacity": 1, "color": BLUE}
    rule = {"type": "rule", "strokeWidth": 2, "color": BLUE}
    line = {"type": "line", "strokeWidth": 2, "color": BLUE}
    value: Spec = {"x": _year(), "y": _value("value", unit)}
    ends: Spec = {"x": _year(), "y": _value("low", unit), "y2": {"field": "high"}}
    data: Spec = {"values": list(measured)}
    found: list[Spec] = [{"data": {"values": whiskers}, "mark": rule, "encoding": ends}] if whiskers else []
    found += [{"data": data, "mark": line, "encoding": value}] if joined else []
    return [*found, {"data": data, "mark": dot, "encoding": value}]


def _names(
    years: Sequence[int], measured: Sequence[Mapping[str, Any]], lines: Sequence[Line]
) -> list[dict[str, Any]]:
    """Where the names of the lines stand: at their ends, moved apart where they would meet."""
    every = [value for line in lines for value in (*line.values, *line.low, *line.high) if value is not None]
    every += [row[key] for row in measured for key in ("value", "low", "high") if row[key] is not None]
    least = APART * (max(every) - min(every)) if every else 0.0
    found: list[dict[str, Any]] = []
    for line in lines:
        known = [(year, value) for year, value in zip(years, line.values, strict=True) if value is not None]
        if known:
            found.append({"year": known[-1][0], "value": known[-1][1], "text": line.name})
    found.sort(key=lambda row: row["value"])
    for before, after in pairwise(found):
        after["value"] = max(after["value"], before["value"] + least)
    return found


def _written(unit: str, names: Sequence[Mapping[str, Any]]) -> Spec:
    mark = {"type": "text", "align": "left", "dx": 7, "fontSize": 12, "color": "currentColor"}
    encoding: Spec = {"x": _year(), "y": _value("value", unit), "text": {"field": "text"}}
    return {"data": {"values": list(names)}, "mark": mark, "encoding": encoding}
