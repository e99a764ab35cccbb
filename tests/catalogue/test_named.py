"""What policy documents name: the counts, and every quote in its document."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from measure_text import ROOT

from hiap.catalogue.named import KINDS, documents, named

SHARED = ROOT.parent / "shared" / "seeds"


def test_every_entry_that_the_documents_name_is_there() -> None:
    """The counts stand in the list of requirements that was made from the documents."""
    counts = Counter(item.kind for item in named())
    assert counts == {"instrument": 106, "indicator": 50, "goal": 25, "law": 18, "moment": 14}
    assert set(counts) == set(KINDS)


def test_every_entry_has_words_a_date_and_a_quote() -> None:
    assert len({item.id for item in named()}) == len(named())
    for item in named():
        assert item.title_nl
        assert item.title_en
        assert len(item.quote) > 3
        assert re.fullmatch(r"20\d\d(-\d\d){0,2}", item.document.date)
    assert {item.document.id for item in named()} <= set(documents())


def test_numbers_are_those_of_the_quote() -> None:
    for item in named():
        for number in filter(None, item.numbers.split("; ")):
            assert number in item.quote, item.id


def test_quotes_stand_in_the_documents() -> None:
    if not SHARED.exists():
        pytest.skip("the texts of the documents are not here")

    def plain(text: str) -> str:
        return re.sub(r"[\s\u00ad-]", "", text).lower()

    texts = {path.name[:3]: plain(path.read_text(encoding="utf-8")) for path in SHARED.glob("*.txt")}
    missing = [item.id for item in named() if plain(item.quote) not in texts[item.document.id]]
    assert missing == []
