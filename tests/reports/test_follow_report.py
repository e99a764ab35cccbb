"""The yearly report: what a council must find in it, in page, PDF and Word file, in Dutch and English."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hiap.cli import app
from hiap.reports.charts import LOCALES, Chart
from hiap.reports.charts_follow import gap_chart, goal_chart, promise_chart
from hiap.reports.document import Document, Paragraph, Section, figures, parts, tables
from hiap.reports.follow_export import followed_file
from hiap.reports.follow_report import follow_document
from hiap.reports.follow_tables import Names
from hiap.reports.renderer import draw
from hiap.reports.text import Words
from hiap.workflow.follow import follow

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "follow"
NAMES = ("city-south", "region-youth", "rural", "play-streets", "national-note")
SIGNS = ("●", "◆", "■", "○", "…", "▲", "▼", "=", "✔", "×", "?")


def example(name: str) -> dict[str, Any]:
    measured = EXAMPLES / f"{name}-invented.csv"
    return follow(str(EXAMPLES / f"{name}.yaml"), str(measured) if measured.exists() else None)


@pytest.fixture(scope="module")
def city() -> dict[str, Any]:
    return example("city-south")


def words_of(document: Document) -> str:
    """All words of a document, on one line."""
    told = [document.title, document.kicker, *document.closing]
    for block in parts(document.sections):
        if isinstance(block, Paragraph):
            told += [run.text for run in block.runs]
        told.append(getattr(block, "title", ""))
        told += [run.text for item in getattr(block, "items", ()) for run in getattr(item, "runs", ())]
        told += [line for line in getattr(block, "items", ()) if isinstance(line, str)]
        told += [line for pair in getattr(block, "pairs", ()) for line in pair]
    for table in tables(document):
        told += [table.caption, *table.head, table.note]
        told += [f"{cell.text} {cell.interval}" for row in table.rows for cell in row]
    return " ".join(told)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_every_example_gives_a_report_without_blanks(name: str, lang: str) -> None:
    document = follow_document(example(name), lang)
    text = words_of(document)
    assert not re.search(r"\{\w+\}|\bNone\b|\bnan\b", text)
    anchors = [section.anchor for section in document.sections]
    assert len(set(anchors)) == len(anchors)
    assert anchors[0] == "summary"
    assert anchors[-1] == "account"
    for section in document.sections:
        assert section.blocks, section.title


def test_the_report_says_that_figures_are_invented_before_anything_else(city: dict[str, Any]) -> None:
    first = follow_document(city, "en").sections[0].blocks[0]
    assert "INVENTED FIGURES" in str(first)


def test_commitments_have_owner_date_money_proof_and_the_reason_why_they_are_late(
    city: dict[str, Any],
) -> None:
    document = follow_document(city, "nl")
    commitments = next(section for section in document.sections if section.anchor == "commitments")
    text = words_of(Document("nl", "", "", (commitments,), ()))
    for said in (
        "werkgevers",
        "31-12-2024",
        "◆ te laat (456 dagen)",
        "€ 2.500.000 tot en met 2022",
        "Twee werkgevers stopten; 380 van de 500 plaatsen zijn er",
        "Gesprek met de haven over 100 plaatsen voor de zomer",
        "Alle dertig scholen hebben zes uur extra (Voortgangsbericht 2025, bladzijde 12 (verzonnen))",
        "1-1-2012 ○ gepland; 1-9-2014 ● loopt; 1-11-2025 ✔ klaar",
        "Anders dan een jaar geleden: Dertig scholen met een verlengde schooldag.",
    ):
        assert said in text


def test_years_with_the_same_money_stand_in_one_row(city: dict[str, Any]) -> None:
    """From the plan: 2.5 million a year of 2012-2022, 4 of 2013 on, 1 of 2014 on, 20 of 2019-2027."""
    table = next(one for one in tables(follow_document(city, "en")) if one.head[1] == "Temporary")
    assert [tuple(cell.text for cell in row) for row in table.rows] == [
        ("2012", "€2,500,000", "€0"),
        ("2013", "€2,500,000", "€4,000,000"),
        ("2014 – 2018", "€2,500,000", "€5,000,000"),
        ("2019 – 2022", "€22,500,000", "€5,000,000"),
        ("2023 – 2027", "€20,000,000", "€5,000,000"),
        ("2028 – 2031", "€0", "€5,000,000"),
    ]


def test_values_stand_year_on_year_with_the_status_of_that_year(city: dict[str, Any]) -> None:
    """Read in the table of values: 1091 of 1690 is 64.6, 1155 is 68.3; hidden places have no row."""
    table = next(one for one in tables(follow_document(city, "en")) if "perceived health (%)" in one.caption)
    assert table.head == ("Where", "2011", "2013", "2015", "2017", "2019", "2021", "2023", "2025")
    assert [row[0].text for row in table.rows] == ["Stad-Zuid", "Dijkwijk"]
    said = [cell.text for cell in table.rows[0]]
    assert said[1] == "64.6 ○"
    assert said[6] == "68.3 ◆"
    assert said[8].endswith("■")


def test_stories_without_consent_and_small_numbers_are_not_in_the_report(city: dict[str, Any]) -> None:
    text = words_of(follow_document(city, "en"))
    assert "I dare the stairs again" in text
    assert "My son has work" not in text
    hidden = next(row for row in city["goals"] if row["why"] == "too_small")
    assert hidden["value"] is None
    assert "not shown: too small" in text


def charts(found: dict[str, Any], lang: str) -> list[Chart]:
    words, names = Words(lang), Names(Words(lang), found)
    made = [goal_chart(words, found, goal, names) for goal in found["goals"]]
    made += [gap_chart(words, found, goal, names) for goal in found["goals"]]
    made += [promise_chart(words, found, promise, names) for promise in found["promises"]]
    return [chart for chart in made if chart]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_charts_follow_the_schema_and_tell_lines_apart_without_colour(
    city: dict[str, Any], lang: str
) -> None:
    import altair

    found = charts(city, lang)
    assert len(found) == 13, "seven goals, five gaps, one promise"
    for chart in found:
        altair.Chart.from_dict(chart.spec)
        assert chart.alt
        assert chart.table.rows
        layers: Any = chart.spec["layer"]
        lines = [layer["mark"] for layer in layers if layer["mark"]["type"] == "line"]
        dashes = [tuple(mark.get("strokeDash", ())) for mark in lines]
        assert len(set(dashes)) == len(dashes)
    assert "<svg" in draw([found[0].spec], LOCALES[lang])[0]


def test_a_chart_tells_the_values_of_the_series(city: dict[str, Any]) -> None:
    words = Words("en")
    goal = next(row for row in city["goals"] if row["id"] == "school_days/south/all")
    chart = goal_chart(words, city, goal, Names(words, city))
    assert chart is not None
    assert "2025 30" in chart.alt
    assert chart.table.rows[0][1].text == "0"
    assert next(row for row in chart.table.rows if row[0].text == "2025")[2].text == "30"


def test_a_gap_that_grew_is_told_as_grown() -> None:
    """From 267 to 314 euro: 17.6 % larger."""
    found = example("rural")
    goal = next(row for row in found["goals"] if row["indicator"] == "care_cost")
    for lang, said in (
        ("nl", "18 % groter dan bij de start"),
        ("en", "18% larger in 2023 than at the start"),
    ):
        chart = gap_chart(Words(lang), found, goal, Names(Words(lang), found))
        assert chart is not None
        assert chart.title.endswith(said)


def test_a_report_of_a_whole_country_stays_readable(city: dict[str, Any]) -> None:
    """Of 400 goals those that need attention most, and the number of the rest."""
    many = {**city, "goals": [{**city["goals"][0], "status": "on_path"}] * 399 + [city["goals"][0]]}
    document = follow_document(many, "en")
    assert len(figures(document)) < 12
    assert max(len(table.rows) for table in tables(document)) <= 40
    assert "And 370 other goals" in words_of(document)


def test_a_few_values_make_no_chart(city: dict[str, Any]) -> None:
    words = Words("en")
    hidden = next(row for row in city["goals"] if row["why"] == "too_small")
    assert goal_chart(words, city, hidden, Names(words, city)) is None
    assert gap_chart(words, city, hidden, Names(words, city)) is None


@pytest.mark.parametrize("suffix", [".html", ".pdf", ".docx"])
def test_the_same_answer_gives_the_same_bytes(city: dict[str, Any], suffix: str) -> None:
    once, again = (followed_file(city, suffix, "nl") for _ in range(2))
    assert once == again


def test_the_pdf_and_the_word_file_hold_words_signs_and_headings(city: dict[str, Any]) -> None:
    import docx
    import pypdf

    document = follow_document(city, "nl")
    titles = [block.title for block in parts(document.sections) if isinstance(block, Section)]
    pages = pypdf.PdfReader(io.BytesIO(followed_file(city, ".pdf", "nl"))).pages
    text = " ".join(page.extract_text() for page in pages)
    assert "\N{REPLACEMENT CHARACTER}" not in text
    for title in titles:
        assert title in text
    file = docx.Document(io.BytesIO(followed_file(city, ".docx", "nl")))
    headings = [
        one.text for one in file.paragraphs if one.style and str(one.style.name).startswith("Heading")
    ]
    assert headings[: len(titles)] == titles
    assert len(figures(document)) == len(file.inline_shapes)


def test_every_sign_of_the_report_can_be_printed() -> None:
    from hiap.reports.pdf import printable

    assert printable("".join(SIGNS)) == "".join(SIGNS)


def report(target: Path, *more: str) -> Any:
    plan, data = (str(EXAMPLES / f"city-south{end}") for end in (".yaml", "-invented.csv"))
    return CliRunner().invoke(app, ["follow", plan, "--data", data, "--report", str(target), *more])


def test_the_command_writes_a_page_and_keeps_what_is_there(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    done = report(target, "--lang", "en")
    assert done.exit_code == 0
    assert str(target) in done.stderr
    page = target.read_text(encoding="utf-8")
    assert '<html lang="en">' in page
    assert "<script" not in page
    assert page.count("<h1>") == 1
    assert "(action, local)" in page, "what stands under the first cell of a row"
    again = report(target)
    assert again.exit_code == 2
    assert "is there already" in again.stderr
    assert target.read_text(encoding="utf-8") == page


@pytest.mark.parametrize(
    ("name", "said"),
    [("report.txt", "does not end in .html, .pdf or .docx"), ("no/report.pdf", "its folder is not there")],
)
def test_a_report_that_cannot_be_written_is_refused_before_anything(
    tmp_path: Path, name: str, said: str
) -> None:
    done = report(tmp_path / name)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []
