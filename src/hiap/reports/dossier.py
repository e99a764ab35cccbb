"""The dossier of a result as a document, in the order of the RIVM framework; no layout, no file format."""

from __future__ import annotations

from hiap.reports import appendix, blocks, charts, sentences
from hiap.reports.charts_people import pyramid_chart
from hiap.reports.document import (
    Block,
    Contents,
    Document,
    Facts,
    Figure,
    Item,
    Listed,
    Run,
    Section,
    bullets,
    given,
    text,
)
from hiap.reports.equity_detail import detail_section
from hiap.reports.footnotes import footnotes_table
from hiap.reports.measure_section import Measure, measure_section, notes_text
from hiap.reports.repeating import repeating_section
from hiap.reports.result import PACKAGE, Result, draws, part, rows, scenarios, years_shown
from hiap.reports.sure import sure
from hiap.reports.text import Words
from hiap.reports.variants import variants_tables

DEATHS_POSTPONED = "deaths-postponed"
TOLD_ALREADY = {"reference", "no-draws", "discount-secondary", DEATHS_POSTPONED}


def dossier(result: Result, lang: str = "nl") -> Document:
    """Write the dossier of a result as a document.

    Parameters
    ----------
    result : the result of an appraisal (schema hiap-result/1); optional parts may be absent.
    lang : "nl" or "en".

    Returns
    -------
    What stands in the dossier, in words and in order; `page`, `pdf` and `word` lay it out.
    """
    words = Words(lang)
    measures = tuple(measure_section(words, result, *scenario) for scenario in scenarios(result))
    after = given(*measures, _variants(words, result), _overlap(words, result), _appendix(words, result))
    found = [section for section in after if isinstance(section, Section)]
    sections = (
        _short(words, result),
        _read_first(words, result),
        _summary(words, result, found),
        *found,
    )
    title = sentences.question(words, result, sentences.package_titles(words, result))
    closing = (_made_by(words, result), words("page.files"))
    return Document(lang, title, words("page.kicker"), sections, closing)


def summary_note(words: Words, result: Result) -> str:
    """Say what amounts and counts are; the reader needs it at the first table."""
    price_year = part(result, "pack").get("price_year", blocks.NOTHING)
    return words("summary.note", price_year=price_year, years=years_shown(result))


def deaths_note(words: Words, result: Result) -> str:
    """Say why deaths averted may be about 0, as the result says it; it stands beside the number."""
    told = [note for note in rows(result, "notes") if note.get("code") == DEATHS_POSTPONED]
    return " ".join(notes_text(words, told))


def _short(words: Words, result: Result) -> Section:
    """The answer for each measure in a line, and what such a line leaves out."""
    items = tuple(
        Item(Measure(words, result, name, scenario).answer, apart=name == PACKAGE)
        for name, scenario in scenarios(result)
    )
    return Section(words("page.short"), 2, given(Listed(items, "answers"), sure(words, result)), "short")


def _read_first(words: Words, result: Result) -> Section:
    """What the reader must know before any number, how much rests on assumptions, and the settings."""
    count = draws(result)
    notes = [note for note in rows(result, "notes") if note.get("code") not in TOLD_ALREADY]
    lines = (
        words("first.reference"),
        words("first.draws", draws=count) if count else words("first.no_draws"),
        f"{words('first.signs')} {words('first.no_score')}",
        *notes_text(words, notes),
    )
    settings = Facts(tuple(appendix.settings_rows(words, result)))
    inside = given(
        bullets(lines), _unverified(words, result), Section(words("settings.title"), 3, (settings,))
    )
    return Section(words("first.title"), 2, inside, "first", "first")


def _unverified(words: Words, result: Result) -> Block:
    """Which part of each gain rests on unverified assumptions."""
    items = []
    for name, scenario in scenarios(result):
        share = sentences.unverified_share(words, scenario)
        if share:
            title = blocks.scenario_title(words, name, scenario)
            count = sentences.assumptions(words, scenario)
            items.append(Item((Run(f"{title}: "), Run(share, strong=True), Run(f" ({count})"))))
    if not items:
        gain = any(blocks.changes_health(scenario) for _, scenario in scenarios(result))
        return text(words("first.unverified.unknown" if gain else "first.unverified.none"))
    inside = (Listed(tuple(items)), text(words("first.unverified.meaning")))
    return Section(words("first.unverified"), 3, inside)


def _summary(words: Words, result: Result, after: list[Section]) -> Section:
    """The main figures of all measures, and where to find the rest."""
    deaths = deaths_note(words, result)
    overview = charts.overview_chart(words, result)
    inside = given(
        blocks.health_summary(words, result),
        text(deaths, "note") if deaths else None,
        blocks.money_summary(words, result),
        text(f"{summary_note(words, result)} {words('summary.no_interval')}", "note"),
        Figure(overview) if overview else None,
        Contents(
            words("page.contents"), "contents", tuple((section.anchor, section.title) for section in after)
        ),
    )
    return Section(words("summary.title"), 2, inside, "summary")


def _variants(words: Words, result: Result) -> Section | None:
    tables = variants_tables(words, result)
    inside = given(text(words("variants.note")), tables)
    return Section(words("variants.title"), 2, inside, "variants") if tables else None


def _overlap(words: Words, result: Result) -> Section | None:
    table = blocks.overlap_table(words, result)
    inside = given(text(words("overlap.text")), table)
    return Section(words("overlap"), 2, inside, "overlap") if table else None


def _appendix(words: Words, result: Result) -> Section:
    """The reference, the distribution, every assumption and input, sources, and how to compute it again."""
    inputs = appendix.inputs_tables(words, result)
    sources = appendix.sources_table(words, result)
    grades = text(words("inputs.grades"), "note")
    assumed = footnotes_table(words, result)
    people = pyramid_chart(words, result)
    reference = given(appendix.reference_tables(words, result), Figure(people) if people else None)
    inside = given(
        Section(words("reference"), 3, reference) if reference else None,
        detail_section(words, result),
        Section(words("footnotes"), 3, (assumed,)) if assumed else None,
        Section(words("inputs"), 3, (*inputs, grades)) if inputs else None,
        Section(words("sources.pack"), 3, (sources,)) if sources else None,
        repeating_section(words, result),
    )
    return Section(words("appendix"), 2, inside, "appendix")


def _made_by(words: Words, result: Result) -> str:
    return words(
        "page.made_by",
        version=result.get("hiap_version", blocks.NOTHING),
        engine=result.get("engine", blocks.NOTHING),
        pack=words.local(part(result, "pack").get("id"), blocks.NOTHING),
        schema=result.get("schema", blocks.NOTHING),
    )
