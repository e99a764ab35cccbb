"""As many draws as are needed: the result is the one of as many draws at once (9.2)."""

from __future__ import annotations

import itertools
import json
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from hiap import InputError, appraise, load_pack
from hiap.economics.ledger import Line
from hiap.reports.result import part
from hiap.workflow.block import NOT_BY_DRAW, Differences, Task
from hiap.workflow.enough import FIRST_DRAWS, STEP, enough_draws
from hiap.workflow.perspective import choose
from hiap.workflow.settings import MOST_DRAWS, Settings, examine

PACK = load_pack()
MEASURES = examine(["school-lunch"], Settings())[1]
YEARS = 3


def made_up(task: Task, spread: float) -> Differences:
    """Differences of which only money is not 0: in draw n a number that depends on n alone."""
    draws = range(task.first, task.count)
    values = np.array([np.random.default_rng(n).lognormal(0.0, spread) for n in draws])
    shape = (len(values), 2, YEARS)
    amounts = np.zeros((*shape, 1))
    amounts[:, 1, 0, 0] = values
    accounts = tuple(party.id for party in PACK.parties)
    arrays: dict[str, Any] = {
        name.name: np.zeros(shape) for name in fields(Differences) if name.name not in NOT_BY_DRAW
    }
    arrays |= {"amounts": amounts, "cases_averted": np.zeros((len(PACK.diseases), *shape))}
    line = Line("a", "resources", accounts[0], "care", None, None, None)
    return Differences(**arrays, lines=(line,), accounts=accounts, clamps=())


@pytest.mark.parametrize(("spread", "most"), [(0.0, FIRST_DRAWS), (0.3, 1500), (0.8, 6000)])
def test_draws_are_added_until_the_mean_and_the_interval_are_known(spread: float, most: int) -> None:
    """Without spread the first draws do; a skew quantity needs more than a nearly normal one.

    By normal theory of a quantile the upper limit of a log-normal asks 516 draws with σ .3, 1,917 with .8.
    """
    asked: list[tuple[int, int]] = []

    def compute(task: Task) -> Differences:
        asked.append((task.first, task.count))
        return made_up(task, spread)

    task = Task(PACK, MEASURES, 1, 0, 0, 1, YEARS, 50_000.0)
    done, found = enough_draws(task, choose(PACK, "society"), (2026, YEARS), MOST_DRAWS, compute)
    assert asked[0] == (0, FIRST_DRAWS)
    assert all(one[1] == two[0] for one, two in itertools.pairwise(asked))
    assert done.first == 0
    assert done.count == len(found.money) == asked[-1][1] <= most
    assert spread == 0.0 or done.count >= 300
    assert done.count % STEP == 0
    whole = made_up(done, spread)
    assert found.money.tobytes() == whole.money.tobytes()


def test_there_are_never_more_than_the_most() -> None:
    task = Task(PACK, MEASURES, 1, 0, 0, 1, YEARS, 50_000.0)
    done, _ = enough_draws(task, choose(PACK, "society"), (2026, YEARS), 120, lambda t: made_up(t, 2.0))
    assert done.count == 120


def test_added_draws_are_those_of_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """With 4 draws to begin with and 2 more at least, up to 8: the result of 8 at once, to the byte."""
    monkeypatch.setattr("hiap.workflow.enough.FIRST_DRAWS", 4)
    monkeypatch.setattr("hiap.workflow.enough.STEP", 2)
    monkeypatch.setattr("hiap.workflow.computed.MOST_DRAWS", 8)
    added = appraise(["fall-prevention"], draws="auto", workers=1, engine="numpy")
    assert part(added, "settings")["draws"] == 8
    assert json.dumps(added) == json.dumps(appraise(["fall-prevention"], draws=8, workers=1, engine="numpy"))


def test_another_word_is_no_number_of_draws() -> None:
    with pytest.raises(InputError, match=r"not a whole number.*or auto"):
        appraise(["school-lunch"], draws="many")
