"""The engine in NumPy, the one to read: one disease at a time, so that its arrays stay in the cache."""

from __future__ import annotations

from collections.abc import Sequence
from types import EllipsisType

import numpy as np
from numpy.typing import NDArray

from hiap.equations.demography import life_expectancy
from hiap.equations.disease import added_mortality, disease_year
from hiap.equations.exposure import (
    follow_transition,
    followed,
    net_transition,
    place_on_curve,
    potential_impact_fraction,
    risk_at_place,
)
from hiap.equations.groups import exact_group_rates, group_positions, hazard_ratios, mixing, move
from hiap.equations.solving import solve_from_zero, solve_increasing
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
Cells = tuple[EllipsisType, slice, slice]

year_of_cells, exact_rates_of_groups = disease_year, exact_group_rates
"""Functions of an engine that are the equations themselves (4.1, 2.3)."""


def incidence_of_prevalence(year: YearToFit) -> tuple[Array, Array]:
    """Solve the incidence that leads to a prevalence a year later, and the error without any (5.2)."""
    remission, fatal, cured = (
        part[..., None] for part in (year.remission, year.fatal_fraction, year.cured_fraction)
    )

    def error(incidence: Array) -> Array:
        new = incidence[..., None] * year.factor
        after = disease_year(year.prevalence, new, remission, year.excess_mortality, fatal, cured)
        return np.asarray((after.prevalence * year.weight).sum(axis=-1) - year.goal)

    return solve_from_zero(error, year.near)


def steepness_of_gaps(rate: Array, fade: Array, share: Array, infant: Array, goal: Array) -> Array:
    """Solve β of (2.3) for gaps in life expectancy at birth between the first and the last group.

    `rate` [draw, year, sex, age], `fade` [draw, sex, age], `share` [sex, age, group], `infant` [sex], `goal`
    and result [draw, year, sex]. A gap that is not met raises ArithmeticError.
    """
    position = group_positions(share.shape[-1])

    def error(steepness: Array) -> Array:
        ratio = hazard_ratios(steepness, fade[:, None], position, share)
        ends = np.stack([rate * ratio[..., 0], rate * ratio[..., -1]], axis=-2)
        gap = np.diff(life_expectancy(ends, infant[:, None]), axis=-1)[..., 0]
        return np.asarray(gap - goal)

    flat = np.zeros(rate.shape[:-1])
    least = flat + LEAST_STEEPNESS
    found = solve_increasing(error, least, flat + MOST_STEEPNESS, tolerance=SMALL_GAP)
    if (found > least).all():
        return found
    return np.where(found > least, found, solve_increasing(error, flat, least, tolerance=SMALL_GAP))


def diseases_of_year(year: Diseases, first_age: FirstAge) -> DiseaseYear:
    """The year of every disease in every scenario, and the mortality it adds (4.1, 4.2)."""
    end, cases = np.zeros(year.prevalence.shape), np.zeros(year.prevalence.shape)
    added = np.zeros(year.prevalence.shape[1:])
    for d, first in enumerate(first_age):
        here = _from_age(first)
        deadlier = year.ratio.get(("fatality", d))
        fall = year.fall[here]
        excess = _with_ratio(year.excess_mortality[d][here] * fall, deadlier, here)
        done = disease_year(
            year.prevalence[d][here],
            _incidence(year, d, here),
            _with_ratio(year.remission[d][here], year.ratio.get(("remission", d)), here),
            excess,
            _with_ratio(year.fatal_fraction[d][here] * fall, deadlier, here),
            year.cured_fraction[d][here][:, None],
        )
        end[d][here], cases[d][here] = done.prevalence, done.cases
        share = year.underlying[d][:, None, :, None, None]
        added[here] += added_mortality(done.hazard, excess, share, year.prevalence[d][here], done.prevalence)
    return DiseaseYear(end, cases, added)


def _from_age(first: int) -> Cells:
    """The place of the ages from the first on, [..., age, group]."""
    return (..., slice(first, None), slice(None))


def _with_ratio(rate: Array, ratio: Array | None, here: Cells) -> Array:
    """A rate [draw, sex, age, group] with an axis for scenarios, times the ratio of those, if any."""
    return rate[:, None] if ratio is None else rate[:, None] * ratio[here]


