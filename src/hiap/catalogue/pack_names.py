"""The names of a pack from its documents alone: for what names things of a pack and computes nothing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, cast

from hiap.catalogue.folder import Folder, Row, optional_rows
from hiap.catalogue.pack_tables import OUTCOME_TABLE
from hiap.domain.names import FactorName, Names, OutcomeDomain, OutcomeName, Party

Document = Mapping[str, Any]
PER = "EUR per "


def names_of(folder: Folder) -> Names:
    """The names that the pack of a folder has, without its numbers: most of its tables stay closed.

    >>> from hiap.catalogue.folder import pack_folder
    >>> names_of(pack_folder("NLD/2025")).diseases["stroke"]["en"]
    'Stroke'
    """
    text = cast(Document, folder.yaml("pack"))
    return Names(
        groups=tuple(text["ses"]["groups"]),
        first_year=text["base_year"],
        last_year=text["last_year"],
        last_age=int(text["ages"]["last"]),
        price_years=frozenset(
            int(row["year"]) for row in folder.rows("price_index") if row["index"] == "cpi"
        ),
        parties=parties_of(folder),
        diseases={item["id"]: item["title"] for item in text["diseases"]},
        risk_factors={item["id"]: _factor(item) for item in text.get("risk_factors", ())},
        outcomes={row["outcome"]: outcome_name(row) for row in optional_rows(folder, OUTCOME_TABLE)},
    )


def parties_of(folder: Folder) -> tuple[Party, ...]:
    """The parties, each with its place in the budget of the State, where it has one."""
    return tuple(
        Party(
            item["id"],
            item["title"],
            bool(item.get("boundary", False)),
            item.get("budget", {}).get("chapter"),
            item.get("budget", {}).get("articles", {}),
        )
        for item in cast("list[Document]", folder.yaml("parties"))
    )


def outcome_name(row: Row) -> OutcomeName:
    """An outcome by name, from a row with what one of it costs.

    >>> title = {"title_nl": "schooljaar", "title_en": "school year"}
    >>> outcome_name({**title, "domain": "school", "unit": "EUR per school year"}).unit
    'school year'
    """
    title = {"nl": row["title_nl"], "en": row["title_en"]}
    return OutcomeName(title, cast(OutcomeDomain, row["domain"]), row["unit"].removeprefix(PER))


def _factor(item: Document) -> FactorName:
    levelled = item["kind"] == "levels"
    return FactorName(
        title=item["title"],
        kind=item["kind"],
        levels=tuple(item["levels"]) if levelled else (),
        unit=item["unit"],
        widest=math.inf if levelled else float(item.get("cap", math.inf)) - float(item["least_harm"]),
        level_titles=item.get("level_titles", {}),
    )
