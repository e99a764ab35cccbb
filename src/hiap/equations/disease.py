"""Diseases: the one-year step of healthy, sick and dead (4.1) and what it adds to mortality (4.2)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
TINY = 1e-300
"""Makes sinh q/q come out as 1 where q is 0."""


class YearOfDisease(NamedTuple):
    """What one year does: prevalence among the living at its end, hazard of dying from it, new cases."""

    prevalence: Array
    hazard: Array
    cases: Array


def disease_year(
    prevalence: Array,
    incidence: Array,
    remission: Array,
    excess_mortality: Array,
    fatal_fraction: Array,
    cured_fraction: Array,
) -> YearOfDisease:
    """Carry a disease through one year in closed form.

    Formula (4.1): a = i(1 - κc), b = r, c = i(1 - φ - κc), e = r + f, m = (a + e)/2, d = (e - a)/2,
    q² = d² + bc; h' = e^{-m}(cosh q·h + sinh q/q·(d h + b s)), s' = e^{-m}(cosh q·s + sinh q/q·(c h - d s));
    p' = s'/(h' + s'), H = -ln(h' + s'), cases = i·½(h + h'). Where nobody recovers: h' = h e^{-a},
    s' = e^{-e}(s + c h (e^{e-a} - 1)/(e - a)), which takes one exponential fewer.

    Shapes: all broadcast together. Units: prevalence among the living (share); rates per person-year;
    fatal and cured fractions of new cases; hazard per year; cases per person alive at the start.
    Errors: none of its own (negative rates are refused when the pack is loaded). A disease nobody dies of
    has a hazard of exactly 0.
    Source: Barendregt, van Oortmarssen, Vos, Murray 2003 (DisMod II), extended with φ and κc.

    >>> year = disease_year(*(np.array(x) for x in (0.1, 0.005, 0.0, 0.015, 0.0, 0.0)))
    >>> round(float(year.prevalence * np.exp(-year.hazard)) * 1000, 5)
    102.96644
    """
    healthy = 1.0 - prevalence
    onset = incidence * (1.0 - cured_fraction) if cured_fraction.any() else incidence
    lasting = onset
    if fatal_fraction.any():
        lasting = incidence * np.maximum(1.0 - fatal_fraction - cured_fraction, 0.0)
    if remission.any():
        half_gap = 0.5 * (remission + excess_mortality) - 0.5 * onset
        root = np.sqrt(half_gap * half_gap + remission * lasting)
        fall = np.exp(root - half_gap - onset)
        twice = -2.0 * root
        drop = np.expm1(twice)
        even = fall * (1.0 + 0.5 * drop)
        odd = fall * ((drop - TINY) / (twice - TINY))
        healthy_end = even * healthy + odd * (half_gap * healthy + remission * prevalence)
        sick_end = even * prevalence + odd * (lasting * healthy - half_gap * prevalence)
    else:
        gap, survival = excess_mortality - onset, np.exp(-excess_mortality)
        growth = np.expm1(gap)
        healthy_end = healthy * (survival * (1.0 + growth))
        sick_end = survival * (prevalence + lasting * healthy * ((growth + TINY) / (gap + TINY)))
    alive = healthy_end + sick_end
    deadly = (excess_mortality > 0) | (fatal_fraction > 0)
    hazard = np.where(deadly, -1.0, 0.0) * np.log(alive) if deadly.any() else np.zeros(alive.shape)
    return YearOfDisease(sick_end / alive, hazard, 0.5 * incidence * (healthy + healthy_end))


def added_mortality(
    hazard: Array, excess_mortality: Array, underlying_share: Array, prevalence: Array, prevalence_end: Array
) -> Array:
    """Give the mortality that a disease causes, which is less than the excess mortality of its patients.

    Formula (4.2): H - (1 - u)·f·½(p + p').

    Shapes: broadcast. Units: per year. Errors: none of its own. Source: model 4.2.

    >>> a = added_mortality(*(np.array(x) for x in (0.02, 0.1, 0.5, 0.2, 0.2)))
    >>> round(float(a), 9)
    0.01
    """
    by_others = 0.5 * (1.0 - underlying_share) * excess_mortality
    return np.asarray(hazard - by_others * (prevalence + prevalence_end))


def underlying_share(deaths_underlying: Array, deaths_at_onset: Array, excess_deaths: Array) -> Array:
    """Give the share of patients' excess deaths that the disease itself causes.

    Formula (4.2): u = (deaths with the disease as underlying cause - deaths at onset) / excess deaths, 0..1.

    Shapes: broadcast. Units: deaths per year. Errors: none of its own; without excess deaths u is 0.
    Source: model 4.2.

    >>> underlying_share(np.array([50.0, 9.0]), np.array([10.0, 0.0]), np.array([100.0, 3.0])).tolist()
    [0.4, 1.0]
    """
    ratio = np.divide(
        deaths_underlying - deaths_at_onset,
        excess_deaths,
        out=np.zeros(np.broadcast(deaths_underlying, excess_deaths).shape),
        where=excess_deaths > 0,
    )
    return np.clip(ratio, 0.0, 1.0)
