"""Values that are worked out from a row for every age: standardised rates and years ahead (13.2, 13.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiap.monitoring.life_years import INFANT_SHARE, healthy_expectancy
from hiap.monitoring.measured import Array, Kind, Measured
from hiap.monitoring.standardised import EUROPEAN_2013, direct_with_error

Spot = tuple[NDArray[np.int64], ...]
STEP = 5
HALF = 0.5


class AgeRules(NamedTuple):
    """What an indicator by age asks: per so many people, last age, age of which, design effect."""

    per: float
    last_age: int | None
    at_age: int | None
    design_effect: float


def measured_by_age(
    kind: Kind, numbers: Mapping[str, Array], spot: Spot, shape: tuple[int, int], rules: AgeRules
) -> Measured:
    """Work out the values of an indicator from its rows by age; a row with a value is taken as it is.

    Shapes: `numbers` [row], `spot` series and year of each row, `shape` [series, year].
    Units: value in the unit of the indicator; events and people those of all ages.
    Errors: none of its own, where every place has every age (`catalogue.measured_ages`).
    Source: those of (13.2) and (13.4).

    >>> rows = {"age": [0.0, 65.0], "numerator": [5.0, 20.0], "denominator": [1000.0, 1000.0]}
    >>> rows |= dict.fromkeys(("value", "healthy", "n"), [np.nan, np.nan])
    >>> rows = {name: np.array(column) for name, column in rows.items()}
    >>> where, rules = (np.array([0, 0]), np.array([0, 0])), AgeRules(1000.0, None, None, 1.0)
    >>> measured_by_age("standardised_rate", rows, where, (1, 1), rules).value.round(3).tolist()
    [[7.925]]
    """
    known = ~np.isnan(numbers["age"])
    ages = np.unique(numbers["age"][known])
    value = np.full(shape, np.nan)
    error, events, people = value.copy(), value.copy(), value.copy()
    value[tuple(part[~known] for part in spot)] = numbers["value"][~known]
    where = tuple(part[known] for part in spot)
    cell = np.unique(np.ravel_multi_index(where, shape)) if ages.size else np.zeros(0, dtype=np.int64)
    if cell.size:
        at = (
            np.searchsorted(cell, np.ravel_multi_index(where, shape)),
            np.searchsorted(ages, numbers["age"][known]),
        )
        block = {}
        for name in ("numerator", "denominator", "healthy", "n"):
            block[name] = np.full((cell.size, ages.size), np.nan)
            block[name][at] = numbers[name][known]
        spots = np.unravel_index(cell, shape)
        value[spots], error[spots] = _worked_out(kind, block, ages, rules)
        events[spots], people[spots] = block["numerator"].sum(axis=1), block["denominator"].sum(axis=1)
    return Measured(kind, value, events, people, error, rules.per)


def _worked_out(kind: Kind, block: Mapping[str, Array], ages: Array, rules: AgeRules) -> tuple[Array, Array]:
    """Value and standard error of every place and year: [cell, age] in, [cell] out."""
    events, people = block["numerator"], block["denominator"]
    if kind == "standardised_rate":
        rate, error = direct_with_error(events, people, european_weights(ages, rules.last_age))
        return rules.per * rate, rules.per * error
    width = np.append(np.diff(ages), 1.0)
    healthy, asked = (1.0, None) if kind == "life_expectancy" else (block["healthy"] / block["n"], block["n"])
    first = INFANT_SHARE if ages[0] == 0 and width[0] == 1 else HALF
    years, error = healthy_expectancy(
        events, people, width, healthy, None if asked is None else asked / rules.design_effect, first
    )
    at = 0 if rules.at_age is None else int(np.searchsorted(ages, rules.at_age))
    return years[:, at], error[:, at]


def european_weights(ages: Array, last_age: int | None) -> Array:
    """Give the people of the European Standard Population 2013 in groups that begin at these ages (13.2).

    The last group ends at `last_age`, or is open.

    Shapes: [age]. Units: of 100,000 people. Errors: none of its own. Source: as `EUROPEAN_2013`.

    >>> european_weights(np.array([0.0, 65.0]), None).tolist()
    [80500.0, 19500.0]
    >>> european_weights(np.array([0.0, 45.0]), 64).tolist()
    [54000.0, 26500.0]
    """
    people = np.array(EUROPEAN_2013, dtype=np.float64)
    begins = STEP * np.arange(people.size)
    people[begins > (begins[-1] if last_age is None else last_age)] = 0.0
    group = np.searchsorted(ages, begins, side="right") - 1
    found = np.bincount(group[group >= 0], people[group >= 0], minlength=ages.size)
    return found.astype(np.float64)
