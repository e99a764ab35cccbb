"""What the register holds of any policy measure: who it is for, how firm it is, what is claimed and found."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from hiap.domain.evaluation import Evaluation
from hiap.domain.grading import Certainty
from hiap.domain.measure_rules import claim_problems
from hiap.domain.parts import (
    Day,
    Evidence,
    Identifier,
    Number,
    Part,
    Pooled,
    Quantity,
    Source,
    Text,
    Whole,
    Words,
    checked,
)

ANYBODY = (0, 100)
POINTS = "percentage points"
"""Unit of the size of a change in a risk factor with levels; one with a mean has its own unit."""

Theme = Literal[
    "security_of_existence_and_work",
    "healthy_generation",
    "healthy_living_environment",
    "from_care_to_health",
]
Domain = Literal["work", "income_and_debt", "education", "housing_and_environment", "care", "lifestyle"]
Maturity = Literal[
    "idea", "pilot", "development_agenda", "basic_functionality", "proven_elsewhere", "rolled_out"
]
Obligation = Literal["information", "agreement", "incentive", "price", "binding"]
OBLIGATIONS: tuple[Obligation, ...] = ("information", "agreement", "incentive", "price", "binding")
"""From voluntary to binding."""
Group = Literal[
    "low_income",
    "low_literacy",
    "migration_background",
    "mental_health_problems",
    "homeless",
    "disability",
    "chronic_illness",
    "children",
    "older_people",
    "women",
    "men",
    "lgbt",
    "workers_concerned",
]
"""Groups to think of, after the checklist of NHS Lothian."""
Metric = Literal[
    "rr",
    "or",
    "hr",
    "irr",
    "smd",
    "difference",
    "relative_change",
    "share",
    "percentage_points",
    "elasticity",
    "cost",
    "statement",
]
Design = Literal[
    "meta_analysis",
    "randomised",
    "cluster_randomised",
    "natural_experiment",
    "interrupted_time_series",
    "cohort",
    "before_after",
    "cross_sectional",
    "modelling",
    "registration",
    "review",
    "qualitative",
]


class Found(Part):
    """The place and the words that hold the number."""

    where: Words = Field(description="page, table, section or 'abstract'")
    quote: Words = Field(
        description="the sentence, or the part of it, that holds the number, as it stands there"
    )


class Claim(Part):
    """One thing that is said of what a measure does, with who found it, in whom and how."""

    id: Identifier = Field(description="name within the measure")
    outcome: Text = Field(description="what was measured")
    determinant: str | None = Field(None, description="determinant of health that it is about")
    direction: Literal["gain", "none", "harm", "unclear"] = Field(
        description="what the study says that this measure, as it is written, does to health: gain, none (no "
        "effect seen), harm, or unclear; a count, an uptake or a cost says neither, and is unclear"
    )
    metric: Metric = Field(description="kind of number; statement: words without a number")
    value: Number | None = Field(None, description="the central value; left out only for a statement")
    low: Number | None = Field(None, description="lower end of the 95 % interval")
    high: Number | None = Field(None, description="upper end of the 95 % interval")
    unit: str = Field("", description="unit of the number where the metric does not say it")
    population: Words = Field(description="who was studied, and how many")
    comparison: Words = Field(description="compared with whom or what")
    design: Design = Field(description="how it was studied")
    follow_up: Words = Field(description="how long people were followed")
    setting: Words = Field(description="country and surroundings")
    source: Words = Field(description="key of one of the file's `sources`")
    found: Found | None = Field(
        None, description="where the number stands; without it: grade R, or C where the number is pooled"
    )
    grade: Literal["A", "B", "C", "R"] = Field(description="as with every number; R without `found`")
    pooled: Pooled | None = Field(
        None,
        description="the studies, where the number is the mean of several, each with its own source; value, "
        "low and high must be what random-effects meta-analysis makes of them",
    )
    evidence: Evidence = Field(description="how sure the claim is")

    @model_serializer(mode="wrap")
    def _without_studies_that_are_not_there(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave `pooled` out where no studies are named, so that a document stays as it was."""
        found: dict[str, Any] = handler(self)
        return {key: value for key, value in found.items() if key != "pooled" or value is not None}

    @model_validator(mode="after")
    def _follows_the_rules(self) -> Claim:
        return checked(self, claim_problems)


