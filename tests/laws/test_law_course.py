"""Patients' deaths fall as all deaths do (4.2), so that modelled diseases keep their part of mortality."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import by_age, country

from hiap.catalogue.pack import load_pack
from hiap.domain.pack import Pack
from hiap.simulation.calibration import calibrate
from hiap.simulation.mortality import project_mortality
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


def cut(pack: Pack, years: int, held: bool = False) -> float:
    """The largest rate of deaths that is cut in some years; `held` keeps the death rates of patients."""
    sampler = Sampler(Draws(1, 0), slice(0, 1))
    world = sample_world(pack, sampler)
    mortality = project_mortality(world, years)
    calibration, policy = calibrate(world, mortality), sample_policy([], pack, sampler)
    if held:
        mortality = replace(mortality, fall=np.ones_like(mortality.fall))
    clamps = project(set_up(world, mortality, calibration, policy), years, [years]).clamps
    return max((float(str(line["size"])) for line in clamps if line["what"] == CUT), default=0.0)


def test_no_deaths_are_cut_in_forty_years() -> None:
    """Where death rates of patients are held, deaths of the prosperous are cut within forty years.

    Of the pack without road injury, which all groups have alike: that cuts deaths from the first year on.
    """
    whole = load_pack()
    pack = replace(whole, diseases=tuple(one for one in whole.diseases if one.id != "road_injury"))
    assert cut(pack, 40) == 0.0
    assert cut(pack, 40, held=True) > 0.0


def test_no_more_deaths_are_cut_in_forty_years_than_in_the_first() -> None:
    """Of the richest men of 24 suicide and road injury take 4 in 100,000 more than die in all."""
    pack = load_pack()
    assert 0.0 < cut(pack, 40) == cut(pack, 1) < 4e-5
    assert cut(pack, 40, held=True) > 1e-3
