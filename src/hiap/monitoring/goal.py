"""What a target promises, and the conventions by which it is judged (13.7, 13.8)."""

from __future__ import annotations

from dataclasses import dataclass

from hiap.monitoring.measured import Array


@dataclass(frozen=True)
class Goal:
    """What one target promises for the series it holds for.

    Parameters
    ----------
    path : promised values [series, year]; NaN where there is none.
    path_variance : variance of the path itself, where it moves with a measured reference; [series, year].
    start : value at the baseline [series].
    start_variance : variance of what the path takes from measured baselines, by chance alone [series].
    start_weight : how much the path moves with that baseline [series, year]; 0 where it is not measured.
    lower_is_better : which way is good.
    improve : the goal is only that it gets better than the baseline, without a number.
    judge_from : first year whose values count.
    margin : shortfall that does not matter, in the unit; for a goal to hold a level it must be above 0.
    looks : how many times the goal can be judged over the whole plan.
    swing : standard deviation from year to year beyond chance; None: estimated from the series.
    """

    path: Array
    path_variance: Array
    start: Array
    start_variance: Array
    start_weight: Array
    lower_is_better: bool
    improve: bool
    judge_from: int
    margin: float
    looks: int
    swing: float | None


@dataclass(frozen=True)
class StatusRules:
    """The conventions of (13.8)."""

    window_years: int
    false_alarm: float
    behind: float
    tell_apart: float
    fewest_freedom: float
