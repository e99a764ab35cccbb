"""Relative risks made ready: causal credit (3.6), residual (3.7), mediation (3.8)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def credited(relative_risk: Array, causal_credit: Array) -> Array:
    """Keep only the part of an association that is believed to be causal.

    Formula (3.6): RR^κ.

    Shapes: broadcast. Units: ratio; κ between 0 and 1. Errors: none of its own.
    Source: a stated convention of this project, see the method page.

    >>> float(credited(np.array(4.0), np.array(0.5)))
    2.0
    """
    return np.asarray(relative_risk**causal_credit)


def residual_risk(
    all_cause: Array, by_disease: Array, mean_all_cause: Array, mean_by_disease: Array, death_share: Array
) -> tuple[Array, Array]:
    """Give the relative risk of all other causes of death that an all-cause relative risk leaves over.

    Formula (3.7): A = Σ_c P_c RR_all,c; u_d = w_d A / Σ_c P_c RR_d,c;
    RR_other,c = (RR_all,c - Σ_d u_d RR_d,c) / (1 - Σ_d u_d). Values below 1 are set to 1.

    Shapes: `all_cause` [level, ...] and `by_disease` [disease, level, ...] with the least-harm level first;
    their population means [...] and [disease, ...]; `death_share` [disease, ...]. Returns the ratio
    [level, ...] and the size of what was set to 1 (0 where nothing was). A disease without a relation to
    the factor is among them with a risk of 1. Units: ratios, shares of deaths. Errors: none of its own;
    where diseases explain all deaths the ratio is 1 and the size is what is lost. Source: model 3.7.

    >>> rr, cut = residual_risk(np.array([1.0, 2.0]), np.array([[1.0, 4.0]]), np.array(1.5),
    ...                         np.array([2.5]), np.array([0.5]))
    >>> rr.round(4).tolist(), float(cut.max())
    ([1.0, 1.1429], 0.0)
    """
    unexposed = death_share * mean_all_cause / mean_by_disease
    left = 1.0 - unexposed.sum(axis=0)
    explained = (unexposed[:, None] * by_disease).sum(axis=0)
    room = left > 1e-3
    ratio = np.where(room, (all_cause - explained) / np.maximum(left, 1e-3), 1.0)
    cut = np.where(room, np.maximum(1.0 - ratio, 0.0), np.abs(all_cause - explained))
    return np.maximum(ratio, 1.0), cut


def risk_via_mediator(
    mediator_prevalence: Array, mediator_risk: Array, mean_mediator_risk: Array, risk_from_mediator: Array
) -> Array:
    """Give the part of a relative risk that the model's own path through a mediating disease already gives.

    Formula (3.8): RR_via(x) = (1 + p(x)(R - 1)) / (1 + p(0)(R - 1)), p(x) = p·RR_m(x)/E[RR_m], at most 1.

    Shapes: `mediator_risk` [level, ...] with the least-harm level first; the others [...].
    Units: share, ratios. Errors: none of its own. Source: model 3.8.

    >>> via = risk_via_mediator(np.array(0.1), np.array([1.0, 4.0]), np.array(2.0), np.array(3.0))
    >>> via.round(6).tolist()
    [1.0, 1.272727]
    """
    prevalence = np.minimum(mediator_prevalence * mediator_risk / mean_mediator_risk, 1.0)
    raised = 1.0 + prevalence * (risk_from_mediator - 1.0)
    return np.asarray(raised / raised[:1])
