"""Meta-analyses of others, recomputed: the BCG vaccine, and what statsmodels makes of studies (11.1)."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.special import stdtr, stdtrit

from hiap.equations.pooling import pool, student_chance, student_limit

# Colditz et al. 1994 (JAMA 271:698), 13 trials of the BCG vaccine: vaccinated with and without tuberculosis,
# not vaccinated with and without, as listed with dat.colditz1994 in metadat.
TRIALS = (
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
)


def log_ratios() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Logarithms of the risk ratios of the trials, with their standard errors."""
    values = [np.log(a / (a + b)) - np.log(c / (c + d)) for a, b, c, d in TRIALS]
    variances = [1 / a - 1 / (a + b) + 1 / c - 1 / (c + d) for a, b, c, d in TRIALS]
    return np.array(values), np.sqrt(variances)


def test_the_trials_have_the_published_ratios() -> None:
    """The table prints -0.7861 (variance 0.0069) for trial 6 and 0.4459 (0.5325) for trial 12."""
    values, errors = log_ratios()
    assert values[[5, 11]] == pytest.approx([-0.7861, 0.4459], abs=5e-5)
    assert errors[[5, 11]] ** 2 == pytest.approx([0.0069, 0.5325], abs=5e-5)


def test_the_bcg_vaccine_halves_tuberculosis() -> None:
    """metafor prints, with REML (tau² 0.3132; Paule-Mandel differs a little) and Knapp-Hartung: mean -0.7145,
    error 0.1808, -1.1084 to -0.3206, Q 152.2330 on 12; as ratio 0.49 (0.33 to 0.73), next 0.14 to 1.76.
    """
    found = pool(*log_ratios())
    assert (found.mean, found.error) == pytest.approx((-0.7145, 0.1808), abs=6e-4)
    assert (found.low, found.high) == pytest.approx((-1.1084, -0.3206), abs=1e-3)
    assert found.unexplained == pytest.approx(1 - 12 / 152.2330, abs=1e-6)
    assert found.predicted_low is not None
    assert found.predicted_high is not None
    ratios = np.exp([found.mean, found.low, found.high])
    assert ratios == pytest.approx([0.49, 0.33, 0.73], abs=5e-3)
    assert np.exp([found.predicted_low, found.predicted_high]) == pytest.approx([0.14, 1.76], rel=0.05)


@pytest.mark.parametrize("seed", range(6))
def test_pooling_equals_statsmodels(seed: int) -> None:
    meta = pytest.importorskip("statsmodels.stats.meta_analysis")
    rng = np.random.default_rng(seed)
    count = int(rng.integers(2, 15))
    errors = rng.uniform(0.05, 0.6, count)
    values = rng.normal(0.2, 0.4 * (seed % 3), count) + rng.normal(0.0, errors)
    theirs = meta.combine_effects(values, errors**2, method_re="iterated", use_t=True)
    ours = pool(values, errors)
    assert ours.spread**2 == pytest.approx(max(theirs.tau2, 0.0), abs=1e-6)
    assert ours.mean == pytest.approx(theirs.mean_effect_re, abs=1e-6)
    assert ours.error == pytest.approx(max(theirs.sd_eff_w_re, theirs.sd_eff_w_re_hksj), abs=1e-6)
    assert ours.weights == pytest.approx(theirs.weights_rel_re, abs=1e-6)
    assert ours.unexplained == pytest.approx(max(theirs.i2, 0.0), abs=1e-6)
    if theirs.sd_eff_w_re_hksj >= theirs.sd_eff_w_re * (1 - 1e-9):
        assert (ours.low, ours.high) == pytest.approx(theirs.conf_int()[3], abs=1e-6)


def test_studies_that_agree_have_no_spread_and_are_weighed_by_precision() -> None:
    """By hand: weights 1/0.01 and 1/0.04 give 100/125 and 25/125; the error is √(1/125)."""
    found = pool(np.array([1.0, 1.0]), np.array([0.1, 0.2]))
    assert found.spread == 0.0
    assert found.weights.tolist() == pytest.approx([0.8, 0.2])
    assert found.error == pytest.approx(125**-0.5)
    assert found.predicted_low is None


@pytest.mark.parametrize(("values", "errors"), [([1.0], [0.1]), ([1.0, 2.0], [0.1, 0.0])])
def test_one_study_or_one_without_an_interval_is_not_pooled(values: list[float], errors: list[float]) -> None:
    with pytest.raises(ValueError, match="two studies or more"):
        pool(np.array(values), np.array(errors))


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 7, 12, 51, 200])
def test_limits_of_student_are_those_of_scipy(degrees: int) -> None:
    """The limits that pooling uses are worked out without SciPy, which takes long to load."""
    assert student_limit(degrees) == pytest.approx(float(stdtrit(degrees, 0.975)), rel=1e-11)
    assert student_chance(1.7, degrees) == pytest.approx(float(2 * stdtr(degrees, 1.7) - 1), rel=1e-13)
