"""`hiap measures`, `show` and `reference`: what there is before anything is appraised."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from hiap.cli.parts import (
    FORMATS,
    Form,
    Language,
    PackName,
    check_faults,
    choice,
    guarded,
    print_table,
    print_told,
    told_together,
)
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault
from hiap.domain.names import LANGUAGES

if TYPE_CHECKING:
    from hiap.cli.parts import Told
    from hiap.reports.text import Words

Folder = Annotated[
    str | None, typer.Option("--catalogue", metavar="FOLDER", help="a folder of measures of your own")
]


@guarded
def measures(
    catalogue: Folder = None,
    due: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="only what has to be reviewed by then, as 2027-12-31"),
    ] = None,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """List the register: measures that can be computed, and entries that cannot, with `hiap show` for why."""
    faults, day = choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS), None
    try:
        day = None if due is None else date.fromisoformat(due)
    except ValueError:
        faults.append(Fault("--due", None, f"{due!r} is not a date", "write a date as 2027-12-31"))
    check_faults(faults)
    from hiap.reports.progress import Progress
    from hiap.workflow.register import measure_rows, overdue

    with Progress(sys.stderr) as progress:
        rows = measure_rows(catalogue, progress.step)
    if day is not None:
        rows = overdue(rows, day)
    if day is not None and not rows and form == "table":
        sys.stdout.write(f"no review is due by {day}\n")
        return
    if form != "table":
        print_table(rows, form)
        return
    from hiap.reports.register import register_page
    from hiap.reports.tables import print_rows
    from hiap.reports.text import Words

    print_rows(register_page(Words(lang), rows, due=day is not None), form, sys.stdout)


@guarded
def register(
    kind: Annotated[str | None, typer.Option(help="instrument, indicator, goal, law or moment")] = None,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """List what policy documents name: instruments, indicators, goals, laws, moments, with their figures."""
    from hiap.catalogue.named import KINDS
    from hiap.reports.named import named_notes, named_tables
    from hiap.workflow.catalogue import named_rows

    faults = choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS)
    check_faults(faults + (choice("--kind", kind, KINDS) if kind is not None else []))
    rows = named_rows(kind)
    flat = [{key: value for key, value in row.items() if key != "figures"} for row in rows]

    def told(words: Words) -> Told:
        return named_tables(words, rows), named_notes(rows), ""

    print_told(form, lang, rows, lambda: flat, told)


@guarded
def show(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="id of a measure, or path of a YAML file")],
    catalogue: Folder = None,
    pack: PackName = DEFAULT_PACK,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Show one measure with its effects, costs, evidence and sources."""
    from hiap.reports.entry import closing, tables
    from hiap.reports.tables import detail_rows
    from hiap.workflow.show import show as describe

    faults = choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS)
    described = told_together(faults, lambda: describe(identifier, pack, catalogue))
    print_told(
        form,
        lang,
        described,
        lambda: detail_rows(described),
        lambda words: (tables(words, described), closing(words, described), ""),
    )


@guarded
def reference(
    table: Annotated[str | None, typer.Option(help="one table, such as life_expectancy")] = None,
    by: Annotated[str, typer.Option(help="ses, or education: low, middle and high")] = "ses",
    year: Annotated[int | None, typer.Option(help="a later one, of fewer tables")] = None,
    draws: Annotated[int, typer.Option(help="draws, for the limits of a year")] = 0,
    seed: Annotated[int, typer.Option(help="seed of the draws")] = 1,
    pack: PackName = DEFAULT_PACK,
    form: Form = "table",
) -> None:
    """Show the reference: current policy with trends."""
    from hiap.workflow.reference import reference_rows

    faults = choice("--format", form, FORMATS)
    print_table(told_together(faults, lambda: reference_rows(table, pack, by, year, draws, seed)), form)
