"""A promise beside its series as plain values: by year, the share that comes true, worth of measuring."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from hiap.economics.discounting import discount_factors
from hiap.monitoring.measured import Array
from hiap.monitoring.realised import Realised, Share
from hiap.monitoring.tested import passed_promise
from hiap.monitoring.worth import error_ahead, worth_of_measuring
from hiap.workflow.follow_assumptions import assumptions_view, design_named, highest_certainty
from hiap.workflow.follow_promises import Laid
from hiap.workflow.follow_read import Programme
from hiap.workflow.follow_view import listed
from hiap.workflow.perspective import SOCIETY

Row = dict[str, Any]
DESIGN = "promise"


def promises_view(read: Programme, laid: list[Laid]) -> list[Row]:
    """Every promise of the plan, with what was measured beside it where the plan says how."""
    found = {one.said.id: one for one in laid}
    return [
        said.model_dump(mode="json") | {"beside": _beside(read, found[said.id]) if said.id in found else None}
        for said in read.plan.promises
    ]


def _beside(read: Programme, laid: Laid) -> Row:
    series = read.series_of(laid.said.indicator)
    at = np.searchsorted(read.axes.years, laid.years)
    level, limits = laid.without + laid.promise.mean, series.limits["95"]
    low, high = laid.promise.ends or (laid.promise.mean, laid.promise.mean)
    by_year = laid.realised.surprise.by_year if laid.realised else np.full(at.size, np.nan)
    return {
        "why": laid.why,
        "years": laid.years.tolist(),
        "without": listed(laid.without),
        "promised": listed(level),
        "promised_low": listed(laid.without + low),
        "promised_high": listed(laid.without + high),
        "measured": listed(series.shown.value[laid.row, at]),
        "measured_low": listed(limits[0][laid.row, at]),
        "measured_high": listed(limits[1][laid.row, at]),
        "chance": listed(by_year),
        **(_told(read, laid, laid.realised) if laid.realised else dict.fromkeys(TOLD)),
    }


TOLD = ("share", "chances", "surprise", "between_years", "worth", "certainty", "assumptions")


def _told(read: Programme, laid: Laid, realised: Realised) -> Row:
    design, passed = design_named(DESIGN), passed_promise(realised.surprise)
    return {
        "share": {
            "promised": _share(realised.promised),
            "series_alone": _share(realised.series_alone),
            "together": _share(realised.share),
        },
        "chances": {
            "at_least_half": realised.chance_half,
            "all": realised.chance_all,
            "nothing": realised.chance_none,
        },
        "surprise": {
            "series": realised.surprise.series,
            "effect": realised.surprise.effect,
            "conflict": bool(realised.surprise.conflict),
        },
        "between_years": realised.between_years,
        "worth": _worth(read, laid, realised),
        "certainty": highest_certainty(design, passed),
        "assumptions": assumptions_view(design, passed),
    }


def _share(share: Share) -> Row:
    return {"value": share.value, "low": share.low, "high": share.high}


def _worth(read: Programme, laid: Laid, realised: Realised) -> Row | None:
    """What the next measurement is worth to who decides on going on; None where nobody can say."""
    series = laid.series
    if series is None:
        return None
    last = int(np.flatnonzero(np.isfinite(series.values))[-1])
    ahead = last + read.series_of(laid.said.indicator).indicator.every
    if ahead >= laid.years.size:
        return None
    year = int(laid.years[ahead])
    money = _money(laid, year)
    if money is None:
        return None
    errors = np.full(laid.years.size, np.nan)
    errors[ahead] = series.errors[last]
    error = error_ahead(laid.promise, realised, series, errors)
    if not math.isfinite(error) or not realised.share.deviation > 0:
        return None
    at_none, added, by = money
    found = worth_of_measuring(
        realised.share.value,
        realised.share.deviation,
        error,
        benefit_at_none=at_none,
        benefit_per_share=added,
    )
    return {
        "year": year,
        "measuring_eur": found.measuring,
        "at_most_eur": found.most,
        "chance_of_another_choice": found.chance_of_another_choice,
        "at_none_eur": at_none,
        "whole_promise_eur": added,
        "by": by,
    }


def _money(laid: Laid, year: int) -> tuple[float, float, str] | None:
    """Net benefit of going on after a year without any effect, and what the whole promise adds to it."""
    given = laid.said.worth
    if given is not None:
        return given.at_none_eur, given.whole_promise_eur, "plan"
    if laid.result is None or laid.result["settings"]["perspective"] != SOCIETY:
        return None
    scenario = laid.result["scenarios"][laid.said.scenario]
    balance = {row["year"]: row["net_present_value_eur"]["mean"] for row in scenario.get("cumulative", ())}
    if year not in balance:
        return None
    cost = -float(_cost_after(laid.result, scenario["by_year"], year).sum())
    return cost, scenario["cumulative"][-1]["net_present_value_eur"]["mean"] - balance[year] - cost, "run"


def _cost_after(result: Mapping[str, Any], rows: list[Mapping[str, Any]], year: int) -> Array:
    """Present value of the cost of the programme in each year after a year, as the run counts it."""
    settings = result["settings"]
    rates = [(last, rate) for last, rate in settings["discounting"]["rates"]]
    later = [row for row in rows if row["year"] > year]
    since = np.array([max(row["year"] - settings["first_year"], 0) for row in later], dtype=np.float64)
    cost = np.array([row["programme_cost_eur"]["mean"] for row in later])
    return np.asarray(cost * discount_factors(since, rates))
