"""The loops of the compiled engine: the equations of diseases (4.1-4.3, 2.3, 3.2) over rows of memory.

One row holds all ages and groups of one sex, scenario and draw. It is worked on without any branch, so that
the processor takes several cells at once; that is why exponentials and logarithms are polynomials here, each
with the range in which it is exact to the last digits. Cells out of range are done again with the functions
of the C library. No cell depends on another, nor on how draws are divided over calls. No loop here calls one
of another file: Numba looks at the content of one file only to know whether what it compiled before is still
good.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from hiap.simulation.compiling import compiled, inlined

Array = NDArray[np.float64]
Index = NDArray[np.int64]

RATES = 5
"""Incidence, remission, excess mortality, fatal and cured fraction."""
LARGEST = 4.0
"""Range of the polynomials: rates up to 4 per year, which is 98 % of people in a year."""
LEAST_ALIVE = 0.75
"""Range of the logarithm: a disease of which no more than a quarter of all people die in a year."""


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


@inlined
def cosh_root(z: float) -> float:
    """Give cosh √z for 0 <= z <= 4.

    Formula: Σ_{j<=12} z^j/(2j)!. Errors: relative error under 1e-15.
    """
    p = 1.0 / 1.1240007277776077e21 + z * (1.0 / 6.204484017332394e23)
    p = 1.0 / 6402373705728000.0 + z * (1.0 / 2432902008176640000.0 + z * p)
    p = 1.0 / 87178291200.0 + z * (1.0 / 20922789888000.0 + z * p)
    p = 1.0 / 3628800.0 + z * (1.0 / 479001600.0 + z * p)
    p = 1.0 / 720.0 + z * (1.0 / 40320.0 + z * p)
    p = 0.5 + z * (1.0 / 24.0 + z * p)
    return 1.0 + z * p


@inlined
def sinh_root(z: float) -> float:
    """Give sinh √z / √z for 0 <= z <= 4.

    Formula: Σ_{j<=12} z^j/(2j+1)!. Errors: relative error under 1e-15.
    """
    p = 1.0 / 2.585201673888498e22 + z * (1.0 / 1.5511210043330986e25)
    p = 1.0 / 121645100408832000.0 + z * (1.0 / 51090942171709440000.0 + z * p)
    p = 1.0 / 1307674368000.0 + z * (1.0 / 355687428096000.0 + z * p)
    p = 1.0 / 39916800.0 + z * (1.0 / 6227020800.0 + z * p)
    p = 1.0 / 5040.0 + z * (1.0 / 362880.0 + z * p)
    p = 1.0 / 6.0 + z * (1.0 / 120.0 + z * p)
    return 1.0 + z * p


@inlined
def minus_log(x: float) -> float:
    """Give -ln x for 0.75 <= x <= 1.

    Formula: 2 Σ_{j<=9} w^{2j+1}/(2j+1) with w = (1 - x)/(1 + x). Errors: relative error under 1e-15.
    """
    w = (1.0 - x) / (1.0 + x)
    v = w * w
    p = 1.0 / 17.0 + v * (1.0 / 19.0)
    p = 1.0 / 13.0 + v * (1.0 / 15.0 + v * p)
    p = 1.0 / 9.0 + v * (1.0 / 11.0 + v * p)
    p = 1.0 / 5.0 + v * (1.0 / 7.0 + v * p)
    p = 1.0 + v * (1.0 / 3.0 + v * p)
    return 2.0 * w * p


@inlined
def quick_year(
    p: float, i: float, r: float, f: float, fatal: float, cured: float
) -> tuple[float, float, float, bool]:
    """Give prevalence at the end, cases and hazard of one cell, and whether it is out of range (4.1).

    Formula: that of `disease_year` with the polynomials above.
    """
    onset = i * (1.0 - cured)
    lasting = i * max(1.0 - fatal - cured, 0.0)
    gap, middle = 0.5 * (r + f - onset), 0.5 * (r + f + onset)
    z = gap * gap + r * lasting
    fall, even, odd = exp_near(-middle), cosh_root(z), sinh_root(z)
    healthy = 1.0 - p
    healthy_end = fall * (even * healthy + odd * (gap * healthy + r * p))
    sick_end = fall * (even * p + odd * (lasting * healthy - gap * p))
    alive = healthy_end + sick_end
    out = (middle > LARGEST) | (z > LARGEST) | (alive < LEAST_ALIVE)
    hazard = minus_log(alive) if f > 0.0 or fatal > 0.0 else 0.0
    return sick_end / alive, 0.5 * i * (healthy + healthy_end), hazard, out


@inlined
def exact_year(
    p: float, i: float, r: float, f: float, fatal: float, cured: float
) -> tuple[float, float, float]:
    """Give prevalence at the end, cases and hazard of one cell for any rates (4.1).

    Formula: that of `disease_year`.
    """
    onset = i * (1.0 - cured)
    lasting = i * max(1.0 - fatal - cured, 0.0)
    gap = 0.5 * (r + f - onset)
    root = math.sqrt(gap * gap + r * lasting)
    fall, drop = math.exp(root - gap - onset), math.expm1(-2.0 * root)
    even, odd = fall * (1.0 + 0.5 * drop), fall * (drop / (-2.0 * root) if root > 0.0 else 1.0)
    healthy = 1.0 - p
    healthy_end = even * healthy + odd * (gap * healthy + r * p)
    sick_end = even * p + odd * (lasting * healthy - gap * p)
    alive = healthy_end + sick_end
    hazard = -math.log(alive) if f > 0.0 or fatal > 0.0 else 0.0
    return sick_end / alive, 0.5 * i * (healthy + healthy_end), hazard


@compiled
def year_of_row(rates: Array, cells: int, row: Array) -> None:
    """Carry one disease through one year in the first cells of a row (4.1).

    Shapes: `rates` [rate, cell]: incidence, remission, excess mortality, fatal and cured fraction; `row`
    [4, cell]: prevalence, which is read, and prevalence at the end, cases and hazard, which are written. Each
    is one piece of memory and the loop begins at 0, or it stays scalar.

    >>> rates = np.array([[0.005], [0.0], [0.015], [0.0], [0.0]])
    >>> row = np.array([[0.1], [0.0], [0.0], [0.0]])
    >>> year_of_row(rates, 1, row)
    >>> round(float(row[1, 0] * np.exp(-row[3, 0])) * 1000, 5)
    102.96644
    """
    incidence, remission, excess, fatal, cured = rates[0], rates[1], rates[2], rates[3], rates[4]
    prevalence, end, cases, hazard = row[0], row[1], row[2], row[3]
    any_out = False
    for c in range(cells):
        end[c], cases[c], hazard[c], out = quick_year(
            prevalence[c], incidence[c], remission[c], excess[c], fatal[c], cured[c]
        )
        any_out |= out
    if any_out:
        for c in range(cells):
            p, i, r, f = prevalence[c], incidence[c], remission[c], excess[c]
            if quick_year(p, i, r, f, fatal[c], cured[c])[3]:
                end[c], cases[c], hazard[c] = exact_year(p, i, r, f, fatal[c], cured[c])


@compiled
def copy_row(of: Array, to: Array) -> None:
    """Copy a row [cell]."""
    for c in range(len(of)):
        to[c] = of[c]


@compiled
def year_of_cells(prevalence: Array, rates: Array, end: Array, cases: Array, hazard: Array) -> None:
    """Carry cells through one year as `year_of_row`: [cell], `rates` [rate, cell]; writes the last three."""
    row = np.empty((4, len(prevalence)))
    copy_row(prevalence, row[0])
    year_of_row(rates.copy(), len(prevalence), row)
    copy_row(row[1], end)
    copy_row(row[2], cases)
    copy_row(row[3], hazard)


@compiled
def prevalence_after(
    before: Array,
    incidence: float,
    factor: Array,
    remission: float,
    excess: Array,
    fatal: float,
    cured: float,
    weight: Array,
) -> float:
    """Give the prevalence of all groups together after a year of one disease, Σ_g p'_g w_g (5.2).

    Shapes: all [group]. Formula: p' as in `year_of_row`.
    """
    total = 0.0
    for g in range(len(before)):
        p, i, f = before[g], incidence * factor[g], excess[g]
        sick, _, _, out = quick_year(p, i, remission, f, fatal, cured)
        if out:
            sick, _, _ = exact_year(p, i, remission, f, fatal, cured)
        total += sick * weight[g]
    return total


@compiled
def fit_incidences(
    before: Array,
    factor: Array,
    remission: Array,
    excess: Array,
    fatal: Array,
    cured: Array,
    weight: Array,
    goal: Array,
    near: Array,
    rounds: int,
    exact: float,
    too_far: float,
    found: Array,
    at_zero: Array,
) -> None:
    """Solve the incidence that leads to a prevalence a year later, as `solve_from_zero` does (5.2).

    Shapes: `before`, `factor` and `excess` [disease, draw, sex, group], `weight` without disease, the others
    without group; the last two are written, nan where no incidence is found.
    """
    diseases, draws, sexes = goal.shape
    for d in range(diseases):
        for n in range(draws):
            for s in range(sexes):
                p, x, f, w = before[d, n, s], factor[d, n, s], excess[d, n, s], weight[n, s]
                r, phi, kappa = remission[d, n, s], fatal[d, n, s], cured[d, n, s]
                wanted, left, right = goal[d, n, s], 0.0, near[d, n, s]
                f_left = prevalence_after(p, left, x, r, f, phi, kappa, w) - wanted
                at_zero[d, n, s] = f_left
                settled = f_left >= 0.0
                right = 0.0 if settled else right
                for _ in range(0 if settled else rounds):
                    f_right = prevalence_after(p, right, x, r, f, phi, kappa, w) - wanted
                    if abs(f_right) <= exact:
                        settled = True
                        break
                    slope = f_right - f_left
                    step = f_right * (right - left) / slope if slope != 0.0 else 0.0
                    left, f_left, right = right, f_right, max(right - step, 0.0)
                if not settled:
                    f_right = prevalence_after(p, right, x, r, f, phi, kappa, w) - wanted
                    settled = abs(f_right) <= too_far
                found[d, n, s] = right if settled else np.nan


@compiled
def ratio_row(rate: Array, ratio: Array, to: Array) -> None:
    """Write a row [cell] times a ratio to another."""
    for c in range(len(rate)):
        to[c] = rate[c] * ratio[c]


@compiled
def raise_row(rate: Array, prevalence: Array, raised: Array) -> None:
    """Raise an incidence [cell] by a disease that raises it, in place: x (1 + p (RR - 1)) (3.5)."""
    for c in range(len(rate)):
        rate[c] *= 1.0 + prevalence[c] * raised[c]


@compiled
def copy_outside(of: Array, low: int, high: int, to: Array) -> None:
    """Copy a row [cell] but for the cells from `low` to `high`."""
    copy_row(of[:low], to[:low])
    copy_row(of[high:], to[high:])


@compiled
def add_row(of: Array, to: Array) -> None:
    """Add a row [cell] to another."""
    for c in range(len(of)):
        to[c] += of[c]


@compiled
def differing(own: Array, usual: Array, low: int, high: int) -> tuple[int, int]:
    """Widen a range of cells until no cell outside it differs between two rows.

    Shapes: [cell]; an empty range has `low` at the end of the row and `high` at its beginning.

    >>> differing(np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.0, 2.5, 3.5, 4.0]), 4, 0)
    (1, 3)
    >>> differing(np.ones(4), np.ones(4), 4, 0), differing(np.ones(4), np.ones(4), 1, 3)
    ((4, 0), (1, 3))
    """
    first, last = 0, len(own)
    while first < low and own[first] == usual[first]:
        first += 1
    if first == len(own):
        return first, high
    while last > high and own[last - 1] == usual[last - 1]:
        last -= 1
    return first, last


@compiled
def range_of_change(
    at: tuple[int, int, int, int],
    start: int,
    prevalence: Array,
    cause: Index,
    outcome: Index,
    ratio: Array,
    ratio_of: Index,
) -> tuple[int, int]:
    """Give the first cell from `start` in which a scenario can differ from the reference, and the one after.

    Shapes: `at` disease, draw, scenario and sex; the others as in `years_of_diseases`.
    """
    d, n, k, s = at
    cells = prevalence.shape[4]
    if k == 0:
        return start, cells
    low, high = differing(prevalence[d, n, k, s], prevalence[d, n, 0, s], cells, start)
    for r in range(RATES):
        if ratio_of[r, d] >= 0:
            changed = ratio[ratio_of[r, d], n]
            low, high = differing(changed[k, s], changed[0, s], low, high)
    for e in range(len(cause)):
        if outcome[e] == d:
            causing = prevalence[cause[e], n]
            low, high = differing(causing[k, s], causing[0, s], low, high)
    low = max(low, start)
    return low, max(low, high)


@compiled
def change_rates(
    at: tuple[int, int, int, int],
    cells: tuple[int, int],
    usual: Array,
    prevalence: Array,
    cause: Index,
    outcome: Index,
    raised: Array,
    ratio: Array,
    ratio_of: Index,
    own: Array,
) -> None:
    """Write the rates of a disease in a range of cells of a scenario: x ratio x Π (1 + p_cause (RR - 1)).

    Shapes: `usual` [rate, cell] and `own` [rate, cell], written from its first cell on; the others as in
    `years_of_diseases`.
    """
    (d, n, k, s), (low, high) = at, cells
    for r in range(RATES):
        if ratio_of[r, d] >= 0:
            ratio_row(usual[r, low:high], ratio[ratio_of[r, d], n, k, s, low:high], own[r])
        else:
            copy_row(usual[r, low:high], own[r])
    for e in range(len(cause)):
        if outcome[e] == d:
            causing = prevalence[cause[e], n, k, s, low:high]
            raise_row(own[0, : high - low], causing, raised[e, n, s, low:high])


@compiled
def added_row(row: Array, excess: Array, share: float, cells: int, died: Array) -> None:
    """Write the mortality that a disease adds in the first cells of a row: H - share·f·(p + p') (4.2).

    Shapes: `row` [4, cell] as in `year_of_row`; `excess` and `died` [cell].
    """
    before, after, hazard = row[0], row[1], row[3]
    for c in range(cells):
        died[c] = hazard[c] - share * excess[c] * (before[c] + after[c])


@compiled
def keep_year(
    row: Array, cells: tuple[int, int], usual: tuple[Array, Array], to: tuple[Array, Array]
) -> None:
    """Write prevalence at the end and cases: those of the row in a range of cells, else the usual ones."""
    low, high = cells
    for part in range(2):
        copy_row(row[part + 1, : high - low], to[part][low:high])
        copy_outside(usual[part], low, high, to[part])


@compiled
def years_of_diseases(
    prevalence: Array,
    incidence: Array,
    remission: Array,
    excess: Array,
    fatal: Array,
    cured: Array,
    fall: Array,
    by_others: Array,
    cause: Index,
    outcome: Index,
    raised: Array,
    ratio: Array,
    ratio_of: Index,
    first: Index,
    end: Array,
    cases: Array,
    added: Array,
) -> None:
    """Carry all diseases of all rows through one year; the last three are written (4.1, 4.2).

    Formula: incidence x ratio x Π (1 + p_cause (RR - 1)); excess mortality and fatal fraction x fall x ratio;
    then `year_of_row`; added mortality Σ_d H_d - (1 - u_d)·f_d·½(p_d + p'_d). Cells of a scenario in which
    nothing differs from the reference have what the reference has.

    Shapes: `prevalence`, `end`, `cases` [disease, draw, scenario, sex, cell]; the five rates without the
    scenario; `fall` [draw, sex, cell]; `by_others` 1 - u [disease, draw, sex]; `raised` RR - 1 [effect, draw,
    sex, cell] with its `cause` and `outcome`; `ratio` [row, draw, scenario, sex, cell] with its row by rate
    and disease in `ratio_of`, -1 for none; `first` cell by disease; `added` [draw, scenario, sex, cell].
    """
    diseases, draws, scenarios, sexes, cells = prevalence.shape
    usual, own = np.zeros((RATES, cells)), np.zeros((RATES, cells))
    row, died, usually = np.zeros((4, cells)), np.zeros(cells), np.zeros(cells)
    for n in range(draws):
        for s in range(sexes):
            for d in range(diseases):
                start, share, reference = first[d], 0.5 * by_others[d, n, s], (d, n, 0, s)
                copy_row(incidence[d, n, s], usual[0])
                copy_row(remission[d, n, s], usual[1])
                ratio_row(excess[d, n, s], fall[n, s], usual[2])
                ratio_row(fatal[d, n, s], fall[n, s], usual[3])
                copy_row(cured[d, n, s], usual[4])
                for k in range(scenarios):
                    at, to = (d, n, k, s), added[n, k, s]
                    here = range_of_change(at, start, prevalence, cause, outcome, ratio, ratio_of)
                    low, high = here
                    change_rates(at, here, usual, prevalence, cause, outcome, raised, ratio, ratio_of, own)
                    copy_row(prevalence[at][low:high], row[0])
                    year_of_row(own, high - low, row)
                    added_row(row, own[2], share, high - low, died)
                    keep_year(row, here, (end[reference], cases[reference]), (end[at], cases[at]))
                    if k == 0:
                        end[at][:start], cases[at][:start] = 0.0, 0.0
                        copy_row(died[: high - low], usually[low:high])
                    add_row(usually[start:low], to[start:low])
                    add_row(died[: high - low], to[low:high])
                    add_row(usually[high:], to[high:])


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
    table_of = (np.arange(cells) // groups) * points
    for n in range(draws):
        for k in range(scenarios):
            for s in range(sexes):
                for q in range(quantiles):
                    row = exposure[q, n, k, s]
                    for c in range(cells):
                        place = min(max((row[c] - start) / step, 0.0), top)
                        whole = min(int(place), points - 2)
                        part[c] = place - whole
                        left[c] = whole + table_of[c]
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
