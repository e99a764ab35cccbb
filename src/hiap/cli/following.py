"""`hiap follow`: what became of a programme: goals, gap, commitments, stories."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from hiap.cli.parts import (
    FORMATS,
    LANGUAGES,
    Form,
    Language,
    check_faults,
    choice,
    guarded,
    machine_stdout,
)


@guarded
def follow(
    plan: Annotated[str, typer.Argument(metavar="PLAN", help="YAML file of a programme that is followed")],
    data: Annotated[
        str | None, typer.Option("--data", metavar="FILE", help="what was measured, as .csv or .xlsx")
    ] = None,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Follow a programme: which goals are on their path, what was promised and done, what people tell."""
    from hiap.workflow.follow import follow as followed

    check_faults(choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS))
    found = followed(plan, data)
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
