"""How much of a result rests on what: unverified assumptions named, with the gain that hangs on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hiap.domain.measure import Measure, Quantity
from hiap.domain.pack import Pack
from hiap.workflow import labels
from hiap.workflow.inputs import measure_rows, status
from hiap.workflow.labels import titled

STATUSES = ("read", "derived", "chosen", "unverified")


def unverified_inputs(measure: Measure) -> list[str]:
    """Numbers of grade R on which the health effect of a measure rests: target, reach, size and decay."""
    return [path for path, quantity in _of_health(measure) if _status(quantity) == "unverified"]


def _of_health(measure: Measure) -> list[tuple[str, Quantity]]:
    """The numbers of a measure from which its health effect follows; costs and transfers do not count."""
    of_effects = {path for effect in measure.effects for path, _ in effect.factors}
    return [
        (path, quantity)
        for path, quantity in measure.quantities()
        if path.split("/")[0] in ("target", "reach", "effects") or path in of_effects
    ]


def _status(quantity: Quantity) -> str:
    fixed = quantity.low == quantity.value == quantity.high
    return status(quantity.grade, quantity.source, fixed=fixed)


def evidence_of(pack: Pack, measures: Sequence[Measure], alone: Mapping[str, float]) -> dict[str, object]:
    """Share of the health gain of measures with at least one unverified assumption in their effect.

    The share weighs each measure by its gain on its own; `rests_on` names the assumptions, the measure with
    the largest gain first, and `unverified_count` counts them. Disability weights of the pack count for every
    measure with a gain. `numbers` sorts every number of the measures by what stands behind it.
    """
    weights = {measure.id: abs(alone[measure.id]) for measure in measures}
    total = sum(weights.values())
    rows: list[dict[str, object]] = []
    doubtful = 0.0
    for measure in sorted(measures, key=lambda item: -weights[item.id]):
        if not weights[measure.id]:
            continue
        names = unverified_inputs(measure)
        share = weights[measure.id] / total
        doubtful += share if names else 0.0
        rows += [_assumption(pack, measure, name, share, alone=len(measures) == 1) for name in names]
    if total and any(disease.weight.unverified for disease in pack.diseases):
        rows.append({"input": "disability weights", "title": labels.WEIGHTS, "grade": "R", "share": 1.0})
    return {
        "unverified_share": min(doubtful, 1.0),
        "unverified_count": len(rows),
        "rests_on": rows,
        "numbers": numbers_by_status(pack, measures[0]) if len(measures) == 1 else {},
    }


def _assumption(pack: Pack, measure: Measure, name: str, share: float, *, alone: bool) -> dict[str, object]:
    """One assumption, with the measure that it belongs to unless that is the only one."""
    title = labels.quantity_title(pack, measure, name)
    if not alone:
        title = titled("{0}: {1}", "{0}: {1}", measure.title.model_dump(), title)
    return {"input": f"{measure.id}/{name}", "title": title, "grade": "R", "share": share}


def numbers_by_status(pack: Pack, measure: Measure) -> dict[str, list[object]]:
    """The names of all numbers of a measure: read at their source, derived, chosen, or unverified."""
    rows = measure_rows(pack, measure)
    return {name: [found["title"] for found in rows if found["status"] == name] for name in STATUSES}
