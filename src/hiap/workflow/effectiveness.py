"""Cost-effectiveness of a scenario (8.3), under its own discounting and apart from cost and benefit."""

from __future__ import annotations

import numpy as np

from hiap.economics.discounting import present_value
from hiap.economics.effectiveness import chance_of_quadrants, cost_per_qaly, quadrant
from hiap.economics.ledger import account_places
from hiap.workflow.views import View, factors_from, value

CENTS = 2


def effectiveness_of(view: View, many: bool) -> dict[str, object] | None:
    """What a QALY costs in the eyes of every perspective; None in a pack without a scheme for it.

    The cost is what the parties of a perspective pay more, without welfare that is no money, and apart from
    pensions and the like over years gained: of these only care counts. The QALYs are those of everybody.
    """
    pack = view.task.pack
    if pack.cost_effectiveness is None:
        return None
    scheme = pack.discounting[pack.cost_effectiveness]
    rates = [factors_from(view.task, view.first, part) for part in (scheme.costs, scheme.effects)]
    qalys = present_value(view.found.haly[:, view.index].sum(axis=-1), rates[1], axis=1)
    rows: dict[str, object] = {}
    for seen in pack.views:
        places = account_places(view.found.cash_apart, view.found.accounts, seen.accounts)
        flow = view.found.cash_apart[:, view.index][..., places].sum(axis=-1)
        cost = np.round(0.0 - present_value(flow, rates[0], axis=1), CENTS) + 0.0
        mean = (float(cost.mean()), float(qalys.mean()))
        rows[seen.id] = {
            "title": dict(seen.title),
            "cost_eur": value(cost, many),
            "cost_per_qaly_eur": cost_per_qaly(*mean),
            "quadrant": quadrant(*mean),
            "chances": chance_of_quadrants(cost, qalys) if many else {},
        }
    return {
        "discounting": pack.cost_effectiveness,
        "title": dict(scheme.title),
        "note": dict(scheme.note),
        "qaly": value(qalys, many),
        "perspectives": rows,
    }
