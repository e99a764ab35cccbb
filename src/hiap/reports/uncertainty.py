"""What would change the conclusion: inputs that matter, the chance at other values, what knowing is worth."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import Cell, Table, euro, mean_cell, words_cell
from hiap.reports.counted import only_costs
from hiap.reports.numbers import Estimate, chance_text, mean_text, percent_text
from hiap.reports.result import Result, draws, mean_of, part, rows
from hiap.reports.text import Words, sentence

Scenario = Mapping[str, object]

EVERY = 2
"""Of the acceptability curve every second point is shown."""


def inputs_table(words: Words, scenario: Scenario) -> Table | None:
    """The inputs that stand out from chance: part of the spread, balance at either end, worth of knowing."""
    body = tuple(
        (
            words_cell(sentence(words.local(row.get("title")))),
            Cell(percent_text(mean_of(row.get("share_of_variance")), words.lang)),
            mean_cell(mean_of(row.get("low_eur")), words.lang, money=True),
            mean_cell(mean_of(row.get("high_eur")), words.lang, money=True),
            mean_cell(mean_of(row.get("evppi_eur")), words.lang, money=True),
        )
        for row in rows(scenario, "uncertainty", "inputs")
    )
    keys = ("input", "variance", "low", "high", "evppi")
    head = tuple(words(f"uncertainty.{key}") for key in keys)
    return Table(words("uncertainty.inputs"), head, body, words("uncertainty.inputs.note")) if body else None


def acceptability_table(words: Words, result: Result, scenario: Scenario) -> Table | None:
    """The chance of net benefit at other values of a QALY."""
    points = [] if only_costs(scenario) else rows(scenario, "uncertainty", "acceptability")[::EVERY]
    body = tuple(
        (
            words_cell(euro(mean_of(point.get("qaly_value_eur")), words.lang)),
            Cell(chance_text(mean_of(point.get("chance")), draws(result), words.lang)),
        )
        for point in points
    )
    head = (words("uncertainty.value"), words("chance"))
    return Table(words("uncertainty.acceptability"), head, body) if body else None


def sentences(words: Words, result: Result, scenario: Scenario) -> list[str]:
    """What certainty is worth at most, and whether there were enough draws."""
    found = part(scenario, "uncertainty")
    if not found:
        return []
    if only_costs(scenario):
        return [words("only_costs")]
    worth = mean_of(found.get("evpi_eur"))
    amount = mean_text(Estimate(worth), words.lang, money=True)
    texts = [words("uncertainty.evpi", amount=amount) if worth else words("uncertainty.evpi.none")]
    if not rows(scenario, "uncertainty", "inputs"):
        texts.append(words("uncertainty.inputs.none"))
    key = "uncertainty.enough" if found.get("enough_draws") else "uncertainty.more"
    error = mean_text(Estimate(mean_of(found.get("mean_error_eur"))), words.lang, money=True)
    ends = mean_text(Estimate(mean_of(found.get("interval_error_eur"))), words.lang, money=True)
    needed = mean_text(Estimate(mean_of(found.get("draws_needed"))), words.lang)
    return [*texts, words(key, draws=draws(result), error=error, ends=ends, needed=needed)]
