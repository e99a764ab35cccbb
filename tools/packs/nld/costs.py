"""Cost and economics tables of the Dutch pack: care costs, law totals, disease costs, prices, parties, rates.

All amounts are euro of 2024. Figures that were read on a page but are not in the raw folder stand below as
constants, each with its row in sources.csv. What nobody has published is an assumption: it is graded R
and the note says "unverified assumption".
"""

from __future__ import annotations

import csv
import itertools
import math
from collections.abc import Callable, Iterable
from pathlib import Path

from scipy.interpolate import PchipInterpolator
from scipy.optimize import brentq

from .chapter_sources import CHAPTER_SOURCES
from .common import AGES, SEXES, Built, read_rows, write_table, write_yaml
from .cost_illness import ILLNESSES, Illness
from .cost_notes import (
    AVOIDABLE_NOTE,
    DEFLATOR_NOTE,
    SOURCES,
    TABLE_ENTRIES,
    WLZ_NOTE,
    WMO_NOTE,
    YOUTH_NOTE,
    ZVW_NOTE,
)
from .cost_values import ECONOMICS, PARTIES

Profile = dict[tuple[str, int], float]
PRICE_YEAR = 2024
MILLION = 1e6

# Persons of 18+ who used Wlz care that asks an own contribution, on one day of 2019, by sex and age band.
WLZ_USERS_2019 = {
    "male": {(18, 64): 60190.0, (65, 79): 23930.0, (80, 100): 34150.0},
    "female": {(18, 64): 44505.0, (65, 79): 27300.0, (80, 100): 93960.0},
}
WLZ_INDICATIONS_2019 = 309280.0
WLZ_MENTAL_HEALTH_2023 = 27000.0
# Unverified assumption: of the indications of 2019 that are not users of 18+, this share is a child in care.
WLZ_CHILD_SHARE_OF_REMAINDER = 0.5
TAPER_END = 90

# Wmo clients of 2018 in Amsterdam and Rotterdam: those in Wlz a year later, their percentage of the clients,
# and their number per 1000 inhabitants; clients = number / percentage, inhabitants = number / (per 1000).
WMO_CLIENTS_2018 = {
    (18, 29): ((550.0, 20.70, 3.0), (455.0, 11.89, 4.0)),
    (30, 44): ((505.0, 10.99, 2.0), (480.0, 9.24, 3.0)),
    (45, 59): ((610.0, 5.97, 4.0), (600.0, 7.68, 5.0)),
    (60, 74): ((1340.0, 7.60, 11.0), (1110.0, 10.40, 12.0)),
    (75, 84): ((1740.0, 11.15, 49.0), (1575.0, 13.74, 46.0)),
    (85, 100): ((3115.0, 25.80, 204.0), (3205.0, 27.60, 182.0)),
}

# Share of the young with youth care: under 4 (2022), boys 8-11 and girls 12-17 (2023), all under 18 (2023).
YOUTH_UNDER_4 = 0.044
YOUTH_BOYS_8_11 = 83.0 / 379.0
YOUTH_GIRLS_12_17 = 0.18
YOUTH_UNDER_18 = 1.0 / 7.0

ZVW_TOTAL_2025_EUR = 66.8e9
ZVW_NOT_LINKED_2025_EUR = 4.5e9

AVOIDABLE = (0.8, 0.5, 1.0)


def build(raw: Path, pack: Path) -> Built:
    """Write the cost and economics tables below ``pack``; give their descriptions and sources."""
    population = read_population(raw, pack)
    index = cpi_levels(raw)
    totals = law_totals(raw, index)
    write_care_cost(pack, raw, population, totals)
    write_law_total(pack, totals)
    write_disease_cost(pack, raw, index)
    write_price_index(pack, index)
    write_yaml(pack / "parties.yaml", PARTIES)
    write_yaml(pack / "economics.yaml", ECONOMICS)
    return TABLE_ENTRIES, CHAPTER_SOURCES + SOURCES


