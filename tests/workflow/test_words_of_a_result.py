"""What the workflow says about measures, numbers and evidence: in both languages, nothing left unnamed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pytest

from hiap.catalogue.measures import catalogue_ids, load_measures
from hiap.catalogue.pack import load_pack
from hiap.domain.measure import Measure
from hiap.domain.pack import Pack
from hiap.evidence.numbers import status
from hiap.reports.evidence import PERCENT_UNITS
from hiap.reports.result import part, rows
from hiap.reports.text import Words, entries
from hiap.workflow.description import describe
from hiap.workflow.evidence import evidence_of, unverified_inputs
from hiap.workflow.inputs import input_rows, pack_sources
from hiap.workflow.notes import ALWAYS, deaths_postponed, scenario_notes
from hiap.workflow.result import break_even
from hiap.workflow.vocabulary import vocabulary_of


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="module")
def measures(pack: Pack) -> dict[str, Measure]:
    return {m.id: m for m in load_measures(catalogue_ids(), vocabulary_of(pack))}


def texts(value: object) -> Iterator[Mapping[str, object]]:
    """Every text in two languages inside a value."""
    if isinstance(value, Mapping) and set(value) == {"nl", "en"}:
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def test_every_input_has_a_name_in_both_languages(pack: Pack, measures: dict[str, Measure]) -> None:
    inputs = input_rows(pack, list(measures.values()))
    assert len(inputs) > 140
    names = [row["name"] for row in inputs]
    assert len(names) == len(set(names))
    for row in inputs:
        (title,) = texts(row["title"])
        assert title["nl"]
        assert title["en"]
        assert "{" not in f"{title['nl']}{title['en']}"
    shown = [(row["group"], str(row["title"])) for row in inputs]
    assert len(shown) == len(set(shown))


def test_every_unit_has_words_in_dutch(pack: Pack, measures: dict[str, Measure]) -> None:
    units = {str(row["unit"]) for row in input_rows(pack, list(measures.values()))}
    units |= {outcome.unit for outcome in pack.outcomes}
    assert units - set(entries()["units"]) == set()
    assert all(unit in entries()["units"] for unit in PERCENT_UNITS)


def test_the_groups_of_inputs_have_a_title(pack: Pack) -> None:
    groups = {str(row["group"]) for row in input_rows(pack, [])}
    assert groups
    assert all(Words("nl").has(f"inputs.{group}") for group in groups)


def test_every_source_of_the_pack_that_is_named_is_listed(pack: Pack) -> None:
    inputs = input_rows(pack, [])
    known = pack_sources(pack, inputs)
    named = {name for row in inputs for name in str(row["source"]).split(";")}
    assert named - set(known) <= {"convention"}
    assert all(isinstance(source["read"], bool) and source["text"] for source in known.values())


@pytest.mark.parametrize("name", catalogue_ids())
def test_a_description_is_told_in_two_languages(name: str, pack: Pack, measures: dict[str, Measure]) -> None:
    described = describe(pack.names, measures[name])
    found = list(texts(described))
    assert len(found) >= 5
    assert all(text["nl"] and text["en"] for text in found)
    effects, sources = described["effects"], described["sources"]
    assert isinstance(effects, list)
    assert isinstance(sources, list)
    assert all(set(source) == {"text", "url", "read"} for source in sources)
    for effect in effects:
        assert isinstance(effect["certainty_reason"], dict)
        assert len(effect["chain"]) >= 2


def test_the_target_names_the_level_in_words(pack: Pack, measures: dict[str, Measure]) -> None:
    described = describe(pack.names, measures["smoking-cessation-support"])
    assert described["target"] == {
        "nl": "iedereen van 18 jaar en ouder (roken: rookt)",
        "en": "everybody aged 18 and over (smoking: current smoker)",
    }


def size_of(described: Mapping[str, object]) -> Mapping[str, object]:
    """The size of the only effect of a measure."""
    (effect,) = rows(described, "effects")
    return part(effect, "size")


def test_the_size_of_a_chain_is_its_product(pack: Pack, measures: dict[str, Measure]) -> None:
    size = size_of(describe(pack.names, measures["smoking-cessation-support"]))
    assert size["value"] == pytest.approx(0.071 * 0.7)
    assert size["applied"] == pytest.approx(0.071 * 0.7 * 0.8)
    assert (size["unit"], size["low"]) == ("share", None)
    ratio = size_of(describe(pack.names, measures["fall-prevention"]))
    assert ratio["applied"] == pytest.approx(0.7**0.8)
    assert ratio["high"] == 1.3
    assert size_of(describe(pack.names, measures["sugar-tax"]))["unit"] == "kg/m2"


def test_the_health_gain_rests_on_no_number_of_costs_or_transfers(measures: dict[str, Measure]) -> None:
    tax = unverified_inputs(measures["sugar-tax"])
    assert "factors/weight" in tax
    assert not {"factors/price", "factors/informed", "factors/tax-share", "reach/share"} & set(tax)


def test_evidence_counts_and_names_the_assumptions(pack: Pack, measures: dict[str, Measure]) -> None:
    quit_help, lunch = measures["smoking-cessation-support"], measures["school-lunch"]
    alone = evidence_of(pack, [quit_help], {quit_help.id: 10.0}, 0.6)
    assert alone["unverified_share"] == 0.6
    assert [row["input"] for row in rows(alone, "rests_on")] == [
        "smoking-cessation-support/effects/quit/transfer",
        "smoking-cessation-support/effects/quit/decay",
        "lag/smoking/colorectal_cancer",
        "lag/smoking/copd",
        "disability weights",
    ]
    assert alone["unverified_count"] == len(list(texts(alone["rests_on"]))) == 5
    numbers = alone["numbers"]
    assert isinstance(numbers, dict)
    assert sum(map(len, numbers.values())) == len(list(quit_help.quantities()))
    none = evidence_of(pack, [lunch], {lunch.id: 0.0}, 1.0)
    assert (none["unverified_share"], none["unverified_count"], none["rests_on"]) == (0.0, 0, [])


def test_the_assumptions_of_a_package_name_their_measure(pack: Pack, measures: dict[str, Measure]) -> None:
    two = [measures["cool-streets"], measures["sugar-tax"]]
    found = evidence_of(pack, two, {"cool-streets": 1.0, "sugar-tax": 3.0}, 1.0)
    first = next(texts(found["rests_on"]))
    assert str(first["nl"]).startswith("Belasting op suikerhoudende dranken: ")
    assert found["numbers"] == {}
    shares = {str(row["input"]): row["share"] for row in rows(found, "rests_on")}
    assert shares["lag/bmi/stroke"] == 0.75
    assert shares["disability weights"] == 1.0


def test_an_input_shared_by_two_measures_counts_once_with_both_shares(
    pack: Pack, measures: dict[str, Measure]
) -> None:
    tax = measures["sugar-tax"]
    twin = tax.model_copy(update={"id": "sugar-tax-twin"})
    found = evidence_of(pack, [tax, twin], {tax.id: 1.0, twin.id: 1.0}, 1.0)
    shares = [row["share"] for row in rows(found, "rests_on") if row["input"] == "lag/bmi/stroke"]
    assert shares == [1.0]


@pytest.mark.parametrize(
    ("grade", "source", "fixed", "expected"),
    [
        ("A", "cbs", False, "read"),
        ("C", "cbs", False, "derived"),
        ("R", "cbs", False, "unverified"),
        ("R", "assumption", False, "unverified"),
        ("R", "assumption", True, "chosen"),
        ("C", "convention", False, "chosen"),
    ],
)
def test_what_stands_behind_a_number(grade: str, source: str, fixed: bool, expected: str) -> None:
    assert status(grade, source, fixed=fixed) == expected


def test_break_even_has_limits_only_if_every_draw_has_one() -> None:
    money, qalys = np.array([-100.0, -200.0, -300.0]), np.array([1.0, 1.0, 1.0])
    found = break_even(money, qalys, many=True)
    assert found is not None
    assert found["mean"] == pytest.approx(200.0)
    assert found["low"] == pytest.approx(105.0)  # 2.5 % of the way along 100, 200, 300
    assert found["high"] == pytest.approx(295.0)
    for other in (break_even(money + 150.0, qalys, many=True), break_even(money, qalys, many=False)):
        assert other is not None
        assert (other["low"], other["high"]) == (None, None)
    assert break_even(-money, qalys, many=True) is None


def test_notes_are_in_both_languages(pack: Pack, measures: dict[str, Measure]) -> None:
    found = [*ALWAYS, *pack.notes, deaths_postponed(25), *scenario_notes(pack, measures["school-lunch"])]
    assert all(note["nl"] and note["en"] and note["nl"] != note["en"] for note in found)
    assert "25 jaar" in deaths_postponed(25)["nl"]
    assert len({note["code"] for note in found}) == len(found)


def test_a_note_says_that_money_of_households_is_divided_alike(
    pack: Pack, measures: dict[str, Measure]
) -> None:
    told = {
        name
        for name, measure in measures.items()
        if "households-alike" in {note["code"] for note in scenario_notes(pack, measure)}
    }
    assert {"minimum-wage", "sugar-tax", "cycling-to-work"} <= told
    assert not told & {"fall-prevention", "cleaner-air", "higher-social-minimum"}


def test_a_note_says_that_a_measure_leans_on_other_causes_of_death(
    pack: Pack, measures: dict[str, Measure]
) -> None:
    """Body weight and inactivity have risks of all deaths that are not certain; smoking has a certain one."""
    told = {
        name
        for name, measure in measures.items()
        if "other-causes" in {note["code"] for note in scenario_notes(pack, measure)}
    }
    assert {"sugar-tax", "cycling-to-work"} <= told
    assert not told & {"smoking-cessation-support", "debt-relief", "fall-prevention", "cleaner-air"}


def test_the_discounting_rules_explain_themselves_in_both_languages(pack: Pack) -> None:
    for scheme in pack.discounting.values():
        assert set(scheme.note) == set(scheme.title) == {"nl", "en"}
