"""What is in the sums of a scenario: whether health is, and whether anything but costs is."""

from __future__ import annotations

from collections.abc import Mapping

from hiap.reports.numbers import Estimate
from hiap.reports.result import PACKAGE, Result, mean_of, part, scenarios

Scenario = Mapping[str, object]

A_EURO = 1.0


def without_health(scenario: Scenario) -> bool:
    """Tell whether no effect on health is in the sums; a package tells none of its own.

    >>> without_health({"description": {"effects": []}}), without_health({})
    (True, False)
    """
    return part(scenario, "description").get("effects") == []


def only_costs(scenario: Scenario) -> bool:
    """Tell whether nothing but its costs is in the balance: then a chance or a break-even value says nothing.

    >>> school = {"description": {"effects": []}, "programme_cost_eur": {"mean": 9e8}}
    >>> only_costs({**school, "net_present_value_eur": {"mean": -9e8}})
    True
    >>> only_costs({**school, "net_present_value_eur": {"mean": -7e8}})
    False
    """
    balance, cost = (
        Estimate.read(scenario.get(key)) for key in ("net_present_value_eur", "programme_cost_eur")
    )
    if balance is None or cost is None:
        return False
    return without_health(scenario) and abs(balance.mean + cost.mean) < A_EURO


def of_no_known_effect(result: Result) -> dict[str, Scenario]:
    """The measures without health in the sums; their costs are in those of the package all the same."""
    found = dict(scenarios(result))
    return {name: one for name, one in found.items() if name != PACKAGE and without_health(one)}


def cost_of(some: Mapping[str, Scenario]) -> float:
    """The present value of what these measures cost together."""
    return sum(mean_of(one.get("programme_cost_eur")) for one in some.values())
