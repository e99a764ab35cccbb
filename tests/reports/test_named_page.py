"""`hiap register` on a page: figures in words, the whole quote, and nothing beyond the width."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from typer.testing import CliRunner

from hiap.cli import app
from hiap.reports.named import figure_text, named_notes, named_tables
from hiap.reports.tables import WIDE_WITHOUT_TERMINAL, print_blocks
from hiap.reports.text import Words
from hiap.workflow.catalogue import named_rows


def listed(kind: str | None = None) -> list[dict[str, Any]]:
    return [dict(row) for row in named_rows(kind)]


def page(lang: str, kind: str | None = None) -> str:
    stream, rows = io.StringIO(), listed(kind)
    print_blocks(named_tables(Words(lang), rows), named_notes(rows), stream, "", WIDE_WITHOUT_TERMINAL)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "nl", "en"),
    [
        ("IND-18", "1 op de 6: kinderen zonder optimale start", "1 in 6: children without an optimal start"),
        ("IND-25", "2,5 mln mensen: laaggeletterd", "2.5 million people: with low literacy"),
        ("DOEL-04", "hoogstens 9,1 procent (2040): overgewicht", "at most 9.1 per cent (2040): overweight"),
        ("DOEL-12", "alle gemeenten (2026): hebben", "all municipalities (2026): have"),
        ("TIJD-10", "€ 165 (2027): verplicht eigen risico", "€ 165 (2027): own risk"),
        ("TIJD-12", "2026-01-01: inwerkingtreding", "2026-01-01: entry into force"),
        ("WET-01", "artikel 13: Wet publieke gezondheid", "article 13: Public Health Act"),
    ],
)
def test_a_figure_is_told_in_words(name: str, nl: str, en: str) -> None:
    row = next(row for row in listed() if row["id"] == name)
    for lang, told in (("nl", nl), ("en", en)):
        assert figure_text(Words(lang), row["figures"][0]).startswith(told)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_figure_has_words(lang: str) -> None:
    for row in listed():
        for figure in row["figures"]:
            assert figure_text(Words(lang), figure)


def test_a_page_is_as_wide_as_it_may_be_and_has_whole_quotes() -> None:
    told = page("nl", "law")
    assert max(map(len, told.splitlines())) <= WIDE_WITHOUT_TERMINAL
    assert "(Wpg).”" in told
    assert "geen cijfer" in told
    assert "Ministerie van VWS: Landelijke nota gezondheidsbeleid 2025-2028" in told


def test_there_is_a_table_for_each_kind() -> None:
    captions = [table.caption for table in named_tables(Words("en"), listed())]
    assert captions == ["Indicators", "Goals", "Moments", "Instruments", "Laws"]


def test_programs_get_one_row_for_each_entry() -> None:
    told = CliRunner().invoke(app, ["register", "--kind", "indicator", "--format", "csv"]).stdout
    rows = list(csv.DictReader(io.StringIO(told)))
    assert len(rows) == 50
    drinking = next(row for row in rows if row["id"] == "IND-14")
    assert (drinking["value"], drinking["unit"]) == ("40; 22; 14", "per cent; per cent; per cent")
    assert drinking["date"] == "2025"
    assert "figures" not in drinking
    told = CliRunner().invoke(app, ["register", "--kind", "indicator", "--format", "json"]).stdout
    assert [figure["number"] for figure in json.loads(told)[13]["figures"]] == [40, 22, 14]


def test_a_language_that_is_not_there_is_refused() -> None:
    told = CliRunner().invoke(app, ["register", "--lang", "fr"])
    assert told.exit_code != 0
