"""The loops of the compiled engine: the equations of diseases (4.1, 4.2, 5.2) over rows of memory.

One row holds all ages and groups of one sex, scenario and draw. It is worked on without any branch, so that
the processor takes several cells at once; that is why exponentials and logarithms are made of polynomials
here, each with the range in which it is exact to the last digits. Cells out of range are done again with the
functions of the C library. No cell depends on another, nor on how draws are divided over calls. No loop here
calls one of another file: Numba looks at the content of one file only to know whether what it compiled
before is still good.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from hiap.simulation.compiling import compiled, inlined

Array = NDArray[np.float64]
Index = NDArray[np.int64]
Rates = tuple[Array, Array, Array, Array, Array]
Where = tuple[int, int, int, int]
"""Disease, draw, scenario and sex."""

RATES = 5
"""Incidence, remission, excess mortality, fatal and cured fraction."""
LARGEST, LARGEST_SQUARE = 1.5, 2.25
"""Range of the polynomials: rates up to 1.5 per year, which is 78 % of people in a year."""
LEAST_ALIVE = 0.8
"""Range of the logarithm: a disease of which no more than a fifth of all people die in a year."""


@inlined
def even_part(z: float) -> float:
    """Give the even terms of the numerator by which e^x is approached, at z = x² (Padé, order 8 over 8).

    Formula: E(z) with e^x = (E(x²) + x O(x²))/(E(x²) - x O(x²)), O as in `odd_part`; cosh x = (E² + zO²)/s
    and sinh x/x = 2EO/s with s = E² - zO². Terms are taken two by two, so that one does not wait for another.
    Errors: relative error of e^x under 1e-15 for z <= 2.25.
    """
    y = z * z
    return (1.0 + z * (7.0 / 60.0)) + y * ((1.0 / 624.0 + z * (1.0 / 205920.0)) + y * (1.0 / 518918400.0))


@inlined
def odd_part(z: float) -> float:
    """Give the odd terms of that numerator over x, at z = x² (see `even_part`)."""
    return (0.5 + z * (1.0 / 60.0)) + (z * z) * (1.0 / 9360.0 + z * (1.0 / 7207200.0))


@inlined
def minus_log(w: float) -> float:
    """Give -ln x for x = (1 - w)/(1 + w) and 0.8 <= x <= 1.

    Formula: 2 Σ_{j<=7} w^{2j+1}/(2j+1). Errors: relative error under 1e-15.
    """
    v = w * w
    y = v * v
    p = (1.0 / 9.0 + v * (1.0 / 11.0)) + y * (1.0 / 13.0 + v * (1.0 / 15.0))
    return 2.0 * w * ((1.0 + v * (1.0 / 3.0)) + y * ((1.0 / 5.0 + v * (1.0 / 7.0)) + y * p))


@inlined
def course(
    p: float, i: float, r: float, f: float, fatal: float, cured: float
) -> tuple[float, float, float, float, float]:
    """Give healthy and sick of one cell at the end over a scale, that scale, m and q² (4.1).

    Formula: that of `disease_year` but for the common factor e^{-m}, with cosh and sinh of `even_part`.
    """
    onset = i * (1.0 - cured)
    lasting = i * max(1.0 - fatal - cured, 0.0)
    gap, middle = 0.5 * (r + f - onset), 0.5 * (r + f + onset)
    z = gap * gap + r * lasting
    e, o = even_part(z), odd_part(z)
    whole, rest, odd = e * e, z * (o * o), 2.0 * (e * o)
    healthy, even = 1.0 - p, whole + rest
    well = even * healthy + odd * (gap * healthy + r * p)
    sick = even * p + odd * (lasting * healthy - gap * p)
    return well, sick, whole - rest, middle, z


@inlined
def lasting_course(
    p: float, i: float, f: float, fatal: float, cured: float
) -> tuple[float, float, float, float, float]:
    """Give what `course` does of a disease that nobody recovers from, with f for m and (f - onset)² for q².

    Formula: h' = h e^{-f} e^g, s' = e^{-f}(s + c h (e^g - 1)/g) with g = f - onset, but for e^{-f}.
    """
    onset = i * (1.0 - cured)
    lasting = i * max(1.0 - fatal - cured, 0.0)
    gap = f - onset
    z = gap * gap
    e, o = even_part(z), odd_part(z)
    rest, healthy = gap * o, 1.0 - p
    scale = e - rest
    return healthy * (e + rest), p * scale + 2.0 * o * (lasting * healthy), scale, f, z


@inlined
def quick_end(
    p: float, i: float, f: float, fatal: float, after: tuple[float, float, float, float, float]
) -> tuple[float, float, float, bool]:
    """Give prevalence at the end, cases and hazard of one cell, and whether it is out of range (4.1).

    Formula: `after` is what a course gives; e^{-m} as in `even_part`, H = -ln(alive), cases = i·½(h + h').
    """
    well, sick, scale, middle, z = after
    square = middle * middle
    e, o = even_part(square), middle * odd_part(square)
    people = well + sick
    left, start = people * (e - o), scale * (e + o)
    alive, end = left / start, sick / people
    hazard = minus_log((start - left) / (start + left)) if f > 0.0 or fatal > 0.0 else 0.0
    out = (middle > LARGEST) | (z > LARGEST_SQUARE) | (alive < LEAST_ALIVE)
    return end, 0.5 * i * ((1.0 - p) + (1.0 - end) * alive), hazard, out


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
def year_of_row(
    prevalence: Array, rates: Rates, lasts: bool, end: Array, cases: Array, hazard: Array
) -> None:
    """Carry one disease through one year in all cells of a row; the last three are written (4.1).

    Shapes: [cell], each one piece of memory; `rates` incidence, remission, excess mortality, fatal and cured
    fraction; `lasts` is said of a disease that nobody recovers from.

    >>> rates = tuple(np.array([rate]) for rate in (0.005, 0.0, 0.015, 0.0, 0.0))
    >>> end, cases, hazard = np.zeros((3, 1))
    >>> year_of_row(np.array([0.1]), rates, True, end, cases, hazard)
    >>> round(float(end[0] * np.exp(-hazard[0])) * 1000, 5)
    102.96644
    """
    incidence, remission, excess, fatal, cured = rates
    any_out = False
    if lasts:
        for c in range(len(end)):
            p, i, f = prevalence[c], incidence[c], excess[c]
            after = lasting_course(p, i, f, fatal[c], cured[c])
            end[c], cases[c], hazard[c], out = quick_end(p, i, f, fatal[c], after)
            any_out |= out
    else:
        for c in range(len(end)):
            p, i, f = prevalence[c], incidence[c], excess[c]
            after = course(p, i, remission[c], f, fatal[c], cured[c])
            end[c], cases[c], hazard[c], out = quick_end(p, i, f, fatal[c], after)
            any_out |= out
    if any_out:
        for c in range(len(end)):
            p, i, f = prevalence[c], incidence[c], excess[c]
            after = (
                lasting_course(p, i, f, fatal[c], cured[c])
                if lasts
                else course(p, i, remission[c], f, fatal[c], cured[c])
            )
            if quick_end(p, i, f, fatal[c], after)[3]:
                end[c], cases[c], hazard[c] = exact_year(p, i, remission[c], f, fatal[c], cured[c])


@compiled
def copy_row(of: Array, to: Array) -> None:
    """Copy a row [cell]."""
    for c in range(len(of)):
        to[c] = of[c]


@compiled
def year_of_cells(
    prevalence: Array, rates: Array, lasts: bool, end: Array, cases: Array, hazard: Array
) -> None:
    """Carry cells through one year as `year_of_row`: [cell], `rates` [rate, cell]; writes the last three."""
    parts = (rates[0], rates[1], rates[2], rates[3], rates[4])
    year_of_row(prevalence, parts, lasts, end, cases, hazard)


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
        well, sick, _, _, z = course(p, i, remission, f, fatal, cured)
        end = sick / (well + sick)
        if z > LARGEST_SQUARE:
            end, _, _ = exact_year(p, i, remission, f, fatal, cured)
        total += end * weight[g]
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
    at: Where,
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
def changed_rates(
    usual: Rates, where: Where, cells: tuple[int, int], ratio: Array, ratio_of: Index, own: Array
) -> Rates:
    """Give the rates of a disease in a range of cells of a scenario: the usual ones times their ratio.

    Shapes: `usual` [cell]; `own` [rate, cell] takes those that have a ratio; the others as in
    `years_of_diseases`.
    """
    (d, n, k, s), (low, high) = where, cells
    i, r, f, fatal, cured = usual
    i, r, f, fatal, cured = i[low:high], r[low:high], f[low:high], fatal[low:high], cured[low:high]
    if ratio_of[0, d] >= 0:
        i = changed_rate(i, ratio[ratio_of[0, d], n, k, s, low:high], own[0])
    if ratio_of[1, d] >= 0:
        r = changed_rate(r, ratio[ratio_of[1, d], n, k, s, low:high], own[1])
    if ratio_of[2, d] >= 0:
        f = changed_rate(f, ratio[ratio_of[2, d], n, k, s, low:high], own[2])
    if ratio_of[3, d] >= 0:
        fatal = changed_rate(fatal, ratio[ratio_of[3, d], n, k, s, low:high], own[3])
    return i, r, f, fatal, cured


@compiled
def changed_rate(rate: Array, ratio: Array, own: Array) -> Array:
    """Give a rate [cell] times a ratio, in as many cells of `own`."""
    ratio_row(rate, ratio, own)
    return own[: len(rate)]


@compiled
def raised_incidence(
    rate: Array,
    where: Where,
    cells: tuple[int, int],
    prevalence: Array,
    cause: Index,
    outcome: Index,
    raised: Array,
    own: Array,
) -> Array:
    """Give an incidence [cell] in a range of cells, raised by the diseases that do so, if any: in `own`.

    Formula: x Π (1 + p_cause (RR - 1)) (3.5). Shapes: as in `years_of_diseases`.
    """
    (d, n, k, s), (low, high) = where, cells
    found = rate
    for e in range(len(cause)):
        if outcome[e] == d:
            copy_row(found, own)
            found = own[: high - low]
            raise_row(found, prevalence[cause[e], n, k, s, low:high], raised[e, n, s, low:high])
    return found


@compiled
def added_row(before: Array, after: Array, hazard: Array, excess: Array, share: float, died: Array) -> None:
    """Write the mortality that a disease adds in a row [cell]: H - share·f·(p + p') (4.2)."""
    for c in range(len(before)):
        died[c] = hazard[c] - share * excess[c] * (before[c] + after[c])


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
    falling, own = np.zeros((2, cells)), np.zeros((RATES, cells))
    hazard, died, usually = np.zeros(cells), np.zeros(cells), np.zeros(cells)
    for n in range(draws):
        for s in range(sexes):
            for d in range(diseases):
                start, share = first[d], 0.5 * by_others[d, n, s]
                ratio_row(excess[d, n, s], fall[n, s], falling[0])
                ratio_row(fatal[d, n, s], fall[n, s], falling[1])
                i, r, lasts = incidence[d, n, s], remission[d, n, s], not np.any(remission[d, n, s])
                usual = (i, r, falling[0], falling[1], cured[d, n, s])
                for k in range(scenarios):
                    where, to = (d, n, k, s), added[n, k, s]
                    here = range_of_change(where, start, prevalence, cause, outcome, ratio, ratio_of)
                    low, high = here
                    size, rates = high - low, changed_rates(usual, where, here, ratio, ratio_of, own)
                    i = raised_incidence(rates[0], where, here, prevalence, cause, outcome, raised, own[0])
                    rates = (i, rates[1], rates[2], rates[3], rates[4])
                    before, after, new = prevalence[where][low:high], end[where], cases[where]
                    year_of_row(before, rates, lasts, after[low:high], new[low:high], hazard[:size])
                    added_row(before, after[low:high], hazard[:size], rates[2], share, died[:size])
                    if k == 0:
                        after[:start], new[:start] = 0.0, 0.0
                        copy_row(died[:size], usually[low:high])
                    else:
                        copy_outside(end[d, n, 0, s], low, high, after)
                        copy_outside(cases[d, n, 0, s], low, high, new)
                    add_row(usually[start:low], to[start:low])
                    add_row(died[:size], to[low:high])
                    add_row(usually[high:], to[high:])
