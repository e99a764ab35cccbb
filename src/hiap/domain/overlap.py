"""Which measures reach the same people, and which never do: sets within sets, each with one rule (6.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, cast, get_args

from hiap.domain.errors import Fault

Rule = Literal["independent", "disjoint", "same_people"]
RULES: tuple[str, ...] = get_args(Rule)
PART = re.compile(r"\s*([(),]|[^\s(),]+)")
EXAMPLE = "same_people(sugar-tax, food-advertising-ban)"
OPTION = "--overlap"


@dataclass(frozen=True)
class Together:
    """A set of measures, or of sets, with the rule by which what they do is combined.

    independent: who is reached by one is reached by another as often as anybody; disjoint: nobody is reached
    by two; same_people: all reach the same people, who notice the one that does most.
    """

    rule: Rule
    of: tuple[str | Together, ...]

    def __str__(self) -> str:
        return f"{self.rule}({', '.join(map(str, self.of))})"

    @property
    def measures(self) -> tuple[str, ...]:
        """The ids of the measures in it, those of inner sets too."""
        inner = (part.measures if isinstance(part, Together) else (part,) for part in self.of)
        return tuple(name for names in inner for name in names)


def together(text: str) -> Together:
    """Read a set as it is written on the command line and printed in a result.

    Errors: ValueError that says what is wrong with the text.

    >>> str(together("disjoint(a,same_people( b, c ))"))
    'disjoint(a, same_people(b, c))'
    """
    parts = PART.findall(text)
    found, rest = _read(parts)
    if rest or not isinstance(found, Together):
        raise ValueError("is not one set with a rule")
    return found


def _read(parts: Sequence[str]) -> tuple[str | Together, Sequence[str]]:
    """A measure or a set at the start of the parts, and what comes after it."""
    if not parts or parts[0] in "(),":
        raise ValueError("misses a measure or a set")
    if parts[1:2] != ["("]:
        return parts[0], parts[1:]
    if parts[0] not in RULES:
        raise ValueError(f"has no rule {parts[0]}")
    inner, rest = [], parts[1:]
    while rest[:1] != [")"]:
        if rest[:1] not in (["("], [","]):
            raise ValueError("misses a comma or a bracket")
        part, rest = _read(rest[1:])
        inner.append(part)
    if len(inner) < 2:
        raise ValueError(f"has a set of one: {parts[0]}")
    return Together(cast(Rule, parts[0]), tuple(inner)), rest[1:]


def overlap_form_faults(texts: Iterable[str], path: str = OPTION) -> list[Fault]:
    """Sets that are not written as a set: seen before any measure is read.

    >>> [fault.message for fault in overlap_form_faults(["disjoint(a"])]
    ["'disjoint(a' misses a comma or a bracket"]
    """
    cure = f"write it as {EXAMPLE}; the rules are {', '.join(RULES)}"
    read = [(text, _together_or_why(text)) for text in texts]
    return [Fault(path, None, f"{text!r} {why}", cure) for text, why in read if isinstance(why, str)]


def overlap_faults(texts: Iterable[str], known: Iterable[str], path: str = OPTION) -> list[Fault]:
    """Names in well-written sets that are wrong for a run of these measures.

    >>> [fault.message for fault in overlap_faults(["disjoint(a, c)"], ["a", "b"])]
    ['disjoint(a, c) names c, which is not in this run']
    """
    return list(_name_faults(texts, frozenset(known), path))


def _together_or_why(text: str) -> Together | str:
    """The set that a text holds, or what is wrong with the text."""
    try:
        return together(text)
    except TypeError:
        return "is not text"
    except ValueError as error:
        return str(error)


def _name_faults(texts: Iterable[str], known: frozenset[str], path: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for text in texts:
        found = _together_or_why(text)
        if isinstance(found, str):
            continue
        names = found.measures
        for name in dict.fromkeys(names):
            if name not in known:
                problem = f"{text} names {name}, which is not in this run"
                yield Fault(path, None, problem, "name measures of the run by their id")
            elif name in seen or names.count(name) > 1:
                yield Fault(path, None, f"{name} is in two sets", "name it once; sets may hold sets")
        seen |= set(names)
