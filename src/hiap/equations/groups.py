"""Socio-economic groups: tapering hazard ratios and moves between groups (2.3); education by cohort (2.6)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
ROUNDS_OF_DEATHS = 4
"""Newton steps of `exact_group_rates`."""


def taper(ages: Array, end_age: Array, start_age: float = 45.0) -> Array:
    """Fade the mortality gradient with age: 1 to the start age, then linear to 0 at the end age.

    Formula (2.3): τ(a) = clip((end - a)/(end - start), 0, 1).

    Shapes: `ages` [age]; `end_age` [...]; result [..., age]. Units: years to a share.
    Errors: an end age not above the start age raises ValueError. Source: model 2.3.

    >>> taper(np.array([30.0, 45.0, 70.0, 95.0, 100.0]), np.array(95.0)).tolist()
    [1.0, 1.0, 0.5, 0.0, 0.0]
    """
    if np.any(end_age <= start_age):
        raise ValueError("the mortality gradient must end above the age at which it starts to fade")
    return np.clip((end_age[..., None] - ages) / (end_age[..., None] - start_age), 0.0, 1.0)


def group_positions(count: int) -> Array:
    """Give the position of equal groups on the gradient, from +1 (worst off) to 0 (best off) for five.

    Formula (2.3): x_g = (count - 1 - g)/(count - 1), for quintiles (3 - g)/4 up to a constant that the
    scaling of (2.3) removes.

    Shapes: result [count]. Units: none. Errors: fewer than two groups raises ValueError. Source: model 2.3.

    >>> group_positions(5).tolist()
    [1.0, 0.75, 0.5, 0.25, 0.0]
    """
    if count < 2:
        raise ValueError("a gradient needs at least two groups")
    return np.linspace(1.0, 0.0, count)


def ridit_positions(share: Array) -> Array:
    """Give the position of unequal groups on the gradient: ½ less the mean rank of their people (ridit).

    Formula (2.3): x_g = ½ - (Σ_{j<g} w_j + ½ w_g), the worst-off group first; Σ_g w_g x_g = 0.

    Shapes: `share` [..., group], result the same. Units: share to rank. Errors: none of its own.
    Source: model 2.3.

    >>> ridit_positions(np.array([0.2, 0.5, 0.3])).round(9).tolist()
    [0.4, 0.05, -0.35]
    """
    return np.asarray(0.5 - (np.cumsum(share, axis=-1) - 0.5 * share))


def hazard_ratios(steepness: Array, fade: Array, position: Array, share: Array) -> Array:
    """Give each group's mortality over the national rate, such that the weighted mean ratio is one.

    Formula (2.3): h_g = exp(β·x_g·τ) / Σ_g w_g exp(β·x_g·τ).

    Shapes: `steepness` [...], `fade` [..., age], `position` [group] or [..., age, group], `share` [..., age,
    group]. Units: ratio. Errors: none of its own. Source: model 2.3.

    >>> h = hazard_ratios(np.array(1.0), np.array([1.0]), np.array([1.0, 0.0]), np.array([[0.5, 0.5]]))
    >>> round(float(h.mean()), 12), bool(h[0, 0] > h[0, 1])
    (1.0, True)
    """
    relative = np.exp(steepness[..., None, None] * fade[..., None] * position)
    return np.asarray(relative / (relative * share).sum(axis=-1, keepdims=True))


def exact_group_rates(rate: Array, ratio: Array, share: Array, rounds: int = ROUNDS_OF_DEATHS) -> Array:
    """Scale the rates of the groups so that their deaths add up to the national deaths of the year.

    Formula (2.3): m_g = m·h_g·c with c solved from Σ_g w_g (1 - e^{-m_g}) = 1 - e^{-m} (Newton).

    Shapes: `rate` [..., age], `ratio` and `share` [..., age, group]; result [..., age, group].
    Units: per person-year. Errors: none of its own. Source: model 2.3.

    >>> w = np.array([[0.5, 0.5]])
    >>> m = exact_group_rates(np.array([0.2]), np.array([[1.5, 0.5]]), w)
    >>> abs(round(float((w * (1 - np.exp(-m))).sum() - (1 - np.exp(-0.2))), 12))
    0.0
    """
    base = rate[..., None] * ratio
    scale = np.ones(rate.shape)
    goal = -np.expm1(-rate)
    for _ in range(rounds):
        died = -np.expm1(-base * scale[..., None])
        gap = (share * died).sum(axis=-1) - goal
        slope = (share * base * (1.0 - died)).sum(axis=-1)
        scale = scale - np.divide(gap, slope, out=np.zeros_like(gap), where=slope > 0)
    return np.asarray(base * scale[..., None])


def moving_shares(persons: Array, wanted: Array) -> tuple[Array, Array]:
    """Give the smallest flows between neighbouring groups that turn one division of persons into another.

    Formula (2.3): F_j = Σ_{g<=j} (persons - wanted); F_j > 0 moves from j to j+1, F_j < 0 from j+1 to j;
    each as a share of the group that is left.

    Shapes: both [..., group] with equal totals; returns up and down, both [..., group].
    Units: persons to shares. Errors: none of its own; an empty group gives no movers. Where shares change so
    much that people would cross a whole group, the parts that leave it add up to more than 1: the caller
    checks that. Source: model 2.3.

    >>> up, down = moving_shares(np.array([60.0, 40.0]), np.array([50.0, 50.0]))
    >>> up.round(4).tolist(), down.tolist()
    ([0.1667, 0.0], [0.0, 0.0])
    """
    surplus = np.cumsum(persons - wanted, axis=-1)
    surplus[..., -1] = 0.0
    up_persons = np.maximum(surplus, 0.0)
    down_persons = np.zeros_like(surplus)
    down_persons[..., 1:] = np.maximum(-surplus[..., :-1], 0.0)
    safe = np.where(persons > 0, persons, 1.0)
    return up_persons / safe, down_persons / safe


def move(quantity: Array, up: Array, down: Array) -> Array:
    """Move a quantity that people carry (persons, or persons times a share) between neighbouring groups.

    Formula (2.3): x'_g = x_g (1 - up_g - down_g) + x_{g-1} up_{g-1} + x_{g+1} down_{g+1}.

    Shapes: all broadcast to [..., group]; `up` of the last and `down` of the first group are 0, as
    `moving_shares` gives them. Units: as given. Errors: none of its own. Source: model 2.3.

    >>> move(np.array([60.0, 40.0]), np.array([1 / 6, 0.0]), np.array([0.0, 0.0])).round(9).tolist()
    [50.0, 50.0]
    >>> two = np.array([[60.0, 60.0], [40.0, 40.0]]).T  # not contiguous in memory
    >>> move(two, np.array([1 / 6, 0.0]), np.array([0.0, 0.0])).round(9).tolist()
    [[50.0, 50.0], [50.0, 50.0]]
    """
    moved = np.multiply(quantity, 1.0 - up - down, order="C")
    flat = moved.reshape(-1)
    # The best-off group never moves up nor the worst-off down, so shifting over the ends of rows adds zero.
    # Order C makes `flat` a view of `moved`, whatever the layout of the quantity in memory.
    flat[1:] += np.multiply(quantity, up, order="C").reshape(-1)[:-1]
    flat[:-1] += np.multiply(quantity, down, order="C").reshape(-1)[1:]
    return moved


def mixing(persons: Array, up: Array, down: Array) -> tuple[Array, Array, Array]:
    """Give of whom a group consists after the moves: who stayed, who came up from below, who came down.

    Formula (2.3): with x' of `move`, stay_g = x_g (1 - up_g - down_g)/x'_g, below_g = x_{g-1} up_{g-1}/x'_g,
    above_g = x_{g+1} down_{g+1}/x'_g.

    Shapes: all the same, [..., group]. Units: persons to shares. Errors: none of its own; an empty group gets
    shares of 0. Source: model 2.3.

    >>> stay, below, _ = mixing(np.array([60.0, 40.0]), np.array([1 / 6, 0.0]), np.array([0.0, 0.0]))
    >>> stay.round(9).tolist(), below.round(9).tolist()
    ([1.0, 0.8], [0.0, 0.2])
    """
    moved = move(persons, up, down)
    part = np.divide(1.0, moved, out=np.zeros_like(moved), where=moved > 0)
    below, above = np.zeros_like(moved), np.zeros_like(moved)
    below[..., 1:] = (persons * up)[..., :-1] * part[..., 1:]
    above[..., :-1] = (persons * down)[..., 1:] * part[..., :-1]
    return persons * (1.0 - up - down) * part, below, above


def mix(share: Array, stay: Array, below: Array, above: Array) -> Array:
    """Give the share among the people of a group after the moves, with the weights of `mixing`.

    Formula (2.3): p'_g = p_g stay_g + p_{g-1} below_g + p_{g+1} above_g.

    Shapes: [..., group], the weights as the share or without its first axes. Units: share.
    Errors: none of its own. Source: model 2.3.

    >>> weights = mixing(np.array([60.0, 40.0]), np.array([1 / 6, 0.0]), np.array([0.0, 0.0]))
    >>> mix(np.array([[0.5, 0.0], [0.0, 1.0]]), *weights).round(9).tolist()
    [[0.5, 0.1], [0.0, 0.8]]
    """
    mixed = np.multiply(share, stay, order="C")
    flat, old = mixed.reshape(-1, stay.size), share.reshape(-1, stay.size)
    # Nobody comes from below the first group or from above the last, so shifting over the ends adds zero.
    flat[:, 1:] += old[:, :-1] * below.reshape(-1)[1:]
    flat[:, :-1] += old[:, 1:] * above.reshape(-1)[:-1]
    return mixed


def shares_of_cohorts(share: Array, rate: Array, persons: Array, first: Array, complete_age: int) -> Array:
    """Give the shares of groups that people never leave, a year on: they move with the birth cohorts.

    Formula (2.6): w'_g[a+1] = w_g[a] e^{-m_g[a]} / Σ_j w_j[a] e^{-m_j[a]} above the age at which education is
    complete; up to that age w'_g[a] = w_g of `first`, those of the base year. The open last age joins its own
    survivors and those of the age before. Migrants have the shares of the cohort that they join or leave.

    Shapes: `share`, `rate` and `first` [..., age, group], `persons` [..., age]; result [..., age, group].
    Units: shares; rates per person-year of the cohort. Errors: none of its own; a cell without people keeps
    its shares. Source: method 2.6.

    >>> low = np.array([[0.2, 0.8], [0.5, 0.5], [0.6, 0.4]])  # ages 0, 1 and 2+
    >>> half_die = np.log(2.0) * np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 0.0]])
    >>> shares_of_cohorts(low, half_die, np.array([10.0, 8.0, 2.0]), low, 0).round(4).tolist()
    [[0.2, 0.8], [0.2, 0.8], [0.3514, 0.6486]]
    """
    surviving = share * np.exp(-rate) * persons[..., None]
    coming = np.empty_like(surviving)
    coming[..., 0, :] = first[..., 0, :]
    coming[..., 1:, :] = surviving[..., :-1, :]
    coming[..., -1, :] += surviving[..., -1, :]
    whole = coming.sum(axis=-1, keepdims=True)
    moved = np.divide(coming, whole, out=share.copy(), where=whole > 0)
    young = np.arange(share.shape[-2]) <= complete_age
    return np.where(young[:, None], first, moved)
