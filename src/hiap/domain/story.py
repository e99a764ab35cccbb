"""Stories of change and talks about a place: beside the figures, never made into them; data only."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from hiap.domain.parts import Day, Flag, Identifier, Part, Text, Words
from hiap.domain.screening import Mark
from hiap.domain.screening import Theme as PlaceTheme

AGREED = "agreed"
STEPS = 10
"""Steps of Most Significant Change (Davies and Dart 2005)."""


class Consent(Part):
    """What the teller agreed to."""

    given: Literal["agreed", "refused", "withdrawn"] = Field(description="whether the teller agrees")
    use: Literal["programme", "publication"] = Field(
        description="to be read within the programme, or to be published"
    )
    day: Day = Field(description="when that was said")
    how: Words = Field(description="in writing, or by word of mouth with whom")


class Verified(Part):
    """Who went to see whether a story is so."""

    by: Words = Field(description="who")
    day: Day = Field(description="when")
    found: Text = Field(description="what was found")


class Story(Part):
    """A story of a change, as somebody told it."""

    id: Identifier = Field(description="name of the story")
    domain: str = Field(description="id of a domain of change")
    title: Text = Field(description="short title")
    told: Text = Field(description="the story, in the words of the teller as far as can be")
    teller: Text = Field(description="role of the teller, as 'mother of three'; no name")
    told_on: Day = Field(description="when it was told")
    written_by: Words = Field(description="who wrote it down")
    why_it_matters: Text = Field(description="why the teller finds this change the most significant")
    consent: Consent = Field(description="what the teller agreed to")
    place: str | None = Field(None, description="id of a place")
    beside: tuple[str, ...] = Field(
        (), description="ids of indicators that it stands beside; it changes none"
    )
    verified: Verified | None = Field(None, description="who went to see whether it is so")


class ChangeDomain(Part):
    """A domain of change in which stories are collected."""

    id: Identifier = Field(description="name of the domain")
    title: Text = Field(description="as printed")


class StepDone(Part):
    """A step of Most Significant Change that was taken."""

    step: Annotated[int, Field(strict=True, ge=1, le=STEPS)] = Field(description="1 to 10")
    day: Day = Field(description="when")
    what: Text = Field(description="what was done")


class Choice(Part):
    """A story that was chosen, or not, with the reason."""

    story: str = Field(description="id of a story")
    reason: Text = Field(description="why: a choice without a reason is refused")


class Round(Part):
    """A selection: a panel that reads stories and says which change is the most significant."""

    level: Annotated[int, Field(strict=True, ge=1, le=10)] = Field(
        description="1: all stories of a domain; higher: those that the level below chose"
    )
    domain: str = Field(description="id of a domain of change")
    by: Text = Field(description="who chose")
    day: Day = Field(description="when")
    chosen: tuple[Choice, ...] = Field(description="stories that were chosen")
    rejected: tuple[Choice, ...] = Field((), description="stories that were not; they are kept")
    fed_back: Text | None = Field(None, description="to whom the choice and its reason were told")


class StoryWork(Part):
    """The stories of a programme, by the ten steps of Most Significant Change."""

    domains: tuple[ChangeDomain, ...] = Field(description="domains of change")
    period: tuple[Day, Day] = Field(description="first and last day in which stories were collected")
    steps: tuple[StepDone, ...] = Field((), description="steps that were taken")
    stories: tuple[Story, ...] = Field(description="all stories, also those that were not chosen")
    rounds: tuple[Round, ...] = Field((), description="selections, lowest level first")


class PlaceTalk(Part):
    """A talk with residents about their place, by the Leefplekmeter: a mark from 1 to 10 per theme."""

    id: Identifier = Field(description="name of the talk")
    place: str = Field(description="id of a place")
    day: Day = Field(description="when")
    people: Annotated[int, Field(strict=True, ge=1)] = Field(description="how many took part")
    who: Text = Field(description="who they were, as 'residents of 16 to 25 years'")
    consent: Flag = Field(description="true if they agreed that the outcome is used")
    marks: dict[PlaceTheme, Mark] = Field(description="theme -> mark from 1 (bad) to 10 (good)")
    why: dict[PlaceTheme, Text] = Field({}, description="theme -> what they said about it")
    wishes: tuple[Text, ...] = Field((), description="what they want to be done")
