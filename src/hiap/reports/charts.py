"""Charts: Vega-Lite to SVG through vl-convert, each with a sentence, alternative text and a table twin.

The specifications are plain Vega-Lite, which saves importing Altair at each run; a test holds them
against the schema that Altair carries.

Only the titles of measures have a limit to their width: a limit makes Vega measure each label, which takes
half of the time of a chart. Marks have at least 3 : 1 contrast on white and on the dark page; all words and
lines of the axes take the colour of the page (`currentColor`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hiap.reports.blocks import (
    Cell,
    Table,
    changes_health,
    estimate_cell,
    scenario_title,
    ses_table,
    words_cell,
)
from hiap.reports.counted import without_health
from hiap.reports.numbers import Estimate, mean_text
from hiap.reports.result import Result, part, rows, scenarios, ses_groups
from hiap.reports.sentences import health_title, money_title, overview_title, ses_title
from hiap.reports.text import Words

BLUE = "#2f7db5"
ORANGE = "#c4641c"
WIDTH = 620
HEIGHT = 230
LONGEST_TITLE = 260
WIDE_LETTER = 7.2
WIDEST_TITLE = 310
"""A letter and a longest title in a wide font: charts are measured in a narrow one, shown in the reader's."""
MILLION = 1e6
LOCALES: dict[str, Literal["nl-NL", "en-US"]] = {"nl": "nl-NL", "en": "en-US"}
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
CONFIG: dict[str, object] = {
    "background": "transparent",
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "domainColor": "currentColor",
        "tickColor": "currentColor",
        "gridColor": "currentColor",
        "gridOpacity": 0.15,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "titlePadding": 12,
        "labelLimit": 0,
        "labelSeparation": 12,
    },
    "legend": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "labelFontSize": 12,
        "orient": "top",
        "title": None,
        "labelLimit": 0,
        "columnPadding": 40,
        "symbolOpacity": 1,
    },
}

Scenario = Mapping[str, object]
Spec = dict[str, object]


@dataclass(frozen=True)
class Chart:
    """A chart: the sentence that it shows, its specification, its alternative text and its figures."""

    title: str
    spec: Spec
    alt: str
    table: Table


def overview_chart(words: Words, result: Result) -> Chart | None:
    """Healthy years per measure with the 95 % interval, in the order asked: no ranking, no 0 for unknown."""
    found = [
        (scenario_title(words, name, scenario), estimate)
        for name, scenario in scenarios(result)
        if (estimate := Estimate.read(scenario.get("haly"))) is not None and not without_health(scenario)
    ]
    if len(found) < 2:
        return None
    data = [{"label": label, "order": k, **_limits(estimate)} for k, (label, estimate) in enumerate(found)]
    points = "; ".join(f"{label} {mean_text(estimate, words.lang)}" for label, estimate in found)
    alt = words("chart.overview.alt", points=points) + _extra(words, [e for _, e in found], "chart.whiskers")
    body = tuple((words_cell(label), _cell(estimate, words.lang)) for label, estimate in found)
    title = overview_title(words, result)
    table = Table(title, (words("measure"), words("haly")), body)
    axis = names_beside(label for label, _ in found)
    return Chart(title, framed(data, _dots(words, axis), 34 * len(found)), alt, table)


def health_chart(words: Words, scenario: Scenario) -> Chart | None:
    """Healthy years gained in each year; no chart for a measure that changes no health."""
    years = rows(scenario, "by_year")
    if not years or not changes_health(scenario):
        return None
    found = [Estimate.read(year.get("haly")) or Estimate(0.0) for year in years]
    data = [
        {"year": year.get("year"), **_limits(estimate)} for year, estimate in zip(years, found, strict=True)
    ]
    peak = max(range(len(found)), key=lambda k: abs(found[k].mean))
    alt = words(
        "chart.health.alt",
        first=mean_text(found[0], words.lang),
        first_year=years[0].get("year"),
        peak=mean_text(found[peak], words.lang),
        peak_year=years[peak].get("year"),
        last=mean_text(found[-1], words.lang),
        last_year=years[-1].get("year"),
        band=_extra(words, found, "chart.band"),
    )
    title = health_title(words, scenario)
    table = _years_table(words, title, years, ("haly", "deaths_averted"))
    return Chart(title, framed(data, _lines(words("chart.axis.haly"), {"value": BLUE})), alt, table)


