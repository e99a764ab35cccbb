"""The files of a run that tell the result: dossier, result and tidy tables, by name."""

from __future__ import annotations

from hiap.reports import renderer
from hiap.reports.dictionary import dictionary_text
from hiap.reports.dossier import dossier
from hiap.reports.page import page_begun
from hiap.reports.renderer import Draw
from hiap.reports.result import Result
from hiap.reports.tables import json_text
from hiap.reports.tidy import tidy_files


def run_files(result: Result, lang: str, draw: Draw = renderer.draw) -> dict[str, str | bytes]:
    """Give `dossier.html`, `result.json`, the CSV files, and `columns.csv`, which says what they hold."""
    dossier_page = page_begun(dossier(result, lang), draw)
    rest = {"result.json": json_text(result), **tidy_files(result), "columns.csv": dictionary_text()}
    return {"dossier.html": dossier_page(), **rest}
