"""Law 3 for entries: the order of rows, factors, diseases, laws, effects and costs changes no byte (4.4).

The order of measures, workers and blocks is in `test_law_same_bytes`. What is known not to hold yet stands
here as a failure that is expected, strictly: whoever mends it is told to take the mark away.
"""

from __future__ import annotations

import csv
import random
import shutil
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pytest
import whole_pack
import yaml
from any_country import NUMBERS, Country, Numbers, made, projected, strong
from any_country import arrays as arrays_of_projection
from hypothesis import given, settings
from hypothesis import strategies as st
from whole_pack import QALY_EUR, loaded

from hiap.catalogue.folder import pack_folder
from hiap.catalogue.pack import load_pack
from hiap.data import DEFAULT_PACK
from hiap.domain.measure import Measure
from hiap.domain.pack import Pack
from hiap.simulation.engine import EngineName
from hiap.simulation.recording import Projection
from hiap.workflow.block import Differences, Task, run_block

ENGINES: tuple[EngineName, ...] = ("numpy", "numba")
BY_DISEASE = (
    "sick_years",
    "cases",
    "cared_sick",
    "cared_cases",
    "paid_sick",
    "paid_cases",
    "base_sick",
    "base_cases",
)
SOME_NUMBERS = Numbers(0.08, 0.02, 0.3, 0.25, 0.2, 0.2, 0.4, 30.0, 0.08, 0.5, 2.0, 0.05, 0.3, 0.01, 0.5)
YEARS, DRAWS = 4, 2
IDS = ("smoking-cessation-support", "sugar-tax")
Entry = TypeVar("Entry")


def last_first(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The same entries, back to front."""
    return tuple(reversed(entries))


def with_pack(home: Country, **parts: Any) -> Country:
    """A small country with other parts of its pack."""
    return replace(home, pack=replace(home.pack, **parts))


def differing(one: Projection, other: Projection) -> list[str]:
    """Names of the arrays of two projections that are not the same to the byte."""
    others = dict(arrays_of_projection(other))
    return [name for name, x in arrays_of_projection(one) if x.tobytes() != others[name].tobytes()]


# Small countries where everything happens together.


@settings(max_examples=6, deadline=None)
@given(numbers=NUMBERS, engine=st.sampled_from(ENGINES), data=st.data())
def test_the_order_of_relative_risks_and_lags_changes_no_byte(
    numbers: Numbers, engine: EngineName, data: st.DataObject
) -> None:
    home = made(numbers)
    risks = data.draw(st.permutations(home.pack.relative_risks))
    lags = data.draw(st.permutations(home.pack.lags))
    other = with_pack(home, relative_risks=tuple(risks), lags=tuple(lags))
    same, shuffled = (projected(country, strong(0.5), engine=engine) for country in (home, other))
    assert differing(same, shuffled) == []


@pytest.mark.parametrize("place", [0, 2])
@pytest.mark.parametrize("engine", ENGINES)
def test_the_order_of_effects_changes_no_byte(engine: EngineName, place: int) -> None:
    """Three moves out of one level combine, three ratios on one rate multiply."""
    measures = list(strong(0.5))
    home = made(SOME_NUMBERS)
    one = projected(home, measures, engine=engine)
    measures[place] = measures[place].model_copy(update={"effects": last_first(measures[place].effects)})
    assert differing(one, projected(home, measures, engine=engine)) == []


# The pack of the Netherlands.


def run(pack: Pack, measures: Sequence[Measure]) -> Differences:
    """The whole line for two draws."""
    return run_block(Task(pack, tuple(measures), 1, DRAWS, 0, DRAWS, YEARS, QALY_EUR))


@cache
def usual() -> tuple[Differences, tuple[Measure, ...]]:
    """Two measures as they stand in the catalogue."""
    measures = tuple(sorted(loaded(IDS), key=lambda item: item.id))
    return run(whole_pack.pack(), measures), measures


def changed(found: Differences) -> list[str]:
    """Names of the arrays that are not those of the usual run to the byte."""
    others = dict(whole_pack.arrays(found))
    return [name for name, x in whole_pack.arrays(usual()[0]) if x.tobytes() != others[name].tobytes()]


def shuffle(folder: Path, tables: Sequence[str]) -> None:
    """Put the rows of tables in another order."""
    for name in tables:
        path = folder / f"{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)
        random.Random(name).shuffle(rows)
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])


def copy_of_the_pack(to: Path) -> Path:
    """A copy of the pack that ships, to put in another order."""
    return Path(shutil.copytree(str(pack_folder(DEFAULT_PACK).path), to / "pack"))


def turn(folder: Path, *lists: str) -> None:
    """Put lists of the pack document last first."""
    path = folder / "pack.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    for name in lists:
        document[name] = document[name][::-1]
    path.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False), encoding="utf-8")


def test_the_order_of_rows_and_entries_changes_no_byte(tmp_path: Path) -> None:
    """Rows of every table, diseases and risk factors of the pack, all at once."""
    folder = copy_of_the_pack(tmp_path)
    shuffle(folder, sorted(path.stem for path in folder.glob("*.csv")))
    turn(folder, "diseases", "risk_factors")
    other = load_pack(str(folder))
    assert other.digest != whole_pack.pack().digest
    assert changed(run(other, usual()[1])) == []


def costs(pack: Pack, measures: tuple[Measure, ...]) -> tuple[Pack, tuple[Measure, ...]]:
    """The costs and transfers of every measure last first."""
    return pack, tuple(
        item.model_copy(update={"costs": last_first(item.costs), "transfers": last_first(item.transfers)})
        for item in measures
    )


def test_the_order_of_costs_changes_no_byte() -> None:
    assert changed(run(*costs(whole_pack.pack(), usual()[1]))) == []
