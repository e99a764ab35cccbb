"""For whom a scenario works out well: gain, gap, floor, net health by group, and the chosen goal (8.7)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import SEXES, EquityTerms, Pack
from hiap.economics.appraisal import ESTIMATE
from hiap.economics.discounting import present_value
from hiap.equity.concentration import concentration_index, erreygers_index, wagstaff_index
from hiap.equity.distribution import net_gain, plane_point
from hiap.equity.gap import absolute_gap, people_below, people_lifted, relative_gap, shortfall
from hiap.equity.groups import weighted_mean
from hiap.equity.slope import fitted_ends, relative_index, slope_index
from hiap.equity.welfare import (
    Equivalent,
    Worth,
    atkinson_change,
    atkinson_equivalent,
    atkinson_weights,
    kolm_change,
    kolm_equivalent,
    kolm_weights,
    split_of_change,
)
from hiap.simulation.expectancy import marked_places
from hiap.workflow.block import horizon_years
from hiap.workflow.equity_words import direction_words, goal_words
from hiap.workflow.goal import FLOOR, GAP, GOALS, WORST_OFF, Goal
from hiap.workflow.reference import age_bands, band_name
from hiap.workflow.views import Value, View, value

Array = NDArray[np.float64]
Rows = dict[str, object]
NONE, NARROWS, WIDENS, UNCLEAR, UNDEFINED = "none", "narrows", "widens", "unclear", "undefined"


@dataclass(frozen=True)
class Case:
    """One scenario of which the distribution is told.

    `gain` [draw, group] and `by_age` [draw, sex, age band] in HALYs over the horizon; `discounted` [draw,
    group] the present value of `gain`; `care_cost` [draw] the present value in euro of what the care budget
    pays more; `quality` and `healthy` [scenario, draw, year, sex, group] years at birth in full and in good
    perceived health, first those of the reference, in `years`.
    """

    pack: Pack
    goal: Goal
    many: bool
    gain: Array
    by_age: Array
    discounted: Array
    care_cost: Array
    years: tuple[int, ...]
    quality: Array
    healthy: Array

    @property
    def persons(self) -> Array:
        """Persons of the base year [sex, group], the standard by which groups are weighed in every year."""
        return np.asarray((self.pack.people[..., None] * self.pack.group_share).sum(axis=1))

    @property
    def people(self) -> Array:
        """The same for both sexes, [group]."""
        return np.asarray(self.persons.sum(axis=0))

    @property
    def telling(self) -> int | None:
        """The marked year in which the scenario changes healthy life expectancy most, None without any."""
        if not self.years:
            return None
        usual, changed = weighted_mean(self.both(self.healthy), self.people)
        change = np.abs((changed - usual).mean(axis=0))
        return int(change.argmax())

    def both(self, years: Array) -> Array:
        """Years of both sexes [..., group] from [..., sex, group], by the share of boys among births."""
        boys = self.pack.share_male_at_birth
        return np.asarray(boys * years[..., 0, :] + (1.0 - boys) * years[..., 1, :])

    def cells(self, t: int) -> Array:
        """Healthy life expectancy of a marked year [scenario, draw, sex and group]."""
        return self.healthy[:, :, t].reshape(*self.healthy.shape[:2], -1)

    def three(self, levels: Array) -> Rows:
        """Levels [scenario, draw] of the reference and of the scenario, and their difference per draw."""
        usual, changed = levels
        found = {"reference": usual, "with_measure": changed, "difference": changed - usual}
        return {name: value(draws, self.many) for name, draws in found.items()}


def case_of(view: View, goal: Goal) -> Case:
    """What the distribution of a scenario is told from; of the marked years those in which it is followed."""
    pack, found, k = view.task.pack, view.found, view.index
    end = max(measure.start + horizon_years(measure.years) for measure in view.measures)
    places = marked_places(pack, view.task.years)
    kept = [i for i, place in enumerate(places) if pack.base_year + place < end]
    accounts = pack.equity.care_budget if pack.equity else ()
    budget = [found.accounts.index(account) for account in accounts]
    spent = found.money[:, k][..., budget].sum(axis=-1)
    return Case(
        pack=pack,
        goal=goal,
        many=view.task.count > 0,
        gain=found.haly[:, k].sum(axis=1),
        by_age=found.haly_by_age[:, k],
        discounted=present_value(found.haly[:, k], view.health_factors, axis=1),
        care_cost=0.0 - present_value(spent, view.factors, axis=1),
        years=tuple(pack.base_year + places[i] for i in kept),
        quality=with_and_without(found.reference_haly_expectancy, found.haly_expectancy[:, k])[:, :, kept],
        healthy=with_and_without(found.reference_healthy_expectancy, found.healthy_expectancy[:, k])[
            :, :, kept
        ],
    )


def with_and_without(reference: Array, difference: Array) -> Array:
    """The reference and, behind it, the scenario that differs from it, [scenario, ...].

    >>> with_and_without(np.array([60.0]), np.array([0.5])).tolist()
    [[60.0], [60.5]]
    """
    return np.stack([reference, reference + difference])


def equity_of(case: Case) -> Rows:
    """Everything about the distribution of one scenario, in plain values."""
    telling = case.telling
    return {
        "gain": _gain(case),
        "expectancy": _expectancy(case),
        "direction": _direction(case, telling),
        "floor": _floor(case, telling),
        "distribution": _distribution(case, case.pack.equity) if case.years and case.pack.equity else None,
        "goal": _goal(case, telling),
    }


def _gain(case: Case) -> Rows:
    """The gain in HALYs by sex and by age, and the part of the lowest group beside its part of the people."""
    bands = [band_name(case.pack, *ends) for ends in age_bands(case.pack)]
    return {
        "by_sex": {s: value(case.by_age[:, i].sum(axis=-1), case.many) for i, s in enumerate(SEXES)},
        "by_age": {b: value(case.by_age[:, :, i].sum(axis=-1), case.many) for i, b in enumerate(bands)},
        "lowest": {
            "group": case.pack.groups[0],
            "share_of_people": float(case.people[0] / case.people.sum()),
            "share_of_gain": share_of_lowest(case.gain, case.many),
        },
    }


def share_of_lowest(gain: Array, many: bool) -> Value | None:
    """Part of the gain [draw, group] of the first group, of the means; None unless all groups gain.

    It has an interval only if all groups gain in every draw.

    >>> share_of_lowest(np.array([[3.0, 1.0]]), many=False)["mean"]
    0.75
    >>> share_of_lowest(np.array([[3.0, -1.0]]), many=False) is None
    True
    """
    mean = gain.mean(axis=0)
    if np.any(mean < 0) or mean.sum() <= 0:
        return None
    found: Value = dict.fromkeys(ESTIMATE)
    if many and bool(np.all(gain >= 0) and np.all(gain.sum(axis=1) > 0)):
        found = value(gain[:, 0] / gain.sum(axis=1), many)
    return found | {"mean": float(mean[0] / mean.sum()), "chance_positive": None}


def _expectancy(case: Case) -> list[Rows]:
    """Both life expectancies in health of each marked year, and the measures of inequality in them."""
    healthy, quality = _by_year(case, case.healthy), _by_year(case, case.quality)
    return [
        {"year": year, "healthy_life_expectancy": healthy[t], "haly_expectancy": quality[t]}
        for t, year in enumerate(case.years)
    ]


def _by_year(case: Case, years: Array) -> list[Rows]:
    """Levels by sex and group, gaps and indices of years [scenario, draw, year, sex, group], by year."""
    groups, by_sex = case.pack.groups, absolute_gap(years)
    indices = _indices(case, case.both(years))
    return [
        {
            "by_sex": {
                sex: {group: _level(case, years[:, :, t, s, g]) for g, group in enumerate(groups)}
                for s, sex in enumerate(SEXES)
            },
            "gap_by_sex": {sex: case.three(by_sex[:, :, t, s]) for s, sex in enumerate(SEXES)},
            **{
                name: None if levels is None else case.three(levels[:, :, t])
                for name, levels in indices.items()
            },
        }
        for t in range(len(case.years))
    ]


def _level(case: Case, levels: Array) -> Rows:
    """One group: years of the reference, mean over draws, and what the scenario adds."""
    usual, changed = levels
    return {"reference": float(usual.mean()), "difference": value(changed - usual, case.many)}


def _indices(case: Case, years: Array) -> dict[str, Array | None]:
    """Gaps and indices over groups of years [..., group]; None where there is nothing to divide by."""
    people, several, positive = case.people, len(case.pack.groups) > 1, bool(np.all(years > 0))
    line = several and all(bool(np.all(end > 0)) for end in fitted_ends(years, people, "plain"))
    limits = (0.0, float(case.pack.ages - 1))
    within = positive and bool(np.all(years < limits[1]))
    return {
        "gap": absolute_gap(years),
        "relative_gap": relative_gap(years) if positive else None,
        "slope_index": slope_index(years, people, "plain") if several else None,
        "relative_index": relative_index(years, people, "plain") if line else None,
        "concentration_index": concentration_index(years, people) if positive else None,
        "erreygers_index": erreygers_index(years, people, *limits) if within else None,
        "wagstaff_index": wagstaff_index(years, people, *limits) if within else None,
    }


def way(difference: Array, many: bool) -> str:
    """Whether a gap narrows, widens, stays, or changes so little that it may be chance.

    >>> way(np.array([-1.0, -2.0]), many=True), way(np.array([-1.0, 2.0]), many=True)
    ('narrows', 'unclear')
    >>> way(np.array([0.0]), many=False), way(np.array([1e-9]), many=False)
    ('none', 'widens')
    """
    if not np.any(difference):
        return NONE
    found = value(difference, many)
    mean, low, high = (found[key] for key in ("mean", "low", "high"))
    if low is not None and high is not None and low <= 0.0 <= high:
        return UNCLEAR
    return WIDENS if mean is not None and mean > 0 else NARROWS


def _direction(case: Case, t: int | None) -> Rows | None:
    """What the measure itself does to the gap in healthy life expectancy, in years and in proportion."""
    if t is None:
        return None
    years = case.both(case.healthy[:, :, t])
    gap, change = absolute_gap(years)[0], np.diff(absolute_gap(years), axis=0)[0]
    absolute = way(change, case.many)
    relative = UNDEFINED
    if np.all(years > 0):
        relative = way(np.diff(relative_gap(years), axis=0)[0], case.many)
    return {
        "year": case.years[t],
        "absolute": absolute,
        "relative": relative,
        **direction_words(case.years[t], absolute, relative, float(gap.mean()), float(change.mean())),
    }


def _floor(case: Case, t: int | None) -> Rows | None:
    """People in groups whose healthy life expectancy is below the floor, without and with the measure."""
    floor = case.goal.floor_years
    if t is None or floor is None:
        return None
    years, people = case.cells(t), case.persons.ravel()
    return {
        "years": floor,
        "of_the_pack": case.pack.equity is not None and floor == case.pack.equity.floor.value,
        "year": case.years[t],
        "people_below": case.three(people_below(years, people, floor)),
        "people_lifted": value(people_lifted(years[0], years[1], people, floor), case.many),
        "shortfall": case.three(shortfall(years, people, floor)),
        **_who_is_below(case, t, floor),
    }


def _who_is_below(case: Case, t: int, floor: float) -> Rows:
    """Who those are: each sex and group with its years, and the ages of the people in groups below."""
    pack, healthy = case.pack, case.healthy[:, :, t]
    by_age = pack.people[..., None] * pack.group_share
    return {
        "by_sex": {
            sex: {
                group: {
                    "reference": float(healthy[0, :, s, g].mean()),
                    "people_below": case.three(
                        people_below(healthy[:, :, s, [g]], case.persons[s, [g]], floor)
                    ),
                }
                for g, group in enumerate(pack.groups)
            }
            for s, sex in enumerate(SEXES)
        },
        "by_age": {
            band_name(pack, *ends): case.three(_below_of(case.cells(t), by_age, ends, floor))
            for ends in age_bands(pack)
        },
    }


def _below_of(years: Array, by_age: Array, ends: tuple[int, int], floor: float) -> Array:
    """People of some ages in groups below the floor, [scenario, draw]; 0 where nobody has those ages."""
    people = by_age[:, ends[0] : ends[1] + 1].sum(axis=1).ravel()
    return people_below(years, people, floor) if people.any() else np.zeros(years.shape[:2])


def _equivalents(terms: EquityTerms, positive: bool) -> list[tuple[str, float, Equivalent, Worth]]:
    """The mean, and beside it the equivalents of the pack; Atkinson's only of health above 0."""

    def atkinson(epsilon: float) -> tuple[str, float, Equivalent, Worth]:
        return (
            *("atkinson", epsilon),
            lambda health, people: atkinson_equivalent(health, people, epsilon),
            lambda health, gain, people: atkinson_change(health, gain, people, epsilon),
        )

    def kolm(alpha: float) -> tuple[str, float, Equivalent, Worth]:
        return (
            *("kolm", alpha),
            lambda health, people: kolm_equivalent(health, people, alpha),
            lambda health, gain, people: kolm_change(health, gain, people, alpha),
        )

    return [
        ("mean", 0.0, weighted_mean, lambda health, gain, people: weighted_mean(gain, people)),
        *(atkinson(aversion.value) for aversion in terms.atkinson if positive),
        *(kolm(aversion.value) for aversion in terms.kolm),
    ]


