"""`hiap verify`, `compare`, `open` and `export`: runs that were there before."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from hiap.cli.parts import (
    FORMATS,
    LANGUAGES,
    NOT_FINISHED,
    Form,
    Language,
    check_faults,
    choice,
    guarded,
    print_table,
    print_told,
)
from hiap.domain.errors import Fault
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


@guarded
def compare(
    runs: Annotated[list[str], typer.Argument(metavar="RUN RUN...", help="folders of runs")],
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Show what changed between runs: settings, measures, numbers behind them, and results."""
    from hiap.reports.comparison import comparison_rows, comparison_sentences, comparison_tables
    from hiap.runs.folder import read_result
    from hiap.workflow.compare import compare as compared

    check_faults(choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS))
    found = compared([read_result(Path(run)) for run in runs])
    print_told(
        form,
        lang,
        found,
        lambda: comparison_rows(found),
        lambda words: (comparison_tables(words, found), comparison_sentences(words, found), ""),
    )


@guarded
def show_run(run: Annotated[str, typer.Argument(metavar="RUN", help="the folder of a run")]) -> None:
    """Show the dossier of a run in the browser."""
    import webbrowser

    from hiap.runs.folder import read_result

    read_result(Path(run))
    dossier = (Path(run) / "dossier.html").resolve()
    if not webbrowser.open(dossier.as_uri()):
        sys.stdout.write(f"no browser was found; open {dossier}\n")


@guarded
def export(
    run: Annotated[str, typer.Argument(metavar="RUN", help="the folder of a run")],
    file: Annotated[str, typer.Argument(metavar="FILE", help="a new file that ends in .xlsx")],
    lang: Language = "nl",
) -> None:
    """Write the result of a run as a workbook for Excel or LibreOffice, with sums as formulas."""
    from hiap.runs.folder import read_result

    faults = choice("--lang", lang, LANGUAGES)
    target = Path(file)
    if target.suffix.lower() != ".xlsx":
        faults.append(Fault(file, None, "does not end in .xlsx", "name a workbook, as result.xlsx"))
    elif target.exists():
        faults.append(Fault(file, None, "is there already", "choose another name, or take it away"))
    elif not target.absolute().parent.is_dir():
        faults.append(Fault(file, None, "its folder is not there", "make the folder first"))
    check_faults(faults)
    result = read_result(Path(run))
    from hiap.reports.workbook import workbook
    from hiap.runs.aside import write_file

    write_file(target, workbook(result, lang))
    sys.stdout.write(f"{target}\n")
