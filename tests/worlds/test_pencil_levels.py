"""Pencil world of a risk factor with three levels: a hold out of any level, without a shift beside it (6.1).

Everywhere .5 never, .3 former and .2 current; relative risks 1, 2 and 3: mean risk .5 + .6 + .6 = 1.7.
A hold moves all current people to never: .7 + .6 = 1.3; one that moves all former people: .8 + .6 = 1.4.
The disease is so rare that cases go with the mean risk.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small import (
    by_age,
    country,
    disease,
    effect,
    exposure,
    hardly_any_deaths,
    in_groups,
    measure,
    risk,
    tell,
)

RARE = 1e-9


@pytest.mark.parametrize(("level", "mean_risk"), [("former", 1.4), ("current", 1.3)])
def test_a_hold_moves_people_out_of_its_own_level(level: str, mean_risk: float) -> None:
    levels = ("never", "former", "current")
    smoking = exposure("smoking", in_groups(by_age([0.0] * 3), 1))
    share = np.stack([np.full((2, 3, 1), part) for part in (0.5, 0.3, 0.2)])
    ratio = risk("smoking", "cough", 2.0, 3)
    pack = replace(
        country(3),
        diseases=(disease("cough", 3, incidence=np.full((2, 3), RARE)),),
        risk_factors=(replace(smoking, levels=levels, share=share),),
        relative_risks=(
            replace(
                ratio,
                points=("former", "current"),
                value=np.stack([np.full((2, 3), 2.0), np.full((2, 3), 3.0)]),
                log_error=np.zeros((2, 2, 2, 3)),
            ),
        ),
    )
    stop = effect("hold", 1.0, "share", risk_factor="smoking", level_from=level, level_to="never")
    story = tell(
        pack, hardly_any_deaths(pack), [measure("stop", {"sex": "all", "age": [0, 2]}, effects=[stop])], 1
    )
    cases = story.projection.cases[0, 0, :, 0].sum(axis=-1)
    assert cases[1] / cases[0] == pytest.approx(mean_risk / 1.7, rel=1e-7)
