"""Sectors of care of the Dutch pack: staff per euro in each, and what laws and diseases spend on each.

Kosten van Ziekten divides all care spending over sectors, in all and of some diseases; the Ministry divides
that of the Zvw and the Wlz; Vektis has what people of 65 and over cost. All was read on pages that are not in
the raw folder and stands below, in million euro unless it says otherwise.
"""

from __future__ import annotations

import csv
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .common import AGES, SEXES, Built, write_table
from .cost_illness import (
    DEMENTIA_ELDERLY_CARE_SHARE_2019,
    OSTEOARTHRITIS_ELDERLY_CARE_SHARE_2019,
    STROKE_ELDERLY_CARE_SHARE_2017,
)
from .costs import WLZ_USERS_2019, Profile, persons_between, population_2019, read_population, tapered
from .epidemiology_back import BACK_COST_SOURCES, HOSPITAL_2017, PRIMARY_2017
from .figures_staff import SECTORS, STAFF_2018
from .sectors_notes import (
    ASTHMA_2019,
    CANCER_2019,
    COPD_2019,
    DEMENTIA_2019,
    DEPRESSION_2017,
    DIABETES_2019,
    HEART_2019,
    MENTAL_2015,
    OLDER_2017,
    SHOPS,
    SOURCES,
    TABLE_ENTRIES,
    TOTALS_2017,
    WLZ,
    WLZ_NOTES,
    WLZ_USERS,
    ZVW,
    ZVW_NOTES,
)

HOSPITAL, ELDERLY, MENTAL = "hospital_care", "elderly_care", "mental_health_care"
PRIMARY, DISABILITY, MEDICINES, OUTSIDE = "primary_and_other", "disability_care", "medicines", "outside"
Shares = dict[str, float]


@dataclass(frozen=True)
class Sector:
    """A sector: titles, the sectors of staff.csv that work in it, what it earned in 2017."""

    nl: str
    en: str
    staff: tuple[str, ...]
    earned_2017: float
    note: str


CARE_SECTORS = {
    HOSPITAL: Sector(
        "Ziekenhuizen en medisch specialisten",
        "Hospitals and medical specialists",
        ("hospitals", "university_hospitals"),
        26700.0,
        "Independent clinics earn here; whether their staff counts with the hospitals was not read.",
    ),
    ELDERLY: Sector(
        "Verpleging, verzorging en thuiszorg",
        "Nursing homes and home care",
        ("nursing_homes", "home_care"),
        18000.0,
        "Nursing homes and home care together: their spending was not found apart.",
    ),
    MENTAL: Sector("Geestelijke gezondheidszorg", "Mental health care", ("mental_health",), 6500.0, ""),
    PRIMARY: Sector(
        "Eerstelijnszorg en overige zorg",
        "Primary care and other care",
        ("general_practice", "other_care"),
        9500.0 + 2900.0 + 1600.0 + 500.0,
        "Primary care, other care, public health and ambulances over general practice and other "
        "care: dentists "
        "and therapists earn in the one and work in the other. Practice holders are self-employed: outside.",
    ),
    DISABILITY: Sector("Gehandicaptenzorg", "Disability care", ("disability_care",), 9900.0, ""),
}
NO_STAFF = {
    MEDICINES: (
        "Genees- en hulpmiddelen",
        "Medicines and aids",
        "Pharmacies and makers are trade and industry, not care: none of the ten sectors of staff.csv.",
    ),
    OUTSIDE: (
        "Beheer, welzijn en zorg in het buitenland",
        "Administration, welfare and care abroad",
        "No staff in care; that of welfare is not counted: its spending was not found by law or disease.",
    ),
}
# Zvw of 2017 without grants for training (1,209) and for being at hand (716 and 89): primary care less care
# for the deaf and blind, with transport; rehabilitation and stays in the first line go with district nursing.
REHABILITATION, DISTRICT_NURSING = 968.0, 3397.0
ZVW_2017 = {
    HOSPITAL: 22001.0 + 451.0,
    ELDERLY: REHABILITATION + DISTRICT_NURSING,
    MENTAL: 3557.0,
    PRIMARY: 5412.0 - 151.0 + 644.0,
    DISABILITY: 151.0,
    MEDICINES: 6004.0,
    OUTSIDE: 684.0,
}
# What people of 65 and over cost in 2017, and of that hospitals, district nursing and long-term elderly care.
OLDER_ALL, OLDER_HOSPITAL, OLDER_NURSING, OLDER_LONG_TERM = 28000.0, 8400.0, 2800.0, 11000.0
# Wlz of 2022, care in kind and personal budgets; what is of no sector (500.2, 200.0 and 291.4) is left out.
WLZ_2022 = {
    ELDERLY: 15292.7 + 648.8,
    DISABILITY: 9493.3 + 1989.1,
    MENTAL: 1876.2 + 194.0,
}
OLD = 65
BANDS = (0, OLD, 80)

