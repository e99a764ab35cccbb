"""The main job: from measures to the result, one scenario each and the package of all together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from hiap.catalogue.pack import DEFAULT_PACK, load_pack
from hiap.domain.errors import Fault, InputError, plain
from hiap.domain.measure import HOUSEHOLDS, Measure
from hiap.domain.pack import Pack
from hiap.simulation.engine import EngineName, engine_for
from hiap.workflow.block import Differences, Task, horizon_years
from hiap.workflow.enough import FIRST_DRAWS, enough_draws
from hiap.workflow.parallel import Progress, run_draws
from hiap.workflow.perspective import choose
from hiap.workflow.result import assemble
from hiap.workflow.settings import AUTO, MOST_DRAWS, Settings, examine, setting_faults, variant_faults
from hiap.workflow.variants import variant_rows

Result = dict[str, object]


def appraise(
    measures: Iterable[str],
    *,
    draws: int | str = 0,
    seed: int = 1,
    years: int = 40,
    perspective: str = "society",
    progress: Progress | None = None,
    workers: int | None = None,
    pack: str = DEFAULT_PACK,
    engine: str = AUTO,
    variants: Sequence[str] = (),
) -> Result:
    """Appraise measures against the reference and give the result in the form of hiap-result/1.

    Parameters
    ----------
    measures : ids of the catalogue or paths of measure files.
    draws : number of draws; 0 is the deterministic answer, 10,000 the most; `auto` draws until the mean
        balance of every scenario is known to a twentieth of its 95 % interval.
    seed : seed of the draws.
    years : years shown in series, and counted for deaths and cases averted; nothing else depends on it.
        They may not go beyond the pack.
    perspective : `society`, another perspective of the pack, or the id of a party.
    progress : called with draws done, draws in all, and a label.
    workers : number of processes; the result is the same to the byte for any number.
    pack : id of a pack that ships with hiap, or the path of a folder.
    engine : `numpy`, `numba`, or `auto`: Numba from 20 draws on. They agree to 1e-9.
    variants : other sets of assumptions of the pack, such as `discount-2.25`, beside the base case.

    Raises
    ------
    InputError : every fault of the input at once, each with its cure.

    >>> sorted(appraise(["school-lunch"])["scenarios"])
    ['school-lunch']
    """
    asked = Settings(draws, seed, years, perspective, workers, pack, engine, tuple(variants))
    country, chosen, faults = examine(measures, asked)
    if faults or country is None:
        raise InputError(faults)
    return _appraised(country, chosen, asked, progress)


def repeat(
    result: Result, *, pack: str | None = None, engine: str | None = None, progress: Progress | None = None
) -> Result:
    """Compute a result again from the measures and settings in it.

    Parameters
    ----------
    result : as `appraise` gave it, or as read from `result.json`.
    pack : folder of the pack, for a run on a pack of one's own; else the id in the result.
    engine : `numpy` or `numba`; else the one in the result.
    progress : as for `appraise`.

    Raises
    ------
    InputError : the pack is not there, or what the result holds is no measure or setting.

    >>> result = appraise(["school-lunch"])
    >>> repeat(result) == result
    True
    """
    try:
        documents, settings = dict(result["documents"]), dict(result["settings"])  # type: ignore[call-overload]
        chosen = tuple(Measure.model_validate_json(text) for text in documents.values())
        named = str(dict(result["pack"])["id"])  # type: ignore[call-overload]
        keys = ("draws", "seed", "years", "perspective")
        variants = tuple(dict(result["variants"]))  # type: ignore[call-overload]
        asked = Settings(
            **{key: settings[key] for key in keys},
            pack=pack or named,
            engine=engine or str(result["engine"]),
            variants=variants,
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
    for measure in chosen:
        for name in foreign_names(measure, country):
            why = f"{measure.id} names {name}, which pack {country.id} does not have"
            faults.append(Fault("result", None, why, "give the pack of the run with --pack"))
    if faults:
        raise InputError(faults)
    return _appraised(country, chosen, asked, progress)


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


def _appraised(
    country: Pack, chosen: tuple[Measure, ...], asked: Settings, progress: Progress | None
) -> Result:
    """Compute what was asked, all of it known to be good."""
    first = min(measure.start for measure in chosen)
    length = max(measure.start - country.base_year + horizon_years(measure.years) for measure in chosen)
    worth, draws = country.qaly_values_eur[0], FIRST_DRAWS if isinstance(asked.draws, str) else asked.draws
    task = Task(
        country, chosen, asked.seed, draws, 0, max(draws, 1), length, worth, _engine(asked.engine, draws)
    )
    perspective, frame = choose(country, asked.perspective), (first, asked.years)

    def compute(some: Task) -> Differences:
        return run_draws(some, progress, asked.workers)

    if asked.draws == AUTO:
        task, differences = enough_draws(task, perspective, frame, MOST_DRAWS, compute)
    else:
        differences = compute(task)
    result = assemble(task, differences, *frame, perspective)
    names = sorted(set(asked.variants))
    result["variants"] = variant_rows(task, differences, names, perspective, frame, compute)
    return result


def _engine(asked: str, draws: int) -> EngineName:
    """The engine that was asked for, or the one for the number of draws."""
    return engine_for(draws) if asked == AUTO else cast(EngineName, asked)


def input_faults(measures: Iterable[str], settings: Settings) -> list[Fault]:
    """Every fault that `appraise` would raise, without computing anything.

    >>> [fault.path for fault in input_faults(["sugar-tex"], Settings(draws=-1))]
    ['--draws', 'sugar-tex']
    """
    return examine(measures, settings)[2]
