"""Pencil world of a disease that groups do not get alike (5.1), and that kills whoever gets it (4.1).

Two groups of 500 boys and 500 girls of each age die of all causes at the same rate. The pack has .1 new
cases a person-year at every age, everybody dies of them at once (φ = 1), and the first group has three times
those of the second at equal exposure. With as many people in both i0 · (3 + 1)/2 = .1, so i0 = .05, and the
groups have .15 and .05.

Nobody lives with it. Its hazard is i, and there are i · ½(1 + e^-i) cases per person on 1 January,
.139553 and .048781, 2.860824 times as many in the first group.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import Story, by_age, country, disease, in_groups, tell

from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws

AGES = 4
RATIO = (0.15 * (1.0 + np.exp(-0.15))) / (0.05 * (1.0 + np.exp(-0.05)))


@pytest.fixture(scope="module")
def story() -> Story:
    """The world above for two years, without measures."""
    flat = np.full((2, AGES), 0.1)
    leap = replace(disease("leap", AGES, incidence=flat, fatal_fraction=1.0), group_ratio=(3.0, 1.0))
    pack = replace(country(AGES, ("Q1", "Q2")), diseases=(leap,))
    return tell(pack, in_groups(by_age([0.4, 0.3, 0.3, 2.0]), 2), [], years=2)


def test_groups_get_a_disease_as_the_pack_divides_it(story: Story) -> None:
    assert story.calibration.incidence[0, 0] == pytest.approx(0.05, rel=1e-12)
    cases = story.projection.cases[0, 0, 0, 0]
    assert cases[0] / cases[1] == pytest.approx(RATIO, rel=1e-12)


def test_nobody_lives_with_a_disease_that_kills_at_once(story: Story) -> None:
    assert not story.calibration.prevalence.any()
    assert not story.calibration.year_end.any()


def test_everybody_dies_of_it_in_every_draw(story: Story) -> None:
    """A fraction of 1 is no estimate: draws leave it, whatever the grade of the course."""
    pack = replace(story.pack, variation={"A": 0.3, "R": 0.3})
    drawn = sample_world(pack, Sampler(Draws(1, 5), slice(0, 5)))
    assert (drawn.diseases[0].fatal_fraction == 1.0).all()
