"""Paid hours of the people to whom something happens: patients, new cases and the dead (7.3)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiap.domain.pack import Pack

Array = NDArray[np.float64]


def hours_of_patients(pack: Pack) -> Array:
    """Paid hours a day of a patient and of a new case, [2, disease, sex, age]; 0 where nothing needs them.

    Absence needs either, new disability benefits need those of patients. Who dies at onset is left out of the
    new cases: that loss is counted with the dead.
    """
    found = np.zeros((2, len(pack.diseases), *pack.population.shape))
    for absence in pack.work.absences if pack.work else ():
        place = pack.disease_index(absence.disease)
        alive = 1.0 - pack.diseases[place].fatal_fraction if absence.per_new_case else 1.0
        found[int(absence.per_new_case), place] = alive * pack.paid_hours
    for risk in pack.work.disability.risks if pack.work and pack.work.disability else ():
        found[0, pack.disease_index(risk.disease)] = pack.paid_hours
    return found


def hours_of_people(pack: Pack, people: Array) -> Array:
    """Paid hours a day of people [..., sex, age, group] as they work on average, [..., group]."""
    hours = pack.paid_hours
    ages = np.flatnonzero(hours.any(axis=0))
    if not len(ages):
        return np.zeros((*people.shape[:-3], people.shape[-1]))
    some = slice(int(ages[0]), int(ages[-1]) + 1)
    return np.asarray(np.einsum("...sag,sa->...g", people[..., some, :], hours[:, some]))
