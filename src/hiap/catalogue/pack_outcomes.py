"""Reads the outcomes outside health and care of a pack: what one costs, who pays and who receives (7.5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import cast, get_args

from hiap.catalogue.folder import Folder, Row, optional_rows
from hiap.catalogue.pack_names import PER, outcome_name
from hiap.catalogue.pack_tables import OUTCOME_TABLE, Table
from hiap.catalogue.tables import number
from hiap.domain.errors import Fault, PackError
from hiap.domain.measure import HOUSEHOLDS
from hiap.domain.names import OutcomeDomain
from hiap.domain.pack import Estimate, Outcome, OutcomeLine, WorkMethod
from hiap.uncertainty.distributions import default_interval

RESOURCES = "resources"
OUTCOME_WORDS: Mapping[str, Sequence[str]] = {
    "outcome domain": get_args(OutcomeDomain),
    "method": get_args(WorkMethod),
}
"""Words that cells of the table may be."""
SAME = ("domain", "unit", "title_nl", "title_en")
"""What the rows of one outcome have in common."""


def outcomes_of(
    folder: Folder, to_prices: Callable[[int], float], variation: Mapping[str, float]
) -> tuple[Outcome, ...]:
    """Give every outcome with its lines, in order of id; a pack may lack the table.

    Raises
    ------
    PackError : rows that do not go together; `hiap pack check` names every one of them.
    """
    rows = sorted(optional_rows(folder, OUTCOME_TABLE), key=lambda row: (row["outcome"], row["line"]))
    for row, problem, _ in row_problems(rows):
        raise PackError(f"{OUTCOME_TABLE}: {row['outcome']}/{row['line']}: {problem}")
    return tuple(
        _outcome(name, list(lines), to_prices, variation)
        for name, lines in groupby(rows, key=lambda row: row["outcome"])
    )


def row_problems(rows: Sequence[Row]) -> list[tuple[Row, str, str]]:
    """What is wrong between the cells of the rows: the row, the problem and the cure."""
    found: list[tuple[Row, str, str]] = []
    first: dict[str, Row] = {}
    for row in rows:
        start = first.setdefault(row["outcome"], row)
        found += [
            (row, f"{column} is not that of the first row of the outcome", "write the same in both")
            for column in SAME
            if row[column] != start[column]
        ]
        if not row["unit"].removeprefix(PER) or not row["unit"].startswith(PER):
            cure = "write EUR per, and then what is counted, as EUR per school year"
            found.append((row, f"unit: {row['unit']!r} is no price of something", cure))
        if row["payer"] == row["receiver"]:
            found.append((row, f"payer and receiver are both {row['payer']}", "name two accounts"))
    return found


def outcome_faults(table: Table, price_index: Table) -> Iterator[Fault]:
    """Every fault between the cells of the table, and prices of a year without an index."""
    places = {id(line.cells): line.number for line in table.lines}
    for row, problem, cure in row_problems([line.cells for line in table.lines]):
        yield Fault(table.path, places[id(row)], problem, cure)
    indexed = {line.cells["year"] for line in price_index.lines}
    for line in table.lines:
        if line.cells["year"] not in indexed:
            problem = f"no price index for {line.cells['year']}"
            yield Fault(table.path, line.number, problem, "add it to price_index, or take another year")


def account_words(parties: Sequence[str]) -> dict[str, Sequence[str]]:
    """The words for a party, and for an account: a party, all households, or real means."""
    return {"party": parties, "account": (*parties, HOUSEHOLDS, RESOURCES)}


def outcome_accounts(outcomes: Sequence[Outcome]) -> list[tuple[str, str]]:
    """Every party that the lines name, with the place where it stands."""
    return [
        (f"outcome {outcome.id}/{line.id}", account)
        for outcome in outcomes
        for line in outcome.lines
        for account in (line.payer, line.receiver)
        if account not in (HOUSEHOLDS, RESOURCES)
    ]


def _outcome(
    name: str, rows: Sequence[Row], to_prices: Callable[[int], float], variation: Mapping[str, float]
) -> Outcome:
    """One outcome from its rows."""
    named = outcome_name(rows[0])
    return Outcome(
        id=name,
        title=named.title,
        domain=named.domain,
        unit=named.unit,
        lines=tuple(_line(row, to_prices(int(row["year"])), variation) for row in rows),
    )


def _line(row: Row, factor: float, variation: Mapping[str, float]) -> OutcomeLine:
    """One line in euro of the pack's price year; without limits it gets the default of its grade."""
    value = factor * number(row, "value")
    low, high = default_interval("cost", value, variation[row["grade"]])
    if row["low"] and row["high"]:
        low, high = factor * number(row, "low"), factor * number(row, "high")
    price = Estimate(value, low, high, row["unit"], row["grade"], row["source"], row.get("note", ""))
    method = cast(WorkMethod, row["method"]) if row["method"] else None
    return OutcomeLine(row["line"], row["payer"], row["receiver"], price, method)
