"""Recognition by RIVM beside its published list, and the framework for prevention beside its page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hiap import load_pack
from hiap.catalogue.evidence_rules import load_instruments
from hiap.catalogue.measures import load_entry, register_ids
from hiap.domain.measure import Measure
from hiap.domain.parts import Evidence, Recognised
from hiap.workflow.vocabulary import vocabulary_of

REFERENCE = Path(__file__).parents[3] / "shared" / "reference"
pytestmark = pytest.mark.skipif(not REFERENCE.is_dir(), reason="the published cases are not here")
NOT_GRADED = {"—": "-"}
"""How the list writes the level without a number, and how we do."""


def published(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((REFERENCE / f"{name}.json").read_text(encoding="utf-8"))
    return found


def evidences(name: str) -> Iterator[Evidence]:
    entry = load_entry(name, vocabulary_of(load_pack()))
    if isinstance(entry, Measure):
        yield from (effect.evidence for effect in entry.effects)
        yield from (change.evidence for change in entry.outcomes)
    yield from (claim.evidence for claim in entry.claims)


def recognised() -> list[Recognised]:
    return [item for name in register_ids() for found in evidences(name) for item in found.recognition or ()]


def test_the_five_levels_have_the_names_of_the_list() -> None:
    listed = {
        NOT_GRADED.get(row["level"], row["level"]): row["name"]
        for row in published("rivm_erkenning")["levels"]
    }
    assert {level.level: level.title.nl for level in load_instruments().recognition.levels} == listed


def test_interventions_of_the_list_have_the_level_that_it_gives() -> None:
    """In Balans II, CooL and SLIMMER III, BeweegKuur GLI II."""
    listed = published("rivm_erkenning")["examples"]
    found = {item.intervention: item.level for item in recognised() if item.intervention in listed}
    assert set(found) >= {"In Balans", "CooL", "SLIMMER", "BeweegKuur GLI"}
    assert found == {name: listed[name] for name in found}


def test_the_blocks_of_the_framework_are_those_of_its_page() -> None:
    page = published("rivm_afwegingskader")
    blocks = [[element.nl for element in block.elements] for block in load_instruments().framework.blocks]
    assert blocks == [page[key] for key in sorted(page) if key.startswith("bouwsteen")]
