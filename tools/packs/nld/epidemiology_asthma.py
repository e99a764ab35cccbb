"""Asthma of the Dutch pack: patients in care by sex and age, course, totals and relative risks."""

from __future__ import annotations

import math

import numpy as np

from .common import PAPER, PUBLIC, SEXES, Sources, source
from .epidemiology_course import excess_from_ratio
from .epidemiology_curves import AGE, Array, bisect, share_curve
from .epidemiology_figures import NOTHING, Course, Figures
from .epidemiology_ratios import Published, per_unit

# General practice: in care for it, men and women, with the coded deaths of 2018.
PATIENTS_2021 = (222800.0, 294300.0)
DEATHS_2018 = (56.0, 115.0)
NEW_CASES_2019 = (27600.0, 32700.0)
NEW_CASES_2020 = 43700.0
# Per person in 2019: in care at the general practitioner (men 28.8, women 38.7 per 1,000), and in the survey.
IN_CARE_2019 = 586200.0 / (248400.0 / 0.0288 + 337800.0 / 0.0387)
REPORTED_2019 = 0.060
# Survey of 2017-2019: boys and girls under 12 with asthma according to their parents.
REPORTED_UNDER_12 = (0.047, 0.028)
BOYS_10_TO_14 = 0.036
TODDLER, PEAK_AGE, SECOND_HALF = 3.0, 12.0, 50.0
# Rotterdam Study: diagnosed by a physician, 45 and over.
FROM_45 = (0.028, 0.042)
# Of children with asthma at 7 free of it as adults: 67 to 75 %. Of new adult patients in remission after
# five years: 27 of 170.
FREE_AS_ADULT, YEARS_TO_ADULT, ADULT_AGE = 0.71, 13.0, 20
REMISSION_OF_CHILDREN = -math.log(1.0 - FREE_AS_ADULT) / YEARS_TO_ADULT
REMISSION_OF_ADULTS = -math.log(1.0 - 27.0 / 170.0) / 5.0
MORTALITY_RATIO = 1.24
BIRTH = 0.005
WIDTH = 3


def curve(sex: int, child: float, adult: float) -> Array:
    """Share in care over age: most of the rise by 3, on to 12, one level from 20, another from 50."""
    peak = BOYS_10_TO_14 * REPORTED_UNDER_12[sex] / REPORTED_UNDER_12[0]
    points = {0.0: BIRTH, TODDLER: child, PEAK_AGE: peak, 20.0: adult, 40.0: adult}
    return share_curve(points | {SECOND_HALF: FROM_45[sex], 100.0: FROM_45[sex]}, WIDTH)


def asthma_prevalence(persons: Array) -> Array:
    """Shares that meet the survey under 12 (at the level of care) and the patients in all."""
    curves = []
    for sex in range(len(SEXES)):
        under_12 = REPORTED_UNDER_12[sex] * IN_CARE_2019 / REPORTED_2019
        young = persons[sex] * (AGE < PEAK_AGE)

        def short(child: float, sex: int = sex, young: Array = young, wanted: float = under_12) -> float:
            return float((curve(sex, child, 0.025) * young).sum() / young.sum()) - wanted

        child = bisect(short, 0.001, 0.2)

        def missing(adult: float, sex: int = sex, child: float = child) -> float:
            return float((curve(sex, child, adult) * persons[sex]).sum()) - PATIENTS_2021[sex]

        curves.append(curve(sex, child, bisect(missing, 0.001, 0.2)))
    return np.stack(curves)


def asthma(figures: Figures) -> Course:
    """Asthma in care at the general practitioner; who no longer comes for it has recovered."""
    prevalence = asthma_prevalence(figures.persons(2021))
    remission = np.where(AGE < ADULT_AGE, REMISSION_OF_CHILDREN, REMISSION_OF_ADULTS)
    ratio = NOTHING + MORTALITY_RATIO
    return {
        "prevalence": prevalence,
        "excess_mortality": excess_from_ratio(ratio, prevalence, figures.mortality),
        "remission": NOTHING + remission,
    }


