"""An agreement on a measure (8.6): what each party gains and risks, who would not join, the division."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hiap import __version__
from hiap.catalogue.agreement_checks import Known
from hiap.catalogue.agreements import Read, named_faults, read_agreement
from hiap.catalogue.documents import Location
from hiap.catalogue.measures import ENDINGS
from hiap.data import DEFAULT_PACK
from hiap.domain.agreement import Agreement, SharedSavings, Term
from hiap.domain.errors import Fault, InputError, plain
from hiap.domain.measure import PACKAGE
from hiap.domain.pack import Pack
from hiap.economics.chance import chance_payment, smallest_population, standard_error
from hiap.economics.coalitions import CENT, blocking
from hiap.economics.discounting import present_value
from hiap.economics.games import (
    RULES,
    Game,
    agreement_game,
    divide,
    free_riders,
    side_payments,
    smallest_payments,
)
from hiap.economics.position import Position, position
from hiap.workflow.block import horizon_years
from hiap.workflow.computed import Asked, Computed, compute, from_record
from hiap.workflow.contract import (
    Flows,
    Transfers,
    over_granted,
    over_saved,
    saved_share,
    target_per_person,
    transfers_of,
    without,
)
from hiap.workflow.parallel import Progress
from hiap.workflow.result import PACKAGE_TITLE, place_entry
from hiap.workflow.settings import Settings, examine, setting_faults
from hiap.workflow.views import factors_from
from hiap.workflow.vocabulary import vocabulary_of

Array = NDArray[np.float64]
Agreed = dict[str, object]
SCHEMA = "hiap-agreed/1"
POPULATIONS = (500, 5_000, 50_000, 500_000, 5_000_000)
"""Numbers of people for which chance payments are shown."""


def agree(
    path: str,
    *,
    progress: Progress | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
) -> Agreed:
    """Tell what an agreement means for every party, and divide what all gain together (8.6).

    Parameters
    ----------
    path : str
        YAML file of an agreement (`hiap-agreement/1`).
    progress : called with draws done, draws in all, and a label.
    workers, scheduler : as with `appraise`.

    Returns
    -------
    dict
        The result in the form of `hiap-agreed/1`; amounts are present values unless they say otherwise.

    Raises
    ------
    InputError
        Every fault of the file, its measures and its run at once, each with its cure.

    Examples
    --------
    >>> agree("examples/agreement-fall-prevention.yaml")["game"]["would_not_join"]
    []
    """
    read = read_agreement(path)
    asked, pack, faults = _basis(path, read)
    faults = [*read.faults, *faults]
    if pack is not None:
        faults += named_faults(read, Known(vocabulary_of(pack), pack.discounting))
    faults += _scenario_faults(read, asked) + _window_faults(read, asked)
    faults += setting_faults(Settings(workers=workers, scheduler=scheduler))
    if faults or asked is None or read.agreement is None:
        raise InputError(list(dict.fromkeys(faults)))
    settings = replace(asked.settings, workers=workers, scheduler=scheduler)
    done = compute(replace(asked, settings=settings), progress)
    flows, factors = flows_of(done, read.agreement)
    granted, saved = (find(read.agreement.terms, flows) for find in (over_granted, over_saved))
    over = [_over_fault(read, *granted)] if granted else []
    over += [_saved_fault(read, *saved)] if saved else []
    if over:
        raise InputError(over)
    return _agreed(read.agreement, done, flows, factors)


def _basis(path: str, read: Read) -> tuple[Asked | None, Pack | None, list[Fault]]:
    """What the agreement stands on: measures, or a run that is computed again."""
    tree = read.document.tree
    folder, pack = Path(path).parent, tree.get("pack")
    if isinstance(pack, str) and (folder / pack).is_dir():
        pack = str(folder / pack)
    if not isinstance(pack, str | None):
        return None, None, []
    if isinstance(tree.get("run"), str):
        return _run(read, folder / tree["run"], pack)
    measures = tree.get("measures")
    if not isinstance(measures, list) or not all(isinstance(one, str) for one in measures):
        return None, None, []
    draws, seed = (tree.get(name) if type(tree.get(name)) is int else 0 for name in ("draws", "seed"))
    settings = Settings(draws=max(int(draws or 0), 0), seed=int(seed or 0), pack=pack or DEFAULT_PACK)
    references = [str(folder / one) if one.lower().endswith(ENDINGS) else one for one in measures]
    country, chosen, faults = examine(references, settings)
    return None if faults or country is None else Asked(country, chosen, settings), country, faults


def _run(read: Read, folder: Path, pack: str | None) -> tuple[Asked | None, Pack | None, list[Fault]]:
    """What was asked of a run; refused where its pack is not the same to the byte."""
    try:
        record = json.loads((folder / "result.json").read_text(encoding="utf-8"))
        digest = str(record["pack"]["sha256"])
    except OSError:
        why = f"run: {plain(str(folder))} is no run"
        return None, None, [read.document.fault(("run",), why, "name the folder in which result.json lies")]
    except (ValueError, KeyError, TypeError) as error:
        why = f"run: the result in {plain(str(folder))} cannot be read: {plain(str(error))}"
        return None, None, [read.document.fault(("run",), why, "name the folder in which result.json lies")]
    try:
        asked = from_record(record, pack)
    except InputError as error:
        return None, None, list(error.faults)
    if asked.pack.digest != digest:
        why = f"run: computed on another edition of pack {asked.pack.id} than the one here"
        cure = "appraise the measures again, or name the pack of the run with pack"
        return None, asked.pack, [read.document.fault(("run",), why, cure)]
    return asked, asked.pack, []


def _scenario_faults(read: Read, asked: Asked | None) -> list[Fault]:
    if asked is None:
        return []
    ids = [measure.id for measure in asked.measures]
    known = [*ids, PACKAGE] if len(ids) > 1 else ids
    name = read.document.tree.get("scenario")
    if not isinstance(name, str) or name in known:
        return []
    why = f"scenario: {name} is not computed"
    return [read.document.fault(("scenario",), why, f"write one of {', '.join(known)}")]


def _window(asked: Asked) -> tuple[int, int]:
    """First year of the measures, and the last that is followed (1.2)."""
    first = min(measure.start for measure in asked.measures)
    return first, max(measure.start + horizon_years(measure.years) for measure in asked.measures) - 1


def _window_faults(read: Read, asked: Asked | None) -> list[Fault]:
    """Terms in years that do not count: money would be lost without a word."""
    if asked is None or read.agreement is None:
        return []
    first, last = _window(asked)
    agreement, faults = read.agreement, []
    if agreement.years is not None and agreement.years > last - first + 1:
        why = f"years: {agreement.years} years go beyond what is followed"
        faults.append(read.document.fault(("years",), why, f"write at most {last - first + 1}"))
    last = last if agreement.years is None else min(last, first + agreement.years - 1)
    told: list[tuple[Location, str, tuple[int, int]]] = [
        (("terms", place, "years"), f"terms/{term.id}/years", term.years)
        for place, term in enumerate(agreement.terms)
    ]
    if agreement.leaves is not None:
        told.append((("leaves", "year"), "leaves/year", (agreement.leaves.year,) * 2))
    for location, name, years in told:
        if not first <= years[0] <= years[1] <= last:
            why = f"{name}: the years that count are {first}-{last}"
            faults.append(read.document.fault(location, why, "choose years within them"))
    return faults


def _over_fault(read: Read, receiver: str, year: int, euro: float) -> Fault:
    why = f"terms: sources give {receiver} {euro:,.0f} euro more than its cost in {year}"
    return read.document.fault(("terms",), why, "lower the amounts, or give a share of the cost")


def _saved_fault(read: Read, term: str, year: int, euro: float) -> Fault:
    assert read.agreement is not None
    place = [one.id for one in read.agreement.terms].index(term)
    why = f"terms/{term}/reference: {euro:,.0f} euro is saved in {year}, more than would have been spent"
    cure = "state the persons and costs of all whom the measure of the run is about"
    return read.document.fault(("terms", place, "reference"), why, cure)


def flows_of(done: Computed, agreement: Agreement) -> tuple[Flows, Array]:
    """The flows of the scenario from its start, with discount factors by year."""
    task, found = done.task, done.found
    pack = task.pack
    ids = [measure.id for measure in task.measures]
    scenario = len(ids) + 1 if agreement.scenario == PACKAGE else ids.index(agreement.scenario) + 1
    start = done.frame[0] - pack.base_year
    end = task.years if agreement.years is None else min(task.years, start + agreement.years)
    window = slice(start, end)
    keep = [place for place, party in enumerate(pack.parties) if not party.boundary]
    outcomes = {
        "healthy_years": found.haly[:, scenario, window].sum(axis=-1),
        "participants": found.participants[:, scenario, window],
    }
    for place, disease in enumerate(pack.diseases):
        outcomes[f"cases_averted/{disease.id}"] = found.cases_averted[place, :, scenario, window]
    flows = Flows(
        tuple(pack.parties[place].id for place in keep),
        np.arange(pack.base_year + start, pack.base_year + end),
        found.cash[:, scenario, window][..., keep],
        found.paid[:, scenario, window][..., keep],
        outcomes,
    )
    scheme = pack.discounting[agreement.discounting]
    return flows, factors_from(task, done.frame[0], scheme.costs)[window]


def _agreed(agreement: Agreement, done: Computed, flows: Flows, factors: Array) -> Agreed:
    """Put the result together."""
    pack, moved = done.task.pack, transfers_of(agreement.terms, flows)
    after = flows.balance + _sum(moved, flows)
    net = _means(flows.balance, factors, flows)
    outside, paid = _from_outside(agreement, moved, factors, flows), _means(flows.paid, factors, flows)
    game = agreement_game(
        {party: net[party] + outside[party] for party in agreement.parties}, paid, agreement.executors
    )
    titles = {measure.id: measure.title.model_dump() for measure in done.task.measures}
    return {
        "schema": SCHEMA,
        "hiap_version": __version__,
        "agreement": {
            "id": agreement.id,
            "title": agreement.title.model_dump(),
            "scenario": agreement.scenario,
            "scenario_title": titles.get(agreement.scenario, PACKAGE_TITLE),
            "division": agreement.division,
            "discounting": agreement.discounting,
            "first_year": int(flows.years[0]),
            "last_year": int(flows.years[-1]),
            "notes": [text.model_dump() for text in agreement.notes],
        },
        "pack": {"id": pack.id, "price_year": pack.price_year, "sha256": pack.digest, **place_entry(pack)},
        "draws": done.task.count,
        "seed": done.task.seed,
        "parties": {
            party: dict(next(item.title for item in pack.parties if item.id == party))
            for party in _involved(agreement, flows, after)
        },
        "positions": _positions(agreement, flows, after, factors, game),
        "game": _game(agreement, game, _means(after, factors, flows), _payers_outside(agreement, paid)),
        "terms": [_term_row(term, moved[term.id], factors, flows) for term in agreement.terms],
        "chance": [
            _chance(term) for term in agreement.terms if isinstance(term, SharedSavings) and term.chance
        ],
        "leaving": _leaving(agreement, flows, moved, factors),
        "society": {
            "without_eur": math.fsum(net.values()),
            "with_eur": math.fsum(_means(after, factors, flows).values()),
        },
    }


def _sum(moved: Transfers, flows: Flows) -> Array:
    return sum(moved.values(), np.zeros_like(flows.balance))


def _means(flow: Array, factors: Array, flows: Flows) -> dict[str, float]:
    """Expected present value by party."""
    values = present_value(flow, factors, axis=1)
    return {party: float(np.mean(values[:, place])) for place, party in enumerate(flows.parties)}


def _involved(agreement: Agreement, flows: Flows, after: Array) -> list[str]:
    """Parties that join, then all others that gain, lose, pay or receive anything."""
    touched = np.abs(flows.balance).max(axis=(0, 1)) + np.abs(after).max(axis=(0, 1)) >= CENT
    others = [party for place, party in enumerate(flows.parties) if touched[place]]
    return [*agreement.parties, *(party for party in others if party not in agreement.parties)]


def _from_outside(agreement: Agreement, moved: Transfers, factors: Array, flows: Flows) -> dict[str, float]:
    """What those who join receive from those who do not: of each term, by what each receives (or pays)."""
    found = dict.fromkeys(agreement.parties, 0.0)
    for flow in moved.values():
        value = {party: amount for party, amount in _means(flow, factors, flows).items() if party in found}
        total = math.fsum(value.values())
        side = {party: max(math.copysign(1.0, total) * amount, 0.0) for party, amount in value.items()}
        whole = math.fsum(side.values())
        for party, amount in side.items():
            found[party] += total * amount / whole if whole >= CENT else 0.0
    return found


def _positions(
    agreement: Agreement, flows: Flows, after: Array, factors: Array, game: Game
) -> list[dict[str, object]]:
    """One row by party: without and with the agreement, who has to join, and payments on top."""
    nets = _means(after, factors, flows)
    members = {party: nets[party] for party in agreement.parties}
    shares = None if agreement.division == "none" else divide(game, agreement.division)
    on_top = side_payments(shares, members) if shares else None
    smallest = smallest_payments(members)
    rows: list[dict[str, object]] = []
    for party in _involved(agreement, flows, after):
        place = flows.place(party)
        rows.append(
            {
                "party": party,
                "joins": party in members,
                "required": party in game.required,
                "without": position_row(position(flows.balance[..., place], factors), flows),
                "with": position_row(position(after[..., place], factors), flows),
                "share_eur": shares[party] if shares and party in members else None,
                "side_payment_eur": on_top[party] if on_top and party in members else None,
                "smallest_side_payment_eur": smallest[party] if smallest and party in members else None,
            }
        )
    return rows


def position_row(found: Position, flows: Flows) -> dict[str, object]:
    """A position as plain values, with calendar years."""
    return {
        "net_present_value": vars(found.net_present_value),
        "chance_of_loss": found.chance_of_loss,
        "worst_year": int(flows.years[found.worst_year]),
        "worst_year_mean_eur": found.worst_year_mean,
        "bad_year": None if found.bad_year is None else int(flows.years[found.bad_year]),
        "bad_year_low_eur": found.bad_year_low,
        "cash_need": vars(found.cash_need),
    }


def _payers_outside(agreement: Agreement, paid: Mapping[str, float]) -> list[str]:
    """Who pays for the measure and does not join: without them nothing comes about either."""
    return [party for party, cost in paid.items() if cost >= CENT and party not in agreement.parties]


def _game(
    agreement: Agreement, game: Game, nets: Mapping[str, float], payers_outside: list[str]
) -> dict[str, object]:
    """What all have together, who has to join, who rides free, and every division beside the others."""
    members = {party: nets[party] for party in agreement.parties}
    divisions: dict[str, object] = {}
    for rule in RULES:
        shares = divide(game, rule)
        if shares is not None:
            stays = not blocking(game.parties, game.value, shares)
            divisions[rule] = {"shares_eur": shares, "in_core": stays}
    better = blocking(game.parties, game.value, members) if game.feasible else []
    return {
        "net_eur": dict(game.net),
        "total_eur": game.total,
        "division_exists": game.feasible,
        "needed_from_outside_eur": max(0.0, -game.total) if not game.feasible else 0.0,
        "required": [party for party in game.parties if party in game.required],
        "payers_outside": payers_outside,
        "free_riders": free_riders(game) if game.feasible else {},
        "would_not_join": [party for party, value in members.items() if value <= -CENT],
        "better_without_the_others": [
            [party for party in game.parties if party in some] for some in better if game.value(some) >= CENT
        ],
        "divisions": divisions,
    }


def _term_row(term: Term, flow: Array, factors: Array, flows: Flows) -> dict[str, object]:
    """What a term moves, as a present value by party and as a mean by year."""
    values = {party: value for party, value in _means(flow, factors, flows).items() if abs(value) >= CENT}
    yearly = flow.mean(axis=0)
    return {
        "id": term.id,
        "kind": term.kind,
        "moved_eur": values,
        "by_year": [
            {"year": int(year), "party": party, "eur": float(yearly[t, flows.place(party)])}
            for t, year in enumerate(flows.years)
            for party in values
            if abs(yearly[t, flows.place(party)]) >= CENT
        ],
    }


def _chance(term: SharedSavings) -> dict[str, object]:
    """What a shared-savings term pays by pure chance in a year, by population, and how many are enough."""
    assert term.chance is not None
    share, least = saved_share(term), term.least_rate * target_per_person(term)
    deviation, compared, only = term.chance.deviation.value, term.chance.compared, term.above_only
    fee, most = term.fee_per_person_eur, term.chance.most_eur_per_person

    def paid(people: float) -> float:
        error = standard_error(deviation, people, compared)
        return chance_payment(share, error, least, fee=fee, above_only=only)

    persons = term.reference.persons
    return {
        "term": term.id,
        "payer": term.saver,
        "receiver": term.receiver,
        "persons": persons,
        "per_person_eur": paid(persons),
        "per_year_eur": paid(persons) * persons,
        "by_population": [{"persons": n, "per_person_eur": paid(n)} for n in POPULATIONS],
        "stated_error_eur": most,
        "smallest_population": smallest_population(
            share, deviation, least, most, compared=compared, fee=fee, above_only=only
        ),
    }


def _leaving(
    agreement: Agreement, flows: Flows, moved: Transfers, factors: Array
) -> dict[str, object] | None:
    """What it does to everyone if a party leaves: from that year the terms hold among those who stay."""
    leaves = agreement.leaves
    if leaves is None:
        return None
    stay, left = _sum(moved, flows), _sum(transfers_of(without(agreement.terms, leaves.party), flows), flows)
    gone = (flows.years >= leaves.year)[:, None]
    before, after = (
        _means(flows.balance + flow, factors, flows) for flow in (stay, np.where(gone, left, stay))
    )
    rows: Sequence[dict[str, Any]] = [
        {"party": party, "stays_eur": before[party], "leaves_eur": after[party], "change_eur": change}
        for party in _involved(agreement, flows, flows.balance + stay)
        if abs(change := after[party] - before[party]) >= CENT or party == leaves.party
    ]
    return {"party": leaves.party, "year": leaves.year, "parties": list(rows)}
