"""The words that a measure may use: what the pack and the catalogue know, as plain values."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True)
class RiskWord:
    """A risk factor as a measure may name it.

    Parameters
    ----------
    kind : "levels" (people are in one of the levels) or "mean" (a mean with a spread).
    levels : names of the levels; empty for a mean.
    unit : unit of the mean ("kg/m2"); "share" for levels.
    transition_known : whether the pack holds gross transitions between the levels (method 6.1).
    widest : the most that a mean can change: from the least harm to the highest value that counts.

    >>> RiskWord("levels", ("none", "debt"), "share", transition_known=False).levels
    ('none', 'debt')
    """

    kind: Literal["levels", "mean"]
    levels: tuple[str, ...]
    unit: str
    transition_known: bool
    widest: float = math.inf


@dataclass(frozen=True)
class Vocabulary:
    """Everything that a measure may refer to, with the years and ages that the pack covers.

    Parameters
    ----------
    parties : ids of the parties that pay, receive or act.
    boundary : ids of the boundary accounts (resources, health, welfare).
    risk_factors : risk factor id -> its word.
    diseases : ids of the diseases.
    ses_groups : ids of the socio-economic groups, lowest first.
    first_year, last_year : base year and last year of the pack.
    last_age : the open last age group (100 means 100 and older).
    price_years : years for which the pack holds a price index.
    catalogue_ids : ids of the measures that the catalogue already has.
    determinants : ids of the determinants of health.
    articles : party -> numbers of its articles in the budget of the State; only parties with a chapter.
    outcomes : outcome outside health and care -> its unit.
    party_titles : title of a party in any language -> its id; a title that two parties share is left out.
    in_place : whether the pack is that of a place; None where a document is only read and shown.
    """

    parties: frozenset[str]
    boundary: frozenset[str]
    risk_factors: Mapping[str, RiskWord]
    diseases: frozenset[str]
    ses_groups: tuple[str, ...]
    first_year: int
    last_year: int
    last_age: int
    price_years: frozenset[int]
    catalogue_ids: frozenset[str]
    determinants: frozenset[str] = frozenset()
    articles: Mapping[str, frozenset[str]] = field(default_factory=dict)
    outcomes: Mapping[str, str] = field(default_factory=dict)
    party_titles: Mapping[str, str] = field(default_factory=dict)
    in_place: bool | None = None
