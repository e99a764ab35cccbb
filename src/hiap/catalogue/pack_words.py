"""The words of a pack from its documents alone: for what names things of a pack and computes nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Any, cast

from hiap.catalogue.determinants import load_determinants
from hiap.catalogue.measures import register_ids
from hiap.catalogue.pack_outcomes import outcome_units
from hiap.catalogue.tables import Folder
from hiap.domain.vocabulary import RiskWord, Vocabulary

Document = Mapping[str, Any]


@cache
def words_of(folder: Folder) -> Vocabulary:
    """The ids, units and years that a document for this pack may name, without reading every table.

    >>> from hiap.catalogue.tables import pack_folder
    >>> words_of(pack_folder("NLD/2025")).ses_groups
    ('Q1', 'Q2', 'Q3', 'Q4', 'Q5')
    """
    text = cast(Document, folder.yaml("pack"))
    parties = cast("list[Document]", folder.yaml("parties"))
    return Vocabulary(
        parties=frozenset(party["id"] for party in parties if not party.get("boundary")),
        boundary=frozenset(party["id"] for party in parties if party.get("boundary")),
        risk_factors={factor["id"]: _risk(factor) for factor in text.get("risk_factors", ())},
        diseases=frozenset(disease["id"] for disease in text["diseases"]),
        ses_groups=tuple(text["ses"]["groups"]),
        first_year=text["base_year"],
        last_year=text["last_year"],
        last_age=int(text["ages"]["last"]),
        price_years=frozenset(
            int(row["year"]) for row in folder.rows("price_index") if row["index"] == "cpi"
        ),
        catalogue_ids=frozenset(register_ids()),
        determinants=frozenset(load_determinants()),
        articles={
            party["id"]: frozenset(party["budget"].get("articles", ()))
            for party in parties
            if party.get("budget")
        },
        outcomes=outcome_units(folder),
    )


def titles_of(folder: Folder) -> dict[str, Mapping[str, str]]:
    """Titles of the diseases and risk factors of a pack, by id."""
    text = cast(Document, folder.yaml("pack"))
    return {item["id"]: item["title"] for item in (*text["diseases"], *text.get("risk_factors", ()))}


def _risk(factor: Document) -> RiskWord:
    levelled = factor["kind"] == "levels"
    return RiskWord(
        factor["kind"],
        tuple(factor["levels"]) if levelled else (),
        "share" if levelled else factor["unit"],
        transition_known=False,
        widest=math.inf if levelled else float(factor.get("cap", math.inf)) - float(factor["least_harm"]),
    )
