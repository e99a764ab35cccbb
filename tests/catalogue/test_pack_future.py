"""Limits of births and migration in a pack: two tables that may be left out, checked before they are read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from math import log
from pathlib import Path

import numpy as np
import pytest

from hiap.catalogue.pack import load_pack
from hiap.domain.errors import InputError
from hiap.domain.future import KNOWN
from hiap.simulation.world import Sampler, sample_world
from hiap.uncertainty.draws import Draws
from hiap.workflow.sources import source_rows

ELSEWHERE = Path(__file__).resolve().parents[2] / "examples" / "packs" / "ELSEWHERE" / "2025"
YEARS = range(2025, 2031)
LIMIT = 1.959963984540054
KNOWN_YEAR = "0.042,0.042,0.042"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The invented country, in which 50 women of age 1 leave each year, with limits to both."""
    copy = Path(shutil.copytree(ELSEWHERE, tmp_path / "mine"))
    moves = (copy / "migration.csv").read_text()
    (copy / "migration.csv").write_text(moves.replace("female,1,0", "female,1,-50"))
    table(copy, "fertility_limit", lambda year: KNOWN_YEAR if year == 2025 else "0.042,0.021,0.063")
    table(copy, "migration_limit", lambda year: "-50,-50,-50" if year == 2025 else "-50,-80,0")
    return copy


def table(folder: Path, name: str, of: Callable[[int], str], years: range = YEARS) -> None:
    """Write a table of limits and describe it."""
    lines = ["year,value,low,high", *(f"{year},{of(year)}" for year in years), ""]
    (folder / f"{name}.csv").write_text("\n".join(lines))
    known = (folder / "tables.csv").read_text()
    if name not in known:
        (folder / "tables.csv").write_text(f"{known}{name},{name},persons,2025,R,made-up,none,made up,\n")


def test_limits_become_errors_below_and_above_and_a_known_year_has_none(folder: Path) -> None:
    """Births ln 2 below and ln 1.5 above over 1.96; migrants 30 of -50 below, 50 of -50 above."""
    future = load_pack(str(folder)).future
    assert future.births[:, 0].tolist() == future.migrants[:, 0].tolist() == [0.0, 0.0]
    births = np.array([[log(2.0)] * 5, [log(1.5)] * 5]) / LIMIT
    np.testing.assert_allclose(future.births[:, 1:], births, rtol=1e-12)
    np.testing.assert_allclose(future.migrants[:, 1:], np.array([[-0.6] * 5, [-1.0] * 5]) / LIMIT, rtol=1e-12)


def test_draws_at_the_limits_give_the_limits(folder: Path) -> None:
    """1.96 errors below: half the births and 80 leavers of 50; above: half as many again and none."""
    pack = load_pack(str(folder))
    world = sample_world(pack, Sampler(AtLimits(), slice(0, 2)))
    np.testing.assert_allclose(world.births[:, 1:], [[0.5] * 5, [1.5] * 5], rtol=1e-9)
    np.testing.assert_allclose(world.migrants[:, 1:], [[1.6] * 5, [0.0] * 5], rtol=1e-9, atol=1e-9)
    assert world.births[:, 0].tolist() == world.migrants[:, 0].tolist() == [1.0, 1.0]


class AtLimits:
    """Two draws, of the lower and of the upper limit of every input."""

    count = rows = 2

    def quantiles(self, name: str) -> np.ndarray:
        """The same for every name."""
        return np.array([0.025, 0.975])


def test_a_pack_without_them_knows_the_future() -> None:
    pack = load_pack(str(ELSEWHERE))
    assert pack.future.births.tolist() == pack.future.migrants.tolist() == [[0.0], [0.0]]
    world = sample_world(pack, Sampler(Draws(1, 3), slice(0, 3)))
    assert world.births.tolist() == world.migrants.tolist() == [[1.0]] * 3


def test_without_draws_and_with_rates_of_the_base_year_the_future_is_known(folder: Path) -> None:
    pack = load_pack(str(folder))
    no_draws, drawn = Sampler(Draws(1, 0), slice(0, 1)), Sampler(AtLimits(), slice(0, 2))
    for world in (sample_world(pack, no_draws), sample_world(pack, drawn, frozen=True)):
        assert np.unique(world.births).tolist() == np.unique(world.migrants).tolist() == [1.0]


def test_every_draw_has_its_own_future_and_births_do_not_go_with_migration() -> None:
    world = sample_world(load_pack(), Sampler(Draws(3, 8), slice(0, 8)))
    for factor in (world.births, world.migrants):
        assert factor[:, 0].tolist() == [1.0] * 8
        assert len(np.unique(factor[:, 25])) == 8
    ranks = [np.argsort(factor[:, 25]).tolist() for factor in (world.births, world.migrants)]
    assert ranks[0] != ranks[1]
    none = replace(load_pack(), future=KNOWN)
    assert sample_world(none, Sampler(Draws(3, 8), slice(0, 8))).births.shape == (8, 1)


@pytest.mark.parametrize(
    ("name", "cells", "told"),
    [
        ("fertility_limit", "0.05,0.02,0.06", "the value 0.05 of 2027 is not the sum of fertility, 0.042"),
        ("fertility_limit", "0.042,0,0.06", "low: 0 is not between 1e-06 and"),
        ("fertility_limit", "0.042,0.05,0.06", "the value 0.042 is not between low 0.05 and high 0.06"),
        ("fertility_limit", "0.042,,", "low: is empty"),
        ("migration_limit", "50,0,80", "the value 50 of 2027 is not the sum of migration, -50"),
        ("migration_limit", "-50,-80,many", "'many' is not a number"),
    ],
)
def test_limits_of_something_else_are_refused(folder: Path, name: str, cells: str, told: str) -> None:
    known = {"fertility_limit": KNOWN_YEAR, "migration_limit": "-50,-50,-50"}[name]
    table(folder, name, lambda year: cells if year == 2027 else known)
    with pytest.raises(InputError) as failure:
        load_pack(str(folder))
    fault = failure.value.faults[0]
    assert (Path(fault.path).name, fault.line) == (f"{name}.csv", 4)
    assert told in fault.message


def test_a_year_without_a_row_and_a_sum_of_nobody_are_refused(folder: Path) -> None:
    table(folder, "fertility_limit", lambda year: KNOWN_YEAR, range(2025, 2030))
    shutil.copy(ELSEWHERE / "migration.csv", folder / "migration.csv")
    table(folder, "migration_limit", lambda year: "0,-1,1", range(2025, 2026))
    with pytest.raises(InputError) as failure:
        load_pack(str(folder))
    told = [fault.message for fault in failure.value.faults]
    assert "1 cells are missing, the first is year 2030" in told
    assert "5 cells are missing, the first is year 2026" in told
    (folder / "fertility_limit.csv").unlink()
    table(folder, "migration_limit", lambda year: "0,-1,1")
    with pytest.raises(InputError) as failure:
        load_pack(str(folder))
    assert "the value 0 of 2025 is not the sum of migration, 0" in [f.message for f in failure.value.faults]


def test_the_limits_are_among_the_sources_of_the_pack() -> None:
    rows = {row["parameter"]: row for row in source_rows()}
    for name in ("fertility_limit", "migration_limit"):
        assert "un-wpp2024" in str(rows[name]["sources"])
