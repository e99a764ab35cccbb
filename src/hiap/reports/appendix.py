"""The appendix of the dossier: the reference, the settings and every input, as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hiap.domain.overlap import Together, together
from hiap.reports.blocks import (
    NOTHING,
    Cell,
    Table,
    estimate_cell,
    euro,
    source_name,
    web_address,
    words_cell,
)
from hiap.reports.evidence import behind, has_source, number_texts
from hiap.reports.footnotes import Footnotes
from hiap.reports.numbers import Estimate, exact_text, grouped, rounded
from hiap.reports.result import (
    Result,
    draws,
    horizon_years,
    overlaps,
    part,
    qaly_values,
    rows,
    scenarios,
    ses_groups,
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
        ("perspective", _perspective(words, settings)),
        ("draws", f"{exact_text(draws(result), words.lang)} ({seed})"),
        ("ses", words.local(settings.get("ses"), NOTHING)),
        ("equity_goal", words.local(settings.get("equity_goal_title"), NOTHING)),
        ("pack", _pack_text(words, result)),
    ]
    found += [("overlap", _set_text(words, result, together(text))) for text in overlaps(result)]
    health = part(settings, "discounting").get("rates_health")
    if health not in (None, part(settings, "discounting").get("rates")):
        found.insert(2, ("discount.health", rates_text(words, health)))
    return [(words(f"settings.{key}"), value) for key, value in found]


def _set_text(words: Words, result: Result, found: Together) -> str:
    """A set of measures that overlap in words, inner sets between brackets."""
    titles = {name: words.local(scenario.get("title"), name) for name, scenario in scenarios(result)}
    parts = [
        f"({_set_text(words, result, one)})" if isinstance(one, Together) else titles.get(one, one)
        for one in found.of
    ]
    return words(f"settings.overlap.{found.rule}", measures=", ".join(parts))


def _perspective(words: Words, settings: Mapping[str, object]) -> str:
    named = words.named("perspective", settings.get("perspective", NOTHING))
    return words.local(settings.get("perspective_title"), named)


def _pack_text(words: Words, result: Result) -> str:
    pack = part(result, "pack")
    title = words.local(pack.get("title"))
    return ", ".join(text for text in (words.local(pack.get("id")), title) if text) or NOTHING


def discount_text(words: Words, result: Result) -> str:
    """Write the discount rates with the name of their rule and its note."""
    discounting = part(result, "settings", "discounting")
    name = words.local(discounting.get("title"), words.local(discounting.get("name")))
    note = words.local(discounting.get("note"))
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
    return [table for table in (people, *expectancies, _calibration_table(words, result)) if table]


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
    groups = ("all", *ses_groups(part(values, "male")))
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


def _calibration_table(words: Words, result: Result) -> Table | None:
    titles = {**part(result, "risk_factors"), **part(result, "diseases")}
    body = tuple(
        (
            words_cell(words.exact("adjustments", words.local(row.get("what"), NOTHING))),
            words_cell(_place(words, words.local(row.get("where"), NOTHING), titles)),
            Cell(exact_text(row.get("size"), words.lang, digits=2)),
            words_cell(_unit_of(words, row)),
        )
        for row in rows(result, "reference", "calibration")
    )
    head = tuple(words(f"calibration.{key}") for key in ("what", "where", "size", "unit"))
    return Table(words("calibration"), head, body) if body else None


def _unit_of(words: Words, row: Mapping[str, object]) -> str:
    """The unit of the size of an adjustment; a dash where it is not known."""
    what = words.local(row.get("what"))
    unit = words.exact("adjustment_units", what)
    return NOTHING if unit == what else unit


def _place(words: Words, where: str, titles: Mapping[str, object]) -> str:
    """Name the place of an adjustment: a disease, a risk factor, or a part of the model."""
    return words.local(titles.get(where), words.exact("places", where))


def inputs_tables(words: Words, result: Result) -> list[Table]:
    """Every input with value, interval, unit, source and what stands behind it, by measure and topic."""
    found: dict[str, list[Mapping[str, object]]] = {}
    notes = Footnotes(result)
    for row in rows(result, "inputs"):
        found.setdefault(str(row.get("group", "")), []).append(row)
    tables = [
        Table(
            _group_title(words, result, group),
            (
                *(words(f"inputs.{key}") for key in ("name", "value", "interval")),
                words("unit"),
                words("inputs.behind"),
                words("evidence.source"),
            ),
            tuple(_input_row(words, result, row, notes) for row in inputs),
        )
        for group, inputs in found.items()
    ]
    return tables


def _group_title(words: Words, result: Result, group: str) -> str:
    kind, _, name = group.partition("/")
    if kind == "measure":
        title = part(result, "scenarios", name).get("title")
        return words("inputs.measure", title=words.local(title, name))
    known = f"inputs.{group}"
    return words(known) if words.has(known) else words("inputs.other")


def _input_row(words: Words, result: Result, row: Mapping[str, object], notes: Footnotes) -> tuple[Cell, ...]:
    value, interval, unit = number_texts(words, row)
    title = words.local(row.get("title"), words.local(row.get("name"), NOTHING))
    return (
        words_cell(sentence(title)),
        Cell(value or NOTHING),
        Cell(interval or NOTHING),
        words_cell(unit),
        words_cell(behind(words, row) + notes.of_input(row.get("name"))),
        words_cell(source_names(words, result, row.get("source"))),
    )


def source_names(words: Words, result: Result, source: object) -> str:
    """Name the source of an input; ids of sources of the pack as producer (year)."""
    known = part(result, "sources")
    names = words.local(source, words("not_given")).split(";")
    if not has_source(words, source):
        return NOTHING
    if any(name in known for name in names):
        return "; ".join(_producer(known, words, name) for name in names)
    return source_name(words, source)


def _producer(known: Mapping[str, object], words: Words, name: str) -> str:
    entry = part(known, name)
    assumed = words.exact("source", name)
    if assumed != name or not entry:
        return assumed
    producer = words.exact("producers", str(entry.get("producer")))
    return f"{producer} ({entry['year']})" if entry.get("year") else producer


def sources_table(words: Words, result: Result) -> Table | None:
    """The sources of the pack behind the inputs, with their address and whether the number was read there."""
    known = part(result, "sources")
    body = tuple(
        (
            words_cell(_producer(known, words, name)),
            words_cell(name),
            _address_cell(part(known, name).get("url")),
            words_cell(words(f"evidence.source_{'read' if part(known, name).get('read') else 'unread'}")),
        )
        for name in known
        if words.exact("source", name) == name
    )
    head = tuple(words(f"sources.{key}") for key in ("producer", "key", "address", "read"))
    return Table(words("sources.pack.caption"), head, body) if body else None


def _address_cell(url: object) -> Cell:
    """Give a link that shows only the site, so that the column stays narrow."""
    address = web_address(url)
    site = address.partition("://")[2].partition("/")[0]
    return Cell(site or NOTHING, number=False, url=address)
