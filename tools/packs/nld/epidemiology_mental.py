"""Depression and anxiety of the Dutch pack, as known to the general practitioner."""

from __future__ import annotations

import numpy as np

from .epidemiology_curves import share_curve
from .epidemiology_figures import NOTHING, Course, Figures, scale_to_counts

DEPRESSION_PER_1000 = (
    (0.1, 0.2, 1.3, 7.8, 19.1, 22.6, 21.6, 24.5, 27.1, 28.5, 31.3, 34.6, 35.4, 29.0, 24.7, 22.4, 25.6, 26.0),
    (0.1, 0.2, 2.6, 18.4, 34.6, 42.0, 47.6, 49.0, 51.9, 52.8, 56.7, 58.8, 55.5, 49.3, 45.9, 46.7, 49.1, 44.0),
)
DEPRESSION_REMISSION = float(-np.log(0.12) / 3.0)
# Women known with any mental problem, per 1,000, in bands of five years to 60-64.
MENTAL_PROBLEMS_OF_WOMEN_PER_1000 = (
    2.7,
    12.6,
    34.5,
    78.4,
    132.7,
    164.4,
    171.1,
    171.7,
    165.8,
    155.1,
    154.2,
    152.1,
    137.1,
)
ANXIETY_COUNTS_2020 = (156100.0, 322000.0)
NO_ANXIETY_AFTER_6_YEARS = 0.778
ANXIETY_REMISSION = float(-np.log(1.0 - NO_ANXIETY_AFTER_6_YEARS) / 6.0)
MIDDLES = tuple(min(5.0 * band + 2.0, 88.0) for band in range(18))


def depression(figures: Figures) -> Course:
    """Depression known to the general practitioner."""
    curves = [
        share_curve(dict(zip(MIDDLES, (x / 1000.0 for x in values), strict=True)), 5)
        for values in DEPRESSION_PER_1000
    ]
    persons = figures.persons(2021)
    prevalence = np.stack(curves)
    total = figures.total("depression", "prevalence_GP_registered", "total")
    prevalence = prevalence * total / float((prevalence * persons).sum())
    return {
        "prevalence": prevalence,
        "excess_mortality": NOTHING,
        "remission": NOTHING + DEPRESSION_REMISSION,
    }


def anxiety_disorder(figures: Figures) -> Course:
    """Anxiety disorder: the pattern of mental problems of women, from 65 on that of depression of women."""
    younger = MENTAL_PROBLEMS_OF_WOMEN_PER_1000
    depressed = DEPRESSION_PER_1000[1]
    older = tuple(younger[-1] * rate / depressed[len(younger) - 1] for rate in depressed[len(younger) :])
    pattern = share_curve(dict(zip(MIDDLES, (x / 1000.0 for x in (*younger, *older)), strict=True)), 5)
    both = pattern[None, :].repeat(2, axis=0)
    prevalence = scale_to_counts(both, figures.persons(2021), np.array(ANXIETY_COUNTS_2020))
    return {
        "prevalence": prevalence,
        "excess_mortality": NOTHING,
        "remission": NOTHING + ANXIETY_REMISSION,
    }
