"""The studies behind a number in a table: each with its weight, their mean, and the next setting."""

from __future__ import annotations

import numpy as np

from hiap.domain.parts import Quantity
from hiap.domain.register import Claim
from hiap.equations.pooling import pool_intervals


def studies_of(quantity: Quantity | Claim) -> dict[str, object] | None:
    """The studies that a number or claim is the mean of, with what they give together; None if it has none.

    >>> from hiap.domain.parts import Pooled, Study
    >>> rows = tuple(Study(study=f"Trial {k}", value=k, low=k - 1.0, high=k + 1.0) for k in (1, 2, 3))
    >>> mean = Quantity(value=2, unit="x", source="a", grade="B", pooled=Pooled(scale="plain", studies=rows))
    >>> round(studies_of(mean)["value"], 6)
    2.0
    """
    if quantity.pooled is None:
        return None
    studies = quantity.pooled.studies
    columns = (np.array([getattr(study, name) for study in studies]) for name in ("value", "low", "high"))
    found = pool_intervals(*columns, log=quantity.pooled.scale == "log")
    return {
        "scale": quantity.pooled.scale,
        "studies": [
            {
                "study": study.study,
                "value": study.value,
                "low": study.low,
                "high": study.high,
                "n": study.n,
                "weight": float(weight),
            }
            for study, weight in zip(studies, found.weights, strict=True)
        ],
        "value": found.mean,
        "low": found.low,
        "high": found.high,
        "predicted_low": found.predicted_low,
        "predicted_high": found.predicted_high,
        "spread": found.spread,
        "unexplained": found.unexplained,
        "chosen": quantity.pooled.chosen.model_dump() if quantity.pooled.chosen else None,
    }
