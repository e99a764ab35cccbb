"""Budget series, and who pays and who gains, as tables and sentences: for the terminal and the dossier."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from hiap.reports.blocks import NOTHING, Cell, Table, words_cell
from hiap.reports.numbers import (
    TO,
    Estimate,
    chance_text,
    estimate_text,
    grouped,
    mean_text,
    percent_text,
    rounded,
)
from hiap.reports.numbers import rounding_exponent as step_of
from hiap.reports.result import Result, draws, mean_of, part, party_titles, rows, whole
from hiap.reports.sentences import titles_together, wrong_pocket_text
from hiap.reports.text import Words

Scenario = Mapping[str, object]
UNITS = (6, 3)
TOTAL = "total"
SOCIETY = "society"
MANY_TIMES = 2.0
CENT = 0.01
LIVING = "living/"
"""Start of the heading of money that goes with being alive."""
HOUSEHOLDS = re.compile(r"^households(_.+)?$")
AMOUNTS = ("paid_eur", "gains_eur", "net_present_value_eur")
"""What the table of the parties tells of each."""


def scale_of(values: Iterable[object]) -> int:
    """Power of ten that amounts are written in: millions or thousands of euros, or euros where all is small.

    >>> scale_of([{"mean": 2.5e9}, {"mean": -3.0}]), scale_of([-2.0e5]), scale_of([])
    (6, 3, 0)
    """
    largest = max((abs(mean_of(value)) for value in values), default=0.0)
    return next((scale for scale in UNITS if largest >= 10.0**scale), 0)


def amount(value: object, scale: int, lang: str, finest: int | None = None) -> Cell:
    """Write an estimate in a unit that a whole table shares, with its interval, in one decimal at most.

    The mean has the digits that its interval supports, or those down to 10**`finest` if these are more.

    >>> amount({"mean": 12_345_678.0, "low": None, "high": None}, 6, "nl").text
    '12'
    >>> amount({"mean": -1_250_000.0, "low": -2_000_000.0, "high": -500_000.0}, 6, "en")
    Cell(text='-1.2', interval='(-2.0 to -0.5)', number=True, url='')
    >>> amount({"mean": -452e6, "low": -7e9, "high": 8e9}, 6, "en", finest=7)
    Cell(text='-450', interval='(-7,000 to 8,000)', number=True, url='')
    """
    estimate = Estimate.read(value)
    if estimate is None:
        return Cell(NOTHING)
    step = max(step_of(estimate), scale - 1)

    def shown(size: float, step: int = step) -> str:
        return grouped(rounded(size, step).scaleb(-scale), max(0, scale - step), lang)

    mean = shown(estimate.mean, step if finest is None else min(step, finest))
    if estimate.limits is None:
        return Cell(mean)
    low, high = (shown(limit) for limit in estimate.limits)
    return Cell(mean, "" if low == high else f"({low} {TO[lang]} {high})")


def _finest(values: Sequence[object], scale: int) -> int | None:
    """The step of a row of amounts that add up, where the interval of one would leave 0 of its mean."""
    told = [Estimate.read(value) for value in values if not _nothing(value, scale)]
    lost = [one for one in told if one and not rounded(one.mean, max(step_of(one), scale - 1))]
    return max(min(step_of(Estimate(one.mean)) for one in lost), scale - 1) if lost else None


def _nothing(value: object, scale: int) -> bool:
    """Whether an amount is written as 0 in a unit."""
    return abs(mean_of(value)) < _least(scale)


def _least(scale: int) -> float:
    """The smallest amount that is not written as 0 in a unit."""
    return 0.5 * 10.0 ** (scale - 1)


def budget_table(words: Words, result: Result, scenario: Scenario) -> Table | None:
    """The annex of a budget: by party and heading the marked years, the structural amount and its year."""
    budget = part(scenario, "budget")
    scale = scale_of(value for row in rows(budget, "rows") for value in _amounts(row))
    found = [row for row in rows(budget, "rows") if not _of_households(row)]
    found = [row for row in found if not all(_nothing(value, scale) for value in _amounts(row))]
    years = [str(whole(year, 0)) for year in _listed(budget.get("marks"))]
    head = (words("budget.row"), words("budget.money"), *years)
    body = []
    named = ""
    for row in found:
        party, title = party_of(words, result, row), title_of(words, row)
        item = f"– {title}" if party == named else f"{party}: {title}"
        named = party
        body.append(
            (
                words_cell(party if row.get("heading") == TOTAL else item),
                words_cell(words.named("budget.money", row.get("money"))),
                *(_mean_alone(part(row, "marks").get(year), scale, words.lang) for year in years),
                amount(row.get("structural_eur"), scale, words.lang),
                words_cell(_reached(words, row)),
            )
        )
    first, last = (whole(year, 0) for year in (_listed(budget.get("structural_over")) or [0, 0]))
    unit = words(f"money.unit.{scale}")
    caption = words("budget.annex", unit=unit, price_year=part(result, "pack").get("price_year", NOTHING))
    head += (words("budget.structural"), words("budget.reached"))
    lasting = any(row.get("money") == "structural" for row in found)
    notes = [words("budget.annex.note", first=first, last=last)] if lasting else []
    notes += [words("budget.chapters")] if any(row.get("chapter") for row in found) else []
    return Table(caption, head, tuple(body), " ".join(notes)) if body else None


def _mean_alone(value: object, scale: int, lang: str) -> Cell:
    """A cell of a marked year: seven intervals beside each other would leave no room for words."""
    return replace(amount(value, scale, lang), interval="")


def _amounts(row: Mapping[str, object]) -> list[object]:
    """The amounts of a row that a table shows."""
    return [*part(row, "marks").values(), row.get("structural_eur")]


def party_of(words: Words, result: Result, row: Mapping[str, object]) -> str:
    """The name of the party of a row; a perspective brings its own."""
    known = party_titles(result)
    party = str(row.get("party"))
    if party not in known:
        return words.local(row.get("title"))
    name = words.party(party, known)
    return words("budget.chapter", party=name, chapter=row["chapter"]) if row.get("chapter") else name


def title_of(words: Words, row: Mapping[str, object]) -> str:
    """What a row is about, with the article of the budget where it is known."""
    title = words.local(row.get("title"))
    return words("budget.article", title=title, article=row["article"]) if row.get("article") else title


def _of_households(row: Mapping[str, object]) -> bool:
    """Whether a row says what households pay for: their total is enough in a budget."""
    return row.get("heading") != TOTAL and bool(HOUSEHOLDS.match(str(row.get("party"))))


def _reached(words: Words, row: Mapping[str, object]) -> str:
    if row.get("money") != "structural":
        return ""
    return str(row["reached"]) if row.get("reached") else words("budget.moving")


def moved_money(scenario: Scenario) -> tuple[dict[tuple[str, str], float], int]:
    """Present value by payer and receiver, households together, and the power of ten it is written in."""
    moved: dict[tuple[str, str], float] = {}
    for row in rows(scenario, "pockets", "matrix"):
        pair = (_merged(row.get("payer")), _merged(row.get("receiver")))
        moved[pair] = moved.get(pair, 0.0) + mean_of(row.get("present_value_eur"))
    scale = scale_of(moved.values())
    return {pair: total for pair, total in moved.items() if not _nothing(total, scale)}, scale


def matrix_table(words: Words, result: Result, scenario: Scenario) -> Table | None:
    """Who pays whom, present values in millions, households together."""
    moved, scale = moved_money(scenario)
    payers, receivers = (list(dict.fromkeys(pair[side] for pair in moved)) for side in (0, 1))
    body = tuple(
        (
            words_cell(account_title(words, result, payer)),
            *(
                amount(moved[payer, receiver], scale, words.lang) if (payer, receiver) in moved else Cell("")
                for receiver in receivers
            ),
        )
        for payer in payers
    )
    head = (words("pockets.payer"), *(account_title(words, result, receiver) for receiver in receivers))
    caption = words("pockets.matrix", unit=words(f"money.unit.{scale}"))
    return Table(caption, head, body, words("pockets.matrix.note")) if body else None


def _merged(account: object) -> str:
    return "households" if HOUSEHOLDS.match(str(account)) else str(account)


def account_title(words: Words, result: Result, account: str) -> str:
    """Give the name of a party or account; households may stand for all groups of them."""
    return (
        words("pockets.households") if account == "households" else words.party(account, party_titles(result))
    )


def _scale_of_parties(scenario: Scenario) -> int:
    """The unit of the table of the parties; what is 0 in it is not told in a sentence either."""
    return scale_of(row.get(key) for row in rows(scenario, "pockets", "parties") for key in AMOUNTS)


def parties_table(words: Words, result: Result, scenario: Scenario) -> Table | None:
    """What each party pays, gains and has left, the chance that it loses, and when it is square."""
    scale = _scale_of_parties(scenario)
    body = []
    for row in rows(scenario, "pockets", "parties"):
        if all(_nothing(row.get(key), scale) for key in AMOUNTS):
            continue
        finest = _finest([row.get(key) for key in AMOUNTS], scale)
        chance = row.get("chance_of_loss")
        body.append(
            (
                words_cell(words.party(str(row.get("party")), party_titles(result))),
                *(amount(row.get(key), scale, words.lang, finest) for key in AMOUNTS),
                Cell(NOTHING if chance is None else chance_text(mean_of(chance), draws(result), words.lang)),
                Cell(_square(words, row)),
            )
        )
    heads = ("party", "pockets.paid", "pockets.gains", "party.net", "pockets.loss", "pockets.square")
    head = tuple(words(key) for key in heads)
    caption = words("pockets.parties", unit=words(f"money.unit.{scale}"))
    return Table(caption, head, tuple(body), _notes_of_parties(words, scenario, body)) if body else None


def _square(words: Words, row: Mapping[str, object]) -> str:
    """When a party has its money back; who gains and paid nothing has nothing to get back."""
    if not row.get("square"):
        return words("pockets.never")
    paid = abs(mean_of(row.get("paid_eur"))) >= CENT
    return str(row["square"]) if paid else words("pockets.pays_nothing")


def _notes_of_parties(words: Words, scenario: Scenario, body: Sequence[tuple[Cell, ...]]) -> str:
    """What the last column means, and what a balance in money leaves out."""
    notes = ["pockets.parties.note"]
    if any(row[-1].text == words("pockets.pays_nothing") for row in body):
        notes.append("pockets.parties.pays_nothing")
    if mean_of(scenario.get("lost_welfare_eur")) != 0.0:
        notes.append("pockets.parties.pleasure")
    return " ".join(words(key) for key in notes)


def pocket_sentences(words: Words, result: Result, scenario: Scenario) -> list[str]:
    """Who loses while society gains, what comes back to who paid, and the test of savings in care."""
    scale = _scale_of_parties(scenario)
    losers = [row for row in rows(scenario, "pockets", "parties") if row.get("loses_while_society_gains")]
    losers = [row for row in losers if not _nothing(row.get("net_present_value_eur"), scale)]
    names = titles_together(words, result, [str(row.get("party")) for row in losers])
    found = [words("pockets.losers", parties=words.listed(names))] if names else []
    found += _field_sentences(words, scenario)
    found += _of_years_gained(words, scenario) if mean_of(scenario.get("life_years")) else []
    return [*found, *_care_sentences(words, result, part(scenario, "pockets", "care_test"))]


def _of_years_gained(words: Words, scenario: Scenario) -> list[str]:
    """What of the money over years of life gained is counted by party, and what is not."""
    titles = living_titles(words, scenario)
    return [words("pockets.living", items=words.listed(titles)) if titles else words("pockets.pensions")]


def living_titles(words: Words, scenario: Scenario) -> list[str]:
    """The money that goes with being alive and moves in a scenario, such as a state pension."""
    flows = [row for row in rows(scenario, "pockets", "matrix") if str(row.get("heading")).startswith(LIVING)]
    return list(dict.fromkeys(words.local(row.get("title")) for row in flows))


def _field_sentences(words: Words, scenario: Scenario) -> list[str]:
    """What comes back to each field, and its fund; fields of which the same is told share their sentences."""
    alike: dict[tuple[str, ...], list[Mapping[str, object]]] = {}
    for row in rows(scenario, "pockets", "fields"):
        if row.get("perspective") != SOCIETY:
            alike.setdefault(_told_of_field(words, row, ""), []).append(row)
    found: list[str] = []
    for fields in alike.values():
        names = words.listed([words.local(row.get("title")) for row in fields])
        found += _told_of_field(words, fields[0], names)
    return found


def _told_of_field(words: Words, row: Mapping[str, object], title: str) -> tuple[str, ...]:
    """What comes back to a field of this name, and what a fund of it needs."""
    return (_returned(words, row, title), *_fund(words, row, title))


def _returned(words: Words, row: Mapping[str, object], title: str) -> str:
    """What comes back to a field: a share of the cost, or how many times the cost."""
    share = mean_of(row.get("returned_share"))
    key = "pockets.square.in" if row.get("square") else "pockets.unsquare"
    square = words(key, year=row.get("square"))
    gain = mean_of(row.get("gains_eur"))
    if gain < 0.0:
        amount_more = mean_text(Estimate(-gain), words.lang, money=True)
        return words("pockets.returned.none", field=title, amount=amount_more)
    if share < MANY_TIMES:
        return words("pockets.returned", field=title, share=percent_text(share, words.lang), square=square)
    times = mean_text(Estimate(share), words.lang)
    return words("pockets.returned.times", field=title, times=times, square=square)


def _fund(words: Words, row: Mapping[str, object], title: str) -> list[str]:
    """What a revolving fund of a field needs to which something comes back, and how it stands at the end."""
    fund = part(row, "fund")
    need, stand = Estimate.read(fund.get("need_eur")), part(fund, "stand_eur")
    if not stand or need is None or not fund.get("deepest_year") or mean_of(row.get("returned_share")) <= 0.0:
        return []
    last = max(stand)
    held = mean_of(stand[last])
    key = "pockets.fund.more" if held >= 0.0 else "pockets.fund.less"
    amounts = {
        "need": mean_text(need, words.lang, money=True),
        "stand": mean_text(Estimate(abs(held)), words.lang, money=True),
    }
    return [words(key, field=title, year=fund["deepest_year"], last=last, **amounts)]


def _together(words: Words, result: Result, parties: Iterable[str]) -> list[str]:
    """Names of parties, households once."""
    return list(dict.fromkeys(account_title(words, result, _merged(party)) for party in parties))


def _care_sentences(words: Words, result: Result, test: Mapping[str, object]) -> list[str]:
    if not test:
        return []
    estimate = Estimate.read(test.get("structural_change_eur")) or Estimate(0.0)
    change = estimate_text(estimate, words.lang, money=True)
    first, last = (whole(year, 0) for year in (_listed(test.get("over")) or [0, 0]))
    whole_value = Estimate.read(test.get("present_value_eur")) or Estimate(0.0)
    total = estimate_text(whole_value, words.lang, money=True)
    key = f"pockets.care.{str(test.get('verdict')).replace(' ', '_')}"
    payers = _together(words, result, map(str, _listed(test.get("payers"))))
    verdict = words(key, amount=change, whole=total, first=first, last=last)
    return [verdict, words("pockets.care.payers", parties=words.listed(payers))] if payers else [verdict]


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list | tuple) else []


def budget_rows(result: Result, name: str) -> list[dict[str, object]]:
    """The budget of a scenario as tidy rows: one for each party, heading, kind of money and year."""
    budget = part(result, "scenarios", name, "budget")
    first = whole(budget.get("first_year"), 0)
    return [
        {
            "scenario": name,
            "party": row.get("party"),
            "chapter": row.get("chapter"),
            "article": row.get("article"),
            "heading": row.get("heading"),
            "money": row.get("money"),
            "year": first + place,
            "unit": budget.get("unit"),
            "mean": mean,
            "structural": mean_of(row["structural_eur"]) if row.get("structural_eur") else None,
            "reached": row.get("reached"),
        }
        for row in rows(budget, "rows")
        for place, mean in enumerate(_listed(row.get("series")))
    ]


def pocket_rows(result: Result, name: str) -> list[dict[str, object]]:
    """Who pays whom in a scenario, as tidy rows: one for each pair and heading."""
    keys = ("mean", "median", "low", "high")
    unit = part(result, "scenarios", name, "budget").get("unit")
    return [
        {"scenario": name, **{key: row.get(key) for key in ("payer", "receiver", "heading")}, "unit": unit}
        | {key: part(row, "present_value_eur").get(key) for key in keys}
        for row in rows(result, "scenarios", name, "pockets", "matrix")
    ]


def budget_tables(words: Words, result: Result, scenario: Scenario) -> list[Table]:
    """The annex alone, where anything moves."""
    return [table for table in (budget_table(words, result, scenario),) if table]


def pocket_tables(words: Words, result: Result, scenario: Scenario) -> list[Table]:
    """Who pays whom, and what each party has left."""
    found = (matrix_table(words, result, scenario), parties_table(words, result, scenario))
    return [table for table in found if table]


def all_pocket_sentences(words: Words, result: Result, scenario: Scenario) -> list[str]:
    """How far gains fall elsewhere than the cost, and what follows for whom."""
    apart = wrong_pocket_text(words, result, scenario, _least(_scale_of_parties(scenario)))
    return [*apart, *pocket_sentences(words, result, scenario)]


def _nothing_to_say(words: Words, result: Result, scenario: Scenario) -> list[str]:
    return []


TellTables = Callable[[Words, Result, Scenario], list[Table]]
TellSentences = Callable[[Words, Result, Scenario], list[str]]
VIEWS: Mapping[str, tuple[Callable[[Result, str], list[dict[str, object]]], TellTables, TellSentences]] = {
    "budget": (budget_rows, budget_tables, _nothing_to_say),
    "pockets": (pocket_rows, pocket_tables, all_pocket_sentences),
}
"""What the commands `budget` and `pockets` print of a scenario: tidy rows, tables, sentences."""
