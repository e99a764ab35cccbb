"""Education in three levels: who has which in the base year, and how long people of each level live."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from .common import AGES, SEXES, Built, Entries, Sources, entry, read_rows, source, write_table

LEVELS = ("low", "middle", "high")
BASE_YEAR, COUNTED = 2025, 2019
COMPLETE_BAND = 25
"""First age of the youngest class taken as complete: who is younger will reach its levels."""
SOLD = "CBS open data CC BY 4.0"
# thousands of persons by first age of the class: primary; vmbo-b/k, mbo 1; vmbo-g/t, first years of havo and
# vwo; mbo 2 and 3; mbo 4; havo, vwo; bachelor; master, doctor (unknown left out: 1 to 2 %)
PERSONS: Mapping[str, Mapping[int, tuple[int, ...]]] = {
    "male": {
        25: (31, 66, 41, 172, 178, 102, 316, 181),
        35: (51, 85, 35, 144, 164, 70, 258, 182),
        45: (70, 138, 54, 191, 221, 89, 259, 177),
        55: (91, 151, 52, 194, 162, 79, 244, 165),
        65: (86, 144, 54, 190, 92, 59, 190, 104),
        75: (70, 119, 38, 114, 45, 27, 85, 43),
    },
    "female": {
        25: (32, 52, 33, 125, 179, 67, 350, 235),
        35: (43, 57, 44, 128, 177, 61, 282, 206),
        45: (66, 106, 80, 183, 259, 84, 270, 157),
        55: (101, 151, 115, 200, 142, 103, 228, 107),
        65: (137, 201, 123, 156, 82, 55, 152, 47),
        75: (169, 187, 84, 98, 35, 39, 77, 11),
    },
}
OF_LEVEL = {"low": slice(0, 3), "middle": slice(3, 6), "high": slice(6, 8)}
HIGH_WOMEN_AT_65 = 22.7
"""Of women at 65: 20.5 + (21.4 - 20.5)/0.405, 0.405 being their part of those of 65+ (PERSONS)."""
NOT_SEEN = (
    "Unverified assumption: the published number was cut off where the table was read. Solved from 21.4 for "
    "men and women together and 20.5 for men, women being 40.5 % of the highly educated of 65 and over; "
    "rounding leaves 22.5 to 22.9. The same rule gives 19.4 and 20.4 for both sexes with low and middle "
    "education, published 19.4 and 20.3."
)

SOURCES: Sources = [
    source(
        "cbs-84842ned",
        "CBS",
        "Healthy life expectancy by sex, age and level of education (84842NED)",
        "2019/2022",
        "https://www.cbs.nl/nl-nl/cijfers/detail/84842NED",
        SOLD,
        True,
        "stored page: 'Mannen 65 jaar Laag onderwijsniveau Waarde 2019/2022 17,5'; cut off before the value "
        "of highly educated women of 65",
    ),
    source(
        "cbs-85453ned",
        "CBS",
        "Population by highest level of education attained and origin (85453NED)",
        "2019",
        "https://github.com/jonasschiller/Synthetic-Population-The-Hague-South-West",
        SOLD,
        True,
        "persons by sex, class of age and 8 levels as printed in the public notebook "
        "education_attainment.ipynb; the year is not printed, the sizes of the classes are those of 2019",
    ),
]


def build(raw: Path, pack: Path) -> Built:
    """Write education_share.csv and education_expectancy.csv."""
    write_table(pack, "education_share.csv", ("sex", "age", "education", "value"), share_rows())
    columns = ("sex", "age", "education", "value", "unit", "source", "grade", "note")
    write_table(pack, "education_expectancy.csv", columns, expectancy_rows(raw))
    return ENTRIES, SOURCES


ENTRIES: Entries = {
    "education_share.csv": entry(
        "Shares of low, middle and high education by sex and age",
        "share of persons",
        "C",
        ["cbs-85453ned"],
        SOLD,
        str(COUNTED),
        "Persons in private households by sex and ten years of age, the levels of CBS (low: to vmbo and mbo "
        "1; middle: mbo 2 to 4, havo, vwo; high: hbo, university), unknown left out. Each age of 2025 has "
        "the share of the class in which its cohort was six years before; who was younger than 25 then has "
        "that of 25-34, the level that they will reach.",
        "The year was not printed: 2019 by the sizes of the classes. One share for a whole class, so that 81 "
        "and 100 have the same. Deaths of the six years did not thin the lower levels, some of 25-34 still "
        "studied and later cohorts may reach more: three reasons why high education is understated. But "
        "older CBS texts have less: 12 % of women of 65+ high in 2015/2018 (here 17 %), 21 % of 65-74 in "
        "2018 (here 26 %).",
    ),
    "education_expectancy.csv": entry(
        "Life expectancy at birth and at 65 by level of education",
        "years",
        "per row",
        ["cbs-84842ned"],
        SOLD,
        "2019/2022",
        "As published. Used: the highest level less the lowest; the middle level is only laid beside.",
        "Years with many deaths of COVID. How CBS counts the young, who have no level yet, was not read.",
    ),
}


def share_rows() -> Iterator[tuple[object, ...]]:
    """Shares of the base year by single age: those of the class in which the cohort was counted."""
    for sex in SEXES:
        for age in AGES:
            then = max(age - (BASE_YEAR - COUNTED), COMPLETE_BAND)
            counted = PERSONS[sex][max(first for first in PERSONS[sex] if first <= then)]
            for level, columns in OF_LEVEL.items():
                yield sex, age, level, sum(counted[columns]) / sum(counted)


def expectancy_rows(raw: Path) -> Iterator[tuple[object, ...]]:
    """Life expectancy of each level at birth and at 65."""
    rows = [
        row
        for row in read_rows(raw, "life_expectancy_and_mortality_by_ses.csv")
        if (row["measure"], row["ses_dimension"]) == ("life_expectancy", "education (3 levels)")
    ]
    found = {(row["sex"], row["at_age"], row["ses_group"]): float(row["value"]) for row in rows}
    for sex in SEXES:
        for age in ("0", "65"):
            for level in LEVELS:
                seen = (sex, age, level) in found
                value = found[sex, age, level] if seen else HIGH_WOMEN_AT_65
                grade, note = ("B", "") if seen else ("R", NOT_SEEN)
                yield sex, age, level, value, "years", "cbs-84842ned", grade, note
