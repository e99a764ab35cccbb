"""How much of a result rests on what: unverified assumptions named, with the gain that hangs on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hiap.domain.measure import Measure
from hiap.domain.pack import Pack


def unverified_inputs(measure: Measure) -> list[str]:
    """Numbers of grade R on which the health effect of a measure rests: target, reach, size and decay."""
    return [
        path
        for path, quantity in measure.quantities()
        if quantity.grade == "R"
        and path.split("/")[0] in ("target", "reach", "effects", "factors")
        and not (quantity.low == quantity.value == quantity.high)
    ]


def evidence_of(pack: Pack, measures: Sequence[Measure], alone: Mapping[str, float]) -> dict[str, object]:
    """Share of the health gain of measures with at least one unverified assumption in their effect.

    The share weighs each measure by its gain on its own; `rests_on` names the assumptions, the measure with
    the largest gain first. Disability weights of the pack count for every measure with a gain.
    """
    weights = {measure.id: abs(alone[measure.id]) for measure in measures}
    total = sum(weights.values())
    rows: list[dict[str, object]] = []
    doubtful = 0.0
    for measure in sorted(measures, key=lambda item: -weights[item.id]):
        names = unverified_inputs(measure)
        share = weights[measure.id] / total if total else 0.0
        doubtful += share if names else 0.0
        rows += [{"input": f"{measure.id}/{name}", "grade": "R", "share": share} for name in names]
    if total and any(disease.weight.unverified for disease in pack.diseases):
        rows.append({"input": "disability weights and their severity mix", "grade": "R", "share": 1.0})
    return {"unverified_share": min(doubtful, 1.0), "rests_on": rows if total else []}
