"""What a data pack holds, as frozen values: numbers with source and grade, arrays with named axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from hiap.domain.future import KNOWN, Future
from hiap.domain.names import FactorName, Names, OutcomeDomain, OutcomeName, Party

if TYPE_CHECKING:
    from hiap.domain.education import Education
    from hiap.domain.living import LivingMoney

Array = NDArray[np.float64]
SEXES = ("male", "female")
OTHER_CAUSES = "other"
WorkMethod = Literal["friction", "human_capital"]


@dataclass(frozen=True)
class Estimate:
    """One number with its interval, unit, grade and source; `low` equals `high` when it is exact."""

    value: float
    low: float
    high: float
    unit: str
    grade: str
    source: str
    note: str = ""

    @property
    def unverified(self) -> bool:
        """Whether nobody has checked this number at its source."""
        return self.grade == "R"


@dataclass(frozen=True)
class CareCost:
    """What a case of a disease costs under one law: per year of being ill or per new case.

    `sectors` are the shares of it that sectors of care earn; empty where nothing was found: those of the law.
    """

    law: str
    per_new_case: bool
    amount: Estimate
    avoidable_share: Estimate
    sectors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Disease:
    """A disease by sex and single age [sex, age]: its leading level and its rates per person-year.

    `group_ratio` is incidence of the groups against each other at equal exposure (5.1); empty: the same.
    """

    id: str
    title: Mapping[str, str]
    leading: Literal["prevalence", "incidence"]
    level: Array
    level_grade: str
    remission: Array
    excess_mortality: Array
    excess_grade: str
    fatal_fraction: Array
    cured_fraction: Array
    deaths_underlying: Array
    weight: Estimate
    care_costs: tuple[CareCost, ...]
    source: str
    group_ratio: tuple[float, ...] = ()


@dataclass(frozen=True)
class Trend:
    """Calendar trend of a level (logit a year) or of a mean (units a year) until a year."""

    level: str
    amount: Estimate
    until: int


@dataclass(frozen=True)
class RiskFactor:
    """A determinant: shares over levels [level, sex, age, group], or a mean and spread [sex, age, group]."""

    id: str
    title: Mapping[str, str]
    kind: Literal["levels", "mean"]
    levels: tuple[str, ...]
    unit: str
    least_harm: float
    cap: float
    share: Array
    mean: Array
    spread: Array
    trends: tuple[Trend, ...]
    grade: str
    level_titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def name(self) -> FactorName:
        """What it and its levels are called, and the most that its mean can change."""
        widest = self.cap - self.least_harm
        return FactorName(self.title, self.kind, self.levels, self.unit, widest, self.level_titles)


@dataclass(frozen=True)
class RelativeRisk:
    """Relative risks of one risk factor on one outcome.

    `points`: non-reference levels, or exposures of a response curve; `value` [point, sex, age]; `log_error`
    (standard error of ln RR, below and above) [side, point, sex, age]; `per_unit` marks a log-linear mean.
    """

    risk_factor: str
    outcome: str
    points: tuple[str, ...]
    per_unit: bool
    value: Array
    log_error: Array
    certainty: str
    studied: str
    grade: str
    source: str


@dataclass(frozen=True)
class Lag:
    """Yearly rate α [sex, age] at which the risk of a disease follows exposure (3.4)."""

    risk_factor: str
    disease: str
    rate: Array
    grade: str


@dataclass(frozen=True)
class DiseaseEffect:
    """A disease as risk factor for another: relative risk [sex, age] and its log errors [side, sex, age]."""

    disease: str
    outcome: str
    value: Array
    log_error: Array
    certainty: str
    grade: str
    source: str


@dataclass(frozen=True)
class Law:
    """A law that pays for care: its payer, cost per person-year [sex, age], total and the patients' part.

    `staff` is the number of full-time equivalents per million euro, `end_of_life_share` the share of the cost
    that people in their last year of life use, `growth` real growth of its cost a year apart from how many
    people live at which age, for the variant that counts it; None where no figure was found. `sectors` are
    the shares of its cost that sectors of care earn, by band of age; empty where nothing was found.
    """

    id: str
    payer: str
    cost: Array
    total: Estimate
    own_payment_share: float
    title: Mapping[str, str]
    staff: Estimate | None = None
    end_of_life_share: Estimate | None = None
    growth: Estimate | None = None
    sectors: tuple[SectorShares, ...] = ()


@dataclass(frozen=True)
class SectorShares:
    """Shares of cost by sector of care from one age up to the next band."""

    age_from: int
    shares: Mapping[str, float]


@dataclass(frozen=True)
class CareSector:
    """A sector of care and its staff, in full-time equivalents per million euro: only proportions matter."""

    id: str
    title: Mapping[str, str]
    staff_per_million: float


@dataclass(frozen=True)
class Discounting:
    """Forward rates by (last year they hold, rate), for money and for health (8.3)."""

    title: Mapping[str, str]
    costs: tuple[tuple[int | None, float], ...]
    effects: tuple[tuple[int | None, float], ...]
    note: Mapping[str, str]


@dataclass(frozen=True)
class View:
    """A named perspective of the pack: the accounts that count and the discounting that goes with it."""

    id: str
    title: Mapping[str, str]
    accounts: tuple[str, ...]
    discounting: str


@dataclass(frozen=True)
class Variant:
    """Another set of assumptions beside the base case; what is not named stays as it is.

    `discounting` is another scheme, `causal_credit` one credit for all associations, `care_in_added_years`
    whether money of years gained counts, `care_grows` whether its cost grows, `work` how lost work is valued.
    """

    id: str
    title: Mapping[str, str]
    discounting: str | None = None
    causal_credit: float | None = None
    care_in_added_years: bool = True
    care_grows: bool = False
    work: WorkMethod | None = None

    @property
    def is_computed_again(self) -> bool:
        """Whether more changes than the rate at which what was computed is discounted."""
        return self.care_grows or not self.care_in_added_years or {self.causal_credit, self.work} != {None}


@dataclass(frozen=True)
class Absence:
    """Calendar days that a worker with a disease is absent more: each year of it, or for a new case (7.3).

    `spells` is the number of spells in which these days come; None where they are short ones, of which no day
    lies beyond the friction period.
    """

    disease: str
    per_new_case: bool
    days: Estimate
    spells: float | None


@dataclass(frozen=True)
class DisabilityRisk:
    """New disability benefits a year that a patient at work gets beyond those of others (7.3)."""

    disease: str
    chance: Estimate


@dataclass(frozen=True)
class Disability:
    """Benefits to people who are still ill when sick pay ends: a transfer of `payer` to households (7.3).

    A `benefit` is euro a year. Of those who have one, the share `outflow` leaves each year, and all after
    `years` years. `worker_hours` are the paid hours of a worker per calendar day.
    """

    payer: str
    benefit: Estimate
    outflow: float
    years: int
    worker_hours: float
    risks: tuple[DisabilityRisk, ...]


@dataclass(frozen=True)
class Work:
    """Paid work, and what is lost when people are absent or die (7.3).

    `payer` bears the loss. `method` says how long it lasts: `friction` until somebody else does the work, in
    `friction_days`, `human_capital` until recovery or pension. `hours` [sex, age] are paid hours per person
    and calendar day, those without work included, 0 from the pension age on; `hour` is what one is worth.
    After the friction period the employer goes on with `sick_pay` euro an hour, to day `sick_pay_days`.
    """

    payer: str
    method: WorkMethod
    hours: Array
    hour: Estimate
    friction_days: Estimate
    sick_pay: float
    sick_pay_days: float
    absences: tuple[Absence, ...]
    disability: Disability | None = None


@dataclass(frozen=True)
class OutcomeLine:
    """What one party pays another for one unit of an outcome, in euro of the pack's price year (7.5).

    `payer` and `receiver` are parties, `households`, or `resources` for real means. `method` names the way of
    valuing lost work under which the line counts; None: always.
    """

    id: str
    payer: str
    receiver: str
    price: Estimate
    method: WorkMethod | None = None


@dataclass(frozen=True)
class Outcome:
    """Something outside health and care that can be counted, such as a year of school, and what one costs."""

    id: str
    title: Mapping[str, str]
    domain: OutcomeDomain
    unit: str
    lines: tuple[OutcomeLine, ...]


@dataclass(frozen=True)
class EquityTerms:
    """What inequality is told with: years that are marked, a floor, what care yields, aversions (8.7).

    `floor` in years of healthy life expectancy at birth; `care_budget` the accounts whose money displaces
    care, `threshold` the euros of it that yield a QALY; `atkinson` and `kolm` aversions to inequality.
    """

    marked_years: tuple[int, ...]
    floor: Estimate
    care_budget: tuple[str, ...]
    threshold: Estimate
    atkinson: tuple[Estimate, ...]
    kolm: tuple[Estimate, ...]


@dataclass(frozen=True)
class Published:
    """An official figure of the base year and one sex, that the pack should give about."""

    figure: Literal["life expectancy", "deaths"]
    sex: str
    value: float


@dataclass(frozen=True)
class Figure:
    """A single figure of staff, work, benefits or care prices, in the year and the prices of its source.

    `low` and `high` are None where no interval was published; `sex`, `age` (as in 15-24) and `group` (a care
    sector, a level of education, a household) are empty where they do not apply.
    """

    id: str
    title: Mapping[str, str]
    value: float
    low: float | None
    high: float | None
    unit: str
    year: int
    sex: str
    age: str
    group: str
    source: str
    grade: str
    note: str


@dataclass(frozen=True)
class Place:
    """A part of the country: its name, and who lives there on 1 January of the base year [sex, age]."""

    id: str
    title: str
    kind: str
    people: Array


@dataclass(frozen=True)
class Pack:
    """One country in one base year; with a `place` who is followed are the people of that part of it.

    `population` stays that of the country: the rates that follow from its deaths hold in every place.
    """

    id: str
    title: Mapping[str, str]
    base_year: int
    last_year: int
    price_year: int
    groups: tuple[str, ...]
    group_title: Mapping[str, str]
    infant_share_lived: Array
    share_male_at_birth: float
    population: Array
    mortality: Array
    mortality_change: Array
    mortality_trend: Estimate
    fertility: Array
    migration: Array
    group_share: Array
    group_gap: Mapping[tuple[str, int], Estimate]
    group_gap_trend: Estimate
    good_health: Array
    good_health_slope: Estimate
    disability: Array
    diseases: tuple[Disease, ...]
    risk_factors: tuple[RiskFactor, ...]
    relative_risks: tuple[RelativeRisk, ...]
    lags: tuple[Lag, ...]
    disease_effects: tuple[DiseaseEffect, ...]
    laws: tuple[Law, ...]
    figures: Mapping[str, Figure]
    parties: tuple[Party, ...]
    price_index: Mapping[int, float]
    discounting: Mapping[str, Discounting]
    discounting_of_a_party: str
    views: tuple[View, ...]
    qaly_values_eur: tuple[float, ...]
    variation: Mapping[str, float]
    causal_credit: Mapping[str, Estimate]
    published: tuple[Published, ...]
    notes: tuple[Mapping[str, str], ...]
    sources: Mapping[str, Mapping[str, str]]
    table_notes: Mapping[str, Mapping[str, str]]
    digest: str
    variants: Mapping[str, Variant] = field(default_factory=dict)
    budget_terms: tuple[int, ...] = ()
    cost_effectiveness: str | None = None
    equity: EquityTerms | None = None
    work: Work | None = None
    outcomes: tuple[Outcome, ...] = ()
    place: Place | None = None
    care_sectors: tuple[CareSector, ...] = ()
    education: Education | None = None
    living: tuple[LivingMoney, ...] = ()
    future: Future = KNOWN

    @cached_property
    def group_ratios(self) -> Array:
        """Incidence of the groups against each other at equal exposure (5.1), [disease, group]."""
        return np.array([item.group_ratio or (1.0,) * len(self.groups) for item in self.diseases])

    @property
    def people(self) -> Array:
        """Who is followed from the base year on [sex, age]: those of the place, or of the country."""
        return self.place.people if self.place else self.population

    @property
    def place_or_country(self) -> str:
        """The place by its id, or the country by the first part of the pack's."""
        return self.place.id if self.place else self.id.split("/")[0]

    @property
    def part_of_country(self) -> float:
        """The part of the country's people who are followed: a place bears that part of national amounts."""
        return float(self.place.people.sum() / self.population.sum()) if self.place else 1.0

    @cached_property
    def names(self) -> Names:
        """What the things of the pack are called, without its numbers."""
        return Names(
            groups=self.groups,
            first_year=self.base_year,
            last_year=self.last_year,
            last_age=self.ages - 1,
            price_years=frozenset(self.price_index),
            parties=self.parties,
            diseases={item.id: item.title for item in self.diseases},
            risk_factors={item.id: item.name for item in self.risk_factors},
            outcomes={item.id: OutcomeName(item.title, item.domain, item.unit) for item in self.outcomes},
        )

    @property
    def paid_hours(self) -> Array:
        """Paid hours per person and calendar day [sex, age]; 0 in a pack that says nothing of work."""
        return self.work.hours if self.work else np.zeros(self.population.shape)

    @property
    def marked_years(self) -> tuple[int, ...]:
        """The years for which the gap between groups is worked out; none in a pack that marks none."""
        return self.equity.marked_years if self.equity else ()

    @property
    def ages(self) -> int:
        """Number of single ages, the last one open."""
        return int(self.population.shape[-1])

    def disease_index(self, disease: str) -> int:
        """Position of a disease on the disease axis."""
        return [item.id for item in self.diseases].index(disease)

    def risk_factor(self, name: str) -> RiskFactor:
        """The risk factor with this id."""
        return next(item for item in self.risk_factors if item.id == name)
