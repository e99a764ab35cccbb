"""Checks of stories: consent, and that no story disappears between one selection and the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hiap.catalogue.documents import Location
from hiap.catalogue.tree import Finding, Tree, as_list, as_map, as_whole, entries, unknown, used_twice
from hiap.domain.story import AGREED


def story_findings(tree: Tree) -> Iterator[Finding]:
    """Every broken rule of the stories of a programme."""
    work = as_map(tree.get("stories"))
    indicators, places = _ids(tree, "indicators"), _ids(tree, "places")
    domains = _ids(work, "domains")
    yield from used_twice(work, ["stories"], ("stories",))
    for location, story in entries(work, "stories"):
        at = ("stories", *location)
        yield from unknown((*at, "domain"), "domain", story.get("domain"), domains, "domain of change")
        yield from unknown((*at, "place"), "place", story.get("place"), places, "place")
        for index, one in enumerate(as_list(story.get("beside"))):
            yield from unknown((*at, "beside", index), "beside", one, indicators, "indicator")
        yield from _told_findings(at, story, work)
    yield from _round_findings(work, domains)


def _ids(tree: Tree, field: str) -> list[str]:
    return [str(item["id"]) for _, item in entries(tree, field) if "id" in item]


def _told_findings(at: Location, story: Tree, work: Tree) -> Iterator[Finding]:
    period, told = as_list(work.get("period")), story.get("told_on")
    dated = len(period) == 2 and all(isinstance(day, date) for day in [*period, told])
    if dated and not period[0] <= told <= period[1]:
        problem = f"{story.get('id')}: told on {told}, outside {period[0]} to {period[1]}"
        yield Finding((*at, "told_on"), problem, "correct the day or the period")


def _round_findings(work: Tree, domains: list[str]) -> Iterator[Finding]:
    """A round reads all stories with consent of its domain, or all that the level below chose."""
    stories = {str(story.get("id")): story for _, story in entries(work, "stories")}
    chosen: dict[tuple[str, int], set[str]] = {}
    for location, one in entries(work, "rounds"):
        at, domain, level = ("stories", *location), str(one.get("domain")), as_whole(one.get("level")) or 1
        yield from unknown((*at, "domain"), "domain", one.get("domain"), domains, "domain of change")
        read: dict[str, str] = {}
        for field in ("chosen", "rejected"):
            for place, choice in entries(one, field):
                name, spot = str(choice.get("story")), (*at, *place, "story")
                yield from unknown(spot, "story", choice.get("story"), stories, "story")
                if name in read:
                    yield Finding(spot, f"{name} stands twice in one round", "keep one of the two")
                read[name] = field
                if field == "chosen" and name in stories and not _agreed(stories[name]):
                    problem = f"{name} is chosen without the consent of its teller"
                    yield Finding(spot, problem, "take it out, or reject it with that reason")
        open_to = _open_to(stories, domain, level, chosen)
        for name in sorted(open_to - set(read)):
            problem = f"round {level} of {domain} says nothing of {name}"
            yield Finding((*at, "rejected"), problem, "choose it, or keep it under rejected with the reason")
        for name in sorted({key for key in read if key in stories} - open_to - _without(stories)):
            problem = f"{name} is not open to round {level} of {domain}"
            yield Finding(at, problem, "read stories of the domain, and above level 1 those that were chosen")
        picked = {key for key, field in read.items() if field == "chosen"}
        chosen.setdefault((domain, level), set()).update(picked)


def _open_to(
    stories: dict[str, Tree], domain: str, level: int, chosen: dict[tuple[str, int], set[str]]
) -> set[str]:
    if level > 1:
        return chosen.get((domain, level - 1), set())
    return {key for key, story in stories.items() if story.get("domain") == domain and _agreed(story)}


def _without(stories: dict[str, Tree]) -> set[str]:
    """Stories without consent: they may be kept among the rejected ones."""
    return {key for key, story in stories.items() if not _agreed(story)}


def _agreed(story: Tree) -> bool:
    return as_map(story.get("consent")).get("given") == AGREED
