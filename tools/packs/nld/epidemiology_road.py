"""Road injury of the Dutch pack: serious injuries and deaths by sex and age, and who keeps consequences.

A case is somebody who dies within 30 days of a road crash or is admitted with a serious injury (MAIS3+). A
third of those who survive live on with lasting consequences; the others have recovered at once, and their
loss is in the weight of the former.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .common import PAPER, PUBLIC, SEXES, Sources, source
from .epidemiology_curves import Array, bisect, from_age, rate_over_bands
from .epidemiology_figures import NOTHING, Course, Figures

Row = tuple[object, ...]
Band = tuple[int, int]
OLDEST = 101
# Deaths of 2023, both sexes, by band (first age, first age after it).
DEATHS_2023 = 684.0
DEATHS_MEN_2023 = 0.72
DEATHS_BY_BAND: dict[Band, float] = {
    (0, 15): 20.0,
    (60, 70): 375.0 - 143.0 - 155.0,
    (70, 80): 143.0,
    (80, OLDEST): 155.0,
}
# Deaths per 100,000 of 2016 divide those of 15-59; share of men in 2016, 2017 and 2018.
RATE_2016: dict[Band, float] = {(15, 20): 3.0, (20, 30): 4.6, (30, 40): 2.4, (40, 50): 2.3, (50, 60): 3.3}
SHARE_OF_MEN: dict[Band, tuple[float, float, float]] = {
    (0, 15): (50.0, 37.50, 47.0),
    (15, 20): (84.0, 78.79, 78.0),
    (20, 30): (78.0, 80.00, 86.0),
    (30, 40): (81.0, 80.60, 88.0),
    (40, 50): (82.0, 72.31, 71.0),
    (50, 60): (69.0, 75.00, 70.0),
    (60, 70): (69.0, 75.68, 69.0),
    (70, 80): (63.0, 75.00, 66.0),
    (80, OLDEST): (73.0, 68.03, 64.0),
}
# Serious injuries of 2023 and their shares by age (children: 2022, 15-19: 2021) and of men (2022).
SERIOUS_2023 = 7400.0
SERIOUS_CHILDREN, SERIOUS_TEENS = 0.03, 0.055
SERIOUS_60_PLUS, SERIOUS_80_PLUS = 0.58, 0.16
SERIOUS_MEN_2022 = 0.61
LASTING_SHARE = 0.33
# Years lived with disability of the injuries of 2023; per casualty in six countries.
YEARS_WITH_DISABILITY_2023 = 20500.0
YEARS_PER_CASUALTY = (2.4, 3.2)
COST_PER_SURVIVOR_EUR = 8200.0


def middle_of_2023(figures: Figures) -> Array:
    """Persons in the middle of 2023 by sex and age."""
    return np.asarray(0.5 * (figures.persons(2023) + figures.persons(2024)), dtype=np.float64)


def deaths_by_band(persons: Array) -> dict[Band, float]:
    """Deaths of 2023 by band, those of 15-59 divided as the rates of 2016."""
    there = {
        band: x * float((persons.sum(axis=0) * from_age(band[0], band[1] - 1)).sum())
        for band, x in RATE_2016.items()
    }
    left = (DEATHS_2023 - sum(DEATHS_BY_BAND.values())) / sum(there.values())
    return dict(sorted((DEATHS_BY_BAND | {band: x * left for band, x in there.items()}).items()))


def death_rates(persons: Array) -> Array:
    """Deaths per person-year by sex and age."""
    rates = []
    for sex in range(len(SEXES)):
        counts = {}
        for band, deaths in deaths_by_band(persons).items():
            men = sum(SHARE_OF_MEN[band]) / len(SHARE_OF_MEN[band]) / 100.0
            counts[band] = deaths * (1.0 - men if sex else men)
        rates.append(rate_over_bands(counts, persons[sex]))
    return np.stack(rates)


def serious_rates(persons: Array) -> Array:
    """Serious injuries per person-year: a curve for both sexes, divided by one ratio of men to women."""
    shares = {
        (0, 15): SERIOUS_CHILDREN,
        (15, 20): SERIOUS_TEENS,
        (20, 60): 1.0 - SERIOUS_CHILDREN - SERIOUS_TEENS - SERIOUS_60_PLUS,
        (60, 80): SERIOUS_60_PLUS - SERIOUS_80_PLUS,
        (80, OLDEST): SERIOUS_80_PLUS,
    }
    both = rate_over_bands({band: SERIOUS_2023 * x for band, x in shares.items()}, persons.sum(axis=0))

    def by_sex(ratio: float) -> Array:
        women = both * persons.sum(axis=0) / (ratio * persons[0] + persons[1])
        return np.stack([ratio * women, women])

    def men(ratio: float) -> float:
        return float((by_sex(ratio)[0] * persons[0]).sum()) / SERIOUS_2023 - SERIOUS_MEN_2022

    return by_sex(bisect(men, 0.5, 5.0))


def road_injury(figures: Figures) -> Course:
    """Road injury: serious injuries and deaths of 2023 by sex and age; incidence leads."""
    persons = middle_of_2023(figures)
    dead, serious = death_rates(persons), serious_rates(persons)
    fatal = dead / (dead + serious)
    return {
        "incidence": dead + serious,
        "excess_mortality": NOTHING,
        "fatal_fraction": fatal,
        "cured_fraction": (1.0 - LASTING_SHARE) * (1.0 - fatal),
    }


def years_left(mortality: Array) -> Array:
    """Life expectancy by sex and completed age from the death rates of one year."""
    alive = np.exp(-mortality)
    left = np.zeros_like(mortality)
    left[:, -1] = 1.0 / mortality[:, -1]
    for age in range(mortality.shape[1] - 2, -1, -1):
        lived = -np.expm1(-mortality[:, age]) / mortality[:, age]
        left[:, age] = lived + alive[:, age] * left[:, age + 1]
    return left


def road_weight_row(figures: Figures, unit: str) -> Row:
    """Row of disability_weight.csv: published years of disability over the years that the injured live on."""
    persons = middle_of_2023(figures)
    lasting = LASTING_SHARE * serious_rates(persons) * persons
    years = float((lasting * years_left(figures.mortality)).sum())
    value = YEARS_WITH_DISABILITY_2023 / years
    low, high = (SERIOUS_2023 * x / years for x in YEARS_PER_CASUALTY)
    mix = (
        f"mean: {YEARS_WITH_DISABILITY_2023:g} years lived with disability over {years:,.0f} years that the "
        "injured of 2023 with lasting consequences live on"
    )
    note = (
        "the years are those of the source, by another set of weights (EUROCOST); a tenth of them is of the "
        "first months, also of those who recover, and is counted here; limits are the lowest and highest "
        "years per casualty of six countries"
    )
    where = "swov-serious-2023;swov-lasting-2021;weijermars-2018"
    return "road_injury", value, low, high, unit, "EUROCOST in SWOV 2023", mix, where, "C", note


def road_total_rows() -> Iterator[Row]:
    """Published totals of disease_total.csv."""
    note = "684, 72 % of them men (whole percent)"
    for sex, share in zip(SEXES, (DEATHS_MEN_2023, 1.0 - DEATHS_MEN_2023), strict=True):
        deaths = round(DEATHS_2023 * share, 1)
        yield (
            "road_injury",
            "deaths_underlying",
            sex,
            "2023",
            deaths,
            "deaths per year",
            "swov-deaths-age-2023",
            "B",
            note,
        )
    note = "7,400 (rounded) serious injuries and 684 deaths"
    where = "swov-serious-2023;swov-deaths-2023"
    cases = SERIOUS_2023 + DEATHS_2023
    yield "road_injury", "incidence_count", "total", "2023", cases, "new cases per year", where, "C", note


CC_BY = "CC BY 4.0"
ROAD_INCIDENCE_SOURCES = [
    "swov-deaths-2023",
    "swov-deaths-age-2023",
    "cbs-road-deaths-2016",
    "cbs-road-deaths-2017",
    "cbs-road-deaths-2018",
    "swov-serious-2023",
    "swov-serious-age-2022",
    "swov-serious-age-2021",
]
ROAD_SOURCES: Sources = [
    source(
        "swov-deaths-2023",
        "SWOV from CBS",
        "Verkeersdoden in Nederland, factsheet",
        "2023",
        "https://swov.nl/nl/factsheet/verkeersdoden-nederland",
        PUBLIC,
        True,
        "In 2023 kwamen 684 mensen in Nederland om door een verkeersongeval; 375 (55 %) were 60 or older, 20 "
        "(3 %) under 15; within thirty days, no suicide",
    ),
    source(
        "swov-deaths-age-2023",
        "SWOV from CBS",
        "Hoe is het aantal verkeersdoden verdeeld over vervoerswijzen, leeftijd en geslacht?",
        "2023",
        "https://swov.nl/nl/fact/verkeersdoden-5-hoe-het-aantal-verkeersdoden-verdeeld-over-vervoerswijzen-"
        "leeftijd-en-geslacht",
        PUBLIC,
        True,
        "155 of 80 and over, 143 of 70-79, 20 under 15; In 2023 was 72% van de verkeersdoden een man",
    ),
    source(
        "cbs-road-deaths-2016",
        "CBS",
        "Verkeersdoden naar kenmerken",
        "2016",
        "https://www.cbs.nl/nl-nl/maatschappij/verkeer-en-vervoer/transport-en-mobiliteit/2016/"
        "verkeersdoden-naar-kenmerken",
        CC_BY,
        True,
        "deaths per 100,000: 3 at 15-20, 4.6, 2.4, 2.3 and 3.3 by ten years to 60, 3.6, 7.2 and 18 over it; "
        "share of men by age",
    ),
    source(
        "cbs-road-deaths-2017",
        "CBS",
        "Verkeersdoden naar kenmerken",
        "2017",
        "https://www.cbs.nl/nl-nl/maatschappij/verkeer-en-vervoer/transport-en-mobiliteit/2017/"
        "verkeersdoden-naar-kenmerken",
        CC_BY,
        True,
        "share of men by age; 453 men and 160 women",
    ),
    source(
        "cbs-road-deaths-2018",
        "CBS",
        "Verkeersdoden naar kenmerken",
        "2018",
        "https://www.cbs.nl/nl-nl/maatschappij/verkeer-en-vervoer/transport-en-mobiliteit/mobiliteit/"
        "verkeersongevallen/categorie-verkeersongevallen/verkeersdoden-naar-kenmerken",
        CC_BY,
        True,
        "share of men by age; 485 men and 193 women; 143 of 80 and over, 18.4 per 100,000",
    ),
    source(
        "swov-serious-2023",
        "SWOV from DHD and BRON",
        "Ernstig verkeersgewonden in Nederland, factsheet",
        "2023",
        "https://swov.nl/node/6064",
        PUBLIC,
        True,
        "In 2023 raakten naar schatting 7.400 personen ernstig gewond in het verkeer; 20.500 levensjaren die "
        "met beperkingen zullen worden doorgebracht; 58 % were 60 or older, 16 % 80 or older, 70 % cyclists; "
        "8,300 and 22,500 in 2022, 6,800 and 20,500 in 2021",
    ),
    source(
        "swov-serious-age-2022",
        "SWOV from DHD",
        "Hoe zijn de ernstig verkeersgewonden verdeeld naar leeftijd en geslacht?",
        "2022",
        "https://swov.nl/nl/fact/ernstig-gewonden-6-hoe-zijn-de-ernstig-verkeersgewonden-verdeeld-naar-leeftijd-"
        "en-geslacht",
        PUBLIC,
        True,
        "of those in hospital registers 61 % (4,800) men and 39 % (3,100) women; children 3 % (200), 60 and "
        "over 58 % (4,500)",
    ),
    source(
        "swov-serious-age-2021",
        "SWOV from DHD",
        "How are serious road injuries distributed by age and gender?",
        "2021",
        "https://swov.nl/en/fact/serious-injuries-6-how-are-serious-road-injuries-distributed-age-and-gender",
        PUBLIC,
        True,
        "the share of hospital-registered seriously injured young people aged 15 to 19 remained virtually "
        "unchanged at 5% to 6% (about 400)",
    ),
    source(
        "swov-lasting-2021",
        "SWOV",
        "Which types of injury do road casualties sustain and what is the injury severity?",
        "2021",
        "https://swov.nl/en/fact/serious-injuries-8-which-types-injury-do-road-casualties-sustain-and-what-"
        "injury-severity",
        PUBLIC,
        True,
        "About 33% of the casualties experience lingering effects; the distribution is of 2014",
    ),
    source(
        "weijermars-2018",
        "Weijermars et al.",
        "Burden of injury of serious road injuries in six EU countries, Accid Anal Prev 111: 184-192",
        "2018",
        "https://dspace.lboro.ac.uk/2134/27807",
        PAPER,
        True,
        "abstract: 2.4 to 3.2 years lived with disability per MAIS3+ casualty; about 90 % of them by "
        "lifelong consequences that 19 to 33 % have; the Netherlands is one of the six",
    ),
    source(
        "cbs-falls-2018",
        "CBS",
        "Dagelijks 13 doden door een val",
        "2018",
        "https://www.blikopnieuws.nl/economie/278118/dagelijks-13-doden-door-een-val.html",
        CC_BY,
        True,
        "Vallen met een vervoermiddel (fiets, brom-/snorfiets of scootmobiel) zijn hier niet in begrepen, "
        "dit zijn vervoersongevallen; read in a news report of December 2019",
    ),
    source(
        "veiligheidnl-falls-2019",
        "VeiligheidNL",
        "Valongevallen meest voorkomende oorzaak van letsel bij ouderen",
        "2019",
        "https://www.letselschade.nl/nieuws/valongevallen-zijn-meest-voorkomende-letsel-bij-ouderen",
        PUBLIC,
        True,
        "109.000 65-plussers zijn in 2019 op de Spoedeisende Hulp van een ziekenhuis terecht gekomen na een "
        "valongeval in of om het huis; read in a news report",
    ),
    source(
        "borrell-2005",
        "Borrell et al.",
        "Education level inequalities and transportation injury mortality in the middle aged and elderly in "
        "European settings, Inj Prev 11: 138-142",
        "2005",
        "https://doi.org/10.1136/ip.2004.006346",
        PAPER,
        True,
        "abstract: nine settings in the 1990s, low against high education, men of 30-49 1.46 (1.32-1.61), "
        "less at older ages; no inequalities among women",
    ),
    source(
        "kruckow-2024",
        "Kruckow and Tolstrup",
        "All cause and cause specific mortality in 15-24-year-olds in Denmark 2010 to 2022, BMJ Medicine 3: "
        "e000685",
        "2024",
        "https://doi.org/10.1136/bmjmed-2023-000685",
        PAPER,
        True,
        "abstract: children of parents with elementary against the highest education, all accidents 3.3 "
        "(2.5-4.4), suicides 1.6 (1.2-2.2); not used",
    ),
    source(
        "van-der-vlegel-2020",
        "van der Vlegel et al.",
        "Health care and productivity costs of non-fatal traffic injuries: a comparison of road user types, "
        "Int J Environ Res Public Health 17: 2217",
        "2020",
        "https://doi.org/10.3390/ijerph17072217",
        PAPER,
        True,
        "abstract: The mean health care costs per patient were € 8200, productivity costs € 5900, up to two "
        "years; 1,024 adults admitted for a traffic accident; the years of admission are in another abstract "
        "of the same cohort (de Munter 2019)",
    ),
    source(
        "van-der-vlegel-2021",
        "van der Vlegel et al.",
        "Long-term medical and productivity costs of severe trauma, PLoS ONE 16: e0252673",
        "2021",
        "https://doi.org/10.1371/journal.pone.0252673",
        PAPER,
        True,
        "abstract: 174 adults with ISS of 16 and over, in-hospital costs of 11,930 and post-hospital costs "
        "of 7,770 euro; not used",
    ),
]
