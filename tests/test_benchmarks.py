"""The workload that is timed is the one that is written about, and both engines and a peer agree on it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

from hiap.workflow.block import Differences, Task, run_block
from peer import DRAWS, YEARS, three_states
from workload import PAYERS, Size, campaign, country

SMALL = Size(ages=80, years=12, diseases=4, factors=3)


def found(task: Task) -> Differences:
    """The workload of a task."""
    return run_block(task)


@pytest.fixture(scope="module")
def task() -> Task:
    """Two draws of a small country of the same make."""
    measures = (campaign(5),)
    return Task(country(SMALL), measures, 1, 2, 0, 2, SMALL.years, 50_000.0, "numpy")


def test_the_workload_has_the_size_that_is_told() -> None:
    pack = country(Size())
    assert pack.group_share.shape == (2, 101, 5)
    assert (len(pack.diseases), len(pack.risk_factors), len(pack.laws)) == (15, 8, PAYERS)
    assert {len(factor.levels) for factor in pack.risk_factors} == {3}
    of_diseases = [risk for risk in pack.relative_risks if risk.outcome != "all_cause"]
    assert (len(of_diseases), len(pack.relative_risks)) == (40, 48)
    assert len(pack.lags) == 24


def test_both_engines_agree_on_it_and_nothing_is_cut(task: Task) -> None:
    plain, quick = found(task), found(replace(task, engine="numba"))
    np.testing.assert_allclose(quick.haly, plain.haly, rtol=1e-9, atol=1e-9 * np.abs(plain.haly).max())
    np.testing.assert_allclose(quick.amounts, plain.amounts, rtol=1e-9, atol=1e-3)
    assert plain.clamps == ()


def test_the_campaign_gives_health(task: Task) -> None:
    assert float(found(task).haly[:, 1].sum()) > 0


def test_a_peer_gives_the_same_life_years() -> None:
    """`three_states` compares both to a billionth before it times them."""
    peer = three_states(1)
    assert (DRAWS, YEARS) == (1000, 60)
    assert peer.ours > 0
    assert peer.theirs > 0
