"""Who pays and who gains (8.5): the money between parties, wrong pockets, and what comes back to who paid."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiap.consequences.lines import HEALTH
from hiap.economics.appraisal import wrong_pocket_share
from hiap.economics.budget import cash_need, returned_share, square_year, structural_amount, totals_between
from hiap.economics.discounting import present_value
from hiap.workflow.budget import heading_of, heading_title, lasts, marks, running, structural_years
from hiap.workflow.views import View, as_society, net_present_values, value

Array = NDArray[np.float64]
Row = dict[str, object]
CENT = 0.01
"""Less is what differences of the care of a country leave behind, and no loss."""


def pockets_of(view: View, many: bool) -> dict[str, object]:
    """The money of one scenario: between whom, who is square when, what comes back, and the test of care."""
    return {
        "matrix": _matrix(view, many),
        "parties": _parties(view, many),
        "fields": _fields(view, many),
        "care_test": _care_test(view, many),
    }


def wrong_pocket(view: View) -> dict[str, object]:
    """How far the money gains fall with other parties than those that pay for the measure (8.5).

    Lost pleasure and other welfare is no money. The share leaves out what is paid over years gained, such as
    a state pension: it comes with a life that has to be lived of it. Losses are told with it.

    A programme cost below 0 is a receipt, and so a gain. Less than a cent is what differences of the care of
    a country leave behind.
    """
    balances, apart, payments = (
        present_value(flows[:, view.index], view.factors, axis=1).mean(axis=0)
        for flows in (view.found.cash, view.found.cash_apart, view.found.paid)
    )
    costs: dict[str, float] = {}
    gains: dict[str, float] = {}
    losses: dict[str, float] = {}
    for p, party in enumerate(view.task.pack.parties):
        if not party.boundary:
            costs[party.id] = max(float(payments[p]), 0.0)
            gains[party.id] = round(float(apart[p]) + costs[party.id], 2)
            left = round(float(balances[p]) + costs[party.id], 2)
            losses |= {party.id: left} if left < 0.0 else {}
    found = wrong_pocket_share(gains, costs)
    return {
        "share": found.share,
        "undefined": found.undefined,
        "losses_eur": {party: losses[party] for party in sorted(losses)},
    }


def _matrix(view: View, many: bool) -> list[Row]:
    """Present value of what accounts pay each other, by what it is about; minus is less than before."""
    found = view.found
    rows: list[Row] = []
    amounts = found.amounts[:, view.index]
    by_heading: dict[str, list[int]] = {}
    for place in view.places:
        if found.lines[place].kind != HEALTH:
            by_heading.setdefault(heading_of(found.lines[place]), []).append(place)
    for heading, places in by_heading.items():
        lines = [found.lines[place] for place in places]
        worth = present_value(amounts[..., places], view.factors, axis=1)
        moved = totals_between(worth, [line.payer for line in lines], [line.receiver for line in lines])
        rows += [
            {
                "payer": payer,
                "receiver": receiver,
                "heading": heading,
                "title": heading_title(view.task.pack, view.measures, heading),
                "present_value_eur": value(total, many),
            }
            for (payer, receiver), total in moved.items()
        ]
    return rows


def _parties(view: View, many: bool) -> list[Row]:
    """What each party pays for the measures, gains besides and has left; when it is square; who loses."""
    society = sum(net_present_values(as_society(view)))
    rows: list[Row] = []
    for p, party in enumerate(view.task.pack.parties):
        flow, paid = view.found.cash[:, view.index, :, p], view.found.paid[:, view.index, :, p]
        if party.boundary or not np.any(flow != 0):
            continue
        balance, cost = (present_value(flows, view.factors, axis=1) for flows in (flow, paid))
        rows.append(
            {
                "party": party.id,
                "paid_eur": value(cost, many),
                "gains_eur": value(balance + cost, many),
                "net_present_value_eur": value(balance, many),
                "chance_of_loss": float(np.mean(balance < -CENT)) if many else None,
                "square": _square(view, flow),
                "loses_while_society_gains": bool(balance.mean() < -CENT and np.mean(society) > 0.0),
            }
        )
    return rows


def _fields(view: View, many: bool) -> list[Row]:
    """What comes back to the parties of each perspective from what they paid, to be spent again."""
    rows: list[Row] = []
    for seen in view.task.pack.views:
        places = [view.found.accounts.index(account) for account in seen.accounts]
        flow, paid = (
            flows[:, view.index, :, places].sum(axis=0) for flows in (view.found.cash, view.found.paid)
        )
        balance, cost = (present_value(flows, view.factors, axis=1) for flows in (flow, paid))
        if not np.any(cost != 0.0):
            continue
        rows.append(
            {
                "perspective": seen.id,
                "title": dict(seen.title),
                "paid_eur": value(cost, many),
                "gains_eur": value(balance + cost, many),
                "returned_share": returned_share(balance + cost, cost),
                "square": _square(view, flow),
                "fund": _fund(view, flow, many),
            }
        )
    return rows


def _fund(view: View, flow: Array, many: bool) -> Row:
    """A revolving fund that pays for a field and gets what comes back: what it needs, how it stands when."""
    stand, base = np.cumsum(flow, axis=1), view.task.pack.base_year
    mean = stand.mean(axis=0)
    return {
        "need_eur": value(cash_need(flow), many),
        "deepest_year": base + int(mean.argmin()) if mean.min() < 0.0 else None,
        "stand_eur": {str(base + t): value(stand[:, t], many) for t in marks(view)},
    }


def _care_test(view: View, many: bool) -> dict[str, object]:
    """Whether structural savings in care can be shown: the yearly amount, its interval, and who pays.

    Shown means that the whole 95 % interval of the structural change in care cost lies below 0, and that of
    the present value over the horizon too; without draws it cannot be told.
    """
    lasting = [measure for measure in view.measures if lasts(measure)]
    care = view.found.care[:, view.index]
    change, whole = structural_amount(care[:, running(view)]), present_value(care, view.factors, axis=1)
    high, most = value(change, many)["high"], value(whole, many)["high"]
    if not np.any(care != 0.0):
        verdict = "no effect"
    elif not lasting:
        verdict = "not structural"
    elif change.mean() < 0.0 < whole.mean():
        verdict = "dearer later"
    elif high is None or most is None:
        verdict = "not told without draws"
    else:
        verdict = "shown" if high < 0.0 and most < 0.0 else "not shown"
    payers = dict.fromkeys(cost.payer for measure in view.measures for cost in measure.costs)
    return {
        "structural_change_eur": value(change, many),
        "present_value_eur": value(whole, many),
        "over": structural_years(view),
        "verdict": verdict,
        "payers": sorted(payers),
    }


def _square(view: View, flow: Array) -> int | None:
    """The year in which a balance [draw, year] is square, not before the measures begin."""
    place, base = square_year(flow.mean(axis=0), view.factors), view.task.pack.base_year
    return None if place is None else max(base + place, view.first)
