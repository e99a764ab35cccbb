"""Other outcomes (7.5): numbers of school years, offences and the like, and what they cost each party."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from hiap.consequences.lines import TRANSFER, Flow, SampleAmount, by_account
from hiap.domain.measure import Measure, OutcomeChange
from hiap.domain.pack import Estimate, Outcome, OutcomeLine, Pack
from hiap.uncertainty.distributions import Kind

Array = NDArray[np.float64]
SamplePrice = Callable[[str, Estimate, Kind], Array]
OUTCOME, RESOURCES = "outcome", "resources"


def touched(pack: Pack, measures: Sequence[Measure]) -> tuple[Outcome, ...]:
    """The outcomes of the pack that some of the measures change, in the order of the pack."""
    named = {change.outcome for measure in measures for change in measure.outcomes}
    return tuple(outcome for outcome in pack.outcomes if outcome.id in named)


def counts(line: OutcomeLine, pack: Pack) -> bool:
    """Whether a line counts with the way in which the pack values lost work."""
    return line.method is None or (pack.work is not None and line.method == pack.work.method)


def price_name(outcome: Outcome, line: OutcomeLine) -> str:
    """Name by which the price of a line is drawn."""
    return f"{OUTCOME}/{outcome.id}/{line.id}"


def price_names(pack: Pack, measures: Sequence[Measure]) -> list[str]:
    """The names of all prices that the measures draw."""
    return [
        price_name(outcome, line)
        for outcome in touched(pack, measures)
        for line in outcome.lines
        if counts(line, pack)
    ]


def change_in_numbers(measure: Measure, reached: Array, sample: SampleAmount) -> Mapping[str, Array]:
    """How many more of each outcome a measure brings, [draw, scenario, year, group] by id of the outcome.

    `reached` are the people newly reached (flow) or covered (stock) in the years and scenarios in which the
    measure runs, on the same axes.
    """
    found: dict[str, Array] = {}
    for change in sorted(measure.outcomes, key=lambda item: item.id):
        number = _per_person(measure, change, sample) * _lasting(measure, change, reached, sample)
        found[change.outcome] = found[change.outcome] + number if change.outcome in found else number
    return found


def _per_person(measure: Measure, change: OutcomeChange, sample: SampleAmount) -> Array:
    """Change in the number for a person and a year at first, [draw, 1, 1, 1]; minus is fewer."""
    sign = 1.0 if change.direction == "more" else -1.0
    amount = sign * sample(measure.id, f"outcomes/{change.id}/transfer", change.transfer)
    for path, quantity in change.factors:
        amount = amount * sample(measure.id, path, quantity)
    return np.asarray(amount[:, None, None, None])


def _lasting(measure: Measure, change: OutcomeChange, reached: Array, sample: SampleAmount) -> Array:
    """People who feel the change in a year, as far as it is left, on the axes of `reached`.

    Σ reached(t - lag - u)·(1 - decay)^u over the years u that it lasts; a stock is covered anew each year.
    """
    kept = np.ones(reached.shape[0])
    if change.decay is not None:
        kept = 1.0 - sample(measure.id, f"outcomes/{change.id}/decay", change.decay)
    left, felt = np.ones((len(kept), 1, 1, 1)), np.zeros(reached.shape)
    for later in range(change.lag_years, change.lag_years + (change.years or 1)):
        if later < reached.shape[2]:
            felt[:, :, later:] += left * reached[:, :, : reached.shape[2] - later]
        left = left * kept[:, None, None, None]
    return felt


def outcome_flows(
    pack: Pack, outcomes: Sequence[Outcome], numbers: Mapping[str, Array], sample: SamplePrice
) -> Iterator[Flow]:
    """Lines of the outcomes: their numbers [draw, scenario, year, group] times what each party pays for one.

    Real means go on to resources, or come from there where output is made; all else is a transfer.
    """
    for outcome in outcomes:
        for line in outcome.lines:
            if counts(line, pack):
                name, accounts = price_name(outcome, line), (line.payer, line.receiver)
                by_group = sample(name, line.price, "cost")[:, None, None, None] * numbers[outcome.id]
                kind = OUTCOME if RESOURCES in accounts else TRANSFER
                yield from by_account(pack, name, accounts, kind, by_group)
