"""What parties said that they would do: actions and ambitions with owner, date, money, proof; data only."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from hiap.domain.parts import Day, Flag, Identifier, Part, Text, Whole, Words

Theme = Literal[
    "growing_up",
    "smaller_health_gaps",
    "mental_health",
    "vital_ageing",
    "healthy_living_environment",
]
"""The five main themes of the Dutch national note on health policy 2025-2028."""
THEMES: tuple[str, ...] = get_args(Theme)
State = Literal["planned", "running", "done", "stopped"]
ENDED: tuple[State, ...] = ("done", "stopped")


class Money(Part):
    """Money for a commitment: temporary with its end, or structural."""

    eur_per_year: Annotated[float, Field(strict=True, ge=0.0, allow_inf_nan=False)] = Field(
        description="euros a year, in prices of the year that `note` says"
    )
    kind: Literal["temporary", "structural"] = Field(description="temporary money ends; structural does not")
    first_year: Whole = Field(description="first year")
    last_year: Whole | None = Field(None, description="last year: needed for temporary money")
    payer: Words = Field(description="who pays")
    note: str = Field("", description="price year, and what the reader must know")


class Proof(Part):
    """What shows that it is so."""

    what: Text = Field(description="what shows it, as 'decision of the council'")
    where: Words = Field(description="document and page, or address")


class StateOn(Part):
    """How a commitment stood on a day."""

    day: Day = Field(description="day, as 2026-01-31")
    status: State = Field(description="planned, running, done or stopped")
    proof: Proof | None = Field(None, description="needed where it is done")
    why: Text | None = Field(None, description="why it is late or stopped: needed where it is")
    now: Text | None = Field(None, description="what is done about it, or what comes next")


class Commitment(Part):
    """An action that somebody said to take, or an ambition that somebody set."""

    id: Identifier = Field(description="name of the commitment")
    title: Text = Field(description="what was said")
    kind: Literal["action", "ambition"] = Field(description="something to do, or something to reach")
    theme: str = Field(description=f"one of {', '.join(THEMES)}, or of the plan's own themes")
    level: Literal["national", "local"] = Field(description="of the state, or of municipality and region")
    owner: Words = Field(description="who answers for it: one party")
    others: tuple[Words, ...] = Field((), description="who works on it too")
    said_on: Day | None = Field(None, description="when it was said")
    due: Day | None = Field(None, description="when it is to be done; left out: no date was named")
    money: tuple[Money, ...] = Field((), description="money for it; left out: none is named")
    states: tuple[StateOn, ...] = Field(description="how it stood, oldest first; the last one holds")
    moves: tuple[str, ...] = Field((), description="ids of indicators that it is meant to move")
    next_cabinet: Flag = Field(False, description="true where it is left to a next cabinet or council")
    law: str = Field("", description="law that it rests on or changes")
    source: Words = Field(description="key of one of the file's `sources`")
    quote: str = Field("", description="the words, as they stand there")
