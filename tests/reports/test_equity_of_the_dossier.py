"""For whom a measure works out well, as the dossier tells it."""

from __future__ import annotations

from typing import Any

import pytest
from sample_equity import equity

from hiap.reports.equity import gap_table, sentences, tables, weighed_table
from hiap.reports.text import Words


def exact(mean: float) -> dict[str, Any]:
    """An estimate without draws."""
    return {"mean": mean, "low": None, "high": None, "chance_positive": None}


SCENARIO = {"equity": equity(exact)}


def test_the_gap_is_in_years_and_its_change_in_days() -> None:
    table = gap_table(Words("en"), SCENARIO)
    assert table is not None
    first = [cell.text for cell in table.rows[0]]
    # -.02 and -.01 of a year are -7.3 and -3.7 days.
    assert first == ["2030", "23.9", "-7.3", "6.5", "-3.7"]
    assert len(table.rows) == 2
    assert len(table.head) == len(first)


def test_a_weighted_gain_stands_under_the_one_that_is_not() -> None:
    table = weighed_table(Words("nl"), SCENARIO)
    assert table is not None
    texts = [[cell.text for cell in row] for row in table.rows]
    assert texts == [
        ["Niet gewogen: het gemiddelde", "3,7", "0"],
        ["Atkinson, ε = 10,95", "4,4", "0,73"],
        ["Kolm, α = 0,15", "4,4", "0,73"],
    ]
    assert "73.600 euro per QALY" in table.note


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "nl",
            [
                "Het verschil wordt kleiner.",
                "De laagste groep is 15 % van de mensen en krijgt 28 % van de gezondheidswinst.",
                "Gekozen doel: Het verschil verkleinen. De maatregel brengt dit doel dichterbij.",
            ],
        ),
        (
            "en",
            [
                "The gap becomes smaller.",
                "The lowest group is 15% of the people and gets 28% of the health gain.",
                "Chosen goal: Narrow the gap. The measure brings this goal nearer.",
            ],
        ),
    ],
)
def test_gap_share_and_goal_are_told_in_words(lang: str, said: list[str]) -> None:
    direction, lowest, floor, goal = sentences(Words(lang), SCENARIO)
    assert [direction, lowest, goal] == said
    assert "2040" in floor
    assert "60" in floor


def test_what_was_not_computed_is_left_out() -> None:
    nothing: dict[str, Any] = {"expectancy": [], "direction": None, "floor": None, "distribution": None}
    lowest = {"group": "all", "share_of_people": 1.0, "share_of_gain": None}
    goal = SCENARIO["equity"]["goal"]
    scenario = {"equity": {**nothing, "gain": {"lowest": lowest}, "goal": goal}}
    assert tables(Words("en"), scenario) == []
    assert sentences(Words("en"), scenario) == [
        "Chosen goal: Narrow the gap. The measure brings this goal nearer."
    ]
    assert tables(Words("en"), {}) == []
    assert sentences(Words("en"), {}) == []
