"""Law 3: order of entries, workers, blocks and company change no byte."""

from __future__ import annotations

import json
import re
from pathlib import Path

import numpy as np
import pytest
from small import Document, amount, measure
from whole_pack import ADULTS, QALY_EUR, arrays, loaded, move, numbers, pack, run, write

from hiap.domain.measure import Measure
from hiap.workflow.appraise import Result, appraise
from hiap.workflow.block import Differences, Task
from hiap.workflow.parallel import Width, run_draws
from hiap.workflow.perspective import choose
from hiap.workflow.result import assemble

START, YEARS = 2026, 6
FLOW: Document = {
    "kind": "flow",
    "share": amount(0.02, "share") | {"low": 0.01, "high": 0.03},
}


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Two short measures, one on shares and one on a mean, with an uncertain reach."""
    folder: Path = tmp_path_factory.mktemp("bytes")
    quit_help = [move("shift", "smoking", 0.2, ("current", "former"))]
    lighter = [move("hold", "bmi", -0.2, None, "kg/m2")]
    cost = {
        "id": "help",
        "kind": "per_person",
        "amount": amount(100.0, "eur"),
        "price_year": 2024,
        "payer": "municipalities",
        "money": "temporary",
        "title": {"nl": "hulp", "en": "help"},
    }
    made = (
        measure("a-quit", ADULTS, reach=FLOW, effects=quit_help, costs=[cost], start=START),
        measure("b-lighter", ADULTS, effects=lighter, costs=[cost], start=START),
    )
    return [str(write(folder, item)) for item in made]


@pytest.fixture(scope="module")
def measures(paths: list[str]) -> tuple[Measure, ...]:
    """The same, read."""
    return loaded(paths)


def _bytes(result: Result) -> str:
    return json.dumps(result)


def _same(one: Differences, other: Differences, draws: slice) -> list[str]:
    """Names of the arrays of which the chosen draws are not the same to the byte."""
    others = dict(arrays(other))
    return [name for name, values in arrays(one) if values.tobytes() != others[name][draws].tobytes()]


def test_the_order_of_measures_changes_no_byte(paths: list[str]) -> None:
    assert _bytes(appraise(paths)) == _bytes(appraise(paths[::-1]))


def test_the_number_of_workers_changes_no_byte(measures: tuple[Measure, ...]) -> None:
    """25 draws are three blocks, so two processes really share the work; a short horizon saves time."""
    task = Task(pack(), measures, 1, 25, 0, 25, YEARS, QALY_EUR)
    society = choose(pack(), "society")
    one, two = (
        assemble(task, run_draws(task, None, Width(workers)), START, YEARS - 1, society) for workers in (1, 2)
    )
    assert _bytes(one) == _bytes(two)


def test_a_run_twice_gives_the_same_bytes(measures: tuple[Measure, ...]) -> None:
    once, again = run(measures, YEARS, 2), run(measures, YEARS, 2)
    assert _same(once, again, slice(None)) == []


def test_the_number_of_draws_changes_no_draw(measures: tuple[Measure, ...]) -> None:
    few, many = run(measures[:1], 4, 12), run(measures[:1], 4, 24)
    assert _same(few, many, slice(0, 12)) == []


def test_the_division_into_blocks_changes_no_draw(measures: tuple[Measure, ...]) -> None:
    """Draws 3 and 4 alone, and in one block with ten others."""
    part, whole = run(measures[:1], 4, 12, first=3, last=5), run(measures[:1], 4, 12)
    assert _same(part, whole, slice(3, 5)) == []


def test_how_many_draws_are_in_memory_together_changes_no_byte(
    measures: tuple[Measure, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five draws projected and added up by account at once, and one and two at a time."""
    whole = run(measures[:1], 4, 5)
    told = dict(arrays(whole))
    monkeypatch.setattr("hiap.workflow.block.PROJECTED_TOGETHER", 1)
    monkeypatch.setattr("hiap.workflow.block.DRAWS_ADDED_TOGETHER", 2)
    parted = run(measures[:1], 4, 5)
    assert [name for name, values in arrays(parted) if values.tobytes() != told[name].tobytes()] == []
    assert parted.cash.tobytes() == whole.cash.tobytes()
    assert np.abs(whole.money).max() > 0.0


def test_another_measure_beside_it_changes_no_number(paths: list[str]) -> None:
    alone, beside = appraise(paths[:1], draws=2), appraise(paths, draws=2)
    assert _bytes(_scenarios(alone)["a-quit"]) == _bytes(_scenarios(beside)["a-quit"])
    assert _bytes({"reference": alone["reference"]}) == _bytes({"reference": beside["reference"]})


def test_the_reference_does_not_see_the_measures(measures: tuple[Measure, ...]) -> None:
    for name, values in numbers(run(measures, YEARS, 2)):
        assert np.all(values[:, 0] == 0.0), name


def _scenarios(result: Result) -> dict[str, Result]:
    found = result["scenarios"]
    assert isinstance(found, dict)
    return found


def test_the_years_shown_change_series_and_counts_only(paths: list[str]) -> None:
    """`--years` sets what series show and the years in which deaths and cases are counted (1.2)."""
    short, long = appraise(paths, years=17), appraise(paths, years=33)
    for result, years in ((short, 17), (long, 33)):
        settings = result["settings"]
        assert isinstance(settings, dict)
        assert settings.pop("years") == years
        for scenario in _scenarios(result).values():
            assert len(_list(scenario.pop("by_year"))) == years
            for count in ("deaths_averted", "cases_averted"):
                scenario.pop(count)
            budget = scenario["budget"]
            assert isinstance(budget, dict)
            for row in budget["rows"]:
                assert len(row.pop("series")) == years
                row.pop("sum_eur")
    # Notes say how many years are counted.
    assert re.sub(r"\b17 ", "N ", _bytes(short)) == re.sub(r"\b33 ", "N ", _bytes(long))


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def test_the_seed_changes_draws_but_not_the_deterministic_answer(
    paths: list[str], measures: tuple[Measure, ...]
) -> None:
    one, two = appraise(paths[:1], seed=1), appraise(paths[:1], seed=2)
    for result in (one, two):
        settings = result["settings"]
        assert isinstance(settings, dict)
        settings.pop("seed")
    assert _bytes(one) == _bytes(two)
    few = appraise(paths[:1], draws=2, seed=1), appraise(paths[:1], draws=2, seed=2)
    assert _scenarios(few[0])["a-quit"]["haly"] != _scenarios(few[1])["a-quit"]["haly"]
