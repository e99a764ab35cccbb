"""Budget series by party, law and year (8.4), temporary and structural money apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from hiap.consequences.lines import (
    ABSENCE,
    CARE,
    DEATH,
    DISABILITY,
    HEALTH,
    LIVING,
    PROGRAMME,
    SICK_PAY,
    WELFARE,
    WORK,
)
from hiap.consequences.outcomes import OUTCOME
from hiap.domain.measure import Cost, Measure, Transfer
from hiap.domain.pack import Pack
from hiap.economics.budget import LEVEL_YEARS, structural_amount, year_reached
from hiap.economics.discounting import ordered_sum
from hiap.economics.ledger import Line
from hiap.workflow.labels import OUTCOME_DOMAINS, Title, inside, titled
from hiap.workflow.views import View, value

Array = NDArray[np.float64]
Row = dict[str, object]
Key = tuple[str, str, bool]
STRUCTURAL, TEMPORARY = "structural", "temporary"
TOTAL = "total"
WORK_TITLES: Mapping[str, Title] = {
    ABSENCE: {"nl": "Werk: productie bij verzuim", "en": "Work: output lost by absence"},
    DEATH: {"nl": "Werk: productie bij overlijden", "en": "Work: output lost by death"},
    SICK_PAY: {"nl": "Werk: loon bij ziekte na vervanging", "en": "Work: sick pay after replacement"},
    DISABILITY: {"nl": "Werk: arbeidsongeschiktheidsuitkeringen", "en": "Work: disability benefits"},
}


def budget_of(view: View, many: bool) -> dict[str, object]:
    """Undiscounted series of one scenario, plus is a gain for the party, in the order of the parties.

    A row is a party, what it pays for or saves on, and the kind of money; before the rows of a party with
    more than one stands its total, and at the end that of every perspective of the pack. Valued health and
    other welfare are no money and stand in no budget.
    """
    pack, window = view.task.pack, running(view)
    found = _flows(view)
    marked = marks(view)
    out: list[Row] = []
    for party in pack.parties:
        own = {key: flow for key, flow in found.items() if key[0] == party.id}
        if len(own) > 1:
            out += _totals(view, (party.id, party.title), own, (marked, window), many)
        for (_, heading, lasting), flow in own.items():
            title = heading_title(pack, view.measures, heading)
            out.append(_row(view, party.id, (heading, title, lasting), flow, (marked, window), many))
    for seen in pack.views:
        inside = {key: flow for key, flow in found.items() if key[0] in seen.accounts}
        if inside:
            out += _totals(view, (seen.id, seen.title), inside, (marked, window), many)
    return {
        "unit": f"eur {pack.price_year}",
        "first_year": view.first,
        "marks": [pack.base_year + t for t in marked],
        "structural_over": structural_years(view),
        "rows": out,
    }


def running(view: View, measures: Sequence[Measure] | None = None) -> slice:
    """The years in which all run together that go on or are paid from structural money, else all measures."""
    chosen = measures or view.measures
    lasting = [measure for measure in chosen if lasts(measure)] or list(chosen)
    base = view.task.pack.base_year
    first = min(measure.start for measure in lasting) - base
    return slice(first, min(measure.last_year for measure in lasting) - base + 1)


def structural_years(view: View) -> list[int]:
    """First and last of the years over which structural amounts are taken."""
    window, base = running(view), view.task.pack.base_year
    return [base + max(window.start, window.stop - LEVEL_YEARS), base + window.stop - 1]


def lasts(measure: Measure) -> bool:
    """Whether a measure goes on without an end, or is paid from structural money."""
    return measure.duration == STRUCTURAL or any(cost.money == STRUCTURAL for cost in measure.costs)


def marks(view: View) -> list[int]:
    """Places of the years that are marked, no further than is followed: so many years running, and by date.

    A pack that names no years has its first and its last year shown.
    """
    pack, last = view.task.pack, view.found.amounts.shape[2]
    start = view.first - pack.base_year
    dated = {year - pack.base_year for year in pack.marked_years if year >= view.first}
    running = {start + term - 1 for term in pack.budget_terms} | dated
    return sorted(place for place in running or {start, start + view.years - 1} if place < last)


def _flows(view: View) -> dict[Key, Array]:
    """Receipts less payments by party, heading and kind of money, [draw, year]; only what is money."""
    boundary = {party.id for party in view.task.pack.parties if party.boundary}
    found: dict[Key, Array] = {}
    for place in view.places:
        line, amount = view.found.lines[place], view.found.amounts[:, view.index, :, place]
        if line.kind in (HEALTH, WELFARE) or not np.any(amount != 0.0):
            continue
        lasting = _lasting(line, view.measures)
        for account, flow in ((line.receiver, amount), (line.payer, 0.0 - amount)):
            key = (account, heading_of(line), lasting)
            if account not in boundary:
                found[key] = found[key] + flow if key in found else flow
    order = [party.id for party in view.task.pack.parties]
    return dict(sorted(found.items(), key=lambda item: (order.index(item[0][0]), item[0][1:])))


def _lasting(line: Line, measures: Sequence[Measure]) -> bool:
    """Whether a line is structural money: a cost as its measure says, all else as the measures behind it."""
    behind = [measure for measure in measures if line.measure in (None, measure.id)]
    if line.kind == PROGRAMME:
        item = heading_of(line).partition("/")[2]
        return any(cost.money == STRUCTURAL for m in behind for cost in m.costs if cost.id == item)
    return any(lasts(measure) for measure in behind)


def heading_of(line: Line) -> str:
    """What a line is about, whoever pays: `measure/item`, or `care/law`.

    >>> heading_of(Line("care/zvw/own/Q1", "households_q1", "resources", "care", "zvw", "Q1", None))
    'care/zvw'
    """
    return "/".join(line.id.split("/")[:2])


def heading_title(pack: Pack, measures: Sequence[Measure], heading: str) -> Title:
    """The words for a heading: cost or transfer of a measure, care, lost work, an outcome, a pension."""
    first, _, item = heading.partition("/")
    if first == OUTCOME:
        outcome = pack.names.outcomes[item]
        return titled("{0}: {1}", "{0}: {1}", OUTCOME_DOMAINS[outcome.domain], inside(outcome.title))
    if first == LIVING:
        return dict(next(money for money in pack.living if money.id == item).title)
    if first == WORK:
        return dict(WORK_TITLES[item])
    if first == CARE:
        law = next(law for law in pack.laws if law.id == item)
        return titled("Zorg: {0}", "Care: {0}", law.title)
    measure = next(found for found in measures if found.id == first)
    titles = {cost.id: cost.title.model_dump() for cost in measure.costs}
    titles |= {transfer.id: transfer.title.model_dump() for transfer in measure.transfers}
    if len(measures) == 1:
        return dict(titles[item])
    return titled("{0}: {1}", "{0}: {1}", measure.title.model_dump(), titles[item])


def article_of(pack: Pack, measures: Sequence[Measure], party: str, heading: str) -> str | None:
    """The number of the article under which an item stands in the budget of a party; None if not known."""
    name, _, item = heading.partition("/")
    chapters = {found.id for found in pack.parties if found.chapter}
    behind = [measure for measure in measures if measure.id == name]
    named: list[Cost | Transfer] = [
        *(cost for measure in behind for cost in measure.costs if cost.id == item),
        *(transfer for measure in behind for transfer in measure.transfers if transfer.id == item),
    ]
    for entry in named:
        sides = (entry.payer, entry.receiver) if isinstance(entry, Transfer) else (entry.payer,)
        if next((side for side in sides if side in chapters), None) == party:
            return entry.article
    return None


def _totals(
    view: View,
    whose: tuple[str, Mapping[str, str]],
    flows: Mapping[Key, Array],
    years: tuple[list[int], slice],
    many: bool,
) -> list[Row]:
    """The sum of some flows: of both kinds of money where there are both, of structural, of temporary."""
    party, title = whose[0], dict(whose[1])
    kinds = sorted({lasting for _, _, lasting in flows}, reverse=True)
    sums = {lasting: ordered_sum(f for key, f in flows.items() if key[2] is lasting) for lasting in kinds}
    both = {None: ordered_sum(flows.values())} if len(kinds) > 1 else {}
    return [
        _row(view, party, (TOTAL, title, lasting), flow, years, many)
        for lasting, flow in [*both.items(), *sums.items()]
    ]


def _row(
    view: View,
    party: str,
    what: tuple[str, Title, bool | None],
    flow: Array,
    years: tuple[list[int], slice],
    many: bool,
) -> Row:
    """One row: series of means, estimates of marked years and of the structural amount, and sums."""
    (heading, title, lasting), (marked, window) = what, years
    base, cut = view.task.pack.base_year, view.window
    own = [measure for measure in view.measures if heading.startswith(f"{measure.id}/")]
    window = running(view, own) if own else window
    amount = structural_amount(flow[:, window])
    ends = [measure.last_year - base + 1 for measure in own or view.measures if lasts(measure)]
    whole = flow[:, window.start : max(ends, default=window.stop)].mean(axis=0)
    reached = year_reached(whole, float(amount.mean())) if lasting else None
    pack = view.task.pack
    return {
        "party": party,
        "chapter": next((found.chapter for found in pack.parties if found.id == party), None),
        "article": article_of(pack, view.measures, party, heading),
        "heading": heading,
        "title": title,
        "money": {True: STRUCTURAL, False: TEMPORARY, None: "both"}[lasting],
        "marks": {str(base + t): value(flow[:, t], many) for t in marked},
        "structural_eur": value(amount, many) if lasting else None,
        "reached": None if reached is None else base + window.start + reached,
        "sum_eur": value(flow[:, cut].sum(axis=1), many),
        "series": flow[:, cut].mean(axis=0).tolist(),
    }