MENTAL_DISORDERS = {
    MENTAL: 0.714,
    PRIMARY: 0.082 + 0.009,
    HOSPITAL: 0.057,
    MEDICINES: 0.053,
    OUTSIDE: 0.037 + 0.018,
    DISABILITY: 0.015,
    ELDERLY: 0.015,
}
HEART = {HOSPITAL: 4380.0 / 6756.0, MEDICINES: 858.0 / 6756.0}
CANCER = {HOSPITAL: 0.846, MEDICINES: 0.035}


@dataclass(frozen=True)
class Read:
    """What was read of a disease: shares of its whole cost, the source, a wider group that it is of.

    `rest` are the shares by which the rest is divided, of the same group; none: those of the Zvw.
    """

    shares: Shares
    source: str
    group: str = ""
    rest: Shares | None = None


ALL_CARDIOVASCULAR, NEOPLASMS = "all heart and vascular disease", "all neoplasms"
DISEASES = {
    "anxiety_disorder": Read(MENTAL_DISORDERS, MENTAL_2015, "mental disorders of 2015"),
    "asthma": Read({HOSPITAL: 0.46, MEDICINES: 0.40, PRIMARY: 0.08}, ASTHMA_2019),
    "back_neck_pain": Read({HOSPITAL: HOSPITAL_2017, PRIMARY: PRIMARY_2017}, BACK_COST_SOURCES[0]),
    "breast_cancer": Read(CANCER, CANCER_2019, NEOPLASMS),
    "colorectal_cancer": Read(CANCER, CANCER_2019, NEOPLASMS),
    "copd": Read({HOSPITAL: 249.0 / 752.9, MEDICINES: 211.0 / 752.9, PRIMARY: 178.0 / 752.9}, COPD_2019),
    "dementia": Read({ELDERLY: DEMENTIA_ELDERLY_CARE_SHARE_2019}, DEMENTIA_2019),
    "depression": Read(
        {MENTAL: 0.87, MEDICINES: 0.058}, f"{DEPRESSION_2017};{MENTAL_2015}", rest=MENTAL_DISORDERS
    ),
    "diabetes": Read(
        {MEDICINES: 574.0 / 1308.0, PRIMARY: 463.0 / 1308.0, HOSPITAL: 201.0 / 1308.0}, DIABETES_2019
    ),
    "heart_failure": Read(HEART, HEART_2019, ALL_CARDIOVASCULAR),
    "ischaemic_heart_disease": Read(HEART, HEART_2019, ALL_CARDIOVASCULAR),
    "knee_osteoarthritis": Read(
        {HOSPITAL: 0.811, PRIMARY: 0.061, ELDERLY: OSTEOARTHRITIS_ELDERLY_CARE_SHARE_2019},
        "kvz-2019-osteoarthritis",
        "all joints",
    ),
    "lung_cancer": Read(CANCER, CANCER_2019, NEOPLASMS),
    "stroke": Read({HOSPITAL: 0.45, ELDERLY: STROKE_ELDERLY_CARE_SHARE_2017}, "kvz-2017-stroke"),
}
ELDERLY_CARE_IS_WLZ = ("dementia", "knee_osteoarthritis", "stroke")
OF_THE_REST = (HOSPITAL, ELDERLY, PRIMARY, MEDICINES)
REST_NOTE = (
    "Unverified assumption: the part of which no sector was read goes to {who}, in the proportions of {what}."
)