def money_chart(words: Words, scenario: Scenario) -> Chart | None:
    """Programme cost and care cost in each year, undiscounted."""
    keys = ("programme_cost_eur", "care_cost_eur")
    years = rows(scenario, "by_year")
    if not years or not any(key in year for key in keys for year in years):
        return None
    found = {key: [Estimate.read(year.get(key)) or Estimate(0.0) for year in years] for key in keys}
    if not any(estimate.mean for series in found.values() for estimate in series):
        return None
    data = [
        {"year": year.get("year"), "series": words(key), **_limits(estimate.times(1.0 / MILLION))}
        for key in keys
        for year, estimate in zip(years, found[key], strict=True)
    ]
    values: dict[str, object] = {"band": _extra(words, [*found[keys[0]], *found[keys[1]]], "chart.band")}
    for name, key in zip(("programme", "care"), keys, strict=True):
        for place, k in (("first", 0), ("last", -1)):
            values[f"{name}_{place}"] = mean_text(found[key][k], words.lang, money=True)
            values[f"{place}_year"] = years[k].get("year")
    title = money_title(words, scenario)
    alt = words("chart.money.alt", **values)
    scale = {"domain": [words(key) for key in keys], "range": [ORANGE, BLUE]}
    colour: Spec = {"field": "series", "type": "nominal", "scale": scale, "title": None}
    spec = framed(data, _lines(words("chart.axis.million"), colour))
    return Chart(title, spec, alt, _years_table(words, title, years, keys))


def ses_chart(words: Words, scenario: Scenario) -> Chart | None:
    """Healthy years per 1,000 people in the prosperity groups."""
    groups = part(scenario, "by_ses")
    found = {
        name: estimate
        for name in ses_groups(groups)
        if (estimate := Estimate.read(part(groups, name).get("per_1000_haly"))) is not None
    }
    table = ses_table(words, scenario)
    if len(found) < max(len(ses_groups(groups)), 2) or table is None or not changes_health(scenario):
        return None
    labels = [words.named("ses", name) for name in found]
    data = [{"label": label, **_limits(found[name])} for label, name in zip(labels, found, strict=True)]
    points = "; ".join(
        f"{words('ses.group').lower()} {label} {mean_text(found[name], words.lang)}"
        for label, name in zip(labels, found, strict=True)
    )
    alt = words("chart.ses.alt", points=points) + _extra(words, list(found.values()), "chart.whiskers")
    return Chart(ses_title(words, scenario), framed(data, _bars(words)), alt, table)


def _extra(words: Words, found: Sequence[Estimate], key: str) -> str:
    return words(key) if any(estimate.limits for estimate in found) else ""


def _cell(estimate: Estimate, lang: str) -> Cell:
    return estimate_cell({"mean": estimate.mean, "low": estimate.low, "high": estimate.high}, lang)


def _years_table(
    words: Words, caption: str, years: Sequence[Mapping[str, object]], keys: Sequence[str]
) -> Table:
    shown = [key for key in keys if any(key in year for year in years)]
    body = tuple(
        (
            words_cell(year.get("year", "")),
            *(estimate_cell(year.get(key), words.lang, money=key.endswith("_eur")) for key in shown),
        )
        for year in years
    )
    return Table(caption, (words("year"), *(words(key) for key in shown)), body)


def _limits(estimate: Estimate) -> dict[str, float]:
    low, high = estimate.limits or (estimate.mean, estimate.mean)
    return {"mean": estimate.mean, "low": low, "high": high}


def inline(svg: str, alt: str) -> str:
    """Make the SVG fit in a page: it scales, it is one picture with one alternative text, and it is short."""
    short = re.sub(r"<[^>]*>", lambda tag: _short_tag(tag.group()), svg)
    return short.replace("<svg", f'<svg role="img" aria-label="{html.escape(alt)}"', 1)


