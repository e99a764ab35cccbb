"""The workbook: sums are formulas with the value of the result; the same result, the same bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import hiap
from hiap.reports.workbook import LONGEST_NAME, workbook

MEASURES = ["debt-relief", "sugar-tax"]


@lru_cache(maxsize=1)
def result() -> Any:
    return hiap.appraise(MEASURES)


def opened(content: bytes, *, values: bool) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content), data_only=values)


def column(sheet: Any, head: str) -> list[Any]:
    heads = [cell.value for cell in sheet[1]]
    return [row[heads.index(head)].value for row in sheet.iter_rows(min_row=2)]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_has_a_sheet_for_everything(lang: str) -> None:
    names = opened(workbook(result(), lang), values=True).sheetnames
    assert len(names) == 6 + 2 * 3
    assert all(len(name) <= LONGEST_NAME for name in names)
    assert len({name.lower() for name in names}) == len(names)


def test_the_same_result_gives_the_same_bytes() -> None:
    assert workbook(result(), "nl") == workbook(result(), "nl")


def test_sums_are_formulas_with_the_value_of_the_result() -> None:
    content = workbook(result(), "en")
    shown, formulas = (opened(content, values=values) for values in (True, False))
    name = next(name for name in shown.sheetnames if name.startswith("Year More debt"))
    years = result()["scenarios"]["debt-relief"]["by_year"]
    total = sum(year["programme_cost_eur"]["mean"] for year in years)
    assert column(shown[name], "cost of the measure")[-2] == pytest.approx(total)
    assert str(column(formulas[name], "cost of the measure")[-2]).startswith("=SUM(")
    factors = [1.0]
    for year in years[1:]:
        factors.append(factors[-1] / (1.028 if year["year"] - years[0]["year"] <= 35 else 1.018))
    present = sum(year["care_cost_eur"]["mean"] * f for year, f in zip(years, factors, strict=True))
    assert column(shown[name], "care cost")[-1] == pytest.approx(present)
    assert column(shown[name], "Discount factor")[: len(factors)] == pytest.approx(factors)


def test_parties_balance_as_in_the_result() -> None:
    shown = opened(workbook(result(), "en"), values=True)["Parties"]
    found = column(shown, "Balance")
    told = [
        party["net_present_value_eur"]["mean"]
        for scenario in result()["scenarios"].values()
        for party in scenario["by_party"].values()
    ]
    assert found == pytest.approx(told)


def test_no_text_is_a_formula() -> None:
    """A title of a user's own that begins as a formula stays text."""
    changed = {**result(), "inputs": [{**result()["inputs"][0], "title": {"nl": "=1+1", "en": "=1+1"}}]}
    sheet = opened(workbook(changed, "en"), values=False)["Inputs"]
    assert sheet["A2"].value == "=1+1"
    assert sheet["A2"].data_type == "s"


def test_libreoffice_computes_the_same_values(tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    path = tmp_path / "result.xlsx"
    content = workbook(result(), "en")
    path.write_bytes(content)
    home = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    out = tmp_path / "out"
    command = [
        office,
        home,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(out),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    ours = opened(content, values=True)
    theirs = openpyxl.load_workbook(out / "result.xlsx", data_only=True)
    assert theirs.sheetnames == ours.sheetnames
    for sheet in ours:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, float):
                    found = theirs[sheet.title][cell.coordinate].value
                    assert found == pytest.approx(cell.value, rel=1e-9, abs=1e-6), cell.coordinate
