"""Checks what the cells of one table of a pack say of each other, and of those of another."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from hiap.catalogue.pack_future import future_faults
from hiap.catalogue.pack_outcomes import outcome_faults
from hiap.catalogue.pack_sectors import sector_faults
from hiap.catalogue.pack_tables import Table
from hiap.catalogue.place_checks import place_faults
from hiap.domain.errors import Fault


def table_faults(tables: Mapping[str, Table], laws_with_staff: Collection[str]) -> Iterator[Fault]:
    """Every fault of limits, outcomes, places and sectors; `laws_with_staff` have staff in inputs.yaml."""
    yield from future_faults(tables)
    yield from outcome_faults(tables["outcome"], tables["price_index"])
    yield from place_faults(tables["place"])
    yield from sector_faults(tables, laws_with_staff)
