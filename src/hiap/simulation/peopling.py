"""The loops of the compiled engine over people: a year's survivors and migrants, ageing, moves (2.1, 2.3).

Rows as in `kernels`. No loop here calls one of another file: Numba looks at the content of one file only
to know whether what it compiled before is still good.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hiap.simulation.compiling import compiled

Array = NDArray[np.float64]


@compiled
def survivors_of_row(
    people: Array,
    survival: Array,
    half: Array,
    usual: Array,
    leaving: Array,
    coming: Array,
    persons: Array,
    weight: Array,
    deaths: Array,
) -> None:
    """Take a row of people [cell] to 31 December; the last three are written (2.1).

    Formula: stayed = people·e^-m - left·e^-m/2, left = people·leaving; arrivals die at e^-m/2 of the
    reference, `usual`.
    """
    for c in range(len(people)):
        left = leaving[c] * people[c]
        stayed = people[c] * survival[c] - left * half[c]
        dead = people[c] * (1.0 - survival[c]) - left * (1.0 - half[c])
        whole = stayed + coming[c] * usual[c]
        persons[c] = whole
        weight[c] = stayed / whole if whole > 0.0 else 1.0
        deaths[c] = dead + coming[c] * (1.0 - usual[c])


@compiled
def survive_rows(
    people: Array,
    survival: Array,
    half: Array,
    leaving: Array,
    coming: Array,
    persons: Array,
    weight: Array,
    deaths: Array,
) -> None:
    """Take all rows of people to 31 December by `survivors_of_row`; the last three are written.

    Shapes: [draw, scenario, sex, cell]; `leaving` and `coming` without the scenario.
    """
    draws, scenarios, sexes, _ = people.shape
    for n in range(draws):
        for k in range(scenarios):
            for s in range(sexes):
                survivors_of_row(
                    people[n, k, s],
                    survival[n, k, s],
                    half[n, k, s],
                    half[n, 0, s],
                    leaving[n, s],
                    coming[n, s],
                    persons[n, k, s],
                    weight[n, k, s],
                    deaths[n, k, s],
                )


@compiled
def divide_row(aged: Array, up: Array, down: Array, stayed: Array, rose: Array, fell: Array) -> None:
    """Divide a row of people [cell] into who stays in a group, who moves up and who moves down (2.3)."""
    for c in range(len(aged)):
        stayed[c] = aged[c] * (1.0 - up[c] - down[c])
        rose[c] = aged[c] * up[c]
        fell[c] = aged[c] * down[c]


@compiled
def groups_of_row(
    stayed: Array, rose: Array, fell: Array, people: Array, stay: Array, below: Array, above: Array
) -> None:
    """Put together who stayed, rose from the group below and fell from that above, [cell] (2.3).

    Formula: those of `move` and `mixing`; the last four are written.
    """
    for c in range(len(people)):
        moved = stayed[c] + rose[c] + fell[c]
        part = 1.0 / moved if moved > 0.0 else 0.0
        people[c] = moved
        stay[c], below[c], above[c] = stayed[c] * part, rose[c] * part, fell[c] * part


@compiled
def join_rows(
    persons: Array, newborn: Array, up: Array, down: Array, people: Array, groups: Array, oldest: Array
) -> None:
    """Take all rows of persons to the next 1 January; the last three are written (2.1, 2.3).

    The best-off group never moves up nor the worst-off down: rows may be shifted over the ends of ages.

    Shapes: `persons` and `people` [draw, scenario, sex, cell], `newborn` [draw, sex, group], `up` and `down`
    [draw, sex, cell], `groups` [3, draw, scenario, sex, cell], `oldest` [draw, scenario, sex, group].
    """
    draws, scenarios, sexes, cells = persons.shape
    count = newborn.shape[2]
    aged, room, last = np.empty(cells), np.zeros((3, cells + 2)), cells - count
    for n in range(draws):
        for k in range(scenarios):
            for s in range(sexes):
                row = persons[n, k, s]
                for c in range(last):  # an assignment of a slice takes Numba three seconds to compile
                    aged[count + c] = row[c]
                for g in range(count):
                    aged[g] = newborn[n, s, g]
                for g in range(count):
                    both = row[last - count + g] + row[last + g]
                    aged[last + g] += row[last + g]
                    oldest[n, k, s, g] = row[last + g] / both if both > 0.0 else 0.0
                divide_row(aged, up[n, s], down[n, s], room[0, :cells], room[1, 1:], room[2, :cells])
                to = groups[0, n, k, s], groups[1, n, k, s], groups[2, n, k, s]
                groups_of_row(room[0, :cells], room[1, :cells], room[2, 1:], people[n, k, s], *to)
