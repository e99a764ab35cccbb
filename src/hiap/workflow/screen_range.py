"""The range of a number of a measure, and of a product of such numbers, for the screening (12.3)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from hiap.domain.parts import Quantity
from hiap.workflow.screen_size import Bounds


def range_of(quantity: Quantity, variation: Mapping[str, float]) -> Bounds:
    """A number without its sign, with its interval or, where it has none, that of its grade in the pack."""
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        from hiap.uncertainty.distributions import Kind, default_interval

        positive: Kind = "share" if quantity.unit.startswith("share") else "ratio"
        kind: Kind = positive if quantity.value > 0.0 else "normal"
        low, high = default_interval(kind, quantity.value, variation[quantity.grade])
    if quantity.value < 0.0:
        return -quantity.value, -high, -low
    return quantity.value, low, high


def rest_of(bounds: Bounds) -> Bounds:
    """One less a share: who takes part, from who does not.

    >>> rest_of((0.25, 0.125, 0.5))
    (0.75, 0.5, 0.875)
    """
    value, low, high = bounds
    return 1.0 - value, 1.0 - high, 1.0 - low


def product_range(factors: Sequence[Bounds]) -> Bounds:
    """The product of positive numbers that vary apart, with its interval.

    Formula (12.3): v = Π v_i, low = v·exp(-√Σ ln²(v_i/low_i)) and high = v·exp(√Σ ln²(high_i/v_i)); where an
    interval reaches 0 or below, low = v·(1 - √Σ ((v_i - low_i)/v_i)²).

    >>> [round(end, 6) for end in product_range([(3.0, 1.0, 9.0), (2.0, 2.0, 2.0)])]
    [6.0, 2.0, 18.0]
    >>> [round(end, 6) for end in product_range([(4.0, -2.0, 8.0)])]
    [4.0, -2.0, 8.0]
    """
    value = math.prod(central for central, _, _ in factors)
    if value == 0.0:
        return 0.0, 0.0, 0.0
    up = math.sqrt(sum(math.log(high / central) ** 2 for central, _, high in factors))
    if all(low > 0.0 for _, low, _ in factors):
        down = math.sqrt(sum(math.log(central / low) ** 2 for central, low, _ in factors))
        return value, value * math.exp(-down), value * math.exp(up)
    part = math.sqrt(sum(((central - low) / central) ** 2 for central, low, _ in factors))
    return value, value * (1.0 - part), value * math.exp(up)
