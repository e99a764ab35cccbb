"""The dossier is one sound HTML page: complete, in order, accessible, and it loads nothing."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from sample import sample_result

from hiap.reports.blocks import budget_tables
from hiap.reports.charts import CONFIG, Chart, health_chart, money_chart, overview_chart, ses_chart
from hiap.reports.evidence import chain_tables
from hiap.reports.page import dossier_html
from hiap.reports.result import scenarios
from hiap.reports.sentences import wrong_pocket_text
from hiap.reports.text import Words

VOID = {"meta", "link", "br", "img", "hr", "input"}
HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>"


class Page(HTMLParser):
    """Reads a page: its tags with attributes, its headings in order, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []
        self.texts: list[str] = []
        self.parents: list[tuple[str, str]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.parents.append((tag, self.open[-1] if self.open else ""))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


@pytest.fixture(scope="module", params=["nl", "en"])
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def html(lang: str) -> str:
    return dossier_html(sample_result(draws=100), lang)


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def test_every_tag_is_closed_and_every_id_is_used_once(page: Page) -> None:
    assert page.faults == []
    assert page.open == []
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {str(link["href"])[1:] for link in page.all("a") if str(link["href"]).startswith("#")}
    assert targets <= set(ids)


def test_the_page_has_its_language_and_a_skip_link(page: Page, lang: str) -> None:
    assert page.all("html") == [{"lang": lang}]
    assert page.all("a")[0]["href"] == "#main"


def test_headings_go_down_one_level_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_nothing_is_loaded_and_nothing_runs(html: str, page: Page) -> None:
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "iframe", "img", "object", "embed"}
    for _, attributes in page.tags:
        assert "src" not in attributes
        assert not any(name.startswith("on") for name in attributes)
    assert not re.search(r"url\(|@import", html)
    policy = next(meta for meta in page.all("meta") if "http-equiv" in meta)
    assert str(policy["content"]).startswith("default-src 'none'")


def test_every_chart_has_alternative_text_and_a_table(page: Page) -> None:
    charts = page.all("svg")
    figures = page.all("figure")
    assert len(charts) == len(figures) == 1 + 2 + 3 * 2 + 2 + 2
    assert all(chart["role"] == "img" and len(str(chart["aria-label"])) > 40 for chart in charts)
    assert [parent for tag, parent in page.parents if tag == "svg"] == ["div"] * len(charts)
    drawn = [attributes for _, attributes in page.tags if attributes.get("class") == "drawn"]
    assert [one["tabindex"] for one in drawn] == ["0"] * len(charts)
    in_details = [parent for tag, parent in page.parents if tag == "details"]
    assert in_details.count("figure") == len(figures)
    assert in_details.count("section") == len(in_details) - len(figures) == 3  # the groups of each scenario


def test_every_table_has_a_caption_and_scopes(page: Page) -> None:
    tables = len(page.all("table"))
    assert tables > 30
    assert len(page.all("caption")) == tables
    assert all(cell.get("scope") in ("col", "row") for cell in page.all("th"))


def test_the_three_blocks_stand_in_order_for_each_measure(page: Page, lang: str) -> None:
    words = Words(lang)
    places = [
        [found.start() for found in re.finditer(re.escape(words(f"block{k}")), page.text)] for k in (1, 2, 3)
    ]
    assert [len(found) for found in places] == [3, 3, 3]
    for one, two, three in zip(*places, strict=True):
        assert one < two < three
    assert page.text.index(words("first.title")) < page.text.index(words("summary.title")) < places[0][0]


def test_what_the_reader_must_know_comes_first(page: Page, lang: str) -> None:
    words = Words(lang)
    start = page.text[: page.text.index(words("summary.title"))]
    assert words("first.reference") in start
    assert words("first.draws", draws=100) in start
    assert re.search(r"62\s?%", start)
    assert re.search(r"2[,.]8\s?%", start)
    assert "2024" in start


def test_numbers_carry_their_interval(page: Page, lang: str) -> None:
    shown = "12.000 (8.000 tot 17.000)" if lang == "nl" else "12,000 (8,000 to 17,000)"
    assert page.text.count(shown) >= 4


