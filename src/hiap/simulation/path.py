"""The reference path of exposure: shares, means and mean risks by year, each computed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.equations.exposure import followed
from hiap.simulation.engine import ReadCurves, ReadLate
from hiap.simulation.plain import late_risk, mean_curve_risks
from hiap.simulation.risks import LateKey, Link, base_exposure, base_risks
from hiap.simulation.world import World

Array = NDArray[np.float64]
Pair = tuple[str, str]


@dataclass(frozen=True)
class ReferencePath:
    """Exposure of the reference by step: years since the base year, at most the last year of any trend.

    `exposure` by factor: shares [level, draw, sex, age, group] or means [draw, ...]; `risk` by link: mean
    relative risk without lag [draw, sex, age, group], but for levels with a lag, of which the shares count.
    """

    base_year: int
    last_step: int
    exposure: Mapping[tuple[str, int], Array]
    risk: Mapping[tuple[Pair, int], Array]

    def step(self, year: int) -> int:
        """The step that holds for a year."""
        return min(year - self.base_year, self.last_step)


def reference_path(
    world: World, links: list[Link], base_year_only: bool = False, read: ReadCurves = mean_curve_risks
) -> ReferencePath:
    """Work out the exposure of the reference for every year in which a trend still runs."""
    pack = world.pack
    until = [trend.until for factor in pack.risk_factors for trend in factor.trends]
    last = 0 if base_year_only or world.frozen else max(until, default=pack.base_year) - pack.base_year
    exposure: dict[tuple[str, int], Array] = {}
    risk: dict[tuple[Pair, int], Array] = {}
    for factor in pack.risk_factors:
        own = [x for x in links if x.risk_factor == factor.id and (x.curve or x.lag is None)]
        for step in range(last + 1):
            if step and not factor.trends:
                exposure[(factor.id, step)] = exposure[(factor.id, 0)]
            else:
                exposure[(factor.id, step)] = base_exposure(world, factor, pack.base_year + step)
            now = exposure[(factor.id, step)]
            pairs = [(link.risk_factor, link.outcome) for link in own]
            if step and not factor.trends:
                risk |= {(pair, step): risk[(pair, 0)] for pair in pairs}
            else:
                found = base_risks(world, own, now, read)
                risk |= {(pair, step): value for pair, value in zip(pairs, found, strict=True)}
    return ReferencePath(pack.base_year, last, exposure, risk)


def reference_risk(
    path: ReferencePath,
    link: Link,
    year: int,
    late: Mapping[LateKey, Array],
    read: ReadLate = late_risk,
) -> Array:
    """Mean relative risk of the reference in a year, half a year of lag included (3.4): [draw, s, a, g]."""
    pair, step = (link.risk_factor, link.outcome), path.step(year)
    if link.lag is None:
        return path.risk[(pair, step)]
    kept = link.kept[0]
    if link.curve:
        return followed(path.risk[(pair, step)], late[link.late][0], kept)
    return read(path.exposure[(link.risk_factor, step)][1:], late[link.late], kept, link.excess)


def carried_now(path: ReferencePath, link: Link, year: int) -> Array:
    """What a lagged link carries of today: shares of the levels but the first, or the risk of a mean."""
    step = path.step(year)
    if link.curve:
        return path.risk[((link.risk_factor, link.outcome), step)][None]
    return path.exposure[(link.risk_factor, step)][1:]
