"""What happens year by year: the figures of each year, and what the years have brought together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiap.economics.ledger import account_places
from hiap.workflow.block import horizon_years
from hiap.workflow.views import View, value

Array = NDArray[np.float64]
MIDDLE = (25.0, 75.0)
"""Ends of the interval that holds the middle half of the draws, in per cent."""


def by_year(view: View, many: bool) -> list[dict[str, object]]:
    """Undiscounted series for the years shown (8.4)."""
    found, k = view.found, view.index
    rows: list[dict[str, object]] = []
    parties = [party.id for party in view.task.pack.parties]
    groups = view.task.pack.groups
    touched = np.flatnonzero(found.cash[:, k].any(axis=(0, 1))).tolist()
    haly, cash = found.haly[:, k].mean(axis=0).tolist(), found.cash[:, k].mean(axis=0).tolist()
    for t in range(view.window.start, min(view.window.stop, found.haly.shape[2])):
        rows.append(
            {
                "year": view.task.pack.base_year + t,
                "programme_cost_eur": value(found.programme[:, k, t], many),
                "care_cost_eur": value(found.care[:, k, t], many),
                "lost_output_eur": value(found.lost_output[:, k, t], many),
                "haly": value(found.haly[:, k, t].sum(axis=1), many),
                "deaths_averted": value(found.deaths_averted[:, k, t], many),
                "by_ses": dict(zip(groups, haly[t], strict=True)),
                "by_party": {parties[p]: cash[t][p] for p in touched},
            }
        )
    return rows


def cumulative(view: View, many: bool) -> list[dict[str, object]]:
    """Balance of the perspective up to each year of the horizon, that year included; present value (8.3)."""
    base = view.task.pack.base_year
    start = view.first - base
    end = max(measure.start - base + horizon_years(measure.years) for measure in view.measures)
    total = np.cumsum(_worth(view), axis=1)
    return [
        {"year": base + t, "net_present_value_eur": value(total[:, t], many), **_middle(total[:, t], many)}
        for t in range(start, min(end, total.shape[1]))
    ]


def _worth(view: View) -> Array:
    """Present value of the balance of the perspective, [draw, year]."""
    found = view.found
    places = account_places(found.money, found.accounts, view.perspective.accounts)
    flows = ((found.money, view.factors), (found.health_money, view.health_factors))
    parts = [flow[:, view.index][..., places].sum(axis=-1) * factors for flow, factors in flows]
    return np.asarray(parts[0] + parts[1])


def _middle(draws: Array, many: bool) -> dict[str, float | None]:
    """Ends of the middle half of the draws; None without draws, as in an estimate."""
    keys = ("middle_low_eur", "middle_high_eur")
    if not many or len(draws) < 2:
        return dict.fromkeys(keys)
    return dict(zip(keys, map(float, np.percentile(draws, MIDDLE)), strict=True))