def read_population(raw: Path, pack: Path) -> Profile:
    """Read persons by sex and age on 1 January 2025: the pack's own table, else the raw derived one."""
    path = pack / "population.csv"
    if path.exists():
        with path.open(encoding="utf-8", newline="") as handle:
            return {(row["sex"], int(row["age"])): float(row["value"]) for row in csv.DictReader(handle)}
    rows = read_rows(raw, "nl_population_single_age_2021_2025_derived.csv")
    return {
        (row["sex"], int(row["age"])): float(row["population"]) for row in rows if row["date"] == "2025-01-01"
    }


def population_2019(raw: Path) -> Profile:
    """Read persons by sex and age in 2019, the denominators of the Wlz users of that year."""
    rows = read_rows(raw, "nl_population_deaths_single_age_2015_2020.csv")
    return {
        (row["sex"], int(float(row["age"]))): float(row["population_midyear"])
        for row in rows
        if row["year"] == "2019"
    }


def cpi_levels(raw: Path) -> dict[int, float]:
    """Chain the yearly consumer price changes of 2013-2023 and the one of 2024 to levels with 2024 = 1."""
    factors = {
        int(float(row["year_to"])): float(row["factor"])
        for row in read_rows(raw, "cpi_factors_2012_2023.csv")
    }
    parameters = read_rows(raw, "economics_parameters.csv")
    change = picked(parameters, parameter="CPI annual change", year=str(PRICE_YEAR))
    factors[PRICE_YEAR] = 1.0 + change / 100.0
    levels = {PRICE_YEAR: 1.0}
    for year in range(PRICE_YEAR, 2012, -1):
        levels[year - 1] = levels[year] / factors[year]
    return dict(sorted(levels.items()))


def picked(rows: Iterable[dict[str, str]], **wanted: str) -> float:
    """Give the value of the one row whose cells equal ``wanted``; several rows must agree."""
    found = {float(row["value"]) for row in rows if all(row[key] == cell for key, cell in wanted.items())}
    if len(found) != 1:
        raise ValueError(f"raw data: {len(found)} values for {wanted}, expected one: check the raw table")
    return found.pop()


# --- totals per law ---


def law_totals(raw: Path, index: dict[int, float]) -> dict[str, dict[str, object]]:
    """Collect per law: total of 2024 in euro, share linked to persons, share paid by patients, payer."""
    figures = read_rows(raw, "figures_2015_2025.csv")
    care = read_rows(raw, "care_costs.csv")
    zvw = picked(figures, indicator="Zvw_gross", year="2024") * 1e9
    risk = picked(figures, indicator="Zvw_own_risk", year="2024") * 1e9
    realised = "realised (jaarverslag)"
    wlz = picked(figures, indicator="Wlz_gross", year="2024", group=realised) * MILLION
    own = picked(figures, indicator="Wlz_own_contributions", year="2024", group=realised) * MILLION
    wmo = picked(figures, indicator="Wmo_maatwerk_realised_incl_stay", year="2023") * MILLION / index[2023]
    tailored = picked(
        care, law="Jeugdwet", item="tailored services 18- (maatwerkdienstverlening)", year="2022"
    )
    protection = picked(
        care, law="Jeugdwet", item="escalated care 18- (jeugdbescherming/-reclassering)", year="2022"
    )
    youth = (tailored + protection) * MILLION / index[2022]
    linked = 1.0 - ZVW_NOT_LINKED_2025_EUR / ZVW_TOTAL_2025_EUR
    return {
        "zvw": law_row(zvw, linked, risk / zvw, "zvw_insurers", "vws-budget-2024-staatvenz", "B", ZVW_NOTE),
        "wlz": law_row(wlz, 1.0, own / wlz, "wlz_offices", "vws-annual-report-2024", "B", WLZ_NOTE),
        "wmo": law_row(wmo, 1.0, 0.0, "municipalities", "cbs-84580ned-wmo;cbs-cpi", "C", WMO_NOTE),
        "jeugdwet": law_row(youth, 1.0, 0.0, "municipalities", "cbs-iv3-youth-2022;cbs-cpi", "C", YOUTH_NOTE),
    }


