"""Pencil worlds of the lag (3.4) and of mediation (3.8): paths from exposure to disease, on paper."""

from __future__ import annotations

from dataclasses import replace
from math import log

import numpy as np
import pytest
from small import (
    Story,
    by_age,
    country,
    disease,
    disease_effect,
    effect,
    exposure,
    hardly_any_deaths,
    hold,
    in_groups,
    lag,
    measure,
    risk,
    shift,
    tell,
)

AGES = 5
BOYS_OF_ONE = {"sex": "male", "age": [1, 1], "risk_factor": "habit", "level": "exposed"}


@pytest.fixture(scope="module")
def slow() -> Story:
    """Everybody takes up the habit at age 1 with chance .4; the risk follows with a half-life of a year.

    Nobody dies. Relative risk 3, published incidence .02 a year, only boys fall ill, nobody recovers.
    """
    pack = replace(
        country(AGES),
        diseases=(disease("cough", AGES, incidence=np.array([[0.02] * AGES, [0.0] * AGES])),),
        risk_factors=(exposure("habit", in_groups(by_age([0.0, 0.4, 0.4, 0.4, 0.4]), 1)),),
        relative_risks=(risk("habit", "cough", 3.0, AGES),),
        lags=(lag("habit", "cough", log(2.0), AGES),),
    )
    stop = measure("stop", BOYS_OF_ONE, effects=[shift("habit", size=1.0, decay=0.0)])
    return tell(pack, hardly_any_deaths(pack), [stop], years=3)


def test_lagged_exposure_runs_along_the_ages_of_the_base_year(slow: Story) -> None:
    """Half of the distance is closed in a year: 0, 0, .2, .3, .35 on 1 January of ages 0 to 4+."""
    late = next(iter(slow.calibration.lagged.values()))
    assert late[0, 0, 0, :, 0] == pytest.approx([0.0, 0.0, 0.2, 0.3, 0.35], abs=1e-14)


def test_incidence_is_calibrated_on_the_mid_year_exposure(slow: Story) -> None:
    """Mid-year P + (P̄ - P)/√2: 0, .11715729, .25857864, .32928932, .36464466; i0 = .02/(1 + 2 P̄)."""
    expected = [0.02, 0.01620332482841944, 0.0131825488131305, 0.0120585177406044, 0.0115654446869778]
    assert slow.calibration.incidence[0, 0, 0] == pytest.approx(expected, rel=1e-11)


def test_those_who_stop_at_once_never_get_the_risk(slow: Story) -> None:
    """The difference -.4 is felt as -.4 (1 - 1/√2), -.4 + .2/√2, -.4 + .1/√2: all the boys would have got.

    So their incidence is i0 in all three years; cases 1000 · i · ½ h (1 + e^-i), h = e^-.02 at age 1, times
    e^-i a year; without stopping i = .02.
    """
    cases = slow.projection.cases[0, 0, :, :, 0]
    expected = [3.655041226293516, 6.39495769850171, 7.240130501483142]
    assert cases[0] - cases[1] == pytest.approx(expected, rel=1e-9)


def test_the_risk_of_a_mean_follows_with_its_lag() -> None:
    """Weight 24, risk 1.5 a unit above 22: 2.25; held at 23 it is 1.5: a change of -.75, half-life a year.

    Felt at mid-year: -.75 (1 - 1/√2), -.75 + .375/√2, -.75 + .1875/√2, over 2.25. Strokes are so rare, and
    only at the open last age, that cases stand to each other as the risks.
    """
    weight = replace(
        exposure("weight", np.zeros((2, AGES, 1))),
        kind="mean",
        levels=(),
        unit="kg/m2",
        least_harm=22.0,
        cap=40.0,
        share=np.zeros((0, 2, AGES, 1)),
        mean=np.full((2, AGES, 1), 24.0),
    )
    slope = replace(risk("weight", "stroke", 1.5, AGES), points=("per_unit",), per_unit=True)
    pack = replace(
        country(AGES),
        diseases=(disease("stroke", AGES, incidence=by_age([0.0, 0.0, 0.0, 0.0, 1e-9])),),
        risk_factors=(weight,),
        relative_risks=(slope,),
        lags=(lag("weight", "stroke", log(2.0), AGES),),
    )
    lighter = effect("hold", -1.0, "kg/m2", risk_factor="weight")
    everybody = {"sex": "all", "age": [0, AGES - 1]}
    story = tell(
        pack,
        hardly_any_deaths(pack),
        [measure("lighter", everybody, effects=[lighter], duration=10)],
        years=3,
    )
    found = story.projection.cases[0, 0, 1, :, 0] / story.projection.cases[0, 0, 0, :, 0]
    assert found == pytest.approx([0.9023689270621825, 0.7845177968644246, 0.7255922317655457], rel=1e-7)


