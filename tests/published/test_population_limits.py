"""The limits of the Dutch population beside those of WPP 2024.

United Nations (2024), World Population Prospects 2024, Netherlands, 31 December 2049, thousand persons, as in
the R data package wpp2024 (popproj1dt): men 9,470.137, women 9,499.025, together 95 % limits 16,468.618 and
22,865.679. So 2,500.5 below and 3,896.5 above the middle.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.catalogue.folder import pack_folder
from hiap.catalogue.pack import load_pack
from hiap.simulation.calibration import calibrate
from hiap.simulation.mortality import project_mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.world import Sampler, sample_world

ROOT = Path(__file__).parents[2]
YEARS = 2050 - 2025 + 1
BELOW, ABOVE = 2_500_544.0, 3_896_517.0
PARTS = ("mortality/trend", "fertility/level", "migration/level")


@dataclass(frozen=True)
class OneAtALimit:
    """Seven draws: each part at its lower and at its upper limit, all else in the middle; then all there."""

    count: int = 7
    rows: int = 7

    def quantiles(self, name: str) -> NDArray[np.float64]:
        """A 40th part below and above where it is the turn of the input, else halves."""
        found = np.full(7, 0.5)
        if name in PARTS:
            turn = 2 * PARTS.index(name)
            found[turn : turn + 2] = 0.025, 0.975
        return found


def people_of_2050() -> NDArray[np.float64]:
    """The population on 1 January 2050 in each of these draws."""
    pack = load_pack()
    sampler = Sampler(OneAtALimit(), slice(0, 7))
    world = sample_world(pack, sampler)
    mortality = project_mortality(world, YEARS, "numba")
    policy = sample_policy([], pack, sampler)
    setup = set_up(world, mortality, calibrate(world, mortality, "numba"), policy, "numba")
    persons = project(setup, YEARS, [YEARS]).persons
    return np.asarray(persons[:, 0, -1].sum(axis=(1, 2, 3)))


def test_the_population_of_2050_is_as_uncertain_as_that_of_the_united_nations() -> None:
    """Mortality, births and migration apart, for they are drawn apart: their distances add up by squares."""
    found = people_of_2050()
    apart = (found[:6] - found[6]).reshape(3, 2)
    assert (np.diff(apart, axis=1) > 0).all()
    below, above = np.sqrt((apart**2).sum(axis=0))
    assert below == pytest.approx(BELOW, rel=0.01)
    assert above == pytest.approx(ABOVE, rel=0.01)


def test_limits_of_births_are_those_of_the_united_nations_and_2025_is_known() -> None:
    """Total fertility rates of WPP 2024: 1.514758 (1.023-1.952) in 2050, 1.567615 (0.934-2.128) in 2100."""
    rows = {row["year"]: row for row in pack_folder("NLD/2025").rows("fertility_limit")}
    found = {y: tuple(float(rows[y][cell]) for cell in ("value", "low", "high")) for y in ("2050", "2100")}
    assert found["2050"] == pytest.approx((1.514758, 1.023, 1.952), rel=1e-5)
    assert found["2100"] == pytest.approx((1.567615, 0.934, 2.128), rel=1e-5)
    assert len({rows["2025"][cell] for cell in ("value", "low", "high")}) == 1


@pytest.fixture(scope="module")
def limits() -> Iterator[Any]:
    """The module that makes the tables of limits."""
    sys.path.insert(0, str(ROOT / "tools"))
    yield importlib.import_module("packs.nld.demography_limits")
    sys.path.remove(str(ROOT / "tools"))


def test_the_distance_of_a_limit_shrinks_with_the_root_of_the_years(limits: Any) -> None:
    """At a pace of 5 years: half is left after 15, a quarter after 75."""
    left = limits.part_of_a_limit(5.0)
    assert left[[0, 15, 75]] == pytest.approx([1.0, 0.5, 0.25])
