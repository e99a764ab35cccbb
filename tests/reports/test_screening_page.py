"""A screening in words: the paragraph of 150 to 250 words in two languages, the tables, and the command."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from hiap import screen
from hiap.catalogue.folder import pack_folder
from hiap.catalogue.measures import register_ids
from hiap.domain.names import LANGUAGES
from hiap.reports.screening import FEWEST_WORDS, MOST_WORDS, paragraph
from hiap.reports.screening_tables import screening_rows, screening_sentences, screening_tables
from hiap.reports.text import Words

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("screening-*.yaml"))
ALL = [*(str(path) for path in EXAMPLES), *register_ids()]


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "hiap", "screen", *arguments]
    return subprocess.run(line, check=False, capture_output=True, encoding="utf-8", cwd=ROOT)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("what", ALL, ids=lambda what: Path(what).stem)
def test_the_paragraph_has_its_length_and_its_outcome(what: str, lang: str) -> None:
    text = paragraph(Words(lang), screen(what))
    assert FEWEST_WORDS <= len(text.split()) <= MOST_WORDS
    assert ("Uitkomst:" if lang == "nl" else "Outcome:") in text
    assert ("Reden:" if lang == "nl" else "Reason:") in text
    assert "{" not in text
    assert ".." not in text


def test_the_paragraph_says_what_may_not_be_left_out() -> None:
    text = paragraph(Words("en"), screen(str(ROOT / "examples" / "screening-insulation.yaml")))
    assert "Good for health: a dry and warm home and less debt." in text
    assert "Bad is the effect on: fine particles, legionella and noise." in text
    assert "one does not cancel out the other" in text
    assert "There is a trade-off with other goals: lower emission of greenhouse gases" in text
    table = ROOT / "src" / "hiap" / "data" / "packs" / "NLD" / "2025" / "sensitivity.csv"
    with table.open(encoding="utf-8", newline="") as stream:
        per_unit = sum(float(row["value"]) for row in csv.DictReader(stream) if row["risk_factor"] == "pm25")
    loss = round(0.05 * per_unit, -3)  # 0.05 µg/m3 for everybody, told in thousands
    assert f"an estimated loss of {loss:,.0f} healthy years in 40 years" in text
    assert "For mental health it is about:" in text
    assert "It asks much of people themselves" in text


def test_precaution_and_harm_below_the_norm_are_told() -> None:
    text = paragraph(Words("nl"), screen(str(ROOT / "examples" / "screening-airport-homes.yaml")))
    assert "Reden voor voorzorg: wat ultrafijn stof" in text
    assert "Ook binnen de wettelijke norm: de wettelijke grens" in text
    assert "De verschillen in gezondheid worden groter bij: geluid en stikstofdioxide." in text


def test_a_margin_that_reaches_a_loss_says_so() -> None:
    """The interval of the study of cooler streets includes warmer ones.

    0.4 degrees times 0.5 times 0.8 for a tenth of the people is 0.016 of what a degree gives, in two digits.
    """
    rows = pack_folder("NLD/2025").rows("sensitivity")
    gained = 0.016 * sum(float(row["value"]) for row in rows if row["risk_factor"] == "heat")
    told = f"{round(gained, -2):,.0f}".replace(",", ".")
    assert 1_000 < gained < 10_000
    assert re.search(
        rf"{re.escape(told)} gezonde jaren winst in 40 jaar \(-\d+ tot \d\.\d+\)",
        paragraph(Words("nl"), screen("cool-streets")),
    )


def test_points_without_a_range_are_told(tmp_path: Path) -> None:
    document = yaml.safe_load((ROOT / "examples" / "screening-insulation.yaml").read_text(encoding="utf-8"))
    ranged = paragraph(Words("en"), screen(str(ROOT / "examples" / "screening-insulation.yaml")))
    for touch in document["touches"]:
        for number in (touch.get("points"), touch.get("share")):
            for end in ("low", "high") if number else ():
                number.pop(end, None)
    bare = tmp_path / "bare.yaml"
    bare.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    told = "how sure the number of points itself is was not given (fine particles)"
    assert told not in ranged
    assert told in paragraph(Words("en"), screen(str(bare)))


def test_who_is_concerned_is_told_by_age_sex_and_group() -> None:
    assert "It is about: people aged 65 and over." in paragraph(Words("en"), screen("fall-prevention"))


def test_a_no_has_its_reason_in_the_paragraph() -> None:
    text = paragraph(Words("en"), screen(str(ROOT / "examples" / "screening-archive-law.yaml")))
    assert "people's income, work, home, surroundings and care stay the same" in text
    assert "Outcome: no further study of health is needed." in text


@pytest.mark.parametrize("what", ALL, ids=lambda what: Path(what).stem)
def test_the_tables_fit_in_80_columns(what: str) -> None:
    for lang in LANGUAGES:
        done = command(what, "--lang", lang)
        assert done.returncode == 0, done.stderr
        assert max(len(line.rstrip()) for line in done.stdout.splitlines()) <= 80


def test_the_site_says_what_is_missing() -> None:
    result = screen(str(ROOT / "examples" / "screening-airport-homes.yaml"))
    lines = screening_sentences(Words("en"), result)
    assert "- Monitoring: missing" in lines
    assert "- Advice of the public health service: asked, not yet given" in lines
    scores = screening_tables(Words("en"), result)[-1]
    assert [cell.text for cell in scores.rows[0]] == ["Noise of aircraft", "6", "6"]
    assert "do not add up" in scores.caption


def test_rows_for_programs_have_one_line_a_chain() -> None:
    result = screen("phone-ban-at-school")
    rows = screening_rows(result)
    assert [row["leads_to"] for row in rows] == ["mental_wellbeing"]
    assert rows[0]["sources"] == "ivie-2020"
    done = command("phone-ban-at-school", "--format", "csv")
    assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == 1


def test_the_command_gives_the_result_as_json() -> None:
    done = command("sugar-tax", "--format", "json")
    assert json.loads(done.stdout) == screen("sugar-tax")


def test_the_command_lists_determinants() -> None:
    done = command("--determinants", "--format", "json")
    assert "problem_debt" in {row["id"] for row in json.loads(done.stdout)}


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "names nothing; give a file or an id"),
        (("sugar-tax", "--determinants"), "names both"),
        (("sugar-tax", "--lang", "de"), "'de' is not known"),
        (("sugar-tex",), "no measure sugar-tex in the catalogue"),
        (("sugar-tax", "--pack", "NLD/1900"), "NLD/1900 is no pack"),
    ],
)
def test_bad_input_ends_with_2_and_says_why(arguments: tuple[str, ...], told: str) -> None:
    done = command(*arguments)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stdout == ""