def _distribution(case: Case, terms: EquityTerms) -> Rows:
    """Net health by group after what the care budget displaces, and what it is worth (8.7)."""
    people, limit = case.people, terms.threshold.value
    before = case.both(case.quality[0, :, 0])
    gain = net_gain(case.discounted, people, case.care_cost, limit, people)
    strongest = terms.atkinson[-1].value
    weights = atkinson_weights(before, people, strongest)
    of_years = kolm_weights(before, people, terms.kolm[-1].value)
    positive = bool(np.all(before + gain > 0))
    return {
        "year": case.years[0],
        "threshold_eur": limit,
        "net_care_cost_eur": value(case.care_cost, case.many),
        "displaced_qaly": value(case.care_cost / limit, case.many),
        "by_group": {
            group: {
                "reference": value(before[:, g], case.many),
                "net_gain": value(gain[:, g], case.many),
                "weight": float(weights[:, g].mean()),
                "weighted_gain": value(weights[:, g] * gain[:, g], case.many),
                "kolm_weight": float(of_years[:, g].mean()),
                "kolm_weighted_gain": value(of_years[:, g] * gain[:, g], case.many),
            }
            for g, group in enumerate(case.pack.groups)
        },
        "equivalents": [
            {"kind": kind, "aversion": aversion, **_worth_of(case, before, gain, level, worth)}
            for kind, aversion, level, worth in _equivalents(terms, positive)
        ],
        "plane": _plane(case, before, gain, strongest) if positive else None,
    }


