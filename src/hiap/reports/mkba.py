"""The table of a cost-benefit analysis: what counts in the balance of a perspective, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hiap.reports.blocks import (
    NOTHING,
    Cell,
    Scenario,
    Table,
    chance_of_benefit,
    counted_cell,
    estimate_cells,
    euro,
    mean_cell,
    opposite,
    words_cell,
)
from hiap.reports.counted import only_costs, without_health
from hiap.reports.numbers import Estimate
from hiap.reports.result import (
    BOUNDARY_ACCOUNTS,
    Result,
    boundary_accounts,
    draws,
    mean_of,
    part,
    qaly_values,
    rows,
)
from hiap.reports.text import Words

SMALLEST_SHARE = 0.001
HALF_A_EURO = 0.5
KNOWN = {
    "mkba.programme": "programme_cost_eur",
    "mkba.care": "care_cost_eur",
    "mkba.work": "lost_output_eur",
    "mkba.outcomes": "other_outcomes_eur",
    "mkba.welfare": "lost_welfare_eur",
}
"""Rows of the balance of society, and the figure of a scenario behind each."""
Row = tuple[Cell, ...]


def mkba_table(words: Words, result: Result, scenario: Scenario, *, pm: bool = True) -> Table | None:
    """The overview of costs and benefits, with the items that are not in the sum (PM) unless told apart."""
    low, high = (Estimate.read(scenario.get(f"net_present_value{x}_eur")) for x in ("", "_100k"))
    if low is None or high is None:
        return None
    values = qaly_values(result)
    body = _split_rows(words, result, scenario, (low.mean, high.mean))
    body += [
        (words_cell(words("mkba.pm", title=words.local(item.get("title"), words("not_given")))),)
        + (Cell(f"{item.get('sign', '?')} PM"),) * 2
        for item in (rows(scenario, "pm") if pm else ())
    ]
    keys = ("net_present_value_eur", "net_present_value_100k_eur")
    body.append((words_cell(words("mkba.net")), *estimate_cells(words, scenario, keys)))
    note = words("mkba.split" if _counts_health(result, (low.mean, high.mean)) else "mkba.party")
    ratios = ("benefit_cost_ratio", "benefit_cost_ratio_100k")
    if all(scenario.get(key) for key in ratios) and not only_costs(scenario):
        shown = estimate_cells(words, scenario, ratios)
        lost = [mean_of(scenario.get(key)) < 0.0 for key in ratios]
        cells = (Cell(NOTHING) if less else cell for less, cell in zip(lost, shown, strict=True))
        body.append((words_cell(words("mkba.ratio")), *cells))
        note = " ".join([note, *_about_the_ratio(words, scenario, missing=any(lost))])
    if draws(result) and not only_costs(scenario):
        chances = (Cell(chance_of_benefit(words, result, scenario, key)) for key in keys)
        body.append((words_cell(words("mkba.chance")), *chances))
    head = (words("mkba.item"), *(words("mkba.at", value=euro(value, words.lang)) for value in values))
    return Table(words("mkba.caption"), head, tuple(body), note)


def _about_the_ratio(words: Words, scenario: Scenario, *, missing: bool) -> list[str]:
    """What the ratio is, why one is missing, and what it says of a measure that moves money."""
    told = [words("mkba.ratio.note")]
    if missing:
        told.append(words("mkba.ratio.none"))
    if moves_money(scenario):
        told.append(words("mkba.ratio.moved"))
    return told


def moves_money(scenario: Scenario) -> bool:
    """Tell whether the measure itself moves money between parties, as a tax does.

    >>> tax = {"heading": "tax/excise", "payer": "households_q1", "receiver": "rijk_financien"}
    >>> moves_money({"measures": ["tax"], "pockets": {"matrix": [tax]}})
    True
    """
    measures = scenario.get("measures")
    own = tuple(f"{name}/" for name in measures) if isinstance(measures, Sequence) else ()
    boundary = {*BOUNDARY_ACCOUNTS, *boundary_accounts(scenario)}
    return any(
        str(flow.get("heading")).startswith(own)
        and boundary.isdisjoint((flow.get("payer"), flow.get("receiver")))
        for flow in rows(scenario, "pockets", "matrix")
    )


def _counts_health(result: Result, balances: tuple[float, float]) -> bool:
    """Tell whether valued health may be in a balance: always for society, else if the balance follows it."""
    society = part(result, "settings").get("perspective", "society") == "society"
    return society or abs(balances[1] - balances[0]) > HALF_A_EURO


def _split_rows(words: Words, result: Result, scenario: Scenario, balances: tuple[float, float]) -> list[Row]:
    """Split the balance: it is linear in the value of a QALY, so two values give health and the rest."""
    values = qaly_values(result)
    if values[0] == values[1]:
        return []
    per_euro = (balances[1] - balances[0]) / (values[1] - values[0])
    rest = balances[0] - per_euro * values[0]
    money = _money_rows(words, result, scenario, rest)
    if not _counts_health(result, balances):
        return money
    health = [mean_cell(per_euro * value, words.lang, money=True) for value in values]
    if per_euro == 0.0 and without_health(scenario):
        health = [Cell(words("not_counted"))] * len(values)
    return [(words_cell(words("mkba.health")), *health), *money]


def _money_rows(words: Words, result: Result, scenario: Scenario, rest: float) -> list[Row]:
    """Show what the money of a balance is made of, then what is left, if anything is."""
    society = part(result, "settings").get("perspective", "society") == "society"
    items = list(_items_of_society(words, scenario) if society else _items_of(words, result, scenario))
    size = max(1.0, abs(rest), *(abs(mean) for _, mean, _ in items))
    shown = [item for item in items if society or abs(item[1]) > SMALLEST_SHARE * size]
    found: list[Row] = [(words_cell(title), cell, cell) for title, _, cell in shown]
    left = rest - sum(mean for _, mean, _ in shown)
    if abs(left) > SMALLEST_SHARE * size:
        other = mean_cell(left, words.lang, money=True)
        found.append((words_cell(words("mkba.other")), other, other))
    return found


def _items_of_society(words: Words, scenario: Scenario) -> Iterator[tuple[str, float, Cell]]:
    """Give programme, care, output, other outcomes and lost pleasure of everybody, where they are known."""
    for name, key in KNOWN.items():
        estimate = Estimate.read(scenario.get(key))
        if estimate is not None:
            gain = opposite(estimate)
            limits = {"mean": gain.mean, "low": gain.low, "high": gain.high}
            yield words(name), gain.mean, counted_cell(words, {**scenario, key: limits}, key)


def _items_of(words: Words, result: Result, scenario: Scenario) -> Iterator[tuple[str, float, Cell]]:
    """Give what the accounts of a perspective receive less what they pay, by what it is about."""
    named = part(result, "settings").get("perspective_accounts")
    ours = frozenset(map(str, named)) if isinstance(named, Sequence) else frozenset()
    titles: dict[str, str] = {}
    totals: dict[str, float] = {}
    for flow in rows(scenario, "pockets", "matrix"):
        heading = str(flow.get("heading"))
        amount = mean_of(flow.get("present_value_eur"))
        received = (str(flow.get("receiver")) in ours) - (str(flow.get("payer")) in ours)
        titles[heading] = words.local(flow.get("title"), heading)
        totals[heading] = totals.get(heading, 0.0) + received * amount
    for heading, total in totals.items():
        yield titles[heading], total, mean_cell(total, words.lang, money=True)
