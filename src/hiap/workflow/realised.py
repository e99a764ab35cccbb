"""From a run to the path it promised, and from what was measured to a measure for the next run (14)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hiap.catalogue.nearest import cure_for
from hiap.domain.errors import Fault, InputError
from hiap.domain.measure import Effect, Measure
from hiap.domain.measure_rules import RATIO_KINDS, unit_of_product
from hiap.domain.parts import Evidence, Source
from hiap.monitoring.realised import Promise, Realised, Share, promise_of_interval
from hiap.monitoring.renewal import Renewed, renewed_difference, renewed_ratio, renewed_share

ANSWER = "result.json"
NOT_AN_OUTCOME = ("year", "by_party", "by_ses")
DERIVED = "C"
"""Grade of a number that we derived from measured ones."""


def promised_path(result: Mapping[str, Any], scenario: str, outcome: str) -> tuple[list[int], Promise]:
    """The years of a run and what a scenario promised in them of one outcome of `by_year`, or of `outcomes`.

    A result holds the interval of each year, not its draws: the years share one effect.

    Raises
    ------
    InputError : no such scenario or outcome, a run without draws, or nothing promised.
    """
    scenarios = result["scenarios"]
    if scenario not in scenarios:
        raise InputError([Fault(ANSWER, None, f"no scenario {scenario}", cure_for(scenario, scenarios))])
    rows = scenarios[scenario]["by_year"]
    known = {name: [row[name] for row in rows] for name in rows[0] if name not in NOT_AN_OUTCOME}
    for other in scenarios[scenario].get("outcomes", ()):
        known[other["id"]] = [row["change"] for row in other["by_year"]]
    if outcome not in known:
        raise InputError([Fault(ANSWER, None, f"no outcome {outcome} by year", cure_for(outcome, known))])
    found = known[outcome]
    if any(item["low"] is None for item in found):
        cure = "appraise again with --draws 200"
        raise InputError([Fault(ANSWER, None, "a run without draws has no interval", cure)])
    ends = (np.array([item[end] for item in found], dtype=np.float64) for end in ("mean", "low", "high"))
    try:
        return [row["year"] for row in rows], promise_of_interval(*ends)
    except ValueError as error:
        raise InputError([Fault(ANSWER, None, str(error), "choose another outcome")]) from None


def renewed_measure(
    result: Mapping[str, Any],
    measure: str,
    effects: Sequence[str],
    realised: Realised,
    *,
    key: str,
    source: Source,
    evidence: Evidence,
) -> dict[str, Any]:
    """The document of a measure of a run in which effects are what the series makes of them.

    Its id is that of the measure with the key, as a measure of one's own may not have the id of another.
    The size becomes that of promise and series together and goes with a transfer of 1: it holds here. Other
    numbers, reach too, keep their spread, so the next appraisal is rather too unsure than too sure.

    Parameters
    ----------
    result : the result of the run that made the promise, with its `documents`.
    measure, effects : id of the measure, and of those of its effects that the promise is about.
    realised : what `update` gave.
    key, source, evidence : the series as a source under this key, and how sure it is.

    Raises
    ------
    InputError : no such measure or effect, or a share that no size of this kind can be.
    """
    documents = result["documents"]
    if measure not in documents:
        raise InputError([Fault(ANSWER, None, f"no measure {measure}", cure_for(measure, documents))])
    document = json.loads(documents[measure])
    known = {effect.id: effect for effect in Measure.model_validate(document).effects}
    faults = [
        Fault(measure, None, f"no effect {name}", cure_for(name, known))
        for name in effects
        if name not in known
    ]
    if faults:
        raise InputError(faults)
    for item in document["effects"]:
        if item["id"] in effects:
            found = _renewed(measure, known[item["id"]], realised.share)
            item["size"], item["chain"] = _quantity(found, known[item["id"]], realised, key), None
            item["transfer"], item["evidence"] = _here(key), evidence.model_dump(mode="json")
    document["sources"][key] = source.model_dump(mode="json")
    document["id"] = f"{measure}-{key}"
    return dict(_without_nothing(document))


def study_of(measure: str, effect: Effect, realised: Realised, name: str) -> dict[str, object]:
    """A row for `pooled` in a measure: what the series alone found, not the promise once more.

    Raises
    ------
    InputError : a share that no size of this kind can be.
    """
    found = _renewed(measure, effect, realised.series_alone)
    return {"study": name, "value": found.value, "low": found.low, "high": found.high}


def _renewed(measure: str, effect: Effect, share: Share) -> Renewed:
    size = float(np.prod([quantity.value for _, quantity in effect.factors]))
    try:
        if effect.kind in (*RATIO_KINDS, "transition"):
            return renewed_ratio(size, effect.transfer.value, share)
        if effect.level_from is None:
            return renewed_difference(size, effect.transfer.value, share)
        return renewed_share(size, effect.transfer.value, share)
    except ValueError as error:
        where = f"{measure}: effects/{effect.id}"
        raise InputError([Fault(where, None, str(error), "describe it as a new effect of its own")]) from None


def _quantity(found: Renewed, effect: Effect, realised: Realised, key: str) -> dict[str, object]:
    share = realised.share
    note = (
        f"Share of the promise that came true: {share.value:.3g} ({share.low:.3g} to {share.high:.3g}), "
        f"promise and series together; by the series alone {realised.series_alone.value:.3g}."
    )
    return {
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "unit": _unit(effect),
        "source": key,
        "grade": DERIVED,
        "note": note + (" The interval is cut off where no share can be." if found.cut else ""),
    }


def _unit(effect: Effect) -> str:
    """Unit of a size; a product of shares has none of its own, and people who move are a share."""
    if effect.size is not None:
        return effect.size.unit
    return "share" if effect.level_from else unit_of_product([number.unit for _, number in effect.factors])


def _here(key: str) -> dict[str, object]:
    note = "Measured here: nothing is transferred."
    return {
        "value": 1.0,
        "low": 1.0,
        "high": 1.0,
        "unit": "ratio",
        "source": key,
        "grade": DERIVED,
        "note": note,
    }


def _without_nothing(value: Any) -> Any:
    """A document without the fields that say nothing, as a person would write it."""
    if isinstance(value, dict):
        return {name: _without_nothing(item) for name, item in value.items() if item is not None}
    return [_without_nothing(item) for item in value] if isinstance(value, list) else value
