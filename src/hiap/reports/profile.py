"""The evidence profile of a gain in words: a small table in the dossier, and one line in the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import Cell, Table, scenario_title, words_cell
from hiap.reports.numbers import percent_text
from hiap.reports.result import Result, part, scenarios
from hiap.reports.text import Words

Scenario = Mapping[str, object]
GROUPS = {"by_certainty": "certainty", "by_floor": "floor", "by_grade": "profile.grade"}


def profile_table(words: Words, scenario: Scenario) -> Table | None:
    """Part of the gain by each label apart; classes without any gain are left out."""
    found = part(scenario, "evidence", "profile")
    body = [
        (words_cell(words(f"profile.{group}")), words_cell(name), Cell(percent_text(share, words.lang)))
        for group in GROUPS
        for name, share in _shares(words, found, group).items()
    ]
    beyond = _number(found.get("beyond_evidence"))
    if not body:
        return None
    if beyond:
        leap = (words_cell(words("profile.leap")), words_cell(""), Cell(percent_text(beyond, words.lang)))
        body.append(leap)
    counts = "; ".join(
        f"{words(f'profile.grade.{grade}')} {count}"
        for grade, count in part(found, "numbers_by_grade").items()
        if count
    )
    note = f"{words.local(found.get('rule'))} {words('profile.numbers', counts=counts) if counts else ''}"
    head = tuple(words(f"profile.{key}") for key in ("judgement", "class", "share"))
    return Table(words("profile.caption"), head, tuple(body), note.strip())


def certainty_line(words: Words, result: Result) -> str:
    """Say in one line how certain each gain is; empty where there is none."""
    told = []
    for name, scenario in scenarios(result):
        found = part(scenario, "evidence", "profile")
        shares = _shares(words, found, "by_certainty")
        parts = [f"{label} {percent_text(share, words.lang)}" for label, share in shares.items()]
        beyond = _number(found.get("beyond_evidence"))
        if beyond:
            parts.append(words("run.certainty.leap", share=percent_text(beyond, words.lang)))
        if parts:
            told.append(f"{scenario_title(words, name, scenario)}: {', '.join(parts)}")
    return words("run.certainty", shares="; ".join(told)) if told else ""


def certainty_text(words: Words, scenario: Scenario) -> str:
    """Say of one gain how certain its evidence is, the largest part first; empty where there is none."""
    found = part(scenario, "evidence", "profile")
    shares = sorted(_shares(words, found, "by_certainty").items(), key=lambda pair: -pair[1])
    told = [words("profile.one", name=name, share=percent_text(share, words.lang)) for name, share in shares]
    if len(told) > 1:
        return words("profile.some", parts=", ".join(told))
    return words("profile.all", name=shares[0][0]) if told else ""


def _shares(words: Words, found: Mapping[str, object], group: str) -> dict[str, float]:
    """The classes with any gain, in words."""
    shares = part(found, group)
    return {words.named(GROUPS[group], name): _number(share) for name, share in shares.items() if share}


def _number(value: object) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
