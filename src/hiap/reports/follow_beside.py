"""What was promised beside what was measured, in words: surprise, size by now, worth of measuring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hiap.reports.blocks import NOTHING, Cell, Table, words_cell
from hiap.reports.follow_tables import Found, Names
from hiap.reports.numbers import (
    Estimate,
    interval_text,
    level_text,
    mean_text,
    odds_text,
    percent_text,
    rounded,
)
from hiap.reports.text import Words

SURE = 0.05
"""A chance below it counts as a surprise, as in method 14.1."""


def beside_tables(words: Words, found: Found, names: Names) -> list[Table]:
    """For every promise that can be laid beside a series: promised, without, measured and chance by year."""
    return [
        beside_table(words, found, promise, names)
        for promise in found["promises"]
        if promise["beside"] and any(value is not None for value in promise["beside"]["promised"])
    ]


def beside_table(words: Words, found: Found, promise: Found, names: Names) -> Table:
    """What was promised of one indicator, what would have been without, and what was measured, by year."""
    beside = promise["beside"]
    body = []
    for at, year in enumerate(beside["years"]):
        chance = beside["chance"][at]
        body.append(
            (
                words_cell(str(year)),
                _level(words, beside, "promised", at),
                _plain(words, beside["without"][at]),
                _level(words, beside, "measured", at),
                Cell(NOTHING if chance is None else odds_text(chance, words.lang)),
            )
        )
    keys = ("year", "promised.run", "without", "measured", "chance")
    note = words("follow.beside.note", without=_without(words, found, promise, names))
    caption = words("follow.beside", name=names.goal(promise), unit=names.unit_of_level(promise))
    return Table(caption, tuple(words(f"follow.head.{key}") for key in keys), tuple(body), note)


def _without(words: Words, found: Found, promise: Found, names: Names) -> str:
    reference = names.places.get(found["plan"]["reference"] or "", "")
    return words(f"follow.without.{promise['without']}", year=promise["base_year"], reference=reference)


def _level(words: Words, beside: Found, key: str, at: int) -> Cell:
    value = beside[key][at]
    if value is None:
        return Cell(NOTHING)
    estimate = Estimate(value, beside[f"{key}_low"][at], beside[f"{key}_high"][at])
    if estimate.limits is None:
        return Cell(level_text(value, words.lang))
    interval = interval_text(estimate, words.lang)
    return Cell(mean_text(estimate, words.lang), f"({interval})" if interval else "")


def _plain(words: Words, value: float | None) -> Cell:
    return Cell(NOTHING if value is None else level_text(value, words.lang))


def beside_sentences(words: Words, found: Found, names: Names) -> Iterator[str]:
    """What the series says of each promise, how sure that is, and what is taken for granted."""
    for promise in found["promises"]:
        beside = promise["beside"]
        if not beside:
            continue
        name = names.goal(promise)
        if beside["why"] != "found":
            yield words(f"follow.beside.{beside['why']}", name=name, year=promise["base_year"])
            continue
        yield _surprise(words, beside["surprise"], name)
        yield _share(words, beside)
        if beside["worth"]:
            yield from _worth(words, beside)
        ceiling = words("follow.ceiling", ceiling=words.local(found["designs"]["ceiling"]))
        yield f"{certainty_sentence(words, beside)} {ceiling}"
        yield from assumption_lines(words, beside["assumptions"])


def _surprise(words: Words, surprise: Found, name: str) -> str:
    said = {key: odds_text(surprise[key], words.lang) for key in ("series", "effect")}
    if surprise["conflict"]:
        return words("follow.surprise.conflict", name=name, effect=said["effect"])
    key = "shape" if surprise["series"] < SURE else "no"
    return words(f"follow.surprise.{key}", name=name, **said)


def _share(words: Words, beside: Found) -> str:
    lang, shares, chances = words.lang, beside["share"], beside["chances"]
    together = shares["together"]
    ends = {end: str(rounded(100.0 * together[end], 0)) for end in ("low", "high")}
    return words(
        "follow.share",
        together=percent_text(together["value"], lang),
        low=ends["low"],
        high=f"{ends['high']} %" if lang == "nl" else f"{ends['high']}%",
        alone=percent_text(shares["series_alone"]["value"], lang),
        half=odds_text(chances["at_least_half"], lang),
        all=odds_text(chances["all"], lang),
        nothing=odds_text(chances["nothing"], lang),
    )


def _worth(words: Words, beside: Found) -> Iterator[str]:
    worth, lang = beside["worth"], words.lang
    going = worth["at_none_eur"] + worth["whole_promise_eur"] * beside["share"]["together"]["value"]
    yield words(
        "follow.worth",
        year=worth["year"],
        money=_euro(worth["measuring_eur"], lang),
        most=_euro(worth["at_most_eur"], lang),
        chance=odds_text(worth["chance_of_another_choice"], lang),
        going=_euro(going, lang),
    )
    if worth["by"] == "run":
        yield words("follow.worth.run")


def _euro(value: float, lang: str) -> str:
    """An amount in two digits; whole euros at least."""
    return mean_text(Estimate(float(round(value))), lang, money=True)


def certainty_sentence(words: Words, told: Mapping[str, Any]) -> str:
    """The highest certainty that the design can reach after its tests."""
    large = f" {words('follow.certainty.large')}" if told.get("steps_up") else ""
    return words("follow.certainty", level=words(f"certainty.{told['certainty']}")) + large


def ceiling_sentences(words: Words, found: Found, _: Names) -> Iterator[str]:
    """What no design without lots can go beyond."""
    if any(one["certainty"] for one in found["evaluations"]):
        yield words("follow.ceiling", ceiling=words.local(found["designs"]["ceiling"]))


def assumption_lines(words: Words, assumptions: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Every assumption with what its test gave, by word and shape."""
    yield f"{words('follow.assumed')}:"
    for one in assumptions:
        says, how = (words.local(one[key]).rstrip(".") for key in ("says", "how"))
        if one["test"] is None:
            key = "none"
        else:
            key = {True: "passed", False: "failed", None: "untested"}[one["passed"]]
        yield f"- {words(f'follow.assumed.{key}', says=says, how=how)}"
