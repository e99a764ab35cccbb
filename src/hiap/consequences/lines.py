"""Ledger lines (8.1): programme costs, transfers, care by law, lost work and valued health."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.measure import HOUSEHOLDS, Cost, Measure, Transfer
from hiap.domain.pack import Pack
from hiap.domain.parts import Quantity

Array = NDArray[np.float64]
SampleAmount = Callable[[str, str, Quantity], Array]
PROGRAMME, TRANSFER, WELFARE, CARE, HEALTH = "programme", "transfer", "welfare", "care", "health"
WORK = "work"
LIVING = "living"
"""First part of the name of money that goes with being alive."""
ABSENCE, DEATH, SICK_PAY, DISABILITY = "absence", "death", "sick_pay", "disability"
"""The items of lost work."""


@dataclass(frozen=True)
class Flow:
    """One line before it is in the ledger: what it is, and amounts [draw, scenario, year]."""

    id: str
    payer: str
    receiver: str
    kind: str
    law: str | None
    ses: str | None
    measure: str | None
    amount: Array


def household(group: str) -> str:
    """Account of the households of a socio-economic group.

    >>> household("Q1")
    'households_q1'
    """
    return f"households_{group.lower()}"


def is_living(name: str) -> bool:
    """Whether a line or heading is money that goes with being alive.

    >>> is_living("living/aow/Q1"), is_living("care/zvw")
    (True, False)
    """
    return name.startswith(f"{LIVING}/")


def to_price_year(pack: Pack, price_year: int) -> float:
    """Factor from euro of a year to euro of the pack's price year, by consumer prices."""
    return pack.price_index[pack.price_year] / pack.price_index[price_year]


def measure_flows(
    pack: Pack, measure: Measure, in_scenario: Array, participants: Array, sample: SampleAmount
) -> list[Flow]:
    """Programme costs and transfers of one measure; `participants` [draw, scenario, year, group]."""
    years = np.arange(pack.base_year, pack.base_year + participants.shape[2])
    runs = _active(measure.start, measure.last_year, years) * in_scenario[:, None]
    flows: list[Flow] = []
    for cost in sorted(measure.costs, key=lambda item: item.id):
        flows += _cost_flows(pack, measure, cost, participants, years, in_scenario, sample)
    for transfer in sorted(measure.transfers, key=lambda item: item.id):
        flows += _transfer_flows(pack, measure, transfer, participants, runs, sample)
    return flows


def took_part(pack: Pack, measure: Measure, in_scenario: Array, participants: Array) -> Array:
    """People newly reached or covered while a measure runs, as `participants`, none where it is not."""
    years = np.arange(pack.base_year, pack.base_year + participants.shape[2])
    runs = _active(measure.start, measure.last_year, years) * in_scenario[:, None]
    return np.asarray(participants * runs[..., None])


def _active(first: int, last: int, years: Array | NDArray[np.int64]) -> Array:
    """1 in the years from first to last, [year]."""
    return np.asarray(((years >= first) & (years <= last)).astype(np.float64))


def _cost_flows(
    pack: Pack,
    measure: Measure,
    cost: Cost,
    participants: Array,
    years: NDArray[np.int64],
    in_scenario: Array,
    sample: SampleAmount,
) -> list[Flow]:
    """Lines of one cost: what is produced for it goes on to resources (8.1)."""
    amount = sample(measure.id, f"costs/{cost.id}/amount", cost.amount)
    amount = amount * to_price_year(pack, cost.price_year)
    first, last = measure.within(cost.period)
    active = _active(first, first if cost.kind == "one_off" else last, years) * in_scenario[:, None]
    if cost.kind == "per_person":
        by_group = amount[:, None, None, None] * participants * active[..., None]
    else:
        by_group = _split(pack, amount[:, None, None] * active * _borne(pack, cost), participants)
    accounts = (cost.payer, "resources")
    return by_account(pack, f"{measure.id}/{cost.id}", accounts, PROGRAMME, by_group, measure.id)


