"""The gap between groups follows its named trend (2.3): e^{trend·t} of the published 9 and 8 years."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small import exactly

from hiap.catalogue.pack import load_pack
from hiap.domain.pack import Estimate
from hiap.equations.demography import life_expectancy
from hiap.simulation.mortality import project_mortality
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws


def gaps(trend: float, year: int, *, frozen: bool = False) -> list[float]:
    """Life expectancy at birth of the best-off less the worst-off group some years on, men and women."""
    pack = replace(load_pack(), group_gap_trend=exactly(trend))
    world = sample_world(pack, Sampler(Draws(1, 0), slice(0, 1)), frozen=frozen)
    rates = project_mortality(world, year + 1).by_group[0, year]
    ends = (life_expectancy(rates[..., g], pack.infant_share_lived) for g in (-1, 0))
    best, worst = ends
    return [float(years) for years in best - worst]


@pytest.mark.parametrize(
    ("trend", "year", "wanted"),
    [
        (0.0, 40, (9.0, 8.0)),
        (-0.01, 0, (9.0, 8.0)),
        (-0.01, 40, (6.03288, 5.36256)),
        (-0.005, 75, (6.18560, 5.49831)),
        (-0.005, 80, (6.18560, 5.49831)),
    ],
)
def test_the_gap_of_a_year_follows_the_trend_until_the_pack_ends(
    trend: float, year: int, wanted: tuple[float, float]
) -> None:
    assert gaps(trend, year) == pytest.approx(wanted, abs=2e-5)


def test_frozen_rates_have_no_trend_of_the_gap() -> None:
    assert gaps(-0.01, 40, frozen=True) == pytest.approx((9.0, 8.0), abs=2e-5)


def test_the_pack_lets_the_gap_shrink_between_its_two_rules() -> None:
    """At 0 the gap in years is held, at -0.01 about the ratios; the pack stands half-way and says so."""
    trend: Estimate = load_pack().group_gap_trend
    assert (trend.low, trend.value, trend.high, trend.grade) == (-0.01, -0.005, 0.0, "R")
