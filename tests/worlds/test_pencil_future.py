"""Pencil world of births and migration that are not known (2.7): three ages, one group, nobody dies.

1,000 men and 1,000 women of ages 0, 1 and 2+. Fertility by age at event 0, .2, .4, of cohorts .1, .3, .4;
half of the born are boys. Migration in 2026, by the age on the next 1 January: 10 boys of age 0 and 100 men
of age 1 come, 50 women of 2+ go (who are 1 when they go). 2025 is known. From 2026 on births are half as many
at one standard deviation below and half as many again at one above, migrants -1 and 4 times as many.

2025: births 100 + 300 + 400 = 800. 1 January 2026, each sex: 400, 1000, 2000.
2026, draw                     below                   middle                  above
    migrants                   -1                      1                       4
    women of 1 at the end      1050                    950                     800
    births .1·400 + .3·mean    40 + 307.5 + 800        40 + 292.5 + 800        40 + 270 + 800
        + .4·2000, times       ½: 573.75               1: 1132.5               1½: 1665
1 January 2027
    boys, girls of 0           276.875, 286.875        576.25, 566.25          872.5, 832.5
    men, women of 1            300, 400                500, 400                800, 400
    men, women of 2+           3000, 3050              3000, 2950              3000, 2800
After 2026 the tables and what is not known of them stay: men of 1 on 1 January 2028 are the boys of a year
before and as many migrants again: 176.875, 676.25, 1272.5.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import ndtr
from small import HARDLY_EVER, country, mortality_of

from hiap.domain.future import Future
from hiap.simulation.calibration import calibrate
from hiap.simulation.engine import EngineName
from hiap.simulation.mortality import Mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.recording import Projection
from hiap.simulation.world import Sampler, sample_world

Array = NDArray[np.float64]
YEARS = 4


@dataclass(frozen=True)
class BelowMiddleAbove:
    """Three draws: every input a standard deviation below its middle, at it, and above."""

    count: int = 3
    rows: int = 3

    def quantiles(self, name: str) -> Array:
        """The same for every name."""
        return np.asarray(ndtr(np.array([-1.0, 0.0, 1.0])))


def projected(engine: EngineName) -> Projection:
    """The reference of the world above."""
    migration = np.zeros((2, 2, 3))
    migration[1, 0, 0], migration[1, 0, 1], migration[1, 1, 2] = 10.0, 100.0, -50.0
    fertility = np.array([[0.0, 0.2, 0.4]] * 2)
    future = Future(np.array([[0.0, log(2.0)], [0.0, log(1.5)]]), np.array([[0.0, 2.0], [0.0, 3.0]]))
    pack = replace(country(ages=3), migration=migration, fertility=fertility, future=future)
    sampler = Sampler(BelowMiddleAbove(), slice(0, 3))
    world = sample_world(pack, sampler)
    one = mortality_of(pack, np.full((2, 3, 1), HARDLY_EVER), YEARS)
    mortality = Mortality(*(np.repeat(part, 3, axis=0) for part in one.__dict__.values()))
    setup = set_up(world, mortality, calibrate(world, mortality), sample_policy([], pack, sampler), engine)
    return project(setup, YEARS, [YEARS])


@pytest.mark.parametrize("engine", ["numpy", "numba"])
def test_births_and_migrants_of_a_draw_move_together_in_all_years(engine: EngineName) -> None:
    persons = projected(engine).persons[:, 0, :, ..., 0]
    known = np.array([[400.0, 1000.0, 2000.0]] * 2)
    assert persons[:, 1] == pytest.approx(np.stack([known] * 3), rel=1e-12)
    expected = [
        [[276.875, 300.0, 3000.0], [286.875, 400.0, 3050.0]],
        [[576.25, 500.0, 3000.0], [566.25, 400.0, 2950.0]],
        [[872.5, 800.0, 3000.0], [832.5, 400.0, 2800.0]],
    ]
    assert persons[:, 2] == pytest.approx(np.array(expected), rel=1e-12)
    assert persons[:, 3, 0, 1] == pytest.approx([176.875, 676.25, 1272.5], rel=1e-12)
