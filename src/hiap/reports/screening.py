"""A screening in words: the health paragraph for a policy paper, in 150 to 250 words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from hiap.domain.grading import CERTAINTIES
from hiap.domain.register import ANYBODY
from hiap.reports.numbers import Estimate, exact_text, mean_text
from hiap.reports.text import Words, sentence

Screened = Mapping[str, Any]
FEWEST_WORDS, MOST_WORDS = 150, 250
MOST_NAMES = 4
MOST_REASONS = 2
MOST_YEARS = 40
FEW_SIZES = 2
UNKNOWN = ("no_points", "not_at_age", "not_modelled", "no_table")
WEIGHT_OF_GAP = {"narrows": 1, "widens": 0, "alike": 5, "unknown": 5}
PERCENTAGE_POINTS = "percentage points"
FILL = 9
"""Weight of a sentence that is told only where the paragraph is too short."""


class Said(NamedTuple):
    """A sentence and how much it matters: 0 always stays, the highest goes first; 9 only fills up."""

    weight: int
    text: str


def paragraph(words: Words, screened: Screened) -> str:
    """The health paragraph: what matters most always, the rest as far as 250 words reach, at least 150.

    Sentences keep their order; what stands in it follows from the screening alone.
    """
    said = [said for part in PARTS for said in part(words, screened) if said.text]
    kept = [one for one in said if one.weight < FILL]
    while _count(kept) > MOST_WORDS and max(one.weight for one in kept) > 0:
        kept.remove(max(reversed(kept), key=lambda one: one.weight))
    for extra in (one for one in said if one.weight == FILL):
        if _count(kept) < FEWEST_WORDS and _count([*kept, extra]) <= MOST_WORDS:
            kept.append(extra)
    return " ".join(one.text for one in said if one in kept)


def _count(said: Sequence[Said]) -> int:
    return sum(len(one.text.split()) for one in said)


def _intro(words: Words, screened: Screened) -> Iterator[Said]:
    policy = screened["policy"]
    yield Said(0, words("screen.intro", title=words.local(policy["title"])))
    if policy["status"]:
        health = words.named("screen.health", policy["health"])
        yield Said(4, words.named("screen.status", policy["status"]) + health)
    yield Said(FILL, words.local(policy["summary"]))
    if not screened["changes"]:
        reason = screened["outcome"]["nothing_because"]
        yield Said(0, words("screen.nothing" if reason else "screen.not_described"))
        yield Said(0, words.local(reason))


def _directions(words: Words, screened: Screened) -> Iterator[Said]:
    ways = [row["direction"] for row in screened["changes"]]
    for way in ("better", "worse", "unclear"):
        rows = [row for row in screened["changes"] if row["direction"] == way]
        names = [_better(words, row) if way == "better" else _name(words, row) for row in rows]
        if names:
            yield Said(0, words(f"screen.{way}", names=_list(words, list(dict.fromkeys(names)))))
    if "better" in ways and "worse" in ways:
        yield Said(1, words("screen.both"))
    ends = [chain for row in screened["changes"] for chain in row["leads_to"] if chain["disease"]]
    ends.sort(key=lambda chain: -CERTAINTIES.index(chain["certainty"]))
    named = list(dict.fromkeys(_inside(words.local(chain["title"])) for chain in ends))
    if named:
        yield Said(4, words("screen.leads", names=_list(words, named)))


def _better(words: Words, row: Mapping[str, Any]) -> str:
    """What gets better: the words of a determinant, or less of a disease."""
    better = words.local(row["better"])
    return better or words("screen.less", name=_name(words, row))


def _sizes(words: Words, screened: Screened) -> Iterator[Said]:
    rows = [row for row in screened["changes"] if row["size"]["status"] == "quantified"]
    rows.sort(key=lambda row: -abs(row["size"]["haly_40_years"]["value"]))
    for place, row in enumerate(rows):
        yield Said(0 if place < FEW_SIZES else 3, _size(words, row))
    beyond = _names(words, screened, lambda row: row["size"]["status"] == "beyond")
    if beyond:
        yield Said(0, words("screen.beyond", names=beyond))
    moving = _names(words, screened, lambda row: row["size"]["status"] == "run_model")
    if moving:
        yield Said(0, words("screen.run_model", names=moving, id=screened["policy"]["id"]))
    unknown = _names(words, screened, lambda row: row["size"]["status"] in UNKNOWN)
    if unknown:
        yield Said(1, words("screen.unknown", names=unknown))
    for row in screened["changes"]:
        if row["size"]["status"] == "no_points" and row["points_to_large"]:
            points = _points(words, row)
            yield Said(5, words("screen.to_large", name=_name(words, row), points=points))
    if len(rows) > 1:
        yield Said(1, words("screen.not_added"))
    if rows:
        yield Said(2, words("screen.rough"))
        bare = _names(words, screened, lambda row: row["size"]["status"] == "quantified" and _bare(row))
        if bare:
            yield Said(1, words("screen.no_range", names=bare))


def _bare(row: Mapping[str, Any]) -> bool:
    """Whether a number of points was given without a range."""
    points = row["size"]["points"]
    return bool(points["low"] == points["value"] == points["high"])


def _size(words: Words, row: Mapping[str, Any]) -> str:
    size = row["size"]
    haly = size["haly_40_years"]
    loss = haly["value"] < 0.0
    ends = sorted(-haly[end] if loss else haly[end] for end in ("low", "high"))
    shown = [mean_text(Estimate(value), words.lang) for value in (abs(haly["value"]), *ends)]
    edge = size["plausible_class"] != size["class"]
    told = words(
        "screen.loss" if loss else "screen.gain",
        name=sentence(_name(words, row)),
        haly=shown[0],
        low=shown[1],
        high=shown[2],
        **{"class": words.named("screen.class", size["class"])},
    )
    largest = words.named("screen.class", size["plausible_class"])
    return f"{told} {words('screen.edge', largest=largest)}" if edge else told


def _points(words: Words, row: Mapping[str, Any]) -> str:
    """Points in two digits, with their unit."""
    return f"{exact_text(row['points_to_large'], words.lang, 2)} {unit_text(words, row)}"


def unit_text(words: Words, row: Mapping[str, Any]) -> str:
    """The unit of a point: percentage points, or that of a mean."""
    unit = row["unit"]
    return words("screen.point") if unit == PERCENTAGE_POINTS else words.exact("units", unit)


def _sureness(words: Words, screened: Screened) -> Iterator[Said]:
    parts = []
    for certainty in reversed(CERTAINTIES):
        names = _names_with(words, screened, "certainty_to_disease", certainty)
        if names:
            parts.append(words(f"screen.certainty.{certainty}", names=names))
    if parts:
        yield Said(1, words("screen.certainty", parts="; ".join(parts)))
    times = [row["time"] for row in screened["changes"] if row["time"]["term"]]
    if times:
        first = min(times, key=lambda time: time["first_year"])
        last = max(time["last_year"] for time in times)
        until = "."
        if last > MOST_YEARS:
            until = words("screen.time.beyond")
        elif last > 1:
            until = words("screen.time.until", years=last)
        yield Said(3, words(f"screen.time.{first['term']}") + until)


def _people(words: Words, screened: Screened) -> Iterator[Said]:
    for gap in WEIGHT_OF_GAP:
        names = _names_with(words, screened, "gap", gap)
        if names:
            yield Said(WEIGHT_OF_GAP[gap], words(f"screen.gap.{gap}", names=names))
    concerned = [_who(words, row["who"]) for row in screened["changes"]]
    if any(concerned):
        yield Said(3, words("screen.who", names=_list(words, list(dict.fromkeys(filter(None, concerned))))))
    groups = [group for row in screened["changes"] for group in row["who"]["also"]]
    if groups:
        named = [words.named("screen.group", group) for group in dict.fromkeys(groups)]
        yield Said(3, words("screen.groups", names=_list(words, named)))
    yield from _mental(words, screened)
    if screened["policy"]["asks_of_people"]:
        asks = screened["policy"]["asks_of_people"]
        yield Said(1 if asks == "much" else 3, words.named("screen.asks", asks))


def _who(words: Words, who: Mapping[str, Any]) -> str:
    """The people concerned by sex, age and group; nothing where it is everybody."""
    (first, last), groups = who["age"], " ".join(group.removeprefix("Q") for group in who["ses"])
    open_end = last >= ANYBODY[1]
    key = "between" if not open_end else "from" if first else "all"
    if key == "all" and who["sex"] == "all" and not groups:
        return ""
    told = words.named("screen.sex", who["sex"]) + words(f"screen.age.{key}", first=first, last=last)
    return told + (words("screen.ses", groups=groups) if groups else "")


def _mental(words: Words, screened: Screened) -> Iterator[Said]:
    """Mental health apart: what is touched of it, and the disorders that this leads to."""
    mental = screened["health"]["mental"]
    touched = {name for way in ("better", "worse", "unclear") for name in mental[way]}
    found = [
        _name(words, row) for row in screened["changes"] if (row["determinant"] or row["disease"]) in touched
    ]
    for name in mental["disorders"]:
        found += [_inside(words.local(chain["title"])) for chain in _first_to(screened, name)]
    if found:
        yield Said(0, words("screen.mental", names=_list(words, list(dict.fromkeys(found)))))
    elif screened["changes"]:
        yield Said(1, words("screen.mental.none"))


def _first_to(screened: Screened, end: str) -> list[Mapping[str, Any]]:
    chains = [chain for row in screened["changes"] for chain in row["leads_to"] if chain["to"] == end]
    return chains[:1]


KINDS_OF_GOALS: tuple[tuple[int, str, Callable[[Mapping[str, Any]], bool]], ...] = (
    (2, "screen.win", lambda goal: goal["win_win"] and not goal["trade_off"] and not goal["through_health"]),
    (0, "screen.trade", lambda goal: goal["trade_off"] and not goal["through_health"]),
    (3, "screen.reciprocal", lambda goal: goal["through_health"] and goal["direction"] == "better"),
)


def _others(words: Words, screened: Screened) -> Iterator[Said]:
    goals = screened["goals"]
    for weight, key, wanted in KINDS_OF_GOALS:
        names = [_inside(words.local(goal["goal"])) for goal in goals if wanted(goal)]
        if names:
            yield Said(weight, words(key, names=_list(words, names)))
    policy = screened["policy"]
    for key in ("precaution", "below_legal_norm"):
        if policy[key]:
            name = "precaution" if key == "precaution" else "below_norm"
            yield Said(0, words(f"screen.{name}", text=_inside(words.local(policy[key]))))
    looked = [_inside(words.local(item["title"])) for item in policy["not_touched"]]
    if looked:
        yield Said(3, words("screen.looked", names=_list(words, looked)))


def _conclusion(words: Words, screened: Screened) -> Iterator[Said]:
    quantified = any(row["size"]["status"] == "quantified" for row in screened["changes"])
    for row in screened["changes"]:
        why = words.local(row["why"])
        yield Said(FILL, f"{sentence(_name(words, row))}: {_inside(why).rstrip('.')}.")
    for item in screened["policy"]["not_touched"]:
        yield Said(FILL, f"{words.local(item['title'])}: {_inside(words.local(item['why']))}")
    for note in screened["policy"]["notes"]:
        yield Said(FILL, words.local(note))
    if quantified:
        yield Said(FILL, words("screen.haly", year=screened["pack"]["base_year"]))
    elif screened["changes"]:
        yield Said(FILL, words("screen.no_quantity"))
    if screened["changes"]:
        yield Said(FILL, words("screen.map_said"))
    yield Said(FILL, words("screen.other_goals"))
    yield Said(FILL, words("screen.again"))
    if screened["sensitivity"]["stale"]:
        yield Said(0, words("screen.stale"))
    found = screened["outcome"]
    deciding = [rule for rule in found["rules"] if rule["decides"]]
    reasons = [_reason(words, screened, rule) for rule in deciding[:MOST_REASONS]]
    yield Said(0, words(f"screen.outcome.{found['outcome']}", reasons="; ".join(reasons)))


def _reason(words: Words, screened: Screened, rule: Mapping[str, Any]) -> str:
    rows = [row for row in screened["changes"] if (row["determinant"] or row["disease"]) in rule["by"]]
    reason = words.local(rule["reason"])
    if not rows:
        return reason
    names = _list(words, [_name(words, row) for row in rows])
    return words("screen.reason.by", reason=reason, names=names)


PARTS: tuple[Callable[[Words, Screened], Iterator[Said]], ...] = (
    _intro,
    _directions,
    _sizes,
    _sureness,
    _people,
    _others,
    _conclusion,
)


def _names(words: Words, screened: Screened, wanted: Callable[[Mapping[str, Any]], bool]) -> str:
    names = [_name(words, row) for row in screened["changes"] if wanted(row)]
    return _list(words, list(dict.fromkeys(names))) if names else ""


def _names_with(words: Words, screened: Screened, key: str, value: str) -> str:
    return _names(words, screened, lambda row: row[key] == value)


def _name(words: Words, row: Mapping[str, Any]) -> str:
    return _inside(words.local(row["title"]))


def _inside(text: str) -> str:
    """A title inside a sentence: without its capital, unless it is an abbreviation; without its full stop.

    >>> _inside("Fijnstof"), _inside("COPD")
    ('fijnstof', 'COPD')
    """
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _list(words: Words, names: Sequence[str]) -> str:
    """Names with commas, the last with `and`; beyond four, how many more. A name with a comma is quoted.

    >>> _list(Words("en"), ["a", "b", "c"]), _list(Words("en"), ["a", "damp, mould"])
    ('a, b and c', 'a and ‘damp, mould’')
    >>> _list(Words("en"), list("abcde")), _list(Words("en"), list("abcdef"))
    ('a, b, c, d and e', 'a, b, c, d and 2 more')
    """
    most = len(names) if len(names) == MOST_NAMES + 1 else MOST_NAMES
    shown = [f"‘{name}’" if "," in name else name for name in names[:most]]
    if len(names) > most:
        return ", ".join(shown) + " " + words("screen.more", count=len(names) - most)
    return words("screen.and").join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
