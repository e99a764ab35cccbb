"""What it is worth to measure longer before deciding to go on (14.3)."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from hiap.monitoring.realised import Promise, Realised, Series, series_of


class Worth(NamedTuple):
    """Euro that knowing more is worth: by the years that are planned, and at most; chance they decide."""

    measuring: float
    most: float
    chance_of_another_choice: float


def worth_of_measuring(
    share: float, deviation: float, error: float, *, benefit_at_none: float, benefit_per_share: float
) -> Worth:
    """Give what another measurement is worth to who decides on going on or stopping (14.3).

    Going on is worth B = a + b·share, stopping 0. Share ~ N(μ, σ²); the measurement has standard error s.
    Standard deviation of the mean to come: ρ = σ²/√(σ² + s²). EVSI = |b|ρ·(φ(u) - u·Φ(-u)), the unit normal
    loss, with u = |a + bμ|/(|b|ρ); at most (EVPI) the same with ρ = σ. A measurement leads to another choice
    with chance Φ(-u).

    Parameters
    ----------
    share, deviation : float
        Share of the promise by now, and its standard deviation (`update`).
    error : float
        Standard error of the share by the measurement alone (`error_ahead`); above 0.
    benefit_at_none, benefit_per_share : float
        Net benefit in euro of going on without any effect, and what the whole promise adds to it.

    Returns
    -------
    Worth
        Euro, before the cost of measuring; a number below its cost is no reason to measure.

    Raises
    ------
    ValueError
        An error or a deviation that is not above 0, or a value that is not finite.

    Notes
    -----
    Source: Raiffa and Schlaifer 1961, Applied Statistical Decision Theory, 5.4; Willan and Pinto 2005. The
    normal distribution stands for the mixture of `update`, by its mean and standard deviation.

    Examples
    --------
    >>> found = worth_of_measuring(0.5, 0.1, 1e-9, benefit_at_none=-500.0, benefit_per_share=1000.0)
    >>> round(found.measuring, 3), round(found.chance_of_another_choice, 3)
    (39.894, 0.5)
    """
    if not (deviation > 0 and error > 0):
        raise ValueError(f"deviation {deviation:g} and error {error:g} of the share: both must be above 0")
    if not all(map(math.isfinite, (share, deviation, benefit_at_none, benefit_per_share))):
        raise ValueError("a share or a net benefit is not finite")
    mean = benefit_at_none + benefit_per_share * share
    ahead = abs(benefit_per_share) * deviation**2 / math.hypot(deviation, error)
    most = abs(benefit_per_share) * deviation
    return Worth(_loss(mean, ahead), _loss(mean, most), _tail(abs(mean) / ahead) if ahead else 0.0)


def error_ahead(promise: Promise, realised: Realised, series: Series, errors: ArrayLike) -> float:
    """Give the standard error of the share of the promise by the years to come alone (14.3).

    1/√(m'S⁻¹m) over the years to come, S with the spread between years as it is known by now.

    Parameters
    ----------
    promise : Promise
        The whole promise, the years to come included.
    realised : Realised
        What `update` gave.
    series : Series
        What was measured, NaN in the years to come.
    errors : array [year]
        Standard errors that are expected in each year; NaN where nothing will be measured.

    Returns
    -------
    float
        Standard error; infinite where nothing is promised in those years.

    Raises
    ------
    ValueError
        Lengths that differ, no year to come, or an error that is not above 0.

    Notes
    -----
    Source: generalised least squares. Simplification: the drift of the reference so far, and the shared
    error, are not carried on to the years to come, which makes them look a little more independent than
    they are.

    Examples
    --------
    >>> from hiap.monitoring.realised import promise_of_interval, update
    >>> said = promise_of_interval([10.0, 10.0], [6.0, 6.0], [14.0, 14.0])
    >>> seen = series_of([5.0, np.nan], [2.0, 2.0], [1.0, 2.0], between_years=0.0, drift_per_year=0.0)
    >>> error_ahead(said, update(said, seen), seen, [np.nan, 4.0])
    0.4
    """
    wide = np.asarray(errors, dtype=np.float64)
    if wide.shape != series.values.shape or len(wide) != len(promise.mean):
        raise ValueError(f"errors of shape {wide.shape}: give one for every year of the promise")
    coming = np.isfinite(wide) & ~np.isfinite(series.values)
    if not coming.any():
        raise ValueError("no year to come: give a standard error in a year that was not measured yet")
    ahead = series_of(
        np.zeros(int(coming.sum())),
        wide[coming],
        series.years_since[coming],
        between_years=series.between_years,
        drift_per_year=series.drift_per_year,
        shared=series.shared,
    )
    mean = promise.mean[coming]
    information = float(mean @ np.linalg.solve(ahead.noise(realised.between_years), mean))
    return information**-0.5 if information > 0 else math.inf


def _loss(mean: float, deviation: float) -> float:
    """Expected regret of a choice about a normal net benefit: deviation times the unit normal loss."""
    if deviation == 0.0:
        return 0.0
    u = abs(mean) / deviation
    return deviation * (math.exp(-0.5 * u * u) / math.sqrt(2.0 * math.pi) - u * _tail(u))


def _tail(u: float) -> float:
    return 0.5 * math.erfc(u / math.sqrt(2.0))
