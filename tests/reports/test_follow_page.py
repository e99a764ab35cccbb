"""What is told of a programme: word and shape, both languages, what is invented, what is withheld."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hiap.cli import app
from hiap.domain.names import LANGUAGES
from hiap.reports.follow import follow_sections, title
from hiap.reports.follow_tables import follow_rows
from hiap.reports.text import Words, entries
from hiap.workflow.follow import follow

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "follow"
CITY = (str(EXAMPLES / "city-south.yaml"), str(EXAMPLES / "city-south-invented.csv"))


@pytest.fixture(scope="module")
def city() -> dict[str, Any]:
    return follow(*CITY)


def said(found: dict[str, Any], lang: str) -> str:
    """Everything that the page says, on one line."""
    words = Words(lang)
    parts = [title(words, found)]
    for section in follow_sections(words, found):
        for table in section.tables:
            cells = [f"{cell.text} {cell.interval}" for row in table.rows for cell in row]
            parts += [table.caption, *table.head, *cells, table.note]
        parts += section.sentences
    return " ".join(parts)


def test_every_status_is_a_word_with_a_shape_of_its_own() -> None:
    """Never colour alone: each has a sign before its word, and no two the same."""
    for group in ("status", "state"):
        found = {key: entry for key, entry in entries()["text"].items() if key.startswith(f"follow.{group}.")}
        assert len(found) == 5
        for lang in LANGUAGES:
            signs = [entry[lang].partition(" ")[0] for entry in found.values()]
            assert all(len(sign) == 1 and not sign.isalnum() for sign in signs)
            assert len(set(signs)) == len(signs)
            assert all(entry[lang].partition(" ")[2] for entry in found.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_invented_figures_are_said_to_be_so_first(city: dict[str, Any], lang: str) -> None:
    assert title(Words(lang), city).splitlines()[1].startswith(("VERZONNEN", "INVENTED"))


def test_the_summary_stands_first(city: dict[str, Any]) -> None:
    first = follow_sections(Words("nl"), city)[0]
    assert first.tables == []
    assert "Te beoordelen doelen: 7 van 11, waarvan 4 op pad, 1 achter, 2 van het pad." in first.sentences[1]
    assert "ligt 57 % op schema" in first.sentences[2]
    assert "bij 11 doelen zijn dat er naar verwachting hoogstens 0,55" in first.sentences[3]


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("nl", ["■ van het pad", "◆ achter", "● op pad", "… te weinig gegevens", "▼ slechter", "◆ te laat"]),
        ("en", ["■ off path", "◆ behind", "● on path", "… too few data", "▼ worse", "◆ late", "✔ done"]),
    ],
)
def test_status_and_significance_are_told(city: dict[str, Any], lang: str, words: list[str]) -> None:
    text = said(city, lang)
    for word in words:
        assert word in text
    assert not re.search(r"\{\w+\}", text), "a blank that was not filled in"


def test_who_is_too_small_has_a_reason_and_no_number(city: dict[str, Any]) -> None:
    text = said(city, "en")
    assert "not shown: too small" in text
    assert (
        "numbers too small, or that would give such a one away; not shown: Good perceived health: Havenwijk"
        in text
    )


def aims(plan: str, lang: str) -> dict[str, tuple[str, str]]:
    """By goal what the plan says for the year of the last value, and its aim; without a data file."""
    words = Words(lang)
    table = follow_sections(words, follow(str(EXAMPLES / f"{plan}.yaml"), None))[1].tables[0]
    return {row[0].text.partition(":")[0]: (row[2].text, row[3].text) for row in table.rows}


def test_the_path_and_the_aim_have_the_unit_of_what_is_measured() -> None:
    """As the national note sets them: from 27.4 per cent ever smoked to none, from 299 suicides to fewer."""
    told = aims("national-note", "nl")
    assert told["Ooit gerookt (12 tot 25 jaar)"] == ("27,4 %", "0 % in 2040")
    assert told["Eet voldoende groente (4 tot 17 jaar)"] == ("54 %", "80 % in 2040")
    assert aims("rural", "en")["Smokes"] == ("30%", "24% in 2023")


def test_a_change_in_proportion_is_told_from_one_in_points() -> None:
    told = aims("region-youth", "nl")["Overgewicht in groep 7"][1]
    assert told == "25 % lager dan in 2019, in 2030"


def test_a_story_without_consent_is_counted_and_not_told(city: dict[str, Any]) -> None:
    text = said(city, "en")
    assert "4 told, 3 with consent, 2 may be published" in text
    assert "not chosen: a story without consent. The teller withdrew consent." in text
    assert "My son has work" not in text, "agreed to within the programme only"
    assert "I dare the stairs again" in text


def test_talks_are_told_mark_by_mark_and_not_averaged(city: dict[str, Any]) -> None:
    table = follow_sections(Words("nl"), city)[-1].tables[0]
    assert [row[1].text for row in table.rows] == ["6", "3", "4", "7", "5"]


def test_rows_have_every_value_once_with_its_status(city: dict[str, Any]) -> None:
    rows = follow_rows(city)
    keys = {(row["indicator"], row["place"], row["group"], row["year"]) for row in rows}
    assert len(keys) == len(rows) == city["data"]["values"]
    assert {row["figures"] for row in rows} == {"invented"}
    hidden = [row for row in rows if row["hidden_because"]]
    assert len(hidden) == city["data"]["hidden"]
    assert all(row["value"] is None and row["low_95"] is None for row in hidden)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["follow", *arguments])


def test_the_command_gives_all_three_forms() -> None:
    plan, data = CITY
    told = run(plan, "--data", data, "--lang", "en")
    assert told.exit_code == 0
    assert "Goals and their path" in told.stdout
    rows = list(csv.DictReader(io.StringIO(run(plan, "--data", data, "--format", "csv").stdout)))
    assert rows[0]["plan"] == "city-south"
    found = json.loads(run(plan, "--data", data, "--format", "json").stdout)
    assert found["schema"] == "hiap-followed/1"


def test_a_wrong_file_ends_with_two_and_every_row_that_is_wrong(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.csv"
    wrong.write_text(
        "indicator,place,year,value\nbenefit,south,2012,101\nbenefits,south,2012,5\n", encoding="utf-8"
    )
    done = run(CITY[0], "--data", str(wrong))
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "wrong.csv:2: benefit: 101 percent is over 100" in done.stderr
    assert "wrong.csv:3: indicator: benefits is not in the plan; did you mean benefit?" in done.stderr


def test_a_plan_without_data_is_told_from_its_photo() -> None:
    done = run(str(EXAMPLES / "national-note.yaml"), "--lang", "en")
    assert done.exit_code == 0
    assert "The figures come from published documents" in done.stdout
    assert "○ too early" in done.stdout
    assert "Suicides of people under 30" in done.stdout
