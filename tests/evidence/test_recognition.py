"""Recognition by RIVM: its levels as data, what the register holds of it, and how it is told."""

from __future__ import annotations

from typing import get_args

import pytest

from hiap import load_pack
from hiap.catalogue.evidence_rules import load_instruments
from hiap.catalogue.measures import load_entry, register_ids
from hiap.domain.measure import Measure
from hiap.domain.parts import Evidence, Recognised, RecognitionLevel, Source
from hiap.reports.fitting import evidence_tables
from hiap.reports.result import rows
from hiap.reports.text import Words
from hiap.workflow.fitting import labels_of
from hiap.workflow.vocabulary import vocabulary_of

LEVELS = {
    "-": "Goed beschreven",
    "I": "Goed onderbouwd",
    "II": "Eerste aanwijzingen voor effectiviteit",
    "III": "Goede aanwijzingen voor effectiviteit",
    "IV": "Sterke aanwijzingen voor effectiviteit",
}


def test_the_levels_of_recognition_are_those_of_rivm() -> None:
    levels = load_instruments().recognition.levels
    assert {level.level: level.title.nl for level in levels} == LEVELS
    assert tuple(LEVELS) == get_args(RecognitionLevel)
    assert all(source.read and source.quote for source in load_instruments().recognition.sources)


def recognised(*given: tuple[str, str]) -> Evidence:
    """Evidence of very low certainty with (intervention, level) recognised in 2022."""
    items = [
        {"intervention": name, "level": level, "recognised_on": "2022-05-19", "source": "list"}
        for name, level in given
    ]
    return Evidence.model_validate(
        {
            "floor": "yes",
            "certainty": "very_low",
            "certainty_reason": {"nl": "x", "en": "x"},
            "recognition": items,
            "graded_by": "test",
            "graded_on": "2026-11-22",
            "leap_of_faith": False,
        }
    )


@pytest.mark.parametrize("level", LEVELS)
def test_recognition_stands_apart_from_certainty(level: str) -> None:
    """Whatever RIVM gave, the certainty stays what GRADE gives."""
    found = labels_of(recognised(("Example", level)))
    assert (found["floor"], found["certainty"]) == ("yes", "very_low")
    assert [item["level"] for item in rows(found, "recognised")] == [level]


def test_recognition_is_told_level_by_level() -> None:
    found = labels_of(recognised(("In Balans", "II"), ("Otago", "I"), ("TOM", "II"), ("Nog een", "-")))
    assert found["recognition"] == {
        "nl": "II, eerste aanwijzingen voor effectiviteit: In Balans (2022), TOM (2022); "
        "I, goed onderbouwd: Otago (2022); goed beschreven: Nog een (2022)",
        "en": "II, first indications of effectiveness: In Balans (2022), TOM (2022); "
        "I, well founded: Otago (2022); well described: Nog een (2022)",
    }
    only = labels_of(recognised(("Welzijn op recept", "-")))["recognition"]
    assert only == {
        "nl": "Goed beschreven: Welzijn op recept (2022)",
        "en": "Well described: Welzijn op recept (2022)",
    }


@pytest.mark.parametrize(
    ("levels", "shown"),
    [
        (("II",), "(roughly beside: low)"),
        (("IV",), "(roughly beside: moderate, high)"),
        (("II", "IV", "-"), "(roughly beside: II low; IV moderate, high)"),
        (("-",), ""),
    ],
)
def test_each_level_is_laid_beside_its_certainties(levels: tuple[str, ...], shown: str) -> None:
    effect = {"id": "a", "title": {"nl": "a", "en": "a"}}
    labels = labels_of(recognised(*((f"name {level}", level) for level in levels)))
    table = evidence_tables(Words("en"), {"measures": [{"effects": [{**effect, **labels, "transfer": {}}]}]})[
        0
    ]
    assert table.rows[0][3].interval == shown


def test_no_recognition_is_told_as_none() -> None:
    found = labels_of(recognised())
    assert (found["recognition"], found["recognised"]) == (None, [])


def every_recognition() -> list[tuple[Recognised, Source]]:
    """Each recognition of the register with the source it was read in."""
    vocabulary, found = vocabulary_of(load_pack()), []
    for entry in (load_entry(name, vocabulary) for name in register_ids()):
        parts = [claim.evidence for claim in entry.claims]
        if isinstance(entry, Measure):
            parts += [effect.evidence for effect in entry.effects]
            parts += [change.evidence for change in entry.outcomes]
        given = [item for evidence in parts for item in evidence.recognition or ()]
        found += [(item, entry.sources[item.source]) for item in given]
    return found


def test_a_recognition_in_the_register_was_read_at_rivm_with_its_level_and_year() -> None:
    """The words that were read hold the level, the intervention and the year that the entry gives."""
    found = every_recognition()
    assert len(found) >= 10
    for item, source in found:
        words = f"{source.title} {source.where} {source.quote}"
        assert source.read, item
        assert "loketgezondleven.nl/" in source.url, item
        assert LEVELS[item.level] in words, item
        assert item.intervention in words, item
        assert str(item.recognised_on.year) in source.quote, item
