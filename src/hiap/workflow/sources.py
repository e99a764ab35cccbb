"""Every parameter of the pack with its source, as rows for any face."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hiap.catalogue.nearest import cure_for
from hiap.catalogue.pack import load_pack
from hiap.catalogue.parameters import parameters
from hiap.data import DEFAULT_PACK
from hiap.domain.errors import Fault, InputError
from hiap.domain.parameter import CONVENTION, UNVERIFIED_SOURCE, Parameter

Row = dict[str, object]
GRADES = ("A", "B", "C", "R")
OWN_SOURCES: Mapping[str, Mapping[str, str]] = {
    CONVENTION: {
        "producer": "this project",
        "title": "Convention of this project",
        "year": "",
        "url": "",
        "licence": "EUPL-1.2",
        "read": "",
    },
    UNVERIFIED_SOURCE: {
        "producer": "this project",
        "title": "Unverified assumption",
        "year": "",
        "url": "",
        "licence": "",
        "read": "no",
    },
}


def source_rows(grade: str | None = None, table: str | None = None, pack: str = DEFAULT_PACK) -> list[Row]:
    """Give one row per parameter of the pack: value or range, unit, year, interval, grade and sources.

    Parameters
    ----------
    grade : only this grade; R are the unverified assumptions.
    table : only the parameters of this table or document.
    pack : id of a pack that ships with hiap, or the path of a folder.

    Raises
    ------
    InputError : a grade or a table that does not exist, or every fault of a folder.

    >>> source_rows(table="qaly")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    hiap.domain.errors.InputError: --table: no table qaly; known are ...
    """
    sources = {**OWN_SOURCES, **load_pack(pack).sources}
    found = parameters(pack)
    tables = list(dict.fromkeys(item.table for item in found))
    faults = []
    if grade is not None and grade not in GRADES:
        faults.append(Fault("--grade", None, f"no grade {grade}", cure_for(grade, GRADES)))
    if table is not None and table not in tables:
        faults.append(Fault("--table", None, f"no table {table}", cure_for(table, tables)))
    if faults:
        raise InputError(faults)
    return [
        _row(item, sources) for item in found if grade in (None, item.grade) and table in (None, item.table)
    ]


def _row(item: Parameter, sources: Mapping[str, Mapping[str, str]]) -> Row:
    """One parameter with the words of its sources."""
    behind = [sources[name] for name in item.sources]
    single = item.lowest == item.highest
    return {
        "table": item.table,
        "parameter": item.name,
        "value": item.lowest if single else None,
        "lowest": item.lowest,
        "highest": item.highest,
        "low": item.low,
        "high": item.high,
        "figures": item.figures,
        "unit": item.unit,
        "year": item.year,
        "years": item.covers.get("year", ""),
        "sexes": item.covers.get("sex", ""),
        "ages": item.covers.get("age") or item.covers.get("ages", ""),
        "groups": item.covers.get("ses", ""),
        "grade": item.grade,
        "status": item.status,
        "sources": "; ".join(item.sources),
        "producer": _joined(behind, "producer"),
        "title": _joined(behind, "title"),
        "published": _joined(behind, "year"),
        "url": _joined(behind, "url"),
        "licence": _joined(behind, "licence"),
        "read": _read(behind),
        "note": item.note,
    }


def _joined(sources: Sequence[Mapping[str, str]], key: str) -> str:
    """What the sources say of one thing, each once."""
    return "; ".join(dict.fromkeys(source[key] for source in sources if source[key]))


def _read(sources: Sequence[Mapping[str, str]]) -> str:
    """Whether the number was read at its sources: yes, no, in part; empty for a convention."""
    found = {source["read"] for source in sources} - {""}
    return "in part" if len(found) > 1 else next(iter(found), "")
