"""How a scenario is looked at: its place in the differences, whose balance counts, which discounting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hiap.domain.measure import PACKAGE, Measure
from hiap.economics.appraisal import ESTIMATE, net_present_value, summarise
from hiap.economics.discounting import discount_factors
from hiap.economics.ledger import Perspective, perspective_balance
from hiap.workflow.block import Differences, Task
from hiap.workflow.perspective import SOCIETY, choose

Array = NDArray[np.float64]
Value = dict[str, float | None]


@dataclass(frozen=True)
class View:
    """One scenario of the differences, with discount factors by year from the base year on."""

    task: Task
    found: Differences
    index: int
    measures: tuple[Measure, ...]
    first: int
    years: int
    perspective: Perspective
    factors: Array
    health_factors: Array

    @property
    def window(self) -> slice:
        """The years that series show."""
        start = self.first - self.task.pack.base_year
        return slice(start, start + self.years)

    @cached_property
    def places(self) -> tuple[int, ...]:
        """Places of the lines that may hold anything: of its own measures, and what follows from all."""
        own = {None, *(measure.id for measure in self.measures)}
        return tuple(place for place, line in enumerate(self.found.lines) if line.measure in own)


Views = Mapping[str, View]


def views_of(task: Task, found: Differences, first: int, years: int, perspective: Perspective) -> Views:
    """The view of every scenario by id, the package last."""
    scheme = task.pack.discounting[perspective.discounting]
    money, health = (factors_from(task, first, rates) for rates in (scheme.costs, scheme.effects))
    views = {
        measure.id: View(task, found, i + 1, (measure,), first, years, perspective, money, health)
        for i, measure in enumerate(task.measures)
    }
    if len(task.measures) > 1:
        views[PACKAGE] = View(
            task, found, len(views) + 1, task.measures, first, years, perspective, money, health
        )
    return views


def as_society(view: View) -> View:
    """The same scenario with the balance of society, whatever perspective was asked for.

    A pack that has no society among its perspectives keeps the one that was asked for.
    """
    if all(seen.id != SOCIETY for seen in view.task.pack.views):
        return view
    society = choose(view.task.pack, SOCIETY)
    scheme = view.task.pack.discounting[society.discounting]
    money, health = (factors_from(view.task, view.first, rates) for rates in (scheme.costs, scheme.effects))
    return replace(view, perspective=society, factors=money, health_factors=health)


def factors_from(task: Task, first: int, rates: tuple[tuple[int | None, float], ...]) -> Array:
    """Discount factors by year from the base year; years before the first year count as year 0."""
    start = first - task.pack.base_year
    since = np.maximum(np.arange(task.years) - start, 0)
    return discount_factors(since.astype(np.float64), rates)


def net_present_values(view: View, end: int | None = None) -> tuple[Array, Array]:
    """Present value per draw of money and of health at the first QALY value, by the perspective (8.3)."""
    accounts = [party.id for party in view.task.pack.parties]

    def worth(balance: Array, factors: Array) -> Array:
        with_reference = balance[:, [0, view.index], :end]
        flows = perspective_balance(with_reference, accounts, view.perspective)
        return net_present_value(flows, factors[:end])[:, 1]

    return worth(view.found.money, view.factors), worth(view.found.health_money, view.health_factors)


def value(draws: Array, many: bool) -> Value:
    """Mean, median, 95 % interval and chance of being above 0; without draws the one answer alone."""
    if not many:
        return dict.fromkeys(ESTIMATE) | {"mean": float(draws[0])}
    found = summarise(draws)
    return {key: getattr(found, key) for key in ESTIMATE}
