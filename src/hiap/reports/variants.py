"""Variants in tables: each scenario in the base case and under other assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hiap.reports.blocks import Cell, Table, estimate_cell, euro, ratio_cell, scenario_title, words_cell
from hiap.reports.result import Result, part, qaly_values, scenarios
from hiap.reports.text import Words


def variants_tables(words: Words, result: Result) -> list[Table]:
    """For each scenario its health, care and balance, the base case first; nothing without variants."""
    if not part(result, "variants"):
        return []
    value = euro(qaly_values(result)[0], words.lang)
    head = (
        words("variants.column"),
        words("haly"),
        words("care_cost_eur"),
        words("lost_output_eur"),
        words("net_present_value_eur", value=value),
        words("break_even_qaly_eur"),
    )
    tables = []
    for name, scenario in scenarios(result):
        body = tuple(
            (words_cell(assumed), *_numbers(words, numbers))
            for assumed, numbers in _rows(words, result, name, scenario)
        )
        caption = words("variants.caption", measure=scenario_title(words, name, scenario))
        tables.append(Table(caption, head, body))
    return tables


def _rows(
    words: Words, result: Result, name: str, scenario: Mapping[str, object]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    """What is assumed, and the numbers of one scenario under it."""
    yield words("variants.base"), scenario
    for variant in part(result, "variants"):
        found = part(result, "variants", variant)
        yield words.local(found.get("title")), part(found, "scenarios", name)


def _numbers(words: Words, numbers: Mapping[str, object]) -> tuple[Cell, ...]:
    lang = words.lang
    return (
        estimate_cell(numbers.get("haly"), lang),
        estimate_cell(numbers.get("care_cost_eur"), lang, money=True),
        estimate_cell(numbers.get("lost_output_eur"), lang, money=True),
        estimate_cell(numbers.get("net_present_value_eur"), lang, money=True),
        ratio_cell(numbers.get("break_even_qaly_eur"), lang),
    )
