"""Too little exercise: relative risks read in articles, and their sources."""

from __future__ import annotations

from .common import PAPER, Sources, source
from .epidemiology_ratios import HIGH_SHARE, OLDEST, Published, Ratio, inactive_from_extremes

LAST_MIDDLE_AGE = 64
# Against the inactive, 60 and over: who follows the recommendation, and who does less than that.
FOLLOWS, DOES_LESS = (0.72, 0.65, 0.80), (0.78, 0.71, 0.87)
MIXED = f"{HIGH_SHARE:.0%} of the active meet the guideline"


def inactive_from_doses(follows: Ratio, does_less: Ratio) -> Ratio:
    """Risk of the inactive against a mix of those who meet the guideline and those who do less."""
    value, low, high = (
        1.0 / (HIGH_SHARE * x + (1.0 - HIGH_SHARE) * y) for x, y in zip(follows, does_less, strict=True)
    )
    return value, high, low


def inactive_and(outcome: str, ratio: Ratio, what: str) -> Published:
    """One disease: the most active against the least active, turned round."""
    value, low, high = ratio
    return Published(
        "inactivity",
        "inactive",
        outcome,
        inactive_from_extremes(ratio),
        "kyu-2016",
        f"{what}: {value} ({low}-{high}) at 8000 MET minutes a week and over against below 600; {MIXED}, the "
        "others lie halfway on the log scale; abstract read",
        "C",
        sexes=("female",) if outcome == "breast_cancer" else ("male", "female"),
    )


ACTIVITY_RISKS = (
    inactive_and("ischaemic_heart_disease", (0.754, 0.704, 0.809), "ischaemic heart disease"),
    inactive_and("stroke", (0.736, 0.659, 0.811), "ischaemic stroke"),
    inactive_and("diabetes", (0.722, 0.678, 0.768), "diabetes"),
    inactive_and("colorectal_cancer", (0.789, 0.735, 0.850), "colon cancer"),
    inactive_and("breast_cancer", (0.863, 0.829, 0.900), "breast cancer"),
    Published(
        "inactivity",
        "inactive",
        "all_cause",
        inactive_from_extremes((0.81, 0.76, 0.85)),
        "woodcock-2011",
        "0.81 (0.76-0.85) at 2.5 hours of moderate activity a week against none, 0.76 (0.71-0.81) at 7 "
        f"hours; {MIXED}, the others lie halfway on the log scale; abstract read",
        "C",
        last_age=LAST_MIDDLE_AGE,
    ),
    Published(
        "inactivity",
        "inactive",
        "all_cause",
        inactive_from_doses(FOLLOWS, DOES_LESS),
        "hupin-2015",
        "60 and over: 0.72 (0.65-0.80) as recommended, 0.78 (0.71-0.87) below that, against the inactive; "
        f"{MIXED}; abstract read",
        "C",
        first_age=LAST_MIDDLE_AGE + 1,
        last_age=OLDEST,
    ),
)
ACTIVITY_SOURCES: Sources = [
    source(
        "kyu-2016",
        "Kyu et al.",
        "Physical activity and risk of breast cancer, colon cancer, diabetes, ischemic heart disease, and "
        "ischemic stroke events: systematic review and dose-response meta-analysis, BMJ 354: i3857",
        "2016",
        "https://doi.org/10.1136/bmj.i3857",
        PAPER,
        True,
        'abstract: "14% (relative risk 0.863, 95% uncertainty interval 0.829 to 0.900) for breast cancer; '
        "21% "
        "(0.789, 0.735 to 0.850) for colon cancer; 28% (0.722, 0.678 to 0.768) for diabetes; 25% (0.754, "
        "0.704 "
        'to 0.809) for ischemic heart disease; and 26% (0.736, 0.659 to 0.811) for ischemic stroke"',
    ),
    source(
        "woodcock-2011",
        "Woodcock, Franco, Orsini, Roberts",
        "Non-vigorous physical activity and all-cause mortality: systematic review and meta-analysis of "
        "cohort studies, International Journal of Epidemiology 40: 121-138",
        "2011",
        "https://doi.org/10.1093/ije/dyq104",
        PAPER,
        True,
        'abstract: 2.5 h/week "compared with no activity was associated with a reduction in mortality risk '
        'of 19% [95% confidence interval (CI) 15-24]"',
    ),
    source(
        "hupin-2015",
        "Hupin et al.",
        "Even a low-dose of moderate-to-vigorous physical activity reduces mortality by 22% in adults aged "
        "60 and over: a systematic review and meta-analysis, British Journal of Sports Medicine 49: "
        "1262-1267",
        "2015",
        "https://doi.org/10.1136/bjsports-2014-094306",
        PAPER,
        True,
        'abstract: "a 28% reduction in all-cause mortality in older adults who followed the current '
        'recommendations (RR=0.72 (95% CI 0.65 to 0.80)", low dose "RR=0.78 (95% CI 0.71 to 0.87)"',
    ),
]
