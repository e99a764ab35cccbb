"""A policy as it is screened: what it touches, for whom, by how much, and what else it serves; data only.

What it means for health is worked out, and has no field here. `tools/document_schema.py` writes the fields to
`docs/screening-fields.md`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from hiap.domain.grading import Certainty
from hiap.domain.parts import Identifier, Part, Quantity, Source, Text, Whole, Words
from hiap.domain.register import Domain, Obligation, Touch

SCHEMA = "hiap-screen/1"
Stage = Literal["vision", "plan", "environmental_impact_assessment", "permit", "in_operation"]
STAGES: tuple[Stage, ...] = ("vision", "plan", "environmental_impact_assessment", "permit", "in_operation")
"""From where most can still be chosen to where least can."""
Theme = Literal[
    "bewegen",
    "openbaar vervoer",
    "verkeer en parkeren",
    "straten en openbare ruimtes",
    "natuur en groen",
    "spelen en recreatie",
    "voorzieningen",
    "werk en werkgelegenheid",
    "wonen",
    "sociale contacten",
    "identiteit",
    "veiligheid",
    "schoon en netjes",
    "meedoen en meepraten",
]
"""Themes of the Dutch Leefplekmeter, in its own words."""
Score = Annotated[int, Field(strict=True, ge=0, le=8)]
Mark = Annotated[int, Field(strict=True, ge=1, le=10)]


class Reached(Touch):
    """A determinant that the policy touches, with for whom, by how much, when and how sure."""

    certainty: Certainty = Field(description="GRADE certainty that the policy brings this change about")


class NotTouched(Part):
    """A determinant that was looked at and is not touched."""

    determinant: str = Field(description="id of a determinant")
    why: Text = Field(description="why nothing is expected")


class Goal(Part):
    """Another goal of policy that is served or harmed."""

    goal: Text = Field(description="the goal, as 'lower energy use'")
    direction: Literal["better", "worse", "unclear"] = Field(description="what the policy does to it")
    through_health: Annotated[bool, Field(strict=True)] = Field(
        False, description="true where it is better or worse because people are healthier or less healthy"
    )
    why: Text | None = Field(None, description="how")


class Aspect(Part):
    """One aspect of the surroundings, scored 0 (very good) to 8 (very insufficient); 6 is the limit."""

    aspect: Text = Field(description="as 'noise of aircraft'")
    now: Score | None = Field(None, description="score of the Dutch GES method now")
    after: Score | None = Field(None, description="score with the project")
    source: Words = Field(description="key of one of the file's `sources`, or the word `assumption`")


class Site(Part):
    """A project on a site: the elements of a health effect report (`gezondheidseffectrapportage`)."""

    place: Text = Field(description="where it is")
    decides: Text = Field(description="who decides, as the province")
    stage: Stage = Field(description="where the decision is: the earlier, the more can be chosen")
    in_eia: Annotated[bool, Field(strict=True)] = Field(
        description="true where these elements become part of the environmental impact assessment (MER)"
    )
    ggd_advice: Literal["none", "asked", "given"] = Field(description="advice of the public health service")
    people: Quantity | None = Field(None, description="people who live or stay within reach, unit persons")
    aspects: tuple[Aspect, ...] = Field(
        (), description="aspects of the surroundings, each with its own score"
    )
    place_marks: dict[Theme, Mark] = Field(
        default_factory=dict, description="marks of residents by theme of the Leefplekmeter, 1 to 10"
    )
    alternatives: tuple[Text, ...] = Field((), description="other ways that were looked at")
    residents: Text | None = Field(None, description="how residents are heard")
    recommendations: tuple[Text, ...] = Field((), description="what would lessen harm or add to health")
    monitoring: Text | None = Field(None, description="what is measured afterwards, and by whom")


class Screening(Part):
    """A short description of a policy, to be screened on health."""

    schema_name: Literal["hiap-screen/1"] = Field(alias="schema", description=SCHEMA)
    id: Identifier = Field(description="name of the screening")
    title: Text = Field(description="short title of the policy")
    summary: Text = Field(description="what is done, for whom and by whom, in a few sentences")
    domain: Domain = Field(description="policy domain")
    ministries: tuple[str, ...] = Field((), description="parties of the state that are responsible")
    status: Literal["new", "running"] = Field(description="new or running policy")
    health: Literal["goal", "side_effect"] = Field(description="whether health is its goal or a side effect")
    start: Whole | None = Field(description="first calendar year; null: not known")
    obligation: Obligation | None = Field(
        None, description="how binding: information, agreement, incentive, price, binding (a rule)"
    )
    asks_of_people: Literal["nothing", "little", "much"] | None = Field(
        None, description="what it asks of people's ability to act (`doenvermogen`) to work"
    )
    precaution: Text | None = Field(
        None, description="if there is reason for precaution: the concern, and what is not known"
    )
    below_legal_norm: Text | None = Field(
        None, description="harm to health that remains, or arises, while legal norms are met"
    )
    touches: tuple[Reached, ...] = Field(description="determinants of health that it touches; [] if none")
    not_touched: tuple[NotTouched, ...] = Field(
        (), description="determinants that were looked at, with why not"
    )
    nothing_because: Text | None = Field(None, description="needed where nothing is touched: the reason")
    goals: tuple[Goal, ...] = Field((), description="other goals that it serves or harms")
    site: Site | None = Field(None, description="where it is a project on a site; null: it is not")
    sources: dict[str, Source] = Field(description="short key -> source; {} if none")
    notes: tuple[Text, ...] = Field((), description="what the reader must know")

    @model_validator(mode="after")
    def _says_why_nothing(self) -> Screening:
        if not self.touches and self.nothing_because is None:
            raise ValueError("nothing is touched and nothing_because is empty")
        return self


class Conditions(Part):
    """Conditions of a rule: those on one determinant must hold for the same one."""

    direction: tuple[Literal["better", "worse", "unclear"], ...] | None = Field(
        None, description="of the change"
    )
    size_at_least: Identifier | None = Field(
        None, description="class of size that the change plausibly reaches"
    )
    status: tuple[str, ...] | None = Field(None, description="whether and why there is a number")
    certainty_at_least: Certainty | None = Field(None, description="of the surest chain to a disease")
    gap: tuple[Literal["narrows", "widens", "alike", "unknown"], ...] | None = Field(
        None, description="what it does to differences in health"
    )
    lowest_touched: bool | None = Field(
        None, description="whether the lowest groups are among those concerned"
    )
    precaution: bool | None = Field(None, description="whether the policy gives reason for precaution")
    below_legal_norm: bool | None = Field(None, description="whether harm remains below the norm")
    asks: tuple[Literal["nothing", "little", "much"], ...] | None = Field(
        None, description="what it asks of people"
    )
    described: bool | None = Field(
        None, description="whether it is said what the policy touches, or why it touches nothing"
    )


class Rule(Part):
    """When a policy needs a full appraisal, a note or nothing; all that `when` says must hold together."""

    id: Identifier = Field(description="name of the rule")
    outcome: Literal["full", "note", "none"] = Field(description="what follows")
    when: Conditions = Field(description="conditions; an empty one always holds")
    reason: Text = Field(description="the reason, as printed")


class SizeClass(Part):
    """A class of size: it holds from either of the two numbers."""

    id: Identifier = Field(description="name of the class")
    title: Text = Field(description="as printed")
    haly_per_year: float = Field(ge=0.0, description="from this many HALYs a year, mean over 40 years")
    haly_per_year_per_100000: float = Field(
        ge=0.0, description="or from this many a year per 100,000 people reached"
    )


class Term(Part):
    """A term in which an effect shows."""

    id: Identifier = Field(description="name of the term")
    title: Text = Field(description="as printed")
    until: Whole | None = Field(description="last year of it; null: no end")


class ScreeningRules(Part):
    """Everything in a screening that is a convention: classes of size, terms, mental health, rules."""

    version: Words = Field(description="version of the conventions")
    lowest_groups: Annotated[int, Field(ge=1)] = Field(description="how many of the groups count as lowest")
    gap_tolerance: float = Field(ge=0.0, description="relative difference per person that counts as alike")
    ges_limit: Score = Field(description="score from which an aspect of a site is above the limit")
    mental_diseases: tuple[str, ...] = Field(description="diseases that are mental health")
    sizes: tuple[SizeClass, ...] = Field(description="classes of size, smallest first")
    terms: tuple[Term, ...] = Field(description="terms, shortest first")
    rules: tuple[Rule, ...] = Field(description="rules; the strongest outcome that is met holds")

    @model_validator(mode="after")
    def _rules_name_classes(self) -> ScreeningRules:
        known = {size.id for size in self.sizes}
        missing = {rule.when.size_at_least for rule in self.rules if rule.when.size_at_least} - known
        if missing:
            raise ValueError(f"rules name classes of size that are not there: {', '.join(sorted(missing))}")
        return self
