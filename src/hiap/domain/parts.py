"""What documents that people write are made of: texts, numbers with a source, sources, evidence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from hiap.domain.grading import Certainty, Ratings, certainty
from hiap.domain.measure_rules import Problem, quantity_problems

ModelType = TypeVar("ModelType", bound=BaseModel)

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Whole = Annotated[int, Field(strict=True)]
Flag = Annotated[bool, Field(strict=True)]
Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]*$", max_length=60)]
Words = Annotated[str, Field(min_length=1)]
RecognitionLevel = Literal["-", "I", "II", "III", "IV"]
"""Levels at which RIVM recognises an intervention, the lowest first."""


def _no_number(value: Any) -> Any:
    """A date such as 20260131 would be read as seconds since 1970."""
    if isinstance(value, int | float):
        raise PydanticCustomError("date_type", "is not a date")
    return value


Day = Annotated[date, BeforeValidator(_no_number)]


class Part(BaseModel):
    """Common rules: frozen, and no field that the schema does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Text(Part):
    """The same words in Dutch and in English."""

    nl: Words = Field(description="Dutch, plain words (B1)")
    en: Words = Field(description="English, plain words")


class Study(Part):
    """One of several studies that a number rests on."""

    study: Words = Field(description="who and when, as 'Aronson 1948'")
    value: Number = Field(description="what it found, in the unit of the number")
    low: Number = Field(description="lower end of the 95 % interval")
    high: Number = Field(description="upper end of the 95 % interval")
    n: Whole | None = Field(None, ge=1, description="number of people in it")
    source: str | None = Field(None, description="key of one of the file's `sources`")


class Pooled(Part):
    """Several studies that are taken together by random effects; the number must be what they give."""

    scale: Literal["log", "plain"] = Field(
        description="log: ratios are added on their logarithm; plain: differences as they are"
    )
    studies: tuple[Study, ...] = Field(description="the studies, two or more")
    chosen: Text | None = Field(
        None, description="how the studies were found, and which were left out and why"
    )


class Quantity(Part):
    """A number with its unit, interval, source and grade. A number without a source is refused."""

    value: Number = Field(description="the central value")
    low: Number | None = Field(None, description="lower end of the 95 % interval; leave out if unknown")
    high: Number | None = Field(None, description="upper end of the 95 % interval; leave out if unknown")
    unit: Words = Field(description="share, ratio, share per year, eur, or a unit as in 'kg/m2 per kcal/day'")
    source: Words = Field(description="key of one of the file's `sources`, or the word `assumption`")
    grade: Literal["A", "B", "C", "R"] = Field(
        description="A machine-readable extract, B read at a published source, C derived from read sources "
        "(say how in `note`), R unverified assumption: also for every source that was not read"
    )
    note: str = Field("", description="what the number is, how it was derived, cautions")
    pooled: Pooled | None = Field(
        None,
        description="the studies, where the number is the mean of several; value, low and high must be what "
        "random-effects meta-analysis makes of them",
    )

    @model_validator(mode="after")
    def _follows_the_rules(self) -> Quantity:
        return checked(self, quantity_problems)


class Factor(Quantity):
    """One factor of a chain of causes. Chains are multiplied; the units must cancel to the unit asked for."""

    id: Identifier = Field(description="name of the factor; the same id in two chains is the same number")
    label: Text = Field(description="what the factor is, as printed in the dossier")


class Source(Part):
    """Where a number comes from, and whether somebody read the number there."""

    authors: Words = Field(description="authors or organisation")
    year: Whole = Field(ge=1500, le=2100, description="year of publication")
    title: Words = Field(description="title as published")
    publisher: str = Field("", description="journal with volume and pages, or publisher")
    url: str = Field("", description="DOI or web address")
    read: Flag = Field(description="true only if the number itself was read at this source")
    where: str = Field("", description="page, table or section where the number stands")
    quote: str = Field("", description="the few words around the number, as they stand there")
    owner: Flag = Field(
        False,
        description="true if it is the owner or seller of the measure: no number of an effect may rest on it",
    )
    read_by: str = Field("", description="who read it")
    read_on: Day | None = Field(None, description="when it was read, as 2026-01-31")


class Recognised(Part):
    """An intervention that carries out the measure, as RIVM recognised it."""

    intervention: Words = Field(description="name of the intervention, as RIVM writes it")
    level: RecognitionLevel = Field(description="level that RIVM gave; '-' for well described; with quotes")
    recognised_on: Day = Field(description="when RIVM gave it, as 2026-01-31")
    source: Words = Field(description="key of one of the file's `sources`, in which it was read")


class Evidence(Part):
    """How sure the effect is: three separate things that are never made into one score."""

    floor: Literal["yes", "no", "modelled"] = Field(
        description="was the effect compared with what would have happened without the measure?"
    )
    certainty: Certainty = Field(description="GRADE certainty")
    ratings: Ratings | None = Field(
        None, description="steps down and up by GRADE; with them `certainty` must be what follows from them"
    )
    certainty_reason: Text = Field(description="why this certainty, in one or two sentences")
    recognition: tuple[Recognised, ...] | None = Field(
        None, description="recognised interventions that carry it out; null if none was found"
    )
    graded_by: Words = Field(description="who graded")
    graded_on: Day = Field(description="when, as 2026-01-31")
    leap_of_faith: Flag = Field(description="true if the effect rests mainly on reasoning, not on results")
    fits: Text | None = Field(None, description="what evidence would fit this measure, and why not more")

    @model_validator(mode="after")
    def _follows_grade(self) -> Evidence:
        if self.ratings is not None and certainty(self.ratings) != self.certainty:
            raise ValueError(
                f"certainty {self.certainty} is not {certainty(self.ratings)}, which the ratings give"
            )
        return self


def checked(model: ModelType, rule: Callable[[Mapping[str, Any]], list[Problem]]) -> ModelType:
    problems = rule({name: getattr(model, name) for name in type(model).model_fields})
    if problems:
        raise ValueError("; ".join(f"{message}: {cure}" for _, message, cure in problems))
    return model
