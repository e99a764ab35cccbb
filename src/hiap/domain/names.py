"""What the things of a pack are called: enough to read and tell of a measure, nothing to compute with."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

LANGUAGES = ("nl", "en")
ALL_CAUSE = "all_cause"
OutcomeDomain = Literal["school", "justice", "housing", "debt", "benefit", "work"]
Title = Mapping[str, str]


@dataclass(frozen=True)
class Party:
    """Somebody who pays or receives, or a boundary account of the ledger.

    `chapter` is its place in the budget of the State, `articles` the titles of articles by number (8.2).
    """

    id: str
    title: Title
    boundary: bool
    chapter: str | None = None
    articles: Mapping[str, Title] = field(default_factory=dict)


@dataclass(frozen=True)
class FactorName:
    """A risk factor by name: the titles of its levels, or the unit of its mean and the most it can change."""

    title: Title
    kind: Literal["levels", "mean"]
    levels: tuple[str, ...]
    unit: str
    widest: float = math.inf
    level_titles: Mapping[str, Title] = field(default_factory=dict)


@dataclass(frozen=True)
class OutcomeName:
    """An outcome outside health and care by name, with the unit in which it is counted."""

    title: Title
    domain: OutcomeDomain
    unit: str


@dataclass(frozen=True)
class Names:
    """The names of a pack, by id, and the years, ages and groups that it covers."""

    groups: tuple[str, ...]
    first_year: int
    last_year: int
    last_age: int
    price_years: frozenset[int]
    parties: tuple[Party, ...]
    diseases: Mapping[str, Title]
    risk_factors: Mapping[str, FactorName]
    outcomes: Mapping[str, OutcomeName]
