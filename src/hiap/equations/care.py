"""Care: what the last year of life costs beyond one that is lived on (7.1), sectors of what is left (7.2)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def end_of_life_cost(average: Array, mortality: Array, persons: Array, share: Array) -> Array:
    """Give what a death costs beyond the care of who lives on, from the share of care in last years of life.

    Formula (7.1): e = (share·Σ N c - Σ N m c)/Σ N m (1 - m). Who dies costs e more than who lives on, at
    every age: c = s + e m with s the cost of who lives on, and Σ N m (s + e) is the share of Σ N c.

    Shapes: `average` c, `mortality` m and `persons` N [sex, age]; share and result [draw]. Units: money per
    person-year and deaths per person-year, persons; money per death. Errors: none of its own; 0 without
    deaths. Source: that e is the same at every age is a choice.

    >>> average, mortality = np.array([1000.0, 3000.0]), np.array([0.0, 0.1])
    >>> end_of_life_cost(average, mortality, np.array([90.0, 10.0]), np.array([0.1, 0.025])).tolist()
    [10000.0, 0.0]
    """
    dying = (persons * mortality * (1.0 - mortality)).sum()
    if dying == 0.0:
        return np.zeros(share.shape)
    as_others = (persons * mortality * average).sum()
    return np.asarray((share * (persons * average).sum() - as_others) / dying)


def shares_of_the_rest(law: Array, diseases: Array, amounts: Array, rest: Array) -> Array:
    """Give the shares by sector of the care that no modelled disease explains.

    Formula (7.2): r_s = x_s/Σ_s x_s with x_s = max(a_s (R + Σ_d C_d) - Σ_d b_ds C_d, 0): with what the
    diseases spend it makes up the shares of the law as a whole.

    Shapes: shares `law` a [sector] and `diseases` b [disease, draw or 1, sector]; `amounts` C [disease, draw]
    and `rest` R [draw]; result [sector, draw]. Units: shares, money. Errors: none of its own; a where nothing
    is left. Source: an identity, but that a sector cannot have less than nothing.

    >>> law, diseases = np.array([0.6, 0.4]), np.array([[[1.0, 0.0]]])
    >>> shares_of_the_rest(law, diseases, np.array([[20.0, 60.0, 0.0]]), np.array([80.0, 40.0, 0.0])).tolist()
    [[0.5, 0.0, 0.6], [0.5, 1.0, 0.4]]
    """
    spent = rest
    for amount in amounts:  # one after the other: the order of a sum hangs on how many draws there are
        spent = spent + amount
    left = law[:, None] * spent
    for share, amount in zip(diseases, amounts, strict=True):
        left = left - share.T * amount
    left = np.maximum(left, 0.0)
    total = left.sum(axis=0)
    shares = np.repeat(law[:, None], len(rest), axis=1)
    return np.asarray(np.divide(left, total, out=shares, where=total > 0.0))


def job_shares(spending: Array, staff: Array, otherwise: Array) -> Array:
    """Give the shares of staff by sector from the shares of spending.

    Formula (7.2): j_s = a_s f_s/Σ_s a_s f_s: a sector with more staff per euro has a larger share of the
    staff than of the money, and one without staff (medicines) has none.

    Shapes: `spending` a and result [sector, ...], `staff` f [sector], `otherwise` [sector, ...] or one that
    fits: the result where no sector with staff earns anything. Units: shares, staff per euro. Errors: none of
    its own. Source: an identity.

    >>> job_shares(np.array([0.5, 0.25, 0.25]), np.array([8.0, 16.0, 0.0]), np.zeros(3)).tolist()
    [0.5, 0.5, 0.0]
    """
    jobs = spending * staff.reshape(-1, *[1] * (spending.ndim - 1))
    total = jobs.sum(axis=0)
    shares = np.array(np.broadcast_to(otherwise, jobs.shape))
    return np.asarray(np.divide(jobs, total, out=shares, where=total > 0.0))
