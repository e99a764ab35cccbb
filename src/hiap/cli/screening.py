"""`hiap screen`: what a policy from any domain may mean for health, and whether more study is needed."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from hiap.cli.parts import (
    FORMATS,
    Form,
    Language,
    PackName,
    check_faults,
    choice,
    guarded,
    machine_stdout,
    print_table,
    told_together,
)
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault
from hiap.domain.names import LANGUAGES


@guarded
def screen(
    what: Annotated[
        str | None,
        typer.Argument(metavar="FILE|ID", help="YAML file of a screening, or an id of the register"),
    ] = None,
    determinants: Annotated[
        bool, typer.Option("--determinants", help="list the determinants that a screening may name")
    ] = False,
    pack: PackName = DEFAULT_PACK,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Screen a policy on health: the paragraph for a policy paper, and the map of causes behind it."""
    from hiap.workflow.screen import determinant_rows
    from hiap.workflow.screen import screen as screened_on

    faults = choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS)
    if determinants == (what is not None):
        cure = "give a file or an id, or --determinants alone"
        faults.append(Fault("hiap screen", None, "names both" if determinants else "names nothing", cure))
    check_faults(faults if what is None or determinants else [])
    if what is None:
        print_table(determinant_rows(), form)
        return
    screened = told_together(faults, lambda: screened_on(what, pack=pack))
    if form == "json":
        from hiap.reports.tables import json_text

        machine_stdout().write(json_text(screened))
        return
    from hiap.reports.screening import paragraph
    from hiap.reports.screening_tables import screening_rows, screening_sentences, screening_tables
    from hiap.reports.tables import print_blocks, print_rows
    from hiap.reports.text import Words

    if form == "csv":
        print_rows(screening_rows(screened), form, machine_stdout())
        return
    words = Words(lang)
    title = words("screen.title", title=words.local(screened["policy"]["title"]))
    print_blocks([], [paragraph(words, screened)], sys.stdout, title)
    print_blocks(screening_tables(words, screened), screening_sentences(words, screened), sys.stdout)
