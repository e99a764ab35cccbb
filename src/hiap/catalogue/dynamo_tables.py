"""Turns DYNAMO-HIA data into tables of a pack: rows with the columns, units and ids that a pack has."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from hiap.catalogue.dynamo_import import DataSet, Line, Piece, identifier, read_data_set
from hiap.catalogue.pack_tables import OPTIONAL, table_format
from hiap.domain.names import ALL_CAUSE
from hiap.domain.pack import SEXES

Array = NDArray[np.float64]
Row = dict[str, object]
GROUP, SOURCE, GRADE, DIGITS = "all", "dynamo-hia", "A", 9
STATES = ("taken", "left", "missing")
ORIGIN: Row = {"source": SOURCE, "grade": GRADE}
JUDGE = "DYNAMO-HIA takes every relative risk as a cause in full, so certainty is high: judge it yourself"
UNITS = {
    "population": "persons",
    "mortality": "deaths per person-year",
    "disability": "share of a healthy year lost",
    "newborns": "persons",
    "ses_share": "share of persons",
}
MISSING = {
    "mortality_change": "DYNAMO-HIA holds mortality constant: give 0, or a trend with its source",
    "fertility": "DYNAMO-HIA gives numbers of newborns (newborns.csv): divide them by women-years by age",
    "migration": "DYNAMO-HIA has none: give 0, or a forecast with its source",
    "ses_gap": "one group has no gap: the header is enough",
    "good_health": "not in DYNAMO-HIA",
    "disease_total": "deaths by underlying cause are not in DYNAMO-HIA: the header is enough",
    "disease_effect": "no such file was taken: the header is enough",
    "exposure_trend": "transition rates are left: the header is enough, or a trend with its source",
    "lag": "no risk that fades was taken: the header is enough",
    "care_cost": "not in DYNAMO-HIA",
    "law_total": "not in DYNAMO-HIA",
    "disease_cost": "not in DYNAMO-HIA: the header is enough",
    "price_index": "not in DYNAMO-HIA",
    "pack.yaml": "pack-part.yaml holds ages, group, diseases, risk factors; years, laws and titles are yours",
    "inputs.yaml": "grades, and inputs that are one number",
    "economics.yaml": "discounting, values of a QALY, perspectives",
    "parties.yaml": "parties and boundary accounts",
}


@dataclass(frozen=True)
class Factor:
    """A risk factor: levels with their classes, the reference first and the one that fades, or a mean."""

    levels: tuple[str, ...] = ()
    classes: tuple[int, ...] = ()
    fading: int = -1
    least_harm: float = 0.0


@dataclass
class Tables:
    """The tables so far, what the pack document can say, and the report."""

    report: list[Line]
    rows: dict[str, list[Row]] = field(default_factory=dict)
    factors: dict[str, Factor] = field(default_factory=dict)
    share_male: float | None = None
    weighed: dict[str, Array] = field(default_factory=dict)

    def add(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to a table."""
        self.rows.setdefault(table, []).extend(rows)


Take = Callable[[Tables, Piece], str]


def import_dynamo(folder: Path) -> tuple[dict[str, str], list[Line]]:
    """Read a reference data set: the files of a new folder by name, and the report.

    Raises
    ------
    InputError : every fault of the data, each with its file and, where there is one, its line.
    """
    data = read_data_set(folder)
    tables = Tables(data.report)
    for piece in list(_chosen(data)):
        detail = _TAKE[piece.kind][1](tables, piece)
        tables.report.append(Line("taken", f"{piece.kind}: {piece.entity}", piece.name, detail))
    shares = _grid(tables.weighed["population"] * 0.0 + 1.0) if "population" in tables.weighed else ()
    tables.add("ses_share", ({**row, "ses": GROUP} for row in shares))
    tables.rows = {name: rows for name, rows in tables.rows.items() if rows}
    tables.report += _missing(tables)
    tables.report.sort(key=lambda line: STATES.index(line.state))
    return _files(data, tables), tables.report


