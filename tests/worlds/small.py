"""Countries that fit in the head: a few ages, one or two groups, everything flat until a test says otherwise.

Nothing here is an expected value. A pencil world starts from `country` and replaces what it is about:
`replace(country(ages=3), population=...)`; its expected numbers stand typed in its test.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.measure import Measure
from hiap.domain.names import Party
from hiap.domain.pack import (
    SEXES,
    CareCost,
    Discounting,
    Disease,
    DiseaseEffect,
    Estimate,
    Lag,
    Law,
    Pack,
    RelativeRisk,
    RiskFactor,
)
from hiap.equations.demography import cohort_rate
from hiap.simulation.calibration import Calibration, calibrate
from hiap.simulation.mortality import Mortality
from hiap.simulation.policy import Policy, sample_policy
from hiap.simulation.projection import project, set_up
from hiap.simulation.recording import Projection
from hiap.simulation.world import Sampler, World, sample_world
from hiap.uncertainty.draws import Draws

Array = NDArray[np.float64]
Document = dict[str, object]
FIRST = 2025
"""Base year of every small country."""

HARDLY_EVER = 1e-15
"""A death rate at which nobody dies within the digits that the tests look at."""

ACCOUNTS = (
    "municipalities",
    "rijk_vws",
    "rijk_financien",
    "zvw_insurers",
    "wlz_offices",
    "households_q1",
    "households_q2",
    "resources",
    "health",
    "welfare",
)
BOUNDARY = ("resources", "health", "welfare")
MKBA = Discounting({"en": "mkba"}, ((35, 0.028), (None, 0.018)), ((35, 0.028), (None, 0.018)), {})


def exactly(value: float, unit: str = "") -> Estimate:
    """An estimate without an interval."""
    return Estimate(value, value, value, unit, "A", "made up")


def by_age(values: Sequence[float]) -> Array:
    """The same values by age for both sexes, [sex, age]."""
    return np.array([values, values], dtype=np.float64)


def in_groups(values: Array, groups: int) -> Array:
    """The same values for every group, [..., group]."""
    return np.repeat(values[..., None], groups, axis=-1)


def disease(
    name: str,
    ages: int,
    *,
    incidence: Array | None = None,
    prevalence: Array | None = None,
    excess_mortality: float = 0.0,
    remission: float = 0.0,
    fatal_fraction: float = 0.0,
    deaths_underlying: Sequence[float] = (np.nan, np.nan),
    weight: float = 0.0,
    care_costs: tuple[CareCost, ...] = (),
) -> Disease:
    """A disease with constant rates that leads with its incidence or with its prevalence, [sex, age]."""
    flat = np.ones((2, ages))
    level = prevalence if incidence is None else incidence
    return Disease(
        id=name,
        title={"en": name},
        leading="prevalence" if incidence is None else "incidence",
        level=np.zeros((2, ages)) if level is None else level,
        level_grade="A",
        remission=remission * flat,
        excess_mortality=excess_mortality * flat,
        excess_grade="A",
        fatal_fraction=fatal_fraction * flat,
        cured_fraction=0.0 * flat,
        deaths_underlying=np.array(deaths_underlying, dtype=np.float64),
        weight=exactly(weight),
        care_costs=care_costs,
        source="made up",
    )


def exposure(name: str, exposed: Array) -> RiskFactor:
    """A risk factor with the levels `unexposed` and `exposed`; `exposed` [sex, age, group] is the share."""
    nothing = np.zeros(exposed.shape)
    return RiskFactor(
        id=name,
        title={"en": name},
        kind="levels",
        levels=("unexposed", "exposed"),
        unit="share",
        least_harm=0.0,
        cap=0.0,
        share=np.stack([1.0 - exposed, exposed]),
        mean=nothing,
        spread=nothing,
        trends=(),
        grade="A",
    )


def risk(factor: str, outcome: str, ratio: float, ages: int) -> RelativeRisk:
    """A relative risk of the exposed that is certain and the same at all ages."""
    value = np.full((1, 2, ages), ratio)
    return RelativeRisk(
        factor, outcome, ("exposed",), False, value, certain(value), "high", "incidence", "A", "made up"
    )


def disease_effect(cause: str, outcome: str, ratio: float, ages: int) -> DiseaseEffect:
    """A disease as risk factor for another, the same at all ages."""
    value = np.full((2, ages), ratio)
    return DiseaseEffect(cause, outcome, value, certain(value), "high", "A", "made up")


def certain(value: Array) -> Array:
    """Errors of nought on either side of a ratio."""
    return np.zeros((2, *value.shape))


def lag(factor: str, outcome: str, rate: float, ages: int) -> Lag:
    """A lag of a risk behind exposure, α per year."""
    return Lag(factor, outcome, np.full((2, ages), rate), "A")


def country(ages: int, groups: Sequence[str] = ("Q1",)) -> Pack:
    """A country without risk factors or deaths, with one disease that nobody gets.

    1,000 persons of each sex and age, divided evenly over the groups; every woman-year gives one birth.
    """
    cells = (2, ages)
    by_group = (*cells, len(groups))
    return Pack(
        id="small",
        title={"en": "Small"},
        base_year=FIRST,
        last_year=FIRST + 1,
        price_year=2024,
        groups=tuple(groups),
        group_title={"en": "group"},
        infant_share_lived=np.full(2, 0.25),
        share_male_at_birth=0.5,
        population=np.full(cells, 1000.0),
        mortality=np.zeros(cells),
        mortality_change=np.zeros((1, *cells)),
        mortality_trend=exactly(1.0),
        fertility=np.ones((1, ages)),
        migration=np.zeros((1, *cells)),
        group_share=np.full(by_group, 1.0 / len(groups)),
        group_gap_trend=exactly(0.0),
        group_gap={(sex, age): exactly(0.0) for sex in SEXES for age in (0, 65)},
        good_health=np.full(by_group, 0.8),
        good_health_slope=exactly(5.0),
        disability=np.zeros(cells),
        diseases=(disease("nothing", ages, incidence=np.zeros(cells)),),
        risk_factors=(),
        relative_risks=(),
        lags=(),
        disease_effects=(),
        laws=(Law("zvw", "zvw_insurers", np.zeros(cells), exactly(0.0), 0.0, {"en": "zvw"}),),
        figures={},
        parties=tuple(Party(name, {"en": name}, name in BOUNDARY) for name in ACCOUNTS),
        price_index={2020: 0.8, 2024: 1.0},
        discounting={"mkba": MKBA},
        discounting_of_a_party="mkba",
        views=(),
        qaly_values_eur=(50_000.0, 100_000.0),
        variation={"A": 0.0, "R": 0.0},
        causal_credit={"high": exactly(1.0)},
        published=(),
        notes=(),
        sources={},
        table_notes={},
        digest="",
    )


def hardly_any_deaths(pack: Pack) -> Array:
    """Rates by age at event of a country where people live on, [sex, age, group]."""
    return np.full(pack.group_share.shape, HARDLY_EVER)


def mortality_of(pack: Pack, at_event: Array, years: int) -> Mortality:
    """The same mortality every year from rates by age at event, [sex, age, group]."""
    by_group = np.broadcast_to(at_event, (1, years, *at_event.shape)).copy()
    cohort = cohort_rate(by_group, pack.infant_share_lived[:, None], axis=-2)
    national = (by_group * pack.group_share).sum(axis=-1)
    same = np.ones_like(national)
    return Mortality(national, by_group, cohort, same, np.zeros((1, 2)), np.zeros((1, years, 2)))


@dataclass(frozen=True)
class Story:
    """A small country after its years: everything that a test may ask."""

    pack: Pack
    sampler: Sampler
    world: World
    mortality: Mortality
    calibration: Calibration
    policy: Policy
    projection: Projection


def tell(pack: Pack, at_event: Array, measures: Sequence[Measure], years: int) -> Story:
    """Calibrate a small country and project the reference, each measure alone and all together."""
    sampler = Sampler(Draws(1, 0), slice(0, 1))
    world = sample_world(pack, sampler)
    mortality = mortality_of(pack, at_event, years)
    calibration = calibrate(world, mortality)
    policy = sample_policy(measures, pack, sampler)
    setup = set_up(world, mortality, calibration, policy)
    projection = project(setup, years, [years] * len(policy.scenarios))
    return Story(pack, sampler, world, mortality, calibration, policy, projection)


def amount(value: float, unit: str) -> Document:
    """A number of a measure, without an interval to speak of."""
    return {"value": value, "low": value, "high": value, "unit": unit, "source": "assumption", "grade": "R"}


def words(text: str) -> Document:
    """A text in both languages."""
    return {"nl": text, "en": text}


def measure(
    name: str,
    target: Mapping[str, object],
    *,
    reach: Mapping[str, object] | None = None,
    effects: Sequence[Mapping[str, object]] = (),
    costs: Sequence[Mapping[str, object]] = (),
    transfers: Sequence[Mapping[str, object]] = (),
    outcomes: Sequence[Mapping[str, object]] = (),
    start: int = FIRST,
    duration: int = 1,
) -> Measure:
    """A measure that covers everybody in its target, unless `reach` says otherwise."""
    return Measure.model_validate(
        {
            "id": name,
            "version": "1",
            "title": words(name),
            "summary": words(name),
            "domain": "lifestyle",
            "maturity": "idea",
            "acts": "municipalities",
            "start": start,
            "duration": duration,
            "target": target,
            "reach": reach or {"kind": "stock", "share": amount(1.0, "share")},
            "costs": list(costs),
            "transfers": list(transfers),
            "outcomes": list(outcomes),
            "effects": list(effects),
            "sources": {},
        }
    )


def effect(kind: str, size: float, unit: str, **fields: object) -> Document:
    """An effect that is fully transferred; `fields` are the further fields of the schema."""
    evidence = {
        "floor": "yes",
        "certainty": "high",
        "certainty_reason": words("Made up."),
        "graded_by": "nobody",
        "graded_on": "2025-01-01",
        "leap_of_faith": False,
    }
    document: Document = {"id": kind, "kind": kind, "size": amount(size, unit), "evidence": evidence}
    return document | {"transfer": amount(1.0, "ratio")} | fields


def outcome_change(name: str, direction: str, size: float, unit: str, **fields: object) -> Document:
    """A change outside health and care; `fields` are the further fields of the schema."""
    document = effect("care_use", size, unit)
    del document["kind"]
    return document | {"id": name, "outcome": name, "direction": direction} | fields


def shift(factor: str, size: float, decay: float) -> Document:
    """A share of the exposed who are reached becomes unexposed; the difference fades by `decay` a year."""
    levels = {"level_from": "exposed", "level_to": "unexposed"}
    return effect("shift", size, "share", risk_factor=factor, decay=amount(decay, "share per year"), **levels)


def hold(factor: str, size: float) -> Document:
    """A share of the exposed who are reached stays unexposed while the measure runs."""
    levels = {"level_from": "exposed", "level_to": "unexposed"}
    return effect("hold", size, "share", risk_factor=factor, **levels)


def census(
    name: str, target: Mapping[str, object], start: int, factor: str, level: str = "exposed"
) -> Measure:
    """A measure that does nothing: its participants count the people at a level on 1 January."""
    return measure(name, {**target, "risk_factor": factor, "level": level}, start=start)
