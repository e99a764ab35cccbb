"""Charts of how sure a result is: the numbers that move it most, and its chance at other values of health."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap

from hiap.reports.blocks import euro
from hiap.reports.charts import (
    BLUE,
    MILLION,
    ORANGE,
    Chart,
    Spec,
    amount,
    framed,
    names_beside,
    where,
    zero_rule,
)
from hiap.reports.numbers import Estimate, chance_text, mean_text
from hiap.reports.result import Result, draws, mean_of, qaly_values, rows
from hiap.reports.text import Words, sentence
from hiap.reports.uncertainty import acceptability_table, inputs_table

Scenario = Mapping[str, object]
HEIGHT_OF_A_ROW = 32
FOLDED = 44
"""Letters in a line beside a row; longer titles go on below."""


def tornado_chart(words: Words, scenario: Scenario) -> Chart | None:
    """The expected balance with each number low and high; None where no number stands out from chance."""
    inputs = rows(scenario, "uncertainty", "inputs")
    table = inputs_table(words, scenario)
    if not inputs or table is None:
        return None
    ends = ("low", "high")
    data = [
        {
            "label": "\n".join(wrap(sentence(words.local(row.get("title"))), FOLDED)),
            "order": order,
            "end": words(f"chart.tornado.{end}"),
            "value": mean_of(row.get(f"{end}_eur")) / MILLION,
            "from": mean_of(row.get("low_eur")) / MILLION,
            "to": mean_of(row.get("high_eur")) / MILLION,
        }
        for order, row in enumerate(inputs)
        for end in ends
    ]
    first = inputs[0]
    texts = {end: _money(words, mean_of(first.get(f"{end}_eur"))) for end in ends}
    title = words("chart.tornado.title", input=words.local(first.get("title")), **texts)
    points = "; ".join(f"{row[0].text}: {row[2].text}, {row[3].text}" for row in table.rows)
    middle = mean_of(scenario.get("net_present_value_eur")) / MILLION
    axis = names_beside(row["label"] for row in data)
    spec = framed(data, _tornado(words, middle, axis), HEIGHT_OF_A_ROW * len(inputs))
    return Chart(title, spec, words("chart.tornado.alt", points=points), table)


def _money(words: Words, value: float) -> str:
    return mean_text(Estimate(value), words.lang, money=True)


def _tornado(words: Words, middle: float, beside: Spec) -> list[Spec]:
    """A bar between both balances of each number; the end has a shape and a colour of its own."""
    order = {"field": "order", "op": "min"}
    axis = {**beside, "labelLimit": 0, "labelExpr": "split(datum.label, '\\n')"}
    label = {"field": "label", "type": "nominal", "sort": order, "title": None, "axis": axis}
    unit = words("chart.tornado.axis")
    names = [words("chart.tornado.low"), words("chart.tornado.high")]
    colour = {"field": "end", "type": "nominal", "scale": {"domain": names, "range": [ORANGE, BLUE]}}
    shape = {"field": "end", "type": "nominal", "scale": {"domain": names, "range": ["circle", "diamond"]}}
    bar = {"type": "bar", "size": 12, "color": "currentColor", "opacity": 0.22}
    dot = {"type": "point", "filled": True, "size": 130, "opacity": 1}
    rule = {"type": "rule", "color": "currentColor", "strokeDash": [5, 4]}
    spans = {"y": label, "x": amount("from", unit), "x2": {"field": "to"}}
    ends: Spec = {"y": label, "x": amount("value", unit), "color": colour, "shape": shape}
    return [
        zero_rule("x"),
        {"mark": rule, "encoding": {"x": {"datum": middle}}},
        {"transform": [{"filter": {"field": "end", "equal": names[0]}}], "mark": bar, "encoding": spans},
        {"mark": dot, "encoding": ends},
    ]


def acceptability_chart(words: Words, result: Result, scenario: Scenario) -> Chart | None:
    """The chance that benefits exceed costs, by the value of a QALY; None without draws."""
    points = rows(scenario, "uncertainty", "acceptability")
    table = acceptability_table(words, result, scenario)
    if not points or table is None or not mean_of(scenario.get("net_present_value_eur")):
        return None
    marked = [float(value) for value in qaly_values(result)]
    data = [
        {
            "value": mean_of(point.get("qaly_value_eur")),
            "chance": mean_of(point.get("chance")),
            "text": _chance(words, result, point) if mean_of(point.get("qaly_value_eur")) in marked else "",
        }
        for point in points
    ]
    said = {row["value"]: row["text"] for row in data if row["text"]}
    value = next((value for value in marked if value in said), None)
    if value is None:
        return None
    title = words("chart.acceptability.title", value=euro(value, words.lang), chance=said[value])
    listed = "; ".join(f"{row[0].text}: {row[1].text}" for row in table.rows)
    return Chart(
        title, framed(data, _acceptability(words)), words("chart.acceptability.alt", points=listed), table
    )


def _chance(words: Words, result: Result, point: Mapping[str, object]) -> str:
    return chance_text(mean_of(point.get("chance")), draws(result), words.lang)


def _acceptability(words: Words) -> list[Spec]:
    """A line through the chances; the two values of the settings have a dot, and their chance in words."""
    value = {
        "field": "value",
        "type": "quantitative",
        "title": words("chart.acceptability.value"),
        "axis": {"format": ",d", "grid": False, "tickCount": 6},
    }
    chance = {
        "field": "chance",
        "type": "quantitative",
        "title": words("chance"),
        "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "grid": True, "tickCount": 5},
    }
    at: Spec = {"x": value, "y": chance}
    dot: Spec = {"type": "point", "filled": True, "size": 110, "opacity": 1, "color": BLUE}
    told = {"type": "text", "color": "currentColor", "fontSize": 12}
    below, above = {"dx": 6, "dy": 18, "align": "left"}, {"dx": -6, "dy": -12, "align": "right"}
    words_at: Spec = {**at, "text": {"field": "text"}}
    return [
        {"mark": {"type": "line", "strokeWidth": 2.5, "color": BLUE}, "encoding": at},
        where("datum.text != ''", dot, at),
        where("datum.text != '' && datum.chance >= 0.5", {**told, **below}, words_at),
        where("datum.text != '' && datum.chance < 0.5", {**told, **above}, words_at),
    ]
