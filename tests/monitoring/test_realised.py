"""Promise beside series (14.1-14.2): by hand, against an integral, and in simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.monitoring.realised import (
    Promise,
    Realised,
    Series,
    promise_of_draws,
    promise_of_interval,
    series_of,
    surprise,
    update,
)

Array = NDArray[np.float64]
PATH = np.array([2.0, 4.0, 6.0, 8.0, 10.0])
YEARS = np.arange(1.0, 6.0)
SERIES = 400
"""Simulated series; the bounds below are those of a binomial count with 99.9 %."""


def promised(spread: float, path: Array = PATH) -> Promise:
    """A promise of which one number, with this standard deviation, moves all years."""
    return Promise(path, spread**2 * np.outer(path, path))


def updated(
    promise: Promise, values: object, errors: object, between: float = 0.0, drift: float = 0.0
) -> Realised:
    years = np.arange(1.0, len(promise.mean) + 1)
    return update(promise, series_of(values, errors, years, between_years=between, drift_per_year=drift))  # type: ignore[arg-type]


def test_one_number_and_known_errors_give_the_conjugate_update() -> None:
    """By hand: prior 1 (0.3); the series' own share by weights m/s², both by their precisions."""
    errors, values = np.array([1.0, 1.0, 2.0, 2.0, 2.0]), np.array([1.0, 3.0, 2.5, 4.0, 7.0])
    own = (PATH * values / errors**2).sum() / (PATH**2 / errors**2).sum()
    precision = (PATH**2 / errors**2).sum()
    prior = 1 / 0.3**2
    found = updated(promised(0.3), values, errors)
    assert found.series_alone.value == pytest.approx(own, abs=1e-12)
    assert found.series_alone.deviation == pytest.approx(precision**-0.5, abs=1e-12)
    assert found.share.value == pytest.approx((prior + precision * own) / (prior + precision), abs=1e-12)
    assert found.share.deviation == pytest.approx((prior + precision) ** -0.5, abs=1e-12)
    half = 1.959963984540054 * found.share.deviation
    assert (found.share.low, found.share.high) == pytest.approx(
        (found.share.value - half, found.share.value + half), abs=1e-9
    )
    assert (found.promised.low, found.promised.high) == pytest.approx((1 - 0.588, 1 + 0.588), abs=1e-3)


def test_an_error_that_all_years_share_does_not_go_away_by_measuring_longer() -> None:
    """By hand: two years of 10 promised, errors of nearly nothing, a level that is off by 2: 2/10 remains."""
    path = np.array([10.0, 10.0])
    seen = series_of([5.0, 5.0], [1e-6, 1e-6], [1.0, 2.0], between_years=0.0, drift_per_year=0.0, shared=2.0)
    found = update(promised(0.2, path), seen)
    assert found.series_alone.deviation == pytest.approx(0.2, abs=1e-6)
    assert found.share.value == pytest.approx(0.75, abs=1e-6)
    with pytest.raises(ValueError, match="a shared error is below 0"):
        series_of([5.0], [1.0], [1.0], between_years=0.0, drift_per_year=0.0, shared=-1.0)


def test_chances_are_those_of_the_normal_distribution() -> None:
    """By hand: share 0.75 with deviation 0.1·√2 (prior 1, 0.2; series 0.5, 0.2)."""
    found = updated(promised(0.2, np.array([10.0])), [5.0], [2.0])
    z = 0.25 / (0.2 / math.sqrt(2))
    assert found.chance_half == pytest.approx(0.5 * math.erfc(-z / math.sqrt(2)))
    assert found.chance_all == pytest.approx(0.5 * math.erfc(z / math.sqrt(2)))
    assert found.chance_none == pytest.approx(0.5 * math.erfc(3 * z / math.sqrt(2)))


def test_sign_and_unit_do_not_matter() -> None:
    """Fewer cases promised and measured, in thousands or in ones: the same share."""
    plain = updated(promised(0.3), PATH * 0.6, np.ones(5), 0.5, 0.1)
    turned = updated(promised(0.3, -1000 * PATH), -600 * PATH, np.full(5, 1000.0), 500.0, 100.0)
    assert turned.share == pytest.approx(plain.share, abs=1e-9)
    assert turned.surprise.series == pytest.approx(plain.surprise.series, abs=1e-9)
    assert turned.between_years == pytest.approx(1000 * plain.between_years, rel=1e-9)


