"""Parties, perspectives, discount schemes and QALY values of the Dutch pack."""

from __future__ import annotations

from .chapter_articles import (
    BZK_ARTICLES,
    EZ_KGG_ARTICLES,
    FINANCE_ARTICLES,
    IENW_ARTICLES,
    JENV_ARTICLES,
    LVVN_ARTICLES,
    OCW_ARTICLES,
    SZW_ARTICLES,
    VRO_ARTICLES,
    VWS_ARTICLES,
)
from .living import LIVING


def party(
    party_id: str,
    nl: str,
    en: str,
    *,
    boundary: bool = False,
    budget: tuple[str, str, dict[str, tuple[str, str]]] | None = None,
) -> dict[str, object]:
    """Describe one account of the ledger; `budget` is its chapter, where that was read, and articles."""
    values: dict[str, object] = {"id": party_id, "title": {"nl": nl, "en": en}}
    if budget is not None:
        chapter, source, articles = budget
        titles = {number: {"nl": dutch, "en": english} for number, (dutch, english) in articles.items()}
        values["budget"] = {"chapter": chapter, "articles": titles, "source": source}
    return values | {"boundary": True} if boundary else values


PARTIES: list[dict[str, object]] = [
    party(
        "rijk_vws",
        "Rijk: VWS",
        "State: Health, Welfare and Sport",
        budget=("XVI", "budget-memorandum-2022-xvi", VWS_ARTICLES),
    ),
    party(
        "rijk_szw",
        "Rijk: SZW",
        "State: Social Affairs and Employment",
        budget=("XV", "szw-budget-2022-note", SZW_ARTICLES),
    ),
    party(
        "rijk_ocw",
        "Rijk: OCW",
        "State: Education, Culture and Science",
        budget=("VIII", "budget-memorandum-2021-viii", OCW_ARTICLES),
    ),
    party(
        "rijk_bzk",
        "Rijk: BZK",
        "State: Interior and Kingdom Relations",
        budget=("VII", "budget-memorandum-2025-vii", BZK_ARTICLES),
    ),
    party(
        "rijk_vro",
        "Rijk: VRO",
        "State: Housing and Spatial Planning",
        budget=("XXII", "vro-budget-2026", VRO_ARTICLES),
    ),
    party(
        "rijk_ienw",
        "Rijk: IenW",
        "State: Infrastructure and Water Management",
        budget=("XII", "ienw-budget-2019", IENW_ARTICLES),
    ),
    party(
        "rijk_lvvn",
        "Rijk: LVVN",
        "State: Agriculture, Fisheries, Food Security and Nature",
        budget=("XIV", "lvvn-budget-2026", LVVN_ARTICLES),
    ),
    party(
        "rijk_jenv",
        "Rijk: JenV",
        "State: Justice and Security",
        budget=("VI", "budget-memorandum-2022-vi", JENV_ARTICLES),
    ),
    party(
        "rijk_ez_kgg",
        "Rijk: EZ en KGG",
        "State: Economic Affairs; Climate Policy and Green Growth",
        budget=("XIII, XXIII", "ez-kgg-budget-2025", EZ_KGG_ARTICLES),
    ),
    party(
        "rijk_financien",
        "Rijk: Financiën",
        "State: Finance",
        budget=("IX", "finance-budget-2026", FINANCE_ARTICLES),
    ),
    party("provinces", "Provincies", "Provinces"),
    party("municipalities", "Gemeenten", "Municipalities"),
    party(
        "gemeentefonds",
        "Gemeentefonds",
        "Municipalities Fund",
        budget=("B", "gemeentefonds-budget-2025-letter", {}),
    ),
    party("ggd", "GGD", "Municipal health services"),
    party("zvw_insurers", "Zorgverzekeraars (Zvw)", "Health insurers (Zvw)"),
    party("wlz_offices", "Zorgkantoren (Wlz)", "Long-term care offices (Wlz)"),
    party("uwv", "UWV", "Employee insurance agency (UWV)"),
    party("svb", "SVB", "Social insurance bank (SVB)"),
    party("employers", "Werkgevers", "Employers"),
    party("households_q1", "Huishoudens, minst welvarend vijfde", "Households, least prosperous fifth"),
    party("households_q2", "Huishoudens, tweede vijfde", "Households, second fifth"),
    party("households_q3", "Huishoudens, middelste vijfde", "Households, middle fifth"),
    party("households_q4", "Huishoudens, vierde vijfde", "Households, fourth fifth"),
    party("households_q5", "Huishoudens, meest welvarend vijfde", "Households, most prosperous fifth"),
    party("schools", "Scholen", "Schools"),
    party("housing_corporations", "Woningcorporaties", "Housing corporations"),
    party("police_justice", "Politie en justitie", "Police and justice"),
    party("care_providers", "Zorgaanbieders", "Care providers"),
    party("pension_funds", "Pensioenfondsen", "Pension funds"),
    party("eu", "Europese Unie", "European Union"),
    party("private_funds", "Private fondsen", "Private funds"),
    party("other", "Overige", "Other"),
    party("resources", "Ingezette middelen", "Resources used", boundary=True),
    party("health", "Gewaardeerde gezondheid", "Valued health", boundary=True),
    party("welfare", "Overige welvaart", "Other welfare", boundary=True),
]


