"""Law 1: a measure without effect and cost changes nothing: exactly 0 in every draw, also beside others."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small import amount, effect, measure
from whole_pack import ADULTS, EVERYBODY, QALY_EUR, loaded, move, numbers, pack, run, write

from hiap.domain.measure import Measure
from hiap.workflow.block import Differences, Task
from hiap.workflow.perspective import choose
from hiap.workflow.result import assemble

YEARS, DRAWS, START = 12, 3, 2026
OTHER = "smoking-cessation-support"
QUIT = ("current", "former")


def _nulls() -> tuple[Measure, ...]:
    """Nothing at all; effects of size 0 or ratio 1 on everybody; strong effects on nobody."""
    flow = {"kind": "flow", "share": amount(0.1, "share")}
    nobody = {"kind": "stock", "share": amount(0.0, "share")}
    fades = {"decay": amount(0.1, "share per year")}
    no_size = [
        move("shift", "smoking", 0.0, QUIT) | {"id": "quit"},
        move("hold", "bmi", 0.0, None, "kg/m2") | {"id": "weight"},
        effect("incidence", 1.0, "ratio", disease="diabetes", **fades),
        effect("care_use", 1.0, "ratio", **fades),
    ]
    strong = [move("shift", "smoking", 0.9, QUIT), effect("fatality", 0.5, "ratio", disease="stroke")]
    cost = {
        "id": "coach",
        "kind": "per_person",
        "amount": amount(100.0, "eur"),
        "price_year": 2024,
        "payer": "municipalities",
        "money": "temporary",
        "title": {"nl": "coach", "en": "coach"},
    }
    return (
        measure("null-empty", EVERYBODY, start=START, duration=4),
        measure("null-size", ADULTS, reach=flow, effects=no_size, start=START, duration=4),
        measure("null-reach", ADULTS, reach=nobody, effects=strong, costs=[cost], start=START, duration=4),
    )


@pytest.fixture(scope="module")
def measures(tmp_path_factory: pytest.TempPathFactory) -> tuple[Measure, ...]:
    """The nulls, written as files and read again, and one measure that does something."""
    folder: Path = tmp_path_factory.mktemp("nulls")
    return loaded([*(write(folder, null) for null in _nulls()), OTHER])


@pytest.fixture(scope="module")
def found(measures: tuple[Measure, ...]) -> Differences:
    """All of them together."""
    return run(measures, YEARS, DRAWS)


@pytest.mark.parametrize("name", ["null-empty", "null-size", "null-reach"])
def test_a_null_measure_is_exactly_zero(measures: tuple[Measure, ...], found: Differences, name: str) -> None:
    place = 1 + sorted(m.id for m in measures).index(name)
    for field, values in numbers(found):
        assert np.all(values[:, place] == 0.0), field


def test_null_measures_add_exactly_nothing_to_a_package(
    measures: tuple[Measure, ...], found: Differences
) -> None:
    place, package = 1 + sorted(m.id for m in measures).index(OTHER), len(measures) + 1
    for field, values in numbers(found):
        alone, together = values[:, place], values[:, package]
        assert np.any(alone != 0.0), field
        assert np.array_equal(alone, together), field


def test_null_measures_change_no_number_of_another_measure(
    measures: tuple[Measure, ...], found: Differences
) -> None:
    place = 1 + sorted(m.id for m in measures).index(OTHER)
    alone = dict(numbers(run([m for m in measures if m.id == OTHER], YEARS, DRAWS)))
    for field, values in numbers(found):
        assert np.array_equal(alone[field][:, 1], values[:, place]), field


def test_the_result_of_a_null_measure_says_zero(measures: tuple[Measure, ...], found: Differences) -> None:
    ordered = tuple(sorted(measures, key=lambda m: m.id))
    task = Task(pack(), ordered, 1, DRAWS, 0, DRAWS, YEARS, QALY_EUR)
    result = assemble(task, found, START, YEARS - 1, choose(pack(), "society"))
    scenarios = result["scenarios"]
    assert isinstance(scenarios, dict)
    nothing = {"mean": 0.0, "median": 0.0, "low": 0.0, "high": 0.0, "chance_positive": 0.0}
    for name in ("null-empty", "null-size", "null-reach"):
        scenario = scenarios[name]
        for key in ("haly", "qaly", "healthy_life_years", "life_years", "deaths_averted", "care_cost_eur"):
            assert scenario[key] == nothing, (name, key)
        for key in ("programme_cost_eur", "net_present_value_eur", "net_present_value_100k_eur"):
            assert scenario[key] == nothing, (name, key)
        assert all(value == nothing for value in scenario["cases_averted"].values())
        assert scenario["by_party"] == {}
        assert scenario["break_even_qaly_eur"] is None
