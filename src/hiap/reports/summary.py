"""The summary of a result for the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

from hiap.reports import appendix, blocks, sentences
from hiap.reports.effectiveness import effectiveness_table
from hiap.reports.mkba import mkba_table
from hiap.reports.profile import certainty_line
from hiap.reports.result import PACKAGE, Result, draws, mean_of, part, rows, scenarios, years_shown
from hiap.reports.tables import console_for, printable, rich_table
from hiap.reports.text import Words
from hiap.reports.variants import variants_tables

if TYPE_CHECKING:
    from rich.console import Console


def print_summary(result: Result, lang: str, stream: TextIO, *, mkba: bool = False) -> None:
    """Print the summary in 80 columns: health and care, costs and benefits, what it is compared with.

    With `mkba`, or of one measure, the lines of the cost-benefit analysis stand below the tables, what has
    no amount with its sign and reason, and in a table of its own what a QALY costs.
    """
    words = Words(lang)
    console = console_for(stream)
    encoding = stream.encoding
    money = blocks.money_summary(words, result)
    balance = _columns(money, (0, 1, 2, 3), money.caption)
    choice = _columns(money, (0, *range(4, len(money.head))), _choice_title(words, result))
    variants = [_columns(block, (0, 4, 5), block.caption) for block in variants_tables(words, result)]
    for block in (blocks.health_summary(words, result), balance, choice, *variants):
        console.print(rich_table(block, encoding, console.width))
        lines = [*sentences.break_even_lines(words, result), ""] if block is choice else []
        for line in lines:
            console.print(printable(line, encoding))
    whole = mkba or len(part(result, "scenarios")) == 1
    if whole:
        _print_mkba(words, result, console, encoding)
    last = (
        certainty_line(words, result),
        sentences.unverified_line(words, result),
        sentences.no_effect_line(words, result),
        "" if whole else sentences.pm_line(words, result),
        "" if whole else words("run.mkba"),
        words("deaths.short", years=years_shown(result)),
    )
    first = (_perspective_line(words, result), _settings_line(words, result))
    for text in filter(None, (*first, *last)):
        console.print(printable(text, encoding))


def _print_mkba(words: Words, result: Result, console: Console, encoding: str | None) -> None:
    """Print the cost-benefit analysis of each scenario, why items are PM, and apart what a QALY costs."""
    for name, scenario in scenarios(result):
        block = mkba_table(words, result, scenario, pm=False)
        title = blocks.scenario_title(words, name, scenario)
        if block:
            caption = words("run.mkba.caption", title=title)
            console.print(rich_table(replace(block, caption=caption), encoding, console.width))
            console.print(printable(f"{block.note}\n", encoding))
        items = rows(scenario, "pm") if name != PACKAGE else []
        if items:
            console.print(printable(words("run.pm.title"), encoding))
        for item in items:
            named = words.local(item.get("title"), words("not_given"))
            reason = words.local(item.get("reason"), words("not_given"))
            line = f"  {item.get('sign', '?')} {named}: {reason}"
            found = textwrap.wrap(printable(line, encoding), console.width, subsequent_indent="    ")
            console.print("\n".join(found))
        if items:
            console.print()
        ratio = effectiveness_table(words, result, scenario)
        if ratio:
            caption = ratio.caption if len(part(result, "scenarios")) == 1 else f"{title}: {ratio.caption}"
            console.print(rich_table(replace(ratio, caption=caption), encoding, console.width))
            console.print(printable(f"{ratio.note}\n", encoding))


def _choice_title(words: Words, result: Result) -> str:
    """The title of the table of break-even values, which has chances only with draws."""
    return words("summary.choice" if draws(result) else "summary.choice.exact")


def _perspective_line(words: Words, result: Result) -> str:
    """Whose balance is shown, where it is not that of society; and that health is no part of it."""
    settings = part(result, "settings")
    name = str(settings.get("perspective", "society"))
    if name == "society":
        return ""
    title = words.local(settings.get("perspective_title"), words.named("perspective", name))
    told = words("summary.perspective", title=title)
    keys = ("net_present_value_eur", "net_present_value_100k_eur")
    alike = all(mean_of(one.get(keys[0])) == mean_of(one.get(keys[1])) for _, one in scenarios(result))
    return f"{told} {words('summary.no_health')}" if alike else told


def _columns(block: blocks.Table, chosen: Sequence[int], caption: str) -> blocks.Table:
    """Give a table with some of the columns, so that it fits in a narrow terminal."""
    body = tuple(tuple(row[k] for k in chosen) for row in block.rows)
    return blocks.Table(caption, tuple(block.head[k] for k in chosen), body)


def _settings_line(words: Words, result: Result) -> str:
    shown = (
        ("discount", appendix.rates_text(words, part(result, "settings", "discounting").get("rates"))),
        ("horizon", appendix.horizon_text(words, result)),
        ("draws", str(draws(result))),
    )
    text = "; ".join(f"{words(f'settings.{key}').lower()} {value}" for key, value in shown)
    price_year = part(result, "pack").get("price_year", blocks.NOTHING)
    amounts = words("summary.note", price_year=price_year, years=years_shown(result))
    place = f"{sentences.place_title(result)}. " if sentences.place_title(result) else ""
    return f"{place}{words('run.settings', settings=text)} {amounts}"
