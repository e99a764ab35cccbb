"""The summary of a result for the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from hiap.reports import appendix, blocks, sentences
from hiap.reports.profile import certainty_line
from hiap.reports.result import Result, draws, mean_of, part, scenarios, years_shown
from hiap.reports.tables import console_for, printable, rich_table
from hiap.reports.text import Words
from hiap.reports.variants import variants_tables


def print_summary(result: Result, lang: str, stream: TextIO) -> None:
    """Print the summary in 80 columns: health and care, costs and benefits, what it is compared with."""
    words = Words(lang)
    console = console_for(stream)
    encoding = stream.encoding
    money = blocks.money_summary(words, result)
    balance = _columns(money, (0, 1, 2, 3), money.caption)
    choice = _columns(money, (0, *range(4, len(money.head))), words("summary.choice"))
    variants = [_columns(block, (0, 4, 5), block.caption) for block in variants_tables(words, result)]
    for block in (blocks.health_summary(words, result), balance, choice, *variants):
        console.print(rich_table(block, encoding, console.width))
    last = (
        certainty_line(words, result),
        sentences.unverified_line(words, result),
        sentences.pm_line(words, result),
        words("deaths.short", years=years_shown(result)),
    )
    first = (_perspective_line(words, result), _settings_line(words, result))
    for text in filter(None, (*first, *last)):
        console.print(printable(text, encoding))


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
