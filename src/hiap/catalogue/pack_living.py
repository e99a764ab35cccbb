"""Reads and checks what a pack says of money that goes with being alive, such as a state pension (7.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from hiap.catalogue.nearest import cure_for
from hiap.catalogue.pack_documents import LivingText
from hiap.catalogue.pack_tables import FIGURE_TABLES, Table
from hiap.catalogue.pack_work import figure_estimate
from hiap.domain.errors import Fault
from hiap.domain.living import LivingMoney
from hiap.domain.measure import HOUSEHOLDS
from hiap.domain.pack import Figure

EUR_A_YEAR = "EUR per year"


def living_of(
    stated: Mapping[str, Mapping[str, Any]],
    figures: Mapping[str, Figure],
    to_prices: Callable[[int], float],
    variation: Mapping[str, float],
) -> tuple[LivingMoney, ...]:
    """Money that goes with being alive, in the order of its ids; the amounts in prices of the pack."""
    return tuple(
        LivingMoney(
            id=name,
            title=item["title"],
            payer=item["payer"],
            receiver=item["receiver"],
            amount=figure_estimate(
                figures[item["amount"]], to_prices(figures[item["amount"]].year), variation
            ),
            from_age=tuple((int(age["from_year"]), float(age["value"])) for age in item["from_age"]),
        )
        for name, item in sorted(stated.items())
    )


def living_faults(
    tables: Mapping[str, Table], stated: Mapping[str, LivingText], parties: Sequence[str], path: str
) -> Iterator[Fault]:
    """Parties that there are, an amount in euro a year that stands in a table, and years that go up."""
    known = {
        f"{name}/{line.cells['id']}": line.cells["unit"]
        for name in FIGURE_TABLES
        for line in tables[name].lines
    }
    accounts = (*parties, HOUSEHOLDS)
    for name, item in stated.items():
        for account in (item.payer, item.receiver):
            if account not in accounts:
                yield Fault(path, None, f"living/{name}: {account} is no party", cure_for(account, accounts))
        if item.payer == item.receiver:
            cure = "name another payer or receiver"
            yield Fault(path, None, f"living/{name}: {item.payer} pays itself", cure)
        if item.amount not in known:
            problem = f"living/{name}: there is no figure {item.amount}"
            yield Fault(path, None, problem, cure_for(item.amount, tuple(known)))
        elif known[item.amount] != EUR_A_YEAR:
            problem = f"living/{name}: {item.amount} is not in {EUR_A_YEAR}"
            yield Fault(path, None, problem, f"name a figure in {EUR_A_YEAR}")
        years = [age.from_year for age in item.from_age]
        if years != sorted(set(years)):
            cure = "give each year once, the first one first"
            yield Fault(path, None, f"living/{name}: the years of from_age do not go up", cure)
