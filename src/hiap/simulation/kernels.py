"""The loops of the compiled engine: the equations of diseases (4.1-4.3, 2.3, 3.2) over rows of memory.

One row holds all ages and groups of one sex, scenario and draw. It is worked on without any branch, so that
the processor takes several cells at once; that is why exponentials and logarithms are polynomials here, each
with the range in which it is exact to the last digits. Cells out of range are done again with the functions
of the C library. No cell depends on another, nor on how draws are divided over calls. All compiled code is in
this one file: Numba looks at its date and size to know whether what it compiled before is still good.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import numba
import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.int64]
Given = ParamSpec("Given")
Found = TypeVar("Found")

LARGEST = 4.0
"""Range of the polynomials: rates up to 4 per year, which is 98 % of people in a year."""
LEAST_ALIVE = 0.75
"""Range of the logarithm: a disease of which no more than a quarter of all people die in a year."""


def compiled(function: Callable[Given, Found]) -> Callable[Given, Found]:
    """Compile a function, and keep the machine code where this computer lets us keep it."""
    try:
        made = numba.njit(cache=True, error_model="numpy")(function)
    except RuntimeError:  # no folder of code or of the user can be written to: compile in each process
        made = numba.njit(error_model="numpy")(function)
    ready: Callable[Given, Found] = made
    return ready


def inlined(function: Callable[Given, Found]) -> Callable[Given, Found]:
    """Put a function into the loop that calls it, without which the loop stays scalar."""
    ready: Callable[Given, Found] = numba.njit(inline="always", error_model="numpy")(function)
    return ready


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
def year_of_row(prevalence: Array, rates: Array, start: int, end: Array, cases: Array, hazard: Array) -> None:
    """Carry one disease through one year in one row from a cell on; the last three are written (4.1).

    Shapes: [cell]; `rates` [rate, cell]: incidence, remission, excess mortality, fatal and cured fraction, in
    one piece of memory, or the loop stays scalar.

    >>> rates = np.array([[0.005], [0.0], [0.015], [0.0], [0.0]])
    >>> end, cases, hazard = np.zeros((3, 1))
    >>> year_of_row(np.array([0.1]), rates, 0, end, cases, hazard)
    >>> round(float(end[0] * np.exp(-hazard[0])) * 1000, 5)
    102.96644
    """
    incidence, remission, excess, fatal, cured = rates[0], rates[1], rates[2], rates[3], rates[4]
    any_out = False
    for c in range(start, len(prevalence)):
        end[c], cases[c], hazard[c], out = quick_year(
            prevalence[c], incidence[c], remission[c], excess[c], fatal[c], cured[c]
        )
        any_out |= out
    if any_out:
        for c in range(start, len(prevalence)):
            p, i, r, f = prevalence[c], incidence[c], remission[c], excess[c]
            if quick_year(p, i, r, f, fatal[c], cured[c])[3]:
                end[c], cases[c], hazard[c] = exact_year(p, i, r, f, fatal[c], cured[c])


@compiled
def copy_row(of: Array, to: Array) -> None:
    """Copy a row [cell]."""
    for c in range(len(of)):
        to[c] = of[c]


@compiled
def times_row(rate: Array, ratio: Array) -> None:
    """Multiply a row [cell] by another, in place."""
    for c in range(len(rate)):
        rate[c] *= ratio[c]


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
def years_of_diseases(
    prevalence: Array,
    rates: Array,
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

    Formula: incidence x ratio x Π (1 + p_cause (RR - 1)); then `year_of_row`; added mortality
    Σ_d H_d - (1 - u_d)·f_d·½(p_d + p'_d).

    Shapes: `prevalence`, `end`, `cases` [disease, draw, scenario, sex, cell]; `rates` without scenario, with
    in front incidence, remission, excess mortality, fatal and cured fraction; `by_others` 1 - u
    [disease, draw, sex]; `raised` RR - 1 [effect, draw, sex, cell] with its `cause` and `outcome`; `ratio`
    [row, draw, scenario, sex, cell] with its row by rate and disease in `ratio_of`, -1 for none; `first` cell
    by disease; `added` [draw, scenario, sex, cell].
    """
    diseases, draws, scenarios, sexes, cells = prevalence.shape
    own, hazard = np.zeros((len(rates), cells)), np.zeros(cells)
    for n in range(draws):
        for s in range(sexes):
            for d in range(diseases):
                start = first[d]
                for r in range(len(rates)):
                    copy_row(rates[r, d, n, s], own[r])
                for k in range(scenarios):
                    for r in range(len(rates)):
                        if ratio_of[r, d] >= 0:
                            ratio_row(rates[r, d, n, s], ratio[ratio_of[r, d], n, k, s], own[r])
                        elif r == 0:
                            copy_row(rates[r, d, n, s], own[r])
                    for e in range(len(cause)):
                        if outcome[e] == d:
                            raise_row(own[0], prevalence[cause[e], n, k, s], raised[e, n, s])
                    before, after, new = prevalence[d, n, k, s], end[d, n, k, s], cases[d, n, k, s]
                    for c in range(start):
                        after[c], new[c] = 0.0, 0.0
                    year_of_row(before, own, start, after, new, hazard)
                    share = 0.5 * by_others[d, n, s]
                    for c in range(start, cells):
                        added[n, k, s, c] += hazard[c] - share * own[2, c] * (before[c] + after[c])


