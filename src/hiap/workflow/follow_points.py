"""The points of an evaluation: which years of which places count, and whether there can be enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.documents import Location
from hiap.domain.errors import Fault, InputError
from hiap.domain.follow_plan import SeriesEvaluation
from hiap.monitoring import interrupted, synthetic
from hiap.monitoring.measured import Array, Measured
from hiap.workflow.follow_read import Programme

INTERRUPTED, DIFFERENCES, SYNTHETIC = (
    "interrupted-time-series",
    "difference-in-differences",
    "synthetic-control",
)
NEEDED = {
    INTERRUPTED: (interrupted.FEWEST, interrupted.FEWEST),
    DIFFERENCES: (1, 1),
    SYNTHETIC: (synthetic.FEWEST_POINTS, 1),
}
"""Points before and from the start on, under which a design gives no number."""


class Points(NamedTuple):
    """The series of an evaluation: places with the measure first, then those without it.

    `years` are the points, `starts` the place of the first point with the measure for each place (infinite:
    never), `missing` years between the points in which a place has no value.
    """

    measured: Measured
    years: NDArray[np.int64]
    starts: Array
    missing: tuple[int, ...]

    @property
    def values(self) -> Array:
        """Values by place and point."""
        return self.measured.value


def check_years(read: Programme) -> None:
    """Refuse evaluations for which the years of the plan can never give points enough.

    Raises
    ------
    InputError : each of them, with its line.
    """
    faults: list[Fault] = []
    for number, asked in enumerate(read.plan.evaluations):
        faults += _faults(read, asked, ("evaluations", number))
    if faults:
        raise InputError(faults)


def _faults(read: Programme, asked: SeriesEvaluation, at: Location) -> Iterator[Fault]:
    first, last = _window(read, asked)
    step = read.series_of(asked.indicator).indicator.every
    fewest_before, fewest_after = NEEDED[asked.design]
    for place, begin in enumerate(asked.begins):
        spot, year = (*at, "begins", place, "year"), begin.year
        before, after = max(year - first + step - 1, 0) // step, max(last - year + step, 0) // step
        if before < fewest_before:
            problem = f"{asked.id}: at most {before} measurements from {first} to before {year}"
            cure = f"{fewest_before} are needed: write an earlier from_year, or choose another design"
            yield read.document.fault(spot, problem, cure)
        if after < fewest_after:
            problem = f"{asked.id}: at most {after} measurements from {year} up to {last}"
            cure = f"{fewest_after} are needed: write a later to_year, or choose another design"
            yield read.document.fault(spot, problem, cure)
    if asked.design == SYNTHETIC and len(asked.against) < synthetic.FEWEST_DONORS:
        problem = f"{asked.id}: {len(asked.against)} places against, {synthetic.FEWEST_DONORS} needed"
        yield read.document.fault((*at, "against"), problem, "name more places without the measure")


def _window(read: Programme, asked: SeriesEvaluation) -> tuple[int, int]:
    first, last = read.axes.years[[0, -1]].tolist()
    return asked.from_year or first, asked.to_year or last


def points_of(read: Programme, asked: SeriesEvaluation) -> Points:
    """The years in which every place of an evaluation has a value that is shown."""
    first, last = _window(read, asked)
    named = [*(begin.place for begin in asked.begins), *asked.against]
    rows = np.array([read.row_of(place, asked.group) for place in named])
    series = read.series_of(asked.indicator)
    inside = (read.axes.years >= first) & (read.axes.years <= last)
    shown = series.shown.rows(rows)
    there = np.flatnonzero(inside & ~np.isnan(shown.value).any(axis=0))
    years = read.axes.years[there]
    starts = [float(np.searchsorted(years, begin.year)) for begin in asked.begins]
    return Points(
        shown.years(there),
        years,
        np.array(starts + [np.inf] * len(asked.against)),
        _missing(years, series.indicator.every),
    )


def _missing(years: NDArray[np.int64], every: int) -> tuple[int, ...]:
    """Years that lack between the first and the last point, one in so many years."""
    if not years.size:
        return ()
    wanted = np.arange(years[0], years[-1] + 1, every)
    return tuple(int(year) for year in np.setdiff1d(wanted, years))
