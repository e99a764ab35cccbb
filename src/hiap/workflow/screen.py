"""Screen any policy on health: from a short description to a causal map, sizes and an outcome (12)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, cast

from hiap.catalogue.causes import Causes, Chain, causes_of, chains_from, rank
from hiap.catalogue.determinants import determinants_document, load_determinants
from hiap.catalogue.folder import checked_folder
from hiap.catalogue.measures import Entry, load_entry
from hiap.catalogue.pack_names import names_of
from hiap.catalogue.pack_words import words_of
from hiap.catalogue.screenings import read_screening, screening_rules
from hiap.catalogue.sensitivity import Sensitivity, load_sensitivity
from hiap.data import DEFAULT_PACK
from hiap.domain.determinant import Determinant
from hiap.domain.errors import InputError
from hiap.domain.names import ALL_CAUSE
from hiap.domain.register import POINTS
from hiap.domain.screening import Screening, ScreeningRules
from hiap.domain.vocabulary import Vocabulary
from hiap.workflow.screen_entry import Touched, entry_touches, touched_by
from hiap.workflow.screen_outcome import Change, Met, Policy, gap_of, outcome
from hiap.workflow.screen_size import PER, YEARS, Size, Table, class_of
from hiap.workflow.screen_view import about, goals_view, site_view, size_view, touch_view

SCHEMA = "hiap-screening/1"
DEATH = {"nl": "sterfte", "en": "death"}
Row = dict[str, Any]


class Room(NamedTuple):
    """What every step of a screening needs: the list, the pack's words and tables, the conventions."""

    determinants: Mapping[str, Determinant]
    words: Vocabulary
    titles: Mapping[str, Mapping[str, str]]
    causes: Causes
    sensitivity: Sensitivity | None
    table: Table
    rules: ScreeningRules
    variation: Mapping[str, float]
    pack: str


def screen(reference: str, *, pack: str = DEFAULT_PACK) -> Row:
    """Screen a policy on health and give the result in the form of hiap-screening/1. No model is run.

    Parameters
    ----------
    reference : path of a screening (`hiap-screen/1`) or of a measure, or an id of the register.
    pack : id of a pack that ships with hiap, or the path of a folder.

    Raises
    ------
    InputError : every fault of the file at once, each with its line and cure.

    >>> screen("phone-ban-at-school")["outcome"]["outcome"]
    'full'
    """
    room = _room(pack)
    read = read_screening(reference, room.words) if isinstance(reference, str) else None
    if read is not None and read.meant:
        if read.screening is None:
            raise InputError(read.faults)
        return _screened(read.screening, touched_by(read.screening), room)
    entry = load_entry(reference, room.words)
    touched = entry_touches(entry, room.determinants, room.words.risk_factors, room.table, room.variation)
    return _screened(entry, touched, room)


def _room(pack: str) -> Room:
    folder = checked_folder(pack)
    names, determinants = names_of(folder), load_determinants()
    words, factors = words_of(names), names.risk_factors
    sensitivity = load_sensitivity(folder)
    return Room(
        determinants,
        words,
        {**names.diseases, **{name: factor.title for name, factor in factors.items()}},
        causes_of(determinants, folder),
        sensitivity,
        Table(folder, sensitivity, words.ses_groups),
        screening_rules(),
        cast(Row, folder.yaml("pack"))["default_coefficient_of_variation"]["values"],
        pack,
    )


def _screened(policy: Screening | Entry, touched: Sequence[Touched], room: Room) -> Row:
    """The whole result. Sizes of different determinants are never added up: they share causes and people."""
    found = [_change(item, room) for item in touched]
    general = Policy(
        precaution=policy.precaution is not None,
        below_legal_norm=policy.below_legal_norm is not None,
        asks=policy.asks_of_people,
        described=bool(touched) or isinstance(policy, Screening),
    )
    chosen, met = outcome([change for change, _ in found], general, room.rules)
    table = room.sensitivity
    return {
        "schema": SCHEMA,
        "pack": {"id": room.pack, "base_year": room.words.first_year, "years": YEARS},
        "sensitivity": {
            "there": table is not None,
            "version": table.version if table else None,
            "stale": bool(table and table.stale),
        },
        "policy": _with_titles(about(policy), room),
        "outcome": _outcome_row(chosen, met, policy),
        "changes": [row for _, row in found],
        "health": _dimensions([row for _, row in found], room),
        "goals": goals_view(policy, {row["direction"] for _, row in found}),
        "site": site_view(policy, room.rules.ges_limit),
        "sources": _sources(found),
    }


