"""Which assumptions of an evaluation were tested, and whether they passed (14.8)."""

from __future__ import annotations

from hiap.monitoring.answers import TooFew
from hiap.monitoring.differences import Staggered, Trends
from hiap.monitoring.interrupted import Interrupted, Placebos
from hiap.monitoring.realised import Surprise
from hiap.monitoring.synthetic import Synthetic

UNLIKELY = 0.05
LARGE = 2.0
"""Ratio from which GRADE counts an effect as large."""

ALIKE = 0.8
"""Least part of the movements before the start that a mixture follows: own limit."""

TWICE = 2.0
"""Most that a place may be off after an invented start, beside before it: own limit."""


def large_effect(ratio: float, chance: float) -> int:
    """Give the step up by GRADE for a large effect: 1 for a ratio from 2 or to 0.5 (14.8).

    None where the change can be chance. GRADE has a second step, for a ratio from 5 or to 0.2: a series
    alone does not get it here (own convention).

    >>> large_effect(0.4, 0.001), large_effect(6.0, 0.001), large_effect(0.4, 0.2)
    (1, 1, 0)
    """
    return int(chance < UNLIKELY and ratio > 0 and max(ratio, 1.0 / ratio) >= LARGE)


def passed_promise(found: Surprise) -> dict[str, bool]:
    """The tests of a promise beside a series.

    >>> import numpy as np
    >>> passed_promise(Surprise(np.array([0.3]), 0.3, 0.3, conflict=False))
    {'series-surprise': True}
    """
    return {"series-surprise": found.series >= UNLIKELY}


def passed_interrupted(
    dates: Placebos | TooFew | None, control: Interrupted | TooFew | None
) -> dict[str, bool]:
    """The tests of an interrupted series that could be done: pretended dates, and a control series.

    The dates share a chance of 0.05 for an alarm at any of them (Bonferroni).

    >>> passed_interrupted(None, TooFew("points before the start", 5, 8))
    {}
    """
    passed = {}
    if isinstance(dates, Placebos):
        least = min(change.chance for change in dates.average)
        passed["placebo-dates"] = least >= UNLIKELY / len(dates.dates)
    if isinstance(control, Interrupted):
        passed["control-series"] = control.average.chance >= UNLIKELY
    return passed


def passed_differences(found: Staggered) -> dict[str, bool]:
    """The tests of differences in differences that could be done: trends before, and the last step.

    All steps before are tested together where there are places enough, else the slope.
    """
    passed = {}
    if isinstance(found.trends, Trends):
        joint = found.trends.steps_joint
        passed["trends-before"] = (found.trends.slope.chance if joint is None else joint) >= UNLIKELY
    if -1 in found.since:
        passed["last-step-before"] = found.since[-1].chance >= UNLIKELY
    return passed


def passed_synthetic(
    found: Synthetic, earlier: Synthetic | TooFew | None, left_out: dict[int, float] | TooFew
) -> dict[str, bool]:
    """The tests of a synthetic control that could be done: alike before, earlier start, without one donor."""
    passed = {"alike-before": found.alike >= ALIKE}
    if isinstance(earlier, Synthetic):
        passed["earlier-start"] = earlier.after <= TWICE * earlier.before
    if isinstance(left_out, dict):
        passed["leave-one-out"] = all(average * found.average > 0 for average in left_out.values())
    return passed
