"""`hiap budget` and `hiap pockets`: on measures and on a run the same, in every form, clear about faults."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hiap import appraise
from hiap.cli import app
from hiap.reports.charts_money import party_chart
from hiap.reports.money import pocket_sentences
from hiap.reports.text import Words

EXAMPLES = Path(__file__).parents[2] / "examples"
STOVES = str(EXAMPLES / "clean-stoves.yaml")
ELSEWHERE = ("--pack", str(EXAMPLES / "packs" / "ELSEWHERE" / "2025"))
ASKED = (*ELSEWHERE, "--years", "4", "--draws", "4")


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, list(arguments))


def test_lost_pleasure_is_no_money_between_parties() -> None:
    """Smokers who smoke less keep money in their pocket; what they lose is a row of its own."""
    result: Any = appraise(["tobacco-excise"])
    scenario = result["scenarios"]["tobacco-excise"]
    assert scenario["lost_welfare_eur"]["mean"] > 0
    assert "welfare" not in scenario["by_party"]
    assert sum(row["net_present_value_eur"]["mean"] for row in scenario["by_party"].values()) == (
        pytest.approx(0, abs=1)
    )
    households = [row for row in scenario["pockets"]["parties"] if row["party"].startswith("households")]
    assert len(households) == 5
    assert all(row["net_present_value_eur"]["mean"] > 0 for row in households)


@pytest.mark.parametrize(("measure", "told"), [("fall-prevention", True), ("school-lunch", False)])
def test_what_is_counted_of_pensions_over_years_gained_is_told(measure: str, told: bool) -> None:
    """Who lives longer gets a state pension for longer, which SVB pays; other pensions and taxes lack."""
    result: Any = appraise([measure])
    scenario = result["scenarios"][measure]
    assert ("svb" in scenario["by_party"]) is told
    notes = {note["code"]: note["en"] for note in result["notes"]}
    assert "Not counted: other pensions, taxes and premiums over years gained" in notes["pensions-and-taxes"]
    sentences = " ".join(pocket_sentences(Words("en"), result, scenario))
    assert ("State pension (AOW) over years gained: counted by party" in sentences) is told
    chart = party_chart(Words("en"), result, scenario)
    assert chart is not None
    assert ("need for it: State pension (AOW) over years gained." in chart.table.note) is told
    assert ("Not counted by party: other pension, tax and premium" in sentences) is told


def test_whether_society_gains_does_not_hang_on_the_perspective() -> None:
    """A tax gains for the treasury while society loses: nobody then loses while society gains."""
    result: Any = appraise(["tobacco-excise"], perspective="households_q1")
    scenario = result["scenarios"]["tobacco-excise"]
    seen: Any = appraise(["tobacco-excise"])
    society = seen["scenarios"]["tobacco-excise"]
    losing = [row["party"] for row in scenario["pockets"]["parties"] if row["loses_while_society_gains"]]
    assert losing == [
        row["party"] for row in society["pockets"]["parties"] if row["loses_while_society_gains"]
    ]
    assert scenario["net_present_value_eur"]["mean"] > 0 > society["net_present_value_eur"]["mean"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A run of an invented measure in an invented country."""
    out = tmp_path_factory.mktemp("out")
    assert run("appraise", STOVES, *ASKED, "--out", str(out)).exit_code == 0
    return str(next(out.iterdir()))


def test_a_run_is_shown_again_as_it_was_written(folder: str) -> None:
    shown = run("appraise", folder, "--json")
    assert shown.exit_code == 0
    assert json.loads(shown.stdout) == json.loads((Path(folder) / "result.json").read_text(encoding="utf-8"))
    assert "Gezonde jaren" in run("appraise", folder).stdout


def test_a_run_that_is_shown_keeps_its_settings(folder: str) -> None:
    done = run("appraise", folder, "--draws", "9", "--variant", "x", "--perspective", "care", "--out", "y")
    assert done.exit_code == 2
    for option in ("--draws", "--variant", "--perspective", "--out"):
        assert f"{option}: a run has its own settings" in done.stderr


@pytest.mark.parametrize("command", ["budget", "pockets"])
@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_a_run_and_its_measures_give_the_same(command: str, form: str, folder: str) -> None:
    one = run(command, folder, "--format", form)
    two = run(command, STOVES, *ASKED, "--format", form)
    assert one.exit_code == two.exit_code == 0, one.stderr + two.stderr
    assert one.stdout == two.stdout
    assert one.stdout.strip()


def test_the_csv_of_a_budget_adds_up_to_the_total_of_a_party(folder: str) -> None:
    rows = list(csv.DictReader(io.StringIO(run("budget", folder, "--format", "csv").stdout)))
    assert {"party", "heading", "money", "year", "mean"} <= set(rows[0])
    parties = {row["party"] for row in rows if row["heading"] == "total" and row["money"] != "both"}
    for party in parties:
        for year in {row["year"] for row in rows}:
            own = [
                row for row in rows if (row["party"], row["year"]) == (party, year) and row["money"] != "both"
            ]
            total = sum(float(row["mean"]) for row in own if row["heading"] == "total")
            items = [float(row["mean"]) for row in own if row["heading"] != "total"]
            assert not items or total == pytest.approx(sum(items), rel=1e-9, abs=1e-6)


