"""The dossier as a document: sections in the order of the RIVM framework, whatever it is laid out as."""

from __future__ import annotations

import dataclasses
from itertools import pairwise

import pytest
from sample import sample_result

from hiap.reports.blocks import Cell, Table
from hiap.reports.document import Document, Section, figures, parts, tables
from hiap.reports.dossier import dossier


@pytest.fixture(scope="module")
def document() -> Document:
    return dossier(sample_result(draws=100), "en")


def test_sections_stand_in_the_order_of_the_framework(document: Document) -> None:
    titles = [section.title for section in document.sections]
    assert titles[:3] == ["The answer in short", "Read this first", "Summary"]
    assert titles[-2:] == ["Overlap in the package", "Appendix"]
    for section in document.sections:
        if section.kind == "measure":
            blocks = [block.title for block in section.blocks if isinstance(block, Section)]
            assert blocks == [
                "1. Description",
                "2. Costs and benefits for society",
                "3. Other considerations",
            ]


def test_other_considerations_are_questions_with_the_answers_of_the_user() -> None:
    result = sample_result(measures=1)
    result["scenarios"]["school-lunch"]["description"]["considerations"] = {
        "law": {"nl": "Het mag.", "en": "It is allowed."}
    }
    (table,) = (one for one in tables(dossier(result, "en")) if "Judgement" in one.head)
    told = {row[0].text: row[1:] for row in table.rows}
    assert [row[1].text for row in told.values()] == [
        "not assessed",
        "not assessed",
        "It is allowed.",
        "not assessed",
    ]
    assert all(row[0].text.count("?") >= 2 for row in told.values())
    assert "considerations" in table.note


def test_a_section_lies_one_level_below_the_one_around_it(document: Document) -> None:
    assert {section.level for section in document.sections} == {2}
    around = [block for block in parts(document.sections) if isinstance(block, Section)]
    for section in around:
        inside = [block for block in section.blocks if isinstance(block, Section)]
        assert {block.level for block in inside} <= {section.level + 1}
    assert all(after.level - before.level <= 1 for before, after in pairwise(around))


def test_the_figures_of_a_chart_count_as_a_table(document: Document) -> None:
    charts = figures(document)
    assert (
        len(charts) == 1 + 2 + 3 * 2 + 2 + 2
    )  # all measures; their paths; health and money; of the package alone; the plane and who gains
    captions = [table.caption for table in tables(document)]
    assert all(figure.chart.table.caption in captions for figure in charts)


def test_only_the_groups_and_the_plane_show_their_figures_at_once(document: Document) -> None:
    assert [figure.chart.alt[:4] for figure in figures(document) if figure.open] == ["Bars", "A pl"]


def test_a_document_is_a_finished_value(document: Document) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        document.title = "other"  # type: ignore[misc]
    assert document == dossier(sample_result(draws=100), "en")


def test_totals_are_those_of_an_effect_and_of_the_overlap(document: Document) -> None:
    found = [table.rows[-1][0] for table in tables(document) if table.total]
    assert found == [Cell("What the model uses", number=False)] * 2 + [
        Cell("Overlap (sum minus package)", number=False)
    ]
    assert not Table("caption", ("head",), ()).total