def _incidence(year: Diseases, d: int, here: Cells) -> Array:
    """Incidence of one disease: that of the reference, changed by exposure and other diseases (3.3, 3.5)."""
    incidence = _with_ratio(year.incidence[d][here], year.ratio.get(("incidence", d)), here)
    for cause, outcome, ratio in year.effects:
        if outcome == d:
            excess = ratio[:, None, :, :, None][here] - 1.0
            incidence = incidence * (1.0 + year.prevalence[cause][here] * excess)
    return incidence


def survive(people: Array, mortality: Array, leaving: Array, coming: Array) -> Survived:
    """Take people to 31 December: who dies, and migrants, who come or leave half-way the year (2.1).

    `people` and `mortality` [draw, scenario, sex, age, group]; `leaving` the part of the people that
    emigrates and `coming` the arrivals, who die as the reference does, both [draw or 1, sex, age, group].
    """
    survival, half = np.exp(-mortality), np.exp(-0.5 * mortality)
    left, usual = leaving[:, None] * people, half[:, :1]
    stayed = people * survival - left * half
    deaths = people * (1.0 - survival) - left * (1.0 - half) + coming[:, None] * (1.0 - usual)
    persons = stayed + coming[:, None] * usual
    weight = np.divide(stayed, persons, out=np.ones_like(persons), where=persons > 0)
    return Survived(persons, weight, deaths)


def join(persons: Array, newborn: Array, up: Array, down: Array) -> tuple[Array, Joined]:
    """Take persons to the next 1 January, and tell of whom each cell then consists (2.1, 2.3).

    `persons` [draw, scenario, sex, age, group], `newborn` [draw, sex, group]; `up` and `down` the parts of a
    group that move, [draw, sex, age, group].
    """
    aged, moves = next_ages(persons, newborn[:, None]), (up[:, None], down[:, None])
    both = persons[..., -2:, :].sum(axis=-2, keepdims=True)
    oldest = np.divide(persons[..., -1:, :], both, out=np.zeros_like(both), where=both > 0)
    return move(aged, *moves), Joined(oldest, np.stack(mixing(aged, *moves)))


def next_ages(persons: Array, newborn: Array) -> Array:
    """Make everybody a year older; the open last age keeps its people.

    `persons` [..., age, group], `newborn` [..., group] those at age 0.
    """
    aged = np.empty_like(persons)
    aged[..., 0, :] = newborn
    aged[..., 1:, :] = persons[..., :-1, :]
    aged[..., -1, :] += persons[..., -1, :]
    return aged


def carry_diseases(
    before: Array, done: DiseaseYear, passage: Passage, first_age: FirstAge, new: Array
) -> Passed:
    """Take prevalence to the next 1 January, into `new`, and count the outcomes of the year (4.3, 4.4).

    Arrivals bring the reference's prevalence of their cell; people move between groups with all they carry;
    newborns carry the prevalence at birth.
    """
    start, end = 0.5 * passage.start, 0.5 * passage.end
    lived, arrived = start + end, 1.0 - passage.weight
    per_person = 1.0 / np.where(lived > 0, lived, 1.0)
    healthy = np.ones(lived.shape)
    counts = np.zeros((6, len(new), *lived.shape[:2], lived.shape[-1]))
    for d, first in enumerate(first_age):
        here = _from_age(first)
        now = done.prevalence[d] * passage.weight + done.prevalence[d][:, :1] * arrived
        sick = before[d][here] * start[here] + now[here] * end[here]
        cases = done.cases[d][here] * lived[here]
        counts[0, d], counts[1, d] = by_group(sick), by_group(cases)
        if d in passage.care_use:
            use = passage.care_use[d][here]
            counts[2, d], counts[3, d] = by_group(sick * use), by_group(cases * use)
        else:
            counts[2:4, d] = counts[:2, d]
        counts[4, d] = _paid_by_group(sick, passage.paid[0, d, :, first:])
        counts[5, d] = _paid_by_group(cases, passage.paid[1, d, :, first:])
        weight = passage.disability[d][:, None, None, None, None]
        healthy[here] *= 1.0 - weight * (sick * per_person[here])  # one factor of `healthy_part`
        new[d] = passage.joined.carry(now)
        new[d][..., 0, :] = passage.at_birth[d][:, None]
    sick, cases, cared_sick, cared_cases, paid_sick, paid_cases = counts
    return Passed(sick, cases, cared_sick, cared_cases, paid_sick, paid_cases, healthy)


