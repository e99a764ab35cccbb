"""An entry of the register as a screening: what its effects, touches and claims say that it touches."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from hiap.catalogue.measures import Entry
from hiap.domain.determinant import Determinant
from hiap.domain.grading import CERTAINTIES
from hiap.domain.measure import Effect, Measure
from hiap.domain.parts import Quantity, Text
from hiap.domain.register import POINTS, Claim, Touch, Who
from hiap.domain.screening import Reached, Screening
from hiap.domain.vocabulary import RiskWord
from hiap.workflow.screen_range import product_range, range_of, rest_of
from hiap.workflow.screen_size import YEARS, Bounds, Table

Way = Literal["better", "worse", "unclear"]
WAYS: Mapping[str, Way] = {"gain": "better", "harm": "worse", "unclear": "unclear"}
KINDS_ON_DISEASE = ("incidence", "remission", "fatality")
NO_COMPARISON = "no"
"""Below the counterfactual floor: a count or a description, which says nothing of a change."""
PERCENT = 100.0
UNRATED = "low"
"""What the rules take where nobody rated a change: not enough for harm to be likely, nor to be nothing."""


class Touched(NamedTuple):
    """A change with what it starts at: a determinant, or a disease that the entry acts on at once.

    `moving` is a change that only a run of the model can follow: its size is in the entry, but not as points.
    """

    start: str
    touch: Reached
    moving: bool
    rated: bool


def touched_by(screening: Screening) -> tuple[Touched, ...]:
    """The changes of a screening of one's own."""
    return tuple(Touched(touch.determinant, touch, False, True) for touch in screening.touches)


def entry_touches(
    entry: Entry,
    determinants: Mapping[str, Determinant],
    factors: Mapping[str, RiskWord],
    table: Table,
    variation: Mapping[str, float],
) -> tuple[Touched, ...]:
    """The changes of an entry: its effects, what it touches beside them, what was found of others.

    `variation` is that of numbers without an interval, by grade.
    """
    found: list[Touched] = []
    if isinstance(entry, Measure):
        found += _by_effect(entry, determinants, factors, table, variation)
    of_effects = {item.start for item in found}
    found += [_described(touch) for touch in entry.touches if touch.determinant not in of_effects]
    return (*found, *_by_claim(entry.claims, {item.start for item in found}))


def _described(touch: Touch) -> Touched:
    """A change as the entry describes it, with its size where that is given; unrated if nobody rated it."""
    given = {name: getattr(touch, name) for name in Touch.model_fields}
    given["certainty"] = touch.certainty or UNRATED
    return Touched(touch.determinant, Reached(**given), False, touch.certainty is not None)


def _by_claim(claims: Sequence[Claim], seen: Collection[str]) -> Iterator[Touched]:
    """What studies with a comparison found of the determinants that nothing else names.

    Those of the highest certainty decide; where they differ it is unclear; if none saw a change, none.
    """
    compared = [claim for claim in claims if claim.evidence.floor != NO_COMPARISON]
    for name in dict.fromkeys(claim.determinant for claim in compared if claim.determinant):
        own = [claim for claim in compared if claim.determinant == name]
        best = max(CERTAINTIES.index(claim.evidence.certainty) for claim in own)
        decide = [claim for claim in own if CERTAINTIES.index(claim.evidence.certainty) == best]
        ways = {WAYS.get(claim.direction) for claim in decide}
        if name in seen or ways == {None}:
            continue
        first = next(claim for claim in decide if claim.direction in WAYS)
        way = WAYS[first.direction] if len(ways) == 1 else "unclear"
        yield Touched(name, _reached(name, way, first.outcome, CERTAINTIES[best]), False, True)


def _reached(name: str, way: Way, why: Text, certainty: str = UNRATED) -> Reached:
    return Reached.model_validate(
        {"determinant": name, "direction": way, "why": why.model_dump(), "certainty": certainty}
    )


def _by_effect(
    measure: Measure,
    determinants: Mapping[str, Determinant],
    factors: Mapping[str, RiskWord],
    table: Table,
    variation: Mapping[str, float],
) -> Iterator[Touched]:
    """Every effect of a measure once: a change of a risk factor, or of a disease at once."""
    of_factor = {item.risk_factor: item.id for item in determinants.values() if item.risk_factor}
    seen: set[str] = set()
    for effect in measure.effects:
        if effect.kind in KINDS_ON_DISEASE and effect.disease:
            start, way = effect.disease, _way_of_ratio(effect)
        elif effect.risk_factor in of_factor and effect.risk_factor in factors:
            start, way = of_factor[effect.risk_factor], _way(effect, factors[effect.risk_factor])
        else:
            continue
        if start in seen:
            continue
        seen.add(start)
        reached = _of_effect(measure, effect, start, way)
        sized = _sized(measure, effect, reached, factors, table, variation)
        yield Touched(start, sized or reached, sized is None, True)


def _of_effect(measure: Measure, effect: Effect, start: str, way: Way) -> Reached:
    target = measure.target
    who = Who(sex=target.sex, age=target.age, ses=target.ses)
    return Reached(
        determinant=start,
        direction=way,
        why=effect.evidence.certainty_reason,
        certainty=effect.evidence.certainty,
        who=who,
        lag_years=min(effect.lag_years, YEARS),
    )


def _size(effect: Effect) -> float:
    size = 1.0
    for _, factor in effect.factors:
        size *= factor.value
    return size


def _way_of_ratio(effect: Effect) -> Way:
    """Fewer new cases, fewer deaths or more recovery is better."""
    size = _size(effect)
    if size == 1.0:
        return "unclear"
    return "better" if (size < 1.0) == (effect.kind != "remission") else "worse"


def _way(effect: Effect, factor: RiskWord) -> Way:
    if factor.kind == "mean":
        return "better" if _size(effect) < 0.0 else "worse"
    order = factor.levels.index
    return "better" if order(str(effect.level_to)) < order(str(effect.level_from)) else "worse"


def _sized(
    measure: Measure,
    effect: Effect,
    reached: Reached,
    factors: Mapping[str, RiskWord],
    table: Table,
    variation: Mapping[str, float],
) -> Reached | None:
    """The change with points and share, where it is a difference kept for a fixed share of people."""
    target, reach = measure.target, measure.reach
    if effect.kind != "hold" or reach.kind != "stock" or target.disease or reach.by_ses:
        return None
    factor = factors[str(effect.risk_factor)]
    sizes = [number for _, number in effect.factors] + [effect.transfer]
    if any(number.value == 0.0 for number in sizes):
        return None
    points = [range_of(number, variation) for number in sizes]
    if factor.kind == "levels":
        level = table.level(reached, str(effect.risk_factor))
        if level is None or reached.direction != "better":
            return None
        points.append((PERCENT * level, PERCENT * level, PERCENT * level))
    shares = [range_of(number, variation) for number in (reach.share, target.share) if number]
    if reach.non_take_up:
        shares.append(rest_of(range_of(reach.non_take_up, variation)))
    return reached.model_copy(
        update={
            "points": _worked_out(product_range(points), POINTS if factor.kind == "levels" else factor.unit),
            "share": _worked_out(product_range(shares), "share", 1.0),
            "level_to": effect.level_to,
        }
    )


def _worked_out(bounds: Bounds, unit: str, most: float = math.inf) -> Quantity:
    """A number from the effect and the reach of a measure, with its range."""
    value, low, high = bounds
    note = "worked out from the effect and the reach of the measure"
    return Quantity(
        value=value, low=low, high=min(high, most), unit=unit, source="assumption", grade="R", note=note
    )
