"""For whom a measure works out well, as the dossier tells it."""

from __future__ import annotations

from typing import Any

import pytest
from sample import sample_result
from sample_equity import equity

from hiap.reports.charts_equity import gain_chart, plane_chart
from hiap.reports.document import Facts, Figure, Section, parts
from hiap.reports.dossier import dossier
from hiap.reports.equity import floor_table, gap_table, sentences, tables, weighed_table
from hiap.reports.equity_detail import INDICES, detail_section, index_table, weights_table
from hiap.reports.text import Words


def exact(mean: float) -> dict[str, Any]:
    """An estimate without draws."""
    return {"mean": mean, "low": None, "high": None, "chance_positive": None}


SCENARIO = {"equity": equity(exact)}


def test_the_gap_is_in_years_and_its_change_in_days() -> None:
    table = gap_table(Words("en"), SCENARIO)
    assert table is not None
    first = [cell.text for cell in table.rows[0]]
    # -.02 and -.01 of a year are -7.3 and -3.7 days.
    assert first == ["2030", "23.9", "-7.3", "6.5", "-3.7"]
    assert len(table.rows) == 2
    assert len(table.head) == len(first)


def test_a_weighted_gain_stands_under_the_one_that_is_not() -> None:
    table = weighed_table(Words("nl"), SCENARIO)
    assert table is not None
    texts = [[cell.text for cell in row] for row in table.rows]
    assert texts == [
        ["Niet gewogen: het gemiddelde", "3,7", "0"],
        ["Atkinson, ε = 10,95", "4,4", "0,73"],
        ["Kolm, α = 0,15", "4,4", "0,73"],
    ]
    assert "73.600 euro per QALY" in table.note


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "nl",
            [
                "Het verschil wordt kleiner.",
                "De laagste groep is 15 % van de mensen en krijgt 28 % van de gezondheidswinst.",
                "Gekozen doel: Het verschil verkleinen. De maatregel brengt dit doel dichterbij.",
            ],
        ),
        (
            "en",
            [
                "The gap becomes smaller.",
                "The lowest group is 15% of the people and gets 28% of the health gain.",
                "Chosen goal: Narrow the gap. The measure brings this goal nearer.",
            ],
        ),
    ],
)
def test_gap_share_and_goal_are_told_in_words(lang: str, said: list[str]) -> None:
    direction, lowest, floor, goal = sentences(Words(lang), SCENARIO)
    assert [direction, lowest, goal] == said
    assert "2040" in floor
    assert "60" in floor


@pytest.mark.parametrize(
    ("absolute", "lowest", "by_age", "said"),
    [
        ("widens", 3.0, {"0-64": 1.0, "65+": 9.0}, "more people over 75 per 1,000."),
        ("widens", 3.0, {"0-64": 9.0, "65+": 1.0}, "a group with more healthy people."),
        ("widens", 1.0, {"0-64": 1.0, "65+": 9.0}, ""),
        ("narrows", 3.0, {"0-64": 1.0, "65+": 9.0}, ""),
        ("unclear", 3.0, {"0-64": 1.0, "65+": 9.0}, ""),
    ],
)
def test_why_the_gap_grows_while_the_lowest_group_gains_more(
    absolute: str, lowest: float, by_age: dict[str, float], said: str
) -> None:
    found = {
        "direction": {"absolute": absolute, "nl": "Groter.", "en": "Larger."},
        "gain": {"by_age": {band: exact(mean) for band, mean in by_age.items()}},
    }
    groups = {name: {"per_1000_haly": exact(mean)} for name, mean in (("Q1", lowest), ("Q5", 2.0))}
    _, *why = sentences(Words("en"), {"equity": found, "by_ses": {**groups, "all": exact(2.0)}})
    assert bool(why) is bool(said)
    assert "".join(why).endswith(said)


