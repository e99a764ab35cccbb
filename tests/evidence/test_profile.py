"""The evidence profile: shares by each label apart, of made-up measures with made-up gains."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import yaml
from pooled_measure import POOLED

from hiap.domain.measure import Measure
from hiap.evidence.profile import profile
from hiap.reports.profile import certainty_line, profile_table
from hiap.reports.text import Words

ROOT = Path(__file__).resolve().parents[2]


def measure(name: str, *effects: dict[str, Any]) -> Measure:
    """A measure with effects that differ from the sample in their evidence."""
    tree = yaml.safe_load(POOLED)
    sample = tree["effects"][0]
    tree["id"] = name
    tree["effects"] = []
    for place, changes in enumerate(effects):
        effect = copy.deepcopy(sample)
        kind = changes.pop("kind", effect["kind"])
        effect |= {"id": f"effect-{place}", "kind": kind}
        del effect["evidence"]["ratings"]
        effect["evidence"] |= changes
        tree["effects"].append(effect)
    return Measure.model_validate(tree)


SURE = measure("sure", {"certainty": "high"})
MIXED = measure(
    "mixed", {"certainty": "moderate"}, {"certainty": "very_low", "floor": "no", "leap_of_faith": True}
)
CARE = measure("care", {"certainty": "low"}, {"kind": "care_use", "certainty": "very_low", "floor": "no"})


def test_a_package_is_shared_by_the_gain_of_each_measure_alone() -> None:
    found = profile([SURE, MIXED], {"sure": 30.0, "mixed": -10.0})
    assert found["by_certainty"] == {"high": 0.75, "moderate": 0.0, "low": 0.0, "very_low": 0.25}
    assert found["by_floor"] == {"yes": 0.75, "modelled": 0.0, "no": 0.25}
    assert found["by_grade"] == {"A": 0.0, "B": 0.0, "C": 0.0, "R": 1.0}
    assert found["beyond_evidence"] == 0.25


def test_only_effects_on_health_count() -> None:
    found = profile([CARE], {"care": 5.0})
    assert found["by_certainty"] == {"high": 0.0, "moderate": 0.0, "low": 1.0, "very_low": 0.0}
    assert found["by_floor"] == {"yes": 1.0, "modelled": 0.0, "no": 0.0}


def test_numbers_behind_the_gain_are_counted_by_grade() -> None:
    """Reach and size are of grade B; transfer is an assumption without a width, so assumed and not chosen."""
    assert profile([SURE], {"sure": 1.0})["numbers_by_grade"] == {"A": 0, "B": 2, "C": 0, "R": 1}


@pytest.mark.parametrize("gain", [0.0])
def test_without_a_gain_nothing_is_shared(gain: float) -> None:
    found = profile([SURE], {"sure": gain})
    shares = found["by_certainty"]
    assert isinstance(shares, dict)
    assert set(shares.values()) == {0.0}
    assert profile_table(Words("nl"), {"evidence": {"profile": found}}) is None


@pytest.mark.parametrize(
    ("lang", "line"), [("nl", "hoog 75 %, zeer laag 25 %"), ("en", "high 75%, very low 25%")]
)
def test_the_profile_is_told_in_words(lang: str, line: str) -> None:
    words = Words(lang)
    scenario = {"title": "X", "evidence": {"profile": profile([SURE, MIXED], {"sure": 30.0, "mixed": 10.0})}}
    assert line in certainty_line(words, {"scenarios": {"package": scenario}})
    table = profile_table(words, scenario)
    assert table is not None
    assert [row[2].text.replace(" ", "") for row in table.rows] == ["75%", "25%", "75%", "25%", "100%", "25%"]
    assert words("profile.leap") == table.rows[-1][0].text
