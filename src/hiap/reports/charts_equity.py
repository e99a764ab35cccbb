"""Charts of for whom: the gain by sex and age, and the plane of health and equality (8.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from hiap.reports.blocks import Table, changes_health, estimate_cell, scenario_title, words_cell
from hiap.reports.charts import BLUE, ORANGE, WIDTH, Chart, Spec, amount, framed, zero_rule
from hiap.reports.equity import RETIRED
from hiap.reports.numbers import Estimate, exact_text, mean_text, percent_text
from hiap.reports.result import Result, mean_of, part, scenarios
from hiap.reports.text import Words

Scenario = Mapping[str, object]
Point = tuple[str, Estimate, Estimate]
HEIGHT_OF_THE_PLANE = 300
ROOM = 1.4
NEAR_UP, NEAR_RIGHT = 0.15, 0.09
"""Points nearer to each other than these parts of the furthest have no room for two numbers."""
"""How much wider than the furthest point the plane is."""


def gain_table(words: Words, scenario: Scenario) -> Table | None:
    """Healthy years gained, of men and of women, and by age."""
    found = _gains(words, scenario)
    head = (words("equity.people"), words("haly"))
    body = tuple((words_cell(label), estimate_cell(value, words.lang)) for label, value, _ in found)
    note = words("equity.gain.note")
    return Table(_gain_title(words, scenario), head, body, note) if found else None


def gain_chart(words: Words, scenario: Scenario) -> Chart | None:
    """The same as bars; those of the sexes have a colour of their own."""
    table = gain_table(words, scenario)
    if table is None or not changes_health(scenario):
        return None
    found = [(label, Estimate.read(value), kind) for label, value, kind in _gains(words, scenario)]
    data = [
        {"label": label, "order": order, "kind": kind, **_limits(estimate or Estimate(0.0))}
        for order, (label, estimate, kind) in enumerate(found)
    ]
    points = "; ".join(f"{row[0].text} {row[1].text}" for row in table.rows)
    return Chart(table.caption, framed(data, _bars(words)), words("chart.gain.alt", points=points), table)


def _gains(words: Words, scenario: Scenario) -> list[tuple[str, object, str]]:
    """Label, gain and kind of each sex and of each age band."""
    gain = part(scenario, "equity", "gain")
    sexes = [(words(f"chart.pyramid.{sex}"), value, "sex") for sex, value in part(gain, "by_sex").items()]
    ages = [(words("equity.age", band=band), value, "age") for band, value in part(gain, "by_age").items()]
    return [*sexes, *ages]


def _gain_title(words: Words, scenario: Scenario) -> str:
    """Which part falls to women and to the old; only where nobody loses does a share say anything."""
    gain = part(scenario, "equity", "gain")
    sexes = {sex: mean_of(value) for sex, value in part(gain, "by_sex").items()}
    ages = {band: mean_of(value) for band, value in part(gain, "by_age").items()}
    old = {band: mean for band, mean in ages.items() if int(band.rstrip("+").partition("-")[0]) >= RETIRED}
    total = sum(sexes.values())
    if not old or "female" not in sexes or total <= 0.0 or min(*sexes.values(), *ages.values()) < 0.0:
        return words("chart.gain.plain")
    shares = {"women": sexes["female"] / total, "old": sum(old.values()) / total}
    told = {name: percent_text(share, words.lang) for name, share in shares.items()}
    return words("chart.gain.title", **told)


def _bars(words: Words) -> list[Spec]:
    """A bar for each sex and age, with the interval as a line."""
    label: Spec = {
        "field": "label",
        "type": "nominal",
        "sort": {"field": "order", "op": "min"},
        "title": None,
        "axis": {"labelAngle": 0},
    }
    scale = {"domain": ["sex", "age"], "range": [ORANGE, BLUE]}
    colour = {"field": "kind", "type": "nominal", "scale": scale, "legend": None}
    means = {"x": label, "y": amount("mean", words("chart.axis.haly.total")), "color": colour}
    limits = {"x": label, "y": amount("low", words("chart.axis.haly.total")), "y2": {"field": "high"}}
    whisker = {"type": "rule", "color": "currentColor", "strokeWidth": 1.5}
    return [
        {"mark": {"type": "bar", "size": 40}, "encoding": means},
        {"mark": whisker, "encoding": limits},
        zero_rule("y"),
    ]


def plane_chart(words: Words, result: Result) -> Chart | None:
    """Each scenario as a point: net health upward, what the distribution is worth to the right."""
    found: list[Point] = []
    aversion: object = None
    for name, scenario in scenarios(result):
        point = part(scenario, "equity", "distribution", "plane")
        health, equity = (Estimate.read(point.get(key)) for key in ("health", "equity"))
        if health is not None and equity is not None and changes_health(scenario):
            found.append((scenario_title(words, name, scenario), health, equity))
            aversion = point.get("aversion")
    if not found:
        return None
    if len(found) > 1:
        found = [(f"{place}. {title}", up, right) for place, (title, up, right) in enumerate(found, 1)]
    head = (words("measure"), words("equity.plane.health"), words("equity.plane.equity"))
    body = tuple(
        (words_cell(title), *(estimate_cell(_plain(size), words.lang) for size in sizes))
        for title, *sizes in found
    )
    note = words("equity.plane.note", aversion=exact_text(aversion, words.lang))
    title = _plane_title(words, found)
    points = "; ".join(_point_text(words, *point) for point in found)
    spec = framed(_plane_data(found), _plane(words, found), HEIGHT_OF_THE_PLANE)
    return Chart(title, spec, words("chart.plane.alt", points=points), Table(title, head, body, note))


def _plane_title(words: Words, found: Sequence[Point]) -> str:
    """In which corner the only measure lies, on average; that it may be chance where an interval holds 0."""
    if len(found) > 1:
        return words("chart.plane.many")
    ((_, health, equity),) = found
    way = f"{'more' if health.mean >= 0.0 else 'less'}_{'fairer' if equity.mean >= 0.0 else 'unfairer'}"
    title = words(f"chart.plane.{way}")
    chance = any(size.limits and size.limits[0] <= 0.0 <= size.limits[1] for size in (health, equity))
    return words("chart.plane.chance", title=title) if chance else title


def _point_text(words: Words, name: str, health: Estimate, equity: Estimate) -> str:
    shown = {"health": mean_text(health, words.lang), "equity": mean_text(equity, words.lang)}
    return words("chart.plane.point", name=name, **shown)


def _plane_data(found: Sequence[Point]) -> list[dict[str, object]]:
    """Points with their limits; a number names each where there are several."""
    rows = []
    names = _names_of_points(found)
    for name, (_, health, equity) in zip(names, found, strict=True):
        row: dict[str, object] = {"text": name}
        for key, size in (("health", health), ("equity", equity)):
            row |= {f"{key}_{name}": value for name, value in _limits(size).items()}
        rows.append(row)
    return rows


def _names_of_points(found: Sequence[Point]) -> list[str]:
    """A number for each of several points; of points so near that numbers would overlap, the first has all.

    >>> far, near = Estimate(100.0), Estimate(99.0)
    >>> _names_of_points([("a", far, far), ("b", Estimate(1.0), far), ("c", near, near)])
    ['1, 3', '2', '']
    """
    if len(found) < 2:
        return [""] * len(found)
    up, right = _furthest(found)
    names = [[str(place)] for place in range(1, len(found) + 1)]
    for k, (_, health, equity) in enumerate(found):
        for j, (_, other_health, other_equity) in enumerate(found[:k]):
            high, wide = abs(health.mean - other_health.mean), abs(equity.mean - other_equity.mean)
            if names[j] and high < NEAR_UP * up and wide < NEAR_RIGHT * right:
                names[j], names[k] = names[j] + names[k], []
                break
    return [", ".join(some) for some in names]


def _furthest(found: Sequence[Point]) -> tuple[float, float]:
    """How far points and their intervals are from nothing, in net health and in distribution."""
    up = max(abs(size) for _, health, _ in found for size in _limits(health).values())
    right = max(abs(size) for _, _, equity in found for size in _limits(equity).values())
    return up or 1.0, right or 1.0


def _plane(words: Words, found: Sequence[Point]) -> list[Spec]:
    """Four corners with their names, lines for the intervals, a dot for each mean."""
    furthest = dict(zip(("health", "equity"), _furthest(found), strict=True))

    def along(key: str, name: str) -> Spec:
        reach = furthest[key] * ROOM
        axis = amount(f"{key}_{name}", words(f"chart.plane.axis.{key}"))
        return {**axis, "scale": {"domain": [-reach, reach], "nice": False}}

    x, y = along("equity", "mean"), along("health", "mean")
    whisker = {"type": "rule", "color": BLUE, "strokeWidth": 1.5, "opacity": 0.7}
    dot = {"type": "point", "filled": True, "color": BLUE, "size": 90, "opacity": 1}
    name = {
        "type": "text",
        "color": "currentColor",
        "fontSize": 13,
        "fontWeight": "bold",
        "dx": 10,
        "dy": -10,
    }
    return [
        zero_rule("x"),
        zero_rule("y"),
        {
            "mark": whisker,
            "encoding": {"x": along("equity", "low"), "x2": {"field": "equity_high"}, "y": y},
        },
        {
            "mark": whisker,
            "encoding": {"x": x, "y": along("health", "low"), "y2": {"field": "health_high"}},
        },
        {"mark": dot, "encoding": {"x": x, "y": y}},
        {"mark": name, "encoding": {"x": x, "y": y, "text": {"field": "text"}}},
        *_corners(words),
    ]


def _corners(words: Words) -> list[Spec]:
    """What each corner means, written in it."""
    return [
        {
            "data": {"values": [{"text": words(f"chart.plane.corner.{health}_{equity}")}]},
            "mark": {"type": "text", "color": "currentColor", "fontSize": 12, "opacity": 0.8, "align": align},
            "encoding": {
                "x": {"value": 6 if align == "left" else WIDTH - 6},
                "y": {"value": 10 if health == "more" else HEIGHT_OF_THE_PLANE - 10},
                "text": {"field": "text"},
            },
        }
        for health, (equity, align) in product(("more", "less"), (("fairer", "right"), ("unfairer", "left")))
    ]


def _plain(found: Estimate) -> dict[str, float | None]:
    return {"mean": found.mean, "low": found.low, "high": found.high}


def _limits(found: Estimate) -> dict[str, float]:
    low, high = found.limits or (found.mean, found.mean)
    return {"mean": found.mean, "low": low, "high": high}