def test_what_was_not_computed_is_left_out() -> None:
    nothing: dict[str, Any] = {"expectancy": [], "direction": None, "floor": None, "distribution": None}
    lowest = {"group": "all", "share_of_people": 1.0, "share_of_gain": None}
    goal = SCENARIO["equity"]["goal"]
    scenario = {"equity": {**nothing, "gain": {"lowest": lowest}, "goal": goal}}
    assert tables(Words("en"), scenario) == []
    assert sentences(Words("en"), scenario) == [
        "Chosen goal: Narrow the gap. The measure brings this goal nearer."
    ]
    assert tables(Words("en"), {}) == []
    assert sentences(Words("en"), {}) == []


def test_every_index_stands_beside_its_change_in_a_readable_unit() -> None:
    table = index_table(Words("en"), SCENARIO)
    assert table is not None
    assert "in 2040" in table.caption
    shown = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
    assert len(shown) == len(INDICES)
    # -.02 of a year are -7.3 days; -.00002 of an index is -20 millionths.
    assert shown["Slope index (SII), in years"] == ["27.9", "-7.3", "10.5", "-3.7"]
    assert shown["Concentration index"] == ["1.250", "-20", "1.250", "-20"]
    assert shown["Wagstaff’s index"] == ["–"] * 4


def test_weighted_gains_stand_beside_those_that_are_not() -> None:
    table = weights_table(Words("nl"), SCENARIO)
    assert table is not None
    assert [cell.text for cell in table.rows[0]][1:] == ["70,0", "3,7", "1,50", "5,5", "1,50", "5,5"]
    assert [cell.text for cell in table.rows[1]][1:] == ["77,0", "3,7", "0,50", "1,8", "0,50", "1,8"]
    assert len(table.head) == len(table.rows[0])


def test_the_gain_by_sex_and_age_is_a_chart_with_its_figures() -> None:
    chart = gain_chart(Words("nl"), {**SCENARIO, "haly": exact(12_345.0)})
    assert chart is not None
    assert [row[0].text for row in chart.table.rows] == ["Mannen", "Vrouwen", "0-19 jaar", "20+ jaar"]
    # A band from 20 on says nothing about 65 and over.
    assert chart.title == "Gezonde jaren naar geslacht en naar leeftijd."
    old = {"by_sex": {"male": exact(40.0), "female": exact(60.0)}}
    old["by_age"] = {"0-64": exact(10.0), "65+": exact(90.0)}
    told = gain_chart(Words("nl"), {"haly": exact(100.0), "equity": {"gain": old}})
    assert told is not None
    assert "60 % bij vrouwen, en 90 % bij mensen" in told.title


@pytest.mark.parametrize(
    ("health", "equity_effect", "said"),
    [
        (9.0, 1.0, "gives more health, and most to"),
        (9.0, -1.0, "gives more health, but least to"),
        (-9.0, 1.0, "costs health, but least in"),
        (-9.0, -1.0, "costs health, and most in"),
    ],
)
def test_the_corner_of_the_only_measure_is_told(health: float, equity_effect: float, said: str) -> None:
    result = sample_result(draws=0, measures=1)
    plane = result["scenarios"]["school-lunch"]["equity"]["distribution"]["plane"]
    plane |= {"health": exact(health), "equity": exact(equity_effect)}
    chart = plane_chart(Words("en"), result)
    assert chart is not None
    assert said in chart.title