def test_evidence_has_three_separate_labels_and_gaps_are_named(page: Page, lang: str) -> None:
    words = Words(lang)
    for key in (
        "evidence.floor",
        "evidence.certainty",
        "evidence.recognition",
        "evidence.unread",
        "labour.missing",
    ):
        assert words(key) in page.text
    assert page.text.count(words("not_assessed")) == 4 * 3


def test_no_word_of_the_other_language_is_left(page: Page, lang: str) -> None:
    """Words that only the other language has, in texts that the result or the page brings."""
    english = ("trial, short", "assumption", "years", "share of", "set to", "example of a note", "reach")
    dutch = ("proef", "aanname", "gezonde", "jaren", "bereik", "voorbeeld van", "niet gelezen")
    text = re.sub(r"--years|years=", "", page.text)  # a setting as the command and Python name it
    assert [word for word in (english if lang == "nl" else dutch) if word in text] == []


def test_the_chain_of_an_effect_is_printed_with_its_factors_and_sources(page: Page, lang: str) -> None:
    words = Words(lang)
    title = {"nl": "Lager gewicht (BMI)", "en": "Lower weight (BMI)"}[lang]
    start = page.text.index(words("chain.caption", title=title))
    chain = page.text[start : page.text.index(words("chain.product"), start)]
    expected = {
        "nl": ("Minder energie", "-24", "0,005", "kg per kcal per dag", "-0,096 kg/m²"),
        "en": ("Less energy", "-24", "0.005", "kg per kcal a day", "-0.096 kg/m²"),
    }
    for part in (*expected[lang], words("chain.applied")):
        assert part in chain
    assert chain.count(words("status.unverified")) == 1


def test_the_power_of_a_chain_stands_above_its_result() -> None:
    scenario = sample_result(0)["scenarios"]["school-lunch"]
    (effect,) = [one for one in scenario["description"]["effects"] if one["chain"]]
    changed = {**effect, "kind": "incidence"}
    (table,) = chain_tables(Words("en"), {"description": {"effects": [changed]}}, lambda _: "")
    assert table.rows[-1][0].text == Words("en")("chain.applied")
    assert table.note.startswith("The last row is the result. The number above it says how much")


def test_sizes_of_effects_are_told_in_words(page: Page, lang: str) -> None:
    shown = {
        "nl": "1 % (0,4 tot 2) van de bereikte mensen gaat van ‘beweegt te weinig’ naar ‘beweegt genoeg’",
        "en": "1% (0.4 to 2) of the people reached go from ‘inactive’ to ‘active’",
    }
    assert shown[lang] in page.text


def test_sources_say_whether_they_were_read(page: Page, lang: str) -> None:
    words = Words(lang)
    assert f"Journal of Examples 1:2 ({words('evidence.source_read')})" in page.text
    assert f"Never seen ({words('evidence.source_unread')})" in page.text
    assert "Example Office (2021)" in page.text


def test_numbers_are_listed_by_what_stands_behind_them(page: Page, lang: str) -> None:
    words = Words(lang)
    assert f"{words('status.read')} (1)" in page.text
    assert f"{words('status.unverified')} (2)" in page.text
    assert words("assumptions", count=2) in page.text


def test_deaths_averted_are_explained_beside_the_number(page: Page, lang: str) -> None:
    note = {"nl": "een keer (voorbeeld van een noot)", "en": "in the end (example of a note)"}[lang]
    words = Words(lang)
    assert page.text.count(note) == 1
    assert page.text.index(words("summary.title")) < page.text.index(note) < page.text.index(words("block1"))
    assert page.text.count(words("deaths.short", years=40)) == 3


def test_boundary_accounts_stand_apart_from_parties(page: Page, lang: str) -> None:
    words = Words(lang)
    assert page.text.count(words("boundary.caption")) == 3
    for part in page.text.split(words("party.caption"))[1:]:
        assert "Resources" not in part[: part.index(words("boundary.caption"))]


