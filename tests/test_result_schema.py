"""The page on the result says what a result holds: no key, column or table more, none less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from pooled_measure import CLAIMED

from hiap import appraise, load_pack
from hiap.reports.tidy import ESTIMATE, tidy_files
from hiap.uncertainty.draws import Draws
from hiap.workflow.block import Task
from hiap.workflow.information import FEWEST_DRAWS, uncertainty_of
from hiap.workflow.reference import COLUMNS, TABLES
from hiap.workflow.settings import Settings, examine

PAGE = Path(__file__).resolve().parents[1] / "docs" / "result.md"
TEXT = ("en", "nl")
OVERLAP = "overlap."
NAMES = {
    "measures": "<measure>",
    "documents": "<measure>",
    "scenarios": "<scenario>",
    "variants": "<variant>",
    "variants.<variant>.scenarios": "<scenario>",
    "parties": "<party>",
    "diseases": "<disease>",
    "risk_factors": "<factor>",
    "sources": "<source>",
    "reference.population_by_age": "<sex>",
    "reference.population_by_age.<sex>": "<age>",
    "reference.deaths": "<sex>",
    "reference.life_expectancy": "<sex>",
    "reference.life_expectancy.<sex>": "<group>",
    "reference.healthy_life_expectancy": "<sex>",
    "reference.healthy_life_expectancy.<sex>": "<group>",
    "scenarios.<scenario>.cases_averted": "<disease>",
    "scenarios.<scenario>.by_ses": "<group>",
    "scenarios.<scenario>.by_party": "<party>",
    "scenarios.<scenario>.equity.gain.by_sex": "<sex>",
    "scenarios.<scenario>.equity.gain.by_age": "<age>",
    "scenarios.<scenario>.equity.distribution.by_group": "<group>",
    "scenarios.<scenario>.equity.floor.by_sex": "<sex>",
    "scenarios.<scenario>.equity.floor.by_sex.<sex>": "<group>",
    "scenarios.<scenario>.equity.floor.by_age": "<age>",
    "scenarios.<scenario>.equity.expectancy[].healthy_life_expectancy.by_sex": "<sex>",
    "scenarios.<scenario>.equity.expectancy[].healthy_life_expectancy.by_sex.<sex>": "<group>",
    "scenarios.<scenario>.equity.expectancy[].healthy_life_expectancy.gap_by_sex": "<sex>",
    "scenarios.<scenario>.equity.expectancy[].haly_expectancy.by_sex": "<sex>",
    "scenarios.<scenario>.equity.expectancy[].haly_expectancy.by_sex.<sex>": "<group>",
    "scenarios.<scenario>.equity.expectancy[].haly_expectancy.gap_by_sex": "<sex>",
    "scenarios.<scenario>.wrong_pocket.losses_eur": "<party>",
    "scenarios.<scenario>.by_year[].by_ses": "<group>",
    "scenarios.<scenario>.by_year[].by_party": "<party>",
    "scenarios.<scenario>.outcomes[].by_party": "<party>",
    "scenarios.<scenario>.budget.rows[].marks": "<year>",
    "scenarios.<scenario>.pockets.fields[].fund.stand_eur": "<year>",
    "scenarios.<scenario>.cost_effectiveness.perspectives": "<perspective>",
    "scenarios.<scenario>.cost_effectiveness.perspectives.<perspective>.chances": "<quadrant>",
    "scenarios.<scenario>.staff.laws": "<law>",
    "scenarios.<scenario>.staff.laws.<law>.marks": "<year>",
    "scenarios.<scenario>.staff.sectors": "<sector>",
    "scenarios.<scenario>.staff.sectors.<sector>.marks": "<year>",
}
"""Where a key is a name of the pack or of the run, and what stands for it on the page."""


def key_paths(value: object, at: str = "") -> Iterator[str]:
    """Give the path of every leaf; an estimate and a text in two languages are leaves, names are replaced."""
    if isinstance(value, Mapping) and tuple(sorted(value)) in (TEXT, tuple(sorted(ESTIMATE))):
        yield at
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from key_paths(inner, f"{at}.{NAMES.get(at, key)}".lstrip("."))
    elif isinstance(value, list):
        for item in value:
            yield from key_paths(item, f"{at}[]") if isinstance(item, Mapping) else [f"{at}[]"]
    else:
        yield at


def rows_of(heading: str) -> list[list[str]]:
    """Give the rows of the tables on the page whose first column has this heading, ticks taken off."""
    found: list[list[str]] = []
    inside = False
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")] if line[:1] == "|" else []
        if cells and inside and not set(cells[0]) <= set("-"):
            found.append(cells)
        inside = bool(cells) and (inside or cells[0] == heading)
    return found


@lru_cache(maxsize=1)
def small() -> dict[str, object]:
    """A real result of one measure with a few draws."""
    return appraise(["fall-prevention"], draws=3)


@lru_cache(maxsize=1)
def pair() -> dict[str, object]:
    """A real result of two measures: with a package, an overlap, and a number that a measure chooses."""
    sets = ["disjoint(fall-prevention, cool-streets)"]
    return appraise(["fall-prevention", "cool-streets"], variants=["discount-2.25"], overlap=sets)


@lru_cache(maxsize=1)
def named() -> dict[str, object]:
    """The uncertainty of a made-up balance that follows one input, from as many draws as name inputs."""
    measures = examine(["fall-prevention"], Settings())[1]
    task = Task(load_pack(), measures, 1, FEWEST_DRAWS, 0, FEWEST_DRAWS, 40, 50_000.0)
    money = Draws(1, FEWEST_DRAWS).quantiles("mortality/trend") - 0.5
    found = uncertainty_of(task, measures, money, np.zeros(money.shape))
    return {"scenarios": {"fall-prevention": {"uncertainty": found}}}


@lru_cache(maxsize=1)
def studied() -> dict[str, object]:
    """A real result of a measure whose effect, and a claim on it, rest on several studies."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "lessons.yaml"
        path.write_text(CLAIMED, encoding="utf-8")
        return appraise([str(path)])


