"""Measures of which no effect on health is known: in packages, programmes and portfolios they are no zero.

School meals have costs only. Supported employment (IPS) moves benefits from one party to another, which is no
gain of society. School meals of which pupils repeat less would spare the State money.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from measure_text import OUTCOME

import hiap
from hiap.workflow.counted import A_EURO
from hiap.workflow.package import package
from hiap.workflow.portfolio import portfolio
from hiap.workflow.programmes import programmes

NEITHER = {"health": False, "gains": False}
BOTH = {"health": True, "gains": True}
HEAD = "id: mine\ntitle: {nl: De mijne, en: Mine}\n"
CHOICE = (
    f"schema: hiap-portfolio/1\n{HEAD}"
    "measures: [ips-supported-employment, school-lunch, smoking-cessation-support, sugar-tax]\n"
)


def written(folder: Path, text: str, name: str = "mine.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@lru_cache(maxsize=1)
def cost_of_meals() -> float:
    """What the meals cost, as an appraisal has it."""
    result: Any = hiap.appraise(["school-lunch"])
    return float(result["scenarios"]["school-lunch"]["programme_cost_eur"]["mean"])


def test_a_scenario_says_what_is_in_its_sums() -> None:
    names = ["ips-supported-employment", "school-lunch", "sugar-tax"]
    result: Any = hiap.appraise(names, perspective="municipalities")
    counted = {name: one["counted"] for name, one in result["scenarios"].items()}
    assert counted == dict(zip([*names, "package"], [NEITHER, NEITHER, BOTH, BOTH], strict=True))


def test_what_is_spared_elsewhere_is_a_gain_without_health(tmp_path: Path) -> None:
    source = Path(hiap.__file__).parent / "data" / "catalogue" / "measures" / "school-lunch.yaml"
    text = source.read_text(encoding="utf-8").replace("id: school-lunch", "id: meals-and-marks")
    own = OUTCOME.removesuffix("sources:\n").replace("source: trial", "source: assumption")
    own = own.replace("grade: B", "grade: R").replace("    years: 1\n    lag_years: 3\n", "")
    measure = written(tmp_path, text.replace("effects: []\n", f"effects: []\n\n{own}"))
    result: Any = hiap.appraise([measure])
    one = result["scenarios"]["meals-and-marks"]
    assert one["counted"] == {"health": False, "gains": True}
    assert one["net_present_value_eur"]["mean"] > A_EURO - one["programme_cost_eur"]["mean"]
    choice = f"schema: hiap-portfolio/1\n{HEAD}measures: [mine.yaml, sugar-tax]\n"
    for goal, weighed in (("haly", False), ("net_present_value_eur", True)):
        found: Any = portfolio(written(tmp_path, f"{choice}goal: {goal}\n", f"{goal}.yaml"), workers=1)
        (row,) = [row for row in found["measures"] if row["id"] == "meals-and-marks"]
        assert row["weighed"] is weighed


def test_a_package_names_what_it_bears() -> None:
    found: Any = package(["ips-supported-employment", "school-lunch", "sugar-tax"], workers=1)
    assert [row["counted"] for row in found["contributions"]] == [NEITHER, NEITHER, BOTH]
    assert found["counted"] == BOTH
    bears = found["without_health"]
    assert bears["measures"] == ["ips-supported-employment", "school-lunch"]
    costs = {row["id"]: row["alone"]["programme_cost_eur"] for row in found["contributions"]}
    assert costs["school-lunch"] == pytest.approx(cost_of_meals(), rel=1e-9)
    total = bears["programme_cost_eur"]["mean"]
    assert total == pytest.approx(costs["ips-supported-employment"] + costs["school-lunch"], rel=1e-12)


def test_a_programme_counts_health_apart(tmp_path: Path) -> None:
    some = {
        "costs": "[phone-ban-at-school, school-lunch]",
        "mixed": "[phone-ban-at-school, school-lunch, sugar-tax]",
        "nothing": "[phone-ban-at-school]",
    }
    texts = {
        name: f"schema: hiap-programme/1\n{HEAD}measures: {measures}\n" for name, measures in some.items()
    }
    files = [
        written(tmp_path, text.replace("id: mine", f"id: {name}"), f"{name}.yaml")
        for name, text in texts.items()
    ]
    found: Any = programmes(files, workers=1)
    costs, mixed, nothing = found["programmes"]
    assert mixed["coverage"] == {
        "assessed": 2,
        "health": 1,
        "of": 3,
        "share": pytest.approx(2 / 3),
        "health_share": pytest.approx(1 / 3),
    }
    assert (costs["counted"], mixed["counted"], nothing["counted"]) == (NEITHER, BOTH, NEITHER)
    for one in (costs, mixed):
        assert one["without_health"]["measures"] == ["school-lunch"]
        borne = one["without_health"]["programme_cost_eur"]["mean"]
        assert borne == pytest.approx(cost_of_meals(), rel=1e-9)
    assert nothing["without_health"] is None


@pytest.mark.parametrize("goal", ["haly", "haly_lowest_group", "net_present_value_eur"])
def test_what_cannot_be_compared_is_not_chosen_and_has_no_rank(goal: str, tmp_path: Path) -> None:
    found: Any = portfolio(written(tmp_path, f"{CHOICE}goal: {goal}\ndraws: 10\n"), workers=1)
    assert found["chosen"]["measures"] == ["smoking-cessation-support", "sugar-tax"]
    assert found["chosen"]["without_health"]["measures"] == []
    ranked, rest = found["measures"][:2], found["measures"][2:]
    assert [row["id"] for row in rest] == ["ips-supported-employment", "school-lunch"]
    for row in rest:
        assert (row["weighed"], row["rank"], row["chance_of_net_benefit"]) == (False, None, None)
    assert {limit for row in ranked for limit in row["rank"]} <= {1, 2}
    assert set(found["chosen"]["stability"]["chosen"]) == {"smoking-cessation-support", "sugar-tax"}


def test_always_takes_it_with_its_costs(tmp_path: Path) -> None:
    """OCW pays for the meals and for nothing else of these four: 100 million a year by their source."""
    budget = "budgets:\n  - {payer: rijk_ocw, years: [2027, 2030], most_eur: 1000000000}\n"
    file = written(tmp_path, f"{CHOICE}goal: haly\nalways: [school-lunch]\n{budget}")
    found: Any = portfolio(file, workers=1)
    chosen = found["chosen"]
    assert chosen["measures"] == ["school-lunch", "smoking-cessation-support", "sugar-tax"]
    assert chosen["without_health"]["measures"] == ["school-lunch"]
    assert chosen["without_health"]["programme_cost_eur"]["mean"] == pytest.approx(cost_of_meals(), rel=1e-9)
    assert chosen["limits"][0]["taken_in_full"] > 4 * 100e6
    without: Any = portfolio(written(tmp_path, f"{CHOICE}goal: haly\n{budget}"), workers=1)
    assert without["chosen"]["limits"][0]["taken_in_full"] == 0.0
    assert [step["most_eur"] for step in without["frontier"]] == [0.0] * len(without["frontier"])


def test_nothing_to_compare_is_nothing_to_choose(tmp_path: Path) -> None:
    text = f"schema: hiap-portfolio/1\n{HEAD}measures: [school-lunch]\ngoal: haly\ndraws: 2\n"
    found: Any = portfolio(written(tmp_path, text), workers=1)
    assert (found["feasible"], found["chosen"]["measures"]) == (True, [])
    assert [row["weighed"] for row in found["measures"]] == [False]
