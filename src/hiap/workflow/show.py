"""One entry of the register in full: what it says, and its sizes beside those of others."""

from __future__ import annotations

import math

from hiap.catalogue.folder import checked_folder, parted
from hiap.catalogue.index import in_folder
from hiap.catalogue.measures import load_entry
from hiap.catalogue.pack_names import names_of
from hiap.catalogue.pack_words import words_of
from hiap.data import DEFAULT_PACK
from hiap.domain.measure import Measure
from hiap.workflow.description import describe, pooled_claims

Row = dict[str, object]


def show(identifier: str, pack: str = DEFAULT_PACK, catalogue: str | None = None) -> dict[str, object]:
    """Everything about one measure, by id or path, in the words of a pack; an id can be of a folder."""
    reference = in_folder(catalogue, identifier) if catalogue else identifier
    names = names_of(checked_folder(parted(pack)[0]))
    entry = load_entry(reference, words_of(names))
    described: dict[str, object] = {"id": entry.id, "title": entry.title.model_dump()}
    if isinstance(entry, Measure):
        described |= {**describe(names, entry), "beside_published": beside_published(entry)}
    else:
        described |= pooled_claims(entry)
    return described | {"document": entry.model_dump(mode="json")}


def beside_published(measure: Measure) -> list[Row]:
    """Sizes of effects beside those of published appraisals, and the ratio of ours to theirs."""
    ours = {effect.id: math.prod(factor.value for _, factor in effect.factors) for effect in measure.effects}
    return [
        {
            "effect": published.effect,
            "ours": ours[published.effect],
            "theirs": published.value,
            "their_low": published.low,
            "their_high": published.high,
            "ratio": ours[published.effect] / published.value if published.value else None,
            "source": f"{source.authors} ({source.year}), {source.title}",
            "quote": published.found.quote,
            "note": published.note or None,
        }
        for published in measure.published
        for source in [measure.sources[published.source]]
    ]
