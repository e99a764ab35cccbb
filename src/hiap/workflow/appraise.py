"""The main job: from measures to the result, one scenario each and the package of all together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault
from hiap.workflow.computed import Asked, Keep, Record, compute, from_measures, from_record
from hiap.workflow.goal import GAP
from hiap.workflow.parallel import Progress, Width
from hiap.workflow.result import assemble
from hiap.workflow.settings import AUTO, Settings, examine
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
    equity_goal: str = GAP,
    equity_floor: float | None = None,
    keep: Keep | None = None,
    scheduler: str | None = None,
    overlap: Sequence[str] = (),
) -> Result:
    """Appraise measures against the reference and give the result in the form of hiap-result/1.

    Parameters
    ----------
    measures : ids of the catalogue or paths of measure files.
    draws : number of draws; 0 is the deterministic answer, 10,000 the most; `auto` draws until the mean
        balance of every scenario is known to a twentieth of its 95 % interval, and its limits to a tenth.
    seed : seed of the draws.
    years : years shown in series, and counted for deaths and cases averted; nothing else depends on it.
        They may not go beyond the pack.
    perspective : `society`, another perspective of the pack, or the id of a party.
    progress : called with draws done, draws in all, and a label.
    workers : number of processes; the result is the same to the byte for any number.
    pack : id of a pack that ships with hiap, or the path of a folder.
    engine : `numpy`, `numba`, or `auto`: Numba from 20 draws on. They agree to 1e-9.
    variants : other sets of assumptions of the pack, such as `discount-2.25`, beside the base case.
    equity_goal : what is wanted of the distribution of health: `gap` (narrow it), `floor` (nobody below it)
        or `worst-off` (priority to the lowest group); a choice that is named in the result.
    equity_floor : years of healthy life expectancy at birth; else the floor of the pack.
    keep : gives a place for finished draws, so that a run that is cut off can go on; see `hiap resume`.
    scheduler : address of a Dask scheduler (extra `hiap[cluster]`), whose workers compute instead of
        processes of this machine; the result is the same to the byte.
    overlap : sets of measures that reach the same people or never do, as
        `same_people(a, b)` or `disjoint(c, same_people(a, b))`; without, all count as independent.

    Raises
    ------
    InputError : every fault of the input at once, each with its cure.

    >>> sorted(appraise(["school-lunch"])["scenarios"])
    ['school-lunch']
    """
    asked = Settings(draws, seed, years, perspective, workers, pack, engine, tuple(variants), equity_goal)
    asked = replace(asked, equity_floor=equity_floor, scheduler=scheduler, overlap=tuple(overlap))
    return _appraised(from_measures(measures, asked), progress, keep)


def repeat(
    result: Record,
    *,
    pack: str | None = None,
    engine: str | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    keep: Keep | None = None,
    scheduler: str | None = None,
) -> Result:
    """Compute a result again from the measures and settings in it.

    Parameters
    ----------
    result : as `appraise` gave it, as read from `result.json`, or what is kept of a run that did not end.
    pack : folder of the pack, for a run on a pack of one's own; else the id in the result.
    engine : `numpy` or `numba`; else the one in the result.
    progress, workers, keep, scheduler : as for `appraise`.

    Raises
    ------
    InputError : the pack is not there, or what the result holds is no measure or setting.

    >>> result = appraise(["school-lunch"])
    >>> repeat(result) == result
    True
    """
    return _appraised(from_record(result, pack, engine, Width(workers, scheduler)), progress, keep)


def _appraised(asked: Asked, progress: Progress | None, keep: Keep | None) -> Result:
    """The result of what was asked, its variants too."""
    done = compute(asked, progress, keep)
    result = assemble(done.task, done.found, *done.frame, done.perspective, asked.goal)
    result["variants"] = variant_rows(done, asked.settings.variants)
    return result


def input_faults(measures: Iterable[str], settings: Settings) -> list[Fault]:
    """Every fault that `appraise` would raise, without computing anything.

    >>> [fault.path for fault in input_faults(["sugar-tex"], Settings(draws=-1))]
    ['--draws', 'sugar-tex']
    """
    return examine(measures, settings)[2]
