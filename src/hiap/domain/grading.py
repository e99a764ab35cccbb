"""GRADE: the certainty of a body of evidence from its design and the reasons to rate it down or up."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Certainty = Literal["high", "moderate", "low", "very_low"]
CERTAINTIES: tuple[Certainty, ...] = ("very_low", "low", "moderate", "high")
START = {"randomised": 3, "observational": 1}
"""Places in `CERTAINTIES`: randomised studies start high, all others low."""

Steps = Annotated[int, Field(strict=True, ge=0, le=2)]


class Ratings(BaseModel):
    """Why a certainty was rated down or up; with these the certainty follows by the rules of GRADE."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    start: Literal["randomised", "observational"] = Field(description="design of the studies")
    risk_of_bias: Steps = Field(0, description="steps down: flaws in the studies")
    inconsistency: Steps = Field(0, description="steps down: studies that differ without a reason")
    indirectness: Steps = Field(0, description="steps down: other people, measure or outcome than ours")
    imprecision: Steps = Field(0, description="steps down: few people or a wide interval")
    publication_bias: Steps = Field(0, description="steps down: studies that were probably not published")
    large_effect: Steps = Field(0, description="steps up, observational only: 1 large, 2 very large")
    dose_response: Steps = Field(0, le=1, description="1 step up, observational only: more gives more")
    plausible_confounding: Steps = Field(
        0, le=1, description="1 step up, observational only: confounding would have hidden the effect"
    )


def certainty(ratings: Ratings) -> Certainty:
    """Certainty by GRADE: down for each flaw; up only for observational studies without any flaw.

    >>> certainty(Ratings(start="randomised", risk_of_bias=1, imprecision=1))
    'low'
    >>> certainty(Ratings(start="observational", large_effect=1))
    'moderate'

    Source: GRADE working group; table 3 in the article of PMC6692166.
    """
    down = (
        ratings.risk_of_bias
        + ratings.inconsistency
        + ratings.indirectness
        + ratings.imprecision
        + ratings.publication_bias
    )
    up = ratings.large_effect + ratings.dose_response + ratings.plausible_confounding
    rises = ratings.start == "observational" and down == 0
    place = START[ratings.start] - down + (up if rises else 0)
    return CERTAINTIES[min(max(place, 0), len(CERTAINTIES) - 1)]
