"""A pack of one's own: an invented country of three ages, read by what reads the Netherlands."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from hiap.catalogue.folder import pack_folder
from hiap.catalogue.pack import load_pack
from hiap.catalogue.pack_check import pack_faults
from hiap.catalogue.pack_official import FIGURES
from hiap.catalogue.pack_tables import table_format
from hiap.cli import app
from hiap.domain.errors import InputError
from hiap.workflow.comparison import COMPARED
from hiap.workflow.reference import reference_of

ROOT = Path(__file__).resolve().parents[2]
ELSEWHERE = ROOT / "examples" / "packs" / "ELSEWHERE" / "2025"
STOVES = ROOT / "examples" / "clean-stoves.yaml"
BY_YEAR = 3  # rows of a year are 2 sexes of 3 ages


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the invented country, to spoil."""
    return Path(shutil.copytree(ELSEWHERE, tmp_path / "mine"))


def hiap(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(argument) for argument in arguments])
    return done.exit_code, done.stdout, done.stderr


def test_an_invented_country_is_read_as_it_stands_in_its_files() -> None:
    pack = load_pack(str(ELSEWHERE))
    assert (pack.id, pack.ages, pack.groups) == ("ELSEWHERE/2025", 3, ("low", "high"))
    assert pack.population.tolist() == [[1000, 1000, 48000], [1000, 1000, 48000]]
    assert pack.fertility[0].tolist() == [0, 0, 0.042]
    assert [(law.id, law.payer) for law in pack.laws] == [("clinic", "health_fund")]
    assert pack.risk_factors[0].share[1, 0, 2].tolist() == [0.6, 0.2]
    assert set(pack.group_gap) == {("male", 0), ("female", 0)}


def test_the_pack_that_ships_has_no_fault() -> None:
    assert pack_faults(pack_folder("NLD/2025")) == []


def test_a_pack_is_checked_listed_and_its_reference_shown_from_the_command_line() -> None:
    code, told, _ = hiap("pack", "check", "--pack", ELSEWHERE, "--format", "json")
    assert code == 0
    assert all(row["ok"] for row in json.loads(told))
    assert "mortality" in hiap("pack", "--pack", ELSEWHERE, "--format", "csv")[1]
    code, told, _ = hiap("reference", "--pack", ELSEWHERE, "--table", "life_expectancy", "--format", "json")
    years = {(row["sex"], row["ses"]): row["value"] for row in json.loads(told)}
    assert years["male", "high"] - years["male", "low"] == pytest.approx(6.0, abs=0.011)
    assert years["female", "high"] - years["female", "low"] == pytest.approx(5.0, abs=0.011)
    code, told, _ = hiap("reference", "--pack", ELSEWHERE, "--table", "population", "--format", "json")
    assert {row["age"] for row in json.loads(told)} == {"all", "0+"}


def test_a_measure_for_it_is_appraised_and_the_receipt_names_the_pack(tmp_path: Path) -> None:
    code, told, problem = hiap(
        *("appraise", STOVES, "--pack", ELSEWHERE, "--years", "5", "--json", "--out", tmp_path / "out")
    )
    assert (code, problem.count("Traceback")) == (0, 0)
    result = json.loads(told)
    stoves = result["scenarios"]["clean-stoves"]
    assert stoves["programme_cost_eur"]["mean"] == pytest.approx(300_000 / 0.97)
    assert stoves["by_ses"]["low"]["haly"]["mean"] > 0
    assert stoves["by_ses"]["high"]["haly"]["mean"] == 0
    assert {"ministry", "health_fund"} <= set(stoves["by_party"])
    assert result["pack"]["sha256"] == load_pack(str(ELSEWHERE)).digest
    receipt = next((tmp_path / "out").glob("*/run.yaml")).read_text(encoding="utf-8")
    assert "id: ELSEWHERE/2025\n  base_year: 2025\n  price_year: 2024" in receipt
    assert f"sha256: {result['pack']['sha256']}" in receipt
    dossier = next((tmp_path / "out").glob("*/dossier.html")).read_text(encoding="utf-8")
    assert "Zorgfonds" in dossier
    assert "Wijkkliniek" in dossier


