"""The engine in Numba: lays out what a year depends on in rows, and calls the compiled equations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hiap.equations.disease import YearOfDisease
from hiap.equations.groups import ROUNDS_OF_DEATHS
from hiap.equations.solving import EXACT, ROUNDS_FROM_ZERO, TOO_FAR
from hiap.simulation import dying, kernels, passing, peopling, reading
from hiap.simulation.engine import (
    LEAST_STEEPNESS,
    MOST_STEEPNESS,
    SMALL_GAP,
    Diseases,
    DiseaseYear,
    FirstAge,
    LateRows,
    Passage,
    Passed,
    RiskChange,
    Survived,
    Traces,
    YearToFit,
)
from hiap.simulation.joining import Joined

Array = NDArray[np.float64]
Index = NDArray[np.int64]
RATIO_ON = ("incidence", "remission", "fatality", "fatality", None)
"""The ratio that acts on each rate: incidence, remission, excess mortality, fatal and cured fraction."""


def year_of_cells(
    prevalence: Array, incidence: Array, remission: Array, excess: Array, fatal: Array, cured: Array
) -> YearOfDisease:
    """One year of cells that have nothing to do with each other, as in `plain`."""
    shape = incidence.shape
    rates = np.empty((len(RATIO_ON), incidence.size))
    for row, rate in zip(rates, (incidence, remission, excess, fatal, cured), strict=True):
        row.reshape(shape)[...] = rate
    before = _whole(np.broadcast_to(prevalence, shape)).reshape(-1)
    end, cases, hazard = np.empty((3, incidence.size))
    kernels.year_of_cells(before, rates, False, end, cases, hazard)
    return YearOfDisease(end.reshape(shape), hazard.reshape(shape), cases.reshape(shape))


def incidence_of_prevalence(year: YearToFit) -> tuple[Array, Array]:
    """Solve the incidence that leads to a prevalence a year later, as in `plain`."""
    shape = year.prevalence.shape
    found, at_zero = np.empty((2, *shape[:-1]))
    by_group = [_whole(part) for part in (year.prevalence, year.factor, year.excess_mortality)]
    before, factor, excess = by_group
    kernels.fit_incidences(
        before,
        factor,
        _whole(year.remission),
        excess,
        _whole(year.fatal_fraction),
        _whole(year.cured_fraction),
        _whole(np.broadcast_to(year.weight, shape[1:])),
        _whole(year.goal),
        _whole(year.near),
        ROUNDS_FROM_ZERO,
        EXACT,
        TOO_FAR,
        found,
        at_zero,
    )
    if np.isnan(found).any():
        raise ArithmeticError(f"no incidence found for a prevalence after {ROUNDS_FROM_ZERO} rounds")
    return found, at_zero


def steepness_of_gaps(rate: Array, fade: Array, share: Array, infant: Array, goal: Array) -> Array:
    """Solve β of (2.3) for gaps in life expectancy at birth, as in `plain`."""
    found = np.empty(goal.shape)
    limits = np.array([0.0, LEAST_STEEPNESS, MOST_STEEPNESS])
    dying.solve_steepness(_whole(rate), _whole(fade), share, infant, goal, limits, SMALL_GAP, found)
    if np.isnan(found).any():
        raise ArithmeticError("no gradient found for a gap in life expectancy between the groups")
    return found


def exact_rates_of_groups(rate: Array, ratio: Array, share: Array) -> Array:
    """Scale rates of groups so that their deaths add up to those of the nation, as in `plain`."""
    found = np.empty(ratio.shape)
    dying.scale_to_deaths(rate, ratio, share, ROUNDS_OF_DEATHS, found)
    return found


def diseases_of_year(year: Diseases, first_age: FirstAge) -> DiseaseYear:
    """The year of every disease in every scenario, and the mortality it adds (4.1, 4.2)."""
    shape = year.prevalence.shape
    end, cases, added = np.empty(shape), np.empty(shape), np.zeros(shape[1:])
    fall = np.repeat(year.fall, shape[-1], axis=-1)
    raised = np.zeros((len(year.effects), *year.incidence.shape[1:]))
    for e, (_, _, risk) in enumerate(year.effects):
        raised[e] = risk[..., None] - 1.0
    kernels.years_of_diseases(
        _rows(year.prevalence),
        _rows(year.incidence),
        _rows(year.remission),
        _rows(year.excess_mortality),
        _rows(year.fatal_fraction),
        _rows(year.cured_fraction),
        _rows(fall),
        _whole(1.0 - year.underlying),
        np.array([cause for cause, _, _ in year.effects], dtype=np.int64),
        np.array([outcome for _, outcome, _ in year.effects], dtype=np.int64),
        _rows(raised),
        *_ratios(year),
        _cells(first_age, shape[-1]),
        _rows(end),
        _rows(cases),
        _rows(added),
    )
    return DiseaseYear(end, cases, added)


def _ratios(year: Diseases) -> tuple[Array, Index]:
    """The ratios [row, draw, scenario, sex, cell], and their rows by rate and disease."""
    shape = year.prevalence.shape
    stacked = np.empty((len(year.ratio), *shape[1:]))
    places = np.full((len(RATIO_ON), shape[0]), -1, dtype=np.int64)
    for row, ((rate, disease), ratio) in enumerate(year.ratio.items()):
        stacked[row] = ratio
        places[[r for r, name in enumerate(RATIO_ON) if name == rate], disease] = row
    return _rows(stacked), places


def _whole(array: Array) -> Array:
    """The same in one piece of memory that may be written to; for others loops are compiled once more."""
    whole = np.ascontiguousarray(array)
    return whole if whole.flags.writeable else whole.copy()


def _rows(array: Array) -> Array:
    """Ages and groups as one axis of cells, in one piece of memory."""
    return _whole(array).reshape(*array.shape[:-2], array.shape[-2] * array.shape[-1])


def _cells(first_age: FirstAge, groups: int) -> Index:
    """The first cell of every disease."""
    return np.array(first_age, dtype=np.int64) * groups


def survive(people: Array, mortality: Array, leaving: Array, coming: Array) -> Survived:
    """Take people to 31 December: who dies, who comes and who leaves, as in `plain`."""
    persons, weight, deaths = np.empty((3, *people.shape))
    arrivals = np.broadcast_to(coming, leaving.shape)
    peopling.survive_rows(
        _rows(people),
        _rows(np.exp(-mortality)),
        _rows(np.exp(-0.5 * mortality)),
        _rows(leaving),
        _rows(arrivals),
        _rows(persons),
        _rows(weight),
        _rows(deaths),
    )
    return Survived(persons, weight, deaths)


def join(persons: Array, newborn: Array, up: Array, down: Array) -> tuple[Array, Joined]:
    """Take persons to the next 1 January, and tell of whom each cell then consists, as in `plain`."""
    people, groups = np.empty(persons.shape), np.empty((3, *persons.shape))
    oldest = np.empty((*persons.shape[:-2], 1, persons.shape[-1]))
    born = _whole(newborn)
    peopling.join_rows(
        _rows(persons), born, _rows(up), _rows(down), _rows(people), _rows(groups), oldest[:, :, :, 0]
    )
    return people, Joined(oldest, groups)


def carry_diseases(
    before: Array, done: DiseaseYear, passage: Passage, first_age: FirstAge, new: Array
) -> Passed:
    """Take prevalence to the next 1 January, into `new`, and count the outcomes of the year (4.3, 4.4)."""
    shape = before.shape
    healthy = np.ones(shape[1:])
    counts = np.zeros((6, *shape[:3], shape[-1]))
    use = np.zeros((0, *shape[1:]))
    if passage.care_use:
        use = np.stack([passage.care_use[d] for d in range(shape[0])])
    passing.pass_diseases(
        _rows(before),
        _rows(done.prevalence),
        _rows(done.cases),
        _rows(passage.start),
        _rows(passage.end),
        _rows(passage.weight),
        passage.joined.oldest[:, :, :, 0],
        _rows(passage.joined.groups),
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
    return Passed(sick, cases, cared_sick, cared_cases, paid_sick, paid_cases, healthy)


def mean_curve_risks(exposure: Array, start: float, step: float, tables: Array) -> list[Array]:
    """Mean over the quantiles of exposure of the risks of some response curves (3.2), as in `plain`."""
    found = np.zeros((len(tables), *exposure.shape[1:]))
    ready = _whole(tables)
    reading.mean_risks(_rows(exposure), start, step, ready, exposure.shape[-1], _rows(found))
    return list(found)


def change_risk(link: RiskChange, factor: Array) -> None:
    """Multiply relative incidence by what one link changes, in place, as in `plain`."""
    late, kept = link.late or (np.zeros((0, *factor.shape)), np.zeros(link.excess.shape[2:]))
    change, excess, usual = _rows(link.change), _rows(link.excess), _rows(link.usual)
    passing.change_risks(change, _rows(late), link.acting, _rows(kept), excess, usual, _rows(factor))


def follow(change: Array, acting: Index, kept: Array, late: Array) -> None:
    """Bring the lagged change of scenarios that act on a factor to the end of the year, as in `plain`."""
    passing.follow_late(_rows(change), acting, _rows(kept), _rows(late))


def late_risk(now: Array, late: Array, kept: Array, excess: Array) -> Array:
    """Mean relative risk of levels that are followed with a lag, as in `plain`."""
    found = np.empty(now.shape[1:])
    passing.late_risks(_rows(now), _rows(late), _rows(kept), _rows(excess), _rows(found))
    return found


def pass_late(links: Sequence[LateRows], joined: Joined) -> list[Array]:
    """Lagged exposures on the next 1 January, as in `plain`, one link after the other."""
    stay, below, above = (_rows(weight) for weight in joined.groups)
    oldest, found = _whole(joined.oldest[:, :, 0]), []
    for now, late, kept in links:
        new = np.empty(now.shape)
        passing.pass_late_rows(_rows(now), _rows(late), _rows(kept), oldest, stay, below, above, _rows(new))
        new[..., 0, :] = now[..., 0, :]
        found.append(new)
    return found


def carry_rows(rows: Array, joined: Joined) -> Array:
    """Take rows of shares to the next 1 January, [row, draw, (scenario,) sex, age, group] (4.4)."""
    new = np.empty(rows.shape)
    cells, groups = rows.shape[-2] * rows.shape[-1], rows.shape[-1]
    weights = _whole(joined.groups).reshape(len(joined.groups), -1, cells)
    oldest = _whole(joined.oldest).reshape(-1, groups)
    ready = _whole(rows).reshape(len(rows), -1, cells)
    passing.pass_rows(ready, oldest, weights, new.reshape(len(rows), -1, cells))
    return new


def follow_transitions(
    carried: Array, places: Sequence[slice], acting: Index, mixed: Array, wanted: Array
) -> None:
    """Send the differences that shifts made through the net transitions of the reference, as in `plain`."""
    firsts = np.array([place.start for place in places], dtype=np.int64)
    passing.follow_transitions(_rows(carried), firsts, acting, _rows(mixed), _rows(wanted))


def by_group(quantity: Array) -> Array:
    """Sum over sex and age, as in `plain`."""
    found = np.empty((*quantity.shape[:2], quantity.shape[-1]))
    strips, sexes = found.shape[0] * found.shape[1], quantity.shape[2]
    rows = _whole(quantity).reshape(strips, sexes, -1)
    passing.sums_by_group(rows, found.reshape(strips, -1))
    return found


def pass_traces(carried: Array, weight: Array, joined: Joined, traces: Traces, new: Array) -> None:
    """Take what measures left behind to the next 1 January, in the rows of `new` that are named (4.4)."""
    oldest, groups = joined.oldest[:, :, :, 0], _rows(joined.groups)
    for rows, some in traces:
        places = np.array(rows, dtype=np.int64)
        passing.pass_some_rows(_rows(carried), places, some, _rows(weight), oldest, groups, _rows(new))
