"""The loops of the compiled engine that read response curves (3.2).

Rows as in `kernels`. No loop here calls one of another file: Numba looks at the content of one file only
to know whether what it compiled before is still good.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from hiap.simulation.compiling import compiled, inlined

Array = NDArray[np.float64]
Index = NDArray[np.int64]

LARGEST = 4.0
"""Range of the polynomial: a risk up to 55 times as high or as low."""


@inlined
def exp_near(x: float) -> float:
    """Give e^x for -4 <= x <= 4.

    Formula: (Σ_{j<=11} y^j/j!)^16 with y = x/16. Errors: relative error under 1e-14.
    """
    y = 0.0625 * x
    p = 1.0 / 3628800.0 + y * (1.0 / 39916800.0)
    p = 1.0 / 40320.0 + y * (1.0 / 362880.0 + y * p)
    p = 1.0 / 720.0 + y * (1.0 / 5040.0 + y * p)
    p = 1.0 / 24.0 + y * (1.0 / 120.0 + y * p)
    p = 0.5 + y * (1.0 / 6.0 + y * p)
    p = 1.0 + y * (1.0 + y * p)
    p = p * p
    p = p * p
    p = p * p
    return p * p


@compiled
def mean_risks(exposure: Array, start: float, step: float, tables: Array, groups: int, found: Array) -> None:
    """Average the risks of some response curves over the quantiles of exposure; `found` is written (3.2).

    Formula: that of `place_on_curve` and `risk_at_place`, then the mean over quantiles.

    Shapes: `exposure` [q, draw, scenario, sex, cell], `tables` ln RR [curve, draw, sex, age, point], `found`
    [curve, draw, scenario, sex, cell]. Units: as there.
    """
    quantiles, draws, scenarios, sexes, cells = exposure.shape
    points, top = tables.shape[4], tables.shape[4] - 1.0
    left, part, log_risk = np.empty(cells, np.int64), np.empty(cells), np.empty(cells)
    for n in range(draws):
        for k in range(scenarios):
            for s in range(sexes):
                for q in range(quantiles):
                    row = exposure[q, n, k, s]
                    for c in range(cells):
                        place = min(max((row[c] - start) / step, 0.0), top)
                        whole = min(int(place), points - 2)
                        part[c] = place - whole
                        left[c] = whole + c // groups * points
                    for curve in range(len(tables)):
                        table = tables[curve, n, s].reshape(-1)
                        add_risks(left, part, table, log_risk, found[curve, n, k, s])
                for curve in range(len(tables)):
                    for c in range(cells):
                        found[curve, n, k, s, c] /= quantiles


@compiled
def add_risks(left: Index, part: Array, table: Array, log_risk: Array, found: Array) -> None:
    """Add the risk of one curve at one quantile to every cell of `found` (3.2).

    Formula: that of `risk_at_place`. Shapes: [cell], `table` flat; `log_risk` is room to work in.
    Units: ratio.
    """
    any_out = False
    for c in range(len(left)):
        low = table[left[c]]
        log_risk[c] = low + part[c] * (table[left[c] + 1] - low)
    for c in range(len(left)):
        any_out |= abs(log_risk[c]) > LARGEST
        found[c] += exp_near(log_risk[c])
    if any_out:
        for c in range(len(left)):
            if abs(log_risk[c]) > LARGEST:
                found[c] += math.exp(log_risk[c]) - exp_near(log_risk[c])
