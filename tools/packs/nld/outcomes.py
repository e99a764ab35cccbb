"""Outcomes outside health and care: school, crime, housing, debt, benefits, work, each with its party (7.5).

School and offences are reference prices of the raw tables; the rest was read, and stands in the notes. The
module runs after figures, whose tables it reads. What has no read price is not there: docs/pack.md names it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .common import Built, read_rows, write_table
from .figures_price import PRICES
from .outcome_notes import HOLDS, OFFENCES, SCHOOLS, SOURCES, TABLE_ENTRIES

COLUMNS = (
    *("outcome", "line", "value", "low", "high", "unit", "year", "domain", "payer", "receiver", "method"),
    *("title_nl", "title_en", "source", "grade", "note"),
)
ZIN = "zin-costing-manual-2024"
HOUSEHOLDS, RESOURCES = "households", "resources"
MONTHS = 12
VAT = 1.21
# protective administration with debts, one person, VAT inside, a month of 2023
ADMINISTRATION_MONTH = 162.44
# a claim of 500 to 1,500 euro of a company at the cantonal court, 2024
COURT_FEE = 328.0
# serving a writ, without VAT, 2023
WRIT = 106.73
# young homeless people in shelter in Amsterdam, 9.3 million euro for 417
SHELTER_EUR, SHELTERED = 9.3e6, 417
# the article on the cost of offences has a third of the price of the manual; own limits, as far above
LEAST_OFFENCE, MOST_OFFENCE = 1 / 3, 5 / 3


@dataclass(frozen=True)
class Line:
    """What one party pays another for one more; `method`: counts only with lost work valued so."""

    id: str
    payer: str
    receiver: str
    value: float
    year: int
    source: str
    grade: str
    method: str = ""
    limits: tuple[float | None, float | None] = (None, None)


@dataclass(frozen=True)
class Outcome:
    """Something that can be counted, with its lines."""

    id: str
    domain: str
    unit: str
    title_nl: str
    title_en: str
    lines: tuple[Line, ...]


def build(raw: Path, pack: Path) -> Built:
    """Write the table below ``pack``; give its description and sources."""
    outcomes = [*reference_prices(raw), *read_prices(pack)]
    write_table(pack, "outcome.csv", COLUMNS, rows(sorted(outcomes, key=lambda item: item.id)))
    return TABLE_ENTRIES, SOURCES


def rows(outcomes: list[Outcome]) -> Iterator[tuple[object, ...]]:
    """The rows of the table."""
    for item in outcomes:
        for line in item.lines:
            yield (
                *(item.id, line.id, line.value, *line.limits, f"EUR per {item.unit}", line.year, item.domain),
                *(line.payer, line.receiver, line.method, item.title_nl, item.title_en),
                *(line.source, line.grade, HOLDS.get(f"{item.id}/{line.id}", HOLDS.get(item.domain, ""))),
            )


def reference_prices(raw: Path) -> Iterator[Outcome]:
    """School and offences at the reference prices of the costing manual; a name that is not there fails."""
    found = {row["unit_of_care"]: float(row["price_eur_2022"]) for row in read_rows(raw, PRICES)}
    for name, label, unit, nl, en in SCHOOLS:
        line = Line("school", "rijk_ocw", RESOURCES, found[label], 2022, ZIN, "A")
        yield Outcome(name, "school", unit, nl, en, (line,))
    for name, label, nl, en in OFFENCES:
        source = f"{ZIN};reckers-droog-2019"
        limits = LEAST_OFFENCE * found[label], MOST_OFFENCE * found[label]
        payer = ("police_justice", RESOURCES)
        line = Line("justice", *payer, found[label], 2022, source, "C", limits=limits)
        yield Outcome(name, "justice", "offence", nl, en, (line,))


def read_prices(pack: Path) -> Iterator[Outcome]:
    """Housing, debt, benefits and work, as read or as the pack has them."""
    norm = figure(pack, "benefit.csv", "bijstand/norm/single")
    wage = figure(pack, "work.csv", "minimum_wage")
    place = SHELTER_EUR / SHELTERED
    yield Outcome(
        *("shelter_year", "housing", "year in shelter"),
        *("Een jaar in de maatschappelijke opvang", "A year in a shelter for homeless people"),
        (Line("place", "municipalities", RESOURCES, place, 2016, "zwerfjongeren-2018", "C"),),
    )
    month = MONTHS * ADMINISTRATION_MONTH
    yield Outcome(
        *("protective_administration_year", "debt", "year of administration"),
        *("Een jaar onder bewind bij schulden", "A year of protective administration with debts"),
        (Line("administrator", "municipalities", RESOURCES, month, 2023, "bis-diensten-2023", "C"),),
    )
    yield Outcome(
        *("debt_court_case", "debt", "court case"),
        *("Een rechtszaak om een schuld", "A court case about a debt"),
        (
            Line("court_fee", HOUSEHOLDS, "rijk_jenv", COURT_FEE, 2024, "incasso-advies-2024", "B"),
            Line("writ", HOUSEHOLDS, RESOURCES, VAT * WRIT, 2023, "twaelf-provincien-2023", "C"),
        ),
    )
    yield Outcome(
        *("social_assistance_year", "benefit", "benefit year"),
        *("Een jaar bijstand, alleenstaande", "A year of social assistance, single person"),
        (Line("benefit", "municipalities", HOUSEHOLDS, MONTHS * norm, 2024, "szw-norms-2024", "C"),),
    )
    yield Outcome(
        *("paid_work_hour", "work", "hour of work"),
        *("Een uur betaald werk van iemand zonder baan", "An hour of paid work by somebody without a job"),
        (
            Line("output", RESOURCES, "employers", wage, 2024, "minimum-wage-2024", "C", "human_capital"),
            Line("wage", "employers", HOUSEHOLDS, wage, 2024, "minimum-wage-2024", "C", "human_capital"),
        ),
    )


def figure(pack: Path, table: str, name: str) -> float:
    """The value of one figure of the pack."""
    return next(float(row["value"]) for row in read_rows(pack, table) if row["id"] == name)
