"""Numbers are rounded to what their interval supports, and written as the language asks."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiap.reports.numbers import (
    Estimate,
    chance_text,
    estimate_text,
    exact_text,
    interval_text,
    mean_text,
    percent_text,
    rounded,
    rounding_exponent,
)

sizes = st.floats(min_value=1e-3, max_value=1e11)


@pytest.mark.parametrize(
    ("estimate", "lang", "money", "text"),
    [
        (Estimate(12_345, 8_100, 16_900), "nl", False, "12.000 (8.000 tot 17.000)"),
        (Estimate(12_345, 8_100, 16_900), "en", False, "12,000 (8,000 to 17,000)"),
        (Estimate(1.234e9, 0.8e9, 1.7e9), "nl", True, "€ 1,2 mld (0,8 tot 1,7)"),
        (Estimate(1.234e9, 0.8e9, 1.7e9), "en", True, "€1.2 bn (0.8 to 1.7)"),
        (Estimate(-4.1e7, -1.04e8, 2.2e7), "nl", True, "-€ 40 mln (-100 tot 20)"),
        (Estimate(80.71, 80.66, 80.76), "nl", False, "80,7 (80,7 tot 80,8)"),
        (Estimate(3.0, -400.0, 420.0), "en", False, "0 (-400 to 400)"),
        (Estimate(135_123_456.0, 135_123_456.0, 135_123_456.0), "nl", True, "€ 135 mln"),
        (Estimate(23_456.0), "nl", True, "€ 23.000"),
        (Estimate(9.966e8), "en", True, "€1.0 bn"),
        (Estimate(0.0), "nl", True, "€ 0"),
        (Estimate(1e-12, -9e-10, 9e-10), "nl", False, "0"),
        (Estimate(-3e-13), "en", True, "€0"),
        (Estimate(0.684), "nl", False, "0,68"),
    ],
)
def test_estimates_are_written_with_what_the_interval_supports(
    estimate: Estimate, lang: str, money: bool, text: str
) -> None:
    assert estimate_text(estimate, lang, money=money) == text


@given(mean=st.floats(-1e10, 1e10), below=sizes, above=sizes)
def test_mean_and_limits_never_have_more_than_three_digits(mean: float, below: float, above: float) -> None:
    estimate = Estimate(mean, mean - below, mean + above)
    step = 10.0 ** rounding_exponent(estimate)
    assert max(abs(mean), abs(mean - below), abs(mean + above)) / step < 1000.5
    assert step <= below + above or step >= abs(mean) / 1000


@given(mean=st.floats(1e-2, 1e12))
def test_without_interval_two_digits_stay(mean: float) -> None:
    shown = float(rounded(mean, rounding_exponent(Estimate(mean))))
    assert shown == pytest.approx(mean, rel=0.0501)


@given(mean=st.floats(-1e9, 1e9), spread=sizes)
def test_no_minus_zero_is_printed(mean: float, spread: float) -> None:
    for lang in ("nl", "en"):
        text = mean_text(Estimate(mean, mean - spread, mean + spread), lang)
        assert any(digit in "123456789" for digit in text) or text.startswith("0")


@pytest.mark.parametrize("value", [None, math.nan, math.inf, "12", True, {"mean": None}, {}])
def test_what_is_no_number_is_no_estimate(value: object) -> None:
    assert Estimate.read(value) is None


def test_an_estimate_without_draws_has_no_interval() -> None:
    estimate = Estimate.read({"mean": 5.0, "low": None, "high": None, "chance_positive": None})
    assert estimate is not None
    assert interval_text(estimate, "nl") == ""


@pytest.mark.parametrize(
    ("chance", "draws", "nl", "en"),
    [
        (0.72, 100, "ongeveer 7 op de 10", "about 7 in 10"),
        (0.72, 199, "ongeveer 7 op de 10", "about 7 in 10"),
        (0.72, 200, "7 op de 10", "7 in 10"),
        (0.98, 100, "meer dan 9 op de 10", "more than 9 in 10"),
        (0.02, 1000, "minder dan 1 op de 10", "less than 1 in 10"),
        (1.0, 100, "in alle 100 trekkingen", "in all 100 draws"),
        (0.0, 100, "in geen van 100 trekkingen", "in none of 100 draws"),
    ],
)
def test_chances_are_tenths_and_about_under_200_draws(chance: float, draws: int, nl: str, en: str) -> None:
    assert chance_text(chance, draws, "nl") == nl
    assert chance_text(chance, draws, "en") == en


def test_settings_and_inputs_are_not_rounded_away() -> None:
    assert exact_text(0.028, "nl") == "0,028"
    assert exact_text(1_234_567, "nl", digits=7) == "1.234.567"
    assert exact_text(None, "nl") == ""
    assert percent_text(0.5, "nl") == "50 %"
    assert percent_text(0.0, "en") == "0%"
