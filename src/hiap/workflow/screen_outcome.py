"""What follows from a screening: a full appraisal, a note or nothing, by rules that are data (12.4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hiap.catalogue.causes import rank
from hiap.domain.grading import Certainty
from hiap.domain.screening import Conditions, Rule, ScreeningRules

Gap = Literal["narrows", "widens", "alike", "unknown"]
OUTCOMES = ("none", "note", "full")
"""From weak to strong."""


@dataclass(frozen=True)
class Change:
    """What the rules look at of one change. `size` is the largest class that it plausibly reaches."""

    start: str
    direction: str
    size: str | None
    status: str
    certainty: Certainty
    gap: Gap
    lowest_touched: bool


@dataclass(frozen=True)
class Policy:
    """What the rules look at of the policy as a whole."""

    precaution: bool
    below_legal_norm: bool
    asks: str | None
    described: bool = True


@dataclass(frozen=True)
class Met:
    """A rule that is met, and by which changes; none where it looks at the policy alone."""

    rule: Rule
    by: tuple[str, ...]


def outcome(changes: Sequence[Change], policy: Policy, rules: ScreeningRules) -> tuple[str, tuple[Met, ...]]:
    """The strongest outcome of the rules that are met, and those rules, in the order of the list.

    A rule without conditions holds for every policy; it is told only where nothing stronger is met.
    """
    met = [found for rule in rules.rules if (found := _met(rule, changes, policy, rules)) is not None]
    strongest = max((found.rule.outcome for found in met), key=OUTCOMES.index)
    told = tuple(found for found in met if strongest == "none" or found.rule.outcome != "none")
    return strongest, told


def _met(rule: Rule, changes: Sequence[Change], policy: Policy, rules: ScreeningRules) -> Met | None:
    when = rule.when
    if not _policy_holds(when, policy):
        return None
    if not _looks_at_changes(when):
        return Met(rule, ())
    by = tuple(change.start for change in changes if _holds(when, change, rules))
    return Met(rule, tuple(dict.fromkeys(by))) if by else None


def _policy_holds(when: Conditions, policy: Policy) -> bool:
    asked: Mapping[str, bool] = {
        "precaution": when.precaution is None or when.precaution == policy.precaution,
        "below": when.below_legal_norm is None or when.below_legal_norm == policy.below_legal_norm,
        "asks": when.asks is None or policy.asks in when.asks,
        "described": when.described is None or when.described == policy.described,
    }
    return all(asked.values())


OF_A_CHANGE = ("direction", "size_at_least", "status", "certainty_at_least", "gap", "lowest_touched")


def _looks_at_changes(when: Conditions) -> bool:
    return any(getattr(when, name) is not None for name in OF_A_CHANGE)


def _holds(when: Conditions, change: Change, rules: ScreeningRules) -> bool:
    """Whether one change meets every condition on a change."""
    order = [size.id for size in rules.sizes]
    conditions: tuple[Callable[[], bool], ...] = (
        lambda: when.direction is None or change.direction in when.direction,
        lambda: (
            when.size_at_least is None
            or (change.size is not None and order.index(change.size) >= order.index(when.size_at_least))
        ),
        lambda: when.status is None or change.status in when.status,
        lambda: when.certainty_at_least is None or rank(change.certainty) >= rank(when.certainty_at_least),
        lambda: when.gap is None or change.gap in when.gap,
        lambda: when.lowest_touched is None or change.lowest_touched == when.lowest_touched,
    )
    return all(condition() for condition in conditions)


def gap_of(
    direction: str, falls_more_on: str, per_group: Mapping[str, float] | None, tolerance: float
) -> Gap:
    """What a change does to the difference between the lowest and the highest group.

    What is said of it goes before what follows from the table. A gain that falls more on the lowest narrows,
    a loss widens.

    >>> gap_of("worse", "unknown", {"Q1": -3.0, "Q5": -1.0}, 0.05)
    'widens'
    >>> gap_of("better", "neither", None, 0.05)
    'alike'
    """
    if direction == "unclear":
        return "unknown"
    if falls_more_on == "neither":
        return "alike"
    if falls_more_on == "unknown":
        if not per_group:
            return "unknown"
        lowest, *_, highest = (abs(value) for value in per_group.values())
        largest = max(lowest, highest)
        if largest == 0.0 or abs(lowest - highest) <= tolerance * largest:
            return "alike"
        falls_more_on = "lowest" if lowest > highest else "highest"
    narrows = (falls_more_on == "lowest") == (direction == "better")
    return "narrows" if narrows else "widens"
