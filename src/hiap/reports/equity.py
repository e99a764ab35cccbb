"""For whom: the gap in marked years, what weighing by equity adds, and the chosen goal (8.7)."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import DAYS_PER_YEAR, NOTHING, Cell, Table, estimate_cell, words_cell
from hiap.reports.numbers import Estimate, estimate_text, exact_text, mean_text, percent_text
from hiap.reports.result import mean_of, part, rows
from hiap.reports.text import Words

Scenario = Mapping[str, object]
SPANS = ("healthy_life_expectancy", "haly_expectancy")


def sentences(words: Words, scenario: Scenario) -> list[str]:
    """What the measure itself does to the gap, the part of the lowest group, the floor, and the goal."""
    found = part(scenario, "equity")
    texts = [words.local(part(found, "direction")), _lowest(words, found), _floor(words, found)]
    goal = part(found, "goal")
    if goal:
        name = words.local(goal.get("title"))
        texts.append(words("equity.goal", goal=name, outcome=words.local(goal)))
    return [text for text in texts if text]


def tables(words: Words, scenario: Scenario) -> list[Table]:
    """The gap in marked years, and the equivalents beside the mean; nothing where they were not computed."""
    return [table for table in (gap_table(words, scenario), weighed_table(words, scenario)) if table]


def gap_table(words: Words, scenario: Scenario) -> Table | None:
    """The gap between the highest and the lowest group without the measure, and what it changes, by year."""
    body = tuple(
        (
            words_cell(str(row.get("year", NOTHING))),
            *(cell for span in SPANS for cell in _gap_cells(words, part(row, span, "gap"))),
        )
        for row in rows(scenario, "equity", "expectancy")
    )
    head = (
        words("year"),
        *(words(f"equity.{span}.{key}") for span in SPANS for key in ("gap", "change")),
    )
    return Table(words("equity.gap.caption"), head, body, words("equity.gap.note")) if body else None


def _gap_cells(words: Words, gap: Mapping[str, object]) -> tuple[Cell, Cell]:
    """The gap in years with one decimal, and its change in days."""
    years = mean_of(gap.get("reference"))
    return Cell(exact_text(round(years, 1), words.lang)), _days(words, gap.get("difference"))


def weighed_table(words: Words, scenario: Scenario) -> Table | None:
    """What the measure adds for a person on average, not weighted and weighted, less displaced care."""
    body = tuple(
        (
            words_cell(_weighting(words, row)),
            _days(words, row.get("difference")),
            _days(words, row.get("equity")),
        )
        for row in rows(scenario, "equity", "distribution", "equivalents")
    )
    head = (words("equity.weighed"), words("equity.net_gain"), words("equity.of_equity"))
    limit = exact_text(mean_of(part(scenario, "equity", "distribution").get("threshold_eur")), words.lang)
    note = words("equity.weighed.note", threshold=limit)
    return Table(words("equity.weighed.caption"), head, body, note) if body else None


def _weighting(words: Words, row: Mapping[str, object]) -> str:
    """The kind of weighting, with its aversion where it has one."""
    aversion = mean_of(row.get("aversion"))
    kind = words.named("equity", row.get("kind"))
    return f"{kind} {exact_text(aversion, words.lang)}" if aversion else kind


def _days(words: Words, value: object) -> Cell:
    """A difference in years as days, for it is small."""
    estimate = Estimate.read(value)
    if estimate is None:
        return Cell(NOTHING)
    days = estimate.times(DAYS_PER_YEAR)
    return estimate_cell({"mean": days.mean, "low": days.low, "high": days.high}, words.lang)


def _lowest(words: Words, found: Mapping[str, object]) -> str:
    """The part of the gain that goes to the lowest group, beside its part of the people."""
    lowest = part(found, "gain", "lowest")
    if lowest.get("share_of_gain") is None:
        return ""
    return words(
        "equity.lowest",
        people=percent_text(mean_of(lowest.get("share_of_people")), words.lang),
        gain=percent_text(mean_of(lowest.get("share_of_gain")), words.lang),
    )


def _floor(words: Words, found: Mapping[str, object]) -> str:
    """How many people are in groups below the floor, and how many the measure lifts over it."""
    floor = part(found, "floor")
    if not floor:
        return ""
    below, lifted = part(floor, "people_below").get("reference"), Estimate.read(floor.get("people_lifted"))
    return words(
        "equity.floor",
        years=exact_text(floor.get("years"), words.lang),
        year=floor.get("year", NOTHING),
        below=mean_text(Estimate(mean_of(below)), words.lang),
        lifted=estimate_text(lifted or Estimate(0.0), words.lang),
    )
