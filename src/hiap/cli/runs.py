"""`hiap verify`, `compare`, `open` and `export`: runs that were there before."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from hiap.cli.parts import (
    FORMATS,
    NOT_FINISHED,
    Asked,
    Form,
    Language,
    Scheduler,
    Workers,
    check_faults,
    choice,
    guarded,
    new_file_faults,
    print_table,
    print_told,
)
from hiap.domain.errors import Fault
from hiap.domain.names import LANGUAGES
from hiap.reports.streams import tidied_when_interrupted

EXPORTS = (".pdf", ".docx", ".xlsx")


@guarded
def verify(
    run: Annotated[str, typer.Argument(metavar="RUN", help="the folder of a run")],
    pack: Annotated[str | None, typer.Option(help="folder of the pack, if it was one of your own")] = None,
    engine: Annotated[str | None, typer.Option(help="numpy or numba; else the engine of the run")] = None,
    workers: Workers = None,
    scheduler: Scheduler = None,
    form: Form = "table",
) -> None:
    """Compute a run again and say whether it gives the same numbers."""
    from hiap.reports.progress import Progress
    from hiap.runs.verify import verify as check
    from hiap.workflow.appraise import repeat

    check_faults(choice("--format", form, FORMATS))
    with tidied_when_interrupted(), Progress(sys.stderr) as progress:
        asked: Asked = {"pack": pack, "engine": engine, "workers": workers, "scheduler": scheduler}
        found = check(Path(run), lambda result: repeat(result, **asked, progress=progress.step))
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
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="a new file that ends in .pdf, .docx or .xlsx; or a new folder"),
    ],
    lang: Language = "nl",
    template: Annotated[
        str | None, typer.Option(metavar="FILE.docx", help="a Word file whose styles and page are used")
    ] = None,
) -> None:
    """Write a run as an accessible PDF, a Word file or a workbook, or its tables as Parquet (a folder)."""
    from hiap.runs.folder import read_result

    target = Path(file)
    as_folder = file.endswith(("/", os.sep)) or not target.suffix
    faults = _target_faults(target, as_folder) + _template_faults(target, template)
    check_faults(choice("--lang", lang, LANGUAGES) + faults)
    if as_folder:
        return _tables(target, read_result(Path(run)))
    from hiap.reports.renderer import Renderer

    with Renderer() as renderer:
        if target.suffix.lower() != ".xlsx":
            renderer.start()
        result = read_result(Path(run))
        from hiap.reports.export import exported
        from hiap.runs.aside import write_file

        content = exported(result, target.suffix.lower(), lang, template or "", renderer.draw)
        write_file(target, content)
    sys.stdout.write(f"{target}\n")


def _target_faults(target: Path, as_folder: bool) -> list[Fault]:
    """What is wrong with the name of a file or a folder that is to be written."""
    file = str(target)
    if not as_folder and target.suffix.lower() not in EXPORTS:
        cure = "name a PDF, a Word file or a workbook, as result.pdf, or a new folder for Parquet"
        return [Fault(file, None, "does not end in .pdf, .docx or .xlsx", cure)]
    return new_file_faults(target)


def _template_faults(target: Path, template: str | None) -> list[Fault]:
    """What is wrong with a template: only a Word file has one."""
    if template is None:
        return []
    if target.suffix.lower() != ".docx":
        return [Fault("--template", None, "is for a Word file alone", "leave it out, or name a file .docx")]
    if not Path(template).is_file():
        return [Fault(template, None, "is not there", "give the path of a .docx file")]
    return []


def _tables(target: Path, result: Mapping[str, object]) -> None:
    """Write the tables of a result as Parquet, with what they hold, into a new folder."""
    from hiap.reports.parquet import parquet_files
    from hiap.runs.aside import write_folder

    write_folder(target, parquet_files(result))
    sys.stdout.write(f"{target}\n")
