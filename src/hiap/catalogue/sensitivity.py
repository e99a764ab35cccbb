"""Reads what one point of a risk factor is worth from a pack, and tells whether that is out of date."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from hiap.catalogue.folder import Folder

TABLE = "sensitivity"
NAMES = (
    *("disability", "disability_weight", "disease", "disease_effect", "disease_total"),
    *("exposure", "exposure_trend", "fertility", "fertility_limit", "lag", "migration", "migration_limit"),
    *("mortality", "mortality_change", "population", "relative_risk", "ses_gap", "ses_share"),
)
OF_PACK = (
    *(
        "base_year",
        "last_year",
        "ages",
        "ses",
        "infant_a0",
        "share_male_at_birth",
        "diseases",
        "risk_factors",
    ),
    *("default_coefficient_of_variation", "causal_credit"),
)
OF_INPUTS = ("mortality_trend", "group_gap_trend", "diseases", "incidence_by_group", "exposure")
"""What healthy years follow from: tables, and parts of two documents. The rest of a pack may change without
making the table old."""
SHORT = 16


@dataclass(frozen=True)
class Worth:
    """What one point better of a risk factor is worth in one cell, in HALYs over 40 years.

    `level` is the share at the level that people leave, or the mean, in the base year; `better_to` and
    `worse_to` are the points up to which `value` may be multiplied.
    """

    risk_factor: str
    level_from: str
    level_to: str
    sex: str
    ages: tuple[int, int | None]
    ses: str
    persons: float
    level: float
    value: float
    low: float
    high: float
    better_to: int
    worse_to: int


@dataclass(frozen=True)
class Sensitivity:
    """The table of a pack: its rows by risk factor, the version that computed it, and whether it is old."""

    rows: Mapping[str, tuple[Worth, ...]]
    version: str
    stale: bool


def basis_of(folder: Folder) -> str:
    """A short digest of what the table follows from."""
    tables = folder.digest_of(f"{name}.csv" for name in NAMES if folder.has(f"{name}.csv"))
    documents = [
        {key: cast("Mapping[str, object]", folder.yaml(name)).get(key) for key in keys}
        for name, keys in (("pack", OF_PACK), ("inputs", OF_INPUTS))
    ]
    text = json.dumps([tables, documents], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:SHORT]


def load_sensitivity(folder: Folder) -> Sensitivity | None:
    """The table of a pack, or None where it has none."""
    if not folder.has(f"{TABLE}.csv"):
        return None
    found = folder.rows(TABLE)
    rows: dict[str, list[Worth]] = {}
    for row in found:
        rows.setdefault(row["risk_factor"], []).append(_worth(row))
    basis = {row["basis"] for row in found}
    return Sensitivity(
        {name: tuple(worths) for name, worths in rows.items()},
        found[0]["version"] if found else "",
        stale=basis != {basis_of(folder)},
    )


def _worth(row: Mapping[str, str]) -> Worth:
    value = float(row["value"])
    return Worth(
        risk_factor=row["risk_factor"],
        level_from=row["level_from"],
        level_to=row["level_to"],
        sex=row["sex"],
        ages=(int(row["age_from"]), int(row["age_to"]) if row["age_to"] else None),
        ses=row["ses"],
        persons=float(row["persons"]),
        level=float(row["level"]),
        value=value,
        low=float(row["low"] or value),
        high=float(row["high"] or value),
        better_to=int(row["better_to"]),
        worse_to=int(row["worse_to"]),
    )
