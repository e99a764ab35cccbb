"""The four documents of a pack as schemas: what stands in them, and every fault with its line and cure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, RootModel, ValidationError, model_validator

from hiap.catalogue.documents import Document, Location, read_document
from hiap.catalogue.folder import Folder
from hiap.domain.errors import Fault

Model = TypeVar("Model", bound=BaseModel)
Title = dict[Literal["nl", "en"], str]
Text = Annotated[str, Field(min_length=1)]
Grade = Literal["A", "B", "C", "R"]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Share = Annotated[float, Field(ge=0, le=1)]
Rates = list[tuple[int | None, float]]
CURES = {
    "missing": "add it",
    "extra_forbidden": "correct the name, or leave it out",
    "literal_error": "write one of the choices",
    "string_pattern_mismatch": "use small letters, digits and _, starting with a letter",
    "string_type": "write text; put it in quotes if it looks like a number or true/false",
    "too_short": "add at least one",
}


class Part(BaseModel):
    """A part of a document; a field that is not known is a fault, so that a slip of the pen is seen."""

    model_config = ConfigDict(extra="forbid", strict=False, allow_inf_nan=False, defer_build=True)
    note: str = ""


class Interval(Part):
    """A value, with the limits of its 95 % interval if it has one."""

    value: float
    low: float | None = None
    high: float | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Interval:
        """Both limits or none, and the value between them."""
        if self.model_fields_set & {"low", "high"}:
            if self.low is None or self.high is None:
                raise ValueError("one of low and high is missing: give both, or neither")
            if not self.low <= self.value <= self.high:
                raise ValueError("the value is not between low and high")
        return self


class Number(Interval):
    """One number with its unit, source and grade."""

    unit: Text
    source: Text
    grade: Grade


class Proportion(Number):
    """A share above 0 and below 1."""

    value: float = Field(gt=0.0, lt=1.0)


class Growth(Number):
    """A growth per year, above -1."""

    value: float = Field(gt=-1.0)


class Age(Number):
    """An age in completed years."""

    value: float = Field(ge=0, le=150, multiple_of=1)


class Ages(Part):
    """Ages in completed years; the last one is open."""

    first: Literal[0]
    last: int = Field(ge=1, le=150)


class Groups(Part):
    """The socio-economic groups, the worst off first."""

    title: Title
    groups: list[str] = Field(min_length=1)
    grouping: str = ""
    direction: str = ""


class InfantShare(Part):
    """Years lived in the first year of life by those who die in it."""

    male: Share
    female: Share
    unit: str = ""
    source: Text
    grade: Grade


class Titled(Part):
    """A disease, or a law that pays for care."""

    id: Id
    title: Title


class Factor(Titled):
    """A risk factor: people in levels, or a mean with a spread."""

    kind: Literal["levels", "mean"]
    levels: list[str] = []
    level_titles: dict[str, Title] = {}
    least_harm: float | str
    cap: float | None = None
    cap_note: str = ""
    least_harm_note: str = ""
    unit: Text


class NoteText(BaseModel):
    """A note that stands with every result."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    code: Text
    nl: Text
    en: Text


class Limits(Interval):
    """A causal credit: an exponent on the relative risk with its limits."""

    value: Share


class Values(Part):
    """The default coefficient of variation by grade."""

    values: dict[Grade, float]


class Credits(Part):
    """Causal credit by certainty."""

    unit: str = ""
    scale: str = ""
    values: dict[str, Limits] = Field(min_length=1)


class PackDocument(Part):
    """pack.yaml."""

    id: Text
    title: Title
    base_year: int = Field(ge=1900, le=2200)
    last_year: int = Field(ge=1901, le=2400)
    price_year: int
    currency: Literal["EUR"]
    ages: Ages
    ses: Groups
    infant_a0: InfantShare
    share_male_at_birth: Number
    diseases: list[Titled] = Field(min_length=1)
    risk_factors: list[Factor] = []
    laws: list[Titled] = Field(min_length=1)
    notes: list[NoteText] = []
    default_coefficient_of_variation: Values
    causal_credit: Credits


