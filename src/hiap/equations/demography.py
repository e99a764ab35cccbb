"""Population equations: ages at event and cohorts (2.1), life tables (2.4), migration."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def cohort_rate(rate_at_event: Array, infant_share_lived: Array, axis: int = -1) -> Array:
    """Turn rates by age at event into the yearly rate of a cohort counted on 1 January.

    Formula (2.1): aged 0: a0·m[0] + ½ m[1]; aged a: ½ (m[a] + m[a+1]); last age: m[last].
    Births of the year meet (1 - a0)·m[0], see `birth_rate`.

    Shapes: `rate_at_event` any with the ages on `axis`; `infant_share_lived` broadcasts without that axis.
    Units: per person-year in and out. Errors: fewer than two ages raises ValueError.
    Source: standard cohort-component projection (Preston, Heuveline, Guillot 2001, chapter 6).

    >>> cohort_rate(np.array([0.004, 0.001, 0.003]), np.array(0.25)).tolist()
    [0.0015, 0.002, 0.003]
    """
    rate = np.moveaxis(rate_at_event, axis, -1)
    if rate.shape[-1] < 2:
        raise ValueError("a cohort rate needs at least two ages")
    cohort = rate.copy()
    cohort[..., :-1] = 0.5 * (rate[..., :-1] + rate[..., 1:])
    cohort[..., 0] = infant_share_lived * rate[..., 0] + 0.5 * rate[..., 1]
    return np.moveaxis(cohort, -1, axis)


def cohort_value(value_by_age: Array, axis: int = -1) -> Array:
    """Average a cost, utility or other value by exact age over the year of a cohort.

    Formula (2.1): ½ (x[a] + x[a+1]); last age x[last]. Not for prevalences or shares.

    Shapes: any with ages on `axis`, same shape back. Units: as given. Errors: none of its own.
    Source: as `cohort_rate`.

    >>> cohort_value(np.array([1.0, 3.0, 7.0])).tolist()
    [2.0, 5.0, 7.0]
    """
    value = np.moveaxis(value_by_age, axis, -1)
    cohort = value.copy()
    cohort[..., :-1] = 0.5 * (value[..., :-1] + value[..., 1:])
    return np.moveaxis(cohort, -1, axis)


def share_lived_from(age_at_event: Array | NDArray[np.int64], age: float) -> Array:
    """Part of the year between two birthdays that lies past an exact age.

    Formula (2.1): min(max(a + 1 - A, 0), 1) for age a and the exact age A.

    Shapes: as `age_at_event`. Units: years, shares. Errors: none of its own. Source: as `cohort_rate`.

    >>> share_lived_from(np.array([66, 67, 68]), 67.25).tolist()
    [0.0, 0.75, 1.0]
    """
    return np.clip(age_at_event + 1.0 - age, 0.0, 1.0)


def birth_rate(rate_at_age_zero: Array, infant_share_lived: Array) -> Array:
    """Give the mortality that the births of a year meet before 1 January.

    Formula (2.1): (1 - a0)·m[0]. Shapes: broadcast. Units: per birth. Errors: none of its own.
    Source: as `cohort_rate`.

    >>> round(float(birth_rate(np.array(0.004), np.array(0.25))), 6)
    0.003
    """
    return (1.0 - infant_share_lived) * rate_at_age_zero


def rate_at_event(reference: Array, cohort: Array, cohort_reference: Array, axis: int = -1) -> Array:
    """Bring what a scenario changes in the rates of cohorts back to rates by age at event.

    Formula (2.1): m_k[a] = m[a]·(c_k[a-1] + c_k[a])/(c[a-1] + c[a]), for people of that age come from both
    cohorts; aged 0: m[0]·½(1 + c_k[0]/c[0]), the births being those of the reference; last age:
    m[last]·c_k[last]/c[last]. Unchanged cohorts give exactly the reference.

    Shapes: `reference` m, `cohort` c_k and `cohort_reference` c with the ages on `axis`, broadcast.
    Units: per person-year. Errors: none of its own. Source: as `cohort_rate`.

    >>> usual, cohort = np.array([0.002, 0.04, 0.1]), np.array([0.0, 0.03, 0.2])
    >>> rate_at_event(np.array([0.004, 0.02, 0.1]), cohort, usual).round(6).tolist()
    [0.002, 0.014286, 0.2]
    """
    usual, changed = np.broadcast_arrays(
        np.moveaxis(cohort_reference, axis, -1), np.moveaxis(cohort, axis, -1)
    )
    ratio = _over(changed, usual)
    ratio[..., 0] = 0.5 * (1.0 + ratio[..., 0])
    both = _over(changed[..., :-1] + changed[..., 1:], usual[..., :-1] + usual[..., 1:])
    ratio[..., 1:-1] = both[..., :-1]
    return np.asarray(reference * np.moveaxis(ratio, -1, axis))


def _over(part: Array, whole: Array) -> Array:
    """A rate over another; 1 where nobody dies at the other."""
    return np.divide(part, whole, out=np.ones(part.shape), where=whole > 0)


def death_probability(rate: Array, share_lived: Array, width: Array | float = 1.0) -> Array:
    """Turn death rates of age groups into probabilities of dying, the last group being open.

    Formula (2.4): q = n m / (1 + n (1 - a) m), last q = 1 (Chiang II).

    Shapes: `rate` [..., age]; `share_lived` [..., age] or [age], the part of their last group lived by those
    who die; `width` n, years in a group, [age] or one for all.
    Units: per person-year to probability. Errors: none of its own. Source: Chiang 1984.

    >>> death_probability(np.array([0.01, 0.5]), np.array([0.1, 0.5])).round(6).tolist()
    [0.009911, 1.0]
    """
    probability = width * rate / (1.0 + width * (1.0 - share_lived) * rate)
    probability[..., -1] = 1.0
    return np.asarray(probability)


def person_years_lived(
    rate: Array, infant_share_lived: Array, width: Array | float = 1.0
) -> tuple[Array, Array]:
    """Build the period life table of a set of rates: survivors l and person-years L.

    Formula (2.4): l' = l (1 - q); L = n (l' + a·d); open age L = l/m.

    Shapes: `rate` [..., age]; `infant_share_lived` broadcasts to [...]; `width` n as in `death_probability`.
    Returns l and L, both [..., age]. Units: rates per person-year; l and L per person born.
    Errors: none of its own. Source: Chiang 1984.

    >>> l, L = person_years_lived(np.array([0.0, 0.5]), np.array(0.1))
    >>> l.tolist(), L.tolist()
    ([1.0, 1.0], [1.0, 2.0])
    """
    share = np.full(rate.shape, 0.5)
    share[..., 0] = infant_share_lived
    probability = death_probability(rate, share, width)
    survivors = np.ones(rate.shape)
    survivors[..., 1:] = np.cumprod(1.0 - probability[..., :-1], axis=-1)
    lived = width * survivors * (1.0 - (1.0 - share) * probability)
    lived[..., -1] = survivors[..., -1] / rate[..., -1]
    return survivors, lived


def sullivan(survivors: Array, lived: Array, healthy: Array | float, age: int = 0) -> Array:
    """Give the years ahead in a state at an age, from a life table and the share of each age in that state.

    Formula (2.4): Σ_{a>=x} L[a]·healthy[a] / l[x].

    Shapes: `survivors` and `lived` [..., age], `healthy` [..., age] or one for all; result [...].
    Units: years. Errors: none of its own.
    Source: Sullivan 1971; Jagger et al., Health Expectancy Calculation by the Sullivan Method.

    >>> float(sullivan(np.array([1.0, 0.5]), np.array([1.0, 2.0]), np.array([1.0, 0.5])))
    2.0
    """
    return np.asarray((lived * healthy)[..., age:].sum(axis=-1) / survivors[..., age])


def life_expectancy(
    rate: Array, infant_share_lived: Array, age: int = 0, width: Array | float = 1.0
) -> Array:
    """Give the period life expectancy at an age from rates by age at event.

    Formula (2.4): e[x] = Σ_{a>=x} L[a] / l[x].

    Shapes: `rate` [..., age], result [...]; `age` is a place on the last axis, `width` as in
    `death_probability`. Units: years. Errors: none of its own. Source: Chiang 1984.

    >>> float(life_expectancy(np.array([0.0, 0.5]), np.array(0.1)))
    3.0
    """
    return sullivan(*person_years_lived(rate, infant_share_lived, width), 1.0, age)


def healthy_life_expectancy(rate: Array, infant_share_lived: Array, healthy: Array, age: int = 0) -> Array:
    """Give the healthy life expectancy at an age from rates by single age, by `sullivan` (2.4).

    Shapes: `rate` and `healthy` [..., age], result [...]. Units: years. Errors: none of its own.
    Source: as `sullivan`.

    >>> float(healthy_life_expectancy(np.array([0.0, 0.5]), np.array(0.1), np.array([1.0, 0.5])))
    2.0
    """
    return sullivan(*person_years_lived(rate, infant_share_lived), healthy, age)
