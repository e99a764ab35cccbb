"""What makes one kind of evidence fit a measure and another not; and the rules that say so, as data."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from hiap.domain.parts import Flag, Identifier, Part, Source, Text, Whole, Words

Scale = Literal["national", "local", "individual"]
ByLot = Literal["persons", "groups", "nobody"]
Data = Literal["registers", "collected", "none"]
Floor = Literal["yes", "modelled", "no"]
Attribute = Literal[
    "by_lot", "scale", "data_available", "obligation", "domain", "phased", "limit", "elsewhere_without"
]


class Evaluation(Part):
    """What decides which evidence can be had; what is left out comes from other fields where they say it."""

    by_lot: ByLot | None = Field(None, description="who can be drawn by lot: persons, groups, or nobody")
    scale: Scale | None = Field(
        None, description="at once in the whole country, by place, or person by person"
    )
    data_available: Data | None = Field(
        None,
        description="outcomes: in registers of everybody, only if collected for it, or not at all",
    )
    years_to_effect: Annotated[Whole, Field(ge=0)] | None = Field(
        None, description="years before the effect on health can be seen"
    )
    phased: Flag | None = Field(None, description="true if places or groups begin at different moments")
    limit: Flag | None = Field(
        None, description="true if a limit (age, income, score) decides who takes part"
    )
    elsewhere_without: Flag | None = Field(
        None, description="true if there are places or countries alike without the measure"
    )
    context: Text | None = Field(
        None, description="what else bears on it: who carries it out, what runs beside it"
    )


class DesignRule(Part):
    """A kind of evidence, and when it fits."""

    id: Identifier = Field(description="name of the rule")
    title: Text = Field(description="name of the kind of evidence")
    floor: Floor = Field(
        description="does it establish what would have happened without: yes, only by a model, or no"
    )
    when: dict[Attribute, tuple[str | bool, ...]] = Field(
        description="attribute -> the values with which it fits; {} for always"
    )
    most_years: Whole | None = Field(None, description="it does not fit where the effect takes longer")
    counts: tuple[str, ...] = Field(
        description="designs of claims that are of this kind; a meta-analysis whose ratings tell what it "
        "starts from is `meta_analysis_of_trials` or `meta_analysis_of_observations`, another `meta_analysis`"
    )
    may_count: tuple[str, ...] = Field(
        (), description="designs of claims that may be of this kind, which the claim does not tell"
    )
    why: Text = Field(description="why it fits then")
    source: Words = Field(description="key of one of the file's `sources`")


class EvidenceRules(Part):
    """Which evidence fits which measure. A file of one's own with these fields takes the place of ours."""

    id: Words = Field(description="name and edition of the rules")
    title: Text = Field(description="what they are")
    convention: Text | None = Field(
        None, description="that they are a convention of who made them, if no authority published them"
    )
    rules: tuple[DesignRule, ...] = Field(description="the kinds of evidence, the strongest first")
    sources: dict[str, Source] = Field(description="short key -> source")
