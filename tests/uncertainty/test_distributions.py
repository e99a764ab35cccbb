"""Distributions of inputs (9, 3.6): medians, limits, means, defaults of the grades."""

from __future__ import annotations

from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.stats import norm

from hiap.uncertainty.distributions import Kind, default_interval, normal_quantile, sample

Array = NDArray[np.float64]
ENDS = np.array([0.025, 0.5, 0.975])
MIDPOINTS = (np.arange(20_000) + 0.5) / 20_000
KINDS: tuple[Kind, ...] = get_args(Kind)


def logit(share: float) -> float:
    """Log odds."""
    return float(np.log(share / (1.0 - share)))


def test_normal_quantiles_of_the_usual_table() -> None:
    found = normal_quantile(np.array([0.025, 0.5, 0.84134474606854, 0.975]))
    np.testing.assert_allclose(found, [-1.959963984540054, 0.0, 1.0, 1.959963984540054], atol=1e-9)


@settings(max_examples=50, deadline=None)
@given(value=st.floats(0.1, 20.0), width=st.floats(1.01, 5.0))
def test_a_ratio_has_its_value_in_the_middle_and_its_limits_at_the_ends(value: float, width: float) -> None:
    found = sample("ratio", value, value / width, value * width, ENDS)
    np.testing.assert_allclose(found, [value / width, value, value * width], rtol=1e-9)


@settings(max_examples=50, deadline=None)
@given(value=st.floats(0.1, 5.0), low=st.floats(0.5, 0.95), high=st.floats(1.05, 3.0))
def test_an_uneven_interval_of_a_ratio_keeps_value_and_limits(value: float, low: float, high: float) -> None:
    found = sample("ratio", value, value * low, value * high, ENDS)
    np.testing.assert_allclose(found, [value * low, value, value * high], rtol=1e-9)


@settings(max_examples=50, deadline=None)
@given(value=st.floats(-5, 5), below=st.floats(0.01, 5), above=st.floats(0.01, 5))
def test_an_uneven_interval_of_a_normal_input_keeps_value_and_limits(
    value: float, below: float, above: float
) -> None:
    found = sample("normal", value, value - below, value + above, ENDS)
    np.testing.assert_allclose(found, [value - below, value, value + above], atol=1e-9)


# Fine particles and all deaths, as published: 1.08 (1.06-1.09) per 10 µg/m3. By hand: ln 1.08 = .076961, ln
# 1.06 = .058269, ln 1.09 = .086178; errors (.076961 - .058269)/1.96 = .009537 and (.086178 - .076961)/1.96 =
# .004703. Half a normal with error s lies s/sqrt(2 pi) = .398942 s off over all draws: the mean of ln RR is
# .076961 + .398942 (.004703 - .009537) = .075033. One standard error down exp(.076961 - .009537) = 1.069749,
# one up 1.085091.
def test_fine_particles_are_drawn_between_their_limits_by_hand() -> None:
    assert sample("ratio", 1.08, 1.06, 1.09, norm.cdf([-1.0, 0.0, 1.0])) == pytest.approx(
        [1.069749, 1.08, 1.085091], abs=2e-6
    )
    drawn = sample("ratio", 1.08, 1.06, 1.09, MIDPOINTS)
    assert np.log(drawn).mean() == pytest.approx(0.075033, abs=2e-6)
    assert ((drawn > 1.06) & (drawn < 1.09)).mean() == pytest.approx(0.95, abs=1e-4)


# The trend of mortality, 1 (-0.1 to 2.8): errors 1.1/1.96 = .561235 and 1.8/1.96 = .918385; the mean over
# draws is 1 + .398942 (.918385 - .561235) = 1.142482.
def test_the_trend_of_mortality_is_drawn_between_its_limits_by_hand() -> None:
    drawn = sample("normal", 1.0, -0.1, 2.8, MIDPOINTS)
    assert sample("normal", 1.0, -0.1, 2.8, ENDS) == pytest.approx([-0.1, 1.0, 2.8], abs=1e-12)
    assert drawn.mean() == pytest.approx(1.142482, abs=1e-4)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [0.1, 0.8])
def test_an_interval_without_its_value_is_refused(kind: Kind, value: float) -> None:
    with pytest.raises(ValueError, match="does not hold its value"):
        sample(kind, value, 0.2, 0.7, ENDS)


@settings(max_examples=30, deadline=None)
@given(mean=st.floats(10.0, 1e5), variation=st.floats(0.05, 0.8))
def test_a_cost_has_its_value_as_mean_and_the_spread_of_its_interval(mean: float, variation: float) -> None:
    half = 1.959963984540054 * variation * mean
    found = sample("cost", mean, mean - half, mean + half, MIDPOINTS)
    assert (found >= 0).all()
    assert found.mean() == pytest.approx(mean, rel=1e-3)
    assert found.std() == pytest.approx(variation * mean, rel=0.02)


@settings(max_examples=50, deadline=None)
@given(value=st.floats(0.02, 0.98), spread=st.floats(0.05, 3.0))
def test_a_share_has_its_value_in_the_middle_and_its_limits_at_the_ends(value: float, spread: float) -> None:
    low, high = (1.0 / (1.0 + np.exp(-(logit(value) + side * spread))) for side in (-1.0, 1.0))
    found = sample("share", value, low, high, ENDS)
    np.testing.assert_allclose(found, [low, value, high], rtol=1e-9)


