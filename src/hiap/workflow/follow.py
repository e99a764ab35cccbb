"""Follow a programme: what was measured against what was promised, commitments, stories (13)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hiap.domain.follow_plan import EVERYBODY, FollowPlan, FollowRules
from hiap.workflow.follow_assumptions import designs_view
from hiap.workflow.follow_evaluations import evaluations_view
from hiap.workflow.follow_goals import Followed, followed
from hiap.workflow.follow_people import commitments_view, place_talks_view, stories_view
from hiap.workflow.follow_points import check_years
from hiap.workflow.follow_promise_view import promises_view
from hiap.workflow.follow_promises import laid_promises
from hiap.workflow.follow_read import ReadRun, hidden_values, measured_values, read_programme
from hiap.workflow.follow_view import goals_view, indicator_view

SCHEMA = "hiap-followed/1"
JUDGED = ("on_path", "behind", "off_path")
Row = dict[str, Any]


def follow(plan: str, data: str | None = None, *, read_run: ReadRun | None = None) -> Row:
    """Follow a programme and give what became of it in the form of hiap-followed/1. Nothing is written.

    Parameters
    ----------
    plan : path of a plan (`hiap-follow/1`).
    data : path of a table of what was measured, CSV or xlsx; without it there is the photo of the plan alone.
    read_run : what reads a run that promised something, as `hiap.read_result`.

    Raises
    ------
    InputError : every fault of the plan, or of the table, at once; nothing is read in part.

    >>> follow("no.yaml")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    hiap.domain.errors.InputError: no.yaml: cannot be read: No such file or directory; check ...
    """
    read = read_programme(plan, data)
    promises = promises_view(read, laid_promises(read, read_run))
    check_years(read)
    found = [
        followed(read.plan, target, read.series_of(target.indicator), read.axes, read.rules)
        for target in read.plan.targets
    ]
    goals = goals_view(found, read.axes)
    return {
        "schema": SCHEMA,
        "plan": _plan(read.plan),
        "data": {
            "file": read.file,
            "remarks": list(read.remarks),
            "values": measured_values(read.series),
            "hidden": hidden_values(read.series),
        },
        "conventions": read.rules.model_dump(),
        "summary": _summary(goals, found, read.rules),
        "years": read.axes.years.tolist(),
        "indicators": [indicator_view(one, read.plan, read.axes) for one in read.series],
        "goals": goals,
        "promises": promises,
        "evaluations": evaluations_view(read),
        "designs": designs_view(),
        "commitments": commitments_view(read.plan),
        "stories": stories_view(read.plan),
        "place_talks": place_talks_view(read.plan),
        "sources": {key: source.model_dump(mode="json") for key, source in read.plan.sources.items()},
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