def accounts_of(*wanted: str) -> list[str]:
    """List the parties whose id starts with one of the given words; no boundary accounts."""
    ids = [str(values["id"]) for values in PARTIES if "boundary" not in values]
    return [party_id for party_id in ids if party_id.startswith(wanted)]


def perspective(nl: str, en: str, accounts: list[str], note: str) -> dict[str, object]:
    """Describe whose balances a perspective adds up, and its discount scheme."""
    return {"title": {"nl": nl, "en": en}, "accounts": accounts, "discounting": "mkba", "note": note}


PUBLIC_FINANCE = (
    "rijk_",
    "provinces",
    "municipalities",
    "gemeentefonds",
    "ggd",
    "zvw_insurers",
    "wlz_offices",
    "uwv",
    "svb",
    "schools",
    "police_justice",
)


def scheme(
    title: tuple[str, str],
    costs: list[list[object]],
    effects: list[list[object]],
    source_id: str,
    grade: str,
    note: tuple[str, str],
) -> dict[str, object]:
    """Describe one discount scheme; a rate stands beside its last year, null for all later years."""
    return {
        "title": {"nl": title[0], "en": title[1]},
        "value": {"costs": costs, "effects": effects},
        "unit": "real rate per year",
        "source": source_id,
        "grade": grade,
        "note": {"nl": note[0], "en": note[1]},
    }


def qaly_value(value: int, grade: str, note: str) -> dict[str, object]:
    """Describe one value of a QALY."""
    return {
        "value": value,
        "unit": "EUR per QALY",
        "source": "qaly-values-table-3",
        "grade": grade,
        "note": note,
    }


MKBA_NOTE = (
    "Uit twee andere bronnen, die hetzelfde zeggen; het rapport zelf is niet gelezen. De percentages zijn "
    "gelezen als termijnrentes: elk geldt alleen voor de jaren waarbij het staat. Geldt sinds 1 januari "
    "2026.",
    "Secondary sources: two that agree; the report itself was not read. The rates are read as forward rates: "
    "each holds for the years beside it alone. In force since 1 January 2026.",
)
QALY_NOTE = "Not brought to prices of 2024; in use as a round value."

VARIANTS: dict[str, object] = {
    "discount-2.25": {
        "title": {
            "nl": "Rente 2,25 % (MKBA 2021-2025)",
            "en": "Rate of 2.25% (rule of 2021-2025)",
        },
        "discounting": "mkba-2.25",
    },
    "discount-3": {
        "title": {
            "nl": "Rente 3 % (MKBA tot en met 2020)",
            "en": "Rate of 3% (rule to 2020)",
        },
        "discounting": "mkba-3",
    },
    "causal-credit-1": {
        "title": {
            "nl": "Elk verband telt helemaal als oorzaak",
            "en": "Every association counts in full as a cause",
        },
        "causal_credit": 1.0,
    },
    "without-added-years-costs": {
        "title": {
            "nl": "Zonder zorgkosten en AOW in gewonnen jaren",
            "en": "Without care and state pension in the years gained",
        },
        "care_in_added_years": False,
    },
    "growing-care": {
        "title": {
            "nl": "Zorg wordt elk jaar duurder per persoon",
            "en": "Care costs more per person each year",
        },
        "care_grows": True,
    },
    "human-capital": {
        "title": {
            "nl": "Werk tot herstel of pensioen (menselijk kapitaal)",
            "en": "Work until recovery or pension (human capital)",
        },
        "work": "human_capital",
    },
}

# Who loses when people do not work, and what is paid to them after somebody else does their work.
WORK: dict[str, object] = {
    "payer": "employers",
    "method": "friction",
    "sick_pay_share": {
        "value": 0.7,
        "unit": "share of the wage",
        "source": "hardenberg-2022",
        "grade": "B",
        "note": "What the law asks; many agreements pay more in the first year.",
    },
    "sick_pay_days": {
        "value": 728,
        "unit": "calendar days",
        "source": "hardenberg-2022",
        "grade": "B",
        "note": "Two years, 104 weeks; after that the disability insurance, by disability_benefit.csv.",
    },
    "disability": {
        "payer": "uwv",
        "outflow": {
            "value": 0.0389,
            "unit": "share per year",
            "source": "louwerse-2018",
            "grade": "B",
            "note": "82 % still have it after five years, of 31,733 new benefits of 2010-2011, at a constant "
            "rate; recovery, death and pension together.",
        },
        "years": {
            "value": 18,
            "unit": "years",
            "source": "boersema-thesis",
            "grade": "C",
            "note": "From 48.7 years, the mean age of 40,263 who applied in 2016, to the pension age of 67. "
            "Who falls ill later gets it shorter, who falls ill earlier longer.",
        },
    },
}

