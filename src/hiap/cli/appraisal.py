"""`hiap appraise`: from measures to a run."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from hiap.cli.parts import (
    DEFAULT_OUT,
    DEFAULT_PACK,
    LANGUAGES,
    Asked,
    PackName,
    check_faults,
    choice,
    guarded,
    machine_stdout,
    number,
    writable,
)
from hiap.domain.errors import Fault
from hiap.reports.streams import tidied_when_interrupted

if TYPE_CHECKING:
    from hiap.reports.renderer import Draw
    from hiap.runs.folder import Written


@guarded
def appraise(
    measures: Annotated[list[str], typer.Argument(metavar="MEASURE...", help="ids, or paths to YAML files")],
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
    out: Annotated[
        str | None, typer.Option(metavar="FOLDER", help="folder for the run; out by default")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="print one JSON object; write nothing unless --out is given")
    ] = False,
) -> None:
    """Appraise measures: each alone and all together."""
    folder = out if as_json or out is not None else DEFAULT_OUT
    faults = choice("--lang", lang, LANGUAGES) + (writable(folder) if folder is not None else [])
    asked: Asked = {"draws": draws, "seed": seed, "years": years, "perspective": perspective, "pack": pack}
    asked |= {"engine": engine, "variants": tuple(variant or ())}
    if faults:
        _refuse(faults, measures, asked)
    if folder is None:
        result, written = _computed(measures, asked, begin=lambda: None), None
    else:
        from hiap.reports.renderer import Renderer

        with Renderer() as renderer:
            result = _computed(measures, asked, begin=renderer.start)
            written = _written(result, Path(folder), lang, renderer.draw)
    if as_json:
        from hiap.reports.tables import json_text

        machine_stdout().write(json_text(result))
    else:
        from hiap.reports.tables import print_summary

        print_summary(result, lang, sys.stdout)
    if written:
        _tell_written(written, lang, sys.stderr if as_json else sys.stdout)


def _refuse(faults: list[Fault], measures: list[str], asked: Asked) -> None:
    """Tell the faults of the command line together with those of all settings and files."""
    from hiap.workflow.appraise import input_faults
    from hiap.workflow.settings import Settings

    check_faults(faults + input_faults(measures, Settings(**asked)))


def _computed(measures: list[str], asked: Asked, begin: Callable[[], None]) -> Mapping[str, object]:
    """Compute, and begin something else at the first step, when the input is known to be good."""
    from hiap.reports.progress import Progress
    from hiap.workflow.appraise import appraise as compute

    with tidied_when_interrupted(), Progress(sys.stderr) as progress:

        def step(done: int, total: int, text: str) -> None:
            begin()
            progress.step(done, total, text)

        return compute(measures, **asked, progress=step)


def _written(result: Mapping[str, object], folder: Path, lang: str, draw: Draw) -> Written:
    from hiap.reports.files import run_files
    from hiap.runs.folder import write_run

    files = run_files(result, lang, draw)
    with tidied_when_interrupted():
        return write_run(dict(result), folder, files)


def _tell_written(written: Written, lang: str, stream: TextIO) -> None:
    from hiap.reports.text import Words

    words = Words(lang)
    stream.write(words("run.there" if written.already else "run.written", path=written.folder) + "\n")
    stream.write(words("run.read_first", path=written.folder / "dossier.html") + "\n")
