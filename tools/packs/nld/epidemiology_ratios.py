"""Relative risks of the Dutch pack that were read in articles, brought to the levels of the pack."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .common import SEXES
from .epidemiology_risk import MEETS_GUIDELINE, SHARE_INACTIVE

Ratio = tuple[float, float, float]
OLDEST = 100
FIRST_ADULT_AGE = 20
FIRST_SMOKING_AGE = 35
UNITS_OF_STUDY = 5.0
HIGH_SHARE = MEETS_GUIDELINE / (1.0 - (1.0 - MEETS_GUIDELINE) * SHARE_INACTIVE)
# Most active against least active: ratio with its limits.
ACTIVITY_AND_HEART_FAILURE = (0.77, 0.70, 0.85)


@dataclass(frozen=True)
class Published:
    """One relation as the pack holds it, both sexes alike unless named; limits where they were read."""

    risk_factor: str
    exposure: str
    outcome: str
    ratio: tuple[float, float | None, float | None]
    source: str
    note: str
    grade: str = "B"
    first_age: int = FIRST_ADULT_AGE
    last_age: int = OLDEST
    sexes: tuple[str, ...] = SEXES


def per_unit(ratio: Ratio) -> Ratio:
    """Risk per kg/m2 from a risk per 5 kg/m2."""
    value, low, high = (x ** (1.0 / UNITS_OF_STUDY) for x in ratio)
    return value, low, high


def inactive_from_extremes(high_against_low: Ratio) -> Ratio:
    """Risk of the inactive against the active from that of the most active against the least active.

    The active are a mix of high and intermediate activity; intermediate lies halfway on the log scale.
    """
    value, low, high = (1.0 / (HIGH_SHARE * x + (1.0 - HIGH_SHARE) * math.sqrt(x)) for x in high_against_low)
    return value, high, low


HEART_FAILURE = (
    Published(
        "smoking",
        "current",
        "heart_failure",
        (1.75, 1.54, 1.99),
        "aune-2019-smoking",
        "26 cohorts, 10 for this ratio",
        first_age=FIRST_SMOKING_AGE,
    ),
    Published(
        "smoking",
        "former",
        "heart_failure",
        (1.16, 1.08, 1.24),
        "aune-2019-smoking",
        "26 cohorts, 9 for this ratio",
        first_age=FIRST_SMOKING_AGE,
    ),
    Published(
        "bmi",
        "per_unit",
        "heart_failure",
        per_unit((1.41, 1.34, 1.47)),
        "aune-2016-bmi",
        "1.41 (1.34-1.47) per 5 kg/m2, 23 cohorts; the risk begins at 23-24, here at 22",
        "C",
    ),
    Published(
        "inactivity",
        "inactive",
        "heart_failure",
        inactive_from_extremes(ACTIVITY_AND_HEART_FAILURE),
        "aune-2021-activity",
        "0.77 (0.70-0.85) high against low total activity; intermediate taken halfway on the log scale",
        "C",
    ),
)
COLORECTAL_CANCER = tuple(
    Published(
        "smoking",
        level,
        "colorectal_cancer",
        ratio,
        "gong-2012",
        "odds ratio of 8 studies with controls, read as a ratio of risks: the disease is rare",
        first_age=FIRST_SMOKING_AGE,
    )
    for level, ratio in (("current", (1.26, 1.11, 1.43)), ("former", (1.18, 1.09, 1.27)))
)
KNEE_OSTEOARTHRITIS = Published(
    "bmi",
    "per_unit",
    "knee_osteoarthritis",
    per_unit((1.35, 1.18, 1.53)),
    "zheng-2015-bmi",
    "1.35 (1.18-1.53) per 5 kg/m2, 14 prospective studies; the classes of the same article are far steeper "
    "(overweight 2.45, obesity 4.55); abstract read",
    "C",
)
PUBLISHED = (*HEART_FAILURE, *COLORECTAL_CANCER, KNEE_OSTEOARTHRITIS)


def published_ratios(relations: Iterable[Published]) -> Iterator[tuple[Published, str]]:
    """Every relation once for each sex that it holds for."""
    for item in relations:
        for sex in item.sexes:
            yield item, sex
