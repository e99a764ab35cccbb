"""The evidence profile of a gain: which part of it rests on what, by each label apart (11.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hiap.domain.grading import CERTAINTIES, Certainty
from hiap.domain.measure import Effect, Measure
from hiap.evidence.numbers import health_numbers, is_chosen

GRADES = ("A", "B", "C", "R")
"""From firm to weak; R is an unverified assumption."""
FLOORS = ("yes", "modelled", "no")
WEAKEST = {
    "nl": "De hele winst van een maatregel telt bij zijn zwakste effect op gezondheid en bij het zwakste "
    "getal daarachter.",
    "en": "The whole gain of a measure counts with its weakest effect on health and with the weakest number "
    "behind it.",
}
SEVERAL = {
    "nl": "De winst van alles samen is hier verdeeld naar wat elke maatregel alleen oplevert.",
    "en": "The gain of all together is shared here by what each measure brings alone.",
}


def profile(measures: Sequence[Measure], gains: Mapping[str, float]) -> dict[str, object]:
    """Share of a health gain by certainty, by counterfactual, by grade of the data, and beyond the evidence.

    A measure weighs by its gain alone (in HALYs, without its sign). Its gain is not split over its effects:
    all of it counts with the weakest. Without any gain every share is 0.
    """
    counted = [measure for measure in measures if effects_on_health(measure) and gains[measure.id]]
    total = sum(abs(gains[measure.id]) for measure in counted)
    shares = {measure.id: abs(gains[measure.id]) / total for measure in counted}
    numbers: list[str] = [
        quantity.grade
        for measure in counted
        for _, quantity in health_numbers(measure)
        if not is_chosen(quantity)
    ]
    rule = {lang: f"{WEAKEST[lang]} {SEVERAL[lang]}" for lang in WEAKEST} if len(measures) > 1 else WEAKEST
    return {
        "by_certainty": _shared(reversed(CERTAINTIES), {m.id: weakest_certainty(m) for m in counted}, shares),
        "by_floor": _shared(FLOORS, {m.id: weakest_floor(m) for m in counted}, shares),
        "by_grade": _shared(GRADES, {m.id: weakest_grade(m) for m in counted}, shares),
        "beyond_evidence": sum((shares[m.id] for m in counted if beyond_evidence(m)), 0.0),
        "numbers_by_grade": {grade: numbers.count(grade) for grade in GRADES},
        "rule": dict(rule),
    }


def _shared(
    classes: Iterable[str], found: Mapping[str, str], shares: Mapping[str, float]
) -> dict[str, float]:
    return {
        name: sum((shares[measure] for measure, given in found.items() if given == name), 0.0)
        for name in classes
    }


def effects_on_health(measure: Measure) -> list[Effect]:
    """The effects that change health; use of care alone changes none."""
    return [effect for effect in measure.effects if effect.kind != "care_use"]


def weakest_certainty(measure: Measure) -> Certainty:
    """The lowest GRADE certainty of the effects on health."""
    return min((effect.evidence.certainty for effect in effects_on_health(measure)), key=CERTAINTIES.index)


def weakest_floor(measure: Measure) -> str:
    """The weakest answer to whether effects were compared with what would have happened without."""
    return max((effect.evidence.floor for effect in effects_on_health(measure)), key=FLOORS.index)


def weakest_grade(measure: Measure) -> str:
    """The weakest grade of the numbers behind the effect on health, sizes that the measure sets aside."""
    grades = [quantity.grade for _, quantity in health_numbers(measure) if not is_chosen(quantity)]
    return max(grades, key=GRADES.index, default="A")


def beyond_evidence(measure: Measure) -> bool:
    """Tell whether an effect on health rests mainly on reasoning: a leap of faith."""
    return any(effect.evidence.leap_of_faith for effect in effects_on_health(measure))
