"""The dossier: one HTML file that opens without network or script, in the order of the RIVM framework."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from hiap.reports import (
    appendix,
    blocks,
    charts,
    equity,
    evidence,
    forest,
    money,
    renderer,
    sentences,
    uncertainty,
)
from hiap.reports.effectiveness import effectiveness_table
from hiap.reports.profile import profile_table
from hiap.reports.renderer import Draw
from hiap.reports.result import (
    PACKAGE,
    Result,
    draws,
    part,
    party_titles,
    rows,
    scenarios,
    whole,
    years_shown,
)
from hiap.reports.staff import staff_table
from hiap.reports.text import Words
from hiap.reports.variants import variants_tables

if TYPE_CHECKING:
    from jinja2 import Template

Scenario = Mapping[str, object]

DEATHS_POSTPONED = "deaths-postponed"
TOLD_ALREADY = {"reference", "no-draws", "discount-secondary", DEATHS_POSTPONED}
PICTURE = "\x00"
"""Stands around the number of a picture that is still to be drawn; no text of a result holds it."""
UNIT_SPACE = re.compile(r"(?<=€) (?=\d)|(?<=t/m) (?=\d)|(?<=\d) (?=(?:mln|mld|million|bn|%|jaar|years)\b|%)")


def dossier_html(result: Result, lang: str = "nl", draw: Draw = renderer.draw) -> str:
    """Write the dossier of a result.

    Parameters
    ----------
    result : the result of an appraisal (schema hiap-result/1); optional parts may be absent.
    lang : "nl" or "en".
    draw : what turns specifications of charts into SVG; here, or in a process of its own (`Renderer`).

    Returns
    -------
    One self-contained HTML page: styles and charts inside, no script, nothing loaded from elsewhere.
    """
    words, found = Words(lang), list[charts.Chart]()

    def place(chart: charts.Chart) -> str:
        found.append(chart)
        return f"{PICTURE}{len(found) - 1}{PICTURE}"

    text = _template().render(view=dossier_view(result, words), drawn=place)
    drawn = draw([chart.spec for chart in found], charts.LOCALES[words.lang])
    svgs = [charts.inline(svg, chart.alt) for svg, chart in zip(drawn, found, strict=True)]
    return re.sub(f"{PICTURE}([0-9]+){PICTURE}", lambda found: svgs[int(found[1])], text)


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("hiap.reports")
    loader = FunctionLoader(lambda name: (folder / name).read_text(encoding="utf-8"))
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_unbroken,
    )
    return environment.get_template("dossier.html.j2")


def _unbroken(value: object) -> object:
    """Keep a number together with its mark or unit at the end of a line; ready-made HTML stays as it is."""
    return UNIT_SPACE.sub("\N{NO-BREAK SPACE}", value) if type(value) is str else value


def dossier_view(result: Result, words: Words) -> dict[str, object]:
    """Everything that the template prints, already in words."""
    titles = sentences.package_titles(words, result)
    return {
        "words": words,
        "lang": words.lang,
        "title": sentences.question(words, result, titles),
        "answers": _answers(words, result),
        "first": _read_first(words, result),
        "summary": [blocks.health_summary(words, result), blocks.money_summary(words, result)],
        "summary_note": summary_note(words, result),
        "deaths_note": deaths_note(words, result),
        "overview": charts.overview_chart(words, result),
        "measures": [_measure(words, result, name, scenario) for name, scenario in scenarios(result)],
        "variants": variants_tables(words, result),
        "overlap": blocks.overlap_table(words, result),
        "settings": appendix.settings_rows(words, result),
        "reference": appendix.reference_tables(words, result),
        "inputs": appendix.inputs_tables(words, result),
        "sources": appendix.sources_table(words, result),
        "made_by": _made_by(words, result),
    }


def summary_note(words: Words, result: Result) -> str:
    """Say what amounts and counts are; the reader needs it at the first table."""
    price_year = part(result, "pack").get("price_year", blocks.NOTHING)
    return words("summary.note", price_year=price_year, years=years_shown(result))


def deaths_note(words: Words, result: Result) -> str:
    """Say why deaths averted may be about 0, as the result says it; it stands beside the number."""
    return " ".join(_notes(words, [n for n in rows(result, "notes") if n.get("code") == DEATHS_POSTPONED]))


def _answers(words: Words, result: Result) -> list[tuple[str, str]]:
    return [
        (blocks.scenario_title(words, name, scenario), sentences.answer(words, result, scenario))
        for name, scenario in scenarios(result)
    ]


def _read_first(words: Words, result: Result) -> dict[str, object]:
    count = draws(result)
    shares = [
        (
            blocks.scenario_title(words, name, scenario),
            sentences.unverified_share(words, scenario),
            sentences.assumptions(words, scenario),
        )
        for name, scenario in scenarios(result)
    ]
    return {
        "draws": words("first.draws", draws=count) if count else words("first.no_draws"),
        "unverified": [share for share in shares if share[1]],
        "notes": _notes(
            words, [note for note in rows(result, "notes") if note.get("code") not in TOLD_ALREADY]
        ),
    }


def _notes(words: Words, notes: list[Mapping[str, object]]) -> list[str]:
    texts = [words.local({lang: note.get(lang) for lang in ("nl", "en")}) for note in notes]
    return list(dict.fromkeys(text for text in texts if text))


def _measure(words: Words, result: Result, name: str, scenario: Scenario) -> dict[str, object]:
    description = part(scenario, "description")
    return {
        "anchor": "m-" + re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-"),
        "title": blocks.scenario_title(words, name, scenario),
        "answer": sentences.answer(words, result, scenario),
        "problem": _problem(words, scenario),
        "summary": _summary(words, result, name, scenario),
        "facts": _facts(words, result, scenario),
        "current": words.local(description.get("current_policy"), words("current.absent")),
        "costs": blocks.costs_table(words, result, scenario),
        "working": [words.local(text) for text in _listed(description.get("working_elements"))],
        "evidence": evidence.evidence_table(words, scenario),
        "chains": evidence.chain_tables(words, scenario),
        "forests": forest.forest_charts(words, scenario),
        "remarks": evidence.evidence_remarks(words, scenario),
        "numbers": evidence.numbers_list(words, scenario),
        "evidence_absent": words("evidence.package" if name == "package" else "evidence.absent"),
        "unverified": sentences.unverified_text(words, scenario),
        "rests_on": evidence.rests_on_table(words, scenario),
        "profile": profile_table(words, scenario),
        "uncertain": uncertainty.sentences(words, result, scenario),
        "uncertainty": [
            table
            for table in (
                uncertainty.inputs_table(words, scenario),
                uncertainty.acceptability_table(words, result, scenario),
            )
            if table
        ],
        "sources": _sources(words, description),
        "notes": _notes(words, rows(scenario, "notes")),
        **_costs_and_benefits(words, result, name, scenario),
        "considerations": blocks.considerations_table(words, scenario),
    }


def _costs_and_benefits(words: Words, result: Result, name: str, scenario: Scenario) -> dict[str, object]:
    labour = part(scenario, "labour")
    changes = blocks.changes_health(scenario)
    ses_chart = charts.ses_chart(words, scenario) if _charts_groups(result, name) else None
    ses_table = None if ses_chart or not changes else _ses_table(words, scenario)
    return {
        "mkba": blocks.mkba_table(words, result, scenario),
        "effectiveness": effectiveness_table(words, result, scenario),
        "break_even": sentences.break_even_text(words, result, scenario),
        "health_chart": charts.health_chart(words, scenario),
        "health": [
            table
            for table in (
                blocks.health_table(words, result, scenario),
                blocks.health_terms(words, scenario),
                blocks.cases_table(words, result, scenario),
            )
            if table and table.rows
        ],
        "no_health": "" if changes else words("health.none"),
        "ses_chart": ses_chart,
        "ses": [ses_table] if ses_table and changes else [],
        "equity": equity.tables(words, scenario) if changes else [],
        "for_whom": equity.sentences(words, scenario) if changes else [],
        "budget": blocks.budget_tables(words, result, scenario),
        "parties": blocks.party_table(words, result, scenario),
        "moved": money.matrix_table(words, result, scenario),
        "pocket": money.all_pocket_sentences(words, result, scenario),
        "boundary": blocks.boundary_table(words, result, scenario),
        "money_chart": charts.money_chart(words, scenario),
        "staff": staff_table(words, scenario),
        "labour": words.local(labour.get("text"), sentences.labour_text(words, scenario)),
        "pm": blocks.pm_table(words, scenario),
    }


def _charts_groups(result: Result, name: str) -> bool:
    """Tell whether the groups get a chart: for the package, or the only measure; else the table is enough."""
    return name == PACKAGE or len(part(result, "scenarios")) == 1


def _ses_table(words: Words, scenario: Scenario) -> blocks.Table | None:
    """The groups in a table, under the sentence that would stand above their chart."""
    table = blocks.ses_table(words, scenario)
    return table and replace(table, caption=sentences.ses_title(words, scenario))


def _problem(words: Words, scenario: Scenario) -> list[str]:
    """Say what problem the measure is about: as described, else what its effects are on."""
    description = part(scenario, "description")
    given = words.local(description.get("problem"))
    if given:
        return [given]
    titles = [words.local(effect.get("title")) for effect in rows(description, "effects")]
    effects = ", ".join(dict.fromkeys(title for title in titles if title))
    works_on = [words("problem.given", effects=effects)] if effects else []
    return [*works_on, words("problem.absent")]


def _summary(words: Words, result: Result, name: str, scenario: Scenario) -> str:
    summary = words.local(part(scenario, "description").get("summary"))
    if summary or name != "package":
        return summary or words("summary.absent")
    return words("package.of", titles="; ".join(sentences.package_titles(words, result)))


def _facts(words: Words, result: Result, scenario: Scenario) -> list[tuple[str, str]]:
    """Short facts about the measure; facts that are not given are left out."""
    description = part(scenario, "description")
    named = ("theme", "domain", "maturity", "obligation", "asks_of_people")
    found = [(key, words.named(key, description[key])) for key in named if description.get(key)]
    if description.get("acts"):
        found.append(("acts", words.party(str(description["acts"]), party_titles(result))))
    ministries = [
        words.party(str(name), party_titles(result)) for name in _listed(description.get("ministries"))
    ]
    if ministries:
        found.append(("ministries", ", ".join(ministries)))
    if description.get("precaution"):
        found.append(("precaution", words.local(description["precaution"])))
    if description.get("target"):
        found.append(("target", words.local(description["target"])))
    start, end = whole(scenario.get("start"), 0), whole(scenario.get("end"), 0)
    if start:
        period = words("period.value", start=start, end=end) if end else words("period.open", start=start)
        found.append(("period", period))
    if description.get("review_by"):
        found.append(("review_by", str(description["review_by"])))
    return [(words(key), text) for key, text in found]


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _sources(words: Words, description: Mapping[str, object]) -> list[tuple[str, str, str]]:
    """The sources as (text, address, read or not); a source is plain text or a mapping."""
    listed = description.get("sources")
    if isinstance(listed, Mapping):
        listed = list(listed.values())
    return [_source(words, source) for source in listed] if isinstance(listed, list | tuple) else []


def _source(words: Words, source: object) -> tuple[str, str, str]:
    if not isinstance(source, Mapping):
        text, mark, rest = words.local(source).partition("https://")
        return text.strip(), blocks.web_address(mark + rest), ""
    who = words.local(source.get("authors"))
    year = f"({source['year']})" if source.get("year") else ""
    title = words.local(source.get("text") or source.get("title") or source.get("source"))
    pieces = (who, year, title, words.local(source.get("publisher")))
    key = "evidence.source_read" if source.get("read") else "evidence.source_unread"
    read = words(key) if "read" in source else ""
    return " ".join(piece for piece in pieces if piece), blocks.web_address(source.get("url")), read


def _made_by(words: Words, result: Result) -> str:
    return words(
        "page.made_by",
        version=result.get("hiap_version", blocks.NOTHING),
        engine=result.get("engine", blocks.NOTHING),
        pack=words.local(part(result, "pack").get("id"), blocks.NOTHING),
        schema=result.get("schema", blocks.NOTHING),
    )
