"""What is in the sums of a scenario: whether health is, and whether anything but costs is."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.result import PACKAGE, Result, mean_of, part, scenarios

Scenario = Mapping[str, object]


def without_health(scenario: Scenario) -> bool:
    """Tell whether no effect on health is in the sums, so that a zero of it says nothing.

    >>> without_health({"counted": {"health": False, "gains": True}}), without_health({})
    (True, False)
    """
    return part(scenario, "counted").get("health") is False


def only_costs(scenario: Scenario) -> bool:
    """Tell whether nothing but its costs is in the sums: then a chance or a break-even value says nothing.

    >>> only_costs({"counted": {"health": False, "gains": False}})
    True
    >>> only_costs({"counted": {"health": False, "gains": True}}), only_costs({})
    (False, False)
    """
    return part(scenario, "counted").get("gains") is False


def of_no_known_effect(result: Result) -> dict[str, Scenario]:
    """The measures without health in the sums; their costs are in those of the package all the same."""
    found = dict(scenarios(result))
    return {name: one for name, one in found.items() if name != PACKAGE and without_health(one)}


def cost_of(some: Mapping[str, Scenario]) -> float:
    """The present value of what these measures cost together."""
    return sum(mean_of(one.get("programme_cost_eur")) for one in some.values())