def _chosen(data: DataSet) -> Iterator[Piece]:
    """The pieces to take: the first file by name of each kind and entity, where it belongs to something."""
    configured = {piece.entity for piece in data.pieces if piece.kind == "configuration"}
    order = list(_TAKE)
    first: dict[tuple[str, str, str], str] = {}
    for piece in sorted(data.pieces, key=lambda p: (order.index(p.kind), p.name)):
        what = f"{piece.kind}: {piece.entity}"
        cause = piece.source if piece.kind in ("risk of disease", "disease effect") else ""
        key = (piece.kind, piece.entity, cause)
        if piece.room != _TAKE[piece.kind][0]:
            data.left(what, piece.name, f"stands under {piece.room}, where it means nothing")
        elif piece.kind == "risk of disease" and cause not in configured:
            data.left(what, piece.name, f"it comes from {cause}, which is no risk factor here")
        elif piece.room == "risk_factors" and piece.entity not in configured:
            data.left(what, piece.name, "its risk factor has no configuration.xml")
        elif key in first:
            data.left(what, piece.name, f"{first[key]} comes first; take that away to have this one")
        else:
            first[key] = piece.name
            yield piece


def _number(value: float) -> float:
    """A value without the noise of dividing by a hundred."""
    return float(f"{value:.{DIGITS}g}")


def _grid(values: Array, **labels: object) -> Iterator[Row]:
    """Rows of an array [sex, age]."""
    for sex, of_sex in zip(SEXES, values, strict=True):
        for age, value in enumerate(of_sex):
            yield {**labels, "sex": sex, "age": age, "value": _number(value)}


def _runs(values: Array, labels: Mapping[str, object]) -> Iterator[Row]:
    """Rows from age to age of an array [sex, age]; both sexes together where they are alike."""
    alike = bool((values[0] == values[1]).all())
    for sex, of_sex in (("all", values[0]),) if alike else zip(SEXES, values, strict=True):
        starts = [0, *(np.flatnonzero(np.diff(of_sex)) + 1)]
        for first, following in zip(starts, [*starts[1:], len(of_sex)], strict=True):
            ages = {"sex": sex, "age_from": int(first), "age_to": int(following) - 1}
            yield {**labels, **ages, "value": _number(of_sex[first])}


def _values(piece: Piece, column: str) -> Array:
    """One field of a file."""
    assert piece.grids is not None, piece.name
    return piece.grids.values[column]


def _by_sex_and_age(table: str, column: str, share: float = 1.0) -> Take:
    """Take a file that is one value by sex and age."""

    def take(tables: Tables, piece: Piece) -> str:
        tables.weighed[table] = _values(piece, column) * share
        tables.add(table, _grid(tables.weighed[table]))
        return f"{table}.csv" + (", percent to share" + _doubt(piece, column) if share != 1.0 else "")

    return take


def _doubt(piece: Piece, *columns: str) -> str:
    """A warning where percents look like shares already, as in an old Dutch data set."""
    most = max(float(_values(piece, column).max()) for column in columns)
    if not 0 < most <= 1:
        return ""
    return f"; no {' or '.join(columns)} is over 1 %: if these are shares already, multiply by 100"


def _newborns(tables: Tables, piece: Piece) -> str:
    """Numbers of newborns by year, and the share of boys."""
    ratio = float(piece.file.texts["sexratio"])
    tables.share_male = _number(ratio / (1.0 + ratio))
    born = sorted((int(r.cells["year"]), float(r.cells["number"])) for r in piece.file.records)
    tables.add("newborns", ({"year": year, "value": number} for year, number in born))
    return f"newborns.csv, {len(born)} years; {ratio:g} boys for a girl"


def _configuration(tables: Tables, piece: Piece) -> str:
    """A risk factor: its levels, the reference first, or its reference value."""
    texts = piece.file.texts
    if piece.file.root == "riskfactor_continuous":
        tables.factors[piece.entity] = Factor(least_harm=float(texts["referencevalue"]))
        return "pack-part.yaml, a mean; cut-off points are left"
    records = sorted(piece.file.records, key=lambda record: float(record.cells["flexdex"]))
    names = [identifier(record.cells["name"]) for record in records]
    names = [f"{n}_{i + 1}" if names.count(n) > 1 else n for i, n in enumerate(names)]
    first = int(float(texts["referenceclass"])) - 1
    classes = (first, *(i for i in range(len(names)) if i != first))
    fading = int(float(texts.get("durationclass", "0"))) - 1
    tables.factors[piece.entity] = Factor(tuple(names[i] for i in classes), classes, fading)
    return f"pack-part.yaml, {len(names)} levels"


