"""Laws on the status of a goal, by simulation: how often it is wrong, and what it must say (13.8)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from hiap.monitoring.goal import Goal, StatusRules
from hiap.monitoring.life_years import healthy_expectancy
from hiap.monitoring.measured import Array, Kind, Measured
from hiap.monitoring.standardised import direct_with_error
from hiap.monitoring.status import Judged, Status, Why, judge

RULES = StatusRules(window_years=3, false_alarm=0.05, behind=0.10, tell_apart=0.95, fewest_freedom=3)
YEARS = np.arange(2020, 2041)
JUDGE_FROM = 2022
SERIES = 3000
MOST_FALSE = 0.05
PER = 100_000.0


def line(start: float, end: float) -> Array:
    return np.interp(YEARS, [2020, 2040], [start, end])


def measured(kind: Kind, truth: Array, people: float, swing: float, seed: int) -> Measured:
    """Series of which the truth swings around its mean, beside the chance of counting."""
    random = np.random.default_rng(seed)
    mean = np.maximum(truth + swing * random.normal(size=(SERIES, YEARS.size)), 0.0)
    nothing, asked = np.full(mean.shape, np.nan), np.full(mean.shape, people)
    if kind == "proportion":
        events = random.binomial(int(people), np.minimum(mean / 100, 1.0)).astype(float)
        return Measured(kind, 100 * events / people, events, asked, nothing)
    if kind == "rate":
        events = random.poisson(mean * people / PER).astype(float)
        return Measured(kind, events * PER / people, events, asked, nothing, per=PER)
    if kind == "count":
        events = random.poisson(mean).astype(float)
        return Measured(kind, events, events, nothing, nothing)
    if kind == "mean":
        value = random.normal(mean, 10 / np.sqrt(people))
        return Measured(kind, value, nothing, asked, np.full(mean.shape, 10.0))
    return Measured(kind, mean, nothing, nothing, nothing)


def goal(path: Array, swing: float | None, every: int = 1, **fields: Any) -> Goal:
    looks = len([year for year in YEARS if year >= JUDGE_FROM and (year - 2020) % every == 0])
    whole = np.broadcast_to(path, (SERIES, YEARS.size))
    none = np.zeros(whole.shape)
    plain = Goal(whole, none, whole[:, 0], none[:, 0], none, True, False, JUDGE_FROM, 0.0, looks, swing)
    return replace(plain, **fields)


def alone_of(promised: Goal, at: slice) -> Goal:
    names = ("path", "path_variance", "start", "start_variance", "start_weight")
    return replace(promised, **{name: getattr(promised, name)[at] for name in names})


def judged(series: Measured, promised: Goal, every: int = 1) -> Judged:
    hidden = np.broadcast_to((YEARS - 2020) % every != 0, series.value.shape)
    return judge(series, hidden, YEARS, promised, RULES)


def ever(found: Judged) -> float:
    return float((found.status == Status.OFF_PATH).any(axis=1).mean())


CASES: list[tuple[Kind, float, float, float, float, int]] = [
    ("proportion", 30, 20, 1000, 0.0, 1),
    ("proportion", 30, 20, 200, 0.0, 1),
    ("proportion", 3, 2, 1000, 0.0, 1),
    ("proportion", 30, 20, 1000, 0.0, 4),
    ("proportion", 30, 20, 1000, 0.0, 2),
    ("proportion", 30, 20, 1000, 1.0, 1),
    ("count", 15, 10, 0, 0.0, 1),
    ("count", 300, 200, 0, 0.0, 1),
    ("count", 100, 80, 0, 10.0, 1),
    ("rate", 50, 30, 40_000, 0.0, 1),
    ("mean", 30, 20, 400, 0.0, 1),
    ("index", 30, 20, 0, 2.0, 1),
]


@pytest.mark.parametrize(("kind", "start", "end", "people", "swing", "every"), CASES)
def test_who_is_on_the_path_is_seldom_ever_called_off_it(
    kind: Kind, start: float, end: float, people: float, swing: float, every: int
) -> None:
    """Over twenty years of looks, not at one: the share of series that are ever called off path."""
    path = line(start, end)
    found = judged(measured(kind, path, people, swing, seed=1), goal(path, swing, every), every)
    assert ever(found) <= MOST_FALSE


def standardised(truth: Array, people: float, seed: int) -> Measured:
    """Three ages of which the oldest die twenty times as often as the youngest."""
    weights, parts, risk = np.array([60.0, 25.0, 15.0]), people * np.array([0.5, 0.3, 0.2]), [0.2, 1.0, 4.0]
    level = np.array(risk) / (weights @ risk / weights.sum())
    mean = np.broadcast_to(truth[:, None] / PER * level * parts, (SERIES, YEARS.size, 3))
    events = np.random.default_rng(seed).poisson(mean).astype(float)
    rate, error = direct_with_error(events, parts, weights)
    asked = np.full(rate.shape, people)
    return Measured("standardised_rate", PER * rate, events.sum(axis=-1), asked, PER * error, PER)


@pytest.mark.parametrize("people", [40_000.0, 1_000_000.0])
@pytest.mark.parametrize("lower_is_better", [True, False])
def test_a_standardised_rate_on_its_path_is_seldom_ever_called_off_it(
    people: float, lower_is_better: bool
) -> None:
    """From 20 to 600 deaths a year; by a normal score 6 to 8 per cent would be off where more is better."""
    path = line(50, 30) if lower_is_better else line(30, 50)
    series = standardised(path, people, seed=1)
    found = judge(
        series, series.small(10, 100), YEARS, goal(path, 0.0, lower_is_better=lower_is_better), RULES
    )
    assert ever(found) <= MOST_FALSE


def test_a_life_expectancy_on_its_path_is_seldom_ever_called_off_it() -> None:
    """A place of 20,000 people in which death rates at eight ages fall by a fifth."""
    people = np.array([200.0, 2800.0, 4000.0, 5000.0, 4000.0, 2500.0, 1000.0, 500.0])
    width = [1.0, 14.0, 20.0, 20.0, 15.0, 10.0, 10.0, 1.0]
    rate = np.array([0.003, 0.0002, 0.0005, 0.003, 0.012, 0.035, 0.1, 0.2])
    rates = rate * np.interp(YEARS, [2020, 2040], [1.0, 0.8])[:, None]
    truth = healthy_expectancy(rates * people, np.broadcast_to(people, rates.shape), width, 1.0, None)[0][
        :, 0
    ]
    mean = np.broadcast_to(rates * people, (SERIES, *rates.shape))
    died = np.maximum(np.random.default_rng(3).poisson(mean).astype(float), [*[0.0] * 7, 1.0])
    value, error = healthy_expectancy(died, np.broadcast_to(people, died.shape), width, 1.0, None)
    asked = np.full(value.shape[:2], people.sum())
    series = Measured("life_expectancy", value[..., 0], died.sum(axis=-1), asked, error[..., 0])
    found = judge(series, series.small(10, 5000), YEARS, goal(truth, 0.0, lower_is_better=False), RULES)
    assert ever(found) <= MOST_FALSE


BASELINES: list[tuple[Kind, float, float, float, float]] = [
    ("proportion", 30, 20, 1000, 0.0),
    ("proportion", 30, 20, 1000, 2.0),
    ("count", 100, 80, 0, 0.0),
    ("rate", 50, 30, 100_000, 0.0),
    ("mean", 30, 20, 400, 1.0),
    ("index", 30, 20, 0, 2.0),
]


@pytest.mark.parametrize(("kind", "start", "end", "people", "swing"), BASELINES)
@pytest.mark.parametrize("relative", [False, True])
def test_a_baseline_that_is_measured_raises_no_more_false_alarms(
    kind: Kind, start: float, end: float, people: float, swing: float, relative: bool
) -> None:
    """The path begins at the measured value, and ends at a level or at a share of that value."""
    truth = line(start, end)
    series = measured(kind, truth, people, swing, seed=14)
    first = series.value[:, :1]
    weight = truth / start if relative else (truth - end) / (start - end)
    path = first * weight if relative else end + (first - end) * weight
    promised = goal(
        path,
        swing,
        start_variance=np.nan_to_num(series.variance()[:, 0]),
        start_weight=np.broadcast_to(weight, path.shape),
    )
    assert ever(judged(series, promised)) <= MOST_FALSE


def test_a_swing_that_is_estimated_raises_no_more_false_alarms() -> None:
    path = line(30, 20)
    found = judged(measured("index", path, 0, 2.0, seed=2), goal(path, None))
    assert ever(found) <= MOST_FALSE


def test_one_series_alone_that_must_estimate_its_swing_raises_no_more_false_alarms() -> None:
    path = line(30, 20)
    every, promised = measured("proportion", path, 1000, 2.0, seed=3), goal(path, None)
    alarms, series = 0, 300
    for one in range(series):
        at = slice(one, one + 1)
        alone = Measured(
            "proportion", every.value[at], every.events[at], every.people[at], every.deviation[at]
        )
        alarms += ever(judged(alone, alone_of(promised, at))) > 0
    assert alarms / series <= MOST_FALSE


def test_probably_behind_is_said_of_at_most_a_tenth_of_those_on_the_path_at_any_one_look() -> None:
    path = line(30, 20)
    found = judged(measured("proportion", path, 5000, 0.0, seed=4), goal(path, 0.0))
    for year in range(JUDGE_FROM - 2020, YEARS.size):
        said = (found.status[:, year] == Status.BEHIND) | (found.status[:, year] == Status.OFF_PATH)
        assert said.mean() <= 0.12, YEARS[year]


def test_who_does_not_move_is_found_out() -> None:
    """Five points behind the path half-way, of 1,000 people: hardly any series is still called on path."""
    found = judged(measured("proportion", line(30, 30), 1000, 0.0, seed=5), goal(line(30, 20), 0.0))
    half_way = found.status[:, 10]
    assert (half_way == Status.ON_PATH).mean() < 0.01
    assert (half_way == Status.OFF_PATH).mean() > 0.75
    assert (found.status[:, -1] == Status.OFF_PATH).mean() > 0.999


def test_too_few_people_can_never_be_on_path() -> None:
    """Of 15 people a year the error over three years, 6 points, cannot tell the change that is promised."""
    found = judged(measured("proportion", line(30, 20), 15, 0.0, seed=6), goal(line(30, 20), 0.0))
    judged_years = found.status[:, JUDGE_FROM - 2020 :]
    assert (judged_years == Status.TOO_FEW).mean() > 0.9
    assert set(found.why[:, 5][found.status[:, 5] == Status.TOO_FEW]) == {Why.IMPRECISE}


def test_two_values_cannot_say_how_a_series_swings() -> None:
    path = line(30, 20)
    one = measured("index", path, 0, 2.0, seed=7)
    alone = Measured("index", one.value[:1], one.events[:1], one.people[:1], one.deviation[:1])
    promised = goal(path, None)
    found = judged(alone, alone_of(promised, slice(0, 1)))
    assert found.why[0, 2] == Why.SWING_UNKNOWN
    assert found.why[0, 10] != Why.SWING_UNKNOWN


def test_before_its_year_nothing_is_judged_however_bad() -> None:
    found = judged(measured("proportion", line(30, 90), 5000, 0.0, seed=8), goal(line(30, 20), 0.0))
    assert (found.status[:, : JUDGE_FROM - 2020] == Status.TOO_EARLY).all()
    assert (found.status[:, JUDGE_FROM - 2020] == Status.OFF_PATH).all()


def test_a_year_is_judged_with_what_was_known_then() -> None:
    """Later years do not change what was said before."""
    path = line(30, 20)
    series, promised = measured("proportion", path, 500, 1.0, seed=9), goal(path, None)
    whole = judged(series, promised)
    later = np.broadcast_to(YEARS > 2030, series.value.shape)
    cut = judge(series, later, YEARS, promised, RULES)
    assert np.array_equal(whole.status[:, :11], cut.status[:, :11])


def test_a_year_without_a_measurement_is_no_new_look() -> None:
    """Measured every other year: in between holds what was said, not another test on fewer values."""
    path = line(30, 20)
    found = judged(measured("proportion", path, 1000, 0.0, seed=15), goal(path, 0.0, 2), 2)
    for year in range(3, YEARS.size, 2):
        assert np.array_equal(found.status[:, year], found.status[:, year - 1])


def test_more_is_better_is_the_mirror_of_less_is_better() -> None:
    path = line(30, 20)
    series = measured("proportion", path, 1000, 0.0, seed=10)
    people = series.people
    turned = Measured("proportion", 100 - series.value, people - series.events, people, series.deviation)
    low = judged(series, goal(path, 0.5))
    high = judged(turned, goal(100 - path, 0.5, lower_is_better=False))
    assert np.array_equal(low.status, high.status)
    assert np.allclose(low.shortfall[:, 2:], high.shortfall[:, 2:])


def test_a_goal_to_get_better_is_met_only_by_a_change_beyond_chance() -> None:
    level = line(30, 30)
    still = judged(
        measured("proportion", level, 2000, 0.0, seed=11), goal(level, 0.0, improve=True, margin=3.0)
    )
    falls = judged(
        measured("proportion", line(30, 20), 2000, 0.0, seed=12), goal(level, 0.0, improve=True, margin=3.0)
    )
    assert (still.status[:, 10] == Status.ON_PATH).mean() < 0.13
    assert (falls.status[:, 10] == Status.ON_PATH).all()
    assert ever(still) <= MOST_FALSE


def test_hidden_values_are_used_nowhere() -> None:
    path = line(30, 20)
    series, promised = measured("proportion", path, 1000, 0.0, seed=13), goal(path, 0.0)
    hidden = np.broadcast_to(YEARS >= 2025, series.value.shape)
    found = judge(series, hidden, YEARS, promised, RULES)
    assert (found.why[:, 8:] == Why.TOO_SMALL).all()
    assert (found.status[:, 8:] == Status.TOO_FEW).all()
    assert np.isnan(found.shortfall[:, 8:]).all()
