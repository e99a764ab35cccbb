"""Differences into the result of hiap-result/1: plain values that any face can print."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from hiap import __version__
from hiap.consequences.outcomes import price_names
from hiap.domain.measure import PACKAGE
from hiap.domain.pack import Discounting, Pack
from hiap.economics.appraisal import (
    ESTIMATE,
    benefit_cost_ratio,
    break_even_qaly_value,
    summarise,
)
from hiap.economics.budget import square_year
from hiap.economics.discounting import present_value
from hiap.economics.ledger import Perspective, account_places
from hiap.workflow.block import Differences, Task, horizon_years
from hiap.workflow.budget import budget_of
from hiap.workflow.counted import counted
from hiap.workflow.description import describe
from hiap.workflow.effectiveness import effectiveness_of
from hiap.workflow.equity import case_of, equity_of
from hiap.workflow.evidence import evidence_of
from hiap.workflow.goal import NARROW_THE_GAP, Goal, goal_settings
from hiap.workflow.information import uncertainty_of
from hiap.workflow.inputs import input_rows, pack_sources
from hiap.workflow.notes import result_notes, scenario_notes
from hiap.workflow.outcomes import outcomes_of
from hiap.workflow.perspective import SOCIETY
from hiap.workflow.pockets import pockets_of, wrong_pocket
from hiap.workflow.reference import reference_summary
from hiap.workflow.remainder import Remainder, remainders
from hiap.workflow.series import by_year, cumulative
from hiap.workflow.staff import staff_of
from hiap.workflow.views import Value, View, Views, net_present_values, value, views_of

Array = NDArray[np.float64]
CENTS = 2
SCHEMA = "hiap-result/1"
PACKAGE_TITLE = {"nl": "Pakket van alle maatregelen", "en": "Package of all measures"}


def assemble(
    task: Task,
    found: Differences,
    first: int,
    years: int,
    perspective: Perspective,
    goal: Goal = NARROW_THE_GAP,
) -> dict[str, object]:
    """Put the result together: settings, notes, reference, scenarios, overlap and inputs."""
    pack = task.pack
    scheme = pack.discounting[perspective.discounting]
    views = views_of(task, found, first, years, perspective)
    inputs = input_rows(pack, task.measures)
    left = remainders(task)
    documents = {measure.id: measure.model_dump_json() for measure in task.measures}
    result: dict[str, object] = {
        "schema": SCHEMA,
        "hiap_version": __version__,
        "engine": task.engine,
        "pack": {
            "id": pack.id,
            "base_year": pack.base_year,
            "price_year": pack.price_year,
            "title": dict(pack.title),
            "sha256": pack.digest,
            **place_entry(pack),
        },
        "measures": {name: hashlib.sha256(text.encode()).hexdigest() for name, text in documents.items()},
        "documents": documents,
        "settings": _settings(task, first, years, perspective, scheme) | goal_settings(goal),
        "notes": result_notes(task, years),
        "reference": reference_summary(pack, found.reference_deaths.mean(axis=0), found.clamps),
        "scenarios": {name: _scenario(name, view, left.get(name), goal) for name, view in views.items()},
        "inputs": inputs,
        "sources": pack_sources(pack, inputs),
        "parties": {party.id: dict(party.title) for party in pack.parties},
        "diseases": {disease.id: dict(disease.title) for disease in pack.diseases},
        "risk_factors": {factor.id: dict(factor.title) for factor in pack.risk_factors},
    }
    if len(task.measures) > 1:
        result["overlap"] = _overlap(views)
    return result


def place_entry(pack: Pack) -> dict[str, object]:
    """The part of the country that the result is about; nothing for the whole of it."""
    if pack.place is None:
        return {}
    place = pack.place
    return {
        "place": {
            "id": place.id,
            "kind": place.kind,
            "title": place.title,
            "persons": float(place.people.sum()),
            "part_of_country": pack.part_of_country,
        }
    }


def _settings(
    task: Task, first: int, years: int, perspective: Perspective, scheme: Discounting
) -> dict[str, object]:
    """Every setting that the answer rests on."""
    return {
        "draws": task.count,
        "seed": task.seed,
        "years": years,
        "perspective": perspective.id,
        "perspective_title": dict(perspective.title),
        "perspective_accounts": list(perspective.accounts),
        "first_year": first,
        "discounting": {
            "name": perspective.discounting,
            "title": dict(scheme.title),
            "rates": [[year, rate] for year, rate in scheme.costs],
            "rates_health": [[year, rate] for year, rate in scheme.effects],
            "note": dict(scheme.note),
        },
        "qaly_values_eur": list(task.pack.qaly_values_eur),
        "ses": dict(task.pack.group_title),
        "overlap": [str(item) for item in task.overlap],
    }


def _scenario(name: str, view: View, left: Remainder | None, goal: Goal) -> dict[str, object]:
    """Everything about one scenario; nothing is left of its gain without assumptions if `left` is None."""
    found, k, many = view.found, view.index, view.task.count > 0
    cut = view.window
    last = max(measure.last_year for measure in view.measures)
    structural = any(measure.duration == "structural" for measure in view.measures)
    horizon = max(m.start + horizon_years(m.years) for m in view.measures) - min(
        m.start for m in view.measures
    )
    haly = found.haly[:, k].sum(axis=(1, 2))
    package = name == PACKAGE
    title = PACKAGE_TITLE if package else view.measures[0].title.model_dump()
    scenario: dict[str, object] = {
        "title": title,
        "measures": [measure.id for measure in view.measures],
        "start": min(measure.start for measure in view.measures),
        "end": None if structural else last,
        "horizon_years": horizon,
        "counted": counted(view),
        "haly": value(haly, many),
        "qaly": value(haly, many),
        "healthy_life_years": value(found.healthy_years[:, k].sum(axis=(1, 2)), many),
        "life_years": value(found.life_years[:, k].sum(axis=(1, 2)), many),
        "deaths_averted": value(found.deaths_averted[:, k, cut].sum(axis=1), many),
        "cases_averted": {
            disease.id: value(found.cases_averted[d, :, k, cut].sum(axis=1), many)
            for d, disease in enumerate(view.task.pack.diseases)
        },
        **money_of(view, many),
        "by_ses": _by_group(view, many),
        "equity": equity_of(case_of(view, goal)),
        "by_party": balance_by_party(view, many),
        "wrong_pocket": wrong_pocket(view),
        "cost_effectiveness": effectiveness_of(view, many),
        "pockets": pockets_of(view, many),
        "budget": budget_of(view, many),
        "staff": staff_of(view, many),
        "outcomes": outcomes_of(view, many),
        "uncertainty": _uncertainty(view),
        "by_year": by_year(view, many),
        "cumulative": cumulative(view, many),
        "evidence": evidence_of(
            view.task.pack, view.measures, _alone(view), left.unverified_share if left else 1.0
        ),
        "pm": [
            {"title": item.title.model_dump(), "sign": item.sign, "reason": item.reason.model_dump()}
            for measure in view.measures
            for item in measure.pm
        ],
        "notes": [note for measure in view.measures for note in scenario_notes(view.task.pack, measure)],
    }
    if not package:
        scenario["description"] = describe(view.task.pack.names, view.measures[0])
    return scenario


def _uncertainty(view: View) -> dict[str, object] | None:
    """What would change the conclusion; a single draw has no spread to say it from."""
    if view.task.count < 2:
        return None
    return uncertainty_of(view.task, view.measures, *net_present_values(view))


def _alone(view: View) -> Mapping[str, float]:
    """Mean gain in HALYs of each measure on its own."""
    names = [measure.id for measure in view.task.measures]
    return {name: float(view.found.haly[:, i + 1].sum(axis=(1, 2)).mean()) for i, name in enumerate(names)}


def money_of(view: View, many: bool) -> dict[str, object]:
    """Care cost, programme cost, lost output, net present values and the break-even value of a QALY."""
    pack, k = view.task.pack, view.index
    money, health = net_present_values(view)
    low, high = pack.qaly_values_eur[0], pack.qaly_values_eur[-1]
    return {
        "care_cost_eur": value(present_value(view.found.care[:, k], view.factors, axis=1), many),
        "programme_cost_eur": value(present_value(view.found.programme[:, k], view.factors, axis=1), many),
        "lost_output_eur": _lost_output(view, many),
        "other_outcomes_eur": _other_outcomes(view, many),
        "lost_welfare_eur": _lost_welfare(view, many),
        "net_present_value_eur": value(money + health, many),
        "net_present_value_100k_eur": value(money + health * (high / low), many),
        "benefit_cost_ratio": _benefit_cost_ratio(view, money + health, many),
        "benefit_cost_ratio_100k": _benefit_cost_ratio(view, money + health * (high / low), many),
        "break_even_qaly_eur": break_even(money, health / low, many),
        "break_even_year": _break_even_year(view),
    }


def _benefit_cost_ratio(view: View, balance: Array, many: bool) -> Value | None:
    """Benefits for each euro of programme cost, of the means; only for society, where all cost is in view."""
    if view.perspective.id != SOCIETY:
        return None
    cost = present_value(view.found.programme[:, view.index], view.factors, axis=1)
    mean = benefit_cost_ratio(float(balance.mean()), float(cost.mean()))
    if mean is None:
        return None
    return _quotient(mean, balance + cost, cost) if many and bool(np.all(cost > 0)) else _quotient(mean)


def _lost_output(view: View, many: bool) -> Value | None:
    """Present value of output that is not made by absence and death; None where the pack knows no absence."""
    if view.task.pack.work is None:
        return None
    return value(present_value(view.found.lost_output[:, view.index], view.factors, axis=1), many)


def _other_outcomes(view: View, many: bool) -> Value | None:
    """Present value of what other outcomes cost society; None where no measure changes one with a price."""
    if not price_names(view.task.pack, view.measures):
        return None
    return value(present_value(view.found.other_outcomes[:, view.index], view.factors, axis=1), many)


def _lost_welfare(view: View, many: bool) -> Value | None:
    """Present value of welfare that is no money and is lost; None where no measure takes any."""
    lost = view.found.lost_welfare[:, view.index]
    return value(present_value(lost, view.factors, axis=1), many) if np.any(lost != 0) else None


def _break_even_year(view: View) -> int | None:
    """First year from which a perspective has back what it laid out, with valued health (8.3)."""
    found, accounts = view.found, view.perspective.accounts
    places = account_places(found.money, found.accounts, accounts)
    worth = np.zeros(found.haly.shape[2])
    for flows, factors in ((found.money, view.factors), (found.health_money, view.health_factors)):
        worth += flows[:, view.index][..., places].sum(axis=-1).mean(axis=0) * factors
    place = square_year(worth, np.ones(len(worth)))
    return None if place is None else max(view.task.pack.base_year + place, view.first)


def _money(key: str) -> Callable[[View], object]:
    """What gives one amount of `money_of`."""
    return lambda view: money_of(view, view.task.count > 0)[key]


SHOWN: Mapping[str, Callable[[View], object]] = {
    "haly": lambda view: value(view.found.haly[:, view.index].sum(axis=(1, 2)), view.task.count > 0),
    "care_cost_eur": _money("care_cost_eur"),
    "lost_output_eur": _money("lost_output_eur"),
    "net_present_value_eur": _money("net_present_value_eur"),
    "break_even_qaly_eur": _money("break_even_qaly_eur"),
}
"""The numbers of a scenario by which variants are compared."""


def break_even(money: Array, qalys: Array, many: bool) -> Value | None:
    """Value of a QALY at which the means balance; with the interval over draws if every draw has one.

    >>> break_even(np.array([-100.0, -300.0]), np.array([1.0, 1.0]), many=False)["mean"]
    200.0
    """
    mean = break_even_qaly_value(float(money.mean()), float(qalys.mean()))
    if mean is None:
        return None
    every = many and bool(np.all(money < 0) and np.all(qalys > 0))
    return _quotient(mean, -money, qalys) if every else _quotient(mean)


def _quotient(mean: float, above: Array | None = None, below: Array | None = None) -> Value:
    """A quotient of means, with the interval of that of each draw where these are given."""
    found: Value = dict.fromkeys(ESTIMATE) | {"mean": mean}
    if above is not None and below is not None:
        limits = summarise(above / below)
        found |= {"median": limits.median, "low": limits.low, "high": limits.high}
    return found


def _by_group(view: View, many: bool) -> dict[str, object]:
    """Health gain by socio-economic group, also per 1,000 persons of the base year."""
    pack, k = view.task.pack, view.index
    people = (pack.people[..., None] * pack.group_share).sum(axis=(0, 1))
    rows: dict[str, object] = {}
    for g, group in enumerate(pack.groups):
        haly = view.found.haly[:, k, :, g].sum(axis=1)
        rows[group] = {
            "haly": value(haly, many),
            "healthy_life_years": value(view.found.healthy_years[:, k, :, g].sum(axis=1), many),
            "life_years": value(view.found.life_years[:, k, :, g].sum(axis=1), many),
            "per_1000_haly": value(1000.0 * haly / people[g], many),
        }
    return rows


def balance_by_party(view: View, many: bool) -> dict[str, object]:
    """Present value of money by party; parties with which nothing happens are left out."""
    rows: dict[str, object] = {}
    for p, party in enumerate(view.task.pack.parties):
        flow = view.found.cash[:, view.index, :, p]
        if not np.any(flow != 0):
            continue
        rows[party.id] = {
            "title": dict(party.title),
            "boundary": party.boundary,
            "net_present_value_eur": value(present_value(flow, view.factors, axis=1), many),
            "receipts_eur": value(present_value(np.maximum(flow, 0.0), view.factors, axis=1), many),
            "payments_eur": value(present_value(np.maximum(-flow, 0.0), view.factors, axis=1), many),
        }
    return rows


def _to_the_cent(amount: Array) -> Array:
    """Whole cents: less is what differences of large sums leave behind, and has no sign.

    >>> _to_the_cent(np.array([-1e-7, 2.346])).tolist()
    [0.0, 2.35]
    """
    return np.asarray(np.round(amount, CENTS) + 0.0)


def _overlap(views: Views) -> dict[str, object]:
    """Sum of the measures alone less the package (6.2), over the years in which all are followed."""
    package = views[PACKAGE]
    many = package.task.count > 0
    alone = [view for name, view in views.items() if name != PACKAGE]
    base = package.task.pack.base_year
    end = min(m.start - base + horizon_years(m.years) for m in package.measures)

    def haly(view: View) -> Array:
        return np.asarray(view.found.haly[:, view.index, :end].sum(axis=(1, 2)))

    def money(view: View) -> Array:
        return np.asarray(sum(net_present_values(view, end)))

    return {
        "years": end - (package.first - base),
        "haly": value(np.asarray(sum(map(haly, alone)) - haly(package)), many),
        "net_present_value_eur": value(_to_the_cent(sum(map(money, alone)) - money(package)), many),
    }
