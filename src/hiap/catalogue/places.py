"""Parts of a country: the pack of a place is that of its country with other people in it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from hiap.catalogue.folder import Folder, optional_rows
from hiap.catalogue.nearest import cure_among_many
from hiap.catalogue.pack_tables import PLACE_TABLE
from hiap.domain.errors import Fault, InputError
from hiap.domain.pack import SEXES, Pack, Place

Array = NDArray[np.float64]
Row = Mapping[str, str]


def in_place(pack: Pack, folder: Folder, name: str) -> Pack:
    """Give the pack of one place: its people and migrants, with all else as in the country (2.5).

    Formula: people(sex, age) = population(sex, age) · n / Σ n over all places of its kind, with n the counted
    persons of that sex and of the class that the age falls in; migrants likewise.

    Shapes: `people` [sex, age]. Units: persons. Source: `place.csv` of the pack.

    Raises
    ------
    InputError : the pack has no such place; the nearest one is named.

    >>> from hiap.catalogue.pack import load_pack
    >>> place = load_pack("NLD/2025@ggd-zeeland").place
    >>> place.title, float(round(place.people.sum(), -4))
    ('GGD Zeeland', 400000.0)
    """
    rows = optional_rows(folder, PLACE_TABLE)
    own = [row for row in rows if row["place"] == name]
    if not own:
        raise InputError([_unknown(pack, name, dict.fromkeys(row["place"] for row in rows))])
    kind, title = own[0]["kind"], own[0]["title"]
    everywhere = [row for row in rows if row["kind"] == kind]
    here, all_here = _by_age(own, pack.ages), _by_age(everywhere, pack.ages)
    share = np.divide(here, all_here, out=np.zeros_like(here), where=all_here > 0)
    return replace(
        pack,
        id=f"{pack.id}@{name}",
        title={lang: f"{title} ({words})" for lang, words in pack.title.items()},
        migration=pack.migration * share,
        published=(),
        notes=(_note(title), *pack.notes),
        digest=hashlib.sha256(f"{pack.digest}@{name}".encode()).hexdigest(),
        place=Place(name, title, kind, pack.population * share),
    )


def place_rows(folder: Folder) -> Iterator[dict[str, object]]:
    """Every place of a pack: its id, kind, title and the persons that were counted."""
    found: dict[str, dict[str, object]] = {}
    counted: dict[str, float] = {}
    for row in optional_rows(folder, PLACE_TABLE):
        found.setdefault(row["place"], {key: row[key] for key in ("place", "kind", "title")})
        counted[row["place"]] = counted.get(row["place"], 0.0) + float(row["value"])
    for name in sorted(found, key=lambda name: (str(found[name]["kind"]), name)):
        yield {**found[name], "persons": round(counted[name])}


def _by_age(rows: Sequence[Row], ages: int) -> Array:
    """Persons of the class that each age falls in [sex, age], added up over the rows."""
    starts = sorted({int(row["age"]) for row in rows})
    counted = np.zeros((len(SEXES), len(starts)))
    for row in rows:
        counted[SEXES.index(row["sex"]), starts.index(int(row["age"]))] += float(row["value"])
    return np.asarray(counted[:, np.searchsorted(starts, np.arange(ages), side="right") - 1])


def _note(title: str) -> dict[str, str]:
    """What the reader of a result for a place must know."""
    return {
        "code": "place",
        "nl": f"Dit gaat over {title}: de mensen daar naar geslacht en leeftijd. Ziekte, leefgewoonten, "
        "welvaart, kosten en prijzen zijn die van het hele land. Een bedrag voor het hele land telt "
        "mee voor het deel van de Nederlanders dat hier woont. Verhuizingen binnen het land tellen niet mee.",
        "en": f"This is about {title}: the people there by sex and age. Disease, ways of living, prosperity, "
        "costs and prices are those of the whole country. Of amounts for the whole country the part of the "
        "people counts. Moves within the country do not count.",
    }


def _unknown(pack: Pack, name: str, known: Mapping[str, None]) -> Fault:
    """A place that is not in the pack."""
    cure = cure_among_many(name, known, "hiap pack places") if known else f"leave @{name} out"
    return Fault("--pack", None, f"{pack.id} has no place {name!r}", cure)
