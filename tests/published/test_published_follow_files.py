"""The published files on monitoring, row by row; most of them as a plan and a table for `hiap follow`."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap import follow
from hiap.monitoring.closing import gap_closed
from hiap.monitoring.intervals import poisson_limits, share_limits
from hiap.monitoring.standardised import (
    EUROPEAN_2013,
    direct_limits,
    direct_rate,
    indirect_limits,
    indirect_ratio,
)

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the published cases are not here")
BASQUE = Path(__file__).parent / "basque.csv"
ENDS = {"95": "95_0cl", "99_8": "99_8cl"}
FEWEST_FOR_BYAR = 10
PLAN = """
schema: hiap-follow/1
id: published
title: &w {nl: w, en: w}
summary: *w
kind: area
figures: published
years: [2020, 2024]
reported_on: 2024-12-31
indicators:
  - {id: one, title: *w, definition: *w, about: outcome, unit: *w, better: higher, source: s, INDICATOR}
places: [PLACES]
sources: {s: {authors: a, year: 2026, title: t, read: true, where: here}}
"""


def rows_of(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def document(name: str) -> Any:
    return json.loads((REFERENCE / name).read_text(encoding="utf-8"))


def followed(folder: Path, indicator: str, heads: str, rows: dict[str, list[str]]) -> dict[str, Any]:
    """The series of each place in 2022, by a plan with one indicator."""
    places = ", ".join(f"{{id: p{at}, title: {name}, level: other}}" for at, name in enumerate(rows))
    (folder / "plan.yaml").write_text(
        PLAN.replace("INDICATOR", indicator).replace("PLACES", places), encoding="utf-8"
    )
    lines = [f"one,p{at},2022,{row}" for at, part in enumerate(rows.values()) for row in part]
    path = folder / "data.csv"
    path.write_text("\n".join([f"indicator,place,year,{heads}", *lines]), encoding="utf-8")
    series = follow(str(folder / "plan.yaml"), str(path))["indicators"][0]["series"]
    return {name: series[at] for at, name in enumerate(rows)}


def limits(series: Any, level: str) -> list[float]:
    return [series[f"{end}_{level}"][2] for end in ("low", "high")]


def expected(row: dict[str, str], level: str) -> list[float]:
    return [float(row[f"{end}{ENDS[level]}"]) for end in ("lower", "upper")]


def test_limits_of_byar_and_wilson() -> None:
    """Below ten events the limits here are exact, so those rows of Byar alone are not ours."""
    seen = 0
    for row in rows_of("phe_byars_wilson.csv"):
        count, confidence = float(row["x"]), float(row["confidence"].rstrip("%")) / 100
        if row["method"] == "Byars" and count < FEWEST_FOR_BYAR:
            continue
        found = (
            share_limits(count, float(row["n"]), confidence)
            if row["n"]
            else poisson_limits(count, confidence)
        )
        assert [float(end) for end in found] == pytest.approx([float(row["lowercl"]), float(row["uppercl"])])
        seen += 1
    assert seen == 11


def test_standardised_rates_of_several_places(tmp_path: Path) -> None:
    by_area: dict[str, list[str]] = {}
    for row in rows_of("phe_dsr_multiarea_input.csv"):
        age = row["ageband"].split("-")[0].rstrip("+")
        by_area.setdefault(row["area"], []).append(f"{age},{row['count'] or 0},{row['pop']}")
    found = followed(tmp_path, "kind: standardised_rate, per: 100000", "age,numerator,denominator", by_area)
    rows = [
        row for row in rows_of("phe_dsr_expected.csv") if row["statistic"].endswith(("per 100000", "< 10"))
    ]
    told = {row["area"]: row for row in rows}
    for area, series in found.items():
        if not told[area]["value"]:
            assert (series["value"][2], series["hidden_because"][2]) == (None, "small")
            continue
        assert series["value"][2] == pytest.approx(float(told[area]["value"]), rel=1e-9)
        for level in ENDS:
            assert limits(series, level) == pytest.approx(expected(told[area], level), rel=1e-9)
    assert set(found) == {"testdata_big", "testdata_small", "testdata_tiny"}


def test_a_rate_standardised_to_the_population_of_1976() -> None:
    rows = rows_of("phe_dsr_esp1976_input.csv")
    events, people, weights = ([float(row[key]) for row in rows] for key in ("count", "pop", "esp1976"))
    told = [row for row in rows_of("phe_dsr_expected.csv") if row["area"] == "testdata_1976"]
    row = next(row for row in told if row["statistic"].endswith("per 100000"))
    assert 1e5 * float(direct_rate(events, people, weights)) == pytest.approx(float(row["value"]), rel=1e-9)
    found = [1e5 * float(end) for end in direct_limits(events, people, weights, 0.95)]
    assert found == pytest.approx(expected(row, "95"), rel=1e-9)


def test_the_european_standard_population_of_2013() -> None:
    assert document("esp2013.json")["weights"] == list(EUROPEAN_2013)


def test_indirectly_standardised_ratios() -> None:
    """The three places have the same people; the file has them once."""
    reference = rows_of("phe_isr_reference.csv")
    rates = np.array([float(row["refcount"]) / float(row["refpop"]) for row in reference])
    rows = rows_of("phe_isr_expected.csv")
    told = {row["area"]: row for row in rows if row["statistic"] == "indirectly standardised ratio x 1"}
    people = [float(row["pop"]) for row in rows_of("phe_isr_input.csv") if row["area"] == "testdata_big"]
    for area in ("testdata_big", "testdata_small", "testdata_tiny"):
        mine = [row for row in rows_of("phe_isr_input.csv") if row["area"] == area]
        events = sum(float(row["count"] or 0) for row in mine)
        ratio, wanted = indirect_ratio(events, people, rates)
        row = told[area]
        assert float(ratio) == pytest.approx(float(row["value"]), rel=1e-9)
        for level, confidence in (("95", 0.95), ("99_8", 0.998)):
            found = [float(end) for end in indirect_limits(events, wanted, confidence)]
            assert found == pytest.approx(expected(row, level), rel=1e-7), area


def test_means(tmp_path: Path) -> None:
    told = {row["area"]: row for row in rows_of("phe_mean_expected.csv")}
    rows = {area: [f"{row['value']},{row['stdev']},{row['value_count']}"] for area, row in told.items()}
    found = followed(tmp_path, "kind: mean, fewest_people: 1", "value,standard_deviation,n", rows)
    for area, series in found.items():
        for level in ENDS:
            assert limits(series, level) == pytest.approx(expected(told[area], level), rel=1e-9), area
    values = [float(row["values"]) for row in rows_of("phe_mean_input.csv") if row["area"] == "Area1"]
    assert np.std(values, ddof=1) == pytest.approx(float(told["Area1"]["stdev"]))


def test_life_expectancy(tmp_path: Path) -> None:
    case = document("phe_life_expectancy.json")
    ages = [0, 1, *range(5, 95, 5)]
    rows = [
        f"{age},{died},{people}"
        for age, died, people in zip(ages, case["deaths"], case["population"], strict=True)
    ]
    series = followed(tmp_path, "kind: life_expectancy", "age,numerator,denominator", {"place": rows})[
        "place"
    ]
    told = case["expected"]
    assert series["value"][2] == pytest.approx(told["ex"][0], abs=case["tolerance_abs"])
    wanted = [told["lower95"][0], told["upper95"][0]]
    assert limits(series, "95") == pytest.approx(wanted, abs=case["tolerance_abs"])


def test_years_in_good_health(tmp_path: Path) -> None:
    """From 70 on to the printed digit; to a tenth of a year at 65, where the guide has no halves."""
    rows = [row for row in document("sullivan_france1991.json")["rows"] if row["age"] >= 65]
    survivors = [row["lx"] for row in rows]
    dead = [one - after for one, after in zip(survivors, [*survivors[1:], 0], strict=True)]
    lines = [
        f"{row['age']},{died},{row['Lx']},{round(1000 * row['healthy_Lx'] / row['Lx'])},1000"
        for row, died in zip(rows, dead, strict=True)
    ]
    heads = "age,numerator,denominator,healthy,n"
    for row in rows:
        asked = f"kind: healthy_life_expectancy, at_age: {row['age']}"
        series = followed(tmp_path, asked, heads, {"women": lines})["women"]
        near = 0.1 if row["age"] == rows[0]["age"] else 0.05
        assert series["value"][2] == pytest.approx(row["hlex"], abs=near)


def test_shares_of_a_gap_that_are_closed() -> None:
    for case in document("gap_closure.json")["cases"]:
        first, now = (np.array([[case[f"ref{at}"] - case[f"area{at}"]]]) for at in ("0", "_t"))
        still = np.array([[case["ref0"] - case["area_t"]]])
        none = np.zeros((1, 1))
        for gap, name in ((now, "moving"), (still, "fixed")):
            found = gap_closed(gap, none, first, none, 0.0, 0.95)
            assert float(found.share[0, 0]) == pytest.approx(case[name])


def test_the_series_of_the_basque_country_are_those_of_the_package() -> None:
    """The table of the articles and the file of the package `Synth` hold the same incomes."""
    incomes: dict[tuple[str, str], float] = {
        (row["regionname"], row["year"].split(".")[0]): float(row["gdpcap"])
        for row in rows_of("sc_basque.csv")
    }
    with BASQUE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ours: NDArray[np.float64] = np.array([float(row[year]) for row in rows for year in row if year.isdigit()])
    known = {name for name, _ in incomes}
    assert len(rows) == 17
    theirs = [
        incomes[next(name for name in known if name.split(" (")[0] == row["region"].split(" (")[0]), year]
        for row in rows
        for year in row
        if year.isdigit()
    ]
    assert ours == pytest.approx(theirs, abs=1e-4)
