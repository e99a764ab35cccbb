"""A screening as plain values: the policy, a change, its size, other goals, and a project on a site."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hiap.catalogue.measures import Entry
from hiap.domain.measure import Measure
from hiap.domain.register import OBLIGATIONS
from hiap.domain.screening import STAGES, Reached, Screening, Site
from hiap.workflow.screen_size import PER, YEARS, Bounds, Size

Row = dict[str, Any]
ELEMENTS = (
    *("place", "decides", "stage", "groups", "aspects", "below_legal_norm", "precaution", "alternatives"),
    *("residents", "ggd_advice", "recommendations", "monitoring"),
)
"""Elements of a health effect report, in its order."""


def about(policy: Screening | Entry) -> Row:
    """What the policy says of itself."""
    own = isinstance(policy, Screening)
    start = policy.start if isinstance(policy, Screening | Measure) else None
    return {
        "id": policy.id,
        "title": policy.title.model_dump(),
        "summary": policy.summary.model_dump(),
        "domain": policy.domain,
        "ministries": list(policy.ministries),
        "status": policy.status if isinstance(policy, Screening) else None,
        "health": policy.health if isinstance(policy, Screening) else None,
        "start": start,
        "obligation": policy.obligation,
        "obligation_step": OBLIGATIONS.index(policy.obligation) + 1 if policy.obligation else None,
        "asks_of_people": policy.asks_of_people,
        "precaution": policy.precaution.model_dump() if policy.precaution else None,
        "below_legal_norm": policy.below_legal_norm.model_dump() if policy.below_legal_norm else None,
        "not_touched": [item.model_dump() for item in policy.not_touched]
        if isinstance(policy, Screening)
        else [],
        "computed": isinstance(policy, Measure),
        "from_register": not own,
        "notes": [note.model_dump() for note in policy.notes],
    }


def touch_view(touch: Reached, *, rated: bool) -> Row:
    """A change as it is described; `certainty` is null where nobody has rated it."""
    return {
        "direction": touch.direction,
        "why": touch.why.model_dump(),
        "certainty": touch.certainty if rated else None,
        "who": {
            "sex": touch.who.sex,
            "age": list(touch.who.age),
            "ses": list(touch.who.ses),
            "also": list(touch.who.also),
        },
        "lag_years": touch.lag_years,
        "falls_more_on": touch.falls_more_on,
    }


def size_view(size: Size, size_class: str | None, plausible: str | None) -> Row:
    """The size of a change; negative is a loss. There is a number only with status quantified."""
    haly = size.haly
    reached = size.persons
    per_reached = None
    if haly is not None and reached:
        per_reached = haly[0] / YEARS / reached * PER
    return {
        "status": size.status,
        "class": size_class,
        "plausible_class": plausible,
        "haly_40_years": _bounds(haly),
        "haly_per_year": haly[0] / YEARS if haly else None,
        "haly_per_year_per_100000_reached": per_reached,
        "haly_40_years_per_point": size.per_point,
        "points": _bounds(size.points),
        "share": _bounds(size.share),
        "persons_reached": reached,
        "points_allowed": size.allowed,
        "haly_40_years_per_1000_by_group": dict(size.per_group) if size.per_group else None,
    }


def _bounds(bounds: Bounds | None) -> Row | None:
    return None if bounds is None else dict(zip(("value", "low", "high"), bounds, strict=True))


def goals_view(policy: Screening | Entry, ways: Collection[str]) -> list[Row]:
    """Other goals: win-win where health gains too, a trade-off where the one gains and the other loses.

    A goal that gains while health both gains and loses is both.
    """
    if not isinstance(policy, Screening):
        return []
    return [
        {
            "goal": goal.goal.model_dump(),
            "direction": goal.direction,
            "through_health": goal.through_health,
            "why": goal.why.model_dump() if goal.why else None,
            "win_win": goal.direction == "better" and "better" in ways,
            "trade_off": (goal.direction == "better" and "worse" in ways)
            or (goal.direction == "worse" and "better" in ways),
        }
        for goal in policy.goals
    ]


def site_view(policy: Screening | Entry, limit: int) -> Row | None:
    """The elements of a health effect report, and which of them are missing. Scores are never added up."""
    if not isinstance(policy, Screening) or policy.site is None:
        return None
    site = policy.site
    above = [aspect for aspect in site.aspects if aspect.after is not None and aspect.after >= limit]
    there = _elements(policy, site)
    return {
        **site.model_dump(),
        "stage_step": STAGES.index(site.stage) + 1,
        "stage_steps": len(STAGES),
        "limit": limit,
        "above_limit": len(above),
        "above_limit_aspects": [aspect.aspect.model_dump() for aspect in above],
        "elements": [{"id": name, "there": there[name]} for name in ELEMENTS],
        "missing": [name for name in ELEMENTS if not there[name]],
    }


def _elements(policy: Screening, site: Site) -> dict[str, bool]:
    return {
        "place": True,
        "decides": True,
        "stage": True,
        "groups": any(touch.who.also or touch.who.ses for touch in policy.touches),
        "aspects": bool(site.aspects),
        "below_legal_norm": policy.below_legal_norm is not None,
        "precaution": policy.precaution is not None,
        "alternatives": bool(site.alternatives),
        "residents": site.residents is not None,
        "ggd_advice": site.ggd_advice == "given",
        "recommendations": bool(site.recommendations),
        "monitoring": site.monitoring is not None,
    }
