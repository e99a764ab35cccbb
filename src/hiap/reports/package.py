"""Packages, programmes and portfolios in tables and sentences; rows for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hiap.domain.grading import CERTAINTIES
from hiap.reports.blocks import NOTHING, Cell, Table, estimate_cell, words_cell
from hiap.reports.counted import only_costs, without_health
from hiap.reports.numbers import Estimate, chance_text, estimate_text, mean_text, percent_text
from hiap.reports.text import Words

Found = Mapping[str, Any]
Row = dict[str, object]
QUANTITIES = (
    *("haly", "haly_lowest_group", "care_cost_eur", "programme_cost_eur", "net_present_value_eur"),
    "gap_narrowed_years",
)
OF_HEALTH = frozenset(QUANTITIES) - {"programme_cost_eur", "net_present_value_eur"}
"""What follows from effects on health alone: not counted, and no zero, where none is in the sums."""
COST_WITHOUT_HEALTH = "programme_cost_without_health_eur"
VISIBLE = 0.005
"""An overlap under half a per cent of the sum is told as none to speak of."""


def not_counted(quantity: str, holder: Found) -> bool:
    """Tell whether a quantity is no zero but not counted, since no effect on health is in the sums."""
    return quantity in OF_HEALTH and without_health(holder)


def package_rows(found: Found) -> list[Row]:
    """One row per measure and quantity: alone, contribution, error of sampling, as the last one.

    What is not counted has no amounts.
    """
    parts = ("alone", "contribution", "error", "last")
    rows: list[Row] = []
    for row in found["contributions"]:
        for quantity in QUANTITIES:
            left_out = not_counted(quantity, row)
            amounts = {part: None if left_out else row[part][quantity] for part in parts}
            rows.append({"measure": row["id"], "quantity": quantity, "counted": not left_out, **amounts})
    return rows


def package_tables(words: Words, found: Found) -> list[Table]:
    """Health and balance of each measure, alone and what it contributes, and of all together."""
    shown = ("haly", "net_present_value_eur")
    return [_contribution_table(words, found, quantity) for quantity in shown]


def _contribution_table(words: Words, found: Found, quantity: str) -> Table:
    body = []
    for row in found["contributions"]:
        amounts = (row[part][quantity] for part in ("alone", "contribution", "last"))
        cells = (_number(words, quantity, amount, row) for amount in amounts)
        body.append((words_cell(words.local(row["title"])), *cells))
    whole = (found["sum_alone"][quantity], found["package"][quantity])
    total = (_number(words, quantity, amount, found) for amount in whole)
    body.append((words_cell(words("package.together")), *total, Cell(NOTHING)))
    head = tuple(words(f"package.{key}") for key in ("measure", "alone", "contribution", "last"))
    return Table(words(f"package.caption.{quantity}"), head, tuple(body))


def _number(words: Words, quantity: str, amount: float, holder: Found) -> Cell:
    if not_counted(quantity, holder):
        return Cell(words("not_counted"))
    return Cell(mean_text(Estimate(amount), words.lang, money=quantity.endswith("_eur")))


def package_sentences(words: Words, found: Found) -> Iterator[str]:
    """What is borne without a gain, how far measures overlap, how contributions were found, which years."""
    titles = {row["id"]: words.local(row["title"]) for row in found["contributions"]}
    bears = found["without_health"]
    if bears["measures"]:
        named = ", ".join(titles[name] for name in bears["measures"])
        cost = mean_text(Estimate(bears["programme_cost_eur"]["mean"]), words.lang, money=True)
        yield words("sure.no_effect", titles=named, cost=cost)
    if not without_health(found):
        yield _overlap_sentence(words, found)
    settings = found["settings"]
    if settings["exact"]:
        yield words("package.exact", count=settings["combinations"])
    else:
        errors = [row["error"] for row in found["contributions"]]
        yield words(
            "package.sampled",
            orders=settings["orders"],
            count=settings["combinations"],
            haly=mean_text(Estimate(max(error["haly"] for error in errors)), words.lang),
            money=mean_text(
                Estimate(max(error["net_present_value_eur"] for error in errors)), words.lang, money=True
            ),
        )
    for text in settings["overlap"]:
        yield words("package.sets", sets=text)
    yield words("package.years", first=settings["first_year"], last=settings["last_year"])


def _overlap_sentence(words: Words, found: Found) -> str:
    """How much less, or more, the measures give together than each alone."""
    overlap, alone = found["overlap"]["haly"], found["sum_alone"]["haly"]
    small = abs(overlap) < VISIBLE * abs(alone)
    way = "none" if small else "more" if overlap < 0 else "less"
    return words(f"package.overlap.{way}", haly=mean_text(Estimate(abs(overlap)), words.lang))


def programme_rows(found: Found) -> list[Row]:
    """One row per programme and quantity with its interval, and the coverage; nothing where not counted."""
    rows: list[Row] = []
    for programme in found["programmes"]:
        base = {"programme": programme["id"], **programme["coverage"]}
        for quantity in QUANTITIES if programme["estimates"] else ():
            amounts = programme["estimates"][quantity]
            amounts = dict.fromkeys(amounts) if not_counted(quantity, programme) else amounts
            rows.append(base | {"quantity": quantity, **amounts})
        if programme["without_health"]:
            bears = programme["without_health"]["programme_cost_eur"]
            rows.append(base | {"quantity": COST_WITHOUT_HEALTH, **bears})
        if not programme["estimates"]:
            rows.append(base | {"quantity": None})
    return rows


def programme_tables(words: Words, found: Found) -> list[Table]:
    """Programmes side by side in order of id, then what of each could not be assessed and why."""
    some = found["programmes"]
    head = (words("programme.quantity"), *(words.local(one["title"]) for one in some))
    body: list[tuple[Cell, ...]] = []
    for key, part in (("programme.coverage", "assessed"), ("programme.health", "health")):
        counts = (one["coverage"] for one in some)
        coverage = (Cell(words("programme.of", assessed=one[part], of=one["of"])) for one in counts)
        body.append((words_cell(words(key)), *coverage))
    for quantity in QUANTITIES:
        cells = (_programme_cell(words, quantity, one) for one in some)
        body.append((words_cell(words(f"programme.{quantity}")), *cells))
        if quantity == "programme_cost_eur" and any(_bears(one) for one in some):
            borne = (estimate_cell(_bears(one), words.lang, money=True) for one in some)
            body.append((words_cell(words(f"programme.{COST_WITHOUT_HEALTH}")), *borne))
    shares = ((one["estimates"] or {}).get("share_lowest_group") for one in some)
    shown = (Cell(NOTHING if share is None else percent_text(share, words.lang)) for share in shares)
    body.append((words_cell(words("programme.share_lowest_group")), *shown))
    for name in reversed(CERTAINTIES):
        effects = (Cell(str(one["certainty"][name])) for one in some)
        label = words("programme.certainty", certainty=words(f"certainty.{name}"))
        body.append((words_cell(label), *effects))
    return [Table(words("programme.caption"), head, tuple(body), words("programme.note"))]


def _programme_cell(words: Words, quantity: str, programme: Found) -> Cell:
    if programme["estimates"] and not_counted(quantity, programme):
        return Cell(words("not_counted"))
    amount = (programme["estimates"] or {}).get(quantity)
    return estimate_cell(amount, words.lang, money=quantity.endswith("_eur"))


def _bears(programme: Found) -> Found | None:
    """What the measures without health in the sums cost; None where there are none."""
    bears = programme["without_health"]
    return bears["programme_cost_eur"] if bears and bears["measures"] else None


def programme_sentences(words: Words, found: Found) -> Iterator[str]:
    """What each programme bears without health in the sums, and what could not be assessed and why."""
    for one in found["programmes"]:
        title, cost = words.local(one["title"]), Estimate.read(_bears(one))
        if cost is not None:
            titles = {item["id"]: words.local(item["title"]) for item in one["assessed"]}
            named = ", ".join(titles[name] for name in one["without_health"]["measures"])
            told = estimate_text(cost, words.lang, money=True)
            yield words("programme.without_health", title=title, measures=named, cost=told)
        for item in one["not_assessed"]:
            measure = words.local(item["title"])
            yield words("programme.rest", title=title, measure=measure, reason=words.local(item["reason"]))


def portfolio_rows(found: Found) -> list[Row]:
    """One row per measure in order of net value; without a place where it could not be weighed."""
    rows: list[Row] = []
    for number, row in enumerate(found["measures"], 1):
        place = number if row["weighed"] else None
        means = {
            quantity: None if not_counted(quantity, row) else row[quantity]["mean"] for quantity in QUANTITIES
        }
        low, high = row["rank"] or (None, None)
        keys = ("chance_of_net_benefit", "share_lowest_group", "certainty", "leap_of_faith", "review_by")
        rest = {key: row[key] for key in keys}
        rows.append(
            {"place": place, "measure": row["id"], "chosen": row["chosen"], "weighed": row["weighed"]}
            | {**means, **rest}
            | {"rank_low": low, "rank_high": high}
        )
    return rows


def portfolio_tables(words: Words, found: Found) -> list[Table]:
    """The measures by net value with what decides on them, the limits, and the frontier."""
    weighed, rest = ([row for row in found["measures"] if row["weighed"] is told] for told in (True, False))
    tables = [_ranked_table(words, found, weighed), _evidence_table(words, found, weighed)] if weighed else []
    if rest:
        tables.append(_set_aside_table(words, rest))
    if found["chosen"] and found["portfolio"]["budgets"]:
        tables.append(_limit_table(words, found))
    if found["frontier"]:
        tables.append(_frontier_table(words, found))
    return tables


def _ranked_table(words: Words, found: Found, weighed: Sequence[Found]) -> Table:
    rows = tuple(
        (
            words_cell(words.local(row["title"])),
            Cell(words("portfolio.yes" if row["chosen"] else "portfolio.no")),
            Cell(words("not_counted")) if without_health(row) else estimate_cell(row["haly"], words.lang),
            estimate_cell(row["programme_cost_eur"], words.lang, money=True),
            estimate_cell(row["net_present_value_eur"], words.lang, money=True),
        )
        for row in weighed
    )
    keys = ("measure", "chosen", "haly", "programme_cost_eur", "net_present_value_eur")
    caption = words("portfolio.caption", title=words.local(found["portfolio"]["title"]))
    return Table(caption, tuple(words(f"portfolio.{key}") for key in keys), rows, words("portfolio.note"))


def _set_aside_table(words: Words, rest: Sequence[Found]) -> Table:
    """What cannot be compared on the goal: what it costs, whether it is chosen, what is in the sums."""
    body = tuple(
        (
            words_cell(words.local(row["title"])),
            Cell(words("portfolio.always" if row["chosen"] else "portfolio.no")),
            estimate_cell(row["programme_cost_eur"], words.lang, money=True),
            words_cell(words("portfolio.only_costs" if only_costs(row) else "portfolio.other_gains")),
            words_cell(row["review_by"] or NOTHING),
        )
        for row in rest
    )
    keys = ("measure", "chosen", "programme_cost_eur", "in_the_sums", "review_by")
    head = tuple(words(f"portfolio.{key}") for key in keys)
    return Table(words("portfolio.set_aside.caption"), head, body, words("portfolio.set_aside.note"))


def _evidence_table(words: Words, found: Found, weighed: Sequence[Found]) -> Table:
    draws = found["settings"]["draws"]
    body = []
    for row in weighed:
        chance, share, rank = row["chance_of_net_benefit"], row["share_lowest_group"], row["rank"]
        body.append(
            (
                words_cell(words.local(row["title"])),
                Cell(NOTHING if chance is None else chance_text(chance, draws, words.lang)),
                Cell(NOTHING if rank is None else f"{rank[0]}–{rank[1]}"),
                Cell(NOTHING if share is None else percent_text(share, words.lang)),
                words_cell(words(f"certainty.{row['certainty']}") if row["certainty"] else NOTHING),
                words_cell(row["review_by"] or NOTHING),
            )
        )
    keys = ("measure", "chance", "rank", "share_lowest_group", "certainty", "review_by")
    head = tuple(words(f"portfolio.{key}") for key in keys)
    return Table(words("portfolio.evidence.caption"), head, tuple(body))


def _limit_table(words: Words, found: Found) -> Table:
    body = tuple(
        (
            words_cell(_limit_name(words, found, place, limit)),
            Cell(mean_text(Estimate(limit["taken_in_full"]), words.lang, money=True)),
            Cell(mean_text(Estimate(limit["most"]), words.lang, money=True)),
        )
        for place, limit in enumerate(found["chosen"]["limits"][: len(found["portfolio"]["budgets"])])
    )
    keys = ("limit", "taken", "most")
    return Table(words("portfolio.limits.caption"), tuple(words(f"portfolio.{key}") for key in keys), body)


def _limit_name(words: Words, found: Found, place: int, limit: Found) -> str:
    budget = found["portfolio"]["budgets"][place]
    payer = words("portfolio.all") if budget["payer"] == "all" else words.party(budget["payer"])
    years = budget["years"]
    return f"{payer}, {words('portfolio.all_years') if years is None else f'{years[0]}-{years[1]}'}"


def _frontier_table(words: Words, found: Found) -> Table:
    steps = found["frontier"]
    changes = [row for before, row in zip([None, *steps], steps, strict=False) if _differs(before, row)]
    rows = tuple(
        (
            Cell(mean_text(Estimate(row["most_eur"]), words.lang, money=True)),
            Cell(mean_text(Estimate(row["haly"]), words.lang) if row["feasible"] else NOTHING),
            Cell(mean_text(Estimate(row["haly_lowest_group"]), words.lang) if row["feasible"] else NOTHING),
            Cell(mean_text(Estimate(row["gap_narrowed_years"]), words.lang) if row["feasible"] else NOTHING),
            Cell(str(len(row["measures"])) if row["feasible"] else NOTHING),
        )
        for row in changes
    )
    keys = ("level", "haly", "haly_lowest_group", "gap_narrowed_years", "count")
    return Table(words("portfolio.frontier.caption"), tuple(words(f"portfolio.{key}") for key in keys), rows)


def _differs(before: Found | None, row: Found) -> bool:
    """Whether a step of the frontier chooses anything else than the one before."""
    return before is None or before["measures"] != row["measures"]


def _conflict_sentences(
    words: Words, conflicts: Sequence[Sequence[str]], titles: Mapping[str, str]
) -> Iterator[str]:
    """Which limits cannot go together, and what has to go."""
    told = ["; ".join(_limit_text(words, name, titles) for name in names) for names in conflicts]
    if len(told) == 1:
        yield words("portfolio.conflict", limits=told[0])
        return
    yield words("portfolio.conflicts", count=len(told))
    yield from (f"{number}. {text}" for number, text in enumerate(told, 1))


def _limit_text(words: Words, name: str, titles: Mapping[str, str]) -> str:
    """A limit in words, with the titles of its measures; a budget keeps its place in the file."""
    for kind in ("always", "not together"):
        if name.startswith(f"{kind} "):
            ids = name.removeprefix(f"{kind} ").split(", ")
            named = ", ".join(titles.get(item, item) for item in ids)
            return words(f"portfolio.limit.{kind.replace(' ', '_')}", names=named)
    return words.named("portfolio.limit", name) if words.has(f"portfolio.limit.{name}") else name


def portfolio_sentences(words: Words, found: Found) -> Iterator[str]:
    """What is chosen, or which limits cannot go together; how stable the choice is; what was left out."""
    chosen = found["chosen"]
    titles = {row["id"]: words.local(row["title"]) for row in found["measures"]}
    if chosen is None:
        yield from _conflict_sentences(words, found["conflicts"], titles)
        return
    names = ", ".join(titles[name] for name in chosen["measures"])
    yield words("portfolio.chosen.text", names=names) if names else words("portfolio.chosen.none")
    yield from _worth_sentences(words, found)
    bears = chosen["without_health"]
    if bears["measures"]:
        named = ", ".join(titles[name] for name in bears["measures"])
        cost = Estimate.read(bears["programme_cost_eur"]) or Estimate(0.0)
        told = estimate_text(cost, words.lang, money=True)
        yield words("portfolio.without_health", names=named, cost=told)
    if not all(limit.get("kept_in_full", True) for limit in chosen["limits"]):
        yield words("portfolio.over")
    if chosen["stability"]:
        draws = found["settings"]["draws"]
        same = chance_text(chosen["stability"]["same_choice"], draws, words.lang)
        yield words("portfolio.stable", chance=same)
    for note in found["portfolio"]["notes"]:
        yield words.local(note)


def _worth_sentences(words: Words, found: Found) -> Iterator[str]:
    """What the choice is worth on the goal, and how far that is from the sum with which it was made."""
    chosen, goal = found["chosen"], found["settings"]["goal"]
    bears = chosen["without_health"]["measures"]
    money = goal.endswith("_eur")
    if not chosen["measures"] or (bears == chosen["measures"] and not money):
        return  # nothing is chosen, or nothing of which the goal is counted

    def told(amount: float) -> str:
        text = mean_text(Estimate(amount), words.lang, money=money)
        return text if money else words(f"portfolio.amount.{goal}", amount=text)

    amount, difference = chosen["in_full"][goal], chosen["difference"][goal]
    small = abs(difference) < VISIBLE * abs(amount)
    yield words(f"portfolio.in_full.{'money' if money else 'health'}", amount=told(amount))
    way = "none" if small else "more" if difference > 0 else "less"
    yield words(f"portfolio.difference.{way}", difference=told(abs(difference)))
