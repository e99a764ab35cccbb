"""`hiap measures`, `show` and `reference`: what there is before anything is appraised."""

from __future__ import annotations

from typing import Annotated

import typer

from hiap.cli.parts import (
    DEFAULT_PACK,
    FORMATS,
    Form,
    PackName,
    check_faults,
    choice,
    guarded,
    machine_stdout,
    print_table,
    told_together,
)


@guarded
def measures(form: Form = "table") -> None:
    """List the register: measures that can be computed, and entries that cannot, with `hiap show` for why."""
    check_faults(choice("--format", form, FORMATS))
    from hiap.workflow.catalogue import measure_rows

    print_table(measure_rows(), form)


@guarded
def show(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="id of a measure, or path of a YAML file")],
    pack: PackName = DEFAULT_PACK,
    form: Form = "table",
) -> None:
    """Show one measure with its effects, costs, evidence and sources."""
    from hiap.workflow.catalogue import show as describe

    described = told_together(choice("--format", form, FORMATS), lambda: describe(identifier, pack))
    if form == "json":
        from hiap.reports.tables import json_text

        machine_stdout().write(json_text(described))
        return
    from hiap.reports.tables import detail_rows

    print_table(detail_rows(described), form)


@guarded
def reference(
    table: Annotated[str | None, typer.Option(help="one table, such as life_expectancy")] = None,
    pack: PackName = DEFAULT_PACK,
    form: Form = "table",
) -> None:
    """Show the reference: current policy with trends."""
    from hiap.workflow.reference import reference_rows

    print_table(told_together(choice("--format", form, FORMATS), lambda: reference_rows(table, pack)), form)
