"""Pencil world of the gap between groups (2.3): what of it equal risk would take away, on paper.

Two groups of the same size; nobody dies before 2+, where Q1 dies at .03 and Q2 at .01 a year, so that life
expectancy is 2 + 1/.03 = 35.3333 and 2 + 1/.01 = 102, the gap 66.6667. Half of Q1 and nobody of Q2 is exposed
at a relative risk of 3: mean risk 2 and 1, average 1.5.
    All causes of death follow the risk: Q1 dies at .03 · 1.5/2 = .0225, Q2 at .01 · 1.5/1 = .015, so
        2 + 44.4444 and 2 + 66.6667, gap 22.2222: the risk carries two thirds.
    Only a disease follows it, that kills .0045 a year at once: i0 = .0045/1.5 = .003, in Q1 .006, in Q2 .003,
        equal .0045. Q1 dies at .0285, Q2 at .0115: 1/.0115 - 1/.0285 = 51.8688.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import (
    HARDLY_EVER,
    by_age,
    country,
    disease,
    exposure,
    in_groups,
    mortality_of,
    risk,
)

from hiap.domain.names import ALL_CAUSE
from hiap.domain.pack import Pack
from hiap.simulation.calibration import calibrate
from hiap.simulation.gradient import gap_with_equal_exposure
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws

AGES, GROUPS = 3, 2
USUAL = 66.666667


def gap(pack: Pack, factors: list[str]) -> list[float]:
    """The gap for men and women when groups have the same risk from some factors."""
    at_event = np.full(pack.group_share.shape, HARDLY_EVER)
    at_event[:, -1] = [0.03, 0.01]
    world = sample_world(pack, Sampler(Draws(1, 0), slice(0, 1)))
    mortality = mortality_of(pack, at_event, 1)
    found = gap_with_equal_exposure(world, mortality, calibrate(world, mortality), factors)
    return [float(value) for value in found[0]]


def with_risk(outcome: str, exposed: tuple[float, float] = (0.5, 0.0)) -> Pack:
    """The country above with one risk factor for one outcome."""
    share = in_groups(by_age([1.0] * AGES), GROUPS) * np.array(exposed)
    kills = disease("plague", AGES, incidence=by_age([0.0, 0.0, 0.0045]), fatal_fraction=1.0)
    return replace(
        country(AGES, groups=("Q1", "Q2")),
        diseases=(kills,) if outcome == "plague" else country(AGES).diseases,
        risk_factors=(exposure("smoke", share),),
        relative_risks=(risk("smoke", outcome, 3.0, AGES),),
    )


@pytest.mark.parametrize(("outcome", "equal"), [(ALL_CAUSE, 22.222222), ("plague", 51.868802)])
def test_what_a_risk_factor_carries_of_the_gap(outcome: str, equal: float) -> None:
    pack = with_risk(outcome)
    assert gap(pack, []) == pytest.approx([USUAL, USUAL], rel=1e-7)
    assert gap(pack, ["smoke"]) == pytest.approx([equal, equal], rel=1e-7)


@pytest.mark.parametrize("outcome", [ALL_CAUSE, "plague"])
def test_a_risk_that_groups_share_carries_nothing(outcome: str) -> None:
    assert gap(with_risk(outcome, exposed=(0.5, 0.5)), ["smoke"]) == pytest.approx([USUAL, USUAL], rel=1e-7)
