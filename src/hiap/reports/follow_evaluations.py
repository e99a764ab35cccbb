"""Evaluations on the series of a plan, in words: what changed, placebo tests, what is taken for granted."""

from __future__ import annotations

from collections.abc import Iterator

from hiap.reports.blocks import NOTHING, Cell, Table, words_cell
from hiap.reports.follow_beside import assumption_lines, certainty_sentence
from hiap.reports.follow_tables import Found, Names
from hiap.reports.numbers import Estimate, exact_text, interval_text, mean_text, odds_text, percent_text
from hiap.reports.text import Words

STEP_BEFORE = "since_"
LEAST_WEIGHT = 0.01
MOST_NAMES = 8


def evaluations_table(words: Words, found: Found, names: Names) -> Table | None:
    """One row per evaluation: what began where, the design, the change, its chance, the most certainty."""
    body = tuple(_row(words, one, names) for one in found["evaluations"])
    keys = ("began", "design", "change", "chance", "certainty")
    head = tuple(words(f"follow.head.{key}") for key in keys)
    note = words("follow.evaluations.note")
    return Table(words("follow.evaluations"), head, body, note) if body else None


def _row(words: Words, one: Found, names: Names) -> tuple[Cell, ...]:
    began = Cell(words.local(one["what"]), f"({_began(words, one, names)})", number=False)
    design = words_cell(words.local(one["title"]))
    effect = one["effect"]
    if effect is None:
        return (began, design, words_cell(words("follow.status.too_few")), *(words_cell(NOTHING),) * 2)
    estimate = Estimate(effect["value"], effect["low"], effect["high"])
    interval = interval_text(estimate, words.lang)
    change = f"{_signed(words, estimate)} {_unit(words, one, names)}"
    return (
        began,
        design,
        Cell(change, f"({interval})" if interval else "", number=False),
        words_cell(NOTHING if effect["chance"] is None else odds_text(effect["chance"], words.lang)),
        words_cell(words(f"certainty.{one['certainty']}")),
    )


def _began(words: Words, one: Found, names: Names) -> str:
    years = sorted({begin["year"] for begin in one["begins"]})
    said = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
    if len(one["begins"]) > 1:
        return words("follow.began.several", count=len(one["begins"]), year=said)
    return words("follow.began", where=names.places[one["begins"][0]["place"]], year=said)


def _unit(words: Words, one: Found, names: Names) -> str:
    return words("follow.ratio") if one["scale"] == "ratio" else names.unit(one)


def _signed(words: Words, estimate: Estimate) -> str:
    return _with_sign(mean_text(estimate, words.lang))


def _with_sign(text: str) -> str:
    """A number with its sign; nothing has none.

    >>> _with_sign("0,3"), _with_sign("0,0"), _with_sign("-2")
    ('+0,3', '0,0', '-2')
    """
    return text if text.startswith("-") or not text.strip("0.,") else f"+{text}"


def evaluation_sentences(words: Words, found: Found, names: Names) -> Iterator[str]:
    """What lies behind each row: points, other changes, placebo tests, assumptions, certainty."""
    for one in found["evaluations"]:
        yield from unanswered(words, one, names)
        if one["why"] == "found":
            yield f"{evaluation_name(words, one, names)}:"
            yield from evaluation_lines(words, one, names)


def unanswered(words: Words, one: Found, names: Names) -> Iterator[str]:
    """Why an evaluation gave no number, if it gave none."""
    name = evaluation_name(words, one, names)
    if one["why"] == "gaps":
        yield words("follow.evaluation.gaps", name=name, years=", ".join(map(str, one["missing"])))
    elif one["why"] == "too_few":
        few = one["few"]
        what = words(f"follow.few.{few['what'].replace(' ', '_')}")
        said = {"name": name, "found": few["found"], "needed": few["needed"]}
        yield words("follow.evaluation.too_few", what=what, **said)


def evaluation_lines(words: Words, one: Found, names: Names) -> Iterator[str]:
    """What lies behind one evaluation that gave a number."""
    yield _points(words, one, names)
    yield from _also(words, one, names)
    yield words("follow.placebo")
    yield from PLACEBOS[one["design"]](words, one, names)
    yield certainty_sentence(words, one)
    yield from assumption_lines(words, one["assumptions"])


