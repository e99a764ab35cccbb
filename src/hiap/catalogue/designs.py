"""Reads what each way of evaluating takes for granted."""

from __future__ import annotations

from functools import lru_cache

from hiap.catalogue.shipped import shipped
from hiap.domain.designs import Designs


@lru_cache(maxsize=1)
def load_designs() -> Designs:
    """The ways of evaluating, with their assumptions and tests in words.

    >>> [design.id for design in load_designs().designs]
    ['promise', 'interrupted-time-series', 'difference-in-differences', 'synthetic-control']
    """
    return shipped("designs.yaml", Designs)
