"""An agreement between parties on a measure: who joins, on which terms, how the gain is divided; data only.

What a party gains or loses is computed from the measures: there is no field to write it in.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from hiap.domain.parts import Flag, Identifier, Number, Quantity, Source, Text, Whole, Words

SCHEMA = "hiap-agreement/1"
MOST_PARTIES = 12
"""Coalitions double with every party: 4,095 of twelve."""
KEY_TOLERANCE = 1e-6
"""How far the shares of a key may miss 1."""

Years = tuple[Whole, Whole]
Share = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0.0, le=1.0)]
Euro = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0.0)]
Key = dict[str, Share]

YEARS = "first and last calendar year in which the term holds, as [2027, 2036]"
KEY = "party -> share; the shares add up to 1"
SOURCE = "party that gives; it need not join, such as provinces, private_funds, eu or rijk_vws"


class _Part(BaseModel):
    """Common rules: frozen, and no field that the schema does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CoFinancing(_Part):
    """The programme cost that some parties pay is shared by a key, also with sources from outside."""

    kind: Literal["co_financing"] = Field(description="co_financing")
    id: Identifier = Field(description="name within the agreement")
    payers: tuple[str, ...] = Field(description="parties whose programme cost is shared")
    key: Key = Field(description=f"who bears which share of it: {KEY}")
    years: Years = Field(description=YEARS)


class Reference(_Part):
    """What would have been spent, against which a saving is measured."""

    persons: Annotated[int, Field(strict=True, ge=1)] = Field(
        description="persons whose cost counts: those whom the measure of the run is about"
    )
    cost_per_person: Quantity = Field(description="their cost per person and year with current policy, eur")
    above_run: Number = Field(
        description="how far the agreed target lies above what the run gives for current policy, as a share: "
        "0 where they are the same, 0.01 where the target is 1 % too high"
    )


class Step(_Part):
    """The share that goes with a number of quality standards."""

    standards: Annotated[int, Field(strict=True, ge=0)] = Field(description="standards met, at least")
    share: Share = Field(description="share of the saving that is then paid")


class Quality(_Part):
    """A gate: the share depends on how many quality standards are met."""

    met: Annotated[int, Field(strict=True, ge=0)] = Field(description="standards that are expected to be met")
    steps: tuple[Step, ...] = Field(description="shares by standards; under the lowest nothing is paid")


class Chance(_Part):
    """What is needed to say how much the contract pays by pure chance."""

    deviation: Quantity = Field(description="standard deviation of the cost of one person in a year, eur")
    compared: Annotated[int, Field(strict=True, ge=1)] | None = Field(
        None, description="number of other persons from whom the target comes; left out: it is known exactly"
    )
    most_eur_per_person: Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0.0)] = Field(
        description="stated error: what may be paid by chance per person and year"
    )


class SharedSavings(_Part):
    """Who saves pays a share of the saving to another party."""

    kind: Literal["shared_savings"] = Field(description="shared_savings")
    id: Identifier = Field(description="name within the agreement")
    saver: str = Field(description="party whose spending is measured, and who pays")
    receiver: str = Field(description="party that receives the share")
    share: Share | None = Field(
        None, description="share of the saving that is paid; goes instead of `quality`"
    )
    quality: Quality | None = Field(None, description="quality gate; goes instead of `share`")
    least_rate: Share = Field(description="least saving as a share of the reference; 0 if there is none")
    above_only: Flag = Field(description="true: only what is above the least saving is shared")
    fee_per_person_eur: Euro = Field(
        description="taken off the saving before it is shared; 0 if there is none"
    )
    reference: Reference = Field(description="what would have been spent")
    chance: Chance | None = Field(None, description="to show what the contract pays by pure chance")
    years: Years = Field(description=YEARS)


class Outcome(_Part):
    """A party pays a price for each outcome, between a floor and a cap."""

    kind: Literal["outcome"] = Field(description="outcome")
    id: Identifier = Field(description="name within the agreement")
    payer: str = Field(description="party that buys the outcome; it need not join")
    receiver: str = Field(description="party that is paid")
    outcome: Literal["healthy_years", "cases_averted", "participants"] = Field(
        description="healthy_years (HALYs gained), cases_averted (of `disease`) or participants"
    )
    disease: str | None = Field(None, description="disease, for cases_averted")
    price_eur: Euro = Field(description="price of one outcome")
    cap_eur: Euro = Field(description="most that is paid in a year")
    floor_eur: Euro = Field(description="least that is paid in a year; 0 if there is none")
    years: Years = Field(description=YEARS)


class PooledFund(_Part):
    """A fund of an area: programme cost is paid in by a key, what is saved comes back by a key."""

    kind: Literal["pooled_fund"] = Field(description="pooled_fund")
    id: Identifier = Field(description="name within the agreement")
    payers: tuple[str, ...] = Field(description="parties whose programme cost the fund pays")
    pay_in: Key = Field(description=f"who fills the fund: {KEY}")
    savers: tuple[str, ...] = Field(description="parties whose savings go into the fund; losses too")
    pay_out: Key = Field(description=f"who gets what is saved: {KEY}")
    years: Years = Field(description=YEARS)


class Grant(_Part):
    """A source pays part of the programme cost that a party bears after co-financing."""

    kind: Literal["grant"] = Field(description="grant")
    id: Identifier = Field(description="name within the agreement")
    source: str = Field(description=SOURCE)
    receiver: str = Field(description="party that bears the cost")
    share: Share | None = Field(None, description="share of that cost; goes instead of `amount_eur`")
    amount_eur: Euro | None = Field(None, description="euro a year; goes instead of `share`")
    years: Years = Field(description=YEARS)


class Payment(_Part):
    """A fixed side payment."""

    kind: Literal["payment"] = Field(description="payment")
    id: Identifier = Field(description="name within the agreement")
    payer: str = Field(description="party that pays; it need not join")
    receiver: str = Field(description="party that receives")
    amount_eur: Euro = Field(description="euro a year")
    years: Years = Field(description=YEARS)


Term = CoFinancing | SharedSavings | Outcome | PooledFund | Grant | Payment


class Leaving(_Part):
    """A party that leaves the agreement before its end."""

    party: str = Field(description="party that leaves")
    year: Whole = Field(description="first calendar year in which it no longer pays or receives")


class Agreement(_Part):
    """An agreement as a document."""

    schema_name: Literal["hiap-agreement/1"] = Field(alias="schema", description=SCHEMA)
    id: Identifier = Field(description="name of the agreement")
    title: Text = Field(description="short title")
    run: Words | None = Field(
        None, description="folder of a run, relative to this file; goes instead of `measures`"
    )
    measures: tuple[Words, ...] = Field(
        (), description="ids of the catalogue, or paths of measure files relative to this file"
    )
    draws: Annotated[int, Field(strict=True, ge=0, le=10_000)] | None = Field(
        None, description="number of draws, with `measures`; 0: without uncertainty"
    )
    seed: Whole | None = Field(None, description="seed of the draws, with `measures`")
    pack: Words | None = Field(
        None, description="data pack: id or folder, or a place: id@place; left out: NLD/2025, or the run's"
    )
    scenario: Words = Field(description="id of the measure that is agreed on, or `package` for all together")
    discounting: Words = Field(description="discount scheme of the pack, as `mkba`")
    years: Annotated[int, Field(strict=True, ge=1)] | None = Field(
        None,
        description="years from the start that count for the parties; left out: all that are followed",
    )
    parties: tuple[str, ...] = Field(description="parties that join, at most 12")
    executors: tuple[str, ...] = Field(description="those of them that carry the measure out")
    division: Literal["equal", "proportional", "shapley", "nucleolus", "none"] = Field(
        description="rule by which the gain of all together is divided; none: the terms alone"
    )
    terms: tuple[Annotated[Term, Field(discriminator="kind")], ...] = Field(
        description="what is agreed; [] if nothing yet"
    )
    leaves: Leaving | None = Field(None, description="to show what happens if a party leaves")
    sources: dict[str, Source] = Field(
        description="short key -> source, for the numbers that need one; {} if none"
    )
    notes: tuple[Text, ...] = Field((), description="what the reader must know")
