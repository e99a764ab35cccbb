"""Disability weights of the diseases of the Dutch pack: health states of one set with a mix of severity."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .common import Entries, entry, read_rows, write_table

Row = tuple[object, ...]
# disease -> (health state, share of patients): the shares are assumptions; what is missing has no symptoms.
SEVERITY = {
    "ischaemic_heart_disease": (("mild angina", 0.30), ("moderate angina", 0.20), ("severe angina", 0.10)),
    "stroke": (
        ("stroke mild consequences", 0.45),
        ("stroke moderate", 0.30),
        ("stroke severe+cognition", 0.15),
    ),
    "diabetes": (("diabetes uncomplicated", 1.0),),
    "copd": (("mild COPD", 0.45), ("moderate COPD", 0.40), ("severe COPD", 0.10)),
    "lung_cancer": (
        ("cancer diagnosis & primary therapy", 0.40),
        ("cancer metastatic", 0.40),
        ("cancer terminal", 0.20),
    ),
    "dementia": (("mild dementia", 0.40), ("moderate dementia", 0.35), ("severe dementia", 0.25)),
    "depression": (
        ("mild major depression", 0.50),
        ("moderate major depression", 0.30),
        ("severe major depression", 0.10),
    ),
    "fall_injury": (("hip fracture, long-term treated", 0.76),),
}
WEIGHT_NOTES = {
    "diabetes": "complications are not in the weight",
    "fall_injury": "the weight of hip fracture for the serious part of the visits (90,700 of 119,000), "
    "for a mean duration of one year",
    "lung_cancer": "for patients not cured",
}


def weight_rows(raw: Path) -> Iterator[Row]:
    """Rows of disability_weight.csv."""
    weights = {
        row["indicator"]: float(row["value"])
        for row in read_rows(raw, "assumptions_unverified.csv")
        if row["topic"] == "disability weight"
    }
    for disease, mix in SEVERITY.items():
        value = sum(weights[state] * share for state, share in mix)
        rest = 1.0 - sum(share for _, share in mix)
        parts = [f"{share:.0%} {state} ({weights[state]:g})" for state, share in mix]
        parts += [f"{rest:.0%} without symptoms (0)"] if rest > 1e-9 else []
        yield (
            disease,
            value,
            None,
            None,
            "0 = full health, 1 = death",
            "GBD 2013-2019",
            "; ".join(parts),
            "unverified-assumption",
            "R",
            WEIGHT_NOTES.get(disease, "shares of the states assumed"),
        )


def describe() -> Entries:
    """Entry for tables.csv."""
    weights = entry(
        "Disability weights, one set (GBD)",
        "0 = full health, 1 = death",
        "R",
        ["unverified-assumption"],
        "facts, state source",
        "2013-2019",
        "Mean of the weights of the health states with an assumed mix of severity.",
        "Weights and mixes are unverified assumptions; never mix with the Dutch set.",
    )
    return {"disability_weight.csv": weights}


def build_weights(raw: Path, pack: Path) -> Entries:
    """Write disability_weight.csv."""
    header = ("disease", "value", "low", "high", "unit", "set", "mix", "source", "grade", "note")
    write_table(pack, "disability_weight.csv", header, weight_rows(raw))
    return describe()
