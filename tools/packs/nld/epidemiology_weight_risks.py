"""Body weight: relative risks read in articles, and their sources."""

from __future__ import annotations

from collections.abc import Iterator

from .common import PAPER, SEXES, Sources, source
from .epidemiology_ratios import FIRST_ADULT_AGE, OLDEST, UNITS_OF_STUDY, Published, Ratio, per_unit

# Deaths from all causes rise above this weight only; below it no excess was found down to 20 kg/m2.
LEAST_HARM, START_OF_EXCESS = 22.0, 25.0
POINTS = (LEAST_HARM, START_OF_EXCESS, 30.0, 40.0)
LAST_MIDDLE_AGE = 64
# Per 5 kg/m2 above 25: the ratio and its outer limits below and from 65.
RATIO_OF_DEATHS = 1.21
LIMITS_OF_DEATHS = ((FIRST_ADULT_AGE, LAST_MIDDLE_AGE, 1.20, 1.43), (LAST_MIDDLE_AGE + 1, OLDEST, 1.0, 1.22))
OF_DEATHS = (
    "1.21 (1.20-1.22) per 5 kg/m2 above 25 in never smokers, first five years left out (bhaskaran-2018); "
    "lowest at 20-25 (bmi-mortality-2016). Limits are those of the studies that differ most: below 65 up to "
    "1.43 (Europe 1.39, 1.34-1.43, bmi-mortality-2016), from 65 down to 1 (no excess below 33, winter-2014)"
)

# Per 5 kg/m2, at 55-64 years, and how much of the excess of a unit is left at older ages (DYNAMO-HIA).
RATIO_OF_DIABETES = (2.32, 2.04, 2.63)
AGES_OF_DIABETES = ((FIRST_ADULT_AGE, 59, 1.0), (60, 74, 0.92), (75, OLDEST, 0.90))
FIRST_AGE_AFTER_MENOPAUSE = 50


def deaths_by_weight() -> Iterator[Published]:
    """Deaths from all causes as a curve: level to 25 kg/m2, log-linear above."""
    for first, last, low, high in LIMITS_OF_DEATHS:
        for point in POINTS:
            units = max(point - START_OF_EXCESS, 0.0) / UNITS_OF_STUDY
            limits = (low**units, high**units) if units else (None, None)
            yield Published(
                "bmi",
                f"{point:g}",
                "all_cause",
                (RATIO_OF_DEATHS**units, *limits),
                "bhaskaran-2018",
                OF_DEATHS if units else "no excess of deaths between 20 and 25 kg/m2 (bmi-mortality-2016)",
                "C",
                first,
                last,
            )


def diabetes_by_weight() -> Iterator[Published]:
    """New diabetes per kg/m2 above 22, with less of the excess at older ages."""
    for first, last, left in AGES_OF_DIABETES:
        value, low, high = (1.0 + (x - 1.0) * left for x in per_unit(RATIO_OF_DIABETES))
        note = "2.32 (2.04-2.63) per 5 kg/m2 at 55-64, for both sexes; abstract read"
        note += "" if left == 1.0 else f"; excess x {left} at these ages (dynamo-hia-bmi)"
        where = "singh-2013" if left == 1.0 else "singh-2013;dynamo-hia-bmi"
        yield Published("bmi", "per_unit", "diabetes", (value, low, high), where, note, "C", first, last)


def disease_by_weight(
    outcome: str, ratio: Ratio, where: str, note: str, ages: tuple[int, int], sexes: tuple[str, ...]
) -> Published:
    """One disease, a ratio per 5 kg/m2 brought to one unit."""
    note = f"{ratio[0]} ({ratio[1]}-{ratio[2]}) per 5 kg/m2{note}; abstract read"
    return Published("bmi", "per_unit", outcome, per_unit(ratio), where, note, "C", *ages, sexes)


