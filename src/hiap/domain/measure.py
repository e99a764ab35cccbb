"""A measure: who does what, for whom, at what cost, with what effect and on what evidence. Data, never code.

`tools/document_schema.py` writes the descriptions of the fields to `docs/measure.md`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer, model_validator

from hiap.domain.measure_rules import (
    LONGEST,
    build_up_problem,
    decay_problem,
    effect_problems,
    lasting_problem,
    outcome_problems,
    target_problems,
    transfer_problems,
)
from hiap.domain.parts import Evidence, Factor, Flag, Identifier, Part, Quantity, Source, Text, Whole, checked
from hiap.domain.register import Policy, PublishedSize

STRUCTURAL_YEARS = 40
LONGEST_LAG_YEARS = LONGEST
"""An effect that starts later than people are followed after the measure would never be seen (1.2)."""
HOUSEHOLDS = "households"
REFERENCE = "reference"
PACKAGE = "package"
"""Names of the scenarios without measures and with all of them; no measure may have them."""
OWN_TEXTS = ("problem", "current_policy", "considerations")
"""Parts of the RIVM framework that only words can fill."""


SHARE_OF = (
    "what `share` is a share of, where that is no people, as {nl: de ongevallen, en: the accidents}: "
    "everybody then counts for that part"
)


class Target(Part):
    """Who is eligible."""

    sex: Literal["all", "male", "female"] = Field(description="all, male or female")
    age: tuple[Whole, Whole] = Field(description="first and last completed age, as [65, 100]; 100 is 100+")
    ses: tuple[str, ...] = Field((), description="socio-economic groups, as [Q1, Q2]; empty means all")
    risk_factor: str | None = Field(None, description="eligible are people with a level of this risk factor")
    level: str | None = Field(None, description="that level; goes with `risk_factor`")
    disease: str | None = Field(None, description="eligible are people with this disease")
    share: Quantity | None = Field(
        None, description="share of the group so described that qualifies; left out: everybody"
    )
    share_of: Text | None = Field(None, description=SHARE_OF)

    @model_validator(mode="after")
    def _follows_the_rules(self) -> Target:
        return checked(self, target_problems)


class Reach(Part):
    """How many of the eligible people the measure reaches."""

    kind: Literal["flow", "stock"] = Field(
        description="flow: `share` of the eligible people is newly reached each year; "
        "stock: `share` of the eligible people is covered while the measure runs"
    )
    share: Quantity = Field(description="share of the eligible people, unit share (a flow: still per year)")
    share_of: Text | None = Field(None, description=SHARE_OF)
    by_ses: dict[str, Quantity] | None = Field(
        None, description="factor on `share` per socio-economic group, unit ratio; a group not named has 1"
    )
    non_take_up: Quantity | None = Field(
        None, description="share of those offered who do not take part; `share` is then the offer"
    )
    build_up_years: Whole = Field(
        0,
        ge=0,
        description="years in which reach grows in equal steps to its full size, at most those of the "
        "measure; 0: full at once",
    )
    repeat: Flag = Field(
        False, description="a flow may reach the same people again in later years (else only new people)"
    )


AmountOf = Literal["country", "place"]
AMOUNT_OF = (
    "of an amount once or a year. country: what the whole country pays, of which a place bears its part, by "
    "number of people. place: what the one place of the run pays; the measure is then refused for a country"
)


class Cost(Part):
    """Money that the measure uses up: real means, paid by one party."""

    id: Identifier = Field(description="name within the measure")
    kind: Literal["one_off", "yearly", "per_person"] = Field(
        description="one_off: in the first year (of its period); yearly: in each year; per_person: times "
        "the people newly reached (flow) or covered (stock) in the year"
    )
    amount: Quantity = Field(
        description="amount in euros of `price_year`, unit eur; one_off, yearly: what `amount_of` says; "
        "from 0: a saving on care follows from the effects, another saving is an item of `pm` with sign '+'"
    )
    amount_of: AmountOf = Field("country", description=AMOUNT_OF)
    price_year: Whole = Field(description="year of the prices; the pack's price index must cover it")
    payer: str = Field(description="party that pays, or `households`")
    money: Literal["temporary", "structural"] = Field(description="kind of budget that it is paid from")
    title: Text = Field(description="what the money is for")
    article: str | None = Field(
        None,
        description="number of the article in the budget of the State, where the payer has a chapter there; "
        "of several, the one with most of it first: `9, 1`",
    )
    period: tuple[Whole, Whole] | None = Field(
        None, description="first and last calendar year, as [2027, 2030]; left out: all years of the measure"
    )


class Transfer(Part):
    """Money (or valued welfare) that goes from one party to another and is not used up."""

    id: Identifier = Field(description="name within the measure")
    payer: str = Field(
        description="party that pays; `households` is all household groups by eligible persons"
    )
    receiver: str = Field(description="party that receives; `welfare` for a loss of surplus")
    basis: Literal["yearly", "per_person"] = Field(
        description="yearly: an amount a year; per_person: times the people reached (as with costs)"
    )
    amount_of: AmountOf = Field("country", description=AMOUNT_OF)
    amount: Quantity | None = Field(
        None, description="amount in euros of `price_year`, unit eur; from 0: else payer and receiver swap"
    )
    chain: tuple[Factor, ...] | None = Field(
        None, description="instead of `amount`: factors whose product is the amount in eur"
    )
    price_year: Whole = Field(description="year of the prices; the pack's price index must cover it")
    kind: Literal["tax", "benefit", "price", "own_payment", "welfare"] = Field(
        description="what sort of transfer it is; welfare is surplus, not money"
    )
    title: Text = Field(description="what is transferred")
    article: str | None = Field(
        None,
        description="number of the article in the budget of the State, where the payer has a chapter there "
        "(if not, of the receiver); of several, the one with most of it first: `9, 1`",
    )

    @model_validator(mode="after")
    def _follows_the_rules(self) -> Transfer:
        return checked(self, transfer_problems)

    @property
    def factors(self) -> tuple[tuple[str, Quantity], ...]:
        """The named quantities whose product is the amount."""
        return _factors(f"transfers/{self.id}/amount", self.amount, self.chain)


class Effect(Part):
    """One change that the measure brings about in the people reached."""

    id: Identifier = Field(description="name within the measure")
    kind: Literal["transition", "shift", "hold", "incidence", "remission", "fatality", "care_use"] = Field(
        description="shift: a share of the people reached at `level_from` moves to `level_to` and then goes "
        "on from there; hold: a difference kept while people are in the measure; incidence, remission, "
        "fatality, care_use: a ratio on that rate; transition: a ratio on the odds of a move, only where the "
        "pack holds gross transitions"
    )
    risk_factor: str | None = Field(None, description="for transition, shift, hold: the risk factor")
    level_from: str | None = Field(None, description="level that people leave (risk factors with levels)")
    level_to: str | None = Field(None, description="level that people go to (risk factors with levels)")
    disease: str | None = Field(
        None,
        description="for incidence, remission, fatality: the disease; for care_use: left out means all care",
    )
    size: Quantity | None = Field(
        None,
        description="shift: share of the reached people at `level_from` that moves; hold: the difference in "
        "the unit of the mean, or the share moved; the ratio otherwise. Net of what happens without it",
    )
    chain: tuple[Factor, ...] | None = Field(
        None, description="instead of `size`: factors whose product is the size, in its unit"
    )
    transfer: Quantity = Field(
        description="how much of the published effect is expected here, unit ratio (1: all of it): the "
        "size is multiplied by it, a ratio is raised to this power"
    )
    decay: Quantity | None = Field(
        None,
        description="share of the effect lost per year, unit share per year, beyond what the pack's own "
        "transitions do; needed for shift and, if reach is a flow, for a ratio; not for hold",
    )
    lag_years: Whole = Field(
        0,
        ge=0,
        le=LONGEST_LAG_YEARS,
        description="years between reaching people and the start of the effect; at most "
        f"{LONGEST_LAG_YEARS}, as long as people are followed",
    )
    period: tuple[Whole, Whole] | None = Field(
        None,
        description="first and last calendar year of reaching people; left out: all years of the measure",
    )
    evidence: Evidence = Field(description="how sure the effect is")

    @model_validator(mode="after")
    def _follows_the_rules(self) -> Effect:
        return checked(self, effect_problems)

    @property
    def factors(self) -> tuple[tuple[str, Quantity], ...]:
        """The named quantities whose product is the size, before `transfer`."""
        return _factors(f"effects/{self.id}/size", self.size, self.chain)


class OutcomeChange(Part):
    """One change outside health and care in the people reached: school, crime, housing, debt, benefits."""

    id: Identifier = Field(description="name within the measure")
    outcome: str = Field(description="what changes: an outcome of the pack, as in `school_primary_year`")
    direction: Literal["more", "fewer"] = Field(
        description="whether the people reached have more or fewer of it"
    )
    size: Quantity | None = Field(
        None,
        description="how many more or fewer for each person reached in a year, in the unit of the "
        "outcome; net "
        "of what happens without the measure",
    )
    chain: tuple[Factor, ...] | None = Field(
        None, description="instead of `size`: factors whose product is the size, in its unit"
    )
    transfer: Quantity = Field(
        description="how much of the published effect is expected here, unit ratio (1: all of it): the "
        "size is multiplied by it"
    )
    years: Whole | None = Field(
        None,
        ge=1,
        le=LONGEST_LAG_YEARS,
        description="years that the change lasts for who is reached once: needed if reach is a flow; "
        "not with "
        "a stock, where it lasts as long as people are covered",
    )
    decay: Quantity | None = Field(
        None, description="share of the change lost per year, unit share per year; left out: nothing is lost"
    )
    lag_years: Whole = Field(
        0,
        ge=0,
        le=LONGEST_LAG_YEARS,
        description="years between reaching people and the first change; at most "
        f"{LONGEST_LAG_YEARS} together with `years`",
    )
    evidence: Evidence = Field(description="how sure the change is")

    @model_validator(mode="after")
    def _follows_the_rules(self) -> OutcomeChange:
        return checked(self, outcome_problems)

    @property
    def factors(self) -> tuple[tuple[str, Quantity], ...]:
        """The named quantities whose product is the size, before `transfer`."""
        return _factors(f"outcomes/{self.id}/size", self.size, self.chain)


class PmItem(Part):
    """An effect that is known of but not in the sums."""

    title: Text = Field(description="the effect")
    sign: Literal["+", "-", "?"] = Field(
        description="'+' good for society, '-' bad, '?' not known; with quotes"
    )
    reason: Text = Field(description="why it is not in the sums")


class Considerations(Part):
    """What weighs beside the numbers, in the words of who appraises: the last block of the RIVM framework."""

    ethics: Text | None = Field(
        None, description="freedom, privacy, equal treatment, who is put down or harmed"
    )
    feasibility: Text | None = Field(
        None, description="people, money and time; whether those who carry it out or take part are able to"
    )
    law: Text | None = Field(None, description="what the law allows, and which rules must change")
    support: Text | None = Field(None, description="what those concerned think of it, who is against and why")


class Measure(Policy):
    """A policy measure as a document."""

    start: Whole = Field(description="first calendar year")
    duration: Literal["structural"] | Annotated[int, Field(strict=True, ge=1)] = Field(
        description=f"number of years, or `structural` (computed as {STRUCTURAL_YEARS} years)"
    )
    target: Target = Field(description="who is eligible")
    reach: Reach = Field(description="how many of them are reached")
    costs: tuple[Cost, ...] = Field(description="what it costs and who pays; [] if nothing")
    transfers: tuple[Transfer, ...] = Field((), description="money that only changes hands")
    effects: tuple[Effect, ...] = Field(description="what changes; [] if no effect is established")
    outcomes: tuple[OutcomeChange, ...] = Field(
        (), description="what changes outside health and care, at the prices of the pack"
    )
    published: tuple[PublishedSize, ...] = Field(
        (), description="sizes of the same effects in appraisals of others"
    )
    pm: tuple[PmItem, ...] = Field((), description="effects that are not in the sums")
    sources: dict[str, Source] = Field(description="short key -> source")
    working_elements: tuple[Text, ...] = Field((), description="what makes it work, and may not be left out")
    notes: tuple[Text, ...] = Field((), description="what the reader must know")
    problem: Text | None = Field(
        None, description="the health problem: how severe, and how many people have it"
    )
    current_policy: Text | None = Field(None, description="what is done already in this field")
    considerations: Considerations | None = Field(
        None, description="what weighs beside the numbers; the dossier gives the questions to answer"
    )

    @model_serializer(mode="wrap")
    def _without_what_is_not_told(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Leave out texts of the user's own that are not there, so that a document stays as it was."""
        found: dict[str, Any] = handler(self)
        return {key: value for key, value in found.items() if key not in OWN_TEXTS or value is not None}

    @model_validator(mode="after")
    def _follows_the_rules(self) -> Measure:
        for effect in self.effects:
            problem = decay_problem(effect.kind, self.reach.kind, has_decay=effect.decay is not None)
            if problem:
                raise ValueError(f"effect {effect.id}: {problem}")
        for change in self.outcomes:
            wrong = lasting_problem(
                self.reach.kind, has_years=change.years is not None, has_decay=change.decay is not None
            )
            if wrong:
                raise ValueError(f"outcome {change.id}: {wrong[1]}")
        too_long = build_up_problem(self.reach.build_up_years, self.years)
        if too_long:
            raise ValueError(too_long)
        return self

    @property
    def years(self) -> int:
        """Number of years that the measure runs; 40 when structural (method 1.2)."""
        return STRUCTURAL_YEARS if self.duration == "structural" else self.duration

    @property
    def last_year(self) -> int:
        """Last calendar year in which the measure runs."""
        return self.start + self.years - 1

    def within(self, period: tuple[int, int] | None) -> tuple[int, int]:
        """First and last calendar year of a cost or effect with this period, while the measure runs."""
        first, last = period or (self.start, self.last_year)
        return max(first, self.start), min(last, self.last_year)

    def quantities(self) -> Iterator[tuple[str, Quantity]]:
        """Every number of the measure once, with its path, as ("effects/quit/size", quantity).

        A factor of a chain has the path "factors/<id>": with the same id in two chains it is one number.
        """
        seen: set[str] = set()
        for path, quantity in self._all_quantities():
            if quantity is not None and path not in seen:
                seen.add(path)
                yield path, quantity

    def _all_quantities(self) -> Iterator[tuple[str, Quantity | None]]:
        yield "target/share", self.target.share
        yield "reach/share", self.reach.share
        for group, factor in (self.reach.by_ses or {}).items():
            yield f"reach/by_ses/{group}", factor
        yield "reach/non_take_up", self.reach.non_take_up
        for cost in self.costs:
            yield f"costs/{cost.id}/amount", cost.amount
        for transfer in self.transfers:
            yield from transfer.factors
        for effect in self.effects:
            yield from effect.factors
            yield f"effects/{effect.id}/transfer", effect.transfer
            yield f"effects/{effect.id}/decay", effect.decay
        for change in self.outcomes:
            yield from change.factors
            yield f"outcomes/{change.id}/transfer", change.transfer
            yield f"outcomes/{change.id}/decay", change.decay


def _factors(
    path: str, single: Quantity | None, chain: tuple[Factor, ...] | None
) -> tuple[tuple[str, Quantity], ...]:
    if single is not None:
        return ((path, single),)
    return tuple((f"factors/{factor.id}", factor) for factor in chain or ())
