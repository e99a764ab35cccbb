"""`hiap package` and `portfolio`: measures together, programmes side by side, the best choice."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from hiap.cli.appraisal import computed
from hiap.cli.parts import (
    FORMATS,
    Form,
    Language,
    Overlap,
    PackName,
    Scheduler,
    Workers,
    check_faults,
    choice,
    guarded,
    number,
    print_told,
)
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault
from hiap.domain.names import LANGUAGES

What = Annotated[
    list[str],
    typer.Argument(metavar="MEASURE...|PROGRAMME...", help="measures, or programmes to lay side by side"),
]
Perspective = Annotated[str, typer.Option(help="whose balance: society, another perspective, or a party")]


@guarded
def package(
    what: What,
    pairs: Annotated[Any, number("pairs of orders to sample, with more than seven measures")] = 4,
    draws: Annotated[Any, number("draws, with programmes; 0 is the deterministic answer")] = 0,
    seed: Annotated[Any, number("seed of orders and draws")] = 1,
    overlap: Overlap = None,
    perspective: Perspective = "society",
    pack: PackName = DEFAULT_PACK,
    workers: Workers = None,
    scheduler: Scheduler = None,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Show what measures do together and what each adds, or lay programmes side by side."""
    from hiap.catalogue.plans import is_plan

    faults = choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS)
    plans = [is_plan(name) for name in what]
    if any(plans) and not all(plans):
        faults.append(
            Fault("MEASURE", None, "measures and programmes together", "name measures, or programmes")
        )
    check_faults(faults)
    asked: dict[str, Any] = {"seed": seed, "perspective": perspective, "pack": pack}
    asked |= {"workers": workers, "scheduler": scheduler, "overlap": tuple(overlap or ())}
    if all(plans):
        from hiap.workflow.programmes import programmes

        found = computed(lambda progress: programmes(what, draws=draws, **asked, progress=progress))
        _tell("programme", found, lang, form)
        return
    from hiap.workflow.package import package as together

    found = computed(lambda progress: together(what, pairs=pairs, **asked, progress=progress))
    _tell("package", found, lang, form)


@guarded
def portfolio(
    file: Annotated[str, typer.Argument(metavar="FILE", help="YAML file of a portfolio")],
    pack: PackName = DEFAULT_PACK,
    workers: Workers = None,
    scheduler: Scheduler = None,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Choose the best measures within limits of money, distribution and evidence."""
    from hiap.workflow.portfolio import portfolio as chosen

    check_faults(choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS))
    asked: dict[str, Any] = {"pack": pack, "workers": workers, "scheduler": scheduler}
    found = computed(lambda progress: chosen(file, **asked, progress=progress))
    _tell("portfolio", found, lang, form)


def _tell(kind: str, found: Any, lang: str, form: str) -> None:
    """Print tables and sentences, rows, or the whole answer."""
    from hiap.reports import package as told
    from hiap.reports.sentences import place_title

    rows, tables, sentences = {
        "package": (told.package_rows, told.package_tables, told.package_sentences),
        "programme": (told.programme_rows, told.programme_tables, told.programme_sentences),
        "portfolio": (told.portfolio_rows, told.portfolio_tables, told.portfolio_sentences),
    }[kind]
    print_told(
        form,
        lang,
        found,
        lambda: rows(found),
        lambda words: (tables(words, found), sentences(words, found), place_title(found)),
    )
