"""Reads what a pack says of work: paid hours by sex and age, absence by disease, and what it costs (7.3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hiap.catalogue.folder import Folder, Row
from hiap.catalogue.tables import number, spread_over_ages
from hiap.domain.errors import PackError
from hiap.domain.pack import Absence, Disability, DisabilityRisk, Estimate, Figure, Work
from hiap.uncertainty.distributions import default_interval

HOUR, FRICTION = "work/productivity_cost", "work/friction_period"
BENEFIT, WORKER_HOURS = "benefit/wia/mean", "work/hours/all/15-74"
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
        hour=figure_estimate(figures[HOUR], to_prices(figures[HOUR].year), variation),
        friction_days=figure_estimate(figures[FRICTION], 1.0, variation),
        sick_pay=wage * float(terms["sick_pay_share"]["value"]),
        sick_pay_days=float(terms["sick_pay_days"]["value"]),
        absences=tuple(
            sorted(
                (_absence(row, variation) for row in folder.rows("absence")),
                key=lambda absence: (absence.disease, absence.per_new_case),
            )
        ),
        disability=_disability(folder, terms.get("disability"), figures, to_prices, variation),
    )


def _disability(
    folder: Folder,
    terms: Mapping[str, Any] | None,
    figures: Mapping[str, Figure],
    to_prices: Callable[[int], float],
    variation: Mapping[str, float],
) -> Disability | None:
    """Disability benefits; None where the pack has no chances of them by disease."""
    if not folder.has("disability_benefit.csv"):
        return None
    missing = [name for name in (BENEFIT, WORKER_HOURS) if name not in figures]
    if terms is None or missing:
        needs = ", ".join(missing) or "work/disability in economics.yaml"
        raise PackError(f"disability_benefit.csv cannot be valued: add {needs}")
    benefit = figures[BENEFIT]
    return Disability(
        payer=terms["payer"],
        benefit=figure_estimate(benefit, to_prices(benefit.year), variation),
        outflow=float(terms["outflow"]["value"]),
        years=int(terms["years"]["value"]),
        worker_hours=figures[WORKER_HOURS].value / WEEK,
        risks=tuple(
            sorted(
                (_risk(row, variation) for row in folder.rows("disability_benefit")),
                key=lambda risk: risk.disease,
            )
        ),
    )


def _risk(row: Row, variation: Mapping[str, float]) -> DisabilityRisk:
    """The chance of a new benefit with one disease."""
    value = number(row, "value")
    low, high = default_interval("cost", value, variation[row["grade"]])
    if row["low"] and row["high"]:
        low, high = number(row, "low"), number(row, "high")
    chance = Estimate(value, low, high, row["unit"], row["grade"], row["source"], row.get("note", ""))
    return DisabilityRisk(row["disease"], chance)


def figure_estimate(figure: Figure, factor: float, variation: Mapping[str, float]) -> Estimate:
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