def test_the_page_says_how_far_gains_fall_elsewhere_than_the_cost_and_who_loses(
    page: Page, lang: str
) -> None:
    said = {
        "nl": ("84 % van de baten in geld valt bij een andere partij", "achteruit: Wlz_Offices."),
        "en": (
            "84% of the gains in money falls to another party",
            "lose money: Wlz_Offices.",
        ),
    }
    assert all(text in page.text for text in said[lang])


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("no gains", "no party has gains in money"),
        ("no cost", "costs no party money"),
        ("no gains and no cost", "no party pays and no party has gains"),
    ],
)
def test_the_page_says_why_there_is_no_share_of_gains_elsewhere(why: str, said: str) -> None:
    pocket: dict[str, object] = {"wrong_pocket": {"share": None, "undefined": why, "losses_eur": {}}}
    (text,) = wrong_pocket_text(Words("en"), {}, pocket)
    assert said in text


@pytest.mark.parametrize(
    ("change", "sick_pay", "told"),
    [(-2e6, -3e5, True), (0.0, -3e5, False), (2e6, 3e5, False), (-2e6, 0.0, False)],
)
def test_households_that_lose_benefits_are_told_that_wages_are_not_counted(
    change: float, sick_pay: float, *, told: bool
) -> None:
    """Only by friction: there is no sick pay under human capital, where the wage is somebody's gain."""
    flows = {"work/disability": change, "work/sick_pay": sick_pay, "care/zvw": -9e6}
    scenario = {
        "wrong_pocket": {"share": {"mean": 0.5}, "undefined": None, "losses_eur": {"uwv": -1e6}},
        "pockets": {
            "matrix": [{"heading": key, "present_value_eur": {"mean": mean}} for key, mean in flows.items()]
        },
    }
    text = " ".join(wrong_pocket_text(Words("en"), {}, scenario))
    assert ("€2.0 million less in disability benefits" in text) is told


def test_the_page_says_for_whom_after_the_groups(page: Page, lang: str) -> None:
    said = {"nl": "Het verschil wordt kleiner.", "en": "The gap becomes smaller."}[lang]
    goal = {"nl": "Gekozen doel: Het verschil verkleinen.", "en": "Chosen goal: Narrow the gap."}[lang]
    groups = page.text.index(Words(lang)("ses"))
    assert groups < page.text.index(said, groups) < page.text.index(goal) < page.text.rindex("Kolm, α = ")


def test_adjustments_are_told_with_names_and_unknown_ones_as_they_are(page: Page, lang: str) -> None:
    assert ("Roken" if lang == "nl" else "Smoking") in page.text
    unknown = sample_result(measures=1)
    unknown["reference"]["calibration"][0]["what"] = "something new"
    assert "something new" in dossier_html(unknown, lang)


def test_a_measure_without_effects_has_no_charts_of_health(lang: str) -> None:
    result = sample_result(draws=100, measures=1)
    lunch = result["scenarios"]["school-lunch"]
    zero = {"mean": 0.0, "median": 0.0, "low": 0.0, "high": 0.0, "chance_positive": 0.0}
    lunch["haly"] = zero
    lunch["counted"] = {"health": False, "gains": False}
    for row in (*lunch["by_year"], *lunch["by_ses"].values()):
        row.update({key: zero for key in ("haly", "per_1000_haly") if key in row})
    page = Page(dossier_html(result, lang))
    assert len(page.all("svg")) == 2  # money by year and by party
    assert Words(lang)("health.none") in page.text
    short = page.text[: page.text.index(Words(lang)("summary.title"))]
    assert Words(lang)("answer.no_effect") in short
    assert {"nl": "geen oordeel over de maatregel", "en": "no verdict on the measure"}[lang] in short
    assert {"nl": "als een gezond jaar (QALY)", "en": "if a healthy year (QALY)"}[lang] not in short
    assert "62" not in page.text[: page.text.index(Words(lang)("summary.title"))]


def test_without_draws_the_page_says_so_and_gives_no_intervals(lang: str) -> None:
    page = Page(dossier_html(sample_result(draws=0), lang))
    assert Words(lang)("first.no_draws") in page.text
    assert Words(lang)("chance") not in page.text
    assert "17.000" not in page.text
    assert "17,000" not in page.text


def test_hostile_titles_stay_text() -> None:
    result = _hostile(sample_result(draws=100))
    page = Page(dossier_html(result, "nl"))
    assert page.faults == []
    assert not {tag for tag, _ in page.tags} & {"script", "img"}
    assert "alert('x')" in page.text
    assert not [link for link in page.all("a") if "javascript" in str(link["href"])]