def test_draws_that_share_one_effect_are_the_interval_that_shares_it() -> None:
    rng = np.random.default_rng(1)
    draws = rng.normal(1.0, 0.3, 4000)[:, None] * PATH
    by_draws = promise_of_draws(draws)
    wide = 1.959963984540054 * by_draws.spread * by_draws.mean
    by_ends = promise_of_interval(by_draws.mean, by_draws.mean - wide, by_draws.mean + wide)
    assert by_draws.spread == pytest.approx(0.3, abs=0.02)
    assert by_ends.covariance == pytest.approx(by_draws.covariance, rel=1e-9)


def test_years_that_share_one_effect_surprise_less_together_than_apart() -> None:
    """Every year two thirds of an interval low: one event if they share the effect, five if they do not."""
    values, errors = PATH * 0.6, np.full(5, 0.2)
    together = surprise(promised(0.3), series_of(values, errors, YEARS, between_years=0, drift_per_year=0))
    alone = Promise(PATH, np.diag((0.3 * PATH) ** 2))
    apart = surprise(alone, series_of(values, errors, YEARS, between_years=0, drift_per_year=0))
    assert together.by_year == pytest.approx(apart.by_year)
    assert together.effect > 0.15
    assert apart.effect < 0.03


def test_a_spread_between_years_agrees_with_an_integral() -> None:
    """Share and spread laid out on a fine grid: normal prior, half-normal prior, normal likelihood."""
    path, values, errors = np.array([4.0, 5.0, 6.0]), np.array([1.0, 5.0, 2.0]), np.full(3, 0.5)
    scale, sigma = 2.0, 0.4
    share = np.linspace(-3, 4, 1401)[:, None, None]
    spread = np.linspace(0, 10, 2001)[None, :, None]
    variance = errors**2 + spread**2
    log = (
        -0.5 * ((share[..., 0] - 1) / sigma) ** 2
        - 0.5 * (spread[..., 0] / scale) ** 2
        - 0.5 * (np.log(variance) + (values - share * path) ** 2 / variance).sum(axis=-1)
    )
    weight = np.exp(log - log.max())
    weight[:, [0, -1]] *= 0.5
    weight /= weight.sum()
    mean = float((weight * share[..., 0]).sum())
    deviation = float((weight * (share[..., 0] - mean) ** 2).sum()) ** 0.5
    found = updated(promised(sigma, path), values, errors, between=scale)
    assert found.share.value == pytest.approx(mean, abs=2e-3)
    assert found.share.deviation == pytest.approx(deviation, abs=2e-3)
    assert found.between_years == pytest.approx(float((weight * spread[..., 0]).sum()), rel=0.02)


def test_a_drift_of_the_reference_leaves_more_to_the_promise() -> None:
    """A straight path and a straight drift cannot be told apart: the series alone has the drift in full."""
    path = np.array([1.0, 2.0, 3.0])
    found = updated(promised(0.5, path), 0.4 * path, np.full(3, 1e-3), drift=0.3)
    assert found.series_alone.deviation == pytest.approx(0.3, rel=1e-3)
    assert found.share.value == pytest.approx((1 / 0.25 + 0.4 / 0.09) / (1 / 0.25 + 1 / 0.09), rel=1e-3)


def test_years_without_a_value_say_nothing_but_the_promise_stays_whole() -> None:
    some = updated(promised(0.3), [1.0, math.nan, 2.5, math.nan, math.nan], [1.0, math.nan, 2.0, 1.0, 1.0])
    short = updated(promised(0.3, np.array([2.0, 6.0])), [1.0, 2.5], [1.0, 2.0])
    assert some.share == pytest.approx(short.share, abs=1e-12)
    assert np.isnan(some.surprise.by_year).tolist() == [False, True, False, True, True]


def simulated(seed: int, between: float, drift: float) -> list[tuple[float, Realised]]:
    """Series of a world in which the promise is right: the true share with each, and what comes out."""
    rng = np.random.default_rng(seed)
    covariance = 0.35**2 * np.outer(PATH, PATH) + np.diag((0.1 * PATH) ** 2)
    promise = Promise(PATH, covariance)
    found = []
    for _ in range(SERIES):
        effect = rng.multivariate_normal(PATH, covariance)
        spread = abs(rng.normal(0.0, between)) if between else 0.0
        noise = rng.normal(0.0, 1.5, 5) + rng.normal(0.0, spread, 5) + rng.normal(0.0, drift or 0.0) * YEARS
        found.append(
            (
                float(promise.direction @ effect),
                updated(promise, effect + noise, np.full(5, 1.5), between, drift),
            )
        )
    return found