def test_money_between_accounts_nets_to_the_balance_of_each_party(folder: str) -> None:
    found = json.loads(run("pockets", folder, "--format", "json").stdout)
    for party in found["parties"]:
        got = sum(r["present_value_eur"]["mean"] for r in found["matrix"] if r["receiver"] == party["party"])
        given = sum(r["present_value_eur"]["mean"] for r in found["matrix"] if r["payer"] == party["party"])
        assert party["net_present_value_eur"]["mean"] == pytest.approx(got - given, rel=1e-9, abs=1e-6)
        assert 0.0 <= party["chance_of_loss"] <= 1.0


def test_rows_of_the_state_have_their_chapter_and_the_article_that_a_measure_names() -> None:
    """VAT is article 1 of chapter IX, excise article 9 (customs); care, paid from premiums, has none."""
    found = [*_budget("vat-fruit-vegetables"), *_budget("alcohol-excise")]
    of = {(row["party"], row["heading"]): (row["chapter"], row["article"]) for row in found}
    assert of["rijk_financien", "vat-fruit-vegetables/vat-not-paid"] == ("IX", "1")
    assert of["rijk_financien", "alcohol-excise/tax-before-change"] == ("IX", "9, 1")
    assert of["rijk_financien", "alcohol-excise/supervision"] == ("IX", "9")
    assert of["rijk_financien", "total"] == ("IX", "")
    assert of["zvw_insurers", "care/zvw"] == ("", "")


def _budget(measure: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(run("budget", measure, "--format", "csv").stdout)))


def test_a_budget_is_marked_after_so_many_years_and_at_three_dates() -> None:
    """Of a measure from 2027 on: years 1, 4, 10, 20 and 40, and 2030, 2040 and 2050; in every row."""
    found = json.loads(run("budget", "smoking-cessation-support", "--format", "json").stdout)
    marked = [2027, 2030, 2036, 2040, 2046, 2050, 2066]
    assert found["marks"] == marked
    assert len(found["rows"]) > 5
    for row in found["rows"]:
        assert list(row["marks"]) == [str(year) for year in marked]


def test_english_and_dutch(folder: str) -> None:
    assert "Wie betaalt" in run("pockets", folder).stdout
    assert "Who pays" in run("pockets", folder, "--lang", "en").stdout
    assert "Structural" in run("budget", folder, "--lang", "en").stdout


def test_faults_name_the_option_and_the_cure(folder: str, tmp_path: Path) -> None:
    bad = run("budget", folder, "--draws", "5", "--lang", "de")
    assert bad.exit_code == 2
    assert "--draws: a run has its own settings; leave it out, or name measures" in bad.stderr
    assert "--lang" in bad.stderr
    assert "give clean-stoves" in run("pockets", folder, "--scenario", "clean-stove").stderr.replace(
        "did you mean", "give"
    )
    nothing = run("budget", str(tmp_path))
    assert (nothing.exit_code, "is no run" in nothing.stderr) == (3, True)
    many = run("budget", "sugar-tex", "--draws", "-1")
    assert many.exit_code == 2
    assert len(many.stderr.strip().splitlines()) == 2


def test_a_run_that_was_changed_is_refused(folder: str, tmp_path: Path) -> None:
    for file in Path(folder).iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    result = (tmp_path / "result.json").read_text(encoding="utf-8")
    (tmp_path / "result.json").write_text(result.replace("2026", "2027", 1), encoding="utf-8")
    refused = run("budget", str(tmp_path))
    assert (refused.exit_code, "is not as it was written" in refused.stderr) == (2, True)


def _field(name: str, gain: float) -> dict[str, Any]:
    fund = {"need_eur": {"mean": 70.0}, "deepest_year": 2036, "stand_eur": {"2066": {"mean": gain - 100.0}}}
    return {
        "perspective": name,
        "title": {"nl": name, "en": name},
        "paid_eur": {"mean": 100.0},
        "gains_eur": {"mean": gain},
        "returned_share": gain / 100.0,
        "square": None,
        "fund": fund,
    }


@pytest.mark.parametrize(("gains", "told"), [((30.0, 30.0), 1), ((30.0, 40.0), 2)])
def test_what_comes_back_is_told_once_where_two_fields_are_alike(
    gains: tuple[float, float], told: int
) -> None:
    """Where care alone pays, its money is all of public money: the same fund stood there twice."""
    fields = [_field("society", 90.0), _field("Care", gains[0]), _field("State", gains[1])]
    found = pocket_sentences(Words("en"), {}, {"pockets": {"fields": fields}})
    funds = [text for text in found if "revolving fund" in text]
    returned = [text for text in found if text.startswith("Back to who pays")]
    assert len(funds) == len(returned) == told
    assert len(set(found)) == len(found)
    assert ("pays for Care and State and gets" in funds[0]) is (told == 1)
    assert not any("society" in text for text in found)
