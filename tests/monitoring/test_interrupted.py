"""Interrupted series (14.5): beside statsmodels, by hand, and in simulation with linked residuals."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.monitoring.answers import TooFew
from hiap.monitoring.interrupted import (
    Interrupted,
    Season,
    controlled,
    interrupted,
    interrupted_counts,
    newey_west,
    placebo_dates,
)
from hiap.monitoring.tested import passed_interrupted

Array = NDArray[np.float64]
SERIES = 300
"""Simulated series; of 285 (95 %) the standard deviation is 3.8, of 15 (5 %) too."""


def linked(rng: np.random.Generator, points: int, link: float) -> Array:
    """Residuals of which each keeps a part of the one before."""
    found = np.zeros(points)
    found[0] = rng.normal() / math.sqrt(1 - link**2)
    for point in range(1, points):
        found[point] = link * found[point - 1] + rng.normal()
    return found


def told(found: Interrupted | TooFew) -> Interrupted:
    assert isinstance(found, Interrupted)
    return found


def columns_of(points: int, start: int) -> Array:
    time = np.arange(points) - start
    after = (time >= 0).astype(float)
    return np.stack([np.ones(points), time, after, after * time], axis=1)


@pytest.mark.parametrize("seed", range(3))
def test_errors_to_compare_are_those_of_statsmodels(seed: int) -> None:
    models: Any = pytest.importorskip("statsmodels.api")
    rng = np.random.default_rng(seed)
    series = linked(rng, 40, 0.3) + 5.0 * (np.arange(40) >= 22)
    plain = models.OLS(series, columns_of(40, 22)).fit()
    lags = int(4 * (40 / 100) ** (2 / 9))
    robust = plain.get_robustcov_results("HAC", maxlags=lags, use_correction=True)
    found = told(interrupted(series, 22, slope=True))
    assert found.independent == pytest.approx(plain.bse[2], rel=1e-9)
    assert found.newey_west == pytest.approx(robust.bse[2], rel=1e-9)
    assert newey_west(columns_of(40, 22), plain.resid) == pytest.approx(robust.cov_params(), rel=1e-8)


@pytest.mark.parametrize("link", [0.0, 0.5])
def test_the_changes_are_those_of_least_squares_with_linked_residuals(link: float) -> None:
    """statsmodels estimates one link; ours is a mean over links, so a fifth of an error apart at most."""
    models: Any = pytest.importorskip("statsmodels.api")
    series = linked(np.random.default_rng(5), 120, link) + 0.1 * np.arange(120) - 4.0 * (np.arange(120) >= 60)
    theirs = models.GLSAR(series, columns_of(120, 60), rho=1).iterative_fit(20)
    found = told(interrupted(series, 60, slope=True))
    assert found.slope is not None
    for ours, place in ((found.level, 2), (found.slope, 3)):
        assert ours.value == pytest.approx(theirs.params[place], abs=0.2 * theirs.bse[place])
        assert ours.error == pytest.approx(theirs.bse[place], rel=0.15)


@pytest.mark.parametrize("link", [0.0, 0.3, 0.6])
@pytest.mark.parametrize(("points", "start"), [(20, 10), (48, 30)])
def test_the_interval_holds_a_known_change_and_none_gives_few_alarms(
    points: int, start: int, link: float
) -> None:
    """91 to 98.7 % (3.5 sd about 95). Alarms without a change are the intervals that miss 0: as many."""
    rng = np.random.default_rng(17)
    time = np.arange(points)
    held, off = 0, []
    for _ in range(SERIES):
        series = 100.0 - 0.3 * time + 6.0 * (time >= start) + linked(rng, points, link)
        found = told(interrupted(series, start, slope=True))
        held += found.level.low <= 6.0 <= found.level.high
        off.append(found.level.value - 6.0)
    assert 0.91 * SERIES <= held <= 0.987 * SERIES
    assert abs(np.mean(off)) < 3.5 * np.std(off) / SERIES**0.5


def test_signs_units_and_ends() -> None:
    """Level -5 at the start and -0.5 a step: -9.5 at the last of ten points, -7.25 on average."""
    time = np.arange(20)
    noise = np.random.default_rng(2).normal(0, 1e-4, 20)
    after = time >= 10
    found = told(interrupted(50.0 + time - after * (5.0 + 0.5 * (time - 10)) + noise, 10, slope=True))
    assert found.slope is not None
    values = [found.level.value, found.slope.value, found.at_end.value, found.average.value]
    assert values == pytest.approx([-5.0, -0.5, -9.5, -7.25], abs=2e-3)
    assert found.level.low < found.level.value < found.level.high < 0
    assert (found.before, found.after) == (10, 10)
    thousand = told(interrupted(1000 * (50.0 + noise), 10, slope=False))
    ones = told(interrupted(50.0 + noise, 10, slope=False))
    assert thousand.level.low == pytest.approx(1000 * ones.level.low, rel=1e-6)
    assert thousand.level.chance == pytest.approx(ones.level.chance, rel=1e-6)


def test_a_season_is_not_taken_for_a_change() -> None:
    time = np.arange(60)
    noise = np.random.default_rng(3).normal(0, 0.5, 60)
    series = 20 * np.cos(2 * np.pi * time / 12) + noise
    found = told(interrupted(series, 33, slope=False, season=Season(12, 1)))
    blind = told(interrupted(series, 33, slope=False))
    assert abs(found.level.value) < 3 * found.level.error < 1.5
    assert blind.level.error > 5 * found.level.error


SICILY = (
    *(
        728,
        659,
        791,
        734,
        757,
        726,
        760,
        740,
        720,
        814,
        795,
        858,
        887,
        766,
        851,
        769,
        781,
        756,
        766,
        752,
        765,
    ),
    *(
        831,
        879,
        928,
        914,
        808,
        937,
        840,
        916,
        828,
        845,
        818,
        860,
        839,
        887,
        886,
        831,
        796,
        833,
        820,
        877,
        758,
    ),
    *(767, 738, 781, 843, 850, 908, 1021, 859, 976, 888, 962, 838, 810, 876, 843, 936, 912),
)
PEOPLE = (
    *(379875.3, 376495.5, 377040.8, 377116.4, 377383.4, 374113.1, 379513.3, 376295.5, 374653.2, 378485.6),
    *(375955.5, 378349.7, 376762.4, 379032.3, 379360.4, 376162.0, 377972.4, 381830.7, 379888.6, 380872.2),
    *(380966.9, 381240.4, 382104.9, 381802.7, 381656.3, 383680.0, 383504.2, 386462.9, 383783.1, 380836.8),
    *(383483.0, 380906.2, 382926.8, 384052.4, 384449.6, 383428.4, 388153.2, 388373.2, 386470.1, 386033.2),
    *(383686.4, 385509.3, 385901.9, 386516.6, 388436.5, 383255.2, 390148.7, 385874.9, 391613.6, 391750.4),
    *(394005.6, 391364.9, 391664.6, 389022.3, 391878.5, 388575.3, 392989.0, 390018.8, 390712.3),
)
"""Acute coronary events a month in Sicily, January 2002 to November 2006, and the standardised population;
the ban on smoking started in January 2005. Lopez Bernal, Cummins and Gasparrini 2017, data beside the article
(gasparrini/2017_lopezbernal_IJE_codedata, sicily.csv)."""


@pytest.mark.parametrize("season", [None, Season(12, 2)])
def test_counts_are_the_quasi_poisson_of_the_tutorial(season: Season | None) -> None:
    """Models 2 and 3 of the tutorial, step change, by statsmodels: ratio and error of independent months."""
    models: Any = pytest.importorskip("statsmodels.api")
    time = np.arange(59)
    columns = [np.ones(59), time + 1.0, (time >= 36).astype(float)]
    for pair in (1, 2) if season else ():
        columns += [np.sin(2 * np.pi * pair * (time + 1) / 12), np.cos(2 * np.pi * pair * (time + 1) / 12)]
    glm = models.GLM(
        SICILY, np.stack(columns, axis=1), family=models.families.Poisson(), offset=np.log(PEOPLE)
    ).fit(scale="X2")
    found = told(interrupted_counts(SICILY, PEOPLE, 36, slope=False, season=season))
    assert found.independent == pytest.approx(glm.bse[2], rel=1e-6)
    assert found.dispersion == pytest.approx(glm.scale, rel=1e-6)
    assert math.log(found.level.value) == pytest.approx(glm.params[2], abs=0.25 * glm.bse[2])
    assert found.level.high < 1.0


def test_counts_keep_their_promise_when_they_are_small_scattered_and_linked() -> None:
    """Forty years of about 30 events, rates that wander: 0.8 in 91 to 98.7 % of intervals."""
    rng = np.random.default_rng(23)
    held, alarms = 0, 0
    for _ in range(SERIES):
        wander = np.exp(0.15 * linked(rng, 40, 0.3))
        ratio = np.where(np.arange(40) >= 20, 0.8, 1.0)
        counts = rng.poisson(30 * wander * ratio)
        level = told(interrupted_counts(counts, np.full(40, 1e5), 20, slope=False)).level
        held += level.low <= 0.8 <= level.high
        flat = rng.poisson(30 * wander)
        alarms += told(interrupted_counts(flat, np.full(40, 1e5), 20, slope=False)).level.chance < 0.05
    assert 0.91 * SERIES <= held <= 0.987 * SERIES
    assert alarms <= 28


def test_dates_at_which_nothing_started_give_few_alarms() -> None:
    rng = np.random.default_rng(29)

    def fit(points: Array, start: int) -> Interrupted | TooFew:
        return interrupted(points, start, slope=False)

    alarms = dates = failed = 0
    for _ in range(30):
        found = placebo_dates(fit, linked(rng, 60, 0.3), 40)
        assert not isinstance(found, TooFew)
        alarms, dates = alarms + found.alarms, dates + len(found.dates)
        failed += not passed_interrupted(found, None)["placebo-dates"]
        assert (found.dates[0], found.dates[-1]) == (8, 32)
    assert alarms / dates < 0.1
    assert failed <= 5
    jump = np.where(np.arange(60) >= 20, 9.0, 0.0) + linked(rng, 60, 0.0)
    seen = placebo_dates(fit, jump, 40)
    assert not isinstance(seen, TooFew)
    assert seen.average[seen.dates.index(20)].chance < 0.001
    assert placebo_dates(fit, jump, 15) == TooFew("points before the start", 15, 16)


def test_what_moves_the_control_too_falls_out() -> None:
    rng = np.random.default_rng(31)
    shock = 10.0 * (np.arange(40) >= 20)
    control, series = shock + rng.normal(0, 1, 40), shock + rng.normal(0, 1, 40)
    assert told(interrupted(series, 20, slope=False)).level.chance < 0.001
    assert told(interrupted(control, 20, slope=False)).level.chance < 0.001
    assert told(controlled(series, control, 20, slope=False)).level.chance > 0.05


@pytest.mark.parametrize(
    ("start", "points", "season", "expected"),
    [
        (7, 30, None, TooFew("points before the start", 7, 8)),
        (23, 30, None, TooFew("points after the start", 7, 8)),
        (11, 40, Season(12, 1), TooFew("points before the start", 11, 12)),
    ],
)
def test_too_few_points_give_no_number(
    start: int, points: int, season: Season | None, expected: TooFew
) -> None:
    values = np.random.default_rng(1).normal(0, 1, points)
    assert interrupted(values, start, slope=False, season=season) == expected
    assert interrupted_counts(np.ones(points), np.ones(points), start, slope=False, season=season) == expected


@pytest.mark.parametrize(
    ("values", "start", "said"),
    [
        ([1.0, math.nan] * 10, 10, "no gaps"),
        ([[1.0, 2.0]] * 20, 10, "one axis"),
        ([1.0, 2.0] * 10, 20, "start 20 lies outside"),
        ([3.0] * 20, 10, "exactly on the line"),
        ([0.0] * 20, 10, "exactly on the line"),
    ],
)
def test_a_series_that_cannot_be_read_is_refused(values: Any, start: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        interrupted(values, start, slope=False)


def test_counts_that_cannot_be_read_are_refused() -> None:
    some = np.arange(20.0)
    with pytest.raises(ValueError, match="below 0"):
        interrupted_counts(some - 5, np.ones(20), 10, slope=False)
    with pytest.raises(ValueError, match="not above 0"):
        interrupted_counts(some, some, 10, slope=False)
    with pytest.raises(ValueError, match="give as many"):
        interrupted_counts(some, np.ones(19), 10, slope=False)
    with pytest.raises(ValueError, match="no events at all"):
        interrupted_counts(np.where(some >= 10, 0.0, some), np.ones(20), 10, slope=False)
    with pytest.raises(ValueError, match="give as many"):
        controlled(some, some[:19], 10, slope=False)
