"""Evidence in tables: the three labels, the chain behind each effect, and what was read or assumed."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import Cell, Mark, Table, source_name, web_address, words_cell
from hiap.reports.numbers import TO, exact_text, percent_text
from hiap.reports.result import mean_of, part, rows
from hiap.reports.text import Words, sentence

STATUSES = ("read", "derived", "chosen", "unverified")
RATIO_KINDS = ("transition", "incidence", "remission", "fatality", "care_use")
PERCENT_UNITS = ("share", "share per year")
DIGITS = 4
DIGITS_OF_A_PRODUCT = 2

Scenario = Mapping[str, object]


def number_texts(words: Words, row: Mapping[str, object], digits: int = DIGITS) -> tuple[str, str, str]:
    """Write value, interval and unit of an input as given; a share is written as a percentage.

    >>> number_texts(Words("nl"), {"value": 0.14, "low": 0.1, "high": 0.4, "unit": "share"})
    ('14', '10 tot 40', '%')
    """
    unit = words.local(row.get("unit"))
    factor = 100.0 if unit in PERCENT_UNITS else 1.0
    value, low, high = (_scaled(row.get(key), factor, words.lang, digits) for key in ("value", "low", "high"))
    interval = f"{low} {TO[words.lang]} {high}" if low and high and low != high else ""
    return value, interval, words.exact("units", unit)


def _scaled(value: object, factor: float, lang: str, digits: int) -> str:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return exact_text(value * factor if number else value, lang, digits=digits)  # type: ignore[operator]


def amount_text(words: Words, row: Mapping[str, object], digits: int = DIGITS) -> str:
    """Write an amount with its unit and interval in one go; a ratio has no unit.

    >>> amount_text(Words("en"), {"value": -0.2, "low": -0.4, "high": 0.0, "unit": "kg/m2"})
    '-0.2 kg/m² (-0.4 to 0)'
    >>> weight = {"value": 0.1, "low": 0.05, "high": 0.2, "unit": "0 = full health, 1 = death"}
    >>> amount_text(Words("en"), weight)
    '0.1 (0.05 to 0.2; 0 = full health, 1 = death)'
    """
    value, interval, unit = number_texts(words, row, digits)
    if "=" in unit:  # a scale, which reads as part of the number beside it
        return f"{value} ({'; '.join(text for text in (interval, unit) if text)})"
    space = "" if words.lang == "en" and unit.startswith("%") else " "
    text = value if row.get("unit") in ("ratio", None) else f"{value}{space}{unit}"
    return f"{text} ({interval})" if interval else text


def behind(words: Words, row: Mapping[str, object]) -> str:
    """Say what stands behind a number, with its grade; grade R always says that it is an assumption.

    >>> behind(Words("nl"), {"grade": "B", "status": "read"})
    'Gelezen bij de bron (B)'
    """
    letter, status = row.get("grade"), row.get("status")
    if status in STATUSES:
        known = words.named("status", status)
        return known if status == "chosen" else f"{known} ({letter})"
    return words("grade.R") if letter == "R" else str(letter or words("not_given"))


def evidence_table(words: Words, scenario: Scenario) -> Table | None:
    """The effects and outcomes with their three separate labels and their source."""
    body = tuple(_effect_row(words, effect) for effect in _changes(scenario))
    keys = ("effect", "size", "floor", "certainty", "recognition", "source")
    head = tuple(words(f"evidence.{key}") for key in keys)
    return Table(words("evidence.caption"), head, body) if body else None


def _changes(scenario: Scenario) -> list[Mapping[str, object]]:
    """What a measure changes: effects on health and care, and outcomes in other fields told likewise."""
    outcomes = rows(scenario, "description", "outcomes")
    told = [
        {
            **row,
            "kind": f"outcome.{row.get('direction')}",
            "size": {"value": row.get("size"), "unit": row.get("unit"), "applied": row.get("applied")},
        }
        for row in outcomes
    ]
    return [*rows(scenario, "description", "effects"), *told]


def _effect_row(words: Words, effect: Mapping[str, object]) -> tuple[Cell, ...]:
    certainty = words.named("certainty", effect.get("certainty") or words("not_given"))
    reason = words.local(effect.get("certainty_reason"))
    read = words("evidence.read" if effect.get("read") else "evidence.unread") if "read" in effect else ""
    source = Cell(source_name(words, effect.get("source")), read, False, web_address(effect.get("url")))
    return (
        words_cell(words.local(effect.get("title"), words("not_given"))),
        words_cell(size_text(words, effect)),
        words_cell(words.named("floor", effect.get("floor") or words("not_given"))),
        Cell(certainty, reason, False),
        words_cell(words.local(effect.get("recognition"), words("evidence.recognition.none"))),
        source,
    )


def size_text(words: Words, effect: Mapping[str, object]) -> str:
    """Write the size of an effect in words: how much changes, for whom."""
    size = effect.get("size")
    if not isinstance(size, Mapping):
        return words.local(size, words("not_given"))
    product = size.get("low") is None
    shown = amount_text(words, size, DIGITS_OF_A_PRODUCT if product else DIGITS)
    levels = {
        key: words.local(effect.get(f"level_{name}")) for key, name in (("start", "from"), ("end", "to"))
    }
    kind = f"size.{effect.get('kind')}"
    kind += ".levels" if levels["end"] and words.has(f"{kind}.levels") else ""
    return words(kind, size=shown, **levels) if words.has(kind) else shown


def chain_tables(words: Words, scenario: Scenario, mark: Mark) -> list[Table]:
    """Per effect the numbers that are multiplied to its size, each with its source, and what comes out."""
    return [_chain_table(words, effect, mark) for effect in _changes(scenario) if rows(effect, "chain")]


def _chain_table(words: Words, effect: Mapping[str, object], mark: Mark) -> Table:
    size = part(effect, "size")
    body = [_link_row(words, link, mark) for link in rows(effect, "chain")]
    value, _, unit = number_texts(words, {**size, "value": size.get("applied")}, DIGITS_OF_A_PRODUCT)
    power = effect.get("kind") in RATIO_KINDS
    unit = words("chain.ratio") if power else unit
    body.append((words_cell(words("chain.applied")), Cell(value), words_cell(unit), words_cell("")))
    head = (words("chain.step"), words("inputs.value"), words("unit"), words("evidence.source"))
    title = words.local(effect.get("title"), words("not_given"))
    note = words("chain.power" if power else "chain.product")
    return Table(words("chain.caption", title=title), head, tuple(body), note, total=True)


def _link_row(words: Words, link: Mapping[str, object], mark: Mark) -> tuple[Cell, ...]:
    value, interval, unit = number_texts(words, link)
    status = behind(words, link) + mark(link)
    known = has_source(words, link.get("source"))
    source = sentence(source_name(words, link.get("source"))) if known else status
    return (
        words_cell(sentence(words.local(link.get("title"), words("not_given")))),
        Cell(value, f"({interval})" if interval else ""),
        words_cell(unit),
        Cell(source, status if known else "", False, web_address(link.get("url"))),
    )


def has_source(words: Words, source: object) -> bool:
    """Tell whether a number has a source: an assumption or a convention has none."""
    name = words.local(source)
    return bool(name) and words.exact("source", name) == name


def evidence_remarks(words: Words, scenario: Scenario) -> list[str]:
    """What else the reader must know of the evidence: effects by reasoning, and what evidence would fit."""
    effects = _changes(scenario)
    found = [
        words("evidence.leap", title=words.local(effect.get("title"), words("not_given")))
        for effect in effects
        if effect.get("leap_of_faith")
    ]
    fits = [words.local(effect.get("fits")) for effect in effects]
    return found + [f"{words('evidence.fits')}: {text}" for text in dict.fromkeys(fits) if text]


def numbers_list(words: Words, scenario: Scenario) -> list[tuple[str, str]]:
    """The names of all numbers of a measure, sorted by what stands behind them, as (heading, names)."""
    numbers = part(scenario, "evidence", "numbers")
    found = [(status, _names(words, numbers.get(status))) for status in STATUSES]
    return [
        (f"{words.named('status', status)} ({len(names)})", "; ".join(names))
        for status, names in found
        if names
    ]


def _names(words: Words, titles: object) -> list[str]:
    return [words.local(title) for title in titles] if isinstance(titles, list | tuple) else []


def rests_on_table(words: Words, scenario: Scenario, mark: Mark) -> Table | None:
    """The unverified assumptions behind the health gain, each with the mark of its footnote."""
    body = tuple(
        (
            words_cell(sentence(words.local(row.get("title"), words.local(row.get("input")))) + mark(row)),
            Cell(percent_text(mean_of(row.get("share")), words.lang)),
        )
        for row in rows(scenario, "evidence", "rests_on")
    )
    head = (words("rests_on.input"), words("rests_on.share"))
    return Table(words("rests_on.caption"), head, body) if body else None
