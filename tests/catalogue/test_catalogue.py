"""The measures that hiap ships, the rules of the model and the page of its schema."""

from __future__ import annotations

import math
import runpy
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from measure_text import GOOD, ROOT, VOCABULARY, Faults, changed, line_of
from pydantic import BaseModel, ValidationError

from hiap import load_pack
from hiap.catalogue.measures import catalogue_ids, load_entry, load_measure, load_measures, register_ids
from hiap.domain.measure import Measure
from hiap.domain.measure_rules import ASSUMPTION, unit_of_product
from hiap.domain.parts import Quantity
from hiap.domain.vocabulary import Vocabulary
from hiap.workflow.vocabulary import vocabulary_of

SIX = (
    "cool-streets",
    "debt-relief",
    "fall-prevention",
    "school-lunch",
    "smoking-cessation-support",
    "sugar-tax",
)


@lru_cache(maxsize=1)
def words() -> Vocabulary:
    """The words of the pack that ships with hiap."""
    return vocabulary_of(load_pack())


def test_the_six_first_measures_are_there() -> None:
    assert set(SIX) <= set(catalogue_ids())
    assert [measure.id for measure in load_measures(SIX, words())] == list(SIX)


@pytest.mark.parametrize("name", catalogue_ids())
def test_no_quantity_without_source(name: str) -> None:
    measure = load_measure(name, words())
    paths = [path for path, _ in measure.quantities()]
    assert len(paths) == len(set(paths)) > 0
    for path, quantity in measure.quantities():
        assert quantity.source == ASSUMPTION or quantity.source in measure.sources, path
        read = quantity.source != ASSUMPTION and measure.sources[quantity.source].read
        assert read or quantity.grade == "R", path


@pytest.mark.parametrize("name", catalogue_ids())
def test_quantities_misses_none(name: str) -> None:
    """Walks the whole model but its touches, so that a new field with a quantity cannot be forgotten."""

    def walk(value: object) -> list[Quantity]:
        if isinstance(value, Quantity):
            return [value]
        if isinstance(value, BaseModel):
            return walk(tuple(getattr(value, field) for field in type(value).model_fields))
        if isinstance(value, dict):
            return walk(tuple(value.values()))
        return [found for item in value for found in walk(item)] if isinstance(value, tuple) else []

    measure = load_measure(name, words())
    listed = [quantity for _, quantity in measure.quantities()]
    assert all(quantity in listed for quantity in walk(measure.model_copy(update={"touches": ()})))


@pytest.mark.parametrize("name", register_ids())
def test_a_number_of_a_touch_was_read_or_is_an_assumption(name: str) -> None:
    entry = load_entry(name, words())
    numbers = [number for touch in entry.touches for number in (touch.share, touch.points) if number]
    for number in numbers:
        read = number.source != ASSUMPTION and entry.sources[number.source].read
        assert read or number.grade == "R", number


def test_school_lunch_claims_no_health_effect() -> None:
    measure = load_measure("school-lunch", words())
    assert measure.effects == ()
    assert any("life chances" in item.title.en for item in measure.pm)


@pytest.mark.parametrize("name", catalogue_ids())
def test_no_measure_says_that_work_is_not_counted(name: str) -> None:
    """Absence and death count in money since the pack has them (7.3), so no item may call work unknown."""
    reasons = [item.reason.en for item in load_measure(name, words()).pm]
    assert not [
        reason for reason in reasons if "model has no work" in reason or "this model not yet" in reason
    ]


def test_the_chain_of_the_sugar_tax_by_hand() -> None:
    (effect,) = load_measure("sugar-tax", words()).effects
    size = math.prod(quantity.value for _, quantity in effect.factors)
    litres = 67.5 * 0.20 * 0.82 * 1.59  # 17.6 litres a person a year less
    assert size == pytest.approx(litres * -1.1 * 0.57 * 0.0417 * 0.332, rel=1e-12)
    assert round(size, 2) == -0.15


def test_half_of_the_effect_of_the_course_against_low_mood_is_half_on_its_participants() -> None:
    """Participants run 4 times the mean risk; the power assumed on their 0.81 is brought to the mean."""
    effect = load_measure("depression-prevention", words()).effects[0]
    assert effect.size is not None
    assert effect.transfer is not None
    assert effect.transfer.low is not None
    for power, ratio in ((effect.transfer.value, 0.81**0.5), (effect.transfer.low, 0.81**0.2)):
        assert effect.size.value**power == pytest.approx(1 - 4 * (1 - ratio), abs=0.005)


def test_structural_is_forty_years() -> None:
    measure = load_measure("sugar-tax", words())
    assert (measure.duration, measure.years, measure.last_year) == ("structural", 40, 2066)


def test_a_period_lies_within_the_years_of_the_measure() -> None:
    trees = load_measure("cool-streets", words())
    assert {cost.id: trees.within(cost.period) for cost in trees.costs} == {
        "planting": (2027, 2036),
        "maintenance": (2027, 2046),
    }
    assert trees.within((2020, 2030)) == (2027, 2030)
    assert trees.within((2040, 2060)) == (2040, 2046)


def test_transition_is_allowed_where_the_pack_knows_it(tmp_path: Path) -> None:
    words = {
        **VOCABULARY.risk_factors,
        "smoking": replace(VOCABULARY.risk_factors["smoking"], transition_known=True),
    }
    path = tmp_path / "mine.yaml"
    path.write_text(
        changed(
            ("kind: shift", "kind: transition"),
            ("0.07, low: 0.05, high: 0.09, unit: share", "1.8, unit: ratio"),
        )
    )
    assert load_measure(str(path), replace(VOCABULARY, risk_factors=words)).effects[0].kind == "transition"


def test_the_model_itself_keeps_the_rules() -> None:
    with pytest.raises(ValidationError, match=r"low 0\.4 is above value 0\.3"):
        Quantity(value=0.3, low=0.4, high=0.5, unit="share", source="a", grade="B")
    with pytest.raises(ValidationError, match="not a share"):
        Quantity(value=3, unit="share", source="a", grade="B")


def test_a_build_up_ends_with_the_measure(faults_of: Faults, tmp_path: Path) -> None:
    (fault,) = faults_of(changed(("kind: flow", "kind: flow\n  build_up_years: 11")))
    assert fault.message == "build_up_years 11 is more than the 10 years of the measure"
    assert fault.line == line_of(GOOD, "kind: flow") + 1
    path = tmp_path / "mine.yaml"
    path.write_text(changed(("kind: flow", "kind: flow\n  build_up_years: 10")))
    measure = load_measure(str(path), VOCABULARY)
    assert measure.reach.build_up_years == 10
    with pytest.raises(ValidationError, match="more than the 10 years"):
        Measure.model_validate(
            measure.model_dump() | {"reach": measure.reach.model_dump() | {"build_up_years": 11}}
        )


def test_units_of_a_product() -> None:
    assert unit_of_product(["share", "eur per litre", "litre per person", "ratio"]) == "eur per person"
    assert unit_of_product(["share", "share"]) == "ratio"


def test_the_example_loads() -> None:
    assert load_measure(str(ROOT / "examples" / "my-measure.yaml"), VOCABULARY).id == "walking-groups"


def test_the_schema_pages_are_up_to_date() -> None:
    for name, text in runpy.run_path(str(ROOT / "tools" / "document_schema.py"))["pages"]().items():
        page = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert page == text, "run python tools/document_schema.py"


def test_every_field_is_described() -> None:
    page = (ROOT / "docs" / "measure.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in page.splitlines() if line.startswith("| `")]
    assert len(rows) > 80
    assert all(row[-1].strip(" |") for row in rows)
