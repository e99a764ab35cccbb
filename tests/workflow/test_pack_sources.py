"""The list of sources: every figure of the pack is in it once, and what is assumed says so."""

from __future__ import annotations

import csv
import io
import runpy
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hiap.catalogue.pack import load_pack
from hiap.catalogue.parameters import parameters
from hiap.cli import app
from hiap.domain.errors import InputError
from hiap.domain.parameter import PARTLY_UNVERIFIED, UNVERIFIED, Parameter
from hiap.workflow.sources import source_rows

ROOT = Path(__file__).resolve().parents[2]
PACK = ROOT / "src" / "hiap" / "data" / "packs" / "NLD" / "2025"
FIGURES = {"law_total": 3, "disease_cost": 2}
"""Numbers in a row of a table, where that is more than one."""


def by_name() -> dict[str, Parameter]:
    """Every parameter by name."""
    return {item.name: item for item in parameters()}


@pytest.mark.parametrize("path", sorted(PACK.glob("*.csv")), ids=lambda path: path.stem)
def test_every_figure_of_every_table_is_counted_once(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as handle:
        rows = len(list(csv.DictReader(handle)))
    listed = sum(item.figures for item in parameters() if item.table == path.stem)
    decides = path.stem not in ("tables", "sources", "official", "sensitivity")
    assert listed == (rows * FIGURES.get(path.stem, 1) if decides else 0)


def test_no_name_stands_twice() -> None:
    names = Counter(item.name for item in parameters())
    assert [name for name, count in names.items() if count > 1] == []


def test_every_parameter_has_a_unit_a_grade_and_known_sources() -> None:
    for row in source_rows():
        assert row["unit"], row["parameter"]
        assert row["grade"] in ("A", "B", "C", "R"), row["parameter"]
        assert row["producer"], row["parameter"]


def test_what_the_pack_calls_assumed_is_flagged() -> None:
    """Read by hand in the tables: weights, the cap, linked shares; and a number with no assumption in it."""
    found = by_name()
    for name in (
        "disability_weight/stroke",
        "pack/bmi/cap",
        "inputs/good_health_slope",
        "law_total/wmo/own_payment_share",
        "disease/lung_cancer/cured_fraction",
        "disease_cost/copd/zvw/per_prevalent_year/avoidable_share",
        "exposure/inactivity/inactive",
        "disease/knee_osteoarthritis/excess_mortality",
        "lag/bmi/knee_osteoarthritis",
    ):
        assert found[name].status == UNVERIFIED, name
    for name in ("population", "disease/knee_osteoarthritis/prevalence"):
        assert found[name].status == PARTLY_UNVERIFIED, name
    assert found["relative_risk/smoking/current/lung_cancer/male/35-100"].status == ""


def test_grades_are_those_with_which_the_model_draws() -> None:
    pack, found = load_pack(), by_name()
    for disease in pack.diseases:
        assert found[f"disease/{disease.id}/{disease.leading}"].grade == disease.level_grade
        assert found[f"disease/{disease.id}/excess_mortality"].grade == disease.excess_grade
    for factor in pack.risk_factors:
        levels = factor.levels or ("mean", "spread")
        assert {found[f"exposure/{factor.id}/{level}"].grade for level in levels} == {factor.grade}


def test_a_value_stands_as_in_its_table() -> None:
    """Table 5 of the smoking report: 23.26 for men; budget 2024: 64.2 billion euro."""
    rows = {row["parameter"]: row for row in source_rows()}
    risk = rows["relative_risk/smoking/current/lung_cancer/male/35-100"]
    assert (risk["value"], risk["ages"], risk["sexes"], risk["grade"]) == (23.26, "35-100", "male", "B")
    assert rows["law_total/zvw"]["value"] == 64.2e9
    births = rows["fertility"]
    assert (births["years"], births["ages"], births["figures"]) == ("2025-2100", "15-49", 76 * 35)
    assert rows["economics/discounting/mkba/costs/36"]["value"] == 0.018
    assert rows["economics/discounting/mkba/costs/36"]["read"] == "no"


def test_filters_leave_out_and_refuse() -> None:
    chosen = source_rows(grade="R", table="lag")
    assert chosen
    assert {(row["grade"], row["table"]) for row in chosen} == {("R", "lag")}
    with pytest.raises(
        InputError, match=r"no grade D; known are A, B, C, R\n.*no table lags; did you mean lag"
    ):
        source_rows(grade="D", table="lags")


def test_the_command_prints_a_page_of_100_columns_and_every_column_for_programs() -> None:
    table, text = (
        CliRunner().invoke(app, ["pack", "sources", "--format", form]) for form in ("table", "csv")
    )
    assert (table.exit_code, text.exit_code) == (0, 0)
    assert max(map(len, table.stdout.splitlines())) <= 100
    rows = list(csv.DictReader(io.StringIO(text.stdout)))
    assert len(rows) == len(parameters())
    assert {"unit", "low", "high", "grade", "status", "title", "url", "licence", "read"} <= set(rows[0])
    wrong = CliRunner().invoke(app, ["pack", "--format", "csv", "sources"])
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        "--format: stands before sources; write hiap pack sources --format\n",
    )


def pages() -> Mapping[str, Callable[[], str]]:
    """The generated pages."""
    made: Mapping[str, Callable[[], str]] = runpy.run_path(str(ROOT / "tools" / "document_pack.py"))["PAGES"]
    return made


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_page_is_up_to_date(name: str) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert page == pages()[name](), "run python tools/document_pack.py"