def _worth_of(case: Case, before: Array, gain: Array, level: Equivalent, worth: Worth) -> Rows:
    """An equivalent without and with the measure, and the parts of its change."""
    usual, change = level(before, case.people), split_of_change(before, gain, case.people, worth)
    found = {
        "reference": usual,
        "with_measure": usual + change.total,
        "difference": change.total,
        "efficiency": change.efficiency,
        "equity": change.equity,
    }
    return {name: value(draws, case.many) for name, draws in found.items()}


def _plane(case: Case, before: Array, gain: Array, epsilon: float) -> Rows:
    """The point in the equity-impact plane, by the strongest aversion of Atkinson's kind."""
    point = plane_point(before, gain, case.people, lambda h, d, n: atkinson_change(h, d, n, epsilon))
    return {
        "aversion": epsilon,
        "equity": value(point.equity, case.many),
        "health": value(point.health, case.many),
    }


def _goal(case: Case, t: int | None) -> Rows:
    """The one number by which the scenario is held against the chosen goal, and whether it comes nearer."""
    name = case.goal.name
    nearer = NEARER[name](case, t)
    outcome = "not computed" if nearer is None else OUTCOME[way(nearer, case.many)]
    return {
        "name": name,
        "title": dict(GOALS[name]),
        "year": None if t is None or name == WORST_OFF else case.years[t],
        "unit": UNITS[name],
        "nearer": None if nearer is None else value(nearer, case.many),
        "outcome": outcome,
        **goal_words(outcome),
    }