def _exposure(tables: Tables, piece: Piece) -> str:
    """Shares over levels, or mean and spread."""
    factor = tables.factors[piece.entity]
    if factor.levels:
        percent = _values(piece, "percent")
        found = {level: percent[i] / percent.sum(axis=0) for level, i in _levels(factor)}
    else:
        found = {"mean": _values(piece, "mean"), "spread": _values(piece, "standarddeviation")}
    for level, values in found.items():
        rows = _grid(values, risk_factor=piece.entity, level=level)
        tables.add("exposure", ({**row, "ses": GROUP} for row in rows))
    return "exposure.csv" + ("" if factor.levels else "; skewness is left")


def _levels(factor: Factor) -> Iterator[tuple[str, int]]:
    """Levels with the place of their class, the reference first."""
    return zip(factor.levels, factor.classes, strict=True)


def _risk(tables: Tables, piece: Piece) -> str:
    """Relative risks of a risk factor on a disease or on death."""
    to_death = piece.kind == "risk of death"
    cause, outcome = (piece.entity, ALL_CAUSE) if to_death else (piece.source, piece.entity)
    factor = tables.factors[cause]
    labels: Row = {"risk_factor": cause, "outcome": outcome, "low": "", "high": "", "unit": "RR"}
    labels |= {
        "studied": "mortality" if to_death else "incidence",
        "certainty": "high",
        "note": JUDGE,
        **ORIGIN,
    }
    assert piece.grids is not None, piece.name
    if not factor.levels:
        tables.add("relative_risk", _runs(_values(piece, "value"), {**labels, "exposure": "per_unit"}))
        return "relative_risk.csv, per unit"
    fades = "alfa" in piece.grids.values
    values = _values(piece, "begin" if fades else "value")
    for level, i in list(_levels(factor))[1:]:
        ended = _values(piece, "end")[i] if fades and i == factor.fading else values[i]
        tables.add("relative_risk", _runs(ended, {**labels, "exposure": level}))
    if not fades or factor.fading < 0:
        return "relative_risk.csv"
    after: Row = {"risk_factor": cause, "disease": outcome, "unit": "per year", **ORIGIN}
    tables.add("lag", _runs(_values(piece, "alfa")[factor.fading], after))
    level = factor.levels[factor.classes.index(factor.fading)]
    return f"relative_risk.csv, of {level} the end of the fading; alfa as lag.csv"


def _disease(measure: str, column: str, share: float = 1.0) -> Take:
    """Take prevalence or incidence of a disease."""

    def take(tables: Tables, piece: Piece) -> str:
        values = _values(piece, column) * share
        if measure == "prevalence":
            tables.weighed[piece.entity] = values
        tables.add("disease", _grid(values, disease=piece.entity, measure=measure))
        return "disease.csv" + (", percent to share" if share != 1.0 else "")

    return take


def _course(tables: Tables, piece: Piece) -> str:
    """Excess mortality, fatal and cured fraction; fractions of 0 everywhere are left out."""
    rows = {"excess_mortality": _values(piece, "unit")}
    rows |= {"fatal_fraction": _values(piece, "acutelyfatal") / 100.0}
    rows |= {"cured_fraction": _values(piece, "curedfraction") / 100.0}
    for measure, values in rows.items():
        if measure == "excess_mortality" or values.any():
            tables.add("disease", _grid(values, disease=piece.entity, measure=measure))
    form = "new" if "parametertype" in piece.file.texts else "old"
    doubt = _doubt(piece, "acutelyfatal", "curedfraction")
    return f"disease.csv, {form} format; fractions from percent{doubt}"


def _weight(tables: Tables, piece: Piece) -> str:
    """One disability weight; where it differs by sex and age, the mean over patients, or over all cells."""
    values = _values(piece, "percent") / 100.0
    patients = tables.weighed.get(piece.entity, np.zeros(values.shape))
    people = patients * tables.weighed.get("population", np.ones(values.shape))
    mean = float(np.average(values, weights=people if people.any() else None))
    unit: Row = {"low": "", "high": "", "unit": "0 = full health, 1 = death", **ORIGIN}
    tables.add("disability_weight", [{"disease": piece.entity, "value": _number(mean), **unit}])
    how = "" if np.ptp(values) == 0 else f", mean over {'patients' if people.any() else 'all cells'}"
    return f"disability_weight.csv, percent to share{how}" + _doubt(piece, "percent")


def _effect(tables: Tables, piece: Piece) -> str:
    """A disease as risk factor for another."""
    labels: Row = {"disease": piece.source, "outcome": piece.entity, "low": "", "high": "", "unit": "RR"}
    labels |= {"certainty": "high", "note": JUDGE, **ORIGIN}
    tables.add("disease_effect", _runs(_values(piece, "value"), labels))
    return "disease_effect.csv"


