"""Outcomes outside health and care, as a table: how many more or fewer, what it costs, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import Table, estimate_cell, words_cell
from hiap.reports.result import part, rows
from hiap.reports.text import Words


def outcomes_table(words: Words, scenario: Mapping[str, object]) -> Table | None:
    """One row for each outcome, as far as money counts; None where no measure changes one."""
    found = rows(scenario, "outcomes")
    sure = {
        words.local(row.get("title")): words.named("certainty", str(row.get("certainty", "")))
        for row in rows(scenario, "description", "outcomes")
    }
    body = tuple(
        (
            words_cell(words.local(row.get("title"))),
            estimate_cell(part(row, "change"), words.lang),
            estimate_cell(part(row, "cost_eur"), words.lang, money=True),
            words_cell(sure.get(words.local(row.get("title")), "")),
        )
        for row in found
    )
    head = tuple(words(f"outcomes.{key}") for key in ("item", "change", "cost", "certainty"))
    return Table(words("outcomes.caption"), head, body, words("outcomes.note")) if body else None
