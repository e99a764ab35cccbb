"""One and the same three-state model in another package and in this one, with the same answer.

Healthy, sick and dead; two strategies, of which one halves new cases; 60 years; a thousand draws. The other
package gets transition probabilities, worked out from the same rates by a matrix exponential and not timed.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

import numpy as np
import pandas as pd
from heormodel.models.markov import CohortSpec, MarkovModel
from numpy.typing import NDArray
from scipy.linalg import expm

from hiap.simulation import kernels

Array = NDArray[np.float64]
DRAWS, YEARS, FACTOR = 1000, 60, 0.5


@dataclass(frozen=True)
class Peer:
    """Seconds a draw of the other package and of this one."""

    version: str
    theirs: float
    ours: float


def three_states(repeats: int) -> Peer:
    """Time both, after a check that they give the same life years."""
    rates = np.random.default_rng(1).uniform((0.01, 0.05, 0.02), (0.03, 0.3, 0.1), (DRAWS, 3))
    model, draws = _theirs(rates)
    np.testing.assert_allclose(model.evaluate(draws).effects_wide().to_numpy(), _ours(rates), rtol=1e-9)
    return Peer(
        version("heormodel"),
        min(_seconds(lambda: model.evaluate(draws)) for _ in range(repeats)) / DRAWS,
        min(_seconds(lambda: _ours(rates)) for _ in range(repeats)) / DRAWS,
    )


def _seconds(work: Callable[[], object]) -> float:
    """Wall time of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _theirs(rates: Array) -> tuple[MarkovModel, pd.DataFrame]:
    """The model of the other package with its draws: incidence, remission, excess mortality by draw."""
    matrices = {
        (draw, name): _transition(rates[draw] * (factor, 1.0, 1.0))
        for draw in range(DRAWS)
        for name, factor in (("usual", 1.0), ("halved", FACTOR))
    }
    alive, nothing = np.array([1.0, 1.0, 0.0]), np.zeros(3)

    def spec(params: pd.Series, strategy: str) -> CohortSpec:
        return CohortSpec(matrices[(int(params["draw"]), strategy)], nothing, alive)

    model = MarkovModel(
        states=("healthy", "sick", "dead"),
        interventions=("usual", "halved"),
        transitions_and_rewards=spec,
        n_cycles=YEARS,
        discount_rate=0.0,
        cycle_correction="none",
    )
    return model, pd.DataFrame({"draw": np.arange(DRAWS)}, index=pd.RangeIndex(DRAWS, name="iteration"))


def _transition(rates: Array) -> Array:
    """Probabilities of a year between healthy, sick and dead."""
    onset, recovery, death = rates
    moves = np.array([[-onset, onset, 0.0], [recovery, -recovery - death, death], [0.0, 0.0, 0.0]])
    return np.asarray(expm(moves))


def _ours(rates: Array) -> Array:
    """Life years by draw and strategy: one cell of a row for each, carried through the years."""
    cells = 2 * DRAWS
    row = np.zeros((5, cells))
    row[:3] = np.repeat(rates, 2, axis=0).T
    row[0, 1::2] *= FACTOR
    prevalence, alive, years = np.zeros(cells), np.ones(cells), np.ones(cells)
    end, cases, hazard = np.zeros((3, cells))
    for _ in range(YEARS):
        kernels.year_of_cells(prevalence, row, False, end, cases, hazard)
        alive *= np.exp(-hazard)
        years += alive
        prevalence, end = end, prevalence
    return years.reshape(DRAWS, 2)
