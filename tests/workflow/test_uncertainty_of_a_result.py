"""Value of information in a result: every input of a run is known by name and has words."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest

from hiap import appraise, load_pack
from hiap.domain.measure import Measure
from hiap.reports.result import part, rows
from hiap.uncertainty.draws import Draws
from hiap.workflow.block import Task, run_block
from hiap.workflow.information import FEWEST_DRAWS, input_names, input_title, uncertainty_of
from hiap.workflow.settings import Settings, examine

MEASURES = ["alcohol-excise", "debt-relief", "fall-prevention", "school-lunch", "sugar-tax"]


@lru_cache(maxsize=1)
def measures() -> tuple[Measure, ...]:
    return examine(MEASURES, Settings())[1]


def test_the_inputs_that_are_listed_are_those_that_a_run_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run books costs in its last room; all that it asks for by name is on the list, and no more."""
    asked: set[str] = set()
    quantiles = Draws.quantiles

    def noted(self: Draws, name: str) -> np.ndarray:
        asked.add(name)
        return quantiles(self, name)

    monkeypatch.setattr(Draws, "quantiles", noted)
    run_block(Task(load_pack(), measures(), 1, 2, 0, 2, 3, 50_000.0))
    jobs = {
        f"staff/{law.id}" for law in load_pack().laws if law.staff is not None
    }  # no balance rests on them
    assert asked - {""} - jobs == set(input_names(load_pack(), measures()))
    assert jobs <= asked


def test_every_input_has_words_in_both_languages() -> None:
    pack = load_pack()
    for name in input_names(pack, measures()):
        title = input_title(pack, measures(), name)
        assert sorted(title) == ["en", "nl"]
        assert all(text and "_" not in text and "{" not in text for text in title.values()), (name, title)


def test_without_draws_there_is_no_uncertainty_and_with_few_no_input_is_named() -> None:
    alone, few = (part(appraise(["sugar-tax"], draws=n, workers=1), "scenarios", "sugar-tax") for n in (0, 4))
    assert alone["uncertainty"] is None
    assert rows(few, "uncertainty", "inputs") == []
    points = {p["qaly_value_eur"]: p["chance"] for p in rows(few, "uncertainty", "acceptability")}
    assert list(points) == [10_000.0 * k for k in range(21)]
    chances = [float(str(chance)) for chance in points.values()]
    assert chances == sorted(chances)
    assert points[50_000.0] == part(few, "net_present_value_eur")["chance_positive"]


def test_one_draw_says_nothing_of_what_is_uncertain() -> None:
    alone = part(appraise(["school-lunch"], draws=1, workers=1), "scenarios", "school-lunch")
    assert alone["uncertainty"] is None


def test_the_input_that_a_balance_follows_is_named_and_no_other() -> None:
    task = Task(load_pack(), measures(), 1, FEWEST_DRAWS, 0, FEWEST_DRAWS, 40, 50_000.0)
    money = Draws(1, FEWEST_DRAWS).quantiles("weight/stroke") - 0.25
    (found,) = rows({"u": uncertainty_of(task, measures(), money, np.zeros(money.shape))}, "u", "inputs")
    assert found["name"] == "weight/stroke"
    assert found["share_of_variance"] == pytest.approx(1.0, abs=0.05)
