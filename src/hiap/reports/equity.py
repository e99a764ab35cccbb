"""For whom: the gap in marked years, what weighing by equity adds, and the chosen goal (8.7)."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.blocks import DAYS_PER_YEAR, NOTHING, Cell, Table, estimate_cell, words_cell
from hiap.reports.numbers import Estimate, estimate_text, exact_text, mean_text, percent_text
from hiap.reports.result import mean_of, part, rows, ses_groups
from hiap.reports.text import Words

Scenario = Mapping[str, object]
SPANS = ("healthy_life_expectancy", "haly_expectancy")
RETIRED = 65


def sentences(words: Words, scenario: Scenario) -> list[str]:
    """What the measure itself does to the gap, the part of the lowest group, the floor, and the goal."""
    found = part(scenario, "equity")
    floor = " ".join(text for text in (_floor(words, found), _who_is_below(words, found)) if text)
    texts = [words.local(part(found, "direction")), _why_both(words, scenario), _lowest(words, found), floor]
    goal = part(found, "goal")
    if goal:
        name = words.local(goal.get("title"))
        texts.append(words("equity.goal", goal=name, outcome=words.local(goal)))
    return [text for text in texts if text]


def tables(words: Words, scenario: Scenario) -> list[Table]:
    """The gap in marked years, and the equivalents beside the mean; nothing where they were not computed."""
    return [table for table in (gap_table(words, scenario), weighed_table(words, scenario)) if table]


def gap_table(words: Words, scenario: Scenario) -> Table | None:
    """The gap between the highest and the lowest group without the measure, and what it changes, by year."""
    body = tuple(
        (
            words_cell(str(row.get("year", NOTHING))),
            *(cell for span in SPANS for cell in _gap_cells(words, part(row, span, "gap"))),
        )
        for row in rows(scenario, "equity", "expectancy")
    )
    head = (
        words("year"),
        *(words(f"equity.{span}.{key}") for span in SPANS for key in ("gap", "change")),
    )
    return Table(words("equity.gap.caption"), head, body, words("equity.gap.note")) if body else None


def _gap_cells(words: Words, gap: Mapping[str, object]) -> tuple[Cell, Cell]:
    """The gap in years with one decimal, and its change in days."""
    years = mean_of(gap.get("reference"))
    return Cell(exact_text(round(years, 1), words.lang)), _days(words, gap.get("difference"))


def weighed_table(words: Words, scenario: Scenario) -> Table | None:
    """What the measure adds for a person on average, not weighted and weighted, less displaced care."""
    body = tuple(
        (
            words_cell(_weighting(words, row)),
            _days(words, row.get("difference")),
            _days(words, row.get("equity")),
        )
        for row in rows(scenario, "equity", "distribution", "equivalents")
    )
    head = (words("equity.weighed"), words("equity.net_gain"), words("equity.of_equity"))
    limit = exact_text(mean_of(part(scenario, "equity", "distribution").get("threshold_eur")), words.lang)
    note = words("equity.weighed.note", threshold=limit)
    return Table(words("equity.weighed.caption"), head, body, note) if body else None


def _weighting(words: Words, row: Mapping[str, object]) -> str:
    """The kind of weighting, with its aversion where it has one."""
    aversion = mean_of(row.get("aversion"))
    kind = words.named("equity", row.get("kind"))
    return f"{kind} {exact_text(aversion, words.lang)}" if aversion else kind


def _days(words: Words, value: object) -> Cell:
    """A difference in years as days, for it is small."""
    estimate = Estimate.read(value)
    if estimate is None:
        return Cell(NOTHING)
    days = estimate.times(DAYS_PER_YEAR)
    return estimate_cell({"mean": days.mean, "low": days.low, "high": days.high}, words.lang)


def _lowest(words: Words, found: Mapping[str, object]) -> str:
    """The part of the gain that goes to the lowest group, beside its part of the people."""
    lowest = part(found, "gain", "lowest")
    if lowest.get("share_of_gain") is None:
        return ""
    return words(
        "equity.lowest",
        people=percent_text(mean_of(lowest.get("share_of_people")), words.lang),
        gain=percent_text(mean_of(lowest.get("share_of_gain")), words.lang),
    )


def _why_both(words: Words, scenario: Scenario) -> str:
    """Why the gap may grow while the lowest group gains more per 1,000 people; else empty (8.7)."""
    groups = part(scenario, "by_ses")
    gains = [mean_of(part(groups, name).get("per_1000_haly")) for name in ses_groups(groups)]
    if part(scenario, "equity", "direction").get("absolute") != "widens" or not gains:
        return ""
    if gains[0] <= 0.0 or gains[0] <= gains[-1]:
        return ""
    ages = {band: mean_of(v) for band, v in part(scenario, "equity", "gain", "by_age").items()}
    old = sum(v for band, v in ages.items() if first_age(band) >= RETIRED)
    why = "equity.both.old" if old > sum(ages.values()) / 2.0 else "equity.both.health"
    return f"{words('equity.both')} {words(why)}"


def first_age(band: str) -> int:
    """Give the age that a band begins with.

    >>> first_age("65+"), first_age("20-64")
    (65, 20)
    """
    return int(band.rstrip("+").partition("-")[0])


def _floor(words: Words, found: Mapping[str, object]) -> str:
    """How many people are in groups below the floor, and how many the measure lifts over it."""
    floor = part(found, "floor")
    if not floor:
        return ""
    below = part(floor, "people_below").get("reference")
    lifted = Estimate.read(floor.get("people_lifted")) or Estimate(0.0)
    some = bool(lifted.mean or lifted.limits)
    own = floor.get("of_the_pack")
    name = "of_the_model" if own is True else "given" if own is False else "any"
    return words(
        "equity.floor",
        name=words(f"equity.floor.{name}"),
        years=exact_text(floor.get("years"), words.lang),
        year=floor.get("year", NOTHING),
        below=mean_text(Estimate(mean_of(below)), words.lang),
        lifted=words("equity.floor.lifted", lifted=estimate_text(lifted, words.lang))
        if some
        else words("equity.floor.lifted.none"),
    )


def _who_is_below(words: Words, found: Mapping[str, object]) -> str:
    """Which sexes and groups are below the floor, in all draws or in some, and how old the people are."""
    below = [
        (sex, words.named("ses", group), Estimate.read(part(cell, "people_below").get("reference")))
        for sex, groups in part(found, "floor", "by_sex").items()
        for group, cell in part({"groups": groups}, "groups").items()
    ]
    sure = [(sex, group) for sex, group, people in below if people and _in_all_draws(people)]
    perhaps = [
        (sex, group) for sex, group, people in below if people and people.mean and not _in_all_draws(people)
    ]
    texts = [
        words(key, groups=_by_sex(words, groups))
        for key, groups in (("equity.floor.who", sure), ("equity.floor.perhaps", perhaps))
        if groups
    ]
    return " ".join([*texts, *_ages_below(words, found)])


def _in_all_draws(people: Estimate) -> bool:
    """Whether a group is below in every draw; without draws there is one answer."""
    return people.mean > 0.0 and people.chance_positive in (None, 1.0)


def _by_sex(words: Words, below: list[tuple[str, str]]) -> str:
    """Groups after each other, each sex once."""
    told = [
        words(
            "equity.floor.group",
            sex=words(f"equity.floor.{sex}"),
            groups=words.listed(group for other, group in below if other == sex),
        )
        for sex in dict.fromkeys(sex for sex, _ in below)
    ]
    return "; ".join(told)


def _ages_below(words: Words, found: Mapping[str, object]) -> list[str]:
    """Which part of the people below the floor is young, and which is old; nothing where ages do not say."""
    ages = {band: mean_of(part(v).get("reference")) for band, v in part(found, "floor", "by_age").items()}
    total = sum(ages.values())
    young = [people for band, people in ages.items() if band.partition("-")[2] == "19"]
    old = [people for band, people in ages.items() if first_age(band) >= RETIRED]
    if not young or not old or not total:
        return []
    shares = (percent_text(sum(some) / total, words.lang) for some in (young, old))
    return [words("equity.floor.ages", **dict(zip(("young", "old"), shares, strict=True)))]


def floor_table(words: Words, scenario: Scenario) -> Table | None:
    """Who is below the floor without the measure, and what changes: by sex and group, then by age."""
    floor = part(scenario, "equity", "floor")
    cells = [
        (
            f"{words(f'chart.pyramid.{sex}')}, {words.named('ses', group)}",
            part({"cell": cell}, "cell"),
            part({"cell": cell}, "cell", "people_below"),
        )
        for sex, groups in part(floor, "by_sex").items()
        for group, cell in part({"groups": groups}, "groups").items()
    ]
    none: Scenario = {}
    ages = [(words("equity.age", band=band), none, part(v)) for band, v in part(floor, "by_age").items()]
    body = tuple(
        (
            words_cell(title),
            Cell(exact_text(round(mean_of(cell["reference"]), 1), words.lang) if cell else NOTHING),
            *(estimate_cell(people.get(key), words.lang) for key in ("reference", "difference")),
        )
        for title, cell, people in [*cells, *ages]
        if mean_of(people.get("reference")) or mean_of(people.get("with_measure"))
    )
    keys = ("equity.people", "equity.floor.level", "equity.floor.people", "equity.net_gain")
    years = exact_text(floor.get("years"), words.lang)
    caption = words("equity.floor.caption", year=floor.get("year", NOTHING), years=years)
    head = tuple(words(key) for key in keys)
    return Table(caption, head, body, words("equity.floor.note")) if body else None
