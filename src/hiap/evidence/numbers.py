"""The numbers from which the health effect of a measure follows, and what stands behind each."""

from __future__ import annotations

from hiap.domain.measure import Measure
from hiap.domain.measure_rules import ASSUMPTION
from hiap.domain.parts import Quantity

CONVENTION = "convention"


def status(grade: str, source: str, *, fixed: bool) -> str:
    """Say what stands behind a number: read at its source, derived, unverified, or chosen.

    Chosen is a convention, or a size that the measure itself sets: a value without a source that nobody
    gives an interval.

    >>> status("B", "trial", fixed=False), status("R", "assumption", fixed=True)
    ('read', 'chosen')
    """
    if source == CONVENTION or (source == ASSUMPTION and fixed):
        return "chosen"
    return {"A": "read", "B": "read", "C": "derived"}.get(grade, "unverified")


def is_chosen(quantity: Quantity) -> bool:
    """Tell whether a number is a size that the measure itself sets."""
    fixed = quantity.low == quantity.value == quantity.high
    return status(quantity.grade, quantity.source, fixed=fixed) == "chosen"


def health_numbers(measure: Measure) -> list[tuple[str, Quantity]]:
    """The numbers of a measure from which its health effect follows; costs and transfers do not count."""
    of_effects = {path for effect in measure.effects for path, _ in effect.factors}
    return [
        (path, quantity)
        for path, quantity in measure.quantities()
        if path.split("/")[0] in ("target", "reach", "effects") or path in of_effects
    ]