ADULTS = (FIRST_ADULT_AGE, OLDEST)
DISEASES_BY_WEIGHT = (
    disease_by_weight(
        "ischaemic_heart_disease",
        (1.44, 1.40, 1.48),
        "singh-2013",
        " at 55-64, for both sexes",
        (FIRST_ADULT_AGE, LAST_MIDDLE_AGE),
        SEXES,
    ),
    disease_by_weight(
        "ischaemic_heart_disease",
        (1.27, 1.23, 1.31),
        "lu-2014",
        " at all ages; the ratio falls with age (singh-2013), so rather too much",
        (LAST_MIDDLE_AGE + 1, OLDEST),
        SEXES,
    ),
    disease_by_weight("stroke", (1.18, 1.14, 1.22), "lu-2014", " at all ages", ADULTS, SEXES),
    disease_by_weight(
        "colorectal_cancer",
        (1.24, 1.20, 1.28),
        "harriss-2009",
        ", colon; rectum 1.09 (1.05-1.14)",
        ADULTS,
        ("male",),
    ),
    disease_by_weight(
        "colorectal_cancer", (1.09, 1.04, 1.12), "harriss-2009", ", colon", ADULTS, ("female",)
    ),
    Published(
        "bmi",
        "per_unit",
        "breast_cancer",
        (1.03, 1.02, 1.05),
        "chen-2017",
        "per kg/m2 after the menopause, 31 cohorts; not linear; abstract read",
        "B",
        FIRST_AGE_AFTER_MENOPAUSE,
        OLDEST,
        ("female",),
    ),
)
WEIGHT_RISKS = (*deaths_by_weight(), *diabetes_by_weight(), *DISEASES_BY_WEIGHT)
WEIGHT_RISK_SOURCES: Sources = [
    source(
        "bhaskaran-2018",
        "Bhaskaran et al.",
        "Association of BMI with overall and cause-specific mortality: a population-based cohort study of "
        "3.6 million adults in the UK, Lancet Diabetes and Endocrinology 6: 944-953",
        "2018",
        "https://doi.org/10.1016/S2213-8587(18)30288-2",
        PAPER,
        True,
        'abstract: never smokers, 188,057 deaths, "the estimated hazard ratio per 5 kg/m2 increase in BMI '
        'was 0.81 (95% CI 0.80-0.82) below 25 kg/m2 and 1.21 (1.20-1.22) above this point"; adjusted for '
        "diabetes",
    ),
    source(
        "bmi-mortality-2016",
        "Global BMI Mortality Collaboration",
        "Body-mass index and all-cause mortality: individual-participant-data meta-analysis of 239 "
        "prospective studies in four continents, Lancet 388: 776-786",
        "2016",
        "https://doi.org/10.1016/S0140-6736(16)30175-1",
        PAPER,
        True,
        'abstract, never smokers without disease: "All-cause mortality was minimal at 20.0-25.0 kg/m2", 1.07 '
        "(1.07-1.08) at 25-27.5, 1.20 (1.18-1.22) at 27.5-30, 1.45 (1.41-1.48) at 30-35; per 5 kg/m2 above "
        '25 "1.39 (1.34-1.43) in Europe"; the sentence on age was not read',
    ),
    source(
        "winter-2014",
        "Winter, MacInnis, Wattanapenpaiboon, Nowson",
        "BMI and all-cause mortality in older adults: a meta-analysis, Am J Clin Nutr",
        "2014",
        "https://forum.nutrimuscle.com/augmenter-son-imc-pour-vivre-plus-longtemps/11545",
        PAPER,
        True,
        'abstract, 65 and over, 32 studies: "Mortality risk began to increase for BMI >33.0 [BMI of '
        '33.0-33.9; HR (95% CI): 1.08 (1.00, 1.15)]"; slightly weaker in never smokers',
    ),
    source(
        "singh-2013",
        "Singh et al.",
        "The age-specific quantitative effects of metabolic risk factors on cardiovascular diseases and "
        "diabetes: a pooled analysis, PLoS ONE 8: e65174",
        "2013",
        "https://doi.org/10.1371/journal.pone.0065174",
        PAPER,
        True,
        'abstract: "The RRs for 5 kg/m2 higher BMI for ages 55-64 ranged from 2.32 (2.04-2.63) for diabetes, '
        'to 1.44 (1.40-1.48) for IHD"; "proportional effects declined with age, were generally consistent by '
        'sex"',
    ),
    source(
        "lu-2014",
        "Global Burden of Metabolic Risk Factors for Chronic Diseases Collaboration",
        "Metabolic mediators of the effects of body-mass index, overweight, and obesity on coronary heart "
        "disease and stroke: a pooled analysis of 97 prospective cohorts with 1.8 million participants",
        "2014",
        "https://doi.org/10.1016/S0140-6736(13)61836-X",
        PAPER,
        True,
        'abstract: "The HR for each 5 kg/m2 higher BMI was 1.27 (95% CI 1.23-1.31) for coronary heart '
        'disease and 1.18 (1.14-1.22) for stroke"',
    ),
    source(
        "harriss-2009",
        "Harriss et al.",
        "Lifestyle factors and colorectal cancer risk (1): systematic review and meta-analysis of "
        "associations with body mass index, Colorectal Disease 11: 547-563",
        "2009",
        "https://doi.org/10.1111/j.1463-1318.2009.01766.x",
        PAPER,
        True,
        'abstract: "Higher BMI was associated with colon (RR 1.24, 95% CIs: 1.20-1.28) and rectal (1.09, '
        '1.05-1.14) cancers in men, and with colon cancer (1.09, 1.04-1.12) in women"',
    ),
    source(
        "chen-2017",
        "Chen et al.",
        "Body mass index had different effects on premenopausal and postmenopausal breast cancer risks: a "
        "dose-response meta-analysis with 3,318,796 subjects from 31 cohort studies, BMC Public Health",
        "2017",
        "https://doi.org/10.1186/s12889-017-4953-9",
        PAPER,
        True,
        'abstract: "the RR in total postmenopausal women were 1.03 (95% CI: 1.02-1.05) per 1 kg/m2 '
        'increment"',
    ),
]
