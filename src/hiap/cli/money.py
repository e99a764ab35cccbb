"""`hiap budget` and `pockets`: the money of measures or of a run, by year and between parties."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hiap.cli.appraisal import computed
from hiap.cli.parts import (
    FORMATS,
    Form,
    Language,
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

if TYPE_CHECKING:
    from hiap.cli.parts import Told
    from hiap.reports.text import Words

Result = Mapping[str, object]
What = Annotated[
    list[str], typer.Argument(metavar="RUN|MEASURE...", help="the folder of a run, or measures to appraise")
]
Which = Annotated[str | None, typer.Option(help="a measure, or package; the package if there is one")]
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
    workers: Workers = None,
    scheduler: Scheduler = None,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Show what each party pays and saves, by law and year, in the layout of a budget annex."""
    asked = {"draws": draws, "seed": seed, "years": years, "pack": pack, "workers": workers}
    asked |= {"scheduler": scheduler}
    _tell("budget", what, scenario, asked, lang, form)


@guarded
def pockets(
    what: What,
    scenario: Which = None,
    draws: Draws = 0,
    seed: Seed = 1,
    years: Years = 40,
    pack: PackName = DEFAULT_PACK,
    workers: Workers = None,
    scheduler: Scheduler = None,
    lang: Language = "nl",
    form: Form = "table",
) -> None:
    """Show who pays and who gains: between whom, who loses, who is square when, what comes back."""
    asked = {"draws": draws, "seed": seed, "years": years, "pack": pack, "workers": workers}
    asked |= {"scheduler": scheduler}
    _tell("pockets", what, scenario, asked, lang, form)


def _tell(
    view: str, what: list[str], scenario: str | None, asked: dict[str, Any], lang: str, form: str
) -> None:
    """Print one view of a scenario: tables and sentences, tidy rows as csv, or its part of the result."""
    from hiap.reports.blocks import scenario_title
    from hiap.reports.money import VIEWS
    from hiap.reports.result import part
    from hiap.reports.sentences import place_title

    result, name = _chosen(what, scenario, asked, lang, form)
    found = part(result, "scenarios", name)
    rows, tables, sentences = VIEWS[view]

    def told(words: Words) -> Told:
        shown = tables(words, result, found)
        texts = sentences(words, result, found) if shown else [words("money.none")]
        title, place = scenario_title(words, name, found), place_title(result)
        return shown, texts, f"{title}, {place}" if place else title

    print_told(form, lang, found.get(view), lambda: rows(result, name), told)


def _chosen(
    what: list[str], scenario: str | None, asked: dict[str, Any], lang: str, form: str
) -> tuple[Result, str]:
    """The result of a run or of measures, and the scenario that is asked for."""
    faults = choice("--lang", lang, LANGUAGES) + choice("--format", form, FORMATS)
    run = Path(what[0])
    if len(what) == 1 and run.is_dir():
        usual = {"draws": 0, "seed": 1, "years": 40, "pack": DEFAULT_PACK, "workers": None, "scheduler": None}
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
    from hiap.runs.money import scenario_of

    return result, scenario_of(result, scenario)
