"""Programmes side by side on one yardstick, with the part that could be assessed; no ranking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from hiap import __version__
from hiap.catalogue.measures import load_entry
from hiap.catalogue.pack import load_pack
from hiap.catalogue.plans import Plan, read_plan
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault, InputError
from hiap.domain.grading import CERTAINTIES
from hiap.domain.measure import Measure
from hiap.domain.overlap import overlap_faults
from hiap.domain.plan import Programme
from hiap.domain.register import UnquantifiedMeasure
from hiap.domain.vocabulary import Vocabulary
from hiap.economics.contributions import Members
from hiap.economics.ledger import Perspective
from hiap.workflow.block import Differences
from hiap.workflow.computed import Asked
from hiap.workflow.counted import Counted, counted, counted_together, without_health
from hiap.workflow.package import package_task
from hiap.workflow.parallel import Progress, run_draws
from hiap.workflow.perspective import choose
from hiap.workflow.result import balance_by_party, place_entry
from hiap.workflow.settings import Settings, setting_faults
from hiap.workflow.views import View, value
from hiap.workflow.vocabulary import vocabulary_of
from hiap.workflow.worth import QUANTITIES, combination_views, worth_of

Result = dict[str, object]
SCHEMA = "hiap-programmes/1"
Entry = Measure | UnquantifiedMeasure
Names = tuple[str, ...]


def programmes(
    files: Sequence[str],
    *,
    draws: int = 0,
    seed: int = 1,
    perspective: str = "society",
    pack: str = DEFAULT_PACK,
    progress: Progress | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    overlap: Sequence[str] = (),
) -> Result:
    """Lay programmes side by side: health, its distribution, care, money by party, and what was assessed.

    Parameters
    ----------
    files : YAML files of programmes (`hiap-programme/1`).
    draws, seed, perspective, pack, progress, workers, scheduler, overlap : as with `appraise`.

    Raises
    ------
    InputError : every fault of the files and settings at once, each with its cure.
    """
    settings = Settings(draws, seed, 40, perspective, workers, pack, "numpy", scheduler=scheduler)
    settings = replace(settings, overlap=tuple(overlap))
    plans, faults = _read(files)
    if faults or (faults := setting_faults(settings)):
        raise InputError(faults)
    country = load_pack(pack)
    entries = _entries(plans, vocabulary_of(country))
    found = {measure.id: measure for some in entries for measure in some if isinstance(measure, Measure)}
    if faults := overlap_faults(overlap, found):
        raise InputError(faults)
    asked = Asked(country, tuple(found[name] for name in sorted(found)), settings)
    chosen = choose(country, perspective)
    views = _views(asked, entries, chosen, progress) if asked.measures else {}
    rows = [_row(plan, some, views) for plan, some in zip(plans, entries, strict=True)]
    return {
        "schema": SCHEMA,
        "hiap_version": __version__,
        "pack": {"id": country.id, "sha256": country.digest, **place_entry(country)},
        "settings": {
            "draws": draws,
            "seed": seed,
            "overlap": [str(item) for item in settings.sets],
            "perspective": chosen.id,
            "perspective_title": dict(chosen.title),
            "qaly_value_eur": country.qaly_values_eur[0],
        },
        "programmes": sorted(rows, key=lambda row: str(row["id"])),
    }


def _read(files: Sequence[str]) -> tuple[list[Plan[Programme]], list[Fault]]:
    """The documents, and the faults of all; two with the same id are refused."""
    plans: list[Plan[Programme]] = []
    faults: list[Fault] = []
    for file in files:
        try:
            plans.append(read_plan(file, Programme))
        except InputError as error:
            faults += error.faults
    seen: set[str] = set()
    for plan in plans:
        if plan.value.id in seen:
            problem = f"the programme {plan.value.id} is given twice"
            faults.append(plan.document.fault(("id",), problem, "change the id of one of the two"))
        seen.add(plan.value.id)
    return plans, faults


def _entries(plans: Sequence[Plan[Programme]], words: Vocabulary) -> list[tuple[Entry, ...]]:
    """The entries of each programme in order of id, those that cannot be computed too."""
    found: list[tuple[Entry, ...]] = []
    faults: list[Fault] = []
    for plan in plans:
        loaded: list[Entry] = []
        for reference in plan.references(plan.value.measures):
            try:
                loaded.append(load_entry(reference, words))
            except InputError as error:
                faults += error.faults
        names = [entry.id for entry in loaded]
        twice = sorted({name for name in names if names.count(name) > 1})
        faults += [
            plan.document.fault(("measures",), f"{name} is named twice", "name it once") for name in twice
        ]
        found.append(tuple(sorted(loaded, key=lambda entry: entry.id)))
    if faults:
        raise InputError(faults)
    return found


def _views(
    asked: Asked, entries: Sequence[Sequence[Entry]], perspective: Perspective, progress: Progress | None
) -> dict[Names, View]:
    """The view of each programme by its measures, and of each measure without health, all on one horizon."""
    task, first = package_task(asked)
    places = {measure.id: place for place, measure in enumerate(asked.measures)}
    alone: set[Names] = {(measure.id,) for measure in asked.measures if not measure.effects}
    names = sorted({_assessed(some) for some in entries} - {()} | alone)
    wanted: tuple[Members, ...] = tuple(tuple(places[name] for name in some) for some in names)
    draws = int(asked.settings.draws)
    task = replace(task, count=draws, last=max(draws, 1), coalitions=wanted, engine=asked.engine)
    found: Differences = run_draws(task, progress, asked.settings.width)
    return dict(zip(names, combination_views(task, found, first, perspective), strict=True))


def _assessed(entries: Sequence[Entry]) -> Names:
    """The measures of a programme that can be computed, in order of id."""
    return tuple(entry.id for entry in entries if isinstance(entry, Measure))


def _row(plan: Plan[Programme], entries: Sequence[Entry], views: Mapping[Names, View]) -> dict[str, object]:
    assessed = [entry for entry in entries if isinstance(entry, Measure)]
    view = views.get(_assessed(entries))
    known = {entry.id: _known(entry, views) for entry in assessed}
    rest = _rest(plan, entries)
    total = len(assessed) + len(rest)
    healthy = sum(one["health"] for one in known.values())
    return {
        "id": plan.value.id,
        "title": plan.value.title.model_dump(),
        "assessed": [
            {"id": entry.id, "title": entry.title.model_dump(), "counted": known[entry.id]}
            for entry in assessed
        ],
        "not_assessed": rest,
        "coverage": {
            "assessed": len(assessed),
            "health": healthy,
            "of": total,
            "share": len(assessed) / total if total else None,
            "health_share": healthy / total if total else None,
        },
        "counted": counted_together(known.values()),
        "certainty": _certainties(assessed),
        "estimates": None if view is None else _estimates(view),
        "without_health": None if view is None else _without_health(view, known, views),
        "balance_by_party": {} if view is None else balance_by_party(view, view.task.count > 0),
        "notes": [note.model_dump() for note in plan.value.notes],
    }


def _known(measure: Measure, views: Mapping[Names, View]) -> Counted:
    """What of a measure is in the sums."""
    return counted(views[measure.id,]) if not measure.effects else {"health": True, "gains": True}


def _rest(plan: Plan[Programme], entries: Sequence[Entry]) -> list[dict[str, object]]:
    """What could not be computed, with the reason: what is in the register first."""
    rest: list[dict[str, object]] = [
        {"id": entry.id, "title": entry.title.model_dump(), "reason": entry.not_quantified.model_dump()}
        for entry in entries
        if not isinstance(entry, Measure)
    ]
    return rest + [
        {"id": None, "title": item.title.model_dump(), "reason": item.reason.model_dump()}
        for item in plan.value.not_assessed
    ]


def _without_health(
    view: View, known: Mapping[str, Counted], views: Mapping[Names, View]
) -> dict[str, object]:
    """The measures of a programme without health in the sums, and what they cost together."""
    cost = QUANTITIES.index("programme_cost_eur")
    costs = {name: worth_of(views[name,])[:, cost] for name, one in known.items() if not one["health"]}
    return without_health(costs, view.task.count > 0)


def _certainties(measures: Sequence[Measure]) -> dict[str, int]:
    """Number of effects by GRADE certainty."""
    given = [effect.evidence.certainty for measure in measures for effect in measure.effects]
    return {name: given.count(name) for name in reversed(CERTAINTIES)}


def _estimates(view: View) -> dict[str, object]:
    many = view.task.count > 0
    columns = worth_of(view)
    found: dict[str, object] = {name: value(columns[:, place], many) for place, name in enumerate(QUANTITIES)}
    haly, lowest = columns[:, 0], columns[:, 1]
    mean = float(haly.mean())
    found["share_lowest_group"] = float(lowest.mean()) / mean if mean > 0 else None
    found["deaths_averted"] = value(np.asarray(view.found.deaths_averted[:, view.index].sum(axis=1)), many)
    return found