@compiled
def outcomes_of_row(
    before: Array,
    now: Array,
    cases: Array,
    start: Array,
    end: Array,
    weight: float,
    healthy: Array,
    sick: Array,
    new: Array,
) -> None:
    """Give patients and cases of one disease in one row, and take them out of full health (4.3).

    Formula: sick = ½ p·persons + ½ p'·persons'; cases·lived; healthy x (1 - weight·sick/lived).

    Shapes: all [cell], `start` and `end` half of the persons; the last three are written.
    """
    for c in range(len(now)):
        lived = start[c] + end[c]
        sick[c] = before[c] * start[c] + now[c] * end[c]
        new[c] = cases[c] * lived
        healthy[c] *= 1.0 - sick[c] * (1.0 / (lived if lived > 0.0 else 1.0)) * weight


@compiled
def add_by_group(quantity: Array, by_group: Array) -> None:
    """Add a row [cell] over ages to `by_group` [group]: the groups of an age lie side by side."""
    groups = len(by_group)
    for age in range(len(quantity) // groups):
        for g in range(groups):
            by_group[g] += quantity[age * groups + g]


@compiled
def add_paid_by_group(first: bool, people: Array, usual: Array, hours: Array, by_group: Array) -> None:
    """Add the paid hours of a row of people [cell] beyond the usual ones to `by_group` [group] (7.3).

    The usual people are those of the first row, the reference, which are kept in `usual`.
    """
    if first:
        copy_row(people, usual)
    groups = len(by_group)
    for age in range(len(people) // groups):
        for g in range(groups):
            cell = age * groups + g
            by_group[g] += (people[cell] - usual[cell]) * hours[cell]


@compiled
def pass_row(
    now: Array, oldest: Array, stay: Array, below: Array, above: Array, first: int, aged: Array, new: Array
) -> None:
    """Take a share to the next 1 January: everybody a year older, then moves between groups (2.3, 4.4).

    Formula: x'_a,g = x_a-1,g stay + x_a-1,g-1 below + x_a-1,g+1 above; the open last age averages who was in
    it and who arrives, by `oldest`.

    Shapes: [cell], `oldest` [group]; `aged` [cell + 2] is room to work in; `new` is
    written, 0 to the age of cell `first`.
    """
    cells, count = len(now), len(oldest)
    for c in range(first, cells - count):
        aged[1 + c + count] = now[c]
    for g in range(count):
        last = cells - count + g
        aged[1 + last] += oldest[g] * (now[last] - aged[1 + last])
    for g in range(count):
        aged[1 + first + g] = 0.0
    aged[first] = 0.0
    for c in range(first + count):
        new[c] = 0.0
    for c in range(first + count, cells):
        new[c] = aged[1 + c] * stay[c] + aged[c] * below[c] + aged[2 + c] * above[c]


@compiled
def pass_rows(rows: Array, oldest: Array, groups: Array, new: Array) -> None:
    """Take shares to the next 1 January by `pass_row`; age 0 of `new` is 0 (2.3, 4.4).

    Shapes: `rows` and `new` [row, strip, cell], `groups` [3, strip, cell], `oldest` [strip, group].
    """
    aged = np.zeros(rows.shape[2] + 2)
    for r in range(len(rows)):
        for k in range(rows.shape[1]):
            pass_row(rows[r, k], oldest[k], groups[0, k], groups[1, k], groups[2, k], 0, aged, new[r, k])


@compiled
def pass_some_rows(
    carried: Array,
    rows: Index,
    scenarios: Index,
    weight: Array,
    oldest: Array,
    groups: Array,
    new: Array,
) -> None:
    """Take what measures left behind to the next 1 January by `pass_row`; `new` is written (4.4).

    Formula: p·w, for arrivals bring no trace; then `pass_row`. Rows of zeros stay zeros.

    Shapes: `carried` and `new` [row, draw, scenario, sex, cell], `weight` without row, `groups`
    [3, draw, scenario, sex, cell], `oldest` [draw, scenario, sex, group]; `rows` and `scenarios` are the
    places to do.
    """
    draws, sexes, cells = weight.shape[0], weight.shape[2], weight.shape[3]
    left, aged = np.empty(cells), np.zeros(cells + 2)
    for r in rows:
        for n in range(draws):
            for k in scenarios:
                for s in range(sexes):
                    own, there = carried[r, n, k, s], weight[n, k, s]
                    something = False
                    for c in range(cells):
                        left[c] = own[c] * there[c]
                        something |= own[c] != 0.0
                    if something:
                        stay, below, above = groups[0, n, k, s], groups[1, n, k, s], groups[2, n, k, s]
                        pass_row(left, oldest[n, k, s], stay, below, above, 0, aged, new[r, n, k, s])


@compiled
def pass_diseases(
    before: Array,
    after: Array,
    cases: Array,
    people: Array,
    oldest: Array,
    groups: Array,
    disability: Array,
    use: Array,
    paid: Array,
    first: Index,
    new: Array,
    healthy: Array,
    counts: Array,
) -> None:
    """Take all diseases of all rows to the next 1 January and count the year; the last three are written.

    Formula (4.4): on 31 December p·w + p_ref·(1 - w), for arrivals bring the reference's prevalence; then
    `outcomes_of_row` and `pass_row`.

    Shapes: `before`, `after`, `cases`, `new` [disease, draw, scenario, sex, cell]; `people` and `groups`
    [3, draw, scenario, sex, cell]: half of the persons at start and end with the weight w, and the weights of
    `mixing`; `healthy` [draw, scenario, sex, cell]; `oldest` [draw, scenario, sex, group]; `disability`
    [disease, draw]; `use` as `before`, or empty; `paid` hours [2, disease, sex, cell]; `counts`
    [6, disease, draw, scenario, group]; `first` cell by disease.
    """
    diseases, draws, scenarios, sexes, cells = before.shape
    now, sick, ill, aged = np.empty(cells), np.empty(cells), np.empty(cells), np.zeros(cells + 2)
    at_first = np.empty((2, sexes, diseases, cells))
    for n in range(draws):
        for k in range(scenarios):
            for s in range(sexes):
                start, end, there = people[0, n, k, s], people[1, n, k, s], people[2, n, k, s]
                stay, below, above = groups[0, n, k, s], groups[1, n, k, s], groups[2, n, k, s]
                for d in range(diseases):
                    c = first[d]
                    usual, own = after[d, n, 0, s], after[d, n, k, s]
                    for cell in range(c, cells):
                        now[cell] = own[cell] * there[cell] + usual[cell] * (1.0 - there[cell])
                    was, begun = before[d, n, k, s, c:], cases[d, n, k, s, c:]
                    full = healthy[n, k, s, c:]
                    outcomes_of_row(
                        was, now[c:], begun, start[c:], end[c:], disability[d, n], full, sick[c:], ill[c:]
                    )
                    add_by_group(sick[c:], counts[0, d, n, k])
                    add_by_group(ill[c:], counts[1, d, n, k])
                    for b, people_now in enumerate((sick[c:], ill[c:])):
                        reference, hours = at_first[b, s, d, c:], paid[b, d, s, c:]
                        add_paid_by_group(k == 0, people_now, reference, hours, counts[4 + b, d, n, k])
                    if len(use):
                        times_row(sick[c:], use[d, n, k, s, c:])
                        times_row(ill[c:], use[d, n, k, s, c:])
                        add_by_group(sick[c:], counts[2, d, n, k])
                        add_by_group(ill[c:], counts[3, d, n, k])
                    pass_row(now, oldest[n, k, s], stay, below, above, c, aged, new[d, n, k, s])


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
