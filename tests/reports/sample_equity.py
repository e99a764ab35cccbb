"""What an invented result says about the distribution of health."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Quantity = Callable[[float], dict[str, Any]]


def equity(q: Quantity) -> dict[str, Any]:
    """The part that the dossier and the tidy files read; `q` makes an estimate of a mean."""

    def gap(years: float, change: float) -> dict[str, Any]:
        found = {"gap": {"reference": {"mean": years}, "difference": q(change)}}
        ratios = ("relative_gap", "relative_index", "concentration_index", "erreygers_index")
        found |= {name: {"reference": {"mean": 1.25}, "difference": q(-2e-5)} for name in ratios}
        found["slope_index"] = {"reference": {"mean": years + 4.0}, "difference": q(change)}
        return found | {"wagstaff_index": None}

    def below(years: float, people: float, chance: float) -> dict[str, Any]:
        found = {"mean": people, "low": None, "high": None, "chance_positive": chance}
        three = {"reference": found, "with_measure": found, "difference": q(0.0)}
        return {"reference": years, "people_below": three}

    return {
        "gain": {
            "by_sex": {"male": q(7_600.0), "female": q(4_745.0)},
            "by_age": {"0-19": q(345.0), "20+": q(12_000.0)},
            "lowest": {"group": "Q1", "share_of_people": 0.152, "share_of_gain": {"mean": 0.28}},
        },
        "expectancy": [
            {
                "year": year,
                "healthy_life_expectancy": gap(23.85, -0.02),
                "haly_expectancy": gap(6.52, -0.01),
            }
            for year in (2030, 2040)
        ],
        "direction": {"year": 2040, "nl": "Het verschil wordt kleiner.", "en": "The gap becomes smaller."},
        "floor": {
            "years": 60.0,
            "year": 2040,
            "people_below": {"reference": {"mean": 5_918_440.0}},
            "people_lifted": q(0.0),
            "by_sex": {
                "male": {"Q1": below(50.0, 700_000.0, 1.0), "Q2": below(59.0, 500_000.0, 0.6)},
                "female": {"Q1": below(51.0, 800_000.0, 1.0), "Q2": below(62.0, 0.0, 0.0)},
            },
            "by_age": {
                "0-19": below(0.0, 500_000.0, 1.0)["people_below"],
                "20-64": below(0.0, 1_000_000.0, 1.0)["people_below"],
                "65+": below(0.0, 500_000.0, 1.0)["people_below"],
            },
        },
        "distribution": {
            "threshold_eur": 73_600.0,
            "by_group": {
                group: {
                    "reference": q(years),
                    "net_gain": q(0.01),
                    "weight": weight,
                    "weighted_gain": q(0.01 * weight),
                    "kolm_weight": weight,
                    "kolm_weighted_gain": q(0.01 * weight),
                }
                for group, years, weight in (("Q1", 70.0, 1.5), ("Q5", 77.0, 0.5))
            },
            "plane": {"aversion": 10.95, "equity": q(120.0), "health": q(9_000.0)},
            "equivalents": [
                {"kind": "mean", "aversion": 0.0, "difference": q(0.01), "equity": q(0.0)},
                {"kind": "atkinson", "aversion": 10.95, "difference": q(0.012), "equity": q(0.002)},
                {"kind": "kolm", "aversion": 0.15, "difference": q(0.012), "equity": q(0.002)},
            ],
        },
        "goal": {
            "name": "gap",
            "title": {"nl": "Het verschil verkleinen", "en": "Narrow the gap"},
            "nl": "De maatregel brengt dit doel dichterbij.",
            "en": "The measure brings this goal nearer.",
        },
    }
