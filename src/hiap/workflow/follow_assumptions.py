"""What a way of evaluating takes for granted, which of it was tested, and how sure it can be at most."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hiap.catalogue.designs import load_designs
from hiap.domain.designs import Design, ratings_of
from hiap.domain.grading import Certainty, certainty

Row = dict[str, Any]


def design_named(name: str) -> Design:
    """The way of evaluating of this name."""
    return load_designs().named(name)


def designs_view() -> Row:
    """What holds for every way of evaluating: how tests that fail count, and what can be reached at most."""
    designs = load_designs()
    return {"convention": designs.convention.model_dump(), "ceiling": designs.ceiling.model_dump()}


def highest_certainty(design: Design, passed: Mapping[str, bool], large: int = 0) -> Certainty:
    """The certainty that the design can reach at most, after its tests and steps up for a large effect."""
    return certainty(ratings_of(design, passed, large_effect=large))


def assumptions_view(design: Design, passed: Mapping[str, bool]) -> list[Row]:
    """Every assumption in words; `passed` is None where there is no test, or it could not be done."""
    return [
        {
            "id": one.id,
            "says": one.says.model_dump(),
            "test": one.test,
            "how": one.how.model_dump() if one.how else None,
            "passed": passed.get(one.test) if one.test else None,
        }
        for one in design.assumptions
    ]
