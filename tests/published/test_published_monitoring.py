"""Limits, standardised rates, funnels and expectancies of others, recomputed (13.1 to 13.4).

The cases that fit in the head stand here; the complete files are read where they are at hand.
"""

from __future__ import annotations

import csv
import json
import math
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest

from hiap.monitoring.funnel import beyond_funnel, ratio_funnel
from hiap.monitoring.intervals import mean_limits, poisson_limits, share_limits
from hiap.monitoring.life_years import expectancy_limits, healthy_expectancy_limits
from hiap.monitoring.quantiles import quantile_groups
from hiap.monitoring.standardised import (
    EUROPEAN_2013,
    direct_limits,
    direct_rate,
    indirect_limits,
    indirect_ratio,
)

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
published = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the published cases are not here")


def rows_of(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


# PHEindicatormethods 2.1.0, tests of byars_lower, phe_rate, wilson_lower and phe_mean: expected limits.
@pytest.mark.parametrize(
    ("count", "confidence", "low", "high"),
    [
        (65, 0.95, 50.163187710459454, 82.84913854593984),
        (1045, 0.95, 982.5932018073325, 1110.33121298565),
        (10, 0.998, 2.916318374695686, 24.193724927880535),
        (1, 0.95, 0.025317807984289897, 5.571643390938898),
        (5, 0.998, 0.739371731917839, 16.454745203680105),
        (9, 0.95, 100.6706576523123e-6, None),
    ],
)
def test_limits_of_a_count(count: int, confidence: float, low: float, high: float | None) -> None:
    found = [float(limit) for limit in poisson_limits(count, confidence)]
    if high is None:
        low, high = 4.115373, 17.084803  # exact limits of 9 events, Garwood 1936
    assert found == pytest.approx([low, high], rel=1e-6)


def test_limits_of_no_events() -> None:
    low, high = poisson_limits(0, 0.95)
    assert float(low) == 0.0
    assert float(high) == pytest.approx(-math.log(0.025), abs=1e-12), "P(no events) is a fortieth"


@pytest.mark.parametrize(
    ("count", "people", "confidence", "low", "high"),
    [
        (65, 100, 0.95, 0.5525444329688797, 0.7363575175690247),
        (1045, 5000, 0.998, 0.19179381799015244, 0.22731562902525818),
        (1, 100, 0.95, 0.0017674320641406511, 0.054486196178705294),
        (7776456, 7564336677, 0.95, 0.0010273201001641094, 0.0010287644578977231),
    ],
)
def test_limits_of_a_share(count: int, people: int, confidence: float, low: float, high: float) -> None:
    found = [float(limit) for limit in share_limits(count, people, confidence)]
    assert found == pytest.approx([low, high], abs=1e-9)


@pytest.mark.parametrize(
    ("mean", "deviation", "people", "confidence", "low", "high"),
    [
        (53.70434500000001, 20.97557525770931, 8, 0.95, 36.168325241336504, 71.24036475866352),
        (53.70434500000001, 20.97557525770931, 8, 0.998, 18.216705294788838, 89.19198470521118),
        (3948.1141538461534, 3171.8018122194453, 26, 0.95, 2666.995676745849, 5229.232630946458),
    ],
)
def test_limits_of_a_mean(
    mean: float, deviation: float, people: int, confidence: float, low: float, high: float
) -> None:
    found = [float(limit) for limit in mean_limits(mean, deviation, people, confidence)]
    assert found == pytest.approx([low, high], rel=1e-9)


def test_what_was_not_measured_stays_so() -> None:
    for low, high in (
        poisson_limits([np.nan, 4], 0.95),
        share_limits([np.nan, 4], [10, 10], 0.95),
        mean_limits([np.nan, 4], [1, 1], [5, 5], 0.95),
    ):
        assert np.isnan([low[0], high[0]]).all()
        assert low[1] < high[1]


@published
@pytest.mark.parametrize(("name", "per_column"), [("phe_rate.csv", "rate"), ("phe_proportion.csv", "share")])
def test_every_case_of_a_file_of_limits(name: str, per_column: str) -> None:
    rows = [row for row in rows_of(name) if row["value"]]
    assert len(rows) >= 16
    for row in rows:
        count, people, scale = (float(row[key]) for key in ("Numerator", "Denominator", "multiplier"))
        for confidence, label in ((0.95, "95_0"), (0.998, "99_8")):
            if per_column == "rate":
                found = [float(limit) / people for limit in poisson_limits(count, confidence)]
            else:
                found = [float(limit) for limit in share_limits(count, people, confidence)]
            expected = [float(row[f"{end}{label}cl"]) for end in ("lower", "upper")]
            assert [scale * limit for limit in found] == pytest.approx(expected, rel=1e-6), row["Area"]


# PHEindicatormethods 2.1.0, tests of phe_dsr and phe_isr: one place of 19 ages to 90 and older.
# fmt: off
PEOPLE = [636, 558, 609, 543, 384, 594, 669, 843, 660, 576, 606, 522, 426, 273, 300, 288, 153, 123, 207]
EVENTS = [127, 25, 18, 21, 12, 27, 48, 27, 29, 32, 32, 34, 45, 65, 38, 68, 74, 82, 91]
REFERENCE_EVENTS = [
    10303, 2824, 0, 3615, 3641, 3490, 3789, 3213, 3031, 2771, 3089, 3490, 3595, 4745, 5514, 7125, 5694, 6210,
    5757,
]
REFERENCE_PEOPLE = [
    50520, 57173, 60213, 54659, 44345, 50128, 62163, 67423, 62899, 55463, 60479, 49974, 44140, 40888, 37239,
    30819, 18136, 15325, 13918,
]
EUROPEAN_1976 = [8000, *[7000] * 10, 6000, 5000, 4000, 3000, 2000, 1000, 1000]
# fmt: on


def test_directly_standardised_rate_to_the_european_population_of_2013() -> None:
    assert sum(EUROPEAN_2013) == 100_000
    assert 1e5 * float(direct_rate(EVENTS, PEOPLE, EUROPEAN_2013)) == pytest.approx(10430.247991469, rel=1e-9)
    for confidence, expected in (
        (0.95, (9717.709067985681, 11178.94091547925)),
        (0.998, (9323.287880219903, 11620.595999522058)),
    ):
        found = direct_limits(EVENTS, PEOPLE, EUROPEAN_2013, confidence)
        assert [1e5 * float(limit) for limit in found] == pytest.approx(expected, rel=1e-9)


def test_directly_standardised_rate_to_another_population() -> None:
    """18 ages to 85 and older, with the European Standard Population of 1976."""
    events, people = [*EVENTS[:17], 82], [*PEOPLE[:17], 123]
    assert 1e5 * float(direct_rate(events, people, EUROPEAN_1976)) == pytest.approx(8592.0975850, rel=1e-9)
    found = direct_limits(events, people, EUROPEAN_1976, 0.95)
    assert [1e5 * float(limit) for limit in found] == pytest.approx((7991.160931, 9225.253880), rel=1e-8)


def test_nine_events_are_too_few_to_standardise() -> None:
    events = [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 2, 3]
    assert sum(events) == 9
    assert np.isnan(direct_rate(events, PEOPLE, EUROPEAN_2013))
    assert np.isnan(direct_limits(events, PEOPLE, EUROPEAN_2013, 0.95)).all()


@published
def test_limits_where_one_person_can_have_several_events() -> None:
    expected = {
        "testdata_nonind_big": (9532.94977862, 11373.07483298),
        "testdata_nonind_dummy": (9512.29883752, 11394.77359633),
        "testdata_nonind_small": (817.68609755, 1393.55884927),
    }
    rows = rows_of("phe_dsr_nonindependent_input.csv")
    for area, limits in expected.items():
        mine = [row for row in rows if row["area"] == area]
        times = np.arange(1, 5)
        by_times = np.array([[float(row[f"f{time}"] or 0) for time in times] for row in mine])
        people = [float(row["pop"]) for row in mine]
        found = direct_limits(by_times @ times, people, EUROPEAN_2013, 0.95, by_times @ times**2)
        assert [1e5 * float(limit) for limit in found] == pytest.approx(limits, rel=1e-9), area


def test_indirectly_standardised_ratio() -> None:
    rates = np.array(REFERENCE_EVENTS) / np.array(REFERENCE_PEOPLE)
    ratio, expected = indirect_ratio(sum(EVENTS), PEOPLE, rates)
    assert float(expected) == pytest.approx(835.8835612311743, rel=1e-12)
    assert float(ratio) == pytest.approx(1.0707232939020275, rel=1e-12)
    found = [float(limit) for limit in indirect_limits(sum(EVENTS), expected, 0.95)]
    assert found == pytest.approx([1.0017147712553987, 1.143233287249895], rel=1e-9)


def test_limits_of_an_indirect_ratio_of_nine_events_are_exact() -> None:
    found = [float(limit) for limit in indirect_limits(9, 835.8835612311743, 0.998)]
    assert found == pytest.approx([0.0029339306550682617, 0.02710589651469021], rel=1e-8)


# PHEindicatormethods 2.1.0, tests of calculate_funnel_limits: edges in percent for a number observed.
@pytest.mark.parametrize(
    ("observed", "confidence", "low", "high"),
    [
        (1, 0.95, 17.94802207, 3949.774946),
        (6, 0.95, 45.94364867, 272.4926275),
        (4, 0.998, 27.03771576, 933.3746885),
    ],
)
def test_edges_of_a_funnel(observed: int, confidence: float, low: float, high: float) -> None:
    found = [100 * float(edge) for edge in ratio_funnel(observed, confidence)]
    assert found == pytest.approx([low, high], rel=1e-5)


@published
def test_every_edge_of_a_published_funnel() -> None:
    rows = [row for row in rows_of("phe_funnel_ratio_outputs.csv") if row["lower_2s_isr"]]
    assert len(rows) == 100
    observed = np.array([float(next(iter(row.values()))) for row in rows])
    for confidence, label in ((0.95, "2s"), (0.998, "3s")):
        for found, end in zip(ratio_funnel(observed, confidence), ("lower", "upper"), strict=True):
            expected = [float(row[f"{end}_{label}_isr"]) for row in rows]
            assert (100 * found).tolist() == pytest.approx(expected, rel=5e-5), (end, label)


@published
def test_every_place_beyond_a_published_funnel() -> None:
    rows = rows_of("phe_funnel_ratio_inputs.csv")
    assert len(rows) == 300
    observed, expected = ([float(row[key]) for row in rows] for key in ("obs", "expected"))
    far, near = (beyond_funnel(observed, expected, confidence) for confidence in (0.998, 0.95))
    side = {1: "High", -1: "Low"}
    found = [
        f"{side[a]} (0.001)" if a else f"{side[b]} (0.025)" if b else "Not significant"
        for a, b in zip(far.tolist(), near.tolist(), strict=True)
    ]
    assert found == [row["significance"] for row in rows]


def test_tenths_of_twelve_places() -> None:
    """PHEindicatormethods, phe_quantile: mortality from cancer in the North East; low is good."""
    deaths = [118.7, 131.3, 137.1, 137.7, 138.9, 143.3, 145.6, 146.7, 153.7, 155.8, 157.1, 171.2]
    assert quantile_groups(-np.array(deaths), 10).tolist() == [10, 9, 8, 7, 6, 6, 5, 4, 3, 2, 1, 1]


def test_places_that_were_not_measured_are_in_no_group() -> None:
    assert quantile_groups([3.0, np.nan, 1.0, 2.0], 3).tolist() == [3, 0, 1, 2]
    assert quantile_groups([3.0, np.nan, 1.0], 3).tolist() == [0, 0, 0]


@published
def test_every_published_group() -> None:
    groups = {"Decile": 10, "Septile": 7}
    rows = [
        row
        for row in rows_of("phe_quantiles.csv")
        if row["Test"] == "Gooddata" and row["QuantileNm"] in groups
    ]
    rows.sort(key=lambda row: (row["QuantileNm"], row["IndSexRef"]))
    seen = 0
    for _, found in groupby(rows, _group_of):
        part = list(found)
        values = np.array([float(row["Value"] or "nan") for row in part])
        turned = -values if "Low" in part[0]["Polarity"] else values
        expected = [int(row["QuantileInGrp"] or 0) for row in part]
        assert quantile_groups(turned, groups[part[0]["QuantileNm"]]).tolist() == expected
        seen += len(part)
    assert seen > 400


def _group_of(row: dict[str, str]) -> tuple[str, ...]:
    region = row["ParentCode"] if row["GroupSet"] == "IndSexReg" else ""
    return row["QuantileNm"], row["IndSexRef"], region


# PHEindicatormethods 2.1.0, testLifeExpectancy.R (df1): 20 ages 0, 1-4, 5-9 to 90 and older.
# fmt: off
LIVING = [7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601, 50209, 56416, 46411, 39820,
          37978, 37039, 33288, 23306, 11936, 11936]
DEAD = [17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937]
WIDTH = [1, 4, *[5] * 17, 1]
# fmt: on


def test_life_expectancy_with_limits_of_silcocks() -> None:
    value, low, high = expectancy_limits(DEAD, LIVING, WIDTH, 0.95)
    assert value[[0, 14, 19]].tolist() == pytest.approx([80.16960813, 18.76856852, 6.16210635], abs=1e-7)
    assert low[[0, 14, 19]].tolist() == pytest.approx([79.88268548, 18.57570352, 5.887683386], abs=1e-5)
    assert high[[0, 14, 19]].tolist() == pytest.approx([80.45653078, 18.96143352, 6.436529314], abs=1e-5)


@published
def test_life_expectancy_at_every_age() -> None:
    case = json.loads((REFERENCE / "phe_life_expectancy.json").read_text(encoding="utf-8"))
    found = expectancy_limits(case["deaths"], case["population"], WIDTH, 0.95)
    for part, name in zip(found, ("ex", "lower95", "upper95"), strict=True):
        assert part.tolist() == pytest.approx(case["expected"][name], abs=case["tolerance_abs"]), name


def test_years_in_good_health_of_french_women() -> None:
    """EURO-REVES, practical guide, table 1: women in France, 1991, from 65 in steps of five years to 85."""
    survivors, lived = [89367, 84968, 78012, 66625, 48532], [436589, 408793, 364013, 290533, 289068]
    healthy = [0.804, 0.714, 0.630, 0.487, 83967 / 289068]
    dead = [*np.subtract(survivors[:-1], survivors[1:]), survivors[-1]]
    # Chiang's n(1 - a) is another than one half here, so ages begin at 65 and the last is compared exactly.
    value, low, high = healthy_expectancy_limits(dead, lived, [5, 5, 5, 5, 1], healthy, 1000, 0.95)
    assert float(value[-1]) == pytest.approx(1.7, abs=0.05)
    assert value[1:].tolist() == pytest.approx([8.8, 5.8, 3.4, 1.7], abs=0.05)
    assert np.all(low < value)
    assert np.all(high > value)


def test_a_share_that_is_known_adds_nothing_to_the_limits_of_deaths() -> None:
    """With everybody healthy the two are the same; with a share from a sample the limits are wider."""
    plain = expectancy_limits(DEAD, LIVING, WIDTH, 0.95)
    healthy = healthy_expectancy_limits(DEAD, LIVING, WIDTH, 1.0, 500, 0.95)
    assert np.allclose(plain, healthy)
    known = healthy_expectancy_limits(DEAD, LIVING, WIDTH, 0.7, None, 0.95)
    sample = healthy_expectancy_limits(DEAD, LIVING, WIDTH, 0.7, 500, 0.95)
    assert np.all(sample[2] - sample[1] > known[2] - known[1])
