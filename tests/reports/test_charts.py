"""The pictures of a dossier: their numbers are those of the result, and none is told by a colour alone."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from sample import estimate, sample_result

from hiap import appraise
from hiap.reports.charts import BLUE, LOCALES, ORANGE, Chart
from hiap.reports.charts_evidence import acceptability_chart, tornado_chart
from hiap.reports.charts_money import cumulative_chart, matrix_chart, party_chart
from hiap.reports.charts_path import path_chart
from hiap.reports.charts_people import groups_chart, pyramid_chart
from hiap.reports.renderer import draw
from hiap.reports.text import Words

NAME = "sugar-tax"
Result = dict[str, Any]
Make = Callable[[Words, Result], Chart | None]
CHARTS: dict[str, Make] = {
    "party": lambda words, result: party_chart(words, result, result["scenarios"][NAME]),
    "cumulative": lambda words, result: cumulative_chart(words, result, result["scenarios"][NAME]),
    "matrix": lambda words, result: matrix_chart(words, result, result["scenarios"][NAME]),
    "tornado": lambda words, result: tornado_chart(words, result["scenarios"][NAME]),
    "acceptability": lambda words, result: acceptability_chart(words, result, result["scenarios"][NAME]),
    "groups": lambda words, result: groups_chart(words, result["scenarios"][NAME]),
    "path": lambda words, result: path_chart(words, result, result["scenarios"][NAME]),
    "pyramid": pyramid_chart,
}
INPUTS = [
    {
        "name": "transfer",
        "title": {
            "nl": "hoeveel van het effect hier verwacht wordt, " * 3,
            "en": "how much is expected here",
        },
        "share_of_variance": 0.6,
        "evppi_eur": 1.0e6,
        "low_eur": -4.0e8,
        "high_eur": 5.1e9,
    },
    {
        "name": "price",
        "title": {"nl": "prijs", "en": "price"},
        "share_of_variance": 0.2,
        "evppi_eur": 0.0,
        "low_eur": 3.3e9,
        "high_eur": 1.2e9,
    },
]


@pytest.fixture(scope="module")
def result() -> Result:
    """A real result with a few draws; the inputs that stand out, for which many are needed, are made up."""
    found: Result = copy.deepcopy(appraise([NAME], draws=4, workers=1))
    uncertainty = found["scenarios"][NAME]["uncertainty"]
    assert uncertainty["inputs"] == []
    uncertainty["inputs"] = INPUTS
    return found


@pytest.fixture(scope="module", params=["nl", "en"])
def words(request: pytest.FixtureRequest) -> Words:
    return Words(str(request.param))


@pytest.fixture(scope="module", params=sorted(CHARTS))
def chart(request: pytest.FixtureRequest, words: Words, result: Result) -> Chart:
    found = CHARTS[request.param](words, result)
    assert found is not None
    return found


def made(name: str, result: Result, lang: str = "en") -> Chart:
    found = CHARTS[name](Words(lang), result)
    assert found is not None
    return found


def values(chart: Chart) -> list[dict[str, Any]]:
    """The figures that a chart is drawn from."""
    data = chart.spec["data"]
    assert isinstance(data, dict)
    return list(data["values"])


def encodings(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every channel of a specification, with its mark."""
    if isinstance(value, dict):
        if isinstance(value.get("encoding"), dict):
            mark = value["mark"]
            kind = mark["type"] if isinstance(mark, dict) else mark
            yield kind, value["encoding"]
        for inner in value.values():
            yield from encodings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from encodings(inner)


def test_it_follows_the_schema_of_vega_lite(chart: Chart) -> None:
    altair = pytest.importorskip("altair")
    kind = altair.FacetChart if "facet" in chart.spec else altair.Chart
    kind.from_dict(chart.spec)


def test_its_title_is_a_sentence_and_it_has_words_and_a_table(chart: Chart) -> None:
    assert chart.title.endswith(".")
    assert len(chart.alt) > 60
    assert chart.table.rows
    assert all(len(row) == len(chart.table.head) for row in chart.table.rows)
    assert "{" not in chart.title + chart.alt


