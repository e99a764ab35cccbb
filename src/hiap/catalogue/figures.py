"""Reads the single figures of a pack: staff of care, work, benefits and care prices."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.catalogue.folder import Folder, Row
from hiap.catalogue.pack_tables import FIGURE_TABLES, GRADES
from hiap.catalogue.tables import number
from hiap.domain.errors import PackError
from hiap.domain.pack import SEXES, Figure

MONEY = "EUR"
UNITS = (
    *("persons", "full-time equivalents", "vacancies", "benefits", "share", "hours per week", "days"),
    *("EUR", "EUR per year", "EUR per hour", "EUR per day", "EUR per half day", "EUR per contact"),
    *("EUR per session", "EUR per visit", "EUR per ride", "EUR per kilometre"),
    *("EUR gross per month", "EUR net per month"),
)


def figures_of(folder: Folder, price_years: frozenset[int]) -> Mapping[str, Figure]:
    """Read every single figure by table and id, as in `work/friction_period`; a pack may lack the tables.

    Raises
    ------
    PackError : an id that comes twice, a missing title, an unknown unit, sex or grade, a value outside its
        interval or no number, or an amount of a year for which there is no price index.
    """
    found: dict[str, Figure] = {}
    for table in FIGURE_TABLES:
        for row in folder.rows(table) if folder.has(f"{table}.csv") else ():
            name = f"{table}/{row['id']}"
            if name in found:
                raise PackError(f"{table}: the id {row['id']} comes twice: give each figure an id of its own")
            found[name] = figure_of(name, row)
            year = found[name].year
            if row["unit"].startswith(MONEY) and year not in price_years:
                raise PackError(
                    f"{name}: no price index for {year}: add it to price_index, or take another year"
                )
    return found


def figure_of(name: str, row: Row) -> Figure:
    """Check and give one figure.

    >>> cells = {"value": "39.88", "low": "", "high": "", "unit": "EUR per hour", "year": "2022", "sex": "",
    ...          "age": "", "group": "", "title_nl": "Uur werk", "title_en": "Hour of work",
    ...          "source": "zin", "grade": "A", "note": ""}
    >>> figure_of("work/productivity_cost", cells).value
    39.88
    """
    _check(name, "unit", row["unit"], UNITS)
    _check(name, "grade", row["grade"], GRADES)
    _check(name, "sex", row["sex"], ("", "all", *SEXES))
    if not (row["title_nl"] and row["title_en"]):
        raise PackError(f"{name}: a title is missing: fill title_nl and title_en")
    value, (low, high) = number(row, "value"), _interval(name, row)
    if low is not None and high is not None and not low <= value <= high:
        raise PackError(f"{name}: {value:g} does not lie between {low:g} and {high:g}: mend the row")
    return Figure(
        id=name,
        title={"nl": row["title_nl"], "en": row["title_en"]},
        value=value,
        low=low,
        high=high,
        unit=row["unit"],
        year=int(row["year"]),
        sex=row["sex"],
        age=row["age"],
        group=row["group"],
        source=row["source"],
        grade=row["grade"],
        note=row["note"],
    )


def _interval(name: str, row: Row) -> tuple[float | None, float | None]:
    """The published interval, or none; half an interval is refused."""
    if bool(row["low"]) != bool(row["high"]):
        raise PackError(f"{name}: half an interval: give low and high, or neither")
    return (number(row, "low"), number(row, "high")) if row["low"] else (None, None)


def _check(name: str, column: str, word: str, known: tuple[str, ...]) -> None:
    """Refuse a word that is not known."""
    if word not in known:
        raise PackError(f"{name}: {column} {word!r} is not known: choose one of {', '.join(known)}")
