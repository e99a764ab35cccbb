"""Variants in a table: each scenario in the base case and under other assumptions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hiap.reports.blocks import Cell, Table, estimate_cell, euro, ratio_cell, scenario_title, words_cell
from hiap.reports.result import Result, part, qaly_values, scenarios
from hiap.reports.text import Words


def variants_table(words: Words, result: Result) -> Table | None:
    """Health, care and balance of each scenario, the base case first; nothing without variants."""
    if not part(result, "variants"):
        return None
    value = euro(qaly_values(result)[0], words.lang)
    head = (
        words("measure"),
        words("variants.column"),
        words("haly"),
        words("care_cost_eur"),
        words("net_present_value_eur", value=value),
        words("break_even_qaly_eur"),
    )
    body = tuple(
        (words_cell(title), words_cell(name), *_numbers(words, numbers))
        for title, name, numbers in _rows(words, result)
    )
    return Table(words("variants.caption"), head, body, words("variants.note"))


def _rows(words: Words, result: Result) -> Iterator[tuple[str, str, Mapping[str, object]]]:
    """Title of the scenario, name of the variant, and its numbers."""
    for name, scenario in scenarios(result):
        title = scenario_title(words, name, scenario)
        yield title, words("variants.base"), scenario
        for variant in part(result, "variants").values():
            found = part({"variant": variant}, "variant")
            yield title, words.local(found.get("title")), part(found, "scenarios", name)


def _numbers(words: Words, numbers: Mapping[str, object]) -> tuple[Cell, ...]:
    lang = words.lang
    return (
        estimate_cell(numbers.get("haly"), lang),
        estimate_cell(numbers.get("care_cost_eur"), lang, money=True),
        estimate_cell(numbers.get("net_present_value_eur"), lang, money=True),
        ratio_cell(numbers.get("break_even_qaly_eur"), lang),
    )