def _short_tag(tag: str) -> str:
    tag = re.sub(r' (?:role|aria-[a-z]+|xmlns|xmlns:xlink|version|class|pointer-events)="[^"]*"', "", tag)
    if tag.startswith("<svg"):
        tag = re.sub(r' (?:width|height)="[^"]*"', "", tag)
    return re.sub(r"-?\d+\.\d{3,}", lambda number: f"{float(number.group()):.2f}", tag)


def names_beside(names: Iterable[object]) -> Spec:
    """An axis of names at the left, with room for them in a wide font too."""
    longest = max((len(line) for name in names for line in str(name).split("\n")), default=0)
    return {"labelLimit": LONGEST_TITLE, "minExtent": min(WIDEST_TITLE, round(WIDE_LETTER * longest))}


def framed(
    data: Sequence[Mapping[str, object]], layers: Sequence[Spec], height: int = HEIGHT, right: int = 5
) -> Spec:
    """Give the specification of layers over the same data, with so much room at the right."""
    return {
        "$schema": SCHEMA,
        "padding": {"left": 5, "top": 5, "right": right, "bottom": 5},
        "data": {"values": list(data)},
        "width": WIDTH,
        "height": height,
        "layer": list(layers),
        "config": CONFIG,
    }


def amount(field: str, title: str) -> Spec:
    """An axis of numbers."""
    axis = {"format": ",~r", "tickCount": 5, "grid": True}
    return {"field": field, "type": "quantitative", "title": title, "axis": axis}


def where(shown: str, mark: Spec, encoding: Spec) -> Spec:
    """A layer with only those of the data for which an expression holds."""
    return {"transform": [{"filter": shown}], "mark": mark, "encoding": encoding}


def zero_rule(axis: str) -> Spec:
    """A line at nothing gained and nothing lost."""
    mark = {"type": "rule", "color": "currentColor", "opacity": 0.5, "strokeWidth": 1}
    return {"mark": mark, "encoding": {axis: {"datum": 0}}}


def _lines(unit: str, colour: Spec) -> list[Spec]:
    """A line per series through the means, with a band for the interval and a rule at zero."""
    year = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "scale": {"zero": False, "nice": False},
        "axis": {"format": "d", "grid": False},
    }
    limits = {"x": year, "y": amount("low", unit), "y2": {"field": "high"}, "color": colour}
    means = {"x": year, "y": amount("mean", unit), "color": colour}
    return [
        zero_rule("y"),
        {"mark": {"type": "area", "opacity": 0.22}, "encoding": limits},
        {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": means},
    ]


def _bars(words: Words) -> list[Spec]:
    """A bar per prosperity group, with the interval as a line."""
    unit = words("chart.axis.per_1000")
    group = {
        "field": "label",
        "type": "nominal",
        "sort": None,
        "title": words("ses.group"),
        "axis": {"labelAngle": 0},
    }
    means = {"x": group, "y": amount("mean", unit)}
    limits = {"x": group, "y": amount("low", unit), "y2": {"field": "high"}}
    whisker = {"type": "rule", "color": "currentColor", "strokeWidth": 1.5}
    return [
        {"mark": {"type": "bar", "color": BLUE, "size": 56}, "encoding": means},
        {"mark": whisker, "encoding": limits},
        zero_rule("y"),
    ]


def _dots(words: Words, axis: Spec) -> list[Spec]:
    """A dot per measure, with the interval as a line."""
    unit = words("chart.axis.haly.total")
    order = {"field": "order", "op": "min"}
    label = {"field": "label", "type": "nominal", "sort": order, "title": None, "axis": axis}
    means = {"y": label, "x": amount("mean", unit)}
    limits = {"y": label, "x": amount("low", unit), "x2": {"field": "high"}}
    dot = {"type": "point", "filled": True, "color": BLUE, "size": 90, "opacity": 1}
    whisker = {"type": "rule", "color": BLUE, "strokeWidth": 2.5}
    return [zero_rule("x"), {"mark": whisker, "encoding": limits}, {"mark": dot, "encoding": means}]