def test_a_measure_is_shown_in_the_words_of_the_pack() -> None:
    code, told, _ = hiap("show", STOVES, "--pack", ELSEWHERE, "--format", "json")
    assert code == 0
    assert "smoke indoors: smoke" in json.loads(told)["target"]["en"]
    code, _, problem = hiap("show", STOVES)
    assert code == 2
    assert "ministry" in problem


@pytest.mark.parametrize("command", [("show", STOVES), ("screen", STOVES)], ids=lambda words: words[0])
def test_what_only_names_things_of_a_pack_checks_it_too(
    command: tuple[str | Path, ...], folder: Path
) -> None:
    change(folder, "population.csv", "male,0,1000", "male,0,many")
    code, _, problem = hiap(*command, "--pack", folder)
    assert code == 2
    assert "population.csv:2: value: 'many' is not a number" in problem


def test_a_changed_file_is_read_anew(folder: Path) -> None:
    before = load_pack(str(folder))
    assert load_pack(str(folder)) is before
    change(folder, "population.csv", "male,0,1000", "male,0,2000")
    after = load_pack(str(folder))
    assert after.population[0, 0] == 2000
    assert after.digest != before.digest


def test_lines_of_windows_and_the_mark_of_a_spreadsheet_change_no_number(folder: Path) -> None:
    path = folder / "population.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert np.array_equal(load_pack(str(folder)).population, load_pack(str(ELSEWHERE)).population)


def test_one_group_needs_no_gap(folder: Path) -> None:
    change(folder, "pack.yaml", "groups: [low, high]", "groups: [all_of_us]")
    change(folder, "parties.yaml", "households_low ", "households_all_of_us ")
    change(folder, "economics.yaml", "households_low,", "households_all_of_us,")
    header = (folder / "ses_gap.csv").read_text().splitlines()[0]
    (folder / "ses_gap.csv").write_text(header + "\n")
    for table in ("ses_share", "good_health", "exposure"):
        lines = [line for line in (folder / f"{table}.csv").read_text().splitlines() if ",high," not in line]
        text = "\n".join(lines).replace(",low,", ",all_of_us,") + "\n"
        (folder / f"{table}.csv").write_text(text.replace("us,0.5", "us,1") if table == "ses_share" else text)
    code, told, problem = hiap(
        "reference", "--pack", folder, "--table", "life_expectancy", "--format", "json"
    )
    assert (code, problem) == (0, "")
    years = {(row["sex"], row["ses"]): row["value"] for row in json.loads(told)}
    assert years["male", "all"] == years["male", "all_of_us"]


def test_a_pack_may_leave_out_what_it_has_not(folder: Path) -> None:
    change(folder, "inputs.yaml", "exposure:\n  smoke: R\n", "")
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    first, last = text.index("risk_factors:"), text.index("laws:")
    (folder / "pack.yaml").write_text(text[:first] + text[last:], encoding="utf-8")
    lists = ("exposure", "exposure_trend", "relative_risk", "lag", "disease_total", "disease_cost")
    for name in lists:
        path = folder / f"{name}.csv"
        path.write_text(path.read_text().splitlines()[0] + "\n", encoding="utf-8")
    tables = [line for line in (folder / "tables.csv").read_text().splitlines() if not line.startswith(lists)]
    (folder / "tables.csv").write_text("\n".join(tables) + "\n", encoding="utf-8")
    code, told, problem = hiap("pack", "check", "--pack", folder, "--format", "json")
    assert (code, problem) == (0, "")
    assert "the pack has none" in told


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    assert text.count(old) >= 1
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")


