"""Rules between the fields of a measure that need no knowledge of the pack.

They work on plain mappings: a file with faults elsewhere can be checked too, and what is missing is skipped.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

ASSUMPTION = "assumption"
RATIO_KINDS = ("incidence", "remission", "fatality", "care_use")
SHARE_UNITS = ("share", "share per year")

LARGEST = 1e12
"""No number of a measure is larger: in euro it is about what the Netherlands earns in a year."""

LONGEST = 60
"""Years after the measure for which people are followed at least (1.2)."""

LEAST_RATIO, MOST_RATIO, MOST_SMD = 0.01, 50.0, 2.0
"""Sizes of claims beyond these are taken for slips of the pen."""

Problem = tuple[str, str, str]
"""A broken rule: field, what is wrong, the cure."""


class Bounds(NamedTuple):
    """Least and most that a number can be in some place, and what to do when it is under the least."""

    least: float
    most: float
    cure: str


ANY = Bounds(-LARGEST, LARGEST, f"write at least {-LARGEST:.15g}, and check the unit")
SHARE = Bounds(0.0, 1.0, "write a share from 0 to 1; swap the levels for the other direction")
RATIO = Bounds(0.0, 100.0, "write a ratio from 0")
RATIO_OF_EFFECT = Bounds(0.001, 100.0, "write a ratio above 0, as 0.9 for 10 % less")
TRANSFERRED = Bounds(0.0, 10.0, "write 0 to 10; what does harm has its direction in the size")
SAVING = "a saving on care follows from the effects; write another saving under pm with sign '+'"
COST = Bounds(0.0, LARGEST, SAVING)
COST_PER_PERSON = Bounds(0.0, 1e7, SAVING)
MONEY = Bounds(0.0, LARGEST, "swap payer and receiver, and write an amount from 0")
MONEY_PER_PERSON = Bounds(0.0, 1e7, MONEY.cure)
NUMBER_PER_PERSON = Bounds(-1e4, 1e4, "check the unit: it is the number for one person in a year")


def quantity_problems(data: Mapping[str, Any]) -> list[Problem]:
    """Rules between the fields of a quantity; fields that are missing or of another type are skipped.

    >>> quantity_problems({"value": 2.0, "low": 3.0, "high": 4.0, "source": "a", "grade": "B"})
    [('low', 'low 3.0 is above value 2.0', 'write low <= value <= high')]
    """
    value, low, high = (_number(data.get(name)) for name in ("value", "low", "high"))
    cure = "write low <= value <= high"
    problems = share_problems(data) if data.get("unit") in SHARE_UNITS else bound_problems(data, ANY)
    if value is not None and low is not None and low > value:
        problems.append(("low", f"low {low} is above value {value}", cure))
    if value is not None and high is not None and high < value:
        problems.append(("high", f"high {high} is below value {value}", cure))
    if (data.get("low") is None) != (data.get("high") is None):
        problems.append(("value", "an interval needs both low and high", "write both or neither"))
    if data.get("source") == ASSUMPTION and data.get("grade") not in ("R", None):
        problem = f"an assumption cannot have grade {data['grade']}"
        problems.append(("grade", problem, "write grade R, or name the source"))
    return problems


def share_problems(data: Mapping[str, Any]) -> list[Problem]:
    """A share lies between 0 and 1.

    >>> share_problems({"value": 30, "unit": "share"})
    [('value', '30 is not a share', 'write a share between 0 and 1, as 0.3')]
    """
    if data.get("unit") not in SHARE_UNITS:
        return []
    problems: list[Problem] = []
    for name in ("value", "low", "high"):
        number = _number(data.get(name))
        if number is not None and not 0 <= number <= 1:
            hint = f", as {number / 100:g}" if 1 < number <= 100 else ""
            problems.append((name, f"{number:g} is not a share", f"write a share between 0 and 1{hint}"))
    return problems


def bound_problems(data: Mapping[str, Any], bounds: Bounds) -> list[Problem]:
    """The value and its interval lie within bounds.

    >>> bound_problems({"value": 2e7}, COST_PER_PERSON)
    [('value', '20000000 is over 10000000', 'write at most 10000000, and check the unit')]
    """
    problems: list[Problem] = []
    for name in ("value", "low", "high"):
        number = _number(data.get(name))
        if number is not None and number < bounds.least:
            problems.append((name, f"{number:.15g} is under {bounds.least:.15g}", bounds.cure))
        elif number is not None and number > bounds.most:
            cure = f"write at most {bounds.most:.15g}, and check the unit"
            problems.append((name, f"{number:.15g} is over {bounds.most:.15g}", cure))
    return problems


def build_up_problem(build_up: Any, years: int | None) -> str | None:
    """What is wrong with a build-up of reach: it ends within the years of the measure.

    >>> build_up_problem(20, 10)
    'build_up_years 20 is more than the 10 years of the measure'
    """
    if years is None or _number(build_up) is None or build_up <= years:
        return None
    return f"build_up_years {build_up} is more than the {years} years of the measure"


def target_problems(data: Mapping[str, Any]) -> list[Problem]:
    """Rules between the fields of a target.

    >>> target_problems({"age": (70, 65)})
    [('age', 'the first age 70 is above the last age 65', 'write [65, 70]')]
    """
    problems: list[Problem] = []
    age = data.get("age")
    if isinstance(age, list | tuple) and len(age) == 2 and all(_number(x) is not None for x in age):
        first, last = age
        if first > last:
            problems.append(
                ("age", f"the first age {first} is above the last age {last}", f"write [{last}, {first}]")
            )
        elif first < 0:
            problems.append(("age", f"age {first} is below 0", "write an age from 0"))
    if (data.get("risk_factor") is None) != (data.get("level") is None):
        problems.append(
            ("risk_factor", "risk_factor and level go together in a target", "write both or neither")
        )
    return problems


def transfer_problems(data: Mapping[str, Any]) -> list[Problem]:
    """Rules between the fields of a transfer.

    >>> transfer_problems({"payer": "svb", "receiver": "svb", "amount": {}})
    [('receiver', 'payer and receiver are both svb', 'name two parties')]
    """
    problems = _one_of_two(data, "amount", "chain")
    payer, receiver = data.get("payer"), data.get("receiver")
    if payer is not None and payer == receiver:
        problems.append(("receiver", f"payer and receiver are both {payer}", "name two parties"))
    return problems


def effect_problems(data: Mapping[str, Any]) -> list[Problem]:
    """Rules between the fields of an effect that need no knowledge of the pack.

    >>> [problem[0] for problem in effect_problems({"kind": "incidence", "size": {}})]
    ['disease']
    """
    kind = data.get("kind")
    problems = _one_of_two(data, "size", "chain")
    needed: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()
    if kind in ("shift", "transition"):
        needed, unfit = ("risk_factor", "level_from", "level_to"), ("disease",)
    elif kind == "hold":
        needed, unfit = ("risk_factor",), ("disease", "decay")
    elif kind in RATIO_KINDS:
        needed, unfit = () if kind == "care_use" else ("disease",), ("risk_factor", "level_from", "level_to")
    if kind == "shift":
        needed = (*needed, "decay")
    problems += [
        (name, f"{name} is missing for an effect of kind {kind}", f"add {name}")
        for name in needed
        if data.get(name) is None
    ]
    problems += [
        (name, f"{name} does not go with an effect of kind {kind}", f"leave {name} out")
        for name in unfit
        if data.get(name) is not None
    ]
    if data.get("level_from") is not None and data.get("level_from") == data.get("level_to"):
        problems.append(("level_to", "level_from and level_to are the same", "name two levels"))
    return problems


def decay_problem(kind: Any, reach_kind: Any, *, has_decay: bool) -> str | None:
    """What is wrong with the decay of a ratio effect: people reached by a flow leave, so it must fade.

    >>> decay_problem("incidence", "flow", has_decay=False)
    'decay is missing for an effect of kind incidence when reach is a flow'
    """
    if kind in RATIO_KINDS and reach_kind == "flow" and not has_decay:
        return f"decay is missing for an effect of kind {kind} when reach is a flow"
    return None


def outcome_problems(data: Mapping[str, Any]) -> list[Problem]:
    """Rules between the fields of a change outside health and care.

    >>> outcome_problems({"size": {}, "years": 50, "lag_years": 20})[0][1]
    'lag_years 20 and years 50 are more than 60 together'
    """
    problems = _one_of_two(data, "size", "chain")
    lag, years = (_number(data.get(name)) for name in ("lag_years", "years"))
    if lag is not None and years is not None and lag <= LONGEST >= years and lag + years > LONGEST:
        problem = f"lag_years {lag} and years {years} are more than {LONGEST} together"
        problems.append(("years", problem, f"write at most {LONGEST - lag}: people are followed no longer"))
    return problems


def lasting_problem(reach_kind: Any, *, has_years: bool, has_decay: bool) -> Problem | None:
    """What is wrong with how long a change lasts: a flow needs years, a stock has neither years nor decay.

    >>> lasting_problem("flow", has_years=False, has_decay=True)[1]
    'years is missing when reach is a flow'
    """
    if reach_kind == "flow" and not has_years:
        return "years", "years is missing when reach is a flow", "add years: how long the change lasts"
    for field, given in (("years", has_years), ("decay", has_decay)):
        if reach_kind == "stock" and given:
            problem = f"{field} does not go with a reach of kind stock"
            return field, problem, f"leave {field} out: the change lasts as long as people are covered"
    return None


def unit_of_product(units: list[str]) -> str:
    """Unit of a product of quantities: equal units above and below the line cancel; share and ratio are 1.

    >>> unit_of_product(["ratio", "kcal/day", "kg/m2 per kcal/day"])
    'kg/m2'
    >>> unit_of_product(["litre", "eur per litre", "share"])
    'eur'
    """
    above: list[str] = []
    below: list[str] = []
    for unit in units:
        first, *rest = unit.split(" per ")
        above += [] if first in ("share", "ratio") else [first]
        below += rest
    for unit in list(below):
        if unit in above:
            above.remove(unit)
            below.remove(unit)
    return " per ".join([" x ".join(above) or "ratio", *below])


def _one_of_two(data: Mapping[str, Any], first: str, second: str) -> list[Problem]:
    given = [name for name in (first, second) if data.get(name) is not None]
    if len(given) == 1:
        return []
    return [(first, f"{'both' if given else 'neither'} of {first} and {second} given", "give one of the two")]


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return value


def claim_problems(data: Mapping[str, Any]) -> list[Problem]:
    """Rules between the fields of a claim: a number unless it is a statement, a grade only if it was found.

    >>> claim_problems({"metric": "smd", "value": 3.0, "grade": "B", "found": {}})
    [('value', 'smd 3.0 is implausible', 'check it: trials find less than 2 standard deviations')]
    """
    value, metric = _number(data.get("value")), data.get("metric")
    problems = quantity_problems({**data, "source": None, "unit": None})
    if metric == "statement" and value is not None:
        problems.append(("value", "a statement has no number", "choose the metric of the number"))
    if metric != "statement" and isinstance(metric, str) and data.get("value") is None:
        problems.append(("value", "the number is missing", "add value, or write metric: statement"))
    worked_out = data.get("pooled") is not None and data.get("grade") == "C"
    if data.get("found") is None and data.get("grade") in ("A", "B", "C") and not worked_out:
        problem = f"grade {data['grade']} without the words that hold the number"
        problems.append(("grade", problem, "add found with where and quote, or write grade R"))
    return problems + ([] if value is None else _size_problems(metric, value))


def _size_problems(metric: Any, value: float) -> list[Problem]:
    """Sizes that no study of prevention finds, or that the metric cannot have."""
    if metric in ("rr", "or", "hr", "irr") and not LEAST_RATIO <= value <= MOST_RATIO:
        return [
            (
                "value",
                f"{metric} {value} is implausible",
                "check it, and that it is a ratio and no percentage",
            )
        ]
    if metric == "smd" and abs(value) > MOST_SMD:
        return [
            ("value", f"smd {value} is implausible", "check it: trials find less than 2 standard deviations")
        ]
    if metric == "share" and not 0 <= value <= 1:
        return [("value", f"share {value} is not between 0 and 1", "write the share as 0.3")]
    if metric == "percentage_points" and abs(value) > 100:
        return [("value", f"{value} percentage points cannot be", "write a number from -100 to 100")]
    return []
