"""The real pack for the laws: measures written as files, and short runs of the whole line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from small import Document, amount, effect

from hiap.catalogue.measures import load_measures
from hiap.catalogue.pack import load_pack
from hiap.domain.measure import Measure
from hiap.domain.pack import Pack
from hiap.simulation import projection
from hiap.simulation.advance import Survivors, next_year
from hiap.simulation.engine import DiseaseYear, Passed
from hiap.simulation.projection import Setup
from hiap.simulation.state import State
from hiap.workflow.block import NOT_BY_DRAW, Differences, Task, run_block
from hiap.workflow.vocabulary import vocabulary_of

Array = NDArray[np.float64]
EVERYBODY: Document = {"sex": "all", "age": [0, 100]}
ADULTS: Document = {"sex": "all", "age": [18, 100]}
QALY_EUR = 50_000.0


@dataclass(frozen=True)
class Moment:
    """One year of a projection: what it ran with, its mortality by cell, the state after it."""

    setup: Setup
    year: int
    mortality: Array
    after: State


@lru_cache(maxsize=1)
def pack() -> Pack:
    """The pack as published."""
    return load_pack()


def loaded(measures: Sequence[str | Path]) -> tuple[Measure, ...]:
    """Measures of the catalogue or of files, checked against the pack."""
    return load_measures([str(name) for name in measures], vocabulary_of(pack()))


def write(folder: Path, measure: Measure) -> Path:
    """Write a measure as a document; JSON is YAML too."""
    path = folder / f"{measure.id}.yaml"
    document = measure.model_dump(mode="json", exclude_none=True)
    path.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return path


def run(
    measures: Sequence[Measure], years: int, draws: int = 0, first: int = 0, last: int = 0
) -> Differences:
    """Run the whole line for some years and draws (all of them, or from first to last)."""
    ordered = tuple(sorted(measures, key=lambda measure: measure.id))
    return run_block(Task(pack(), ordered, 1, draws, first, last or max(draws, 1), years, QALY_EUR))


def arrays(found: Differences) -> Iterator[tuple[str, Array]]:
    """Every array of the differences by name, draws in front; no outcomes that nobody changes."""
    for field in fields(found):
        if field.name in (*NOT_BY_DRAW, "amounts", "participants"):
            continue
        values: Array = getattr(found, field.name)
        if values.size or field.name != "outcome_numbers":
            yield field.name, np.moveaxis(values, 0, -1) if field.name == "cases_averted" else values
    for name in ("money", "health_money", "paid", "care", "programme", "lost_output"):
        yield name, getattr(found, name)


def numbers(found: Differences) -> Iterator[tuple[str, Array]]:
    """The arrays that differ by scenario, with axes [draw, scenario, year, ...] in front."""
    return ((name, values) for name, values in arrays(found) if not name.startswith("reference"))


def move(
    kind: str, factor: str, size: float, levels: tuple[str, str] | None, unit: str = "share"
) -> Document:
    """A shift (decay .1) or a hold of a risk factor."""
    document = effect(kind, size, unit, risk_factor=factor)
    if levels:
        document |= {"level_from": levels[0], "level_to": levels[1]}
    if kind == "shift":
        document |= {"decay": amount(0.1, "share per year")}
    return document


@contextmanager
def watched_years() -> Iterator[list[Moment]]:
    """Record every year of a projection: its mortality, and the state on the 1 January after it."""
    seen: list[Moment] = []

    def watch(
        setup: Setup, t: int, state: State, disease: DiseaseYear, mortality: Array, use: Mapping[int, Array]
    ) -> tuple[State, Survivors, Passed]:
        after, survivors, passed = next_year(setup, t, state, disease, mortality, use)
        kept = replace(after, persons=after.persons.copy(), carried=after.carried.copy())
        seen.append(Moment(setup, t, mortality.copy(), kept))
        return after, survivors, passed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(projection, "next_year", watch)
        yield seen
