"""Health outcomes (4.3): comorbidity, residual disability, good perceived health."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from hiap.equations.outcomes import good_health, healthy_part, residual_disability

Array = NDArray[np.float64]
SHARE = st.floats(0.0, 1.0)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), diseases=st.integers(1, 5))
def test_diseases_take_a_share_of_what_the_others_leave(data: st.DataObject, diseases: int) -> None:
    prevalence, weight = data.draw(hnp.arrays(np.float64, (2, diseases), elements=SHARE))
    left = 1.0
    for sick, loss in zip(prevalence, weight, strict=True):
        left = (1.0 - sick) * left + sick * left * (1.0 - loss)
    found = float(healthy_part(prevalence, weight))
    assert found == pytest.approx(left, abs=1e-12)
    assert 1.0 - found <= (prevalence * weight).sum() + 1e-12


def test_two_diseases_counted_person_by_person() -> None:
    """100 people: 18 with one disease (weight .3), 8 with another (.1), 2 with both (.37)."""
    lost = 18 * 0.3 + 8 * 0.1 + 2 * (1 - 0.7 * 0.9)
    assert float(healthy_part(np.array([0.2, 0.1]), np.array([0.3, 0.1]))) == pytest.approx(1 - lost / 100)


@settings(max_examples=60, deadline=None)
@given(all_cause=st.floats(0.0, 0.9), part=st.floats(0.1, 1.0))
def test_residual_and_diseases_give_back_the_published_disability(all_cause: float, part: float) -> None:
    residual, cut = residual_disability(np.array(all_cause), np.array(part))
    assert 0.0 <= float(residual) <= 1.0
    if all_cause >= 1.0 - part:
        assert float(cut) == 0.0
        assert (1.0 - float(residual)) * part == pytest.approx(1.0 - all_cause, abs=1e-12)
    else:
        assert float(residual) == 0.0
        assert (1.0 + float(cut)) * part == pytest.approx(1.0 - all_cause, abs=1e-12)


@settings(max_examples=200, deadline=None)
@given(reference=SHARE, slope=st.floats(0.0, 50.0))
def test_good_health_does_not_move_a_digit_when_disability_does_not(reference: float, slope: float) -> None:
    assert float(good_health(np.array(reference), np.array(0.0), slope)) == reference


@settings(max_examples=80, deadline=None)
@given(reference=SHARE, slope=st.floats(0.0, 50.0), one=st.floats(-0.3, 0.3), another=st.floats(-0.3, 0.3))
def test_more_disability_never_gives_better_health(
    reference: float, slope: float, one: float, another: float
) -> None:
    few, many = sorted((one, another))
    better = float(good_health(np.array(reference), np.array(few), slope))
    worse = float(good_health(np.array(reference), np.array(many), slope))
    assert 0.0 <= worse <= better + 1e-12
    assert better <= 1.0


@settings(max_examples=60, deadline=None)
@given(reference=st.floats(0.01, 0.99), slope=st.floats(0.0, 20.0), change=st.floats(-0.2, 0.2))
def test_good_health_moves_on_the_logit(reference: float, slope: float, change: float) -> None:
    found = float(good_health(np.array(reference), np.array(change), slope))
    logit = np.log(reference / (1.0 - reference)) - slope * change
    assert found == pytest.approx(1.0 / (1.0 + np.exp(-logit)), abs=1e-12)


def test_good_health_by_hand() -> None:
    """Odds of 3 to 1 and a rise of .1 at slope ln 3 / .1: odds of 1 to 1."""
    assert float(good_health(np.array(0.75), np.array(0.1), np.log(3.0) / 0.1)) == pytest.approx(
        0.5, abs=1e-12
    )