def _transfer_flows(
    pack: Pack, measure: Measure, transfer: Transfer, participants: Array, runs: Array, sample: SampleAmount
) -> list[Flow]:
    """Lines of one transfer between parties, or of welfare that is not money (7.4, 8.1)."""
    amount = np.ones(participants.shape[0])
    for path, quantity in transfer.factors:
        amount = amount * sample(measure.id, path, quantity)
    amount = amount * to_price_year(pack, transfer.price_year)
    if transfer.basis == "per_person":
        by_group = amount[:, None, None, None] * participants * runs[..., None]
    else:
        by_group = _split(pack, amount[:, None, None] * runs * _borne(pack, transfer), participants)
    kind = WELFARE if WELFARE in (transfer.payer, transfer.receiver) else TRANSFER
    accounts = (transfer.payer, transfer.receiver)
    return by_account(pack, f"{measure.id}/{transfer.id}", accounts, kind, by_group, measure.id)


def _borne(pack: Pack, item: Cost | Transfer) -> float:
    """The part of an amount that is borne: of that of the country a place bears its part of the people."""
    return pack.part_of_country if item.amount_of == "country" else 1.0


def _split(pack: Pack, amount: Array, participants: Array) -> Array:
    """Divide an amount over groups by participants, or by persons where there are none."""
    total = participants.sum(axis=-1, keepdims=True)
    people = (pack.people[..., None] * pack.group_share).sum(axis=(0, 1))
    share = np.where(total > 0, participants / np.where(total > 0, total, 1.0), people / people.sum())
    return np.asarray(amount[..., None] * share)


def by_account(
    pack: Pack,
    name: str,
    accounts: tuple[str, str],
    kind: str,
    by_group: Array,
    measure: str | None = None,
) -> list[Flow]:
    """One line per household group where households pay or receive, one line in all otherwise."""
    if HOUSEHOLDS not in accounts:
        return [Flow(name, *accounts, kind, None, None, measure, by_group.sum(axis=-1))]
    flows = []
    for g, group in enumerate(pack.groups):
        payer, receiver = (household(group) if account == HOUSEHOLDS else account for account in accounts)
        flows.append(Flow(f"{name}/{group}", payer, receiver, kind, None, group, measure, by_group[..., g]))
    return flows


def care_flows(pack: Pack, costs: Array) -> list[Flow]:
    """Care by law [law, draw, scenario, year, group]: the law's payer and the patients' own part."""
    flows = []
    for index, law in enumerate(pack.laws):
        own = law.own_payment_share
        total = costs[index].sum(axis=-1)
        name = f"care/{law.id}"
        flows.append(Flow(name, law.payer, "resources", CARE, law.id, None, None, (1.0 - own) * total))
        if own > 0:
            flows += [
                Flow(
                    f"{name}/own/{group}",
                    household(group),
                    "resources",
                    CARE,
                    law.id,
                    group,
                    None,
                    own * costs[index][..., g],
                )
                for g, group in enumerate(pack.groups)
            ]
    return flows


def work_flows(pack: Pack, payer: str, absence: Array, death: Array, pay: Array) -> list[Flow]:
    """Output lost by absence and by death, and sick pay to the households (7.3).

    All [draw, scenario, year, group]. Lost output is a real means that the payer lacks; sick pay moves
    between two parties.
    """
    flows = [
        Flow(f"{WORK}/{item}", payer, "resources", WORK, None, None, None, lost.sum(axis=-1))
        for item, lost in ((ABSENCE, absence), (DEATH, death))
    ]
    return flows + [
        Flow(f"{WORK}/{SICK_PAY}/{group}", payer, household(group), TRANSFER, None, group, None, pay[..., g])
        for g, group in enumerate(pack.groups)
    ]


def disability_flows(pack: Pack, payer: str, benefits: Array) -> list[Flow]:
    """Disability benefits to the households [draw, scenario, year, group]: money that moves, nothing lost."""
    return [
        Flow(
            f"{WORK}/{DISABILITY}/{group}",
            payer,
            household(group),
            TRANSFER,
            None,
            group,
            None,
            benefits[..., g],
        )
        for g, group in enumerate(pack.groups)
    ]


def health_flows(groups: Sequence[str], qaly: Array, value_eur: float) -> list[Flow]:
    """Health valued in euro, from QALYs [draw, scenario, year, group]: lines to those who gain it."""
    return [
        Flow(f"health/{group}", HEALTH, household(group), HEALTH, None, group, None, value_eur * qaly[..., g])
        for g, group in enumerate(groups)
    ]