def test_every_figure_of_the_table_is_told(chart: Chart) -> None:
    said = chart.alt.replace("\N{NO-BREAK SPACE}", " ")
    first = chart.table.rows[0]
    assert first[0].text in said or first[1].text in said


def test_it_can_be_drawn_and_no_word_is_cut_off(chart: Chart, words: Words) -> None:
    (svg,) = draw([chart.spec], LOCALES[words.lang])
    assert svg.startswith("<svg")
    assert "…" not in svg


def test_what_a_colour_tells_is_told_besides(chart: Chart) -> None:
    """A colour by a field goes with a shape of that field, or with words or numbers in the picture."""
    found = list(encodings(chart.spec))
    by_colour = [channels["color"]["field"] for _, channels in found if "field" in channels.get("color", {})]
    by_shape = [channels["shape"]["field"] for _, channels in found if "field" in channels.get("shape", {})]
    words = any(kind == "text" for kind, _ in found)
    assert all(field in by_shape or words for field in by_colour)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.1)."""
    parts = [int(colour[k : k + 2], 16) / 255.0 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("page", ["#ffffff", "#14181d"])
@pytest.mark.parametrize("colour", [BLUE, ORANGE])
def test_marks_stand_out_on_both_pages(colour: str, page: str) -> None:
    light, dark = sorted((luminance(colour), luminance(page)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 3.0


def test_parties_and_health_add_up_to_the_balance(result: Result) -> None:
    scenario = result["scenarios"][NAME]
    rows = values(made("party", result))
    total = rows[-1]
    assert total["kind"] == "total"
    assert total["mean"] * 1e6 == pytest.approx(scenario["net_present_value_eur"]["mean"])
    assert sum(row["mean"] for row in rows[:-1]) == pytest.approx(total["mean"])
    parties = {name for name, found in scenario["by_party"].items() if not found["boundary"]}
    assert len(rows) == len(parties) + 3
    assert rows[-3]["label"] == "Lost pleasure (no money)"
    assert all((row["mean"] > 0) == (row["kind"] == "gain") for row in rows[:-1])
    assert [row["mean"] for row in rows[:-3]] == sorted((row["mean"] for row in rows[:-3]), reverse=True)


def test_another_perspective_shows_parties_without_a_sum(result: Result) -> None:
    other = {**result, "settings": {**result["settings"], "perspective": "public_finance"}}
    assert {row["kind"] for row in values(made("party", other))} == {"gain", "loss"}


@pytest.mark.parametrize(("factor", "start"), [(1.0, "The largest gain is for"), (-1.0, "The largest gain")])
def test_the_title_names_who_gains_and_who_loses(result: Result, factor: float, start: str) -> None:
    turned = copy.deepcopy(result)
    for party in turned["scenarios"][NAME]["by_party"].values():
        party["net_present_value_eur"] = estimate(factor * party["net_present_value_eur"]["mean"], 0.0, 0)
    found = made("party", turned)
    rows = [(row["label"], row["mean"]) for row in values(found) if row["kind"] in ("gain", "loss")][:-2]
    groups = [row for row in rows if row[0].startswith("Households")]
    assert len(groups) == 5
    together = ("Households", sum(mean for _, mean in groups))
    bars = sorted([*(row for row in rows if row not in groups), together], key=lambda row: -row[1])
    assert found.title.startswith(start)
    assert f"‘{bars[0][0]}’" in found.title
    assert f"‘{bars[-1][0]}’" in found.title


def test_a_group_of_households_is_named_alone_where_others_go_the_other_way(result: Result) -> None:
    turned = copy.deepcopy(result)
    parties = turned["scenarios"][NAME]["by_party"]
    for name, party in parties.items():
        party["net_present_value_eur"] = estimate(9.0e6 if name == "households_q1" else -5.0e6, 0.0, 0)
    assert "Households, least prosperous fifth" in made("party", turned).title
    parties["households_q1"]["net_present_value_eur"] = estimate(-9.0e6, 0.0, 0)
    assert made("party", turned).title.endswith("the largest loss is for ‘Households’: €29 million.")


@pytest.mark.parametrize(("sign", "start"), [(1.0, "No party is worse off"), (-1.0, "No party gains money")])
def test_the_title_says_when_all_gain_or_all_lose(result: Result, sign: float, start: str) -> None:
    turned = copy.deepcopy(result)
    for party in turned["scenarios"][NAME]["by_party"].values():
        party["net_present_value_eur"] = estimate(sign * 5.0e6, 0.0, 0)
    assert made("party", turned).title.startswith(start)


def test_the_fan_ends_at_the_balance_and_goes_without_draws(result: Result) -> None:
    scenario = result["scenarios"][NAME]
    found = made("cumulative", result)
    last = values(found)[-1]
    assert last["mean"] * 1e6 == pytest.approx(scenario["net_present_value_eur"]["mean"])
    assert last["low"] <= last["middle_low"] <= last["middle_high"] <= last["high"]
    assert [kind for kind, _ in encodings(found.spec)].count("area") == 2
    single = copy.deepcopy(result)
    for row in single["scenarios"][NAME]["cumulative"]:
        row["net_present_value_eur"].update(low=None, high=None)
        row.update(middle_low_eur=None, middle_high_eur=None)
    plain = made("cumulative", single)
    assert [kind for kind, _ in encodings(plain.spec)].count("area") == 0
    assert "band" not in plain.alt


@pytest.mark.parametrize(
    ("year", "start"),
    [(2040, "From 2040 on"), (2027, "Benefits exceed costs from the start"), (None, "In the end")],
)
def test_the_title_of_the_sum_says_when_it_is_square(result: Result, year: int | None, start: str) -> None:
    other = copy.deepcopy(result)
    other["scenarios"][NAME]["break_even_year"] = year
    found = made("cumulative", other)
    assert found.title.startswith(start)
    marked = "even in 2040" in str(found.spec)
    assert marked is (year == 2040)


def test_each_cell_of_the_matrix_is_what_moves_between_two(result: Result) -> None:
    moved = result["scenarios"][NAME]["pockets"]["matrix"]
    expected = sum(
        row["present_value_eur"]["mean"]
        for row in moved
        if row["payer"] == "employers" and row["receiver"] == "rijk_financien"
    )
    (cell,) = [
        row
        for row in values(made("matrix", result))
        if (row["payer"], row["receiver"]) == ("Employers", "State: Finance")
    ]
    assert float(cell["text"].replace(",", "")) == pytest.approx(expected / 1e6, rel=0.06)
    assert all(
        (row["kind"] == "less") == row["text"].startswith("-") for row in values(made("matrix", result))
    )


def test_the_tornado_shows_each_input_from_low_to_high(result: Result) -> None:
    rows = values(made("tornado", result))
    assert [(row["end"], row["value"]) for row in rows] == [
        ("number low", -400.0),
        ("number high", 5100.0),
        ("number low", 3300.0),
        ("number high", 1200.0),
    ]
    assert "how much is expected here" in made("tornado", result).title


def test_the_chances_are_those_of_the_result(result: Result) -> None:
    points = result["scenarios"][NAME]["uncertainty"]["acceptability"]
    found = made("acceptability", result)
    assert [(row["value"], row["chance"]) for row in values(found)] == [
        (point["qaly_value_eur"], point["chance"]) for point in points
    ]
    assert [row["value"] for row in values(found) if row["text"]] == result["settings"]["qaly_values_eur"]
    assert "€50,000" in found.title


def test_groups_add_up_to_the_gain_of_each_year(result: Result) -> None:
    rows = values(made("groups", result))
    for year in result["scenarios"][NAME]["by_year"]:
        gain = sum(row["haly"] for row in rows if row["year"] == year["year"])
        assert gain == pytest.approx(year["haly"]["mean"])


def test_where_a_group_loses_no_share_is_told(result: Result) -> None:
    other = copy.deepcopy(result)
    for year in other["scenarios"][NAME]["by_year"]:
        year["by_ses"]["Q5"] = -1.0
    assert made("groups", other).title == "Up to 2066 not every prosperity group gains healthy years."


def test_the_pyramid_holds_all_people_men_left_and_women_right(result: Result) -> None:
    rows = values(made("pyramid", result))
    people = sum(abs(row["people"]) for row in rows) * 1000.0
    assert people == pytest.approx(result["reference"]["population"]["mean"])
    assert all((row["people"] < 0) == (row["sex"] == "Men") for row in rows)
    assert "18,044,000 people" in made("pyramid", result).title


def test_the_path_names_the_measure_its_effects_and_the_largest_changes(result: Result) -> None:
    scenario = result["scenarios"][NAME]
    found = made("path", result)
    cases = scenario["cases_averted"]
    most = max(cases, key=lambda name: abs(cases[name]["mean"]))
    assert most == "diabetes"
    diseases = [row for row in found.table.rows if row[0].text == "Diseases"]
    assert len(diseases) == 6
    assert diseases[0][1].text == "Diabetes mellitus"
    assert diseases[0][2].text.endswith("fewer new cases")
    more = [row[2].text for row in diseases if row[2].text.endswith("more new cases")]
    assert more, "who lives longer gets other diseases"
    effects = [row[1].text for row in found.table.rows if row[0].text == "What changes"]
    assert effects == [effect["title"]["en"] for effect in scenario["description"]["effects"]]
    assert scenario["title"]["en"] in found.alt


def test_where_no_disease_falls_the_path_tells_of_healthy_years(result: Result) -> None:
    other = copy.deepcopy(result)
    for found in other["scenarios"][NAME]["cases_averted"].values():
        found["mean"] = -abs(found["mean"])
    title = other["scenarios"][NAME]["description"]["effects"][0]["title"]["en"]
    assert made("path", other).title.startswith(f"Through ‘{title}’ the number of healthy years changes by ")


def test_a_chance_that_is_nought_at_every_value_is_a_finding(result: Result) -> None:
    other = copy.deepcopy(result)
    for point in other["scenarios"][NAME]["uncertainty"]["acceptability"]:
        point["chance"] = 0.0
    assert made("acceptability", other).title.endswith("in none of 4 draws.")


def nothing() -> Result:
    """A result of a measure that does nothing."""
    found = sample_result(0, measures=1)
    scenario = found["scenarios"].pop("school-lunch")
    found["scenarios"][NAME] = scenario
    zero = estimate(0.0, 0.0, 0)
    for key in ("haly", "qaly", "life_years", "healthy_life_years", "deaths_averted"):
        scenario[key] = zero
    scenario["by_party"] = {}
    scenario["cases_averted"] = {"diabetes": zero}
    scenario["uncertainty"] = None
    scenario["pockets"] = {"matrix": []}
    scenario["cumulative"] = [{"year": 2027, "net_present_value_eur": zero}]
    scenario["by_year"] = [
        {"year": 2027, "haly": zero, "by_ses": {"Q1": 0.0, "Q2": 0.0}, "by_party": {}},
    ]
    return found


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_a_measure_that_does_nothing_has_no_picture(name: str) -> None:
    assert CHARTS[name](Words("nl"), nothing()) is None


@pytest.mark.parametrize("name", sorted(CHARTS))
def test_an_older_result_has_no_picture_it_cannot_have(name: str) -> None:
    bare: Result = {"settings": {}, "scenarios": {NAME: {}}, "reference": {}}
    assert CHARTS[name](Words("en"), bare) is None


def test_a_package_has_no_path(result: Result) -> None:
    other = copy.deepcopy(result)
    del other["scenarios"][NAME]["description"]
    assert CHARTS["path"](Words("nl"), other) is None
