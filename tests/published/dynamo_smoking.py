"""Writes the DYNAMO-HIA case "smoking and lung cancer, the Netherlands 2010-2020" as a pack folder.

The numbers (`dynamo_smoking_input.csv`) are those of the example of hiaR, github.com/Dynamo-HIA/hiaR,
inst/extdata/example-nl: population, mortality, smoking, and lung cancer by sex and age. Relative risks and
newborns stand below. What DYNAMO-HIA does not know (care, prices, perceived health) is nought.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from hiap.domain.measure import Measure

Array = NDArray[np.float64]
HERE = Path(__file__).parent
SEXES, LAST, YEARS = ("male", "female"), 95, range(2010, 2021)
MOTHERS_AGE = 30
LEVELS = ("never", "former", "current")
NEWBORNS = (180714, 179751, 179216, 179038, 179201, 179641, 180323, 181231, 182268, 183354, 184441)
RISK_FROM_AGE: Mapping[tuple[str, str], Mapping[int, float]] = {
    ("former", "male"): {45: 2.37, 50: 10.7, 55: 11.66, 60: 11.71, 65: 9.7},
    ("former", "female"): {45: 8.07, 50: 3.28, 55: 5.33, 60: 4.91, 65: 5.54},
    ("current", "male"): {35: 1.3, 40: 1.0, 45: 5.78, 50: 24.97, 55: 34.02, 60: 31.47, 65: 28.4},
    ("current", "female"): {35: 2.0, 40: 1.0, 45: 18.08, 50: 11.14, 55: 17.87, 60: 13.32, 65: 17.49},
}
SOURCE = {"source": "hiar", "grade": "A"}
BOTH = {"nl": "voorbeeld", "en": "example"}


def by_age(column: str) -> Array:
    """One column of the numbers, [sex, age]."""
    with (HERE / "dynamo_smoking_input.csv").open(encoding="utf-8", newline="") as file:
        values = [float(row[column]) for row in csv.DictReader(file)]
    return np.array(values).reshape(len(SEXES), LAST + 1)


def at_event(rate: Array, infant_share_lived: float) -> Array:
    """Rates by age at event that give cohorts the rates DYNAMO-HIA gives to ages on 1 January.

    DYNAMO-HIA lets people who are 60 on 1 January meet the rate of age 60 all year. Here they meet half a
    year of 60 and half a year of 61 (2.1), so the rate at event of an age is put halfway its neighbours.
    """
    shifted = rate.copy()
    shifted[:, 1:-1] = 0.5 * (rate[:, :-2] + rate[:, 1:-1])
    shifted[:, 0] = (rate[:, 0] - 0.5 * shifted[:, 1]) / infant_share_lived
    return shifted


def fertility(mortality: Array) -> list[float]:
    """Births per woman of 30 by year, such that the newborns are those of the data."""
    women, rates = by_age("population")[1], []
    for born in NEWBORNS:
        survivors = women * np.exp(-mortality[1])
        lived = 0.5 * (women + survivors)
        rates.append(float(born / (0.5 * lived[MOTHERS_AGE - 1] + 0.5 * lived[MOTHERS_AGE])))
        women = np.concatenate([[0.5 * born], survivors[:-1]])
        women[-1] += survivors[-1]
    return rates


def write_pack(folder: Path, *, leading: str, as_age_on_1_january: bool) -> Path:
    """Write the pack; lung cancer leads with `leading`, its rates at the age that DYNAMO-HIA means or not."""
    rate, excess = by_age("mortality"), by_age("excess_mortality")
    cohort = rate
    if as_age_on_1_january:
        rate, excess = at_event(rate, 1.0), at_event(excess, 1.0)
    else:
        cohort = np.concatenate([0.5 * (rate[:, :-1] + rate[:, 1:]), rate[:, -1:]], axis=1)
    folder.mkdir(parents=True)
    for name, rows in _tables(rate, excess, cohort, leading).items():
        _write(folder / f"{name}.csv", rows)
    for name, document in _documents().items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(document, sort_keys=False), encoding="utf-8")
    return folder


def never_smokers() -> Measure:
    """Everybody becomes a never smoker in the first year and the difference follows who starts and stops."""
    words = {"nl": "niemand rookte", "en": "nobody smoked"}
    one = {"low": 1.0, "high": 1.0, "source": "assumption", "grade": "R"}
    evidence: dict[str, object] = {
        "floor": "yes",
        "certainty": "high",
        "certainty_reason": words,
        "graded_by": "nobody",
    }
    evidence |= {"graded_on": "2026-01-01", "leap_of_faith": False}
    whole = {"value": 1.0, **one, "unit": "share"}
    effects = [
        {
            **{"id": f"no-{level}", "kind": "shift", "risk_factor": "smoking", "size": whole},
            **{"level_from": level, "level_to": "never", "evidence": evidence},
            "transfer": {"value": 1.0, **one, "unit": "ratio"},
            "decay": {"value": 0.0, "low": 0.0, "high": 0.0, "unit": "share per year"}
            | {"source": "assumption", "grade": "R"},
        }
        for level in ("former", "current")
    ]
    return Measure.model_validate(
        {
            **{"id": "never", "version": "1", "title": words, "summary": words, "domain": "lifestyle"},
            **{"maturity": "idea", "acts": "state", "start": YEARS[0], "duration": 1, "sources": {}},
            **{"target": {"sex": "all", "age": [0, LAST]}, "reach": {"kind": "flow", "share": whole}},
            **{"costs": [], "transfers": [], "effects": effects},
        }
    )


def _write(path: Path, rows: Sequence[Mapping[str, object]] | str) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        if isinstance(rows, str):
            file.write(rows + "\n")
            return
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _grid(values: Array | float, **labels: object) -> Iterable[dict[str, object]]:
    every = np.broadcast_to(values, (len(SEXES), LAST + 1))
    for s, sex in enumerate(SEXES):
        for age in range(LAST + 1):
            yield {**labels, "sex": sex, "age": age, "value": repr(float(every[s, age]))}


def _tables(rate: Array, excess: Array, cohort: Array, leading: str) -> dict[str, Any]:
    """Every table; a text is the header of a list without rows."""
    never, former = by_age("never"), by_age("former")
    shares = dict(zip(LEVELS, (never, former, 1.0 - never - former), strict=True))
    births = zip(YEARS, fertility(cohort), strict=True)
    none = {"low": "", "high": ""}
    tables: dict[str, Any] = {
        "population": list(_grid(by_age("population"))),
        "mortality": list(_grid(rate)),
        "mortality_change": [row for year in YEARS[:-1] for row in _grid(0.0, year=year)],
        "migration": [row for year in YEARS for row in _grid(0.0, year=year)],
        "fertility": [{"year": year, "age": MOTHERS_AGE, "value": repr(found)} for year, found in births],
        "ses_share": [row | {"ses": "all"} for row in _grid(1.0)],
        "good_health": [row | {"ses": "all"} for row in _grid(0.8)],
        "disability": list(_grid(0.1)),
        "disease": [
            *_grid(by_age(leading), disease="lung_cancer", measure=leading),
            *_grid(excess, disease="lung_cancer", measure="excess_mortality"),
        ],
        "disability_weight": [
            {"disease": "lung_cancer", "value": 0.584, **none, "unit": "0 = full health, 1 = death", **SOURCE}
        ],
        "exposure": [
            row | {"ses": "all"}
            for level, share in shares.items()
            for row in _grid(share, risk_factor="smoking", level=level)
        ],
        "relative_risk": list(_risks()),
        "care_cost": list(_grid(0.0, law="care")),
        "law_total": [
            {"law": "care", "value": 0, "own_payment_share": 0, "payer": "state", "unit": "EUR", "year": 2010}
            | SOURCE
        ],
        "price_index": [{"index": "cpi", "year": 2010, "value": 1}],
        "ses_gap": "sex,age,value,low,high,unit,source,grade",
        "disease_total": "disease,measure,sex,year,value,unit,source,grade",
        "disease_effect": "disease,outcome,sex,age_from,age_to,value,low,high,unit,certainty,source,grade",
        "exposure_trend": "risk_factor,level,value,low,high,unit,until,source,grade",
        "lag": "risk_factor,disease,age_from,age_to,value,unit,source,grade",
        "disease_cost": "disease,law,basis,value,avoidable_share,avoidable_low,avoidable_high,unit,source,"
        "grade",
    }
    columns = ("title", "unit", "year", "grade", "sources", "licence", "derivation", "note")
    described = [dict.fromkeys(columns, "hiar") | {"table": name} for name in tables]
    source = {"id": "hiar", "producer": "Dynamo-HIA", "title": "hiaR, example-nl", "year": "", "url": ""}
    return tables | {"tables": described, "sources": [source | {"licence": "see hiaR", "read": "yes"}]}


def _risks() -> Iterable[dict[str, object]]:
    for (level, sex), steps in RISK_FROM_AGE.items():
        ends = [start - 1 for start in list(steps)[1:]] + [LAST]
        for (start, risk), end in zip(steps.items(), ends, strict=True):
            ages = {"sex": sex, "age_from": start, "age_to": end, "value": risk, "low": "", "high": ""}
            told = {"unit": "RR", "studied": "incidence", "certainty": "high", **SOURCE}
            yield {"risk_factor": "smoking", "exposure": level, "outcome": "lung_cancer", **ages, **told}


def _documents() -> dict[str, Any]:
    """The four documents: as little as a pack can do with."""
    number = {"unit": "none", **SOURCE}
    rates = {"costs": [[None, 0.0]], "effects": [[None, 0.0]]}
    view = {"title": BOTH, "accounts": ["state", "households_all"], "discounting": "none"}
    smoking = {"id": "smoking", "title": BOTH, "kind": "levels", "levels": list(LEVELS)}
    return {
        "pack": {
            "id": "NLD/dynamo",
            "title": BOTH,
            "base_year": YEARS[0],
            "last_year": YEARS[-1],
            "price_year": 2010,
            "currency": "EUR",
            "ages": {"first": 0, "last": LAST},
            "ses": {"title": BOTH, "groups": ["all"]},
            "infant_a0": {"male": 1.0, "female": 1.0, **SOURCE},  # newborns meet no death before 1 January
            "share_male_at_birth": {"value": 0.5, **number},
            "diseases": [{"id": "lung_cancer", "title": BOTH}],
            "risk_factors": [smoking | {"least_harm": "never", "unit": "share of persons"}],
            "laws": [{"id": "care", "title": BOTH}],
            "default_coefficient_of_variation": {"values": {"A": 0.05, "B": 0.12, "C": 0.2, "R": 0.3}},
            "causal_credit": {"values": {"high": {"value": 1.0, "low": 1.0, "high": 1.0}}},
        },
        "inputs": {
            "mortality_trend": {"value": 1.0, **number},
            "group_gap_trend": {"value": 0.0, **number},
            "good_health_slope": {"value": 5.0, **number},
            "diseases": {"lung_cancer": {"level_grade": "A", "excess_grade": "A", "source": "hiar"}},
            "exposure": {"smoking": "A"},
        },
        "economics": {
            "discounting": {"none": {"title": BOTH, "value": rates, "note": BOTH, **SOURCE}},
            "discounting_of_a_party": "none",
            "qaly_values": {name: {"value": 1.0, **SOURCE} for name in ("headline", "high")},
            "perspectives": {"society": view},
        },
        "parties": [
            {"id": name, "title": BOTH, "boundary": name in ("resources", "health", "welfare")}
            for name in ("state", "households_all", "resources", "health", "welfare")
        ],
    }