def law_row(
    value: float, linked: float, own: float, payer: str, sources: str, grade: str, note: str
) -> dict[str, object]:
    """Name the parts of one row of law_total.csv."""
    numbers = {"value": value, "linked": linked, "own": own}
    return numbers | {"payer": payer, "source": sources, "grade": grade, "note": note}


def write_law_total(pack: Path, totals: dict[str, dict[str, object]]) -> None:
    """Write law_total.csv."""
    shares = ("linked_share", "own_payment_share")
    header = ("law", "value", *shares, "payer", "unit", "year", "source", "grade", "note")
    rows = [
        (
            law,
            row["value"],
            row["linked"],
            row["own"],
            row["payer"],
            "EUR",
            PRICE_YEAR,
            row["source"],
            row["grade"],
            row["note"],
        )
        for law, row in totals.items()
    ]
    write_table(pack, "law_total.csv", header, rows)


# --- care cost by sex and age ---


def write_care_cost(pack: Path, raw: Path, population: Profile, totals: dict[str, dict[str, object]]) -> None:
    """Write care_cost.csv, every shape scaled to the linked part of the total of its law."""
    shapes: dict[str, Profile] = {
        "zvw": zvw_shape(raw),
        "wlz": wlz_shape(raw, population),
        "wmo": wmo_shape(raw, population),
        "jeugdwet": youth_shape(population),
    }
    rows: list[tuple[object, ...]] = []
    for law, shape in shapes.items():
        target = as_float(totals[law]["value"]) * as_float(totals[law]["linked"])
        scaled = scaled_to(shape, population, target)
        rows += [(law, sex, age, scaled[sex, age]) for sex in SEXES for age in AGES]
    write_table(pack, "care_cost.csv", ("law", "sex", "age", "value"), rows)


def as_float(value: object) -> float:
    """Read a number of a mixed row."""
    if not isinstance(value, float):
        raise TypeError(f"expected a float, found {value!r}")
    return value


def total_over(shape: Profile, population: Profile) -> float:
    """Sum a profile over persons: Σ persons[sex, age] · value[sex, age]."""
    return math.fsum(shape[key] * population[key] for key in sorted(population))


def scaled_to(shape: Profile, population: Profile, target: float) -> Profile:
    """Scale a profile by one factor so that the population adds up to ``target``."""
    factor = target / total_over(shape, population)
    return {key: value * factor for key, value in shape.items()}


def persons_between(population: Profile, sex: str, first: int, last: int) -> float:
    """Count the persons of one sex from ``first`` to ``last`` completed years."""
    return math.fsum(population[sex, age] for age in range(first, last + 1))


def zvw_shape(raw: Path) -> Profile:
    """Spread the Zvw cost per insured-year of 2018 from five-year bands to single ages."""
    rows = [
        row
        for row in read_rows(raw, "care_costs.csv")
        if row["law"] == "Zvw" and row["year"] == "2018" and row["sex"] in SEXES and row["age_group"] != "all"
    ]
    shape: Profile = {}
    for sex in SEXES:
        bands = {
            int(row["age_group"].replace("+", "").split("-")[0]): float(row["value"])
            for row in rows
            if row["sex"] == sex
        }
        shape |= {(sex, age): value for age, value in enumerate(single_ages(bands))}
    return shape


def single_ages(bands: dict[int, float]) -> list[float]:
    """Spread band means to ages 0..100 with a monotone cubic of the running sum; the last band stays flat.

    Within each closed band the plain mean of the single ages is the published band mean.
    """
    starts = sorted(bands)
    last = starts[-1]
    edges = [*starts, last + 5]
    running = [0.0]
    for start, end in itertools.pairwise(edges):
        running.append(running[-1] + bands[start] * (end - start))
    curve = PchipInterpolator(edges, running)
    closed = [float(curve(age + 1) - curve(age)) for age in range(last)]
    return closed + [bands[last]] * (101 - last)


