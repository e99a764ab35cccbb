"""Small countries that nobody thought of: everything that the method can do, together, in invented numbers.

Five ages and up to two groups; cough and sugar by their prevalence and stroke by its incidence, with
remission, excess mortality, fatal and cured fractions; sugar raises cough and stroke, cough raises stroke.
Habit has two levels, smoke three, and both have a trend; weight is a mean with a spread, a trend and a
U-shaped risk. All three act on other causes of death, and some risks lag. Mortality falls, people move
between the groups and migrate, and every level, exposure and relative risk is drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from hypothesis import strategies as st
from small import (
    FIRST,
    Array,
    Document,
    amount,
    country,
    disease,
    disease_effect,
    effect,
    exactly,
    exposure,
    hold,
    lag,
    measure,
    mortality_of,
    risk,
    shift,
)

from hiap.domain.measure import Measure
from hiap.domain.names import ALL_CAUSE
from hiap.domain.pack import (
    Absence,
    Disease,
    EquityTerms,
    Estimate,
    Law,
    Pack,
    RelativeRisk,
    RiskFactor,
    Trend,
    Work,
)
from hiap.simulation.calibration import calibrate
from hiap.simulation.engine import EngineName
from hiap.simulation.mortality import Mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import Setup, project, set_up
from hiap.simulation.recording import Projection
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws
from hiap.workflow.block import Differences, Task, book

AGES, YEARS, DRAWS, SEED = 5, 7, 2, 3
MARKED = (FIRST + 2, FIRST + YEARS - 1)
"""Years in which life expectancy in health is worked out."""
EVERYBODY: Document = {"sex": "all", "age": [0, AGES - 1]}
RISING = np.linspace(0.6, 1.0, AGES)
"""Nearly everything rises with age."""
WEIGHTS = ("18", "22", "26", "30", "34", "38")
U_SHAPE = np.array([1.5, 1.0, 1.1, 1.6, 2.4, 3.5])


@dataclass(frozen=True)
class Country:
    """A pack, its death rates by age at event [sex, age, group], and the part of them that goes in a year."""

    pack: Pack
    at_event: Array
    yearly_fall: float


@dataclass(frozen=True)
class Numbers:
    """What differs between countries, in the range of real numbers or well beyond it."""

    sugar: float
    incidence: float
    remission: float
    excess: float
    fatal: float
    cured: float
    exposed: float
    weight: float
    spread: float
    alpha: float
    ratio: float
    logit_a_year: float
    mortality: float
    fall: float
    worse_off: float


NUMBERS = st.builds(
    Numbers,
    sugar=st.floats(0.01, 0.12),
    incidence=st.floats(0.001, 0.04),
    remission=st.floats(0.0, 1.0),
    excess=st.floats(0.15, 0.35),
    fatal=st.floats(0.0, 0.3),
    cured=st.floats(0.0, 0.5),
    exposed=st.floats(0.05, 0.7),
    weight=st.floats(29.0, 33.0),
    spread=st.floats(0.0, 0.06),
    alpha=st.floats(0.05, 2.0),
    ratio=st.floats(1.0, 3.0),
    logit_a_year=st.floats(-0.1, 0.1),
    mortality=st.floats(0.2, 0.4),
    fall=st.floats(0.0, 0.02),
    worse_off=st.floats(0.3, 0.7),
)


def made(numbers: Numbers, shares: Sequence[Array] | None = None) -> Country:
    """The country of some numbers. Its two groups differ in size, exposure and mortality.

    With `shares` [group][age] it has those groups instead, which differ in nothing but their size.
    """
    worse_off = numbers.worse_off * np.array([1.0, 0.95, 0.95, 0.9, 0.9])
    division = np.stack([worse_off, 1.0 - worse_off] if shares is None else list(shares), axis=-1)
    groups = division.shape[-1]
    burden = RISING[:, None] * (np.array([1.2, 0.8]) if shares is None else np.ones(groups))
    cells = np.broadcast_to(burden, (2, AGES, groups)).copy()
    pack = replace(
        country(AGES, tuple(f"Q{g + 1}" for g in range(groups))),
        last_year=FIRST + YEARS,
        group_share=np.broadcast_to(division, cells.shape).copy(),
        diseases=_diseases(numbers),
        risk_factors=_factors(numbers, cells),
        relative_risks=_risks(numbers),
        lags=(
            lag("habit", "stroke", numbers.alpha, AGES),
            lag("smoke", ALL_CAUSE, numbers.alpha, AGES),
            lag("weight", "cough", numbers.alpha, AGES),
        ),
        disease_effects=(
            disease_effect("cough", "stroke", numbers.ratio, AGES),
            disease_effect("sugar", "cough", 1.3, AGES),
            disease_effect("sugar", "stroke", numbers.ratio, AGES),
        ),
        disability=np.full((2, AGES), 0.2),
        migration=np.array([[[0.0, 0.0, 0.0, 0.0, 30.0], [0.0, 0.0, 0.0, 0.0, -20.0]]]),
        fertility=np.full((1, AGES), 0.4),
        mortality=numbers.mortality * cells.mean(axis=-1),
        laws=(
            Law(
                "zvw",
                "zvw_insurers",
                2_000.0 * np.stack([RISING, RISING]),
                exactly(0.0),
                0.1,
                {"en": "zvw"},
                end_of_life_share=Estimate(0.1, 0.05, 0.2, "share", "C", "made up"),
            ),
        ),
        variation={"A": 0.1, "R": 0.1},
        work=Work(
            payer="municipalities",
            method="friction",
            hours=np.array([[0.0, 2.0, 5.0, 4.0, 0.0], [0.0, 1.0, 3.0, 2.0, 0.0]]),
            hour=exactly(40.0),
            friction_days=exactly(100.0),
            sick_pay=20.0,
            sick_pay_days=728.0,
            absences=(
                Absence("cough", False, exactly(5.0), None),
                Absence("stroke", True, exactly(150.0), 1.0),
            ),
        ),
        equity=EquityTerms(MARKED, exactly(40.0), (), exactly(50_000.0), (), ()),
        causal_credit={"high": exactly(1.0), "low": Estimate(0.5, 0.15, 0.85, "exponent", "C", "made up")},
    )
    return Country(pack, numbers.mortality * cells, numbers.fall)


def _diseases(numbers: Numbers) -> tuple[Disease, ...]:
    """Cough, stroke and sugar, in the order of their ids."""
    both = np.stack([RISING, 0.8 * RISING])
    cough = disease(
        "cough",
        AGES,
        prevalence=numbers.sugar * both,
        remission=1.0 + numbers.remission,
        excess_mortality=numbers.excess,
        weight=0.1,
    )
    stroke = disease(
        "stroke",
        AGES,
        incidence=numbers.incidence * both,
        remission=numbers.remission,
        excess_mortality=numbers.excess,
        fatal_fraction=numbers.fatal,
        weight=0.4,
    )
    sugar = disease(
        "sugar",
        AGES,
        prevalence=numbers.sugar * both,
        excess_mortality=numbers.excess,
        weight=0.15,
    )
    return cough, replace(stroke, cured_fraction=np.full((2, AGES), numbers.cured)), sugar


def _factors(numbers: Numbers, cells: Array) -> tuple[RiskFactor, ...]:
    """Habit, smoke and weight, each with a calendar trend."""

    def until_the_fifth_year(level: str, a_year: float, unit: str) -> tuple[Trend, ...]:
        return (Trend(level, Estimate(a_year, a_year - 0.02, a_year + 0.02, unit, "R", ""), FIRST + 5),)

    habit = exposure("habit", numbers.exposed * cells)
    smokers = numbers.exposed * 0.5 * cells
    weight = exposure("weight", np.zeros(cells.shape))
    return (
        replace(habit, trends=until_the_fifth_year("exposed", numbers.logit_a_year, "logit per year")),
        replace(
            exposure("smoke", smokers),
            levels=("never", "former", "current"),
            share=np.stack([1.0 - 1.6 * smokers, 0.6 * smokers, smokers]),
            trends=until_the_fifth_year("current", -numbers.logit_a_year, "logit per year"),
        ),
        replace(
            weight,
            kind="mean",
            levels=(),
            unit="kg/m2",
            least_harm=22.0,
            cap=38.0,
            share=np.zeros((0, *cells.shape)),
            mean=numbers.weight * cells**0.1,
            spread=np.full(cells.shape, numbers.spread),
            trends=until_the_fifth_year("mean", 0.1, "kg/m2 per year"),
        ),
    )


def _risks(numbers: Numbers) -> tuple[RelativeRisk, ...]:
    """What the three factors do to diseases and to other causes, in the order of their ids."""
    smoke = replace(risk("smoke", "", 1.0, AGES), points=("former", "current"))
    weight = replace(risk("weight", "", 1.0, AGES), points=WEIGHTS)

    def by_point(item: RelativeRisk, outcome: str, ratios: Sequence[float]) -> RelativeRisk:
        value = np.array(ratios)[:, None, None] * np.ones((1, 2, AGES))
        return replace(
            item,
            outcome=outcome,
            value=value,
            log_error=np.stack([0.05 * np.log(value)] * 2),
            certainty="low",
        )

    habit = [
        by_point(replace(smoke, risk_factor="habit", points=("exposed",)), outcome, [ratio])
        for outcome, ratio in ((ALL_CAUSE, 1.3), ("stroke", numbers.ratio), ("sugar", 1.5))
    ]
    return (
        *habit,
        by_point(smoke, ALL_CAUSE, [0.7 + 0.3 * numbers.ratio, numbers.ratio]),
        by_point(smoke, "cough", [1.0 + 0.3 * numbers.ratio, 1.0 + numbers.ratio]),
        *(by_point(weight, outcome, U_SHAPE.tolist()) for outcome in (ALL_CAUSE, "cough", "stroke", "sugar")),
    )


def falling(home: Country, years: int, draws: int) -> Mortality:
    """Mortality that falls by the same part in every year, and that of patients with it (2.2, 4.2)."""
    still = mortality_of(home.pack, home.at_event, years)
    left = ((1.0 - home.yearly_fall) ** np.arange(years))[:, None, None] * np.ones((draws, 1, 1, 1))
    return Mortality(
        national=still.national * left,
        by_group=still.by_group * left[..., None],
        cohort=still.cohort * left[..., None],
        fall=still.fall * left,
        end_age=np.zeros((draws, 2)),
        steepness=np.zeros((draws, years, 2)),
    )


def projected(
    home: Country,
    measures: Sequence[Measure],
    *,
    years: int = YEARS,
    draws: slice = slice(0, DRAWS),
    engine: EngineName = "numpy",
) -> Projection:
    """Project the reference, each measure alone and all together, for some of the draws."""
    setup = prepared(home, measures, Sampler(Draws(SEED, DRAWS), draws), years=years, engine=engine)
    return project(setup, years, [years] * len(setup.policy.scenarios))


def prepared(
    home: Country,
    measures: Sequence[Measure],
    sampler: Sampler,
    *,
    years: int = YEARS,
    engine: EngineName = "numpy",
    frozen: bool = False,
) -> Setup:
    """Sample and calibrate a country with its measures; `frozen` keeps rates and exposures as they are."""
    world = sample_world(home.pack, sampler, frozen)
    mortality = falling(home, years, sampler.rows)
    calibration = calibrate(world, mortality, engine)
    return set_up(world, mortality, calibration, sample_policy(measures, home.pack, sampler), engine)


def booked(home: Country, measures: Sequence[Measure], engine: EngineName) -> Differences:
    """The differences with the reference, with every flow of money."""
    sampler = Sampler(Draws(SEED, DRAWS), slice(0, DRAWS))
    setup = prepared(home, measures, sampler, engine=engine)
    projection = project(setup, YEARS, [YEARS] * len(setup.policy.scenarios))
    task = Task(home.pack, tuple(measures), SEED, DRAWS, 0, DRAWS, YEARS, 50_000.0, engine)
    return book(task, sampler, setup.calibration, setup.policy, projection)


def arrays(projection: Projection) -> Iterator[tuple[str, Array]]:
    """Every array of a projection by name."""
    for field in fields(projection):
        values = getattr(projection, field.name)
        if isinstance(values, np.ndarray):
            yield field.name, values


def quit_smoking(size: float) -> Document:
    """A share of the current smokers becomes former; a fifth of the difference is lost every year."""
    return effect(
        "shift",
        size,
        "share",
        id="quit",
        risk_factor="smoke",
        level_from="current",
        level_to="former",
        decay=amount(0.2, "share per year"),
    )


def lighter(size: float) -> Document:
    """A difference in weight while people take part."""
    return effect("hold", size, "kg/m2", id="lighter", risk_factor="weight")


def fades(kind: str, ratio: float, illness: str) -> Document:
    """A ratio on a rate of a disease, that stays with people and loses a tenth every year."""
    name = f"{kind}-{illness}"
    return effect(kind, ratio, "ratio", id=name, disease=illness, decay=amount(0.1, "share per year"))


def strong(size: float) -> tuple[Measure, ...]:
    """Three measures with every kind of effect on health, of none at size 0 and all that can be at 1."""
    flow: Document = {"kind": "flow", "share": amount(0.4, "share")}
    part: Document = {"kind": "stock", "share": amount(0.7, "share"), "build_up_years": 2}
    poor: Document = {**EVERYBODY, "ses": ["Q1"]}
    less = 1.0 - 0.9 * size
    moves = [
        shift("habit", size, 0.3) | {"id": "stop"},
        quit_smoking(size),
        hold("habit", 0.5 * size) | {"id": "stay-off"},
        hold("habit", 0.3 * size) | {"id": "stay-off-too"},
        lighter(-7.0 * size),
        lighter(-3.0 * size) | {"id": "lighter-still"},
    ]
    rates = [
        fades("incidence", less, "sugar"),
        fades("remission", 1.0 + 2.0 * size, "stroke"),
        fades("fatality", 1.0 - 0.3 * size, "stroke"),
        fades("fatality", 1.0 - 0.2 * size, "stroke") | {"id": "again"},
        fades("fatality", 1.0 - 0.1 * size, "stroke") | {"id": "later", "lag_years": 2},
    ]
    return (
        measure("a-moves", EVERYBODY, reach=part, effects=moves, start=FIRST + 1, duration=4),
        measure("b-moves", poor, reach=flow, effects=moves[:2], start=FIRST, duration=3),
        measure("c-rates", EVERYBODY, reach=flow, effects=rates, start=FIRST + 1, duration=3),
    )
