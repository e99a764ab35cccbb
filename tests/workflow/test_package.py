"""Packages, programmes and portfolios on the pack: sums, orders, coverage, the best choice in full."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

import hiap
from hiap.domain.errors import InputError
from hiap.workflow.package import package
from hiap.workflow.portfolio import portfolio
from hiap.workflow.programmes import programmes
from hiap.workflow.worth import QUANTITIES

THREE = ("debt-relief", "smoking-cessation-support", "sugar-tax")
PORTFOLIO = """
schema: hiap-portfolio/1
id: mine
title: {nl: Mijn keuze, en: My choice}
measures: [debt-relief, smoking-cessation-support, sugar-tax]
goal: haly
"""
PROGRAMME = """
schema: hiap-programme/1
id: mine
title: {nl: Mijn programma, en: My programme}
measures: [sugar-tax, phone-ban-at-school]
not_assessed:
  - {title: {nl: Meer banken, en: More benches}, reason: {nl: Niet onderzocht., en: Not studied.}}
"""


@lru_cache(maxsize=1)
def three() -> Any:
    return package(THREE, workers=1)


def written(folder: Path, text: str, name: str = "mine.yaml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_pack_with_few_years_left_has_packages_too(tmp_path: Path) -> None:
    """The invented country of the examples ends in 2030, and nothing of a package is told by year."""
    examples = Path(__file__).parents[2] / "examples"
    stoves = (examples / "clean-stoves.yaml").read_text(encoding="utf-8")
    twice = written(tmp_path, stoves.replace("id: clean-stoves", "id: cleaner-stoves"), "cleaner-stoves.yaml")
    pack = str(examples / "packs" / "ELSEWHERE" / "2025")
    found: Any = package([str(examples / "clean-stoves.yaml"), twice], pack=pack, workers=1)
    one, other = (row["contribution"]["haly"] for row in found["contributions"])
    assert one == pytest.approx(other, rel=1e-9)
    assert one > 0


def test_the_gap_is_that_of_an_appraisal() -> None:
    """Both in 2050; an appraisal weighs men and women by people, here they count alike."""
    (row,) = [row for row in three()["contributions"] if row["id"] == "sugar-tax"]
    result: Any = hiap.appraise(["sugar-tax"])
    goal = result["scenarios"]["sugar-tax"]["equity"]["goal"]
    assert goal["year"] == 2050
    assert row["alone"]["gap_narrowed_years"] == pytest.approx(goal["nearer"]["mean"], rel=0.02)


def test_contributions_add_up_to_the_package() -> None:
    found = three()
    for quantity in QUANTITIES:
        total = sum(row["contribution"][quantity] for row in found["contributions"])
        assert total == pytest.approx(found["package"][quantity], rel=1e-9)
        alone = sum(row["alone"][quantity] for row in found["contributions"])
        assert found["overlap"][quantity] == pytest.approx(
            alone - found["package"][quantity], rel=1e-6, abs=1
        )


def test_alone_is_what_appraise_gives_where_the_horizon_is_the_same() -> None:
    """The tax runs longest, so it sets the horizon of the package."""
    result: Any = hiap.appraise(["sugar-tax"])
    alone = result["scenarios"]["sugar-tax"]
    row = next(row for row in three()["contributions"] if row["id"] == "sugar-tax")
    assert row["alone"]["haly"] == pytest.approx(alone["haly"]["mean"], rel=1e-9)
    assert row["alone"]["net_present_value_eur"] == pytest.approx(
        alone["net_present_value_eur"]["mean"], rel=1e-6
    )


def test_order_and_workers_change_no_byte() -> None:
    assert json.dumps(package(THREE[::-1], workers=2)) == json.dumps(three())


def test_one_measure_is_no_package() -> None:
    with pytest.raises(InputError, match="one measure is no package"):
        package(["sugar-tax"])


def test_a_programme_counts_what_it_could_not_assess(tmp_path: Path) -> None:
    empty = PROGRAMME.replace("id: mine", "id: empty").replace("[sugar-tax, phone", "[phone")
    found: Any = programmes([written(tmp_path, PROGRAMME), written(tmp_path, empty, "empty.yaml")], workers=1)
    nothing, mine = found["programmes"]
    assert (nothing["id"], nothing["estimates"]) == ("empty", None)
    assert mine["coverage"] == {"assessed": 1, "health": 1, "of": 3, "share": 1 / 3, "health_share": 1 / 3}
    assert [item["id"] for item in mine["not_assessed"]] == ["phone-ban-at-school", None]
    result: Any = hiap.appraise(["sugar-tax"])
    alone = result["scenarios"]["sugar-tax"]["haly"]["mean"]
    assert mine["estimates"]["haly"]["mean"] == pytest.approx(alone, rel=1e-9)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("measures: [sugar-tax, phone-ban-at-school]", "measures: [sugar-tax, sugar-tax]", "named twice"),
        ("sugar-tax, ", "sugar-taks, ", "no measure sugar-taks in the catalogue"),
        ("hiap-programme/1", "hiap-programme/9", "schema is not that of this command"),
        ("id: mine", "id: mine\nscore: 8", "score"),
    ],
)
def test_faults_of_a_programme(old: str, new: str, message: str, tmp_path: Path) -> None:
    assert old in PROGRAMME
    with pytest.raises(InputError, match=message):
        programmes([written(tmp_path, PROGRAMME.replace(old, new))])


@lru_cache(maxsize=1)
def every_package() -> dict[tuple[str, ...], dict[str, float]]:
    """The whole model for each choice of the three, by appraising it as a programme."""
    found: dict[tuple[str, ...], dict[str, float]] = {(): dict.fromkeys(QUANTITIES, 0.0)}
    rows = {row["id"]: row["alone"] for row in three()["contributions"]}
    last = {row["id"]: row["last"] for row in three()["contributions"]}
    whole = three()["package"]
    for name in THREE:
        found[(name,)] = rows[name]
        rest = tuple(other for other in THREE if other != name)
        found[rest] = {quantity: whole[quantity] - last[name][quantity] for quantity in QUANTITIES}
    return found | {THREE: whole}


def test_the_choice_is_the_best_by_the_whole_model(tmp_path: Path) -> None:
    """Goal net value: debt help has a negative one, so two are chosen; by hand from every combination."""
    text = PORTFOLIO.replace("goal: haly", "goal: net_present_value_eur")
    found: Any = portfolio(written(tmp_path, text), workers=1)
    best = max(every_package(), key=lambda names: every_package()[names]["net_present_value_eur"])
    assert tuple(found["chosen"]["measures"]) == best == ("smoking-cessation-support", "sugar-tax")
    for quantity in QUANTITIES:
        assert found["chosen"]["in_full"][quantity] == pytest.approx(
            every_package()[best][quantity], rel=1e-9
        )
        assert (
            abs(found["chosen"]["difference"][quantity])
            <= 1e-6 * abs(found["chosen"]["in_full"][quantity]) + 1
        )
    assert [row["id"] for row in found["measures"]] == [
        "sugar-tax",
        "smoking-cessation-support",
        "debt-relief",
    ]


def test_a_budget_is_kept(tmp_path: Path) -> None:
    budget = "budgets:\n  - {payer: municipalities, years: [2027, 2030], most_eur: 1}\n"
    found: Any = portfolio(written(tmp_path, PORTFOLIO + budget), workers=1)
    assert found["chosen"]["measures"] == ["smoking-cessation-support", "sugar-tax"]
    assert all(limit["kept_in_full"] for limit in found["chosen"]["limits"])
    amounts = [row["haly"] for row in found["frontier"]]
    assert amounts == sorted(amounts)
    assert found["frontier"][-1]["measures"] == list(THREE)


def test_what_cannot_go_together_is_named(tmp_path: Path) -> None:
    text = PORTFOLIO + "always: [debt-relief]\nbudgets:\n  - {most_eur: 1}\nlowest_group_share: 0.2\n"
    found: Any = portfolio(written(tmp_path, text), workers=1)
    assert found["chosen"] is None
    assert found["conflicts"] == [["budget 1 (all, all years)", "always debt-relief"]]


def test_draws_tell_how_stable_a_choice_is(tmp_path: Path) -> None:
    text = PORTFOLIO.replace("goal: haly", "goal: net_present_value_eur") + "draws: 10\n"
    found: Any = portfolio(written(tmp_path, text), workers=1)
    stability = found["chosen"]["stability"]
    assert 0 < stability["same_choice"] <= 1
    assert stability["chosen"]["sugar-tax"] >= stability["chosen"]["debt-relief"]
    for row in found["measures"]:
        assert 1 <= row["rank"][0] <= row["rank"][1] <= 3
        assert row["haly"]["low"] <= row["haly"]["mean"] <= row["haly"]["high"]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("budgets:\n  - {payer: nobody, most_eur: 5}\n", "nobody is not a party that pays"),
        ("budgets:\n  - {payer: gemeenten, most_eur: 5}\n", "did you mean municipalities"),
        ("budgets:\n  - {most_eur: 5, years: [2030, 2027]}\n", "years 2030-2027"),
        ("always: [school-lunch]\n", "school-lunch is not among the measures"),
        ("not_together: [[sugar-tax, school-lunch]]\n", "school-lunch is not among the measures"),
        ("perspective: nobody\n", "nobody is not a perspective"),
        ("lowest_group_share: 2.0\n", "lowest_group_share"),
    ],
)
def test_faults_of_a_portfolio(more: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        portfolio(written(tmp_path, PORTFOLIO + more))