def wlz_shape(raw: Path, population: Profile) -> Profile:
    """Give Wlz users per person by sex and age; one user costs the same at every age (unverified assumption).

    Lifelong use is flat over 18-64 and tapers off after; above it use at 65+ is logistic in age, and the two
    together meet the published counts of 65-79 and 80+ of each sex.
    """
    persons = population_2019(raw)
    child_rate = wlz_children() / math.fsum(persons_between(persons, sex, 0, 17) for sex in SEXES)
    adults = math.fsum(WLZ_USERS_2019[sex][18, 64] for sex in SEXES)
    shape: Profile = {}
    for sex in SEXES:
        bands = WLZ_USERS_2019[sex]
        lifelong = bands[18, 64] / persons_between(persons, sex, 18, 64)
        weighted = math.fsum(taper(age) * persons[sex, age] for age in AGES)
        added = WLZ_MENTAL_HEALTH_2023 * bands[18, 64] / adults / weighted
        left = {band: bands[band] - tapered(persons, sex, lifelong, band) for band in ((65, 79), (80, 100))}
        old = logistic_users(persons, sex, left[65, 79], left[80, 100])
        for age in AGES:
            adult = (lifelong + added) * taper(age) + (old(age) if age >= 65 else 0.0)
            shape[sex, age] = child_rate if age < 18 else adult
    return {key: shape[key] for key in population}


def wlz_children() -> float:
    """Estimate the children in Wlz care: a share of the indications that are not users of 18 and over."""
    users = math.fsum(count for bands in WLZ_USERS_2019.values() for count in bands.values())
    return (WLZ_INDICATIONS_2019 - users) * WLZ_CHILD_SHARE_OF_REMAINDER


def taper(age: int) -> float:
    """Weigh lifelong use by age: 0 below 18, 1 to 64, then straight down to 0 at 90 (an assumption)."""
    if age < 18:
        return 0.0
    return max(0.0, min(1.0, (TAPER_END - age) / (TAPER_END - 64)))


def tapered(persons: Profile, sex: str, rate: float, band: tuple[int, int]) -> float:
    """Count the lifelong users of one age band."""
    return math.fsum(rate * taper(age) * persons[sex, age] for age in range(band[0], band[1] + 1))


def logistic_users(persons: Profile, sex: str, younger: float, older: float) -> Callable[[int], float]:
    """Find the logistic curve in age whose users of 65-79 and of 80+ are the two given counts."""

    def share(age: int, level: float, slope: float) -> float:
        return 1.0 / (1.0 + math.exp(-(level + slope * (age - 80))))

    def users(first: int, last: int, level: float, slope: float) -> float:
        return math.fsum(share(age, level, slope) * persons[sex, age] for age in range(first, last + 1))

    def level_of(slope: float) -> float:
        return float(brentq(lambda level: users(65, 79, level, slope) - younger, -15.0, 10.0, xtol=1e-12))

    slope = float(brentq(lambda trial: users(80, 100, level_of(trial), trial) - older, 0.0, 0.6, xtol=1e-12))
    level = level_of(slope)
    return lambda age: share(age, level, slope)


def wmo_shape(raw: Path, population: Profile) -> Profile:
    """Give Wmo cost per person in shares of the total: tailored support by clients, stay as lifelong use.

    One client costs the same at every age and men and women of one age cost the same: unverified
    assumptions.
    """
    figures = read_rows(raw, "figures_2015_2025.csv")
    with_stay = picked(figures, indicator="Wmo_maatwerk_realised_incl_stay", year="2022")
    without = picked(figures, indicator="Wmo_maatwerk_realised_excl_stay", year="2022")
    clients = dict.fromkeys(population, 0.0)
    for (first, last), cities in WMO_CLIENTS_2018.items():
        rate = clients_per_person(cities)
        clients |= {(sex, age): rate for sex in SEXES for age in range(first, last + 1)}
    stay = {(sex, age): taper(age) for sex, age in population}
    support_part = scaled_to(smoothed_wmo(clients), population, without / with_stay)
    stay_part = scaled_to(stay, population, 1.0 - without / with_stay)
    return {key: support_part[key] + stay_part[key] for key in population}


