"""The words of a pack that a measure may use."""

from __future__ import annotations

from collections.abc import Iterable

from hiap.catalogue.determinants import load_determinants
from hiap.catalogue.measures import register_ids
from hiap.domain.names import FactorName, Names, Party
from hiap.domain.vocabulary import RiskWord, Vocabulary


def words_of(names: Names) -> Vocabulary:
    """Collect the ids, units and years that a document may name: of a pack, and of the catalogue.

    >>> from hiap.catalogue.folder import pack_folder
    >>> from hiap.catalogue.pack_names import names_of
    >>> words_of(names_of(pack_folder("NLD/2025"))).ses_groups
    ('Q1', 'Q2', 'Q3', 'Q4', 'Q5')
    """
    return Vocabulary(
        parties=frozenset(party.id for party in names.parties if not party.boundary),
        boundary=frozenset(party.id for party in names.parties if party.boundary),
        risk_factors={name: _risk(factor) for name, factor in names.risk_factors.items()},
        diseases=frozenset(names.diseases),
        ses_groups=names.groups,
        first_year=names.first_year,
        last_year=names.last_year,
        last_age=names.last_age,
        price_years=names.price_years,
        catalogue_ids=frozenset(register_ids()),
        determinants=frozenset(load_determinants()),
        articles={party.id: frozenset(party.articles) for party in names.parties if party.chapter},
        outcomes={name: outcome.unit for name, outcome in names.outcomes.items()},
        party_titles=party_titles(names.parties),
    )


def party_titles(parties: Iterable[Party]) -> dict[str, str]:
    """What parties are called in any language, and which they are."""
    named = [(title, party.id) for party in parties if not party.boundary for title in party.title.values()]
    ids = {title: {name for other, name in named if other == title} for title, _ in named}
    return {title: min(names) for title, names in ids.items() if len(names) == 1}


def _risk(factor: FactorName) -> RiskWord:
    unit = "share" if factor.kind == "levels" else factor.unit
    return RiskWord(factor.kind, factor.levels, unit, transition_known=False, widest=factor.widest)
