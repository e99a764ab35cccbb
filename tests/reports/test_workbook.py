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
from hiap.reports.text import Words
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
    assert column(shown[name], "cost of the measure, euros of 2024")[-2] == pytest.approx(total)
    assert str(column(formulas[name], "cost of the measure, euros of 2024")[-2]).startswith("=SUM(")
    factors = [1.0]
    for year in years[1:]:
        factors.append(factors[-1] / (1.028 if year["year"] - years[0]["year"] <= 35 else 1.018))
    present = sum(year["care_cost_eur"]["mean"] * f for year, f in zip(years, factors, strict=True))
    assert column(shown[name], "care cost, euros of 2024")[-1] == pytest.approx(present)
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


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_an_outcome_has_the_name_that_the_dossier_gives_it(lang: str) -> None:
    words = Words(lang)
    for key in ("haly", "healthy_life_years", "life_years", "deaths_averted", "cases_averted"):
        assert words.named("compare", key).lower() == words(key).lower()
    assert words.named("compare", "lost_output_eur").lower() == words("lost_output_eur").lower()


def totals(found: Any, title: str) -> dict[tuple[str, str | None], Any]:
    """The means of the sheet of outcomes of one measure, by what they are and what they are split by."""
    sheet = opened(workbook(found, "en"), values=True)["Outcomes"]
    return {(row[1], row[2]): row[4] for row in sheet.iter_rows(values_only=True) if row[0] == title}


def test_outcomes_add_up_to_the_balance() -> None:
    """A tax takes pleasure too, which is in the balance: without its row the others do not make it."""
    told = totals(result(), result()["scenarios"]["sugar-tax"]["title"]["en"])
    costs = ("cost of the measure", "care cost", "lost output", "loss that is no money (as pleasure)")
    paid = sum(told[cost, None] or 0.0 for cost in costs)
    balance, high = (
        told[name, None] or 0.0
        for name in ("net present value", "net present value at the high value of a QALY")
    )
    assert told["loss that is no money (as pleasure)", None]
    assert balance == pytest.approx(high - balance - paid, rel=1e-9)


def test_a_disease_has_the_name_that_the_pack_gives_it() -> None:
    told = totals(result(), result()["scenarios"]["sugar-tax"]["title"]["en"])
    names = {detail for what, detail in told if what == "cases averted"}
    assert names == {title["en"] for title in result()["diseases"].values()}


def test_deaths_put_off_have_no_present_value() -> None:
    """Earlier deaths averted less later ones that come: discounted that is a number of nothing."""
    sheets = opened(workbook(result(), "en"), values=True)
    name = next(name for name in sheets.sheetnames if name.startswith("Year More debt"))
    assert column(sheets[name], "deaths averted (net), persons")[-1] is None
    assert column(sheets[name], "healthy years (HALY), years")[-1] is not None


def test_what_was_not_counted_is_no_zero() -> None:
    """School meals have no effect of a known size: their health is not in the sums, their cost is."""
    told = totals(school(), "School meals")
    assert told["healthy years (HALY)", None] == "not counted"
    assert told["care cost", None] == "not counted"
    assert told["cost of the measure", None] > 1e6
    groups = opened(workbook(school(), "en"), values=True)["Groups"]
    years = opened(workbook(school(), "en"), values=True)["Year School meals"]
    assert [cell.value for cell in years[1]][3:5] == [
        "cost of the measure, euros of 2024",
        "State: Education, Culture and Science, euros of 2024",
    ]
    assert {cell for row in groups.iter_rows(min_row=2, min_col=3, values_only=True) for cell in row} == {
        "not counted",
        None,
    }


def test_inputs_and_sources_are_in_words_and_numbers_as_they_are() -> None:
    sheets = opened(workbook(school(), "nl"), values=True)
    rows = {row[8]: row for row in sheets["Getallen"].iter_rows(min_row=2, values_only=True)}
    reach = rows["measure/school-lunch/reach/share"]
    assert reach[4] == "aandeel (0-1)"
    assert reach[6] == "Afgeleid uit gelezen bronnen"
    assert 0.0 < reach[1] < 1.0
    assert rows["measure/school-lunch/costs/meals/amount"][4] == "euro"
    assert rows["trend/heat/mean"][6:8] == ("Aanname, niet gecontroleerd", "–")
    assert {row[3] for row in sheets["Bronnen"].iter_rows(min_row=2, values_only=True)} <= {"ja", "nee"}


@lru_cache(maxsize=1)
def school() -> Any:
    return hiap.appraise(["school-lunch"])


def budget_row(party: str, heading: str, series: list[float]) -> dict[str, Any]:
    title = {"nl": heading, "en": heading.capitalize()}
    names = {"party": party, "chapter": None, "article": None, "heading": heading, "title": title}
    return {**names, "money": "structural", "series": series}


def test_the_budget_adds_up_items_and_not_their_totals() -> None:
    """Two items of one party and one of another; a total of a party or of society is no item to add again."""
    annex = [
        budget_row("municipalities", "total", [-70.0, -40.0]),
        budget_row("municipalities", "course", [-100.0, -100.0]),
        budget_row("municipalities", "care", [30.0, 60.0]),
        budget_row("zvw_insurers", "insured", [50.0, 20.0]),
        {**budget_row("society", "total", [-20.0, -20.0]), "money": "both"},
    ]
    scenario = {**result()["scenarios"]["debt-relief"], "budget": {"first_year": 2030, "rows": annex}}
    sheets = opened(workbook({**result(), "scenarios": {"debt-relief": scenario}}, "en"), values=True)
    sheet = next(sheets[name] for name in sheets.sheetnames if name.startswith("Budget"))
    told = [tuple(row) for row in sheet.iter_rows(values_only=True)]
    assert told[0] == ("Party", "Heading", "Kind of money", "2030", "2031", "Sum")
    assert told[1:4] == [
        ("Municipalities", "Course", "structural", -100, -100, -200),
        ("Municipalities", "Care", "structural", 30, 60, 90),
        ("Health insurers (Zvw)", "Insured", "structural", 50, 20, 70),
    ]
    assert told[4][0] == "All parties together"
    assert told[4][3:] == (-20, -20, -40)
    assert [row for row in told[5:] if any(row)] == [
        ("Municipalities", "all items together", None, -70, -40, -110),
        ("Health insurers (Zvw)", "all items together", None, 50, 20, 70),
        ("Total", "all items together", "together", -20, -20, -40),
    ]


def test_the_budget_of_all_parties_is_the_balance_of_society() -> None:
    sheets = opened(workbook(result(), "en"), values=True)
    sheet = next(sheets[name] for name in sheets.sheetnames if name.startswith("Budget More debt"))
    told = next(row for row in sheet.iter_rows(values_only=True) if row[0] == "All parties together")
    years = result()["scenarios"]["debt-relief"]["by_year"]
    costs = ("programme_cost_eur", "care_cost_eur", "lost_output_eur")
    expected = [-sum(year[cost]["mean"] for cost in costs) for year in years]
    assert told[3:-1] == pytest.approx(expected, rel=1e-9, abs=1e-3)
    assert told[-1] == pytest.approx(sum(expected))


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
