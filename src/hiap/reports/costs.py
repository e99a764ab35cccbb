"""What a measure costs and who pays, in a table."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hiap.reports.blocks import Cell, Mark, Scenario, Table, estimate_cell, source_name, words_cell
from hiap.reports.numbers import exact_text
from hiap.reports.result import Result, mean_of, part, party_titles, rows
from hiap.reports.text import Words

COST_UNIT = re.compile(r"eur (\d{4}), (one_off|yearly|per_person)(?:, (place))?")


def costs_table(words: Words, result: Result, scenario: Scenario, mark: Mark) -> Table | None:
    """What the measure costs and who pays."""
    body = tuple(
        (
            words_cell(words.local(cost.get("title"), words("not_given"))),
            _amount_cell(words, cost.get("amount")),
            words_cell(_cost_unit(words, words.local(cost.get("unit")))),
            words_cell(words.party(str(cost.get("payer", "")), party_titles(result))),
            words_cell(source_name(words, cost.get("source")) + mark(cost)),
        )
        for cost in rows(scenario, "description", "costs")
    )
    keys = ("item", "amount", "unit", "payer")
    head = (*(words(f"costs.{key}") for key in keys), words("evidence.source"))
    return Table(words("costs.caption"), head, body, _national(words, result, scenario)) if body else None


def _national(words: Words, result: Result, scenario: Scenario) -> str:
    """Say of a place that amounts once or a year are those of the country; nothing where there is none."""
    place = part(result, "pack", "place")
    units = [words.local(cost.get("unit")) for cost in rows(scenario, "description", "costs")]
    if not place or all(unit.endswith(("per_person", "place")) for unit in units):
        return ""
    share = f"{exact_text(100.0 * mean_of(place.get('part_of_country')), words.lang, digits=2)} %"
    return words("costs.place", place=place.get("title"), share=share)


def _cost_unit(words: Words, unit: str) -> str:
    """Write a unit such as "eur 2024, per_person" in words; another unit stays as it is."""
    found = COST_UNIT.fullmatch(unit)
    if not found:
        return unit
    text = words(f"costs.unit.{found[2]}", year=found[1])
    return words("costs.unit.place", unit=text) if found[3] else text


def _amount_cell(words: Words, amount: object) -> Cell:
    if isinstance(amount, Mapping) and "mean" in amount:
        return estimate_cell(amount, words.lang, money=True)
    return Cell(exact_text(amount, words.lang))
