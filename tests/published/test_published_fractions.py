"""Attributable fractions, impact fractions and comorbidity of others, recomputed (3.2, 3.3, 4.3)."""

from __future__ import annotations

import numpy as np
import pytest
from curves import risk_from_curve
from numpy.typing import NDArray

from hiap.equations.exposure import (
    excess_risk,
    mean_risk,
    potential_impact_fraction,
)
from hiap.equations.outcomes import healthy_part

Array = NDArray[np.float64]

# pifpaf, vignette "Epidemiology 101": 100 people, 27 smokers, 33 lung cancers, 18 of them among the smokers
# and 15 among the other 73: relative risk 18/27 over 15/73 = 3.2444, printed 3.2; attributable fraction 0.37.
SMOKERS = np.array([0.27])
EXACT_RISK = (18 / 27) / (15 / 73)


def fraction_without(share: Array, removed: float, relative_risk: Array) -> float:
    """Impact fraction of a part of the exposed becoming unexposed, whatever their level."""
    change = excess_risk(-removed * share, relative_risk)
    return float(potential_impact_fraction(mean_risk(share, relative_risk), change))


@pytest.mark.parametrize(
    ("relative_risk", "published", "tolerance"),
    [(3.2, 0.3726474, 1e-7), (EXACT_RISK, 0.37733499377334995, 1e-12)],
)
def test_attributable_fraction_of_smoking(relative_risk: float, published: float, tolerance: float) -> None:
    found = fraction_without(SMOKERS, 1.0, np.array([relative_risk]))
    assert found == pytest.approx(published, abs=tolerance)


def test_attributable_fraction_with_four_levels() -> None:
    # Same vignette: shares .73 .16 .08 .03, relative risks 1 3.35 3.65 4.87, printed 0.41.
    shares, risks = np.array([0.16, 0.08, 0.03]), np.array([3.35, 3.65, 4.87])
    found = fraction_without(shares, 1.0, risks)
    assert found == pytest.approx(0.41, abs=0.005)
    assert found == pytest.approx(0.41317997770083914, abs=1e-12)


def test_impact_fraction_of_forty_percent_fewer_smokers() -> None:
    # Same vignette, printed 0.15.
    found = fraction_without(SMOKERS, 0.4, np.array([EXACT_RISK]))
    assert found == pytest.approx(0.15, abs=0.005)
    assert found == pytest.approx(0.1509339975093401, abs=1e-12)


# AirQ+ evaluation of chronic obstructive lung disease and PM2.5 in Switzerland: mean 8.85, counterfactual
# 5 µg/m³, relative risk per 10 µg/m³, 357.27 cases per 100,000 among 8,606,096 people.
@pytest.mark.parametrize(
    ("risk_per_10", "share", "cases", "per_100_000"),
    [(1.369, 0.1139, 3502, 41), (1.124, 0.0440, 1353, 16), (1.664, 0.1780, 5474, 64)],
)
def test_attributable_cases_of_fine_particles(
    risk_per_10: float, share: float, cases: float, per_100_000: float
) -> None:
    curve = np.log(risk_per_10) * np.array([[0.0, 1.0, 2.0]])
    risk = risk_from_curve(np.array([[8.85]]), 5.0, 10.0, curve)[0, 0]
    found = float(potential_impact_fraction(risk, 1.0 - risk))
    incidence = 357.27 / 100_000
    assert found == pytest.approx(share, abs=5e-5)
    assert found * incidence * 8_606_096 == pytest.approx(cases, abs=1.0)
    assert found * incidence * 100_000 == pytest.approx(per_100_000, abs=0.5)


def test_disability_of_two_independent_diseases() -> None:
    # Global Burden of Disease, comorbidity: prevalence .2 and .1, weights .3 and .1; the plain sum is .07.
    found = 1.0 - float(healthy_part(np.array([0.2, 0.1]), np.array([0.3, 0.1])))
    assert found == pytest.approx(0.0694, abs=1e-12)
    assert found / 0.07 == pytest.approx(0.9914285714285715, abs=1e-12)


def test_disability_of_one_person_with_both() -> None:
    # Same source: weights .3 and .1 in one person make .37.
    both = np.ones(2)
    assert 1.0 - float(healthy_part(both, np.array([0.3, 0.1]))) == pytest.approx(0.37, abs=1e-12)
