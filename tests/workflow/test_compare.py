"""Results beside each other: what differs is named, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import hiap
from hiap.domain.errors import InputError
from hiap.reports.comparison import comparison_rows, comparison_sentences, comparison_tables
from hiap.reports.text import Words
from hiap.workflow.compare import OUTCOMES, compare, moved

ROOT = Path(__file__).resolve().parents[2]


def result(path: Path, share: str, **settings: Any) -> Any:
    text = (ROOT / "examples" / "my-measure.yaml").read_text(encoding="utf-8")
    assert 'version: "1"' in text
    path.write_text(text.replace('version: "1"', f'version: "{share}"'), encoding="utf-8")
    return hiap.appraise([str(path)], **settings)


def beside(one: Any, other: Any) -> Any:
    """The one comparison of two results."""
    comparisons: Any = compare([one, other])["comparisons"]
    return comparisons[0]


def test_the_same_result_differs_in_nothing(tmp_path: Path) -> None:
    one = result(tmp_path / "m.yaml", "1")
    found = beside(one, one)
    for part in ("made_with", "settings", "measures", "inputs", "scenarios_only_in_first"):
        assert found[part] == [], part
    assert {row["moved"] for row in found["outcomes"]} == {"none"}
    assert len(found["outcomes"]) <= len(OUTCOMES)


def test_a_field_a_setting_and_a_number_that_differ_are_named(tmp_path: Path) -> None:
    one = result(tmp_path / "m.yaml", "1")
    other = result(tmp_path / "n.yaml", "2", years=20)
    changed = {**other, "inputs": [{**other["inputs"][-1], "value": 123.0}, *other["inputs"][:-1]]}
    found = beside(one, changed)
    assert [row["setting"] for row in found["settings"]] == ["years"]
    assert [(row["field"], row["first"], row["other"]) for row in found["measures"]] == [
        ("version", "1", "2")
    ]
    assert [row["name"] for row in found["inputs"]] == [other["inputs"][-1]["name"]]
    assert found["inputs"][0]["other"]["value"] == 123.0


def test_scenarios_of_one_result_only_are_named(tmp_path: Path) -> None:
    one, other = hiap.appraise(["school-lunch"]), hiap.appraise(["debt-relief"])
    found = beside(one, other)
    assert found["scenarios_only_in_first"] == ["school-lunch"]
    assert found["scenarios_only_in_other"] == ["debt-relief"]
    assert found["outcomes"] == []


def test_a_perspective_is_named_and_its_parties_are_no_differences_of_their_own() -> None:
    one, other = hiap.appraise(["debt-relief"]), hiap.appraise(["debt-relief"], perspective="care")
    found = compare([one, other])
    settings = found["comparisons"][0]["settings"]  # type: ignore[index]
    assert [(row["setting"], row["first"], row["other"]) for row in settings] == [
        ("perspective", "society", "care")
    ]
    table = comparison_tables(Words("nl"), found)[0]
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["perspectief", "Maatschappij", "Zorg (Zvw, Wlz en gemeenten)"]
    ]


def test_a_scenario_of_one_run_only_has_its_title() -> None:
    one, other = hiap.appraise(["school-lunch"]), hiap.appraise(["debt-relief"])
    told = " ".join(comparison_sentences(Words("nl"), compare([one, other])))
    assert "Alleen in run 1: Schoolmaaltijden." in told
    assert "Alleen in run 2: Meer schuldhulp door gemeenten." in told


@pytest.mark.parametrize(
    ("before", "after", "how"),
    [
        ((5, 3, 7), (5, 3, 7), "none"),
        ((5, 3, 7), (6, 4, 8), "within"),
        ((5, 3, 7), (9, 8, 10), "beyond"),
        ((5, None, None), (6, None, None), "changed"),
        ((None, None, None), (6, None, None), "only_one"),
        ((1e9, None, None), (1e9 + 0.5, None, None), "none"),
    ],
)
def test_how_an_estimate_moved(before: tuple[Any, ...], after: tuple[Any, ...], how: str) -> None:
    first, other = (dict(zip(("mean", "low", "high"), ends, strict=True)) for ends in (before, after))
    assert moved(first, other) == how


def test_it_is_told_in_both_languages() -> None:
    one, other = hiap.appraise(["debt-relief"]), hiap.appraise(["debt-relief"], perspective="municipalities")
    found = compare([one, other])
    assert len(comparison_rows(found)) == len(OUTCOMES)
    for lang, word in (("nl", "perspectief"), ("en", "perspective")):
        words = Words(lang)
        inputs, _outcomes = comparison_tables(words, found)
        assert word in [row[0].text for row in inputs.rows]
        assert list(comparison_sentences(words, found)) == []


def test_one_result_or_another_form_is_refused() -> None:
    with pytest.raises(InputError, match="fewer than two runs"):
        compare([hiap.appraise(["school-lunch"])])
    with pytest.raises(InputError, match="result 2: is no result"):
        compare([hiap.appraise(["school-lunch"]), {}])
