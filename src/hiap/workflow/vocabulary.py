"""The words of a loaded pack that measures may use."""

from __future__ import annotations

from dataclasses import replace

from hiap.catalogue.pack_words import words_of
from hiap.domain.pack import Pack
from hiap.domain.vocabulary import Vocabulary


def vocabulary_of(pack: Pack) -> Vocabulary:
    """Collect the ids, units and years that a measure for this pack may name."""
    return replace(words_of(pack.names), in_place=pack.place is not None)
