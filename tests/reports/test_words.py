"""Every word of the interface exists in Dutch and in English, with the same blanks to fill in."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import hiap.reports
from hiap.domain.names import LANGUAGES
from hiap.reports.text import Words, entries

ROOM = Path(hiap.reports.__file__).parent


def _blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_entry_has_both_languages_and_the_same_blanks() -> None:
    for group in entries().values():
        for key, entry in group.items():
            assert set(entry) == set(LANGUAGES), key
            assert all(entry.values()), key
            assert _blanks(entry["nl"]) == _blanks(entry["en"]), key


def test_every_word_that_is_asked_for_exists() -> None:
    sources = [path for path in ROOM.iterdir() if path.suffix in (".py", ".j2")]
    asked = {
        key
        for path in sources
        for key in re.findall(r'\b(?:words|say)\(\s*"([\w.+?-]+)"', path.read_text(encoding="utf-8"))
    }
    assert len(asked) > 100
    assert asked <= set(entries()["text"])


def test_the_result_may_bring_its_own_names() -> None:
    titles = {"new_party": {"nl": "Nieuw", "en": "New"}}
    assert Words("en").party("new_party", titles) == "New"
    assert Words("nl").party("unknown_party") == "Unknown party"
    assert Words("nl").disease("stroke") == "beroerte"


def test_exact_texts_have_words_and_others_stay_as_they_are() -> None:
    assert Words("nl").exact("units", "share per year") == "% per jaar"
    assert Words("nl").exact("units", "cows") == "cows"