LAST = "{value: 1.5, low: 1.0, high: 2.0, unit: share, source: made-up, grade: R}"
FAULTS = [
    ("population.csv", "male,0,1000", "male,0,many", 2, "value: 'many' is not a number"),
    ("population.csv", "male,0,1000", "male,0,-1", 2, "value: -1 is not between 0 and inf"),
    ("population.csv", "male,0,1000", "male,0", 2, "2 cells under a header of 3"),
    ("population.csv", "male,0,1000", "man,0,1000", 2, "sex: 'man' is not known"),
    ("population.csv", "male,0,1000", "male,3,1000", 2, "age: '3' is not known"),
    ("population.csv", "male,1,1000", "male,0,1000", 3, "sex male, age 0 stands here again, first in line 2"),
    ("population.csv", "male,1,1000\n", "", None, "1 cells are missing, the first is sex male, age 1"),
    ("population.csv", "sex,age,value", "sex;age;value", 1, "save with commas between cells"),
    ("population.csv", "sex,age,value", "sex,age,number", 1, "the column value is missing"),
    ("mortality.csv", "0.012", '"0.012', None, "not valid CSV"),
    ("mortality_change.csv", "2029,female,2,-0.01\n", "", None, "year 2029, sex female, age 2"),
    ("ses_share.csv", "male,0,low,0.5", "male,0,low,0.4", 2, "the shares of male, 0 add up to 0.9"),
    ("exposure.csv", "smoke,clean,male,0,low,0.4", "smoke,clean,male,0,low,0.5", 2, "add up to 1.1"),
    ("ses_gap.csv", "male,0,6,5,7", "male,0,6,8,7", 2, "the value 6 is not between low 8 and high 7"),
    ("ses_gap.csv", "male,0,6,5,7", "male,2,6,5,7", None, "a gap at age 2 cannot be used"),
    ("price_index.csv", "cpi,2023", "cpi,2023.5", 2, "year: 2023.5 is no whole number"),
    ("law_total.csv", "law,value", "clinic,1,0,EUR,made-up,R\nlaw,value", 1, "the column law is missing"),
    ("price_index.csv", "cpi,2023,0.97", "cpi,2024,0.97", 3, "cpi, 2024 stands here again, first in line 2"),
    ("exposure_trend.csv", "smoke,smoky", "smoke,misty", 2, "'misty' is no level of smoke"),
    ("relative_risk.csv", "smoke,smoky,cough,all,0,2", "smoke,smoky,all_cause,,1,", 3, "again for age 1"),
    ("economics.yaml", "costs: [[null", "costs: [[35", None, "flat: the last of costs has a year"),
    ("disease.csv", "cough,prevalence,male,0", "croup,prevalence,male,0", 2, "disease: 'croup' is not known"),
    ("disability_weight.csv", "made-up", "a book", 2, "source: 'a book' is not in sources.csv"),
    ("disability_weight.csv", "made-up", "", 2, "no source, no load"),
    ("disability_weight.csv", ",R", ",X", 2, "grade: 'X' is not known"),
    ("relative_risk.csv", "smoke,smoky,cough", "smoke,clean,cough", 2, "exposure: 'clean' is no level"),
    ("relative_risk.csv", "incidence,high", "incidence,sure", 2, "certainty: 'sure' is not known"),
    ("relative_risk.csv", "smoke,smoky,cough,all,0,2", "smoke,smoky,cough,all,0,9", 2, "age_to: '9'"),
    ("price_index.csv", "cpi,2024,1", "cpi,2022,0.9", None, "there is no row for cpi, 2024"),
    ("tables.csv", "population,Persons", "populous,Persons", None, "the table population is not described"),
    ("pack.yaml", "last_year: 2030", "last_year: soon", 5, "last_year: input should be a valid integer"),
    ("pack.yaml", "currency: EUR", "currency: USD", 7, "currency: input should be 'EUR'"),
    ("pack.yaml", "base_year: 2025\n", "", 2, "base_year is missing"),
    ("pack.yaml", "    kind: levels", "    kinds: levels", 21, "risk_factors/0/kinds is an unknown field"),
    (
        "law_total.csv",
        "health_fund",
        "helth_fund",
        2,
        "payer: 'helth_fund' is not known; did you mean health_f",
    ),
    ("law_total.csv", "health_fund", "resources", 2, "payer: 'resources' is not known"),
    ("law_total.csv", "of 2024,2024", "of 2024,2024.5", 2, "year: 2024.5 is no whole number"),
    ("disease_total.csv", "deaths_underlying", "deaths", 2, "measure: 'deaths' is not known"),
    ("inputs.yaml", "group_gap_trend", "group_gap", 1, "group_gap_trend is missing"),
    ("economics.yaml", "party: flat", "party: steep", None, "discounting_of_a_party: no discounting steep"),
    ("pack.yaml", "least_harm: clean", "least_harm: smoky", None, "least_harm is not the first level"),
    ("pack.yaml", ", R: 0.30", "", None, "has no value for grade R"),
    ("inputs.yaml", "low: 0.0, high: 2.0", "low: , high: 2.0", 1, "one of low and high is missing"),
    ("inputs.yaml", "low: 0.0, high: 2.0", "low: 1.5, high: 2.0", 1, "the value is not between low and high"),
    (
        "inputs.yaml",
        "exposure:\n",
        f"end_of_life_share: {{clinic: {LAST}}}\nexposure:\n",
        9,
        "less than 1",
    ),
    ("economics.yaml", "value: 20000", "value: 0", 13, "input should be greater than 0"),
    ("mortality.csv", "0.012", "12.5e3", 2, "is not between 0 and 20"),
    ("inputs.yaml", "  smoke: R", "  fire: R", None, "exposure: smoke is missing"),
    ("inputs.yaml", "source: made-up", "source: memory", None, "the source 'memory' is not in sources.csv"),
    ("economics.yaml", "discounting: flat", "discounting: steep", None, "no discounting steep"),
    ("economics.yaml", "[ministry, ", "[the_king, ", None, "the_king is no party"),
    ("parties.yaml", "- id: health\n", "- id: wealth\n", None, "the boundary account health is missing"),
    ("parties.yaml", "households_high\n", "household\n", None, "the households of group high are missing"),
    ("parties.yaml", "  boundary: true", "  border: true", 11, "unknown field"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "message"), FAULTS)
