"""A mixture of distributions: beside numbers of tables and a sum that is drawn."""

from __future__ import annotations

import math

import numpy as np
import pytest

from hiap.monitoring.mixture import Mixture


def test_one_part_is_that_distribution() -> None:
    """Tables: normal 1.959964 at 97.5 %, Student's t with 4 degrees of freedom 2.776445."""
    one = np.ones(1)
    assert Mixture(one, 2 * one, one).quantile(0.975) == pytest.approx(1 + 2 * 1.959964, abs=1e-5)
    assert Mixture(one, 2 * one, one, 4.0).quantile(0.025) == pytest.approx(1 - 2 * 2.776445, abs=1e-5)


@pytest.mark.parametrize("degrees", [math.inf, 6.0])
def test_several_parts_are_what_draws_give(degrees: float) -> None:
    rng = np.random.default_rng(1)
    means, deviations, weights = (
        np.array([-1.0, 2.0, 2.5]),
        np.array([0.5, 1.0, 3.0]),
        np.array([0.2, 0.5, 0.3]),
    )
    part = rng.choice(3, 400_000, p=weights)
    scores = rng.standard_normal(400_000) if math.isinf(degrees) else rng.standard_t(degrees, 400_000)
    drawn = means[part] + deviations[part] * scores
    found = Mixture(means, deviations, weights, degrees)
    assert found.mean == pytest.approx(drawn.mean(), abs=0.02)
    assert found.chance_above(1.0) == pytest.approx((drawn > 1.0).mean(), abs=0.004)
    for chance in (0.025, 0.5, 0.975):
        assert found.quantile(chance) == pytest.approx(np.quantile(drawn, chance), abs=0.06)
    if math.isinf(degrees):
        assert found.deviation == pytest.approx(drawn.std(), rel=0.01)
