"""The causal path of a measure as a picture: what is done, what changes, which diseases, what comes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import wrap

from hiap.reports.blocks import Cell, Table, changes_health, estimate_cell, scenario_title, words_cell
from hiap.reports.charts import BLUE, CONFIG, SCHEMA, Chart, Spec
from hiap.reports.numbers import Estimate, mean_text
from hiap.reports.result import Result, mean_of, part, rows, years_shown
from hiap.reports.sentences import shows_zero
from hiap.reports.text import Words, sentence

Scenario = Mapping[str, object]
MOST_DISEASES = 6
STEPS = ("measure", "change", "diseases", "outcome")
BOX = 188
BETWEEN = 34
LINE = 16
EDGE = 9
APART = 14
TOP = 26
"""Pixels: a box is so wide, the next so far; a line, the edge of a box, room below it, room for headings."""
NO_BREAK = "\N{NO-BREAK SPACE}"
LETTERS = 25
"""Letters in a line of a box."""


@dataclass(frozen=True)
class Item:
    """Something on the path: its step, its words, and what is said of its size."""

    step: str
    name: str
    size: Cell

    @property
    def said(self) -> str:
        """The words with the size, of which a number stays together when a line is broken."""
        text = self.size.text
        return f"{self.name}: {text.replace(' ', NO_BREAK) if self.size.number else text}"


def path_chart(words: Words, result: Result, scenario: Scenario) -> Chart | None:
    """The path from the measure to health and money; None for a package or where health does not change."""
    changes = _changes(words, scenario)
    if not changes or not changes_health(scenario):
        return None
    diseases = _diseases(words, result, scenario)
    items = [_measure(words, scenario), *changes, *diseases, *_outcomes(words, scenario)]
    title = _title(words, result, scenario, changes)
    said = {step: "; ".join(item.said for item in items if item.step == step) for step in STEPS}
    body = tuple(
        (words_cell(words.named("chart.path", item.step)), words_cell(item.name), item.size) for item in items
    )
    head = tuple(words.named("chart.path", key) for key in ("step", "what", "size"))
    table = Table(title, head, body, words("chart.path.note", years=years_shown(result)))
    return Chart(title, _picture(words, items), words("chart.path.alt", **said), table)


def _measure(words: Words, scenario: Scenario) -> Item:
    target = words.local(part(scenario, "description").get("target"))
    return Item("measure", scenario_title(words, "", scenario), words_cell(target))


def _changes(words: Words, scenario: Scenario) -> list[Item]:
    """What the measure changes, with how certain that is."""
    return [
        Item(
            "change",
            sentence(words.local(effect.get("title"))),
            words_cell(
                words("chart.path.certainty", level=words.named("certainty", effect.get("certainty")))
            ),
        )
        for effect in rows(scenario, "description", "effects")
    ]


def _diseases(words: Words, result: Result, scenario: Scenario) -> list[Item]:
    """The diseases that change most in number of new cases, and which way."""
    cases = part(scenario, "cases_averted")
    most = sorted(cases, key=lambda name: -abs(mean_of(cases[name])))[:MOST_DISEASES]
    found = {name: Estimate.read(cases[name]) or Estimate(0.0) for name in most}
    return [
        Item("diseases", sentence(words.disease(name, result.get("diseases"))), _cases(words, estimate))
        for name, estimate in found.items()
        if not shows_zero(estimate)
    ]


def _cases(words: Words, estimate: Estimate) -> Cell:
    size = Estimate(abs(estimate.mean), estimate.low, estimate.high)
    key = "chart.path.fewer" if estimate.mean > 0.0 else "chart.path.more"
    return words_cell(words(key, cases=mean_text(size, words.lang)))


def _outcomes(words: Words, scenario: Scenario) -> list[Item]:
    keys = ("haly", "deaths_averted", "care_cost_eur", "lost_output_eur")
    return [
        Item("outcome", words(key), estimate_cell(scenario[key], words.lang, money=key.endswith("_eur")))
        for key in keys
        if mean_of(scenario.get(key)) != 0.0
    ]


def _title(words: Words, result: Result, scenario: Scenario, changes: Sequence[Item]) -> str:
    """Say which disease there is less of; where there is none, what becomes of the healthy years."""
    cases = part(scenario, "cases_averted")
    most = max(cases, key=lambda name: mean_of(cases[name]), default="")
    estimate = Estimate.read(cases.get(most)) or Estimate(0.0)
    if estimate.mean <= 0.0 or shows_zero(estimate):
        haly = Estimate.read(scenario.get("haly")) or Estimate(0.0)
        return words("chart.path.plain", change=changes[0].name, haly=mean_text(haly, words.lang))
    disease = sentence(words.disease(most, result.get("diseases")))
    size = _cases(words, estimate).text
    return words("chart.path.title", disease=disease, cases=size, years=years_shown(result))


def _picture(words: Words, items: Sequence[Item]) -> Spec:
    """Boxes from left to right under the name of their step, and arrows from each step to the next."""
    steps = [step for step in STEPS if any(item.step == step for item in items)]
    texts = [_texts([item for item in items if item.step == step]) for step in steps]
    height = TOP + max(sum(_height(text) + APART for text in column) for column in texts)
    columns = [_boxes(place, column, height) for place, column in enumerate(texts)]
    heads = [
        {"x": place * (BOX + BETWEEN), "y": LINE / 2, "text": words.named("chart.path", step)}
        for place, step in enumerate(steps)
    ]
    width = len(steps) * (BOX + BETWEEN) - BETWEEN
    layers = [*_arrows(columns), *_drawn([box for column in columns for box in column]), _heads(heads)]
    config = {**CONFIG, "axis": {"disable": True}}
    scales = {"x": _pixels(width), "y": _pixels(height, reverse=True)}
    return {
        "$schema": SCHEMA,
        "width": width,
        "height": height,
        "layer": [_placed(layer, scales) for layer in layers],
        "config": config,
    }


def _texts(items: Sequence[Item]) -> list[str]:
    """The words of the boxes of one step: of changes a box each, of what follows a line each in one box."""
    if items[0].step in ("measure", "change"):
        return ["\n".join([*wrap(item.name, LETTERS), *wrap(item.size.text, LETTERS)]) for item in items]
    return ["\n".join(line for item in items for line in wrap(f"• {item.said}", LETTERS))]


def _height(text: str) -> int:
    return LINE * (text.count("\n") + 1) + 2 * EDGE


def _boxes(place: int, texts: Sequence[str], height: int) -> list[dict[str, object]]:
    """The boxes of one step, in the middle of the height."""
    left = place * (BOX + BETWEEN)
    used = sum(_height(text) + APART for text in texts) - APART
    at = TOP + (height - TOP - used) // 2
    found: list[dict[str, object]] = []
    for text in texts:
        below = at + _height(text)
        found.append({"x": left, "x2": left + BOX, "y": at, "y2": below, "text": text, "in": left + EDGE})
        at = below + APART
    return found


def _arrows(columns: Sequence[Sequence[Mapping[str, object]]]) -> list[Spec]:
    """A line from each box to each box of the next step, with a head at its end."""
    lines = [
        {"x": one["x2"], "y": _middle(one), "x2": other["x"], "y2": _middle(other)}
        for before, after in pairwise(columns)
        for one in before
        for other in after
    ]
    rule = {"type": "rule", "color": "currentColor", "strokeWidth": 1.5}
    head = {"type": "point", "shape": "triangle-right", "filled": True, "size": 90, "color": "currentColor"}
    ends: Spec = {key: {"field": key, "type": "quantitative"} for key in ("x", "y")}
    at: Spec = {"x": {"field": "x2", "type": "quantitative"}, "y": {"field": "y2", "type": "quantitative"}}
    data: Spec = {"data": {"values": lines}}
    return [
        {**data, "mark": rule, "encoding": {**ends, "x2": {"field": "x2"}, "y2": {"field": "y2"}}},
        {**data, "mark": {**head, "opacity": 1, "xOffset": -4}, "encoding": at},
    ]


def _middle(box: Mapping[str, object]) -> float:
    return (float(str(box["y"])) + float(str(box["y2"]))) / 2.0


def _drawn(boxes: Sequence[Mapping[str, object]]) -> list[Spec]:
    """Frames, lightly tinted, with their words."""
    data: Spec = {"data": {"values": list(boxes)}}
    ends: Spec = {key: {"field": key, "type": "quantitative"} for key in ("x", "y")}
    corners: Spec = {**ends, "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    frame = {"type": "rect", "fill": BLUE, "fillOpacity": 0.14, "stroke": BLUE, "strokeWidth": 1.5}
    words = {"type": "text", "align": "left", "baseline": "top", "lineBreak": "\n", "lineHeight": LINE}
    at: Spec = {**ends, "x": {"field": "in", "type": "quantitative"}, "text": {"field": "text"}}
    mark = {**words, "color": "currentColor", "fontSize": 12, "dy": EDGE + 2}
    return [{**data, "mark": frame, "encoding": corners}, {**data, "mark": mark, "encoding": at}]


def _heads(heads: Sequence[Mapping[str, object]]) -> Spec:
    mark = {"type": "text", "align": "left", "fontWeight": "bold", "fontSize": 13, "color": "currentColor"}
    ends: Spec = {key: {"field": key, "type": "quantitative"} for key in ("x", "y")}
    return {"data": {"values": list(heads)}, "mark": mark, "encoding": {**ends, "text": {"field": "text"}}}


def _pixels(size: int, *, reverse: bool = False) -> Spec:
    """A scale in which a unit is a pixel; downwards for heights."""
    return {"domain": [0, size], "nice": False, "zero": False, "reverse": reverse}


def _placed(layer: Spec, scales: Mapping[str, Spec]) -> Spec:
    """The layer with both of its places on the scale of pixels."""
    encoding = layer["encoding"]
    assert isinstance(encoding, dict)
    on_pixels = {key: {**encoding[key], "scale": scale} for key, scale in scales.items()}
    return {**layer, "encoding": {**encoding, **on_pixels}}
