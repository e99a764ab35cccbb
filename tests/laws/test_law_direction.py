"""Law 4: a bigger effect never gives fewer HALYs, and a harmful one never gives more."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from small import Array, Document, effect, measure
from whole_pack import ADULTS, loaded, move, run, write

from hiap.domain.measure import Measure

YEARS, DRAWS, START = 30, 2, 2026
MOVES: dict[str, tuple[str, str, float, tuple[str, str] | None, str]] = {
    "quit": ("shift", "smoking", 0.05, ("current", "former"), "share"),
    "out-of-debt": ("shift", "problem_debt", 0.05, ("debt", "none"), "share"),
    "walk": ("shift", "inactivity", 0.05, ("inactive", "active"), "share"),
    "drink-less": ("hold", "heavy_drinking", 0.05, ("heavy", "not"), "share"),
    "lighter": ("hold", "bmi", -0.2, None, "kg/m2"),
    "cooler": ("hold", "heat", -0.3, None, "°C"),
    "less-lonely": ("shift", "loneliness", 0.05, ("lonely", "not"), "share"),
    "cleaner-air": ("hold", "pm25", -0.3, None, "µg/m3"),
    "more-fruit": ("hold", "low_fruit_vegetables", -0.2, None, "100 g"),
    "drier": ("shift", "damp_home", 0.05, ("damp", "dry"), "share"),
    "quieter": ("hold", "road_noise", -0.5, None, "dB"),
    "less-strained": ("shift", "job_strain", 0.05, ("strain", "not"), "share"),
    "at-work": ("shift", "unemployment", 0.05, ("unemployed", "not"), "share"),
}
RATIOS: dict[str, tuple[str, str]] = {
    "fewer-falls": ("incidence", "fall_injury"),
    "fewer-strokes": ("incidence", "stroke"),
    "fewer-deaths": ("fatality", "ischaemic_heart_disease"),
}


def _effect(name: str, times: float) -> Document:
    """An effect of a size that is multiplied; of a ratio, what it takes away."""
    if name in MOVES:
        kind, factor, size, levels, unit = MOVES[name]
        return move(kind, factor, times * size, levels, unit)
    kind, disease = RATIOS[name]
    return effect(kind, 1.0 - 0.05 * times, "ratio", disease=disease)


def _pair(name: str) -> list[Measure]:
    """The effect once and twice as large, for five years."""
    return [
        measure(f"{name}-{times}", ADULTS, effects=[_effect(name, times)], start=START, duration=5)
        for times in (1, 2)
    ]


@pytest.fixture(scope="module")
def gained(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Array]:
    """HALYs by measure, [draw, year]; a longer-lasting measure follows the same people a step on."""
    folder: Path = tmp_path_factory.mktemp("direction")
    pairs = [item for name in (*MOVES, *RATIOS) for item in _pair(name)]
    measures = loaded([write(folder, item) for item in pairs])
    found = run(measures, YEARS, DRAWS)
    order = sorted(item.id for item in measures)
    return {name: found.haly[:, 1 + k].sum(axis=-1) for k, name in enumerate(order)}


@pytest.mark.parametrize("name", [*MOVES, *RATIOS])
def test_a_bigger_effect_never_gives_fewer_healthy_years(gained: dict[str, Array], name: str) -> None:
    once, twice = (gained[f"{name}-{times}"] for times in (1, 2))
    assert np.all(once.sum(axis=-1) > 0.0)
    assert np.all(twice.sum(axis=-1) > once.sum(axis=-1))


@pytest.mark.parametrize("name", [*MOVES, *RATIOS])
def test_the_gain_so_far_is_bigger_in_every_year(gained: dict[str, Array], name: str) -> None:
    """Not only at the horizon: whoever stops counting earlier sees the same order."""
    once, twice = (np.cumsum(gained[f"{name}-{times}"], axis=-1) for times in (1, 2))
    assert np.all(twice >= once)
    assert np.all(once >= 0.0)
