"""A made-up result in the form of hiap-result/1, for the tests of the reports; no figure in it is real."""

from __future__ import annotations

import math
from typing import Any

from sample_equity import equity

Q = dict[str, float | None]


def estimate(mean: float, spread: float, draws: int) -> Q:
    """An estimate with a half-width of `spread`; limits and chance only with draws."""
    if draws == 0:
        return {"mean": mean, "median": None, "low": None, "high": None, "chance_positive": None}
    chance = 0.5 * (1.0 + math.erf(mean / (spread / 1.96) / math.sqrt(2.0))) if spread else float(mean > 0)
    return {
        "mean": mean,
        "median": mean,
        "low": mean - spread,
        "high": mean + spread,
        "chance_positive": chance,
    }


def sample_result(draws: int = 100, measures: int = 2) -> dict[str, Any]:
    """A result with some measures and, if there is more than one, the package."""
    names = ["school-lunch", "debt-relief", "sugar-tax", "cool-streets", "fall-prevention", "smoking"][
        :measures
    ]
    found = {name: scenario(name, 1.0 + 0.6 * k, draws) for k, name in enumerate(names)}
    if measures > 1:
        size = 0.93 * sum(1.0 + 0.6 * k for k in range(measures))
        found["package"] = scenario("package", size, draws)
        found["package"]["measures"] = names
        del found["package"]["description"]
    return {
        "schema": "hiap-result/1",
        "hiap_version": "0.1.0",
        "engine": "numpy",
        "pack": {
            "id": "NLD/2025",
            "base_year": 2025,
            "price_year": 2024,
            "title": {"nl": "Nederland, basisjaar 2025", "en": "The Netherlands, base year 2025"},
        },
        "settings": settings(draws),
        "notes": [
            {
                "code": "qaly-is-haly",
                "nl": "QALY's zijn gelijk gesteld aan HALY's: Nederlandse nutswaarden ontbreken.",
                "en": "QALYs are set equal to HALYs: Dutch utilities are lacking.",
            },
            {
                "code": "deaths-postponed",
                "nl": "Iedereen overlijdt een keer (voorbeeld van een noot).",
                "en": "Everyone dies in the end (example of a note).",
            },
        ],
        "reference": reference(draws),
        "scenarios": found,
        "overlap": {
            "haly": estimate(2300.0, 700.0, draws),
            "net_present_value_eur": estimate(6.1e7, 2.2e7, draws),
        },
        "inputs": inputs(),
        "sources": {
            "example-pack": {
                "text": "Example Office (2021) Invented figures",
                "producer": "Example Office",
                "year": "2021",
                "url": "https://example.org/pack",
                "read": False,
            }
        },
        "parties": {"municipalities": {"nl": "Gemeenten", "en": "Municipalities"}},
        "diseases": {"copd": {"nl": "COPD", "en": "COPD"}},
        "risk_factors": {"smoking": {"nl": "Roken", "en": "Smoking"}},
    }


def settings(draws: int) -> dict[str, Any]:
    return {
        "draws": draws,
        "seed": 1,
        "years": 40,
        "perspective": "society",
        "perspective_title": {"nl": "Maatschappij", "en": "Society"},
        "first_year": 2027,
        "discounting": {
            "name": "mkba",
            "title": {"nl": "Regel van nu", "en": "Present rule"},
            "rates": [[35, 0.028], [None, 0.018]],
            "note": {"nl": "niet bij de bron gelezen", "en": "not read at its source"},
        },
        "qaly_values_eur": [50000, 100000],
        "ses": {"nl": "Welvaartskwintiel", "en": "Prosperity quintile"},
    }


def reference(draws: int) -> dict[str, Any]:
    groups = {"all": 0.0, "Q1": -4.1, "Q2": -1.5, "Q3": 0.3, "Q4": 1.6, "Q5": 3.0}
    return {
        "population": estimate(18_044_000.0, 0.0, draws),
        "deaths": {"male": 85_812.3, "female": 87_577.9},
        "life_expectancy": {
            "male": {group: 80.7 + change for group, change in groups.items()},
            "female": {group: 83.5 + 0.7 * change for group, change in groups.items()},
        },
        "healthy_life_expectancy": {
            "male": {group: 65.2 + 3.1 * change for group, change in groups.items()},
            "female": {group: 64.1 + 3.0 * change for group, change in groups.items()},
        },
        "calibration": [
            {"what": "residual risk of other causes below 1, set to 1", "where": "smoking", "size": 0.031},
            {"what": "underlying share outside 0..1, set to the limit", "where": "copd", "size": 0.02},
        ],
    }


