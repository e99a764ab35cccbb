"""Measured values of one indicator as arrays: value, chance, limits, and what is too small to show."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from hiap.domain.follow_plan import BY_AGE, IndicatorKind
from hiap.monitoring.intervals import mean_limits, poisson_limits, share_limits
from hiap.monitoring.standardised import FEWEST_EVENTS, dobson_limits

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Kind = IndicatorKind
COUNTED: tuple[Kind, ...] = ("count", "proportion", "rate")
PERCENT = 100.0


@dataclass(frozen=True)
class Measured:
    """Values of one indicator, [series, year]; NaN is not measured or not known.

    Parameters
    ----------
    kind : how it is measured; a share is in percent.
    value : in the unit of the indicator.
    events, people : what was counted, and of how many; NaN where only the value is known. By age:
        of all ages.
    deviation : standard deviation of single people, for a mean, with `people` asked; by age (13.2, 13.4) the
        standard error of the value.
    per : a rate is per so many people.
    design_effect : variance of a sample over that of one drawn at random from all; 1 for a register.

    >>> share = np.array([[20.0]])
    >>> found = Measured("proportion", share, share, share * 5, np.full((1, 1), np.nan)).variance()
    >>> found.round(6).tolist()
    [[16.0]]
    """

    kind: Kind
    value: Array
    events: Array
    people: Array
    deviation: Array
    per: float = 1.0
    design_effect: float = 1.0

    def scale(self) -> Array:
        """What one event more adds to the value."""
        if self.kind == "count":
            return np.ones(self.value.shape)
        whole = PERCENT if self.kind == "proportion" else self.per
        return np.asarray(whole / self.people)

    def variance(self) -> Array:
        """Variance of each value by the chance of its sample or its count (13.5); NaN where it is not known.

        Formula: count x; rate per²·x/n²; share 100²·p(1 - p)/n; mean s²/n; each times the design effect; by
        age the error of (13.2) and (13.4) squared.
        """
        if self.kind in BY_AGE:
            return np.asarray(self.deviation**2)
        if self.kind == "mean":
            plain = self.deviation**2 / self.people
        elif self.kind == "proportion":
            share = self.events / self.people
            plain = PERCENT**2 * share * (1 - share) / self.people
        else:
            plain = self.scale() ** 2 * self.events
        return np.asarray(self.design_effect * plain)

    def limits(self, confidence: float) -> tuple[Array, Array]:
        """Limits of each value (13.1), with a sample as large as its design makes it; NaN where not known."""
        if self.kind == "mean":
            low, high = mean_limits(self.value, self.deviation, self.people, confidence)
            wider = np.sqrt(self.design_effect)
            return self.value - wider * (self.value - low), self.value + wider * (high - self.value)
        if self.kind == "index":
            return np.full(self.value.shape, np.nan), np.full(self.value.shape, np.nan)
        if self.kind == "standardised_rate":
            return dobson_limits(self.value, self.deviation, self.events, confidence)
        if self.kind in BY_AGE:
            away = ndtri(0.5 + 0.5 * confidence) * self.deviation
            return self.value - away, self.value + away
        events, people = self.events / self.design_effect, self.people / self.design_effect
        if self.kind == "proportion":
            low, high = share_limits(events, people, confidence)
            return PERCENT * low, PERCENT * high
        low, high = poisson_limits(events, confidence)
        scale = self.scale() * self.design_effect
        return scale * low, scale * high

    def small(self, fewest_events: float, fewest_people: float) -> Mask:
        """Where so few are counted, not counted or asked that people could be known (13.6)."""
        least = FEWEST_EVENTS if self.kind == "standardised_rate" else 0.0
        little = (self.people < fewest_people) | (self.events < max(fewest_events, least))
        if self.kind == "proportion":
            little |= self.people - self.events < fewest_events
        return np.asarray(little)

    def as_rate(self) -> Measured:
        """A standardised rate as the rate of so many events that its error is the same.

        Formula: x = (rate/error)², n = per·x/rate.
        """
        events = (self.value / self.deviation) ** 2
        return replace(self, kind="rate", events=events, people=self.per * events / self.value)

    def rows(self, chosen: NDArray[np.int64]) -> Measured:
        """Some of the series, in that order."""
        return replace(
            self,
            value=self.value[chosen],
            events=self.events[chosen],
            people=self.people[chosen],
            deviation=self.deviation[chosen],
        )

    def years(self, chosen: NDArray[np.int64]) -> Measured:
        """Some of the years, in that order."""
        return replace(
            self,
            value=self.value[:, chosen],
            events=self.events[:, chosen],
            people=self.people[:, chosen],
            deviation=self.deviation[:, chosen],
        )

    def without(self, hidden: Mask) -> Measured:
        """The same without the values that are not to be shown or used."""

        def kept(part: Array) -> Array:
            return np.where(hidden, np.nan, part)

        return replace(
            self,
            value=kept(self.value),
            events=kept(self.events),
            people=kept(self.people),
            deviation=kept(self.deviation),
        )


def hidden_by_totals(small: Mask, parts: NDArray[np.int64], total: NDArray[np.int64], values: Array) -> Mask:
    """Hide one more part where a total and all other parts would give a hidden one away (13.6).

    Where exactly one of the parts that add up to a shown total is hidden, the smallest of the other parts is
    hidden too.

    Shapes: `small` and `values` [series, year]; `parts` and `total` are places on the first axis, the parts
    of one total and its own place. Units: none. Errors: none of its own.
    Source: Hundepool et al., Statistical Disclosure Control, 2012, chapter 4 (secondary suppression).

    >>> small = np.array([[True], [False], [False], [False]])
    >>> values = np.array([[4.0], [30.0], [20.0], [54.0]])
    >>> hidden_by_totals(small, np.array([0, 1, 2]), np.array([3]), values)[:, 0].tolist()
    [True, False, True, False]
    """
    hidden = small.copy()
    there = ~np.isnan(values[parts])
    alone = (hidden[parts].sum(axis=0) == 1) & ~hidden[total[0]] & ~np.isnan(values[total[0]])
    alone &= there.sum(axis=0) > 1
    left = np.where(hidden[parts] | ~there, np.inf, values[parts])
    for year in np.flatnonzero(alone):
        hidden[parts[int(left[:, year].argmin())], year] = True
    return hidden
