"""DYNAMO-HIA reference data become tables of a pack: small data sets in the old and the new format."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from hiap.catalogue.dynamo_tables import import_dynamo
from hiap.catalogue.dynamo_xml import read_xml
from hiap.catalogue.pack_tables import table_format
from hiap.cli import app
from hiap.domain.errors import InputError

Cells = Sequence[Mapping[str, object]]
CLASSES = (
    "<classes>"
    "<class><flexdex>2</flexdex><name>Former smoker</name></class>"
    "<class><flexdex>1</flexdex><name>Current_smoker</name></class>"
    "<class><flexdex>3</flexdex><name>Never</name></class>"
    "</classes><referenceclass>3</referenceclass>"
)


def cells(*by_age: object, name: str = "value", **fixed: object) -> list[dict[str, object]]:
    """The same values by age for sex 0 and sex 1."""
    return [{"age": a, "sex": s, **fixed, name: v} for s in (0, 1) for a, v in enumerate(by_age)]


def xml(root: str, item: str, records: Cells, head: str = "", inside: str = "") -> str:
    rows = "\n".join(
        f"<{item}>{''.join(f'<{k}>{v}</{k}>' for k, v in record.items())}</{item}>" for record in records
    )
    body = f"<{inside}>{rows}</{inside}>" if inside else rows
    return f'<?xml version="1.0"?>\n<{root}>{head}\n{body}\n</{root}>\n'


def write(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


SIZE = [
    {"age": age, "sex": sex, "number": number}
    for sex, numbers in ((0, (110, 100, 900)), (1, (90, 100, 1100)))
    for age, number in enumerate(numbers)
]
POPULATION = {
    "Populations/Land/size.xml": xml("populationsize", "size", SIZE),
    "Populations/Land/overallmortality.xml": xml(
        "overallmortality", "mortality", cells("0.01", "1E-3", "0.1")
    ),
    "Populations/Land/newborns.xml": xml(
        "newborns",
        "amount",
        [{"year": 2011, "number": 190}, {"year": 2010, "number": 200}],
        "<sexratio>1.05</sexratio><startingYear>2010</startingYear>",
        "amounts",
    ),
}
SMOKING = "Risk_Factors/Smoking"
DISEASE = "Diseases/Lung Cancer"
PREVALENCES = [
    record
    for cat, share in ((1, 30), (2, 20), (3, 50))
    for record in cells(*[share] * 3, name="percent", cat=cat)
]
RISKS = [
    record
    for cat, risk in ((1, (1, 20, 20)), (2, (1, 1, 8)), (3, (1, 1, 1)))
    for record in cells(*risk, cat=cat)
]
COMMON = {
    f"{SMOKING}/configuration.xml": f"<riskfactor_categorical>{CLASSES}</riskfactor_categorical>",
    f"{SMOKING}/Prevalences/prev.xml": xml("riskfactorprevalences_categorical", "prevalence", PREVALENCES),
    f"{DISEASE}/Prevalences/p.xml": xml("diseaseprevalences", "prevalence", cells(0, 1, 2.5, name="percent")),
    f"{DISEASE}/Incidences/i.xml": xml("diseaseincidences", "incidence", cells(0, 0.001, 0.004)),
    f"{DISEASE}/Relative_Risks_From_Risk_Factor/RR_x-Smoking.xml": xml(
        "relrisksfromriskfactor_categorical", "relativerisk", RISKS
    ),
}
COURSE = [
    {"age": age, "sex": sex, "unit": 0.9, "acutelyfatal": 5, "curedfraction": 0}
    for sex in (0, 1)
    for age in (0, 1, 2)
]
OLD = {
    **POPULATION,
    **COMMON,
    "Populations/Land/overalldalyweights.xml": xml(
        "overalldalyweights", "weight", cells(2, 2, 12, name="percent")
    ),
    f"{DISEASE}/Excess_Mortalities/e.xml": xml(
        "excessmortality", "mortality", COURSE, "<unittype>Rate</unittype>", "mortalities"
    ),
    f"{DISEASE}/DALY_Weights/d.xml": xml("dalyweights", "weight", cells(40, 40, 40, name="percent")),
}
NEW = {
    **POPULATION,
    **COMMON,
    "Populations/Land/overalldisability.xml": xml(
        "overalldisability", "weight", cells(2, 2, 12, name="percent")
    ),
    f"{DISEASE}/Excess_Mortalities/e.xml": xml(
        "excessmortality",
        "mortality",
        COURSE,
        "<unittype>Rate</unittype><parametertype>Acutely Fatal</parametertype>",
        "mortalities",
    ),
    f"{DISEASE}/Disability/d.xml": xml("dalyweights", "weight", cells(40, 40, 40, name="percent")),
}


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(folder: Path, name: str, **chosen: str) -> list[float]:
    rows = table(folder, name)
    return [float(row["value"]) for row in rows if all(row[k] == v for k, v in chosen.items())]


def imported(data: Path, out: Path) -> list[dict[str, str]]:
    done = CliRunner().invoke(
        app, ["pack", "import-dynamo", str(data), "--out", str(out), "--format", "json"]
    )
    assert done.exit_code == 0, done.stderr
    return list(json.loads(done.stdout))


@pytest.mark.parametrize("files", [OLD, NEW], ids=["old", "new"])
def test_both_formats_give_the_same_tables(files: dict[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    imported(write(tmp_path / "data" / "Reference_Data", files), out)
    assert values(out, "population", sex="male") == [110, 100, 900]
    assert values(out, "population", sex="female") == [90, 100, 1100]
    assert values(out, "mortality", sex="male") == [0.01, 0.001, 0.1]
    assert values(out, "disability", sex="female") == [0.02, 0.02, 0.12]
    assert [(row["year"], row["value"]) for row in table(out, "newborns")] == [
        ("2010", "200.0"),
        ("2011", "190.0"),
    ]
    assert values(out, "disease", disease="lung_cancer", measure="prevalence", sex="male") == [0, 0.01, 0.025]
    assert values(out, "disease", disease="lung_cancer", measure="incidence", sex="female") == [
        0,
        0.001,
        0.004,
    ]
    assert values(out, "disease", measure="excess_mortality", sex="male") == [0.9, 0.9, 0.9]
    assert values(out, "disease", measure="fatal_fraction", sex="male") == [0.05, 0.05, 0.05]
    assert values(out, "disease", measure="cured_fraction") == []
    assert values(out, "disability_weight") == [0.4]
    part = yaml.safe_load((out / "pack-part.yaml").read_text(encoding="utf-8"))
    assert part["ages"] == {"first": 0, "last": 2}
    assert part["share_male_at_birth"]["value"] == pytest.approx(105 / 205, abs=1e-9)


def test_the_reference_class_becomes_the_first_level(tmp_path: Path) -> None:
    out = tmp_path / "out"
    imported(write(tmp_path / "data", NEW), out)
    part = yaml.safe_load((out / "pack-part.yaml").read_text(encoding="utf-8"))
    assert part["risk_factors"][0]["levels"] == ["never", "current_smoker", "former_smoker"]
    assert part["risk_factors"][0]["least_harm"] == "never"
    assert values(out, "exposure", level="never", sex="male") == [0.5, 0.5, 0.5]
    assert values(out, "exposure", level="current_smoker", sex="male") == [0.3, 0.3, 0.3]
    risks = [
        (r["exposure"], r["sex"], r["age_from"], r["age_to"], r["value"]) for r in table(out, "relative_risk")
    ]
    assert risks == [
        ("current_smoker", "all", "0", "0", "1.0"),
        ("current_smoker", "all", "1", "2", "20.0"),
        ("former_smoker", "all", "0", "1", "1.0"),
        ("former_smoker", "all", "2", "2", "8.0"),
    ]


def test_every_table_has_the_columns_of_a_pack(tmp_path: Path) -> None:
    out = tmp_path / "out"
    imported(write(tmp_path / "data", NEW), out)
    for name, columns in table_format().items():
        if (out / f"{name}.csv").exists():
            assert {column.name for column in columns} <= set(table(out, name)[0]), name
    described = {row["table"] for row in table(out, "tables")}
    assert described == {path.stem for path in out.glob("*.csv")} - {"tables", "sources", "report"}


def test_the_report_says_what_was_taken_left_and_missing(tmp_path: Path) -> None:
    files = {
        **NEW,
        f"{SMOKING}/Prevalences/scenario.xml": NEW[f"{SMOKING}/Prevalences/prev.xml"],
        f"{SMOKING}/Transitions/net.xml": "<transitionmatrix_netto/>",
        f"{DISEASE}/Relative_Risks_From_Risk_Factor/RR-Alcohol.xml": NEW[
            f"{DISEASE}/Relative_Risks_From_Risk_Factor/RR_x-Smoking.xml"
        ],
        "Diseases/Stroke/Excess_Mortalities/e.xml": xml(
            "excessmortality", "mortality", COURSE, "<unittype>Median Survival</unittype>", "mortalities"
        ),
        "Simulations/run/configuration.xml": "<sim/>",
    }
    report = imported(write(tmp_path / "data", files), tmp_path / "out")
    left = {Path(line["file"]).name: line["detail"] for line in report if line["state"] == "left"}
    assert "comes first" in left["scenario.xml"]
    assert left["net.xml"] == "no part of a pack"
    assert "alcohol, which is no risk factor here" in left["RR-Alcohol.xml"]
    assert "median survival" in left["e.xml"]
    assert "under no Populations" in left["configuration.xml"]
    missing = {line["what"] for line in report if line["state"] == "missing"}
    assert {
        "fertility",
        "migration",
        "mortality_change",
        "care_cost",
        "price_index",
        "parties.yaml",
    } <= missing
    assert not {"population", "exposure", "ses_share", "disease"} & missing
    assert len([line for line in report if line["state"] == "taken"]) == len(NEW)
    assert [tuple(row.values()) for row in table(tmp_path / "out", "report")] == [
        tuple(line.values()) for line in report
    ]


def test_a_mean_a_fading_risk_and_a_disease_that_raises_another(tmp_path: Path) -> None:
    fading = [
        {"age": age, "sex": sex, "cat": cat, "begin": begin, "alfa": alfa, "end": end}
        for cat, begin, alfa, end in ((1, 9, 0, 9), (2, 9, 0.2, 2), (3, 1, 0, 1))
        for sex in (0, 1)
        for age in (0, 1, 2)
    ]
    mean = [
        {"age": age, "sex": sex, "mean": 25 + age, "standarddeviation": 4, "skewness": 0}
        for sex in (0, 1)
        for age in (0, 1, 2)
    ]
    compound = f"<riskfactor_compound>{CLASSES}<durationclass>2</durationclass></riskfactor_compound>"
    bmi = "<riskfactor_continuous><referencevalue>20.0</referencevalue><cutoffs/></riskfactor_continuous>"
    files = {
        **NEW,
        f"{SMOKING}/configuration.xml": compound,
        f"{DISEASE}/Relative_Risks_From_Risk_Factor/RR_x-Smoking.xml": xml(
            "relrisksfromriskfactor_compound", "relativerisk", fading
        ),
        "Risk_Factors/BMI/configuration.xml": bmi,
        "Risk_Factors/BMI/Prevalences/p.xml": xml(
            "riskfactorprevalences_continuous",
            "prevalence",
            mean,
            "<distributiontype>Normal</distributiontype>",
            "prevalences",
        ),
        "Risk_Factors/BMI/Relative_Risks_For_Death/d.xml": xml(
            "relrisksfordeath_continuous", "relriskfordeath", cells(1, 1, 1.03)
        ),
        "Diseases/Stroke/Relative_Risks_From_Diseases/a-Lung Cancer.xml": xml(
            "relrisksfromdisease", "relativerisk", cells(1, 1.5, 1.5)
        ),
    }
    out = tmp_path / "out"
    imported(write(tmp_path / "data", files), out)
    assert values(out, "relative_risk", exposure="former_smoker") == [2]
    assert values(out, "relative_risk", exposure="current_smoker") == [9]
    assert [(row["disease"], row["value"]) for row in table(out, "lag")] == [("lung_cancer", "0.2")]
    assert values(out, "exposure", risk_factor="bmi", level="mean", sex="male") == [25, 26, 27]
    assert values(out, "exposure", risk_factor="bmi", level="spread", sex="male") == [4, 4, 4]
    deaths = [row for row in table(out, "relative_risk") if row["outcome"] == "all_cause"]
    assert [(row["exposure"], row["age_from"], row["value"]) for row in deaths] == [
        ("per_unit", "0", "1.0"),
        ("per_unit", "2", "1.03"),
    ]
    effect = table(out, "disease_effect")[-1]
    assert (effect["disease"], effect["outcome"], effect["value"]) == ("lung_cancer", "stroke", "1.5")


def test_a_weight_that_differs_is_averaged_over_patients(tmp_path: Path) -> None:
    weights = xml("dalyweights", "weight", cells(10, 20, 40, name="percent"))
    out = tmp_path / "out"
    imported(write(tmp_path / "data", {**NEW, f"{DISEASE}/Disability/d.xml": weights}), out)
    patients = {1: 0.01 * (100 + 100), 2: 0.025 * (900 + 1100)}
    mean = (0.2 * patients[1] + 0.4 * patients[2]) / (patients[1] + patients[2])
    assert values(out, "disability_weight") == [pytest.approx(mean, abs=1e-9)]


SIZE_FILE = "Populations/Land/size.xml"
BAD = [
    (SIZE_FILE, "<number>110</number>", "<number>many</number>", "size.xml:3: number 'many' is no number"),
    (
        SIZE_FILE,
        "<number>110</number>",
        "<number>-1</number>",
        "size.xml:3: number '-1' is no number of 0 or",
    ),
    (SIZE_FILE, "<number>110</number>", "", "size.xml:3: size misses number; it has age, sex"),
    (SIZE_FILE, "<sex>0</sex>", "<sex>2</sex>", "size.xml:3: sex '2' is no whole number from 0 to 1"),
    (
        SIZE_FILE,
        "<age>1</age>",
        "<age>0</age>",
        "size.xml:4: age 0, sex 0 stands here again, first in line 3",
    ),
    (SIZE_FILE, "<age>2</age>", "<age>3</age>", "of 8 values are missing"),
    (SIZE_FILE, "</populationsize>", "", "size.xml:10: not valid XML"),
    (SIZE_FILE, "<populationsize>", "<populationsize><!-- &lol; -->&lol;", "not valid XML: undefined entity"),
    (SIZE_FILE, "<populationsize>", "<!DOCTYPE x><populationsize>", "declares a document type or an entity"),
    (
        SIZE_FILE,
        "<populationsize>",
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file.txt">]><populationsize>',
        "declares a document type or an entity",
    ),
    (SIZE_FILE, "<populationsize>", "<populationsize>" + "<a>" * 9, "elements stand more than 8 deep"),
    (
        f"{SMOKING}/Prevalences/prev.xml",
        "<percent>30</percent>",
        "<percent>31</percent>",
        "add up to 101 % at age 0",
    ),
    (
        f"{SMOKING}/Prevalences/prev.xml",
        "<percent>30</percent>",
        "<percent>130</percent>",
        "between 0 and 100",
    ),
    (
        f"{SMOKING}/configuration.xml",
        "<referenceclass>3",
        "<referenceclass>4",
        "reference class 4 is none of the 3",
    ),
    (f"{SMOKING}/configuration.xml", "<flexdex>2", "<flexdex>two", "class has no usable flexdex"),
    ("Populations/Land/newborns.xml", "<sexratio>1.05", "<sexratio>?", "sexratio is missing or no number"),
]


@pytest.mark.parametrize(("name", "old", "new", "message"), BAD)
def test_a_fault_ends_with_2_and_writes_nothing(
    tmp_path: Path, name: str, old: str, new: str, message: str
) -> None:
    assert old in NEW[name]
    data = write(tmp_path / "data", {**NEW, name: NEW[name].replace(old, new, 1)})
    done = CliRunner().invoke(app, ["pack", "import-dynamo", str(data), "--out", str(tmp_path / "out")])
    assert done.exit_code == 2
    assert message in done.stderr
    assert Path(name).name in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    spoiled = {name: text.replace("<age>0</age>", "<age>no</age>") for name, text in NEW.items()}
    with pytest.raises(InputError) as failure:
        import_dynamo(write(tmp_path, spoiled))
    assert len({fault.path for fault in failure.value.faults}) == len(NEW) - 2


def test_files_that_disagree_are_faults(tmp_path: Path) -> None:
    shorter = {**NEW, f"{DISEASE}/Incidences/i.xml": xml("diseaseincidences", "incidence", cells(0, 0.1))}
    with pytest.raises(InputError, match=r"i\.xml: ends at age 1, other files at 2"):
        import_dynamo(write(tmp_path / "shorter", shorter))
    two = {**NEW, "Populations/Other/size.xml": NEW[SIZE_FILE]}
    with pytest.raises(InputError, match="several populations: land, other"):
        import_dynamo(write(tmp_path / "two", two))
    fewer = {
        **NEW,
        f"{SMOKING}/Prevalences/prev.xml": xml(
            "riskfactorprevalences_categorical", "prevalence", cells(*[100] * 3, name="percent", cat=1)
        ),
    }
    with pytest.raises(InputError, match=r"prev\.xml: has 1 classes"):
        import_dynamo(write(tmp_path / "fewer", fewer))


@pytest.mark.parametrize("content", [None, {"readme.txt": "nothing"}, {"Diseases/x.xml": "<sim/>"}])
def test_a_folder_without_reference_data_is_bad_input(tmp_path: Path, content: dict[str, str] | None) -> None:
    data = tmp_path / "absent" if content is None else write(tmp_path / "data", content)
    done = CliRunner().invoke(app, ["pack", "import-dynamo", str(data)])
    assert done.exit_code == 2
    assert "give the folder" in done.stderr


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    data, out = write(tmp_path / "data", NEW), write(tmp_path / "out", {"mine.txt": "keep"})
    done = CliRunner().invoke(app, ["pack", "import-dynamo", str(data), "--out", str(out)])
    assert done.exit_code == 2
    assert "is there already" in done.stderr
    assert [path.name for path in out.iterdir()] == ["mine.txt"]


def test_without_out_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = write(tmp_path / "data", NEW)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["pack", "import-dynamo", str(data)]).exit_code == 0
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_a_file_too_large_is_refused_before_it_is_read() -> None:
    file, faults = read_xml("big.xml", b" " * 20_000_001)
    assert file is None
    assert "the most is 20,000,000" in faults[0].message
