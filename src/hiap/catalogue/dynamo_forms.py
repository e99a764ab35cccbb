"""Checks DYNAMO-HIA files by the name of their root: fields, limits, and every sex, age and class there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.dynamo_xml import Record, XmlFile
from hiap.domain.errors import Fault
from hiap.domain.pack import SEXES

Array = NDArray[np.float64]
CLASS = "cat"
HUNDRED_TOLERANCE = 0.1
LAST_AGE = 150


@dataclass(frozen=True)
class Form:
    """What a file holds: the kind of data, its fields with their largest value, and what is special of it."""

    kind: str
    fields: Mapping[str, float]
    by_class: bool = False
    either: Mapping[str, float] = field(default_factory=dict)


PERCENT, ANY = {"percent": 100.0}, {"value": math.inf}
DURATION = {"begin": math.inf, "alfa": math.inf, "end": math.inf}
SPREAD = {"mean": math.inf, "standarddeviation": math.inf}
EXCESS = {"unit": math.inf, "acutelyfatal": 100.0, "curedfraction": 100.0}

FORMS: Mapping[str, Form] = {
    "populationsize": Form("population", {"number": math.inf}),
    "overallmortality": Form("mortality", ANY),
    "overalldisability": Form("disability", PERCENT),
    "overalldalyweights": Form("disability", PERCENT),
    "riskfactorprevalences_categorical": Form("exposure", PERCENT, by_class=True),
    "riskfactorprevalences_continuous": Form("exposure", SPREAD),
    "relrisksfordeath_categorical": Form("risk of death", ANY, by_class=True),
    "relrisksfordeath_continuous": Form("risk of death", ANY),
    "relrisksfordeath_compound": Form("risk of death", ANY, by_class=True, either=DURATION),
    "diseaseprevalences": Form("prevalence", PERCENT),
    "diseaseincidences": Form("incidence", ANY),
    "excessmortality": Form("course", EXCESS),
    "dalyweights": Form("weight", PERCENT),
    "relrisksfromriskfactor_categorical": Form("risk of disease", ANY, by_class=True),
    "relrisksfromriskfactor_continuous": Form("risk of disease", ANY),
    "relrisksfromriskfactor_compound": Form("risk of disease", ANY, by_class=True, either=DURATION),
    "relrisksfromdisease": Form("disease effect", ANY),
}
CONFIGURATIONS = ("riskfactor_categorical", "riskfactor_continuous", "riskfactor_compound")
NEWBORNS = "newborns"


@dataclass(frozen=True)
class Grids:
    """The values of a file: one array [sex, age] per field, or [class, sex, age] with classes."""

    values: Mapping[str, Array]
    by_class: bool

    @property
    def ages(self) -> int:
        """Number of ages, the last one open."""
        return int(next(iter(self.values.values())).shape[-1])


def read_grids(name: str, file: XmlFile) -> tuple[Grids | None, list[Fault]]:
    """Lay the records of a file into arrays; None with every fault of it."""
    form = FORMS[file.root]
    fields = form.fields
    if form.either and any(set(form.either) <= set(record.cells) for record in file.records):
        fields = form.either
    keys = ("age", "sex", CLASS) if form.by_class else ("age", "sex")
    faults = [fault for record in file.records for fault in _record_faults(name, record, keys, fields)]
    if not file.records:
        faults.append(Fault(name, None, "the file holds no values", "export it again from DYNAMO-HIA"))
    if not faults:
        faults = list(_cell_faults(name, file, keys))
    if faults:
        return None, faults
    values = {column: _laid(file, keys, column) for column in fields}
    if form.kind == "exposure" and form.by_class:
        faults = list(_hundred_faults(name, file, values["percent"]))
    return (None if faults else Grids(values, form.by_class)), faults


def _record_faults(
    name: str, record: Record, keys: tuple[str, ...], fields: Mapping[str, float]
) -> Iterator[Fault]:
    """Fields that a record misses, and values that they cannot have."""
    missing = [column for column in (*keys, *fields) if column not in record.cells]
    if missing:
        problem = f"{record.name} misses {', '.join(missing)}; it has {', '.join(record.cells)}"
        yield Fault(name, record.line, problem, "add it, or export the file again")
        return
    for key, least, most in (("age", 0, LAST_AGE), ("sex", 0, len(SEXES) - 1), (CLASS, 1, 50)):
        if key in keys and not _whole(record.cells[key], least, most):
            problem = f"{key} {record.cells[key]!r} is no whole number from {least} to {most}"
            yield Fault(name, record.line, problem, "correct it")
    for column, most_value in fields.items():
        if not _between(record.cells[column], 0.0, most_value):
            limits = "0 or more" if math.isinf(most_value) else f"between 0 and {most_value:g}"
            problem = f"{column} {record.cells[column]!r} is no number of {limits}"
            yield Fault(name, record.line, problem, "correct it")


def _whole(text: str, least: int, most: int) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4 and least <= int(text) <= most


def _between(text: str, least: float, most: float) -> bool:
    try:
        return math.isfinite(float(text)) and least <= float(text) <= most
    except ValueError:
        return False


def _cell_faults(name: str, file: XmlFile, keys: tuple[str, ...]) -> Iterator[Fault]:
    """Cells that stand there twice, and how many are missing."""
    first: dict[tuple[int, ...], int] = {}
    for record in file.records:
        cell = tuple(int(record.cells[key]) for key in keys)
        if cell in first:
            told = ", ".join(f"{key} {number}" for key, number in zip(keys, cell, strict=True))
            problem = f"{told} stands here again, first in line {first[cell]}"
            yield Fault(name, record.line, problem, "keep one of the two")
        first.setdefault(cell, record.line)
    ages, classes = max(cell[0] for cell in first) + 1, max(cell[-1] for cell in first)
    wanted = ages * len(SEXES) * (classes if CLASS in keys else 1)
    if len(first) < wanted:
        cure = f"give every age from 0 to {ages - 1} for both sexes" + (" and all classes" * (CLASS in keys))
        yield Fault(name, None, f"{wanted - len(first)} of {wanted} values are missing", cure)


def _laid(file: XmlFile, keys: tuple[str, ...], column: str) -> Array:
    """One field as an array [(class,) sex, age]."""
    cells = np.array([[int(record.cells[key]) for key in keys] for record in file.records])
    values = np.array([float(record.cells[column]) for record in file.records])
    shape = (len(SEXES), cells[:, 0].max() + 1)
    if CLASS not in keys:
        laid = np.empty(shape)
        laid[cells[:, 1], cells[:, 0]] = values
        return laid
    laid = np.empty((cells[:, 2].max(), *shape))
    laid[cells[:, 2] - 1, cells[:, 1], cells[:, 0]] = values
    return laid


def _hundred_faults(name: str, file: XmlFile, percent: Array) -> Iterator[Fault]:
    """Ages at which the classes do not add up to 100 %."""
    total = percent.sum(axis=0)
    sexes, ages = np.nonzero(abs(total - 100.0) > HUNDRED_TOLERANCE)
    if len(ages):
        sex, age = int(sexes[0]), int(ages[0])
        here = next(r for r in file.records if (r.cells["age"], r.cells["sex"]) == (str(age), str(sex)))
        problem = f"the classes add up to {total[sex, age]:g} % at age {age}, sex {sex}"
        more = f", and at {len(ages) - 1} other ages" if len(ages) > 1 else ""
        yield Fault(name, here.line, problem + more, "make them add up to 100")
