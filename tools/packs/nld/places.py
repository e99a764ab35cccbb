"""Places of the Dutch pack: who lives in each GGD region and province, by sex and age."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from packs.nld.common import SEXES, Built, entry, read_rows, write_table

COLUMNS = ("place", "kind", "title", "sex", "age", "value")
KINDS = {
    "ggdregio": ("ggd_region", "cbs_population_5y_sex_2021_by_ggdregio.csv", ""),
    "provincie": ("province", "cbs_population_5y_sex_2021_by_provincie.csv", "Provincie "),
}


def build(raw: Path, pack: Path) -> Built:
    """Write place.csv: persons on 1 January 2021 by five-year class of age, as counted."""
    write_table(pack, "place.csv", COLUMNS, sorted(place_rows(raw)))
    described = entry(
        "Who lives in each GGD region and province, by sex and five-year class of age",
        "persons",
        "C",
        ["cbs-83502ned"],
        "CBS open data CC BY 4.0",
        "2021",
        "As counted on 1 January 2021 by postcode (rounded to 5), added up to the regions of 2022. The part "
        "of the country's people of that sex and age who live in a place is taken for 2025, for each age of "
        "the class; the places of one kind add up to the country.",
        "A place differs from the country in who lives there alone: health, mix of prosperity, rates and "
        "prices are those of the country. Moves within the country are not in it. Ages are those of 2021: "
        "a place that grows older faster than the country is shown too young.",
    )
    return {"place.csv": described}, []


def place_rows(raw: Path) -> Iterator[tuple[object, ...]]:
    """Every place by sex and first age of the class."""
    for level, (kind, file, before) in KINDS.items():
        for row in read_rows(raw, file):
            if row["level"] != level or row["date"] != "2021-01-01":
                raise ValueError(f"{file}: {row['level']} of {row['date']} is not what was asked")
            first = int(re.split(r"[-+]", row["age_group"])[0])
            title = f"{before}{row['area']}"
            for sex in SEXES:
                yield place_id(title), kind, title, sex, first, int(float(row[sex]))


def place_id(title: str) -> str:
    """The id of a place: its name in small letters without accents, with hyphens.

    >>> place_id("GGD Noord- en Oost-Gelderland"), place_id("GGD Fryslân")
    ('ggd-noord-en-oost-gelderland', 'ggd-fryslan')
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
