"""The sentences of a programme that is followed: what stands out, why, and what is beside the figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import PurePath
from typing import Any, NamedTuple

from hiap.reports.blocks import Table
from hiap.reports.follow_beside import beside_sentences, beside_tables, ceiling_sentences
from hiap.reports.follow_evaluations import evaluation_sentences, evaluations_table
from hiap.reports.follow_tables import (
    Found,
    Names,
    commitments_table,
    gaps_table,
    goals_table,
    others_table,
    shown_goals,
    talks_table,
)
from hiap.reports.numbers import Estimate, estimate_text, exact_text, percent_text
from hiap.reports.text import Words

GROUPED = ("no_path", "no_value", "too_small", "swing_unknown", "imprecise")
MOST_NAMES = 8

Maker = Callable[[Words, Found, Names], list[Table]]
Teller = Callable[[Words, Found, Names], Iterator[str]]


class Section(NamedTuple):
    """A part of the report: its tables, the sentences below them, and its name."""

    tables: list[Table]
    sentences: list[str]
    name: str


def follow_sections(words: Words, found: Found) -> list[Section]:
    """The report in parts: the summary first, then goals, gap, commitments, stories; only what is there."""
    names = Names(words, found)
    sections = []
    for name, (makers, tellers) in PARTS.items():
        tables = [table for make in makers for table in make(words, found, names) if table.rows]
        sentences = [line for tell in tellers for line in tell(words, found, names)]
        sections.append(Section(tables, sentences, name))
    return [section for section in sections if section.tables or section.sentences]


def title(words: Words, found: Found) -> str:
    """The title, and above all else that figures are invented, or where they come from."""
    plan = found["plan"]
    lines = [words("follow.title", title=words.local(plan["title"]))]
    if words.has(f"follow.{plan['figures']}"):
        lines.append(words(f"follow.{plan['figures']}"))
    return "\n".join(lines)


def _summary(words: Words, found: Found, names: Names) -> Iterator[str]:
    data, summary = found["data"], found["summary"]
    if data["file"]:
        yield words(
            "follow.data", values=data["values"], file=PurePath(data["file"]).name, hidden=data["hidden"]
        )
    else:
        yield words("follow.no_data", values=data["values"])
    if not summary["goals"]:
        yield words("follow.no_goals")
        return
    yield words("follow.summary", judged=summary["judged"], goals=summary["goals"], **summary["by_status"])
    if summary["on_path_share"] is not None:
        yield words("follow.on_schedule", share=percent_text(summary["on_path_share"], words.lang))
    yield words(
        "follow.alarms",
        share=percent_text(found["conventions"]["false_alarm"], words.lang),
        goals=summary["goals"],
        count=exact_text(summary["false_alarms_at_most"], words.lang, 2),
    )
    changed = [row for row in found["goals"] if row["changed"]]
    if changed:
        told = [
            words(
                "follow.changed.one",
                name=names.goal(row),
                before=words.named("follow.status", row["before"])[2:],
            )
            for row in changed
        ]
        yield words("follow.changed", names=_listed(told))


def _listed(told: Sequence[str]) -> str:
    more = len(told) - MOST_NAMES
    return "; ".join([*told[:MOST_NAMES], *([f"+{more}"] if more > 0 else [])])


def _reasons(words: Words, found: Found, names: Names) -> Iterator[str]:
    """Why each goal has its status: one line for what needs attention, one for each reason of the rest."""
    goals = shown_goals(found)
    for row in goals:
        if row["status"] in ("off_path", "behind"):
            yield _attention(words, row, names)
    early = [row for row in goals if row["why"] == "before_judged"]
    for (year, because), same in groupby(early, lambda row: (row["judge_from"], row["judge_because"])):
        named = _listed([names.goal(row) for row in same])
        said = _sentence(words, because)
        yield words("follow.why.before_judged", year=year, names=named, because=said)
    for why in GROUPED:
        told = [names.goal(row) for row in goals if row["why"] == why]
        if told:
            yield words.named("follow.why", why).format(names=_listed(told))
    more = len(found["goals"]) - len(goals)
    if more:
        yield words("follow.more", count=more)


def _attention(words: Words, row: Found, names: Names) -> str:
    if row["why"] == "not_better":
        return words("follow.why.not_better", name=names.goal(row))
    size = "" if row["shortfall"] is None else exact_text(row["shortfall"], words.lang, 2)
    said = {"name": names.goal(row), "shortfall": names.amount(row, size), "year": row["year"]}
    if row["status"] == "off_path":
        return words("follow.why.off_path", **said)
    return words("follow.why.behind", **said)


def _promises(words: Words, found: Found, names: Names) -> Iterator[str]:
    for promise in found["promises"]:
        if promise["beside"]:
            continue
        values = [
            words(
                "follow.promise.value",
                year=one["year"],
                value=estimate_text(Estimate(one["value"], one["low"], one["high"]), words.lang),
            )
            for one in promise["expected"]
        ]
        if promise["run"]:
            values.append(words("follow.promise.run", run=promise["run"]))
        yield words("follow.promise", name=names.goal(promise), values="; ".join(values))


def _commitments(words: Words, found: Found, names: Names) -> Iterator[str]:
    items = found["commitments"]["items"]
    if not items:
        return
    by_theme = []
    for theme in dict.fromkeys(row["theme"] for row in items):
        mine = [row for row in items if row["theme"] == theme]
        done = sum(row["status"] == "done" for row in mine)
        by_theme.append(words("follow.themes.one", theme=names.theme(theme), done=done, count=len(mine)))
    yield words("follow.themes", themes="; ".join(by_theme))
    for row in items:
        yield from _commitment(words, row)
    left = [words.local(row["title"]) for row in items if row["next_cabinet"]]
    if left:
        yield words("follow.next_cabinet", names="; ".join(left))


def _commitment(words: Words, row: Found) -> Iterator[str]:
    last, title = row["states"][-1], words.local(row["title"])
    why, now = _sentence(words, last["why"]), _sentence(words, last["now"])
    if row["late_days"]:
        yield words("follow.late", title=title, owner=row["owner"], why=why, now=now).strip()
    elif row["status"] == "stopped":
        yield words("follow.stopped", title=title, owner=row["owner"], why=why)
    elif row["status"] == "done":
        proof = last["proof"]
        yield words("follow.done", title=title, proof=words.local(proof["what"]), where=proof["where"])
    for money in row["money_ends_early"]:
        said = {"payer": money["payer"], "year": money["last_year"], "until": money["needed_until"]}
        yield words("follow.money.early", title=title, **said)


def _sentence(words: Words, text: Any) -> str:
    said = words.local(text)
    return said if not said or said.endswith((".", "!", "?")) else f"{said}."


def _stories(words: Words, found: Found, _: Names) -> Iterator[str]:
    work = found["stories"]
    if not work:
        return
    said = {"told": work["told"], "consent": work["with_consent"], "published": work["published"]}
    yield words("follow.stories", **said)
    missing = [str(step["step"]) for step in work["steps"] if step["day"] is None]
    named = [f"{step} ({words.named('follow.step', step)})" for step in missing]
    taken = len(work["steps"]) - len(missing)
    yield (
        words("follow.steps", taken=taken, missing=", ".join(named)) if missing else words("follow.steps.all")
    )
    for story in work["stories"]:
        if story["withheld"] is None:
            yield words(
                "follow.story",
                title=words.local(story["title"]),
                teller=words.local(story["teller"]),
                told=_sentence(words, story["told"]),
                why=_sentence(words, story["why_it_matters"]),
            )
    yield from _rounds(words, work)


def _rounds(words: Words, work: Found) -> Iterator[str]:
    titles = {
        story["id"]: f"‘{words.local(story['title'])}’"
        if story["withheld"] is None
        else words.named("follow.withheld", story["withheld"])
        for story in work["stories"]
    }
    domains = {one["id"]: words.local(one["title"]) for one in work["domains"]}
    for one in work["rounds"]:
        yield words(
            "follow.round", level=one["level"], domain=domains[one["domain"]], by=words.local(one["by"])
        )
        for choice in one["chosen"]:
            reason = _sentence(words, choice["reason"])
            yield f"- {words('follow.chosen', name=titles[choice['story']], reason=reason)}"
        for choice in one["rejected"]:
            reason = _sentence(words, choice["reason"])
            yield f"- {words('follow.rejected', name=titles[choice['story']], reason=reason)}"


def _last(words: Words, found: Found, _: Names) -> Iterator[str]:
    accounts = found["plan"]["accounts"]
    if accounts:
        yield words("follow.accounts", **accounts)
    for note in found["plan"]["notes"]:
        yield words("follow.note", note=words.local(note))
    if not found["sources"]:
        return
    sources = [f"{one['authors']} ({one['year']}) {one['title']}" for one in found["sources"].values()]
    yield words("follow.sources", sources="; ".join(sources))


def _alone(make: Callable[[Words, Found, Names], Table | None]) -> Maker:
    """A maker of one table, or none, as one of several."""

    def made(words: Words, found: Found, names: Names) -> list[Table]:
        table = make(words, found, names)
        return [table] if table else []

    return made


PARTS: dict[str, tuple[tuple[Maker, ...], tuple[Teller, ...]]] = {
    "summary": ((), (_summary,)),
    "goals": ((_alone(goals_table),), (_reasons,)),
    "gap": ((_alone(gaps_table),), ()),
    "others": ((_alone(others_table),), ()),
    "promises": ((beside_tables,), (_promises, beside_sentences)),
    "evaluations": ((_alone(evaluations_table),), (evaluation_sentences, ceiling_sentences)),
    "commitments": ((_alone(commitments_table),), (_commitments,)),
    "stories": ((), (_stories,)),
    "talks": ((_alone(talks_table),), (_last,)),
}
"""What each part shows and tells, in this order."""
