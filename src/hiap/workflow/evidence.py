"""How much of a result rests on what: unverified assumptions named, with the gain that hangs on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hiap.domain.measure import Measure
from hiap.domain.pack import Pack
from hiap.domain.parts import Quantity
from hiap.evidence.numbers import health_numbers, status
from hiap.evidence.profile import profile
from hiap.workflow import labels
from hiap.workflow.inputs import measure_rows
from hiap.workflow.labels import titled

STATUSES = ("read", "derived", "chosen", "unverified")


def unverified_inputs(measure: Measure) -> list[str]:
    """Numbers of grade R on which the health effect of a measure rests: target, reach, size and decay."""
    return [path for path, quantity in health_numbers(measure) if _status(quantity) == "unverified"]


def _status(quantity: Quantity) -> str:
    fixed = quantity.low == quantity.value == quantity.high
    return status(quantity.grade, quantity.source, fixed=fixed)


def evidence_of(
    pack: Pack, measures: Sequence[Measure], alone: Mapping[str, float], unverified_share: float
) -> dict[str, object]:
    """How much of the health gain of measures rests on unverified assumptions, and on which.

    `unverified_share` is given (9.1); it is 0 without a gain. `rests_on` names the assumptions, the measure
    with the largest gain first, each with the share of the gain of the measures that rest on it; a measure
    weighs by its gain on its own. `unverified_count` counts them. Inputs of the pack count for each measure
    that acts on their risk factor or disease, disability weights for every measure with a gain. `numbers`
    sorts every number of the measures by what stands behind it; `profile` shares the gain over classes of
    evidence (11.2).
    """
    weights = {measure.id: abs(alone[measure.id]) for measure in measures}
    total = sum(weights.values())
    found: dict[str, dict[str, object]] = {}
    shares: dict[str, float] = {}
    for measure in sorted(measures, key=lambda item: -weights[item.id]):
        if not weights[measure.id]:
            continue
        share = weights[measure.id] / total
        own = [
            _assumption(pack, measure, path, alone=len(measures) == 1) for path in unverified_inputs(measure)
        ]
        behind = {**dict(own), **_of_pack(pack, measure)}
        for name, title in behind.items():
            shares[name] = shares.get(name, 0.0) + share
            found[name] = {"input": name, "title": title, "grade": "R", "share": min(shares[name], 1.0)}
    rows = list(found.values())
    if total and any(disease.weight.unverified for disease in pack.diseases):
        rows.append({"input": "disability weights", "title": labels.WEIGHTS, "grade": "R", "share": 1.0})
    return {
        "unverified_share": unverified_share if rows else 0.0,
        "unverified_count": len(rows),
        "rests_on": rows,
        "numbers": numbers_by_status(pack, measures[0]) if len(measures) == 1 else {},
        "profile": profile(measures, alone),
    }


def _of_pack(pack: Pack, measure: Measure) -> dict[str, labels.Title]:
    """Unverified inputs of the pack behind the risk factors and diseases that a measure acts on."""
    found: dict[str, labels.Title] = {}
    factors = {effect.risk_factor for effect in measure.effects if effect.risk_factor}
    diseases = {effect.disease for effect in measure.effects if effect.disease}
    for factor in (item for item in pack.risk_factors if item.id in factors):
        if factor.grade == "R":
            found[f"exposure/{factor.id}"] = titled("{0}: hoe vaak", "{0}: how common", factor.title)
    for lag in pack.lags:
        if lag.risk_factor in factors and lag.grade == "R":
            title = pack.names.risk_factors[lag.risk_factor].title
            outcome = labels.outcome_title(pack.names, lag.disease)
            words = ("{0}: vertraging tot {1}", "{0}: delay until {1}")
            found[f"lag/{lag.risk_factor}/{lag.disease}"] = titled(*words, title, labels.inside(outcome))
    for disease in (item for item in pack.diseases if item.id in diseases):
        if "R" in (disease.level_grade, disease.excess_grade):
            found[f"{disease.leading}/{disease.id}"] = titled(
                "{0}: hoe vaak en hoe het verloopt", "{0}: how common and what course", disease.title
            )
    return found


def _assumption(pack: Pack, measure: Measure, path: str, *, alone: bool) -> tuple[str, labels.Title]:
    """Name and title of one assumption, with the measure that it belongs to unless that is the only one."""
    title = labels.quantity_title(pack.names, measure, path)
    if not alone:
        title = titled("{0}: {1}", "{0}: {1}", measure.title.model_dump(), title)
    return f"{measure.id}/{path}", title


def numbers_by_status(pack: Pack, measure: Measure) -> dict[str, list[object]]:
    """The names of all numbers of a measure: read at their source, derived, chosen, or unverified."""
    rows = measure_rows(pack, measure)
    return {name: [found["title"] for found in rows if found["status"] == name] for name in STATUSES}