def test_a_fault_is_told_with_its_file_line_and_cure(
    folder: Path, name: str, old: str, new: str, line: int | None, message: str
) -> None:
    change(folder, name, old, new)
    code, told, problem = hiap("pack", "check", "--pack", folder)
    assert (code, told) == (2, "")
    start = f"{folder / name}:{line}: " if line else f"{folder / name}: "
    found = [text for text in problem.splitlines() if text.startswith(start) and message in text]
    assert found, problem
    assert all("; " in text for text in problem.splitlines())


OFFICIAL = "figure,item,sex,ages,group,year,moment,value,unit,relation,source,grade\n"
DEATHS = "deaths,,male,,,2025,year,976,persons,shown,made-up,R\n"  # 12 + 4 + 960, as the rates give


def test_official_figures_are_laid_beside_the_model(folder: Path) -> None:
    people = "population,,all,1+,,2025,1 January,98000,persons,solved,made-up,R\n"
    ill = (
        "patients,cough,female,,,2023,year,2420,persons,shown,made-up,R\n"  # 0.02 of 1,000 and 0.05 of 48,000
    )
    care = "care,clinic,all,,,2024,year,146600000,EUR,shown,made-up,R\n"
    (folder / "official.csv").write_text(OFFICIAL + DEATHS + people + ill + care)
    with (folder / "tables.csv").open("a") as tables:
        tables.write("official,Official figures,per row,2025,R,made-up,EUPL-1.2,Invented.,\n")
    code, told, problem = hiap("pack", "compare", "--pack", folder, "--format", "json")
    assert (code, problem) == (0, "")
    rows = {(row["figure"], row["item"]): row for row in json.loads(told) if row["note"] == ""}
    assert rows["population", ""]["model"] == 98_000
    assert rows["patients", "cough"]["model"] == pytest.approx(2_420, rel=1e-4)
    assert rows["care", "clinic"]["model"] == pytest.approx(146.6e6, rel=0.01)
    code, told, _ = hiap("pack", "check", "--pack", folder, "--format", "json")
    assert "official.csv has no figure" in json.loads(told)[-2]["detail"]
    assert "of the published number" in json.loads(told)[-1]["detail"]


