"""The section of one measure: description, costs and benefits, other considerations, as RIVM orders them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hiap.reports import blocks, charts, equity, evidence, forest, money, sentences, uncertainty
from hiap.reports.blocks import Table
from hiap.reports.charts import Chart
from hiap.reports.charts_evidence import acceptability_chart, tornado_chart
from hiap.reports.charts_money import cumulative_chart, matrix_chart, party_chart
from hiap.reports.charts_path import path_chart
from hiap.reports.charts_people import groups_chart
from hiap.reports.costs import costs_table
from hiap.reports.document import (
    Block,
    Facts,
    Figure,
    Item,
    Listed,
    Notice,
    Paragraph,
    Run,
    Section,
    bullets,
    given,
    text,
)
from hiap.reports.effectiveness import effectiveness_table
from hiap.reports.footnotes import Footnotes
from hiap.reports.mkba import mkba_table
from hiap.reports.numbers import date_text
from hiap.reports.outcomes import outcomes_table
from hiap.reports.profile import profile_table
from hiap.reports.result import PACKAGE, Result, part, party_titles, rows, scenarios, whole
from hiap.reports.staff import staff_table
from hiap.reports.text import Words

Scenario = Mapping[str, object]


@dataclass(frozen=True)
class Measure:
    """One scenario of a result, with the words of the dossier."""

    words: Words
    result: Result
    name: str
    scenario: Scenario

    @property
    def title(self) -> str:
        """The title of the measure, or of the package."""
        return blocks.scenario_title(self.words, self.name, self.scenario)

    @property
    def anchor(self) -> str:
        """Where in the document it stands."""
        return "m-" + re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")

    @property
    def answer(self) -> tuple[Run, ...]:
        """The answer in a line that begins with the title."""
        said = sentences.answer(self.words, self.result, self.scenario)
        return (Run(f"{self.title}:", strong=True), Run(f" {said}"))

    @property
    def description(self) -> Mapping[str, object]:
        """What was written down about it."""
        return part(self.scenario, "description")

    @property
    def drawn(self) -> bool:
        """Whether its figures are drawn: for the package or the only measure; else tables are enough."""
        return self.name == PACKAGE or len(part(self.result, "scenarios")) == 1

    def picture(self, chart: Chart | None, table: Table | None = None) -> Figure | Table | None:
        """A chart where figures are drawn, else the table with the same numbers."""
        return Figure(chart) if chart and self.drawn else table

    def section(self, key: str, *inside: Block | Iterable[Block] | None) -> Section:
        """A heading of the words under a key, one level below its block of the framework."""
        return Section(self.words(key), 4, given(*inside))


def measure_section(words: Words, result: Result, name: str, scenario: Scenario) -> Section:
    """Write the section of one measure or of the package."""
    measure = Measure(words, result, name, scenario)
    notes = _told_notes(measure)
    inside = given(
        Paragraph(measure.answer, "answer"),
        Notice(words("page.notes"), tuple(notes)) if notes else None,
        Section(words("block1"), 3, given(_description(measure), _basis(measure))),
        Section(words("block2"), 3, given(_society(measure), _distribution(measure))),
        Section(words("block3"), 3, (blocks.considerations_table(words, scenario),)),
    )
    return Section(measure.title, 2, inside, measure.anchor, "measure")


def _told_notes(measure: Measure) -> list[str]:
    """The notes of a measure; those of a package begin with the measure that they are about."""
    words, own = measure.words, rows(measure.scenario, "notes")
    if measure.name != PACKAGE:
        return notes_text(words, own)
    apart = [(name, one) for name, one in scenarios(measure.result) if name != PACKAGE]
    named = [
        f"{blocks.scenario_title(words, name, one)}: {line}"
        for name, one in apart
        for line in notes_text(words, rows(one, "notes"))
    ]
    known = [note for _, one in apart for note in rows(one, "notes")]
    return [*named, *notes_text(words, [note for note in own if note not in known])]


def notes_text(words: Words, notes: list[Mapping[str, object]]) -> list[str]:
    """Give each note once, in the language."""
    texts = [words.local({lang: note.get(lang) for lang in ("nl", "en")}) for note in notes]
    return list(dict.fromkeys(line for line in texts if line))


def _description(measure: Measure) -> tuple[Block, ...]:
    """The problem, the measure itself, what must be in it, and what is done already."""
    words, described = measure.words, measure.description
    path = path_chart(words, measure.result, measure.scenario)
    notes = Footnotes(measure.result)
    facts = _facts(measure)
    working = [words.local(line) for line in _listed(described.get("working_elements"))]
    return given(
        measure.section("problem", [text(line) for line in _problem(measure)]),
        measure.section(
            "the_measure",
            text(_summary(measure)),
            Facts(facts) if facts else None,
            costs_table(
                words, measure.result, measure.scenario, lambda cost: notes.of_cost(measure.name, cost)
            ),
            Figure(path) if path else None,
        ),
        measure.section("working", bullets(working)) if working else None,
        measure.section(
            "current", text(words.local(described.get("current_policy"), words("current.absent")))
        ),
    )


def _basis(measure: Measure) -> tuple[Block, ...]:
    """What the effects rest on, what would change the conclusion, the numbers and their sources."""
    words, scenario = measure.words, measure.scenario
    numbers = evidence.numbers_list(words, scenario)
    sources = tuple(_source(words, source) for source in _sources(measure.description))
    return given(
        _evidence(measure),
        _uncertainty(measure),
        measure.section("numbers", Facts(tuple(numbers), "numbers")) if numbers else None,
        measure.section("sources", Listed(sources)) if sources else None,
    )


def _evidence(measure: Measure) -> Section:
    words, scenario = measure.words, measure.scenario
    absent = words("evidence.package" if measure.name == PACKAGE else "evidence.absent")
    unverified = sentences.unverified_text(words, scenario)
    notes = Footnotes(measure.result)
    return measure.section(
        "evidence",
        evidence.evidence_table(words, scenario) or text(absent),
        evidence.chain_tables(words, scenario, lambda link: notes.of_link(measure.name, link)),
        [Figure(chart) for chart in forest.forest_charts(words, scenario)],
        [text(line) for line in evidence.evidence_remarks(words, scenario)],
        profile_table(words, scenario),
        text(unverified) if unverified else None,
        evidence.rests_on_table(words, scenario, lambda row: notes.of_assumption(row.get("input"))),
    )


def _uncertainty(measure: Measure) -> Section | None:
    words, result, scenario = measure.words, measure.result, measure.scenario
    lines = uncertainty.sentences(words, result, scenario)
    if not lines:
        return None
    return measure.section(
        "uncertainty.title",
        [text(line) for line in lines],
        measure.picture(tornado_chart(words, scenario), uncertainty.inputs_table(words, scenario)),
        measure.picture(
            acceptability_chart(words, result, scenario),
            uncertainty.acceptability_table(words, result, scenario),
        ),
    )


def _society(measure: Measure) -> tuple[Block, ...]:
    """Costs and benefits, health, and the budgets."""
    words, result, scenario = measure.words, measure.result, measure.scenario
    mkba = mkba_table(words, result, scenario)
    ratio = effectiveness_table(words, result, scenario)
    budget = blocks.budget_tables(words, result, scenario)
    money_chart = charts.money_chart(words, scenario)
    balance = text(sentences.break_even_text(words, result, scenario))
    return given(
        measure.section("mkba", mkba, balance) if mkba else None,
        measure.section("effectiveness", ratio) if ratio else None,
        _health(measure),
        measure.section("budget", budget or text(words("budget.absent"))),
        measure.section(
            "money", Figure(money_chart), measure.picture(cumulative_chart(words, result, scenario))
        )
        if money_chart
        else None,
    )


def _health(measure: Measure) -> Section:
    words, result, scenario = measure.words, measure.result, measure.scenario
    chart = charts.health_chart(words, scenario)
    tables = (
        blocks.health_table(words, result, scenario),
        blocks.health_terms(words, scenario),
        blocks.cases_table(words, result, scenario),
    )
    return measure.section(
        "health",
        None if blocks.changes_health(scenario) else text(words("health.none")),
        Figure(chart) if chart else None,
        [table for table in tables if table and table.rows],
    )


def _distribution(measure: Measure) -> tuple[Block, ...]:
    """For whom: groups, parties, labour, and what could not be counted."""
    words, result, scenario = measure.words, measure.result, measure.scenario
    parties = blocks.party_table(words, result, scenario)
    gains = measure.picture(party_chart(words, result, scenario))
    moved = measure.picture(
        matrix_chart(words, result, scenario), money.matrix_table(words, result, scenario)
    )
    pocket = [text(line) for line in money.all_pocket_sentences(words, result, scenario)]
    labour = words.local(part(scenario, "labour").get("text"), sentences.labour_text(words, scenario))
    return given(
        _groups(measure),
        measure.section("party.title", parties, gains, moved, pocket) if parties else None,
        blocks.boundary_table(words, result, scenario),
        measure.section(
            "labour",
            staff_table(words, scenario),
            staff_table(words, scenario, "sector"),
            text(labour),
        ),
        measure.section(
            "other_effects",
            outcomes_table(words, scenario),
            blocks.pm_table(words, scenario) or text(words("pm.none")),
        ),
    )


def _groups(measure: Measure) -> Section:
    """The groups in a chart for the package or the only measure, else in a table."""
    words, scenario = measure.words, measure.scenario
    changes = blocks.changes_health(scenario)
    chart = charts.ses_chart(words, scenario) if measure.drawn else None
    table = None if chart or not changes else _ses_table(words, scenario)
    nothing = words("ses.absent") if changes else words("health.none")
    return measure.section(
        "ses",
        Figure(chart, open=True) if chart else table or text(nothing),
        measure.picture(groups_chart(words, scenario)),
        [text(line) for line in equity.sentences(words, scenario)] if changes else None,
        equity.tables(words, scenario) if changes else None,
        text(words("equity.more"), "note") if changes and part(scenario, "equity") else None,
    )


def _ses_table(words: Words, scenario: Scenario) -> Table | None:
    """The groups in a table, under the sentence that would stand above their chart."""
    table = blocks.ses_table(words, scenario)
    return table and replace(table, caption=sentences.ses_title(words, scenario))


def _problem(measure: Measure) -> list[str]:
    """Say what problem the measure is about: as described, else what its effects are on."""
    words = measure.words
    described = words.local(measure.description.get("problem"))
    if described:
        return [described]
    titles = [words.local(effect.get("title")) for effect in rows(measure.description, "effects")]
    effects = ", ".join(dict.fromkeys(title for title in titles if title))
    works_on = [words("problem.given", effects=effects)] if effects else []
    return [*works_on, words("problem.absent")]


def _summary(measure: Measure) -> str:
    words = measure.words
    summary = words.local(measure.description.get("summary"))
    if summary or measure.name != PACKAGE:
        return summary or words("summary.absent")
    return words("package.of", titles="; ".join(sentences.package_titles(words, measure.result)))


def _facts(measure: Measure) -> tuple[tuple[str, str], ...]:
    """Short facts about the measure; facts that are not given are left out."""
    words, described = measure.words, measure.description
    titles = party_titles(measure.result)
    named = ("theme", "domain", "maturity", "obligation", "asks_of_people")
    found = [(key, words.named(key, described[key])) for key in named if described.get(key)]
    if described.get("acts"):
        found.append(("acts", words.party(str(described["acts"]), titles)))
    ministries = [words.party(str(name), titles) for name in _listed(described.get("ministries"))]
    if ministries:
        found.append(("ministries", ", ".join(ministries)))
    found += [(key, words.local(described[key])) for key in ("precaution", "target") if described.get(key)]
    start, end = (whole(measure.scenario.get(key), 0) for key in ("start", "end"))
    if start:
        period = words("period.value", start=start, end=end) if end else words("period.open", start=start)
        found.append(("period", period))
    if described.get("review_by"):
        found.append(("review_by", date_text(str(described["review_by"]), words.lang)))
    return tuple((words(key), value) for key, value in found)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _sources(described: Mapping[str, object]) -> list[object]:
    listed = described.get("sources")
    return list(listed.values()) if isinstance(listed, Mapping) else _listed(listed)


def _source(words: Words, source: object) -> Item:
    """A source with its address and whether it was read; a source is plain text or a mapping."""
    if not isinstance(source, Mapping):
        title, mark, rest = words.local(source).partition("https://")
        return _source_item(title.strip(), blocks.web_address(mark + rest), "")
    who = words.local(source.get("authors"))
    year = f"({source['year']})" if source.get("year") else ""
    title = words.local(source.get("text") or source.get("title") or source.get("source"))
    pieces = (who, year, title, words.local(source.get("publisher")))
    key = "evidence.source_read" if source.get("read") else "evidence.source_unread"
    read = words(key) if "read" in source else ""
    return _source_item(
        " ".join(piece for piece in pieces if piece), blocks.web_address(source.get("url")), read
    )


def _source_item(title: str, url: str, read: str) -> Item:
    return Item((Run(title or url, url=url), *((Run(f" ({read})"),) if read else ())))