def build(raw: Path, pack: Path) -> Built:
    """Write the two tables below ``pack``; give their descriptions and sources."""
    header = ("sector", "value", "unit", "title_nl", "title_en", "source", "grade", "note")
    write_table(pack, "staff_sector.csv", header, sorted(staff_rows(), key=lambda row: str(row[0])))
    columns = ("law", "disease", "age_from", "age_to", "sector", "value", "unit", "source", "grade", "note")
    write_table(pack, "sector_share.csv", columns, share_rows(wlz_by_band(raw, pack)))
    return TABLE_ENTRIES, SOURCES


def staff_rows() -> Iterator[tuple[object, ...]]:
    """Give staff per million euro of 2017 in every sector."""
    unit = "full-time equivalents per million euro of 2017"
    for name, sector in CARE_SECTORS.items():
        jobs = float(sum(SECTORS[part][-1] for part in sector.staff))
        billions = sector.earned_2017 / 1000.0
        note = (
            f"{jobs:,.0f} full-time equivalents of early 2018 over {billions:.1f} bn of 2017. {sector.note}"
        )
        value = jobs / sector.earned_2017
        yield (name, value, unit, sector.nl, sector.en, f"{STAFF_2018};{TOTALS_2017}", "C", note.strip())
    for name, (nl, en, note) in NO_STAFF.items():
        yield (name, 0.0, unit, nl, en, f"{STAFF_2018};{SHOPS}", "C", note)


def share_rows(wlz: dict[int, Shares]) -> Iterator[tuple[object, ...]]:
    """Give the shares of the two laws by band of age, then of every disease under them."""
    laws = (
        ("zvw", zvw_by_band(), f"{ZVW};{OLDER_2017}", ZVW_NOTES),
        ("wlz", wlz, f"{WLZ};{WLZ_USERS};{OLDER_2017}", WLZ_NOTES),
    )
    for law, bands, origin, (of_read, of_rest) in laws:
        for (first, shares), last in zip(bands.items(), last_ages(bands), strict=True):
            for sector, share in shares.items():
                is_read = law == "zvw" and sector in (HOSPITAL, ELDERLY)
                grade, note = ("C", of_read) if is_read else ("R", of_rest)
                yield (law, "", first, last, sector, share, "share", origin, grade, note)
    for disease, found in DISEASES.items():
        yield from disease_rows(disease, found)


def last_ages(firsts: Iterable[int]) -> list[object]:
    """Give the last age of each band: the one before the next begins; the last band is open."""
    return [end - 1 for _, end in itertools.pairwise(firsts)] + [""]


def zvw_by_band() -> dict[int, Shares]:
    """Give the shares of the Zvw under 65 and from 65 on.

    What is left at 65 and over after hospitals and elderly care is divided as at all ages together, and
    geriatric rehabilitation over ages as district nursing: unverified assumptions.
    """
    old = {
        HOSPITAL: OLDER_HOSPITAL,
        ELDERLY: OLDER_NURSING * (1.0 + REHABILITATION / DISTRICT_NURSING),
    }
    left = OLDER_ALL - OLDER_LONG_TERM - math.fsum(old.values())
    others = parts_of({sector: amount for sector, amount in ZVW_2017.items() if sector not in old})
    old |= {sector: left * share for sector, share in others.items()}
    young = {sector: amount - old[sector] for sector, amount in ZVW_2017.items()}
    return {0: parts_of(young), OLD: parts_of({sector: old[sector] for sector in young})}