def test_a_figure_of_a_later_year_stands_beside_that_year(folder: Path) -> None:
    """Deaths, patients and new cases of 2026; figures of 2025 stay those of 2025."""
    later = "".join(
        f"{figure},{item},all,,,2026,year,1000,persons,shown,made-up,R\n"
        for figure, item in (("deaths", ""), ("patients", "cough"), ("new cases", "cough"))
    )
    (folder / "official.csv").write_text(OFFICIAL + later + later.replace("2026", "2025"))
    with (folder / "tables.csv").open("a") as tables:
        tables.write("official,Official figures,per row,2025,R,made-up,EUPL-1.2,Invented.,\n")
    code, told, problem = hiap("pack", "compare", "--pack", folder, "--format", "json")
    assert (code, problem) == (0, "")
    rows = {(row["figure"], row["year"]): row for row in json.loads(told) if row["source"] == "made-up"}
    base = reference_of(2, str(folder)).projection
    assert rows["deaths", "2026"]["model"] == pytest.approx(base.deaths[0, 0, 1].sum(), rel=1e-6)
    assert rows["patients", "2026"]["model"] == pytest.approx(base.sick_years[0, 0, 0, 1].sum(), rel=1e-6)
    assert rows["new cases", "2026"]["model"] == pytest.approx(base.cases[0, 0, 0, 1].sum(), rel=1e-6)
    for figure in ("deaths", "patients", "new cases"):
        assert [rows[figure, year]["model_year"] for year in ("2025", "2026")] == [2025, 2026]
        assert rows[figure, "2025"]["model"] != rows[figure, "2026"]["model"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("deaths,", "births,", "figure: 'births' is not known"),
        (",male,", ",man,", "sex: 'man' is not known; did you mean male?"),
        ("deaths,,male,,", "deaths,,male,65+,", "ages: deaths has none"),
        ("deaths,,male,,,", "life expectancy,,all,0,,", "sex: life expectancy is by sex"),
        ("deaths,,male,,,", "life expectancy,,male,,,", "ages: '' is not known; write one age"),
        ("deaths,,male,,,", "life expectancy,,male,0,Q1,", "group: 'Q1' is not known"),
        ("deaths,,male,,,", "patients,croup,male,,,", "item: 'croup' is not known; did you mean"),
        ("deaths,,male,,,", "exposure,smoke/30+,male,,,", "item: 'smoke/30+' is not known"),
        ("deaths,,male,,,", "population,,male,2-9,,", "ages: '2-9' is not known"),
        ("2025,year", "last,year", "year: 'last' is no year"),
        ("2025,year", "2999,year", "year: 2999 is after the last year of the pack, "),
        (
            "deaths,,male,,,2025",
            "care,clinic,all,,,2026",
            "year: the model gives care of 2025 only; leave the",
        ),
        (
            "deaths,,male,,,2025",
            "patients,cough,male,,,2026",
            "year: the model gives patients by sex of 2025",
        ),
        ("shown", "sure", "relation: 'sure' is not known"),
    ],
)
def test_a_fault_of_an_official_figure_is_told(folder: Path, old: str, new: str, message: str) -> None:
    (folder / "official.csv").write_text(OFFICIAL + DEATHS.replace(old, new, 1))
    code, _, problem = hiap("pack", "compare", "--pack", folder)
    assert code == 2
    assert any(f"official.csv:2: {message}" in line for line in problem.splitlines()), problem


