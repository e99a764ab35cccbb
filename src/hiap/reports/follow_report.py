"""The yearly report of a programme as a document: in short, goals, gap, promises, commitments, stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby, islice

from hiap import __version__
from hiap.reports.blocks import NOTHING, Cell, Table, euro, words_cell
from hiap.reports.charts_follow import gap_chart, goal_chart, promise_chart
from hiap.reports.document import (
    Block,
    Contents,
    Document,
    Facts,
    Figure,
    Item,
    Listed,
    Notice,
    Run,
    Section,
    bullets,
    given,
    text,
)
from hiap.reports.follow import Section as Told
from hiap.reports.follow import follow_sections
from hiap.reports.follow_beside import ceiling_sentences
from hiap.reports.follow_evaluations import evaluation_lines, evaluation_name, unanswered
from hiap.reports.follow_tables import WORST_FIRST, Found, Names, shown_goals
from hiap.reports.numbers import date_text, exact_text, level_text
from hiap.reports.text import Words

MOST_CHARTS = 6
FEWEST_YEARS, MOST_YEARS = 2, 8
BULLET = "- "
DONE = "✔"


def follow_document(found: Found, lang: str = "nl") -> Document:
    """Write what became of a programme as a document, for a council, a parliament or residents.

    Parameters
    ----------
    found : what `hiap follow` gives (hiap-followed/1).
    lang : "nl" or "en".

    Returns
    -------
    What stands in the report, in words and in order; `page`, `pdf` and `word` lay it out.
    """
    words, names = Words(lang), Names(Words(lang), found)
    told = {section.name: section for section in follow_sections(words, found)}
    after = [
        Section(words(f"follow.report.{name}"), 2, blocks, name)
        for name, make in PARTS.items()
        if (blocks := make(words, found, names, told.get(name, Told([], [], name))))
    ]
    first = Section(words("follow.report.summary"), 2, _summary(words, found, told, after), "summary")
    made = words("follow.report.made_by", version=__version__, schema=found["schema"])
    on = date_text(found["plan"]["reported_on"], lang)
    kicker = words("follow.report.kicker", year=found["plan"]["reported_on"][:4], on=on)
    return Document(lang, words.local(found["plan"]["title"]), kicker, (first, *after), (made,))


def _summary(
    words: Words, found: Found, told: dict[str, Told], after: Sequence[Section]
) -> tuple[Block, ...]:
    """What the programme wants, where it stands, and where to find the rest."""
    plan, counts = found["plan"], found["summary"]["by_status"]
    warning: Block | None = None
    if plan["figures"] == "invented":
        warning = Notice(words("page.notes"), (words("follow.invented"),))
    elif words.has(f"follow.{plan['figures']}"):
        warning = text(words(f"follow.{plan['figures']}"), "note")
    body = tuple(
        (words_cell(words.named("follow.status", name)), Cell(str(counts[name]))) for name in WORST_FIRST
    )
    head = (words("follow.head.status"), words("follow.report.count"))
    table = Table(words("follow.report.counts"), head, body, words("follow.report.read"))
    links = tuple((section.anchor, section.title) for section in after)
    return given(
        warning,
        text(words.local(plan["summary"]), "answer"),
        bullets(told["summary"].sentences),
        table if found["summary"]["goals"] else None,
        Contents(words("page.contents"), "contents", links),
    )


def _goals(words: Words, found: Found, names: Names, told: Told) -> tuple[Block, ...]:
    charts = (goal_chart(words, found, goal, names) for goal in _worst(found))
    drawn = [Figure(chart) for chart in islice(filter(None, charts), MOST_CHARTS)]
    why = Section(words("follow.report.why"), 3, paragraphs(told.sentences))
    return given(told.tables, why if told.sentences else None, years_tables(words, found, names), drawn)


def _worst(found: Found) -> list[Found]:
    return sorted(found["goals"], key=lambda row: WORST_FIRST.index(row["status"]))


def years_tables(words: Words, found: Found, names: Names) -> list[Table]:
    """For each indicator with goals the values and statuses of its goals, year on year."""
    tables = []
    for indicator in found["indicators"]:
        goals = [goal for goal in shown_goals(found) if goal["indicator"] == indicator["id"]]
        rows = [(goal, _values(indicator, goal)) for goal in goals]
        shown = [(goal, values) for goal, values in rows if any(value is not None for value in values)]
        years = _some([year for at, year in enumerate(found["years"]) if _told_in(shown, at, year)])
        if len(years) < FEWEST_YEARS:
            continue
        body = tuple(
            (
                words_cell(names.goal(goal).partition(": ")[2]),
                *(_year_cell(words, found, goal, values, year) for year in years),
            )
            for goal, values in shown
        )
        caption = words(
            "follow.report.years",
            indicator=words.local(indicator["title"]),
            unit=words.local(indicator["unit"]),
        )
        head = (words("follow.head.place"), *map(str, years))
        tables.append(Table(caption, head, body))
    if tables:
        tables[-1] = replace(tables[-1], note=words("follow.report.years.note"))
    return tables


def _told_in(shown: Sequence[tuple[Found, list[float | None]]], at: int, year: int) -> bool:
    """Whether a goal has a value in a year from its baseline on."""
    return any(values[at] is not None and year >= goal["baseline_year"] for goal, values in shown)


def _values(indicator: Found, goal: Found) -> list[float | None]:
    where = (goal["place"], goal["group"])
    return next((one["value"] for one in indicator["series"] if (one["place"], one["group"]) == where), [])


def _some(years: list[int]) -> list[int]:
    """All years, or of many the first and the last ones."""
    return years if len(years) <= MOST_YEARS else [years[0], *years[1 - MOST_YEARS :]]


def _year_cell(words: Words, found: Found, goal: Found, values: Sequence[float | None], year: int) -> Cell:
    """The value of a year with the sign of the status as it could be said then."""
    at = found["years"].index(year)
    value = values[at]
    if value is None:
        return Cell(NOTHING)
    said = goal["history"][at] if at < len(goal["history"]) else None
    sign = words.named("follow.status", said).partition(" ")[0] if said else ""
    whole = all(known is None or known == round(known) for known in values)
    return Cell(f"{level_text(value, words.lang, whole=whole)} {sign}".strip())


def _gap(words: Words, found: Found, names: Names, told: Told) -> tuple[Block, ...]:
    charts = (gap_chart(words, found, goal, names) for goal in _worst(found))
    drawn = [Figure(chart) for chart in islice(filter(None, charts), MOST_CHARTS // 2)]
    return given(told.tables, drawn)


def _promises(words: Words, found: Found, names: Names, told: Told) -> tuple[Block, ...]:
    """What the series says of each promise, and its picture with its figures; then other tables."""
    charts = [promise_chart(words, found, promise, names) for promise in found["promises"]]
    drawn = [chart for chart in charts if chart]
    rest = [table for table in told.tables if table not in [chart.table for chart in drawn]]
    return given(paragraphs(told.sentences), [Figure(chart, open=True) for chart in drawn], rest)


def _evaluations(words: Words, found: Found, names: Names, told: Told) -> tuple[Block, ...]:
    """The table of all, then a section for each that gave a number, and a line for each that did not."""
    inside = [
        Section(evaluation_name(words, one, names), 3, paragraphs(evaluation_lines(words, one, names)))
        for one in found["evaluations"]
        if one["why"] == "found"
    ]
    without = [line for one in found["evaluations"] for line in unanswered(words, one, names)]
    return given(told.tables, paragraphs(without), inside, paragraphs(ceiling_sentences(words, found, names)))


def _plain(words: Words, found: Found, names: Names, told: Told) -> tuple[Block, ...]:
    return given(told.tables, paragraphs(told.sentences))


def _commitments(words: Words, found: Found, names: Names, told: Told) -> tuple[Block, ...]:
    """What was said, by whom, when, for how much; what is late and why; how it went; the money by year."""
    items = found["commitments"]["items"]
    if not items:
        return ()
    late = [row for row in items if row["late_days"]]
    changed = [words.local(row["title"]) for row in items if row["changed_in_a_year"]]
    lines = [line for line in told.sentences[1:] if not line.startswith(DONE)]
    return given(
        text(told.sentences[0]),
        text(words("follow.report.changed", names="; ".join(changed))) if changed else None,
        told.tables,
        Section(
            words("follow.report.why"),
            3,
            given(
                None if late else text(words("follow.report.late.none")), bullets(lines) if lines else None
            ),
        ),
        _course_table(words, items),
        _money_table(words, found),
    )


def _course_table(words: Words, items: Sequence[Found]) -> Table:
    """Every commitment with its states by date, and its proof or the reason that there is none."""
    body = []
    for row in items:
        last, lang = row["states"][-1], words.lang
        course = "; ".join(
            f"{date_text(state['day'], lang)} {words.named('follow.state', state['status'])}"
            for state in row["states"]
        )
        proof = last["proof"]
        why = (
            f"{words.local(proof['what'])} ({proof['where']})" if proof else words.local(last["why"], NOTHING)
        )
        body.append(
            (
                words_cell(words.local(row["title"])),
                words_cell(course),
                words_cell(why),
                words_cell(words.local(last["now"], NOTHING)),
            )
        )
    head = tuple(words(f"follow.head.{key}") for key in ("what", "history", "why", "now"))
    return Table(words("follow.report.proof"), head, tuple(body))


def _money_table(words: Words, found: Found) -> Table | None:
    """Temporary and structural money; years with the same amounts that follow each other in one row."""
    kinds = ("temporary_eur", "structural_eur")
    years = found["commitments"]["money_by_year"]
    body = []
    for amounts, same in groupby(years, lambda row: tuple(row[kind] for kind in kinds)):
        span = [row["year"] for row in same]
        name = str(span[0]) if len(span) == 1 else f"{span[0]} – {span[-1]}"
        if any(amounts):
            body.append((words_cell(name), *(Cell(euro(amount, words.lang)) for amount in amounts)))
    head = (
        words("follow.head.year"),
        *(words(f"follow.report.money.{kind.removesuffix('_eur')}") for kind in kinds),
    )
    return Table(words("follow.report.money"), head, tuple(body)) if body else None


def _talks(words: Words, found: Found, names: Names, told: Told) -> tuple[Block, ...]:
    return given(told.tables)


def _account(words: Words, found: Found, names: Names, told: Told) -> tuple[Block, ...]:
    """Who answers for what, what the reader must know, how small numbers are hidden, and the sources."""
    plan, rules = found["plan"], found["conventions"]
    accounts = plan["accounts"] or {}
    pairs = (
        (words("follow.report.period"), f"{plan['years'][0]} – {plan['years'][1]}"),
        (words("follow.report.vision"), words.local(plan["vision"])),
        (words("follow.report.organisation"), words.local(plan["organisation"])),
        (words("follow.report.money.account"), accounts.get("financial", "")),
        (words("follow.report.agreed.account"), accounts.get("programme", "")),
        (
            words("follow.report.small"),
            words(
                "follow.report.small.rule",
                events=exact_text(rules["fewest_events"], words.lang),
                people=exact_text(rules["fewest_people"], words.lang),
            ),
        ),
    )
    sources = tuple(_source(one) for one in found["sources"].values())
    return given(
        Facts(tuple(pair for pair in pairs if pair[1])),
        bullets(words.local(note) for note in plan["notes"]) if plan["notes"] else None,
        Section(words("follow.report.sources"), 3, (Listed(sources),)) if sources else None,
    )


def _source(one: Found) -> Item:
    told = f"{one['authors']} ({one['year']}) {one['title']}"
    end = ". ".join(part for part in (one["publisher"], one["where"]) if part)
    runs = (Run(f"{told}{'. ' + end if end else ''}"),)
    return Item((*runs, Run(" "), Run(one["url"], url=one["url"])) if one["url"].startswith("http") else runs)


def paragraphs(lines: Iterable[str]) -> tuple[Block, ...]:
    """Lines as paragraphs, and those that begin with a dash as lists.

    >>> [block.name for block in paragraphs(["a", "- b", "- c", "d"])]
    ['paragraph', 'listed', 'paragraph']
    """
    found: list[Block] = []
    waiting: list[str] = []
    for line in lines:
        if line.startswith(BULLET):
            waiting.append(line.removeprefix(BULLET))
            continue
        if waiting:
            found.append(bullets(waiting))
            waiting = []
        found.append(text(line))
    return (*found, *([bullets(waiting)] if waiting else []))


Part = Callable[[Words, Found, Names, Told], tuple[Block, ...]]
PARTS: dict[str, Part] = {
    "goals": _goals,
    "gap": _gap,
    "others": _plain,
    "promises": _promises,
    "evaluations": _evaluations,
    "commitments": _commitments,
    "stories": _plain,
    "talks": _talks,
    "account": _account,
}
"""What each section holds, in this order."""
