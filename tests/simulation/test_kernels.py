"""The compiled kernels against the C library and against the NumPy ones, in and out of their ranges."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from hiap.equations.disease import disease_year
from hiap.simulation import kernels, reading

Array = NDArray[np.float64]
CELLS = 7


@pytest.mark.parametrize("x", np.linspace(-4.0, 4.0, 81).tolist())
def test_the_exponential_of_a_risk_is_exact_in_its_range(x: float) -> None:
    assert reading.exp_near(x) == pytest.approx(math.exp(x), rel=1e-14)


@pytest.mark.parametrize("x", [0.0, 1e-150, 3e-5, 0.3, 1.0, 1.5])
def test_the_ratio_of_polynomials_is_the_exponential_in_its_range(x: float) -> None:
    even, odd = kernels.even_part(x * x), kernels.odd_part(x * x)
    assert (even + x * odd) / (even - x * odd) == pytest.approx(math.exp(x), rel=2e-15)
    scale = even * even - x * x * odd * odd
    assert (even * even + x * x * odd * odd) / scale == pytest.approx(math.cosh(x), rel=2e-15)
    assert 2.0 * even * odd / scale == pytest.approx(math.sinh(x) / x if x > 1e-100 else 1.0, rel=2e-15)


@pytest.mark.parametrize("x", [1.0, 1.0 - 1e-12, 0.99, 0.9, 0.85, 0.8])
def test_the_logarithm_is_exact_in_its_range(x: float) -> None:
    found = kernels.minus_log((1.0 - x) / (1.0 + x))
    assert found == pytest.approx(-math.log(x), rel=1e-14, abs=1e-18)


def row(highest: float) -> st.SearchStrategy[Array]:
    """A row of rates or shares."""
    return hnp.arrays(np.float64, CELLS, elements=st.floats(0.0, highest))


@settings(max_examples=200, deadline=None)
@given(
    prevalence=row(0.99),
    incidence=row(3.0),
    remission=row(12.0),
    excess=row(6.0),
    fatal=row(0.6),
    cured=row(0.4),
)
def test_a_row_is_the_year_of_numpy(
    prevalence: Array, incidence: Array, remission: Array, excess: Array, fatal: Array, cured: Array
) -> None:
    """Rates far beyond those of any disease too: then the C library does the cell."""
    end, cases, hazard = np.zeros((3, CELLS))
    rates = np.stack((incidence, remission, excess, fatal, cured))
    kernels.year_of_cells(prevalence, rates, False, end, cases, hazard)
    plain = disease_year(prevalence, incidence, remission, excess, fatal, cured)
    np.testing.assert_allclose(end, plain.prevalence, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(cases, plain.cases, rtol=1e-10, atol=1e-14)
    np.testing.assert_allclose(hazard, plain.hazard, rtol=1e-10, atol=1e-14)


@settings(max_examples=200, deadline=None)
@given(prevalence=row(1.0), incidence=row(3.0), excess=row(6.0), fatal=row(0.6), cured=row(0.4))
def test_a_row_of_a_disease_that_lasts_is_the_year_of_numpy(
    prevalence: Array, incidence: Array, excess: Array, fatal: Array, cured: Array
) -> None:
    """Nobody recovers: other equations, in the same cells and out of the range of the polynomials."""
    rates = np.stack((incidence, np.zeros(CELLS), excess, fatal, cured))
    rows = np.zeros((3, CELLS))
    kernels.year_of_row(prevalence, tuple(rates), True, *rows)
    plain = disease_year(prevalence, *rates)
    for found, expected in zip(rows, (plain.prevalence, plain.cases, plain.hazard), strict=True):
        np.testing.assert_allclose(found, expected, rtol=1e-10, atol=1e-14)


def test_a_cell_out_of_range_changes_no_byte_of_its_neighbours() -> None:
    quiet = np.stack([np.full(2, x) for x in (0.01, 0.5, 0.02, 0.1, 0.0)])
    wild = quiet.copy()
    wild[1, 1], wild[2, 1] = 20.0, 5.0
    alone, beside = np.zeros((3, 2)), np.zeros((3, 2))
    kernels.year_of_cells(np.full(2, 0.1), quiet, False, *alone)
    kernels.year_of_cells(np.full(2, 0.1), wild, False, *beside)
    assert alone[:, 0].tobytes() == beside[:, 0].tobytes()
    assert np.isfinite(beside).all()


def test_a_disease_of_which_nobody_dies_has_no_hazard() -> None:
    found = np.ones((3, 1))
    kernels.year_of_cells(np.array([0.2]), np.array([[0.05], [0.3], [0.0], [0.0], [0.0]]), False, *found)
    assert found[2, 0] == 0.0


def test_a_risk_beyond_the_range_of_the_polynomial_is_read_by_the_c_library() -> None:
    """ln RR of 5 and -5 at the ends, 0 in the middle; exposure at each, and half-way the upper step."""
    tables = np.array([-5.0, 0.0, 5.0]).reshape(1, 1, 1, 1, 3)
    exposure = np.array([-1.0, 0.0, 1.0, 0.5]).reshape(4, 1, 1, 1, 1)
    found = np.zeros((1, 1, 1, 1, 1))
    reading.mean_risks(exposure, -1.0, 1.0, tables, 1, found)
    assert found.item() == pytest.approx((math.exp(-5) + 1 + math.exp(5) + math.exp(2.5)) / 4, rel=1e-13)
