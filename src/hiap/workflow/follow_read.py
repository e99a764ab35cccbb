"""A programme that is followed, read and put on its axes: plan, table, series; nothing is judged yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from hiap.catalogue.documents import Document
from hiap.catalogue.follow_plans import follow_rules, read_follow_plan
from hiap.catalogue.measured_files import load_measured
from hiap.catalogue.measured_table import MeasuredTable
from hiap.domain.follow_plan import EVERYBODY, FollowPlan, FollowRules
from hiap.workflow.follow_series import Axes, Series, axes_of, series_of

ReadRun = Callable[[Path], Mapping[str, Any]]
"""Reads the result of a run from its folder, as `hiap.read_result`."""


class Programme(NamedTuple):
    """A plan and what was measured of it; `remarks` are those of the file of values."""

    folder: Path
    plan: FollowPlan
    document: Document
    table: MeasuredTable
    file: str | None
    remarks: tuple[str, ...]
    series: list[Series]
    axes: Axes
    rules: FollowRules

    def series_of(self, indicator: str) -> Series:
        """The series of an indicator."""
        return next(one for one in self.series if one.indicator.id == indicator)

    def row_of(self, place: str, group: str = EVERYBODY) -> int:
        """The row of a place and a group in the arrays of every indicator."""
        at = next(number for number, one in enumerate(self.axes.places) if one.id == place)
        return at * len(self.axes.groups) + self.axes.groups.index(group)


def read_programme(plan: str, data: str | None) -> Programme:
    """Read a plan, and a table of what was measured or the photo of the plan alone.

    Raises
    ------
    InputError : every fault of the plan, or of the table, at once; nothing is read in part.
    """
    read, document = read_follow_plan(plan)
    table, sheet = load_measured(data, read, document)
    rules = follow_rules()
    name, remarks = (sheet.name, tuple(sheet.remarks)) if sheet else (None, ())
    series = series_of(read, table, rules)
    return Programme(Path(plan).parent, read, document, table, name, remarks, series, axes_of(read), rules)


def measured_values(series: list[Series]) -> int:
    """How many values there are, each with its rows by age counted once."""
    return int(sum((~np.isnan(one.measured.value)).sum() for one in series))


def hidden_values(series: list[Series]) -> int:
    """How many values are not shown because they are too small, or would give such a one away."""
    return int(sum((one.hidden & ~np.isnan(one.measured.value)).sum() for one in series))
