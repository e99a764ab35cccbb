"""What one point of a risk factor is worth: the model run for every sex, age band and group (12.1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from hiap.domain.measure import Measure
from hiap.domain.pack import SEXES, Pack, RiskFactor
from hiap.simulation.calibration import Calibration, calibrate
from hiap.simulation.mortality import Mortality, project_mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.recording import Projection
from hiap.simulation.world import Sampler, World, sample_world
from hiap.uncertainty.draws import Draws

Array = NDArray[np.float64]
YEARS = 40
"""Years from the base year that count."""
BANDS = ((0, 17), (18, 39), (40, 64), (65, None))
"""First and last age in the year itself, not in the base year: who grows older leaves the band."""
MOST_POINTS = 5
TOLERANCE = 0.10
"""How far a run of some points may lie from as many times one point, to be called linear."""
PER_POINT = 0.01
HALF = 0.5
DIGITS = 4
SEED = 1


@dataclass(frozen=True)
class Shift:
    """A way in which a risk factor gets better: from one level to another, or a lower mean."""

    factor: RiskFactor
    level_from: str = ""
    level_to: str = ""
    worse: bool = False

    @property
    def opposite(self) -> Shift:
        """The same made worse."""
        return Shift(self.factor, self.level_to, self.level_from, not self.worse)


@dataclass(frozen=True)
class Cell:
    """One sex, age band and group."""

    sex: str
    ages: tuple[int, int | None]
    ses: str


def shifts(pack: Pack) -> tuple[Shift, ...]:
    """From the last level to every better one, and for a mean its unit downwards.

    >>> from hiap.catalogue.pack import load_pack
    >>> [(s.factor.id, s.level_to) for s in shifts(load_pack()) if s.factor.id == "smoking"]
    [('smoking', 'former'), ('smoking', 'never')]
    """
    found: list[Shift] = []
    for factor in pack.risk_factors:
        if factor.kind == "mean":
            found.append(Shift(factor))
        else:
            found += [Shift(factor, factor.levels[-1], level) for level in reversed(factor.levels[:-1])]
    return tuple(found)


def cells(pack: Pack) -> tuple[Cell, ...]:
    """Every sex, age band and group; bands beyond the last age of the pack are left out."""
    last_age = pack.ages - 1
    bands = [
        (first, None if last is None or last >= last_age else last)
        for first, last in BANDS
        if first <= last_age
    ]
    return tuple(Cell(*parts) for parts in product(SEXES, bands, pack.groups))


class Model:
    """A pack made ready to run, with the reference: persons and exposure in every year."""

    def __init__(self, pack: Pack, draws: int = 0) -> None:
        self.pack = pack
        self.sampler = Sampler(Draws(SEED, draws), slice(0, max(draws, 1)))
        self.world: World = sample_world(pack, self.sampler)
        self.mortality: Mortality = project_mortality(self.world, YEARS)
        self.calibration: Calibration = calibrate(self.world, self.mortality)

    def run(self, measures: Sequence[Measure]) -> Projection:
        """All measures, each in a scenario of its own, for the years that count."""
        policy = sample_policy(measures, self.pack, self.sampler)
        setup = set_up(self.world, self.mortality, self.calibration, policy)
        return project(setup, YEARS, [YEARS] * len(policy.scenarios))

    def gains(self, measures: Sequence[Measure]) -> Array:
        """HALYs gained over the years by every measure, [draw, measure], in order of their ids."""
        haly = self.run(measures).haly.sum(axis=(2, 3))
        return np.asarray(haly[:, 1 : 1 + len(measures)] - haly[:, :1])


def sensitivities(pack: Pack, draws: int = 0) -> Iterator[dict[str, object]]:
    """One row per shift and cell: persons, the level of the base year, and HALYs per point over 40 years.

    With draws each row has an interval: that of the whole population, in proportion.
    """
    model = Model(pack)
    sampled = Model(pack, draws) if draws else None
    levels = Reference(model)
    for shift in shifts(pack):
        better, worse = (linear_to(model, levels, one) for one in (shift, shift.opposite))
        spread = _spread(sampled, levels, shift) if sampled else (1.0, 1.0)
        values = of_cells(model, levels, shift)
        for cell, value in zip(cells(pack), values, strict=True):
            yield _row(levels, shift, cell, value, spread) | {"better_to": better, "worse_to": worse}


def _row(
    levels: Reference, shift: Shift, cell: Cell, value: float, spread: tuple[float, float]
) -> dict[str, object]:
    first, last = cell.ages
    low, high = sorted(value * part for part in spread)
    return {
        "risk_factor": shift.factor.id,
        "level_from": shift.level_from,
        "level_to": shift.level_to,
        "sex": cell.sex,
        "age_from": first,
        "age_to": "" if last is None else last,
        "ses": cell.ses,
        "persons": rounded(float(levels.persons_of(cell)[0])),
        "level": rounded(float(levels.mean(shift, cell)[0])),
        "value": rounded(value),
        "low": rounded(low),
        "high": rounded(high),
    }


def of_cells(model: Model, levels: Reference, shift: Shift) -> list[float]:
    """HALYs over the years of one point better, kept in every year, in one cell after another."""
    every = cells(model.pack)
    parts = [levels.part_of_a_point(shift, cell) for cell in every]
    run = [number for number, part in enumerate(parts) if part > 0.0]
    measures = [
        hold(model.pack, levels, shift, parts[number], every[number], f"m{number:03d}") for number in run
    ]
    gains = model.gains(measures)[0] if measures else []
    found = dict(zip(run, gains, strict=True))
    return [float(found[n]) / part if n in found else 0.0 for n, part in enumerate(parts)]


def linear_to(model: Model, levels: Reference, shift: Shift) -> int:
    """The most points, up to five, for which as many times one point is right within the tolerance."""
    measures = [
        hold(model.pack, levels, shift, float(points), None, f"p{points}")
        for points in range(1, MOST_POINTS + 1)
    ]
    gains = model.gains(measures)[0]
    if gains[0] == 0.0:
        return 0
    for points in range(2, MOST_POINTS + 1):
        if abs(gains[points - 1] / (points * gains[0]) - 1.0) > TOLERANCE:
            return points - 1
    return MOST_POINTS


def _spread(model: Model, levels: Reference, shift: Shift) -> tuple[float, float]:
    """The 95 % interval over the mean of one point in the whole population."""
    gains = model.gains([hold(model.pack, levels, shift, 1.0, None, "all")])[:, 0]
    low, high = np.percentile(gains, (2.5, 97.5)) / gains.mean()
    return float(low), float(high)


class Reference:
    """Persons and exposure without any measure, by year."""

    def __init__(self, model: Model) -> None:
        self.pack = model.pack
        projection = model.run([])
        self.persons = projection.persons[0, 0]
        policy = sample_policy([], model.pack, model.sampler)
        self.path = set_up(model.world, model.mortality, model.calibration, policy).path

    def persons_of(self, cell: Cell | None) -> Array:
        """Persons of a cell on 1 January of every year."""
        return np.asarray((self.persons * self._mask(cell)).sum(axis=(1, 2, 3)))

    def mean(self, shift: Shift, cell: Cell | None) -> Array:
        """The share at the level that people leave, or the mean, over the persons of a cell, by year."""
        factor, mask = shift.factor, self._mask(cell)
        found = []
        for year in range(YEARS):
            exposure = self.path.exposure[(factor.id, self.path.step(self.pack.base_year + year))]
            now = exposure[factor.levels.index(shift.level_from)][0] if factor.levels else exposure[0]
            weight = self.persons[year] * mask
            found.append(float((now * weight).sum() / weight.sum()))
        return np.array(found)

    def part_of_a_point(self, shift: Shift, cell: Cell) -> float:
        """How much of a point is run in a cell: at most half of what is there to take off."""
        if not shift.factor.levels:
            return 1.0
        return float(min(1.0, HALF * self.mean(shift, cell).min() / PER_POINT))

    def _mask(self, cell: Cell | None) -> Array:
        mask = np.ones(self.persons.shape[1:])
        if cell is None:
            return mask
        first, last = cell.ages
        ages = np.arange(mask.shape[1])
        inside = (ages >= first) & (ages <= (self.pack.ages - 1 if last is None else last))
        sexes = np.array([sex == cell.sex for sex in SEXES])
        groups = np.array([group == cell.ses for group in self.pack.groups])
        return np.asarray(mask * (sexes[:, None, None] & inside[:, None] & groups))


def hold(pack: Pack, levels: Reference, shift: Shift, points: float, cell: Cell | None, name: str) -> Measure:
    """A measure that keeps a risk factor some points better than it would have been, in every year.

    A hold takes a share of those at a level, and that level has a trend: each year has its own share.
    """
    base = pack.base_year
    if shift.factor.kind == "mean":
        sizes = {(base, base + YEARS - 1): points if shift.worse else -points}
    else:
        there = np.maximum(levels.mean(shift, cell), points * PER_POINT)
        sizes = {(base + n, base + n): float(points * PER_POINT / there[n]) for n in range(YEARS)}
    first, last = cell.ages if cell else (0, None)
    return Measure.model_validate(
        {
            "id": name,
            "version": "1",
            "title": SAME,
            "summary": SAME,
            "domain": "lifestyle",
            "maturity": "idea",
            "acts": "nobody",
            "start": base,
            "duration": YEARS,
            "target": {
                "sex": cell.sex if cell else "all",
                "age": [first, pack.ages - 1 if last is None else last],
                "ses": [cell.ses] if cell else [],
            },
            "reach": {"kind": "stock", "share": _quantity(1.0, "share")},
            "costs": [],
            "effects": [_effect(shift, period, size) for period, size in sizes.items()],
            "sources": {},
        }
    )


SAME = {"nl": "één punt", "en": "one point"}


def _effect(shift: Shift, period: tuple[int, int], size: float) -> Mapping[str, object]:
    levelled = shift.factor.kind == "levels"
    return {
        "id": f"e{period[0]}",
        "kind": "hold",
        "risk_factor": shift.factor.id,
        "level_from": shift.level_from or None,
        "level_to": shift.level_to or None,
        "size": _quantity(size, "share" if levelled else shift.factor.unit),
        "transfer": _quantity(1.0, "ratio"),
        "period": period,
        "evidence": {
            "floor": "modelled",
            "certainty": "very_low",
            "certainty_reason": SAME,
            "graded_by": "hiap",
            "graded_on": "2026-11-22",
            "leap_of_faith": False,
        },
    }


def _quantity(value: float, unit: str) -> dict[str, object]:
    return {"value": value, "low": value, "high": value, "unit": unit, "source": "assumption", "grade": "R"}


def rounded(value: float) -> float:
    """Four significant digits: the table is the same on every machine.

    >>> rounded(12345.678)
    12350.0
    """
    return float(f"{value:.{DIGITS}g}")
