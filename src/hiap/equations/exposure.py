"""Exposure to risk factors: impact fractions (3.2), lag (3.4) and net transitions (3.1)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

QUANTILES = (np.arange(20) + 0.5) / 20.0
"""The fixed 20-point quantile grid of (3.2): midpoints .025 ... .975."""


def mean_risk(share: Array, relative_risk: Array) -> Array:
    """Average the relative risk of a risk factor with levels over the population.

    Formula (3.2): 1 + Σ_{c>=1} P_c (RR_c - 1); level 0 is the reference level with RR 1.

    Shapes: both [level-1, ...] without the reference level; result [...]. Units: share, ratio.
    Errors: none of its own. Source: Ezzati et al. 2004 (comparative risk assessment).

    >>> float(mean_risk(np.array([0.25]), np.array([3.0])))
    1.5
    """
    return np.asarray(1.0 + excess_risk(share, relative_risk))


def excess_risk(share: Array, relative_risk: Array) -> Array:
    """Give what levels add to the mean relative risk, or what a change of their shares does to it.

    Formula (3.2): Σ_{c>=1} P_c (RR_c - 1), with a difference of shares Σ_{c>=1} (P_k,c - P_ref,c)(RR_c - 1).

    Shapes: both [level-1, ...] without the reference level; result [...]. Units: share, ratio.
    Errors: none of its own. Source: as `mean_risk`.

    >>> float(excess_risk(np.array([-0.125]), np.array([3.0])))
    -0.25
    """
    return np.asarray((share * (relative_risk - 1.0)).sum(axis=0))


def potential_impact_fraction(reference_risk: Array, risk_change: Array) -> Array:
    """Give the share of incidence that a change of exposure removes.

    Formula (3.2): PIF = (Σ P_ref RR - Σ P_k RR) / Σ P_ref RR, from Σ P_ref RR and Σ (P_k - P_ref) RR.

    Shapes: broadcast. Units: share. Errors: none of its own. Source: Barendregt and Veerman 2010.

    >>> float(potential_impact_fraction(np.array(1.5), np.array(-0.3)).round(12))
    0.2
    """
    return np.asarray(risk_change / -reference_risk)


def log_normal_grid(log_spread: Array, normal_quantiles: Array) -> Array:
    """Lay the 20-point quantile grid through a log-normal exposure, relative to its mean.

    Formula (3.2): x_q/mean = exp(σ z_q)/mean_q exp(σ z_q), so that the 20 points average exactly to the mean.

    Shapes: `log_spread` [...]; `normal_quantiles` [20]; result [20, ...]. Units: ratio.
    Errors: none of its own. Source: model 3.2.

    >>> grid = 26.0 * log_normal_grid(np.array(0.15), np.linspace(-2, 2, 20))
    >>> round(float(grid.mean()), 9)
    26.0
    """
    shape = (-1,) + (1,) * log_spread.ndim
    relative = np.exp(log_spread * normal_quantiles.reshape(shape))
    return np.asarray(relative / relative.mean(axis=0))


def place_on_curve(
    exposure: Array, start: float, step: float, points: int
) -> tuple[NDArray[np.int32], Array]:
    """Find the point of a curve at the left of every exposure, and the part of a step beyond it.

    Formula (3.2): x = start + step·(left + part), within the ends.

    Shapes: all as `exposure`. Units: of the exposure; points. Errors: none of its own. Source: model 3.2.

    >>> left, part = place_on_curve(np.array([-5.0, 0.5, 9.0]), 0.0, 1.0, 3)
    >>> left.tolist(), part.tolist()
    ([0, 0, 1], [0.0, 0.5, 1.0])
    """
    position = np.clip((exposure - start) / step, 0.0, points - 1.0)
    left = np.minimum(position.astype(np.int32), points - 2)
    position -= left
    return left, position


def risk_at_place(left: NDArray[np.int32], part: Array, log_risk: Array) -> Array:
    """Read relative risks off a response curve at the places that `place_on_curve` gives.

    Formula (3.2): ln RR(x) interpolated linearly, exp(ln RR_left + part·(ln RR_right - ln RR_left)); the risk
    is capped at the highest studied exposure and is that of the least-harm level below it.

    Shapes: places [q, ...]; `log_risk` [..., point], of which the first axes broadcast with those of a place;
    result as the places. Units: ratio. Errors: none of its own. Source: model 3.2.

    >>> risk_at_place(np.array([1], np.int32), np.array([0.5]), np.log([[1.0, 2.0, 8.0]])).round(6).tolist()
    [4.0]
    """
    points, shape = log_risk.shape[-1], log_risk.shape[:-1]
    flat = log_risk.ravel()
    here = left + np.arange(flat.size // points, dtype=np.int32).reshape(shape) * points
    low = flat.take(here, mode="clip")
    here += 1
    return np.asarray(np.exp(low + part * (flat.take(here, mode="clip") - low)))


def lagged(share: Array, lagged_share: Array, rate: Array) -> Array:
    """Let the exposure that counts for disease follow the exposure itself with a lag, over one year.

    Formula (3.4): P̄' = P + (P̄ - P) e^{-α}; with ½α it gives the mid-year value.

    Shapes: broadcast. Units: shares, α per year. Errors: none of its own. Source: Hoogenveen et al. 2008.

    >>> round(float(lagged(np.array(0.2), np.array(0.3), np.array(np.log(2.0)))), 12)
    0.25
    """
    return followed(share, lagged_share, np.exp(-rate))


def followed(share: Array, lagged_share: Array, kept: Array) -> Array:
    """Let the exposure that counts for disease follow the exposure itself, as `lagged`, from e^(-α) itself.

    Formula (3.4): P̄' = P + (P̄ - P) k, k = e^{-α}.

    Shapes: broadcast. Units: shares, ratio. Errors: none of its own. Source: as `lagged`.

    >>> round(float(followed(np.array(0.2), np.array(0.3), np.array(0.5))), 12)
    0.25
    """
    return np.asarray(share + (lagged_share - share) * kept)


def net_transition(share: Array, wanted: Array) -> tuple[Array, Array]:
    """Give the net transition that turns one division over levels into another with the fewest moves.

    Formula (3.1): levels with too many people lose the share x_c = (P_c - Q_c)⁺/P_c, which is spread over
    the levels with too few in proportion to what they lack, y_c.

    Shapes: both [level, ...], each summing to 1 over levels; returns x and y, both [level, ...].
    Units: shares. Errors: none of its own; an empty level loses nothing. Source: model 3.1.

    >>> x, y = net_transition(np.array([0.8, 0.2]), np.array([0.6, 0.4]))
    >>> x.round(4).tolist(), y.tolist()
    ([0.25, 0.0], [0.0, 1.0])
    """
    surplus = np.maximum(share - wanted, 0.0)
    shortage = np.maximum(wanted - share, 0.0)
    leaving = np.divide(surplus, share, out=np.zeros_like(surplus), where=share > 0)
    total = shortage.sum(axis=0)
    arriving = np.divide(shortage, total, out=np.zeros_like(shortage), where=total > 0)
    return leaving, arriving


def follow_transition(difference: Array, leaving: Array, arriving: Array) -> Array:
    """Send a difference between scenario and reference through the net transition of the reference.

    Formula (3.1): D·T with T = (1 - x_c) on the diagonal and x_c y_c' elsewhere.

    Shapes: all [level, ...]; result the same. Units: shares. Errors: none of its own. Source: model 3.1.

    >>> d = follow_transition(np.array([0.1, -0.1]), np.array([0.25, 0.0]), np.array([0.0, 1.0]))
    >>> d.round(6).tolist()
    [0.075, -0.075]
    """
    outflow = difference * leaving
    return np.asarray(difference - outflow + arriving * outflow.sum(axis=0))
