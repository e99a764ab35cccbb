"""`hiap budget` and `pockets`: the money of measures or of a run, by year and between parties."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hiap.cli.appraisal import computed
from hiap.cli.parts import (
    DEFAULT_PACK,
    FORMATS,
    LANGUAGES,
    Form,
    PackName,
    Row,
    check_faults,
    choice,
    guarded,
    machine_stdout,
    number,
)
from hiap.domain.errors import Fault

if TYPE_CHECKING:
    from hiap.reports.blocks import Table

Result = Mapping[str, object]
What = Annotated[
    list[str], typer.Argument(metavar="RUN|MEASURE...", help="the folder of a run, or measures to appraise")
]
Which = Annotated[str | None, typer.Option(help="a measure, or package; the package if there is one")]
Language = Annotated[str, typer.Option(help="language of the tables: nl or en")]
Draws = Annotated[Any, number("draws, or auto; 0 is the deterministic answer")]
Seed = Annotated[Any, number("seed of the draws")]
Years = Annotated[Any, number("number of years")]


@guarded
def budget(
    what: What,
    scenario: Which = None,
    draws: Draws = 0,
    seed: Seed = 1,
    years: Years = 40,
    pack: PackName = DEFAULT_PACK,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Show what each party pays and saves, by law and year, in the layout of a budget annex."""
    from hiap.reports import money

    asked = {"draws": draws, "seed": seed, "years": years, "pack": pack}
    result, name = _chosen(what, scenario, asked, lang, form)
    if form != "table":
        _print_rows(result, money.budget_rows(result, name), form, name, "budget")
        return

    def tables(words: Any, found: Mapping[str, object]) -> tuple[Sequence[Table | None], Sequence[str]]:
        return [money.budget_table(words, result, found)], []

    _show(result, name, lang, tables)


@guarded
def pockets(
    what: What,
    scenario: Which = None,
    draws: Draws = 0,
    seed: Seed = 1,
    years: Years = 40,
    pack: PackName = DEFAULT_PACK,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Show who pays and who gains: between whom, who loses, who is square when, what comes back."""
    from hiap.reports import money
    from hiap.reports.sentences import wrong_pocket_text

    asked = {"draws": draws, "seed": seed, "years": years, "pack": pack}
    result, name = _chosen(what, scenario, asked, lang, form)
    if form != "table":
        _print_rows(result, money.pocket_rows(result, name), form, name, "pockets")
        return

    def tables(words: Any, found: Mapping[str, object]) -> tuple[Sequence[Table | None], Sequence[str]]:
        both = [money.matrix_table(words, result, found), money.parties_table(words, result, found)]
        told = wrong_pocket_text(words, result, found) + money.pocket_sentences(words, result, found)
        return both, told

    _show(result, name, lang, tables)


def _chosen(
    what: list[str], scenario: str | None, asked: dict[str, Any], lang: str, form: str
) -> tuple[Result, str]:
    """The result of a run or of measures, and the scenario that is asked for."""
    faults = choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS)
    run = Path(what[0])
    if len(what) == 1 and run.is_dir():
        usual = {"draws": 0, "seed": 1, "years": 40, "pack": DEFAULT_PACK}
        given = [f"--{key}" for key, value in asked.items() if value != usual[key]]
        cure = "leave it out, or name measures"
        faults += [Fault(option, None, "a run has its own settings", cure) for option in given]
        check_faults(faults)
        from hiap.runs.folder import read_result

        result: Result = read_result(run)
    else:
        from hiap.workflow.appraise import appraise, input_faults
        from hiap.workflow.settings import Settings

        if faults:
            check_faults(faults + input_faults(what, Settings(**asked)))
        result = computed(lambda progress: appraise(what, **asked, progress=progress))
    found = result["scenarios"]
    names = list(found) if isinstance(found, Mapping) else []
    check_faults(choice("--scenario", scenario or names[-1], tuple(names)))
    return result, scenario or names[-1]


def _show(
    result: Result,
    name: str,
    lang: str,
    tables: Callable[[Any, Mapping[str, object]], tuple[Sequence[Table | None], Sequence[str]]],
) -> None:
    """Print the title of a scenario, tables and sentences."""
    from hiap.reports.blocks import scenario_title
    from hiap.reports.result import part
    from hiap.reports.tables import WIDE_WITHOUT_TERMINAL, print_blocks
    from hiap.reports.text import Words

    words, found = Words(lang), part(result, "scenarios", name)
    blocks, told = tables(words, found)
    shown = [block for block in blocks if block]
    told = told if shown else [words("money.none")]
    title = scenario_title(words, name, found)
    print_blocks(shown, told, sys.stdout, title, WIDE_WITHOUT_TERMINAL)


def _print_rows(result: Result, rows: list[Row], form: str, name: str, key: str) -> None:
    """Print tidy rows as csv, or the part of the result as JSON."""
    from hiap.reports.result import part
    from hiap.reports.tables import json_text, print_rows

    if form == "json":
        machine_stdout().write(json_text(part(result, "scenarios", name).get(key)))
    else:
        print_rows(rows, form, machine_stdout())
