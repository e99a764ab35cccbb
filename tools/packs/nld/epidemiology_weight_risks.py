"""Body weight: relative risks read in articles, and their sources."""

from __future__ import annotations

from collections.abc import Iterator

from .common import PAPER, Sources, source
from .epidemiology_ratios import FIRST_ADULT_AGE, OLDEST, UNITS_OF_STUDY, Published

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


WEIGHT_RISKS = tuple(deaths_by_weight())
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
]
