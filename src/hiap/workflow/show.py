"""One entry of the register in full: what it says, and its sizes beside those of others."""

from __future__ import annotations

import math

from hiap.catalogue.folder import checked_folder, parted
from hiap.catalogue.index import in_folder
from hiap.catalogue.measures import load_entry
from hiap.catalogue.pack_names import names_of
from hiap.catalogue.pack_words import words_of
from hiap.data import DEFAULT_PACK
from hiap.domain.measure import Effect, Measure
from hiap.domain.measure_rules import RATIO_KINDS
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
    """Sizes of effects beside those that others have, and the ratio of ours to theirs."""
    effects = {effect.id: effect for effect in measure.effects}
    return [
        {
            "effect": published.effect,
            "basis": published.basis,
            "beside": published.beside,
            "ours": ours,
            "theirs": published.value,
            "their_low": published.low,
            "their_high": published.high,
            "ratio": ratio_of_sizes(ours, published.value, factor=effect.kind in RATIO_KINDS),
            "source": f"{source.authors} ({source.year}), {source.title}",
            "quote": published.found.quote,
            "note": published.note or None,
        }
        for published in measure.published
        for effect in [effects[published.effect]]
        for ours in [_ours(effect, applied=published.beside == "applied")]
        for source in [measure.sources[published.source]]
    ]


def _ours(effect: Effect, *, applied: bool) -> float:
    """Our size, before transfer or after it (6.1)."""
    size, transfer = math.prod(number.value for _, number in effect.factors), effect.transfer.value
    if not applied:
        return size
    return float(size**transfer) if effect.kind in RATIO_KINDS else size * transfer


def ratio_of_sizes(ours: float, theirs: float, *, factor: bool) -> float | None:
    """How many times as large our effect is; of factors on a rate that of their logarithms.

    None where theirs is no effect, or where a factor is 0.

    >>> round(ratio_of_sizes(0.04, 0.02, factor=False), 9), round(ratio_of_sizes(0.9, 0.81, factor=True), 9)
    (2.0, 0.5)
    """
    if not factor:
        return ours / theirs if theirs else None
    return math.log(ours) / math.log(theirs) if min(ours, theirs) > 0.0 and theirs != 1.0 else None
