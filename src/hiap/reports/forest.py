"""Forest plots: the studies that a number is the mean of, their mean, and where the next setting may lie."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import Cell, Table, words_cell
from hiap.reports.charts import BLUE, ORANGE, Chart, Spec, framed, names_beside, where
from hiap.reports.numbers import TO, exact_text, percent_text
from hiap.reports.result import part, rows
from hiap.reports.text import Words, sentence

Row = Mapping[str, object]
HEIGHT_OF_A_ROW = 26
DIGITS = 3


def forest_charts(words: Words, scenario: Row) -> list[Chart]:
    """One chart for each number behind an effect or outcome, and each claim, that several studies give."""
    effects = [*rows(scenario, "description", "effects"), *rows(scenario, "description", "outcomes")]
    links = [link for effect in effects for link in rows(effect, "chain")]
    found = {
        str(link.get("title")): _chart(words, link, "forest.note") for link in links if part(link, "pooled")
    }
    claims = rows(scenario, "description", "pooled_claims")
    return [*found.values(), *(_chart(words, claim, "forest.note.claim") for claim in claims)]


def _chart(words: Words, link: Row, note: str) -> Chart:
    pooled = part(link, "pooled")
    data = _points(words, pooled)
    name = sentence(words.local(link.get("title")))
    together = f"{_text(words, pooled['value'])} {_interval(words, pooled)}"
    title = words("forest.title", title=name, count=len(rows(pooled, "studies")), mean=together)
    body = tuple(
        (
            words_cell(point["label"]),
            Cell(_text(words, point.get("mean")), _interval(words, point)),
            Cell(_text(words, point.get("n"))),
            Cell(percent_text(float(str(point["weight"])), words.lang) if "weight" in point else ""),
        )
        for point in data
    )
    head = tuple(words(f"forest.{key}") for key in ("study", "result", "people", "weight"))
    spread = percent_text(float(str(pooled.get("unexplained"))), words.lang)
    chosen = words.local(pooled["chosen"]) if pooled.get("chosen") else ""
    table = Table(title, head, body, f"{words(note, share=spread)} {chosen}".strip())
    points = "; ".join(f"{row[0].text} {row[1].text} {row[1].interval}".strip() for row in body)
    return Chart(title, _specification(words, pooled, data), words("forest.alt", points=points), table)


def _points(words: Words, pooled: Row) -> list[dict[str, object]]:
    """A row per study, then their mean, then the next setting where it can be told."""
    data: list[dict[str, object]] = [
        {
            "label": words.local(study.get("study")),
            "kind": "study",
            "mean": study["value"],
            **{key: study[key] for key in ("low", "high", "weight", "n")},
        }
        for study in rows(pooled, "studies")
    ]
    mean = {"mean": pooled["value"], "low": pooled["low"], "high": pooled["high"]}
    data.append({"label": words("forest.mean"), "kind": "together", **mean})
    if pooled.get("predicted_low") is not None:
        ahead = {"low": pooled["predicted_low"], "high": pooled["predicted_high"]}
        data.append({"label": words("forest.next"), "kind": "together", **ahead})
    return [{**point, "order": order} for order, point in enumerate(data)]


def _text(words: Words, value: object) -> str:
    return "" if value is None else exact_text(value, words.lang, digits=DIGITS)


def _interval(words: Words, point: Row) -> str:
    low, high = (_text(words, point[key]) for key in ("low", "high"))
    return f"({low} {TO[words.lang]} {high})"


def _specification(words: Words, pooled: Row, data: list[dict[str, object]]) -> Spec:
    log = pooled.get("scale") == "log"
    scale: Spec = {"type": "log", "nice": False} if log else {"zero": False}
    order = {"field": "order", "op": "min"}
    axis = names_beside(point["label"] for point in data)
    label = {"field": "label", "type": "nominal", "sort": order, "title": None, "axis": axis}
    amount = {"field": "low", "type": "quantitative", "scale": scale, "axis": {"tickCount": 5, "grid": True}}
    kinds = {"domain": ["study", "together"], "range": [BLUE, ORANGE]}
    colour = {"field": "kind", "type": "nominal", "scale": kinds, "legend": None}
    title = sentence(words("forest.axis.log" if log else "forest.axis"))
    limits = {"y": label, "x": {**amount, "title": title}, "x2": {"field": "high"}, "color": colour}
    means = {"y": label, "x": {**amount, "field": "mean", "title": title}, "color": colour}
    size = {"field": "weight", "type": "quantitative", "legend": None, "scale": {"range": [30, 160]}}
    neutral = {"type": "rule", "color": "currentColor", "opacity": 0.5, "strokeWidth": 1}
    layers: list[Spec] = [
        {"mark": neutral, "encoding": {"x": {"datum": 1 if log else 0}}},
        {"mark": {"type": "rule", "strokeWidth": 2}, "encoding": limits},
        _dots("isValid(datum.weight)", "square", {**means, "size": size}),
        _dots("isValid(datum.mean) && !isValid(datum.weight)", "diamond", means),
    ]
    return framed(data, layers, HEIGHT_OF_A_ROW * len(data))


def _dots(shown: str, shape: str, encoding: Spec) -> Spec:
    mark = {"type": "point", "filled": True, "opacity": 1, "shape": shape, "size": 140}
    return where(shown, mark, encoding)
