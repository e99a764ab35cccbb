"""A measured share as the size of an effect (14.4)."""

from __future__ import annotations

import pytest

from hiap.monitoring.realised import Share
from hiap.monitoring.renewal import renewed_difference, renewed_ratio, renewed_share

HALF = Share(0.5, 0.2, 0.8, 0.153)


def test_half_a_ratio_takes_half_as_much_off() -> None:
    """0.75 with a transfer of 2 is 0.5625: 0.4375 off; half of that is 0.21875."""
    found = renewed_ratio(0.75, 2.0, HALF)
    assert found.value == pytest.approx(0.78125)
    assert (found.low, found.high) == pytest.approx((1 - 0.8 * 0.4375, 1 - 0.2 * 0.4375))


def test_a_ratio_above_one_keeps_its_side() -> None:
    found = renewed_ratio(1.4, 1.0, HALF)
    assert (found.low, found.value, found.high) == pytest.approx((1.08, 1.2, 1.32))


def test_harm_in_the_series_turns_a_ratio() -> None:
    assert renewed_ratio(0.8, 1.0, Share(-0.5, -1.0, 0.0, 0.25)).value == pytest.approx(1.1)


def test_a_difference_keeps_its_sign() -> None:
    assert renewed_difference(-3.0, 0.8, HALF)[:3] == pytest.approx((-1.2, -1.92, -0.48))


def test_no_share_of_persons_lies_beyond_0_and_1() -> None:
    assert renewed_share(0.6, 1.0, Share(1.2, -0.1, 2.5, 0.6))[1:] == (0.0, 1.0, True)
    with pytest.raises(ValueError, match=r"a share of persons of -0\.06"):
        renewed_share(0.6, 1.0, Share(-0.1, -0.2, 0.0, 0.05))


def test_what_has_no_effect_or_makes_no_ratio_is_refused() -> None:
    with pytest.raises(ValueError, match="no effect to take a share of"):
        renewed_ratio(1.0, 1.0, HALF)
    with pytest.raises(ValueError, match="makes a ratio of"):
        renewed_ratio(0.2, 1.0, Share(1.0, 0.5, 1.5, 0.255))
    with pytest.raises(ValueError, match="no share of it"):
        renewed_difference(2.0, 0.0, HALF)