def _paid_by_group(people: Array, hours: Array) -> Array | float:
    """Paid hours of people beyond those of the reference, [draw, scenario, group]; 0 where not asked for."""
    return np.einsum("nksag,sa->nkg", people - people[:, :1], hours) if hours.any() else 0.0


def change_risk(link: RiskChange, factor: Array) -> None:
    """Multiply relative incidence [draw, scenario, sex, age, group] by what one link changes, in place."""
    change = link.change
    if link.late is not None:
        late, kept = link.late
        change = followed(change, late[:, :, link.acting], kept)
    moved = (change * link.excess[:, :, None]).sum(axis=0)
    factor[:, link.acting] *= 1.0 - potential_impact_fraction(link.usual[:, None], moved)


def follow(change: Array, acting: NDArray[np.int64], kept: Array, late: Array) -> None:
    """Bring the lagged change of scenarios that act on a factor to the end of the year, in place (3.4).

    `change` of this year [level-1, draw, acting, sex, age, group]; `late` [level-1, draw, scenario, ...] and
    `kept` [sex, age, group] what a year leaves of their difference.
    """
    late[:, :, acting] = followed(change, late[:, :, acting], kept)


def late_risk(now: Array, late: Array, kept: Array, excess: Array) -> Array:
    """Mean relative risk of levels that are followed with a lag, [draw, sex, age, group] (3.2, 3.4).

    `now` and `late` shares [level-1, draw, sex, age, group], `kept` [sex, age, group] what is left of their
    difference, `excess` RR - 1, likewise.
    """
    return np.asarray(1.0 + (followed(now, late, kept) * excess).sum(axis=0))


def pass_late(links: Sequence[LateRows], joined: Joined) -> list[Array]:
    """Lagged exposures on the next 1 January, moved with their people; newborns have that of today (3.4).

    The rows of all links are moved together: each is too small to be worth a move of its own.
    """
    if not links:
        return []
    mixed = carry_rows(np.concatenate([followed(*link) for link in links]), joined)
    mixed[..., 0, :] = np.concatenate([now[..., 0, :] for now, _, _ in links])
    return np.split(mixed, np.cumsum([len(now) for now, _, _ in links])[:-1])


def carry_rows(rows: Array, joined: Joined) -> Array:
    """Take rows of shares to the next 1 January, [row, draw, (scenario,) sex, age, group] (4.4)."""
    return joined.carry(rows)


def follow_transitions(
    carried: Array, places: Sequence[slice], acting: NDArray[np.int64], mixed: Array, wanted: Array
) -> None:
    """Send the differences that shifts made through the net transitions of the reference, in place (3.1).

    `carried` [row, draw, scenario, sex, age, group], of which `places` hold the differences of the levels but
    the first; `mixed` and `wanted` shares of the reference on the next 1 January, as its people bring them
    and as they are to be, [level, draw, sex, age, group].
    """
    leaving, arriving = net_transition(mixed, wanted)
    for place in places:
        rows = carried[place][:, :, acting]
        whole = np.concatenate([-rows.sum(axis=0, keepdims=True), rows])
        carried[place][:, :, acting] = follow_transition(whole, leaving[:, :, None], arriving[:, :, None])[1:]


def pass_traces(carried: Array, weight: Array, joined: Joined, traces: Traces, new: Array) -> None:
    """Take what measures left behind to the next 1 January, in the rows of `new` that are named (4.4).

    Arrivals bring no trace of any measure; people move between groups with all they carry. Rows are
    [row, draw, scenario, sex, age, group].
    """
    draws = np.arange(len(weight))
    for rows, some in traces:
        left = [row for row in rows if carried[row].any()]
        if left:
            place = np.ix_(np.array(left), draws, some)
            new[place] = carry_rows(carried[place] * weight[:, some], joined.of_scenarios(some))


def by_group(quantity: Array) -> Array:
    """Sum over sex and age, [draw, scenario, sex, age, group] to [draw, scenario, group]."""
    return np.asarray(np.einsum("nksag->nkg", quantity))


def mean_curve_risks(exposure: Array, start: float, step: float, tables: Array) -> list[Array]:
    """Mean over the quantiles of exposure of the risks of some response curves (3.2).

    `exposure` [q, draw, scenario, sex, age, group], `tables` [curve, draw, sex, age, point]; results
    [draw, scenario, sex, age, group].
    """
    left, part = place_on_curve(exposure, start, step, tables.shape[-1])
    return [risk_at_place(left, part, table[:, None, :, :, None]).mean(axis=0) for table in tables]
