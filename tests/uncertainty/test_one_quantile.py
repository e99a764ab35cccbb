"""One quantile for each input and draw serves all its cells (9): cells drawn apart would average out."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pytest
from scipy.stats import norm

from hiap import load_pack
from hiap.domain.pack import RelativeRisk
from hiap.simulation.world import Sampler, World, sample_world
from hiap.uncertainty.draws import Draws

DRAWS, SEED = 12, 7
PACK = load_pack()


@lru_cache(maxsize=2)
def world(draws: int) -> World:
    """The pack that ships, sampled; without draws its central values."""
    return sample_world(PACK, Sampler(Draws(SEED, draws), slice(0, max(draws, 1))))


def scores(name: str) -> np.ndarray:
    """The standard normal score of an input in every draw."""
    return np.asarray(norm.ppf(Draws(SEED, DRAWS).quantiles(name)))


@pytest.mark.parametrize("risk", PACK.relative_risks, ids=lambda item: f"{item.risk_factor}/{item.outcome}")
def test_a_relative_risk_lies_as_far_from_its_value_in_every_cell(risk: RelativeRisk) -> None:
    """ln(drawn/value) over the error of its side is the score of the one input, at every level and age."""
    drawn = world(DRAWS).relative_risks[(risk.risk_factor, risk.outcome)]
    z = scores(f"rr/{risk.risk_factor}/{risk.outcome}")
    assert (z < 0).any()
    assert (z > 0).any()
    for n in range(DRAWS):
        error = risk.log_error[0 if z[n] < 0 else 1]
        wide = error > 1e-9
        off = np.log(drawn[n] / risk.value)[wide] / error[wide]
        np.testing.assert_allclose(off, z[n], rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("place", range(len(PACK.diseases)), ids=[item.id for item in PACK.diseases])
def test_a_rate_of_a_disease_is_its_central_one_times_one_factor_a_draw(place: int) -> None:
    drawn, central = world(DRAWS).diseases[place], world(0).diseases[place]
    for part in ("level", "excess_mortality", "remission", "fatal_fraction", "cured_fraction"):
        many, one = getattr(drawn, part), getattr(central, part)[0]
        cells = one > 0
        free = cells & (many.max(axis=0) < 0.99)
        for n in range(DRAWS if free.any() else 0):
            factor = many[n][free] / one[free]
            np.testing.assert_allclose(factor, factor[0], rtol=1e-12, err_msg=part)
    assert len(np.unique(drawn.level.max(axis=(1, 2)))) == DRAWS


def test_both_ages_of_a_gap_move_with_one_quantile() -> None:
    """What two estimates of one gap are off, over the distance to the limit on that side."""
    for sex in ("male", "female"):
        z = scores(f"mortality/gap/{sex}")
        for age in (0, 65):
            gap = PACK.group_gap[(sex, age)]
            side = np.where(z < 0, gap.value - gap.low, gap.high - gap.value)
            off = (world(DRAWS).group_gap[(sex, age)] - gap.value) / side
            np.testing.assert_allclose(off * norm.ppf(0.975), z, rtol=1e-9)
