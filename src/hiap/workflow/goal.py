"""The equity goal: what a user wants of the distribution of health; a choice with a name, never a result."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from hiap.catalogue.nearest import cure_for
from hiap.domain.errors import Fault
from hiap.domain.pack import Pack

GAP, FLOOR, WORST_OFF = "gap", "floor", "worst-off"
LONGEST_LIFE = 120
GOALS: Mapping[str, Mapping[str, str]] = {
    GAP: {
        "nl": "Het verschil tussen de hoogste en de laagste groep verkleinen",
        "en": "Narrow the gap between the highest and the lowest group",
    },
    FLOOR: {
        "nl": "Niemand onder een ondergrens voor gezonde levensverwachting",
        "en": "Nobody below a floor for healthy life expectancy",
    },
    WORST_OFF: {
        "nl": "Voorrang voor de groep die er het slechtst voor staat",
        "en": "Priority to the group that is worst off",
    },
}
"""Goals by name, in words; the first one is the default."""


@dataclass(frozen=True)
class Goal:
    """The goal that was chosen, and the floor in years of healthy life expectancy, if there is one."""

    name: str
    floor_years: float | None


NARROW_THE_GAP = Goal(GAP, None)
"""The goal where none was chosen and there is no floor."""


def goal_of(pack: Pack, name: str, floor: float | None) -> Goal:
    """The goal with its floor: the one that was given, else that of the pack."""
    own = pack.equity.floor.value if pack.equity else None
    return Goal(name, own if floor is None else float(floor))


def goal_settings(goal: Goal) -> dict[str, object]:
    """The goal among the settings of a result: a choice that was made.

    >>> goal_settings(NARROW_THE_GAP)["equity_goal"]
    'gap'
    """
    return {
        "equity_goal": goal.name,
        "equity_goal_title": dict(GOALS[goal.name]),
        "equity_floor_years": goal.floor_years,
    }


def goal_faults(name: object, floor: object, pack: Pack | None) -> list[Fault]:
    """Faults of a goal and its floor; with a pack also whether there is a floor to look at.

    >>> [fault.cure for fault in goal_faults("gat", None, None)]
    ['did you mean gap? known are floor, gap, worst-off']
    """
    faults = []
    if name not in GOALS:
        faults.append(Fault("--equity-goal", None, f"{name!r} is not known", cure_for(str(name), GOALS)))
    cure = f"give a number of years above 0 and at most {LONGEST_LIFE}, as 60"
    number = isinstance(floor, int | float) and not isinstance(floor, bool)
    if floor is not None and not number:
        faults.append(Fault("--equity-floor", None, f"{floor!r} is not a number", cure))
    elif isinstance(floor, int | float) and not (math.isfinite(floor) and 0 < floor <= LONGEST_LIFE):
        faults.append(Fault("--equity-floor", None, f"{floor} is no number of years", cure))
    if pack and name == FLOOR and floor is None and pack.equity is None:
        why = f"pack {pack.id} has no floor"
        faults.append(Fault("--equity-goal", None, why, "give one with --equity-floor, in years"))
    return faults
