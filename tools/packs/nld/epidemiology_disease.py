"""Diseases of the Dutch pack: prevalence or incidence, course, totals and disability weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from .common import AGES, SEXES, Entries, entry, write_table
from .epidemiology_asthma import asthma
from .epidemiology_back import BACK_COURSE_SOURCES, back_neck_pain
from .epidemiology_cancer import breast_cancer, colorectal_cancer, lung_cancer
from .epidemiology_chronic import heart_failure, knee_osteoarthritis
from .epidemiology_course import (
    equilibrium_prevalence,
    excess_from_ratio,
    implied_incidence,
    scaled_incidence,
)
from .epidemiology_curves import (
    AGE,
    Array,
    bisect,
    from_age,
    log_curve,
    mean_share,
    moving_average,
    share_curve,
)
from .epidemiology_dementia import DEATHS, PREVALENCE_SOURCES, dementia
from .epidemiology_figures import FATALITY_BANDS, NOTHING, Course, Figures, hold_below, scale_to_counts
from .epidemiology_mental import anxiety_disorder, depression
from .epidemiology_road import ROAD_INCIDENCE_SOURCES, road_injury
from .epidemiology_suicide import suicide

Row = tuple[object, ...]
OLDEST_BAND = "95+"
YEARS_TO_MIDDLE_OF_FOLLOW_UP = 2.0
YEARS_BETWEEN_30_DAYS_AND_5_YEARS = 5.0 - 30.0 / 365.25
DIABETES_AT_98 = 0.85
RATIO_AGES = (47.0, 52.0, 57.0, 62.0, 67.0, 72.0, 77.0, 82.0, 87.0, 92.0, 97.0)
TYPE_1_RATIO = (
    (5.5, 5.2, 6.5, 4.5, 4.1, 4.1, 2.6, 2.3, 2.0, 1.4, 1.3),
    (5.6, 4.6, 5.3, 5.8, 5.6, 4.2, 3.8, 2.8, 1.9, 1.7, 1.5),
)
TYPE_2_RATIO = (
    (1.9, 1.7, 1.8, 1.6, 1.6, 1.5, 1.4, 1.3, 1.2, 1.1, 1.2),
    (2.8, 2.5, 1.8, 1.7, 1.6, 1.6, 1.5, 1.4, 1.3, 1.2, 1.2),
)
TYPE_1_SHARE = {20.0: 0.95, 30.0: 0.6, 40.0: 0.25, 50.0: 0.10, 70.0: 0.05, 100.0: 0.05}
COPD_SELF_REPORT_TOTAL = 0.043
COPD_OLDER_SHAPE = {70.0: 1.0, 80.0: 1.1, 90.0: 1.0, 100.0: 0.8}
COPD_RATIO = {60.0: 1.93, 75.0: 1.93, 85.0: 1.6, 95.0: 1.3}
FALL_FIRST_AGE = 65
FALL_GROWTH_PER_YEAR = 0.08
FALL_WOMEN_TO_MEN = 1.5
FALL_DEATHS_90_PLUS_OF_70_PLUS = (0.255, 0.441)
FALL_DEATHS_65_PLUS_SHARE = 0.975


def onset_fatality(figures: Figures, disease: str) -> Array:
    """Fatal fraction at onset: 30-day case fatality after the first admission."""
    curves = []
    for sex in SEXES:
        bands = figures.fatality(disease, "case_fatality_30d", sex)
        curves.append(share_curve({FATALITY_BANDS[band]: share for band, share in bands.items()}))
    return np.stack(curves)


def excess_after_admission(figures: Figures, disease: str) -> Array:
    """Excess mortality: yearly hazard between 30 days and 5 years less the mortality of the population."""
    curves = []
    for index, sex in enumerate(SEXES):
        early, late = (figures.fatality(disease, f"case_fatality_{when}", sex) for when in ("30d", "5y"))
        points = {}
        for band, middle in FATALITY_BANDS.items():
            if band == OLDEST_BAND:
                continue
            survival = (1.0 - late[band]) / (1.0 - early[band])
            hazard = -np.log(survival) / YEARS_BETWEEN_30_DAYS_AND_5_YEARS
            background = float(
                np.interp(middle + YEARS_TO_MIDDLE_OF_FOLLOW_UP, AGE, figures.mortality[index])
            )
            points[middle] = float(hazard) - background
        curves.append(log_curve(points, 9))
    return np.stack(curves)


def vascular(figures: Figures, disease: str, dynamo: str, counts: Array, year: int) -> Course:
    """Heart disease or stroke: prevalence that follows from the incidence pattern, scaled to the count."""
    course = {
        "excess_mortality": excess_after_admission(figures, disease),
        "fatal_fraction": onset_fatality(figures, disease),
    }
    pattern = moving_average(figures.age_pattern(dynamo, "incidence_rate"), 5)
    incidence = scaled_incidence(pattern, course, figures.persons(year), counts)
    return {"prevalence": equilibrium_prevalence(incidence, course), **course}


def ischaemic_heart_disease(figures: Figures) -> Course:
    """Ischaemic heart disease known to the general practitioner."""
    counts = figures.by_sex("ischaemic_heart_disease", "prevalence_count", "2020")
    return vascular(figures, "ischaemic_heart_disease", "NL_2005_IHD", counts, 2021)


def stroke(figures: Figures) -> Course:
    """Stroke without transient attacks."""
    total = figures.total("stroke", "prevalence_projection", "total", "2020")
    with_attacks = figures.by_sex("stroke_incl_TIA", "prevalence_count", "2021")
    return vascular(figures, "stroke", "NL_2005_Stroke", total * with_attacks / with_attacks.sum(), 2021)


def diabetes(figures: Figures) -> Course:
    """Diabetes of both types."""
    curves = []
    for sex in SEXES:
        points = {0.0: 0.0002}
        for row in figures.bands:
            if row["disease"] == "diabetes" and row["measure"] == "prevalence" and row["sex"] == sex:
                first = int(row["age_group"].replace("+", "-").split("-")[0])
                points[float(first + 2)] = float(row["value"]) / 1000.0
        points[98.0] = DIABETES_AT_98 * points[max(points)]
        curves.append(share_curve(points, 7))
    prevalence = np.stack(curves)
    counts = figures.by_sex("diabetes", "prevalence_count", "2020")
    prevalence = scale_to_counts(prevalence, figures.persons(2021), counts)
    type_1 = np.interp(AGE, list(TYPE_1_SHARE), list(TYPE_1_SHARE.values()))
    ratios = []
    for index in range(len(SEXES)):
        ratio_1 = log_curve(dict(zip(RATIO_AGES, TYPE_1_RATIO[index], strict=True)))
        ratio_2 = log_curve(dict(zip(RATIO_AGES, TYPE_2_RATIO[index], strict=True)))
        ratios.append(type_1 * ratio_1 + (1.0 - type_1) * ratio_2)
    excess = excess_from_ratio(np.stack(ratios), prevalence, figures.mortality)
    return {"prevalence": prevalence, "excess_mortality": hold_below(moving_average(excess, 5), 20)}


def copd(figures: Figures) -> Course:
    """Chronic obstructive pulmonary disease known to the general practitioner."""
    middles = {"20-29": 24.5, "30-39": 34.5, "40-49": 44.5, "50-54": 52.0, "55-64": 59.5}
    seen = {
        middles[row["age_group"]]: float(row["value"]) / 100.0
        for row in figures.bands
        if row["disease"] == "COPD" and row["age_group"] in middles
    }
    persons = figures.persons(2021)

    def shape(level: float) -> Array:
        older = {age: level * factor for age, factor in COPD_OLDER_SHAPE.items()}
        return share_curve({0.0: 0.00001, 15.0: 0.0008} | seen | older, 7)

    ages = np.ones((1, len(AGES)))
    level = bisect(
        lambda x: mean_share(shape(x)[None, :].repeat(2, axis=0), persons, ages) - COPD_SELF_REPORT_TOTAL,
        0.01,
        0.4,
    )
    both = shape(level)[None, :].repeat(len(SEXES), axis=0)
    prevalence = scale_to_counts(both, persons, figures.by_sex("COPD", "prevalence_count", "2021"))
    ratio = np.interp(AGE, list(COPD_RATIO), list(COPD_RATIO.values()))
    excess = excess_from_ratio(ratio[None, :].repeat(2, axis=0), prevalence, figures.mortality)
    return {"prevalence": prevalence, "excess_mortality": hold_below(excess, 20)}


def fall_injury(figures: Figures) -> Course:
    """Injury by a fall with a visit to the emergency department, 65 and over: incidence leads."""
    older = from_age(FALL_FIRST_AGE)
    pattern = np.exp(FALL_GROWTH_PER_YEAR * (AGE - FALL_FIRST_AGE)) * older
    both = np.stack([pattern, pattern * FALL_WOMEN_TO_MEN])
    persons = figures.persons(2024)
    incidence = (
        both * figures.total("falls_65plus", "ED_visits", "total", "2024") / float((both * persons).sum())
    )
    visits = incidence * persons * figures.total("falls_65plus", "ED_visits", "total", "2023")
    visits = visits / figures.total("falls_65plus", "ED_visits", "total", "2024")
    deaths = figures.by_sex("accidental_fall", "deaths", "2023") * FALL_DEATHS_65_PLUS_SHARE
    fatal = [fatal_curve(visits[s], float(deaths[s]), FALL_DEATHS_90_PLUS_OF_70_PLUS[s]) for s in range(2)]
    return {
        "incidence": incidence,
        "excess_mortality": NOTHING,
        "remission": NOTHING + 1.0,
        "fatal_fraction": np.stack(fatal) * older,
    }


def fatal_curve(visits: Array, deaths: float, share_90_plus: float) -> Array:
    """Fatal fraction that rises log-linearly with age; deaths and their share at 90+ of 70+ as published."""

    def curve(growth: float) -> Array:
        shape = np.exp(growth * (AGE - 80.0))
        return np.asarray(shape * deaths / float((shape * visits).sum()), dtype=np.float64)

    def share(growth: float) -> float:
        died = curve(growth) * visits
        return float(died[90:].sum() / died[70:].sum())

    return curve(bisect(lambda growth: share(growth) - share_90_plus, -0.05, 0.2))


DISEASES = (
    ischaemic_heart_disease,
    stroke,
    diabetes,
    copd,
    lung_cancer,
    dementia,
    depression,
    fall_injury,
    heart_failure,
    colorectal_cancer,
    breast_cancer,
    anxiety_disorder,
    knee_osteoarthritis,
    asthma,
    suicide,
    road_injury,
    back_neck_pain,
)


def courses(raw: Path, pack: Path) -> dict[str, Course]:
    """All diseases: disease -> measure -> array [sex, age]; refuses a prevalence without an incidence."""
    figures = Figures(raw, pack)
    found = {build.__name__: build(figures) for build in DISEASES}
    for disease, course in found.items():
        if "prevalence" in course and (implied_incidence(course["prevalence"], course) < 0.0).any():
            raise ValueError(f"{disease}: prevalence falls faster with age than its course allows")
    return found


def disease_rows(found: Mapping[str, Course]) -> Iterator[Row]:
    """Rows of disease.csv."""
    for disease, course in found.items():
        for measure, values in course.items():
            for sex, age in np.ndindex(values.shape):
                yield disease, measure, SEXES[sex], AGES[age], float(values[sex, age])


def describe() -> Entries:
    """Entry of disease.csv for tables.csv."""
    table = entry(
        "Diseases by sex and age: prevalence or incidence, course",
        "prevalence, fractions: share; incidence, excess mortality, remission: per person-year",
        "C",
        [
            "nivel-vzinfo",
            "hartstichting-2022",
            "dynamo-hia-nl2005",
            "vzinfo-diabetes-mortality",
            "cbs-83005ned",
            "olin-2012",
            "iknl",
            "staatvenz-depression",
            "ten-have-2018",
            "falls-65plus",
            "cbs-7052-95",
            "cbs-falls-2024",
            "vtv-2014",
            "bleumink-2004",
            "mosterd-2001",
            "vzinfo-anxiety-2020",
            "staatvenz-mental-2018",
            "schopman-2021",
            "vzinfo-colorectal-2022",
            "cbs-colorectal-2015",
            "vzinfo-breast-2023",
            "vzinfo-breast-trend",
            "nationaal-kompas-breast-2011",
            "vzinfo-breast-deaths-2020",
            "vzinfo-osteoarthritis-2020",
            "spitaels-2020",
            "cross-2014",
            "leyland-2021",
            "pubmed-35040591",
            "vzinfo-asthma-2021",
            "vzinfo-asthma-2019",
            "nationaal-kompas-asthma-2011",
            "cbs-83716ned",
            "de-roos-2018",
            "koefoed-2022",
            "westerhof-2018",
            "trail-2021",
            "cbs-7022gza",
            "nji-suicide-2021",
            "cbs-suicide-2023",
            *PREVALENCE_SOURCES,
            DEATHS,
            *ROAD_INCIDENCE_SOURCES,
            "swov-lasting-2021",
            *BACK_COURSE_SOURCES,
            "unverified-assumption",
        ],
        "public web figures, state source",
        "2020-2024",
        "Heart disease and stroke: the prevalence that follows from the 2005 incidence pattern with "
        "today's course (30-day fatality at onset; hazard from 30 days to 5 years less background), "
        "scaled to the published counts. Diabetes: bands of 2017 scaled to the counts of 2020, a decline "
        "to 0.85 of it at 98 assumed, excess from mortality ratios of 2012-2019. COPD: self-reported "
        "bands extended, scaled to the counts. Dementia: log odds of second degree in age through the "
        "shares of Europe (60-94) and Rotterdam (55-59, 95+), at home and in institutions, scaled to the "
        "250,000 patients of 2020, 61 % of them women; mortality 2.1 (men) and 2.3 (women) times that of "
        "others at every age. Depression: general-practice rates by age. Lung cancer "
        "and falls: incidence. Heart failure: incidence of the Rotterdam Study at 55-59 and 90+ joined by a "
        "line in logs, mortality 2.1 times that of others at every age, scaled to the general-practice "
        "counts. "
        "Anxiety: counts of 2020 with the pattern of all mental problems of women (2018), from 65 that of "
        "depression. Colorectal and breast cancer: patients are those of the last ten years; incidence "
        "pattern of 2005 at the published new cases, excess mortality = published deaths over patients at "
        "every age, and a rate of leaving the count solved so that the published patients follow. Patients "
        "with breast cancer: new cases of ten years (mean of eight years read) x the share alive in 2011 "
        "(99,265 of 124,065). Osteoarthritis of the knee: counts of 2020 with the pattern over age of "
        "general practice in Flanders (2015), both sexes alike. Asthma: under 12 the survey of 2017-2019, "
        "at the "
        "level of general practice (x 0.56); over 35 per 1,000 boys of 10-14; from 45 the Rotterdam Study; "
        "a level "
        "between 20 and 40 solved so that the patients of 2021 follow; mortality 1.24 times that of all at "
        "every "
        "age. Suicide: deaths of 2020 and 2021 by sex and age over the persons of 1 January "
        "2021, a smooth rate "
        "that gives back every band, at the number of 2023; all die at once. Road injury: deaths within "
        "30 days and serious injuries (MAIS3+) of 2023 by band of age, smooth in between; 33 % of who "
        "survives lives on with lasting consequences, the others are cured at once. Lasting back or neck "
        "pain: "
        "those of 2020 with the pattern over age and sex of all back and neck pain (2018).",
        "All-age curves are of the year of the count and held to 2025. Stroke excludes transient "
        "attacks; 243,700 was projected in 2014 for 2020 and split by sex as stroke with attacks. No "
        "deaths before admission are in the fatal fraction. Lung cancer: women's pattern of 2005 mixed "
        "with men's (cohorts have aged), assumption. Depression: remission from 12 % not recovered in 3 "
        "years; excess mortality 0. Falls: pattern over age (8 % a year, women 1.5 times men) is an "
        "unverified assumption; visits are counted, not persons, and an injury lasts a year on average: "
        "unverified assumption. Lung cancer: a fifth is cured, chosen so that incidence, survival and deaths "
        "fit each other: unverified assumption. COPD above 65: unverified assumption. Osteoarthritis of the "
        "knee: the decline below 45, excess mortality 0 and no recovery (who was operated stays known) are "
        "unverified assumptions. Asthma: patients in care for it, so who stops coming has recovered; girls "
        "have "
        "the pattern of boys under 12; the level from 45 on is one number at every age, and the lines "
        "between the "
        "ages that were read are unverified assumptions. Children recover as those of 7 who are free of it "
        "as "
        "adults, taken over 13 years; adults as new Dutch patients in five years. Suicide: "
        "nobody lives with it; "
        "the remission of 1 concerns only who no longer dies as mortality falls and is a convention without "
        "weight; boys and girls under 20, and men and women of 20-29, divide over five-year bands as both "
        "together do. Road injury: deaths of 15-59 divide over ages as in 2016, men as in 2016-2018; serious "
        "injuries between 20 and 60 follow a smooth line, with one ratio of men to women at every age, and a "
        "third has lasting consequences at every age, who die no more than others: unverified "
        "assumptions. Lasting "
        "back or neck pain: that it is the same part of all such pain at every age and for both sexes, and "
        "excess mortality 0, are unverified assumptions; recovery is that of newly chronic low back pain.",
    )
    return {"disease.csv": table}


def build_disease(raw: Path, pack: Path) -> Entries:
    """Write disease.csv."""
    write_table(
        pack, "disease.csv", ("disease", "measure", "sex", "age", "value"), disease_rows(courses(raw, pack))
    )
    return describe()