def _hostile(value: Any) -> Any:
    """Put a script in every text of a result."""
    if isinstance(value, dict):
        return {key: _hostile(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_hostile(inner) for inner in value]
    if isinstance(value, str):
        return "javascript:alert(1)" if value.startswith("http") else value + HOSTILE
    return value


OPTIONAL = (
    "pack",
    "settings",
    "notes",
    "reference",
    "overlap",
    "inputs",
    "hiap_version",
    "engine",
    "schema",
)


@pytest.mark.parametrize("missing", OPTIONAL)
def test_a_missing_part_of_the_result_does_not_stop_the_dossier(missing: str) -> None:
    result = sample_result(draws=100, measures=2 if missing == "overlap" else 1)
    del result[missing]
    assert Page(dossier_html(result, "nl")).faults == []


@pytest.mark.parametrize("missing", sorted(sample_result()["scenarios"]["school-lunch"]))
def test_a_missing_part_of_a_scenario_does_not_stop_the_dossier(missing: str) -> None:
    result = sample_result(draws=100, measures=1)
    del result["scenarios"]["school-lunch"][missing]
    assert Page(dossier_html(result, "en")).faults == []


def test_an_empty_result_gives_a_page() -> None:
    assert Words("nl")("page.question.none") in Page(dossier_html({}, "nl")).text


def test_one_measure_is_named_in_the_question() -> None:
    page = Page(dossier_html(sample_result(measures=1), "nl"))
    assert "Wat levert ‘Gezonde schoollunch’ op?" in page.text
    assert Words("nl")("overlap") not in page.text


def test_a_loss_is_told_as_a_loss() -> None:
    result = copy.deepcopy(sample_result(draws=100, measures=1))
    lunch = result["scenarios"]["school-lunch"]
    lunch["haly"] = {"mean": -5000.0, "low": -7000.0, "high": -3000.0, "chance_positive": 0.0}
    lunch["net_present_value_eur"] = {"mean": -2e8, "low": -3e8, "high": -1e8, "chance_positive": 0.0}
    text = Page(dossier_html(result, "nl")).text
    assert "5.000 (3.000 tot 7.000) gezonde jaren verlies over 70 jaar." in text
    assert "gaat er per saldo € 200 mln (100 tot 300) op achteruit" in text


def test_a_number_at_the_head_of_a_row_is_set_as_a_number() -> None:
    """Numbers of assumptions stand in a narrow column; as words they took a third of the page."""
    page = dossier_html(sample_result(), "nl")
    assert '<th scope="row" class="number">1</th>' in page
    assert '<th scope="row">1</th>' not in page


def test_a_measure_of_unknown_effect_has_no_dot_at_zero() -> None:
    """The dossier says "not counted" of it: a dot at 0 would say that it does nothing."""
    result = sample_result()
    known = next(scenarios(result))[1]
    not_counted = {"health": False, "gains": False}
    unknown = {**known, "title": {"nl": "Lunch", "en": "Lunch"}, "counted": not_counted}
    told = {"one": known, "two": known, "lunch": unknown}
    found = overview_chart(Words("nl"), {**result, "scenarios": told})
    assert found is not None
    assert len(found.table.rows) == 2
    assert "Lunch" not in str(found.spec)


def test_the_budget_of_one_year_is_not_headed_as_a_sum() -> None:
    result = sample_result()
    added, single = budget_tables(Words("en"), result, next(scenarios(result))[1])
    assert [head for head in added.head if "(to " in head]
    assert not [head for head in single.head if "(to " in head]
    assert len(added.head) == len(single.head)


def test_the_same_result_gives_the_same_bytes() -> None:
    assert dossier_html(sample_result(), "nl") == dossier_html(sample_result(), "nl")


@pytest.mark.parametrize("chart", [health_chart, money_chart, ses_chart, None])
def test_charts_follow_the_schema_of_vega_lite(chart: Callable[..., Chart | None] | None) -> None:
    altair = pytest.importorskip("altair")
    words, result = Words("nl"), sample_result()
    found = chart(words, next(scenarios(result))[1]) if chart else overview_chart(words, result)
    assert found is not None
    altair.Chart.from_dict(found.spec)
    assert found.spec["config"] == CONFIG