def clients_per_person(cities: tuple[tuple[float, float, float], ...]) -> float:
    """Recover clients per inhabitant of the cities together from number, percentage and number per 1000."""
    clients = math.fsum(number / (percent / 100.0) for number, percent, _ in cities)
    inhabitants = math.fsum(number / (per_1000 / 1000.0) for number, _, per_1000 in cities)
    return clients / inhabitants


def smoothed_wmo(clients: Profile) -> Profile:
    """Spread the client rates of the six age bands to single ages, keeping the plain mean of every band."""
    starts = [first for first, _ in WMO_CLIENTS_2018]
    bands = {0: 0.0} | {start: clients["male", start] for start in starts}
    curve = single_ages(bands)
    return {(sex, age): (0.0 if age < starts[0] else curve[age]) for sex, age in clients}


def youth_shape(population: Profile) -> Profile:
    """Give the share of children with youth care; the cells without a figure share the level that is left."""
    known: Profile = {}
    for sex in SEXES:
        known |= {(sex, age): YOUTH_UNDER_4 for age in range(4)}
    known |= {("male", age): YOUTH_BOYS_8_11 for age in range(8, 12)}
    known |= {("female", age): YOUTH_GIRLS_12_17 for age in range(12, 18)}
    children = [(sex, age) for sex in SEXES for age in range(18)]
    rest = [key for key in children if key not in known]
    wanted = YOUTH_UNDER_18 * math.fsum(population[key] for key in children)
    found = math.fsum(known[key] * population[key] for key in sorted(known))
    level = (wanted - found) / math.fsum(population[key] for key in rest)
    return {key: known.get(key, level if key in rest else 0.0) for key in population}


# --- cost per case ---


def write_disease_cost(pack: Path, raw: Path, index: dict[int, float]) -> None:
    """Write disease_cost.csv: cost of illness per case, brought to 2024 with consumer prices."""
    header = (
        *("disease", "law", "basis", "value", "avoidable_share", "avoidable_low", "avoidable_high"),
        *("unit", "source", "grade", "note"),
    )
    rows: list[tuple[object, ...]] = []
    for illness in ILLNESSES:
        per_case = cost_of(illness, raw) / cases_of(illness, raw) / index[illness.year]
        unit = "EUR per person-year" if illness.basis == "per_prevalent_year" else "EUR per case"
        note = f"{illness.note} {DEFLATOR_NOTE} {AVOIDABLE_NOTE}"
        shares = {"zvw": 1.0 - illness.elderly_care, "wlz": illness.elderly_care}
        for law, share in shares.items():
            if share == 0.0:
                continue
            start = (illness.disease, law, illness.basis, per_case * share, *AVOIDABLE)
            rows.append((*start, unit, f"{illness.source};cbs-cpi", "C", note))
    write_table(pack, "disease_cost.csv", header, rows)


def cost_of(illness: Illness, raw: Path) -> float:
    """Read what a disease costs in a year, in euro."""
    if isinstance(illness.cost, float):
        return illness.cost
    wanted = {"item": "care expenditure", "year": "2019"} | illness.cost
    return picked(read_rows(raw, "disease_costs.csv"), **wanted) * MILLION


def cases_of(illness: Illness, raw: Path) -> float:
    """Read over how many persons or new cases the cost is spread."""
    if isinstance(illness.cases, float):
        return illness.cases
    rows = read_rows(raw, "disease_epidemiology.csv")
    return math.fsum(picked(rows, **wanted) for wanted in illness.cases)


def write_price_index(pack: Path, index: dict[int, float]) -> None:
    """Write price_index.csv, consumer prices with 2024 = 1."""
    rows = [
        ("cpi", year, level, "index, 2024 = 1", "cbs-cpi", "B" if year == PRICE_YEAR else "A")
        for year, level in index.items()
    ]
    write_table(pack, "price_index.csv", ("index", "year", "value", "unit", "source", "grade"), rows)
