"""The engine in Numba: lays out what a year depends on in rows, and calls the compiled equations."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiap.simulation import kernels
from hiap.simulation.engine import Diseases, DiseaseYear, FirstAge, Passage, Passed, Traces
from hiap.simulation.joining import Joined

Array = NDArray[np.float64]
Index = NDArray[np.int64]
RATIO_ON = ("incidence", "remission", "fatality", "fatality")
"""The ratio that acts on each rate: incidence, remission, excess mortality, fatal fraction."""


def diseases_of_year(year: Diseases, first_age: FirstAge) -> DiseaseYear:
    """The year of every disease in every scenario, and the mortality it adds (4.1, 4.2)."""
    shape = year.prevalence.shape
    end, cases, added = np.empty(shape), np.empty(shape), np.zeros(shape[1:])
    rates = (year.incidence, year.remission, year.excess_mortality, year.fatal_fraction, year.cured_fraction)
    raised = np.zeros((len(year.effects), *year.incidence.shape[1:]))
    for e, (_, _, risk) in enumerate(year.effects):
        raised[e] = risk[..., None] - 1.0
    kernels.years_of_diseases(
        _rows(year.prevalence),
        _rows(np.stack(rates)),
        np.ascontiguousarray(1.0 - year.underlying),
        np.array([cause for cause, _, _ in year.effects], dtype=np.int64),
        np.array([outcome for _, outcome, _ in year.effects], dtype=np.int64),
        _rows(raised),
        *_ratios(year, len(rates)),
        _cells(first_age, shape[-1]),
        _rows(end),
        _rows(cases),
        _rows(added),
    )
    return DiseaseYear(end, cases, added)


def _ratios(year: Diseases, rates: int) -> tuple[Array, Index]:
    """The ratios [row, draw, scenario, sex, cell], and their rows by rate and disease."""
    shape = year.prevalence.shape
    stacked = np.empty((len(year.ratio), *shape[1:]))
    places = np.full((rates, shape[0]), -1, dtype=np.int64)
    for row, ((rate, disease), ratio) in enumerate(year.ratio.items()):
        stacked[row] = ratio
        places[[r for r, name in enumerate(RATIO_ON) if name == rate], disease] = row
    return _rows(stacked), places


def _rows(array: Array) -> Array:
    """Ages and groups as one axis of cells, in one piece of memory."""
    return np.ascontiguousarray(array).reshape(*array.shape[:-2], array.shape[-2] * array.shape[-1])


def _cells(first_age: FirstAge, groups: int) -> Index:
    """The first cell of every disease."""
    return np.array(first_age, dtype=np.int64) * groups


def carry_diseases(before: Array, done: DiseaseYear, passage: Passage, first_age: FirstAge) -> Passed:
    """Take prevalence to the next 1 January, and count the outcomes of the year (4.3, 4.4)."""
    shape = before.shape
    new, healthy = np.empty(shape), np.ones(shape[1:])
    counts = np.zeros((6, *shape[:3], shape[-1]))
    use = np.zeros((0, *shape[1:]))
    if passage.care_use:
        use = np.stack([passage.care_use[d] for d in range(shape[0])])
    kernels.pass_diseases(
        _rows(before),
        _rows(done.prevalence),
        _rows(done.cases),
        _rows(np.stack((passage.start, passage.end, passage.weight))),
        passage.joined.oldest[:, :, :, 0],
        _rows(np.stack(passage.joined.groups)),
        passage.disability,
        _rows(use),
        np.repeat(passage.paid, shape[-1], axis=-1),
        _cells(first_age, shape[-1]),
        _rows(new),
        _rows(healthy),
        counts,
    )
    new[..., 0, :] = passage.at_birth[:, :, None]
    if not passage.care_use:
        counts[2:4] = counts[:2]
    sick, cases, cared_sick, cared_cases, paid_sick, paid_cases = counts
    return Passed(new, sick, cases, cared_sick, cared_cases, paid_sick, paid_cases, healthy)


def mean_curve_risks(exposure: Array, start: float, step: float, tables: Array) -> list[Array]:
    """Mean over the quantiles of exposure of the risks of some response curves (3.2), as in `plain`."""
    found = np.zeros((len(tables), *exposure.shape[1:]))
    ready = np.ascontiguousarray(tables)
    kernels.mean_risks(_rows(exposure), start, step, ready, exposure.shape[-1], _rows(found))
    return list(found)


def carry_rows(rows: Array, joined: Joined) -> Array:
    """Take rows of shares to the next 1 January, [row, draw, (scenario,) sex, age, group] (4.4)."""
    new = np.empty(rows.shape)
    cells, groups = rows.shape[-2] * rows.shape[-1], rows.shape[-1]
    weights = np.stack(joined.groups).reshape(len(joined.groups), -1, cells)
    oldest = np.ascontiguousarray(joined.oldest).reshape(-1, groups)
    ready = np.ascontiguousarray(rows).reshape(len(rows), -1, cells)
    kernels.pass_rows(ready, oldest, weights, new.reshape(len(rows), -1, cells))
    return new


def pass_traces(carried: Array, weight: Array, joined: Joined, traces: Traces, new: Array) -> None:
    """Take what measures left behind to the next 1 January, in the rows of `new` that are named (4.4)."""
    oldest, groups = joined.oldest[:, :, :, 0], _rows(np.stack(joined.groups))
    for rows, some in traces:
        places = np.array(rows, dtype=np.int64)
        kernels.pass_some_rows(_rows(carried), places, some, _rows(weight), oldest, groups, _rows(new))
