"""`hiap appraise` and `resume`: from measures to a run, also in two goes."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from hiap.cli.parts import (
    DEFAULT_OUT,
    Asked,
    Overlap,
    PackName,
    Scheduler,
    Workers,
    check_faults,
    choice,
    guarded,
    machine_stdout,
    number,
    tell,
    writable,
)
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault, HiapError
from hiap.domain.names import LANGUAGES
from hiap.reports.streams import tidied_when_interrupted

if TYPE_CHECKING:
    from hiap.reports.renderer import Draw
    from hiap.runs.folder import Written
    from hiap.runs.unfinished import Begin
    from hiap.workflow.computed import Keep

USUAL: Asked = {
    **{"draws": 0, "seed": 1, "years": 40, "perspective": "society", "pack": DEFAULT_PACK},
    **{"engine": "auto", "variants": (), "workers": None, "scheduler": None, "overlap": ()},
    **{"equity_goal": "gap", "equity_floor": None},
}
"""What is asked for where nothing is said."""
Mkba = Annotated[bool, typer.Option("--mkba", help="show each cost-benefit analysis, and the cost per QALY")]
OWN = "a run has its own settings"
Result = Mapping[str, object]
Step = Callable[[int, int, str], None]


@guarded
def appraise(
    measures: Annotated[
        list[str],
        typer.Argument(metavar="RUN|MEASURE...", help="ids, paths to YAML files, or one run to show"),
    ],
    draws: Annotated[Any, number("draws, or auto: as many as are needed; 0 is the deterministic answer")] = 0,
    seed: Annotated[int, number("seed of the draws")] = 1,
    years: Annotated[int, number("number of years")] = 40,
    perspective: Annotated[str, typer.Option(help="whose costs and benefits count")] = "society",
    lang: Annotated[str, typer.Option(help="language of the dossier and the summary: nl or en")] = "nl",
    pack: PackName = DEFAULT_PACK,
    engine: Annotated[str, typer.Option(help="numpy, numba, or auto: numba from 20 draws on")] = "auto",
    variant: Annotated[
        list[str] | None, typer.Option(help="other assumptions beside the base case; may be given again")
    ] = None,
    equity_goal: Annotated[str, typer.Option(help="gap, floor or worst-off")] = "gap",
    equity_floor: Annotated[float | None, typer.Option(help="years; else the floor of the pack")] = None,
    overlap: Overlap = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    mkba: Mkba = False,
    out: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="folder for the run; out by default")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="print one JSON object; write nothing unless --out is given")
    ] = False,
) -> None:
    """Appraise measures, each alone and all together, or show a run again."""
    asked: Asked = {"draws": draws, "seed": seed, "years": years, "perspective": perspective, "pack": pack}
    asked |= {"engine": engine, "variants": tuple(variant or ()), "workers": workers}
    asked |= {"scheduler": scheduler, "overlap": tuple(overlap or ())}
    asked |= {"equity_goal": equity_goal, "equity_floor": equity_floor}
    if len(measures) == 1 and Path(measures[0]).is_dir():
        return _show_run(Path(measures[0]), asked, out, lang, as_json=as_json, mkba=mkba)
    folder = out if as_json or out is not None else DEFAULT_OUT
    faults = choice("--lang", lang, LANGUAGES) + (writable(folder) if folder is not None else [])
    if faults:
        _refuse(faults, measures, asked)
    if folder is None:
        result, written = computed(lambda progress: _appraised(measures, asked, progress)), None
    else:
        from hiap.runs.unfinished import new_in

        result, written = into_folder(
            lambda progress, keep: _appraised(measures, asked, progress, keep),
            new_in(Path(folder), lang, pack),
            Path(folder),
            lang,
        )
    show_result(result, written, lang, as_json=as_json, mkba=mkba)


@guarded
def resume(
    run: Annotated[str, typer.Argument(metavar="RUN", help="the folder of a run that was cut off")],
    workers: Workers = None,
    scheduler: Scheduler = None,
    mkba: Mkba = False,
    as_json: Annotated[bool, typer.Option("--json", help="print the result as one JSON object")] = False,
) -> None:
    """Go on with a run that was cut off, from the draws that are kept."""
    from hiap.runs.unfinished import again, read_unfinished
    from hiap.workflow.appraise import repeat

    begun = read_unfinished(Path(run))
    out = begun.folder.absolute().parent
    check_faults(writable(str(out), "RUN"))
    result, written = into_folder(
        lambda progress, keep: repeat(
            begun.record,
            pack=begun.pack,
            progress=progress,
            workers=workers,
            scheduler=scheduler,
            keep=keep,
        ),
        again(begun),
        begun.folder.parent,
        begun.lang,
    )
    show_result(result, written, begun.lang, as_json=as_json, mkba=mkba)


def _show_run(run: Path, asked: Asked, out: str | None, lang: str, *, as_json: bool, mkba: bool) -> None:
    """Show a run again; it has its own settings and its own folder."""
    from hiap.runs.folder import read_result

    given = [name for name, value in asked.items() if value != USUAL[name]]
    given += ["out"] if out is not None else []
    cure = "leave it out, or name the measures of the run"
    faults = [
        Fault(
            f"--{name.removesuffix('s') if name == 'variants' else name.replace('_', '-')}", None, OWN, cure
        )
        for name in given
    ]
    check_faults(choice("--lang", lang, LANGUAGES) + faults)
    show_result(read_result(run), None, lang, as_json=as_json, mkba=mkba)


def _refuse(faults: list[Fault], measures: list[str], asked: Asked) -> None:
    """Tell the faults of the command line together with those of all settings and files."""
    from hiap.workflow.appraise import input_faults
    from hiap.workflow.settings import Settings

    check_faults(faults + input_faults(measures, Settings(**asked)))


def _appraised(measures: list[str], asked: Asked, progress: Step, keep: Keep | None = None) -> Result:
    from hiap.workflow.appraise import appraise as compute

    return compute(measures, **asked, progress=progress, keep=keep)


def computed(compute: Callable[[Step], Result], begin: Callable[[], None] = lambda: None) -> Result:
    """Compute, and begin something else at the first step, when the input is known to be good."""
    from hiap.reports.progress import Progress

    with tidied_when_interrupted(), Progress(sys.stderr) as progress:

        def step(done: int, total: int, text: str) -> None:
            begin()
            progress.step(done, total, text)

        return compute(step)


def into_folder(
    compute: Callable[[Step, Keep], Result], begin: Begin, folder: Path, lang: str
) -> tuple[Result, Written]:
    """Compute and write a run; of one that is cut off the draws are kept, and it says how to go on."""
    from hiap.reports.renderer import Renderer
    from hiap.runs.unfinished import keeping

    try:
        with Renderer() as renderer, keeping(begin) as keeper:
            result = computed(lambda progress: compute(progress, keeper.open), renderer.start)
            return result, _written(result, folder, lang, renderer.draw)
    except (KeyboardInterrupt, HiapError, OSError):
        if keeper.kept is not None:
            place = shlex.quote(str(keeper.kept.folder))
            tell(f"{keeper.kept.draws} draws are kept; go on with: hiap resume {place}")
        raise


def _written(result: Mapping[str, object], folder: Path, lang: str, draw: Draw) -> Written:
    from hiap.reports.files import run_files
    from hiap.runs.folder import write_run

    files = run_files(result, lang, draw)
    with tidied_when_interrupted():
        return write_run(dict(result), folder, files)


def show_result(
    result: Result, written: Written | None, lang: str, *, as_json: bool, mkba: bool = False
) -> None:
    """Print a result as one JSON object or in short, and say where it was written."""
    if as_json:
        from hiap.reports.tables import json_text

        machine_stdout().write(json_text(result))
    else:
        from hiap.reports.summary import print_summary

        print_summary(result, lang, sys.stdout, mkba=mkba)
    if written:
        _tell_written(written, lang, sys.stderr if as_json else sys.stdout)


def _tell_written(written: Written, lang: str, stream: TextIO) -> None:
    from hiap.reports.text import Words

    words = Words(lang)
    stream.write(words("run.there" if written.already else "run.written", path=written.folder) + "\n")
    stream.write(words("run.read_first", path=written.folder / "dossier.html") + "\n")
