"""The distribution in detail, for the appendix: every index, the weights, and what each means (8.7)."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import (
    DAYS_PER_YEAR,
    NOTHING,
    Cell,
    Table,
    changes_health,
    estimate_cell,
    scenario_title,
    words_cell,
)
from hiap.reports.charts_equity import gain_chart, gain_table, plane_chart
from hiap.reports.document import Block, Facts, Figure, Section, given, text
from hiap.reports.equity import SPANS, floor_table
from hiap.reports.numbers import Estimate, grouped, rounded
from hiap.reports.result import PACKAGE, Result, mean_of, part, rows, scenarios
from hiap.reports.text import Words

Scenario = Mapping[str, object]
INDICES = {
    "gap": DAYS_PER_YEAR,
    "relative_gap": 1e6,
    "slope_index": DAYS_PER_YEAR,
    "relative_index": 1e6,
    "concentration_index": 1e6,
    "erreygers_index": 1e6,
    "wagstaff_index": 1e6,
}
"""The indices, and by what their change is multiplied to be readable: days in a year, else millionths."""
WEIGHTS = {"atkinson": ("weight", "weighted_gain"), "kolm": ("kolm_weight", "kolm_weighted_gain")}
DECIMALS = {"years": 1, "ratio": 3, "weight": 2}


def detail_section(words: Words, result: Result) -> Section | None:
    """All that was computed about the distribution, measure by measure, each folded away on a page."""
    several = len(part(result, "scenarios")) > 1
    measures = [
        _of_one(words, name, scenario, drawn=name == PACKAGE or not several)
        for name, scenario in scenarios(result)
        if changes_health(scenario) and part(scenario, "equity")
    ]
    if not measures:
        return None
    plane = plane_chart(words, result)
    inside = given(
        text(words("equity.all.intro")),
        Figure(plane, open=True) if plane else None,
        Section(words("equity.terms"), 4, (Facts(_terms(words), "numbers"),)),
        measures,
    )
    return Section(words("equity.all"), 3, inside)


def _terms(words: Words) -> tuple[tuple[str, str], ...]:
    """Each index, the weights and the plane, in a sentence or two."""
    keys = (*(f"equity.index.{key}" for key in INDICES), "equity.weights", "equity.plane")
    return tuple((words(key), words(f"{key}.means")) for key in keys)


def _of_one(words: Words, name: str, scenario: Scenario, *, drawn: bool) -> Section:
    """The gain by sex and age, the indices, the weights and who is below the floor, of one scenario."""
    chart = gain_chart(words, scenario) if drawn else None
    gain: Block | None = Figure(chart) if chart else gain_table(words, scenario)
    tables = (index_table(words, scenario), weights_table(words, scenario), floor_table(words, scenario))
    inside = given(gain, [table for table in tables if table])
    return Section(scenario_title(words, name, scenario), 4, inside, kind="folded")


def index_table(words: Words, scenario: Scenario) -> Table | None:
    """Every index without the measure and what changes, in the year in which it changes most."""
    year = part(scenario, "equity", "direction").get("year")
    found = next((row for row in rows(scenario, "equity", "expectancy") if row.get("year") == year), None)
    if found is None:
        return None
    body = tuple(
        (
            words_cell(_index_name(words, key)),
            *(cell for span in SPANS for cell in _index_cells(words, key, part(found, span, key))),
        )
        for key in INDICES
    )
    head = (
        words("equity.index"),
        *(head for span in SPANS for head in (words(f"equity.{span}.level"), words("equity.net_gain"))),
    )
    caption = words("equity.index.caption", year=year)
    return Table(caption, head, body, words("equity.index.note"))


def _index_name(words: Words, key: str) -> str:
    name = words(f"equity.index.{key}")
    return words("equity.in_years", name=name) if INDICES[key] == DAYS_PER_YEAR else name


def _index_cells(words: Words, key: str, found: Mapping[str, object]) -> tuple[Cell, Cell]:
    """The level, and its change times what makes it readable; dashes where there is no such index."""
    if not found:
        return Cell(NOTHING), Cell(NOTHING)
    kind = "years" if INDICES[key] == DAYS_PER_YEAR else "ratio"
    level = Cell(_rounded(words, found.get("reference"), kind))
    return level, _times(words, found.get("difference"), INDICES[key])


def weights_table(words: Words, scenario: Scenario) -> Table | None:
    """The net gain of each group, not weighted and beside it weighted by both kinds of weights."""
    groups = part(scenario, "equity", "distribution", "by_group")
    body = tuple(
        (
            words_cell(words.named("ses", group)),
            Cell(_rounded(words, part(groups, group).get("reference"), "years")),
            _times(words, part(groups, group).get("net_gain"), DAYS_PER_YEAR),
            *(cell for keys in WEIGHTS.values() for cell in _weighed(words, part(groups, group), *keys)),
        )
        for group in groups
    )
    heads = [(words(f"equity.weights.{kind}"), words("equity.weights.weighted")) for kind in WEIGHTS]
    head = (
        words("ses.group"),
        words("equity.weights.level"),
        words("equity.weights.plain"),
        *(one for pair in heads for one in pair),
    )
    return (
        Table(words("equity.weights.caption"), head, body, words("equity.weights.note")) if groups else None
    )


def _weighed(words: Words, group: Mapping[str, object], weight: str, gain: str) -> tuple[Cell, Cell]:
    return Cell(_rounded(words, group.get(weight), "weight")), _times(words, group.get(gain), DAYS_PER_YEAR)


def _rounded(words: Words, value: object, kind: str) -> str:
    return grouped(rounded(mean_of(value), -DECIMALS[kind]), DECIMALS[kind], words.lang)


def _times(words: Words, value: object, factor: float) -> Cell:
    """A small difference in a smaller unit."""
    estimate = Estimate.read(value)
    if estimate is None:
        return Cell(NOTHING)
    shown = estimate.times(factor)
    return estimate_cell({"mean": shown.mean, "low": shown.low, "high": shown.high}, words.lang)
