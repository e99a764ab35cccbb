"""Steps through the plain values of a document, for the checks that need no model."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from hiap.catalogue.documents import Location
from hiap.catalogue.nearest import cure_for
from hiap.domain.measure_rules import Problem

Tree = Mapping[str, Any]


class Finding(NamedTuple):
    """A broken rule at a place in the document."""

    location: Location
    message: str
    cure: str


def unknown(
    location: Location,
    field: str,
    value: Any,
    known: Collection[str],
    what: str,
    titles: Mapping[str, str] | None = None,
) -> Iterator[Finding]:
    """A name that is not among the known ones, with the nearest of them as cure."""
    if isinstance(value, str) and value not in known:
        yield Finding(location, f"{field}: {value} is not a known {what}", cure_for(value, known, titles))


def ruled(location: Location, name: str, problems: list[Problem]) -> Iterator[Finding]:
    """Broken rules of a part, at the place of that part in the document."""
    for field, message, cure in problems:
        yield Finding((*location, field), f"{name}: {message}", cure)


def name_of(tree: Tree, location: Location) -> str:
    """The place in words, with ids instead of numbers: effects/quit/size."""
    words: list[str] = []
    here: Any = tree
    for step in location:
        here = step_into(here, step)
        words.append(str(as_map(here).get("id", step)) if isinstance(step, int) else step)
    return "/".join(words)


def step_into(here: Any, step: str | int) -> Any:
    """The value one step further into a document, None if it is not there.

    >>> step_into([{"id": "quit"}], 0), step_into({}, "id")
    ({'id': 'quit'}, None)
    """
    if isinstance(here, dict):
        return here.get(step)
    return here[step] if isinstance(here, list) and isinstance(step, int) and step < len(here) else None


def entries(tree: Tree, field: str) -> Iterator[tuple[Location, Tree]]:
    """The mappings in a list of a document, each with its place."""
    for index, item in enumerate(as_list(tree.get(field))):
        if isinstance(item, dict):
            yield (field, index), item


def used_twice(tree: Tree, fields: Iterable[str], above: Location = ()) -> Iterator[Finding]:
    """Ids that stand twice in a list of a document; `above` is the place of the document in its file.

    >>> [found.message for found in used_twice({"costs": [{"id": "a"}, {"id": "a"}, {}]}, ["costs"])]
    ['costs: the id a is used twice']
    """
    for field in fields:
        seen: set[str] = set()
        for location, item in entries(tree, field):
            key = item.get("id")
            if isinstance(key, str) and key in seen:
                place = (*above, *location, "id")
                yield Finding(place, f"{field}: the id {key} is used twice", "give each its own id")
            seen.add(str(key))


def as_map(value: Any) -> Tree:
    """A mapping as it is; anything else as an empty one."""
    return value if isinstance(value, dict) else {}


def as_list(value: Any) -> list[Any]:
    """A list as it is; anything else as an empty one."""
    return value if isinstance(value, list) else []


def as_whole(value: Any) -> int | None:
    """A whole number as it is; anything else, a truth value too, as None."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def as_number(value: Any) -> float | None:
    """A number as it is; anything else, a truth value too, as None."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None
