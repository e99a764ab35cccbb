"""Lasting back or neck pain of the Dutch pack: relative risks of body weight and inactivity."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np

from .epidemiology_ratios import Published
from .epidemiology_risk import log_normal

# Odds of low back pain of the obese against people of normal weight; risk of the active against others.
OBESE = (1.36, 1.18, 1.57)
ACTIVE = (0.89, 0.82, 0.97)
NORMAL_FROM, NORMAL_TO, OBESE_FROM = 18.5, 25.0, 30.0
OVERWEIGHT_SHARE, OBESE_SHARE = 0.50, 0.16


def mean_weight(low: float, high: float) -> float:
    """Mean body mass index of adults between two values, for the log-normal of the national shares."""
    mean, spread = (float(x) for x in log_normal(np.array(OVERWEIGHT_SHARE), np.array(OBESE_SHARE)))
    middle, normal = math.log(mean) - 0.5 * spread**2, NormalDist()

    def below(value: float, shift: float) -> float:
        place = (math.log(value) - middle) / spread - shift if math.isfinite(value) else math.inf
        return 1.0 if place == math.inf else normal.cdf(place)

    part = below(high, 0.0) - below(low, 0.0)
    return mean * (below(high, spread) - below(low, spread)) / part


def per_unit_of_weight() -> tuple[float, float, float]:
    """Ratio per kg/m2 from that of the obese, over the distance between the means of both classes."""
    distance = mean_weight(OBESE_FROM, math.inf) - mean_weight(NORMAL_FROM, NORMAL_TO)
    value, low, high = (x ** (1.0 / distance) for x in OBESE)
    return value, low, high


BACK_RISKS = (
    Published(
        "bmi",
        "per_unit",
        "back_neck_pain",
        per_unit_of_weight(),
        "zhang-2018-back",
        "obese 1.36 (1.18-1.57) against normal weight, odds of new low back pain in 10 cohorts, over the "
        "10.9 "
        "kg/m2 between the means of the classes; overweight 1.15 (1.08-1.21) gives the same slope. Neck pain "
        "taken alike; abstract read",
        "C",
    ),
    Published(
        "inactivity",
        "inactive",
        "back_neck_pain",
        (1.0 / ACTIVE[0], 1.0 / ACTIVE[2], 1.0 / ACTIVE[1]),
        "shiri-2017-back",
        "0.89 (0.82-0.97) of frequent or chronic low back pain, moderately and highly active at leisure "
        "against no regular activity, turned round; pain of a day or more in the past months no less (0.98). "
        "Neck pain taken alike; abstract read",
        "C",
    ),
)
BACK_CERTAINTY = {
    ("bmi", "back_neck_pain"): (
        "low",
        "cohorts agree, but pain counts from a day on and is frequent, so that odds exceed the ratio of "
        "risks",
    ),
    ("inactivity", "back_neck_pain"): (
        "low",
        "cohorts with self-report; pain keeps people from moving, and a second review finds no less pain in "
        "the most active (alzahrani-2019)",
    ),
}
BACK_RISK_SOURCES = ["zhang-2018-back", "shiri-2017-back", "alzahrani-2019"]
