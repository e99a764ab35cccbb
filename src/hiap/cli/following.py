"""`hiap follow`: what became of a programme: goals, gap, commitments, stories."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from hiap.cli.parts import (
    FORMATS,
    Form,
    Language,
    check_faults,
    choice,
    guarded,
    machine_stdout,
    new_file_faults,
    tell,
)
from hiap.domain.errors import Fault
from hiap.domain.names import LANGUAGES

REPORTS = (".html", ".pdf", ".docx")


@guarded
def follow(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="YAML file of a programme that is followed")],
    data: Annotated[
        str | None, typer.Option("--data", metavar="FILE", help="what was measured, as .csv or .xlsx")
    ] = None,
    report: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="write the yearly report to a new file: .html, .pdf or .docx"),
    ] = None,
    evidence_out: Annotated[
        str | None,
        typer.Option(
            metavar="FILE.yaml", help="write the measure of a promise with its effect as it is by now"
        ),
    ] = None,
    promise: Annotated[
        str | None, typer.Option(metavar="ID", help="with --evidence-out: which promise of the plan")
    ] = None,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Follow a programme: which goals are on their path, what was promised and done, what people tell."""
    from hiap.runs.folder import read_result
    from hiap.workflow.follow import follow as followed

    faults = choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS)
    check_faults(faults + _report_faults(report) + _evidence_faults(evidence_out, promise))
    with _without_collecting():
        found = followed(plan, data, read_run=read_result)
    files: dict[str, bytes] = {}
    if evidence_out is not None:
        files[evidence_out] = _evidence_file(plan, data, promise)
    if report is not None:
        from hiap.reports.follow_export import followed_file

        files[report] = followed_file(found, Path(report).suffix.lower(), lang)
    _write(files)
    _show(found, lang, form)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave garbage where it lies: looking for it in a table of a country takes a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _show(found: dict[str, object], lang: str, form: str) -> None:
    """Print what became of a programme: all of it as JSON, its values as CSV, or tables and sentences."""
    from hiap.reports.follow import follow_sections, title
    from hiap.reports.follow_tables import follow_rows
    from hiap.reports.tables import json_text, print_blocks, print_rows
    from hiap.reports.text import Words

    if form == "json":
        machine_stdout().write(json_text(found))
    elif form == "csv":
        print_rows(follow_rows(found), form, machine_stdout())
    else:
        words = Words(lang)
        print_blocks([], [], sys.stdout, title(words, found))
        for section in follow_sections(words, found):
            print_blocks(section.tables, section.sentences, sys.stdout)


def _report_faults(target: str | None) -> list[Fault]:
    """What is wrong with the name of the file for the report, before anything is read."""
    if target is None:
        return []
    if Path(target).suffix.lower() not in REPORTS:
        cure = "name a page, a PDF or a Word file, as report.pdf"
        return [Fault(target, None, "does not end in .html, .pdf or .docx", cure)]
    return new_file_faults(Path(target))


def _evidence_faults(target: str | None, promise: str | None) -> list[Fault]:
    """What is wrong with the name of the file for evidence, before anything is read."""
    if target is None:
        cure = "leave it out, or add --evidence-out FILE.yaml"
        return [Fault("--promise", None, "says nothing alone", cure)] if promise is not None else []
    if Path(target).suffix.lower() not in (".yaml", ".yml"):
        return [Fault(target, None, "does not end in .yaml", "name a YAML file, as effect.yaml")]
    return new_file_faults(Path(target))


def _evidence_file(plan: str, data: str | None, promise: str | None) -> bytes:
    """The measure of a promise with its effect as it is by now, as YAML."""
    import yaml

    from hiap.runs.folder import read_result
    from hiap.workflow.follow_evidence import evidence_entry

    document = evidence_entry(plan, data, read_result, promise)
    text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)
    head = (
        "# Made by hiap follow from a promise and what was measured. Read it before you appraise it again.\n"
    )
    return (head + text).encode("utf-8")


def _write(files: dict[str, bytes]) -> None:
    """Write files that are all made, each whole or not at all, and say where they stand."""
    from hiap.runs.aside import write_file

    for target, content in files.items():
        write_file(Path(target), content)
        tell(target)
