"""Disability benefits (7.3): who is still ill when sick pay ends, and what is paid to them after that."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from hiap.consequences.work import DAYS_A_YEAR
from hiap.domain.pack import Disability, Estimate, Pack, Work
from hiap.uncertainty.distributions import Kind

Array = NDArray[np.float64]
BENEFIT = "work/disability_benefit"
SampleAmount = Callable[[str, Estimate, Kind], Array]


def risk_name(disease: str) -> str:
    """Name by which the chance of a new benefit is drawn."""
    return f"new_disability/{disease}"


def wait_of(work: Work) -> int:
    """Whole years between illness and benefit: as long as sick pay goes on.

    >>> from types import SimpleNamespace
    >>> wait_of(SimpleNamespace(sick_pay_days=728.0))
    2
    """
    return round(work.sick_pay_days / DAYS_A_YEAR)


def sampled_benefits(disability: Disability, sample: SampleAmount) -> tuple[Array, list[Array]]:
    """Euro of a benefit a year, and the chances by disease in the order of the pack, each [draw]."""
    chances = [sample(risk_name(risk.disease), risk.chance, "cost") for risk in disability.risks]
    return sample(BENEFIT, disability.benefit, "cost"), chances


def disability_benefits(pack: Pack, work: Work, paid_sick: Array, sample: SampleAmount) -> Array:
    """Benefits beyond those of the reference, [draw, scenario, year, group] in euro; 0 if the pack has none.

    `paid_sick` [disease, draw, scenario, year, group] are paid hours a day of patients.
    """
    new = np.zeros(paid_sick.shape[1:])
    if work.disability is None:
        return new
    benefit, chances = sampled_benefits(work.disability, sample)
    for risk, chance in zip(work.disability.risks, chances, strict=True):
        patients = paid_sick[pack.disease_index(risk.disease)] / work.disability.worker_hours
        new += chance[:, None, None, None] * patients
    return np.asarray(benefit[:, None, None, None] * running(work.disability, wait_of(work), new))


def running(disability: Disability, wait: int, new: Array) -> Array:
    """Benefits that run, from new ones in the year of being ill: Σ new(t - wait - u)·(1 - outflow)^u."""
    found, left = np.zeros_like(new), 1.0
    for later in range(wait, min(wait + disability.years, new.shape[2])):
        found[:, :, later:] += left * new[:, :, : new.shape[2] - later]
        left *= 1.0 - disability.outflow
    return found
