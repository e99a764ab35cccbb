"""A number that rests on several studies: it must be what they give, and they are shown beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pooled_measure import CLAIMED, POOLED, SIZE

from hiap import InputError, load_measure, load_pack, vocabulary_of
from hiap.domain.errors import Fault
from hiap.evidence.pooling import studies_of
from hiap.reports.forest import forest_charts
from hiap.reports.text import Words
from hiap.workflow.show import show


def faults(text: str, folder: Path) -> list[Fault]:
    """What is refused in a file."""
    path = folder / "lessons.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        load_measure(str(path), vocabulary_of(load_pack()))
    except InputError as error:
        return list(error.faults)
    return []


def test_studies_that_give_the_number_are_taken(tmp_path: Path) -> None:
    assert faults(POOLED, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("value: 0.8\n", "value: 0.7\n", "value 0.7 is not what its studies give"),
        ("high: 1.1520\n", "high: 1.09\n", "high 1.09 is not what its studies give"),
        ("low: 0.6, high: 1.0666667, n: 400", "low: 0.9, high: 1.1, n: 400", "0.8 is not inside 0.9 to 1.1"),
        ("low: 0.6, high: 1.0666667, n: 400", "low: -0.6, high: 1.1, n: 400", "-0.6 has no logarithm"),
        ("n: 400}", "n: 400, source: nobody}", "source nobody is not in sources"),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(old: str, new: str, told: str, tmp_path: Path) -> None:
    assert old in POOLED
    text = POOLED.replace(old, new, 1)
    found = faults(text, tmp_path)
    assert [told in fault.message for fault in found] == [True]
    assert found[0].line == text[: text.index(new)].count("\n") + 1


def test_the_cure_says_what_the_studies_give(tmp_path: Path) -> None:
    found = faults(POOLED.replace("value: 0.8\n", "value: 0.7\n"), tmp_path)
    assert [fault.cure for fault in found] == ["write value: 0.8, low: 0.556, high: 1.15"]


def test_one_study_is_not_pooled(tmp_path: Path) -> None:
    lines = [line for line in POOLED.splitlines(keepends=True) if "South" not in line and "West" not in line]
    assert [fault.message for fault in faults("".join(lines), tmp_path)] == [
        "effects/fewer/size: 1 studies cannot be pooled"
    ]


def test_a_number_without_studies_has_none(tmp_path: Path) -> None:
    path = tmp_path / "lessons.yaml"
    path.write_text(POOLED, encoding="utf-8")
    effect = load_measure(str(path), vocabulary_of(load_pack())).effects[0]
    assert studies_of(effect.transfer) is None
    assert effect.size is not None
    found = studies_of(effect.size)
    assert found is not None
    assert found["unexplained"] == 0.0
    assert f"value: {found['value']:.1f}, low: {found['low']:.4f}, high: {found['high']:.4f}" == SIZE


@pytest.fixture
def described(tmp_path: Path) -> dict[str, object]:
    path = tmp_path / "lessons.yaml"
    path.write_text(POOLED, encoding="utf-8")
    return show(str(path))


def test_show_lists_the_studies(described: dict[str, object]) -> None:
    text = json.dumps(described["effects"])
    assert [text.count(name) for name in ("North 2010", "South 2015", "West 2020")] == [1, 1, 1]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_forest_plot_has_a_row_for_each_study_their_mean_and_the_next_setting(
    described: dict[str, object], lang: str
) -> None:
    words = Words(lang)
    (chart,) = forest_charts(words, {"description": described})
    names = [row[0].text for row in chart.table.rows]
    assert names == ["North 2010", "South 2015", "West 2020", words("forest.mean"), words("forest.next")]
    assert {row[3].text.removesuffix("%").strip() for row in chart.table.rows[:3]} == {"33"}
    assert chart.table.rows[3][1].text == {"nl": "0,8", "en": "0.8"}[lang]
    assert chart.alt.count("0,8" if lang == "nl" else "0.8") >= 4
    assert {"nl": "3 studies geven samen 0,8 (", "en": "3 studies together give 0.8 ("}[lang] in chart.title
    pytest.importorskip("altair").Chart.from_dict(chart.spec)


def test_a_claim_may_rest_on_studies_too(tmp_path: Path) -> None:
    assert faults(CLAIMED, tmp_path) == []
    path = tmp_path / "lessons.yaml"
    path.write_text(CLAIMED, encoding="utf-8")
    (claim,) = load_measure(str(path), vocabulary_of(load_pack())).claims
    found = studies_of(claim)
    assert found is not None
    assert (found["predicted_low"], found["chosen"]) == (None, None)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("value: -1.0\n", "value: -1.1\n", "claims/weight: value -1.1 is not what its studies give"),
        ("-0.808, n: 150, source: review}", "-0.808, n: 150}", "claims/weight: East 2011 has no source"),
        (
            "-0.808, n: 150, source: review}",
            "-0.808, n: 150, source: old}",
            "claims/weight: East 2011: source old was not read",
        ),
        ("metric: difference", "metric: rr", "claims/weight: ratios are added on a plain scale"),
        ("grade: C\n    pooled", "grade: B\n    pooled", "grade B without the words that hold the number"),
    ],
)
def test_a_claim_that_its_studies_do_not_bear_is_refused(
    old: str, new: str, told: str, tmp_path: Path
) -> None:
    unread = "  old: {authors: B, year: 1990, title: U, read: false}\n"
    text = CLAIMED + unread
    assert faults(text, tmp_path) == []
    assert old in text
    assert any(told in fault.message for fault in faults(text.replace(old, new, 1), tmp_path))


def test_a_claim_has_its_own_forest_plot_that_says_it_is_not_computed_with(tmp_path: Path) -> None:
    path = tmp_path / "lessons.yaml"
    path.write_text(CLAIMED, encoding="utf-8")
    described, words = show(str(path)), Words("en")
    effect, claim = forest_charts(words, {"description": described})
    assert [row[0].text for row in claim.table.rows] == ["East 2011", "Middle 2012", words("forest.mean")]
    assert ("All trials that there are." in effect.table.note, "All trials" in claim.table.note) == (
        True,
        False,
    )
    assert "not computed with" in claim.table.note
    document = described["document"]
    assert isinstance(document, dict)
    assert "pooled" in document["claims"][0]


def test_a_number_behind_an_outcome_has_a_forest_plot() -> None:
    described = show("ips-supported-employment")
    (chart,) = forest_charts(Words("nl"), {"description": described})
    assert len(chart.table.rows) == 10
    assert "Alle proeven met loting in Europa" in chart.table.note
    document = described["document"]
    assert isinstance(document, dict)
    assert not any("pooled" in claim for claim in document["claims"])
