"""Lasting back or neck pain of the Dutch pack: patients by sex and age, course, sources."""

from __future__ import annotations

import math

import numpy as np

from .common import PAPER, PUBLIC, SEXES, Sources, source
from .epidemiology_curves import share_curve
from .epidemiology_figures import NOTHING, Course, Figures, scale_to_counts
from .epidemiology_mental import MIDDLES

# General practice, 2020: known with back or neck pain (men, women), and how many with lasting pain.
ALL_PAIN_2020 = (793_800.0, 1_073_100.0)
LASTING_2020 = 809_700.0
LASTING_BY_SEX = tuple(LASTING_2020 * known / sum(ALL_PAIN_2020) for known in ALL_PAIN_2020)
# Free of pain within a year, of people in whom low back pain had lasted three months.
FREE_WITHIN_A_YEAR = 0.42
REMISSION = -math.log(1.0 - FREE_WITHIN_A_YEAR)
# Cost of illness 2017 of all back and neck pain, euro; its part of hospitals and of primary care.
COST_2017_EUR, HOSPITAL_2017, PRIMARY_2017 = 937e6, 0.62, 0.12
# World, 2017: millions of years lived with disability by low back pain with limits, and of people with it.
YEARS_LIVED, PEOPLE = (64.9, 46.5, 87.4), 577.0


def back_neck_pain(figures: Figures) -> Course:
    """Lasting pain known to the general practitioner: the pattern over age of all back and neck pain."""
    curves = []
    for sex in SEXES:
        rates = {
            row["age_group"]: float(row["value"]) / 1000.0
            for row in figures.bands
            if row["disease"] == "neck_back_pain" and row["measure"] == "prevalence" and row["sex"] == sex
        }
        first = sorted(rates, key=lambda band: int(band.replace("+", "-").split("-")[0]))
        curves.append(share_curve({MIDDLES[n]: rates[band] for n, band in enumerate(first)}, 5))
    counts = np.array(LASTING_BY_SEX)
    prevalence = scale_to_counts(np.stack(curves), figures.persons(2021), counts)
    return {"prevalence": prevalence, "excess_mortality": NOTHING, "remission": NOTHING + REMISSION}


BACK_COURSE_SOURCES = ["vzinfo-back-2020", "vzinfo-back-2018", "costa-2009", "itz-2013"]
BACK_WEIGHT_SOURCE = "wu-2020-back"
BACK_COST_SOURCES = ["kngf-back-cost-2017", "vzinfo-back-2020"]
BACK_SOURCES: Sources = [
    source(
        "vzinfo-back-2020",
        "RIVM (VZinfo) from Nivel",
        "Nek- en rugklachten, leeftijd en geslacht",
        "2020",
        "https://vzinfo.nl/nek-en-rugklachten/leeftijd-en-geslacht",
        PUBLIC,
        True,
        "1,866,900 known to the general practitioner in the year (793,800 men, 1,073,100 women; ICPC "
        "L01-L03, L83, "
        'L84, L86), "ongeveer 809.700 langdurige of chronische klachten"; read in a stored copy',
    ),
    source(
        "vzinfo-back-2018",
        "RIVM (volksgezondheidenzorg.info) from Nivel",
        "Nek- en rugklachten, huidige situatie",
        "2018",
        "https://www.volksgezondheidenzorg.info/onderwerp/nek-en-rugklachten/cijfers-context/huidige-situatie",
        PUBLIC,
        True,
        "per 1,000 by sex in bands of five years; 2,064,900 in all, about 845,000 lasting or chronic",
    ),
    source(
        "costa-2009",
        "Menezes Costa et al.",
        "Prognosis for patients with chronic low back pain: inception cohort study, BMJ 339: b3829",
        "2009",
        "https://doi.org/10.1136/bmj.b3829",
        PAPER,
        True,
        "abstract: 406 people in Sydney with pain for three months; free of pain 35 % at nine months, 42 "
        "% at twelve",
    ),
    source(
        "itz-2013",
        "Itz et al.",
        "Clinical course of non-specific low back pain: a systematic review of prospective cohort "
        "studies set in "
        "primary care, European Journal of Pain 17: 5-15",
        "2013",
        "https://doi.org/10.1002/j.1532-2149.2012.00170.x",
        PAPER,
        True,
        "abstract: of new pain 65 % still have it after a year, 41 % in Australian and 69 % in other "
        "studies; "
        "comparison only",
    ),
    source(
        "kngf-back-cost-2017",
        "KNGF from RIVM (Kosten van Ziekten 2017)",
        "Richtlijn Lage rugpijn, maatschappelijke impact",
        "2017",
        "https://www.kngf.nl/kennisplatform/richtlijnen/lage-rugpijn-2021/algemene-informatie/"
        "maatschappelijke-impact",
        PUBLIC,
        True,
        '"937 miljoen euro in 2017 ... 62% besteed aan ziekenhuiszorg, 12% aan eerstelijnszorg, en 11% '
        "aan overige "
        'aanbieders"',
    ),
    source(
        BACK_WEIGHT_SOURCE,
        "Wu et al. (Global Burden of Disease study 2017)",
        "Prevalence of and years lived with disability by low back pain, world, 1990-2017 (title not read), "
        "Annals of Translational Medicine 8: 299",
        "2020",
        "http://chiro.org./Global_Burden/Global_Low_Back_Pain_Prevalence.shtml",
        PAPER,
        True,
        "abstract: 577.0 million people and 64.9 (46.5-87.4) million years in 2017; neck pain of 2019 "
        "0.099 a "
        "person (267.4 over 2,696.5 per 100,000, doi 10.3389/fneur.2022.955367)",
    ),
    source(
        "zhang-2018-back",
        "Zhang et al.",
        "Obesity as a risk factor for low back pain: a meta-analysis, Clin Spine Surg 31: 22-27",
        "2018",
        "https://doi.org/10.1097/BSD.0000000000000468",
        PAPER,
        True,
        "abstract: 10 cohorts, 29,748 people; overweight 1.15 (1.08-1.21), obesity 1.36 (1.18-1.57)",
    ),
    source(
        "shiri-2017-back",
        "Shiri, Falah-Hassani",
        "Does leisure time physical activity protect against low back pain? Systematic review and "
        "meta-analysis of "
        "36 prospective cohort studies, Br J Sports Med 51: 1410-1418",
        "2017",
        "https://doi.org/10.1136/bjsports-2016-097352",
        PAPER,
        True,
        "abstract: frequent or chronic pain 0.89 (0.82-0.97), pain in the past 1-12 months 0.98 (0.93-1.03)",
    ),
    source(
        "alzahrani-2019",
        "Alzahrani et al.",
        "The association between physical activity and low back pain: a systematic review and "
        "meta-analysis of "
        "observational studies, Scientific Reports 9: 8244",
        "2019",
        "https://doi.org/10.1038/s41598-019-44664-8",
        PAPER,
        True,
        "abstract: cohorts, medium against lowest 0.90 (0.85-0.96), highest against lowest 1.00 (0.92-1.08)",
    ),
]
