"""Checklists of others for health in all policies: what of them the screening asks, and what it does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hiap.catalogue.determinants import load_determinants
from hiap.catalogue.screenings import screening_rules

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the published cases are not here")
ASKED = {
    "diet and nutrition": {"low_fruit_vegetables", "salt", "trans_fat", "food_supply"},
    "exercise and physical activity": {"inactivity", "cycling_and_walking"},
    "substance use": {"smoking", "vaping", "heavy_drinking"},
    "risk taking behaviour": {"gambling", "sexual_health"},
    "education and learning, skills": {"education", "early_development", "health_literacy"},
    "social status": {"income"},
    "employment": {"paid_work", "job_security"},
    "social/family support": {"loneliness", "informal_care"},
    "stress": {"work_stress", "mental_wellbeing"},
    "income": {"income", "problem_debt"},
    "living conditions": {"home_quality"},
    "working conditions": {"working_conditions"},
    "pollution or climate change": {"fine_particles", "nitrogen_dioxide", "heat", "noise"},
    "accidental injuries or public safety": {"road_safety", "falls", "social_safety"},
    "transmission of infectious disease": {"infections", "vaccination"},
    "health care": {"access_to_care", "screening_uptake"},
    "transport": {"cycling_and_walking"},
    "housing services": {"home_security"},
    "education": {"education"},
    "leisure": {"culture"},
}
"""Items of the checklist of NHS Lothian and the determinants by which a screening asks for them."""
NOT_ASKED = {"discrimination", "equality of opportunity", "relations between groups", "social services"}
"""Items that no determinant stands for: docs/screening.md says so."""


def published(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))
    return found


def test_every_item_of_the_checklist_is_asked_or_named_as_absent() -> None:
    items = {item for listed in published("hia_checklist")["categories"].values() for item in listed}
    assert items == ASKED.keys() | NOT_ASKED
    assert set().union(*ASKED.values()) <= load_determinants().keys()
    page = (Path(__file__).parents[2] / "docs" / "screening.md").read_text(encoding="utf-8")
    assert all(item in page for item in NOT_ASKED)


def test_a_score_of_a_site_counts_from_the_highest_risk_that_is_allowed() -> None:
    """GES: 6 of 8; scores are counted, never added."""
    assert f"{screening_rules().ges_limit} = maximaal toelaatbaar risico" in published("ges_scores")["scale"]
