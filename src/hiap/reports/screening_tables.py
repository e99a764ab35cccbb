"""The tables of a screening: what is touched, what that leads to, the elements of a health effect report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hiap.reports.blocks import NOTHING, Cell, Table, words_cell
from hiap.reports.numbers import Estimate, exact_text, mean_text
from hiap.reports.screening import MOST_YEARS, Screened
from hiap.reports.text import Words

Row = dict[str, object]
MOST_CHAINS = 4
CONTENT = ("place", "decides", "residents", "monitoring")
OF_POLICY = ("below_legal_norm", "precaution")
SEVERAL = ("alternatives", "recommendations")


def screening_tables(words: Words, screened: Screened) -> list[Table]:
    """The causal map in two tables, and the scores of a site."""
    tables = [_changes(words, screened), _map(words, screened)] if screened["changes"] else []
    site = screened["site"]
    return tables + ([_scores(words, site)] if site and site["aspects"] else [])


def _changes(words: Words, screened: Screened) -> Table:
    """What is touched: the way with how sure below it, the size with its class below it."""
    body = []
    for row in screened["changes"]:
        size, time = row["size"], row["time"]
        haly = size["haly_40_years"]
        shown = (
            mean_text(Estimate(haly["value"]), words.lang)
            if haly
            else words.named("screen.why", size["status"])
        )
        certainty = _certainty(words, row["certainty_to_disease"] if row["certainty"] else None)
        body.append(
            (
                words_cell(words.local(row["title"])),
                Cell(words.named("screen.way", row["direction"]), f"({certainty})"),
                Cell(shown, f"({words.named('screen.class', size['class'])})" if size["class"] else ""),
                Cell(words.named("screen.gap.short", row["gap"])),
                Cell(_years(time["first_year"], time["last_year"])),
            )
        )
    keys = ("determinant", "direction", "size", "gap", "from")
    return Table(words("screen.changes"), tuple(words(f"screen.head.{key}") for key in keys), tuple(body))


def _map(words: Words, screened: Screened) -> Table:
    """What each change leads to: the surest chains, with all that they pass, and how sure they are."""
    body: list[tuple[Cell, ...]] = []
    for row in screened["changes"]:
        start = words.local(row["title"])
        for chain in row["leads_to"][:MOST_CHAINS]:
            passed = " > ".join([start, *(words.local(step["title"]) for step in chain["steps"])])
            body.append(
                (
                    words_cell(passed),
                    Cell(words.named("screen.way", chain["direction"])),
                    Cell(_certainty(words, chain["certainty"])),
                    Cell(_years(*(chain["years"] or (None, None)))),
                )
            )
        more = len(row["leads_to"]) - MOST_CHAINS
        if more > 0:
            last = words_cell(f"{start} > {words('screen.more', count=more)}")
            body.append((last, *[words_cell("")] * 3))
    keys = ("leads", "direction", "certainty", "from")
    return Table(words("screen.map"), tuple(words(f"screen.head.{key}") for key in keys), tuple(body))


def _certainty(words: Words, certainty: str | None) -> str:
    return words.named("screen.short", certainty or "none")


def _years(first: int | None, last: int | None) -> str:
    """First and last year; beyond the years of the table it is no use to be exact."""
    if first is None or last is None:
        return NOTHING
    return (
        f"{min(first, MOST_YEARS)}-{last}"
        if last <= MOST_YEARS
        else f"{min(first, MOST_YEARS)}-{MOST_YEARS}+"
    )


def screening_sentences(words: Words, screened: Screened) -> list[str]:
    """What was looked at and is not touched, and the elements of a health effect report: one line each."""
    lines = [
        f"- {words.local(item['title'])}: {words.local(item['why'])}"
        for item in screened["policy"]["not_touched"]
    ]
    lines = [words("screen.not_touched"), *lines] if lines else []
    site = screened["site"]
    if not site:
        return lines
    in_eia = words("screen.site.in_eia" if site["in_eia"] else "screen.site.not_in_eia")
    lines += [words("screen.site", place=words.local(site["place"])), in_eia]
    for element in site["elements"]:
        content = _element(words, screened, element["id"]) or words("screen.site.missing")
        lines.append(f"- {words.named('screen.site', element['id'])}: {content}")
    return lines


def _element(words: Words, screened: Screened, name: str) -> str:
    site, policy = screened["site"], screened["policy"]
    if name == "place" and site["people"]:
        count = exact_text(site["people"]["value"], words.lang)
        return words("screen.site.people", place=words.local(site["place"]), count=count)
    if name in CONTENT:
        return words.local(site[name])
    if name in OF_POLICY:
        return words.local(policy[name])
    if name in SEVERAL:
        return "; ".join(words.local(item) for item in site[name])
    if name == "stage":
        return words.named("screen.site.stage", site["stage"])
    if name == "ggd_advice":
        return words.named("screen.site.ggd", site["ggd_advice"])
    if name == "groups":
        groups = [group for row in screened["changes"] for group in row["who"]["also"]]
        return ", ".join(words.named("screen.group", group) for group in dict.fromkeys(groups))
    return (
        words("screen.site.stacking", count=site["above_limit"], limit=site["limit"])
        if site["aspects"]
        else ""
    )


def _scores(words: Words, site: Mapping[str, Any]) -> Table:
    def score(value: object) -> Cell:
        return Cell(NOTHING if value is None else str(value))

    body = tuple(
        (words_cell(words.local(aspect["aspect"])), score(aspect["now"]), score(aspect["after"]))
        for aspect in site["aspects"]
    )
    head = tuple(words(f"screen.site.{key}") for key in ("aspect", "now", "after"))
    marks = "; ".join(f"{theme} {mark}" for theme, mark in site["place_marks"].items())
    note = words("screen.site.marks", marks=marks) if marks else ""
    return Table(words("screen.site.scores"), head, body, note)


def screening_rows(screened: Screened) -> list[Row]:
    """One row per change and chain for programs, with exact figures; a change without a chain has one row."""
    return [
        _flat(screened, row, chain) for row in screened["changes"] for chain in (row["leads_to"] or [None])
    ]


def _flat(screened: Screened, row: Mapping[str, Any], chain: Mapping[str, Any] | None) -> Row:
    size, time = row["size"], row["time"]
    haly = size["haly_40_years"] or {"value": None, "low": None, "high": None}
    return {
        "policy": screened["policy"]["id"],
        "outcome": screened["outcome"]["outcome"],
        "starts_at": row["determinant"] or row["disease"],
        "direction": row["direction"],
        "certainty": row["certainty"],
        "size_status": size["status"],
        "size_class": size["class"],
        "haly_40_years": haly["value"],
        "haly_40_years_low": haly["low"],
        "haly_40_years_high": haly["high"],
        "haly_40_years_per_point": size["haly_40_years_per_point"],
        "gap": row["gap"],
        "first_year": time["first_year"],
        "last_year": time["last_year"],
        "leads_to": chain["to"] if chain else None,
        "by_way_of": ";".join(step["to"] for step in chain["steps"][:-1]) if chain else None,
        "chain_direction": chain["direction"] if chain else None,
        "chain_certainty": chain["certainty"] if chain else None,
        "sources": ";".join(step["source"] for step in chain["steps"]) if chain else None,
    }
