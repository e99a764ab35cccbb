"""The words of the interface, each in Dutch (plain words, B1) and in English; they stand in `words.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

Entries = Mapping[str, Mapping[str, str]]


@lru_cache(maxsize=1)
def entries() -> Mapping[str, Entries]:
    """Give every entry of `words.json`, as {text, diseases, parties, units, ...} -> key -> {nl, en}."""
    raw = (files("hiap.reports") / "words.json").read_text(encoding="utf-8")
    found: dict[str, Entries] = json.loads(raw)
    return found


@dataclass(frozen=True)
class Words:
    """The interface in one language.

    >>> Words("nl")("year"), Words("en")("settings.seed", seed=7)
    ('Jaar', 'seed 7')
    >>> Words("nl").local({"nl": "dag", "en": "day"})
    'dag'
    """

    lang: str

    def __call__(self, key: str, **values: object) -> str:
        """Give one entry, with its values filled in."""
        template = entries()["text"][key][self.lang]
        return template.format(**values) if values else template

    def has(self, key: str) -> bool:
        """Tell whether there is an entry."""
        return key in entries()["text"]

    def local(self, value: object, fallback: str = "") -> str:
        """Give the words of content in this language: `{nl, en}`, plain text, or the fallback."""
        if isinstance(value, Mapping):
            chosen = value.get(self.lang) or next((text for text in value.values() if text), None)
            return fallback if chosen is None else str(chosen)
        return fallback if value is None or value == "" else str(value)

    def listed(self, items: Iterable[str]) -> str:
        """Put items after each other as in a sentence; semicolons part those that hold a comma.

        >>> Words("en").listed(["a", "b", "c"]), Words("nl").listed(["a", "b"]), Words("nl").listed(["a"])
        ('a, b and c', 'a en b', 'a')
        >>> Words("en").listed(["a, poor", "b", "c"])
        'a, poor; b and c'
        """
        *most, last = items
        mark = "; " if any(", " in item for item in (*most, last)) else ", "
        return f"{mark.join(most)} {self('and')} {last}" if most else last

    def named(self, group: str, name: object) -> str:
        """Give the words for an id of a group such as `domain`; an unknown id without its underscores."""
        entry = entries()["text"].get(f"{group}.{name}")
        return entry[self.lang] if entry else readable(name)

    def exact(self, group: str, name: str) -> str:
        """Give the words for an exact text of a group such as `source`; an unknown text stays as it is.

        >>> Words("nl").exact("source", "convention"), Words("nl").exact("source", "CBS (2020)")
        ('afspraak', 'CBS (2020)')
        """
        known = entries()["text"].get(f"{group}.{name}") or entries().get(group, {}).get(name)
        return known[self.lang] if known else name

    def disease(self, name: str, titles: object = None) -> str:
        """Give the name of a disease: the result's own `diseases` go before the known ones."""
        return self._titled(name, titles, entries()["diseases"])

    def party(self, name: str, titles: object = None) -> str:
        """Give the name of a party: the result's own `parties` go before the known ones."""
        return self._titled(name, titles, entries()["parties"])

    def _titled(self, name: str, titles: object, known: Entries) -> str:
        own = titles.get(name) if isinstance(titles, Mapping) else None
        return self.local(own or known.get(name), sentence(readable(name)))


def readable(name: object) -> str:
    """Give an id without its underscores and hyphens.

    >>> readable("housing_corporations")
    'housing corporations'
    """
    return str(name).replace("_", " ").replace("-", " ")


def sentence(text: str) -> str:
    """Begin with a capital.

    >>> sentence("gemeenten")
    'Gemeenten'
    """
    return text[:1].upper() + text[1:]
