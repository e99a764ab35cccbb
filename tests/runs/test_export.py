"""`hiap export`: a file that is whole or not there, and nothing overwritten."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    command = [sys.executable, "-m", "hiap", "appraise", "school-lunch", "--out", str(out)]
    subprocess.run(command, check=True, capture_output=True)
    (folder,) = out.iterdir()
    return folder


def export(*arguments: object) -> tuple[int, str]:
    command = [sys.executable, "-m", "hiap", "export", *map(str, arguments)]
    found = subprocess.run(command, capture_output=True, text=True)
    return found.returncode, found.stdout + found.stderr


def test_a_workbook_is_written_once(run: Path, tmp_path: Path) -> None:
    target = tmp_path / "result.xlsx"
    assert export(run, target, "--lang", "en") == (0, f"{target}\n")
    assert target.read_bytes()[:2] == b"PK"
    code, told = export(run, target)
    assert code == 2
    assert "is there already" in told
    assert [path.name for path in tmp_path.iterdir()] == ["result.xlsx"]


@pytest.mark.parametrize("name", ["tables", "tables/"])
def test_a_folder_gets_the_tables_and_what_they_hold(name: str, run: Path, tmp_path: Path) -> None:
    assert export(run, f"{tmp_path}/{name}") == (0, f"{tmp_path / 'tables'}\n")
    kept = {path.name: path.read_bytes() for path in (tmp_path / "tables").iterdir()}
    assert sorted(kept) == [
        *("by_party.parquet", "by_ses.parquet", "by_year.parquet", "datapackage.json"),
        *("scenarios.parquet", "variants.parquet"),
    ]
    code, told = export(run, f"{tmp_path}/{name}")
    assert (code, "is there already" in told) == (2, True)
    assert export(run, tmp_path / "again")[0] == 0
    assert {path.name: path.read_bytes() for path in (tmp_path / "again").iterdir()} == kept


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("result.odt", "does not end in .pdf, .docx or .xlsx"),
        ("no/where.xlsx", "make the folder first"),
    ],
)
def test_a_wrong_name_is_refused(file: str, message: str, run: Path, tmp_path: Path) -> None:
    code, told = export(run, tmp_path / file)
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert message in told


@pytest.mark.parametrize(("suffix", "begin"), [("pdf", b"%PDF-1.7"), ("docx", b"PK")])
def test_a_file_to_read_is_written(suffix: str, begin: bytes, run: Path, tmp_path: Path) -> None:
    target = tmp_path / f"result.{suffix}"
    assert export(run, target, "--lang", "en") == (0, f"{target}\n")
    assert target.read_bytes().startswith(begin)
    assert list(tmp_path.iterdir()) == [target]


def test_a_template_is_for_a_word_file_and_must_be_there(run: Path, tmp_path: Path) -> None:
    code, told = export(run, tmp_path / "result.pdf", "--template", "house.docx")
    assert (code, "is for a Word file alone" in told) == (2, True)
    code, told = export(run, tmp_path / "result.docx", "--template", tmp_path / "house.docx")
    assert (code, "give the path of a .docx file" in told) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_is_not_there(tmp_path: Path) -> None:
    code, told = export(tmp_path / "run", tmp_path / "result.xlsx")
    assert code == 3
    assert "run" in told
