"""Beside the answer on the first page: for whom, how sure, what may change it, what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hiap.reports import sentences
from hiap.reports.blocks import changes_health
from hiap.reports.charts_money import party_title
from hiap.reports.document import Item, Listed, Run, Section, given, text
from hiap.reports.profile import certainty_text
from hiap.reports.result import PACKAGE, Result, draws, part, rows, scenarios
from hiap.reports.text import Words, sentence

Scenario = Mapping[str, object]

MOST = 3
"""Of the numbers that move the balance most, how many are named."""
ASPECTS = ("ethics", "feasibility", "law", "support")
SIGNS = ("+", "-", "?")
NO_LIMIT_OF_KNOWLEDGE = {"structural"}
"""Notes that say how was computed, not what is unknown."""


def sure(words: Words, result: Result) -> Section | None:
    """Say of the package, or of the only measure, what an answer in one line leaves out."""
    found = dict(scenarios(result))
    name = PACKAGE if PACKAGE in found else next(iter(found), "")
    if not found or (name != PACKAGE and len(found) > 1):
        return None
    scenario = found[name]
    told = (
        ("money", party_title(words, result, scenario)),
        ("groups", words.local(part(scenario, "equity", "direction")) if changes_health(scenario) else ""),
        ("certainty", sentence(certainty_text(words, scenario))),
        ("unverified", _unverified(words, scenario)),
        ("change", " ".join(_change(words, result, scenario))),
        ("unknown", " ".join(_unknown(words, result, found, name))),
        ("left_out", " ".join(_left_out(words, scenario))),
        ("pm", _pm(words, scenario)),
    )
    items = tuple(
        Item((Run(f"{words(f'sure.{key}')}: ", strong=True), Run(line))) for key, line in told if line
    )
    of_all = text(words("sure.package")) if name == PACKAGE else None
    return Section(words("sure.title"), 3, given(of_all, Listed(items)))


def _unverified(words: Words, scenario: Scenario) -> str:
    share = sentences.unverified_share(words, scenario)
    return words("sure.share", share=share, count=sentences.assumptions(words, scenario)) if share else ""


def _change(words: Words, result: Result, scenario: Scenario) -> Iterator[str]:
    """The value of a healthy year at which the answer turns, and the numbers that move it most."""
    yield sentences.break_even_text(words, result, scenario)
    inputs = rows(scenario, "uncertainty", "inputs")[:MOST]
    if inputs:
        yield words("sure.inputs", names="; ".join(words.local(row.get("title")) for row in inputs))
    else:
        yield words("uncertainty.inputs.none" if draws(result) else "sure.no_draws")


def _unknown(words: Words, result: Result, found: Mapping[str, Scenario], name: str) -> Iterator[str]:
    """What the measure itself says of its limits."""
    if name == PACKAGE:
        if line := sentences.no_effect_line(words, result):
            yield line
    else:
        notes = [row for row in rows(found[name], "notes") if row.get("code") not in NO_LIMIT_OF_KNOWLEDGE]
        yield from (words.local({lang: row.get(lang) for lang in ("nl", "en")}) for row in notes)


def _left_out(words: Words, scenario: Scenario) -> Iterator[str]:
    """What nobody assessed, and what the model leaves out."""
    filled = part(scenario, "description", "considerations")
    open_questions = [words(key).lower() for key in ASPECTS if not filled.get(key)]
    if open_questions:
        yield words("sure.not_assessed", aspects=", ".join(open_questions))
    if "lost_output_eur" in scenario:
        yield words("labour.missing")


def _pm(words: Words, scenario: Scenario) -> str:
    """The names of what has no amount, by whether it is good, bad or not known."""
    by_sign = {
        sign: [words.local(item.get("title")) for item in rows(scenario, "pm") if item.get("sign") == sign]
        for sign in SIGNS
    }
    told = (words(f"sure.pm.{sign}", names="; ".join(names)) for sign, names in by_sign.items() if names)
    return " ".join(told) or words("pm.none")
