"""What an appraisal promised, laid beside what was measured: the numbers of method 14 for a plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.documents import Location
from hiap.catalogue.nearest import cure_for
from hiap.domain.errors import Fault, InputError, NoSuchRunError
from hiap.domain.follow_plan import Promise as Promised
from hiap.monitoring import realised as monitoring
from hiap.monitoring.measured import Array, Measured
from hiap.monitoring.realised import Promise, Realised, update
from hiap.workflow.follow_read import Programme, ReadRun
from hiap.workflow.realised import promised_path

FOUND, NO_START, NO_VALUE, NO_ERROR, NOTHING_YET = (
    "found",
    "no_start",
    "no_value",
    "no_error",
    "nothing_promised_yet",
)

ENDS = ("low", "high")
LEAST = 0.01
"""Least error of an index, whose own error nobody knows, as part of the spread between years."""


class Laid(NamedTuple):
    """A promise beside its series, by year of the promise; `realised` only where `why` is found.

    `without` is what would have been, `row` the row of the place and group in the arrays of the indicator.
    """

    said: Promised
    row: int
    why: str
    years: NDArray[np.int64]
    without: Array
    promise: Promise
    series: monitoring.Series | None
    realised: Realised | None
    result: Mapping[str, Any] | None


def laid_promises(read: Programme, read_run: ReadRun | None) -> list[Laid]:
    """Every promise of a plan that says what would have been without, beside what was measured.

    Raises
    ------
    InputError : a run that is not there, without draws, or without that outcome; years that do not meet.
    """
    found: list[Laid] = []
    faults: list[Fault] = []
    for number, said in enumerate(read.plan.promises):
        if said.without is None:
            continue
        try:
            result = _result(read, said, ("promises", number), read_run) if said.run else None
            found.append(_laid(read, said, ("promises", number), result))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return found


def _result(read: Programme, said: Promised, at: Location, read_run: ReadRun | None) -> Mapping[str, Any]:
    """The result of the run of a promise."""
    if read_run is None:
        cure = "in Python give read_run=hiap.read_result"
        raise _wrong(read, at, "run", f"{said.id}: nothing reads the run {said.run}", cure)
    try:
        result = read_run(read.folder / said.run)
    except NoSuchRunError:
        cure = "name the folder that hiap appraise --out wrote, as seen from this file"
        raise _wrong(read, at, "run", f"{said.id}: {said.run} is no run", cure) from None
    except InputError as error:
        fault = error.faults[0]
        raise _wrong(read, at, "run", f"{said.id}: {said.run} {fault.message}", fault.cure) from None
    return result


def _wrong(read: Programme, at: Location, field: str, message: str, cure: str) -> InputError:
    return InputError([read.document.fault((*at, field), message, cure)])


def _laid(read: Programme, said: Promised, at: Location, result: Mapping[str, Any] | None) -> Laid:
    row = read.row_of(said.place, said.group)
    shown = read.series_of(said.indicator).shown.rows(np.array([row]))
    reference = _reference(read, said)
    base = int(np.searchsorted(read.axes.years, said.base_year or 0))
    if said.base_year not in read.axes.years[:-1]:
        first, last = read.axes.years[[0, -2]].tolist()
        problem = f"{said.id}: base_year {said.base_year} is outside the plan, or its last year"
        raise _wrong(read, at, "base_year", problem, f"write a year from {first} to {last}")
    without = _without(shown, reference, base)
    if result is None:
        years, promise = _expected(read, said, base, without)
    else:
        years, promise = _of_run(read, said, at, result)
    places = np.searchsorted(read.axes.years, years)
    series, why = _measured(read, said, shown, reference, base, places, without)
    if why == FOUND and series is not None and not promise.mean[np.isfinite(series.values)].any():
        why = NOTHING_YET
    realised = update(promise, series) if why == FOUND and series is not None else None
    return Laid(said, row, why, years, without[places], promise, series, realised, result)


def _reference(read: Programme, said: Promised) -> Measured | None:
    if said.without != "reference" or read.plan.reference is None:
        return None
    row = read.row_of(read.plan.reference, said.group)
    return read.series_of(said.indicator).shown.rows(np.array([row]))


def _without(shown: Measured, reference: Measured | None, base: int) -> Array:
    """What would have been without, by year of the plan; of the reference the last change known by then."""
    start = shown.value[0, base]
    if reference is None:
        return np.full(shown.value.shape[1], start)
    changes = reference.value[0] - reference.value[0, base]
    known = np.maximum.accumulate(np.where(np.isnan(changes), 0, np.arange(changes.size)))
    return np.asarray(start + changes[np.maximum(known, base)])


def _expected(
    read: Programme, said: Promised, base: int, without: Array
) -> tuple[NDArray[np.int64], Promise]:
    """The promise of a path that the plan gives, straight from the base year through its values."""
    start = without[base]
    knots = [int(read.axes.years[base]), *(one.year for one in said.expected)]
    last = min(knots[-1], int(read.axes.years[-1]))
    years = np.arange(knots[0] + 1, last + 1)
    level = np.interp(years, knots, [start, *(one.value for one in said.expected)])
    low, high = (
        np.interp(years, knots, [start, *(getattr(one, end) for one in said.expected)]) for end in ENDS
    )
    deviation, less = (high - low) / monitoring.WIDTH, without[years - read.axes.years[0]]
    return years, Promise(level - less, np.outer(deviation, deviation), (low - less, high - less))


def _of_run(
    read: Programme, said: Promised, at: Location, result: Mapping[str, Any]
) -> tuple[NDArray[np.int64], Promise]:
    """The promise of a run, in the unit of the indicator, in the years that plan and run have in common."""
    try:
        every, path = promised_path(result, said.scenario, said.outcome)
    except InputError as error:
        fault = error.faults[0]
        field = next((name for name in ("scenario", "outcome") if f"no {name}" in fault.message), "run")
        raise _wrong(read, at, field, f"{said.id}: {fault.message}", fault.cure) from None
    known = [effect["id"] for effect in effects_of(result, said, named_only=False)]
    for name in set(said.effects) - set(known):
        raise _wrong(read, at, "effects", f"{said.id}: no effect {name} in the run", cure_for(name, known))
    if (said.base_year or 0) >= every[0]:
        problem = f"{said.id}: base_year {said.base_year} is not before {every[0]}, when the promise begins"
        raise _wrong(read, at, "base_year", problem, f"write a year to {every[0] - 1}")
    kept = np.isin(every, read.axes.years)
    if not kept.any() or path.spread == 0.0:
        years = f"the years of the run, {every[0]} to {every[-1]}, are not those of the plan"
        cure = "change the years of the plan, or name another run"
        problem = years if path.spread else "the run promises this without any spread"
        raise _wrong(read, at, "run", f"{said.id}: {problem}", cure)
    factor = float(said.factor or 0.0)
    ends = np.sort(factor * np.array(path.ends)[:, kept], axis=0)
    promise = replace(
        path,
        mean=factor * path.mean[kept],
        covariance=factor**2 * path.covariance[np.ix_(kept, kept)],
        ends=(ends[0], ends[1]),
    )
    return np.asarray(every)[kept], promise


def effects_of(
    result: Mapping[str, Any], said: Promised, *, named_only: bool = True
) -> list[Mapping[str, Any]]:
    """The effects of the measure of a promise, as documents; those that it is about, or all."""
    document = json.loads(result.get("documents", {}).get(said.scenario, "{}"))
    return [one for one in document.get("effects", []) if not named_only or one["id"] in said.effects]


def _measured(
    read: Programme,
    said: Promised,
    shown: Measured,
    reference: Measured | None,
    base: int,
    places: NDArray[np.int64],
    without: Array,
) -> tuple[monitoring.Series | None, str]:
    """The series beside a promise with its errors, and why there is none."""
    values = np.where(_known(reference, places), shown.value[0, places] - without[places], np.nan)
    if np.isnan(without).all():
        return None, NO_START
    if np.isnan(values).all():
        return None, NO_VALUE
    swing, between = read.series_of(said.indicator).indicator.swing, said.between_years or 0.0
    parts = [shown] if reference is None else [shown, reference]
    chance = sum((_chance(part) for part in parts), np.zeros(shown.value.shape[1]))
    steady = len(parts) * (swing or 0.0) ** 2
    least = LEAST * between if shown.kind == "index" else 0.0
    errors = np.sqrt(chance[places] + steady + least**2)
    there = np.isfinite(values)
    if np.isnan(errors[there]).any() or np.isnan(chance[base]) or not (errors[there] > 0).all():
        return None, NO_ERROR
    shared = np.sqrt(chance[base] + len(parts) * max(swing or 0.0, between) ** 2)
    return (
        monitoring.series_of(
            values,
            np.where(there, errors, 1.0),
            (read.axes.years[places] - int(read.axes.years[base])).astype(np.float64),
            between_years=between,
            drift_per_year=said.drift_per_year or 0.0,
            shared=float(shared),
        ),
        FOUND,
    )


def _known(reference: Measured | None, places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """The years in which what would have been without is known, not carried on."""
    if reference is None:
        return np.ones(places.size, dtype=bool)
    return np.asarray(~np.isnan(reference.value[0, places]))


def _chance(measured: Measured) -> Array:
    """Variance by the chance of sample or count; an index has none that is known beside its swing."""
    variance = measured.variance()[0]
    return np.zeros(variance.size) if measured.kind == "index" else variance