_TAKE: Mapping[str, tuple[str, Take]] = {
    "population": ("populations", _by_sex_and_age("population", "number")),
    "mortality": ("populations", _by_sex_and_age("mortality", "value")),
    "disability": ("populations", _by_sex_and_age("disability", "percent", 0.01)),
    "newborns": ("populations", _newborns),
    "configuration": ("risk_factors", _configuration),
    "exposure": ("risk_factors", _exposure),
    "risk of death": ("risk_factors", _risk),
    "prevalence": ("diseases", _disease("prevalence", "percent", 0.01)),
    "incidence": ("diseases", _disease("incidence", "value")),
    "course": ("diseases", _course),
    "weight": ("diseases", _weight),
    "risk of disease": ("diseases", _risk),
    "disease effect": ("diseases", _effect),
}


def _missing(tables: Tables) -> Iterator[Line]:
    """What a full pack still needs."""
    wanted = [name for name in table_format() if name not in ("sources", "tables", *OPTIONAL)]
    for name in [*wanted, *(name for name in MISSING if name.endswith(".yaml"))]:
        if name not in tables.rows:
            file = name if name.endswith(".yaml") else f"{name}.csv"
            yield Line("missing", name, file, MISSING.get(name, "no file of the data set gives it"))


def _files(data: DataSet, tables: Tables) -> dict[str, str]:
    """The text of every file of the new folder."""
    described = [_described(data, name) for name in sorted(tables.rows)]
    source: Row = {"id": SOURCE, "producer": "DYNAMO-HIA reference data", "title": f"Data set {data.name}"}
    source |= {"year": "", "url": "", "licence": "not stated in the files", "read": "yes"}
    report = [line.row() for line in tables.report]
    files = tables.rows | {"tables": described, "sources": [source], "report": report}
    texts = {f"{name}.csv": _csv(name, rows) for name, rows in files.items()}
    return texts | {"pack-part.yaml": _part(tables)}


def _described(data: DataSet, name: str) -> Row:
    """The row of tables.csv for one table."""
    title = f"{name.replace('_', ' ').capitalize()} of {data.name}"
    row: Row = {"table": name, "title": title, "unit": UNITS.get(name, "per row")}
    row |= {"year": "", "grade": GRADE, "sources": SOURCE, "licence": "not stated in the files"}
    return row | {"derivation": "Read from DYNAMO-HIA XML by hiap pack import-dynamo.", "note": ""}


def _csv(name: str, rows: Sequence[Row]) -> str:
    """Rows as CSV with the columns in the order of a pack."""
    known = [column.name for column in table_format().get(name, ()) if column.name in rows[0]]
    columns = [*known, *(column for column in rows[0] if column not in known)]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _part(tables: Tables) -> str:
    """What pack.yaml can take over: ages, the one group, diseases and risk factors."""
    diseases = dict.fromkeys(str(row["disease"]) for row in tables.rows.get("disease", ()))
    ages = [int(str(row["age"])) for name in ("population", "disease") for row in tables.rows.get(name, ())]
    part: dict[str, object] = {"ages": {"first": 0, "last": max(ages, default=0)}}
    part["ses"] = {"title": {"nl": "Iedereen", "en": "Everybody"}, "groups": [GROUP]}
    if tables.share_male is not None:
        share = {"value": tables.share_male, "unit": "share of births", "source": SOURCE, "grade": GRADE}
        part["share_male_at_birth"] = share
    part["diseases"] = [{"id": name, "title": _title(name)} for name in diseases]
    part["risk_factors"] = [_factor(name, factor) for name, factor in tables.factors.items()]
    return yaml.safe_dump(part, sort_keys=False, allow_unicode=True)


def _title(name: str) -> dict[str, str]:
    words = name.replace("_", " ").capitalize()
    return {"nl": words, "en": words}


def _factor(name: str, factor: Factor) -> dict[str, object]:
    """A risk factor as pack.yaml has it; for a mean the unit and the cap are yours."""
    told: dict[str, object] = {"id": name, "title": _title(name)}
    if not factor.levels:
        return told | {"kind": "mean", "least_harm": factor.least_harm, "cap": None, "unit": "fill in"}
    told |= {"kind": "levels", "levels": list(factor.levels), "least_harm": factor.levels[0]}
    return told | {"unit": "share of persons"}
