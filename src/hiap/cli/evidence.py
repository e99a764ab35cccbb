"""`hiap evidence`: how sure the effects of a measure are, which evidence would fit, and what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hiap.cli.parts import (
    FORMATS,
    Form,
    Language,
    PackName,
    choice,
    guarded,
    print_told,
    told_together,
)
from hiap.data import DEFAULT_PACK
from hiap.domain.names import LANGUAGES

What = Annotated[
    str, typer.Argument(metavar="ID|FILE|RUN", help="id of a measure, a YAML file, or the folder of a run")
]
RulesFile = Annotated[
    str | None, typer.Option("--rules", metavar="FILE", help="rules on fitting evidence of your own")
]
Result = dict[str, object]


@guarded
def evidence(
    what: What,
    rules: RulesFile = None,
    pack: PackName = DEFAULT_PACK,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Show the three labels of each effect, which evidence fits, what is missing, what knowing is worth."""
    from hiap.reports.fitting import design_rows, evidence_sentences, evidence_tables

    faults = choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS)
    found = told_together(faults, lambda: _found(what, pack, rules))
    print_told(
        form,
        lang,
        found,
        lambda: design_rows(found),
        lambda words: (evidence_tables(words, found), evidence_sentences(words, found), ""),
    )


def _found(what: str, pack: str, rules: str | None) -> Result:
    from hiap.workflow.fitting import evidence_of_entry, evidence_of_run

    if not Path(what).is_dir():
        return evidence_of_entry(what, pack, rules)
    from hiap.runs.folder import read_result

    return evidence_of_run(read_result(Path(what)), None if pack == DEFAULT_PACK else pack, rules)
