"""Law 10: for one move in one year from the same start, a package changes at most the sum of those alone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small import Array, Document, amount, measure
from whole_pack import ADULTS, loaded, move, pack, write

from hiap.domain.measure import Measure
from hiap.simulation.calibration import calibrate
from hiap.simulation.mortality import project_mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import Setup, set_up
from hiap.simulation.reach import act
from hiap.simulation.state import first_state
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws

QUIT = ("current", "former")
SIZES = {"a": 0.5, "b": 0.4, "c": 0.3}
ROUNDING = 1e-15
ALONE, TOGETHER = slice(1, 4), -1


def _measures() -> list[Measure]:
    """Three measures that all move smokers to former smokers, on overlapping groups, from the base year."""
    reach: Document = {"kind": "flow", "share": amount(0.8, "share")}
    target: dict[str, Document] = {
        "a": ADULTS,
        "b": {"sex": "male", "age": [30, 100]},
        "c": {"sex": "all", "age": [18, 64], "ses": ["Q1", "Q2"]},
    }
    return [
        measure(name, target[name], reach=reach, effects=[move("shift", "smoking", size, QUIT)], start=2025)
        for name, size in SIZES.items()
    ]


@pytest.fixture(scope="module")
def setup(tmp_path_factory: pytest.TempPathFactory) -> Setup:
    """The base year with the three measures."""
    folder: Path = tmp_path_factory.mktemp("package")
    measures = loaded([write(folder, item) for item in _measures()])
    sampler = Sampler(Draws(1, 0), slice(0, 1))
    world = sample_world(pack(), sampler)
    mortality = project_mortality(world, 1)
    return set_up(world, mortality, calibrate(world, mortality), sample_policy(measures, pack(), sampler))


@pytest.fixture(scope="module")
def quitting(setup: Setup) -> Array:
    """Probability that a smoker quits by the measures in the first year, [scenario, sex, age, group]."""
    state = first_state(setup.pack, setup.policy, setup.calibration, setup.rows)
    share = setup.path.exposure[("smoking", 0)]
    year = setup.pack.base_year
    done = act(
        setup.pack, setup.policy, setup.rows, year, state.persons, state.carried, {"smoking": share}, ()
    )
    smokers = share[2][:, None]
    fewer = -done.difference["smoking"][1]
    return np.asarray(np.divide(fewer, smokers, out=np.zeros_like(fewer), where=smokers > 0)[0])


def test_a_package_moves_at_most_the_sum_of_its_measures(quitting: Array) -> None:
    assert np.all(quitting[TOGETHER] <= quitting[ALONE].sum(axis=0) + ROUNDING)


def test_a_package_moves_at_least_its_largest_measure(quitting: Array) -> None:
    assert np.all(quitting[TOGETHER] >= quitting[ALONE].max(axis=0) - ROUNDING)


def test_measures_that_reach_people_independently_leave_the_product(quitting: Array) -> None:
    """A man of 40 in Q1: .8 of .5, .4 and .3 gives .4, .32 and .24; together 1 - .6 · .68 · .76 = .68992."""
    man = quitting[:, 0, 40, 0]
    assert man == pytest.approx([0.0, 0.4, 0.32, 0.24, 0.68992], rel=1e-12)


def test_a_measure_that_is_alone_somewhere_is_the_package_there(quitting: Array) -> None:
    """A woman of 70 in Q5 is reached by the first only, a girl of 17 by none."""
    assert quitting[:, 1, 70, 4] == pytest.approx([0.0, 0.4, 0.0, 0.0, 0.4], rel=1e-12)
    assert np.all(quitting[:, 1, 17] == 0.0)


def test_those_who_quit_become_former_smokers(setup: Setup, quitting: Array) -> None:
    state = first_state(setup.pack, setup.policy, setup.calibration, setup.rows)
    share = setup.path.exposure[("smoking", 0)]
    done = act(
        setup.pack,
        setup.policy,
        setup.rows,
        setup.pack.base_year,
        state.persons,
        state.carried,
        {"smoking": share},
        (),
    )
    former, current = done.difference["smoking"]
    assert np.allclose(former, -current, rtol=1e-12, atol=0.0)
    assert quitting.max() < 1.0
