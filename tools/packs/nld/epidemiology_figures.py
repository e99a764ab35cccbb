"""Published figures of diseases as the build of the Dutch pack reads them, and how they are scaled."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from .common import AGES, SEXES, read_rows
from .epidemiology_curves import Array, pack_by_sex_age, raw_population

Course = dict[str, Array]
FATALITY_BANDS = {"0-44": 38.0, "45-54": 50.0, "55-64": 60.0, "65-74": 70.0, "85-94": 87.5, "95+": 96.2}
NOTHING = np.zeros((len(SEXES), len(AGES)))


class Figures:
    """The raw disease tables, the population of the year of each figure, and mortality of the base year."""

    def __init__(self, raw: Path, pack: Path) -> None:
        self.raw = raw
        self.totals = read_rows(raw, "disease_epidemiology.csv")
        self.bands = read_rows(raw, "disease_by_age_sex.csv")
        self.dynamo = read_rows(raw, "dynamo_hia_nl2005_disease_inc_prev_mort_daly_by_age_sex.csv")
        self.mortality = pack_by_sex_age(pack, "mortality.csv")

    def total(self, disease: str, measure: str, sex: str, year: str | None = None) -> float:
        """Read one published total."""
        found = {
            row["value"]
            for row in self.totals
            if row["disease"] == disease
            and row["measure"] == measure
            and row["sex"] == sex
            and year in (None, row["year"])
        }
        if len(found) != 1:
            raise ValueError(f"{disease} {measure} {sex} {year}: {len(found)} values, one needed")
        return float(found.pop())

    def by_sex(self, disease: str, measure: str, year: str | None = None) -> Array:
        """Read one published total of men and women."""
        return np.array([self.total(disease, measure, sex, year) for sex in SEXES])

    def age_pattern(self, disease: str, measure: str) -> Array:
        """Read a DYNAMO-HIA pattern of 2005 and hold its last age (95) up to 100."""
        values = np.full((len(SEXES), len(AGES)), np.nan)
        for row in self.dynamo:
            if row["disease"] == disease and row["measure"] == measure:
                values[SEXES.index(row["sex"]), int(row["age"])] = float(row["value"])
        values[:, 96:] = values[:, 95:96]
        return values

    def fatality(self, disease: str, measure: str, sex: str) -> dict[str, float]:
        """Read a case fatality by age band without 75-84, where both sexes carry the total."""
        return {
            row["age_group"]: float(row["value"]) / 100.0
            for row in self.bands
            if row["disease"] == disease
            and row["measure"] == measure
            and row["sex"] == sex
            and row["age_group"] in FATALITY_BANDS
        }

    def persons(self, year: int) -> Array:
        """Population on 1 January of a year."""
        return raw_population(self.raw, f"{year}-01-01")


def scale_to_counts(prevalence: Array, persons: Array, counts: Array) -> Array:
    """Multiply a prevalence for each sex so that it gives the published count."""
    found = (prevalence * persons).sum(axis=1)
    return np.asarray(prevalence * (counts / found)[:, None], dtype=np.float64)


def hold_below(curve: Array, age: int) -> Array:
    """Hold the value of one age at all younger ages."""
    held = curve.copy()
    held[:, :age] = curve[:, age : age + 1]
    return held
