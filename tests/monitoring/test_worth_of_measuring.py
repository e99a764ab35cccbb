"""What another year of measuring is worth (14.3): tables of others, and simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest

from hiap.monitoring.realised import promise_of_interval, series_of, update
from hiap.monitoring.worth import error_ahead, worth_of_measuring


@pytest.mark.parametrize(("mean", "sd", "expected"), [(0.0, 100.0, 39.894), (1000.0, 5000.0, 1534.47)])
def test_perfect_information_is_the_published_unit_normal_loss(
    mean: float, sd: float, expected: float
) -> None:
    """Two options, normal net benefit: 0 and 100 give 39.894, 1000 and 5000 give 1534.47."""
    found = worth_of_measuring(1.0, 1.0, 5.0, benefit_at_none=mean - sd, benefit_per_share=sd)
    assert found.most == pytest.approx(expected, abs=0.01)
    assert found.measuring < found.most


@pytest.mark.parametrize("per_share", [400.0, -400.0])
@pytest.mark.parametrize("share", [0.3, 0.6, 1.1])
def test_measuring_is_worth_what_a_simulation_gives(share: float, per_share: float) -> None:
    """Draw the truth, then the series, decide by the mean of both, and count the gain over deciding now."""
    rng = np.random.default_rng(7)
    deviation, error, at_none = 0.35, 0.25, -0.6 * per_share
    true = rng.normal(share, deviation, 400_000)
    seen = true + rng.normal(0.0, error, 400_000)
    weight = deviation**2 / (deviation**2 + error**2)
    later = share + weight * (seen - share)
    net = at_none + per_share * true
    gain = np.where(at_none + per_share * later > 0, net, 0.0) - max(at_none + per_share * share, 0.0)
    found = worth_of_measuring(share, deviation, error, benefit_at_none=at_none, benefit_per_share=per_share)
    assert found.measuring == pytest.approx(gain.mean(), abs=4 * gain.std() / 400_000**0.5)
    other = (at_none + per_share * later > 0) != (at_none + per_share * share > 0)
    if share != 0.6:
        assert found.chance_of_another_choice == pytest.approx(other.mean(), abs=0.004)


def test_an_exact_measurement_is_worth_perfect_information_and_a_blind_one_nothing() -> None:
    sharp, blind = (
        worth_of_measuring(0.7, 0.3, error, benefit_at_none=-50.0, benefit_per_share=100.0)
        for error in (1e-9, math.inf)
    )
    assert sharp.measuring == pytest.approx(sharp.most)
    assert blind[0::2] == (0.0, 0.0)


def test_the_error_of_the_years_to_come_is_that_of_their_own_share() -> None:
    """By hand: promised 10 and 20, errors 4 and 5: 1/√(10²/4² + 20²/5²)."""
    said = promise_of_interval([10.0, 10.0, 20.0], [5.0, 5.0, 10.0], [15.0, 15.0, 30.0])
    seen = series_of(
        [8.0, math.nan, math.nan], [4.0, 1.0, 1.0], [1.0, 2.0, 3.0], between_years=0, drift_per_year=0
    )
    found = error_ahead(said, update(said, seen), seen, [math.nan, 4.0, 5.0])
    assert found == pytest.approx((100 / 16 + 400 / 25) ** -0.5)
    with pytest.raises(ValueError, match="no year to come"):
        error_ahead(said, update(said, seen), seen, [4.0, math.nan, math.nan])


def test_nothing_promised_ahead_says_nothing() -> None:
    said = promise_of_interval([10.0, 0.0], [5.0, 0.0], [15.0, 0.0])
    seen = series_of([8.0, math.nan], [4.0, 1.0], [1.0, 2.0], between_years=0, drift_per_year=0)
    assert error_ahead(said, update(said, seen), seen, [math.nan, 4.0]) == math.inf


@pytest.mark.parametrize(("deviation", "error"), [(0.0, 1.0), (1.0, 0.0), (1.0, -1.0), (math.nan, 1.0)])
def test_a_share_without_spread_or_error_is_refused(deviation: float, error: float) -> None:
    with pytest.raises(ValueError, match="must be above 0"):
        worth_of_measuring(1.0, deviation, error, benefit_at_none=0.0, benefit_per_share=1.0)
