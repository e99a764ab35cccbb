"""All smokers quit: care is cheaper at first, and dearer once those who live on need it (7.1)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from hiap.workflow.computed import compute, from_measures
from hiap.workflow.settings import Settings

Array = NDArray[np.float64]
ROOT = Path(__file__).parents[2]
QUIT = str(ROOT / "examples" / "all-smokers-quit.yaml")
PAGE = ROOT / "docs" / "all-smokers-quit.md"
FIRST = 2027 - 2025
YEARS = 62


@pytest.fixture(scope="module")
def care() -> tuple[Array, Array]:
    """Change in care cost by year from 2027 on, with and without care in added years."""
    done = compute(from_measures([QUIT], Settings()))
    task = replace(done.task, care_in_added_years=False, variant="without-added-years-costs")
    without = done.compute(task).care[0, 1]
    return done.found.care[0, 1, FIRST:YEARS], without[FIRST:YEARS]


def test_without_added_years_care_is_below_the_reference_from_the_first_year(
    care: tuple[Array, Array],
) -> None:
    """Better health that harms nobody: less care in every year, already in the first, and ever less."""
    assert np.all(care[1] < 0.0)
    assert np.all(np.diff(care[1]) < 0.0)


def test_with_added_years_care_is_cheaper_first_and_dearer_later(care: tuple[Array, Array]) -> None:
    """As in the model of Barendregt, Bonneux and van der Maas (1997), where it turned after 15 years."""
    below = care[0] < 0.0
    turn = int(np.argmin(below))
    assert np.all(below[:turn])
    assert not np.any(below[turn:])
    assert 3 <= turn <= 20
    assert f"After {turn} years" in PAGE.read_text(encoding="utf-8")


def test_the_page_tells_what_is_computed(care: tuple[Array, Array]) -> None:
    """Its other numbers: the end with added years, and without them 2040 and the end."""
    text = " ".join(PAGE.read_text(encoding="utf-8").split())
    assert f"After sixty years care costs {care[0][-1] / 1e9:.1f} billion euros a year more" in text
    in_2040, last = (-care[1][year - 2027] / 1e6 for year in (2040, 2086))
    assert f"{in_2040:.0f} million euros in 2040, {last:.0f} million in 2086" in text


def test_added_years_are_what_makes_the_difference(care: tuple[Array, Array]) -> None:
    """The gap between both grows as more people live on."""
    gap = care[0] - care[1]
    assert np.all(gap > 0.0)
    assert np.all(np.diff(gap[:35]) > 0.0)