class PublishedSize(Part):
    """The size of an effect as others have it, to lay beside ours."""

    effect: Identifier = Field(description="id of the effect of this measure")
    basis: Literal["appraisal", "study"] = Field(
        "appraisal",
        description="appraisal: the size that another appraisal took or came to; study: what one study "
        "found, worked out to our unit by us",
    )
    beside: Literal["size", "applied"] = Field(
        "size",
        description="what of ours it stands beside. size: before `transfer`, as published elsewhere; "
        "applied: after it, for a size that holds here",
    )
    value: Number = Field(description="their size, in the unit of ours")
    low: Number | None = Field(None, description="lower end of their interval")
    high: Number | None = Field(None, description="upper end of their interval")
    source: Words = Field(description="key of one of the file's `sources`")
    found: Found = Field(description="where the number stands")
    note: str = Field("", description="how it was converted, and why the two may differ")


class Who(Part):
    """The people concerned."""

    sex: Literal["all", "male", "female"] = Field("all", description="all, male or female")
    age: tuple[Whole, Whole] = Field(ANYBODY, description="first and last age, as [65, 100]; 100 is 100+")
    ses: tuple[str, ...] = Field((), description="socio-economic groups, as [Q1, Q2]; empty means all")
    also: tuple[Group, ...] = Field((), description="other groups that are touched in particular")


class Touch(Part):
    """A determinant that the measure touches, for the screening: which way and, if known, how far."""

    determinant: str = Field(description="id of a determinant; `hiap screen --determinants` lists them")
    direction: Literal["better", "worse", "unclear"] = Field(description="better or worse for health")
    why: Text = Field(description="how the measure comes to it")
    certainty: Certainty | None = Field(
        None, description="GRADE certainty that the measure brings this about; left out: nobody rated it"
    )
    who: Who = Field(Who(), description="the people concerned; left out: everybody")
    share: Quantity | None = Field(
        None, description="share of those people whom it reaches, unit share; left out: all of them"
    )
    points: Quantity | None = Field(
        None,
        description="size of the change among those reached, above 0: `percentage points` for a risk factor "
        "with levels (fewer smokers: 2), or the unit of its mean; left out: not known",
    )
    level_to: str | None = Field(
        None, description="level that people go to, as `never`; left out: the next better one"
    )
    lag_years: Annotated[int, Field(strict=True, ge=0, le=40)] = Field(
        0, description="years between the start of the policy and the change"
    )
    falls_more_on: Literal["lowest", "highest", "neither", "unknown"] = Field(
        "unknown",
        description="whether the change, good or bad, falls more on the lowest or the highest groups",
    )

    @model_serializer(mode="wrap")
    def _without_what_is_not_told(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out what has its default, so that a document stays as it was."""
        found: dict[str, Any] = handler(self)
        return {key: value for key, value in found.items() if key in self.model_fields_set}


class Policy(Part):
    """What every entry of the register says."""

    id: Identifier = Field(description="name in the catalogue, as `smoking-cessation-support`")
    version: Words = Field(description="version of this document, as '1'; with quotes")
    title: Text = Field(description="short title")
    summary: Text = Field(description="what is done, for whom and by whom, in a few sentences")
    domain: Domain = Field(description="policy domain")
    theme: Theme | None = Field(None, description="theme of the Dutch prevention strategy")
    ministries: tuple[str, ...] = Field((), description="parties of the state that are responsible")
    maturity: Maturity = Field(
        description="how far it has come; development_agenda and basic_functionality are the Dutch "
        "`ontwikkelagenda` and `basisfunctionaliteit` of care agreements"
    )
    obligation: Obligation | None = Field(
        None, description="how binding: information, agreement, incentive, price, binding (a rule)"
    )
    asks_of_people: Literal["nothing", "little", "much"] | None = Field(
        None, description="what it asks of people's ability to act (`doenvermogen`) to work"
    )
    precaution: Text | None = Field(
        None, description="if it rests on the precautionary principle: the concern, and what is not known"
    )
    below_legal_norm: Text | None = Field(
        None, description="harm to health that remains, or arises, while legal norms are met"
    )
    acts: str = Field(description="party that carries it out or decides on it")
    claims: tuple[Claim, ...] = Field((), description="what was found about it: gains, nulls and harms")
    touches: tuple[Touch, ...] = Field((), description="determinants that it touches, beside its effects")
    evaluation: Evaluation | None = Field(None, description="what decides which evidence can be had")
    review_by: Day | None = Field(None, description="date by which somebody looks at it again")


class UnquantifiedMeasure(Policy):
    """A measure that is in the register, but cannot be computed, with the reason."""

    not_quantified: Text = Field(description="why it cannot be computed")
    needed: Text | None = Field(None, description="what would have to be known to compute it")
    sources: dict[str, Source] = Field(description="short key -> source")
    notes: tuple[Text, ...] = Field((), description="what the reader must know")