@pytest.mark.parametrize(
    ("health", "equity_effect", "chance"),
    [
        ((2.0, 16.0), (0.5, 1.5), False),
        ((-2.0, 20.0), (0.5, 1.5), True),
        ((2.0, 16.0), (-0.5, 2.5), True),
        ((2.0, 16.0), (0.0, 2.0), True),
        ((None, None), (None, None), False),
    ],
)
def test_a_corner_that_may_be_chance_is_told_as_such(
    health: tuple[float | None, float | None],
    equity_effect: tuple[float | None, float | None],
    *,
    chance: bool,
) -> None:
    result = sample_result(draws=0, measures=1)
    plane = result["scenarios"]["school-lunch"]["equity"]["distribution"]["plane"]
    for key, mean, (low, high) in (("health", 9.0, health), ("equity", 1.0, equity_effect)):
        plane[key] = {"mean": mean, "low": low, "high": high, "chance_positive": None}
    chart = plane_chart(Words("nl"), result)
    assert chart is not None
    assert chart.title.endswith("Dit kan toeval zijn.") is chance


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("nl", "Geld van gemeenten en Rijk telt hier niet mee."),
        ("en", "Money of municipalities and the State does not count here."),
    ],
)
def test_net_health_says_whose_money_is_not_in_it(lang: str, said: str) -> None:
    words, result = Words(lang), sample_result(draws=0, measures=1)
    scenario = result["scenarios"]["school-lunch"]
    chart = plane_chart(words, result)
    plane = chart.table if chart else None
    for table in (plane, weighed_table(words, scenario), weights_table(words, scenario)):
        assert table is not None
        assert said in table.note


def test_the_appendix_explains_every_index_and_folds_each_measure() -> None:
    result = sample_result(draws=100)
    section = detail_section(Words("en"), result)
    assert section is not None
    (terms,) = (block for block in parts(section.blocks) if isinstance(block, Facts))
    assert len(terms.pairs) == len(INDICES) + 2
    folded = [block for block in section.blocks if isinstance(block, Section) and block.kind == "folded"]
    touched = [one for one in result["scenarios"].values() if one["haly"]["mean"]]
    assert len(folded) == len(touched)
    drawn = [one for one in folded if any(isinstance(block, Figure) for block in one.blocks)]
    assert drawn == folded[-1:]  # the package
    assert section in list(parts(dossier(result, "en").sections))


def test_a_result_without_a_distribution_has_no_detail() -> None:
    result = sample_result(draws=0, measures=1)
    result["scenarios"]["school-lunch"]["equity"] = None
    assert detail_section(Words("nl"), result) is None


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "nl",
            "Wie dat zijn: mannen in welvaartsgroep 1 (minst welvarend); vrouwen in welvaartsgroep "
            "1 (minst welvarend). In een deel van de trekkingen ook mannen in welvaartsgroep 2. "
            "Van hen is 25 % jonger dan 20 en 25 % 65 of ouder.",
        ),
        (
            "en",
            "Who they are: men in prosperity group 1 (least prosperous); women in prosperity group "
            "1 (least prosperous). In some of the draws also men in prosperity group 2. "
            "Of them 25% are under 20 and 25% are 65 or over.",
        ),
    ],
)
def test_who_is_below_the_floor_is_told(lang: str, said: str) -> None:
    assert sentences(Words(lang), SCENARIO)[2].endswith(said)


@pytest.mark.parametrize(
    ("of_the_pack", "lifted", "said"),
    [
        (True, 0.0, ("leven (ondergrens van dit model)", "komt niemand boven die grens")),
        (False, 0.0, ("leven (gekozen ondergrens)", "komt niemand boven die grens")),
        (None, 20_000.0, ("leven (ondergrens)", "komen 20.000 mensen boven die grens")),
    ],
)
def test_a_floor_is_chosen_only_where_one_was_given(
    of_the_pack: bool | None, lifted: float, said: tuple[str, str]
) -> None:
    changed = {**SCENARIO["equity"]["floor"], "of_the_pack": of_the_pack, "people_lifted": exact(lifted)}
    text = sentences(Words("nl"), {"equity": {**SCENARIO["equity"], "floor": changed}})[2]
    assert all(one in text for one in said)


def test_who_is_below_the_floor_stands_in_a_table() -> None:
    table = floor_table(Words("nl"), SCENARIO)
    assert table is not None
    assert [row[0].text for row in table.rows] == [
        *("Mannen, 1 (minst welvarend)", "Mannen, 2", "Vrouwen, 1 (minst welvarend)"),
        *("0-19 jaar", "20-64 jaar", "65+ jaar"),
    ]
    assert [cell.text for cell in table.rows[1]] == ["Mannen, 2", "59", "500.000", "0"]
    assert "60 jaar in goede ervaren gezondheid" in table.caption
