"""Terrorism and income in the Basque Country, recomputed: the first synthetic control (14.7).

`basque.csv` holds, by region of Spain, predictors and gross domestic product per head 1955-1997 (thousands of
dollars of 1986) as Abadie and Gardeazabal 2003 (American Economic Review 93:113-132) published them:
schooling and investment are means of 1964-1969, shares of sectors of 1961-1969 (odd years), density of 1969.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.monitoring.synthetic import Predictors, Synthetic, case_of, synthetic

TABLE = Path(__file__).parent / "basque.csv"
FIRST, START, WINDOW = 1955, 1970, (1960, 1970)


def table() -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
    """Regions, the Basque Country first; predictors; series."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    years = [name for name in rows[0] if name.isdigit()]
    names = [name for name in rows[0] if name != "region" and name not in years]
    return (
        [row["region"] for row in rows],
        np.array([[float(row[name]) for name in names] for row in rows]),
        np.array([[float(row[year]) for year in years] for row in rows]),
    )


@pytest.fixture(scope="module")
def basque() -> Synthetic:
    _, predictors, series = table()
    window = (WINDOW[0] - FIRST, WINDOW[1] - FIRST)
    found = synthetic(
        case_of(
            series[0], series[1:], START - FIRST, predictors=Predictors(predictors[0], predictors[1:], window)
        )
    )
    assert isinstance(found, Synthetic)
    return found


def test_the_mixture_is_catalonia_and_madrid(basque: Synthetic) -> None:
    """Published: Catalonia 0.851, Madrid 0.149, others 0; with more digits by pysyncon and by Synth in R."""
    names = table()[0][1:]
    expected = np.zeros(len(names))
    expected[names.index("Cataluna")] = 0.850816306
    expected[names.index("Madrid (Comunidad De)")] = 0.149183694
    assert basque.weights == pytest.approx(expected, abs=0.01)


def test_income_fell_behind_by_about_ten_percent(basque: Synthetic) -> None:
    """Published, in the abstract: about 10 percentage points relative to the mixture. Here 1975-1997."""
    series = table()[2][0]
    years = slice(1975 - FIRST, None)
    behind = basque.gap[years].mean() / (series - basque.gap)[years].mean()
    assert behind == pytest.approx(-0.10, abs=0.02)
