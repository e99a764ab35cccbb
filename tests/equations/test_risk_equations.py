"""Relative risks made ready: credit (3.6), residual (3.7), mediation (3.8)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from hiap.equations.exposure import mean_risk
from hiap.equations.risk import credited, residual_risk, risk_via_mediator

Array = NDArray[np.float64]


@settings(max_examples=60, deadline=None)
@given(risk=st.floats(0.1, 20.0), credit=st.floats(0.0, 1.0))
def test_causal_credit_at_its_ends_and_between(risk: float, credit: float) -> None:
    found = float(credited(np.array(risk), np.array(credit)))
    assert np.log(found) == pytest.approx(credit * np.log(risk), abs=1e-12)
    assert float(credited(np.array(risk), np.array(0.0))) == 1.0
    assert float(credited(np.array(risk), np.array(1.0))) == risk


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Array, Array, Array, Array]:
    """Shares by level, death rates of the unexposed (diseases, then other), RR by disease, RR of other."""
    levels, diseases = draw(st.integers(2, 4)), draw(st.integers(1, 3))
    share = draw(hnp.arrays(np.float64, levels, elements=st.floats(0.05, 1.0)))
    rate = draw(hnp.arrays(np.float64, diseases + 1, elements=st.floats(1e-4, 0.05)))
    rate[-1] += 0.005
    risk = draw(hnp.arrays(np.float64, (diseases, levels), elements=st.floats(1.0, 15.0)))
    other = draw(hnp.arrays(np.float64, levels, elements=st.floats(1.0, 5.0)))
    risk[:, 0], other[0] = 1.0, 1.0
    return share / share.sum(), rate, risk, other


@settings(max_examples=100, deadline=None)
@given(world=worlds())
def test_the_residual_is_what_other_causes_really_have(world: tuple[Array, Array, Array, Array]) -> None:
    """Make a country by cause and level, read off its all-cause risk and deaths, ask for the rest."""
    share, rate, risk, other = world
    deaths = rate[:, None] * np.concatenate([risk, other[None]])
    by_level = deaths.sum(axis=0)
    all_cause = by_level / by_level[0]
    national = (deaths * share).sum(axis=1)
    found, cut = residual_risk(
        all_cause,
        risk,
        np.asarray((share * all_cause).sum()),
        (share * risk).sum(axis=1),
        national[:-1] / national.sum(),
    )
    np.testing.assert_allclose(found, other, rtol=1e-8)
    assert cut.max() < 1e-9


@settings(max_examples=100, deadline=None)
@given(world=worlds())
def test_causes_together_give_back_the_all_cause_risk(world: tuple[Array, Array, Array, Array]) -> None:
    """With u_d the shares of deaths among the unexposed: Σ u_d RR_d + (1 - Σ u_d) RR_other = RR_all."""
    share, rate, risk, all_cause = world
    unexposed = rate[:-1] / rate.sum()
    mean_all, means = (share * all_cause).sum(), (share * risk).sum(axis=1)
    found, cut = residual_risk(all_cause, risk, np.asarray(mean_all), means, unexposed * means / mean_all)
    together = (unexposed[:, None] * risk).sum(axis=0) + (1.0 - unexposed.sum()) * found
    listed = (1.0 - unexposed.sum()) * cut
    np.testing.assert_allclose(together - listed, all_cause, rtol=1e-9)
    assert (found >= 1.0).all()
    assert (found[cut > 0] == 1.0).all()


def test_a_residual_by_hand() -> None:
    """Half smoke (all causes 2, lung cancer 9), lung cancer .2 of deaths: A 1.5, u .06, rest 1.46/.94."""
    found, cut = residual_risk(
        np.array([1.0, 2.0]), np.array([[1.0, 9.0]]), np.array(1.5), np.array([5.0]), np.array([0.2])
    )
    np.testing.assert_allclose(found, [1.0, 1.46 / 0.94], rtol=1e-12)
    assert not cut.any()


def test_a_disease_without_a_relation_takes_its_share_of_deaths_out_of_the_rest() -> None:
    """PM2.5: all causes 1.1, nothing by disease; 40 % of the deaths of the unexposed have RR 1: 1 + .1/.6."""
    mean = 1.05
    found, _ = residual_risk(
        np.array([1.0, 1.1]), np.ones((1, 2)), np.array(mean), np.array([1.0]), np.array([0.4 / mean])
    )
    np.testing.assert_allclose(found, [1.0, 1.0 + 0.1 / 0.6], rtol=1e-12)


def test_without_diseases_the_whole_risk_is_residual() -> None:
    all_cause = np.array([1.0, 1.3])
    found, cut = residual_risk(all_cause, np.ones((0, 2)), np.array(1.15), np.ones(0), np.ones(0))
    np.testing.assert_array_equal(found, all_cause)
    assert not cut.any()


def test_a_residual_below_one_is_set_to_one_and_listed_with_its_size() -> None:
    """u = .5·1.5/2.5 = .3; (1.5 - .3·4)/.7 = 3/7."""
    found, cut = residual_risk(
        np.array([1.0, 1.5]), np.array([[1.0, 4.0]]), np.array(1.5), np.array([2.5]), np.array([0.5])
    )
    assert found.tolist() == [1.0, 1.0]
    assert cut[1] == pytest.approx(1.0 - 3.0 / 7.0, abs=1e-12)


def test_what_diseases_that_explain_all_deaths_cut_off_is_listed() -> None:
    """All deaths are of a disease with RR 1, yet the factor doubles mortality: 1, and listed (5.3)."""
    found, cut = residual_risk(
        np.array([1.0, 2.0]), np.ones((1, 2)), np.array(1.5), np.array([1.0]), np.array([1.0 / 1.5])
    )
    assert found.tolist() == [1.0, 1.0]
    assert cut[1] > 0.0


def test_mediation_in_a_world_of_3000_people() -> None:
    """Full effect of the exposure on stroke 2.4, and diabetes between them.

    2,000 unexposed of whom 100 have diabetes, 1,000 exposed of whom 200; diabetes triples stroke. Unexposed
    without diabetes: .01 a year. Unexposed together: (1,900·.01 + 100·.03)/2,000 = .011. The exposed must
    have 2.4 times as much.
    """
    share, onset = np.array([1.0 / 3.0]), np.array([1.0, 4.0])
    via = risk_via_mediator(np.array(0.1), onset, mean_risk(share, onset[1:]), np.array(3.0))
    np.testing.assert_allclose(via, [1.0, 0.014 / 0.011], rtol=1e-12)
    direct = 2.4 / via[1]
    exposed = (800 * 0.01 * direct + 200 * 0.03 * direct) / 1000
    assert exposed / 0.011 == pytest.approx(2.4, abs=1e-6)


@settings(max_examples=80, deadline=None)
@given(
    exposed=st.floats(0.01, 0.99),
    prevalence=st.floats(0.0, 0.1),
    onset=st.floats(1.0, 8.0),
    raised=st.floats(1.0, 5.0),
    full=st.floats(1.0, 6.0),
)
def test_direct_and_via_make_the_full_effect(
    exposed: float, prevalence: float, onset: float, raised: float, full: float
) -> None:
    """Both ways agree to 1e-6: count strokes person by person in the four cells of exposure and mediator."""
    mean = 1.0 + exposed * (onset - 1.0)
    via = risk_via_mediator(np.array(prevalence), np.array([1.0, onset]), np.array(mean), np.array(raised))
    direct = full / float(via[1])
    sick = [prevalence / mean, prevalence * onset / mean]
    unexposed_rate = (1.0 - sick[0]) + sick[0] * raised
    exposed_rate = direct * ((1.0 - sick[1]) + sick[1] * raised)
    assert exposed_rate / unexposed_rate == pytest.approx(full, abs=1e-6)
    assert (1.0 - exposed) * sick[0] + exposed * sick[1] == pytest.approx(prevalence, abs=1e-12)


def test_no_path_leaves_the_full_risk() -> None:
    onset = np.array([1.0, 4.0])
    nobody = risk_via_mediator(np.array(0.0), onset, np.array(2.0), np.array(3.0))
    harmless = risk_via_mediator(np.array(0.1), onset, np.array(2.0), np.array(1.0))
    unrelated = risk_via_mediator(np.array(0.1), np.ones(2), np.array(1.0), np.array(3.0))
    for via in (nobody, harmless, unrelated):
        np.testing.assert_array_equal(via, [1.0, 1.0])