def _nearer_gap(case: Case, t: int | None) -> Array | None:
    """Years by which the gap in healthy life expectancy narrows."""
    if t is None:
        return None
    usual, changed = absolute_gap(case.both(case.healthy[:, :, t]))
    return np.asarray(usual - changed)


def _nearer_floor(case: Case, t: int | None) -> Array | None:
    """Years by which people lack less to the floor, on average over all."""
    floor = case.goal.floor_years
    if t is None or floor is None:
        return None
    usual, changed = shortfall(case.cells(t), case.persons.ravel(), floor)
    return np.asarray(usual - changed)


def _nearer_worst_off(case: Case, _: int | None) -> Array:
    """HALYs per 1,000 persons that the lowest group gains more than all people on average."""
    each = 1000.0 * case.gain / case.people
    return np.asarray(each[:, 0] - weighted_mean(each, case.people))


NEARER: Mapping[str, Callable[[Case, int | None], Array | None]] = {
    GAP: _nearer_gap,
    FLOOR: _nearer_floor,
    WORST_OFF: _nearer_worst_off,
}
"""How much nearer each draw comes to a goal."""
UNITS: Mapping[str, str] = {
    GAP: "years",
    FLOOR: "years per person",
    WORST_OFF: "years per 1000 persons",
}
OUTCOME: Mapping[str, str] = {NARROWS: "away", WIDENS: "towards", NONE: NONE, UNCLEAR: UNCLEAR}
