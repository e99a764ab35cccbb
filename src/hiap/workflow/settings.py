"""What is asked of an appraisal, examined as a whole: every fault of settings and files at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from os import PathLike

from hiap.catalogue.measure_checks import running_years
from hiap.catalogue.measures import Loaded, read_measures
from hiap.catalogue.nearest import cure_for
from hiap.catalogue.pack import load_pack
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault, InputError
from hiap.domain.measure import Measure
from hiap.domain.overlap import Together, overlap_faults, overlap_form_faults, together
from hiap.domain.pack import Pack
from hiap.workflow.block import horizon_years
from hiap.workflow.goal import GAP, goal_faults
from hiap.workflow.parallel import Width
from hiap.workflow.perspective import choose
from hiap.workflow.vocabulary import vocabulary_of

MOST_DRAWS = 10_000
AUTO = "auto"
ENGINES = (AUTO, "numpy", "numba")


@dataclass(frozen=True)
class Settings:
    """The settings of an appraisal as they were given, good or not; see `appraise`."""

    draws: int | str = 0
    seed: int = 1
    years: int = 40
    perspective: str = "society"
    workers: int | None = None
    pack: str = DEFAULT_PACK
    engine: str = AUTO
    variants: tuple[str, ...] = ()
    equity_goal: str = GAP
    equity_floor: float | None = None
    scheduler: str | None = None
    overlap: tuple[str, ...] = ()

    @property
    def sets(self) -> tuple[Together, ...]:
        """The sets of measures that overlap; only of settings without faults."""
        return tuple(together(text) for text in self.overlap)

    @property
    def width(self) -> Width:
        """Who computes."""
        return Width(self.workers, self.scheduler)


def examine(
    measures: Iterable[str], settings: Settings
) -> tuple[Pack | None, tuple[Measure, ...], list[Fault]]:
    """Give the pack, the measures in order of id, and every fault: of the settings first, then of the files.

    A measure with faults is not among the measures. Without a pack nothing says which words a measure may
    use and which perspectives there are: those are looked at once the pack is in order.
    """
    references, of_list = _references(measures)
    faults = setting_faults(settings)
    try:
        pack = load_pack(settings.pack)
    except InputError as error:
        faults += goal_faults(settings.equity_goal, settings.equity_floor, None)
        return None, (), [*faults, *error.faults, *of_list]
    faults += goal_faults(settings.equity_goal, settings.equity_floor, pack)
    loaded, of_files = read_measures(references, vocabulary_of(pack))
    faults += variant_faults(settings.variants, pack)
    faults += _perspective_faults(settings.perspective, pack) + _years_faults(settings.years, loaded, pack)
    chosen = sorted((item.entry for item in loaded if isinstance(item.entry, Measure)), key=lambda m: m.id)
    if len(chosen) == len(loaded):
        faults += overlap_faults(settings.overlap, [measure.id for measure in chosen])
    return pack, tuple(chosen), faults + of_list + of_files


def _references(measures: object) -> tuple[Sequence[str], list[Fault]]:
    """The measures as a list; one text or path is not taken for a list of letters."""
    one = isinstance(measures, str | bytes | PathLike | Mapping)
    if one or not isinstance(measures, Iterable):
        return [], [Fault("MEASURE", None, f"{measures!r} is not a list", 'give a list, as ["sugar-tax"]')]
    references = list(measures)
    nothing = Fault("MEASURE", None, "no measure", "name one: hiap measures lists them")
    return references, [] if references else [nothing]


def setting_faults(settings: Settings) -> list[Fault]:
    """Faults of the settings that need neither a pack nor a measure to be seen."""
    faults = []
    if isinstance(settings.draws, str) and settings.draws != AUTO:
        why = f"{settings.draws!r} is not a whole number"
        faults.append(Fault("--draws", None, why, f"give a whole number, as 20, or {AUTO}"))
    elif settings.draws != AUTO:
        faults += _whole_faults("--draws", settings.draws, 0, MOST_DRAWS)
    faults += _whole_faults("--seed", settings.seed)
    faults += _whole_faults("--years", settings.years, 1)
    if settings.workers is not None:
        faults += _whole_faults("--workers", settings.workers, 1)
    if settings.scheduler is not None:
        faults += _scheduler_faults(settings)
    if settings.engine not in ENGINES:
        cure = cure_for(str(settings.engine), ENGINES)
        faults.append(Fault("--engine", None, f"{settings.engine!r} is not known", cure))
    return faults + overlap_form_faults(settings.overlap)


def _scheduler_faults(settings: Settings) -> list[Fault]:
    """A cluster beside processes of this machine, or without the library that speaks to it."""
    faults = []
    if settings.workers is not None:
        cure = "leave one out: the workers of a cluster are started there"
        faults.append(Fault("--scheduler", None, "given together with --workers", cure))
    if find_spec("distributed") is None:
        cure = "install the extra: pip install 'hiap[cluster]'"
        faults.append(Fault("--scheduler", None, "needs Dask, which is not installed", cure))
    return faults


def variant_faults(variants: Sequence[str], pack: Pack) -> list[Fault]:
    """Variants that the pack does not have; the rules of health economics are a table of their own (8.3)."""
    of_its_own = "leave it out: every result has it, in a table of its own (cost_effectiveness)"
    return [
        Fault(
            "--variant",
            None,
            f"no variant {name!r}",
            of_its_own if name == pack.cost_effectiveness else cure_for(str(name), pack.variants),
        )
        for name in variants
        if name not in pack.variants
    ]


def _perspective_faults(perspective: str, pack: Pack) -> list[Fault]:
    try:
        choose(pack, perspective)
    except InputError as error:
        return list(error.faults)
    return []


def _whole_faults(name: str, value: object, least: int | None = None, most: int | None = None) -> list[Fault]:
    if isinstance(value, bool) or not isinstance(value, int):
        return [Fault(name, None, f"{value!r} is not a whole number", "give a whole number (int), as 20")]
    if least is not None and value < least:
        return [Fault(name, None, f"{value} is under {least}", f"give {least} or more")]
    if most is not None and value > most:
        return [Fault(name, None, f"{value} is over {most}", f"give at most {most}")]
    return []


def _years_faults(years: object, loaded: Sequence[Loaded], pack: Pack) -> list[Fault]:
    """Years shown that no number stands behind: beyond the pack or beyond what is followed (1.2).

    The first year is that of the measure that starts first. Of a measure that does not say when it runs
    only the pack is known, so that years are never refused that may be right.
    """
    trees = [item.document.tree if item.document else {} for item in loaded]
    runs = [running_years(tree, pack.base_year, pack.last_year) for tree in trees]
    known = [run for run in runs if run is not None]
    certain = len(known) == len(runs) > 0
    first = min(start for start, _ in known) if certain else pack.base_year
    most, problem = pack.last_year + 1 - first, f"go beyond the pack, which ends in {pack.last_year}"
    if certain:
        followed = max(start + horizon_years(duration) for start, duration in known) - first
        if followed < most:
            most, problem = followed, "go beyond what is computed"
    if isinstance(years, bool) or not isinstance(years, int) or years <= most:
        return []
    return [Fault("--years", None, f"{years} years from {first} {problem}", f"give at most {most}")]
