"""Programmes (measures proposed together) and portfolios (the best choice within limits), as documents."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from hiap.domain.parts import Identifier, Part, Text, Whole, Words

PROGRAMME = "hiap-programme/1"
PORTFOLIO = "hiap-portfolio/1"
ALL = "all"
MOST_CANDIDATES = 40

Share = Annotated[float, Field(strict=True, ge=0.0, le=1.0)]
Euro = Annotated[float, Field(strict=True, ge=0.0, le=1e12)]


class NotAssessed(Part):
    """A measure of a programme that is not in the register, so that nobody could assess it."""

    title: Text = Field(description="the measure in a few words")
    reason: Text = Field(description="why it could not be assessed")


class Programme(Part):
    """A programme as a document: a manifesto, a coalition agreement, a plan of a municipality."""

    schema_name: Literal["hiap-programme/1"] = Field(alias="schema", description=PROGRAMME)
    id: Identifier = Field(description="name of the programme")
    title: Text = Field(description="short title")
    measures: tuple[Words, ...] = Field(
        description="ids of the register, or paths of measure files relative to this file"
    )
    not_assessed: tuple[NotAssessed, ...] = Field((), description="measures that are in no register")
    notes: tuple[Text, ...] = Field((), description="what the reader must know")


class Budget(Part):
    """The most that may be spent on the measures."""

    payer: str = Field(ALL, description="party that pays, `households`, or `all` together")
    years: tuple[Whole, Whole] | None = Field(
        None, description="first and last calendar year, as [2027, 2030]; left out: all years"
    )
    most_eur: Euro = Field(description="undiscounted euros of the pack's price year, over those years")


class Certain(Part):
    """How much of the gain has to rest on evidence of some certainty."""

    certainty: Literal["high", "moderate", "low"] = Field(description="GRADE certainty, or better")
    share: Share = Field(description="least share of the gain")


class Portfolio(Part):
    """What to choose from, what is wanted, and within which limits."""

    schema_name: Literal["hiap-portfolio/1"] = Field(alias="schema", description=PORTFOLIO)
    id: Identifier = Field(description="name of the choice")
    title: Text = Field(description="short title")
    measures: tuple[Words, ...] = Field(
        description=f"measures to choose from, at most {MOST_CANDIDATES}: ids or paths of files"
    )
    goal: Literal["haly", "net_present_value_eur", "haly_lowest_group"] = Field(
        description="what is to be as large as possible"
    )
    perspective: Words = Field("society", description="whose balance the net present value is")
    budgets: tuple[Budget, ...] = Field((), description="limits of money")
    lowest_group_share: Share | None = Field(
        None, description="least share of the health gain that goes to the lowest socio-economic group"
    )
    evidence: Certain | None = Field(None, description="least share of the gain by certainty")
    always: tuple[Words, ...] = Field((), description="measures that must be chosen")
    not_together: tuple[tuple[Words, ...], ...] = Field(
        (), description="lists of measures of which at most one may be chosen"
    )
    overlap: tuple[Words, ...] = Field(
        (),
        description="sets of measures that reach the same people or never do, as `same_people(a, b)` or "
        "`disjoint(c, same_people(a, b))`, with ids; others count as independent",
    )
    draws: Annotated[int, Field(strict=True, ge=0, le=10_000)] = Field(
        0, description="draws for intervals and for how stable the choice is; 0: without"
    )
    seed: Whole = Field(1, description="seed of the draws")
    notes: tuple[Text, ...] = Field((), description="what the reader must know")