def scenario(name: str, size: float, draws: int) -> dict[str, Any]:
    def q(mean: float, share: float = 0.35) -> Q:
        return estimate(mean * size, abs(mean) * size * share, draws)

    titles = {
        "school-lunch": {"nl": "Gezonde schoollunch", "en": "Healthy school lunch"},
        "debt-relief": {"nl": "Snelle hulp bij schulden", "en": "Early help with debt"},
        "package": {"nl": "Alles samen", "en": "All together"},
    }
    title = titles.get(name, {"nl": f"Maatregel {name}", "en": f"Measure {name}"})
    return {
        "title": title,
        "measures": [name],
        "start": 2027,
        "end": 2066,
        "horizon_years": 70,
        "haly": q(12_345.0),
        "qaly": q(12_345.0),
        "healthy_life_years": q(15_010.0),
        "life_years": q(9_120.0),
        "deaths_averted": q(310.0),
        "cases_averted": {"diabetes": q(2_210.0), "stroke": q(412.0), "dementia": q(-61.0), "copd": q(0.0)},
        "care_cost_eur": estimate(-4.1e7 * size, 6.3e7 * size, draws),
        "programme_cost_eur": q(4.53e8, 0.2),
        "lost_output_eur": estimate(-1.9e7 * size, 0.8e7 * size, draws),
        "net_present_value_eur": estimate(1.53e8 * size, 2.4e8 * size, draws),
        "net_present_value_100k_eur": estimate(5.51e8 * size, 4.1e8 * size, draws),
        "break_even_qaly_eur": estimate(31_200.0, 14_000.0, draws),
        "equity": equity(q),
        "by_ses": {
            f"Q{k + 1}": {
                "haly": q(12_345.0 * share),
                "life_years": q(9_120.0 * share),
                "per_1000_haly": q(0.684 * share / people),
            }
            for k, (share, people) in enumerate(
                zip((0.28, 0.24, 0.2, 0.16, 0.12), (0.152, 0.176, 0.2, 0.224, 0.248), strict=True)
            )
        },
        "by_party": by_party(q),
        "wrong_pocket": {"share": 0.84, "undefined": None, "losses_eur": {"wlz_offices": -8.0e6}},
        "by_year": [year_row(2027 + t, t, q) for t in range(40)],
        "evidence": {
            "unverified_share": 0.62,
            "unverified_count": 2,
            "rests_on": [
                {
                    "input": "lunch/effects/lower-weight/decay",
                    "title": {"nl": "hoe lang het effect duurt", "en": "how long the effect lasts"},
                    "grade": "R",
                    "share": 0.41,
                },
                {
                    "input": "lunch/reach/share",
                    "title": {"nl": "bereik", "en": "reach"},
                    "grade": "R",
                    "share": 0.36,
                },
            ],
            "numbers": {
                "read": [{"nl": "omvang van het effect", "en": "size of the effect"}],
                "unverified": [{"nl": "bereik", "en": "reach"}, {"nl": "duur", "en": "duration"}],
            },
        },
        "pm": [
            {
                "title": {"nl": "Betere schoolprestaties", "en": "Better school results"},
                "sign": "+",
                "reason": {"nl": "geen effect gemeten", "en": "no effect measured"},
            },
            {
                "title": {"nl": "Minder keuze voor ouders", "en": "Less choice for parents"},
                "sign": "-",
                "reason": {"nl": "niet in geld uit te drukken", "en": "cannot be put into money"},
            },
        ],
        "notes": [
            {
                "code": "decay",
                "nl": "Hoe lang het effect duurt is een aanname.",
                "en": "How long it lasts is assumed.",
            }
        ],
        "description": description(title),
    }


def by_party(q: Any) -> dict[str, Any]:
    money = {
        "municipalities": (1.2e7, 4.53e8),
        "zvw_insurers": (6.0e7, 1.1e7),
        "wlz_offices": (0.0, 8.0e6),
        "households_q1": (2.1e7, 3.2e6),
        "resources": (4.1e8, 0.0),
    }
    return {
        party: {
            "title": {"nl": party.title(), "en": party.title()},
            "boundary": party == "resources",
            "net_present_value_eur": q(receives - pays, 0.3),
            "receipts_eur": q(receives, 0.3),
            "payments_eur": q(pays, 0.3),
        }
        for party, (receives, pays) in money.items()
    }


