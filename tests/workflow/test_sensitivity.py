"""What one point is worth: the table of the pack beside fresh runs, its shape, and when it is out of date."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hiap.catalogue.folder import Folder, pack_folder
from hiap.catalogue.pack import load_pack
from hiap.catalogue.sensitivity import Sensitivity, basis_of, load_sensitivity
from hiap.workflow.catalogue import pack_check
from hiap.workflow.sensitivity import (
    BANDS,
    TOLERANCE,
    Model,
    Reference,
    Shift,
    cells,
    hold,
    linear_to,
    of_cells,
    sensitivities,
    shifts,
)

ROUNDED = 6e-4
"""Half a unit of the fourth digit."""
ELSEWHERE = Path(__file__).resolve().parents[2] / "examples" / "packs" / "ELSEWHERE" / "2025"


@pytest.fixture(scope="module")
def model() -> Model:
    return Model(load_pack())


@pytest.fixture(scope="module")
def reference(model: Model) -> Reference:
    return Reference(model)


@pytest.fixture(scope="module")
def table() -> Sensitivity:
    found = load_sensitivity(pack_folder("NLD/2025"))
    assert found is not None
    return found


def shift_of(model: Model, factor: str, level: str = "") -> Shift:
    return next(one for one in shifts(model.pack) if (one.factor.id, one.level_to) == (factor, level))


def test_the_table_of_the_pack_is_up_to_date(table: Sensitivity) -> None:
    assert not table.stale, "run python tools/build_sensitivities.py"


@pytest.mark.parametrize(("factor", "level"), [("heavy_drinking", "not"), ("pm25", "")])
def test_a_fresh_run_gives_the_table(
    model: Model, reference: Reference, table: Sensitivity, factor: str, level: str
) -> None:
    fresh = of_cells(model, reference, shift_of(model, factor, level))
    kept = [row.value for row in table.rows[factor] if row.level_to == level]
    assert kept == pytest.approx(fresh, rel=ROUNDED)


def test_every_risk_factor_has_every_cell_once(model: Model, table: Sensitivity) -> None:
    wanted = {(cell.sex, cell.ages, cell.ses) for cell in cells(model.pack)}
    assert len(wanted) == 2 * len(BANDS) * 5
    for shift in shifts(model.pack):
        rows = [row for row in table.rows[shift.factor.id] if row.level_to == shift.level_to]
        assert len(rows) == len(wanted)
        assert {(row.sex, row.ages, row.ses) for row in rows} == wanted


def test_nobody_loses_and_the_value_lies_in_its_interval(table: Sensitivity) -> None:
    for rows in table.rows.values():
        assert sum(row.value for row in rows) > 0.0
        for row in rows:
            assert 0.0 <= row.low <= row.value <= row.high


def test_the_persons_of_the_cells_are_the_population(model: Model, table: Sensitivity) -> None:
    total = sum(row.persons for row in table.rows["pm25"])
    assert total == pytest.approx(model.pack.population.sum(), rel=1e-3)


def test_a_point_fewer_smokers_is_a_point_in_every_year(model: Model, reference: Reference) -> None:
    """The share that stops rises as fewer smoke, so that the same number of people in 100 has stopped."""
    shift = shift_of(model, "smoking", "never")
    measure = hold(model.pack, reference, shift, 1.0, None, "m")
    sizes = [effect.size.value for effect in measure.effects if effect.size]
    assert sizes * reference.mean(shift, None) == pytest.approx(0.01)


@pytest.mark.parametrize("factor", ["smoking", "bmi", "pm25"])
def test_the_cells_together_are_about_the_whole(
    model: Model, reference: Reference, table: Sensitivity, factor: str
) -> None:
    """One point in every cell at once is one point of all: what people share does not count twice."""
    shift = next(one for one in shifts(model.pack) if one.factor.id == factor)
    parts = [
        hold(model.pack, reference, shift, 1.0, cell, f"m{number:03d}")
        for number, cell in enumerate(cells(model.pack))
        if reference.part_of_a_point(shift, cell) >= 1.0
    ]
    together = model.run(parts).haly.sum(axis=(2, 3))[0]
    assert together[-1] - together[0] == pytest.approx(sum(together[1:-1] - together[0]), rel=0.02)


@pytest.mark.parametrize(("factor", "most"), [("inactivity", 5), ("bmi", 2), ("heat", 1)])
def test_points_up_to_which_a_run_is_a_straight_line(
    model: Model, reference: Reference, table: Sensitivity, factor: str, most: int
) -> None:
    """Measured: inactivity keeps to the line, body mass index within 10 % to 2 kg/m2, heat to 1 degree."""
    shift = next(one for one in shifts(model.pack) if one.factor.id == factor)
    points = [1, most, min(most + 1, 5)]
    measures = [
        hold(model.pack, reference, shift, float(n), None, f"p{place}") for place, n in enumerate(points)
    ]
    one, some, more = model.gains(measures)[0]
    assert abs(some / (most * one) - 1.0) <= TOLERANCE
    assert most == 5 or abs(more / ((most + 1) * one) - 1.0) > TOLERANCE
    assert {row.better_to for row in table.rows[factor]} == {most}
    assert linear_to(model, reference, shift) == most


def test_a_changed_table_makes_it_stale_and_the_check_says_so(tmp_path: Path) -> None:
    copy = tmp_path / "pack"
    shutil.copytree(str(pack_folder("NLD/2025").path), copy)
    folder = Folder(copy)
    before = basis_of(folder)
    (copy / "care_price.csv").unlink()
    assert basis_of(folder) == before, "a table from which no healthy year follows"
    population = copy / "population.csv"
    text = population.read_text(encoding="utf-8").replace("\nmale,0,", "\nmale,0,1", 1)
    population.write_text(text, encoding="utf-8")
    found = load_sensitivity(folder)
    assert found is not None
    assert found.stale


def test_the_check_of_a_pack_has_a_line_for_it() -> None:
    rows = {row["check"]: row for row in pack_check(str(ELSEWHERE))}
    assert rows["sensitivities are up to date"]["ok"] is True
    assert str(rows["sensitivities are up to date"]["detail"]).startswith("none")


def test_the_table_is_no_part_of_the_digest_of_a_pack(tmp_path: Path) -> None:
    copy = tmp_path / "pack"
    shutil.copytree(ELSEWHERE, copy)
    before = Folder(copy).digest()
    (copy / "sensitivity.csv").write_text("risk_factor\n", encoding="utf-8")
    assert Folder(copy).digest() == before == Folder(ELSEWHERE).digest()


def test_a_small_country_has_its_own_table() -> None:
    """One risk factor of two levels, two groups, ages 0 to 2: only the first band lies within its ages."""
    rows = list(sensitivities(load_pack(str(ELSEWHERE))))
    assert {row["risk_factor"] for row in rows} == {"smoke"}
    assert [(row["age_from"], row["age_to"]) for row in rows] == [(0, "")] * 4