def evaluation_name(words: Words, one: Found, names: Names) -> str:
    """What began, by which design, and the indicator."""
    title = words.local(names.indicators[one["indicator"]]["title"])
    design = words.local(one["title"])
    return words("follow.evaluation", what=words.local(one["what"]), design=design, indicator=title)


def _points(words: Words, one: Found, names: Names) -> str:
    start = min(begin["year"] for begin in one["begins"])
    before = sum(year < start for year in one["points"])
    said = {"first": one["points"][0], "last": one["points"][-1], "before": before}
    said["after"] = len(one["points"]) - before
    if not one["against"]:
        return words("follow.evaluation.points.alone", **said)
    against = ", ".join(names.places[place] for place in one["against"])
    if len(one["against"]) > MOST_NAMES:
        against = words("follow.evaluation.others", count=len(one["against"]))
    return words("follow.evaluation.points", against=against, **said)


def _also(words: Words, one: Found, names: Names) -> Iterator[str]:
    for key, change in one["also"].items():
        if not key.startswith(STEP_BEFORE):
            name = words(f"follow.also.{key}")
            yield words(
                "follow.evaluation.also",
                name=name,
                change=_change(words, one, names, change),
                chance=odds_text(change["chance"], words.lang),
            )
    if one["weights"]:
        held = {place: weight for place, weight in one["weights"].items() if weight >= LEAST_WEIGHT}
        told = [
            f"{names.places[place]} ({percent_text(weight, words.lang)})"
            for place, weight in sorted(held.items(), key=lambda item: -item[1])
        ]
        yield words("follow.mixture", places=", ".join(told))


def _change(words: Words, one: Found, names: Names, change: Found) -> str:
    estimate = Estimate(change["value"], change["low"], change["high"])
    interval = interval_text(estimate, words.lang)
    text = f"{_signed(words, estimate)} {_unit(words, one, names)}"
    return f"{text} ({interval})" if interval else text


def _plain(words: Words, one: Found, names: Names, value: float) -> str:
    return f"{_with_sign(exact_text(value, words.lang, 2))} {_unit(words, one, names)}"


def _interrupted(words: Words, one: Found, names: Names) -> Iterator[str]:
    placebo = one["placebo"]
    if placebo["dates"]:
        dates = placebo["dates"]
        yield words("follow.placebo.dates", count=len(dates["years"]), alarms=dates["alarms"])
    else:
        few = placebo["dates_few"]
        yield words("follow.placebo.dates_few", found=few["found"], needed=few["needed"])
    if placebo["control"]:
        yield words(
            "follow.placebo.control",
            place=names.places[one["against"][0]],
            change=_change(words, one, names, placebo["control"]),
            chance=odds_text(placebo["control"]["chance"], words.lang),
        )


def _differences(words: Words, one: Found, names: Names) -> Iterator[str]:
    placebo = one["placebo"]
    if placebo["trends"]:
        trends = placebo["trends"]
        chance = trends["chance"] if trends["joint"] is None else trends["joint"]
        yield words(
            "follow.placebo.trends",
            change=_change(words, one, names, trends),
            chance=odds_text(chance, words.lang),
            hidden=_plain(words, one, names, trends["hidden"]).removeprefix("+"),
        )
    if placebo["handed_out"] is not None:
        yield words(
            "follow.placebo.handed_out",
            ways=exact_text(placebo["ways"], words.lang),
            chance=odds_text(placebo["handed_out"], words.lang),
        )


def _synthetic(words: Words, one: Found, names: Names) -> Iterator[str]:
    placebo = one["placebo"]
    yield words(
        "follow.placebo.places",
        places=placebo["places"],
        place=names.places[one["begins"][0]["place"]],
        rank=placebo["rank"],
        all=placebo["places"] + 1,
        alike=percent_text(max(placebo["alike"], 0.0), words.lang),
    )
    if placebo["earlier"]:
        earlier = placebo["earlier"]
        change = _plain(words, one, names, earlier["average"])
        yield words("follow.placebo.earlier", year=earlier["year"], change=change)
    if placebo["without_one"]:
        values = sorted(placebo["without_one"].values())
        low, high = (_plain(words, one, names, values[end]) for end in (0, -1))
        yield words("follow.placebo.without_one", low=low, high=high)


PLACEBOS = {
    "interrupted-time-series": _interrupted,
    "difference-in-differences": _differences,
    "synthetic-control": _synthetic,
}
