"""Suicide of the Dutch pack: deaths by sex and age, and what raises the risk.

Everybody who falls ill dies at once (a fatal fraction of 1), so nobody lives with it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .common import PAPER, SEXES, Sources, source
from .epidemiology_curves import rate_over_bands
from .epidemiology_figures import NOTHING, Course, Figures
from .epidemiology_ratios import Published

Row = tuple[object, ...]
FIRST_AGE, OLDEST, OPEN_BAND = 10, 100, 80
# Deaths of 2020 and 2021 together by band, men and women; the bands start at these ages.
BANDS = (10, 20, 30, 40, 50, 60, 70, OPEN_BAND)
DEATHS_2020_2021 = (
    (35 + 36, 124 + 166, 178 + 175, 213 + 181, 276 + 305, 188 + 211, 138 + 121, 76 + 100),
    (27 + 20, 75 + 71, 65 + 71, 83 + 79, 132 + 129, 96 + 93, 68 + 68, 49 + 35),
)
# Both sexes, 2020 and 2021 together: 10-14, 15-19, 20-24; the rest of 20-29 is the band less these.
DEATHS_OF_THE_YOUNG = {10: 9 + 14, 15: 53 + 42, 20: 99 + 113}
YOUNG_BAND_END = 30
DEATHS_2022 = (1315.0, 601.0)
DEATHS_2023 = 1862.0


def deaths_by_band(sex: int) -> dict[tuple[int, int], float]:
    """Yearly deaths of one sex by band (first age, first age after it); the young split as both sexes are."""
    ends = (*BANDS[1:], OLDEST + 1)
    whole = {
        (first, end): count / 2.0
        for first, end, count in zip(BANDS, ends, DEATHS_2020_2021[sex], strict=True)
    }
    teens, twenties = whole.pop((10, 20)), whole.pop((20, YOUNG_BAND_END))
    of_teens = DEATHS_OF_THE_YOUNG[10] / (DEATHS_OF_THE_YOUNG[10] + DEATHS_OF_THE_YOUNG[15])
    of_twenties = DEATHS_OF_THE_YOUNG[20] / sum(row[1] for row in DEATHS_2020_2021)
    young = {
        (10, 15): teens * of_teens,
        (15, 20): teens * (1.0 - of_teens),
        (20, 25): twenties * of_twenties,
        (25, YOUNG_BAND_END): twenties * (1.0 - of_twenties),
    }
    return young | whole


def suicide(figures: Figures) -> Course:
    """Suicide: rates of 2020 and 2021 by sex and age at the number of 2023; nobody survives it."""
    on_1_january_2021 = figures.persons(2021)
    rates = [rate_over_bands(deaths_by_band(sex), on_1_january_2021[sex]) for sex in range(len(SEXES))]
    rate = np.stack(rates)
    middle_of_2023 = 0.5 * (figures.persons(2023) + figures.persons(2024))
    return {
        "incidence": rate * (DEATHS_2023 / float((rate * middle_of_2023).sum())),
        "excess_mortality": NOTHING,
        "remission": NOTHING + 1.0,
        "fatal_fraction": NOTHING + 1.0,
    }


SUICIDE_RISKS = (
    Published(
        "problem_debt",
        "debt",
        "suicide",
        (2.50, 1.97, 3.17),
        "rojas-2021",
        "OR 2.50 in the year after a debt came to the Swedish enforcement authority, 18-64, adjusted for "
        "antidepressants before it; abstract read, without an interval: the limits follow from the numbers "
        "of suicides (0.06 % of 180,842 and 0.02 % of 928,265, rounded) and are too narrow",
        "C",
        first_age=18,
        last_age=64,
    ),
    Published(
        "heavy_drinking",
        "heavy",
        "suicide",
        (1.71, 1.25, 2.33),
        "lange-2024",
        "men, 50 g of alcohol a day against none ever, eight cohorts; read for over 21 (men) or 14 (women) "
        "glasses a week. Women have 11.75 (1.38-100.33) in three cohorts: that of men is used for them, "
        "inside its interval and the careful choice; abstract read",
        "C",
        first_age=16,
    ),
)
SUICIDE_CERTAINTY = {
    ("problem_debt", "suicide"): (
        "very_low",
        "one adjusted Swedish register study; in Dutch registers debt was mostly insignificant beside other "
        "features of people (berkelmans-2021); cause runs both ways",
    ),
    ("heavy_drinking", "suicide"): (
        "low",
        "cohorts with dose-response in men; illness and misfortune make people drink; women few studies",
    ),
}
SUICIDE_RISK_SOURCES = ["rojas-2021", "berkelmans-2021", "lange-2024"]
DEPRESSION_RATIO = (7.64, 4.30, 13.58)


def suicide_effect_rows() -> Iterator[Row]:
    """Rows of disease_effect.csv: depression as a risk factor for suicide."""
    note = (
        "certainty: 20 cohort and case-control studies of the general population agree in direction, size "
        "differs. Pooled and adjusted ratio of suicide for major depressive disorder (69 ratios of mental "
        "disorders), for people whom a survey or register finds ill; used for depression known to the "
        "general practitioner and for every age. The ratio counts in full; abstract read"
    )
    for sex in SEXES:
        where = ("depression", "suicide", sex, FIRST_AGE, OLDEST)
        yield (*where, *DEPRESSION_RATIO, "RR", "moderate", "moitra-2021", "B", note)


CC_BY = "CC BY 4.0"
SUICIDE_SOURCES: Sources = [
    source(
        "cbs-7022gza",
        "CBS",
        "Overledenen; zelfdoding (inwoners), diverse kenmerken, StatLine table 7022gza",
        "2020-2021",
        "https://www.cbs.nl/nl-nl/cijfers/detail/7022gza?q=doodsoorzaakverklaring",
        CC_BY,
        True,
        "numbers by sex and age: 1,228 men and 595 women in 2020, 1,295 and 566 in 2021; two "
        "stored copies of "
        "the page",
    ),
    source(
        "nji-suicide-2021",
        "Nederlands Jeugdinstituut from CBS",
        "Cijfers over zelfdoding",
        "2011-2021",
        "https://www.nji.nl/cijfers/zelfdoding",
        CC_BY,
        True,
        "10-14, 15-19 and 20-24 years: 9, 53 and 99 in 2020, 14, 42 and 113 in 2021; with "
        "them all under 20 are "
        "counted, so nobody under 10",
    ),
    source(
        "cbs-suicide-2022",
        "CBS",
        "In 2022 maakten 1916 mensen een einde aan hun leven",
        "2022",
        "https://www.welingelichtekringen.nl/samenleving/4062554/"
        "cbs-vorig-jaar-1916-zelfdodingen-54-meer-dan-jaar-ervoor.html",
        CC_BY,
        True,
        "1,315 men and 601 women; read in a news report of May 2023",
    ),
    source(
        "cbs-suicide-2023",
        "CBS",
        "Aantal zelfdodingen in 2023 constant, hoogst bij 40-plussers",
        "2023",
        "https://www.blikopnieuws.nl/nieuws/302264/"
        "aantal-zelfdodingen-in-2023-constant-hoogst-bij-40-plussers.html",
        CC_BY,
        True,
        "1,862, of men 14.7 per 100,000; the rate has been stable since 2013; read in a news "
        "report of May 2024",
    ),
    source(
        "moitra-2021",
        "Moitra et al.",
        "Estimating the risk of suicide associated with mental disorders: a systematic review and "
        "meta-regression analysis, J Psychiatr Res 137: 242-249",
        "2021",
        "https://doi.org/10.1016/j.jpsychires.2021.02.053",
        PAPER,
        True,
        "abstract: major depressive disorder 7.64 (4.3-13.58). Others are higher: mood disorders 12.3 "
        "(8.9-17.1) in linked registers (Too 2019), depression 19.7 (12.2-32.0) against the population "
        "(Chesney 2014), both read in a table of a review",
    ),
    source(
        "rojas-2021",
        "Rojas",
        "Financial indebtedness and suicide: a 1-year follow-up study of a population registered at the "
        "Swedish Enforcement Authority, Int J Soc Psychiatry 68: 1445-1453",
        "2021",
        "https://doi.org/10.1177/00207640211036166",
        PAPER,
        True,
        "abstract: 2.50; table of features: 0.06 and 0.02 % died. A review of mostly "
        "cross-sectional studies has "
        "7.9 (Richardson 2013)",
    ),
    source(
        "berkelmans-2021",
        "Berkelmans et al.",
        "Identifying socio-demographic risk factors for suicide using data on an individual "
        "level, BMC Public "
        "Health 21: 1702",
        "2021",
        "https://doi.org/10.1186/s12889-021-11743-3",
        PAPER,
        True,
        "abstract and part of table 1, Dutch registers: of 602,270 people 5,854 died of suicide; household "
        "income under 20,000 euro 2.2 %, over 150,000 0.6 % of the people in the study",
    ),
    source(
        "lange-2024",
        "Lange et al.",
        "A dose-response meta-analysis on the relationship between average amount of alcohol consumed and "
        "death by suicide, Drug Alcohol Depend 260: 111348",
        "2024",
        "https://www.suicideinfo.ca/resource/a-dose-response-meta-analysis-on-the-relationship-between-"
        "average-amount-of-alcohol-consumed-and-death-by-suicide/",
        PAPER,
        True,
        "abstract: 50 g a day 1.71 (1.25-2.33) in men, 11.75 (1.38-100.33) in women; authors "
        "as in the preprint "
        "of the same group",
    ),
]