def test_every_parameter_of_a_folder_is_listed_with_its_source(folder: Path) -> None:
    (folder / "series.yaml").write_text("lag/smoke/cough: {grade: C, note: Seen elsewhere.}\n")
    code, told, problem = hiap("pack", "sources", "--pack", folder, "--format", "json")
    assert (code, problem) == (0, "")
    rows = {row["parameter"]: row for row in json.loads(told)}
    assert {row["title"] for name, row in rows.items() if not name.startswith("pack/")} == {
        "Invented figures for an example: no country has them"
    }
    assert (rows["lag/smoke/cough"]["ages"], rows["lag/smoke/cough"]["value"]) == ("0-2", 0.5)
    assert (rows["lag/smoke/cough"]["grade"], rows["lag/smoke/cough"]["note"]) == ("C", "Seen elsewhere.")
    assert rows["law_total/clinic"]["value"] == 146_600_000


def test_a_source_of_a_series_must_be_known(folder: Path) -> None:
    (folder / "series.yaml").write_text("lag/smoke/cough: {sources: [a book]}\n")
    code, _, problem = hiap("pack", "sources", "--pack", folder)
    assert code == 2
    assert "series.yaml: the source 'a book' is not in sources.csv" in problem


def test_the_pack_of_the_netherlands_names_every_figure_that_can_be_compared() -> None:
    official = pack_folder("NLD/2025").rows("official")
    assert {row["figure"] for row in official} <= set(FIGURES)
    assert set(FIGURES) == set(COMPARED)


def test_faults_of_all_files_come_at_once(folder: Path) -> None:
    change(folder, "population.csv", "male,0,1000", "male,0,many")
    change(folder, "mortality.csv", "0.004", "-0.004")
    (folder / "migration.csv").unlink()
    (folder / "economics.yaml").write_bytes(b"\xff")
    with pytest.raises(InputError) as failure:
        load_pack(str(folder))
    named = [Path(fault.path).name for fault in failure.value.faults]
    assert sorted(named) == ["economics.yaml", "migration.csv", "mortality.csv", "population.csv"]


def test_many_faults_of_one_table_are_counted(folder: Path) -> None:
    path = folder / "exposure.csv"
    path.write_text(path.read_text().replace("male", "man"))
    with pytest.raises(InputError, match=r"4 more faults in this table"):
        load_pack(str(folder))


@pytest.mark.parametrize("name", ["NLD/2031", "no/such/folder", "../outside", "/", "."])
def test_a_pack_that_is_not_there_is_bad_input(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, problem = hiap("pack", "--pack", name)
    assert code == 2
    assert "give NLD/2025 or the path of a folder" in problem


def test_the_page_names_every_table_and_column() -> None:
    page = (ROOT / "docs" / "own-pack.md").read_text(encoding="utf-8")
    told = {
        cells[1].strip(" `"): set(re.findall(r"`(\w+)`", cells[2]))
        for line in page.splitlines()
        if line.startswith("| `") and len(cells := line.split("|")) > 3
    }
    for name, columns in table_format().items():
        assert told[name] >= {column.name for column in columns}


def test_the_format_names_only_tables_that_the_shipped_pack_has() -> None:
    shipped = ROOT / "src" / "hiap" / "data" / "packs" / "NLD" / "2025"
    for name, columns in table_format().items():
        with (shipped / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert {column.name for column in columns} <= set(next(csv.reader(file)))


def test_a_figure_for_a_law_that_there_is_not_is_refused(folder: Path) -> None:
    growth = "{value: 0.01, low: 0.0, high: 0.02, unit: share per year, source: made-up, grade: R}"
    change(folder, "inputs.yaml", "exposure:\n", f"care_growth: {{clinics: {growth}}}\nexposure:\n")
    code, told, problem = hiap("pack", "check", "--pack", folder)
    assert (code, told) == (2, "")
    assert "figures for the law clinics, not in pack.yaml: correct its id" in problem
