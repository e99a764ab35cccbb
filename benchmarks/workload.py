"""Workload W: a made-up country of the size that a national question has, and one measure in it.

2 sexes x 5 groups x 101 ages x 80 years x 15 diseases x 8 risk factors of 3 levels x 8 payers: mortality,
exposure and disease that change every year, lagged risks, levels that people move between, disease on
disease, care costs, and calibration in each draw. No number in it says anything about a real country; their
size and shape are those of one, so that no engine finds a short cut that a real pack would not allow.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hiap.domain.measure import Measure
from hiap.domain.names import ALL_CAUSE, Party
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
    Trend,
)

Array = NDArray[np.float64]
FIRST = 2025
GROUPS = 5
LEVELS = ("never", "some", "much")
PAYERS = 8
REACH_OF_A_FACTOR = 5
"""Diseases that one factor acts on, beside other causes: 40 of 120 pairs, more than in a real pack."""
RATES = (0.5, 0.2, 0.1)
"""Yearly rates at which a lagged risk follows exposure, by disease."""


@dataclass(frozen=True)
class Size:
    """How large the country is; the default is W."""

    ages: int = 101
    years: int = 80
    diseases: int = 15
    factors: int = 8


def country(size: Size) -> Pack:
    """The pack of a workload."""
    age = np.arange(size.ages)
    both = np.array([1.1, 0.9])[:, None]
    dying = both * 4e-5 * np.exp(0.092 * age)
    dying[:, 0] = 0.003
    alive = np.exp(-np.cumsum(dying, axis=-1))
    cells = (2, size.ages)
    parties = tuple(
        Party(name, {"en": name}, name in ("resources", "health", "welfare"))
        for name in (
            *_payers(),
            *(f"households_q{g + 1}" for g in range(GROUPS)),
            "resources",
            "health",
            "welfare",
        )
    )
    return Pack(
        id="workload",
        title={"en": "Workload"},
        base_year=FIRST,
        last_year=FIRST + size.years,
        price_year=FIRST,
        groups=tuple(f"Q{g + 1}" for g in range(GROUPS)),
        group_title={"en": "group"},
        infant_share_lived=np.full(2, 0.1),
        share_male_at_birth=0.512,
        population=1e5 * alive,
        mortality=dying,
        mortality_change=np.full((1, *cells), -0.01),
        mortality_trend=Estimate(1.0, 0.5, 1.5, "ratio", "A", "made up"),
        fertility=np.where((age >= 20) & (age < 40), 0.08, 0.0)[None],
        migration=np.broadcast_to(np.where((age >= 18) & (age < 40), 200.0, 0.0), (1, *cells)).copy(),
        group_share=np.full((*cells, GROUPS), 1.0 / GROUPS),
        group_gap_trend=_exactly(0.0),
        group_gap={(sex, at): _between(gap, 0.1) for sex in SEXES for at, gap in ((0, 7.0), (65, 4.0))},
        good_health=np.broadcast_to((0.95 - 0.005 * age)[:, None], (*cells, GROUPS)).copy(),
        good_health_slope=_exactly(1.0),
        disability=np.broadcast_to(0.05 + 0.003 * age, cells).copy(),
        diseases=tuple(_disease(size, d) for d in range(size.diseases)),
        risk_factors=tuple(_factor(size, f) for f in range(size.factors)),
        relative_risks=tuple(_risk(size, f, d) for f, d in _pairs(size)),
        lags=tuple(_lag(size, f, d) for f, d in _pairs(size) if f % 2),
        disease_effects=(_raises(size, 0, 1), _raises(size, 0, 2)) if size.diseases > 2 else (),
        laws=tuple(_law(size, payer) for payer in _payers()),
        figures={},
        parties=parties,
        price_index={FIRST: 1.0},
        discounting={"mkba": Discounting({"en": "mkba"}, ((None, 0.02),), ((None, 0.02),), {})},
        discounting_of_a_party="mkba",
        views=(),
        qaly_values_eur=(50_000.0, 100_000.0),
        variation={"A": 0.05},
        causal_credit={"high": _exactly(1.0)},
        published=(),
        notes=(),
        sources={},
        table_notes={},
        digest="",
    )


def campaign(years: int, name: str = "campaign") -> Measure:
    """The one scenario: part of those with much exposure have some of it; a tenth goes back each year."""

    def amount(value: float, unit: str) -> dict[str, object]:
        interval = {"low": 0.8 * value, "high": 1.2 * value}
        return {"value": value, **interval, "unit": unit, "source": "assumption", "grade": "R"}

    words = {"nl": "Campagne", "en": "Campaign"}
    evidence = {
        "floor": "yes",
        "certainty": "high",
        "certainty_reason": words,
        "graded_by": "nobody",
        "graded_on": "2025-01-01",
        "leap_of_faith": False,
    }
    return Measure.model_validate(
        {
            "id": name,
            "version": "1",
            "title": words,
            "summary": words,
            "domain": "lifestyle",
            "maturity": "idea",
            "acts": _payers()[0],
            "start": FIRST + 1,
            "duration": years,
            "target": {"sex": "all", "age": [18, 80]},
            "reach": {"kind": "flow", "share": amount(0.1, "share")},
            "costs": [],
            "transfers": [],
            "outcomes": [],
            "effects": [
                {
                    "id": "less",
                    "kind": "shift",
                    "risk_factor": "factor00",
                    "level_from": "much",
                    "level_to": "some",
                    "size": amount(0.3, "share"),
                    "transfer": amount(1.0, "ratio"),
                    "decay": amount(0.1, "share per year"),
                    "evidence": evidence,
                },
                {
                    "id": "less-too",
                    "kind": "shift",
                    "risk_factor": "factor01",
                    "level_from": "much",
                    "level_to": "some",
                    "size": amount(0.3, "share"),
                    "transfer": amount(1.0, "ratio"),
                    "decay": amount(0.1, "share per year"),
                    "evidence": evidence,
                },
            ],
            "sources": {},
        }
    )


def _payers() -> tuple[str, ...]:
    """The payers of care."""
    return tuple(f"payer{p}" for p in range(PAYERS))


def _exactly(value: float) -> Estimate:
    """A number without an interval."""
    return Estimate(value, value, value, "", "A", "made up")


def _between(value: float, part: float) -> Estimate:
    """A number with an interval of a part to both sides."""
    return Estimate(value, (1 - part) * value, (1 + part) * value, "", "A", "made up")


def _outcome(d: int) -> str:
    """The id of a disease; -1 stands for all causes of death."""
    return ALL_CAUSE if d < 0 else f"disease{d:02d}"


def _pairs(size: Size) -> list[tuple[int, int]]:
    """Which factor acts on which disease, and on all causes (-1)."""
    reach = min(REACH_OF_A_FACTOR, size.diseases)
    own = [(f, (3 * f + step) % size.diseases) for f in range(size.factors) for step in range(reach)]
    return sorted(
        [*own, *((f, -1) for f in range(size.factors))], key=lambda pair: (pair[0], _outcome(pair[1]))
    )


def _disease(size: Size, d: int) -> Disease:
    """A disease of the old, the middle-aged or of all ages, by the remainder of its number."""
    age = np.arange(size.ages)
    rising = (0.02 + 0.004 * d) * (age / size.ages) ** (3 - d % 3)
    flat = np.ones((2, size.ages))
    name = _outcome(d)
    costs = tuple(
        CareCost(payer, False, _between(100.0 * (1 + p), 0.2), _exactly(1.0))
        for p, payer in enumerate(_payers())
    )
    return Disease(
        id=name,
        title={"en": name},
        leading="prevalence",
        level=rising * flat,
        level_grade="A",
        remission=(0.3 if d % 3 == 2 else 0.0) * flat,
        excess_mortality=0.05 * (age / size.ages) ** 3 * flat,
        excess_grade="A",
        fatal_fraction=0.0 * flat,
        cured_fraction=0.0 * flat,
        deaths_underlying=np.full(2, np.nan),
        weight=_between(0.1, 0.3),
        care_costs=costs,
        source="made up",
    )


def _factor(size: Size, f: int) -> RiskFactor:
    """A factor of three levels, with more of it in the first groups, that becomes rarer in 15 years."""
    burden = np.linspace(1.3, 0.7, GROUPS)
    some, much = 0.25 * np.ones(GROUPS), (0.1 + 0.02 * f) * burden
    share = np.stack([1.0 - some - much, some, much])
    cells = (2, size.ages, GROUPS)
    return RiskFactor(
        id=f"factor{f:02d}",
        title={"en": f"factor {f}"},
        kind="levels",
        levels=LEVELS,
        unit="share",
        least_harm=0.0,
        cap=0.0,
        share=np.broadcast_to(share[:, None, None], (3, *cells)).copy(),
        mean=np.zeros(cells),
        spread=np.zeros(cells),
        trends=(Trend("much", Estimate(-0.02, -0.03, -0.01, "logit per year", "A", "made up"), FIRST + 15),),
        grade="A",
    )


def _risk(size: Size, f: int, d: int) -> RelativeRisk:
    """The risk of some and much exposure."""
    some, much = (1.05, 1.15) if d < 0 else (1.2, 1.6)
    value = np.array([some, much])[:, None, None] * np.ones((1, 2, size.ages))
    return RelativeRisk(
        f"factor{f:02d}",
        _outcome(d),
        LEVELS[1:],
        False,
        value,
        0.1 * np.log(value),
        "high",
        "incidence",
        "A",
        "made up",
    )


def _lag(size: Size, f: int, d: int) -> Lag:
    """A lag of a risk behind exposure, of other causes too."""
    return Lag(f"factor{f:02d}", _outcome(d), np.full((2, size.ages), RATES[d % len(RATES)]), "A")


def _raises(size: Size, cause: int, outcome: int) -> DiseaseEffect:
    """A disease that raises the risk of another."""
    value = np.full((2, size.ages), 1.5)
    return DiseaseEffect(
        _outcome(cause), _outcome(outcome), value, 0.1 * np.log(value), "high", "A", "made up"
    )


def _law(size: Size, payer: str) -> Law:
    """A law that pays for care, more so for the old."""
    cost = np.broadcast_to(200.0 + 20.0 * np.arange(size.ages), (2, size.ages)).copy()
    return Law(payer, payer, cost, _exactly(0.0), 0.0, {"en": payer})
