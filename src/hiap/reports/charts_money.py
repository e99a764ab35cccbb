"""Charts of money: what each party gains, the balance over the years, and who pays whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from textwrap import fill

from hiap.reports.blocks import Table, estimate_cell, euro, opposite, words_cell
from hiap.reports.charts import (
    BLUE,
    MILLION,
    ORANGE,
    WIDTH,
    Chart,
    Spec,
    amount,
    framed,
    names_beside,
    where,
    zero_rule,
)
from hiap.reports.money import (
    HOUSEHOLDS,
    SOCIETY,
    account_title,
    living_titles,
    matrix_table,
    moved_money,
)
from hiap.reports.money import amount as amount_cell
from hiap.reports.numbers import Estimate, mean_text
from hiap.reports.result import (
    Result,
    mean_of,
    part,
    parties_of,
    party_titles,
    qaly_values,
    rows,
)
from hiap.reports.sentences import shows_zero
from hiap.reports.text import Words

Scenario = Mapping[str, object]
Bar = tuple[str, Estimate, str]
HEIGHT_OF_A_BAR = 30
HEIGHT_OF_A_CELL = 42
STRONGEST = 0.55
WEAKEST = 0.12
"""How opaque the largest and the smallest amount of the matrix are: the words in a cell stay readable."""
BESIDE = 10
BESIDE_AMOUNTS = 30
LONGEST_LINE = 18
LINE = 14
"""The words above a column: their longest line in letters, and the height of a line."""
LABEL: Spec = {"type": "text", "color": "currentColor", "fontSize": 12}


def party_chart(words: Words, result: Result, scenario: Scenario) -> Chart | None:
    """What each party gains or loses; for society with valued health too, and its balance is their sum."""
    parties = _parties(words, result, scenario)
    if not parties:
        return None
    bars = [*parties, *_rest(words, result, scenario)]
    data = [
        {
            "label": label,
            "order": order,
            "kind": kind,
            "text": mean_text(found, words.lang, money=True),
            **_millions(found),
        }
        for order, (label, found, kind) in enumerate(bars)
    ]
    title = party_title(words, result, scenario)
    body = tuple(
        (words_cell(label), estimate_cell(_plain(found), words.lang, money=True)) for label, found, _ in bars
    )
    lived = living_titles(words, scenario)
    note = [
        words("chart.party.note"),
        *([words("chart.party.living", items=words.listed(lived))] if lived else []),
    ]
    table = Table(title, (words("party"), words("party.net")), body, " ".join(note))
    points = "; ".join(f"{label} {mean_text(found, words.lang, money=True)}" for label, found, _ in bars)
    layers = _bars(words, names_beside(label for label, _, _ in bars))
    spec = framed(data, layers, HEIGHT_OF_A_BAR * len(data), right=BESIDE_AMOUNTS)
    return Chart(title, spec, words("chart.party.alt", points=points), table)


def party_title(words: Words, result: Result, scenario: Scenario) -> str:
    """The sentence above the chart; empty where nothing happens to any party."""
    bars = [(label, found) for label, found, _ in _parties(words, result, scenario)]
    return _party_title(words, _households_as_one(words, result, scenario, bars)) if bars else ""


def _households_as_one(
    words: Words, result: Result, scenario: Scenario, bars: Sequence[tuple[str, Estimate]]
) -> list[tuple[str, Estimate]]:
    """Take the groups of households together where all gain or all lose.

    One group is a part of the households, where every other bar is a whole party, and what it pays or gets
    follows from how many people are in it. It is named alone only where other groups go the other way.
    """
    titles = party_titles(result)
    groups = {words.party(name, titles) for name in parties_of(scenario) if HOUSEHOLDS.match(name)}
    found = [bar for bar in bars if bar[0] in groups]
    if len(found) < 2 or len({bar[1].mean > 0.0 for bar in found}) > 1:
        return list(bars)
    together = (words("pockets.households"), Estimate(sum(bar[1].mean for bar in found)))
    return sorted([*(bar for bar in bars if bar not in found), together], key=lambda bar: -bar[1].mean)


def _parties(words: Words, result: Result, scenario: Scenario) -> list[Bar]:
    """The parties with which something happens, the largest gain first."""
    titles, money = party_titles(result), part(scenario, "by_party")
    found = [
        (words.party(name, titles), estimate, "gain" if estimate.mean > 0.0 else "loss")
        for name in parties_of(scenario)
        if (estimate := Estimate.read(part(money, name).get("net_present_value_eur"))) and estimate.mean
    ]
    return sorted(found, key=lambda bar: -bar[1].mean)


def _rest(words: Words, result: Result, scenario: Scenario) -> list[Bar]:
    """Valued health and the balance of all; nothing where the balance is not that of society."""
    low, high = qaly_values(result)
    balance, other = (Estimate.read(scenario.get(f"net_present_value_{key}")) for key in ("eur", "100k_eur"))
    if balance is None or other is None or part(result, "settings").get("perspective") != SOCIETY:
        return []
    health = Estimate((other.mean - balance.mean) / (high / low - 1.0))
    named = words("chart.party.health", value=euro(low, words.lang))
    lost = Estimate.read(scenario.get("lost_welfare_eur"))
    pleasure = [] if lost is None else [(words("mkba.welfare"), opposite(lost), "loss")]
    return [
        *pleasure,
        (named, health, "gain" if health.mean > 0.0 else "loss"),
        (words("chart.party.total"), balance, "total"),
    ]


def _party_title(words: Words, parties: Sequence[tuple[str, Estimate]]) -> str:
    def named(bar: tuple[str, Estimate]) -> dict[str, str]:
        amount = mean_text(Estimate(abs(bar[1].mean), bar[1].low, bar[1].high), words.lang, money=True)
        return {"party": bar[0], "amount": amount}

    best, worst = named(parties[0]), named(parties[-1])
    if parties[-1][1].mean > 0.0:
        return words("chart.party.gain", **best)
    if parties[0][1].mean <= 0.0:
        return words("chart.party.loss", **worst)
    return words(
        "chart.party.both",
        winner=best["party"],
        gain=best["amount"],
        loser=worst["party"],
        loss=worst["amount"],
    )


def _bars(words: Words, axis: Spec) -> list[Spec]:
    """A bar per party from zero, its interval as a line, its amount at the right; the sum as a diamond."""
    order = {"field": "order", "op": "min"}
    label = {"field": "label", "type": "nominal", "sort": order, "title": None, "axis": axis}
    mean = amount("mean", words("chart.axis.million.total"))
    scale = {"domain": ["gain", "loss", "total"], "range": [BLUE, ORANGE, "currentColor"]}
    colour: Spec = {"field": "kind", "type": "nominal", "scale": scale, "legend": None}
    limits = {"y": label, "x": {**mean, "field": "low"}, "x2": {"field": "high"}}
    diamond = {"type": "point", "shape": "diamond", "filled": True, "size": 150, "opacity": 1}
    at_the_right = {"y": label, "x": {"value": WIDTH + BESIDE}, "text": {"field": "text"}}
    return [
        where("datum.kind != 'total'", {"type": "bar", "size": 16}, {"y": label, "x": mean, "color": colour}),
        {"mark": {"type": "rule", "color": "currentColor", "strokeWidth": 1.5}, "encoding": limits},
        where("datum.kind == 'total'", diamond, {"y": label, "x": mean, "color": colour}),
        zero_rule("x"),
        {"mark": {**LABEL, "align": "left"}, "encoding": at_the_right},
    ]


def _plain(found: Estimate) -> dict[str, float | None]:
    return {"mean": found.mean, "low": found.low, "high": found.high}


def _millions(found: Estimate) -> dict[str, float]:
    low, high = found.limits or (found.mean, found.mean)
    return {"mean": found.mean / MILLION, "low": low / MILLION, "high": high / MILLION}


def cumulative_chart(words: Words, result: Result, scenario: Scenario) -> Chart | None:
    """The balance added up over the years, with a fan: the middle half of the draws and the 95 % interval."""
    years = rows(scenario, "cumulative")
    found = [Estimate.read(year.get("net_present_value_eur")) or Estimate(0.0) for year in years]
    if not any(estimate.mean for estimate in found):
        return None
    data = [
        {
            "year": year.get("year"),
            **_millions(estimate),
            "middle_low": mean_of(year.get("middle_low_eur", estimate.mean)) / MILLION,
            "middle_high": mean_of(year.get("middle_high_eur", estimate.mean)) / MILLION,
        }
        for year, estimate in zip(years, found, strict=True)
    ]
    with_fan = any(estimate.limits for estimate in found)
    title = _cumulative_title(words, scenario, found[-1])
    shown = [k for k in range(len(years)) if k % 10 == 0 or k == len(years) - 1]
    body = tuple(
        (words_cell(years[k].get("year")), estimate_cell(_plain(found[k]), words.lang, money=True))
        for k in shown
    )
    head = (words("year"), words("net_present_value_eur", value=euro(qaly_values(result)[0], words.lang)))
    alt = words(
        "chart.cumulative.alt",
        points="; ".join(f"{row[0].text} {row[1].text}" for row in body),
        band=words("chart.fan") if with_fan else "",
    )
    return Chart(title, framed(data, _fan(words, scenario, with_fan)), alt, Table(title, head, body))


def _cumulative_title(words: Words, scenario: Scenario, last: Estimate) -> str:
    year, first = scenario.get("break_even_year"), scenario.get("start")
    total = mean_text(last, words.lang, money=True)
    if shows_zero(last):
        return words("chart.cumulative.zero")
    if year is None:
        return words("chart.cumulative.never", amount=total)
    key = "chart.cumulative.always" if year == first else "chart.cumulative.from"
    return words(key, year=year, amount=total)


def _fan(words: Words, scenario: Scenario, with_fan: bool) -> list[Spec]:
    """The mean as a line, the two intervals as bands, and the year in which the balance is square."""
    year: Spec = {
        "field": "year",
        "type": "quantitative",
        "title": None,
        "scale": {"zero": False, "nice": False},
        "axis": {"format": "d", "grid": False, "tickCount": 10},
    }
    unit = words("chart.axis.million.sum")
    layers: list[Spec] = [zero_rule("y")]
    if with_fan:
        layers += [
            _band(year, unit, ("low", "high"), 0.2),
            _band(year, unit, ("middle_low", "middle_high"), 0.35),
        ]
    mark = {"type": "line", "strokeWidth": 2.5, "color": BLUE}
    layers.append({"mark": mark, "encoding": {"x": year, "y": amount("mean", unit)}})
    square = scenario.get("break_even_year")
    if square is not None and square != scenario.get("start"):
        layers += _marked(year, square, words("chart.cumulative.square", year=square))
    return layers


def _band(year: Spec, unit: str, ends: tuple[str, str], opacity: float) -> Spec:
    encoding = {"x": year, "y": amount(ends[0], unit), "y2": {"field": ends[1]}}
    return {"mark": {"type": "area", "opacity": opacity, "color": BLUE}, "encoding": encoding}


def _marked(year: Spec, square: object, text: str) -> list[Spec]:
    """A dashed line at a year, with words at its top."""
    at: Spec = {"data": {"values": [{"year": square, "text": text}]}}
    rule = {"type": "rule", "strokeDash": [5, 4], "color": "currentColor", "strokeWidth": 1.2}
    told = {**LABEL, "align": "left", "dx": 6}
    return [
        {**at, "mark": rule, "encoding": {"x": year}},
        {**at, "mark": told, "encoding": {"x": year, "y": {"value": 8}, "text": {"field": "text"}}},
    ]


def matrix_chart(words: Words, result: Result, scenario: Scenario) -> Chart | None:
    """Who pays whom: the amount stands in each cell, the tone is its size, a frame says that less is paid."""
    moved, scale = moved_money(scenario)
    table = matrix_table(words, result, scenario)
    if not moved or table is None:
        return None
    data = _matrix_cells(words, result, moved, scale)
    title, unit = _matrix_title(words, result, moved), words(f"money.unit.{scale}")
    points = "; ".join(
        words("chart.matrix.point", payer=row["payer"], receiver=_one_line(row), amount=row["text"])
        for row in data
    )
    lines = max(str(row["receiver"]).count("\n") for row in data)
    payers = len({row["payer"] for row in data})
    names = names_beside(row["payer"] for row in data)
    spec = framed(data, _matrix(words, unit, lines, names), HEIGHT_OF_A_CELL * payers)
    alt = words("chart.matrix.alt", points=points, unit=unit)
    return Chart(title, spec, alt, replace(table, caption=title))


def _matrix_cells(
    words: Words, result: Result, moved: Mapping[tuple[str, str], float], scale: int
) -> list[dict[str, object]]:
    largest = max(abs(total) for total in moved.values())
    return [
        {
            "payer": account_title(words, result, payer),
            "receiver": fill(account_title(words, result, receiver), LONGEST_LINE, break_long_words=False),
            "order": order,
            "kind": "more" if total > 0.0 else "less",
            "tone": WEAKEST + (STRONGEST - WEAKEST) * abs(total) / largest,
            "text": amount_cell(total, scale, words.lang).text,
        }
        for order, ((payer, receiver), total) in enumerate(moved.items())
    ]


def _one_line(row: Mapping[str, object]) -> str:
    return str(row["receiver"]).replace("\n", " ")


def _matrix_title(words: Words, result: Result, moved: Mapping[tuple[str, str], float]) -> str:
    (payer, receiver), total = max(moved.items(), key=lambda item: abs(item[1]))
    return words(
        "chart.matrix.more" if total > 0.0 else "chart.matrix.less",
        payer=account_title(words, result, payer),
        receiver=account_title(words, result, receiver),
        amount=mean_text(Estimate(abs(total)), words.lang, money=True),
    )


def _matrix(words: Words, unit: str, lines: int, names: Spec) -> list[Spec]:
    """Payers as rows, receivers as columns, a tinted cell with its amount; receivers break `lines` times."""
    order = {"field": "order", "op": "min"}
    side = {**names, "title": words("pockets.payer"), "domain": False, "ticks": False}
    above = {"orient": "top", "labelAngle": 0, "labelExpr": "split(datum.label, '\\n')", "domain": False}
    payer = {"field": "payer", "type": "nominal", "sort": order, "axis": side}
    receiver = {
        "field": "receiver",
        "type": "nominal",
        "sort": order,
        "title": words("chart.matrix.columns", unit=unit),
        "axis": {**above, "ticks": False, "labelPadding": 4 + LINE * lines},
    }
    scale = {"domain": ["more", "less"], "range": [BLUE, ORANGE]}
    colour = {"field": "kind", "type": "nominal", "scale": scale, "legend": None}
    tone = {"field": "tone", "type": "quantitative", "scale": None, "legend": None}
    place: Spec = {"y": payer, "x": receiver}
    frame = {"type": "rect", "filled": False, "strokeWidth": 1.5, "strokeDash": [4, 3]}
    return [
        {"mark": {"type": "rect"}, "encoding": {**place, "color": colour, "opacity": tone}},
        where("datum.kind == 'less'", frame, {**place, "color": colour}),
        {"mark": {**LABEL, "fontSize": 13}, "encoding": {**place, "text": {"field": "text"}}},
    ]
