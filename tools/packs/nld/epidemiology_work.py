"""Job strain: exposure. High demands with little say in one's work."""

from __future__ import annotations

import numpy as np

from .common import AGES, GROUPS, SEXES
from .epidemiology_curves import Array, two_levels
from .labour import participation

# NEA 2024: employees with high demands and little autonomy.
STRAINED_EMPLOYEES = 0.16
# CBS 82918NED, 2020, thousands: employees and everybody with work.
EMPLOYEES, WORKERS = 7435.0, 8951.0


def job_strain(persons: Array) -> dict[str, Array]:
    """People in a strained job, as a share of everybody in a cell: work x employee x strain."""
    cells = {(sex, age): float(persons[s, age]) for s, sex in enumerate(SEXES) for age in AGES}
    strained = np.zeros((len(SEXES), len(AGES)))
    for sex, first, last, share in participation(cells):
        strained[SEXES.index(sex), first : last + 1] = share * EMPLOYEES / WORKERS * STRAINED_EMPLOYEES
    return two_levels("not", "strain", strained[..., None].repeat(len(GROUPS), axis=2))


def work_exposures(persons: Array) -> dict[str, dict[str, Array]]:
    """Exposures of this module: risk factor -> level -> array [sex, age, quintile]."""
    return {"job_strain": job_strain(persons)}


WORK_EXPOSURE_SOURCES = ["nea-2024", "cbs-82918ned", "cbs-85366ned", "cbs-85267ned"]
WORK_EXPOSURE_NOTE = (
    "job_strain: share of ALL persons of a cell, not of workers: people with work (2023, by sex and age; 65 "
    "and 66 both sexes) x employees among them (7,435 of 8,951 thousand, 2020) x strained employees (16 % in "
    "2024, 18 % five years before); 0 below 15 and from 67, the pension age. That the last two are the same "
    "at every age, for both sexes and in every quintile is an unverified assumption: of strain no table by "
    "sex, age, education or income was read; women have less autonomy (read in words), the self-employed, "
    "who count as not strained, are not spread evenly, and people with a low income work less."
)
