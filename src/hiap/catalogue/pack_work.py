"""Reads what a pack says of work: paid hours by sex and age, absence by disease, and what it costs (7.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hiap.catalogue.folder import Folder, Row
from hiap.catalogue.tables import number, spread_over_ages
from hiap.domain.errors import PackError
from hiap.domain.pack import Absence, Estimate, Figure, Work
from hiap.uncertainty.distributions import default_interval

HOUR, FRICTION = "work/productivity_cost", "work/friction_period"
WAGES = "work/hourly_wage/"
WEEK = 7.0
DAYS: Mapping[str, float] = {"calendar days": 1.0, "working days": WEEK / 5.0}
"""Calendar days in a day of absence: five working days make a week."""


def work_of(
    folder: Folder,
    terms: Mapping[str, Any] | None,
    figures: Mapping[str, Figure],
    to_prices: Callable[[int], float],
    variation: Mapping[str, float],
    ages: int,
) -> Work | None:
    """Give what a pack says of work; None where it says nothing of absence.

    Raises
    ------
    PackError : absence without what is needed to value it.
    """
    if not folder.has("absence.csv"):
        return None
    missing = [name for name in (HOUR, FRICTION) if name not in figures]
    wages = [figure for name, figure in figures.items() if name.startswith(WAGES)]
    missing += [] if wages else [f"{WAGES}<sex>"]
    if terms is None or missing or not folder.has("paid_work.csv"):
        raise PackError(
            "absence.csv cannot be valued: add paid_work.csv, work to economics.yaml, and to work.csv "
            f"{', '.join(name.removeprefix('work/') for name in missing) or 'nothing'}"
        )
    wage = sum(figure.value * to_prices(figure.year) for figure in wages) / len(wages)
    return Work(
        payer=terms["payer"],
        method=terms["method"],
        hours=spread_over_ages(folder.rows("paid_work"), "value", ages, 0.0) / WEEK,
        hour=_estimate(figures[HOUR], to_prices(figures[HOUR].year), variation),
        friction_days=_estimate(figures[FRICTION], 1.0, variation),
        sick_pay=wage * float(terms["sick_pay_share"]["value"]),
        sick_pay_days=float(terms["sick_pay_days"]["value"]),
        absences=tuple(
            sorted(
                (_absence(row, variation) for row in folder.rows("absence")),
                key=lambda absence: (absence.disease, absence.per_new_case),
            )
        ),
    )


def _estimate(figure: Figure, factor: float, variation: Mapping[str, float]) -> Estimate:
    """A single figure as an uncertain input; without limits it gets the default of its grade."""
    value = figure.value * factor
    low, high = default_interval("cost", value, variation[figure.grade])
    if figure.low is not None and figure.high is not None:
        low, high = figure.low * factor, figure.high * factor
    return Estimate(value, low, high, figure.unit, figure.grade, figure.source, figure.note)


def _absence(row: Row, variation: Mapping[str, float]) -> Absence:
    """The absence of one disease in calendar days."""
    factor = DAYS[row["unit"]]
    value = factor * number(row, "value")
    low, high = default_interval("cost", value, variation[row["grade"]])
    if row["low"] and row["high"]:
        low, high = factor * number(row, "low"), factor * number(row, "high")
    days = Estimate(value, low, high, "calendar days", row["grade"], row["source"], row.get("note", ""))
    spells = value / (factor * number(row, "spell")) if row["spell"] else None
    return Absence(row["disease"], row["basis"] == "per_new_case", days, spells)
