"""Outcomes outside health and care in a result (7.5): how many more or fewer, when, at what cost to whom."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiap.consequences.outcomes import OUTCOME, RESOURCES, counts, touched
from hiap.domain.pack import Outcome
from hiap.economics.discounting import ordered_sum, present_value
from hiap.workflow.views import View, value

Array = NDArray[np.float64]
Row = dict[str, object]


def outcomes_of(view: View, many: bool) -> list[Row]:
    """Give every outcome that a measure of the scenario changes, in the order of the pack.

    `change` is plus when there are more, summed over all years; `cost_eur` is the present value of real means
    used for it less output made, so plus is dearer for society, and None where no price counts. A transfer is
    in `by_party` alone.
    """
    mine = {change.outcome for measure in view.measures for change in measure.outcomes}
    changed = touched(view.task.pack, view.task.measures)
    return [_row(view, place, outcome, many) for place, outcome in enumerate(changed) if outcome.id in mine]


def _row(view: View, place: int, outcome: Outcome, many: bool) -> Row:
    """One outcome: its change in all and by year, its cost, and the balance of each party."""
    number = view.found.outcome_numbers[:, view.index, :, place]
    used, by_party = _money(view, outcome)
    priced = any(counts(line, view.task.pack) for line in outcome.lines)
    base = view.task.pack.base_year
    return {
        "id": outcome.id,
        "title": dict(outcome.title),
        "domain": outcome.domain,
        "unit": outcome.unit,
        "change": value(number.sum(axis=1), many),
        "cost_eur": value(present_value(used, view.factors, axis=1), many) if priced else None,
        "by_party": {
            party: value(present_value(flow, view.factors, axis=1), many) for party, flow in by_party.items()
        },
        "by_year": [
            {
                "year": base + t,
                "change": value(number[:, t], many),
                "cost_eur": value(used[:, t], many) if priced else None,
            }
            for t in range(view.window.start, min(view.window.stop, number.shape[1]))
        ],
    }


def _money(view: View, outcome: Outcome) -> tuple[Array, dict[str, Array]]:
    """Real means used [draw, year], and receipts less payments of each party, in the order of the parties."""
    found, moved = view.found, dict[str, list[Array]]()
    for place, line in enumerate(found.lines):
        if line.id.startswith(f"{OUTCOME}/{outcome.id}/"):
            amount = found.amounts[:, view.index, :, place]
            moved.setdefault(line.receiver, []).append(amount)
            moved.setdefault(line.payer, []).append(0.0 - amount)
    sums = {account: ordered_sum(flows) for account, flows in moved.items()}
    used = sums.pop(RESOURCES, np.zeros(found.haly[:, view.index].sum(axis=-1).shape))
    return used, {party.id: sums[party.id] for party in view.task.pack.parties if party.id in sums}