def wlz_by_band(raw: Path, pack: Path) -> dict[int, Shares]:
    """Give the shares of the Wlz under 65, from 65 to 79, and from 80 on.

    Elderly care is for people of 65 and over only; the other sectors are for lifelong users, as care_cost.csv
    has them by age, and have the same proportions at all ages: unverified assumptions.
    """
    population = read_population(raw, pack)
    amounts = wlz_spent(population, wlz_cost(pack))
    spent = [amount / math.fsum(amounts) for amount in amounts]
    whole = parts_of(WLZ_2022)
    others = parts_of({sector: share for sector, share in whole.items() if sector != ELDERLY})
    lifelong = wlz_lifelong(raw, population)
    left = spent[1] + spent[2] - whole[ELDERLY]
    found = {0: others}
    for band, amount, users in zip(BANDS[1:], spent[1:], lifelong, strict=True):
        other = left * users / math.fsum(lifelong) / amount
        found[band] = {ELDERLY: 1.0 - other} | {sector: other * share for sector, share in others.items()}
    return found


def wlz_cost(pack: Path) -> Profile:
    """Read the Wlz cost per person-year of this pack by sex and age at the time."""
    with (pack / "care_cost.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if row["law"] == "wlz"]
    return {(row["sex"], int(row["age"])): float(row["value"]) for row in rows}


def wlz_spent(population: Profile, cost: Profile) -> list[float]:
    """Give what the Wlz spends on people of each band, by age on 1 January, in euro."""
    return [
        math.fsum(
            population[sex, age] * (cost[sex, age] + cost[sex, min(age + 1, AGES[-1])]) / 2.0
            for sex in SEXES
            for age in range(first, end)
        )
        for first, end in itertools.pairwise((*BANDS, len(AGES)))
    ]


def wlz_lifelong(raw: Path, population: Profile) -> list[float]:
    """Give lifelong Wlz users of 65 to 79 and of 80 and over: those of 18 to 64, fewer at each age to 90."""
    persons = population_2019(raw)
    rates = {sex: WLZ_USERS_2019[sex][18, 64] / persons_between(persons, sex, 18, 64) for sex in SEXES}
    return [
        math.fsum(tapered(population, sex, rates[sex], (first, end - 1)) for sex in SEXES)
        for first, end in itertools.pairwise((*BANDS[1:], len(AGES)))
    ]


def disease_rows(disease: str, read: Read) -> Iterator[tuple[object, ...]]:
    """Give the shares of one disease: elderly care under the Wlz where disease_cost.csv has it so."""
    shares = dict(read.shares)
    if disease in ELDERLY_CARE_IS_WLZ:
        del shares[ELDERLY]
        note = "Its cost under the Wlz is that of elderly care (disease_cost.csv)."
        yield ("wlz", disease, "", "", ELDERLY, 1.0, "share", read.source, "C", note)
    whole = 1.0 - (read.shares[ELDERLY] if disease in ELDERLY_CARE_IS_WLZ else 0.0)
    note = f"Of {read.group}: the disease itself was not read." if read.group else ""
    for sector, share in shares.items():
        yield (
            "zvw",
            disease,
            "",
            "",
            sector,
            share / whole,
            "share",
            read.source,
            "C" if note else "B",
            note,
        )
    left = 1.0 - sum(shares.values()) / whole
    if (
        shares and left > 1e-6
    ):  # of dementia nothing is known but elderly care: its Zvw has the shares of the law
        yield from rest_rows(disease, read, left)


def rest_rows(disease: str, read: Read, left: float) -> Iterator[tuple[object, ...]]:
    """Divide what was not read over the sectors that were not named."""
    weights = read.rest or {sector: ZVW_2017[sector] for sector in OF_THE_REST}
    open_ones = {sector: weight for sector, weight in weights.items() if sector not in read.shares}
    who = ", ".join(sector.replace("_", " ") for sector in open_ones)
    note = REST_NOTE.format(who=who, what="mental disorders of 2015" if read.rest else "the Zvw")
    for sector, part in parts_of(open_ones).items():
        yield ("zvw", disease, "", "", sector, left * part, "share", read.source, "R", note)


def parts_of(amounts: Mapping[str, float]) -> Shares:
    """Give each amount over their sum."""
    total = sum(amounts.values())
    return {name: amount / total for name, amount in amounts.items()}
