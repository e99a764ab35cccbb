"""Named, paired, counter-based draws (9): a number depends on seed, name and draw, and on nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import kstest

from hiap.uncertainty.draws import Draws

NAME = st.text(alphabet="abcdefghij/_0123456789", min_size=1, max_size=30)
SEED = st.integers(0, 2**63)


@settings(max_examples=40, deadline=None)
@given(seed=SEED, name=NAME, few=st.integers(1, 50), more=st.integers(0, 200))
def test_more_draws_leave_the_first_ones_alone(seed: int, name: str, few: int, more: int) -> None:
    short = Draws(seed, few).quantiles(name)
    long = Draws(seed, few + more).quantiles(name)
    np.testing.assert_array_equal(long[:few], short)
    assert short.shape == (few,)
    assert ((short >= 0.0) & (short < 1.0)).all()


@settings(max_examples=40, deadline=None)
@given(seed=SEED, names=st.lists(NAME, min_size=2, max_size=5, unique=True))
def test_other_names_and_their_order_change_nothing(seed: int, names: list[str]) -> None:
    draws = Draws(seed, 20)
    forth = {name: draws.quantiles(name) for name in names}
    back = {name: draws.quantiles(name) for name in reversed(names)}
    for name in names:
        np.testing.assert_array_equal(forth[name], back[name])
        np.testing.assert_array_equal(forth[name], Draws(seed, 20).quantiles(name))


@settings(max_examples=40, deadline=None)
@given(seed=SEED, one=NAME, another=NAME)
def test_another_name_or_seed_is_another_stream(seed: int, one: str, another: str) -> None:
    here = Draws(seed, 20).quantiles(one)
    assert (Draws(seed + 1, 20).quantiles(one) != here).all()
    if another != one:
        assert (Draws(seed, 20).quantiles(another) != here).all()


def test_a_seed_does_not_run_into_a_name() -> None:
    """Seed 1 with name 2/x and seed 12 with name x are different inputs."""
    assert (Draws(1, 5).quantiles("2/x") != Draws(12, 5).quantiles("x")).all()


def test_a_stream_is_uniform() -> None:
    for name in ("rr/smoking/copd", "mortality/trend"):
        assert kstest(Draws(1, 20_000).quantiles(name), "uniform").pvalue > 1e-3


def test_streams_are_not_related() -> None:
    """With 20,000 draws a correlation of unrelated streams stays within four standard errors of 0."""
    names = ["rr/smoking/copd", "rr/smoking/stroke", "credit/smoking/copd", "trend/bmi/mean"]
    streams = np.array([Draws(7, 20_000).quantiles(name) for name in names])
    neighbours = np.array([Draws(seed, 20_000).quantiles(names[0]) for seed in (7, 8, 9)])
    for block in (streams, neighbours):
        off_diagonal = np.corrcoef(block) - np.eye(block.shape[0])
        assert np.abs(off_diagonal).max() < 4.0 / np.sqrt(20_000)


def test_one_after_another_the_draws_are_not_related() -> None:
    stream = Draws(3, 20_000).quantiles("weight/dementia")
    assert abs(np.corrcoef(stream[1:], stream[:-1])[0, 1]) < 4.0 / np.sqrt(20_000)


def test_without_draws_every_input_stands_in_the_middle() -> None:
    draws = Draws(seed=1, count=0)
    assert draws.quantiles("rr/smoking/copd").tolist() == [0.5]
    assert draws.rows == 1
    assert Draws(seed=1, count=7).rows == 7
