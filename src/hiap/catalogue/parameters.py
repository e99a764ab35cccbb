"""Every parameter of a pack, read from its tables and documents: one row a number, one row a series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any, cast

from hiap.catalogue.folder import Folder, pack_folder
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import PackError
from hiap.domain.parameter import CONVENTION, UNVERIFIED_SOURCE, Parameter

Document = Mapping[str, Any]
Cells = dict[str, str]
AXES = ("year", "sex", "age", "ses")
AGE_BAND = ("age_from", "age_to")
COMPARISON = ("official",)
"""Tables that only stand beside the model; no result follows from them."""
SERIES_WITH_SOURCES = {"lag": AGE_BAND, "price_index": ("year",)}
"""Tables with a source in every row that are a series all the same, and the columns it runs over."""
MORE_FIGURES = {
    "disease_cost": (("avoidable_share", "avoidable_low", "avoidable_high"),),
    "law_total": (("linked_share", "", ""), ("own_payment_share", "", "")),
}
"""Figures beside the column `value`: column, low and high."""


def parameters(pack: str = DEFAULT_PACK) -> list[Parameter]:
    """Give every parameter of a pack, tables first, in order of name.

    >>> next(item for item in parameters() if item.name == "inputs/good_health_slope").grade
    'R'
    """
    folder = pack_folder(pack)
    stated = cast(Mapping[str, Document], folder.yaml("series") if folder.has("series.yaml") else {})
    graded = _graded(cast(Document, folder.yaml("inputs")))
    series = {key: {**graded.get(key, {}), **stated.get(key, {})} for key in (*graded, *stated)}
    last = str(cast(Document, folder.yaml("pack"))["ages"]["last"])
    found = [item for table in folder.rows("tables") for item in _of_table(folder, table, series, last)]
    found += _of_documents(folder, series)
    unused = [pattern for pattern in stated if not any(fnmatchcase(item.name, pattern) for item in found)]
    if unused:
        raise PackError(f"series.yaml names {', '.join(unused)}, which the pack does not have: mend the name")
    return sorted(found, key=lambda item: (item.table, item.name))


def _graded(inputs: Document) -> dict[str, Document]:
    """The grades that inputs.yaml gives to diseases and exposures, by name of the parameter."""
    found: dict[str, Document] = {
        f"exposure/{name}/*": {"grade": g} for name, g in inputs.get("exposure", {}).items()
    }
    for name, item in inputs["diseases"].items():
        found[f"disease/{name}/*"] = {"grade": item["excess_grade"]}
        for leading in ("prevalence", "incidence"):
            found[f"disease/{name}/{leading}"] = {"grade": item["level_grade"]}
    return found


def _of_table(
    folder: Folder, entry: Cells, series: Mapping[str, Document], last_age: str
) -> Iterator[Parameter]:
    """The parameters of one table: rows with a source each, or a grid in series."""
    table = entry["table"]
    if table in COMPARISON:
        return
    rows = [_closed(row, last_age) for row in folder.rows(table)]
    if not rows:
        return
    header = list(rows[0])
    before = header[: header.index("value")]
    axes = SERIES_WITH_SOURCES.get(table, () if "source" in header else AXES)
    labels = [column for column in before if column not in axes]
    groups: dict[str, list[Cells]] = {}
    for row in rows:
        groups.setdefault("/".join([table, *_labels(row, labels)]), []).append(row)
    for name, group in groups.items():
        yield _parameter(entry, name, group, ("value", "low", "high"), series)
        for figure in MORE_FIGURES.get(table, ()):
            if figure[0] in header:
                yield _parameter(entry, f"{name}/{figure[0]}", group, figure, series)


def _closed(row: Cells, last_age: str) -> Cells:
    """A row with the ends of its age band: an empty one is the first or the last age."""
    if AGE_BAND[0] not in row:
        return row
    return row | {"age_from": row["age_from"] or "0", "age_to": row["age_to"] or last_age}


def _labels(row: Cells, columns: list[str]) -> Iterator[str]:
    """The labels of a row; the two ends of an age band make one label."""
    for column in columns:
        if column == AGE_BAND[0]:
            yield f"{row[column]}-{row[AGE_BAND[1]]}"
        elif column != AGE_BAND[1] and row[column]:
            yield row[column]


def _parameter(
    entry: Cells, name: str, rows: list[Cells], columns: tuple[str, ...], series: Mapping[str, Document]
) -> Parameter:
    """Put one parameter together; series.yaml goes before the row, the row before the table."""
    special = described(name, series)
    column, low, high = columns
    first, values = rows[0], [float(row[column]) for row in rows]
    main = column == "value"
    unit = first.get("unit") or entry["unit"] if main else "share"
    grade = max(row.get("grade", "") for row in rows) or entry["grade"]
    sources = first.get("source") or entry["sources"]
    note = first.get("note", "") if "note" in first or special else entry["note"]
    return Parameter(
        table=entry["table"],
        name=name,
        lowest=min(values),
        highest=max(values),
        low=_limit(rows, low),
        high=_limit(rows, high),
        figures=len(values),
        unit=special.get("unit", unit),
        year=first["year"] if "year" in first and "source" in first and len(rows) == 1 else entry["year"],
        covers={axis: text for axis in (*AXES, "ages") if (text := _covers(rows, axis))},
        grade=special.get("grade", grade),
        sources=tuple(special.get("sources", [part.strip() for part in sources.split(";")])),
        note=str(special.get("note", note)),
    )


def _limit(rows: list[Cells], column: str) -> float | None:
    """A published limit of a single number."""
    return float(rows[0][column]) if len(rows) == 1 and rows[0].get(column) else None


def _covers(rows: list[Cells], axis: str) -> str:
    """What a series runs over on one axis: first and last of a number, all of the labels."""
    if axis == "ages":
        if AGE_BAND[0] not in rows[0]:
            return ""
        return f"{min(int(row['age_from']) for row in rows)}-{max(int(row['age_to']) for row in rows)}"
    labels = list(dict.fromkeys(row[axis] for row in rows if row.get(axis)))
    if len(labels) > 1 and all(label.isdigit() for label in labels):
        numbers = sorted(map(int, labels))
        return f"{numbers[0]}-{numbers[-1]}"
    return ", ".join(labels)


def described(name: str, series: Mapping[str, Document]) -> dict[str, Any]:
    """Give what series.yaml says of a parameter: all patterns that fit, the longest last.

    >>> described("a/b", {"a/*": {"grade": "C", "unit": "x"}, "a/b": {"grade": "R"}})
    {'grade': 'R', 'unit': 'x'}
    """
    fitting = sorted((p for p in series if fnmatchcase(name, p)), key=len)
    return {key: value for pattern in fitting for key, value in series[pattern].items()}


def _of_documents(folder: Folder, series: Mapping[str, Document]) -> Iterator[Parameter]:
    """The parameters that stand in pack.yaml, inputs.yaml and economics.yaml."""
    pack, inputs, economics = (cast(Document, folder.yaml(n)) for n in ("pack", "inputs", "economics"))
    year = str(pack["base_year"])
    for name, item in _single_numbers(pack, inputs, economics):
        special = described(name, series)
        merged = {"unit": "", "grade": "", "source": UNVERIFIED_SOURCE, "note": "", **item}
        yield Parameter(
            table=name.partition("/")[0],
            name=name,
            lowest=float(merged["value"]),
            highest=float(merged["value"]),
            low=None if merged.get("low") is None else float(merged["low"]),
            high=None if merged.get("high") is None else float(merged["high"]),
            figures=1,
            unit=special.get("unit", merged["unit"]),
            year=str(merged.get("year", year)),
            covers={"year": merged["years"]} if "years" in merged else {},
            grade=special.get("grade", merged["grade"]),
            sources=tuple(special.get("sources", [part.strip() for part in merged["source"].split(";")])),
            note=_english(special.get("note", merged["note"])),
        )


def _single_numbers(pack: Document, inputs: Document, economics: Document) -> Iterator[tuple[str, Document]]:
    """Name and contents of every number that a document states."""
    for sex in ("male", "female"):
        yield f"pack/infant_a0/{sex}", {**pack["infant_a0"], "value": pack["infant_a0"][sex]}
    yield "pack/share_male_at_birth", pack["share_male_at_birth"]
    for factor in pack["risk_factors"]:
        for key in ("least_harm", "cap"):
            if isinstance(factor.get(key), int | float):
                note = factor.get(f"{key}_note", "")
                value = {"value": factor[key], "unit": factor["unit"], "note": note, "grade": "R"}
                yield f"pack/{factor['id']}/{key}", value
    variation, credit = pack["default_coefficient_of_variation"], pack["causal_credit"]
    for grade, value in variation["values"].items():
        stated = {"value": value, "unit": "coefficient of variation", "note": variation.get("note", "")}
        yield f"pack/default_variation/{grade}", stated | {"source": CONVENTION, "grade": "C"}
    for certainty, item in credit["values"].items():
        stated = {**item, "unit": credit.get("unit", "exponent"), "note": credit.get("scale", "")}
        yield f"pack/causal_credit/{certainty}", stated | {"source": CONVENTION, "grade": "C"}
    for name in inputs:
        if isinstance(inputs[name], Mapping) and "value" in inputs[name]:
            yield f"inputs/{name}", inputs[name]
    for disease, ratios in inputs.get("incidence_by_group", {}).items():
        for group, value in ratios["values"].items():
            yield f"inputs/incidence_by_group/{disease}/{group}", {**ratios, "value": value}
    for name in ("staff", "end_of_life_share", "care_growth"):
        for law, item in inputs.get(name, {}).items():
            yield f"inputs/{name}/{law}", item
    for name, scheme in economics["discounting"].items():
        yield from _rates(name, scheme)
    for name, item in economics["qaly_values"].items():
        yield f"economics/qaly_values/{name}", item
    for name in ("sick_pay_share", "sick_pay_days"):
        if name in economics.get("work", {}):
            yield f"economics/work/{name}", economics["work"][name]
    for name in ("outflow", "years"):
        if name in economics.get("work", {}).get("disability", {}):
            yield f"economics/work/disability/{name}", economics["work"]["disability"][name]
    for name, item in economics.get("living", {}).items():
        for age in item["from_age"]:
            yield f"economics/living/{name}/from_age/{age['from_year']}", {**age, "year": age["from_year"]}
    equity = economics.get("equity", {})
    for name in ("floor", "threshold"):
        if name in equity:
            yield f"economics/equity/{name}", equity[name]
    for kind in ("atkinson", "kolm"):
        for name, item in equity.get(kind, {}).items():
            yield f"economics/equity/{kind}/{name}", item


def _rates(name: str, scheme: Document) -> Iterator[tuple[str, Document]]:
    """The rates of one discounting scheme, for money and for health, with the years for which they hold."""
    for kind, rates in scheme["value"].items():
        start = 0
        for until, rate in rates:
            years = f"year {start} and later" if until is None else f"year {start}-{until}"
            item = {**scheme, "value": rate, "years": years}
            yield f"economics/discounting/{name}/{kind}/{start}", item
            start = 0 if until is None else int(until) + 1


def _english(note: object) -> str:
    """The English words of a note in two languages."""
    return str(note["en"] if isinstance(note, Mapping) else note)
