"""From measures, or from a run that was there, to differences with the reference: how every verb begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from hiap.catalogue.pack import load_pack
from hiap.domain.errors import Fault, InputError, plain
from hiap.domain.measure import HOUSEHOLDS, Measure
from hiap.domain.overlap import overlap_faults
from hiap.domain.pack import Pack
from hiap.economics.ledger import Perspective
from hiap.simulation.engine import EngineName, engine_for
from hiap.workflow.block import BASE, Differences, Task, horizon_years
from hiap.workflow.enough import FIRST_DRAWS, enough_draws
from hiap.workflow.goal import GAP, Goal, goal_faults, goal_of
from hiap.workflow.parallel import EVERY_PROCESSOR, Kept, Progress, Width, run_draws
from hiap.workflow.perspective import choose
from hiap.workflow.settings import AUTO, MOST_DRAWS, Settings, examine, setting_faults, variant_faults

Record = Mapping[str, object]
"""What a run is computed again from: measures, settings, pack, engine, variants; a result is one."""
Keep = Callable[[Record], Kept | None]
"""What gives a place to keep finished draws in, once it is known what is computed."""


@dataclass(frozen=True)
class Asked:
    """What is to be computed, all of it known to be good."""

    pack: Pack
    measures: tuple[Measure, ...]
    settings: Settings

    @property
    def engine(self) -> EngineName:
        """The engine that was asked for, or the one for the number of draws."""
        draws = self.settings.draws
        first = FIRST_DRAWS if isinstance(draws, str) else draws
        return engine_for(first) if self.settings.engine == AUTO else cast(EngineName, self.settings.engine)

    @property
    def goal(self) -> Goal:
        """The equity goal with its floor."""
        return goal_of(self.pack, self.settings.equity_goal, self.settings.equity_floor)

    def record(self) -> dict[str, object]:
        """What `from_record` reads, in plain values."""
        kept = self.settings
        return {
            "pack": {"id": self.pack.id, "sha256": self.pack.digest},
            "engine": self.engine,
            "settings": {
                "draws": kept.draws,
                "seed": kept.seed,
                "years": kept.years,
                "perspective": kept.perspective,
                "equity_goal": kept.equity_goal,
                "equity_floor_years": self.goal.floor_years,
                "overlap": [str(item) for item in kept.sets],
            },
            "variants": sorted(set(kept.variants)),
            "documents": {measure.id: measure.model_dump_json() for measure in self.measures},
        }


@dataclass(frozen=True)
class Computed:
    """Differences of every scenario with the reference, with what they were computed from.

    `frame` is the first year and the number of years shown; `compute` gives those of another task likewise.
    """

    task: Task
    found: Differences
    frame: tuple[int, int]
    perspective: Perspective
    compute: Callable[[Task], Differences]


def from_measures(measures: Iterable[str], settings: Settings) -> Asked:
    """What is asked by measures and settings.

    Raises
    ------
    InputError : every fault of the input at once, each with its cure.

    >>> [measure.id for measure in from_measures(["school-lunch"], Settings()).measures]
    ['school-lunch']
    """
    country, chosen, faults = examine(measures, settings)
    if faults or country is None:
        raise InputError(faults)
    return Asked(country, chosen, settings)


def from_record(
    record: Record, pack: str | None = None, engine: str | None = None, width: Width = EVERY_PROCESSOR
) -> Asked:
    """What was asked of a run: from a result, or from what is kept of a run that did not end.

    Parameters
    ----------
    record : measures (`documents`), `settings`, `pack`, `engine` and `variants`.
    pack : folder of the pack, for a run on a pack of one's own; else the id in the record.
    engine : `numpy` or `numba`; else the one in the record.
    width : who computes.

    Raises
    ------
    InputError : the pack is not there, or what the record holds is no measure or setting.
    """
    try:
        documents, settings = dict(record["documents"]), dict(record["settings"])  # type: ignore[call-overload]
        chosen = tuple(Measure.model_validate_json(text) for text in documents.values())
        named = str(dict(record["pack"])["id"])  # type: ignore[call-overload]
        keys = ("draws", "seed", "years", "perspective")
        variants = tuple(record["variants"])  # type: ignore[arg-type, var-annotated]
        asked = Settings(
            **{key: settings[key] for key in keys},
            workers=width.workers,
            scheduler=width.scheduler,
            pack=pack or named,
            engine=engine or str(record["engine"]),
            variants=variants,
            equity_goal=settings.get("equity_goal", GAP),
            equity_floor=settings.get("equity_floor_years"),
            overlap=tuple(settings.get("overlap", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        why = f"cannot be computed again: {plain(str(error))}"
        raise InputError([Fault("result", None, why, "take a result of this version")]) from None
    faults = setting_faults(asked)
    if not chosen:
        faults.append(Fault("result", None, "holds no measure", "take a result of this version"))
    if faults:
        raise InputError(faults)
    country = load_pack(asked.pack)
    faults = variant_faults(asked.variants, country)
    faults += goal_faults(asked.equity_goal, asked.equity_floor, country)
    faults += overlap_faults(asked.overlap, [measure.id for measure in chosen])
    for measure in chosen:
        for name in foreign_names(measure, country):
            why = f"{measure.id} names {name}, which pack {country.id} does not have"
            faults.append(Fault("result", None, why, "give the pack of the run with --pack"))
    if faults:
        raise InputError(faults)
    return Asked(country, chosen, asked)


def foreign_names(measure: Measure, pack: Pack) -> list[str]:
    """Groups, risk factors, diseases and parties that a measure names and the pack does not have."""
    known = {HOUSEHOLDS, *pack.groups, *(party.id for party in pack.parties)}
    known |= {factor.id for factor in pack.risk_factors} | {disease.id for disease in pack.diseases}
    named = [*(measure.target.ses or ()), *(measure.reach.by_ses or ())]
    named += [measure.target.risk_factor, measure.target.disease]
    named += [name for effect in measure.effects for name in (effect.risk_factor, effect.disease)]
    named += [cost.payer for cost in measure.costs]
    named += [name for transfer in measure.transfers for name in (transfer.payer, transfer.receiver)]
    return sorted({str(name) for name in named if name and name not in known})


def _over_all(asked: Asked, some: Task, progress: Progress | None) -> Progress | None:
    """Progress of one computation as a part of all: the base case, then variants that are computed again."""
    variants = [asked.pack.variants[name] for name in sorted(set(asked.settings.variants))]
    names = [BASE, *(variant.id for variant in variants if variant.is_computed_again)]
    if progress is None or len(names) == 1 or some.variant not in names:
        return progress
    tell, place = progress, names.index(some.variant)
    what = "" if some.variant == BASE else f", variant {some.variant}"

    def step(done: int, total: int, text: str) -> None:
        tell(place * total + done, len(names) * total, f"{text}{what}")

    return step


def compute(asked: Asked, progress: Progress | None = None, keep: Keep | None = None) -> Computed:
    """Compute what was asked; finished draws are kept where `keep` says, and not computed twice."""
    country, chosen, settings = asked.pack, asked.measures, asked.settings
    first = min(measure.start for measure in chosen)
    length = max(measure.start - country.base_year + horizon_years(measure.years) for measure in chosen)
    worth = country.qaly_values_eur[0]
    draws = FIRST_DRAWS if isinstance(settings.draws, str) else settings.draws
    task = Task(country, chosen, settings.seed, draws, 0, max(draws, 1), length, worth, asked.engine)
    task = replace(task, overlap=settings.sets)
    perspective, frame = choose(country, settings.perspective), (first, settings.years)
    kept = keep(asked.record()) if keep else None

    def run(some: Task) -> Differences:
        return run_draws(some, _over_all(asked, some, progress), settings.width, kept)

    if settings.draws == AUTO:
        task, found = enough_draws(task, perspective, frame, MOST_DRAWS, run)
    else:
        found = run(task)
    return Computed(task, found, frame, perspective, run)
