"""The loops of the compiled engine that take rows of people to the next year, and count them (3.4, 4.3, 4.4).

Rows as in `kernels`. No loop here calls one of another file: Numba looks at the content of one file only
to know whether what it compiled before is still good.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiap.simulation.compiling import compiled

Array = NDArray[np.float64]
Index = NDArray[np.int64]


@compiled
def times_row(rate: Array, ratio: Array) -> None:
    """Multiply a row [cell] by another, in place."""
    for c in range(len(rate)):
        rate[c] *= ratio[c]


@compiled
def outcomes_of_row(
    before: Array,
    now: Array,
    cases: Array,
    start: Array,
    end: Array,
    part: Array,
    weight: float,
    healthy: Array,
    sick: Array,
    new: Array,
) -> None:
    """Give patients and cases of one disease in one row, and take them out of full health (4.3).

    Formula: sick = ½ p·persons + ½ p'·persons'; cases·lived; healthy x (1 - weight·sick·part).

    Shapes: all [cell], `start` and `end` half of the persons, `part` that of `lived_row`; the last three
    are written.
    """
    for c in range(len(now)):
        sick[c] = before[c] * start[c] + now[c] * end[c]
        new[c] = cases[c] * (start[c] + end[c])
        healthy[c] *= 1.0 - sick[c] * part[c] * weight


@compiled
def lived_row(people: Array, left: Array, start: Array, end: Array, part: Array) -> None:
    """Write half of the persons at start and end, and what one is of those who lived: 1/lived, or 1."""
    for c in range(len(start)):
        start[c], end[c] = 0.5 * people[c], 0.5 * left[c]
        lived = start[c] + end[c]
        part[c] = 1.0 / (lived if lived > 0.0 else 1.0)


@compiled
def arrive_row(own: Array, usual: Array, there: Array, now: Array) -> None:
    """Give what people carry on 31 December: their own, and the usual of those who arrived (4.4)."""
    for c in range(len(now)):
        now[c] = own[c] * there[c] + usual[c] * (1.0 - there[c])


@compiled
def add_row(of: Array, to: Array) -> None:
    """Add a row [cell] to another."""
    for c in range(len(of)):
        to[c] += of[c]


@compiled
def sums_by_group(quantity: Array, found: Array) -> None:
    """Sum rows over sex and age: [strip, sex, cell] to [strip, group], which is written."""
    room = np.empty(quantity.shape[2])
    for k in range(len(quantity)):
        for g in range(found.shape[1]):
            found[k, g] = 0.0
        for s in range(quantity.shape[1]):
            add_by_group(quantity[k, s], room, found[k])


@compiled
def add_by_group(quantity: Array, room: Array, by_group: Array) -> None:
    """Add a row [cell] over ages to `by_group` [group]: the groups of an age lie side by side.

    The older half of the ages is added to the younger half until one age is left, so that the processor takes
    several cells at once. Shapes: `room` as `quantity`, to work in.
    """
    groups = len(by_group)
    ages = len(quantity) // groups
    half = (ages + 1) // 2
    for c in range(half * groups):
        room[c] = quantity[c]
    for c in range((ages - half) * groups):
        room[c] += quantity[c + half * groups]
    while half > 1:
        ages, half = half, (half + 1) // 2
        for c in range((ages - half) * groups):
            room[c] += room[c + half * groups]
    for g in range(groups):
        by_group[g] += room[g]


@compiled
def paid_of_row(first: bool, people: Array, usual: Array, hours: Array, paid: Array) -> None:
    """Give the paid hours of a row of people [cell] beyond the usual ones (7.3).

    The usual people are those of the first row, the reference, which are kept in `usual`; `paid` is written.
    """
    for c in range(len(people)):
        usual[c] = people[c] if first else usual[c]
        paid[c] = (people[c] - usual[c]) * hours[c]


@compiled
def mixed_row(
    below: Array, own: Array, above: Array, came_up: Array, stay: Array, came_down: Array, new: Array
) -> None:
    """Average the shares of who stayed and of who came from either side, by the weights of `mixing` (2.3)."""
    for c in range(len(new)):
        new[c] = own[c] * stay[c] + below[c] * came_up[c] + above[c] * came_down[c]


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
    start = first + count
    for c in range(start, cells):  # no slice: to tell shapes that differ, Numba compiles text for 3 seconds
        aged[1 + c] = now[c - count]
    for g in range(count):
        last = cells - count + g
        aged[1 + last] += oldest[g] * (now[last] - aged[1 + last])
    aged[first : 1 + start] = 0.0
    new[:start] = 0.0
    weights = (below[start:], stay[start:], above[start:])
    mixed_row(aged[start:], aged[1 + start :], aged[2 + start :], *weights, new[start:])


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
def followed_row(now: Array, late: Array, kept: Array, to: Array) -> None:
    """Let a row [cell] of late exposure follow exposure (3.4). Formula: P + (P̄ - P) e^-α."""
    for c in range(len(now)):
        to[c] = now[c] + (late[c] - now[c]) * kept[c]


@compiled
def add_product(row: Array, other: Array, to: Array) -> None:
    """Add the product of two rows [cell] to a third."""
    for c in range(len(row)):
        to[c] += row[c] * other[c]


@compiled
def late_risks(now: Array, late: Array, kept: Array, excess: Array, found: Array) -> None:
    """Mean relative risk of levels that are followed with a lag; `found` is written (3.2, 3.4).

    Formula: 1 + Σ_c (P_c + (P̄_c - P_c) k)(RR_c - 1).

    Shapes: `now`, `late` and `excess` RR - 1 [level-1, draw, sex, cell], `kept` [sex, cell], `found`
    [draw, sex, cell].
    """
    levels, draws, sexes, cells = now.shape
    share, total = np.empty(cells), np.empty(cells)
    for n in range(draws):
        for s in range(sexes):
            for c in range(cells):
                total[c] = 0.0
            for level in range(levels):
                followed_row(now[level, n, s], late[level, n, s], kept[s], share)
                add_product(share, excess[level, n, s], total)
            for c in range(cells):
                found[n, s, c] = 1.0 + total[c]


@compiled
def change_risks(
    change: Array, late: Array, acting: Index, kept: Array, excess: Array, usual: Array, factor: Array
) -> None:
    """Multiply relative incidence by what one link changes; `factor` is written (3.3, 3.4).

    Formula: x (1 + Σ_c D_c (RR_c - 1)/usual), with D + (D̄ - D) k for D if there is a lag.

    Shapes: `change` [level-1, draw, acting, sex, cell] of the scenarios `acting`; `late` [level-1, draw,
    scenario, sex, cell], or empty; `kept` [sex, cell], `excess` RR - 1 [level-1, draw, sex, cell], `usual`
    [draw, sex, cell], `factor` [draw, scenario, sex, cell].
    """
    levels, draws, count, sexes, cells = change.shape
    share, moved = np.empty(cells), np.empty(cells)
    for n in range(draws):
        for j in range(count):
            for s in range(sexes):
                for c in range(cells):
                    moved[c] = 0.0
                for level in range(levels):
                    now = change[level, n, j, s]
                    if len(late):
                        followed_row(now, late[level, n, acting[j], s], kept[s], share)
                        add_product(share, excess[level, n, s], moved)
                    else:
                        add_product(now, excess[level, n, s], moved)
                to, base = factor[n, acting[j], s], usual[n, s]
                for c in range(cells):
                    to[c] *= 1.0 + moved[c] / base[c]


@compiled
def follow_late(change: Array, acting: Index, kept: Array, late: Array) -> None:
    """Let lagged changes of the scenarios `acting` follow those of the year by `followed_row`, in place.

    Shapes: as in `change_risks`.
    """
    levels, draws, count, sexes, _ = change.shape
    for level in range(levels):
        for n in range(draws):
            for j in range(count):
                for s in range(sexes):
                    own = late[level, n, acting[j], s]
                    followed_row(change[level, n, j, s], own, kept[s], own)


@compiled
def pass_late_rows(
    now: Array,
    late: Array,
    kept: Array,
    oldest: Array,
    stay: Array,
    below: Array,
    above: Array,
    new: Array,
) -> None:
    """Lagged exposure on the next 1 January but for newborns: `followed_row`, `pass_row`; `new` is written.

    Shapes: `now`, `late` and `new` [level-1, draw, sex, cell], `kept` [sex, cell], `oldest`
    [draw, sex, group], the others [draw, sex, cell].
    """
    levels, draws, sexes, cells = now.shape
    row, aged = np.empty(cells), np.zeros(cells + 2)
    for level in range(levels):
        for n in range(draws):
            for s in range(sexes):
                followed_row(now[level, n, s], late[level, n, s], kept[s], row)
                to = new[level, n, s]
                pass_row(row, oldest[n, s], stay[n, s], below[n, s], above[n, s], 0, aged, to)


@compiled
def net_transition_rows(share: Array, wanted: Array, total: Array, leaving: Array, arriving: Array) -> None:
    """Write the net transition that turns one division over levels into another (3.1).

    Formula: that of `net_transition`. Shapes: [level, cell], `total` [cell] is room to work in.
    """
    levels, cells = share.shape
    for c in range(cells):
        total[c] = 0.0
    for level in range(levels):
        now, then = share[level], wanted[level]
        for c in range(cells):
            leaving[level, c] = max(now[c] - then[c], 0.0) / (now[c] if now[c] > 0.0 else 1.0)
            lacking = max(then[c] - now[c], 0.0)
            arriving[level, c] = lacking
            total[c] += lacking
    for level in range(levels):
        for c in range(cells):
            arriving[level, c] /= total[c] if total[c] > 0.0 else 1.0


@compiled
def follow_transitions(carried: Array, firsts: Index, acting: Index, mixed: Array, wanted: Array) -> None:
    """Send differences between scenarios and reference through its net transitions, in place (3.1).

    Formula: that of `follow_transition`; the first level has what the others lack.

    Shapes: `carried` [row, draw, scenario, sex, cell], of which rows from each of `firsts` on hold the
    differences of all levels but the first in the scenarios `acting`; `mixed` and `wanted` shares of the
    reference [level, draw, sex, cell].
    """
    levels, draws, sexes, cells = mixed.shape
    leaving, arriving = np.empty((levels, cells)), np.empty((levels, cells))
    room, out = np.empty(cells), np.empty(cells)
    for n in range(draws):
        for s in range(sexes):
            net_transition_rows(mixed[:, n, s], wanted[:, n, s], room, leaving, arriving)
            for first in firsts:
                for k in acting:
                    for c in range(cells):
                        room[c] = 0.0
                    for row in range(first, first + levels - 1):
                        add_row(carried[row, n, k, s], room)
                    for c in range(cells):
                        out[c] = -room[c] * leaving[0, c]
                    for level in range(1, levels):
                        add_product(carried[first + level - 1, n, k, s], leaving[level], out)
                    for level in range(1, levels):
                        send_row(leaving[level], arriving[level], out, carried[first + level - 1, n, k, s])


@compiled
def send_row(leaving: Array, arriving: Array, out: Array, row: Array) -> None:
    """Take out of a row [cell] what leaves its level and add its part of all that is sent, in place (3.1)."""
    for c in range(len(row)):
        row[c] = row[c] - row[c] * leaving[c] + arriving[c] * out[c]


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
    left: Array,
    weight: Array,
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

    Shapes: `before`, `after`, `cases`, `new` [disease, draw, scenario, sex, cell]; persons at the start,
    `people`, and at the end, `left`, with their `weight` w and `healthy` [draw, scenario, sex, cell];
    `groups` [3, draw, scenario, sex, cell] the weights of `mixing`; `oldest` [draw, scenario, sex, group];
    `disability` [disease, draw]; `use` as `before`, or empty; `paid` hours [2, disease, sex, cell]; `counts`
    [6, disease, draw, scenario, group]; `first` cell by disease.
    """
    diseases, draws, scenarios, sexes, cells = before.shape
    now, sick, ill, aged = np.empty(cells), np.empty(cells), np.empty(cells), np.zeros(cells + 2)
    room, worked = np.empty(cells), np.empty(cells)
    start, end, part = np.empty(cells), np.empty(cells), np.empty(cells)
    at_first = np.empty((2, sexes, diseases, cells))
    for n in range(draws):
        for k in range(scenarios):
            for s in range(sexes):
                there = weight[n, k, s]
                stay, below, above = groups[0, n, k, s], groups[1, n, k, s], groups[2, n, k, s]
                lived_row(people[n, k, s], left[n, k, s], start, end, part)
                for d in range(diseases):
                    c = first[d]
                    usual, own = after[d, n, 0, s], after[d, n, k, s]
                    arrive_row(own[c:], usual[c:], there[c:], now[c:])
                    was, begun = before[d, n, k, s, c:], cases[d, n, k, s, c:]
                    full = healthy[n, k, s, c:]
                    ends, share, ill_health = (start[c:], end[c:]), part[c:], disability[d, n]
                    outcomes_of_row(was, now[c:], begun, *ends, share, ill_health, full, sick[c:], ill[c:])
                    add_by_group(sick[c:], room, counts[0, d, n, k])
                    add_by_group(ill[c:], room, counts[1, d, n, k])
                    for b, people_now in enumerate((sick[c:], ill[c:])):
                        reference, hours = at_first[b, s, d, c:], paid[b, d, s, c:]
                        if hours.any():
                            paid_of_row(k == 0, people_now, reference, hours, worked[c:])
                            add_by_group(worked[c:], room, counts[4 + b, d, n, k])
                    if len(use):
                        times_row(sick[c:], use[d, n, k, s, c:])
                        times_row(ill[c:], use[d, n, k, s, c:])
                        add_by_group(sick[c:], room, counts[2, d, n, k])
                        add_by_group(ill[c:], room, counts[3, d, n, k])
                    pass_row(now, oldest[n, k, s], stay, below, above, c, aged, new[d, n, k, s])
