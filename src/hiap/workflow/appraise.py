"""The main job: from measures to the result, one scenario each and the package of all together."""

from __future__ import annotations

from collections.abc import Sequence

from hiap.catalogue.measures import load_measures
from hiap.catalogue.pack import load_pack
from hiap.domain.errors import Fault, InputError
from hiap.domain.measure import Measure
from hiap.domain.pack import Pack
from hiap.workflow.block import Task, horizon_years
from hiap.workflow.parallel import Progress, run_draws
from hiap.workflow.perspective import choose
from hiap.workflow.result import assemble
from hiap.workflow.vocabulary import vocabulary_of

MOST_DRAWS = 10_000

Result = dict[str, object]


def appraise(
    measures: Sequence[str],
    *,
    draws: int = 0,
    seed: int = 1,
    years: int = 40,
    perspective: str = "society",
    progress: Progress | None = None,
    workers: int | None = None,
) -> Result:
    """Appraise measures against the reference and give the result in the form of hiap-result/1.

    Parameters
    ----------
    measures : ids of the catalogue or paths of measure files.
    draws : number of draws; 0 is the deterministic answer, 10,000 the most.
    seed : seed of the draws.
    years : years shown in series, and counted for deaths and cases averted; nothing else depends on it.
    perspective : `society`, another perspective of the pack, or the id of a party.
    progress : called with draws done, draws in all, and a label.
    workers : number of processes; the result is the same to the byte for any number.

    Raises
    ------
    InputError : every fault of the input at once, each with its cure.

    >>> sorted(appraise(["school-lunch"])["scenarios"])
    ['school-lunch']
    """
    pack = load_pack()
    chosen = _checked(measures, draws, years, perspective, pack)
    first = min(measure.start for measure in chosen)
    length = max(measure.start - pack.base_year + horizon_years(measure) for measure in chosen)
    most = length - (first - pack.base_year)
    if years > most:
        raise InputError(
            [Fault("--years", None, f"{years} years is more than is computed", f"give at most {most}")]
        )
    task = Task(pack, chosen, seed, draws, 0, max(draws, 1), length, pack.qaly_values_eur[0])
    differences = run_draws(task, progress, workers)
    return assemble(task, differences, first, years, choose(pack, perspective))


def _checked(
    measures: Sequence[str], draws: int, years: int, perspective: str, pack: Pack
) -> tuple[Measure, ...]:
    """Check the settings and load the measures; all faults at once."""
    faults: list[Fault] = []
    if draws < 0:
        faults.append(Fault("--draws", None, f"{draws} is under 0", "give 0 or more"))
    if draws > MOST_DRAWS:
        faults.append(Fault("--draws", None, f"{draws} is over {MOST_DRAWS}", f"give at most {MOST_DRAWS}"))
    if years < 1:
        faults.append(Fault("--years", None, f"{years} is under 1", "give 1 or more"))
    if not measures:
        faults.append(Fault("MEASURE", None, "no measure", "name one: hiap measures lists them"))
    loaded: tuple[Measure, ...] = ()
    for check in (lambda: choose(pack, perspective), lambda: load_measures(measures, vocabulary_of(pack))):
        try:
            found = check()
            loaded = found if isinstance(found, tuple) else loaded
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(sorted(loaded, key=lambda measure: measure.id))
