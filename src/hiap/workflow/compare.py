"""What differs between results: settings, measures, numbers behind them, and what comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hiap.domain.errors import Fault, InputError

Result = Mapping[str, Any]
Row = dict[str, object]
SCHEMA = "hiap-comparison/1"
OUTCOMES = (
    "haly",
    "healthy_life_years",
    "deaths_averted",
    "care_cost_eur",
    "programme_cost_eur",
    "net_present_value_eur",
    "break_even_qaly_eur",
)
NUMBERS = ("value", "low", "high", "unit", "grade", "source")
ENDS = ("mean", "low", "high")
WORDS = frozenset({"title", "perspective_title", "perspective_accounts", "equity_goal_title", "note", "ses"})
"""Settings that only say in words, or name the parties of, what another one sets."""
SMALL = 1e-9
"""Numbers that differ by less, in proportion, are the same but for the last digits of another engine."""


def compare(results: Sequence[Result]) -> dict[str, object]:
    """Lay results beside the first one, and name every difference in what went in and what came out.

    Parameters
    ----------
    results : two or more results in the form of `hiap-result/1`, as of `hiap.read_result`.

    Raises
    ------
    InputError : fewer than two results, or one in another form.

    >>> import hiap
    >>> found = compare([hiap.appraise(["debt-relief"]), hiap.appraise(["debt-relief"], years=20)])
    >>> [row["setting"] for row in found["comparisons"][0]["settings"]]
    ['years']
    """
    faults = [
        Fault(f"result {place}", None, "is no result of this form", "give what hiap.read_result gives")
        for place, result in enumerate(results, 1)
        if not isinstance(result, Mapping) or result.get("schema") != "hiap-result/1"
    ]
    if len(results) < 2:
        faults.append(Fault("RUN", None, "fewer than two runs", "name two runs or more"))
    if faults:
        raise InputError(faults)
    first, *others = results
    return {"schema": SCHEMA, "comparisons": [_comparison(first, other) for other in others]}


def _comparison(one: Result, other: Result) -> dict[str, object]:
    shared = [name for name in one["scenarios"] if name in other["scenarios"]]
    return {
        "made_with": list(_made_with(one, other)),
        "settings": list(_settings(one, other)),
        "scenarios_only_in_first": [name for name in one["scenarios"] if name not in other["scenarios"]],
        "scenarios_only_in_other": [name for name in other["scenarios"] if name not in one["scenarios"]],
        "measures": list(_measures(one, other)),
        "inputs": list(_inputs(one, other)),
        "outcomes": [row for name in shared for row in _outcomes(name, one, other)],
        "titles": {
            name: scenario["title"]
            for result in (other, one)
            for name, scenario in result["scenarios"].items()
        },
    }


def _made_with(one: Result, other: Result) -> Iterator[Row]:
    """Version, engine and pack, where they differ."""
    for name, path in (("hiap_version", ()), ("engine", ()), ("pack", ("id",)), ("pack_sha256", ("sha256",))):
        key = "pack" if path else name
        before, after = (result[key][path[0]] if path else result[key] for result in (one, other))
        if before != after:
            yield {"what": name, "first": before, "other": after}


def _settings(one: Result, other: Result) -> Iterator[Row]:
    """Settings that differ, by name; their words follow from them and are left out."""
    before, after = (dict(_leaves(result["settings"])) for result in (one, other))
    for name in [*before, *(name for name in after if name not in before)]:
        words = not WORDS.isdisjoint(name.split("."))
        if not words and before.get(name) != after.get(name):
            titles = [result["settings"].get(f"{name}_title") for result in (one, other)]
            told = {"first_title": titles[0], "other_title": titles[1]} if any(titles) else {}
            yield {"setting": name, "first": before.get(name), "other": after.get(name), **told}


def _measures(one: Result, other: Result) -> Iterator[Row]:
    """Fields of measures of the same name that differ."""
    for name in one["documents"]:
        if name not in other["documents"]:
            continue
        before, after = (dict(_leaves(json.loads(result["documents"][name]))) for result in (one, other))
        for field in sorted({*before, *after}):
            if before.get(field) != after.get(field):
                row = {"first": before.get(field), "other": after.get(field)}
                yield {"measure": name, "field": field, **row}


def _inputs(one: Result, other: Result) -> Iterator[Row]:
    """Numbers of the pack that differ in value, interval, unit, grade or source, or are in one only."""
    before, after = ({row["name"]: row for row in result["inputs"]} for result in (one, other))
    for name in sorted({*before, *after}):
        if name.startswith("measure/"):
            continue
        first, second = before.get(name), after.get(name)
        told = [{key: row[key] for key in NUMBERS} if row else None for row in (first, second)]
        if told[0] != told[1]:
            yield {
                "name": name,
                "title": {**(first or {}), **(second or {})}["title"],
                "first": told[0],
                "other": told[1],
            }


def _outcomes(name: str, one: Result, other: Result) -> Iterator[Row]:
    """Each outcome of a scenario in both, and whether the difference is more than the uncertainty of each."""
    for outcome in OUTCOMES:
        first, second = (result["scenarios"][name].get(outcome) for result in (one, other))
        if first is None and second is None:
            continue
        before, after = ({end: (value or {}).get(end) for end in ENDS} for value in (first, second))
        yield {
            "scenario": name,
            "outcome": outcome,
            "first": before,
            "other": after,
            "difference": _difference(before["mean"], after["mean"]),
            "moved": moved(before, after),
        }


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before


def moved(before: Mapping[str, float | None], after: Mapping[str, float | None]) -> str:
    """How an estimate moved: not at all, within the interval of both, or beyond that of either.

    >>> moved({"mean": 5.0, "low": 3.0, "high": 7.0}, {"mean": 6.0, "low": 4.0, "high": 8.0})
    'within'
    >>> moved({"mean": 5.0, "low": None, "high": None}, {"mean": 6.0, "low": None, "high": None})
    'changed'
    """
    one, other = before["mean"], after["mean"]
    if one is None or other is None:
        return "none" if one == other else "only_one"
    if abs(other - one) <= SMALL * max(abs(one), abs(other)):
        return "none"
    if None in (before["low"], before["high"], after["low"], after["high"]):
        return "changed"
    inside = before["low"] <= other <= before["high"] and after["low"] <= one <= after["high"]  # type: ignore[operator]
    return "within" if inside else "beyond"


def _leaves(value: Any, name: str = "") -> Iterator[tuple[str, object]]:
    """Every plain value with its path; items of a list by their id where they have one."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{name}.{key}" if name else str(key))
    elif isinstance(value, list) and value:
        for place, inner in enumerate(value):
            label = inner.get("id", place) if isinstance(inner, Mapping) else place
            yield from _leaves(inner, f"{name}.{label}")
    else:
        yield name, value