@lru_cache(maxsize=1)
def elsewhere() -> dict[str, object]:
    """A real result of a measure that changes an outcome outside health and care."""
    return appraise(["alcohol-excise"])


@lru_cache(maxsize=1)
def worked() -> dict[str, object]:
    """A real result of a measure of which the change of an outcome rests on several studies."""
    return appraise(["ips-supported-employment"])


@lru_cache(maxsize=1)
def placed() -> dict[str, object]:
    """A real result for a part of the country."""
    return appraise(["fall-prevention"], pack="NLD/2025@ggd-zeeland")


def documented() -> set[str]:
    """Paths on the page."""
    return {cells[0] for cells in rows_of("path")}


def test_every_path_stands_once_on_the_page() -> None:
    listed = [cells[0] for cells in rows_of("path")]
    assert len(listed) == len(set(listed)) > 50


@pytest.mark.parametrize("result", [small, pair, named, studied, elsewhere, worked, placed])
def test_every_key_of_a_result_is_on_the_page(result: object) -> None:
    assert callable(result)
    assert set(key_paths(result())) - documented() == set()


def test_every_key_on_the_page_is_in_a_result() -> None:
    results = (small, pair, named, studied, elsewhere, worked, placed)
    found = {path for result in results for path in key_paths(result())}
    assert documented() - found == set()


def test_only_several_measures_have_an_overlap() -> None:
    alone, together = (
        {path for path in key_paths(result()) if path.startswith(OVERLAP)} for result in (small, pair)
    )
    assert alone == set()
    assert together == {path for path in documented() if path.startswith(OVERLAP)}


def test_the_schema_on_the_page_is_that_of_the_result() -> None:
    schema = str(small()["schema"])
    assert PAGE.read_text(encoding="utf-8").startswith(f"# The result: schema {schema}\n")


def test_csv_columns_are_those_on_the_page() -> None:
    files = {name: text.partition("\n")[0] for name, text in tidy_files(small()).items()}
    assert dict(cells[:2] for cells in rows_of("file")) == {name: f"{head}" for name, head in files.items()}


def test_reference_tables_are_those_on_the_page() -> None:
    tables = {cells[0]: cells[1] for cells in rows_of("table")}
    assert tables.pop("all") == ",".join(COLUMNS)
    assert tuple(tables) == TABLES


def test_a_path_that_is_not_documented_is_seen() -> None:
    strange = {
        "scenarios": {"a": {"haly": {"mean": 1.0}, "secret": [{"x": 1}], "by_ses": {"Q9": {"y": [1]}}}}
    }
    assert set(key_paths(strange)) == {
        "scenarios.<scenario>.haly.mean",
        "scenarios.<scenario>.secret[].x",
        "scenarios.<scenario>.by_ses.<group>.y[]",
    }


def test_exit_codes_are_those_of_the_errors() -> None:
    from hiap.cli.parts import BAD_INPUT
    from hiap.domain.errors import InputError, NoSuchRunError, WorkerLostError
    from hiap.reports.streams import INTERRUPTED

    codes = [int(cells[0]) for cells in rows_of("code")]
    assert codes == [0, WorkerLostError.exit_code, BAD_INPUT, NoSuchRunError.exit_code, INTERRUPTED]
    assert InputError.exit_code == BAD_INPUT
    assert "fault of hiap itself, with its traceback" in rows_of("code")[1][1]
