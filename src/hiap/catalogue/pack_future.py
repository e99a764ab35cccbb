"""Reads how far births and migration of later years may be off, and checks it (2.7)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.folder import Folder
from hiap.catalogue.pack_tables import LIMIT_TABLES, Table
from hiap.catalogue.tables import grid
from hiap.domain.errors import Fault
from hiap.domain.future import KNOWN, Future
from hiap.uncertainty.distributions import WIDTH

Array = NDArray[np.float64]
BIRTHS, MIGRANTS = LIMIT_TABLES
ROUNDING = 1e-3
"""Part by which a table of limits may be off the sum of the table that it is of."""


def future_of(folder: Folder, years: Sequence[str]) -> Future:
    """Give how far births and net migrants of each year may be off; 0 where the pack has no such table.

    Formula: births ln(value/low)/1.96 and ln(high/value)/1.96; migrants (value - low)/(1.96 value) and
    (high - value)/(1.96 value), for they enter as factors on the tables.
    """
    births, migrants = KNOWN.births, KNOWN.migrants
    if folder.has(f"{BIRTHS}.csv"):
        value, low, high = _limits(folder, BIRTHS, years)
        births = np.log(np.stack([value / low, high / value])) / (WIDTH / 2.0)
    if folder.has(f"{MIGRANTS}.csv"):
        value, low, high = _limits(folder, MIGRANTS, years)
        migrants = np.stack([value - low, high - value]) / value / (WIDTH / 2.0)
    return Future(births, migrants)


def _limits(folder: Folder, name: str, years: Sequence[str]) -> Iterator[Array]:
    """Value, lower and upper limit by year."""
    table = folder.columns(name)
    for column in ("value", "low", "high"):
        yield grid({"year": table["year"], "value": table[column]}, {"year": years})


def future_faults(tables: Mapping[str, Table]) -> Iterator[Fault]:
    """Every year in which a table of limits is not of the table that it belongs to.

    >>> nothing = {name: Table(f"{name}.csv", (), ()) for name in ("fertility", "migration", *LIMIT_TABLES)}
    >>> list(future_faults(nothing))
    []
    """
    for name in LIMIT_TABLES:
        of = name.partition("_")[0]
        if tables[name].faults or tables[of].faults:
            continue
        totals: dict[str, float] = {}
        for line in tables[of].lines:
            year = line.cells["year"]
            totals[year] = totals.get(year, 0.0) + float(line.cells["value"])
        for line in tables[name].lines:
            value, total = float(line.cells["value"]), totals.get(line.cells["year"], 0.0)
            if value == 0.0 or abs(value - total) > ROUNDING * abs(total):
                problem = f"the value {value:g} of {line.cells['year']} is not the sum of {of}, {total:g}"
                cure = f"write that sum, or leave {name} out where it is 0"
                yield Fault(tables[name].path, line.number, problem, cure)