@settings(max_examples=50, deadline=None)
@given(value=st.floats(-5, 5), half=st.floats(0.01, 5))
def test_a_normal_input_has_its_limits_at_the_ends(value: float, half: float) -> None:
    found = sample("normal", value, value - half, value + half, ENDS)
    np.testing.assert_allclose(found, [value - half, value, value + half], atol=1e-9)


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [(0.85, 0.6, 1.0), (0.3, 0.0, 0.6), (0.5, 0.2, 1.0)],
)
def test_a_limit_at_the_edge_takes_the_width_of_the_other_side(value: float, low: float, high: float) -> None:
    found = sample("share", value, low, high, np.array([0.0001, 0.025, 0.5, 0.975, 0.9999]))
    assert found[2] == pytest.approx(value, abs=1e-12)
    if high == 1.0:
        assert found[1] == pytest.approx(low, abs=1e-9)
    else:
        assert found[3] == pytest.approx(high, abs=1e-9)
    assert ((found > 0.0) & (found < 1.0)).all()
    assert (np.diff(found) > 0).all()
    assert logit(found[3]) - logit(value) == pytest.approx(logit(value) - logit(found[1]), abs=1e-9)


# The causal credits of model 3.6: certainty, value, 95 % limits; a logit-normal never reaches a limit of 1.
CREDITS = [("moderate", 0.85, 0.6, None), ("low", 0.5, 0.15, 0.85), ("very low", 0.25, 0.02, 0.6)]


@pytest.mark.parametrize(("certainty", "value", "low", "high"), CREDITS)
def test_a_causal_credit_has_its_value_in_the_middle_and_its_limits_at_the_ends(
    certainty: str, value: float, low: float, high: float | None
) -> None:
    """Logit-normal with the limits as 95 % (3.6), around the value that a run without draws uses."""
    found = sample("share", value, low, high or 1.0, ENDS)
    assert found[1] == pytest.approx(value, abs=1e-9), certainty
    assert found[0] == pytest.approx(low, abs=1e-6), certainty
    if high is not None:
        assert found[2] == pytest.approx(high, abs=1e-6), certainty


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [0.0, 0.3, 1.0])
def test_an_interval_without_width_is_the_value_exactly(kind: Kind, value: float) -> None:
    assert sample(kind, value, value, value, ENDS).tolist() == [value] * 3


@pytest.mark.parametrize(("low", "high"), [(float("nan"), float("nan")), (0.6, 0.2)])
def test_limits_that_are_no_interval_are_refused(low: float, high: float) -> None:
    with pytest.raises(ValueError, match="upside down"):
        sample("normal", 0.4, low, high, ENDS)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_a_share_of_none_or_all_is_certain(value: float) -> None:
    assert sample("share", value, 0.0, 1.0, ENDS).tolist() == [value] * 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_higher_quantile_never_gives_a_lower_value(kind: Kind) -> None:
    found = sample(kind, 0.4, 0.2, 0.7, np.linspace(0.001, 0.999, 99))
    assert (np.diff(found) > 0).all()


@settings(max_examples=50, deadline=None)
@given(value=st.floats(0.1, 1e4), variation=st.floats(0.01, 1.0))
def test_the_default_of_a_grade_gives_a_ratio_its_coefficient_of_variation(
    value: float, variation: float
) -> None:
    """A log-normal with ln-deviation s varies by sqrt(exp(s²) - 1)."""
    for kind in ("ratio", "cost"):
        low, high = default_interval(kind, value, variation)
        assert low * high == pytest.approx(value**2, rel=1e-9)
        deviation = np.log(high / low) / (2.0 * norm.ppf(0.975))
        assert np.sqrt(np.expm1(deviation**2)) == pytest.approx(variation, rel=1e-9)


@settings(max_examples=50, deadline=None)
@given(value=st.floats(0.001, 0.999), variation=st.floats(0.001, 0.5))
def test_the_default_of_a_share_stays_a_share_around_its_value(value: float, variation: float) -> None:
    low, high = default_interval("share", value, variation)
    assert 0.0 < low < value < high < 1.0
    assert logit(value) - logit(low) == pytest.approx(logit(high) - logit(value), rel=1e-6)


@pytest.mark.parametrize("value", [0.01, 0.2, 0.8, 0.99])
def test_a_small_default_of_a_share_is_that_part_of_its_smaller_side(value: float) -> None:
    """With a variation of 1 % the limits are 1.96 % of the smaller side away."""
    low, high = default_interval("share", value, 0.01)
    smaller = min(value, 1.0 - value)
    assert (high - low) / 2.0 == pytest.approx(1.96 * 0.01 * smaller, rel=1e-3)


def test_the_default_of_a_normal_input_is_even() -> None:
    low, high = default_interval("normal", -2.0, 0.1)
    assert (low, high) == pytest.approx((-2.0 - 0.2 * 1.959964, -2.0 + 0.2 * 1.959964), abs=1e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_a_grade_without_variation_is_certain(kind: Kind) -> None:
    low, high = default_interval(kind, 0.4, 0.0)
    assert (low, high) == pytest.approx((0.4, 0.4), abs=1e-12)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_the_default_of_a_certain_share_has_no_width(value: float) -> None:
    assert default_interval("share", value, 0.3) == (value, value)


def test_the_default_interval_of_a_fall_in_price_is_not_upside_down() -> None:
    low, high = default_interval("cost", -2.0, 0.5)
    assert low < -2.0 < high < 0
    assert sample("cost", -2.0, low, high, np.array([0.025, 0.5, 0.975])).max() < 0
