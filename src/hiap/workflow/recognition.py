"""The recognition by RIVM beside an effect: in words, and item by item."""

from __future__ import annotations

from hiap.catalogue.evidence_rules import load_instruments
from hiap.domain.instruments import Level
from hiap.domain.parts import Evidence, Recognised

Row = dict[str, object]


def recognition_words(evidence: Evidence) -> dict[str, str] | None:
    """Level by level the interventions that RIVM recognised, each with its year; None if there is none.

    The levels come in the order of the document, under the names that RIVM gives them.
    """
    given = evidence.recognition
    if not given:
        return None
    levels = {name: _level(name) for name in dict.fromkeys(item.level for item in given)}
    return {
        language: _first_capital(
            "; ".join(_of_level(language, level, given) for level in levels.values()),
        )
        for language in ("nl", "en")
    }


def recognition_rows(evidence: Evidence) -> list[Row]:
    """Each recognised intervention with its level and the certainties that this roughly stands beside."""
    return [
        {
            "intervention": item.intervention,
            "level": item.level,
            "recognised_on": item.recognised_on.isoformat(),
            "roughly_beside": list(_level(item.level).beside),
        }
        for item in evidence.recognition or ()
    ]


def _level(name: str) -> Level:
    return next(level for level in load_instruments().recognition.levels if level.level == name)


def _of_level(language: str, level: Level, given: tuple[Recognised, ...]) -> str:
    """One level with its interventions: II, eerste aanwijzingen voor effectiviteit: In Balans (2022)."""
    title = getattr(level.title, language)
    named = f"{title[0].lower()}{title[1:]}"
    head = named if level.level == "-" else f"{level.level}, {named}"
    items = [
        f"{item.intervention} ({item.recognised_on.year})" for item in given if item.level == level.level
    ]
    return f"{head}: {', '.join(items)}"


def _first_capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
