"""The years of a result add up: groups to all, years to the balance, ages to the people."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest

from hiap import appraise, load_pack


@pytest.fixture(scope="module", params=[0, 4])
def result(request: pytest.FixtureRequest) -> dict[str, Any]:
    return appraise(["sugar-tax", "fall-prevention"], draws=request.param, years=20, workers=1)


def test_groups_add_up_to_the_gain_of_each_year(result: dict[str, Any]) -> None:
    for scenario in result["scenarios"].values():
        for year in scenario["by_year"]:
            assert list(year["by_ses"]) == ["Q1", "Q2", "Q3", "Q4", "Q5"]
            assert sum(year["by_ses"].values()) == pytest.approx(year["haly"]["mean"], rel=1e-9, abs=1e-9)


def test_the_last_year_of_the_sum_is_the_balance(result: dict[str, Any]) -> None:
    for scenario in result["scenarios"].values():
        rows = scenario["cumulative"]
        first = result["settings"]["first_year"]
        assert [row["year"] for row in rows] == list(range(first, first + scenario["horizon_years"]))
        for key, value in scenario["net_present_value_eur"].items():
            last = rows[-1]["net_present_value_eur"][key]
            assert last == (None if value is None else pytest.approx(value, rel=1e-9))


def test_the_year_in_which_it_is_square_is_where_the_sum_stays_above_nought(result: dict[str, Any]) -> None:
    for scenario in result["scenarios"].values():
        below = [
            row["year"] for row in scenario["cumulative"] if row["net_present_value_eur"]["mean"] < -1e-6
        ]
        expected = max(below, default=result["settings"]["first_year"] - 1) + 1
        last = scenario["cumulative"][-1]["year"]
        assert scenario["break_even_year"] == (None if expected > last else expected)


def test_the_fan_opens_and_its_middle_lies_within(result: dict[str, Any]) -> None:
    for row in result["scenarios"]["sugar-tax"]["cumulative"]:
        found = row["net_present_value_eur"]
        if result["settings"]["draws"]:
            assert (
                found["low"]
                <= row["middle_low_eur"]
                <= found["median"]
                <= row["middle_high_eur"]
                <= found["high"]
            )
        else:
            assert (row["middle_low_eur"], row["middle_high_eur"]) == (None, None)


def test_people_by_age_are_all_people_of_the_pack(result: dict[str, Any]) -> None:
    people, pack = result["reference"]["population_by_age"], load_pack()
    for s, sex in enumerate(("male", "female")):
        assert sum(people[sex].values()) == pytest.approx(float(pack.population[s].sum()))
        assert people[sex]["30-34"] == pytest.approx(float(pack.population[s, 30:35].sum()))
        assert people[sex]["100+"] == pytest.approx(float(pack.population[s, 100]))
    starts = [int(band.rstrip("+").split("-")[0]) for band in people["male"]]
    assert all(after - before == 5 for before, after in pairwise(starts))


def test_effects_name_what_they_act_on(result: dict[str, Any]) -> None:
    effects = {
        name: result["scenarios"][name]["description"]["effects"] for name in ("sugar-tax", "fall-prevention")
    }
    assert {(effect["risk_factor"], effect["disease"]) for effect in effects["sugar-tax"]} == {("bmi", None)}
    assert any(effect["disease"] == "fall_injury" for effect in effects["fall-prevention"])