class DiseaseGrades(Part):
    """Grades of the level and of excess mortality of a disease, and their source."""

    level_grade: Grade
    excess_grade: Grade
    source: Text


class GroupRatios(Part):
    """Incidence of the groups against each other at equal exposure, by group."""

    values: dict[str, Annotated[float, Field(gt=0.0)]]
    unit: Text
    source: Text
    grade: Grade


class Inputs(Part):
    """inputs.yaml."""

    mortality_trend: Number
    group_gap_trend: Number
    good_health_slope: Number
    education_complete_age: Age | None = None
    staff: dict[str, Number] = {}
    end_of_life_share: dict[str, Proportion] = {}
    care_growth: dict[str, Growth] = {}
    diseases: dict[str, DiseaseGrades]
    incidence_by_group: dict[str, GroupRatios] = {}
    exposure: dict[str, Grade] = {}

    def of_laws(self) -> tuple[Mapping[str, Number], ...]:
        """The inputs that have a number for each law."""
        return self.staff, self.end_of_life_share, self.care_growth

    def of_diseases(self) -> tuple[DiseaseGrades | GroupRatios, ...]:
        """The inputs of single diseases, each with its source."""
        return *self.diseases.values(), *self.incidence_by_group.values()


class SchemeRates(Part):
    """Forward rates: pairs of the last year that a rate holds and the rate; the last pair has no year."""

    costs: Rates = Field(min_length=1)
    effects: Rates = Field(min_length=1)


