"""Reads the determinants of health: the list that measures and screening share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from hiap.catalogue.shipped import shipped
from hiap.domain.determinant import Determinant, Determinants


@lru_cache(maxsize=1)
def load_determinants() -> Mapping[str, Determinant]:
    """The determinants by id, in the order of the list.

    >>> load_determinants()["smoking"].layer
    'lifestyle'
    """
    return {item.id: item for item in determinants_document().determinants}


@lru_cache(maxsize=1)
def determinants_document() -> Determinants:
    """The whole list, with the sources of its paths."""
    return shipped("determinants.yaml", Determinants)