def year_row(year: int, t: int, q: Any) -> dict[str, Any]:
    gain = 420.0 * (t / 18.0) * math.exp(1.0 - t / 18.0)
    care = 4.0e5 - 3.1e6 * math.exp(-(((t - 16.0) / 9.0) ** 2)) + 5.0e4 * t
    return {
        "year": year,
        "programme_cost_eur": q(1.5e7 if t else 2.4e7, 0.15),
        "care_cost_eur": q(care, 0.6),
        "haly": q(gain, 0.4),
        "deaths_averted": q(gain / 40.0, 0.4),
        "by_party": {
            "municipalities": -1.5e7,
            "zvw_insurers": -care,
            "households_q1": 5.2e5,
            "resources": 1.4e7,
        },
    }


def description(title: dict[str, str]) -> dict[str, Any]:
    return {
        "summary": {
            "nl": f"{title['nl']}: een verzonnen maatregel voor een voorbeeld van dit rapport.",
            "en": f"{title['en']}: an invented measure for an example of this report.",
        },
        "domain": "lifestyle",
        "maturity": "pilot",
        "acts": "municipalities",
        "target": {"nl": "kinderen van 4 tot en met 11 jaar", "en": "children of 4 to 11"},
        "effects": [
            {
                "title": {"nl": "Lager gewicht (BMI)", "en": "Lower weight (BMI)"},
                "kind": "hold",
                "level_from": None,
                "level_to": None,
                "size": {"value": -0.12, "low": None, "high": None, "unit": "kg/m2", "applied": -0.096},
                "chain": chain(),
                "floor": "yes",
                "certainty": "low",
                "certainty_reason": {"nl": "één kleine proef", "en": "one trial, short follow-up"},
                "recognition": None,
                "leap_of_faith": True,
                "fits": {"nl": "een grotere proef", "en": "a larger trial"},
                "source": "Voorbeeld (2020) An invented trial",
                "url": "https://example.org/trial",
                "read": True,
            },
            {
                "title": {"nl": "Meer bewegen", "en": "More exercise"},
                "kind": "shift",
                "level_from": {"nl": "beweegt te weinig", "en": "inactive"},
                "level_to": {"nl": "beweegt genoeg", "en": "active"},
                "size": {"value": 0.01, "low": 0.004, "high": 0.02, "unit": "share", "applied": 0.01},
                "chain": [],
                "floor": "modelled",
                "certainty": "very_low",
                "certainty_reason": {"nl": "een aanname", "en": "an assumption"},
                "recognition": {"nl": "II, eerste aanwijzingen", "en": "II, first indications"},
                "leap_of_faith": False,
                "fits": None,
                "source": "assumption",
                "url": None,
                "read": False,
            },
        ],
        "costs": [
            {
                "title": {"nl": "Lunch en toezicht", "en": "Lunch and supervision"},
                "amount": 412.5,
                "unit": "eur 2024, per_person",
                "payer": "municipalities",
                "source": "assumption",
            }
        ],
        "sources": [
            {
                "text": "Voorbeeld (2020) An invented trial. Journal of Examples 1:2",
                "url": "https://example.org/trial",
                "read": True,
            },
            {"text": "Niemand (1999) Never seen", "url": None, "read": False},
        ],
    }


def chain() -> list[dict[str, Any]]:
    """Two numbers that are multiplied to the size of an effect, and how much of it is expected."""
    facts = (
        ("minder energie", "less energy", -24.0, "kcal/day", "B", "read", "Voorbeeld (2020)"),
        ("gewicht per energie", "weight per energy", 0.005, "kg per kcal/day", "C", "derived", "Voorbeeld"),
        ("hoeveel hier", "how much here", 0.8, "ratio", "R", "unverified", "assumption"),
    )
    return [
        {
            "title": {"nl": nl, "en": en},
            "value": value,
            "low": value - 0.001,
            "high": value + 0.001,
            "unit": unit,
            "grade": grade,
            "status": status,
            "source": source,
            "url": None,
        }
        for nl, en, value, unit, grade, status, source in facts
    ]


def inputs() -> list[dict[str, Any]]:
    return [
        {
            "name": "relative_risk/bmi/diabetes",
            "group": "pack/risks",
            "title": {
                "nl": "relatief risico: gewicht op diabetes",
                "en": "relative risk: weight for diabetes",
            },
            "status": "read",
            "value": 1.21,
            "low": 1.17,
            "high": 1.26,
            "unit": "ratio per kg/m2",
            "grade": "B",
            "source": "example-pack",
        },
        {
            "name": "measure/school-lunch/effects/lower-weight/decay",
            "group": "measure/school-lunch",
            "title": {"nl": "hoe lang het effect duurt", "en": "how long the effect lasts"},
            "status": "unverified",
            "value": 0.1,
            "low": None,
            "high": None,
            "unit": "share per year",
            "grade": "R",
            "source": "assumption",
        },
    ]
