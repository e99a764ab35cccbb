"""LibreOffice opens the Word file and the workbook of a run, and shows what stands in them."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from hiap.reports.export import exported

pytestmark = pytest.mark.office

OFFICES = ("soffice", "libreoffice")
SECONDS = 300


def as_pdf(content: bytes, suffix: str, folder: Path) -> str:
    """Let LibreOffice make a PDF of a file and give its text; skips where it is absent or lacks the part."""
    office = next((path for path in map(shutil.which, OFFICES) if path), None)
    if office is None:
        pytest.skip("no LibreOffice here (Debian: apt install libreoffice-writer libreoffice-calc)")
    source = folder / f"dossier{suffix}"
    source.write_bytes(content)
    own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [office, own, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
    made = source.with_suffix(".pdf")
    if not made.exists() and not _has_part(office, suffix):
        pytest.skip(f"LibreOffice lacks the part for {suffix} files (Debian: apt install libreoffice-writer)")
    assert made.exists(), told.stderr
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(made.read_bytes())).pages)


def _has_part(office: str, suffix: str) -> bool:
    """Tell whether the part of LibreOffice for a kind of file is installed."""
    library = {".docx": "libswlo.so", ".xlsx": "libsclo.so"}[suffix]
    return (Path(office).resolve().parent / library).exists()


@pytest.mark.parametrize("name", ["package", "nothing"])
def test_libreoffice_opens_the_word_file(name: str, demo_results: dict[str, Any], tmp_path: Path) -> None:
    text = as_pdf(exported(demo_results[name], ".docx", "nl"), ".docx", tmp_path)
    assert "Het antwoord in het kort" in text
    assert "Overwegingen die niet in getallen zijn gevat" in " ".join(text.split())


def test_libreoffice_opens_the_workbook(demo_results: dict[str, Any], tmp_path: Path) -> None:
    text = as_pdf(exported(demo_results["nothing"], ".xlsx", "en"), ".xlsx", tmp_path)
    assert "Discount factor" in " ".join(text.split())
