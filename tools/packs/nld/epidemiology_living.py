"""Loneliness, fine particles, fruit and vegetables: exposure, relative risks and their sources.

None of the three is split over the quintiles: no table by prosperity or income was read for them.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from .common import AGES, GROUPS, PAPER, PUBLIC, SEXES, Sources, source
from .epidemiology_curves import Array, fit_levels_by_sex, from_age, log_odds_curve, risk_ratio, two_levels

Effect = tuple[
    str, str, str, str, tuple[int, int], tuple[float, float, float], str, str, str, str
]  # the arguments of epidemiology_effects.effect

# CBS 85766NED, 2022, persons of 15 and over in private households: share that is strongly lonely.
STRONGLY_LONELY = 0.107
STRONGLY_LONELY_BY_SEX = {"male": 0.104, "female": 0.110}
STRONGLY_LONELY_BY_AGE = {
    20.0: 0.121, 30.0: 0.107, 40.0: 0.141, 50.0: 0.093, 60.0: 0.116, 70.0: 0.072, 81.0: 0.094,
}  # fmt: skip
FIRST_AGE_ASKED = 15
DEPRESSION_BASELINE_RISK = 0.05

# CLO 0532: average exposure index 2020-2022, and the range of yearly means of urban stations in 2022.
FINE_PARTICLES = 8.9
FINE_PARTICLES_RANGE = (7.0, 11.0)
GUIDELINE = 5

# Food consumption survey 2019-2021, ages 7-69 (grams a day) and adults (share eating 200 g a day or more).
VEGETABLES, FRUIT = 163.0, 129.0
ENOUGH_VEGETABLES, ENOUGH_FRUIT = 0.29, 0.18
PORTION = 200.0
MOST_STUDIED = 800.0


def per_step(ratio: float, published_step: float, step: float) -> float:
    """Ratio per smaller step of a log-linear relation."""
    return float(ratio ** (step / published_step))


def loneliness(persons: Array) -> dict[str, Array]:
    """Strongly lonely persons of 15 and over; the same in every quintile."""
    ratio = STRONGLY_LONELY_BY_SEX["male"] / STRONGLY_LONELY_BY_SEX["female"]
    asked = from_age(FIRST_AGE_ASKED)
    curve = log_odds_curve(STRONGLY_LONELY_BY_AGE)
    national = fit_levels_by_sex(curve, persons, ratio, STRONGLY_LONELY, asked, asked) * asked
    return two_levels("not", "lonely", national[..., None].repeat(len(GROUPS), axis=2))


def same_everywhere(mean: float, spread: float) -> dict[str, Array]:
    """One mean and one standard deviation of the logarithm in every cell."""
    cells = np.ones((len(SEXES), len(AGES), len(GROUPS)))
    return {"mean": mean * cells, "spread": spread * cells}


def pm25() -> dict[str, Array]:
    """Fine particles in the air; the range of urban stations is read as 95 % of people."""
    low, high = FINE_PARTICLES_RANGE
    return same_everywhere(FINE_PARTICLES, math.log(high / low) / (2.0 * NormalDist().inv_cdf(0.975)))


def fruit_vegetables_spread() -> float:
    """Standard deviation of grams a day between people, fruit and vegetables taken as independent."""
    normal = NormalDist()
    vegetables = (PORTION - VEGETABLES) / normal.inv_cdf(1.0 - ENOUGH_VEGETABLES)
    fruit = (PORTION - FRUIT) / normal.inv_cdf(1.0 - ENOUGH_FRUIT)
    return math.hypot(vegetables, fruit)


def low_fruit_vegetables() -> dict[str, Array]:
    """What people eat less of fruit and vegetables than 800 g a day, in 100 g a day."""
    short = MOST_STUDIED - VEGETABLES - FRUIT
    spread = math.sqrt(math.log1p((fruit_vegetables_spread() / short) ** 2))
    return same_everywhere(short / 100.0, spread)


def living_exposures(persons: Array) -> dict[str, dict[str, Array]]:
    """Exposures of this module: risk factor -> level -> array [sex, age, quintile]."""
    return {
        "loneliness": loneliness(persons),
        "pm25": pm25(),
        "low_fruit_vegetables": low_fruit_vegetables(),
    }


LIVING_UNITS = {
    "pm25": f"RR per µg/m3 above {GUIDELINE}",
    "low_fruit_vegetables": "RR per 100 g a day short of 800",
}
LIVING_CERTAINTY = {
    ("loneliness", "all_cause"): (
        "low",
        "cohorts; illness makes people lonely, scales of loneliness differ; another review finds 1.10 for "
        "older people",
    ),
    ("loneliness", "depression"): (
        "low",
        "eight cohorts that differ much, most of them of older people; the two overlap and cause runs both "
        "ways",
    ),
    ("pm25", "all_cause"): ("high", "rated high in the review for the WHO guidelines and in its update"),
    ("low_fruit_vegetables", "ischaemic_heart_disease"): (
        "low",
        "cohorts with self-report; who eats more of it lives more healthily in other ways",
    ),
    ("low_fruit_vegetables", "stroke"): (
        "low",
        "cohorts with self-report that differ much; way of life",
    ),
    ("low_fruit_vegetables", "all_cause"): (
        "low",
        "cohorts with self-report that differ much; way of life",
    ),
}


def loneliness_effects() -> list[Effect]:
    """Loneliness: deaths of all causes, and depression from an odds ratio."""
    odds = (2.33, 1.62, 3.34)
    value, low, high = (risk_ratio(x, DEPRESSION_BASELINE_RISK) for x in odds)
    deaths = (
        "pooled over 90 cohorts of the general population; lonely as each study measures it, read as "
        "strongly lonely; moderate loneliness counts as none"
    )
    onset = (
        "OR 2.33 (1.62-3.34), often lonely against not often, new depression in adults, turned into a ratio "
        "with baseline risk 0.05 (three years at 1.65 mood disorders per 100 person-years; the follow-up of "
        "the studies was not read)"
    )
    rows: list[Effect] = []
    for sex in SEXES:
        who = ("loneliness", "lonely", "all_cause", sex, (18, 100))
        rows.append((*who, (1.14, 1.08, 1.20), "mortality", "wang-2023", "B", deaths))
        who = ("loneliness", "lonely", "depression", sex, (18, 100))
        rows.append((*who, (value, low, high), "incidence", "mann-2022", "C", onset))
    return rows


def pm25_effects() -> list[Effect]:
    """Fine particles: deaths of all causes from age 30."""
    published = (1.08, 1.06, 1.09)
    value, low, high = (per_step(x, 10.0, 1.0) for x in published)
    note = (
        "1.08 (1.06-1.09) per 10 µg/m3, single pollutant: stands for the mixture, nitrogen dioxide "
        "included, which is no risk factor of its own here; counted above the WHO guideline of 5 µg/m3, as "
        "the European Environment Agency does"
    )
    rows: list[Effect] = []
    for sex in SEXES:
        who = ("pm25", "per_unit", "all_cause", sex, (30, 100))
        rows.append((*who, (value, low, high), "mortality", "hoffmann-2022", "B", note))
    return rows


def low_fruit_vegetables_effects() -> list[Effect]:
    """Too little fruit and vegetables: heart disease, stroke and deaths of all causes."""
    published = {
        "ischaemic_heart_disease": (0.92, 0.94, 0.90),
        "stroke": (0.84, 0.92, 0.76),
        "all_cause": (0.90, 0.93, 0.87),
    }
    rows: list[Effect] = []
    for outcome, more in published.items():
        value, low, high = (per_step(x, -200.0, 100.0) for x in more)
        note = (
            f"{more[0]} ({more[2]}-{more[1]}) per 200 g/day more, turned round and taken per 100 g/day; "
            "log-linear up to 800 g/day, where the study sees the gain end (its curve is steeper at low "
            "intake)"
        )
        studied = "mortality" if outcome == "all_cause" else "incidence"
        for sex in SEXES:
            who = ("low_fruit_vegetables", "per_unit", outcome, sex, (20, 100))
            rows.append((*who, (value, low, high), studied, "aune-2017", "C", note))
    return rows


LIVING_EFFECTS = [*loneliness_effects(), *pm25_effects(), *low_fruit_vegetables_effects()]
LIVING_SOURCES = ["wang-2023", "mann-2022", "hoffmann-2022", "orellano-2024", "aune-2017"]
LIVING_EXPOSURE_SOURCES = ["cbs-85766ned", "cbs-loneliness-2024", "clo-0532", "hlubek-2024", "rivm-vcp-2021"]
LIVING_EXPOSURE_NOTE = (
    "Loneliness: strongly lonely at 15+ (10.7 % in 2022; men 10.4, women 11.0), age pattern between the "
    "middles of the seven age bands, 0 below 15; moderate loneliness (29.2 %) is not exposure. pm25: "
    "average exposure index of 2020-2022 (8.9 µg/m3, 17.0 in 2011) for everybody; spread 0.115 of the "
    "logarithm from the range 7-11 of urban stations in 2022. low_fruit_vegetables: 800 g/day less 163 g "
    "vegetables and 129 g fruit (ages 7-69, 2019-2021) for everybody, spread 0.20 of the logarithm from "
    "the shares of adults at 200 g or more (29 % and 18 %), the two taken as independent. None of the "
    "three by quintile: no such table was read. Loneliness is less common with a high income and higher "
    "educated people eat more vegetables (both read in words only); of the big cities the poorest and the "
    "richest have the dirtiest air, so differences between quintiles are left out. No trend: strong "
    "loneliness is back near its level of 2019 (9 % in 2019, nearly 10 % in 2024); of air and food only the "
    "past was read (fruit and vegetables rose from 252 g in 2012-2016 to 292 g)."
)
LIVING_SOURCE_ROWS: Sources = [
    source(
        "cbs-85766ned",
        "CBS",
        "Eenzaamheid; persoonskenmerken, StatLine table 85766NED",
        "2022",
        "https://www.cbs.nl/nl-nl/cijfers/detail/85766NED",
        "CC BY 4.0",
        True,
        "strongly lonely by sex and by age",
    ),
    source(
        "cbs-loneliness-2024",
        "CBS",
        "10 procent van de 15-plussers sterk eenzaam in 2024",
        "2024",
        "https://www.blikopnieuws.nl/gezondheid/307617/10-procent-van-de-15-plussers-sterk-eenzaam-in-2024.html",
        "CC BY 4.0",
        True,
        "read in a news report; about 9 % in 2019, nearly 10 % in 2023 and 2024, rounded",
    ),
    source(
        "clo-0532",
        "Compendium voor de Leefomgeving (RIVM)",
        "Fijnere fractie van fijn stof (PM2,5) in lucht",
        "2022",
        "https://www.clo.nl/indicatoren/nl053208",
        PUBLIC,
        True,
        "average exposure index, range of urban stations",
    ),
    source(
        "hlubek-2024",
        "Hlubek et al.",
        "Temporal trends in air pollution exposure across socioeconomic groups in the Netherlands, Int J "
        "Environ Res Public Health 21: 976",
        "2024",
        "https://doi.org/10.3390/ijerph21080976",
        PAPER,
        True,
        "abstract, in words; its table by group was not read",
    ),
    source(
        "rivm-vcp-2021",
        "RIVM",
        "Voedselconsumptiepeiling 2019-2021, veranderingen in consumptie groente en fruit",
        "2019-2021",
        "https://www.wateetnederland.nl/resultaten/veranderingen/verandering-consumptie-groente-en-fruit",
        PUBLIC,
        True,
        "grams a day at 7-69, share of adults at 200 g or more",
    ),
    source(
        "wang-2023",
        "Wang et al.",
        "A systematic review and meta-analysis of 90 cohort studies of social isolation, loneliness and "
        "mortality, Nature Human Behaviour 7: 1307-1319",
        "2023",
        "https://doi.org/10.1038/s41562-023-01617-6",
        PAPER,
        True,
        "abstract: loneliness 1.14 (1.08-1.20)",
    ),
    source(
        "mann-2022",
        "Mann et al.",
        "Loneliness and the onset of new mental health problems in the general population, Soc Psychiatry "
        "Psychiatr Epidemiol",
        "2022",
        "https://doi.org/10.1007/s00127-022-02261-7",
        PAPER,
        True,
        "abstract: odds ratio 2.33 (1.62-3.34)",
    ),
    source(
        "hoffmann-2022",
        "Hoffmann et al.",
        "Benefits of future clean air policies in Europe: proposed analyses of the mortality impacts of "
        "PM2.5 and NO2, Environmental Epidemiology",
        "2022",
        "https://www.scribd.com/document/717649835/Benefits-of-Future-Clean-Air-Policies-in-Europe-5",
        PAPER,
        True,
        "first page: 1.08 (1.06-1.09) per 10 µg/m3 of Chen and Hoek 2020; the European "
        "Environment Agency uses the same ratio above 5 µg/m3",
    ),
    source(
        "orellano-2024",
        "Orellano et al.",
        "Long-term exposure to particulate matter and mortality: an update of the WHO global air quality "
        "guidelines systematic review and meta-analysis, Int J Public Health",
        "2024",
        "https://doi.org/10.3389/ijph.2024.1607683",
        PAPER,
        True,
        "abstract: certainty high for most pairs; its number was not read",
    ),
    source(
        "aune-2017",
        "Aune et al.",
        "Fruit and vegetable intake and the risk of cardiovascular disease, total cancer and all-cause "
        "mortality, Int J Epidemiol 46: 1029-1056",
        "2017",
        "https://doi.org/10.1093/ije/dyw319",
        PAPER,
        True,
        "abstract: per 200 g/day, all fruit and vegetables",
    ),
]
