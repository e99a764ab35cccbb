"""Difference in differences (14.6): published effects, other libraries, and simulation with few places."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.monitoring.answers import Change, TooFew
from hiap.monitoring.differences import Panel, Staggered, Trends, panel_of, permuted, staggered, two_way

Array = NDArray[np.float64]
NEVER = math.inf
PANELS = 400
"""Simulated panels: of 380 (95 %) the standard deviation is 4.4, of 20 (5 %) too."""


def told(found: Staggered | TooFew) -> Staggered:
    assert isinstance(found, Staggered)
    return found


def known(found: Change | TooFew) -> Change:
    assert isinstance(found, Change)
    return found


# Callaway and Sant'Anna 2021, minimum wage and teen employment in 500 counties, 2003-2007, no covariates:
# what the R package `did` gives (csdid/test_csdid/r_ref/ref_attgt.csv and ref_aggte.csv in d2cml-ai/csdid).
# Counties by year of the first rise: 2004 20, 2006 40, 2007 131, never 309.
COUNTIES = {1: 20, 3: 40, 4: 131, NEVER: 309}
AGAINST_NEVER = {
    (1, 1): -0.0105032462209624,
    (1, 2): -0.0704231581031467,
    (1, 3): -0.137258738889403,
    (1, 4): -0.100811363085404,
    (3, 1): 0.00652011242423301,
    (3, 2): -0.00275081875051882,
    (3, 3): -0.00459460695286304,
    (3, 4): -0.0412244715462175,
    (4, 1): 0.0305066555832928,
    (4, 2): -0.00272589288611625,
    (4, 3): -0.0310871193896889,
    (4, 4): -0.0260544107191966,
}
AGAINST_NOT_YET = {
    (1, 1): -0.0193723636759221,
    (1, 2): -0.0783190990620607,
    (1, 3): -0.136274346328678,
    (1, 4): -0.100811363085404,
    (3, 1): -0.00256255094261098,
    (3, 2): -0.00193924609578875,
    (3, 3): 0.00466087631997615,
    (3, 4): -0.0412244715462175,
    (4, 1): 0.0297593647610311,
    (4, 2): -0.0024106128000969,
    (4, 3): -0.0310871193896889,
    (4, 4): -0.0260544107191966,
}
OVERALL = {False: -0.0399512751551763, True: -0.0397636256230437}
SINCE = {
    False: {
        -3: 0.0305066555832928,
        -2: -0.000563084626385429,
        -1: -0.0244587449711696,
        0: -0.0199318167892593,
    }
    | {1: -0.0509573670651939, 2: -0.137258738889403, 3: -0.100811363085404},
    True: {-3: 0.0297593647610311, -2: -0.00244615388606511, -1: -0.0242689034145076, 0: -0.0189221990834249}
    | {1: -0.0535893473848319, 2: -0.136274346328678, 3: -0.100811363085404},
}


def counties() -> Panel:
    """A panel with the published differences from counties that never rose; each has its own level."""
    rng = np.random.default_rng(1)
    table, starts = [], []
    for start, size in COUNTIES.items():
        path = np.zeros(5)
        for point in range(1, 5):
            if math.isfinite(start):
                base = point - 1 if point < start else int(start) - 1
                path[point] = path[base] + AGAINST_NEVER[(int(start), point)]
        noise = rng.normal(0.0, 0.1, (size, 5))
        table.append(rng.normal(6.0, 1.0, (size, 1)) + path + noise - noise.mean(axis=0))
        starts += [start] * size
    return panel_of(np.vstack(table), starts)


@pytest.mark.parametrize(("not_yet", "published"), [(False, AGAINST_NEVER), (True, AGAINST_NOT_YET)])
def test_effects_by_start_and_year_are_the_published_ones(
    not_yet: bool, published: dict[tuple[int, int], float]
) -> None:
    """The panel is made from one published table; the other, and all averages, must come out of it."""
    found = told(staggered(counties(), not_yet=not_yet))
    ours = {(item.start, item.point): item.change.value for item in found.group_time}
    assert ours == pytest.approx(published, abs=1e-9)
    assert found.overall.value == pytest.approx(OVERALL[not_yet], abs=1e-9)
    assert {lag: change.value for lag, change in found.since.items()} == pytest.approx(
        SINCE[not_yet], abs=1e-9
    )
    assert (found.places, found.compared) == (191, 309)


def panel(
    rng: np.random.Generator, starts: list[float], points: int, effect: float, link: float = 0.5
) -> Panel:
    """Places with levels of their own, shocks that all share, and residuals that hang together."""
    size = len(starts)
    noise = np.zeros((size, points))
    noise[:, 0] = rng.normal(0, 1 / math.sqrt(1 - link**2), size)
    for point in range(1, points):
        noise[:, point] = link * noise[:, point - 1] + rng.normal(0, 1, size)
    begun = np.arange(points) >= np.array(starts)[:, None]
    shared = rng.normal(0, 3, points).cumsum()
    return panel_of(rng.normal(50, 8, (size, 1)) + shared + noise + effect * begun, starts)


@pytest.mark.parametrize("starts", [[4.0] * 3 + [NEVER] * 9, [4.0] * 20 + [NEVER] * 30])
def test_the_interval_holds_a_known_effect(starts: list[float]) -> None:
    rng = np.random.default_rng(41)
    panels = [panel(rng, starts, 8, -2.0) for _ in range(PANELS)]
    for found in (
        [told(staggered(data, not_yet=False)).overall for data in panels],
        [known(two_way(data)) for data in panels],
    ):
        assert 365 <= sum(item.low <= -2.0 <= item.high for item in found) <= 394
        values = np.array([item.value for item in found])
        assert abs(values.mean() + 2.0) < 3.5 * values.std() / PANELS**0.5


@pytest.mark.parametrize("starts", [[4.0] * 3 + [NEVER] * 9, [3.0] * 4 + [5.0] * 5 + [NEVER] * 8])
def test_no_effect_gives_few_alarms(starts: list[float]) -> None:
    rng = np.random.default_rng(43)
    found = [told(staggered(panel(rng, starts, 8, 0.0), not_yet=True)) for _ in range(PANELS)]
    assert sum(item.overall.chance < 0.05 for item in found) <= 35
    trends = [item.trends for item in found if isinstance(item.trends, Trends)]
    assert len(trends) == PANELS
    assert sum(item.slope.chance < 0.05 for item in trends) <= 35
    joint = [item.steps_joint for item in trends if item.steps_joint is not None]
    assert len(joint) > 0.5 * PANELS
    assert sum(chance < 0.05 for chance in joint) <= 35


def test_several_starts_and_growing_effects_are_not_mixed_up() -> None:
    """An effect of one more each year: two-way regression is far off, group-time effects are not."""
    starts = [2.0] * 30 + [6.0] * 30 + [NEVER] * 10
    rng = np.random.default_rng(47)
    base = panel(rng, starts, 10, 0.0, link=0.0)
    growth = np.maximum(np.arange(10) - base.starts[:, None] + 1, 0.0)
    data = panel_of(base.values + growth, starts)
    found = told(staggered(data, not_yet=True))
    true = (30 * np.arange(1, 9).sum() + 30 * np.arange(1, 5).sum()) / (30 * 12)
    assert found.overall.low < true < found.overall.high
    assert abs(found.overall.value - true) < 0.5
    regression = _by_regression(data)
    assert regression < true - 0.8
    grown = {lag: change.value for lag, change in found.since.items() if lag >= 0}
    assert grown == pytest.approx({lag: lag + 1.0 for lag in range(8)}, abs=1.0)


def _by_regression(data: Panel) -> float:
    """Coefficient of 'has the measure' with a constant for each place and point, by demeaning twice."""
    begun = (np.arange(data.points) >= data.starts[:, None]).astype(float)

    def left(table: Array) -> Array:
        return np.asarray(table - table.mean(axis=0) - table.mean(axis=1, keepdims=True) + table.mean())

    x, y = left(begun), left(data.values)
    return float((x * y).sum() / (x * x).sum())


def test_two_way_is_the_regression_on_places_and_points_with_the_interval_of_welch() -> None:
    stats: Any = pytest.importorskip("scipy.stats")
    starts = [5.0] * 6 + [NEVER] * 11
    data = panel(np.random.default_rng(53), starts, 9, 1.5)
    found = known(two_way(data))
    assert found.value == pytest.approx(_by_regression(data), abs=1e-9)
    change = data.values[:, 5:].mean(axis=1) - data.values[:, :5].mean(axis=1)
    theirs = stats.ttest_ind(change[:6], change[6:], equal_var=False)
    interval = theirs.confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((interval.low, interval.high), abs=1e-9)
    assert found.chance == pytest.approx(theirs.pvalue, rel=1e-6)


def test_places_that_ran_apart_before_are_seen_and_a_trend_not_seen_is_named() -> None:
    starts = [6.0] * 12 + [NEVER] * 12
    flat = panel(np.random.default_rng(59), starts, 10, 0.0)
    apart = panel_of(
        flat.values + np.where(np.isfinite(flat.starts), 0.8, 0.0)[:, None] * np.arange(10), starts
    )
    alike, diverging = (told(staggered(data, not_yet=False)).trends for data in (flat, apart))
    assert isinstance(alike, Trends)
    assert isinstance(diverging, Trends)
    assert diverging.slope.value - alike.slope.value == pytest.approx(0.8)
    assert diverging.slope.chance < 0.01 < alike.slope.chance
    assert alike.detectable == pytest.approx((1.959964 + 0.841621) * alike.slope.error, rel=1e-3)
    assert alike.hidden == pytest.approx(alike.detectable * 2.5)
    early = told(staggered(panel(np.random.default_rng(61), [2.0] * 5 + [NEVER] * 5, 6, 0.0), not_yet=False))
    assert early.trends == TooFew("points before the start", 2, 3)


def test_the_detectable_trend_is_seen_in_four_of_five_cases() -> None:
    starts = [6.0] * 15 + [NEVER] * 15
    rng = np.random.default_rng(67)
    spreads, seen = [], 0
    for _ in range(PANELS):
        trends = told(staggered(panel(rng, starts, 8, 0.0), not_yet=False)).trends
        assert isinstance(trends, Trends)
        spreads.append(trends.detectable)
    slope = float(np.mean(spreads)) * (np.array(starts) < NEVER)
    for _ in range(PANELS):
        data = panel(rng, starts, 8, 0.0)
        moved = panel_of(data.values + slope[:, None] * np.arange(8), starts)
        trends = told(staggered(moved, not_yet=False)).trends
        assert isinstance(trends, Trends)
        seen += trends.slope.chance < 0.05
    assert 0.72 * PANELS <= seen <= 0.87 * PANELS


def test_one_place_is_told_by_handing_out_the_start_to_others() -> None:
    """24 places, one with the measure: alarms at most 5 % and 3.3 sd; the interval holds the effect."""
    starts = [5.0] + [NEVER] * 23
    rng = np.random.default_rng(71)
    alarms = held = 0
    for _ in range(120):
        found = permuted(panel(rng, starts, 9, 3.0), not_yet=False, generator=rng)
        assert not isinstance(found, TooFew)
        held += found.low <= 3.0 <= found.high
        assert found.ways == 24
        flat = permuted(panel(rng, starts, 9, 0.0), not_yet=False, generator=rng)
        assert not isinstance(flat, TooFew)
        alarms += flat.chance < 0.05
    assert held >= 107
    assert alarms <= 13
    few = panel(rng, [5.0] + [NEVER] * 9, 9, 3.0)
    assert permuted(few, not_yet=False, generator=rng) == TooFew("ways to hand out the starts", 10, 20)
    assert staggered(few, not_yet=False) == TooFew("places with one start", 1, 3)


def test_handing_out_agrees_with_the_interval_by_places() -> None:
    starts = [5.0] * 12 + [NEVER] * 14
    data = panel(np.random.default_rng(73), starts, 9, 1.0)
    by_places = told(staggered(data, not_yet=False)).overall
    found = permuted(data, not_yet=False, generator=np.random.default_rng(1))
    assert not isinstance(found, TooFew)
    assert found.value == pytest.approx(by_places.value)
    width = by_places.high - by_places.low
    assert (found.low, found.high) == pytest.approx((by_places.low, by_places.high), abs=0.15 * width)
    assert found.chance == pytest.approx(by_places.chance, abs=0.05)


@pytest.mark.parametrize(
    ("starts", "not_yet", "expected"),
    [
        ([2.0] * 2 + [NEVER] * 6, False, TooFew("places with one start", 2, 3)),
        ([2.0] * 4 + [NEVER] * 2, False, TooFew("places that never start", 2, 3)),
        ([2.0] * 4 + [3.0] * 2 + [NEVER] * 4, True, TooFew("places with one start", 2, 3)),
    ],
)
def test_too_few_places_give_no_number(starts: list[float], not_yet: bool, expected: TooFew) -> None:
    data = panel(np.random.default_rng(1), starts, 5, 0.0)
    assert staggered(data, not_yet=not_yet) == expected


def test_what_cannot_be_read_or_compared_is_refused() -> None:
    table = np.random.default_rng(1).normal(0, 1, (6, 4))
    for values, starts, said in (
        (table, [2.0] * 5, "give \\[place, point\\]"),
        (np.where(table > 2, table, math.nan), [2.0] * 3 + [NEVER] * 3, "a value is missing"),
        (table, [1.5] * 3 + [NEVER] * 3, "no place of a point"),
        (table, [math.nan] * 3 + [NEVER] * 3, "no place of a point"),
        (table, [0.0] * 3 + [NEVER] * 3, "no point before"),
        (table, [4.0] * 3 + [NEVER] * 3, "no point before"),
        (table, [NEVER] * 6, "no place has started"),
    ):
        with pytest.raises(ValueError, match=said):
            panel_of(values, starts)
    everybody = panel_of(table, [2.0] * 6)
    with pytest.raises(ValueError, match="nobody to compare with"):
        staggered(everybody, not_yet=True)
    with pytest.raises(ValueError, match="use staggered"):
        two_way(panel_of(table, [1.0, 1.0, 2.0, NEVER, NEVER, NEVER]))
    with pytest.raises(ValueError, match="do not vary"):
        staggered(panel_of(np.ones((6, 4)), [2.0] * 3 + [NEVER] * 3), not_yet=False)
