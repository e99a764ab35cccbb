"""The main job: from measures to the result, one scenario each and the package of all together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from hiap.catalogue.pack import DEFAULT_PACK
from hiap.domain.errors import Fault, InputError
from hiap.simulation.engine import EngineName, engine_for
from hiap.workflow.block import Task, horizon_years
from hiap.workflow.parallel import Progress, run_draws
from hiap.workflow.perspective import choose
from hiap.workflow.result import assemble
from hiap.workflow.settings import AUTO, Settings, examine

Result = dict[str, object]


def appraise(
    measures: Iterable[str],
    *,
    draws: int = 0,
    seed: int = 1,
    years: int = 40,
    perspective: str = "society",
    progress: Progress | None = None,
    workers: int | None = None,
    pack: str = DEFAULT_PACK,
    engine: str = AUTO,
) -> Result:
    """Appraise measures against the reference and give the result in the form of hiap-result/1.

    Parameters
    ----------
    measures : ids of the catalogue or paths of measure files.
    draws : number of draws; 0 is the deterministic answer, 10,000 the most.
    seed : seed of the draws.
    years : years shown in series, and counted for deaths and cases averted; nothing else depends on it.
        They may not go beyond the pack.
    perspective : `society`, another perspective of the pack, or the id of a party.
    progress : called with draws done, draws in all, and a label.
    workers : number of processes; the result is the same to the byte for any number.
    pack : id of a pack that ships with hiap, or the path of a folder.
    engine : `numpy`, `numba`, or `auto`: Numba from 20 draws on. They agree to 1e-9.

    Raises
    ------
    InputError : every fault of the input at once, each with its cure.

    >>> sorted(appraise(["school-lunch"])["scenarios"])
    ['school-lunch']
    """
    asked = Settings(draws, seed, years, perspective, workers, pack, engine)
    country, chosen, faults = examine(measures, asked)
    if faults or country is None:
        raise InputError(faults)
    first = min(measure.start for measure in chosen)
    length = max(measure.start - country.base_year + horizon_years(measure.years) for measure in chosen)
    task = Task(
        country, chosen, seed, draws, 0, max(draws, 1), length, country.qaly_values_eur[0], _engine(asked)
    )
    differences = run_draws(task, progress, workers)
    return assemble(task, differences, first, years, choose(country, perspective))


def _engine(asked: Settings) -> EngineName:
    """The engine that was asked for, or the one for the number of draws."""
    return engine_for(asked.draws) if asked.engine == AUTO else cast(EngineName, asked.engine)


def input_faults(measures: Iterable[str], settings: Settings) -> list[Fault]:
    """Every fault that `appraise` would raise, without computing anything.

    >>> [fault.path for fault in input_faults(["sugar-tex"], Settings(draws=-1))]
    ['--draws', 'sugar-tex']
    """
    return examine(measures, settings)[2]
