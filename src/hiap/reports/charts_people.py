"""Charts of people: who is there, by sex and age, and which groups gain health in which year."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import Cell, Table, changes_health, mean_cell, words_cell
from hiap.reports.charts import BLUE, CONFIG, ORANGE, SCHEMA, WIDTH, Chart, Spec, amount, framed
from hiap.reports.numbers import Estimate, exact_text, mean_text, percent_text
from hiap.reports.result import Result, mean_of, part, rows, ses_groups
from hiap.reports.text import Words

Scenario = Mapping[str, object]
BESIDE_THE_LAST = 20
WIDTH_OF_A_PANEL = 108
HEIGHT_OF_A_PANEL = 190
HEIGHT_OF_A_BAND = 15
RETIRED = 65
THOUSAND = 1000.0
HEADER = {
    "titleFontWeight": "normal",
    "titlePadding": 0,
    "labelPadding": 4,
    "labelFontSize": 12,
    "titleFontSize": 12,
    "labelColor": "currentColor",
    "titleColor": "currentColor",
}
SIDES = ("male", "female")
"""Men left, women right."""


def groups_chart(words: Words, scenario: Scenario) -> Chart | None:
    """Healthy years gained in each year by prosperity group, a panel for each; none without health gain."""
    years = [year for year in rows(scenario, "by_year") if part(year, "by_ses")]
    groups = ses_groups(part(years[0], "by_ses")) if years else []
    if len(groups) < 2 or not changes_health(scenario):
        return None
    gain = {group: [mean_of(part(year, "by_ses").get(group)) for year in years] for group in groups}
    names = {group: words.named("ses", group) for group in groups}
    data = [
        {"year": year.get("year"), "group": names[group], "order": order, "haly": gain[group][t]}
        for order, group in enumerate(groups)
        for t, year in enumerate(years)
    ]
    title = _groups_title(words, gain, years[-1].get("year"))
    body = tuple(
        (
            words_cell(year.get("year")),
            *(mean_cell(gain[group][t], words.lang) for group in groups),
        )
        for t, year in enumerate(years)
    )
    table = Table(title, (words("year"), *names.values()), body)
    totals = {names[group]: sum(gain[group]) for group in groups}
    points = "; ".join(f"{name} {mean_text(Estimate(total), words.lang)}" for name, total in totals.items())
    alt = words("chart.groups.alt", last=years[-1].get("year"), points=points)
    return Chart(title, _panels(words, data), alt, table)


def _groups_title(words: Words, gain: Mapping[str, list[float]], last: object) -> str:
    """Say which part falls to the two ends; only where every group gains does a share say anything."""
    totals = [sum(values) for values in gain.values()]
    if min(totals) <= 0.0:
        return words("chart.groups.mixed", last=last)
    first, best = (percent_text(total / sum(totals), words.lang) for total in (totals[0], totals[-1]))
    return words("chart.groups.title", last=last, first=first, best=best)


def _panels(words: Words, data: list[dict[str, object]]) -> Spec:
    """A panel per group beside each other on one scale: which is which is said above it, not by a colour."""
    year: Spec = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "scale": {"zero": False, "nice": False},
        "axis": {"format": "d", "grid": False, "values": [data[0]["year"], data[-1]["year"]]},
    }
    haly = amount("haly", words("chart.axis.haly"))
    order = {"field": "order", "op": "min"}
    header = {**HEADER, "title": words("ses.group")}
    panel = {"field": "group", "type": "nominal", "sort": order, "header": header}
    place: Spec = {"x": year, "y": haly}
    return {
        "$schema": SCHEMA,
        "padding": {"left": 5, "top": 5, "right": BESIDE_THE_LAST, "bottom": 5},
        "data": {"values": data},
        "facet": {"column": panel},
        "spacing": 12,
        "spec": {
            "width": WIDTH_OF_A_PANEL,
            "height": HEIGHT_OF_A_PANEL,
            "layer": [
                {"mark": {"type": "area", "opacity": 0.35, "color": BLUE}, "encoding": place},
                {"mark": {"type": "line", "strokeWidth": 2, "color": BLUE}, "encoding": place},
            ],
        },
        "config": CONFIG,
    }


def pyramid_chart(words: Words, result: Result) -> Chart | None:
    """The people of the base year by sex and age, men left and women right."""
    people = part(result, "reference", "population_by_age")
    if any(not part(people, side) for side in SIDES):
        return None
    bands = list(part(people, SIDES[0]))
    data = [
        {
            "age": band,
            "order": len(bands) - order,
            "sex": words(f"chart.pyramid.{side}"),
            "people": mean_of(part(people, side).get(band)) / THOUSAND * (-1.0 if side == SIDES[0] else 1.0),
        }
        for side in SIDES
        for order, band in enumerate(bands)
    ]
    title = _pyramid_title(words, result, people)
    head = (words("chart.pyramid.age"), *(words(f"chart.pyramid.{side}") for side in SIDES))
    body = tuple(
        (words_cell(band), *(_persons(words, part(people, side).get(band)) for side in SIDES))
        for band in bands
    )
    points = "; ".join(f"{row[0].text}: {row[1].text}, {row[2].text}" for row in body)
    spec = framed(data, _pyramid(words), HEIGHT_OF_A_BAND * len(bands))
    return Chart(title, spec, words("chart.pyramid.alt", points=points), Table(title, head, body))


def _persons(words: Words, value: object) -> Cell:
    """Whole persons; a mean of the pack is no estimate that is to be rounded."""
    return Cell(exact_text(round(mean_of(value)), words.lang))


def _pyramid_title(words: Words, result: Result, people: Mapping[str, object]) -> str:
    total = sum(mean_of(value) for side in SIDES for value in part(people, side).values())
    retired = sum(
        mean_of(value)
        for side in SIDES
        for band, value in part(people, side).items()
        if int(band.rstrip("+").partition("-")[0]) >= RETIRED
    )
    values = {
        "year": part(result, "pack").get("base_year"),
        "people": exact_text(round(total), words.lang),
        "share": percent_text(retired / total, words.lang),
    }
    return words("chart.pyramid.title" if retired else "chart.pyramid.young", **values)


def _pyramid(words: Words) -> list[Spec]:
    """Bars to both sides of the middle; the name of a sex stands above its side."""
    order = {"field": "order", "op": "min"}
    names = [words(f"chart.pyramid.{side}") for side in SIDES]
    age = {"field": "age", "type": "nominal", "sort": order, "title": words("chart.pyramid.age")}
    axis = {"labelExpr": "format(abs(datum.value), ',d')", "tickCount": 7, "grid": True}
    people = {
        "field": "people",
        "type": "quantitative",
        "title": words("chart.pyramid.thousands"),
        "axis": axis,
    }
    colour = {
        "field": "sex",
        "type": "nominal",
        "scale": {"domain": names, "range": [ORANGE, BLUE]},
        "legend": None,
    }
    bars: Spec = {"mark": {"type": "bar", "size": 12}, "encoding": {"y": age, "x": people, "color": colour}}
    return [bars, *_names(names)]


def _names(names: list[str]) -> list[Spec]:
    """The name of each sex above its side."""
    mark = {"type": "text", "color": "currentColor", "fontSize": 13, "fontWeight": "bold"}
    return [
        {
            "data": {"values": [{"text": name}]},
            "mark": mark,
            "encoding": {"x": {"value": WIDTH * at}, "y": {"value": -10}, "text": {"field": "text"}},
        }
        for name, at in zip(names, (0.2, 0.8), strict=True)
    ]
