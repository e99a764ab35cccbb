"""The appendix of the dossier: the reference, the settings and every input, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hiap.reports.blocks import NOTHING, Cell, Table, estimate_cell, euro, grade, words_cell
from hiap.reports.numbers import Estimate, exact_text, grouped, rounded
from hiap.reports.result import (
    SES_GROUPS,
    Result,
    draws,
    horizon_years,
    part,
    qaly_values,
    rows,
    scenarios,
    whole,
)
from hiap.reports.text import Words, sentence

YEAR_DECIMALS = 1


def settings_rows(words: Words, result: Result) -> list[tuple[str, str]]:
    """Every setting that the answer depends on, as (name, value)."""
    settings = part(result, "settings")
    seed = words("settings.seed", seed=settings.get("seed", NOTHING))
    found = [
        ("reference", words("settings.reference.value")),
        ("discount", discount_text(words, result)),
        ("price_year", str(part(result, "pack").get("price_year", NOTHING))),
        ("qaly_value", " / ".join(euro(value, words.lang) for value in qaly_values(result))),
        ("horizon", horizon_text(words, result)),
        ("perspective", words.named("perspective", settings.get("perspective", NOTHING))),
        ("draws", f"{exact_text(draws(result), words.lang)} ({seed})"),
        ("ses", words.local(settings.get("ses"), NOTHING)),
        ("pack", _pack_text(words, result)),
    ]
    health = part(settings, "discounting").get("rates_health")
    if health not in (None, part(settings, "discounting").get("rates")):
        found.insert(2, ("discount.health", rates_text(words, health)))
    return [(words(f"settings.{key}"), value) for key, value in found]


def _pack_text(words: Words, result: Result) -> str:
    pack = part(result, "pack")
    title = words.local(pack.get("title"))
    return ", ".join(text for text in (words.local(pack.get("id")), title) if text) or NOTHING


def discount_text(words: Words, result: Result) -> str:
    """Write the discount rates with the name of their rule and its note."""
    discounting = part(result, "settings", "discounting")
    name, note = (words.local(discounting.get(key)) for key in ("name", "note"))
    rates = rates_text(words, discounting.get("rates"))
    return f"{rates}{f' ({name})' if name else ''}{f'. {note}' if note else ''}"


def rates_text(words: Words, rates: object) -> str:
    """Write the discount rates, as "2,8 % per jaar tot en met jaar 35, daarna 1,8 %"."""
    steps = [step for step in rates if _is_step(step)] if isinstance(rates, Sequence) else []
    if not steps:
        return NOTHING
    texts = []
    for number, (until, rate) in enumerate(steps):
        shown = f"{exact_text(rate * 100, words.lang)}{' %' if words.lang == 'nl' else '%'}"
        if until is not None:
            texts.append(words("settings.rate.until", rate=shown, year=until))
        else:
            texts.append(words("settings.rate.after" if number else "settings.rate.only", rate=shown))
    return ", ".join(texts)


def _is_step(step: object) -> bool:
    return isinstance(step, Sequence) and len(step) == 2 and isinstance(step[1], int | float)


def horizon_text(words: Words, result: Result) -> str:
    """Write how many years count: those of the measures, and those of their consequences."""
    settings = part(result, "settings")
    years, first = whole(settings.get("years"), 0), settings.get("first_year", NOTHING)
    horizon = max((horizon_years(result, scenario) for _, scenario in scenarios(result)), default=years)
    if horizon == years:
        return words("settings.horizon.short", years=years, first=first)
    return words("settings.horizon.value", years=years, first=first, horizon=horizon)


def reference_tables(words: Words, result: Result) -> list[Table]:
    """Population, deaths and life expectancies of the reference, and the calibration report."""
    reference = part(result, "reference")
    year = part(result, "pack").get("base_year", "")
    people = _people_table(words, reference, year)
    expectancies = [
        _expectancy_table(words, part(reference, key), words(caption, year=year))
        for key, caption in (
            ("life_expectancy", "reference.caption"),
            ("healthy_life_expectancy", "reference.healthy"),
        )
    ]
    return [table for table in (people, *expectancies, _calibration_table(words, reference)) if table]


def _people_table(words: Words, reference: Mapping[str, object], year: object) -> Table | None:
    found = [(words("population"), reference.get("population"))]
    found += [
        (words("deaths", sex=words(sex)), part(reference, "deaths").get(sex)) for sex in ("male", "female")
    ]
    body = tuple(
        (words_cell(name), Cell(_whole_number(value, words.lang)))
        for name, value in found
        if Estimate.read(value) is not None
    )
    caption = words("reference.people", year=year)
    return Table(caption, (words("quantity"), words("number")), body) if body else None


def _whole_number(value: object, lang: str) -> str:
    """Write a count of people in thousands at most: model totals stand next to official ones."""
    estimate = Estimate.read(value)
    return NOTHING if estimate is None else exact_text(round(estimate.mean), lang, digits=5)


def _expectancy_table(words: Words, values: Mapping[str, object], caption: str) -> Table | None:
    groups = ("all", *SES_GROUPS)
    body = tuple(
        (
            words_cell(sentence(words.named("ses", group))),
            *(_years_cell(part(values, sex).get(group), words.lang) for sex in ("male", "female")),
        )
        for group in groups
        if any(group in part(values, sex) for sex in ("male", "female"))
    )
    head = (words("ses.group"), sentence(words("male")), sentence(words("female")))
    return Table(caption, head, body) if body else None


def _years_cell(value: object, lang: str) -> Cell:
    estimate = Estimate.read(value)
    if estimate is None:
        return Cell(NOTHING)
    if estimate.limits is not None:
        return estimate_cell(value, lang)
    return Cell(grouped(rounded(estimate.mean, -YEAR_DECIMALS), YEAR_DECIMALS, lang))


def _calibration_table(words: Words, reference: Mapping[str, object]) -> Table | None:
    body = tuple(
        (
            words_cell(words.local(row.get("what"), NOTHING)),
            words_cell(words.local(row.get("where"), NOTHING)),
            Cell(exact_text(row.get("size"), words.lang, digits=3)),
        )
        for row in rows(reference, "calibration")
    )
    head = tuple(words(f"calibration.{key}") for key in ("what", "where", "size"))
    return Table(words("calibration"), head, body) if body else None


def inputs_table(words: Words, result: Result) -> Table | None:
    """Every input with value, interval, unit, grade and source."""
    body = tuple(
        (
            words_cell(words.local(row.get("name"), NOTHING)),
            Cell(exact_text(row.get("value"), words.lang, digits=4) or NOTHING),
            Cell(_interval(row, words.lang)),
            words_cell(words.local(row.get("unit"), NOTHING)),
            words_cell(row.get("grade") or NOTHING if row.get("grade") != "R" else grade(words, "R")),
            words_cell(words.local(row.get("source"), words("not_given"))),
        )
        for row in rows(result, "inputs")
    )
    keys = ("name", "value", "interval")
    head = (
        *(words(f"inputs.{key}") for key in keys),
        words("unit"),
        words("inputs.grade"),
        words("evidence.source"),
    )
    return Table(words("inputs.caption"), head, body, words("inputs.grades")) if body else None


def _interval(row: Mapping[str, object], lang: str) -> str:
    low, high = (exact_text(row.get(key), lang, digits=4) for key in ("low", "high"))
    join = " tot " if lang == "nl" else " to "
    return f"{low}{join}{high}" if low and high else NOTHING
