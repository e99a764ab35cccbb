"""Patients' deaths fall as all deaths do (4.2), so that modelled diseases keep their part of mortality."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import by_age, country

from hiap.catalogue.pack import load_pack
from hiap.simulation.calibration import calibrate
from hiap.simulation.mortality import Mortality, project_mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws

CUT = "modelled diseases would cause more deaths than there are: their deaths scaled down"


def test_the_fall_is_that_of_national_mortality() -> None:
    """A tenth off the logarithm each year: e^-.1 and e^-.2 of the base year, then the pack ends."""
    falling = np.full((2, 2, 3), -0.1)
    pack = replace(country(3), last_year=2027, mortality=by_age([0.1] * 3), mortality_change=falling)
    world = sample_world(pack, Sampler(Draws(1, 0), slice(0, 1)))
    fall = project_mortality(world, 4).fall[0, :, 0, 0]
    assert fall == pytest.approx([1.0, 0.904837, 0.818731, 0.818731], rel=1e-6)


def test_where_nobody_dies_nothing_falls() -> None:
    falling = np.full((2, 2, 3), -0.1)
    pack = replace(country(3), last_year=2027, mortality=by_age([0.0, 0.0, 0.1]), mortality_change=falling)
    world = sample_world(pack, Sampler(Draws(1, 0), slice(0, 1)))
    mortality = project_mortality(world, 2)
    assert mortality.fall[0, 1, 0] == pytest.approx([1.0, 0.904837, 0.904837], rel=1e-6)
    assert mortality.cohort[0, 0, 0, :, 0] == pytest.approx([0.0, 0.05, 0.1])


def test_no_deaths_are_cut_in_forty_years() -> None:
    """Where death rates of patients are held, deaths of the prosperous are cut within forty years.

    With the fall that the model has the first cut is in the year after these: 7 suicides in 100 million.
    """
    sampler = Sampler(Draws(1, 0), slice(0, 1))
    world = sample_world(load_pack(), sampler)
    mortality = project_mortality(world, 40)
    held = replace(mortality, fall=np.ones_like(mortality.fall))
    calibration, policy = calibrate(world, mortality), sample_policy([], world.pack, sampler)

    def cut(mortality: Mortality) -> bool:
        setup = set_up(world, mortality, calibration, policy)
        return CUT in {line["what"] for line in project(setup, 40, [40]).clamps}

    assert cut(held)
    assert not cut(mortality)