class Bilingual(BaseModel):
    """A text in both languages."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    nl: str
    en: str


class Scheme(BaseModel):
    """A discounting scheme."""

    model_config = ConfigDict(extra="forbid", defer_build=True)
    title: Title
    value: SchemeRates
    unit: str = ""
    source: Text
    grade: Grade
    note: Bilingual


class QalyValue(Part):
    """A value of a QALY."""

    value: float = Field(gt=0)
    unit: str = ""
    source: Text
    grade: Grade


class PerspectiveText(Part):
    """A perspective: the accounts that count and the discounting that goes with it."""

    title: Title
    accounts: list[str] = Field(min_length=1)
    discounting: str


class VariantText(Part):
    """Another set of assumptions beside the base case; what it does not name stays."""

    title: Title
    discounting: str | None = None
    causal_credit: float | None = Field(default=None, ge=0.0, le=1.0)
    care_in_added_years: bool = True
    care_grows: bool = False
    work: Literal["friction", "human_capital"] | None = None


class YearlyShare(Number):
    """A part of those who are there that leaves each year."""

    value: float = Field(ge=0.0, le=1.0)


class DisabilityText(Part):
    """Who pays disability benefits, the share that ends each year, and the years after which all do (7.3)."""

    payer: str
    outflow: YearlyShare
    years: Number


class WorkText(Part):
    """Who loses by absence from work, for how long, and what sick pay and benefits come after (7.3)."""

    payer: str
    method: Literal["friction", "human_capital"]
    sick_pay_share: Number
    sick_pay_days: Number
    disability: DisabilityText | None = None

    def numbers(self) -> list[Number]:
        """Every number with its source."""
        more = [self.disability.outflow, self.disability.years] if self.disability else []
        return [self.sick_pay_share, self.sick_pay_days, *more]


class AgeFrom(Number):
    """An exact age, and the first year in which it holds."""

    value: float = Field(ge=0, le=150)
    from_year: int


class LivingText(Part):
    """Money for every year that a person lives from an age on: who pays it, who gets it, how much (7.3).

    `amount` names a figure of the pack in euro a year.
    """

    title: Title
    payer: str
    receiver: str
    amount: str
    from_age: list[AgeFrom] = Field(min_length=1)


class Threshold(Number):
    """Euro of care that yield a QALY."""

    value: float = Field(gt=0)


class Aversion(Number):
    """How much inequality counts; 0 is not at all, which every result shows beside it."""

    value: float = Field(gt=0)


class EquityText(Part):
    """What inequality is told with (8.7)."""

    marked_years: list[int] = Field(min_length=1)
    floor: Number
    care_budget: list[str] = Field(min_length=1)
    threshold: Threshold
    atkinson: dict[str, Aversion] = Field(min_length=1)
    kolm: dict[str, Aversion] = Field(min_length=1)

    @model_validator(mode="after")
    def _in_order(self) -> EquityText:
        """Each year once, the first one first."""
        if self.marked_years != sorted(set(self.marked_years)):
            raise ValueError("marked_years: give each year once, the first one first")
        return self

    def numbers(self) -> list[Number]:
        """Every number with its source."""
        return [self.floor, self.threshold, *self.atkinson.values(), *self.kolm.values()]


class Economics(Part):
    """economics.yaml."""

    discounting: dict[str, Scheme] = Field(min_length=1)
    discounting_of_a_party: str
    qaly_values: dict[str, QalyValue] = Field(min_length=2)
    perspectives: dict[str, PerspectiveText] = Field(min_length=1)
    variants: dict[str, VariantText] = {}
    budget_terms: list[Annotated[int, Field(ge=1)]] = []
    cost_effectiveness: str | None = None
    equity: EquityText | None = None
    work: WorkText | None = None
    living: dict[Id, LivingText] = {}


class SeriesText(Part):
    """What holds for a single parameter, where it differs from its table or document."""

    unit: str = ""
    grade: Grade | None = None
    sources: list[str] = []


class Series(RootModel[dict[str, SeriesText]]):
    """series.yaml, which a pack may do without."""


class BudgetText(Part):
    """The chapter of a party in the budget of the State, and titles of its articles by number."""

    chapter: str
    articles: dict[str, Title] = {}
    source: Text


class PartyText(Part):
    """A party, or a boundary account of the ledger."""

    id: Id
    title: Title
    boundary: bool = False
    budget: BudgetText | None = None


class Parties(BaseModel):
    """parties.yaml, as one field."""

    parties: list[PartyText] = Field(min_length=4)


def read_part(
    folder: Folder, name: str, model: type[Model]
) -> tuple[Model | None, Document | None, list[Fault]]:
    """Read one document of a pack against its schema; None with the faults where it does not fit."""
    file = folder.path.joinpath(f"{name}.yaml")
    path = str(file)
    if not file.is_file():
        return None, None, [Fault(path, None, "the document is missing", "add it: docs/own-pack.md")]
    listed = name in model.model_fields
    document, faults = read_document(path, (f"{name}:\n".encode() if listed else b"") + file.read_bytes())
    if document is not None and not faults:
        try:
            return model.model_validate(document.tree), document, []
        except ValidationError as error:
            faults = [_fault(document, item["type"], item["loc"], item["msg"]) for item in error.errors()]
    return None, document, [_line_above(fault) if listed else fault for fault in faults]


def _line_above(fault: Fault) -> Fault:
    """The fault of a document that is a list, which was read with a name put above it."""
    return replace(fault, line=max(fault.line - 1, 1) if fault.line else None)


def _fault(document: Document, kind: str, location: Location, message: str) -> Fault:
    """One fault of the schema at its line."""
    place = tuple(step for step in location if step != "[key]")
    message = message.removeprefix("Value error, ")
    name = "/".join(str(step) for step in place)
    if kind == "missing":
        return document.fault(place, f"{name} is missing", CURES[kind])
    if kind == "extra_forbidden":
        return document.fault(place, f"{name} is an unknown field", CURES[kind])
    return document.fault(
        place, f"{name}: {message[0].lower()}{message[1:]}", CURES.get(kind, "correct the value")
    )
