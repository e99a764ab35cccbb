"""A programme that is followed: indicators, places, baseline, targets, promises; data only.

What became of it is worked out from what is measured, and has no field here. `tools/document_schema.py`
writes the fields to `docs/follow-fields.md`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from hiap.domain.commitment import Commitment
from hiap.domain.parts import Day, Flag, Identifier, Number, Part, Source, Text, Words
from hiap.domain.story import PlaceTalk, StoryWork

SCHEMA = "hiap-follow/1"
EVERYBODY = "all"
ALL_OTHERS = "others"
"""In `sum_of`: all other places, or groups, of the plan."""

Year = Annotated[int, Field(strict=True, ge=1900, le=2200)]
Size = Annotated[float, Field(strict=True, ge=0.0, allow_inf_nan=False)]
Above = Annotated[float, Field(strict=True, gt=0.0, allow_inf_nan=False)]
IndicatorKind = Literal[
    "count",
    "proportion",
    "rate",
    "mean",
    "index",
    "standardised_rate",
    "life_expectancy",
    "healthy_life_expectancy",
]
Age = Annotated[int, Field(strict=True, ge=0, le=120)]
YEARS_AHEAD = ("life_expectancy", "healthy_life_expectancy")
BY_AGE = ("standardised_rate", *YEARS_AHEAD)
"""Kinds of indicator that are worked out from a row for every age."""


class OwnTheme(Part):
    """A theme of this programme, beside the five of the national note."""

    id: Identifier = Field(description="name of the theme")
    title: Text = Field(description="as printed")


class Accounts(Part):
    """Who answers for the money, and who for the agreements of the programme."""

    financial: Words = Field(description="who answers for the money")
    programme: Words = Field(description="who answers for what was agreed")


class FollowIndicator(Part):
    """What is measured, how, and which way is good."""

    id: Identifier = Field(description="name, as in the data file")
    title: Text = Field(description="as printed")
    definition: Text = Field(description="what exactly is counted, of whom")
    about: Literal["process", "intermediate", "outcome"] = Field(
        description="what is done (process), what that leads to on the way, or health and its causes"
    )
    theme: str | None = Field(None, description="one of the five themes, or of the plan's own")
    life_phase: Text | None = Field(None, description="phase of life, as 'school age'")
    kind: IndicatorKind = Field(
        description="count of events; proportion in percent; rate of events per so many people; mean; "
        "index: any number without a known error; worked out from rows by age: rate as if every place had "
        "the ages of the European Standard Population 2013, life expectancy, years in good health by Sullivan"
    )
    unit: Text = Field(description="unit as printed, as '%' or 'deaths per 100,000'")
    per: Above | None = Field(None, description="of a rate: per so many people, as 100000")
    last_age: Age | None = Field(
        None, description="of a standardised rate: last age that counts, as 64; left out: all ages"
    )
    at_age: Age | None = Field(
        None, description="of years ahead: at which age, as 65; left out: the first age of the data"
    )
    better: Literal["higher", "lower"] = Field(description="which way is good")
    every: Annotated[int, Field(strict=True, ge=1, le=10)] = Field(
        1, description="years between two measurements"
    )
    swing: Size | None = Field(
        None,
        description="how much it goes up and down from year to year beyond the chance of counting, as a "
        "standard deviation in its unit; 0: it does not; left out: estimated from the series",
    )
    swing_because: Text | None = Field(None, description="needed with `swing`: where that comes from")
    design_effect: Annotated[float, Field(strict=True, ge=1.0, le=20.0)] = Field(
        1.0, description="variance of the sample over that of one drawn at random from all; 1 for a register"
    )
    fewest_events: Size | None = Field(
        None, description="below this many counted nothing is shown; left out: the convention (10)"
    )
    fewest_people: Size | None = Field(
        None,
        description="below this many people nothing is shown; left out: the convention (100; of years ahead "
        "5000)",
    )
    source: Words = Field(description="key of one of the file's `sources`: who measures it")


class FollowPlace(Part):
    """A place that is followed, or the reference."""

    id: Identifier = Field(description="name, as in the data file")
    title: Words = Field(description="as printed")
    code: str = Field("", description="official code, as GM0599; the data file may use it instead of the id")
    level: Literal["neighbourhood", "district", "municipality", "region", "province", "country", "other"] = (
        Field(description="kind of place")
    )
    sum_of: tuple[str, ...] = Field(
        (), description="places that add up to this one, or [others]: all others; left out: it is no total"
    )


class FollowGroup(Part):
    """A group of people that is followed apart."""

    id: Identifier = Field(description="name, as in the data file")
    title: Text = Field(description="as printed")
    sum_of: tuple[str, ...] = Field(
        (), description="groups that add up to this one, or [others]: all others; left out: it is no total"
    )


class Figure(Part):
    """One value of the baseline photo: how things were when the programme began."""

    indicator: str = Field(description="id of an indicator")
    place: str = Field(description="id of a place")
    group: str = Field(EVERYBODY, description="id of a group; left out: everybody")
    year: Year = Field(description="year that it is of")
    value: Number | None = Field(None, description="in the unit; a proportion in percent")
    numerator: Size | None = Field(None, description="instead of value: how many were counted")
    denominator: Above | None = Field(None, description="of how many")
    source: Words = Field(description="key of one of the file's `sources`")
    note: str = Field("", description="what the reader must know")


class Step(Part):
    """A goal on the way."""

    year: Year = Field(description="year")
    value: Number = Field(description="in the same measure as the target")


class Target(Part):
    """What is to be reached, when, and from when it can be judged."""

    id: Identifier = Field(description="name of the target")
    indicator: str = Field(description="id of an indicator")
    place: str | None = Field(None, description="id of a place; left out: every place but the reference")
    group: str | None = Field(None, description="id of a group; left out: every group")
    baseline_year: Year = Field(description="year of the baseline; its value comes from `photo` or the data")
    year: Year = Field(description="year in which it is to be reached")
    value: Number | None = Field(None, description="level to be reached, in the unit")
    change_percent: Number | None = Field(None, description="or: change from the baseline in percent, as -25")
    gap_closed_percent: Number | None = Field(
        None, description="or: share of the gap with the reference place to be closed, in percent"
    )
    only_better: Flag = Field(False, description="or: true where no number was set, only that it gets better")
    gap_with: Literal["moving", "fixed"] | None = Field(
        None,
        description="with gap_closed_percent: reference of the same year (moving) or of the baseline (fixed)",
    )
    steps: tuple[Step, ...] = Field(
        (), description="intermediate goals; the path goes straight from one to the next"
    )
    judge_from: Year = Field(description="first year whose values can tell something: measures need years")
    judge_because: Text = Field(description="why from that year")
    margin: Size = Field(
        0.0,
        description="shortfall in the unit that does not matter; more than 0 where the goal is to stay the "
        "same or only to get better",
    )
    source: Words = Field(description="key of one of the file's `sources`: who set it")
    quote: str = Field("", description="the words that set it, as they stand there")


class PromisedValue(Part):
    """A value that was promised for a year."""

    year: Year = Field(description="year")
    value: Number = Field(description="in the unit")
    low: Number | None = Field(None, description="lower end of the 95 % interval")
    high: Number | None = Field(None, description="upper end of the 95 % interval")


class WorthOfGoingOn(Part):
    """What going on is worth, for what another year of measuring is worth."""

    at_none_eur: Number = Field(
        description="net benefit of going on if nothing of the promise comes true: minus what it costs"
    )
    whole_promise_eur: Number = Field(description="what is added to that if the whole promise comes true")
    because: Text = Field(description="where both come from, and over which years")


class Promise(Part):
    """What an appraisal promised of an indicator, to lay beside what is measured."""

    id: Identifier = Field(description="name of the promise")
    indicator: str = Field(description="id of an indicator")
    place: str = Field(description="id of a place")
    group: str = Field(EVERYBODY, description="id of a group; left out: everybody")
    run: str = Field("", description="folder of the run that promised it, as seen from this file")
    scenario: str = Field("", description="with run: the measure, or `package`")
    outcome: str = Field(
        "", description="with run: what it gives by year, as deaths_averted, or the id of one of its outcomes"
    )
    factor: Number | None = Field(
        None,
        description="with run: what one of that outcome is in the unit of the indicator, as -0.0056 for one "
        "death averted where deaths are told per 100,000 of 17.9 million people",
    )
    factor_because: Text | None = Field(None, description="with run: how the factor is found")
    expected: tuple[PromisedValue, ...] = Field(
        (), description="instead of run: the promised path with its interval; straight from one to the next"
    )
    without: Literal["start", "reference"] | None = Field(
        None,
        description="what would have been without: the level of base_year (start), or that with the change "
        "of the reference place since (reference); needed to say how much of the promise comes true",
    )
    base_year: Year | None = Field(None, description="with without: last measured year without the measure")
    drift_per_year: Size | None = Field(
        None,
        description="with without: how far what would have been without may be off per year since then, as a "
        "standard deviation in the unit; 0: it is surely right",
    )
    between_years: Size | None = Field(
        None,
        description="how much years differ beyond chance, as the standard deviation that a spread of 0 or "
        "more is drawn from; needed where the indicator has no swing",
    )
    effects: tuple[str, ...] = Field(
        (), description="with run: ids of the effects of the measure that the promise is about"
    )
    worth: WorthOfGoingOn | None = Field(
        None, description="what going on is worth; left out: by the run, if it counts for all of society"
    )
    note: Text | None = Field(None, description="how it follows from the appraisal")


class Begin(Part):
    """A place, and the first year with the measure."""

    place: str = Field(description="id of a place")
    year: Year = Field(description="first year with the measure")


class SeriesEvaluation(Part):
    """An evaluation of a measure on the series of this plan: did it change anything?"""

    id: Identifier = Field(description="name of the evaluation")
    design: Literal["interrupted-time-series", "difference-in-differences", "synthetic-control"] = Field(
        description="the line of one place before and after; places with and without, before and after; or "
        "one place beside a mixture of others"
    )
    what: Text = Field(description="what began, in a few words")
    indicator: str = Field(description="id of an indicator")
    group: str = Field(EVERYBODY, description="id of a group; left out: everybody")
    begins: tuple[Begin, ...] = Field(
        description="where it began and when; one place, or several for difference-in-differences"
    )
    against: tuple[str, ...] = Field(
        (),
        description="places without the measure; of an interrupted series at most one, which the measure "
        "does not touch and which must show no change",
    )
    slope: Flag | None = Field(
        None,
        description="of an interrupted series: true where the slope may change (a measure that builds up), "
        "false for the level alone",
    )
    from_year: Year | None = Field(
        None, description="first year of the series, also before the plan; left out: the first year measured"
    )
    to_year: Year | None = Field(None, description="last year of it; left out: the last year measured")


class FollowPlan(Part):
    """A programme that is followed."""

    schema_name: Literal["hiap-follow/1"] = Field(alias="schema", description=SCHEMA)
    id: Identifier = Field(description="name of the plan")
    title: Text = Field(description="title of the programme")
    summary: Text = Field(description="what it wants, for whom and with whom, in a few sentences")
    kind: Literal["national", "area"] = Field(description="a national programme, or one of an area")
    figures: Literal["measured", "published", "invented"] = Field(
        description="where the figures come from; `invented` is printed with every table"
    )
    vision: Text | None = Field(None, description="the vision behind it")
    organisation: Text | None = Field(None, description="how the parties work together")
    accounts: Accounts | None = Field(None, description="who answers for money and for agreements")
    years: tuple[Year, Year] = Field(description="first and last year of the programme, as [2011, 2030]")
    reported_on: Day = Field(description="date of this report, as 2026-01-31: what is late is late on it")
    themes: tuple[OwnTheme, ...] = Field((), description="own themes, beside the five of the national note")
    indicators: tuple[FollowIndicator, ...] = Field((), description="what is measured")
    places: tuple[FollowPlace, ...] = Field((), description="the places")
    groups: tuple[FollowGroup, ...] = Field((), description="groups; left out: everybody together (`all`)")
    reference: str | None = Field(None, description="place to compare with")
    photo: tuple[Figure, ...] = Field((), description="the baseline photo; its values count as measured")
    targets: tuple[Target, ...] = Field((), description="what is to be reached")
    promises: tuple[Promise, ...] = Field((), description="what appraisals promised")
    evaluations: tuple[SeriesEvaluation, ...] = Field((), description="evaluations on the series of the plan")
    commitments: tuple[Commitment, ...] = Field((), description="actions and ambitions, with owner and date")
    stories: StoryWork | None = Field(None, description="stories of change, by Most Significant Change")
    place_talks: tuple[PlaceTalk, ...] = Field((), description="talks with residents, by the Leefplekmeter")
    sources: dict[str, Source] = Field(description="short key -> source")
    notes: tuple[Text, ...] = Field((), description="what the reader must know")


class FollowRules(Part):
    """Conventions of following a programme (method 13.6 and 13.8)."""

    version: Words = Field(description="version of the conventions")
    window_years: Annotated[int, Field(strict=True, ge=1)] = Field(description="years that a status rests on")
    false_alarm: Annotated[float, Field(gt=0.0, lt=0.5)] = Field(
        description="chance that a series on its path is ever called off path"
    )
    behind: Annotated[float, Field(gt=0.0, lt=0.5)] = Field(
        description="chance, at one look, that a series on its path is called behind"
    )
    tell_apart: Annotated[float, Field(gt=0.5, lt=1.0)] = Field(
        description="how sure it must be that on the path and not moving can be told apart"
    )
    fewest_freedom: Annotated[float, Field(gt=0.0)] = Field(
        description="degrees of freedom from which the swing of a series is known"
    )
    fewest_events: Size = Field(description="below it a number counted, or not counted, is not shown")
    fewest_people: Size = Field(description="below it a value of so many people is not shown")
    fewest_people_years_ahead: Size = Field(
        description="the same for life expectancy and years in good health"
    )
