"""Value of information against published cases, closed forms and what chance does (9)."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from hiap.economics.information import acceptability, influences, perfect_information, precision

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
published = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the published cases are not here")


def normal_scores(count: int) -> np.ndarray:
    """A sample without chance: the middles of equal parts of the normal distribution."""
    return np.asarray(norm.ppf((np.arange(count) + 0.5) / count))


@published
def test_evpi_of_the_chemotherapy_example() -> None:
    """10,000 draws of the R package voi, at three values of a QALY."""
    with (REFERENCE / "voi_chemo_input.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    case = json.loads((REFERENCE / "voi.json").read_text(encoding="utf-8"))["chemo"]
    for value, expected in case["evpi_by_wtp"].items():
        benefit = [
            [float(value) * float(row[f"e_{arm}"]) - float(row[f"c_{arm}"]) for arm in ("soc", "novel")]
            for row in rows
        ]
        assert perfect_information(benefit) == pytest.approx(expected, abs=case["tolerance"]["evpi_abs"])


@pytest.mark.parametrize(("mean", "evpi"), [(0, 39.894228040), (50, 19.779655740), (-50, 19.779655740)])
def test_evpi_of_normal_net_benefits_is_the_unit_normal_loss(mean: float, evpi: float) -> None:
    """Standard deviation s 100; E[max(Y, 0)] = mΦ(m/s) + sφ(m/s); vignette UNLI of R package predtools."""
    draws = mean + 100 * normal_scores(200_000)
    found = perfect_information(np.stack([np.zeros(draws.shape), draws], axis=1))
    assert found == pytest.approx(evpi, abs=0.01)


def test_evpi_of_a_payoff_matrix() -> None:
    """A lecture (slideplayer 5165249): states with chances .6 and .4; 100 and -40, or 50 and 30 (thousand).

    The first is best on average, with 44; knowing the state gives .6 · 100 + .4 · 30 = 72, so 28 more.
    """
    assert perfect_information([[100e3, 50e3]] * 6 + [[-40e3, 30e3]] * 4) == pytest.approx(28e3)


def test_without_doubt_about_the_best_option_information_is_worth_nothing() -> None:
    assert perfect_information([[0.0, 1.0], [0.0, 5.0]]) == 0.0


def test_acceptability_of_normal_draws_is_the_normal_curve() -> None:
    """Cost 100, gain 1 with standard deviation .5: at value v the chance is Φ((v - 100)/(v/2))."""
    gains = 1.0 + 0.5 * normal_scores(20_001)
    values = [50.0, 100.0, 200.0]
    expected = [norm.cdf((value - 100.0) / (0.5 * value)) for value in values]
    assert acceptability(np.full(20_001, -100.0), gains, values) == pytest.approx(expected, abs=1e-3)


def test_the_value_of_one_input_of_a_straight_sum_has_a_closed_form() -> None:
    """NB = 10 + 30·a + 40·b: knowing a alone is worth the loss of a normal with mean 10 and deviation 30."""
    random = np.random.default_rng(7)
    a, b, noise = random.standard_normal((3, 4000))
    found = {
        item.name: item for item in influences(10 + 30 * a + 40 * b, [("a", a), ("b", b), ("no", noise)])
    }

    def loss(mean: float, deviation: float) -> float:
        ratio = mean / deviation
        return float(deviation * (norm.pdf(ratio) - ratio * norm.sf(ratio)))

    assert set(found) == {"a", "b"}
    assert found["a"].partial_information == pytest.approx(loss(10.0, 30.0), rel=0.1)
    assert found["b"].partial_information == pytest.approx(loss(10.0, 40.0), rel=0.1)
    assert found["a"].share_of_variance == pytest.approx(900 / 2500, abs=0.03)
    assert found["b"].at_high - found["b"].at_low == pytest.approx(2 * 1.96 * 40, rel=0.05)


def test_inputs_that_do_nothing_are_named_in_few_of_many_runs() -> None:
    """With 200 idle inputs and 100 draws any is named in at most 5 % of runs, give or take chance."""
    random = np.random.default_rng(3)
    runs = 120
    named = 0
    for _ in range(runs):
        inputs = [(str(k), random.standard_normal(100)) for k in range(200)]
        named += bool(influences(random.standard_normal(100), inputs))
    assert named <= 0.05 * runs + 3 * math.sqrt(0.05 * 0.95 * runs)


@pytest.mark.parametrize("draws", [[1.0], [2.0, 2.0, 2.0, 2.0, 2.0], [1.0, 2.0, 3.0]])
def test_too_few_draws_or_draws_all_alike_name_nothing(draws: list[float]) -> None:
    assert influences(draws, [("a", np.arange(float(len(draws))))]) == []


@pytest.mark.parametrize("draws", [[], [3.0]])
def test_one_draw_has_no_precision(draws: list[float]) -> None:
    with pytest.raises(ValueError, match="two or more"):
        precision(draws)


@pytest.mark.parametrize("count", [200, 1000])
def test_the_limits_of_an_interval_are_known_as_well_as_normal_theory_says(count: int) -> None:
    """A quantile of a normal sample varies by √(p(1 - p)/n)/φ(z), here in the mean over 200 samples."""
    random = np.random.default_rng(11)
    found = [precision(random.standard_normal(count)).interval_error for _ in range(200)]
    one = 1.96 * math.sqrt(0.025 * 0.975 / count) / norm.pdf(1.96)
    assert one < np.mean(found) < 1.35 * one  # the larger of two ends, so somewhat more than one of them


def test_the_limits_of_an_interval_are_off_by_what_is_said() -> None:
    """In 300 samples of 400 the upper limit is off by more than its error in few, give or take chance."""
    random = np.random.default_rng(12)
    truth = math.exp(0.3 * norm.ppf(0.975))
    off = 0
    for _ in range(300):
        draws = random.lognormal(0.0, 0.3, 400)
        off += abs(float(np.quantile(draws, 0.975)) - truth) > precision(draws).interval_error
    assert off <= 300 * 0.05 + 4 * math.sqrt(300 * 0.05 * 0.95)


def test_a_skewed_balance_needs_more_draws_than_its_mean_asks() -> None:
    """Log-normal, σ = 1: the density at the upper limit 7.10 is .0584/7.10, so that one limit is known to a
    tenth of the interval of 6.96 with (1.96 · .1561 · 7.10/.0584/.696)² = 2,860 draws."""
    draws = np.exp(normal_scores(4000))
    assert precision(draws).needed == pytest.approx(2860, rel=0.05)
    assert precision(draws).enough
    assert not precision(draws[::2]).enough


def test_under_a_hundred_draws_no_interval_is_known() -> None:
    even = precision(np.linspace(0.0, 1.0, 90))
    assert (even.needed >= 100, even.enough) == (True, False)


def test_four_hundred_normal_draws_are_enough() -> None:
    """2·1.96·s/√n is a twentieth of 3.92·s when √n is 20; the limits ask (1.96·.1561/.0584/.392)² = 179."""
    few, many = precision(normal_scores(300)), precision(normal_scores(500))
    assert few.needed == pytest.approx(400, rel=0.05)
    assert not few.enough
    assert many.enough
    assert many.error == pytest.approx(1.96 / math.sqrt(500), rel=0.01)
