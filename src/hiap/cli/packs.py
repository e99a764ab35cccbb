"""`hiap pack` and its commands: tables, sources and checks of a data pack."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hiap.cli.parts import (
    BAD_INPUT,
    FORMATS,
    NOT_FINISHED,
    Form,
    PackName,
    check_faults,
    choice,
    fail,
    guarded,
    print_list,
    print_table,
    told_together,
    writable,
)
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault
from hiap.reports.streams import tidied_when_interrupted


@guarded
def tables(context: typer.Context, pack: PackName = DEFAULT_PACK, form: Form = "table") -> None:
    """List the tables of a data pack, or ask more of it."""
    check_faults(choice("--format", form, FORMATS))
    command = context.invoked_subcommand
    if command is not None:
        given = [("--format", form != FORMATS[0]), ("--pack", pack != DEFAULT_PACK)]
        where = f"stands before {command}"
        check_faults(
            [Fault(o, None, where, f"write hiap pack {command} {o}") for o, misplaced in given if misplaced]
        )
        return
    from hiap.workflow.catalogue import pack_rows

    print_table(pack_rows(pack), form)


@guarded
def places(pack: PackName = DEFAULT_PACK, form: Form = "table") -> None:
    """List the places of a pack; write one after an @, as in --pack NLD/2025@ggd-groningen."""
    from hiap.workflow.catalogue import pack_places

    print_table(told_together(choice("--format", form, FORMATS), lambda: pack_places(pack)), form)


@guarded
def check(pack: PackName = DEFAULT_PACK, form: Form = "table") -> None:
    """Check a pack: every file and cell, sums, ranges, and the base year beside official totals."""
    from hiap.workflow.catalogue import pack_check

    checks = told_together(choice("--format", form, FORMATS), lambda: pack_check(pack))
    print_table(checks, form)
    if not all(row.get("ok") for row in checks):
        raise typer.Exit(BAD_INPUT)


@guarded
def compare(pack: PackName = DEFAULT_PACK, form: Form = "table") -> None:
    """Lay what the model gives beside official figures, with the difference."""
    from hiap.reports.lists import short_comparison
    from hiap.workflow.comparison import comparison_rows

    rows = told_together(choice("--format", form, FORMATS), lambda: comparison_rows(pack))
    print_list(rows, form, short_comparison)


@guarded
def sources(
    grade: Annotated[
        str | None, typer.Option(help="only this grade: A, B, C or R (unverified assumption)")
    ] = None,
    table: Annotated[str | None, typer.Option(help="only the parameters of this table")] = None,
    pack: PackName = DEFAULT_PACK,
    form: Form = "table",
) -> None:
    """List every parameter of a pack with value, unit, grade and source."""
    from hiap.reports.lists import short_sources
    from hiap.workflow.sources import source_rows

    rows = told_together(choice("--format", form, FORMATS), lambda: source_rows(grade, table, pack))
    print_list(rows, form, short_sources)


@guarded
def update(
    table: Annotated[str | None, typer.Option(help="one table of StatLine; all by default")] = None,
    cache: Annotated[
        str | None, typer.Option(help="folder for snapshots; the user's cache by default")
    ] = None,
    form: Form = "table",
) -> None:
    """Fetch tables of StatLine and show how they differ; the pack stays as it is."""
    check_faults(
        choice("--format", form, FORMATS) + (writable(cache, "--cache") if cache is not None else [])
    )
    from hiap.reports.lists import short_update
    from hiap.workflow.update import update_rows

    found, faults = update_rows(table, Path(cache) if cache else None)
    if found:
        print_list(found, form, short_update)
    if faults:
        fail("\n".join(faults), NOT_FINISHED)


@guarded
def import_data(
    folder: Annotated[str, typer.Argument(metavar="DIR", help="folder of the DYNAMO-HIA reference data")],
    out: Annotated[
        str | None,
        typer.Option(metavar="FOLDER", help="new folder for the tables; without it, a report only"),
    ] = None,
    form: Form = "table",
) -> None:
    """Read DYNAMO-HIA reference data into tables of a pack, and tell what is taken, left and missing."""
    from hiap.catalogue.dynamo_tables import import_dynamo

    faults = choice("--format", form, FORMATS) + (writable(out) if out is not None else [])
    files, report = told_together(faults, lambda: import_dynamo(Path(folder)))
    if out is not None:
        from hiap.runs.aside import write_folder

        with tidied_when_interrupted():
            write_folder(Path(out), files)
    print_table([line.row() for line in report], form)