def _habit_and_stroke(through_sugar: bool) -> Story:
    """Everybody has the habit, which triples strokes; with or without a path through high sugar.

    Sugar: a hundredth of all people, who leave that state by excess deaths of 10 a year with other causes
    (u = 0), so that prevalence is incidence/10: half of it without the habit (relative risk 2). Strokes: 101
    times as many with high sugar; 1 in 1,000,000,000 a year, only at the open last age.
    """
    sugar = disease(
        "sugar",
        AGES,
        prevalence=np.full((2, AGES), 0.01),
        excess_mortality=10.0,
        deaths_underlying=(0.0, 0.0),
    )
    stroke = disease("stroke", AGES, incidence=by_age([0.0, 0.0, 0.0, 0.0, 1e-9]))
    pack = replace(
        country(AGES),
        diseases=(stroke, sugar),
        risk_factors=(exposure("habit", np.ones((2, AGES, 1))),),
        relative_risks=(risk("habit", "stroke", 3.0, AGES), risk("habit", "sugar", 2.0, AGES)),
        disease_effects=(disease_effect("sugar", "stroke", 101.0, AGES),) if through_sugar else (),
    )
    everybody = {"sex": "all", "age": [0, AGES - 1], "risk_factor": "habit", "level": "exposed"}
    stop = measure("stop", everybody, effects=[hold("habit", size=1.0)], duration=10)
    return tell(pack, np.full((2, AGES, 1), 0.3), [stop], years=10)


def _stroke_rate(story: Story, scenario: int, year: int) -> float:
    """New strokes over the years lived at the last age."""
    people = story.projection.person_years[0, scenario, year, :, -1].sum()
    return float(story.projection.cases[0, 0, scenario, year, 0] / people)


def test_the_direct_risk_is_what_the_path_leaves() -> None:
    """RR_via = (1 + .01 · 100)/(1 + .005 · 100) = 4/3, so 3/(4/3) = 2.25 acts directly."""
    links = {link.outcome: link for link in _habit_and_stroke(True).calibration.links}
    assert links["stroke"].ratio[0, 0] == pytest.approx(np.full((2, AGES), 2.25), rel=1e-12)
    assert links["sugar"].ratio[0, 0] == pytest.approx(np.full((2, AGES), 2.0), rel=1e-12)


@pytest.mark.parametrize("through_sugar", [True, False])
def test_both_ways_give_the_published_risk(through_sugar: bool) -> None:
    """When all have stopped and sugar has followed, strokes are a third: by the path and without it alike."""
    story = _habit_and_stroke(through_sugar)
    assert _stroke_rate(story, 0, 8) == pytest.approx(1e-9, rel=1e-6)
    assert _stroke_rate(story, 1, 8) == pytest.approx(1e-9 / 3.0, rel=1e-6)


def test_sugar_follows_the_habit() -> None:
    """Half as many have high sugar in the end; newborns come with a hundredth in every scenario."""
    story = _habit_and_stroke(True)
    before, after = story.projection.sick_years[1, 0, :, 8, 0]
    people = story.projection.person_years[0, :, 8].sum(axis=(1, 2, 3))
    assert before / people[0] == pytest.approx(0.01, rel=1e-9)
    assert 0.005 < after / people[1] < 0.006
