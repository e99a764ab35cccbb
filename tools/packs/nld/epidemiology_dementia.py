"""Dementia in the Dutch pack: everybody with it, at home and in an institution."""

from __future__ import annotations

import numpy as np

from .common import PAPER, PUBLIC, Sources, source
from .epidemiology_course import excess_from_ratio
from .epidemiology_curves import AGE, Array, expit, logit
from .epidemiology_figures import Course, Figures, scale_to_counts

DEMENTIA_PATIENTS_2020 = 250000.0
DEMENTIA_SHARE_OF_WOMEN_2020 = 0.61
# Middle of the age band -> share with dementia, people in institutions counted: Europe, 1980-1990, from 60
# to 94; Rotterdam, 1989-1993, at both ends.
DEMENTIA_SHARE = {
    57.0: 0.004,
    62.0: 0.010,
    67.0: 0.014,
    72.0: 0.041,
    77.0: 0.057,
    82.0: 0.130,
    87.0: 0.216,
    92.0: 0.322,
    96.5: 0.432,
}
# Rotterdam: deaths of men and women with dementia over those of others of their age.
DEMENTIA_MORTALITY_RATIO = (2.1, 2.3)
# Leiden, 85 and over: percent of people with mild, moderate and severe dementia, of 23 in all.
DEMENTIA_SEVERITY = (12.0, 7.0, 4.0)
VEKTIS, EUROPE, ROTTERDAM = "vektis-dementia-2020", "eurodem-1991", "ott-1996"
DEATHS, LEIDEN = "witthaus-1999", "leiden-1991"
PREVALENCE_SOURCES = (VEKTIS, EUROPE, ROTTERDAM)

DEMENTIA_SOURCES: Sources = [
    source(
        VEKTIS,
        "Vektis",
        "Factsheet dementie",
        "2020",
        "https://www.vektis.nl/intelligence/publicaties/factsheet-dementie",
        PUBLIC,
        True,
        '"In 2020 tellen we 250 duizend mensen van 40 jaar en ouder met dementie"; "Circa 15 duizend van hen '
        'is tussen de 40 en 65 jaar"; "61% van hen is vrouw"; "68% van de mensen met dementie woont thuis en '
        '32% woont in een instelling"; by the care that insurers paid, with a method of 2021 that counts '
        "fewer people than the one before",
    ),
    source(
        EUROPE,
        "Eurodem Prevalence Research Group",
        "The prevalence of dementia in Europe: a collaborative study of 1980-1990 findings",
        "1991",
        "https://doi.org/10.1093/ije/20.3.736",
        PAPER,
        True,
        'abstract: "Studies in which institutionalized subjects were not investigated were excluded"; "for '
        "the five-year age groups from 60 to 94 years, were 1.0, 1.4, 4.1, 5.7, 13.0, 21.6 and 32.2%, "
        'respectively"; under 75 slightly higher in men, from 75 on in women',
    ),
    source(
        ROTTERDAM,
        "Ott et al.",
        "De prevalentie bij ouderen van de ziekte van Alzheimer, vasculaire dementie en dementie bij de "
        "ziekte van Parkinson; het ERGO-onderzoek",
        "1996",
        "https://www.ntvg.nl/artikelen/de-prevalentie-bij-ouderen-van-de-ziekte-van-alzheimer-vasculaire-"
        "dementie-en-dementie-bij",
        PAPER,
        True,
        'abstract: "variërend van 0,4 bij 55-59-jarigen tot 43,2 in de leeftijdscategorie van 95 jaar en '
        'ouder"; 7,528 people of 55 and over in Rotterdam, 1989-1993',
    ),
    source(
        DEATHS,
        "Witthaus et al.",
        "Burden of mortality and morbidity from dementia",
        "1999",
        "https://doi.org/10.1097/00002093-199907000-00011",
        PAPER,
        True,
        'abstract: "Mortality rate ratios were 2.1 (men) and 2.3 (women), with ranges of 1.7-3.4 (men) and '
        '2.0-3.1 (women), depending on severity"; higher "in all age, sex, and severity groups"; '
        "Rotterdam Study",
    ),
    source(
        LEIDEN,
        "Journal of the American Geriatrics Society 39:755-759",
        "Prevalence of dementia in the 'oldest old' of a Dutch community",
        "1991",
        "https://doi.org/10.1111/j.1532-5415.1991.tb02696.x",
        PAPER,
        True,
        'abstract: "An overall prevalence rate of 23% (95% C.I.: 19%-26%) was found. This included 12% mild '
        'dementia, 7% moderate and 4% severe dementia"; everybody of 85 and over in Leiden in 1986, in '
        "residential care too; 19 % at 85-89, 32 % at 90-94, 41 % at 95 and over",
    ),
]


def dementia_patients() -> tuple[float, float]:
    """Men and women with dementia in 2020."""
    women = DEMENTIA_PATIENTS_2020 * DEMENTIA_SHARE_OF_WOMEN_2020
    return DEMENTIA_PATIENTS_2020 - women, women


def dementia_shape() -> Array:
    """A smooth share by age: log odds of second degree through the shares that were read."""
    ages = np.array(list(DEMENTIA_SHARE))
    middle = float(ages.mean())
    terms = np.polyfit(ages - middle, logit(np.array(list(DEMENTIA_SHARE.values()))), 2)
    return expit(np.asarray(np.polyval(terms, AGE - middle), dtype=np.float64))


def dementia(figures: Figures) -> Course:
    """Dementia at home and in institutions; both sexes share the pattern, each has its own count."""
    both = dementia_shape()[None, :].repeat(2, axis=0)
    prevalence = scale_to_counts(both, figures.persons(2021), np.array(dementia_patients()))
    ratio = np.array(DEMENTIA_MORTALITY_RATIO)[:, None].repeat(len(AGE), axis=1)
    return {
        "prevalence": prevalence,
        "excess_mortality": excess_from_ratio(ratio, prevalence, figures.mortality),
    }
