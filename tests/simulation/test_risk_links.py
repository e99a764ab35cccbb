"""Relative risks made ready for a country (3.2, 3.7): a curve through given points, and what is cut."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import by_age, certain, country, disease, exposure, in_groups, risk

from hiap.domain.errors import PackError
from hiap.domain.pack import Pack, RelativeRisk, RiskFactor
from hiap.simulation.risks import even_points, published_links, reference_mean, residual_links
from hiap.simulation.world import Sampler, World, sample_world
from hiap.uncertainty.draws import Draws

AGES = 2


def world_of(pack: Pack) -> World:
    """The deterministic world of a pack."""
    return sample_world(pack, Sampler(Draws(1, 0), slice(0, 1)))


def test_a_curve_through_points_is_straight_in_the_log_and_0_where_it_is_lowest() -> None:
    """Risks 4, 2 and 8 at -1, 0 and 2: in steps of 1 the logs are 2, 1, 2, 3 times ln 2, less 1 · ln 2."""
    cells = (2, AGES, 1)
    heat = RiskFactor(
        id="heat",
        title={"en": "heat"},
        kind="mean",
        levels=(),
        unit="degC",
        least_harm=0.0,
        cap=2.0,
        share=np.zeros((0, *cells)),
        mean=np.zeros(cells),
        spread=np.zeros(cells),
        trends=(),
        grade="A",
    )
    value = np.broadcast_to(np.array([4.0, 2.0, 8.0])[:, None, None], (3, 2, AGES))
    curve = RelativeRisk(
        "heat", "nothing", ("-1", "0", "2"), False, value, certain(value), "high", "deaths", "A", "made up"
    )
    pack = replace(country(AGES), risk_factors=(heat,), relative_risks=(curve,))
    link = published_links(world_of(pack))[("heat", "nothing")]
    assert (link.start, link.step) == (-1.0, 1.0)
    assert link.ratio[:, 0, 0, 0] / np.log(2.0) == pytest.approx([1.0, 0.0, 1.0, 2.0], abs=1e-12)


@pytest.mark.parametrize(
    ("given", "step", "count"),
    [
        ([18.0, 22.0, 26.0, 32.0, 40.0], 2.0, 12),
        ([0.0, 1.0], 1.0, 2),
        ([-2.0, -1.0, -0.5, 0.0, 1.0], 0.5, 7),
        ([0.1, 0.4, 0.55], 0.15, 4),
    ],
)
def test_every_given_point_of_a_curve_is_on_its_grid(given: list[float], step: float, count: int) -> None:
    even, found = even_points(np.array(given))
    assert found == pytest.approx(step)
    assert len(even) == count
    assert all(min(abs(even - point)) < 1e-12 for point in given)


def test_points_without_a_common_distance_are_refused() -> None:
    with pytest.raises(PackError, match="more even"):
        even_points(np.array([0.0, 0.000001, 50.0]))


@pytest.mark.parametrize(("share_of_deaths", "size"), [(0.4, 0.32 / 0.79), (0.0, None)])
def test_a_residual_risk_below_1_is_listed_with_its_size(share_of_deaths: float, size: float | None) -> None:
    """Half are exposed, risk 1.1 of all causes, 3 of the cough, which is .4 of deaths: u = .4 · 1.05/2 = .21.

    Of other causes (1.1 - .21 · 3)/.79 = .47/.79 would be left, .32/.79 below 1.
    """
    pack = replace(
        country(AGES),
        diseases=(disease("cough", AGES, incidence=np.full((2, AGES), 0.01)),),
        risk_factors=(exposure("habit", in_groups(by_age([0.5] * AGES), 1)),),
        relative_risks=(risk("habit", "cough", 3.0, AGES), risk("habit", "all_cause", 1.1, AGES)),
    )
    world = world_of(pack)
    (link,), clamps = residual_links(world, published_links(world), np.full((1, 1, 2, AGES), share_of_deaths))
    assert link.ratio[0, 0, 0, 0] == pytest.approx(1.0 if size else 1.1, rel=1e-12)
    assert [clamp["size"] for clamp in clamps] == ([pytest.approx(size, rel=1e-12)] if size else [])


def test_what_lies_above_the_level_of_least_harm_is_drawn_and_nothing_below() -> None:
    """Mean 15 or 27 and least harm at 22: a draw twice as harmful has 15 or 32 everywhere."""
    cells = (2, AGES, 1)
    mean = np.broadcast_to(np.array([15.0, 27.0])[:, None], cells)
    weight = replace(
        exposure("bmi", np.zeros(cells)), kind="mean", least_harm=22.0, mean=mean, spread=np.zeros(cells)
    )
    world = sample_world(replace(country(AGES), risk_factors=(weight,)), Sampler(Draws(1, 3), slice(0, 3)))
    drawn = replace(world, exposure_factor={"bmi": np.array([0.5, 1.0, 2.0])})
    found = reference_mean(drawn, weight, drawn.pack.base_year)
    assert found[:, 0, 0, 0].tolist() == [15.0, 15.0, 15.0]
    assert found[:, 0, 1, 0].tolist() == [24.5, 27.0, 32.0]