def _change(item: Touched, room: Room) -> tuple[Change, Row]:
    """One change with its chains, its size, its groups and when it shows."""
    touch, determinant = item.touch, room.determinants.get(item.start)
    factor = determinant.risk_factor if determinant else None
    size = room.table.size(touch, factor if factor in room.words.risk_factors else None, moving=item.moving)
    size_class, plausible = _classes(size, room.rules)
    chains = chains_from(item.start, room.causes)
    certainty = max((chain.certainty for chain in chains), key=rank, default=touch.certainty)
    certainty = min(certainty, touch.certainty, key=rank)
    gap = gap_of(touch.direction, touch.falls_more_on, size.per_group, room.rules.gap_tolerance)
    lowest = set(room.words.ses_groups[: room.rules.lowest_groups])
    change = Change(
        start=item.start,
        direction=touch.direction,
        size=plausible,
        status=size.status,
        certainty=certainty,
        gap=gap,
        lowest_touched=not touch.who.ses or bool(lowest & set(touch.who.ses)),
    )
    row = {
        "determinant": item.start if determinant else None,
        "disease": None if determinant else item.start,
        "title": _title(item.start, room),
        "better": determinant.better.model_dump() if determinant else None,
        "layer": determinant.layer if determinant else None,
        "dimensions": list(determinant.dimensions) if determinant else [_side(item.start, room)],
        **touch_view(touch, rated=item.rated),
        "certainty_to_disease": certainty,
        "size": size_view(size, size_class, plausible),
        "unit": _unit(factor, room),
        "points_to_large": _to_large(size, room.rules),
        "gap": gap,
        "time": _time(item, chains, room.rules),
        "leads_to": [_chain(chain, item, room) for chain in _in_order(chains)],
    }
    return change, row


def _unit(factor: str | None, room: Room) -> str | None:
    """The unit of a point; None where the pack does not measure the determinant."""
    word = room.words.risk_factors.get(factor or "")
    if word is None:
        return None
    return POINTS if word.kind == "levels" else word.unit.partition(" of ")[0]


def _with_titles(policy: Row, room: Room) -> Row:
    """The policy, with the titles of the determinants that were looked at and are not touched."""
    looked = [item | {"title": _title(item["determinant"], room)} for item in policy["not_touched"]]
    return policy | {"not_touched": looked}


def _classes(size: Size, rules: ScreeningRules) -> tuple[str | None, str | None]:
    """The class of the central number, and the largest that the range plausibly reaches."""
    if size.haly is None:
        return None, None
    central = class_of(size.haly[0], size.persons, rules.sizes)
    widest = max(size.haly, key=abs)
    return central, class_of(widest, size.persons, rules.sizes)


def _to_large(size: Size, rules: ScreeningRules) -> float | None:
    """Points from which the change is of the largest class; None where the table does not reach that far."""
    if not size.per_point or not size.persons:
        return None
    largest, a_point = rules.sizes[-1], abs(size.per_point) / YEARS
    country = largest.haly_per_year / a_point
    reached = largest.haly_per_year_per_100000 * size.persons / PER / a_point
    points = min(country, reached)
    return points if points <= (size.allowed or 0.0) else None


def _time(item: Touched, chains: Sequence[Chain], rules: ScreeningRules) -> Row:
    """First and last year after the start in which health changes, and the term; None: not known."""
    spans = [chain.years for chain in chains if chain.years is not None]
    if item.start not in load_determinants():
        spans.append((0, 1))
    if not spans:
        return {"first_year": None, "last_year": None, "term": None, "term_title": None}
    lag = item.touch.lag_years
    first, last = min(first for first, _ in spans) + lag, max(last for _, last in spans) + lag
    term = next(term for term in rules.terms if term.until is None or first <= term.until)
    return {
        "first_year": first,
        "last_year": last,
        "term": term.id,
        "term_title": term.title.model_dump(),
    }


