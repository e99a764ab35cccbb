"""The tables of a programme that is followed: goals and their path, gap, commitments, talks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hiap.reports.blocks import NOTHING, Cell, Table, euro, words_cell
from hiap.reports.numbers import TO, Estimate, date_text, exact_text, interval_text, mean_text, percent_text
from hiap.reports.text import Words

Found = Mapping[str, Any]
Row = dict[str, object]
MOST_GOALS = 30
FAR_YEARS = 30
DIGITS = 4
EVERYBODY = "all"
WORST_FIRST = ("off_path", "behind", "on_path", "too_few", "too_early")
LEVELS = ("95", "99_8")


class Names:
    """The titles of indicators, places, groups and themes of a plan, in one language."""

    def __init__(self, words: Words, found: Found) -> None:
        self.words = words
        self.indicators = {one["id"]: one for one in found["indicators"]}
        self.places = {one["id"]: one["title"] for one in found["plan"]["places"]}
        self.groups = {one["id"]: words.local(one["title"]) for one in found["plan"]["groups"]}
        self.themes = {one["id"]: words.local(one["title"]) for one in found["plan"]["themes"]}

    def goal(self, row: Found) -> str:
        """What a goal is about: the indicator, the place, and the group unless it is everybody."""
        group = "" if row["group"] == EVERYBODY else f", {self.groups[row['group']]}"
        title = self.words.local(self.indicators[row["indicator"]]["title"])
        return f"{title}: {self.places[row['place']]}{group}"

    def unit(self, row: Found) -> str:
        """The unit of a difference."""
        unit = self.unit_of_level(row)
        return self.words("follow.points") if unit == "%" else unit

    def amount(self, row: Found, number: str) -> str:
        """A difference with its unit."""
        return with_unit(self.words, self.unit(row), number)

    def unit_of_level(self, row: Found) -> str:
        """The unit of the indicator itself."""
        return self.words.local(self.indicators[row["indicator"]]["unit"])

    def level(self, row: Found, value: float | None) -> str:
        """A level as the plan has it, with the unit of the indicator; a dash where there is none."""
        if value is None:
            return NOTHING
        return with_unit(self.words, self.unit_of_level(row), exact_text(value, self.words.lang, DIGITS - 1))

    def theme(self, name: str) -> str:
        return self.themes.get(name) or self.words.named("follow.theme", name)


def shown_goals(found: Found) -> list[Found]:
    """The goals of a page, in the order of the plan; where there are too many, what needs attention."""
    goals: list[Found] = list(found["goals"])
    if len(goals) <= MOST_GOALS:
        return goals
    return sorted(goals, key=lambda row: WORST_FIRST.index(row["status"]))[:MOST_GOALS]


def goals_table(words: Words, found: Found, names: Names) -> Table:
    body = []
    for row in shown_goals(found):
        body.append(
            (
                words_cell(names.goal(row)),
                _measured(words, found, row),
                words_cell(names.level(row, row["promised"])),
                words_cell(_aim(words, row, names)),
                words_cell(words.named("follow.status", row["status"])),
            )
        )
    head = tuple(words(f"follow.head.{key}") for key in ("goal", "measured", "promised", "aim", "status"))
    return Table(words("follow.goals"), head, tuple(body), words("follow.goals.note"))


def _measured(words: Words, found: Found, row: Found) -> Cell:
    """The last value with its interval, its unit and its year."""
    if row["value"] is None:
        return words_cell(words("follow.hidden") if row["why"] == "too_small" else NOTHING)
    indicator = next(one for one in found["indicators"] if one["id"] == row["indicator"])
    estimate = _estimate(found, indicator, row, row["year"])
    text = words("follow.in_year", value=value_text(words, indicator, estimate), year=row["year"])
    interval = interval_text(estimate, words.lang)
    return Cell(text, f"({interval})" if interval else "", number=False)


def _estimate(found: Found, indicator: Found, row: Found, year: int) -> Estimate:
    place = found["years"].index(year)
    series = next(
        one for one in indicator["series"] if (one["place"], one["group"]) == (row["place"], row["group"])
    )
    return Estimate(series["value"][place], series["low_95"][place], series["high_95"][place])


def value_text(words: Words, indicator: Found, estimate: Estimate) -> str:
    """A value with its unit, rounded to what its interval supports; as given where it has none."""
    if estimate.limits is None:
        number = exact_text(estimate.mean, words.lang, DIGITS)
    else:
        number = mean_text(estimate, words.lang)
    return with_unit(words, words.local(indicator["unit"]), number)


def with_unit(words: Words, unit: str, number: str) -> str:
    """A number with its unit: a percent sign after it, a euro sign before it, anything else after a space.

    >>> with_unit(Words("en"), "%", "54"), with_unit(Words("nl"), "% per jaar", "54")
    ('54%', '54 % per jaar')
    >>> with_unit(Words("nl"), "€ per verzekerde", "2.801"), with_unit(Words("en"), "€", "-160")
    ('€\xa02.801 per verzekerde', '-€160')
    """
    space = "" if words.lang == "en" else "\N{NO-BREAK SPACE}"
    if unit.startswith("€"):
        size = number.removeprefix("-")
        sign = number[: len(number) - len(size)]
        return f"{sign}€{space}{size}{unit.removeprefix('€')}"
    return f"{number}{unit}" if unit == "%" and words.lang == "en" else f"{number} {unit}"


def _aim(words: Words, row: Found, names: Names) -> str:
    if row["gap_closed_percent"] is not None:
        share = percent_text(row["gap_closed_percent"] / 100, words.lang)
        return words("follow.aim.gap", share=share, year=row["target_year"])
    if row["only_better"]:
        return words("follow.aim.better", year=row["baseline_year"])
    if row["aim"] is None and row["change_percent"] is not None:
        share = percent_text(abs(row["change_percent"]) / 100, words.lang)
        where = "lower" if row["change_percent"] < 0 else "higher"
        said = {"share": share, "base": row["baseline_year"], "year": row["target_year"]}
        return words(f"follow.aim.{where}", **said)
    return words("follow.aim.value", value=names.level(row, row["aim"]), year=row["target_year"])


def gaps_table(words: Words, found: Found, names: Names) -> Table | None:
    goals = [row for row in shown_goals(found) if row["gap"] is not None and row["value"] is not None]
    goals = [row for row in goals if _has_gap(row) or against_text(words, found, row) != NOTHING]
    if not goals:
        return None
    reference = names.places[found["plan"]["reference"]]
    body = tuple(
        (
            words_cell(names.goal(row)),
            words_cell(against_text(words, found, row)),
            _share(words, row["gap"]["moving"]),
            _share(words, row["gap"]["fixed"]),
            _closes(words, row),
        )
        for row in goals
    )
    head = (
        words("follow.head.goal"),
        words("follow.head.against", reference=reference),
        words("follow.head.moving"),
        words("follow.head.fixed.start"),
        words("follow.head.closes"),
    )
    note = words("follow.gaps.note", reference=reference)
    return Table(words("follow.gaps", reference=reference), head, body, note)


def _has_gap(row: Found) -> bool:
    return row["gap"]["moving"]["share"] is not None or row["gap"]["fixed"]["share"] is not None


def against_text(words: Words, found: Found, row: Found) -> str:
    """Better or worse than the reference of that year, apart from the status of the goal."""
    indicator = next(one for one in found["indicators"] if one["id"] == row["indicator"])
    series = next(
        one for one in indicator["series"] if (one["place"], one["group"]) == (row["place"], row["group"])
    )
    place = found["years"].index(row["year"])
    near, far = (series[f"against_reference_{level}"][place] for level in LEVELS)
    word = words.named("follow.against", near or "none")
    return words("follow.against.far", word=word) if far in ("better", "worse") else word


def _share(words: Words, closed: Found) -> Cell:
    if closed["share"] is None:
        return words_cell(NOTHING)
    limits = (closed["low"], closed["high"])
    text = percent_text(closed["share"], words.lang)
    if None in limits:
        return words_cell(text)
    low, high = (str(round(100 * limit)) for limit in limits)
    return Cell(text, f"({low} {TO[words.lang]} {high})", number=False)


def _closes(words: Words, row: Found) -> Cell:
    closes = row["gap"]["closes"]
    if row["gap"]["moving"]["share"] is None:
        return words_cell(NOTHING)
    if closes["why"] != "found":
        return words_cell(words.named("follow.closes", closes["why"]))
    last = row["year"] + FAR_YEARS
    if closes["year"] > last:
        return words_cell(words("follow.closes.far", year=last))
    low, high = round(closes["low"]), round(closes["high"])
    end = words("follow.closes.far", year=last) if high > last else str(high)
    return Cell(str(round(closes["year"])), f"({low} – {end})", number=False)


def others_table(words: Words, found: Found, names: Names) -> Table | None:
    """The last value of every series of an indicator without a goal."""
    aimed = {row["indicator"] for row in found["goals"]}
    body = []
    for indicator in found["indicators"]:
        if indicator["id"] in aimed:
            continue
        for series in indicator["series"]:
            seen = [place for place, value in enumerate(series["value"]) if value is not None]
            row = {"indicator": indicator["id"], "place": series["place"], "group": series["group"]}
            if not seen:
                body.append((words_cell(names.goal(row)), words_cell(words("follow.hidden"))))
                continue
            year = found["years"][seen[-1]]
            body.append((words_cell(names.goal(row)), _last(words, found, indicator, row, year)))
    head = (words("follow.head.indicator"), words("follow.head.measured"))
    return Table(words("follow.others"), head, tuple(body[:MOST_GOALS]))


def _last(words: Words, found: Found, indicator: Found, row: Found, year: int) -> Cell:
    estimate = _estimate(found, indicator, row, year)
    text = words("follow.in_year", value=value_text(words, indicator, estimate), year=year)
    interval = interval_text(estimate, words.lang)
    return Cell(text, f"({interval})" if interval else "", number=False)


def commitments_table(words: Words, found: Found, _: Names) -> Table:
    body = []
    for row in found["commitments"]["items"]:
        kind = f"{words.named('follow.kind', row['kind'])}, {words.named('follow.level', row['level'])}"
        late = row["late_days"]
        state = words.named("follow.state", "late" if late else row["status"])
        body.append(
            (
                Cell(words.local(row["title"]), f"({kind})", number=False),
                words_cell(row["owner"]),
                words_cell(date_text(row["due"], words.lang) if row["due"] else words("follow.no_due")),
                Cell(state, f"({words('follow.days', days=late)})" if late else "", number=False),
                words_cell("; ".join(_money(words, one) for one in row["money"]) or words("follow.no_money")),
            )
        )
    head = tuple(words(f"follow.head.{key}") for key in ("what", "owner", "due", "status", "money"))
    return Table(
        words("follow.commitments", on=date_text(found["commitments"]["reported_on"], words.lang)),
        head,
        tuple(body),
    )


def _money(words: Words, money: Found) -> str:
    amount = euro(money["eur_per_year"], words.lang)
    if money["kind"] == "structural":
        return words("follow.money.structural", amount=amount)
    return words("follow.money.temporary", amount=amount, year=money["last_year"])


def talks_table(words: Words, found: Found, names: Names) -> Table | None:
    """Themes by talk: every mark as it was given."""
    talks = [talk for talk in found["place_talks"] if talk["marks"]]
    themes = list(dict.fromkeys(theme for talk in talks for theme in talk["marks"]))
    head = [words("follow.head.theme")]
    for talk in talks:
        said = {
            "on": date_text(talk["day"], words.lang),
            "people": talk["people"],
            "who": words.local(talk["who"]),
        }
        head.append(words("follow.talk", place=names.places[talk["place"]], **said))
    body = tuple(
        (words_cell(theme), *(Cell(str(talk["marks"].get(theme, NOTHING))) for talk in talks))
        for theme in themes
    )
    return Table(words("follow.talks"), tuple(head), body, words("follow.talks.note"))


def follow_rows(found: Found) -> list[Row]:
    """One row per value for programs, with the status of every target on it; exact figures."""
    said = _statuses(found)
    rows = []
    for indicator in found["indicators"]:
        for series in indicator["series"]:
            place, group = series["place"], series["group"]
            for at, year in enumerate(found["years"]):
                if series["value"][at] is None and series["hidden_because"][at] is None:
                    continue
                row: Row = {"plan": found["plan"]["id"], "figures": found["plan"]["figures"]}
                row |= {"indicator": indicator["id"], "place": place, "group": group, "year": year}
                for key in ("value", "low_95", "high_95", "low_99_8", "high_99_8", "hidden_because"):
                    row[key] = series[key][at]
                row |= {
                    f"against_reference_{level}": series[f"against_reference_{level}"][at] for level in LEVELS
                }
                target, history, path = said.get((indicator["id"], place, group), ("", [], []))
                row["target"] = target or None
                row["promised"] = path[at] if at < len(path) else None
                row["status"] = history[at] if at < len(history) else None
                rows.append(row)
    return rows


def _statuses(found: Found) -> dict[tuple[str, str, str], tuple[str, list[str], list[float | None]]]:
    """The first target of each series, with its statuses and path by year."""
    said: dict[tuple[str, str, str], tuple[str, list[str], list[float | None]]] = {}
    for row in found["goals"]:
        key = (row["indicator"], row["place"], row["group"])
        said.setdefault(key, (row["target"], row["history"], row["path"]))
    return said