@pytest.mark.parametrize(("between", "drift"), [(0.0, 0.0), (2.0, 0.0), (0.0, 0.4), (1.5, 0.3)])
def test_the_interval_holds_the_true_share_and_an_honest_promise_gives_no_alarm(
    between: float, drift: float
) -> None:
    """95 % of 400: 380, sd 4.4; alarms 5 %: 20, sd 4.4. Bounds of 3.3 sd."""
    found = simulated(11, between, drift)
    held = sum(item.share.low <= true <= item.share.high for true, item in found)
    assert 365 <= held <= 394
    assert sum(item.surprise.conflict for _, item in found) <= 35
    assert sum(item.surprise.series < 0.05 for _, item in found) <= 35
    errors = np.array([item.share.value - true for true, item in found])
    assert abs(errors.mean()) < 3.3 * errors.std() / SERIES**0.5


def test_a_long_series_finds_the_true_share_whatever_was_promised() -> None:
    """True share 0.4, promised 1 (0.3), twenty years: within three errors, and the conflict is seen."""
    rng = np.random.default_rng(3)
    path = np.linspace(1.0, 20.0, 20)
    found = updated(promised(0.15, path), 0.4 * path + rng.normal(0, 1.0, 20), np.ones(20))
    assert abs(found.share.value - 0.4) < 0.06
    assert found.surprise.conflict
    assert found.chance_half < 0.05


@pytest.mark.parametrize(
    ("values", "errors", "told"),
    [
        ([1.0, 2.0], [1.0, 1.0], "a promise of 5 years and a series of 2"),
        ([math.nan] * 5, [1.0] * 5, "nothing was measured"),
        ([1.0] * 5, [1.0, 1.0, 0.0, 1.0, 1.0], "not above 0"),
        ([1.0] * 5, [1.0, 1.0, math.nan, 1.0, 1.0], "not above 0"),
        ([1.0] * 5, [1.0] * 4, "one of each for every year"),
    ],
)
def test_a_series_that_cannot_be_used_is_refused(values: list[float], errors: list[float], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        surprise(
            promised(0.3),
            series_of(values, errors, np.arange(1.0, len(values) + 1), between_years=0, drift_per_year=0),
        )


def test_a_promise_that_cannot_be_used_is_refused() -> None:
    with pytest.raises(ValueError, match="0 in every year"):
        promise_of_interval([0.0, 0.0], [-1.0, -1.0], [1.0, 1.0])
    with pytest.raises(ValueError, match="upside down"):
        promise_of_interval([1.0], [2.0], [0.0])
    with pytest.raises(ValueError, match="from 20 draws on"):
        promise_of_draws(np.ones((19, 3)))
    with pytest.raises(ValueError, match="not finite"):
        promise_of_interval([math.inf], [0.0], [1.0])
    with pytest.raises(ValueError, match="no spread"):
        updated(promise_of_interval([1.0], [1.0], [1.0]), [1.0], [1.0])
    with pytest.raises(ValueError, match="nothing was promised in the years"):
        updated(promised(0.3, np.array([0.0, 4.0])), [1.0, math.nan], [1.0, 1.0])
    with pytest.raises(ValueError, match="below 0"):
        updated(promised(0.3), PATH, np.ones(5), between=-1.0)


SHARED, DRIFT, BETWEEN = 8.0, 2.0, 12.0
BENT = np.array([8.0, 22.0, 28.0, 45.0, 48.0, 66.0, 68.0, 85.0])


def drawn(rng: np.random.Generator, promise: Promise, share: float | None = None) -> Series:
    """A series of which the errors say nearly nothing: spread between years, drift and a shared error."""
    years = np.arange(1.0, len(promise.mean) + 1)
    true = (
        rng.multivariate_normal(promise.mean, promise.covariance) if share is None else share * promise.mean
    )
    spread = abs(rng.normal(0.0, BETWEEN))
    values = true + rng.normal(0.0, spread, len(years)) + DRIFT * rng.normal() * years + SHARED * rng.normal()
    errors = np.full(len(years), 0.1)
    return series_of(values, errors, years, between_years=BETWEEN, drift_per_year=DRIFT, shared=SHARED)


def test_a_small_known_error_does_not_hide_an_effect_that_is_far_off() -> None:
    """Promised, and the other way seen: each spread between years weighs the years in its own way."""
    said = promised(0.2, BENT)
    rng = np.random.default_rng(5)
    found = [surprise(said, drawn(rng, said, share=-0.5)).conflict for _ in range(100)]
    assert np.mean(found) > 0.9


def test_a_promise_that_holds_is_seldom_called_a_conflict_where_the_spread_is_not_known() -> None:
    said = promised(0.2, BENT)
    rng = np.random.default_rng(6)
    alarms = sum(surprise(said, drawn(rng, said)).conflict for _ in range(SERIES))
    assert alarms <= 35, "5 % of 400 is 20; 35 is the 99.9 % point of the binomial"
