"""Heavy drinking: relative risks read in articles, and their sources."""

from __future__ import annotations

from .common import PAPER, Sources, source
from .epidemiology_ratios import Published, Ratio

FIRST_AGE = 15
READ_AS = (
    "over 21 glasses of 10 g a week (30 g a day) read as 45-65 g a day of men, over 14 (20 g a day) as 25-45 "
    "g a day of women"
)


def heavy_and(outcome: str, sex: str, ratio: Ratio, where: str, note: str) -> Published:
    """Heavy drinkers of one sex against people who do not drink or hardly do."""
    return Published(
        "heavy_drinking",
        "heavy",
        outcome,
        ratio,
        where,
        f"{note}; {READ_AS}",
        "C",
        first_age=FIRST_AGE,
        sexes=(sex,),
    )


DRINKING_RISKS = (
    heavy_and(
        "stroke",
        "male",
        (1.14, 1.02, 1.28),
        "larsson-2016",
        "ischaemic stroke, more than 4 drinks a day; haemorrhage 1.67 (1.25-2.23); abstract read",
    ),
    heavy_and(
        "stroke",
        "female",
        (1.08, 1.01, 1.15),
        "larsson-2016",
        "ischaemic stroke, more than 2 to 4 drinks a day; abstract read",
    ),
    heavy_and(
        "colorectal_cancer",
        "male",
        (1.38, 1.28, 1.50),
        "fedirko-2011",
        "at 50 g a day, both sexes; in men 1.24 (1.13-1.37) at 2 or 3 drinks a day; abstract read",
    ),
    heavy_and(
        "colorectal_cancer",
        "female",
        (1.08, 1.03, 1.13),
        "fedirko-2011",
        "women, 2 or 3 drinks a day; both sexes 1.21 (1.13-1.28); abstract read",
    ),
    heavy_and(
        "breast_cancer",
        "female",
        (1.32, 1.19, 1.45),
        "hamajima-2002",
        "35-44 g a day; 1.46 (1.33-1.61) from 45 g on; abstract read",
    ),
    heavy_and(
        "all_cause",
        "male",
        (1.15, 1.03, 1.28),
        "zhao-2023",
        "45 to 65 g a day against none ever, fully adjusted, all ages; 1.01 (0.93-1.10) at 25-45 g and 1.34 "
        "(1.23-1.47) from 65 g on",
    ),
    heavy_and(
        "all_cause",
        "female",
        (1.21, 1.08, 1.36),
        "zhao-2023",
        "25 to 45 g a day against none ever, fully adjusted, all ages; 1.34 (1.11-1.63) at 45-65 g",
    ),
)
DRINKING_CERTAINTY = {
    ("heavy_drinking", "stroke"): ("moderate", "cohorts; genetic studies support harm of heavy drinking"),
    ("heavy_drinking", "colorectal_cancer"): ("moderate", "cohorts with dose-response"),
    ("heavy_drinking", "breast_cancer"): ("moderate", "cohorts with dose-response"),
    ("heavy_drinking", "all_cause"): (
        "moderate",
        "107 cohorts with dose-response, former drinkers taken out of those who do not drink",
    ),
}
DRINKING_SOURCES: Sources = [
    source(
        "zhao-2023",
        "Zhao, Stockwell, Naimi, Churchill, Clay, Sherk",
        "Association between daily alcohol intake and risk of all-cause mortality: a systematic review and "
        "meta-analyses, JAMA Network Open 6: e236185",
        "2023",
        "https://doi.org/10.1001/jamanetworkopen.2023.6185",
        PAPER,
        True,
        "table 4, fully adjusted: men 1.15 (1.03-1.28) at 45 to <65 g a day, women 1.21 (1.08-1.36) at 25 to "
        "<45 g",
    ),
    source(
        "larsson-2016",
        "Larsson, Wallin, Wolk, Markus",
        "Differing association of alcohol consumption with different stroke types: a systematic review and "
        "meta-analysis, BMC Medicine",
        "2016",
        "https://doi.org/10.1186/s12916-016-0721-4",
        PAPER,
        True,
        'abstract, ischaemic stroke: "1.08 (95 % CI, 1.01-1.15) for more than 2-4 drinks/day, and 1.14 (95 % '
        'CI, 1.02-1.28) for more than 4 drinks/day"',
    ),
    source(
        "fedirko-2011",
        "Fedirko et al.",
        "Alcohol drinking and colorectal cancer risk: an overall and dose-response meta-analysis of "
        "published studies, Annals of Oncology 22: 1958-1972",
        "2011",
        "https://doi.org/10.1093/annonc/mdq653",
        PAPER,
        True,
        'abstract: "1.38 (95% CI 1.28-1.50)" at 50 g a day; women, moderate: 1.08 (1.03-1.13)',
    ),
    source(
        "hamajima-2002",
        "Collaborative Group on Hormonal Factors in Breast Cancer",
        "Alcohol, tobacco and breast cancer: collaborative reanalysis of individual data from 53 "
        "epidemiological studies, British Journal of Cancer 87: 1234-1245",
        "2002",
        "https://doi.org/10.1038/sj.bjc.6600596",
        PAPER,
        True,
        'abstract: "1.32 (1.19-1.45) for an intake of 35-44 g per day alcohol", 1.46 (1.33-1.61) from 45 g '
        "on",
    ),
]
