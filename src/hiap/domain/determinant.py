"""Determinants of health: what policy can touch, and what each of them leads to."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from hiap.domain.grading import Certainty
from hiap.domain.parts import Identifier, Part, Source, Text, Words
from hiap.domain.register import Found

Layer = Literal[
    "living_conditions", "physical_environment", "social_environment", "lifestyle", "body", "care"
]
Dimension = Literal["physical", "mental", "social"]


class Path(Part):
    """What a determinant leads to: another determinant, or a disease of the pack."""

    to: Identifier = Field(description="id of a determinant or of a disease")
    direction: Literal["same", "opposite"] = Field(
        description="same: better here is better there; opposite: better here is worse there"
    )
    certainty: Certainty = Field(description="GRADE certainty that it is a cause")
    years: tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]] | None = Field(
        None, description="first and last year in which it shows, as [1, 5]; left out: not known"
    )
    source: Words = Field(description="key of one of the file's `sources`")
    found: Found | None = Field(
        None, description="the words that say it; without them the path is unverified"
    )


class Determinant(Part):
    """Something that health depends on and that policy can change."""

    id: Identifier = Field(description="name, as `noise`")
    title: Text = Field(description="short name")
    better: Text = Field(description="what better for health is, as 'less noise'")
    layer: Layer = Field(description="layer in the model of broad determinants")
    dimensions: tuple[Dimension, ...] = Field(
        description="sides of health that it bears on: physical, mental, social"
    )
    risk_factor: str | None = Field(
        None, description="the risk factor of a pack that measures it, if there is one"
    )
    leads_to: tuple[Path, ...] = Field((), description="what it leads to")


class Determinants(Part):
    """The list of determinants with the sources of what they lead to."""

    version: Words = Field(description="version of the list")
    determinants: tuple[Determinant, ...] = Field(description="the determinants")
    sources: dict[str, Source] = Field(description="short key -> source")

    @model_validator(mode="after")
    def _names_once(self) -> Determinants:
        ids = [determinant.id for determinant in self.determinants]
        if len(ids) != len(set(ids)):
            raise ValueError("a determinant is named twice")
        missing = {path.source for item in self.determinants for path in item.leads_to} - set(self.sources)
        if missing:
            raise ValueError(f"paths name sources that are not there: {', '.join(sorted(missing))}")
        return self
