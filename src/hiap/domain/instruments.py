"""Instruments of RIVM as data: levels of recognition, and the framework for weighing prevention."""

from __future__ import annotations

from pydantic import Field

from hiap.domain.grading import Certainty
from hiap.domain.parts import Part, RecognitionLevel, Source, Text, Words


class Level(Part):
    """A level of recognition of an intervention."""

    level: RecognitionLevel = Field(description="the level; - for well described")
    title: Text = Field(description="its name")
    beside: tuple[Certainty, ...] = Field(
        (), description="certainties that it roughly stands beside; a convention"
    )


class Recognition(Part):
    """The levels of recognition, the lowest first."""

    sources: tuple[Source, ...] = Field(description="where the levels are named")
    levels: tuple[Level, ...] = Field(description="the levels")
    convention: Text = Field(description="whose convention `beside` is")


class Element(Part):
    """Something that the framework asks for, and where the dossier has it."""

    nl: Words = Field(description="the element, as the framework names it")
    headings: tuple[Words, ...] = Field(description="keys of the words under which the dossier tells it")


class Block(Part):
    """A building block of the framework."""

    title: Words = Field(description="key of the words of its heading in the dossier")
    elements: tuple[Element, ...] = Field(description="what it asks for")


class Framework(Part):
    """The framework for weighing prevention."""

    source: Source = Field(description="where it is published")
    blocks: tuple[Block, ...] = Field(description="its building blocks, in order")


class Instruments(Part):
    """Both."""

    recognition: Recognition = Field(description="levels of recognition")
    framework: Framework = Field(description="framework for weighing prevention")