def _in_order(chains: Sequence[Chain]) -> list[Chain]:
    """The surest first, then the shortest."""
    return sorted(chains, key=lambda chain: (-rank(chain.certainty), len(chain.steps), chain.end))


def _chain(chain: Chain, item: Touched, room: Room) -> Row:
    """One chain, with its direction for this policy: better at the start may be worse at the end."""
    way = item.touch.direction
    if way != "unclear" and not chain.same:
        way = "worse" if way == "better" else "better"
    return {
        "to": chain.end,
        "title": _title(chain.end, room),
        "disease": chain.end not in room.determinants,
        "direction": way,
        "certainty": min(chain.certainty, item.touch.certainty, key=rank),
        "certainty_of_causes": chain.certainty,
        "years": list(chain.years) if chain.years else None,
        "steps": [
            {
                "to": step.to,
                "title": _title(step.to, room),
                "certainty": step.certainty,
                "source": step.source,
                "origin": step.origin,
            }
            for step in chain.steps
        ],
    }


def _title(name: str, room: Room) -> Mapping[str, str]:
    if name in room.determinants:
        return room.determinants[name].title.model_dump()
    unknown = dict.fromkeys(("nl", "en"), name.replace("_", " "))
    return DEATH if name == ALL_CAUSE else room.titles.get(name, unknown)


def _side(name: str, room: Room) -> str:
    return "mental" if name in room.rules.mental_diseases else "physical"


def _dimensions(rows: Sequence[Row], room: Room) -> Row:
    """Physical, mental and social health apart, with the mental disorders that follow."""
    found: Row = {
        side: {
            way: [
                row["determinant"] or row["disease"]
                for row in rows
                if side in row["dimensions"] and row["direction"] == way
            ]
            for way in ("better", "worse", "unclear")
        }
        for side in ("physical", "mental", "social")
    }
    ends = [chain for row in rows for chain in row["leads_to"] if chain["to"] in room.rules.mental_diseases]
    found["mental"]["disorders"] = sorted({chain["to"] for chain in ends})
    return found


def _outcome_row(chosen: str, met: Sequence[Met], policy: Screening | Entry) -> Row:
    """The outcome with the rules that are met: those that decide it first."""
    nothing = policy.nothing_because if isinstance(policy, Screening) else None
    return {
        "outcome": chosen,
        "rules": [
            {
                "id": item.rule.id,
                "outcome": item.rule.outcome,
                "decides": item.rule.outcome == chosen,
                "by": list(item.by),
                "reason": item.rule.reason.model_dump(),
            }
            for item in met
        ],
        "nothing_because": nothing.model_dump() if nothing else None,
    }


def _sources(found: Sequence[tuple[Change, Row]]) -> dict[str, Row]:
    """Sources of the steps that come from the list of determinants, by key."""
    known = determinants_document().sources
    named = {
        step["source"]
        for _, row in found
        for chain in row["leads_to"]
        for step in chain["steps"]
        if step["origin"] == "list"
    }
    return {
        key: {
            "text": f"{known[key].authors} ({known[key].year}) {known[key].title}. {known[key].publisher}",
            "url": known[key].url or None,
        }
        for key in sorted(named)
    }


def determinant_rows() -> list[Row]:
    """The determinants that a screening may name, with what each leads to at once.

    >>> determinant_rows()[0]["id"]
    'income'
    """
    return [
        {
            "id": item.id,
            "title": item.title.model_dump(),
            "better": item.better.model_dump(),
            "layer": item.layer,
            "dimensions": ", ".join(item.dimensions),
            "risk_factor": item.risk_factor,
            "leads_to": ", ".join(path.to for path in item.leads_to),
        }
        for item in load_determinants().values()
    ]
