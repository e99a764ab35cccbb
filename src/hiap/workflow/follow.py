"""Follow a programme: what was measured against what was promised, commitments, stories (13)."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from hiap.catalogue.follow_plans import follow_rules, read_follow_plan
from hiap.catalogue.measured_files import load_measured
from hiap.domain.follow_plan import EVERYBODY, FollowPlan, FollowRules
from hiap.workflow.follow_goals import Followed, followed
from hiap.workflow.follow_people import commitments_view, place_talks_view, stories_view
from hiap.workflow.follow_series import axes_of, series_of
from hiap.workflow.follow_view import goals_view, indicator_view

SCHEMA = "hiap-followed/1"
JUDGED = ("on_path", "behind", "off_path")
Row = dict[str, Any]


def follow(plan: str, data: str | None = None) -> Row:
    """Follow a programme and give what became of it in the form of hiap-followed/1. Nothing is written.

    Parameters
    ----------
    plan : path of a plan (`hiap-follow/1`).
    data : path of a table of what was measured, CSV or xlsx; without it there is the photo of the plan alone.

    Raises
    ------
    InputError : every fault of the plan, or of the table, at once; nothing is read in part.

    >>> follow("no.yaml")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    hiap.domain.errors.InputError: no.yaml: cannot be read: No such file or directory; check ...
    """
    read, document = read_follow_plan(plan)
    table, sheet = load_measured(data, read, document)
    rules, axes = follow_rules(), axes_of(read)
    series = series_of(read, table, rules)
    number = {one.indicator.id: place for place, one in enumerate(series)}
    found = [followed(read, target, series[number[target.indicator]], axes, rules) for target in read.targets]
    goals = goals_view(found, axes)
    return {
        "schema": SCHEMA,
        "plan": _plan(read),
        "data": {
            "file": sheet.name if sheet else None,
            "remarks": list(sheet.remarks) if sheet else [],
            "values": len(table.rows),
            "hidden": int(sum((one.hidden & ~np.isnan(one.measured.value)).sum() for one in series)),
        },
        "conventions": rules.model_dump(),
        "summary": _summary(goals, found, rules),
        "years": axes.years.tolist(),
        "indicators": [indicator_view(one, read, axes) for one in series],
        "goals": goals,
        "promises": [promise.model_dump(mode="json") for promise in read.promises],
        "commitments": commitments_view(read),
        "stories": stories_view(read),
        "place_talks": place_talks_view(read),
        "sources": {key: source.model_dump(mode="json") for key, source in read.sources.items()},
    }


def _plan(plan: FollowPlan) -> Row:
    """What the plan says of itself, and the names that the rest uses."""
    told = plan.model_dump(
        mode="json",
        include={
            *("id", "title", "summary", "kind", "figures", "vision", "organisation", "accounts", "years"),
            *("reported_on", "themes", "places", "reference", "notes"),
        },
    )
    everybody = {"id": EVERYBODY, "title": {"nl": "iedereen", "en": "everybody"}}
    return told | {"groups": [group.model_dump(mode="json") for group in plan.groups] or [everybody]}


def _summary(goals: list[Row], found: list[Followed], rules: FollowRules) -> Row:
    """How many goals have each status; what is on schedule of what can be judged; what could be chance."""
    count = Counter(goal["status"] for goal in goals)
    judged = sum(count[name] for name in JUDGED)
    at_risk = sum(len(one.rows) for one in found)
    return {
        "goals": len(goals),
        "by_status": {
            name: count[name] for name in ("on_path", "behind", "off_path", "too_early", "too_few")
        },
        "judged": judged,
        "on_path_share": count["on_path"] / judged if judged else None,
        "false_alarms_at_most": rules.false_alarm * at_risk,
        "changed": [goal["id"] for goal in goals if goal["changed"]],
    }
