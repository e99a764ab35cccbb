"""Inequality measures of others, recomputed: slope and concentration index, equivalents, weights (8.7).

The cases that fit in the head stand here; the complete files are read where they are at hand.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from hiap.equity.concentration import concentration_index
from hiap.equity.slope import fitted_ends, relative_index, slope_index
from hiap.equity.welfare import (
    atkinson_change,
    atkinson_equivalent,
    atkinson_weights,
    kolm_equivalent,
    split_of_change,
)

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
published = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the published cases are not here")

# PHEindicatormethods, tests of phe_sii: "testing quintiles", "rate (infant mortality)", "proportion (child
# obesity)"; values and people from the most to the least deprived tenth or fifth, expected SII and RII. Its
# defaults take rates and shares as they are; of its log and logit transforms no published case is at hand.
# fmt: off
FIFTHS = (
    [75.9334590103081, 78.3442382727843, 83.8360631041654, 83.6375399664931, 80.4655031529559],
    [7291, 7997, 6105, 7666, 5790], 7.91933415, 1.10371170,
)
INFANT_DEATHS = (
    [5.8922197, 4.7345045, 3.8276341, 3.8681380, 3.6771570,
     3.1436261, 3.1258712, 2.9425683, 2.8287995, 2.7648102],
    [279012, 255993, 236961, 214315, 192812, 183546, 168593, 164822, 154836, 138165], -3.2752012, 0.4060007,
)
OBESE_CHILDREN = (
    [7287, 6881, 5656, 4868, 4176, 3876, 3617, 3546, 3314, 2960],
    [34353, 32112, 27715, 25372, 23889, 23260, 23180, 24193, 23609, 24488], -0.107200, 0.5334015,
)
# fmt: on


def test_slope_index_of_life_expectancy_over_fifths() -> None:
    values, people, slope, ratio = FIFTHS
    assert float(slope_index(values, people, "plain")) == pytest.approx(slope, abs=1e-7)
    assert float(relative_index(values, people, "plain")) == pytest.approx(ratio, abs=1e-7)


def test_slope_index_of_infant_mortality_is_minus_where_the_poor_have_more() -> None:
    values, people, slope, ratio = INFANT_DEATHS
    assert float(slope_index(values, people, "plain")) == pytest.approx(slope, abs=1e-6)
    assert float(relative_index(values, people, "plain")) == pytest.approx(ratio, abs=1e-6)


def test_slope_index_of_child_obesity() -> None:
    counts, people, slope, ratio = OBESE_CHILDREN
    values = [count / number for count, number in zip(counts, people, strict=True)]
    assert float(slope_index(values, people, "plain")) == pytest.approx(slope, abs=1e-6)
    assert float(relative_index(values, people, "plain")) == pytest.approx(ratio, abs=1e-6)


def cases_of_public_health_england() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """The cases with an expected answer; the others show how that package refuses a table."""
    with (REFERENCE / "phe_sii.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    keys = ("TestDescription", "Area", "Grouping1", "Grouping2")
    for key, found in groupby(rows, lambda row: tuple(row[name] for name in keys)):
        case = list(found)
        if case[0]["sii"]:
            yield " / ".join(key), case


@published
def test_every_case_of_public_health_england() -> None:
    cases = list(cases_of_public_health_england())
    assert len(cases) >= 9
    for name, rows in cases:
        values = [float(row["Value"]) for row in rows]
        people = [float(row["Population"]) for row in rows]
        factor = -100.0 if "x -100" in name else 100.0 if "x 100" in name else 1.0
        slope = factor * float(slope_index(values, people, "plain"))
        # Where more is worse that package turns the sign of the one and the ratio of the other.
        ratio = float(relative_index(values, people, "plain")) ** (-1 if factor < 0 else 1)
        assert slope == pytest.approx(float(rows[0]["sii"]), abs=1e-4), name
        assert ratio == pytest.approx(float(rows[0]["rii"]), abs=1e-4), name
        if rows[0]["Intercept"]:
            bottom = float(fitted_ends(values, people, "plain")[0])
            assert bottom == pytest.approx(float(rows[0]["Intercept"]), abs=1e-4), name


# O'Donnell and others 2008 (World Bank), table 8.1: deaths under five in India 1982-92, poorest fifth first.
INDIA_BIRTHS = [29939, 28776, 26528, 24689, 19739]
INDIA_DEATHS_PER_1000 = [154.7, 152.9, 119.5, 86.9, 54.3]


def test_concentration_index_of_the_world_bank() -> None:
    found = float(concentration_index(INDIA_DEATHS_PER_1000, INDIA_BIRTHS))
    assert found == pytest.approx(-0.1694, abs=5e-4)


@published
def test_concentration_index_to_every_digit_that_is_at_hand() -> None:
    case = json.loads((REFERENCE / "concentration_index_worldbank.json").read_text(encoding="utf-8"))
    found = float(concentration_index(case["u5mr_per_1000"], case["births"]))
    assert found == pytest.approx(case["computed"], abs=1e-12)
    assert found == pytest.approx(case["expected"], abs=case["tolerance_abs"])


# University of York, training in distributional cost-effectiveness analysis: three people, decision A.
@pytest.mark.parametrize(("epsilon", "expected"), [(0, 40.0), (1, 36.3424118566), (10, 22.5915935329)])
def test_atkinson_equivalent_of_three_people(epsilon: float, expected: float) -> None:
    assert float(atkinson_equivalent([20, 40, 60], [1, 1, 1], epsilon)) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(("alpha", "expected"), [(0, 40.0), (0.1, 29.5568066017), (0.15, 26.9844435010)])
def test_kolm_equivalent_of_three_people(alpha: float, expected: float) -> None:
    assert float(kolm_equivalent([20, 40, 60], [1, 1, 1], alpha)) == pytest.approx(expected, abs=1e-9)


@published
def test_every_equivalent_of_three_people_under_six_decisions() -> None:
    with (REFERENCE / "dcea_york_three_individuals.csv").open(encoding="utf-8-sig") as file:
        people = list(csv.DictReader(file))
    with (REFERENCE / "dcea_york_three_individuals_expected.csv").open(encoding="utf-8-sig") as file:
        expected = list(csv.DictReader(file))
    equivalents = {"atkinson": atkinson_equivalent, "kolm": kolm_equivalent}
    assert len(expected) == 54
    for row in expected:
        health = [float(person[row["decision"]]) for person in people]
        weight = [float(person["POPULATION"]) for person in people]
        found = float(equivalents[row["index"]](health, weight, float(row["param"])))
        assert found == pytest.approx(float(row["ede"]), abs=1e-9), row


# dceasimR 0.1.0, vignette "Social welfare functions", printed outputs.
VIGNETTE = [52.1, 56.3, 59.8, 63.2, 66.8]
FIFTH_OF_ALL = [0.2] * 5


@pytest.mark.parametrize(("epsilon", "printed"), [(0, 59.64), (1, 59.41665), (5, 58.51938)])
def test_equivalents_of_a_vignette(epsilon: float, printed: float) -> None:
    assert float(atkinson_equivalent(VIGNETTE, FIFTH_OF_ALL, epsilon)) == pytest.approx(printed, abs=5e-6)


def test_weights_of_a_vignette() -> None:
    printed = [1.1361198, 1.0513649, 0.9898301, 0.9365798, 0.8861054]
    found = atkinson_weights(VIGNETTE, FIFTH_OF_ALL, 1.0).tolist()
    assert found == pytest.approx(printed, abs=5e-8)


def test_a_gain_split_as_in_a_vignette() -> None:
    gain = [0.5, 0.6, 0.5, 0.4, 0.3]
    split = split_of_change(VIGNETTE, gain, FIFTH_OF_ALL, lambda h, d, n: atkinson_change(h, d, n, 1.0))
    assert float(split.total) == pytest.approx(0.4684784, abs=5e-8)
    assert float(split.efficiency) == pytest.approx(0.46, abs=5e-9)
    assert float(split.equity) == pytest.approx(0.008478412, abs=5e-8)


def test_the_aversion_of_the_english_public_weighs_the_poorest_fifth_six_to_seven_times() -> None:
    # Robson and others, Health Economics 2017: median 10.95; healthy years of about 62.6 and 74.6.
    poorest, richest = atkinson_weights([62.6, 74.6], [1, 1], 10.95).tolist()
    assert 6.0 <= poorest / richest <= 7.2
