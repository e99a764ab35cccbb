"""Births and migration of later years (2.7): another number in each draw, the same in all its scenarios."""

from __future__ import annotations

import numpy as np
import pytest
from small import effect, measure
from whole_pack import EVERYBODY, pack

from hiap.simulation.calibration import calibrate
from hiap.simulation.mortality import project_mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.recording import Projection
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws

YEARS, DRAWS = 5, 3


@pytest.fixture(scope="module")
def projection() -> Projection:
    """The reference and a measure that saves lives at every age."""
    safer = measure("safer", EVERYBODY, effects=[effect("fatality", 0.5, "ratio", disease="road_injury")])
    sampler = Sampler(Draws(1, DRAWS), slice(0, DRAWS))
    world = sample_world(pack(), sampler)
    mortality = project_mortality(world, YEARS, "numba")
    policy = sample_policy([safer], pack(), sampler)
    setup = set_up(world, mortality, calibrate(world, mortality, "numba"), policy, "numba")
    return project(setup, YEARS, [YEARS] * len(policy.scenarios))


def test_the_newborn_of_a_draw_are_those_of_the_reference_in_every_scenario(projection: Projection) -> None:
    newborn = projection.persons[..., 0, :]
    assert np.array_equal(newborn, np.broadcast_to(newborn[:, :1], newborn.shape))
    assert not np.array_equal(projection.persons[:, 0], projection.persons[:, 1])


def test_the_base_year_is_known_and_later_years_differ_between_draws(projection: Projection) -> None:
    """A year of births and migration is seen on the next 1 January."""
    of_all = projection.persons[:, 0].sum(axis=(2, 3, 4))
    assert of_all[:, 0] == pytest.approx(np.full(DRAWS, 18_044_027), abs=1.0)
    assert np.ptp(of_all[:, 1]) < 2_000
    for t in range(2, YEARS):
        assert len(np.unique(of_all[:, t].round())) == DRAWS
        assert np.ptp(of_all[:, t]) > 20_000


def test_nobody_is_left_of_a_measure_among_who_comes(projection: Projection) -> None:
    """Who the measure saved is a resident: in no draw has a scenario fewer people than the reference."""
    more = projection.persons[:, 1] - projection.persons[:, 0]
    assert more.min() > -1e-6
    assert (more[:, 2:].sum(axis=(2, 3, 4)) > 0).all()
