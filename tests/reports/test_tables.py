"""The tables of the terminal: complete, without colour codes when redirected, and printable anywhere."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping

import pytest
from sample import sample_result

from hiap.reports.appendix import reference_tables
from hiap.reports.blocks import NOTHING, Cell, Table, budget_tables, words_cell
from hiap.reports.effectiveness import effectiveness_table
from hiap.reports.mkba import mkba_table
from hiap.reports.page import dossier_html
from hiap.reports.result import part, scenarios
from hiap.reports.summary import print_summary
from hiap.reports.tables import detail_rows, json_text, print_blocks, print_rows
from hiap.reports.text import Words
from hiap.reports.variants import variants_tables


def _summary(draws: int, lang: str) -> str:
    stream = io.StringIO()
    print_summary(sample_result(draws), lang, stream)
    return stream.getvalue()


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_balance_that_is_not_of_society_says_whose_it_is(lang: str) -> None:
    result = sample_result(100)
    ours, theirs = io.StringIO(), io.StringIO()
    print_summary(result, lang, ours)
    title = {"nl": "Zorg", "en": "Care"}
    other = {**result["settings"], "perspective": "care", "perspective_title": title}
    print_summary({**result, "settings": other}, lang, theirs)
    told = {"nl": "zijn die van: Zorg.", "en": "are those of: Care."}[lang]
    assert told in " ".join(theirs.getvalue().split())
    assert told not in " ".join(ours.getvalue().split())


def test_the_summary_has_every_scenario_and_figure() -> None:
    text = _summary(100, "nl")
    for word in (
        "Gezonde schoollunch",
        "Snelle hulp bij schulden",
        "Alles samen",
        "HALY, hier ook",
        "Omslagpunt",
        "op de 10",
    ):
        assert word in text
    assert "12.000" in text
    assert "(8.000 tot 17.000)" in text
    assert "huidig beleid met trends" in text
    assert "2,8 %" in text


def test_without_draws_there_is_no_chance_and_no_interval() -> None:
    text = _summary(0, "en")
    assert "Chance" not in text
    assert "8,000 to" not in text


@pytest.mark.parametrize(("draws", "title"), [(0, "Omslagpunt"), (100, "Omslagpunt en kans")])
def test_the_year_of_the_break_even_stands_below_its_table(draws: int, title: str) -> None:
    result = sample_result(draws, measures=1)
    scenario = result["scenarios"]["school-lunch"]
    told = []
    for year in (2041, None):
        stream = io.StringIO()
        print_summary({**result, "scenarios": {"a": {**scenario, "break_even_year": year}}}, "nl", stream)
        assert title in [line.strip() for line in stream.getvalue().splitlines()]
        told.append(" ".join(stream.getvalue().split()))
    balance = scenario["net_present_value_eur"]
    sure = not draws or balance["low"] >= 0.0
    yes = "zijn de kosten terugverdiend vanaf 2041." if sure else "zijn de kosten gemiddeld terugverdiend"
    no = "worden de kosten niet terugverdiend." if sure else "worden de kosten gemiddeld niet terugverdiend;"
    assert f"Bij € 50.000 per QALY {yes}" in told[0]
    assert f"Bij € 50.000 per QALY {no}" in told[1]
    assert Words("nl")("summary.break_even") in told[0]


@pytest.mark.parametrize(
    ("year", "told"),
    [(2027, "the balance is not below zero from 2027 on"), (None, "the balance stays below zero")],
)
def test_of_a_party_the_balance_is_told_and_no_cost_that_it_earns_back(year: int | None, told: str) -> None:
    """Insurers who paid nothing were said to have the costs of the measure back."""
    result = sample_result(0, measures=1)
    scenario = {**result["scenarios"]["school-lunch"], "break_even_year": year}
    title = {"nl": "Zorgverzekeraars", "en": "Insurers"}
    settings = {**result["settings"], "perspective": "zvw_insurers", "perspective_title": title}
    stream = io.StringIO()
    print_summary({**result, "settings": settings, "scenarios": {"a": scenario}}, "en", stream)
    shown = " ".join(stream.getvalue().split())
    assert f"For ‘Insurers’ {told}" in shown
    assert "earned back" not in shown


@pytest.mark.parametrize(("measures", "mkba"), [(1, False), (2, True), (2, False)])
def test_what_a_qaly_costs_stands_below_each_analysis_in_a_table_of_its_own(
    measures: int, mkba: bool
) -> None:
    result = sample_result(0, measures=measures)
    seen = {
        "society": {
            "title": {"nl": "Maatschappij", "en": "Society"},
            "cost_eur": {"mean": 5e6},
            "cost_per_qaly_eur": 20_000.0,
            "quadrant": "ratio",
            "chances": {},
        }
    }
    scheme = {"title": {"nl": "ZIN", "en": "ZIN"}, "note": {"nl": "Andere regels.", "en": "Other rules."}}
    found = {**scheme, "qaly": {"mean": 250.0}, "perspectives": seen}
    changed = {name: {**one, "cost_effectiveness": found} for name, one in scenarios(result)}
    stream = io.StringIO()
    print_summary({**result, "scenarios": changed}, "en", stream, mkba=mkba)
    shown = mkba or measures == 1
    assert stream.getvalue().count("€20,000 per QALY") == (len(changed) if shown else 0)
    assert ("Other rules." in stream.getvalue()) is shown
    assert max(map(len, stream.getvalue().splitlines())) <= 80


def test_of_several_measures_the_year_has_the_name_of_each() -> None:
    result = sample_result(0)
    changed = {name: {**one, "break_even_year": 2041} for name, one in scenarios(result)}
    stream = io.StringIO()
    print_summary({**result, "scenarios": changed}, "en", stream)
    told = " ".join(stream.getvalue().split())
    assert told.count(": At €50,000 per QALY the costs are earned back from 2041 on.") == len(changed)


def test_redirected_output_has_no_colour_codes() -> None:
    assert "\x1b" not in _summary(100, "en")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_summary_fits_in_80_columns(lang: str) -> None:
    text = _summary(100, lang)
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "…" not in text


def _with_variant(draws: int) -> dict[str, object]:
    """A result with one variant, of a long name, that halves every number of the base case."""
    result = sample_result(draws)
    changed = {name: _halved(scenario) for name, scenario in scenarios(result)}
    title = {
        "nl": "Zonder zorgkosten in gewonnen jaren",
        "en": "Without care in the years gained",
    }
    return {**result, "variants": {"bare": {"title": title, "scenarios": changed}}}


def _halved(scenario: Mapping[str, object]) -> dict[str, object]:
    keys = ("haly", "care_cost_eur", "net_present_value_eur", "break_even_qaly_eur")
    found = {key: part(scenario, key) for key in keys}
    return {
        key: {name: x / 2.0 if isinstance(x, float) else x for name, x in value.items()}
        for key, value in found.items()
    }


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("draws", [0, 100])
def test_variants_stand_by_measure_with_no_figure_cut_off(lang: str, draws: int) -> None:
    """In 80 columns every cell of a variant stands whole, in a table with the name of its measure."""
    result = _with_variant(draws)
    stream = io.StringIO()
    print_summary(result, lang, stream)
    text = stream.getvalue()
    assert max(len(line) for line in text.splitlines()) <= 80
    tables = variants_tables(Words(lang), result)
    assert len(tables) == len(list(scenarios(result)))
    below = " ".join(text[text.index(tables[0].caption) :].split())
    for table in tables:
        assert table.caption in below
        for row in table.rows:
            for cell in (row[4], row[5]):
                assert cell.text in below
                assert cell.interval in below


def test_the_dossier_has_every_variant_of_every_measure() -> None:
    result = _with_variant(100)
    page = dossier_html(result, "nl", lambda specs, _: ["<svg></svg>"] * len(specs))
    assert page.count("Zonder zorgkosten in gewonnen jaren") == len(list(scenarios(result)))
    assert "Onder andere aannames" not in dossier_html(
        sample_result(0), "nl", lambda specs, _: ["<svg></svg>"] * len(specs)
    )


def test_the_summary_says_why_deaths_averted_may_be_0() -> None:
    assert "Iedereen overlijdt een" in _summary(100, "nl")
    assert "Everyone dies in the end" in " ".join(_summary(0, "en").split())


def test_the_summary_names_what_has_no_amount_measure_by_measure() -> None:
    """Not for the package: it has the same again."""
    text = " ".join(_summary(0, "en").split())
    told = ": Better school results (+), Less choice for parents (-)"
    assert text.count(told) == 2
    assert "+ benefit, - drawback" in text


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("measures", [1, 2])
def test_the_lines_of_the_analysis_and_the_reason_of_a_pm_item_are_told(lang: str, measures: int) -> None:
    """Of the only measure always, of several where asked for; the PM items of a package not again."""
    result = sample_result(100, measures=measures)
    stream = io.StringIO()
    print_summary(result, lang, stream, mkba=measures > 1)
    text = stream.getvalue()
    assert max(len(line) for line in text.splitlines()) <= 80
    words = Words(lang)
    assert text.count(words("mkba.programme")) >= len(result["scenarios"])
    (item, _) = result["scenarios"]["school-lunch"]["pm"]
    assert f"  + {item['title'][lang]}: {item['reason'][lang]}\n" in text
    assert text.count(item["reason"][lang]) == measures
    assert words("run.mkba") not in " ".join(text.split())


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_lines_of_the_analysis_have_their_note_on_screen(lang: str) -> None:
    result = sample_result(0, measures=1)
    ratios = {"benefit_cost_ratio": {"mean": 1.5}, "benefit_cost_ratio_100k": {"mean": 2.0}}
    result["scenarios"]["school-lunch"] |= ratios
    stream = io.StringIO()
    print_summary(result, lang, stream)
    text = " ".join(stream.getvalue().split())
    for key in ("mkba.split", "mkba.ratio.note"):
        assert Words(lang)(key) in text
    assert {"nl": "Bedragen zijn afgerond.", "en": "Amounts are rounded."}[lang] in text


def test_a_summary_of_several_measures_says_how_to_see_the_lines() -> None:
    text = " ".join(_summary(0, "nl").split())
    assert Words("nl")("run.mkba") in text
    assert Words("nl")("mkba.health") not in text


def test_qalys_have_a_column_of_their_own_where_they_differ() -> None:
    result = sample_result(100)
    result["scenarios"]["school-lunch"]["qaly"] = {"mean": 5.0, "low": None, "high": None}
    stream = io.StringIO()
    print_summary(result, "nl", stream)
    assert "QALY's" in stream.getvalue()


def test_a_code_page_without_the_euro_sign_gets_words() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="cp437")
    print_summary(sample_result(100), "nl", stream)
    stream.flush()
    text = raw.getvalue().decode("cp437")
    assert "EUR 450 mln" in text
    assert "?" not in text


@pytest.mark.parametrize("missing", sorted(sample_result()["scenarios"]["school-lunch"]))
def test_a_missing_figure_leaves_a_gap_not_a_crash(missing: str) -> None:
    result = sample_result(100)
    del result["scenarios"]["school-lunch"][missing]
    stream = io.StringIO()
    print_summary(result, "nl", stream)
    assert stream.getvalue()


ROWS: list[dict[str, object]] = [
    {"id": "a", "title": {"nl": "Een", "en": "One"}, "value": 0.123456789, "low": None, "ok": True},
    {"id": "b", "title": {"nl": "[red]Twee", "en": "Two"}, "value": 3, "low": None, "ok": False},
]


def test_rows_print_as_csv_and_json_without_loss() -> None:
    stream = io.StringIO()
    print_rows(ROWS, "csv", stream)
    found = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert found[0]["value"] == "0.123456789"
    assert found[0]["low"] == ""
    assert found[1]["title"] == "[red]Twee / Two"
    stream = io.StringIO()
    print_rows(ROWS, "json", stream)
    assert json.loads(stream.getvalue()) == ROWS


def test_a_title_that_is_a_formula_is_harmless_in_csv_and_whole_in_json() -> None:
    rows: list[dict[str, object]] = [{"title": {"nl": "=HYPERLINK(1)", "en": "x"}, "value": -2}]
    stream = io.StringIO()
    print_rows(rows, "csv", stream)
    assert stream.getvalue() == "title,value\n'=HYPERLINK(1) / x,-2\n"
    stream = io.StringIO()
    print_rows(rows, "json", stream)
    assert json.loads(stream.getvalue()) == rows


def test_rows_print_as_a_table_for_people() -> None:
    stream = io.StringIO()
    print_rows(ROWS, "table", stream)
    text = stream.getvalue()
    assert "[red]Twee / Two" in text
    assert "0.123457" in text
    assert "low" not in text


def test_no_rows_print_nothing_but_stay_valid() -> None:
    for form, expected in (("csv", "\n"), ("json", "[]\n")):
        stream = io.StringIO()
        print_rows([], form, stream)
        assert stream.getvalue() == expected


def test_a_description_is_spread_over_rows() -> None:
    rows = detail_rows({"id": "a", "effects": [{"size": 1.2}], "pm": []})
    assert rows == [
        {"field": "id", "value": "a"},
        {"field": "effects.0.size", "value": 1.2},
        {"field": "pm", "value": None},
    ]


def test_not_a_number_is_refused_in_json() -> None:
    with pytest.raises(ValueError, match="JSON"):
        json_text({"a": float("nan")})


def test_benefits_below_zero_have_no_ratio() -> None:
    result = sample_result(0)
    name, scenario = next(iter(result["scenarios"].items()))
    ratios = {"benefit_cost_ratio": {"mean": -5.5}, "benefit_cost_ratio_100k": {"mean": 2.0}}
    table = mkba_table(Words("en"), result, {**scenario, **ratios})
    assert table is not None
    (row,) = [row for row in table.rows if row[0].text.startswith("Benefits")]
    assert [cell.text for cell in row[1:]] == [NOTHING, "2.0"]
    assert Words("en")("mkba.ratio.note") in table.note, name
    assert table.note.endswith("Where benefits together are below zero there is no ratio."), name


@pytest.mark.parametrize(
    ("receiver", "told"), [("rijk_financien", True), ("resources", False), ("welfare", False)]
)
@pytest.mark.parametrize("heading", ["school-lunch/excise", "care/zvw"])
def test_a_ratio_says_little_only_where_the_measure_moves_money(
    receiver: str, heading: str, *, told: bool
) -> None:
    result = sample_result(0, measures=1)
    scenario = result["scenarios"]["school-lunch"]
    flow = {"heading": heading, "payer": "households_q1", "receiver": receiver}
    ratios = {"benefit_cost_ratio": {"mean": 1.5}, "benefit_cost_ratio_100k": {"mean": 2.0}}
    asked = {"measures": ["school-lunch"], "pockets": {"matrix": [flow]}}
    table = mkba_table(Words("nl"), result, {**scenario, **ratios, **asked})
    assert table is not None
    assert Words("nl")("mkba.ratio.note") in table.note
    assert (Words("nl")("mkba.ratio.moved") in table.note) is (told and heading == "school-lunch/excise")


@pytest.mark.parametrize("lost", [None, 0.0, 2e9])
def test_a_cost_per_qaly_says_that_lost_pleasure_is_not_in_it(lost: float | None) -> None:
    seen = {"title": {"nl": "Maatschappij", "en": "Society"}, "cost_eur": 1e9, "quadrant": "dearer"}
    scenario = {
        "cost_effectiveness": {
            "qaly": 5.0,
            "note": {"nl": "Andere regels."},
            "perspectives": {"society": seen},
        },
        "lost_welfare_eur": lost,
    }
    table = effectiveness_table(Words("nl"), sample_result(0), scenario)
    assert table is not None
    assert table.note == (
        "Andere regels. Verlies aan plezier telt hier niet mee." if lost else "Andere regels."
    )


def test_the_balance_of_a_party_is_split_by_what_it_is_about() -> None:
    """Each row is what comes in less what goes out; what is too small for a row of its own is told last."""
    flows = [
        ("zvw_insurers", "resources", "care/zvw", "Zorg: Zvw", -90.0),
        ("households_q1", "resources", "care/zvw", "Zorg: Zvw", -5.0),
        ("households_q1", "zvw_insurers", "own/premium", "Premie", 30.0),
        ("zvw_insurers", "households_q1", "own/premium", "Premie", 20.0),
        ("zvw_insurers", "rijk_vws", "own/tiny", "Klein", 0.01),
    ]
    keys = ("payer", "receiver", "heading")
    matrix = [
        dict(zip(keys, flow[:3], strict=True))
        | {"title": {"nl": flow[3]}, "present_value_eur": {"mean": flow[4]}}
        for flow in flows
    ]
    result = sample_result(0, measures=1)
    own = {"perspective": "zvw_insurers", "perspective_accounts": ["zvw_insurers"]}
    result = {**result, "settings": result["settings"] | own}
    worth = {"net_present_value_eur": {"mean": 107.0}, "net_present_value_100k_eur": {"mean": 107.0}}
    asked = {**worth, "pockets": {"matrix": matrix}, "benefit_cost_ratio": None}
    table = mkba_table(Words("nl"), result, {**result["scenarios"]["school-lunch"], **asked}, pm=False)
    assert table is not None
    assert [(row[0].text, row[1].text) for row in table.rows] == [
        ("Zorg: Zvw", "€ 90"),
        ("Premie", "€ 10"),
        (Words("nl")("mkba.other"), "€ 7,0"),
        (Words("nl")("mkba.net"), "€ 110"),
    ]
    assert table.note == Words("nl")("mkba.party")


@pytest.mark.parametrize(("width", "below"), [(80, "(1.000 tot"), (120, "(1.000 tot 2.000)")])
def test_a_name_is_not_broken_for_the_sake_of_an_interval(width: int, below: str) -> None:
    """Three intervals of 17 signs and the longest name do not fit on 80 with what stands between them."""
    row = (words_cell("Zorgverzekeraars"), *(Cell("1.500", "(1.000 tot 2.000)") for _ in range(4)))
    stream = io.StringIO()
    print_blocks([Table("", ("Partij", "a", "b", "c", "d"), (row,))], [], stream, "", width)
    lines = [line.strip() for line in stream.getvalue().splitlines()]
    assert any(line.startswith("Zorgverzekeraars") for line in lines)
    assert any(line.split("  ")[0] == below for line in lines)


def test_a_budget_has_no_cents() -> None:
    """Of three parties one moves under half a euro, so that nothing is left of it in whole euros."""
    result = sample_result(draws=0, measures=1)
    one = result["scenarios"]["school-lunch"]
    flows = {"municipalities": -0.65, "employers": 0.004, "uwv": 1234.5}
    for year in one["by_year"]:
        year["by_party"] = {party: {"mean": flow} for party, flow in flows.items()}
    added, single = budget_tables(Words("nl"), result, one)
    assert [row[1].text.replace("\xa0", " ") for row in single.rows] == ["-€ 1", "€ 1.200"]
    assert [row[0].text for row in added.rows] == [row[0].text for row in single.rows]


def test_an_adjustment_has_its_unit_and_an_unknown_one_a_dash() -> None:
    result = sample_result(draws=0, measures=1)
    result["reference"]["calibration"].append({"what": "something new", "where": "copd", "size": 0.5})
    table = reference_tables(Words("en"), result)[-1]
    assert [row[-1].text for row in table.rows] == ["relative risk", "share (1 is all)", NOTHING]
