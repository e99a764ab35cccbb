"""Commitments, stories and talks of a programme as plain values: beside the figures, never made into them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

from hiap.domain.commitment import ENDED, Commitment, Money, StateOn
from hiap.domain.follow_plan import FollowPlan
from hiap.domain.story import AGREED, STEPS, Story, StoryWork

Row = dict[str, Any]
A_YEAR = timedelta(days=365)


def commitments_view(plan: FollowPlan) -> Row:
    """Every commitment with how it stands on the day of the report, what is late and what ends too early."""
    rows = [_commitment(one, plan) for one in plan.commitments]
    return {
        "reported_on": plan.reported_on.isoformat(),
        "by_status": dict(Counter(row["status"] for row in rows)),
        "late": [row["id"] for row in rows if row["late_days"]],
        "changed_in_a_year": [row["id"] for row in rows if row["changed_in_a_year"]],
        "money_by_year": _money_by_year(plan),
        "items": rows,
    }


def _commitment(one: Commitment, plan: FollowPlan) -> Row:
    last = one.states[-1]
    return one.model_dump(mode="json") | {
        "status": last.status,
        "late_days": _late(one, last, plan.reported_on),
        "done_after_days": (last.day - one.due).days if one.due and last.status == "done" else None,
        "no_date": one.due is None,
        "changed_in_a_year": _changed(one, plan.reported_on),
        "money_ends_early": [
            _years_short(money, one, plan) for money in one.money if _early(money, one, plan)
        ],
    }


def _late(one: Commitment, last: StateOn, on: date) -> int:
    """Days over its date, of what is not done or stopped; 0 where it is not late."""
    if one.due is None or last.status in ENDED:
        return 0
    return max((on - one.due).days, 0)


def _changed(one: Commitment, on: date) -> bool:
    before = [state for state in one.states if state.day < on - A_YEAR]
    earlier = before[-1].status if before else None
    return earlier is not None and earlier != one.states[-1].status


def _ends(one: Commitment, plan: FollowPlan) -> int:
    """The year until which money is needed: that of the date, else the end of the programme."""
    return one.due.year if one.due else plan.years[1]


def _early(money: Money, one: Commitment, plan: FollowPlan) -> bool:
    return money.last_year is not None and money.last_year < _ends(one, plan)


def _years_short(money: Money, one: Commitment, plan: FollowPlan) -> Row:
    return {"payer": money.payer, "last_year": money.last_year, "needed_until": _ends(one, plan)}


def _money_by_year(plan: FollowPlan) -> list[Row]:
    """Money by year of the plan, temporary and structural apart."""
    return [
        {
            "year": year,
            **{
                f"{kind}_eur": sum(
                    money.eur_per_year
                    for one in plan.commitments
                    for money in one.money
                    if money.kind == kind
                    and money.first_year <= year
                    and (money.last_year is None or year <= money.last_year)
                )
                for kind in ("temporary", "structural")
            },
        }
        for year in range(plan.years[0], plan.years[1] + 1)
    ]


def stories_view(plan: FollowPlan) -> Row | None:
    """The stories by the ten steps, each selection with its reasons; what is not agreed to is not printed."""
    work = plan.stories
    if work is None:
        return None
    shown = {story.id: _story(story) for story in work.stories}
    return {
        "domains": [domain.model_dump() for domain in work.domains],
        "period": [day.isoformat() for day in work.period],
        "steps": _steps(work),
        "told": len(work.stories),
        "with_consent": sum(story.consent.given == AGREED for story in work.stories),
        "published": sum(row["told"] is not None for row in shown.values()),
        "stories": list(shown.values()),
        "rounds": [one.model_dump(mode="json") for one in work.rounds],
    }


def _steps(work: StoryWork) -> list[Row]:
    taken = {step.step: step for step in work.steps}
    return [
        {
            "step": number,
            "day": taken[number].day.isoformat() if number in taken else None,
            "what": taken[number].what.model_dump() if number in taken else None,
        }
        for number in range(1, STEPS + 1)
    ]


def _story(story: Story) -> Row:
    """A story; its words only where the teller agreed that they are published."""
    agreed = story.consent.given == AGREED and story.consent.use == "publication"
    row = story.model_dump(mode="json")
    if agreed:
        return row | {"withheld": None}
    reason = "no_consent" if story.consent.given != AGREED else "within_programme"
    return (
        row | dict.fromkeys(("title", "told", "teller", "why_it_matters", "verified")) | {"withheld": reason}
    )


def place_talks_view(plan: FollowPlan) -> list[Row]:
    """Talks about a place: the marks as given, theme by theme; without consent only that there was one."""
    rows = []
    for talk in plan.place_talks:
        row = talk.model_dump(mode="json")
        rows.append(row if talk.consent else row | {"marks": {}, "why": {}, "wishes": []})
    return rows
