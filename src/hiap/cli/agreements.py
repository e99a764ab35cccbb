"""`hiap agree`: what an agreement between parties means for each."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from hiap.cli.parts import FORMATS, LANGUAGES, Form, check_faults, choice, guarded, machine_stdout
from hiap.reports.streams import tidied_when_interrupted


@guarded
def agree(
    file: Annotated[str, typer.Argument(metavar="FILE", help="YAML file of an agreement")],
    lang: Annotated[str, typer.Option(help="language of the table: nl or en")] = "nl",
    form: Form = "table",
) -> None:
    """Tell what an agreement means for every party: who would not join, and how the gain is divided."""
    from hiap.reports.progress import Progress
    from hiap.workflow.agree import agree as agreed_on

    check_faults(choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS))
    with tidied_when_interrupted(), Progress(sys.stderr) as progress:
        agreed = agreed_on(file, progress=progress.step)
    if form == "json":
        from hiap.reports.tables import json_text

        machine_stdout().write(json_text(agreed))
        return
    from hiap.reports.agreement import agreement_rows, agreement_sentences, agreement_tables
    from hiap.reports.tables import print_blocks, print_rows
    from hiap.reports.text import Words

    if form == "csv":
        print_rows(agreement_rows(agreed), form, machine_stdout())
        return
    words = Words(lang)
    print_blocks(agreement_tables(words, agreed), agreement_sentences(words, agreed), sys.stdout)
