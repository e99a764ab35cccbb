"""`hiap agree`: what an agreement between parties means for each."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from hiap.cli.parts import (
    FORMATS,
    Form,
    Language,
    Scheduler,
    Workers,
    check_faults,
    choice,
    guarded,
    print_told,
)
from hiap.domain.names import LANGUAGES
from hiap.reports.streams import tidied_when_interrupted


@guarded
def agree(
    file: Annotated[str, typer.Argument(metavar="FILE", help="YAML file of an agreement")],
    workers: Workers = None,
    scheduler: Scheduler = None,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Tell what an agreement means for every party: who would not join, and how the gain is divided."""
    from hiap.reports.progress import Progress
    from hiap.workflow.agree import agree as agreed_on

    check_faults(choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS))
    with tidied_when_interrupted(), Progress(sys.stderr) as progress:
        agreed = agreed_on(file, progress=progress.step, workers=workers, scheduler=scheduler)
    from hiap.reports.agreement import agreement_rows, agreement_sentences, agreement_tables

    print_told(
        form,
        lang,
        agreed,
        lambda: agreement_rows(agreed),
        lambda words: (agreement_tables(words, agreed), agreement_sentences(words, agreed), ""),
        page=True,
    )
