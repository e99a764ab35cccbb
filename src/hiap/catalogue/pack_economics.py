"""Reads economics.yaml of a pack: discounting, perspectives, variants, budgets and inequality."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hiap.domain.pack import Discounting, EquityTerms, Estimate, Variant, View

Document = Mapping[str, Any]


def economics_parts(economics: Document) -> dict[str, Any]:
    """The parts of a pack that stand in economics.yaml."""
    return {
        "discounting": {name: _discounting(item) for name, item in economics["discounting"].items()},
        "discounting_of_a_party": economics["discounting_of_a_party"],
        "views": tuple(
            View(name, item["title"], tuple(item["accounts"]), item["discounting"])
            for name, item in economics["perspectives"].items()
        ),
        "variants": {name: Variant(name, **item) for name, item in economics.get("variants", {}).items()},
        "budget_terms": tuple(economics.get("budget_terms", ())),
        "cost_effectiveness": economics.get("cost_effectiveness"),
        "equity": _equity(economics["equity"]) if "equity" in economics else None,
        "qaly_values_eur": tuple(float(item["value"]) for item in economics["qaly_values"].values()),
    }


def estimate_of(item: Document) -> Estimate:
    """Read one number with its interval, unit, grade and source from a document."""
    value = float(item["value"])
    low, high = float(item.get("low", value)), float(item.get("high", value))
    return Estimate(
        value, low, high, item["unit"], item["grade"], str(item["source"]), str(item.get("note", ""))
    )


def _discounting(item: Document) -> Discounting:
    """Read one discounting scheme."""
    pairs: Callable[[str], tuple[tuple[int | None, float], ...]] = lambda key: tuple(  # noqa: E731
        (None if year is None else int(year), float(rate)) for year, rate in item["value"][key]
    )
    return Discounting(item["title"], pairs("costs"), pairs("effects"), item["note"])


def _equity(item: Document) -> EquityTerms:
    """Read what inequality is told with."""
    return EquityTerms(
        marked_years=tuple(int(year) for year in item["marked_years"]),
        floor=estimate_of(item["floor"]),
        care_budget=tuple(item["care_budget"]),
        threshold=estimate_of(item["threshold"]),
        atkinson=tuple(estimate_of(aversion) for aversion in item["atkinson"].values()),
        kolm=tuple(estimate_of(aversion) for aversion in item["kolm"].values()),
    )