FINE_PARTICLES_CHILDREN = (1.03, 1.01, 1.05)
FINE_PARTICLES_ADULTS = (1.22, 1.04, 1.43)
CHILDREN_TO, ADULTS_FROM = 17, 18
ASTHMA_RISKS = (
    Published(
        "bmi",
        "per_unit",
        "asthma",
        per_unit((1.32, 1.21, 1.44)),
        "parasuaraman-2023",
        "1.32 (1.21-1.44) per 5 kg/m2, 13 cohorts of adults that differ much; the curve is not straight "
        "(read in words only); abstract read",
        "C",
    ),
    Published(
        "pm25",
        "per_unit",
        "asthma",
        FINE_PARTICLES_CHILDREN,
        "khreis-2017",
        "1.03 (1.01-1.05) per 1 µg/m3, up to 18 years, odds ratio read as a ratio of risks; the abstract "
        "was read up to nitrogen dioxide (1.05 per 4 µg/m3, no factor here), this number in a review that "
        "cites it",
        "C",
        first_age=0,
        last_age=CHILDREN_TO,
    ),
    Published(
        "pm25",
        "per_unit",
        "asthma",
        per_unit(FINE_PARTICLES_ADULTS),
        "liu-2021-elapse",
        "1.22 (1.04-1.43) per 5 µg/m3, first hospital contact for asthma in three cohorts of Denmark and "
        "Sweden; abstract read",
        "C",
        first_age=ADULTS_FROM,
    ),
)
ASTHMA_CERTAINTY = {
    ("bmi", "asthma"): ("moderate", "cohorts with dose-response that agree in direction, size differs much"),
    ("pm25", "asthma"): (
        "low",
        "cohorts of children that define asthma differently, three cohorts of adults; their authors call "
        "the evidence still insufficient",
    ),
}
ASTHMA_SOURCES: Sources = [
    source(
        "vzinfo-asthma-2021",
        "RIVM (VZinfo) from Nivel",
        "Astma, leeftijd en geslacht",
        "2021",
        "https://www.vzinfo.nl/astma/leeftijd-en-geslacht",
        PUBLIC,
        True,
        "222,800 men and 294,300 women in care for it; 1.8 million ever known with it; the chart over age "
        "was not in the stored copy",
    ),
    source(
        "vzinfo-asthma-2020",
        "RIVM (VZinfo)",
        "Astma, in het kort",
        "2019-2020",
        "https://vzinfo.nl/astma",
        PUBLIC,
        True,
        "525,400 patients and 43,700 new ones in 2020; 444 M of care in 2019",
    ),
    source(
        "vzinfo-asthma-2019",
        "RIVM (Volksgezondheidenzorg.info) from Nivel and CBS",
        "Astma, huidige situatie en trends",
        "2019",
        "https://www.volksgezondheidenzorg.info/onderwerp/astma/cijfers-context/trends",
        PUBLIC,
        True,
        "586,200 in care, 27,600 and 32,700 new cases; new cases 40 % down since 2011, patients not; 6.0 % "
        "in the health survey",
    ),
    source(
        "nationaal-kompas-asthma-2011",
        "RIVM (Nationaal Kompas) from LINH",
        "Astma: hoe vaak komt het voor",
        "2011",
        "http://www.nationaalkompas.nl/gezondheid-en-ziekte/ziekten-en-aandoeningen/ademhalingswegen/astma/o"
        "mvang",
        PUBLIC,
        True,
        "in words: over 35 per 1,000 in boys of 10-14 and women of 40-65, the highest; 26.5 and 30.8 in all",
    ),
    source(
        "cbs-83716ned",
        "CBS",
        "Ervaren gezondheid, zorggebruik en leefstijl bij kinderen tot 12 jaar, StatLine table 83716NED",
        "2017/2019",
        "https://www.cbs.nl/nl-nl/cijfers/detail/83716NED",
        "CC BY 4.0",
        True,
        "asthma: boys 4.7 %, girls 2.8 %",
    ),
    source(
        "de-roos-2018",
        "De Roos et al.",
        "Asthma and its comorbidities in middle-aged and older adults (Rotterdam Study)",
        "2018",
        "https://doi.org/10.1016/j.rmed.2018.04.006",
        PAPER,
        True,
        "abstract: 2.8 % of men and 4.2 % of women of 45 and over",
    ),
    source(
        "asthma-deaths-2018",
        "RIVM (Volksgezondheidenzorg.info) from CBS, quoted by copdoplossingen.nl",
        "In 2018 in totaal 171 sterfgevallen door astma",
        "2018",
        "https://www.copdoplossingen.nl/a-59164331/copd-algemene-informatie/in-2018-in-totaal-171-sterfgeval"
        "len-door-astma/",
        PUBLIC,
        True,
        "56 men, 115 women; 149 in 2021 (levenzonderastma.nl, from CBS), most of 80 and over",
    ),
    source(
        "koefoed-2022",
        "Koefoed, Vonk and Koppelman",
        "Predicting the course of asthma from childhood until early adulthood",
        "2022",
        "https://doi.org/10.1097/ACI.0000000000000810",
        PAPER,
        True,
        "introduction: 67-75 % of children with asthma at 7 symptom-free as adults. Others are lower: 21 % "
        "at 19 of patients at 7-8 in Sweden (Andersson 2013)",
    ),
    source(
        "westerhof-2018",
        "Westerhof et al.",
        "Clinical predictors of remission and persistence of adult-onset asthma",
        "2018",
        "https://doi.org/10.1016/j.jaci.2017.03.034",
        PAPER,
        True,
        "abstract: 27 of 170 Dutch patients in remission after five years. Others: 11 % in 15 years "
        "(Almqvist 2020, Sweden), 28 % in nine years at 20-44 (Denmark), 22 % in nine years (Bronnimann "
        "1986)",
    ),
    source(
        "trail-2021",
        "Respiratory Research (TRAIL cohort, Denmark)",
        "Long-term predictors of severe exacerbations and mortality in adults with well-characterised asthma",
        "2021",
        "https://doi.org/10.1186/s12931-021-01864-z",
        PAPER,
        True,
        "abstract: standardised mortality ratio 1.24 (1.11-1.37), 1974-2017; authors not seen",
    ),
    source(
        "backer-2012",
        "Backer et al.",
        "Scheduled asthma management in general practice generally improve asthma control in those who "
        "attend",
        "2012",
        "https://c.coek.info/pdf-scheduled-asthma-management-in-general-practice-generally-improve-asthma-co"
        "ntrol.html",
        PAPER,
        True,
        "abstract: 36.8 % well, 39.8 % partly controlled, 23.4 % uncontrolled at the first visit, 18-79 "
        "years, Denmark; Respiratory Medicine 106: 635-641",
    ),
    source(
        "parasuaraman-2023",
        "Parasuaraman et al.",
        "The association between body mass index, abdominal fatness, and weight change and the risk of "
        "adult asthma: meta-analysis of cohort studies",
        "2023",
        "https://doi.org/10.1038/s41598-023-31373-6",
        PAPER,
        True,
        "abstract: 1.32 (1.21-1.44) per 5 kg/m2; an older review has 1.38 for overweight and 1.92 for "
        "obesity (Beuther and Sutherland 2007)",
    ),
    source(
        "khreis-2017",
        "Khreis et al.",
        "Exposure to traffic-related air pollution and risk of development of childhood asthma: "
        "meta-analysis",
        "2017",
        "https://doi.org/10.1016/j.envint.2016.11.012",
        PAPER,
        True,
        "abstract, part: nitrogen dioxide 1.05 (1.02-1.07) per 4 µg/m3; PM2.5 1.03 (1.01-1.05) per 1 µg/m3 "
        "read in two documents that cite it",
    ),
    source(
        "liu-2021-elapse",
        "Liu et al.",
        "Long-term exposure to low-level air pollution and incidence of asthma: the ELAPSE project",
        "2021",
        "https://doi.org/10.1183/13993003.03099-2020",
        PAPER,
        True,
        "abstract: 1.22 (1.04-1.43) per 5 µg/m3",
    ),
]