# A cabinet's first year and its term, ten and twenty years, and a generation: the years of decision-making.
BUDGET_TERMS = [1, 4, 10, 20, 40]

ROBSON_NOTE = (
    "Median of 244 members of the English public (read in the abstract); it weighs a gain of the poorest "
    "fifth there six to seven times that of the richest. No Dutch value was found."
)
EQUITY: dict[str, object] = {
    "marked_years": [2030, 2040, 2050],
    "floor": {
        "value": 60.0,
        "unit": "years of healthy life expectancy at birth",
        "source": "convention",
        "grade": "C",
        "note": "No floor is laid down in the Netherlands: a round value between the second and the third "
        "fifth of prosperity in 2025; --equity-floor sets another.",
    },
    "care_budget": ["zvw_insurers", "wlz_offices"],
    "threshold": {
        "value": 73600,
        "low": 53000,
        "high": 94000,
        "unit": "EUR per QALY",
        "source": "stadhouders-2019",
        "grade": "B",
        "note": "What hospital care yields at the margin, 2012-2014; of 11,000 patient groups (read in the "
        "abstract). Not brought to prices of 2024. Care of other kinds may yield more or less.",
    },
    "atkinson": {
        "one": {
            "value": 1.0,
            "unit": "aversion to relative inequality",
            "source": "convention",
            "grade": "C",
            "note": "The geometric mean: mild aversion, beside that of the English public.",
        },
        "english_public": {
            "value": 10.95,
            "unit": "aversion to relative inequality",
            "source": "robson-2017",
            "grade": "B",
            "note": ROBSON_NOTE,
        },
    },
    "kolm": {
        "english_public": {
            "value": 0.15,
            "unit": "aversion to absolute inequality per year",
            "source": "robson-2017",
            "grade": "B",
            "note": ROBSON_NOTE,
        },
    },
}

ECONOMICS: dict[str, object] = {
    "variants": VARIANTS,
    "budget_terms": BUDGET_TERMS,
    "work": WORK,
    "living": LIVING,
    "equity": EQUITY,
    "discounting": {
        "mkba": scheme(
            ("MKBA sinds 2026", "Cost-benefit analysis since 2026"),
            [[35, 0.028], [None, 0.018]],
            [[35, 0.028], [None, 0.018]],
            "discount-rate-2025",
            "B",
            MKBA_NOTE,
        ),
        "mkba-2.25": scheme(
            ("MKBA 2021-2025", "Cost-benefit analysis 2021-2025"),
            [[None, 0.0225]],
            [[None, 0.0225]],
            "discount-rate-2020",
            "B",
            (
                "De standaard van 2021 tot en met 2025; een variant, en nodig om studies uit die jaren na te "
                "rekenen.",
                "Standard rate of 2021-2025 (risk-free -1 %, premium 3.25 %); a variant, and needed to "
                "recompute studies of those years.",
            ),
        ),
        "mkba-3": scheme(
            ("MKBA tot en met 2020", "Cost-benefit analysis to 2020"),
            [[None, 0.03]],
            [[None, 0.03]],
            "discount-rate-2016",
            "B",
            (
                "De standaard van 2016 tot en met 2020; een variant, en nodig om studies uit die jaren na te "
                "rekenen.",
                "Standard rate of 2016-2020; a variant, and needed to recompute studies of those years.",
            ),
        ),
        "health-economic": scheme(
            ("Gezondheidseconomisch (ZIN 2024)", "Health-economic (ZIN 2024)"),
            [[None, 0.03]],
            [[None, 0.015]],
            "zin-guideline-2024",
            "B",
            (
                "Kosten 3 %, effecten 1,5 %: andere regels dan bij kosten en baten. Leg ze er niet naast.",
                "Costs 3 %, effects 1.5 %: other rules than for costs and benefits. Not to be compared.",
            ),
        ),
    },
    "discounting_of_a_party": "mkba",
    "cost_effectiveness": "health-economic",
    "qaly_values": {
        "headline": qaly_value(50000, "B", f"Lower value of the social domain. {QALY_NOTE}"),
        "high": qaly_value(100000, "B", f"Upper value of the social domain. {QALY_NOTE}"),
    },
    "perspectives": {
        "society": perspective(
            "Maatschappij",
            "Society",
            accounts_of(""),
            "All parties; equals minus the boundary accounts resources, health and welfare.",
        ),
        "care": perspective(
            "Zorg (Zvw, Wlz en gemeenten)",
            "Care (Zvw, Wlz and municipalities)",
            accounts_of("zvw_insurers", "wlz_offices", "municipalities"),
            "The payers of Zvw, Wlz, Wmo and Jeugdwet; own payments of households are outside.",
        ),
        "public_finance": perspective(
            "Collectieve financiën",
            "Public finance",
            accounts_of(*PUBLIC_FINANCE),
            "State, lower governments, social insurers, public schools, police and justice.",
        ),
    },
}
