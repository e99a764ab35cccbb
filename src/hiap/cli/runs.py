"""`hiap verify`: a run that was there before."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from hiap.cli.parts import (
    FORMATS,
    NOT_FINISHED,
    Form,
    check_faults,
    choice,
    guarded,
    print_table,
)
from hiap.reports.streams import tidied_when_interrupted


@guarded
def verify(
    run: Annotated[str, typer.Argument(metavar="RUN", help="the folder of a run")],
    pack: Annotated[str | None, typer.Option(help="folder of the pack, if it was one of your own")] = None,
    engine: Annotated[str | None, typer.Option(help="numpy or numba; else the engine of the run")] = None,
    form: Form = "table",
) -> None:
    """Compute a run again and say whether it gives the same numbers."""
    from hiap.reports.progress import Progress
    from hiap.runs.verify import verify as check
    from hiap.workflow.appraise import repeat

    check_faults(choice("--format", form, FORMATS))
    with tidied_when_interrupted(), Progress(sys.stderr) as progress:
        step = progress.step
        found = check(Path(run), lambda result: repeat(result, pack=pack, engine=engine, progress=step))
    print_table([{"what": item.what, "held": item.held, "found": item.found} for item in found], form)
    if not all(item.held for item in found):
        raise typer.Exit(NOT_FINISHED)
