"""Declared overlap (6.2): sets within sets, each with a rule; worked by hand on one move in one year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from small import Array, Document, amount, measure
from whole_pack import ADULTS, loaded, move, pack, write

from hiap.domain.errors import InputError
from hiap.domain.overlap import together
from hiap.equations.overlap import Set, parts_within, total_within
from hiap.reports.result import mean_of
from hiap.simulation.calibration import calibrate
from hiap.simulation.mortality import project_mortality
from hiap.simulation.policy import sample_policy
from hiap.simulation.projection import set_up
from hiap.simulation.reach import act
from hiap.simulation.state import first_state
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws
from hiap.workflow.appraise import appraise, repeat
from hiap.workflow.package import package

QUIT = ("current", "former")
SIZES = {"a": 0.5, "b": 0.4, "c": 0.3}
SETS = {
    "independent(a, b, c)": 0.68992,
    "same_people(a, b)": 1 - 0.6 * 0.76,
    "same_people(b, a)": 1 - 0.6 * 0.76,
    "disjoint(a, b, c)": 0.4 + 0.32 + 0.24,
    "disjoint(c, same_people(a, b))": 0.4 + 0.24,
    "same_people(a, independent(b, c))": 1 - 0.68 * 0.76,
}
"""The probability that a smoker quits by three measures that alone give .4, .32 and .24, by hand."""


def quitters(folder: Path, *sets: str, share: float = 0.8) -> Array:
    """Probability that a smoker quits in the first year, [scenario, sex, age, group]."""
    reach: Document = {"kind": "flow", "share": amount(share, "share")}
    documents = [
        measure(name, ADULTS, reach=reach, effects=[move("shift", "smoking", size, QUIT)], start=2025)
        for name, size in SIZES.items()
    ]
    measures = loaded([write(folder, item) for item in documents])
    sampler = Sampler(Draws(1, 0), slice(0, 1))
    world = sample_world(pack(), sampler)
    mortality = project_mortality(world, 1)
    policy = sample_policy(measures, pack(), sampler, overlap=[together(text) for text in sets])
    setup = set_up(world, mortality, calibrate(world, mortality), policy)
    state = first_state(setup.pack, policy, setup.calibration, setup.rows)
    smoking = setup.path.exposure[("smoking", 0)]
    done = act(setup.pack, policy, setup.rows, 2025, state.persons, state.carried, {"smoking": smoking}, ())
    fewer = -done.difference["smoking"][1]
    smokers = smoking[2][:, None]
    return np.asarray(np.divide(fewer, smokers, out=np.zeros_like(fewer), where=smokers > 0)[0])


@pytest.mark.parametrize(("text", "expected"), SETS.items())
def test_a_set_combines_by_its_rule(text: str, expected: float, tmp_path: Path) -> None:
    man = quitters(tmp_path, text)[:, 0, 40, 0]
    assert man == pytest.approx([0.0, 0.4, 0.32, 0.24, expected], rel=1e-12)


def test_how_a_set_is_written_changes_no_byte(tmp_path: Path) -> None:
    one, other = (
        quitters(tmp_path, text)
        for text in ("disjoint(same_people(b, a), c)", "disjoint(c, same_people(a, b))")
    )
    assert one.tobytes() == other.tobytes()


def test_disjoint_measures_for_more_than_everybody_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"in 2025 disjoint measures would together change 1\.200 times"):
        quitters(tmp_path, "disjoint(a, b, c)", share=1.0)


def test_harm_counts_beside_the_largest_gain() -> None:
    """Reach times (1 - ratio): gains .2 and .5 and a harm of .1; independent 1 - .8 · .5 · 1.1 = .56."""
    losses = np.array([0.2, 0.5, -0.1])
    assert total_within(losses, Set("same_people", (0, 1, 2))) == pytest.approx(0.4)
    assert total_within(losses, Set("independent", (0, 1, 2))) == pytest.approx(0.56)
    assert total_within(losses, Set("disjoint", (0, 1, 2))) == pytest.approx(0.6)


def test_changes_of_a_mean_add_unless_they_are_for_the_same_people() -> None:
    change = np.array([-0.3, -0.2, 0.1])
    added = parts_within(change, Set("independent", (0, 1, 2)), adds=True)
    largest = parts_within(change, Set("same_people", (0, 1, 2)), adds=True)
    assert added.tolist() == [-0.3, -0.2, 0.1]
    assert largest.tolist() == [-0.3, 0.0, 0.1]


Result = dict[str, Any]
FALLS = ["fall-prevention", "home-safety-for-falls"]


@pytest.fixture(scope="module")
def falls() -> dict[str, Result]:
    """Two measures against falls, by the rule for those whom both reach."""
    sets = {rule: [f"{rule}({', '.join(FALLS)})"] for rule in ("same_people", "disjoint")} | {"none": []}
    return {rule: appraise(FALLS, overlap=texts, workers=1) for rule, texts in sets.items()}


def test_ratios_on_one_rate_follow_the_sets_too(falls: dict[str, Result]) -> None:
    """Independent lies between; who lives longer can fall again, so disjoint may top the sum a little."""
    found = {rule: result["scenarios"] for rule, result in falls.items()}
    gain = {rule: mean_of(scenarios["package"]["haly"]) for rule, scenarios in found.items()}
    alone = [mean_of(found["none"][name]["haly"]) for name in FALLS]
    assert max(alone) <= gain["same_people"] < gain["none"] < gain["disjoint"] <= 1.001 * sum(alone)
    for rule in ("same_people", "disjoint"):
        assert [found[rule][name]["haly"] for name in FALLS] == [
            found["none"][name]["haly"] for name in FALLS
        ]
        cost = [mean_of(found[name]["package"]["programme_cost_eur"]) for name in (rule, "none")]
        assert cost[0] == pytest.approx(cost[1], rel=1e-3)


def test_a_result_is_computed_again_with_its_sets(falls: dict[str, Result]) -> None:
    result = falls["same_people"]
    assert result["settings"]["overlap"] == ["same_people(fall-prevention, home-safety-for-falls)"]
    assert repeat(result) == result


BAD = {
    "same_people(fall-prevention": "misses a comma or a bracket",
    "same_people(fall-prevention)": "has a set of one",
    "both(fall-prevention, home-safety-for-falls)": "has no rule both",
    "fall-prevention": "is not one set with a rule",
    "disjoint(fall-prevention, sugar-tex)": "names sugar-tex, which is not in this run",
    "disjoint(fall-prevention, fall-prevention)": "fall-prevention is in two sets",
}


@pytest.mark.parametrize(("text", "problem"), BAD.items())
def test_a_set_that_cannot_be_is_told(text: str, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        appraise(FALLS, overlap=[text], workers=1)


def test_sets_that_share_a_measure_are_refused() -> None:
    texts = ["disjoint(fall-prevention, home-safety-for-falls)"] * 2
    with pytest.raises(InputError, match="fall-prevention is in two sets"):
        package(FALLS, overlap=texts, workers=1)


def test_a_malformed_set_is_told_with_what_is_wrong_with_the_measures() -> None:
    with pytest.raises(InputError) as told:
        appraise(["sugar-tex"], overlap=["disjoint(a"], workers=1)
    assert [fault.path for fault in told.value.faults] == ["--overlap", "sugar-tex"]
